/* Reading orders. */
#include "domain/order.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/order_parts.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

const char *order_token(struct cx *cx, int64_t id)
{
	return crypt_keyed_token(cx->arena, cx->secret, "order",
		arena_printf(cx->arena, "%" PRId64, id));
}

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
}

static void head_times(struct db_stmt *q, struct order *o)
{
	o->goods = money(db_next_int(q));
	o->delivery_cost = money(db_next_int(q));
	o->total = money(db_next_int(q));
	o->placed_ms = db_next_int(q);
	o->due_ms = db_next_int(q);
	o->paid_ms = db_next_int(q);
	o->shipped_ms = db_next_int(q);
	o->delivered_ms = db_next_int(q);
	o->cancelled_ms = db_next_int(q);
}

static int read_head(struct cx *cx, int64_t id, struct order *o)
{
	struct arena *a = cx->arena;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, number, rev, email, phone, locale, currency,"
		" state, payment_state, fulfilment, delivery, payment,"
		" reference, message, goods_minor, delivery_minor,"
		" total_minor, placed_ms, due_ms, paid_ms, shipped_ms,"
		" delivered_ms, cancelled_ms, terms_version,"
		" (SELECT CAST(coalesce(sum(m.amount_minor), 0) AS BIGINT)"
		"  FROM money_move m WHERE m.orders = orders.id),"
		" (SELECT CAST(coalesce(-sum(m.amount_minor), 0) AS BIGINT)"
		"  FROM money_move m WHERE m.orders = orders.id"
		"  AND m.kind = 'refund')"
		" FROM orders WHERE id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK) {
		o->id = db_next_int(q);
		o->number = db_next_int(q);
		o->rev = db_next_int(q);
		o->email = db_next_text(q, a);
		o->phone = db_next_text(q, a);
		o->locale = db_next_text(q, a);
		o->currency = db_next_text(q, a);
		head_states(cx, q, o);
		head_times(q, o);
		o->terms_version = db_next_text(q, a);
		o->paid = money(db_next_int(q));
		o->refunded = money(db_next_int(q));
	}
	db_done(q);
	return rc;
}

static int read_address(struct cx *cx, struct order *o)
{
	struct arena *a = cx->arena;
	o->name = o->street = o->postal = o->city = o->country = "";
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT name, street, postal, city, country FROM order_address"
		" WHERE orders = :order AND kind = 'delivery'");
	db_bind_int(q, ":order", o->id);
	int rc = db_one(q);
	if (rc == OK) {
		o->name = db_next_text(q, a);
		o->street = db_next_text(q, a);
		o->postal = db_next_text(q, a);
		o->city = db_next_text(q, a);
		o->country = db_next_text(q, a);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int read_lines(struct cx *cx, struct order *o)
{
	struct arena *a = cx->arena;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, variant, qty, kind, sku, name, options, picture,"
		" unit_minor, rate_bp FROM order_line"
		" WHERE orders = :order AND kind = 'goods' ORDER BY position");
	db_bind_int(q, ":order", o->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		o->lines = arena_grow(
			a, o->lines, o->n_lines, sizeof(*o->lines));
		struct order_line *l = &o->lines[o->n_lines++];
		*l = (struct order_line){0};
		l->id = db_next_int(q);
		l->variant = db_next_int(q);
		l->qty = db_next_int(q);
		l->kind = db_next_text(q, a);
		l->sku = db_next_text(q, a);
		l->name = db_next_text(q, a);
		l->options = db_next_text(q, a);
		l->picture = db_next_text(q, a);
		l->unit = money(db_next_int(q));
		l->sum = money(l->unit.minor * l->qty);
		bool outside = db_next_is_null(q);
		l->rate_bp = db_next_int(q);
		if (outside)
			l->rate_bp = -1;
	}
	db_done(q);
	return rc;
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
		rc = read_address(cx, out);
	if (rc == OK)
		rc = read_lines(cx, out);
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

/* Found by its hash: how long it takes says nothing about the token. */
static int id_of_token(struct cx *cx, const char *token, int64_t *id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id FROM orders WHERE token_sha256 = :hash");
	db_bind_text(q, ":hash", crypt_sha256_str(cx->arena, token));
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

int order_by_token(struct cx *cx, const char *token, struct order *out)
{
	int64_t id;
	int rc = id_of_token(cx, token, &id);
	if (rc == OK && !crypt_equal(token, order_token(cx, id)))
		rc = ERR_NOT_FOUND;
	return rc == OK ? order_get(cx, id, out) : rc;
}

static int id_of_number(struct cx *cx, int64_t number, int64_t *id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id FROM orders WHERE number = :number");
	db_bind_int(q, ":number", number);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

int order_by_number(struct cx *cx, int64_t number, struct order *out)
{
	int64_t id;
	int rc = id_of_number(cx, number, &id);
	return rc == OK ? order_get(cx, id, out) : rc;
}

/* "10428", "#10428", "Order 10 428": the digits; -1 when there are none, or
 * too many to be a number of ours. */
static int64_t number_typed(const char *text)
{
	int64_t n = 0;
	int digits = 0;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			continue;
		if (++digits > 12)
			return -1;
		n = n * 10 + (*text - '0');
	}
	return digits ? n : -1;
}

int order_by_number_email(
	struct cx *cx, const char *number, const char *email, struct order *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM orders"
		" WHERE number = :number AND email_norm = :email");
	db_bind_int(q, ":number", number_typed(number));
	db_bind_text(q, ":email", email_norm(cx->arena, email));
	int64_t id = 0;
	int rc = db_one(q);
	if (rc == OK)
		id = db_next_int(q);
	db_done(q);
	return rc == OK ? order_get(cx, id, out) : rc;
}
