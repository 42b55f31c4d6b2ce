/* Carriers' pickup points: those nearest to a postal code. */
#include <stdlib.h>
#include <string.h>

#include "domain/carrier.h"
#include "domain/delivery.h"
#include "lib/db.h"
#include "lib/err.h"

enum { NEAR = 8, SHOWN = 10 };

static struct delivery_point read_point(struct cx *cx, struct db_stmt *q)
{
	struct delivery_point p = {.carrier = db_next_text(q, cx->arena)};
	p.code = db_next_text(q, cx->arena);
	p.name = db_next_text(q, cx->arena);
	p.street = db_next_text(q, cx->arena);
	p.postal = db_next_text(q, cx->arena);
	p.city = db_next_text(q, cx->arena);
	p.country = db_next_text(q, cx->arena);
	p.hours = db_next_text(q, cx->arena);
	return p;
}

static int read_points(struct cx *cx, struct db_stmt *q, const char *carrier,
	const char *country, const char *postal, struct delivery_point *out,
	size_t *n)
{
	int rc;
	db_bind_text(q, ":carrier", carrier);
	db_bind_text(q, ":country", country);
	db_bind_text(q, ":postal", postal);
	db_bind_int(q, ":near", NEAR);
	while ((rc = db_step(q)) > 0)
		out[(*n)++] = read_point(cx, q);
	db_done(q);
	return rc;
}

/* Codes count through a country: the number is nearly the place. */
static int64_t distance(const char *a, const char *b)
{
	int64_t d = strtoll(a, NULL, 10) - strtoll(b, NULL, 10);
	return d < 0 ? -d : d;
}

/* A twentieth of a country's codes is about a region: what lies beyond is of
 * no use to the buyer.  Codes that are no numbers tell no distance. */
static int64_t reach(const char *postal)
{
	int64_t codes = 1;
	for (const char *p = postal; *p >= '0' && *p <= '9'; p++)
		codes *= 10;
	return codes == 1 ? INT64_MAX : codes / 20;
}

static void sort_by_distance(
	struct delivery_point *p, size_t n, const char *postal)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i;
			k > 0 && distance(p[k].postal, postal) <
					 distance(p[k - 1].postal, postal);
			k--) {
			struct delivery_point swap = p[k];
			p[k] = p[k - 1];
			p[k - 1] = swap;
		}
}

int delivery_points(struct cx *cx, const char *carrier, const char *country,
	const char *postal, struct delivery_point **out, size_t *n)
{
	/* A page that is read holds a transaction: it shows what is known. */
	if (!db_is_busy(cx->db))
		carrier_refresh(cx, carrier, country, postal);
	*out = ARENA_ARRAY(cx->arena, struct delivery_point, 2 * NEAR);
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT carrier, code, name, street, postal, city, country,"
		" hours FROM pickup_point WHERE carrier = :carrier"
		" AND country = :country AND postal >= :postal"
		" AND archived_ms IS NULL ORDER BY postal, code LIMIT :near");
	int rc = read_points(cx, q, carrier, country, postal, *out, n);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"SELECT carrier, code, name, street, postal, city, country,"
		" hours FROM pickup_point WHERE carrier = :carrier"
		" AND country = :country AND postal < :postal"
		" AND archived_ms IS NULL ORDER BY postal DESC, code"
		" LIMIT :near");
	rc = read_points(cx, q, carrier, country, postal, *out, n);
	sort_by_distance(*out, *n, postal);
	size_t near = 0;
	while (near < *n && near < SHOWN &&
		distance((*out)[near].postal, postal) <= reach(postal))
		near++;
	*n = near;
	return rc;
}

int delivery_point_get(struct cx *cx, const char *carrier, const char *code,
	struct delivery_point *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT carrier, code, name, street, postal, city, country,"
		" hours FROM pickup_point WHERE carrier = :carrier"
		" AND code = :code AND archived_ms IS NULL");
	db_bind_text(q, ":carrier", carrier);
	db_bind_text(q, ":code", code);
	int rc = db_one(q);
	if (rc == OK)
		*out = read_point(cx, q);
	db_done(q);
	return rc;
}
