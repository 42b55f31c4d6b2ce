#include "domain/model_in.h"

#include "domain/outbox.h"
#include "domain/recommend_in.h"
#include "domain/similar.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/turn.h"

enum { NIGHT_MINUTE = 3 * 60 };

static int data_read(struct cx *cx, struct model_data *d)
{
	int rc = db_read_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = model_read(cx, d);
	db_read_end(cx->db);
	return rc;
}

static int make(struct cx *cx, const char *why)
{
	int64_t began = clock_now(), model = 0;
	struct model_data data;
	struct model_known known;
	int rc = model_clean(cx, 0);
	if (rc == OK)
		rc = model_begin(cx, why, &model);
	if (rc == OK)
		rc = data_read(cx, &data);
	if (rc == OK)
		rc = model_learn(cx, &data, &known);
	if (rc == OK)
		rc = model_write(cx, model, &known);
	if (rc == OK)
		rc = similar_write(cx, model);
	if (rc == OK)
		rc = model_serve(cx, model, &data, &known, clock_now() - began);
	int cleaned = model_clean(cx, 0); /* what served, or what failed */
	if (rc == OK)
		log_info("event=model orders=%zu products=%u method=%s"
			 " took_ms=%lld",
			data.n_baskets, known.n, known.method,
			(long long)(clock_now() - began));
	else
		log_warn("event=model_failed rc=%d", rc);
	return rc == OK ? cleaned : rc;
}

/* What it needs meanwhile is its own, and given back at once. */
int model_make(struct cx *cx, const char *why)
{
	struct cx own = *cx;
	int turn = TURN_FREE, rc = OK;
	own.arena = arena_new();
	if (cx->conf) {
		struct turnstile one = {
			arena_printf(own.arena, "%s/run/model", cx->conf->dir),
			1};
		rc = turn_take(&one, &turn);
	}
	if (rc == OK) {
		rc = make(&own, why);
		turn_give(turn);
	}
	arena_free(own.arena);
	return rc;
}

int model_ask(struct cx *cx, const char *why)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT 1 FROM outbox WHERE kind = 'model'"
		" AND state = 'ready' LIMIT 1");
	int rc = db_one(q);
	if (rc == OK)
		db_next_int(q);
	db_done(q);
	if (rc != ERR_NOT_FOUND)
		return rc; /* one is asked for */
	return outbox_add(cx, "model",
		arena_printf(cx->arena, "model:%lld", (long long)cx->now),
		arena_printf(cx->arena, "{\"why\":\"%s\"}", why), cx->now);
}

static void row_read(struct db_stmt *q, struct arena *a, struct model *m)
{
	m->id = db_next_int(q);
	m->state = db_next_text(q, a);
	m->why = db_next_text(q, a);
	m->method = db_next_text(q, a);
	m->orders = db_next_int(q);
	m->customers = db_next_int(q);
	m->products = db_next_int(q);
	m->took_ms = db_next_int(q);
	m->began_ms = db_next_int(q);
	m->served_ms = db_next_int(q);
}

#define COLUMNS                                                         \
	"id, state, why, method, orders, customers, products, took_ms," \
	" began_ms, served_ms"

int model_get(struct cx *cx, struct model *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " COLUMNS " FROM model WHERE state = 'serving'");
	*out = (struct model){0};
	int rc = db_one(q);
	if (rc == OK)
		row_read(q, cx->arena, out);
	db_done(q);
	return rc;
}

int model_list(struct cx *cx, int64_t limit, struct model **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " COLUMNS " FROM model ORDER BY id DESC LIMIT :limit");
	int rc;
	db_bind_int(q, ":limit", limit);
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) == 1) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		row_read(q, cx->arena, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}

static int64_t last_night(int64_t now)
{
	int64_t ms = clock_moment(clock_day(now), NIGHT_MINUTE);
	if (ms > now)
		ms = clock_moment(clock_day(now - MS_DAY), NIGHT_MINUTE);
	return ms;
}

int model_due(struct cx *cx, bool *due, const char **why)
{
	struct model m;
	int rc = model_get(cx, &m);
	*why = rc == ERR_NOT_FOUND ? "first" : "night";
	*due = rc == ERR_NOT_FOUND ||
	       (rc == OK && m.began_ms < last_night(cx->now));
	return rc == ERR_NOT_FOUND ? OK : rc;
}
