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
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include "lib/arena.h"
#include "domain/search_log.h"
#include "lib/clock.h"
#include "lib/log.h"

enum {
	RECYCLE = 100000, /* requests, then a fresh process takes over */
	READ_SECONDS = 5,
	WRITE_SECONDS = 30,
	DRAIN_MS = 10000, /* a queue that never empties must end too */
	RETRY_MS = 100,
	SIGNALS_EVERY = 16, /* requests of a queue that never empties */
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

/* Who asks, and the memory of his request. */
struct peer {
	FCGX_Request *q;
	struct arena *arena;
};

static const char *fcgi_param(void *arg, const char *name)
{
	FCGX_Request *q = ((struct peer *)arg)->q;
	return FCGX_GetParam(name, q->envp);
}

static long fcgi_read(void *arg, void *p, size_t n)
{
	FCGX_Request *q = ((struct peer *)arg)->q;
	return FCGX_GetStr(p, (int)n, q->in);
}

/* ---- the answer: records of our own, in one system call ---- */

enum {
	RECORD_MAX = 65528, /* bytes in a record, a multiple of eight */
	RECORD_HEAD = 8,
	FCGI_END = 3,
	FCGI_STDOUT = 6,
	BATCH = 256, /* pieces for one writev */
};

/* FastCGI 1.0, 3.3: version, type, request, length, padding. */
static void record_head(unsigned char *p, int type, int request, size_t n)
{
	p[0] = 1;
	p[1] = (unsigned char)type;
	p[2] = (unsigned char)(request >> 8);
	p[3] = (unsigned char)request;
	p[4] = (unsigned char)(n >> 8);
	p[5] = (unsigned char)n;
	p[6] = p[7] = 0;
}

static int send_all(int fd, struct iovec *v, size_t n)
{
	while (n) {
		ssize_t sent = writev(fd, v, n < BATCH ? (int)n : BATCH);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return -1;
		size_t done = (size_t)sent;
		for (; n && done >= v->iov_len; v++, n--)
			done -= v->iov_len;
		if (n) {
			v->iov_base = (char *)v->iov_base + done;
			v->iov_len -= done;
		}
	}
	return 0;
}

/* Pieces being cut into records. */
struct framing {
	struct iovec *out;
	size_t n;
	unsigned char *head; /* of the next record */
	size_t all, room;    /* bytes to come; left in the present record */
	int request;
};

static void frame_add(struct framing *f, char *p, size_t n)
{
	while (n) {
		if (!f->room) {
			f->room = f->all < RECORD_MAX ? f->all : RECORD_MAX;
			record_head(f->head, FCGI_STDOUT, f->request, f->room);
			f->out[f->n++] = (struct iovec){f->head, RECORD_HEAD};
			f->head += RECORD_HEAD;
		}
		size_t take = n < f->room ? n : f->room;
		f->out[f->n++] = (struct iovec){p, take};
		p += take;
		n -= take;
		f->room -= take;
		f->all -= take;
	}
}

/* The whole answer and the end of the request.  libfcgi would copy it into
 * buffers of 8 kB and write each. */
static int fcgi_write(void *arg, const struct iovec *v, size_t n)
{
	struct peer *peer = arg;
	FCGX_Request *q = peer->q;
	struct framing f = {.request = q->requestId};
	for (size_t i = 0; i < n; i++)
		f.all += v[i].iov_len;
	size_t records = f.all / RECORD_MAX + 1;
	f.out = ARENA_ARRAY(peer->arena, struct iovec, n + 2 * records + 2);
	unsigned char *heads = arena_alloc(
		peer->arena, (records + 3) * RECORD_HEAD);
	f.head = heads;
	for (size_t i = 0; i < n; i++)
		frame_add(&f, v[i].iov_base, v[i].iov_len);
	/* an empty record ends the stream; then: ended, status 0 */
	record_head(f.head, FCGI_STDOUT, f.request, 0);
	record_head(f.head + RECORD_HEAD, FCGI_END, f.request, RECORD_HEAD);
	memset(f.head + 2 * RECORD_HEAD, 0, RECORD_HEAD);
	f.out[f.n++] = (struct iovec){f.head, 3 * RECORD_HEAD};
	q->out->wasFCloseCalled = q->err->wasFCloseCalled = 1;
	return send_all(q->ipcFd, f.out, f.n);
}

/*
 * One request a connection, whatever the peer asked for: what is left of a
 * body must never be read as a next request.  When nothing is left the end of
 * the request is all that the peer waits for, and the connection is closed at
 * once; libfcgi would wait for the peer to close it first, so that bytes on
 * their way are not answered with a reset.
 */
static void finish(FCGX_Request *q)
{
	if (q->out->wasFCloseCalled && FCGX_GetChar(q->in) < 0 &&
		!FCGX_GetError(q->in)) {
		FCGX_Free(q, 0);
		close(q->ipcFd);
	} else {
		q->keepConnection = 0;
		FCGX_Finish_r(q);
	}
	q->ipcFd = -1;
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
	struct peer peer = {q, w->arena};
	struct gateway g = {&peer, fcgi_param, fcgi_read, fcgi_write};
	dispatch(w, &g);
	finish(q);
}

/* Wait for a connection or a signal. */
static void rest(int listener)
{
	sigset_t none;
	sigemptyset(&none);
	struct pollfd p = {listener, POLLIN, 0};
	struct timespec tick = {1, 0};
	struct timespec minute = {60, 0};
	log_flush();
	ppoll(&p, 1, drain ? &tick : search_log_any() ? &minute : NULL, &none);
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
	log_gather();
	FCGX_Request q;
	FCGX_InitRequest(&q, -1, FCGI_FAIL_ACCEPT_ON_INTR);
	int64_t drain_until = 0;
	for (long n = 0; n < RECYCLE && !leave;) {
		int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0) {
			answer(w, &q, fd);
			worker_idle(w, false);
			if (++n % SIGNALS_EVERY == 0)
				signals_take();
		} else if (errno == EAGAIN || errno == EINTR ||
			   errno == ECONNABORTED) {
			if (drain)
				break;
			rest(listener);
			worker_idle(w, false);
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
	log_flush();
	_exit(0);
}
