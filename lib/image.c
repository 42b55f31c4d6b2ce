#include "lib/image.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/child.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/log.h"

enum { RUN_MS = 60 * 1000, ANSWER_MAX = 256 };

const char *image_url(struct arena *a, const char *sha256, int64_t width)
{
	return arena_printf(
		a, "/media/%s-%lld", image_stem(a, sha256), (long long)width);
}

const char *image_stem(struct arena *a, const char *sha256)
{
	size_t n = strlen(sha256);
	return arena_printf(a, "%.2s/%.*s", sha256, IMAGE_STEM - 3,
		n > 2 ? sha256 + 2 : "");
}

/* Start it with its standard output in a pipe: no shell, no inherited files
 * but the three standard ones, an environment of our own. */
static pid_t start(
	const char *path, const char *source, const char *target, int *from)
{
	const char *argv[] = {path, source, target, NULL};
	const char *env[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL};
	int fd[2];
	if (pipe2(fd, O_CLOEXEC) < 0)
		return -1;
	posix_spawn_file_actions_t fa;
	posix_spawn_file_actions_init(&fa);
	posix_spawn_file_actions_addopen(&fa, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&fa, fd[1], 1);
	posix_spawn_file_actions_addopen(&fa, 2, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_t attr;
	posix_spawnattr_init(&attr);
	sigset_t none;
	sigemptyset(&none);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
	pid_t pid;
	int rc = posix_spawn(&pid, path, &fa, &attr, (char *const *)argv,
		(char *const *)env);
	posix_spawn_file_actions_destroy(&fa);
	posix_spawnattr_destroy(&attr);
	close(fd[1]);
	if (rc != 0) {
		close(fd[0]);
		return -1;
	}
	*from = fd[0];
	return pid;
}

static int64_t ticks_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Its one line; false when it took too long. */
static bool answer_read(int fd, char *answer)
{
	size_t n = 0;
	int64_t end = ticks_ms() + RUN_MS;
	for (;;) {
		int64_t left = end - ticks_ms();
		struct pollfd p = {fd, POLLIN, 0};
		answer[n] = '\0';
		if (left <= 0 || n == ANSWER_MAX)
			return false;
		if (poll(&p, 1, (int)left) < 0 && errno != EINTR)
			return false;
		if (!p.revents)
			continue;
		ssize_t k = read(fd, answer + n, ANSWER_MAX - n);
		if (k == 0)
			return true;
		if (k < 0 && errno != EINTR)
			return false;
		n += k > 0 ? (size_t)k : 0;
	}
}

static int answer_parse(
	struct arena *a, char *answer, struct image_result *result)
{
	answer[strcspn(answer, "\n")] = '\0';
	if (!strncmp(answer, "refused ", 8)) {
		result->problem = arena_strdup(a, answer + 8);
		return ERR_INVALID;
	}
	if (strncmp(answer, "ok ", 3) != 0) {
		/* It died: of its limits, most likely. */
		result->problem = "it takes too much memory or time";
		return ERR_INVALID;
	}
	char *p = answer + 3;
	result->width = strtoll(p, &p, 10);
	result->height = strtoll(p, &p, 10);
	result->widths = arena_strdup(a, p + strspn(p, " "));
	return OK;
}

static bool is_sha256(const char *s)
{
	return strlen(s) == 64 && strspn(s, "0123456789abcdef") == 64;
}

int image_make(struct arena *a, const struct conf *conf, const char *source,
	const char *sha256, struct image_result *result)
{
	*result = (struct image_result){.problem = ""};
	if (!is_sha256(sha256))
		return ERR_INTERNAL;
	const char *dir = arena_printf(a, "%s/media/%.2s", conf->dir, sha256);
	if (mkdir(dir, 0750) < 0 && errno != EEXIST) {
		log_error("event=image problem=\"cannot make the folder\"");
		return ERR_INTERNAL;
	}
	int from;
	pid_t pid = start(child_program(a, "puoti-image"), source,
		arena_printf(
			a, "%s/media/%s", conf->dir, image_stem(a, sha256)),
		&from);
	if (pid < 0) {
		log_error("event=image problem=\"puoti-image not started\"");
		return ERR_INTERNAL;
	}
	char answer[ANSWER_MAX + 1];
	if (!answer_read(from, answer)) {
		kill(pid, SIGKILL);
		answer[0] = '\0';
	}
	close(from);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	return answer_parse(a, answer, result);
}
