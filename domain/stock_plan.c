/* From which shelves an order is served. */
#include <stdlib.h>

#include "domain/stock.h"
#include "domain/stock_parts.h"
#include "lib/db.h"
#include "lib/err.h"

static int64_t planned(
	const struct stock_plan *p, int64_t variant, int64_t location)
{
	int64_t sum = 0;
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].variant == variant &&
			p->at[i].location == location)
			sum += p->at[i].qty;
	return sum;
}

/* The shelves that may serve it, less what is planned of them already. */
static int usable(struct cx *cx, const struct stock_plan *plan, int64_t variant,
	int64_t location, struct stock_shelf **out, size_t *n)
{
	struct stock_shelf *s;
	size_t all;
	*n = 0;
	int rc = stock_own_shelves(cx, variant, &s, &all);
	for (size_t i = 0; rc == OK && i < all; i++) {
		if (location ? s[i].location != location : !s[i].ships)
			continue;
		s[i].free -= planned(plan, variant, s[i].location);
		if (s[i].free < 0)
			s[i].free = 0;
		s[(*n)++] = s[i];
	}
	*out = s;
	return rc;
}

static void add_pick(struct cx *cx, struct stock_plan *plan,
	const struct stock_want *w, int64_t location, int64_t qty,
	int64_t missing)
{
	plan->at = arena_grow(cx->arena, plan->at, plan->n, sizeof(*plan->at));
	plan->at[plan->n++] = (struct stock_pick){
		w->order_line, w->variant, location, qty, missing};
}

/* One parcel is better than two: the first shelf that has all of it. */
static const struct stock_shelf *whole(
	const struct stock_shelf *s, size_t n, int64_t need)
{
	for (size_t i = 0; need > 0 && i < n; i++)
		if (s[i].free >= need)
			return &s[i];
	return NULL;
}

static void pick(struct cx *cx, struct stock_plan *plan,
	const struct stock_want *w, const struct stock_shelf *s, size_t n,
	int64_t need, int64_t missing)
{
	const struct stock_shelf *one = whole(s, n, need);
	if (one) {
		add_pick(cx, plan, w, one->location, need, missing);
		return;
	}
	for (size_t i = 0; need > 0 && i < n; i++) {
		int64_t qty = s[i].free < need ? s[i].free : need;
		if (qty == 0)
			continue;
		add_pick(cx, plan, w, s[i].location, qty, missing);
		missing = 0;
		need -= qty;
	}
	if (missing > 0)
		add_pick(cx, plan, w, s[0].location, 0, missing);
}

int stock_plan(struct cx *cx, struct stock_plan *plan,
	const struct stock_want *want, int64_t location, enum stock_terms terms)
{
	struct stock_now now;
	struct stock_shelf *s;
	size_t n;
	int rc = stock_own(cx, want->variant, &now);
	if (rc < 0 || !now.tracked)
		return rc;
	rc = usable(cx, plan, want->variant, location, &s, &n);
	if (rc < 0)
		return rc;
	int64_t free = 0;
	for (size_t i = 0; i < n; i++)
		free += s[i].free;
	bool waits = terms == STOCK_ORDERS && now.backorder && n > 0;
	if (free < want->qty && !waits && terms != STOCK_SOME)
		return ERR_CONFLICT;
	int64_t need = free < want->qty ? free : want->qty;
	pick(cx, plan, want, s, n, need, waits ? want->qty - need : 0);
	return OK;
}

int stock_hold_units(
	struct cx *cx, int64_t variant, int64_t location, int64_t qty)
{
	if (qty == 0)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock SET held = held + :qty WHERE variant = :variant"
		" AND location = :location AND on_hand - held >= :qty");
	db_bind_int(q, ":qty", qty);
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", location);
	int rc = db_exec_one(q);
	return rc == ERR_CONFLICT ? ERR_BUSY : rc;
}

/* A row of a line that was ended begins anew. */
static int put_hold(
	struct cx *cx, const struct stock_pick *p, int64_t expires_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO stock_hold"
		" (order_line, variant, location, qty, short, state,"
		" expires_ms) VALUES (:line, :variant, :location, :qty,"
		" :short, 'active', :end)"
		" ON CONFLICT (order_line, variant, location) DO UPDATE SET"
		" qty = CASE stock_hold.state WHEN 'active'"
		"  THEN stock_hold.qty ELSE 0 END + excluded.qty,"
		" short = CASE stock_hold.state WHEN 'active'"
		"  THEN stock_hold.short ELSE 0 END + excluded.short,"
		" state = 'active', expires_ms = excluded.expires_ms");
	db_bind_int(q, ":line", p->order_line);
	db_bind_int(q, ":variant", p->variant);
	db_bind_int(q, ":location", p->location);
	db_bind_int(q, ":qty", p->qty);
	db_bind_int(q, ":short", p->missing);
	db_bind_or_null(q, ":end", expires_ms);
	return db_exec(q, NULL);
}

static int by_shelf(const void *a, const void *b)
{
	const struct stock_pick *x = a, *y = b;
	if (x->variant != y->variant)
		return x->variant < y->variant ? -1 : 1;
	if (x->location != y->location)
		return x->location < y->location ? -1 : 1;
	return (x->order_line > y->order_line) -
	       (x->order_line < y->order_line);
}

int stock_plan_hold(struct cx *cx, struct stock_plan *plan, int64_t expires_ms)
{
	int rc = OK;
	if (plan->n > 1)
		qsort(plan->at, plan->n, sizeof(*plan->at), by_shelf);
	for (size_t i = 0; rc == OK && i < plan->n; i++) {
		const struct stock_pick *p = &plan->at[i];
		rc = stock_hold_units(cx, p->variant, p->location, p->qty);
		if (rc == OK)
			rc = put_hold(cx, p, expires_ms);
		if (rc == OK)
			rc = stock_touch_band(
				cx, p->variant, p->location, -p->qty);
	}
	return rc;
}
