/*
 * The limit that pages are compared with: a FastCGI program that says hello,
 * with the accept loop of www/fcgi.c and as many processes as the shop.
 *
 *	hello SOCKET [PROCESSES]
 */
#include <errno.h>
#include <fcgiapp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 511, READ_S = 5, WRITE_S = 30 };

static volatile sig_atomic_t stop;

static void on_signal(int s)
{
	(void)s;
	stop = 1;
}

static int next_connection(int listener, const sigset_t *none)
{
	while (!stop) {
		int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0) {
			struct timeval r = {READ_S, 0}, w = {WRITE_S, 0};
			setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &r, sizeof(r));
			setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &w, sizeof(w));
			return fd;
		}
		if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
			usleep(100000);
		struct pollfd p = {listener, POLLIN, 0};
		ppoll(&p, 1, NULL, none);
	}
	return -1;
}

static _Noreturn void work(int listener)
{
	sigset_t none;
	FCGX_Request r;
	int fd;
	sigemptyset(&none);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	FCGX_InitRequest(&r, -1, FCGI_FAIL_ACCEPT_ON_INTR);
	while ((fd = next_connection(listener, &none)) >= 0) {
		r.ipcFd = fd;
		r.keepConnection = 1; /* or FCGX_Accept_r closes fd itself */
		if (FCGX_Accept_r(&r) < 0) {
			r.ipcFd = -1;
			continue;
		}
		FCGX_PutS("Content-Type: text/html; charset=utf-8\r\n"
			  "Content-Length: 6\r\n\r\nhello\n",
			r.out);
		r.keepConnection = 0;
		FCGX_Finish_r(&r);
	}
	_exit(0);
}

static int listen_on(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof(address.sun_path))
		return -1;
	memcpy(address.sun_path, path, strlen(path) + 1);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	unlink(path);
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
		listen(fd, BACKLOG) < 0)
		return -1;
	return fd;
}

int main(int argc, char **argv)
{
	struct sigaction action = {.sa_handler = on_signal};
	sigset_t all;
	int n = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 4;
	int listener = argc > 1 ? listen_on(argv[1]) : -1;
	if (listener < 0) {
		fprintf(stderr, "hello: cannot listen\n");
		return 1;
	}
	FCGX_Init();
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL); /* delivered inside ppoll alone */
	for (int i = 0; i < n; i++)
		if (fork() == 0)
			work(listener);
	sigset_t none;
	sigemptyset(&none);
	while (!stop)
		ppoll(NULL, 0, NULL, &none);
	unlink(argv[1]); /* the children end with their parent */
	return 0;
}
