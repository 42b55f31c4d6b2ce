/* What stands in a document: copied from everywhere, as it is that day. */
#include "domain/document_parts.h"

#include <inttypes.h>
#include <string.h>

#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/json.h"

static void put(json_t *j, const char *key, const char *value)
{
	json_object_set_new(j, key, json_string(value ? value : ""));
}

static void put_int(json_t *j, const char *key, int64_t value)
{
	json_object_set_new(j, key, json_integer(value));
}

/* A Finnish VAT number is the business id: "FI" and its digits. */
static const char *seller_vat_id(struct cx *cx)
{
	const char *own = setting_get(cx, "shop.vat_id");
	const char *id = setting_get(cx, "shop.business_id");
	if (*own || strlen(id) != 9 || id[7] != '-' ||
		strcmp(setting_get(cx, "shop.country"), "FI") != 0)
		return own;
	return arena_printf(cx->arena, "FI%.7s%s", id, id + 8);
}

static json_t *seller(struct cx *cx)
{
	static const char *const copied[][2] = {
		{"street", "shop.street"},
		{"postal", "shop.postal"},
		{"city", "shop.city"},
		{"country", "shop.country"},
		{"phone", "shop.phone"},
		{"email", "shop.email"},
		{"business_id", "shop.business_id"},
		{"iban", "shop.iban"},
		{"bic", "shop.bic"},
	};
	json_t *j = json_object();
	const char *company = setting_get(cx, "shop.company");
	put(j, "shop", setting_get(cx, "shop.name"));
	put(j, "name", *company ? company : setting_get(cx, "shop.name"));
	put(j, "vat_id", seller_vat_id(cx));
	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		put(j, copied[i][0], setting_get(cx, copied[i][1]));
	return j;
}

/* The billing address, else where it goes. */
static int address(struct cx *cx, int64_t order, const char *kind, json_t *to)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT name, street, postal, city, country"
		" FROM order_address WHERE orders = :order AND kind = :kind");
	db_bind_int(q, ":order", order);
	db_bind_text(q, ":kind", kind);
	int rc = db_one(q);
	if (rc == OK) {
		put(to, "name", db_next_text(q, cx->arena));
		put(to, "street", db_next_text(q, cx->arena));
		put(to, "postal", db_next_text(q, cx->arena));
		put(to, "city", db_next_text(q, cx->arena));
		put(to, "country", db_next_text(q, cx->arena));
	}
	db_done(q);
	return rc;
}

static void addresses(
	struct cx *cx, int64_t order, json_t *content, json_t *buyer)
{
	bool own = address(cx, order, "billing", buyer) == OK;
	json_t *to = json_object();
	if (address(cx, order, own ? "delivery" : "point", to) == OK)
		json_object_set(content, "delivery", to);
	json_decref(to);
	if (!own)
		address(cx, order, "delivery", buyer);
}

static void head_texts(struct cx *cx, struct db_stmt *q, json_t *to)
{
	static const char *const names[] = {"currency", "tax_reason",
		"tax_country", "payment", "reference"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		put(to, names[i], db_next_text(q, cx->arena));
}

static void head_buyer(struct cx *cx, struct db_stmt *q, json_t *to)
{
	static const char *const names[] = {
		"company", "business_id", "vat_id", "ref", "email"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		put(to, names[i], db_next_text(q, cx->arena));
}

static int head(struct cx *cx, int64_t order, json_t *content, json_t *buyer,
	const char **locale)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT number, locale, placed_day, due_ms,"
		" coalesce(delivered_ms, shipped_ms),"
		" currency, tax_reason, tax_country, payment, reference,"
		" company, business_id, vat_id, buyer_ref, email"
		" FROM orders WHERE id = :id");
	db_bind_int(q, ":id", order);
	int rc = db_one(q);
	if (rc == OK) {
		put_int(content, "order", db_next_int(q));
		*locale = db_next_text(q, cx->arena);
		put_int(content, "order_day", db_next_int(q));
		int64_t due = db_next_int(q), delivered = db_next_int(q);
		put_int(content, "due_day", due ? clock_day(due) : 0);
		put_int(content, "delivered_day",
			delivered ? clock_day(delivered) : 0);
		head_texts(cx, q, content);
		head_buyer(cx, q, buyer);
	}
	db_done(q);
	return rc;
}

static json_t *line_json(const struct document_line *l)
{
	json_t *j = json_object(), *offs = json_array();
	put_int(j, "line", l->line);
	put(j, "kind", l->kind);
	put(j, "sku", l->sku);
	put(j, "name", l->name);
	put(j, "options", l->options);
	put_int(j, "qty", l->qty);
	put_int(j, "unit", l->unit.minor);
	put_int(j, "gross", l->gross.minor);
	put_int(j, "rate", l->rate_bp);
	for (size_t i = 0; i < l->n_offs; i++)
		json_array_append_new(offs,
			json_pack("{s:s, s:I}", "label", l->offs[i].label,
				"amount", (json_int_t)l->offs[i].amount.minor));
	json_object_set_new(j, "offs", offs);
	return j;
}

static json_t *lines_json(const struct document_draft *d)
{
	json_t *list = json_array();
	for (size_t i = 0; i < d->n_lines; i++)
		json_array_append_new(list, line_json(&d->lines[i]));
	return list;
}

static json_t *taxes_json(const struct document_draft *d)
{
	json_t *list = json_array();
	for (size_t i = 0; i < d->n_taxes; i++) {
		const struct document_tax *t = &d->taxes[i];
		json_array_append_new(list,
			json_pack("{s:I, s:s, s:I, s:I}", "rate",
				(json_int_t)t->rate_bp, "country", t->country,
				"gross", (json_int_t)t->gross.minor, "vat",
				(json_int_t)t->vat.minor));
	}
	return list;
}

/* What has been paid so far, by way: a gift card is a payment. */
static json_t *paid_json(struct cx *cx, int64_t order, int64_t *sum)
{
	json_t *list = json_array();
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT m.kind, CAST(sum(m.amount_minor) AS BIGINT)"
		" FROM money_move m WHERE m.orders = :order"
		" GROUP BY m.kind ORDER BY m.kind");
	db_bind_int(q, ":order", order);
	while (db_step(q) > 0) {
		const char *kind = db_next_text(q, cx->arena);
		int64_t amount = db_next_int(q);
		*sum += amount;
		if (amount != 0)
			json_array_append_new(
				list, json_pack("{s:s, s:I}", "kind", kind,
					      "amount", (json_int_t)amount));
	}
	db_done(q);
	return list;
}

static void put_invoice(
	struct cx *cx, const struct document_draft *d, json_t *content)
{
	struct document invoice;
	if (!d->invoice || document_get(cx, d->invoice, &invoice) != OK)
		return;
	json_object_set_new(content, "invoice",
		json_pack("{s:s, s:I}", "label", invoice.label, "day",
			(json_int_t)invoice.day));
}

json_t *document_content(struct cx *cx, const struct document_draft *d,
	const char *label, const char **locale)
{
	json_t *content = json_object(), *buyer = json_object();
	put_int(content, "v", 1);
	put(content, "kind", d->kind);
	put(content, "label", label);
	put_int(content, "day", clock_day(cx->now));
	int rc = head(cx, d->order, content, buyer, locale);
	addresses(cx, d->order, content, buyer);
	json_object_set_new(content, "buyer", buyer);
	json_object_set_new(content, "seller", seller(cx));
	json_object_set_new(content, "lines", lines_json(d));
	json_object_set_new(content, "taxes", taxes_json(d));
	put_int(content, "total", d->gross.minor);
	put(content, "reason", d->reason);
	put_invoice(cx, d, content);
	int64_t paid = 0;
	if (strcmp(d->kind, "invoice") == 0 && !d->further)
		json_object_set_new(
			content, "paid", paid_json(cx, d->order, &paid));
	put_int(content, "due", d->gross.minor - paid);
	if (rc == OK)
		return content;
	json_decref(content);
	return NULL;
}
