/* Shelves: what lies at which place, and when pages have to know. */
#include "domain/bundle.h"
#include "domain/catalogue.h"
#include "domain/listing.h"
#include "domain/stock.h"
#include "domain/stock_parts.h"
#include "lib/db.h"
#include "lib/err.h"

int stock_own_shelves(
	struct cx *cx, int64_t variant, struct stock_shelf **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.id, l.name, l.ships, l.pickup,"
		" coalesce(s.on_hand, 0), coalesce(s.held, 0) FROM location l"
		" LEFT JOIN stock s ON s.location = l.id"
		"  AND s.variant = :variant"
		" WHERE l.archived_ms IS NULL ORDER BY l.position, l.id");
	*out = NULL;
	*n = 0;
	int rc;
	db_bind_int(q, ":variant", variant);
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct stock_shelf *s = &(*out)[(*n)++];
		*s = (struct stock_shelf){.location = db_next_int(q)};
		s->name = db_next_text(q, cx->arena);
		s->ships = db_next_int(q);
		s->pickup = db_next_int(q);
		s->on_hand = db_next_int(q);
		s->held = db_next_int(q);
		s->free = s->on_hand - s->held;
	}
	db_done(q);
	return rc;
}

/* What its parts make of a bundle there. */
static int count_part(struct cx *cx, const struct stock_part *p,
	struct stock_shelf *sets, size_t n)
{
	struct stock_shelf *own;
	size_t n_own;
	if (!p->tracked && !p->gone)
		return OK;
	int rc = stock_own_shelves(cx, p->part, &own, &n_own);
	for (size_t i = 0; rc == OK && i < n && i < n_own; i++) {
		int64_t made = p->gone ? 0 : own[i].free / p->qty;
		if (made < sets[i].free)
			sets[i].free = made;
		if (p->gone || !p->backorder)
			sets[i].waits = sets[i].waits && made > 0;
	}
	return rc;
}

int stock_shelves(
	struct cx *cx, int64_t variant, struct stock_shelf **out, size_t *n)
{
	struct stock_now now;
	struct stock_part *parts = NULL;
	size_t n_parts = 0;
	int rc = stock_own(cx, variant, &now);
	if (rc == OK)
		rc = stock_own_shelves(cx, variant, out, n);
	if (rc == OK && now.parts > 0)
		rc = stock_parts(cx, variant, &parts, &n_parts);
	for (size_t i = 0; rc == OK && i < *n; i++) {
		(*out)[i].waits = now.backorder || now.parts > 0;
		if (!now.tracked || now.parts > 0)
			(*out)[i].free = INT32_MAX;
	}
	for (size_t i = 0; rc == OK && i < n_parts; i++)
		rc = count_part(cx, &parts[i], *out, *n);
	return rc;
}

int stock_at(struct cx *cx, int64_t variant, int64_t location,
	struct stock_shelf *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.name, l.ships, l.pickup, coalesce(s.on_hand, 0),"
		" coalesce(s.held, 0) FROM location l LEFT JOIN stock s"
		"  ON s.location = l.id AND s.variant = :variant"
		" WHERE l.id = :location");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", location);
	*out = (struct stock_shelf){.location = location};
	int rc = db_one(q);
	if (rc == OK) {
		out->name = db_next_text(q, cx->arena);
		out->ships = db_next_int(q);
		out->pickup = db_next_int(q);
		out->on_hand = db_next_int(q);
		out->held = db_next_int(q);
		out->free = out->on_hand - out->held;
	}
	db_done(q);
	return rc;
}

bool stock_has_places(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM location WHERE archived_ms IS NULL");
	int64_t n = 0;
	if (db_one(q) == OK)
		n = db_next_int(q);
	db_done(q);
	return n > 1;
}

/* What a card can tell apart: none, 1 ... STOCK_FEW left, more. */
static int64_t band_of(int64_t sellable, bool backorder)
{
	if (sellable <= 0)
		return backorder ? -1 : 0;
	return sellable <= STOCK_FEW ? sellable : STOCK_FEW + 1;
}

/* What can be sold if that place had delta less. */
static int64_t sellable_without(
	const struct stock_shelf *s, size_t n, int64_t location, int64_t delta)
{
	int64_t sent = 0, store = 0;
	for (size_t i = 0; i < n; i++) {
		int64_t free = s[i].free;
		if (s[i].location == location)
			free -= delta;
		if (s[i].ships)
			sent += free;
		else if (s[i].pickup && free > store)
			store = free;
	}
	return sent > store ? sent : store;
}

/* Does a page say another thing of it since delta came to that place? */
static bool shelves_moved(const struct stock_shelf *s, size_t n,
	int64_t location, int64_t delta, int64_t units, bool backorder)
{
	int64_t now = sellable_without(s, n, location, 0);
	int64_t was = sellable_without(s, n, location, delta);
	if (band_of(now / units, backorder) != band_of(was / units, backorder))
		return true;
	for (size_t i = 0; n > 1 && i < n; i++)
		if (s[i].location == location &&
			band_of(s[i].free / units, false) !=
				band_of((s[i].free - delta) / units, false))
			return true;
	return false;
}

/* Sets of each bundle that the variant is a part of; what its other parts
 * limit is left aside: a page too many is made anew, none too few. */
static int bundles_moved(struct cx *cx, int64_t variant,
	const struct stock_shelf *s, size_t n, int64_t location, int64_t delta,
	bool *moved)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT qty FROM bundle_part WHERE part = :part");
	int64_t *units;
	size_t n_units;
	db_bind_int(q, ":part", variant);
	int rc = db_ints(q, cx->arena, &units, &n_units);
	for (size_t i = 0; rc == OK && i < n_units && !*moved; i++)
		*moved = shelves_moved(s, n, location, delta, units[i], false);
	return rc;
}

int stock_touch_band(
	struct cx *cx, int64_t variant, int64_t location, int64_t delta)
{
	struct stock_now now = {0};
	struct stock_shelf *s;
	size_t n;
	int rc = listing_mark_variant(cx, variant);
	if (rc == OK)
		rc = stock_own(cx, variant, &now);
	if (rc < 0 || !now.tracked)
		return rc;
	rc = stock_own_shelves(cx, variant, &s, &n);
	bool moved = rc == OK &&
		     shelves_moved(s, n, location, delta, 1, now.backorder);
	if (rc == OK && !moved)
		rc = bundles_moved(cx, variant, s, n, location, delta, &moved);
	return rc == OK && moved ? catalogue_touch(cx) : rc;
}

int stock_place_of(struct cx *cx, int64_t order_line, int64_t *location)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE WHEN o.delivery = 'pickup' THEN o.location"
		"  ELSE 0 END FROM order_line l JOIN orders o ON o.id = l.orders"
		" WHERE l.id = :line");
	db_bind_int(q, ":line", order_line);
	int rc = db_one(q);
	if (rc == OK)
		*location = db_next_int(q);
	db_done(q);
	return rc;
}
