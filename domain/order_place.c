/*
 * Placing an order: one visible sequence in one transaction.  It is whole or
 * absent, whatever happens; every step is a guarded write.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/cart.h"
#include "domain/catalogue.h"
#include "domain/order.h"
#include "domain/order_parts.h"
#include "domain/order_trace.h"
#include "domain/outbox.h"
#include "domain/payment.h"
#include "domain/quote.h"
#include "domain/setting.h"
#include "domain/stock.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/text.h"
#include "lib/tr.h"

struct placing {
	const struct order_draft *draft;
	struct cart cart;
	struct quote quote;
	int64_t *line_ids; /* of cart.lines */
	int64_t position;  /* of the last line written */
	int64_t lines_minor;
	int64_t due_ms;
	struct order_placed *out;
	const char **why;
};

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

/* Step 1: what it costs now, by the catalogue alone. */
static int price_cart(struct cx *cx, struct placing *p)
{
	int rc = cart_load(cx, p->draft->session, &p->cart);
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
	rc = quote_of(cx, &p->cart, p->draft->delivery, &p->quote);
	if (rc == OK && p->quote.total.minor != p->draft->expected.minor)
		return refuse(p, "price_changed");
	return rc;
}

static void bind_buyer(
	struct cx *cx, struct db_stmt *q, const struct order_draft *d)
{
	db_bind_text(q, ":attempt", d->attempt_key);
	db_bind_text(q, ":email", d->email);
	db_bind_text(q, ":email_norm", email_norm(cx->arena, d->email));
	db_bind_text(q, ":phone", d->phone);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":delivery", d->delivery);
	db_bind_text(q, ":payment", d->payment);
	db_bind_text(q, ":message", d->message);
	db_bind_text(q, ":terms", d->terms_version);
}

/* A number that no order has, until the counter gives one at the end: locks
 * are taken in one order, and the counter's comes last. */
static int64_t number_for_now(void)
{
	uint64_t bits;
	crypt_random(&bits, sizeof(bits));
	return -1 - (int64_t)(bits >> 1);
}

/* Step 2: the order itself. */
static int insert_head(struct cx *cx, struct placing *p)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO orders (number, attempt_key, email, email_norm,"
		" phone, locale, location, currency, state, payment_state,"
		" fulfilment, delivery, payment, message, goods_minor,"
		" delivery_minor, total_minor, terms_version, placed_ms,"
		" placed_day, due_ms)"
		" VALUES (:number, :attempt, :email, :email_norm, :phone,"
		" :locale, :location, :currency, 'placed', 'unpaid', 'none',"
		" :delivery, :payment, :message, :goods, :delivery_minor,"
		" :total, :terms, :now, :day, :due) RETURNING id");
	db_bind_int(q, ":number", number_for_now());
	bind_buyer(cx, q, p->draft);
	db_bind_int(q, ":location", STOCK_LOCATION);
	db_bind_text(q, ":currency", setting_get(cx, "shop.currency"));
	db_bind_int(q, ":goods", p->quote.goods.minor);
	db_bind_int(q, ":delivery_minor", p->quote.delivery.minor);
	db_bind_int(q, ":total", p->quote.total.minor);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":day", clock_day(cx->now));
	db_bind_int(q, ":due", p->due_ms);
	return db_insert(q, &p->out->id);
}

static int insert_address(struct cx *cx, const struct placing *p)
{
	const struct order_draft *d = p->draft;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO order_address"
		" (orders, kind, name, street, postal, city, country)"
		" VALUES (:order, 'delivery', :name, :street, :postal, :city,"
		" :country)");
	db_bind_int(q, ":order", p->out->id);
	db_bind_text(q, ":name", d->name);
	db_bind_text(q, ":street", d->street);
	db_bind_text(q, ":postal", d->postal);
	db_bind_text(q, ":city", d->city);
	db_bind_text(q, ":country", d->country);
	return db_exec(q, NULL);
}

static void bind_rate(struct db_stmt *q, int64_t rate_bp)
{
	if (rate_bp == RATE_OUTSIDE)
		db_bind_null(q, ":rate");
	else
		db_bind_int(q, ":rate", rate_bp);
}

static int insert_goods(struct cx *cx, struct placing *p,
	const struct cart_line *line, int64_t *id)
{
	int64_t rate;
	int rc = tax_rate_on(cx, line->tax_class,
		setting_get(cx, "shop.country"), clock_day(cx->now), &rate);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO order_line (orders, position, kind, variant, sku,"
		" name, options, picture, qty, unit_minor, rate_bp)"
		" VALUES (:order, :position, 'goods', :variant, :sku, :name,"
		" :options, :picture, :qty, :unit, :rate) RETURNING id");
	db_bind_int(q, ":order", p->out->id);
	db_bind_int(q, ":position", ++p->position);
	db_bind_int(q, ":variant", line->variant);
	db_bind_text(q, ":sku", line->sku);
	db_bind_text(q, ":name", line->name);
	db_bind_text(q, ":options", line->options);
	db_bind_text(q, ":picture",
		line->picture.sha256 ? line->picture.sha256 : "");
	db_bind_int(q, ":qty", line->qty);
	db_bind_int(q, ":unit", line->price.amount.minor);
	bind_rate(q, rate);
	p->lines_minor += line->sum.minor;
	return db_insert(q, id);
}

/* Delivery follows the goods' rates: one line per rate. */
static int insert_delivery(
	struct cx *cx, struct placing *p, const struct quote_tax *tax)
{
	if (tax->delivery.minor == 0)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO order_line (orders, position, kind, name, qty,"
		" unit_minor, rate_bp)"
		" VALUES (:order, :position, 'delivery', :name, 1, :unit,"
		" :rate)");
	db_bind_int(q, ":order", p->out->id);
	db_bind_int(q, ":position", ++p->position);
	db_bind_text(q, ":name", tr("Delivery"));
	db_bind_int(q, ":unit", tax->delivery.minor);
	bind_rate(q, tax->rate_bp);
	p->lines_minor += tax->delivery.minor;
	return db_exec(q, NULL);
}

static int insert_tax(
	struct cx *cx, const struct placing *p, const struct quote_tax *tax)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO order_tax (orders, rate_bp, gross_minor,"
		" vat_minor) VALUES (:order, :rate, :gross, :vat)");
	db_bind_int(q, ":order", p->out->id);
	db_bind_int(q, ":rate", tax->rate_bp);
	db_bind_int(q, ":gross", tax->gross.minor);
	db_bind_int(q, ":vat", tax->vat.minor);
	return db_exec(q, NULL);
}

/* The books must agree before anything is promised. */
static int sums_agree(const struct placing *p)
{
	int64_t gross = 0;
	for (size_t i = 0; i < p->quote.n_tax; i++)
		gross += p->quote.tax[i].gross.minor;
	if (p->lines_minor == p->quote.total.minor &&
		gross == p->quote.total.minor)
		return OK;
	log_error("event=order_sums lines=%" PRId64 " tax=%" PRId64
		  " total=%" PRId64,
		p->lines_minor, gross, p->quote.total.minor);
	return ERR_INTERNAL;
}

/* Step 3: copies of everything that the order must remember. */
static int snapshot(struct cx *cx, struct placing *p)
{
	p->line_ids = ARENA_ARRAY(cx->arena, int64_t, p->cart.n);
	int rc = insert_address(cx, p);
	for (size_t i = 0; rc == OK && i < p->cart.n; i++) {
		const struct cart_line *line = &p->cart.lines[i];
		rc = insert_goods(cx, p, line, &p->line_ids[i]);
		if (rc == OK && line->stock.parts > 0)
			rc = order_parts_copy(
				cx, p->line_ids[i], line->variant, line->qty);
	}
	for (size_t i = 0; rc == OK && i < p->quote.n_tax; i++)
		rc = insert_delivery(cx, p, &p->quote.tax[i]);
	for (size_t i = 0; rc == OK && i < p->quote.n_tax; i++)
		rc = insert_tax(cx, p, &p->quote.tax[i]);
	return rc == OK ? sums_agree(p) : rc;
}

/* Step 4: hold the goods. */
static int hold_stock(struct cx *cx, struct placing *p)
{
	struct stock_want *wants = ARENA_ARRAY(
		cx->arena, struct stock_want, p->cart.n);
	for (size_t i = 0; i < p->cart.n; i++)
		wants[i] = (struct stock_want){p->line_ids[i],
			p->cart.lines[i].variant, p->cart.lines[i].qty};
	int rc = stock_hold_all(cx, wants, p->cart.n, p->due_ms);
	if (rc == ERR_CONFLICT)
		return refuse(p, "sold_out");
	return rc == OK ? order_count_sold(cx, p->out->id, 1) : rc;
}

/* Step 5: the number, and the token that opens its page. */
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

/* Step 6: how it is to be paid, what the people concerned are told, and the
 * cart is empty. */
static int finish(struct cx *cx, struct placing *p)
{
	const char *provider = strcmp(p->draft->payment, "demo_card") == 0
				       ? "demo"
				       : "transfer";
	int64_t id = p->out->id;
	struct payment payment;
	int rc = OK;
	if (p->quote.total.minor > 0)
		rc = payment_create(cx, id, provider, &payment);
	if (rc == OK)
		rc = order_event_add(cx, id, "placed", "");
	if (rc == OK)
		rc = order_mail(cx, "order_placed", id, "customer", 0);
	if (rc == OK)
		rc = order_mail(cx, "owner_order", id, "owner", 0);
	if (rc == OK)
		rc = cart_clear(cx, p->cart.id);
	/* Nothing to pay: there is no payment to wait for. */
	if (rc == OK && p->quote.total.minor == 0)
		rc = order_money_in(cx, id, money(0),
			arena_printf(cx->arena, "free/%" PRId64, id));
	return rc;
}

static int place(struct cx *cx, struct placing *p)
{
	int rc = attempt_find(cx, p->draft->attempt_key, p->out);
	if (rc != ERR_NOT_FOUND)
		return rc;
	rc = price_cart(cx, p);
	if (rc == OK)
		rc = insert_head(cx, p);
	if (rc == OK)
		rc = snapshot(cx, p);
	if (rc == OK)
		rc = hold_stock(cx, p);
	if (rc == OK)
		rc = give_number(cx, p);
	if (rc == OK)
		rc = finish(cx, p);
	return rc;
}

int order_place(struct cx *cx, const struct order_draft *draft,
	struct order_placed *out, const char **why)
{
	*out = (struct order_placed){0};
	*why = "";
	struct placing p = {.draft = draft, .out = out, .why = why};
	bool transfer = strcmp(draft->payment, "transfer") == 0;
	p.due_ms = cx->now + (transfer ? ORDER_TRANSFER_DAYS * MS_DAY
				       : ORDER_CARD_HOURS * MS_HOUR);
	if (transfer) /* the whole of the day that is shown */
		p.due_ms = clock_next_midnight(p.due_ms) - 1;

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
