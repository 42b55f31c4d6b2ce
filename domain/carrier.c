#include "domain/carrier.h"

#include <string.h>

#include "domain/points.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"

enum { PLACES = 64, KEY_MAX = 96 };

const struct carrier *const carriers[] = {&carrier_pakettikauppa, NULL};

/* When a place was asked for, in this process. */
static struct {
	char key[KEY_MAX];
	int64_t until;
} asked[PLACES];
static size_t next_place;

static bool is_fresh(const char *key, int64_t now)
{
	for (size_t i = 0; i < PLACES; i++)
		if (strcmp(asked[i].key, key) == 0 && asked[i].until > now)
			return true;
	return false;
}

static void remember(const char *key, int64_t until)
{
	size_t at = next_place;
	for (size_t i = 0; i < PLACES; i++)
		if (strcmp(asked[i].key, key) == 0)
			at = i;
	if (at == next_place)
		next_place = (next_place + 1) % PLACES;
	if (strlen(key) >= KEY_MAX)
		return;
	memcpy(asked[at].key, key, strlen(key) + 1);
	asked[at].until = until;
}

/* The codes of the services that go to its points. */
static int services_of(struct cx *cx, const char *carrier, const char **out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT DISTINCT service FROM delivery_method"
		" WHERE carrier = :carrier AND kind = 'point' AND active = 1"
		" AND archived_ms IS NULL AND service <> '' ORDER BY service");
	int rc;
	*out = "";
	db_bind_text(q, ":carrier", carrier);
	while ((rc = db_step(q)) > 0) {
		const char *one = db_next_text(q, cx->arena);
		*out = **out ? arena_printf(cx->arena, "%s,%s", *out, one)
			     : one;
	}
	db_done(q);
	return rc;
}

static int keep_all(
	struct cx *cx, const struct delivery_point *points, size_t n)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < n; i++) {
		bool is_new, changed;
		rc = points_keep(cx, &points[i], &is_new, &changed);
	}
	return db_end(cx->db, rc);
}

static int ask_one(
	struct cx *cx, const struct carrier *c, const struct carrier_ask *ask)
{
	struct delivery_point *points = NULL;
	size_t n = 0;
	const char *problem = "";
	int rc = c->points(cx, ask, &points, &n, &problem);
	if (rc < 0) {
		log_warn("event=carrier carrier=%s problem=%s", c->code,
			*problem ? problem : "none");
		return rc;
	}
	return n ? keep_all(cx, points, n) : OK;
}

void carrier_refresh(struct cx *cx, const char *carrier, const char *country,
	const char *postal)
{
	const char *key = arena_printf(
		cx->arena, "%s/%s/%s", carrier, country, postal);
	struct carrier_ask ask = {carrier, "", country, postal};
	for (size_t i = 0; carriers[i]; i++) {
		const char *down = arena_printf(
			cx->arena, "%s is down", carriers[i]->code);
		if (!carriers[i]->ready(cx) || is_fresh(key, cx->now) ||
			is_fresh(down, cx->now))
			continue;
		if (services_of(cx, carrier, &ask.services) < 0 ||
			!*ask.services)
			continue;
		if (ask_one(cx, carriers[i], &ask) == OK)
			remember(key, cx->now + MS_HOUR);
		else
			remember(down, cx->now + MS_MINUTE);
	}
}
