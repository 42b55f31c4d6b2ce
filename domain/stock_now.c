/* What is there: of a variant by its shelf, of a bundle by its parts. */
#include "domain/stock.h"
#include "domain/stock_parts.h"
#include "lib/db.h"
#include "lib/err.h"

static int64_t lower(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t higher(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

int stock_parts(
	struct cx *cx, int64_t variant, struct stock_part **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT b.part, b.qty,"
		" CAST(coalesce(sum(s.on_hand), 0) AS BIGINT),"
		" CAST(coalesce(sum(s.held), 0) AS BIGINT),"
		" v.tracked, v.backorder, " STOCK_SHIPS_SQL(
			"s", "l") ", " STOCK_STORE_SQL("s",
			"l") ","
			     " CASE WHEN v.archived_ms IS NOT NULL OR p.status = 'archived'"
			     "  THEN 1 ELSE 0 END"
			     " FROM bundle_part b JOIN variant v ON v.id = b.part"
			     " JOIN product p ON p.id = v.product"
			     " LEFT JOIN stock s ON s.variant = v.id"
			     " LEFT JOIN location l ON l.id = s.location"
			     " WHERE b.bundle = :bundle"
			     " GROUP BY b.part, b.qty, v.tracked, v.backorder,"
			     "  v.archived_ms, p.status ORDER BY b.part");
	db_bind_int(q, ":bundle", variant);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct stock_part *p = &(*out)[(*n)++];
		p->part = db_next_int(q);
		p->qty = db_next_int(q);
		p->on_hand = db_next_int(q);
		p->held = db_next_int(q);
		p->tracked = db_next_int(q);
		p->backorder = db_next_int(q);
		p->sent = db_next_int(q);
		p->free = higher(p->sent, db_next_int(q));
		p->gone = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int64_t sets(int64_t units, int64_t qty)
{
	return units > 0 ? units / qty : 0;
}

/* The fewest sets that the parts make. */
static void count_sets(
	const struct stock_part *parts, size_t n, struct stock_now *out)
{
	int64_t hand = INT32_MAX, now = INT32_MAX, most = INT32_MAX;
	int64_t sent = INT32_MAX;
	for (size_t i = 0; i < n; i++) {
		const struct stock_part *p = &parts[i];
		if (p->gone)
			hand = now = sent = most = 0;
		if (!p->tracked)
			continue;
		int64_t left = sets(p->free, p->qty);
		hand = lower(hand, sets(p->on_hand, p->qty));
		now = lower(now, left);
		sent = lower(sent, sets(p->sent, p->qty));
		if (!p->backorder)
			most = lower(most, left);
	}
	*out = (struct stock_now){.sent = sent, .sellable = now, .most = most};
	out->parts = (int64_t)n;
	out->backorder = most > now;
	out->tracked = now < INT32_MAX;
	if (out->tracked) {
		out->on_hand = hand;
		out->held = higher(hand - now, 0);
	}
}

int stock_own(struct cx *cx, int64_t variant, struct stock_now *out)
{
	*out = (struct stock_now){0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT v.tracked, v.backorder,"
		" CAST(coalesce(sum(s.on_hand), 0) AS BIGINT),"
		" CAST(coalesce(sum(s.held), 0) AS BIGINT), " STOCK_SHIPS_SQL(
			"s", "l") ", " STOCK_STORE_SQL("s",
			"l") ","
			     " (SELECT count(*) FROM bundle_part b WHERE b.bundle = v.id)"
			     " FROM variant v LEFT JOIN stock s ON s.variant = v.id"
			     " LEFT JOIN location l ON l.id = s.location"
			     " WHERE v.id = :variant GROUP BY v.id, v.tracked, v.backorder");
	db_bind_int(q, ":variant", variant);
	int rc = db_one(q);
	if (rc == OK) {
		out->tracked = db_next_int(q);
		out->backorder = db_next_int(q);
		out->on_hand = db_next_int(q);
		out->held = db_next_int(q);
		out->sent = db_next_int(q);
		out->sellable = higher(out->sent, db_next_int(q));
		out->parts = db_next_int(q);
		if (!out->tracked)
			out->sent = out->sellable = INT32_MAX;
		out->most = out->backorder ? INT32_MAX : out->sellable;
	}
	db_done(q);
	return rc;
}

int stock_now(struct cx *cx, int64_t variant, struct stock_now *out)
{
	struct stock_part *parts;
	size_t n;
	int rc = stock_own(cx, variant, out);
	if (rc < 0 || out->parts == 0)
		return rc;
	rc = stock_parts(cx, variant, &parts, &n);
	if (rc == OK)
		count_sets(parts, n, out);
	return rc;
}
