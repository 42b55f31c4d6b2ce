/* When a model is to be made, and who makes it. */
#include <signal.h>
#include <unistd.h>

#include "domain/model.h"
#include "lib/arena.h"
#include "lib/child.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "worker/worker.h"

/* How long after one the next may come: it failed, or the night has come. */
#define AGAIN_MS (10 * MS_MINUTE)
#define LOOK_MS  (5 * MS_SECOND)

static int is_asked(struct cx *cx, bool *asked)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM outbox WHERE kind = 'model'"
		" AND ((state = 'ready' AND run_after_ms <= :now)"
		" OR (state = 'leased' AND lease_until_ms <= :now))");
	db_bind_int(q, ":now", cx->now);
	int rc = db_one(q);
	*asked = rc == OK && db_next_int(q) > 0;
	db_done(q);
	return rc;
}

static bool is_due(struct worker *w)
{
	static int64_t tried_ms;
	const char *why;
	bool due = false, asked = false;
	if (is_asked(&w->cx, &asked) < 0 || asked)
		return asked;
	if (w->cx.now < tried_ms + AGAIN_MS)
		return false;
	if (model_due(&w->cx, &due, &why) < 0 || !due)
		return false;
	tried_ms = w->cx.now;
	return true;
}

/* A database in memory is nobody else's. */
static bool has_file(const struct worker *w)
{
	return access(arena_printf(w->cx.arena, "%s/puoti.db", w->conf->dir),
		       R_OK) == 0;
}

static void start(struct worker *w)
{
	const char *argv[] = {child_program(w->cx.arena, "puoti"), "--data",
		w->conf->dir, "recommend", "make", "--asked", NULL};
	pid_t pid = child_start(argv);
	w->model = pid > 0 ? pid : 0;
}

void worker_model(struct worker *w)
{
	bool ok = false;
	if (w->model && !child_ended(w->model, false, &ok))
		return;
	if (w->model && !ok)
		log_warn("event=model_failed");
	w->model = 0;
	if (w->cx.now < w->model_ms)
		return;
	w->model_ms = w->cx.now + LOOK_MS;
	if (has_file(w) && is_due(w))
		start(w);
}

/* What it had written is nobody's, and deleted by the next. */
void worker_model_stop(struct worker *w, bool wait)
{
	bool ok;
	if (!w->model)
		return;
	if (!wait)
		kill(w->model, SIGTERM);
	child_ended(w->model, true, &ok);
	w->model = 0;
}
