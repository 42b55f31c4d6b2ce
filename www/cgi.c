/* The same shop for servers that start a program for each request. */
#include "www/serve.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/err.h"

static const char *cgi_param(void *arg, const char *name)
{
	(void)arg;
	/* "Proxy:" arrives as HTTP_PROXY, which libraries believe */
	return strcmp(name, "HTTP_PROXY") == 0 ? NULL : getenv(name);
}

static long cgi_read(void *arg, void *p, size_t n)
{
	(void)arg;
	ssize_t got;
	do {
		got = read(STDIN_FILENO, p, n);
	} while (got < 0 && errno == EINTR);
	return (long)got;
}

static int write_all(const void *p, size_t n)
{
	for (const char *at = p; n;) {
		ssize_t done = write(STDOUT_FILENO, at, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		at += done;
		n -= (size_t)done;
	}
	return 0;
}

static int cgi_write(void *arg, const struct iovec *v, size_t n)
{
	(void)arg;
	for (size_t i = 0; i < n; i++)
		if (write_all(v[i].iov_base, v[i].iov_len) < 0)
			return -1;
	return 0;
}

int cgi_run(const struct conf *conf)
{
	struct worker w;
	struct gateway g = {NULL, cgi_param, cgi_read, cgi_write};
	static const char sorry[] =
		"Status: 503 Service Unavailable\r\n"
		"Content-Type: text/plain; charset=utf-8\r\n"
		"Retry-After: 30\r\n\r\nPlease try again in a little while.\n";
	signal(SIGPIPE, SIG_IGN);
	unsetenv("HTTP_PROXY");
	if (serve_prepare(conf) < 0 || worker_init(&w, conf) < 0) {
		write_all(sorry, sizeof(sorry) - 1);
		return 1;
	}
	dispatch(&w, &g);
	worker_release(&w);
	return 0;
}
