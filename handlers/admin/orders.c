/* The list of orders: filters, search, several at once. */
#include "handlers/admin/admin.h"

#include <stdlib.h>
#include <string.h>

#include "domain/order.h"
#include "handlers/admin/chips.h"
#include "handlers/admin/order_words.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { BULK_MAX = 100 };

static const struct admin_chip chips[] = {
	{"", N_("All")},
	{"topack", N_("To pack")},
	{"late", N_("Late")},
	{"part", N_("Partly shipped")},
	{"unpaid", N_("Waiting for money")},
	{"overdue", N_("Invoices overdue")},
	{"ready", N_("Ready for pickup")},
	{"shipped", N_("Shipped")},
	{"withdrawn", N_("Returns")},
	{"payback", N_("To be paid back")},
	{"cancelled", N_("Cancelled")},
	{NULL, NULL},
};

static int count(struct req *r, const char *show, int64_t *n)
{
	struct order_filter f = {.show = show, .find = "", .limit = 1};
	struct order_row *rows;
	size_t got;
	return order_list(&r->cx, &f, &rows, &got, n);
}

static void row_show(struct tpl *list, const struct order_row *o)
{
	struct tpl *t = tpl_section(list, "ROW");
	tpl_textf(t, "NUMBER", "%lld", (long long)o->number);
	tpl_time(t, "PLACED", CLOCK_NUMERIC, o->placed_ms);
	tpl_text(t, "CUSTOMER", *o->name ? o->name : o->email);
	tpl_text(t, "CITY", o->city);
	tpl_text(t, "WHAT", o->what);
	tpl_text(t, "DELIVERY", order_delivery_words(o->delivery));
	tpl_money(t, "SUM", o->total);
	struct order_pill status = order_pill_status(o->state, o->fulfilment);
	order_pill_show(t, "NARROW_STATUS", status, true);
	order_pill_show(t, "STATUS", status, false);
	order_pill_show(
		t, "PAYMENT", order_pill_payment(o->payment_state), false);
	tpl_show_if(t, "WITHDRAWN", o->withdrawn);
}

/* GET /admin/orders */
int admin_orders(struct req *r)
{
	const char *typed = req_query_param(r, "q");
	struct order_filter f = {
		.show = admin_chip(r, chips),
		.find = typed ? text_trim(r->cx.arena, typed) : "",
		.offset = admin_offset(r),
		.limit = ADMIN_PAGE,
	};
	struct order_row *rows;
	struct admin_slice slice = {.offset = f.offset};
	int rc = order_list(&r->cx, &f, &rows, &slice.n, &slice.total);
	if (rc < 0)
		return rc;

	struct tpl *t = admin_tpl(r, "admin/orders.tpl");
	rc = admin_chips_show(t, r, "/admin/orders", chips, f.show, count);
	if (rc < 0)
		return rc;
	tpl_text(t, "FIND", f.find);
	if (slice.n) {
		struct tpl *list = tpl_section(t, "LIST");
		for (size_t i = 0; i < slice.n; i++)
			row_show(list, &rows[i]);
		const char *base = arena_printf(r->cx.arena,
			"/admin/orders?show=%s&q=%s", f.show,
			url_encode(r->cx.arena, f.find));
		admin_pager(list, r, base, &slice);
	} else {
		struct tpl *empty = tpl_section(t, "EMPTY");
		bool none = !*f.show && !*f.find && f.offset == 0;
		tpl_show(empty, none ? "NO_ORDERS" : "NO_MATCH");
	}
	struct admin_page page = {.title = tr("Orders"), .nav = "orders"};
	return admin_send(r, &page, t, 200);
}

static int64_t number_of(const char *text)
{
	if (!*text || strlen(text) > 15 ||
		strspn(text, "0123456789") != strlen(text))
		return -1;
	return strtoll(text, NULL, 10);
}

/* Those that cannot be shipped are counted, not refused. */
static int bulk_ship(struct req *r)
{
	long shipped = 0, left = 0;
	for (size_t i = 0; i < BULK_MAX; i++) {
		const char *text = req_form_nth(r, "order", i);
		if (!text)
			break;
		struct order o;
		int rc = order_by_number(&r->cx, number_of(text), &o);
		if (rc == OK && order_can(&o, "ship"))
			rc = order_ship(&r->cx, o.id, "", "");
		else if (rc == OK)
			rc = ERR_CONFLICT;
		if (rc == OK)
			shipped++;
		else if (rc == ERR_CONFLICT || rc == ERR_NOT_FOUND)
			left++;
		else
			return rc;
	}
	const char *text = arena_printf(r->cx.arena,
		tr_n("%ld order is marked as shipped.",
			"%ld orders are marked as shipped.", shipped),
		shipped);
	if (left)
		text = arena_printf(r->cx.arena, "%s %s", text,
			arena_printf(r->cx.arena,
				tr_n("%ld could not be: open it to see why.",
					"%ld could not be: open them to see "
					"why.",
					left),
				left));
	flash_set(r, text);
	return resp_redirect(r, "/admin/orders");
}

static int bulk_papers(struct req *r, const char *path)
{
	const char *numbers = "";
	for (size_t i = 0; i < BULK_MAX; i++) {
		const char *text = req_form_nth(r, "order", i);
		if (!text)
			break;
		if (number_of(text) < 0)
			continue;
		numbers = arena_printf(r->cx.arena, "%s%s%s", numbers,
			*numbers ? "," : "", text);
	}
	return resp_redirect(
		r, arena_printf(r->cx.arena, "%s?orders=%s", path, numbers));
}

/* POST /admin/orders */
int admin_orders_bulk(struct req *r)
{
	const char *what = req_form_param(r, "do");
	if (!req_form_nth(r, "order", 0)) {
		flash_set(r, tr("Tick the orders first."));
		return resp_redirect(r, "/admin/orders");
	}
	if (what && strcmp(what, "ship") == 0)
		return bulk_ship(r);
	if (what && strcmp(what, "slips") == 0)
		return bulk_papers(r, "/admin/slips");
	if (what && strcmp(what, "slips_pdf") == 0)
		return bulk_papers(r, "/admin/papers/packing-slips.pdf");
	if (what && strcmp(what, "pick") == 0)
		return bulk_papers(r, "/admin/papers/pick-list.pdf");
	return ERR_BAD;
}
