/* The parent: holds the socket and keeps the workers alive. */
#include "www/serve.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "domain/event.h"
#include "lib/asset.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/metrics.h"
#include "lib/remote.h"
#include "lib/tpl.h"
#include "lib/tr.h"
#include "www/routes.h"

enum {
	SLOTS = METRICS_WORKERS_MAX,
	SYSTEMD_FD = 3,
	MEMORY_MAX = 512 * 1024 * 1024, /* of a worker's own data */
	STUCK_MS = 60000, /* a request that takes longer never ends */
	BRAKE_MS = 1000,  /* between two starts in one place */
	BRAKE_MAX_MS = 30000,
	STOP_MS = 35000, /* then what still runs is killed */
};

struct slot {
	pid_t pid; /* 0: free */
	bool leaving;
	int64_t born_ms;
};

/* One per wanted worker: outlives the processes that fill it. */
struct place {
	size_t slot;
	bool filled;
	int64_t next_ms, delay_ms; /* not started before; the brake */
};

struct parent {
	struct conf *conf;
	int listener;
	bool own_socket;
	const char *path;
	struct slot slots[SLOTS];
	struct place places[64];
	size_t n_places;
};

static volatile sig_atomic_t stop, again;

static void on_signal(int s)
{
	if (s == SIGHUP)
		again = 1;
	else if (s != SIGCHLD)
		stop = 1;
}

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int serve_prepare(const struct conf *conf)
{
	clock_zone(conf->zone);
	tr_init(conf->locale_dir);
	if (routes_check(routes) < 0)
		return ERR_INVALID;
	int rc = asset_init(conf_share(conf, "static"));
	if (rc < 0)
		return rc;
	/* without it pages are served as well: it has been logged */
	event_open(conf_path(conf, "run/events"));
	return tpl_init(conf_share(conf, "templates")) < 0 ? ERR_INTERNAL : OK;
}

/* systemd's socket, when it handed us exactly one. */
static int listener_inherited(void)
{
	const char *pid = getenv("LISTEN_PID"), *fds = getenv("LISTEN_FDS");
	if (!pid || !fds || strtol(pid, NULL, 10) != (long)getpid() ||
		strcmp(fds, "1") != 0)
		return -1;
	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	if (fcntl(SYSTEMD_FD, F_SETFL, O_NONBLOCK) < 0 ||
		fcntl(SYSTEMD_FD, F_SETFD, FD_CLOEXEC) < 0)
		return -1;
	return SYSTEMD_FD;
}

/* One parent a shop.  A lock of the process, not of the file description:
 * workers that outlive a killed parent do not hold it. */
static bool parent_lock(const struct conf *conf)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	int fd = open(conf_path(conf, "run/serve.lock"),
		O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	return fd >= 0 && fcntl(fd, F_SETLK, &lock) == 0;
}

static int listener_make(const char *path, int backlog)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof(address.sun_path)) {
		log_error("event=listen problem=\"path too long\"");
		return -1;
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	unlink(path);
	mode_t before = umask(0117); /* 0660: the web server's group */
	int rc = bind(fd, (struct sockaddr *)&address, sizeof(address));
	umask(before);
	if (rc < 0 || listen(fd, backlog) < 0) {
		log_error("event=listen errno=%d", errno);
		close(fd);
		return -1;
	}
	return fd;
}

static void limits_set(void)
{
#ifndef __SANITIZE_ADDRESS__ /* its shadow counts as data */
	struct rlimit data = {MEMORY_MAX, MEMORY_MAX};
	setrlimit(RLIMIT_DATA, &data);
#endif
	struct rlimit core = {0, 0}; /* it would hold people's data */
	setrlimit(RLIMIT_CORE, &core);
}

/* Half of the workers may wait for other companies' services; the others
 * answer pages meanwhile. */
static void calls_limit(const struct conf *conf)
{
	static char stem[PATH_MAX];
	static struct turnstile turns = {.stem = stem};
	int n = snprintf(stem, sizeof(stem), "%s/run/remote", conf->dir);
	if (n < 0 || (size_t)n >= sizeof(stem))
		return;
	turns.most = conf->workers > 1 ? conf->workers / 2 : 1;
	remote_turns(&turns);
}

static _Noreturn void worker_run(const struct parent *p, size_t slot, pid_t up)
{
	struct worker w;
	/* a worker never outlives its parent */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != up)
		_exit(0);
	limits_set();
	metrics_worker(slot);
	if (worker_init(&w, p->conf) < 0)
		_exit(1);
	calls_limit(p->conf);
	fcgi_loop(&w, p->listener);
}

static void place_start(struct parent *p, struct place *at)
{
	size_t i = 0;
	while (i < SLOTS && p->slots[i].pid)
		i++;
	if (i == SLOTS)
		return; /* too many still leaving: the next tick tries again */
	pid_t up = getpid();
	metrics_slot_clear(i);
	pid_t pid = fork();
	if (pid == 0)
		worker_run(p, i, up);
	int64_t now = now_ms();
	if (pid < 0) {
		log_error("event=fork errno=%d", errno);
		at->next_ms = now + BRAKE_MS;
		return;
	}
	p->slots[i] = (struct slot){.pid = pid, .born_ms = now};
	at->slot = i;
	at->filled = true;
	at->next_ms = now + at->delay_ms;
}

static void places_fill(struct parent *p)
{
	for (size_t i = 0; i < p->n_places; i++) {
		struct place *at = &p->places[i];
		if (!at->filled && now_ms() >= at->next_ms)
			place_start(p, at);
	}
}

/* A worker ended.  One that died young starts again later and later. */
static void slot_ended(struct parent *p, size_t i, int status)
{
	struct slot *s = &p->slots[i];
	int64_t now = now_ms(), age = now - s->born_ms;
	bool clean = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (WIFSIGNALED(status))
		log_error("event=worker_died pid=%d signal=%d", (int)s->pid,
			WTERMSIG(status));
	else if (!clean)
		log_error("event=worker_failed pid=%d status=%d", (int)s->pid,
			WEXITSTATUS(status));
	for (size_t k = 0; k < p->n_places; k++) {
		struct place *at = &p->places[k];
		if (!at->filled || at->slot != i)
			continue;
		at->filled = false;
		if (clean || age > BRAKE_MAX_MS)
			at->delay_ms = 0;
		else
			at->delay_ms = at->delay_ms ? 2 * at->delay_ms
						    : BRAKE_MS;
		if (at->delay_ms > BRAKE_MAX_MS)
			at->delay_ms = BRAKE_MAX_MS;
		int64_t brake = at->delay_ms > BRAKE_MS ? at->delay_ms
							: BRAKE_MS;
		at->next_ms = s->born_ms + brake;
	}
	*s = (struct slot){0};
	metrics_slot_clear(i);
}

static size_t reap(struct parent *p)
{
	int status;
	pid_t pid;
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (size_t i = 0; i < SLOTS; i++)
			if (p->slots[i].pid == pid)
				slot_ended(p, i, status);
	size_t alive = 0;
	for (size_t i = 0; i < SLOTS; i++)
		alive += p->slots[i].pid != 0;
	return alive;
}

static void signal_all(struct parent *p, int s)
{
	for (size_t i = 0; i < SLOTS; i++)
		if (p->slots[i].pid)
			kill(p->slots[i].pid, s);
}

static void kill_stuck(struct parent *p)
{
	for (size_t i = 0; i < SLOTS; i++) {
		int64_t since = metrics_busy_since(i);
		if (!p->slots[i].pid || !since || now_ms() - since < STUCK_MS)
			continue;
		log_error("event=worker_stuck pid=%d", (int)p->slots[i].pid);
		kill(p->slots[i].pid, SIGKILL);
	}
}

static void places_plan(struct parent *p)
{
	p->n_places = (size_t)p->conf->workers;
	memset(p->places, 0, sizeof(p->places));
}

/* A new generation first, then the old one leaves: no request is lost. */
static void generation_next(struct parent *p)
{
	struct conf fresh;
	again = 0;
	if (conf_load(&fresh, p->conf->dir) < 0) {
		log_error("event=reload problem=\"configuration: kept the old "
			  "one\"");
		return;
	}
	*p->conf = fresh;
	asset_init(conf_share(&fresh, "static"));
	event_open(conf_path(p->conf, "run/events"));
	if (tpl_reload() < 0)
		log_error("event=reload problem=\"templates: kept the old "
			  "ones\"");
	bool old[SLOTS];
	for (size_t i = 0; i < SLOTS; i++) {
		old[i] = p->slots[i].pid != 0;
		p->slots[i].leaving = old[i];
	}
	places_plan(p);
	places_fill(p);
	for (size_t i = 0; i < SLOTS; i++)
		if (old[i] && p->slots[i].pid)
			kill(p->slots[i].pid, SIGTERM);
	log_info("event=reloaded workers=%zu", p->n_places);
}

static void signals_set(void)
{
	static const int taken[] = {
		SIGTERM, SIGINT, SIGHUP, SIGCHLD, SIGUSR1, SIGUSR2};
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		struct sigaction action = {.sa_handler = on_signal};
		if (taken[i] == SIGUSR1 || taken[i] == SIGUSR2)
			action.sa_handler = SIG_IGN;
		sigaction(taken[i], &action, NULL);
		sigaddset(&set, taken[i]);
	}
	sigprocmask(SIG_BLOCK, &set, NULL); /* taken inside ppoll alone */
}

static void tick(void)
{
	sigset_t none;
	sigemptyset(&none);
	struct timespec second = {1, 0};
	ppoll(NULL, 0, &second, &none);
}

/* What is queued on our own socket is answered; systemd's keeps its queue for
 * the next start. */
static void shut_down(struct parent *p)
{
	if (p->own_socket)
		unlink(p->path);
	signal_all(p, p->own_socket ? SIGUSR2 : SIGTERM);
	int64_t until = now_ms() + STOP_MS;
	while (reap(p) && now_ms() < until)
		tick();
	signal_all(p, SIGKILL);
	log_info("event=stopped");
}

int serve_run(struct conf *conf)
{
	static struct parent parent;
	struct parent *p = &parent;
	p->conf = conf;
	p->path = conf_path(conf, "run/puoti.sock");
	if (!parent_lock(conf)) {
		log_error("event=start problem=\"already running\"");
		return 1;
	}
	if (serve_prepare(conf) < 0)
		return 1;
	p->listener = listener_inherited();
	p->own_socket = p->listener < 0;
	if (p->own_socket)
		p->listener = listener_make(p->path, (int)conf->backlog);
	if (p->listener < 0)
		return 1;
	FCGX_Init();
	metrics_share();
	signals_set();
	places_plan(p);
	log_info("event=started workers=%zu", p->n_places);
	while (!stop) {
		if (again)
			generation_next(p);
		places_fill(p);
		tick();
		reap(p);
		kill_stuck(p);
	}
	shut_down(p);
	return 0;
}
