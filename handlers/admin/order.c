/* One order: what it holds, what has happened, what can be done with it.  In
 * one file because each move shows the same page again. */
#include "handlers/admin/admin.h"

#include <string.h>

#include "domain/provider.h"
#include "domain/refund.h"
#include "domain/return_case.h"
#include "domain/shipment.h"
#include "domain/stock.h"
#include "handlers/admin/order_page.h"
#include "handlers/admin/order_words.h"
#include "handlers/order.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

const struct field order_ship_fields[] = {
	FIELD_TEXT(order_ship_form, carrier, N_("Carrier"), .max = 60),
	FIELD_TEXT(
		order_ship_form, tracking, N_("Tracking number"), .max = 100),
	FIELD_END,
};

const struct field order_code_fields[] = {
	FIELD_TEXT(order_code_form, code, N_("Pickup code"), .max = 20),
	FIELD_END,
};

int order_page_of(struct req *r, struct order *o)
{
	int64_t number = admin_path_int(r, "number");
	if (number < 0)
		return ERR_NOT_FOUND;
	return order_by_number(&r->cx, number, o);
}

const char *order_page_path(struct req *r, const struct order *o)
{
	return arena_printf(
		r->cx.arena, "/admin/orders/%lld", (long long)o->number);
}

static void text_if(
	struct tpl *t, const char *section, const char *name, const char *value)
{
	if (value && *value) {
		struct tpl *s = tpl_section(t, section);
		tpl_text(s, name, value);
	}
}

static void phone_show(struct tpl *t, struct req *r, const char *phone)
{
	if (!*phone)
		return;
	struct tpl *s = tpl_section(t, "PHONE");
	tpl_text(s, "PHONE_TEXT", phone);
	tpl_text(s, "TEL", phone_dial(r->cx.arena, phone));
}

static void time_if(
	struct tpl *t, const char *section, const char *name, int64_t ms)
{
	if (ms)
		tpl_time(tpl_section(t, section), name, CLOCK_DATETIME, ms);
}

static void rate_show(struct tpl *t, int64_t rate_bp)
{
	struct tpl *s = tpl_section(t, rate_bp < 0 ? "UNTAXED" : "TAXED");
	if (rate_bp >= 0)
		tpl_rate(s, "RATE", rate_bp);
}

/* As bought, and what the owner made of it. */
static void line_show(struct tpl *t, const struct order_line *l)
{
	int64_t now = order_line_now(l);
	struct tpl *s = tpl_section(t, "LINE");
	tpl_text(s, "NAME", l->name);
	tpl_text(s, "SKU", l->sku);
	text_if(s, "OPTIONS", "OPTIONS_TEXT", l->options);
	order_parts_show(s, l, true);
	tpl_int(s, "QTY", now);
	tpl_money(s, "UNIT", l->unit);
	tpl_money(s, "LINE_SUM", order_line_due(l));
	rate_show(s, l->rate_bp);
	if (l->added_ms)
		tpl_show(s, "ADDED");
	else if (l->changed)
		tpl_int(tpl_section(s, "WAS"), "WAS_QTY", l->qty);
	int64_t off = order_line_due(l).minor - l->unit.minor * now;
	if (off != 0)
		tpl_money(tpl_section(s, "OFF"), "OFF_SUM", money(off));
}

static struct money costs_of(const struct order *o)
{
	struct money sum = money(0);
	for (size_t i = 0; i < o->n_costs; i++)
		sum.minor += order_line_due(&o->costs[i]).minor;
	return sum;
}

static int sums_show(struct tpl *t, struct req *r, const struct order *o)
{
	struct money goods = money(0), balance;
	int rc = refund_balance(&r->cx, o->id, &balance);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < o->n_lines; i++) {
		line_show(t, &o->lines[i]);
		goods.minor += order_line_due(&o->lines[i]).minor;
	}
	for (size_t i = 0; i < o->n_savings; i++) {
		struct tpl *s = tpl_section(t, "SAVING");
		tpl_text(s, "LABEL", o->savings[i].label);
		tpl_money(s, "SAVED", o->savings[i].amount);
	}
	tpl_money(t, "GOODS", goods);
	tpl_money(t, "DELIVERY_COST", costs_of(o));
	tpl_money(t, "TOTAL", o->total);
	tpl_money(t, "PAID", money(o->paid.minor + o->refunded.minor));
	if (o->gift.minor > 0)
		tpl_money(tpl_section(t, "GIFT"), "GIFT_SUM", o->gift);
	if (o->refunded.minor > 0)
		tpl_money(tpl_section(t, "BACK"), "BACK_SUM",
			money(-o->refunded.minor));
	for (size_t i = 0; i < o->n_taxes; i++) {
		struct tpl *s = tpl_section(t, "TAX");
		rate_show(s, o->taxes[i].rate_bp);
		tpl_money(s, "VAT", o->taxes[i].vat);
	}
	if (balance.minor > 0 && order_can(o, "pay"))
		tpl_money(tpl_section(t, "OPEN"), "OPEN_SUM", balance);
	else if (balance.minor < 0)
		tpl_money(tpl_section(t, "OWED"), "OWED_SUM",
			money(-balance.minor));
	return OK;
}

static void things_show(struct tpl *t, const char *section,
	const struct shipment_line *lines, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct tpl *l = tpl_section(t, section);
		tpl_textf(l, "FIELD", "ship_%lld", (long long)lines[i].line);
		tpl_text(l, "NAME", lines[i].name);
		text_if(l, "OPTIONS", "OPTIONS_TEXT", lines[i].options);
		tpl_int(l, "QTY", lines[i].qty);
	}
}

/* The parcel that the form sends: one that is packed, else what is left. */
static int ship_show(struct tpl *d, struct req *r, const struct order *o,
	const struct form_errors *errors)
{
	struct tpl *s = tpl_section(d, "SHIP");
	struct order_ship_form f = {o->carrier, ""};
	struct shipment *all = NULL, *packed = NULL;
	struct shipment_line *left = NULL;
	size_t n = 0, n_left = 0;
	int rc = shipment_list(&r->cx, o->id, &all, &n);
	if (rc == OK)
		rc = shipment_left(&r->cx, o->id, &left, &n_left);
	if (rc < 0)
		return rc;
	for (size_t i = n; i-- > 0;)
		if (strcmp(all[i].state, "picking") == 0)
			packed = &all[i];
	if (packed) {
		f = (struct order_ship_form){packed->carrier, packed->tracking};
		things_show(tpl_section(s, "PACKED"), "IN_IT", packed->lines,
			packed->n_lines);
	} else {
		things_show(tpl_section(s, "SOME"), "LEFT", left, n_left);
	}
	if (errors && req_form_param(r, "carrier"))
		form_show(s, r, order_ship_fields, errors);
	else
		form_show_values(s, &r->cx, order_ship_fields, &f);
	return OK;
}

static int pay_show(struct tpl *d, struct req *r, const struct order *o)
{
	struct money balance;
	int rc = refund_balance(&r->cx, o->id, &balance);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(d, "PAY");
	bool late = strcmp(o->state, "cancelled") == 0;
	tpl_show(s, late ? "LATE" : "DUE_STILL");
	tpl_money(s, "SUM", late ? o->total : balance);
	tpl_text(s, "REFERENCE", reference_format(r->cx.arena, o->reference));
	return OK;
}

static void deliver_show(struct tpl *d, struct req *r, const struct order *o,
	const struct form_errors *errors)
{
	struct tpl *s = tpl_section(d, "DELIVERED");
	bool pickup = strcmp(o->delivery, "pickup") == 0;
	struct order_code_form f = {""};
	if (!pickup) {
		tpl_show(s, "IS_HOME");
		return;
	}
	struct tpl *p = tpl_section(s, "IS_PICKUP");
	if (errors && req_form_param(r, "code"))
		form_show(p, r, order_code_fields, errors);
	else
		form_show_values(p, &r->cx, order_code_fields, &f);
}

static int actions_show(struct tpl *t, struct req *r, const struct order *o,
	const struct form_errors *errors)
{
	static const char *const moves[] = {"pay", "ship", "ready", "deliver",
		"cancel", "refund", "change"};
	bool any = false;
	int rc = OK;
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++)
		any |= order_can(o, moves[i]);
	if (!any)
		return OK;
	struct tpl *d = tpl_section(t, "DO");
	if (order_can(o, "pay"))
		rc = pay_show(d, r, o);
	if (rc == OK && order_can(o, "ship"))
		rc = ship_show(d, r, o, errors);
	tpl_show_if(d, "READY", order_can(o, "ready"));
	if (order_can(o, "deliver"))
		deliver_show(d, r, o, errors);
	order_refund_show(d, o);
	tpl_show_if(d, "CHANGE", order_can(o, "change"));
	tpl_show_if(d, "CANCEL", order_can(o, "cancel"));
	return rc;
}

static int case_show(struct tpl *t, struct req *r, const struct order *o)
{
	struct return_case *all;
	size_t n = 0;
	int rc = return_of_order(&r->cx, o->id, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		const struct return_case *c = &all[i];
		bool open = strcmp(c->state, "settled") != 0 &&
			    strcmp(c->state, "refused") != 0 &&
			    strcmp(c->state, "cancelled") != 0;
		struct tpl *s = tpl_section(t, "CASE");
		tpl_show_if(s, "CASE_WARNED", open);
		tpl_show(s, strcmp(c->kind, "withdrawal") == 0
				    ? "CASE_WITHDRAWAL"
			    : strcmp(c->kind, "claim") == 0 ? "CASE_CLAIM"
							    : "CASE_RETURN");
		tpl_int(s, "CASE_ID", c->id);
		tpl_text(s, "CASE_NAME", c->name);
		tpl_time(s, "CASE_AT", CLOCK_DATETIME, c->at_ms);
		text_if(s, "CASE_SAYS", "CASE_STATEMENT", c->statement);
		tpl_show_if(s, "CASE_DONE", !open);
		if (c->refund_due_ms && open)
			tpl_time(tpl_section(s, "CASE_DUE"), "CASE_DUE_AT",
				CLOCK_DATE, c->refund_due_ms);
	}
	return rc;
}

/* What of it is missing from the shelf. */
static int short_show(
	struct tpl *t, struct req *r, const struct order *o, bool *is_short)
{
	struct stock_short *rows;
	size_t n;
	int rc = stock_shorts(&r->cx, 0, o->id, &rows, &n);
	*is_short = n > 0;
	if (rc < 0 || n == 0)
		return rc;
	struct tpl *s = tpl_section(t, "SHORT");
	for (size_t i = 0; i < n; i++) {
		struct tpl *l = tpl_section(s, "SHORT_LINE");
		tpl_int(l, "QTY", rows[i].qty);
		tpl_text(l, "NAME", rows[i].name);
	}
	return OK;
}

/* Where it goes and to whom it is billed, besides the buyer's address. */
static void places_show(struct tpl *t, struct req *r, const struct order *o)
{
	if (*o->point.name) {
		struct tpl *s = tpl_section(t, "POINT");
		tpl_text(s, "POINT_NAME", o->point.name);
		tpl_text(s, "POINT_STREET", o->point.street);
		tpl_text(s, "POINT_PLACE",
			arena_printf(r->cx.arena, "%s %s", o->point.postal,
				o->point.city));
	}
	if (*o->company) {
		struct tpl *s = tpl_section(t, "COMPANY");
		tpl_text(s, "COMPANY_NAME", o->company);
		text_if(s, "BUSINESS", "BUSINESS_ID", o->business_id);
		text_if(s, "VAT_NUMBER", "VAT_ID", o->vat_id);
		text_if(s, "BUYER_REF", "BUYER_REF_TEXT", o->buyer_ref);
	}
	if (*o->billing.name) {
		struct tpl *s = tpl_section(t, "BILLING");
		tpl_text(s, "BILLING_NAME", o->billing.name);
		tpl_text(s, "BILLING_STREET", o->billing.street);
		tpl_text(s, "BILLING_PLACE",
			arena_printf(r->cx.arena, "%s %s", o->billing.postal,
				o->billing.city));
	}
}

static void facts_show(struct tpl *t, struct req *r, const struct order *o)
{
	tpl_textf(t, "NUMBER", "%lld", (long long)o->number);
	tpl_textf(t, "ORDER_ID", "%lld", (long long)o->id);
	tpl_text(t, "ORDER_TOKEN", o->token);
	order_pill_show(
		t, "STATUS", order_pill_status(o->state, o->fulfilment), false);
	order_pill_show(t, "PAYMENT_STATE",
		order_pill_payment(o->payment_state), false);
	tpl_text(t, "CUSTOMER", o->name);
	text_if(t, "STREET", "STREET_TEXT", o->street);
	if (*o->city) {
		struct tpl *s = tpl_section(t, "CITY");
		tpl_text(s, "POSTAL", o->postal);
		tpl_text(s, "CITY_TEXT", o->city);
	}
	tpl_text(t, "COUNTRY", country_name(o->country));
	tpl_text(t, "EMAIL", o->email);
	phone_show(t, r, o->phone);
	text_if(t, "MESSAGE", "MESSAGE_TEXT", o->message);
	tpl_time(t, "PLACED", CLOCK_DATETIME, o->placed_ms);
	tpl_text(t, "DELIVERY",
		*o->delivery_label ? o->delivery_label
				   : order_delivery_words(o->delivery));
	tpl_text(t, "PAYMENT", pay_way_label(&r->cx, o->payment));
	if (o->promised_day) {
		struct tpl *s = tpl_section(t, "PROMISED");
		tpl_time(s, "PROMISED_DAY", CLOCK_DATE,
			clock_moment(o->promised_day, 720));
		tpl_show_if(s, "TOO_LATE",
			order_can(o, "ship") &&
				o->promised_day < clock_day(r->cx.now));
	}
	places_show(t, r, o);
	if (*o->reference)
		text_if(t, "REF", "REFERENCE",
			reference_format(r->cx.arena, o->reference));
	time_if(t, "PAID_ON", "PAID_AT", o->paid_ms);
	if (order_can(o, "pay") && order_can(o, "cancel"))
		time_if(t, "DUE", "DUE_AT", o->due_ms);
	int lang = tr_lang_index(o->locale);
	tpl_text(t, "LOCALE", lang < 0 ? o->locale : tr_langs[lang].name);
}

int order_page_send(struct req *r, const struct order *o,
	const struct form_errors *errors, int status)
{
	struct tpl *t = admin_tpl(r, "admin/order.tpl");
	facts_show(t, r, o);
	bool is_short = false;
	int rc = sums_show(t, r, o);
	if (rc == OK)
		rc = order_traces_show(t, r, o, errors);
	if (rc == OK)
		rc = actions_show(t, r, o, errors);
	if (rc == OK)
		rc = short_show(t, r, o, &is_short);
	if (rc == OK)
		rc = case_show(t, r, o);
	tpl_show_if(t, "MOVED_ON", status == 409 && !is_short);
	if (rc == OK)
		rc = admin_log(t, r, "order", o->id);
	if (rc < 0)
		return rc;
	struct admin_page page = {
		.title = arena_printf(
			r->cx.arena, tr("Order %lld"), (long long)o->number),
		.nav = "orders",
		.back = "/admin/orders",
		.back_text = tr("Orders"),
	};
	return admin_send(r, &page, t, status);
}

/* GET /admin/orders/:number */
int admin_order(struct req *r)
{
	struct order o;
	int rc = order_page_of(r, &o);
	return rc < 0 ? rc : order_page_send(r, &o, NULL, 200);
}

int order_page_moved(struct req *r, struct order *o, int rc, const char *done)
{
	if (rc == ERR_CONFLICT) {
		rc = order_get(&r->cx, o->id, o);
		return rc < 0 ? rc : order_page_send(r, o, NULL, 409);
	}
	if (rc < 0)
		return rc;
	flash_set(r, done);
	return resp_redirect(r, order_page_path(r, o));
}
