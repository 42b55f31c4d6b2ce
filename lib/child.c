#include "lib/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/err.h"
#include "lib/log.h"

const char *child_program(struct arena *a, const char *name)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (n > 0) {
		self[n] = '\0';
		char *slash = strrchr(self, '/');
		*slash = '\0';
		const char *path = arena_printf(a, "%s/%s", self, name);
		if (access(path, X_OK) == 0)
			return path;
	}
	const char *built = arena_printf(a, "%s/%s", PUOTI_BUILDDIR, name);
	if (access(built, X_OK) == 0)
		return built;
	return arena_printf(a, "%s/%s", PUOTI_LIBEXECDIR, name);
}

static int64_t ticks_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static const char *const env_own[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8",
	"HOME=/nonexistent", "OPENBLAS_NUM_THREADS=1", NULL};

static pid_t spawn(const char *const *argv, posix_spawn_file_actions_t *fa,
	char *const *env)
{
	posix_spawnattr_t attr;
	posix_spawnattr_init(&attr);
	sigset_t none;
	sigemptyset(&none);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
	pid_t pid;
	int rc = posix_spawn(
		&pid, argv[0], fa, &attr, (char *const *)argv, env);
	posix_spawnattr_destroy(&attr);
	return rc == 0 ? pid : -1;
}

/* Both ends of both pipes are closed in it but for its own two. */
static pid_t start(const char *program, int in, int out)
{
	const char *argv[] = {program, NULL};
	posix_spawn_file_actions_t fa;
	posix_spawn_file_actions_init(&fa);
	posix_spawn_file_actions_adddup2(&fa, in, 0);
	posix_spawn_file_actions_adddup2(&fa, out, 1);
	posix_spawn_file_actions_addopen(&fa, 2, "/dev/null", O_WRONLY, 0);
	pid_t pid = spawn(argv, &fa, (char *const *)env_own);
	posix_spawn_file_actions_destroy(&fa);
	return pid;
}

struct talk {
	int to, from; /* -1: closed */
	const char *in;
	size_t left, max;
	struct buf *out;
};

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* What the pipe takes now. */
static void feed(struct talk *t)
{
	ssize_t k = t->left ? write(t->to, t->in, t->left) : 0;
	if (k > 0) {
		t->in += k;
		t->left -= (size_t)k;
	}
	bool again = k < 0 && (errno == EAGAIN || errno == EINTR);
	if (t->left == 0 || (k < 0 && !again))
		shut(&t->to);
}

/* False: it says too much. */
static bool take(struct talk *t)
{
	enum { STEP = 65536 };
	ssize_t k = read(t->from, buf_room(t->out, STEP), STEP);
	if (k > 0) {
		t->out->len += (size_t)k;
		t->out->p[t->out->len] = '\0';
		return t->out->len <= t->max;
	}
	if (k == 0 || (errno != EAGAIN && errno != EINTR))
		shut(&t->from);
	return true;
}

static bool talk(struct talk *t, int ms)
{
	int64_t end = ticks_ms() + ms;
	while (t->from >= 0) {
		int64_t left = end - ticks_ms();
		struct pollfd p[2] = {
			{t->from, POLLIN, 0}, {t->to, POLLOUT, 0}};
		if (left <= 0)
			return false;
		if (poll(p, 2, (int)left) < 0 && errno != EINTR)
			return false;
		if (p[1].revents)
			feed(t);
		if (p[0].revents && !take(t))
			return false;
	}
	return true;
}

static bool ended_well(pid_t pid)
{
	int status = 0;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int child_run(const char *program, const void *in, size_t n, struct buf *out,
	size_t max, int ms)
{
	int to[2], from[2];
	size_t before = out->len;
	if (pipe2(to, O_CLOEXEC) < 0)
		return ERR_INTERNAL;
	if (pipe2(from, O_CLOEXEC) < 0) {
		close(to[0]);
		close(to[1]);
		return ERR_INTERNAL;
	}
	/* it may end before it has read all: that is no reason to die here */
	signal(SIGPIPE, SIG_IGN);
	pid_t pid = start(program, to[0], from[1]);
	close(to[0]);
	close(from[1]);
	fcntl(to[1], F_SETFL, O_NONBLOCK);
	struct talk t = {to[1], from[0], in, n, before + max, out};
	bool ok = pid > 0 && talk(&t, ms);
	shut(&t.to);
	shut(&t.from);
	if (pid > 0 && !ok)
		kill(pid, SIGKILL);
	if (pid > 0)
		ok = ended_well(pid) && ok;
	if (ok)
		return OK;
	out->len = before;
	log_error("event=child program=\"%s\" problem=\"%s\"", program,
		pid > 0 ? "failed" : "not started");
	return ERR_INTERNAL;
}

pid_t child_start(const char *const *argv)
{
	posix_spawn_file_actions_t fa;
	posix_spawn_file_actions_init(&fa);
	posix_spawn_file_actions_addopen(&fa, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&fa, 1, "/dev/null", O_WRONLY, 0);
	pid_t pid = spawn(argv, &fa, environ);
	posix_spawn_file_actions_destroy(&fa);
	if (pid < 0)
		log_error("event=child program=\"%s\" problem=\"not started\"",
			argv[0]);
	return pid;
}

bool child_ended(pid_t pid, bool wait, bool *ok)
{
	int status = 0;
	pid_t got;
	do
		got = waitpid(pid, &status, wait ? 0 : WNOHANG);
	while (got < 0 && errno == EINTR);
	if (got == 0)
		return false;
	*ok = got == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
	return true;
}
