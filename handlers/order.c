/* An order's own page, by its secret token: what happens next, how to pay. */
#include "handlers/order.h"

#include <string.h>

#include "domain/media.h"
#include "domain/refund.h"
#include "domain/setting.h"
#include "domain/withdrawal.h"
#include "handlers/account.h"
#include "handlers/card.h"
#include "handlers/handlers.h"
#include "handlers/pay.h"
#include "handlers/papers.h"
#include "handlers/rails.h"
#include "handlers/said.h"
#include "handlers/shop.h"
#include "handlers/subject.h"
#include "lib/clock.h"
#include "lib/code.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static bool is(const char *state, const char *what)
{
	return strcmp(state, what) == 0;
}

static int order_asked(struct req *r, struct order *o)
{
	return order_by_token(&r->cx, req_path_param(r, "token"), o);
}

const char *order_path(struct req *r, const struct order *o, const char *tail)
{
	return arena_printf(r->cx.arena, "/order/%s%s", o->token, tail);
}

void order_parts_show(struct tpl *line, const struct order_line *l, bool sku)
{
	int64_t now = order_line_now(l);
	for (size_t i = 0; now > 0 && i < l->n_parts; i++) {
		const struct order_part *p = &l->parts[i];
		struct tpl *t = tpl_section(line, "PART");
		tpl_int(t, "PART_QTY", p->qty / l->qty * now);
		tpl_text(t, "PART_NAME", p->name);
		if (*p->options)
			tpl_text(tpl_section(t, "PART_OPTIONS"), "PART_TEXT",
				p->options);
		if (sku)
			tpl_text(t, "PART_SKU", p->sku);
	}
}

static void show_code(
	struct tpl *t, const char *section, const struct code *code)
{
	struct tpl *s = tpl_section(t, section);
	tpl_text(s, "PATH", code->path);
	tpl_int(s, "WIDTH", code->width);
	tpl_int(s, "HEIGHT", code->height);
}

/* "4211 2345 ...": as people type it into their bank. */
static const char *in_fours(struct arena *a, const char *digits)
{
	size_t n = strlen(digits), k = 0;
	char *out = arena_alloc(a, n * 2 + 1);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && i % 4 == 0)
			out[k++] = ' ';
		out[k++] = digits[i];
	}
	return out;
}

static void show_codes(
	struct req *r, struct tpl *t, const struct order *o, struct money owed)
{
	struct arena *a = r->cx.arena;
	const char *iban = setting_get(&r->cx, "shop.iban");
	const char *company = setting_get(&r->cx, "shop.company");
	struct code code;
	const char *qr = bank_qr(a, iban, setting_get(&r->cx, "shop.bic"),
		*company ? company : setting_get(&r->cx, "shop.name"), owed,
		o->reference);
	if (qr && is(o->currency, "EUR") && code_qr(a, qr, &code) == OK)
		show_code(t, "QR", &code);
	const char *bars = bank_barcode(
		a, iban, owed, o->reference, clock_day(o->due_ms));
	if (bars && is(o->currency, "EUR") && code_bars(a, bars, &code) == OK) {
		show_code(t, "BARS", &code);
		tpl_text(t, "DIGITS", in_fours(a, bars));
		tpl_text(t, "DIGITS_PLAIN", bars);
	}
}

static void show_transfer(
	struct req *r, struct tpl *t, const struct order *o, struct money owed)
{
	struct arena *a = r->cx.arena;
	const char *iban = setting_get(&r->cx, "shop.iban");
	const char *bic = setting_get(&r->cx, "shop.bic");
	const char *company = setting_get(&r->cx, "shop.company");
	struct tpl *pay = tpl_section(t, "TRANSFER");
	if (!iban_ok(iban)) { /* the owner has not entered the account yet */
		tpl_show(pay, "NO_ACCOUNT");
		return;
	}
	struct tpl *s = tpl_section(pay, "ACCOUNT");
	tpl_money(s, "AMOUNT", owed);
	tpl_text(s, "REFERENCE", reference_format(a, o->reference));
	tpl_text(s, "RF", iban_format(a, reference_rf(a, o->reference)));
	tpl_text(s, "IBAN", iban_format(a, iban));
	if (*bic)
		tpl_text(tpl_section(s, "HAS_BIC"), "BIC", bic);
	tpl_text(s, "PAYEE",
		*company ? company : setting_get(&r->cx, "shop.name"));
	tpl_time(s, "DUE", CLOCK_DATE, o->due_ms);
	show_codes(r, s, o, owed);
}

/* How to pay what is still owed: by bank also after the goods have come, or
 * when the order has become dearer. */
static void show_payment(struct req *r, struct tpl *t, const struct order *o)
{
	struct money owed;
	bool bank = is(o->payment, "transfer") || is(o->payment, "invoice");
	if (bank && order_can(o, "pay") && !is(o->state, "cancelled") &&
		refund_balance(&r->cx, o->id, &owed) == OK && owed.minor > 0)
		show_transfer(r, t, o, owed);
	pay_show(r, t, o);
}

/* What the buyer may still change. */
static int show_ways_out(struct req *r, struct tpl *t, const struct order *o)
{
	struct withdrawal w;
	struct order_ways ways = {0};
	bool withdrawn = withdrawal_of_order(&r->cx, o->id, &w) == OK;
	int rc = order_ways_of(r, o, &ways);
	if (rc < 0 || (is(o->state, "cancelled") && !withdrawn))
		return rc;
	struct tpl *s = tpl_section(t, "MIND");
	tpl_show_if(s, "CAN_CANCEL", ways.cancel);
	tpl_show_if(s, "CAN_WITHDRAW", ways.withdraw);
	if (withdrawn)
		tpl_time(tpl_section(s, "WITHDRAWN"), "AT", CLOCK_DATETIME,
			w.at_ms);
	return OK;
}

static const char *first_name(struct arena *a, const char *name)
{
	return arena_strndup(a, name, strcspn(name, " "));
}

/* What goes with it; not for who objects to the use of their orders. */
static int rails_below(struct req *r, const struct order *o, struct page *p)
{
	const struct subject *who = &req_profile(r)->who;
	struct rails_of of = {0};
	struct rails *rails = NULL;
	int64_t *products = NULL;
	if (is(o->state, "cancelled") ||
		(who->key &&
			(!who->personal || (who->customer && !who->history))))
		return OK;
	int rc = rail_ordered(&r->cx, o->id, &products, &of.n_ordered);
	of.ordered = products;
	if (rc == OK)
		rc = rails_new(r, &rails);
	if (rc == OK)
		rc = rails_begin(rails, &of);
	if (rc == OK && of.n_ordered)
		rc = rails_put(rails, RAIL_NEXT, RAIL_NONE);
	if (rc < 0)
		return rc;
	p->after = rails_send;
	p->after_arg = rails;
	return OK;
}

int order_page(struct req *r, const struct order *o, int status)
{
	struct tpl *t = tpl_new(&r->cx, "shop/order.tpl");
	tpl_text(t, "P", r->lang_prefix);
	page_csrf(r, t);
	tpl_text(t, "SELF", req_link(r, order_path(r, o, "")));
	tpl_text(t, "ORDER_TOKEN", o->token);
	tpl_int(t, "NUMBER", o->number);
	if (!is(o->state, "cancelled"))
		tpl_text(tpl_section(t, "THANKS"), "FIRST_NAME",
			first_name(r->cx.arena, o->name));
	tpl_text(t, "EMAIL", o->email);
	tpl_time(t, "PLACED", CLOCK_DATETIME, o->placed_ms);
	order_status_show(r, t, o);
	order_steps_show(r, t, o);
	show_payment(r, t, o);
	size_t papers;
	int rc = order_lines_show(r, t, o);
	if (rc == OK)
		rc = order_money_show(r, t, o);
	if (rc == OK)
		rc = order_delivery_show(r, t, o);
	if (rc == OK)
		rc = show_ways_out(r, t, o);
	if (rc == OK)
		rc = order_cases_show(r, t, o);
	if (rc == OK)
		rc = order_reviews_show(r, t, o);
	if (rc == OK)
		rc = papers_show(r, t, o->id, &papers);
	if (rc < 0)
		return rc;
	account_offer_show(r, t, "ACCOUNT_OFFER", o);
	const char *phone = setting_get(&r->cx, "shop.phone");
	const char *email = setting_get(&r->cx, "shop.email");
	if (*phone) {
		struct tpl *s = tpl_section(t, "SHOP_PHONE");
		tpl_text(s, "PHONE", phone);
		tpl_text(s, "TEL", phone_dial(r->cx.arena, phone));
	}
	if (*email)
		tpl_text(tpl_section(t, "SHOP_EMAIL"), "ADDRESS", email);
	struct page p = {
		.title = arena_printf(
			r->cx.arena, tr("Order %lld"), (long long)o->number),
		.description = "",
		.script = {"js/order.js"},
		.noindex = true,
	};
	rc = rails_below(r, o, &p);
	return rc < 0 ? rc : page_send(r, &p, t, status);
}

/* GET /order/:token */
int order_show(struct req *r)
{
	struct order o;
	int rc = order_asked(r, &o);
	return rc == OK ? order_page(r, &o, 200) : rc;
}

/* GET /order/:token/cancel */
int order_cancel_ask(struct req *r)
{
	struct order o;
	int rc = order_asked(r, &o);
	if (rc < 0)
		return rc;
	if (!order_buyer_can_cancel(&o))
		return resp_redirect(r, order_path(r, &o, ""));
	struct tpl *t = tpl_new(&r->cx, "shop/order_cancel.tpl");
	page_csrf(r, t);
	tpl_text(t, "SELF", req_link(r, order_path(r, &o, "")));
	tpl_int(t, "NUMBER", o.number);
	if (o.paid.minor > 0)
		tpl_money(tpl_section(t, "PAID"), "SUM", o.paid);
	tpl_show_if(t, "UNPAID", o.paid.minor <= 0);
	struct page p = {
		.title = arena_printf(r->cx.arena, tr("Cancel order %lld"),
			(long long)o.number),
		.description = "",
		.noindex = true,
	};
	return page_send(r, &p, t, 200);
}

/* POST /order/:token/cancel: while nothing of it is packed. */
int order_cancel_do(struct req *r)
{
	struct order o;
	int rc = order_asked(r, &o);
	if (rc == OK)
		rc = order_buyer_cancel(&r->cx, o.id, ORDER_BY_BUYER);
	if (rc == ERR_CONFLICT) /* packed or cancelled meanwhile */
		rc = OK;
	return rc == OK ? resp_redirect(r, order_path(r, &o, "")) : rc;
}
