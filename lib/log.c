#include "lib/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 4096, ID_MAX = 64 }; /* 4096: PIPE_BUF */

static char request_id[ID_MAX];
static char gathered[LINE_MAX_BYTES];
static size_t n_gathered;
static bool is_gathering;

void log_gather(void)
{
	is_gathering = true;
}

void log_flush(void)
{
	/* One write: lines of several workers do not mix. */
	ssize_t done = write(STDERR_FILENO, gathered, n_gathered);
	(void)done; /* there is nobody left to tell */
	n_gathered = 0;
}

void log_request_id(const char *id)
{
	snprintf(request_id, sizeof(request_id), "%s", id);
}

/* A value must not be able to end its line or drive a terminal. */
static void clean(char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c < 0x20 || c == 0x7f)
			s[i] = c == '\t' || c == '\n' ? ' ' : '?';
	}
}

static size_t head(char *line, size_t size, const char *level)
{
	struct timespec now;
	struct tm tm;
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	size_t n = strftime(line, size, "%Y-%m-%dT%H:%M:%S", &tm);
	n += (size_t)snprintf(line + n, size - n, ".%03ldZ %s ",
		now.tv_nsec / 1000000, level);
	if (request_id[0])
		n += (size_t)snprintf(
			line + n, size - n, "request=%s ", request_id);
	return n;
}

static void write_line(const char *level, bool may_wait, const char *fmt,
	va_list ap) __attribute__((format(printf, 3, 0)));

static void write_line(
	const char *level, bool may_wait, const char *fmt, va_list ap)
{
	char line[LINE_MAX_BYTES];
	size_t n = head(line, sizeof(line), level);
	int more = vsnprintf(line + n, sizeof(line) - n - 1, fmt, ap);
	if (more > 0)
		n += (size_t)more;
	if (n > sizeof(line) - 2)
		n = sizeof(line) - 2;
	clean(line, n);
	line[n++] = '\n';
	if (n_gathered + n > sizeof(gathered))
		log_flush();
	memcpy(gathered + n_gathered, line, n);
	n_gathered += n;
	if (!is_gathering || !may_wait)
		log_flush();
}

#define LOG_LEVEL(fn, level, may_wait)                \
	void fn(const char *fmt, ...)                 \
	{                                             \
		va_list ap;                           \
		va_start(ap, fmt);                    \
		write_line(level, may_wait, fmt, ap); \
		va_end(ap);                           \
	}

LOG_LEVEL(log_info, "info", true)
LOG_LEVEL(log_warn, "warn", false)
LOG_LEVEL(log_error, "error", false)
