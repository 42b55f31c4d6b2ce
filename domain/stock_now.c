/* What is there: of a variant by its shelf, of a bundle by its parts. */
#include "domain/bundle.h"
#include "domain/catalogue.h"
#include "domain/listing.h"
#include "domain/stock.h"
#include "domain/stock_parts.h"
#include "lib/db.h"
#include "lib/err.h"

static int64_t lower(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int stock_parts(
	struct cx *cx, int64_t variant, struct stock_part **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT b.part, b.qty,"
		" coalesce((SELECT CAST(sum(s.on_hand) AS BIGINT) FROM stock s"
		"  WHERE s.variant = v.id), 0),"
		" coalesce((SELECT CAST(sum(s.held) AS BIGINT) FROM stock s"
		"  WHERE s.variant = v.id), 0), v.tracked, v.backorder,"
		" CASE WHEN v.archived_ms IS NOT NULL OR p.status = 'archived'"
		"  THEN 1 ELSE 0 END"
		" FROM bundle_part b JOIN variant v ON v.id = b.part"
		" JOIN product p ON p.id = v.product"
		" WHERE b.bundle = :bundle ORDER BY b.part");
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
	for (size_t i = 0; i < n; i++) {
		const struct stock_part *p = &parts[i];
		if (p->gone)
			hand = now = most = 0;
		if (!p->tracked)
			continue;
		int64_t left = sets(p->on_hand - p->held, p->qty);
		hand = lower(hand, sets(p->on_hand, p->qty));
		now = lower(now, left);
		if (!p->backorder)
			most = lower(most, left);
	}
	*out = (struct stock_now){.sellable = now, .most = most};
	out->parts = (int64_t)n;
	out->backorder = most > now;
	out->tracked = now < INT32_MAX;
	if (out->tracked) {
		out->on_hand = hand;
		out->held = hand - now;
	}
}

int stock_own(struct cx *cx, int64_t variant, struct stock_now *out)
{
	*out = (struct stock_now){0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT v.tracked, v.backorder,"
		" CAST(coalesce(sum(s.on_hand), 0) AS BIGINT),"
		" CAST(coalesce(sum(s.held), 0) AS BIGINT),"
		" (SELECT count(*) FROM bundle_part b WHERE b.bundle = v.id)"
		" FROM variant v LEFT JOIN stock s ON s.variant = v.id"
		" WHERE v.id = :variant GROUP BY v.id, v.tracked, v.backorder");
	db_bind_int(q, ":variant", variant);
	int rc = db_one(q);
	if (rc == OK) {
		out->tracked = db_next_int(q);
		out->backorder = db_next_int(q);
		out->on_hand = db_next_int(q);
		out->held = db_next_int(q);
		out->parts = db_next_int(q);
		out->sellable = out->tracked ? out->on_hand - out->held
					     : INT32_MAX;
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

/* What a card can tell apart: none, 1 ... STOCK_FEW left, more. */
static int64_t band(const struct stock_now *s)
{
	if (s->sellable <= 0)
		return s->backorder ? -1 : 0;
	return s->sellable <= STOCK_FEW ? s->sellable : STOCK_FEW + 1;
}

/* Does a bundle stand in another band since its part's units moved? */
static int bundle_moved(
	struct cx *cx, int64_t bundle, int64_t part, int64_t delta, bool *moved)
{
	struct stock_part *parts;
	struct stock_now now, was;
	size_t n;
	int rc = stock_parts(cx, bundle, &parts, &n);
	if (rc < 0)
		return rc;
	count_sets(parts, n, &now);
	for (size_t i = 0; i < n; i++)
		if (parts[i].part == part)
			parts[i].on_hand -= delta;
	count_sets(parts, n, &was);
	*moved = band(&was) != band(&now);
	return OK;
}

int stock_touch_band(struct cx *cx, int64_t variant, int64_t delta)
{
	struct stock_now now = {0};
	int64_t *bundles;
	size_t n;
	int rc = listing_mark_variant(cx, variant);
	if (rc == OK)
		rc = stock_own(cx, variant, &now);
	if (rc < 0 || !now.tracked)
		return rc;
	struct stock_now was = now;
	was.sellable -= delta;
	if (band(&was) != band(&now))
		return catalogue_touch(cx);
	rc = bundle_of_part(cx, variant, &bundles, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		bool moved = false;
		rc = bundle_moved(cx, bundles[i], variant, delta, &moved);
		if (rc == OK && moved)
			return catalogue_touch(cx);
	}
	return rc;
}
