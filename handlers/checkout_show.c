/* The checkout's page: what was typed, the choices, what it costs. */
#include "handlers/checkout.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/setting.h"
#include "domain/subscriber.h"
#include "domain/text_page.h"
#include "handlers/basket.h"
#include "handlers/buyer_form.h"
#include "handlers/handlers.h"
#include "handlers/sums.h"
#include "lib/clock.h"
#include "lib/country.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* ---- the sums that the form carries ---- */

struct checkout_sums checkout_sums_of(const struct quote *q)
{
	return (struct checkout_sums){{
		[SUM_GOODS] = q->goods,
		[SUM_OFF] = q->discount,
		[SUM_DELIVERY] = q->delivery,
		[SUM_GIFT] = q->gift,
		[SUM_TOTAL] = q->total,
	}};
}

const char *checkout_sums_text(
	struct arena *a, const struct checkout_sums *sums)
{
	const char *out = "";
	for (size_t i = 0; i < SUMS; i++)
		out = arena_printf(a, "%s%s%" PRId64, out, i ? "." : "",
			sums->sum[i].minor);
	return out;
}

static const char *expect_name(struct req *r, const struct quote *q)
{
	return arena_printf(r->cx.arena, "expect_%" PRId64,
		q->offer ? q->offer->method : INT64_C(0));
}

bool checkout_sums_read(
	struct req *r, const struct checkout *c, struct checkout_sums *out)
{
	const char *at = req_form_param(r, expect_name(r, &c->quote));
	for (size_t i = 0; i < SUMS; i++)
		out->sum[i] = money(-1);
	for (size_t i = 0; at && i < SUMS; i++) {
		char *end;
		long long v = strtoll(at, &end, 10);
		if (end == at || v > MONEY_MAX || v < -MONEY_MAX ||
			*end != (i + 1 < SUMS ? '.' : '\0'))
			break;
		out->sum[i] = money(v);
		if (i + 1 == SUMS)
			return true;
		at = end + 1;
	}
	out->sum[SUM_TOTAL] = money(-1); /* nothing was shown: no order */
	return false;
}

static void expect_show(struct req *r, struct tpl *t, const struct quote *q)
{
	struct checkout_sums sums = checkout_sums_of(q);
	struct tpl *e = tpl_section(t, "EXPECT");
	tpl_text(e, "EXPECT_NAME", expect_name(r, q));
	tpl_text(e, "EXPECT_SUMS", checkout_sums_text(r->cx.arena, &sums));
}

/* ---- delivery ---- */

static int64_t noon_of(int64_t day)
{
	return clock_moment(day, 12 * 60);
}

static void promise_show(struct tpl *t, const struct delivery_offer *o)
{
	bool pickup = is(o->kind, "pickup");
	if (!o->from_day) {
		tpl_show(t, "LATER");
	} else if (pickup || o->from_day == o->to_day || !o->to_day) {
		tpl_time(tpl_section(t, pickup ? "READY" : "WITH_YOU"), "DAY",
			CLOCK_DATE_SHORT, noon_of(o->from_day));
	} else {
		struct tpl *s = tpl_section(t, "BETWEEN");
		tpl_time(s, "FROM", CLOCK_DATE_SHORT, noon_of(o->from_day));
		tpl_time(s, "TO", CLOCK_DATE_SHORT, noon_of(o->to_day));
	}
}

static void offer_show(struct tpl *t, const struct delivery_offer *o,
	const struct quote *q, bool on)
{
	struct tpl *s = tpl_section(t, "OFFER");
	tpl_int(s, "METHOD", o->method);
	tpl_text(s, "KIND", o->kind);
	tpl_show_if(s, "ON", on);
	tpl_text(s, "LABEL", o->label);
	if (*o->help)
		tpl_text(tpl_section(s, "HELP"), "TEXT", o->help);
	promise_show(s, o);
	if (q->due.minor != q->total.minor || q->delivery.minor)
		tpl_money(tpl_section(s, "IN_ALL"), "SUM", q->due);
	if (q->to_free.minor > 0 && q->delivery.minor > 0)
		tpl_money(tpl_section(s, "FREE_FROM"), "LIMIT", q->free_limit);
	basket_cost(s, "COST", q->delivery);
}

/* Each way with what the whole then costs. */
static int offers_show(struct req *r, struct tpl *t, const struct checkout *c)
{
	const struct quote *q = &c->quote;
	tpl_show(t, q->n_offers || q->undelivered ? "DRIVER" : "NO_DRIVER");
	if (q->n_offers == 0) {
		expect_show(r, t, q);
		tpl_show(t, q->undelivered ? "NOWHERE" : "NO_PARCEL");
		return OK;
	}
	struct tpl *list = tpl_section(t, "OFFERS");
	for (size_t i = 0; i < q->n_offers; i++) {
		const struct delivery_offer *o = &q->offers[i];
		bool on = q->offer && o->method == q->offer->method;
		struct quote other = *q;
		struct quote_ask ask = {.cart = &c->cart,
			.buyer = c->buyer,
			.method = o->method,
			.kind = ""};
		int rc = on ? OK : quote_make(&r->cx, &ask, &other);
		if (rc < 0)
			return rc;
		offer_show(list, o, &other, on && !c->way_lost);
		expect_show(r, t, &other);
	}
	choice_error_show(list, &c->errors, "delivery", "DELIVERY_ERR");
	return OK;
}

static void stores_show(struct req *r, struct tpl *t, const struct checkout *c)
{
	if (!is(c->kind, "pickup") || !c->n_stores)
		return;
	struct tpl *list = tpl_section(t, "STORES");
	int64_t chosen = strtoll(c->f.location, NULL, 10);
	for (size_t i = 0; i < c->n_stores; i++) {
		const struct delivery_store *st = &c->stores[i];
		struct tpl *s = tpl_section(list, "STORE");
		tpl_int(s, "ID", st->location);
		tpl_text(s, "NAME", st->name);
		if (*st->street)
			tpl_textf(tpl_section(s, "WHERE"), "TEXT", "%s, %s %s",
				st->street, st->postal, st->city);
		if (*st->hours)
			tpl_text(tpl_section(s, "HOURS"), "TEXT", st->hours);
		if (!st->has_all) {
			tpl_show(s, "LACKS");
			tpl_text(
				tpl_section(s, "MISSING"), "TEXT", st->missing);
		}
		tpl_show_if(s, "ON", st->has_all && st->location == chosen);
	}
	if (r->visitor->customer && c->n_stores > 1)
		tpl_show(list, "KEEP_STORE");
	choice_error_show(list, &c->errors, "location", "LOCATION_ERR");
}

static void points_show(struct req *r, struct tpl *t, const struct checkout *c)
{
	if (!is(c->kind, "point"))
		return;
	struct tpl *list = tpl_section(t, "POINTS");
	for (size_t i = 0; i < c->n_points; i++) {
		const struct delivery_point *p = &c->points[i];
		struct tpl *s = tpl_section(list, "POINT");
		const char *key = arena_printf(
			r->cx.arena, "%s/%s", p->carrier, p->code);
		tpl_text(s, "KEY", key);
		tpl_int(s, "N", (int64_t)i);
		tpl_text(s, "NAME", p->name);
		tpl_textf(
			s, "WHERE", "%s, %s %s", p->street, p->postal, p->city);
		if (*p->hours)
			tpl_text(tpl_section(s, "HOURS"), "TEXT", p->hours);
		tpl_show_if(s, "ON", is(key, c->f.point));
	}
	if (!c->n_points)
		tpl_show(list, *c->buyer.postal ? "NONE_NEAR" : "GIVE_POSTAL");
	choice_error_show(list, &c->errors, "point", "POINT_ERR");
}

static void countries_show(
	struct req *r, struct tpl *t, const struct checkout *c)
{
	struct tpl *s = tpl_section(t, "COUNTRIES");
	const char *home = setting_get(&r->cx, "shop.country");
	bool listed = false;
	for (size_t i = 0; c->countries[i]; i++)
		listed = listed || is(c->countries[i], home);
	if (!listed) /* preselected, but nothing is sent there */
		country_option_show(s, home, c->f.country);
	for (const char *const *l = countries_by_name(&r->cx, c->countries); *l;
		l++)
		country_option_show(s, *l, c->f.country);
	choice_error_show(s, &c->errors, "country", "COUNTRY_ERR");
}

static void billing_show(struct req *r, struct tpl *t, const struct checkout *c)
{
	if (!c->f.billing)
		return;
	struct tpl *s = tpl_section(t, "BILLING_FIELDS");
	for (const char *const *l = countries_by_name(&r->cx, country_codes());
		*l; l++)
		country_option_show(s, *l, c->f.bill_country);
	choice_error_show(s, &c->errors, "bill_country", "BILL_COUNTRY_ERR");
}

/* ---- payment and the end ---- */

static void ways_show(struct req *r, struct tpl *t, const struct checkout *c)
{
	struct tpl *list = tpl_section(t, c->n_ways ? "WAYS" : "NO_WAYS");
	for (size_t i = 0; i < c->n_ways; i++) {
		const struct pay_way *w = &c->ways[i];
		struct tpl *s = tpl_section(list, "WAY");
		tpl_text(s, "CODE", w->code);
		tpl_text(s, "LABEL", w->label);
		if (*w->help)
			tpl_text(tpl_section(s, "HELP"), "TEXT", w->help);
		tpl_show_if(s, "ON", c->way ? w == c->way && !c->card : i == 0);
	}
	if (!c->n_ways)
		return;
	checkout_cards_show(r, list, c);
	if (c->keeps_cards) {
		struct tpl *k = tpl_section(t, "KEEP_CARD");
		tpl_show_if(k, "KEEP_ON", c->f.keep_card != 0);
		tpl_text(k, "WITH", pay_way_label(&r->cx, "paytrail"));
	}
	choice_error_show(list, &c->errors, "payment", "PAYMENT_ERR");
}

static void terms_show(struct req *r, struct tpl *t)
{
	static const char *const roles[] = {"terms", "privacy"};
	static const char *const sections[] = {"TERMS_PAGE", "PRIVACY_PAGE"};
	for (size_t i = 0; i < 2; i++) {
		struct text_page p;
		if (text_page_by_role(&r->cx, roles[i], &p) < 0 || !p.path)
			continue;
		struct tpl *s = tpl_section(t, sections[i]);
		tpl_text(s, "URL", req_link(r, p.path));
		tpl_text(s, "NAME", p.title);
	}
}

static void due_show(struct tpl *t, const struct checkout *c)
{
	tpl_money(t, "DUE", c->quote.due);
	tpl_show_if(t, "PAYS", c->cart.n > 0);
	tpl_show_if(t, "REVERSE", is(c->quote.tax_rule.reason, "reverse"));
	tpl_show_if(t, "EXPORT", is(c->quote.tax_rule.reason, "export"));
}

static void fields_show(struct req *r, struct tpl *t, const struct checkout *c)
{
	form_show_values(t, &r->cx, checkout_fields, &c->f);
	if (c->errors.n)
		form_show_errors(t, r, checkout_fields, &c->errors);
	tpl_show_if(t, "COMPANY_OPEN",
		*c->f.company || *c->f.business_id || *c->f.vat_id ||
			*c->f.buyer_ref);
	tpl_show_if(t, "NO_STREET", !checkout_needs_street(c));
	tpl_show_if(t, "NO_POSTAL", !checkout_needs_postal(c));
	tpl_text(t, "POSTAL_KEYS",
		postal_is_digits(c->f.country) ? "numeric" : "text");
}

/* Who is known to get them is not asked again. */
static void letters_offer(struct req *r, struct tpl *t)
{
	struct subscriber s;
	int64_t customer = r->visitor->customer;
	bool has = customer && subscriber_of(&r->cx, customer, &s) == OK &&
		   is(s.state, "active");
	tpl_show_if(t, "OFFER_LETTERS", !has);
}

int checkout_page(struct req *r, struct checkout *c,
	const struct checkout_news *news, int status)
{
	struct tpl *t = tpl_new(&r->cx, "shop/checkout.tpl");
	tpl_text(t, "P", r->lang_prefix);
	page_csrf(r, t);
	tpl_text(t, "ONCE", c->once);
	tpl_text(t, "MADE", checkout_made(r));
	tpl_text(t, "CONFIRM", checkout_confirm(r, c->once));
	tpl_show_if(t, "GUEST", !r->visitor->customer);
	fields_show(r, t, c);
	letters_offer(r, t);
	checkout_news_show(r, t, c, news);
	int rc = offers_show(r, t, c);
	if (rc < 0)
		return rc;
	stores_show(r, t, c);
	points_show(r, t, c);
	countries_show(r, t, c);
	billing_show(r, t, c);
	ways_show(r, t, c);
	checkout_known_show(r, t, c);
	terms_show(r, t);
	due_show(t, c);
	basket_show(r, t, "BASKET", &c->cart, &c->quote);
	rc = codes_show(r, t, "CODES",
		&(struct codes){.cart = c->cart.id,
			.quote = &c->quote,
			.typed = c->code_problem ? req_form_param(r, "code")
						 : NULL,
			.problem = c->code_problem});
	if (rc < 0)
		return rc;
	if (req_form_param(r, "part")) { /* the script takes what it needs */
		rc = tpl_render(t, r->out);
		return rc < 0 ? rc : resp_html(r, status);
	}
	struct page p = {
		.title = tr("Delivery and payment"),
		.description = "",
		.script = {"js/checkout.js"},
		.noindex = true,
		.plain = true,
	};
	return page_send(r, &p, t, status);
}
