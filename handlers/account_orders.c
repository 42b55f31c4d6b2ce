/* An account's first page, and all its orders. */
#include "handlers/account.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/account_order.h"
#include "domain/address.h"
#include "domain/document.h"
#include "domain/pay_card.h"
#include "domain/shipment.h"
#include "handlers/handlers.h"
#include "handlers/order.h"
#include "handlers/papers.h"
#include "handlers/shop.h"
#include "lib/clock.h"
#include "lib/country.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { NEWEST = 4, PAGE_ROWS = 20, FILTERS_FROM = 6 };

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static const char *order_link(struct req *r, int64_t id)
{
	return req_link(r, arena_printf(r->cx.arena, "/order/%s",
				   order_token(&r->cx, id)));
}

/* ---- in a word ---- */

/* "Delivered 21 Sep": what happened last, as the order's page says it. */
static void pill_show(
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

/* ---- the first page ---- */

static void newest_show(struct req *r, struct tpl *t,
	const struct account_order *orders, size_t n, int64_t total)
{
	if (!n) {
		tpl_show(t, "NO_ORDERS");
		return;
	}
	struct tpl *list = tpl_section(t, "ORDERS");
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(list, "ORDER");
		tpl_int(s, "NUMBER", orders[i].number);
		tpl_text(s, "HREF", order_link(r, orders[i].id));
		tpl_time(s, "PLACED", CLOCK_DAY, orders[i].placed_ms);
		tpl_text(s, "WHAT", orders[i].what);
		pill_show(r, s, &orders[i]);
		tpl_money(s, "TOTAL", orders[i].total);
	}
	tpl_text(list, "ALL_PATH", req_link(r, "/account/orders"));
	tpl_text(list, "ALL",
		arena_printf(r->cx.arena,
			tr_n("To your one order", "All %ld orders",
				(long)total),
			(long)total));
}

static void where_put(struct tpl *t, const struct address *a)
{
	struct tpl *s = tpl_section(t, "SEND_TO");
	tpl_textf(s, "TEXT", "%s%s%s, %s, %s %s", a->name,
		*a->company ? ", " : "", a->company, a->street, a->postal,
		a->city);
	if (*a->phone)
		tpl_text(tpl_section(s, "SEND_PHONE"), "PHONE", a->phone);
}

/* The usual address, else where the newest order went. */
static int where_show(struct req *r, struct tpl *t, const struct account *who)
{
	struct address a;
	struct account_address last;
	int rc = address_usual(&r->cx, who->id, &a);
	if (rc == ERR_NOT_FOUND) {
		rc = account_last_address(&r->cx, who, &last);
		a = (struct address){.company = "", .phone = ""};
		if (rc == OK) {
			a.name = last.name;
			a.street = last.street;
			a.postal = last.postal;
			a.city = last.city;
		}
	}
	if (rc == OK)
		where_put(t, &a);
	else if (rc == ERR_NOT_FOUND)
		tpl_show(t, "SEND_NOWHERE");
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static const char *and_also(
	struct arena *a, const char *sum, const char *one, int64_t n)
{
	if (!n)
		return sum;
	return arena_printf(a, "%s%s%s", sum, *sum ? ", " : "", one);
}

/* How much there is, in a line; what it is stands on the page of its own. */
static int known_show(
	struct req *r, struct tpl *t, const struct account *who, int64_t orders)
{
	struct arena *a = r->cx.arena;
	struct address *list;
	struct card *cards;
	size_t n = 0, n_cards = 0;
	int rc = address_list(&r->cx, who->id, &list, &n);
	if (rc == OK)
		rc = card_list(&r->cx, who->id, &cards, &n_cards);
	if (rc < 0)
		return rc;
	const char *sum = arena_printf(
		a, tr_n("%ld order", "%ld orders", (long)orders), (long)orders);
	sum = and_also(a, sum,
		arena_printf(a, tr_n("%ld address", "%ld addresses", (long)n),
			(long)n),
		(int64_t)n);
	sum = and_also(a, sum,
		arena_printf(a,
			tr_n("%ld saved card", "%ld saved cards",
				(long)n_cards),
			(long)n_cards),
		(int64_t)n_cards);
	tpl_text(t, "KNOWN", sum);
	return OK;
}

static void greeting_show(struct req *r, struct tpl *t,
	const struct account *who, const struct customer_details *d,
	int64_t orders)
{
	struct arena *a = r->cx.arena;
	const char *first = arena_strndup(
		a, who->name, strcspn(who->name, " "));
	if (*first)
		tpl_text(tpl_section(t, "HELLO"), "FIRST_NAME", first);
	else
		tpl_show(t, "HELLO_ALL");
	tpl_time(t, "SINCE", CLOCK_MONTH, d->since_ms);
	if (orders)
		tpl_text(tpl_section(t, "COUNT"), "WORDS",
			arena_printf(a,
				tr_n("One order, yours to look at.",
					"%ld orders, all of them yours to "
					"look at.",
					(long)orders),
				(long)orders));
	tpl_text(t, "EMAIL", who->email);
	tpl_show_if(t, "UNPROVED", !who->verified);
}

/* GET /account */
int account_show(struct req *r)
{
	struct account who = {0};
	struct customer_details d = {0};
	struct account_order *orders = NULL;
	struct account_history newest = {.show = "", .limit = NEWEST};
	size_t n = 0;
	int64_t total = 0;
	int rc = account_get(&r->cx, r->visitor->customer, &who);
	if (rc == OK)
		rc = customer_details_get(&r->cx, who.id, &d);
	if (rc == OK)
		rc = account_history(
			&r->cx, &who, &newest, &orders, &n, &total);
	if (rc < 0)
		return rc;
	struct tpl *t = account_page(r, "shop/account.tpl", "/account");
	page_csrf(r, t);
	tpl_text(t, "P", r->lang_prefix);
	greeting_show(r, t, &who, &d, total);
	newest_show(r, t, orders, n, total);
	rc = where_show(r, t, &who);
	if (rc == OK)
		rc = known_show(r, t, &who, total);
	return rc < 0 ? rc : account_page_send(r, tr("Account"), t, 200);
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
	struct order_ways ways;
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
	const char *href = order_link(r, row->id);
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
	pill_show(r, s, row);
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
