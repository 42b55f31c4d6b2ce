/* What an order remembers: nothing in it follows the catalogue later. */
#include <inttypes.h>
#include <string.h>

#include "domain/order_parts.h"
#include "domain/order_placing.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/text.h"
#include "lib/tr.h"

/* A number that no order has, until the counter gives one at the end: locks
 * are taken in one order, and the counter's comes last. */
static int64_t number_for_now(void)
{
	uint64_t bits;
	crypt_random(&bits, sizeof(bits));
	return -1 - (int64_t)(bits >> 1);
}

static void bind_buyer(
	struct cx *cx, struct db_stmt *q, const struct placing *p)
{
	const struct order_draft *d = p->draft;
	db_bind_text(q, ":attempt", d->attempt_key);
	db_bind_text(q, ":email", d->email);
	db_bind_text(q, ":email_norm", p->buyer.email_norm);
	db_bind_text(q, ":phone", d->phone);
	db_bind_or_null(q, ":customer", p->buyer.customer);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":message", d->message);
	db_bind_text(q, ":terms", d->terms_version);
	db_bind_text(q, ":company", text_or_empty(d->company));
	db_bind_text(q, ":business_id", text_or_empty(d->business_id));
	db_bind_text(q, ":vat_id", text_or_empty(d->vat_id));
	db_bind_text(q, ":buyer_ref", text_or_empty(d->buyer_ref));
}

static void bind_way(struct db_stmt *q, const struct placing *p)
{
	const struct delivery_offer *o = p->quote.offer;
	db_bind_text(q, ":delivery", p->delivery);
	db_bind_text(q, ":payment", p->payment);
	db_bind_int(q, ":location", p->location);
	db_bind_or_null(q, ":method", o ? o->method : 0);
	db_bind_text(q, ":label", o ? o->label : "");
	db_bind_text(q, ":carrier", o ? o->carrier : "");
	db_bind_text(q, ":point", text_or_empty(p->point.code));
	db_bind_or_null(q, ":from_day", o ? o->from_day : 0);
	db_bind_or_null(q, ":to_day", o ? o->to_day : 0);
}

static void bind_sums(struct db_stmt *q, const struct quote *quote)
{
	db_bind_int(q, ":goods", quote->goods.minor);
	db_bind_int(q, ":discount", quote->discount.minor);
	db_bind_int(q, ":delivery_minor", quote->delivery.minor);
	db_bind_int(q, ":total", quote->total.minor);
	db_bind_text(q, ":tax_country", quote->tax_rule.country);
	db_bind_text(q, ":tax_reason", quote->tax_rule.reason);
}

int order_insert_head(struct cx *cx, struct placing *p)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO orders (number, attempt_key, email, email_norm,"
		" phone, customer, locale, location, currency, state,"
		" payment_state, fulfilment, delivery, delivery_method,"
		" delivery_label, carrier, point_code, promised_from_day,"
		" promised_day, payment, message, goods_minor, discount_minor,"
		" delivery_minor, total_minor, terms_version, company,"
		" business_id, vat_id, buyer_ref, tax_country, tax_reason,"
		" placed_ms, placed_day, due_ms)"
		" VALUES (:number, :attempt, :email, :email_norm, :phone,"
		" :customer, :locale, :location, :currency, :state, :paid,"
		" 'none', :delivery, :method, :label, :carrier, :point,"
		" :from_day, :to_day, :payment, :message, :goods, :discount,"
		" :delivery_minor, :total, :terms, :company, :business_id,"
		" :vat_id, :buyer_ref, :tax_country, :tax_reason, :now, :day,"
		" :due) RETURNING id");
	bool part = p->quote.gift.minor > 0 && p->quote.due.minor > 0;
	db_bind_int(q, ":number", number_for_now());
	bind_buyer(cx, q, p);
	bind_way(q, p);
	bind_sums(q, &p->quote);
	db_bind_text(q, ":currency", setting_get(cx, "shop.currency"));
	db_bind_text(q, ":state", p->first ? "confirmed" : "placed");
	db_bind_text(q, ":paid", part ? "part" : "unpaid");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":day", clock_day(cx->now));
	db_bind_int(q, ":due", p->due_ms);
	return db_insert(q, &p->out->id);
}

static int insert_address(struct cx *cx, int64_t order, const char *kind,
	const struct order_to *to)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO order_address"
		" (orders, kind, name, street, postal, city, country)"
		" VALUES (:order, :kind, :name, :street, :postal, :city,"
		" :country)");
	db_bind_int(q, ":order", order);
	db_bind_text(q, ":kind", kind);
	db_bind_text(q, ":name", to->name);
	db_bind_text(q, ":street", text_or_empty(to->street));
	db_bind_text(q, ":postal", text_or_empty(to->postal));
	db_bind_text(q, ":city", text_or_empty(to->city));
	db_bind_text(q, ":country", text_or_empty(to->country));
	return db_exec(q, NULL);
}

static int insert_addresses(struct cx *cx, const struct placing *p)
{
	const struct order_draft *d = p->draft;
	const struct delivery_point *point = &p->point;
	int rc = insert_address(cx, p->out->id, "delivery",
		&(struct order_to){
			d->name, d->street, d->postal, d->city, d->country});
	if (rc == OK && d->billing.name && *d->billing.name)
		rc = insert_address(cx, p->out->id, "billing", &d->billing);
	if (rc == OK && point->code)
		rc = insert_address(cx, p->out->id, "point",
			&(struct order_to){point->name, point->street,
				point->postal, point->city, point->country});
	return rc;
}

static void bind_goods(struct db_stmt *q, const struct cart_line *l)
{
	db_bind_int(q, ":variant", l->variant);
	db_bind_text(q, ":sku", l->sku);
	db_bind_text(q, ":name", l->name);
	db_bind_text(q, ":options", l->options);
	db_bind_text(q, ":picture", text_or_empty(l->picture.sha256));
	db_bind_text(q, ":exemption", l->exemption);
	db_bind_int(q, ":weight", l->weight_g);
}

static void bind_cost(struct db_stmt *q, const struct placing *p)
{
	const struct delivery_offer *o = p->quote.offer;
	db_bind_null(q, ":variant");
	db_bind_text(q, ":sku", "");
	db_bind_text(q, ":name", o && *o->label ? o->label : tr("Delivery"));
	db_bind_text(q, ":options", "");
	db_bind_text(q, ":picture", "");
	db_bind_text(q, ":exemption", "");
	db_bind_int(q, ":weight", 0);
}

static bool is_delivery(const struct quote_line *l)
{
	return strcmp(l->kind, "delivery") == 0;
}

static int insert_line(struct cx *cx, struct placing *p, size_t i)
{
	const struct quote_line *l = &p->quote.lines[i];
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO order_line (orders, position, kind, variant, sku,"
		" name, options, picture, qty, unit_minor, rate_bp, exemption,"
		" weight_g) VALUES (:order, :position, :kind, :variant, :sku,"
		" :name, :options, :picture, :qty, :unit, :rate, :exemption,"
		" :weight) RETURNING id");
	db_bind_int(q, ":order", p->out->id);
	db_bind_int(q, ":position", (int64_t)i + 1);
	db_bind_text(q, ":kind", l->kind);
	if (is_delivery(l))
		bind_cost(q, p);
	else
		bind_goods(q, &p->cart.lines[l->of]);
	db_bind_int(q, ":qty", l->qty);
	db_bind_int(q, ":unit", l->unit.minor);
	if (l->rate_bp == RATE_OUTSIDE)
		db_bind_null(q, ":rate");
	else
		db_bind_int(q, ":rate", l->rate_bp);
	int rc = db_insert(q, &p->line_ids[i]);
	if (rc < 0 || is_delivery(l))
		return rc;
	const struct cart_line *of = &p->cart.lines[l->of];
	p->cart_ids[l->of] = p->line_ids[i];
	return of->stock.parts > 0 ? order_parts_copy(cx, p->line_ids[i],
					     of->variant, of->qty)
				   : OK;
}

static int insert_off(
	struct cx *cx, const struct placing *p, const struct quote_off *off)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO adjustment (order_line, split_id, source, label,"
		" amount_minor, promotion) VALUES (:line, :split, :source,"
		" :label, :amount, :promotion)");
	db_bind_int(q, ":line", p->line_ids[off->line]);
	db_bind_int(q, ":split", (int64_t)off->split);
	db_bind_text(q, ":source", off->source);
	db_bind_text(q, ":label", off->label);
	db_bind_int(q, ":amount", off->amount.minor);
	db_bind_or_null(q, ":promotion", off->promotion);
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
static int sums_agree(const struct quote *q)
{
	int64_t lines = 0, gross = 0;
	for (size_t i = 0; i < q->n_lines; i++)
		lines += q->lines[i].unit.minor * q->lines[i].qty;
	for (size_t i = 0; i < q->n_offs; i++)
		lines += q->offs[i].amount.minor;
	for (size_t i = 0; i < q->n_tax; i++)
		gross += q->tax[i].gross.minor;
	if (lines == q->total.minor && gross == q->total.minor)
		return OK;
	log_error("event=order_sums lines=%" PRId64 " tax=%" PRId64
		  " total=%" PRId64,
		lines, gross, q->total.minor);
	return ERR_INTERNAL;
}

int order_snapshot(struct cx *cx, struct placing *p)
{
	const struct quote *q = &p->quote;
	p->line_ids = ARENA_ARRAY(cx->arena, int64_t, q->n_lines);
	p->cart_ids = ARENA_ARRAY(cx->arena, int64_t, p->cart.n);
	int rc = sums_agree(q);
	if (rc == OK)
		rc = insert_addresses(cx, p);
	for (size_t i = 0; rc == OK && i < q->n_lines; i++)
		rc = insert_line(cx, p, i);
	for (size_t i = 0; rc == OK && i < q->n_offs; i++)
		rc = insert_off(cx, p, &q->offs[i]);
	for (size_t i = 0; rc == OK && i < q->n_tax; i++)
		rc = insert_tax(cx, p, &q->tax[i]);
	return rc;
}
