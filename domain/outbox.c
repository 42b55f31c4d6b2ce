#include "domain/outbox.h"

#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

/* How long after the n-th failed attempt the next one comes. */
static const int64_t backoff_ms[] = {
	1 * MS_MINUTE,
	5 * MS_MINUTE,
	30 * MS_MINUTE,
	2 * MS_HOUR,
	8 * MS_HOUR,
	24 * MS_HOUR,
};

enum { ATTEMPTS_MAX = sizeof(backoff_ms) / sizeof(backoff_ms[0]) + 1 };

int outbox_add(struct cx *cx, const char *kind, const char *key,
	const char *payload, int64_t run_after_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO outbox (kind, dedupe_key, payload, run_after_ms,"
		" state, created_ms)"
		" VALUES (:kind, :key, :payload, :after, 'ready', :now)"
		" ON CONFLICT (dedupe_key) DO NOTHING");
	db_bind_text(q, ":kind", kind);
	db_bind_text(q, ":key", key);
	db_bind_text(q, ":payload", payload);
	db_bind_int(q, ":after", run_after_ms);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

/* A job whose worker died each time is not tried for ever. */
static int bury_lost(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE outbox SET state = 'dead', lease_until_ms = NULL,"
		" problem = 'the worker ended during each attempt'"
		" WHERE state = 'leased' AND lease_until_ms <= :now"
		" AND attempts >= :max");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":max", ATTEMPTS_MAX);
	return db_exec(q, NULL);
}

static void job_read(struct db_stmt *q, struct arena *a, struct job *out)
{
	out->id = db_next_int(q);
	out->attempts = db_next_int(q) + 1;
	out->kind = db_next_text(q, a);
	out->key = db_next_text(q, a);
	out->payload = db_next_text(q, a);
}

static int next_due(struct cx *cx, struct job *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, attempts, kind, dedupe_key, payload FROM outbox"
		" WHERE ((state = 'ready' AND run_after_ms <= :now)"
		" OR (state = 'leased' AND lease_until_ms <= :now))"
		/* a program of its own does those: worker/model.c */
		" AND kind <> 'model'"
		/* somebody waits for a mail, a thousand pictures can wait */
		" ORDER BY CASE kind WHEN 'mail' THEN 0 ELSE 1 END,"
		" run_after_ms, id LIMIT 1");
	db_bind_int(q, ":now", cx->now);
	int rc = db_one(q);
	if (rc == OK)
		job_read(q, cx->arena, out);
	db_done(q);
	return rc;
}

/* Guarded: another worker may have been faster. */
static int lease(struct cx *cx, int64_t lease_ms, const struct job *job)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE outbox SET state = 'leased', lease_until_ms = :until,"
		" attempts = :attempts WHERE id = :id"
		" AND attempts = :before AND state IN ('ready', 'leased')");
	db_bind_int(q, ":until", cx->now + lease_ms);
	db_bind_int(q, ":attempts", job->attempts);
	db_bind_int(q, ":id", job->id);
	db_bind_int(q, ":before", job->attempts - 1);
	return db_exec_one(q);
}

int outbox_take(struct cx *cx, int64_t lease_ms, struct job *out)
{
	/* Look first without the write lock: mostly there is nothing. */
	int rc = next_due(cx, out);
	if (rc < 0)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = bury_lost(cx);
	if (rc == OK)
		rc = next_due(cx, out);
	if (rc == OK)
		rc = lease(cx, lease_ms, out);
	bool none = rc == ERR_NOT_FOUND; /* what was buried stays buried */
	rc = db_end(cx->db, none ? OK : rc);
	if (rc == OK && none)
		return ERR_NOT_FOUND;
	return rc == ERR_CONFLICT ? ERR_BUSY : rc;
}

int outbox_take_kind(
	struct cx *cx, const char *kind, int64_t lease_ms, struct job *out)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, attempts, kind, dedupe_key, payload FROM outbox"
		" WHERE kind = :kind AND (state = 'ready'"
		" OR (state = 'leased' AND lease_until_ms <= :now))"
		" ORDER BY id LIMIT 1");
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":now", cx->now);
	rc = db_one(q);
	if (rc == OK)
		job_read(q, cx->arena, out);
	db_done(q);
	if (rc == OK)
		rc = lease(cx, lease_ms, out);
	bool none = rc == ERR_NOT_FOUND;
	rc = db_end(cx->db, none ? OK : rc);
	return rc == OK && none ? ERR_NOT_FOUND : rc;
}

int outbox_done(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		/* what it told of is told: an address has no business here */
		"UPDATE outbox SET state = 'done', lease_until_ms = NULL,"
		" problem = '', payload = '' WHERE id = :id AND state = 'leased'");
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

static int attempts_of(struct cx *cx, int64_t id, int64_t *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT attempts FROM outbox"
		" WHERE id = :id AND state = 'leased'");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc;
}

static int put_back(struct cx *cx, int64_t id, const char *problem,
	const char *state, int64_t run_after_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE outbox SET state = :state, run_after_ms = :after,"
		" lease_until_ms = NULL, problem = :problem"
		" WHERE id = :id AND state = 'leased'");
	db_bind_text(q, ":state", state);
	db_bind_int(q, ":after", run_after_ms);
	db_bind_text(q, ":problem", problem);
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

int outbox_failed(struct cx *cx, int64_t id, const char *problem, bool final)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	int64_t attempts = 0;
	rc = attempts_of(cx, id, &attempts);
	if (rc == OK && (final || attempts >= ATTEMPTS_MAX))
		rc = put_back(cx, id, problem, "dead", cx->now);
	else if (rc == OK)
		rc = put_back(cx, id, problem, "ready",
			cx->now + backoff_ms[attempts < 1 ? 0 : attempts - 1]);
	return db_end(cx->db, rc);
}

int outbox_skip(struct cx *cx, const char *kind)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE outbox SET state = 'done', payload = ''"
		" WHERE kind = :kind AND state = 'ready'");
	db_bind_text(q, ":kind", kind);
	return db_exec(q, NULL);
}

int outbox_dead(struct cx *cx, struct dead_job **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, created_ms, kind, dedupe_key, problem FROM outbox"
		" WHERE state = 'dead' ORDER BY created_ms DESC, id DESC"
		" LIMIT 200");
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct dead_job *job = &(*out)[(*n)++];
		job->id = db_next_int(q);
		job->created_ms = db_next_int(q);
		job->kind = db_next_text(q, cx->arena);
		job->key = db_next_text(q, cx->arena);
		job->problem = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

int outbox_retry(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE outbox SET state = 'ready', attempts = 0,"
		" run_after_ms = :now WHERE id = :id AND state = 'dead'");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}
