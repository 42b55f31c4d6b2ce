#include "domain/price_rows.h"

#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

int price_rows_load(struct cx *cx, int64_t variant, struct price_rows *out)
{
	*out = (struct price_rows){NULL, 0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, from_ms, coalesce(to_ms, -1), amount_minor,"
		" CASE kind WHEN 'sale' THEN 1 ELSE 0 END FROM price"
		" WHERE variant = :variant AND price_group = ''"
		" ORDER BY from_ms, id");
	db_bind_int(q, ":variant", variant);
	int rc;
	while ((rc = db_step(q)) > 0) {
		out->at = arena_grow(
			cx->arena, out->at, out->n, sizeof(*out->at));
		struct price_row *p = &out->at[out->n++];
		p->id = db_next_int(q);
		p->from_ms = db_next_int(q);
		p->to_ms = db_next_int(q);
		if (p->to_ms < 0)
			p->to_ms = INT64_MAX;
		p->amount = db_next_int(q);
		p->sale = db_next_int(q);
	}
	db_done(q);
	return rc;
}

int64_t price_in_force(const struct price_rows *rows, bool sale, int64_t at_ms)
{
	int64_t low = NO_PRICE;
	for (size_t i = 0; i < rows->n; i++) {
		const struct price_row *p = &rows->at[i];
		if (p->sale == sale && p->from_ms <= at_ms &&
			p->to_ms > at_ms && (low < 0 || p->amount < low))
			low = p->amount;
	}
	return low;
}

int64_t price_asked_at(const struct price_rows *rows, int64_t at_ms)
{
	int64_t regular = price_in_force(rows, false, at_ms);
	int64_t sale = price_in_force(rows, true, at_ms);
	return sale >= 0 && (regular < 0 || sale < regular) ? sale : regular;
}

int price_log_load(struct cx *cx, int64_t variant, struct price_spans *out)
{
	*out = (struct price_spans){NULL, 0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT from_ms, coalesce(amount_minor, -1) FROM price_log"
		" WHERE variant = :variant AND price_group = ''"
		" AND from_ms <= :now ORDER BY from_ms");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":now", cx->now);
	int rc;
	while ((rc = db_step(q)) > 0) {
		out->at = arena_grow(
			cx->arena, out->at, out->n, sizeof(*out->at));
		struct price_span *s = &out->at[out->n++];
		s->from_ms = db_next_int(q);
		s->amount = db_next_int(q);
	}
	db_done(q);
	return rc;
}

int price_offer_find(struct cx *cx, int64_t variant, struct price_offer *out)
{
	*out = (struct price_offer){false, 0, INT64_MAX};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE WHEN p.status = 'active'"
		"  AND v.archived_ms IS NULL THEN 1 ELSE 0 END,"
		" coalesce(p.publish_from_ms, 0),"
		" coalesce(p.publish_to_ms, 0)"
		" FROM variant v JOIN product p ON p.id = v.product"
		" WHERE v.id = :variant");
	db_bind_int(q, ":variant", variant);
	int rc = db_one(q);
	if (rc == OK) {
		out->active = db_next_int(q);
		out->from_ms = db_next_int(q);
		int64_t to_ms = db_next_int(q);
		if (to_ms)
			out->to_ms = to_ms;
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

bool price_offered_at(const struct price_offer *offer, int64_t at_ms)
{
	return offer->active && offer->from_ms <= at_ms && at_ms < offer->to_ms;
}

static void edge(int64_t at_ms, int64_t after_ms, int64_t *next)
{
	if (at_ms > after_ms && at_ms < *next)
		*next = at_ms;
}

int64_t price_next_edge(const struct price_rows *rows,
	const struct price_offer *offer, int64_t after_ms)
{
	int64_t next = INT64_MAX;
	for (size_t i = 0; i < rows->n; i++) {
		edge(rows->at[i].from_ms, after_ms, &next);
		edge(rows->at[i].to_ms, after_ms, &next);
	}
	if (offer->from_ms)
		edge(offer->from_ms, after_ms, &next);
	edge(offer->to_ms, after_ms, &next);
	return next;
}

void price_extend(struct cx *cx, const struct price_rows *rows,
	const struct price_offer *offer, struct price_spans *s)
{
	int64_t at = s->n ? s->at[s->n - 1].from_ms : INT64_MIN;
	while ((at = price_next_edge(rows, offer, at)) <= cx->now) {
		int64_t amount = price_offered_at(offer, at)
					 ? price_asked_at(rows, at)
					 : NO_PRICE;
		int64_t last = s->n ? s->at[s->n - 1].amount : NO_PRICE;
		if (last == amount)
			continue;
		s->at = arena_grow(cx->arena, s->at, s->n, sizeof(*s->at));
		s->at[s->n++] = (struct price_span){at, amount};
	}
}
