/*
 * A worker's life: accept, answer one request, close.  libfcgi does the
 * protocol alone: its own accept loses signals, waits two seconds for silent
 * peers and starves others when a connection is kept open.
 */
#include "www/serve.h"

#include <errno.h>
#include <fcgiapp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "lib/clock.h"
#include "lib/log.h"

enum {
	RECYCLE = 100000, /* requests, then a fresh process takes over */
	READ_SECONDS = 5,
	WRITE_SECONDS = 30,
	DRAIN_MS = 10000, /* a queue that never empties must end too */
	RETRY_MS = 100,
};

static volatile sig_atomic_t leave, drain;

static void on_signal(int s)
{
	if (s == SIGUSR2)
		drain = 1;
	else
		leave = 1;
}

static void signal_set(int s, void (*fn)(int))
{
	struct sigaction action = {.sa_handler = fn};
	sigaction(s, &action, NULL);
}

/* Signals arrive only inside ppoll: libfcgi's reads and writes, and ours,
 * are never cut short by one. */
static void signals_set(void)
{
	sigset_t all;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	signal_set(SIGTERM, on_signal);
	signal_set(SIGUSR2, on_signal);
	signal_set(SIGUSR1, SIG_IGN);
	signal_set(SIGINT, SIG_IGN);
	signal_set(SIGHUP, SIG_IGN);
	signal_set(SIGCHLD, SIG_DFL);
	signal_set(SIGPIPE, SIG_IGN);
	leave = drain = 0;
	/* crashes are still to be reported as what they are */
	sigset_t faults;
	sigemptyset(&faults);
	sigaddset(&faults, SIGSEGV);
	sigaddset(&faults, SIGBUS);
	sigaddset(&faults, SIGABRT);
	sigaddset(&faults, SIGFPE);
	sigaddset(&faults, SIGILL);
	sigprocmask(SIG_UNBLOCK, &faults, NULL);
}

static const char *fcgi_param(void *arg, const char *name)
{
	FCGX_Request *q = arg;
	return FCGX_GetParam(name, q->envp);
}

static long fcgi_read(void *arg, void *p, size_t n)
{
	FCGX_Request *q = arg;
	return FCGX_GetStr(p, (int)n, q->in);
}

static int fcgi_write(void *arg, const void *p, size_t n)
{
	FCGX_Request *q = arg;
	return FCGX_PutStr(p, (int)n, q->out) < 0 ? -1 : 0;
}

static void answer(struct worker *w, FCGX_Request *q, int fd)
{
	struct timeval in = {READ_SECONDS, 0}, out = {WRITE_SECONDS, 0};
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &in, sizeof(in));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &out, sizeof(out));
	q->ipcFd = fd;
	q->keepConnection = 1; /* or Accept's own Finish would close fd */
	if (FCGX_Accept_r(q) < 0) {
		q->ipcFd = -1; /* a broken or slow peer: already closed */
		return;
	}
	struct gateway g = {q, fcgi_param, fcgi_read, fcgi_write};
	dispatch(w, &g);
	/* one request a connection, whatever the peer asked for: what is left
	 * of a body must never be read as a next request */
	q->keepConnection = 0;
	FCGX_Finish_r(q);
	q->ipcFd = -1;
}

/* Wait for a connection or a signal. */
static void rest(int listener)
{
	sigset_t none;
	sigemptyset(&none);
	struct pollfd p = {listener, POLLIN, 0};
	struct timespec tick = {1, 0};
	ppoll(&p, 1, drain ? &tick : NULL, &none);
}

/* A chance for signals between two requests, without waiting. */
static void signals_take(void)
{
	sigset_t none;
	sigemptyset(&none);
	struct timespec at_once = {0, 0};
	ppoll(NULL, 0, &at_once, &none);
}

_Noreturn void fcgi_loop(struct worker *w, int listener)
{
	signals_set();
	FCGX_Request q;
	FCGX_InitRequest(&q, -1, FCGI_FAIL_ACCEPT_ON_INTR);
	int64_t drain_until = 0;
	for (long n = 0; n < RECYCLE && !leave;) {
		int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0) {
			answer(w, &q, fd);
			n++;
			signals_take();
		} else if (errno == EAGAIN || errno == EINTR ||
			   errno == ECONNABORTED) {
			if (drain)
				break;
			rest(listener);
		} else { /* no descriptor, no memory: neither spin nor die */
			log_warn("event=accept errno=%d", errno);
			usleep(RETRY_MS * 1000);
			signals_take();
		}
		if (drain && !drain_until)
			drain_until = clock_now() + DRAIN_MS;
		if (drain_until && clock_now() > drain_until)
			break;
	}
	worker_release(w);
	_exit(0);
}
