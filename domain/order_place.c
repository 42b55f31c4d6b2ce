/*
 * Placing an order: one visible sequence in one transaction.  It is whole or
 * absent, whatever happens; every step is a guarded write.
 */
#include <inttypes.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/document.h"
#include "domain/order.h"
#include "domain/order_placing.h"
#include "domain/order_trace.h"
#include "domain/payment.h"
#include "domain/profile.h"
#include "domain/provider.h"
#include "domain/setting.h"
#include "domain/stock.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

static int refuse(struct placing *p, const char *why)
{
	*p->why = why;
	return ERR_CONFLICT;
}

/* The order that this attempt has become already. */
static int attempt_find(
	struct cx *cx, const char *attempt_key, struct order_placed *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, number FROM orders WHERE attempt_key = :key");
	db_bind_text(q, ":key", attempt_key);
	int rc = db_one(q);
	if (rc == OK) {
		out->id = db_next_int(q);
		out->number = db_next_int(q);
		out->token = order_token(cx, out->id);
		out->again = true;
	}
	db_done(q);
	return rc;
}

static int read_buyer(struct cx *cx, struct placing *p)
{
	const struct order_draft *d = p->draft;
	p->buyer = (struct buyer){
		.country = d->country,
		.postal = d->postal,
		.email_norm = email_norm(cx->arena, d->email),
		.vat_id = d->vat_id ? d->vat_id : "",
		.customer = d->customer,
	};
	if (!d->customer)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE WHEN verified_ms IS NULL THEN 0"
		" ELSE coalesce(customer_group, 0) END FROM customer"
		" WHERE id = :id");
	db_bind_int(q, ":id", d->customer);
	int rc = db_one(q);
	if (rc == OK)
		p->buyer.group = db_next_int(q);
	db_done(q);
	return rc;
}

/* A code that gave something when the total was shown may be the reason. */
static const char *why_changed(const struct placing *p)
{
	const struct quote *q = &p->quote;
	bool same = q->total.minor == p->draft->expected.minor;
	if (same && q->gift.minor < p->draft->gift.minor)
		return "gift_card_spent";
	for (size_t i = 0; !same && i < q->n_idle; i++)
		if (strcmp(q->idle[i].why, "used_up") == 0 ||
			strcmp(q->idle[i].why, "segment") == 0 ||
			strcmp(q->idle[i].why, "over") == 0)
			return "coupon_gone";
	return "price_changed";
}

/* Step 1: what it costs now, by the catalogue alone. */
static int price_cart(struct cx *cx, struct placing *p)
{
	const struct order_draft *d = p->draft;
	/* two devices may order one cart at the same time */
	int rc = cart_lock(cx, d->session);
	if (rc == OK)
		rc = cart_load(cx, d->session, &p->cart);
	if (rc < 0)
		return rc;
	if (p->cart.n == 0)
		return refuse(p, "empty");
	for (size_t i = 0; i < p->cart.n; i++) {
		if (p->cart.lines[i].short_)
			return refuse(p, "sold_out");
		if (p->cart.lines[i].gone)
			return refuse(p, "gone");
	}
	struct quote_ask ask = {
		.cart = &p->cart,
		.buyer = p->buyer,
		.method = d->method,
		.kind = d->delivery,
	};
	rc = quote_make(cx, &ask, &p->quote);
	if (rc < 0)
		return rc;
	if (p->quote.undelivered)
		return refuse(p, "undelivered");
	if (p->quote.no_tax_rate)
		return refuse(p, "no_tax_rate");
	if (p->quote.total.minor != d->expected.minor ||
		p->quote.gift.minor != d->gift.minor)
		return refuse(p, why_changed(p));
	return OK;
}

/* The store that was chosen, or the first that has everything. */
static int choose_store(struct cx *cx, struct placing *p)
{
	struct delivery_store *stores;
	size_t n;
	bool any = false;
	int64_t location = p->quote.offer->location;
	if (!location)
		location = p->draft->location;
	int rc = delivery_stores(cx, &p->cart, location, &stores, &n);
	for (size_t i = 0; rc == OK && i < n && !any; i++)
		if (stores[i].has_all) {
			p->location = stores[i].location;
			any = true;
		}
	if (rc == OK && !any)
		rc = refuse(p, n ? "sold_out" : "undelivered");
	return rc;
}

/* Step 2: how it goes, and from where. */
static int choose_way(struct cx *cx, struct placing *p)
{
	const struct order_draft *d = p->draft;
	const struct delivery_offer *o = p->quote.offer;
	p->delivery = o ? o->kind : "none";
	p->location = STOCK_LOCATION;
	if (strcmp(p->delivery, "pickup") == 0)
		return choose_store(cx, p);
	if (strcmp(p->delivery, "point") != 0)
		return OK;
	if (!d->point || !*d->point)
		return refuse(p, "undelivered");
	int rc = delivery_point_get(cx, o->carrier, d->point, &p->point);
	return rc == ERR_NOT_FOUND ? refuse(p, "undelivered") : rc;
}

static bool pays_by(const struct placing *p, const char *way)
{
	return strcmp(p->payment, way) == 0;
}

/* The end of the day n days from now: the whole of the day that is shown. */
static int64_t end_of_day(struct cx *cx, int64_t n)
{
	return clock_next_midnight(cx->now + n * MS_DAY) - 1;
}

/* Step 3: how it is paid, and how long its goods wait for that.  An invoice
 * comes after the goods: they wait for nothing. */
static int choose_payment(struct cx *cx, struct placing *p)
{
	const struct order_draft *d = p->draft;
	struct pay_ask ask = {
		.delivery = p->delivery,
		.country = d->country,
		.due = p->quote.due,
		.business = d->company && *d->company,
	};
	struct pay_way *ways;
	size_t n, i = 0;
	int rc = pay_ways(cx, &ask, &ways, &n);
	if (rc < 0)
		return rc;
	p->payment = p->quote.due.minor > 0 ? d->payment : "gift_card";
	while (i < n && !pays_by(p, ways[i].code))
		i++;
	if (i == n)
		return refuse(p, "payment_gone");
	p->first = pays_by(p, "invoice") || pays_by(p, "on_pickup");
	if (pays_by(p, "transfer"))
		p->due_ms = end_of_day(cx, setting_int(cx, "hold.transfer"));
	else if (pays_by(p, "invoice"))
		p->due_ms = end_of_day(cx, setting_int(cx, "pay.invoice.days"));
	else if (pays_by(p, "on_pickup"))
		p->due_ms = end_of_day(cx, setting_int(cx, "hold.pickup"));
	else
		p->due_ms = cx->now + setting_int(cx, "hold.card") * MS_HOUR;
	p->expires_ms = pays_by(p, "invoice") ? 0 : p->due_ms;
	return OK;
}

/* Step 4: hold the goods. */
static int hold_stock(struct cx *cx, struct placing *p)
{
	struct stock_want *wants = ARENA_ARRAY(
		cx->arena, struct stock_want, p->cart.n);
	for (size_t i = 0; i < p->cart.n; i++)
		wants[i] = (struct stock_want){p->cart_ids[i],
			p->cart.lines[i].variant, p->cart.lines[i].qty};
	int rc = stock_hold_all(cx, wants, p->cart.n, p->expires_ms);
	if (rc == ERR_CONFLICT)
		return refuse(p, "sold_out");
	return rc == OK ? order_count_sold(cx, p->out->id, 1) : rc;
}

/* Step 5: what may be used only so often is used now, or there is no order. */
static int use_up(struct cx *cx, struct placing *p)
{
	const struct quote *q = &p->quote;
	int64_t id = p->out->id;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < q->n_savings; i++)
		rc = promotion_use(cx, q->savings[i].promotion, &p->buyer, id,
			q->savings[i].amount);
	if (rc == ERR_CONFLICT)
		return refuse(p, "coupon_gone");
	for (size_t i = 0; rc == OK && i < q->n_cards; i++)
		rc = gift_card_redeem(cx, q->cards[i].id, id, q->card_parts[i]);
	return rc == ERR_CONFLICT ? refuse(p, "gift_card_spent") : rc;
}

static bool sells_cards(const struct quote *q)
{
	for (size_t i = 0; i < q->n_lines; i++)
		if (strcmp(q->lines[i].kind, "gift_card") == 0)
			return true;
	return false;
}

/* Step 6: the number, and the token that opens its page. */
static int give_number(struct cx *cx, struct placing *p)
{
	struct order_placed *out = p->out;
	int rc = counter_next(cx, "order", &out->number);
	if (rc < 0)
		return rc;
	out->token = order_token(cx, out->id);
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE orders SET number = :number, reference = :reference,"
		" token_sha256 = :hash WHERE id = :id AND number < 0");
	db_bind_int(q, ":number", out->number);
	db_bind_text(q, ":reference", reference_make(cx->arena, out->number));
	db_bind_text(q, ":hash", crypt_sha256_str(cx->arena, out->token));
	db_bind_int(q, ":id", out->id);
	return db_exec_one(q);
}

/* An attempt over what is due now; what is paid after the goods has none. */
static int begin_payment(struct cx *cx, struct placing *p)
{
	struct payment payment;
	int64_t id = p->out->id;
	if (p->quote.due.minor == 0) /* nothing to wait for */
		return order_money_in(cx, id, money(0),
			arena_printf(cx->arena, "free/%" PRId64, id));
	if (p->first)
		return document_confirmed(cx, id);
	const char *provider = pay_way_provider(p->payment);
	return payment_create(
		cx, id, *provider ? provider : p->payment, &payment);
}

/* Step 7: what the people concerned are told, the cart is empty, and it is to
 * be paid. */
static int finish(struct cx *cx, struct placing *p)
{
	const struct order_draft *d = p->draft;
	int64_t id = p->out->id;
	int rc = order_event_add(cx, id, "placed", "");
	if (rc == OK && p->buyer.vat_id[0])
		rc = vat_id_ask(cx, p->buyer.vat_id, p->buyer.email_norm,
			d->company ? d->company : "");
	if (rc == OK)
		rc = order_mail(cx, "order_placed", id, "customer", 0);
	if (rc == OK)
		rc = order_mail(cx, "owner_order", id, "owner", 0);
	if (rc == OK)
		rc = profile_ordered(cx, d->customer);
	if (rc == OK && sells_cards(&p->quote))
		rc = gift_cards_make(cx, id, p->cart.id);
	if (rc == OK)
		rc = cart_clear(cx, p->cart.id);
	return rc == OK ? begin_payment(cx, p) : rc;
}

static int place(struct cx *cx, struct placing *p)
{
	int rc = attempt_find(cx, p->draft->attempt_key, p->out);
	if (rc != ERR_NOT_FOUND)
		return rc;
	rc = setting_check(cx);
	if (rc == OK)
		rc = read_buyer(cx, p);
	if (rc == OK)
		rc = price_cart(cx, p);
	if (rc == OK)
		rc = choose_way(cx, p);
	if (rc == OK)
		rc = choose_payment(cx, p);
	if (rc == OK)
		rc = order_insert_head(cx, p);
	if (rc == OK)
		rc = order_snapshot(cx, p);
	if (rc == OK)
		rc = hold_stock(cx, p);
	if (rc == OK)
		rc = use_up(cx, p);
	if (rc == OK)
		rc = give_number(cx, p);
	return rc == OK ? finish(cx, p) : rc;
}

int order_place(struct cx *cx, const struct order_draft *draft,
	struct order_placed *out, const char **why)
{
	*out = (struct order_placed){0};
	*why = "";
	struct placing p = {.draft = draft, .out = out, .why = why};
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = place(cx, &p);
	rc = db_end(cx->db, rc);
	/* Two posts of one attempt at the same moment, where the engine lets
	 * both begin: the unique key refused this one. */
	if (rc == ERR_CONFLICT && !**why)
		rc = attempt_find(cx, draft->attempt_key, out) == OK ? OK
								     : ERR_BUSY;
	return rc;
}
