/* An account's first page. */
#include "handlers/account.h"

#include <inttypes.h>
#include <string.h>

#include "domain/account_order.h"
#include "domain/address.h"
#include "domain/pay_card.h"
#include "handlers/handlers.h"
#include "handlers/interests.h"
#include "handlers/rails.h"
#include "handlers/shop.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { NEWEST = 4 };

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
		tpl_text(s, "HREF", account_order_link(r, orders[i].id));
		tpl_time(s, "PLACED", CLOCK_DAY, orders[i].placed_ms);
		tpl_text(s, "WHAT", orders[i].what);
		account_order_pill(r, s, &orders[i]);
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
	const char *sum = and_also(a, "",
		arena_printf(a, tr_n("%ld order", "%ld orders", (long)orders),
			(long)orders),
		orders);
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
	if (*sum)
		tpl_text(tpl_section(t, "SUM"), "KNOWN", sum);
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

/* "Buy again" below. */
static int send_with_rails(struct req *r, struct tpl *t)
{
	struct rails *rails;
	struct page p = {
		.title = tr("Account"), .description = "", .noindex = true};
	int rc = rails_new(r, &rails);
	if (rc == OK)
		rc = rails_begin(rails, &(struct rails_of){0});
	if (rc == OK)
		rc = rails_put(rails, RAIL_AGAIN, RAIL_NONE);
	p.after = rails_send;
	p.after_arg = rails;
	return rc == OK ? page_send(r, &p, t, 200) : rc;
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
	if (rc == OK)
		rc = interests_show(r, t, "ASK");
	return rc < 0 ? rc : send_with_rails(r, t);
}
