/* An order as it stands, read whole. */
#include <string.h>

#include "domain/order.h"
#include "domain/order_parts.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

static void head_states(struct cx *cx, struct db_stmt *q, struct order *o)
{
	struct arena *a = cx->arena;
	o->state = db_next_text(q, a);
	o->payment_state = db_next_text(q, a);
	o->fulfilment = db_next_text(q, a);
	o->delivery = db_next_text(q, a);
	o->payment = db_next_text(q, a);
	o->reference = db_next_text(q, a);
	o->message = db_next_text(q, a);
	o->terms_version = db_next_text(q, a);
}

static void head_times(struct db_stmt *q, struct order *o)
{
	o->placed_ms = db_next_int(q);
	o->due_ms = db_next_int(q);
	o->paid_ms = db_next_int(q);
	o->shipped_ms = db_next_int(q);
	o->delivered_ms = db_next_int(q);
	o->cancelled_ms = db_next_int(q);
	o->promised_from_day = db_next_int(q);
	o->promised_day = db_next_int(q);
}

static void head_sums(struct db_stmt *q, struct order *o)
{
	o->goods = money(db_next_int(q));
	o->discount = money(db_next_int(q));
	o->delivery_cost = money(db_next_int(q));
	o->changed = money(db_next_int(q));
	o->total = money(db_next_int(q) + o->changed.minor);
}

static void head_words(struct cx *cx, struct db_stmt *q, struct order *o)
{
	struct arena *a = cx->arena;
	o->customer = db_next_int(q);
	o->company = db_next_text(q, a);
	o->business_id = db_next_text(q, a);
	o->vat_id = db_next_text(q, a);
	o->buyer_ref = db_next_text(q, a);
	o->tax_reason = db_next_text(q, a);
	o->tax_country = db_next_text(q, a);
	o->delivery_method = db_next_int(q);
	o->location = db_next_int(q);
	o->delivery_label = db_next_text(q, a);
	o->carrier = db_next_text(q, a);
	o->point_code = db_next_text(q, a);
}

static int read_head(struct cx *cx, int64_t id, struct order *o)
{
	struct arena *a = cx->arena;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, number, rev, email, email_norm, phone, locale,"
		" currency, state, payment_state, fulfilment, delivery,"
		" payment, reference, message, terms_version, placed_ms,"
		" due_ms, paid_ms, shipped_ms, delivered_ms, cancelled_ms,"
		" promised_from_day, promised_day, goods_minor,"
		" discount_minor, delivery_minor, changed_minor, total_minor,"
		" customer, company, business_id, vat_id, buyer_ref,"
		" tax_reason, tax_country, delivery_method, location,"
		" delivery_label, carrier, point_code"
		" FROM orders WHERE id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK) {
		o->id = db_next_int(q);
		o->number = db_next_int(q);
		o->rev = db_next_int(q);
		o->email = db_next_text(q, a);
		o->email_norm = db_next_text(q, a);
		o->phone = db_next_text(q, a);
		o->locale = db_next_text(q, a);
		o->currency = db_next_text(q, a);
		head_states(cx, q, o);
		head_times(q, o);
		head_sums(q, o);
		head_words(cx, q, o);
	}
	db_done(q);
	return rc;
}

/* What the ledger says. */
static int read_money(struct cx *cx, struct order *o)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CAST(coalesce(sum(amount_minor), 0) AS BIGINT),"
		" CAST(coalesce(sum(CASE WHEN kind = 'refund'"
		"  OR (kind = 'gift_card' AND amount_minor < 0)"
		"  THEN -amount_minor ELSE 0 END), 0) AS BIGINT),"
		" CAST(coalesce(sum(CASE kind WHEN 'gift_card'"
		"  THEN amount_minor ELSE 0 END), 0) AS BIGINT)"
		" FROM money_move WHERE orders = :order");
	db_bind_int(q, ":order", o->id);
	int rc = db_one(q);
	if (rc == OK) {
		o->paid = money(db_next_int(q));
		o->refunded = money(db_next_int(q));
		o->gift = money(db_next_int(q));
	}
	db_done(q);
	return rc;
}

static int read_addresses(struct cx *cx, struct order *o)
{
	struct arena *a = cx->arena;
	const struct order_to none = {"", "", "", "", ""};
	struct order_to to = none;
	o->billing = o->point = none;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT kind, name, street, postal, city, country"
		" FROM order_address WHERE orders = :order");
	db_bind_int(q, ":order", o->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *kind = db_next_text(q, a);
		struct order_to *at = strcmp(kind, "billing") == 0 ? &o->billing
				      : strcmp(kind, "point") == 0 ? &o->point
								   : &to;
		at->name = db_next_text(q, a);
		at->street = db_next_text(q, a);
		at->postal = db_next_text(q, a);
		at->city = db_next_text(q, a);
		at->country = db_next_text(q, a);
	}
	db_done(q);
	o->name = to.name;
	o->street = to.street;
	o->postal = to.postal;
	o->city = to.city;
	o->country = to.country;
	return rc;
}

static void read_line(struct cx *cx, struct db_stmt *q, struct order_line *l)
{
	struct arena *a = cx->arena;
	*l = (struct order_line){.id = db_next_int(q)};
	l->variant = db_next_int(q);
	l->qty = db_next_int(q);
	l->kind = db_next_text(q, a);
	l->sku = db_next_text(q, a);
	l->name = db_next_text(q, a);
	l->options = db_next_text(q, a);
	l->picture = db_next_text(q, a);
	l->unit = money(db_next_int(q));
	l->sum = money(l->unit.minor * l->qty);
	l->rate_bp = db_next_int(q);
	l->exemption = db_next_text(q, a);
	l->weight_g = db_next_int(q);
	l->added_ms = db_next_int(q);
}

static int read_lines(struct cx *cx, struct order *o)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, variant, qty, kind, sku, name, options, picture,"
		" unit_minor, coalesce(rate_bp, -1), exemption, weight_g,"
		" added_ms FROM order_line"
		" WHERE orders = :order ORDER BY position");
	db_bind_int(q, ":order", o->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct order_line l;
		read_line(cx, q, &l);
		bool goods = strcmp(l.kind, "goods") == 0 ||
			     strcmp(l.kind, "gift_card") == 0;
		struct order_line **list = goods ? &o->lines : &o->costs;
		size_t *n = goods ? &o->n_lines : &o->n_costs;
		*list = arena_grow(cx->arena, *list, *n, sizeof(**list));
		(*list)[(*n)++] = l;
	}
	db_done(q);
	return rc;
}

static struct order_line *line_by_id(struct order *o, int64_t id)
{
	for (size_t i = 0; i < o->n_lines; i++)
		if (o->lines[i].id == id)
			return &o->lines[i];
	for (size_t i = 0; i < o->n_costs; i++)
		if (o->costs[i].id == id)
			return &o->costs[i];
	return NULL;
}

/* Rows come by split: those that follow each other are one saving. */
static void saving_add(
	struct cx *cx, struct order *o, const struct order_adjustment *adj)
{
	const struct order_adjustment *before = o->n_adjustments > 1 ? adj - 1
								     : NULL;
	if (!before || before->split != adj->split) {
		o->savings = arena_grow(cx->arena, o->savings, o->n_savings,
			sizeof(*o->savings));
		o->savings[o->n_savings++] = (struct order_saving){
			adj->label, adj->source, money(0), money(0)};
	}
	struct order_saving *s = &o->savings[o->n_savings - 1];
	s->amount.minor += adj->amount.minor;
	for (size_t i = 0; i < o->n_lines; i++)
		if (o->lines[i].id == adj->line)
			s->goods.minor += adj->amount.minor;
}

static int read_adjustments(struct cx *cx, struct order *o)
{
	struct arena *a = cx->arena;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT d.order_line, d.split_id, d.promotion, d.source,"
		" d.label, d.amount_minor FROM order_line l"
		" JOIN adjustment d ON d.order_line = l.id"
		" WHERE l.orders = :order ORDER BY d.split_id, d.id");
	db_bind_int(q, ":order", o->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		o->adjustments = arena_grow(a, o->adjustments, o->n_adjustments,
			sizeof(*o->adjustments));
		struct order_adjustment
			*d = &o->adjustments[o->n_adjustments++];
		d->line = db_next_int(q);
		d->split = db_next_int(q);
		d->promotion = db_next_int(q);
		d->source = db_next_text(q, a);
		d->label = db_next_text(q, a);
		d->amount = money(db_next_int(q));
		struct order_line *l = line_by_id(o, d->line);
		if (l)
			l->off.minor += d->amount.minor;
		saving_add(cx, o, d);
	}
	db_done(q);
	return rc;
}

static int read_changes(struct cx *cx, struct order *o)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.order_line, CAST(sum(c.delta) AS BIGINT),"
		" CAST(sum(c.amount_minor) AS BIGINT) FROM order_line l"
		" JOIN line_change c ON c.order_line = l.id"
		" WHERE l.orders = :order GROUP BY c.order_line");
	db_bind_int(q, ":order", o->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct order_line *l = line_by_id(o, db_next_int(q));
		int64_t units = db_next_int(q);
		int64_t amount = db_next_int(q);
		if (!l)
			continue;
		l->changed = units;
		l->changed_by = money(amount);
	}
	db_done(q);
	return rc;
}

int64_t order_line_now(const struct order_line *l)
{
	return (l->added_ms ? 0 : l->qty) + l->changed;
}

struct money order_line_due(const struct order_line *l)
{
	int64_t placed = l->added_ms ? 0 : l->sum.minor + l->off.minor;
	return money(placed + l->changed_by.minor);
}

static int read_events(struct cx *cx, struct order *o)
{
	struct arena *a = cx->arena;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT kind, note, at_ms, staff FROM order_event"
		" WHERE orders = :order ORDER BY at_ms, id");
	db_bind_int(q, ":order", o->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		o->events = arena_grow(
			a, o->events, o->n_events, sizeof(*o->events));
		struct order_event *e = &o->events[o->n_events++];
		e->kind = db_next_text(q, a);
		e->note = db_next_text(q, a);
		e->at_ms = db_next_int(q);
		e->staff = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int read_shipments(struct cx *cx, struct order *o)
{
	struct arena *a = cx->arena;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, state, carrier, tracking, shipped_ms FROM shipment"
		" WHERE orders = :order ORDER BY id");
	db_bind_int(q, ":order", o->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		o->shipments = arena_grow(
			a, o->shipments, o->n_shipments, sizeof(*o->shipments));
		struct order_shipment *s = &o->shipments[o->n_shipments++];
		s->id = db_next_int(q);
		s->state = db_next_text(q, a);
		s->carrier = db_next_text(q, a);
		s->tracking = db_next_text(q, a);
		s->shipped_ms = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int read_taxes(struct cx *cx, struct order *o)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT rate_bp, gross_minor, vat_minor FROM order_tax"
		" WHERE orders = :order ORDER BY rate_bp DESC");
	db_bind_int(q, ":order", o->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		o->taxes = arena_grow(
			cx->arena, o->taxes, o->n_taxes, sizeof(*o->taxes));
		struct order_tax *t = &o->taxes[o->n_taxes++];
		t->rate_bp = db_next_int(q);
		t->gross = money(db_next_int(q));
		t->vat = money(db_next_int(q));
	}
	db_done(q);
	return rc;
}

int order_get(struct cx *cx, int64_t id, struct order *out)
{
	*out = (struct order){0};
	int rc = read_head(cx, id, out);
	if (rc == OK)
		rc = read_money(cx, out);
	if (rc == OK)
		rc = read_addresses(cx, out);
	if (rc == OK)
		rc = read_lines(cx, out);
	if (rc == OK)
		rc = read_adjustments(cx, out);
	if (rc == OK)
		rc = read_changes(cx, out);
	if (rc == OK)
		rc = order_parts_read(cx, out);
	if (rc == OK)
		rc = read_events(cx, out);
	if (rc == OK)
		rc = read_shipments(cx, out);
	if (rc == OK)
		rc = read_taxes(cx, out);
	if (rc == OK)
		out->token = order_token(cx, id);
	return rc;
}
