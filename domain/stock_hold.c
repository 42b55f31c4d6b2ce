/* Holds: made when an order is placed, ended when it leaves or is let go. */
#include <stdlib.h>

#include "domain/stock.h"
#include "domain/stock_parts.h"
#include "lib/db.h"
#include "lib/err.h"

/* In place of a bundle its parts. */
static int add_want(struct cx *cx, const struct stock_want *w,
	struct stock_want **out, size_t *n)
{
	struct stock_part *parts;
	size_t n_parts;
	int rc = stock_parts(cx, w->variant, &parts, &n_parts);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n_parts; i++) {
		if (parts[i].gone)
			return ERR_CONFLICT;
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[(*n)++] = (struct stock_want){
			w->order_line, parts[i].part, w->qty * parts[i].qty};
	}
	if (n_parts == 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[(*n)++] = *w;
	}
	return OK;
}

int stock_hold_all(struct cx *cx, const struct stock_want *wants, size_t n,
	int64_t expires_ms)
{
	struct stock_plan plan = {NULL, 0};
	struct stock_want *shelves = NULL;
	size_t n_shelves = 0;
	int64_t location = 0;
	int rc = n > 0 ? stock_place_of(cx, wants[0].order_line, &location)
		       : OK;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = add_want(cx, &wants[i], &shelves, &n_shelves);
	for (size_t i = 0; rc == OK && i < n_shelves; i++)
		rc = stock_plan(cx, &plan, &shelves[i], location, STOCK_ORDERS);
	return rc == OK ? stock_plan_hold(cx, &plan, expires_ms) : rc;
}

int stock_hold(struct cx *cx, int64_t order_line, int64_t variant, int64_t qty,
	int64_t expires_ms)
{
	const struct stock_want want = {order_line, variant, qty};
	return stock_hold_all(cx, &want, 1, expires_ms);
}

struct hold {
	int64_t id, variant, location, qty, missing;
};

/* The next active hold of an order.  Shelves in ascending order: locks are
 * always taken the same way round. */
static int next_hold(struct cx *cx, int64_t order, struct hold *h)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT h.id, h.variant, h.location, h.qty, h.short"
		" FROM stock_hold h JOIN order_line l ON l.id = h.order_line"
		" WHERE l.orders = :order AND h.state = 'active'"
		" ORDER BY h.variant, h.location, h.id LIMIT 1");
	db_bind_int(q, ":order", order);
	int rc = db_one(q);
	if (rc == OK) {
		h->id = db_next_int(q);
		h->variant = db_next_int(q);
		h->location = db_next_int(q);
		h->qty = db_next_int(q);
		h->missing = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int unhold(struct cx *cx, const struct hold *h, int64_t qty)
{
	/* A backorder may hold nothing, of what never had a shelf. */
	if (qty == 0)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock SET held = held - :qty WHERE variant = :variant"
		" AND location = :location AND held >= :qty");
	db_bind_int(q, ":qty", qty);
	db_bind_int(q, ":variant", h->variant);
	db_bind_int(q, ":location", h->location);
	return db_exec_one(q);
}

static int end_hold(struct cx *cx, const struct hold *h, const char *state)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock_hold SET state = :state"
		" WHERE id = :id AND state = 'active'");
	db_bind_text(q, ":state", state);
	db_bind_int(q, ":id", h->id);
	int rc = db_exec_one(q);
	return rc == OK ? unhold(cx, h, h->qty) : rc;
}

/* Units of a hold that may be there for more.  What is left of it is what an
 * order that comes back would hold again: none of these. */
static int lessen_hold(struct cx *cx, const struct hold *h, int64_t qty,
	int64_t missing, const char *state)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock_hold SET qty = qty - :qty,"
		" short = short - :missing, state ="
		" CASE WHEN qty = :qty AND short = :missing THEN :state"
		"  ELSE state END"
		" WHERE id = :id AND state = 'active'"
		" AND qty >= :qty AND short >= :missing");
	db_bind_int(q, ":qty", qty);
	db_bind_int(q, ":missing", missing);
	db_bind_text(q, ":state", state);
	db_bind_int(q, ":id", h->id);
	int rc = db_exec_one(q);
	return rc == OK ? unhold(cx, h, qty) : rc;
}

static int given_back(struct cx *cx, const struct hold *h, int64_t qty)
{
	int rc = stock_touch_band(cx, h->variant, h->location, qty);
	return rc == OK ? stock_cover_variant(cx, h->variant) : rc;
}

int stock_release(struct cx *cx, int64_t order)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct hold h;
	while ((rc = next_hold(cx, order, &h)) == OK) {
		rc = end_hold(cx, &h, "released");
		if (rc == OK)
			rc = given_back(cx, &h, h.qty);
		if (rc < 0)
			break;
	}
	return db_end(cx->db, rc == ERR_NOT_FOUND ? OK : rc);
}

int stock_take(struct cx *cx, int64_t order, int64_t shipment)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	/* One movement of a shelf, whichever lines and bundles held it. */
	struct hold h, last = {0};
	int64_t qty = 0;
	rc = stock_cover(cx, order);
	while (rc == OK && (rc = next_hold(cx, order, &h)) == OK) {
		if (h.variant != last.variant || h.location != last.location) {
			rc = stock_leave(
				cx, last.variant, last.location, qty, shipment);
			qty = 0;
		}
		last = h;
		if (rc == OK)
			rc = end_hold(cx, &h, "taken");
		qty += h.qty;
	}
	if (rc == ERR_NOT_FOUND)
		rc = stock_leave(
			cx, last.variant, last.location, qty, shipment);
	return db_end(cx->db, rc);
}

/* ---- some units of a line ---- */

struct holds {
	struct hold *at;
	size_t n;
};

/* A line's active holds; sets: of how many whole ones the line has left. */
static int line_holds(struct cx *cx, int64_t order_line, struct holds *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, variant, location, qty, short FROM stock_hold"
		" WHERE order_line = :line AND state = 'active'"
		" ORDER BY variant, location, id");
	*out = (struct holds){NULL, 0};
	int rc;
	db_bind_int(q, ":line", order_line);
	while ((rc = db_step(q)) > 0) {
		out->at = arena_grow(
			cx->arena, out->at, out->n, sizeof(*out->at));
		struct hold *h = &out->at[out->n++];
		h->id = db_next_int(q);
		h->variant = db_next_int(q);
		h->location = db_next_int(q);
		h->qty = db_next_int(q);
		h->missing = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* Units of a shelf's variant in one unit of the line: 1, or of a bundle. */
static int units_each(
	struct cx *cx, int64_t order_line, int64_t variant, int64_t *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(CAST(sum(p.qty) AS BIGINT), 0), l.qty"
		" FROM order_line l LEFT JOIN order_part p"
		"  ON p.order_line = l.id AND p.variant = :variant"
		" WHERE l.id = :line GROUP BY l.id, l.qty");
	db_bind_int(q, ":line", order_line);
	db_bind_int(q, ":variant", variant);
	int64_t in_all = 0, sets = 1;
	int rc = db_one(q);
	if (rc == OK) {
		in_all = db_next_int(q);
		sets = db_next_int(q);
	}
	db_done(q);
	*out = in_all > 0 && sets > 0 ? in_all / sets : 1;
	return rc;
}

struct leaving {
	int64_t variant, location, qty;
};
struct leavings {
	struct leaving *at;
	size_t n;
};

static void leavings_add(
	struct cx *cx, struct leavings *l, const struct hold *h, int64_t qty)
{
	for (size_t i = 0; i < l->n; i++) {
		if (l->at[i].variant != h->variant ||
			l->at[i].location != h->location)
			continue;
		l->at[i].qty += qty;
		return;
	}
	l->at = arena_grow(cx->arena, l->at, l->n, sizeof(*l->at));
	l->at[l->n++] = (struct leaving){h->variant, h->location, qty};
}

/* Take need units of one variant from a line's holds, from *i on. */
static int take_units(struct cx *cx, const struct holds *holds, size_t *i,
	int64_t each, int64_t sets, struct leavings *out)
{
	int64_t variant = holds->at[*i].variant, need = each * sets;
	int rc = OK;
	for (; rc == OK && *i < holds->n && holds->at[*i].variant == variant;
		(*i)++) {
		const struct hold *h = &holds->at[*i];
		int64_t n = h->qty < need ? h->qty : need;
		if (n == 0)
			continue;
		rc = lessen_hold(cx, h, n, 0, "taken");
		leavings_add(cx, out, h, n);
		need -= n;
	}
	return rc == OK && need > 0 ? ERR_CONFLICT : rc;
}

static int take_line(
	struct cx *cx, const struct stock_want *line, struct leavings *out)
{
	struct holds holds;
	int rc = line_holds(cx, line->order_line, &holds);
	for (size_t i = 0; rc == OK && i < holds.n;) {
		int64_t each;
		rc = units_each(
			cx, line->order_line, holds.at[i].variant, &each);
		if (rc == OK)
			rc = take_units(cx, &holds, &i, each, line->qty, out);
	}
	return rc;
}

static int by_shelf(const void *a, const void *b)
{
	const struct leaving *x = a, *y = b;
	if (x->variant != y->variant)
		return x->variant < y->variant ? -1 : 1;
	return (x->location > y->location) - (x->location < y->location);
}

int stock_take_some(struct cx *cx, const struct stock_want *lines, size_t n,
	int64_t shipment)
{
	struct leavings out = {NULL, 0};
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = take_line(cx, &lines[i], &out);
	if (rc == OK && out.n > 1)
		qsort(out.at, out.n, sizeof(*out.at), by_shelf);
	for (size_t i = 0; rc == OK && i < out.n; i++)
		rc = stock_leave(cx, out.at[i].variant, out.at[i].location,
			out.at[i].qty, shipment);
	return db_end(cx->db, rc);
}

/* Units of one variant, those that are missing first, then of the last
 * places. */
static int release_units(struct cx *cx, const struct holds *holds, size_t from,
	size_t to, int64_t need)
{
	int rc = OK;
	for (size_t i = from; rc == OK && i < to && need > 0; i++) {
		const struct hold *h = &holds->at[i];
		int64_t n = h->missing < need ? h->missing : need;
		if (n == 0)
			continue;
		rc = lessen_hold(cx, h, 0, n, "released");
		need -= n;
	}
	for (size_t i = to; rc == OK && i > from && need > 0; i--) {
		const struct hold *h = &holds->at[i - 1];
		int64_t n = h->qty < need ? h->qty : need;
		if (n == 0)
			continue;
		rc = lessen_hold(cx, h, n, 0, "released");
		if (rc == OK)
			rc = given_back(cx, h, n);
		need -= n;
	}
	return rc == OK && need > 0 ? ERR_CONFLICT : rc;
}

int stock_release_some(struct cx *cx, int64_t order_line, int64_t qty)
{
	struct holds holds;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = line_holds(cx, order_line, &holds);
	for (size_t i = 0, to; rc == OK && i < holds.n; i = to) {
		int64_t each = 1;
		to = i + 1;
		while (to < holds.n &&
			holds.at[to].variant == holds.at[i].variant)
			to++;
		rc = units_each(cx, order_line, holds.at[i].variant, &each);
		if (rc == OK)
			rc = release_units(cx, &holds, i, to, each * qty);
	}
	return db_end(cx->db, rc);
}
