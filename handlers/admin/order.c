/* One order: what it holds, what has happened, what can be done with it. */
#include "handlers/admin/admin.h"

#include <string.h>

#include "domain/order.h"
#include "domain/stock.h"
#include "domain/withdrawal.h"
#include "handlers/admin/order_page.h"
#include "handlers/admin/order_words.h"
#include "handlers/order.h"
#include "domain/delivery.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/text.h"
#include "lib/tr.h"

struct ship_form {
	const char *carrier, *tracking;
};

static const struct field ship_fields[] = {
	FIELD_TEXT(ship_form, carrier, N_("Carrier"), .max = 60),
	FIELD_TEXT(ship_form, tracking, N_("Tracking number"), .max = 100),
	FIELD_END,
};

struct cancel_form {
	const char *reason;
};

static const struct field cancel_fields[] = {
	FIELD_LINES(cancel_form, reason, N_("Reason"), .max = 500),
	FIELD_END,
};

int order_page_of(struct req *r, struct order *o)
{
	int64_t number = admin_path_int(r, "number");
	if (number < 0)
		return ERR_NOT_FOUND;
	return order_by_number(&r->cx, number, o);
}

static const char *order_page_path(struct req *r, const struct order *o)
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

static void sums_show(struct tpl *t, const struct order *o)
{
	for (size_t i = 0; i < o->n_lines; i++) {
		const struct order_line *l = &o->lines[i];
		struct tpl *s = tpl_section(t, "LINE");
		tpl_text(s, "NAME", l->name);
		tpl_text(s, "SKU", l->sku);
		text_if(s, "OPTIONS", "OPTIONS_TEXT", l->options);
		order_parts_show(s, l, true);
		tpl_int(s, "QTY", l->qty);
		tpl_money(s, "UNIT", l->unit);
		tpl_money(s, "LINE_SUM", l->sum);
		rate_show(s, l->rate_bp);
	}
	tpl_money(t, "GOODS", o->goods);
	tpl_money(t, "DELIVERY_COST", o->delivery_cost);
	tpl_money(t, "TOTAL", o->total);
	tpl_money(t, "PAID", o->paid);
	for (size_t i = 0; i < o->n_taxes; i++) {
		struct tpl *s = tpl_section(t, "TAX");
		rate_show(s, o->taxes[i].rate_bp);
		tpl_money(s, "VAT", o->taxes[i].vat);
	}
	bool cancelled = strcmp(o->state, "cancelled") == 0;
	int64_t due = (cancelled ? 0 : o->total.minor) - o->paid.minor;
	if (due > 0 && order_can(o, "pay")) {
		struct tpl *s = tpl_section(t, "OPEN");
		tpl_money(s, "OPEN_SUM", money(due));
	} else if (due < 0) {
		tpl_money(tpl_section(t, "OWED"), "OWED_SUM", money(-due));
	}
}

static void traces_show(struct tpl *t, const struct order *o)
{
	struct tpl *list = o->n_shipments ? tpl_section(t, "SHIPMENTS") : NULL;
	for (size_t i = 0; i < o->n_shipments; i++) {
		const struct order_shipment *h = &o->shipments[i];
		struct tpl *s = tpl_section(list, "SHIPMENT");
		text_if(s, "CARRIER", "CARRIER_NAME", h->carrier);
		text_if(s, "TRACKING", "TRACKING_CODE", h->tracking);
		order_pill_show(s, "SHIPMENT_STATE",
			order_pill_status("confirmed", h->state), false);
		time_if(s, "SENT", "SENT_AT", h->shipped_ms);
	}
	for (size_t i = 0; i < o->n_events; i++) {
		const struct order_event *e = &o->events[i];
		struct tpl *s = tpl_section(t, "EVENT");
		tpl_text(s, "KIND", order_event_words(e->kind));
		text_if(s, "NOTE", "NOTE_TEXT", order_note_words(e->note));
		tpl_time(s, "AT", CLOCK_DATETIME, e->at_ms);
		tpl_show_if(s, "BY_STAFF", e->staff != 0);
	}
}

static void actions_show(struct tpl *t, struct req *r, const struct order *o,
	const struct form_errors *errors)
{
	bool pay = order_can(o, "pay"), ship = order_can(o, "ship"),
	     ready = order_can(o, "ready"), deliver = order_can(o, "deliver"),
	     cancel = order_can(o, "cancel");
	if (!pay && !ship && !ready && !deliver && !cancel &&
		!order_can(o, "refund"))
		return;
	struct tpl *d = tpl_section(t, "DO");
	if (pay) {
		struct tpl *s = tpl_section(d, "PAY");
		tpl_show(s, cancel ? "DUE_STILL" : "LATE");
		tpl_money(s, "SUM", o->total);
		tpl_text(s, "REFERENCE",
			reference_format(r->cx.arena, o->reference));
	}
	if (ship) {
		struct tpl *s = tpl_section(d, "SHIP");
		struct ship_form empty = {"", ""};
		if (errors && req_form_param(r, "carrier"))
			form_show(s, r, ship_fields, errors);
		else
			form_show_values(s, &r->cx, ship_fields, &empty);
	}
	tpl_show_if(d, "READY", ready);
	if (deliver) {
		struct tpl *s = tpl_section(d, "DELIVERED");
		bool pickup = strcmp(o->delivery, "pickup") == 0;
		tpl_show(s, pickup ? "IS_PICKUP" : "IS_HOME");
		tpl_show_if(s, "SECOND", ready || ship);
	}
	order_refund_show(d, o);
	tpl_show_if(d, "CANCEL", cancel);
}

static int case_show(struct tpl *t, struct req *r, const struct order *o)
{
	struct withdrawal w;
	int rc = withdrawal_of_order(&r->cx, o->id, &w);
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "CASE");
	tpl_int(s, "CASE_ID", w.id);
	tpl_text(s, "CASE_NAME", w.name);
	tpl_time(s, "CASE_AT", CLOCK_DATETIME, w.at_ms);
	tpl_text(s, "CASE_STATEMENT", w.statement);
	if (w.refund_due_ms) {
		struct tpl *d = tpl_section(s, "CASE_DUE");
		tpl_time(d, "CASE_DUE_AT", CLOCK_DATE, w.refund_due_ms);
	}
	return OK;
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
	tpl_text(t, "DELIVERY", order_delivery_words(o->delivery));
	tpl_text(t, "PAYMENT", order_payment_words(o->payment));
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
	sums_show(t, o);
	traces_show(t, o);
	actions_show(t, r, o, errors);
	bool is_short;
	int rc = short_show(t, r, o, &is_short);
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

/* POST /admin/orders/:number/paid */
int admin_order_paid(struct req *r)
{
	struct order o;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	return order_page_moved(r, &o, order_mark_paid(&r->cx, o.id),
		tr("Marked as paid. The customer has been told."));
}

/* POST /admin/orders/:number/ship */
int admin_order_ship(struct req *r)
{
	struct order o;
	struct ship_form f;
	struct form_errors errors;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	if (form_read(r, ship_fields, &f, &errors) < 0)
		return order_page_send(r, &o, &errors, 422);
	return order_page_moved(r, &o,
		order_ship(&r->cx, o.id, f.carrier, f.tracking),
		tr("Marked as shipped. The customer has been told."));
}

/* POST /admin/orders/:number/ready */
int admin_order_ready(struct req *r)
{
	struct order o;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	return order_page_moved(r, &o, order_ready(&r->cx, o.id),
		tr("Ready for pickup. The customer has been told."));
}

static const char *digits_of(struct arena *a, const char *s)
{
	char *out = arena_alloc(a, strlen(s) + 1);
	size_t n = 0;
	for (; *s; s++)
		if (*s >= '0' && *s <= '9')
			out[n++] = *s;
	out[n] = '\0';
	return out;
}

/* The code that was shown, as typed with or without its space.  Left empty: the
 * seller knows the customer otherwise. */
static bool code_fits(struct req *r, const struct order *o)
{
	struct arena *a = r->cx.arena;
	const char *typed = req_form_param(r, "code");
	typed = typed ? text_trim(a, typed) : "";
	return !*typed ||
	       crypt_equal(digits_of(a, typed),
		       digits_of(a, delivery_pickup_code(&r->cx, o->id)));
}

/* POST /admin/orders/:number/delivered */
int admin_order_delivered(struct req *r)
{
	struct order o;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	bool pickup = strcmp(o.delivery, "pickup") == 0;
	if (pickup && !code_fits(r, &o)) {
		flash_set(r, tr("That is not this order’s code: nothing was "
				"handed over."));
		return resp_redirect(
			r, arena_printf(r->cx.arena, "/admin/orders/%lld",
				   (long long)o.number));
	}
	return order_page_moved(r, &o, order_delivered(&r->cx, o.id),
		pickup ? tr("Marked as collected.")
		       : tr("Marked as delivered."));
}

static int cancel_page(struct req *r, const struct order *o,
	const struct form_errors *errors, int status)
{
	struct tpl *t = admin_tpl(r, "admin/cancel.tpl");
	struct cancel_form empty = {""};
	tpl_textf(t, "NUMBER", "%lld", (long long)o->number);
	tpl_text(t, "CUSTOMER", o->name);
	tpl_money(t, "TOTAL", o->total);
	tpl_show(t, o->paid.minor > 0 ? "WAS_PAID" : "NOT_PAID");
	tpl_money(t, "PAID", o->paid);
	if (errors)
		form_show(t, r, cancel_fields, errors);
	else
		form_show_values(t, &r->cx, cancel_fields, &empty);
	struct admin_page page = {
		.title = tr("Cancel the order"),
		.nav = "orders",
		.back = order_page_path(r, o),
		.back_text = arena_printf(
			r->cx.arena, tr("Order %lld"), (long long)o->number),
	};
	return admin_send(r, &page, t, status);
}

/* GET /admin/orders/:number/cancel */
int admin_order_cancel_ask(struct req *r)
{
	struct order o;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	if (!order_can(&o, "cancel"))
		return resp_redirect(r, order_page_path(r, &o));
	return cancel_page(r, &o, NULL, 200);
}

/* POST /admin/orders/:number/cancel */
int admin_order_cancel(struct req *r)
{
	struct order o;
	struct cancel_form f;
	struct form_errors errors;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	if (form_read(r, cancel_fields, &f, &errors) < 0)
		return cancel_page(r, &o, &errors, 422);
	return order_page_moved(r, &o, order_cancel(&r->cx, o.id, f.reason),
		tr("Cancelled. The goods are for sale again and the customer "
		   "has been told."));
}
