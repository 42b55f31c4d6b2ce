/* All orders of an account. */
#include "handlers/account.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/account_order.h"
#include "domain/shipment.h"
#include "handlers/handlers.h"
#include "handlers/order.h"
#include "handlers/papers.h"
#include "handlers/shop.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { PAGE_ROWS = 20, FILTERS_FROM = 6 };

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

const char *account_order_link(struct req *r, int64_t id)
{
	return req_link(r, arena_printf(r->cx.arena, "/order/%s",
				   order_token(&r->cx, id)));
}

/* ---- in a word ---- */

/* "Delivered 21 Sep": what happened last, as the order's page says it. */
void account_order_pill(
	struct req *r, struct tpl *t, const struct account_order *o)
{
	struct order_words w = order_status_words(
		o->state, o->payment_state, o->fulfilment);
	bool here = is(o->fulfilment, "delivered") ||
		    is(o->fulfilment, "collected");
	bool back = o->came_back && !is(o->state, "cancelled");
	const char *title = w.title;
	if (back)
		title = is(o->payment_state, "refunded")
				? tr("Returned")
				: tr("Returned in part");
	else if (here && o->delivered_ms && !is(o->payment_state, "refunded"))
		title = arena_printf(r->cx.arena, "%s %s", w.title,
			clock_format(r->cx.arena, r->cx.locale, CLOCK_DAY_SHORT,
				o->delivered_ms));
	tpl_text(t, "STATE", title);
	tpl_text(t, "PILL",
		back     ? "pill"
		: w.warm ? "pill warm"
		: here   ? "pill good"
			 : "pill");
}

/* ---- all of them ---- */

/* clang-format off */
static const struct {
	const char *code, *words;
} shows[] = {
	{"", N_("All")},
	{"open", N_("Under way")},
	{"done", N_("Done")},
	{"back", N_("Something came back")},
	{"cancelled", N_("Cancelled")},
};
/* clang-format on */
enum { SHOWS = sizeof(shows) / sizeof(shows[0]) };

struct asked {
	const char *show;
	int64_t year, page; /* page: from 1 */
};

static int64_t number_of(struct req *r, const char *name, int64_t most)
{
	const char *typed = req_query_param(r, name);
	char *end;
	long long n = typed ? strtoll(typed, &end, 10) : 0;
	return typed && *typed && !*end && n > 0 && n <= most ? n : 0;
}

static struct asked asked_read(struct req *r)
{
	struct asked a = {.show = "",
		.year = number_of(r, "year", 9999),
		.page = number_of(r, "page", 100000)};
	const char *show = req_query_param(r, "show");
	for (size_t i = 0; show && i < SHOWS; i++)
		if (is(shows[i].code, show))
			a.show = shows[i].code;
	if (!a.page)
		a.page = 1;
	return a;
}

static const char *page_link(struct req *r, const struct asked *a, int64_t page)
{
	return req_link(r, arena_printf(r->cx.arena,
				   "/account/orders?show=%s&year=%" PRId64
				   "&page=%" PRId64,
				   a->show, a->year, page));
}

static void pages_show(
	struct req *r, struct tpl *t, const struct asked *a, int64_t total)
{
	int64_t pages = (total + PAGE_ROWS - 1) / PAGE_ROWS;
	if (pages < 2)
		return;
	struct tpl *p = tpl_section(t, "PAGER");
	if (a->page > 1)
		tpl_text(tpl_section(p, "PREV"), "URL",
			page_link(r, a, a->page - 1));
	for (int64_t i = 1; i <= pages; i++) {
		if (i > 1 && i < pages && llabs(i - a->page) > 2)
			continue;
		struct tpl *s = tpl_section(p, "PAGE");
		tpl_text(s, "URL", page_link(r, a, i));
		tpl_int(s, "N", i);
		tpl_show_if(s, "ON", i == a->page);
	}
	if (a->page < pages)
		tpl_text(tpl_section(p, "NEXT"), "URL",
			page_link(r, a, a->page + 1));
}

static int filters_show(struct req *r, struct tpl *t, const struct account *who,
	const struct asked *a, int64_t total)
{
	int64_t *years;
	size_t n;
	bool chosen = *a->show || a->year;
	if (total < FILTERS_FROM && !chosen)
		return OK;
	int rc = account_order_years(&r->cx, who, &years, &n);
	if (rc < 0)
		return rc;
	struct tpl *f = tpl_section(t, "FILTERS");
	for (size_t i = 0; i < SHOWS; i++) {
		struct tpl *s = tpl_section(f, "SHOW");
		tpl_text(s, "CODE", shows[i].code);
		tpl_text(s, "WORDS", tr(shows[i].words));
		tpl_show_if(s, "ON", is(shows[i].code, a->show));
	}
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(f, "YEAR");
		tpl_textf(s, "N", "%" PRId64, years[i]);
		tpl_show_if(s, "ON", years[i] == a->year);
	}
	return OK;
}

/* Each parcel that a carrier can be asked for. */
static int parcels_show(struct req *r, struct tpl *t, int64_t order)
{
	struct shipment *list;
	size_t n;
	int rc = shipment_list(&r->cx, order, &list, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		const char *url = tracking_url(
			r->cx.arena, list[i].carrier, list[i].tracking);
		if (!url || is(list[i].state, "cancelled"))
			continue;
		struct tpl *s = tpl_section(t, "TRACK");
		tpl_text(s, "URL", url);
		tpl_text(s, "CODE", list[i].tracking);
	}
	return rc;
}

static int acts_show(
	struct req *r, struct tpl *t, const struct order *o, const char *href)
{
	struct order_ways ways = {0};
	size_t papers;
	int rc = order_ways_of(r, o, &ways);
	if (rc == OK)
		rc = parcels_show(r, t, o->id);
	if (rc == OK)
		rc = papers_show(r, t, o->id, &papers);
	if (rc < 0)
		return rc;
	if (ways.cancel)
		tpl_text(tpl_section(t, "CAN_CANCEL"), "URL", href);
	if (ways.give_back)
		tpl_text(tpl_section(t, "CAN_RETURN"), "URL", href);
	if (ways.withdraw)
		tpl_text(tpl_section(t, "CAN_WITHDRAW"), "KEY", o->token);
	if (o->delivered_ms && !is(o->state, "cancelled"))
		tpl_show(t, "CAN_REVIEW");
	return OK;
}

static int row_show(
	struct req *r, struct tpl *t, const struct account_order *row)
{
	struct order o;
	const char *href = account_order_link(r, row->id);
	int rc = order_get(&r->cx, row->id, &o);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "ORDER");
	tpl_int(s, "NUMBER", row->number);
	tpl_text(s, "HREF", href);
	tpl_time(s, "PLACED", CLOCK_DAY, row->placed_ms);
	tpl_text(s, "WHAT", row->what);
	tpl_money(s, "TOTAL", row->total);
	tpl_text(s, "SELF", href);
	tpl_text(s, "ORDER_TOKEN", o.token);
	account_order_pill(r, s, row);
	return acts_show(r, s, &o, href);
}

static int rows_show(struct req *r, struct tpl *t,
	const struct account_order *rows, size_t n, const struct asked *a)
{
	int rc = OK;
	if (!n) {
		tpl_show(t, *a->show || a->year || a->page > 1 ? "NONE_SUCH"
							       : "NO_ORDERS");
		return OK;
	}
	struct tpl *list = tpl_section(t, "ORDERS");
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = row_show(r, list, &rows[i]);
	return rc;
}

/* GET /account/orders */
int account_orders_show(struct req *r)
{
	struct account who = {0};
	struct account_order *rows = NULL;
	struct asked a = asked_read(r);
	struct account_history f = {.show = a.show,
		.year = a.year,
		.offset = (a.page - 1) * PAGE_ROWS,
		.limit = PAGE_ROWS};
	size_t n = 0;
	int64_t total = 0;
	int rc = account_get(&r->cx, r->visitor->customer, &who);
	if (rc == OK)
		rc = account_history(&r->cx, &who, &f, &rows, &n, &total);
	if (rc < 0)
		return rc;
	struct tpl *t = account_page(
		r, "shop/account_orders.tpl", "/account/orders");
	page_csrf(r, t);
	tpl_text(t, "P", r->lang_prefix);
	tpl_show_if(t, "UNPROVED", !who.verified);
	rc = filters_show(r, t, &who, &a, total);
	if (rc == OK)
		rc = rows_show(r, t, rows, n, &a);
	if (rc < 0)
		return rc;
	pages_show(r, t, &a, total);
	return account_page_send(r, tr("Orders"), t, 200);
}
