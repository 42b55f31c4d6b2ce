/* What the owner does about an order when money or goods do not add up. */
#include "tests/admin.h"
#include "tests/orders.h"

#include <string.h>

#include "domain/stock.h"
#include "domain/withdrawal.h"
#include "handlers/admin/admin.h"
#include "lib/clock.h"

#define FORM(...) ((const struct param[]){__VA_ARGS__, {NULL, NULL}})

static const struct param *id_path(struct cx *cx, const char *name, int64_t id)
{
	struct param *p = ARENA_ARRAY(cx->arena, struct param, 2);
	p[0] = (struct param){
		name, arena_printf(cx->arena, "%lld", (long long)id)};
	return p;
}

static int refund(struct cx *cx, const struct order *o, const char *amount)
{
	struct param *f = ARENA_ARRAY(cx->arena, struct param, 4);
	f[0] = (struct param){"amount", amount};
	f[2] = (struct param){"sent", "1"};
	f[1] = (struct param){
		"rev", arena_printf(cx->arena, "%lld", (long long)o->rev)};
	struct req r = admin_req(cx, f, id_path(cx, "number", o->number));
	CHECK_OK(admin_order_refund(&r));
	return r.status;
}

static void refund_is_asked_about_first(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_INT(refund(cx, &o, "1.00"), 409);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_get(cx, id, &o));
	const struct param *path = id_path(cx, "number", o.number);
	struct req r = admin_req(cx, NULL, path);
	CHECK_OK(admin_order(&r));
	CHECK(admin_shows(&r, ">Refund</button>"));
	CHECK(admin_shows(&r, "/refund\"><p>"));
	r = admin_req(cx, NULL, path);
	CHECK_OK(admin_order_refund_ask(&r));
	/* all of it is proposed, with the sum */
	CHECK(admin_shows(&r, "name=\"seen\" value=\"1490\""));
	CHECK(admin_shows(&r, "of 1, together"));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM money_move"
				  " WHERE kind = 'refund'"),
		0);
}

static void money_paid_back_is_noted_once(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct order o, now;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_get(cx, id, &o));
	const struct param *path = id_path(cx, "number", o.number);
	struct req r;
	CHECK_INT(refund(cx, &o, "14.91"), 422);
	CHECK_INT(refund(cx, &o, "-1"), 422);
	CHECK_INT(refund(cx, &o, ""), 422);
	CHECK_INT(refund(cx, &o, "4,90"), 303);
	CHECK_INT(refund(cx, &o, "4,90"), 409); /* the same post again */
	CHECK_OK(order_get(cx, id, &now));
	CHECK_INT(now.paid.minor, 1000);
	r = admin_req(cx, NULL, path);
	CHECK_OK(admin_order(&r));
	CHECK(!admin_shows(&r, "Still to be paid"));

	cx->staff = 1;
	CHECK_OK(order_cancel(cx, id, ""));
	r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_overview(&r));
	CHECK(admin_shows(&r, "href=\"/admin/orders?show=payback\""));
	CHECK_OK(order_get(cx, id, &now));
	CHECK_INT(refund(cx, &now, "10"), 303);
	CHECK_OK(order_get(cx, id, &now));
	CHECK_STR(now.payment_state, "refunded");
	r = admin_req(cx, NULL, path);
	CHECK_OK(admin_order(&r));
	CHECK(!admin_shows(&r, ">Refund</button>"));
	CHECK(admin_shows(&r, "Paid back"));
	CHECK_INT(now.refunded.minor, 1490);
	CHECK_INT(
		test_number(cx, "SELECT sum(amount_minor) FROM money_move"), 0);
	CHECK(!admin_shows(&r, "Still to be paid"));
	r = admin_req(cx, NULL, path);
	CHECK_OK(admin_order_refund_ask(&r)); /* nothing left: back to it */
	CHECK_INT(r.status, 303);
}

static void withdrawal_leads_to_its_refund(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct order o;
	struct withdrawal w;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_get(cx, id, &o));
	const struct param *path = id_path(cx, "number", o.number);
	CHECK_OK(withdrawal_confirm(
		cx, "Aino", path[0].value, o.email, "attempt", &w));
	struct req r = admin_req(cx, NULL, path);
	CHECK_OK(admin_order(&r));
	CHECK(admin_shows(&r, "href=\"/admin/cases/1\""));
	r = admin_req(cx, NULL, path);
	CHECK_OK(admin_order_refund_ask(&r));
	CHECK(admin_shows(&r,
		clock_format(cx->arena, "en", CLOCK_DATE, w.refund_due_ms)));
	CHECK_OK(order_get(cx, id, &o));
	CHECK_INT(refund(cx, &o, "14,90"), 303);
}

static void short_orders_are_named(struct cx *cx)
{
	int64_t product;
	int64_t mug = test_product(
		cx, (struct test_product){.on_hand = 3, .product = &product});
	int64_t id = test_order_of(cx, "s1", mug, 2, "parcel", "transfer");
	struct order o;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_get(cx, id, &o));
	const struct param *at = id_path(cx, "id", product);
	const struct param *path = id_path(cx, "number", o.number);
	const char *qty = arena_printf(cx->arena, "qty_%lld", (long long)mug);
	struct req r = admin_req(
		cx, FORM({qty, "-2"}, {"how", "by"}, {"reason", "lost"}), at);
	CHECK_OK(admin_product_stock(&r));
	CHECK_INT(r.status, 422);
	r = admin_req(
		cx, FORM({qty, "1"}, {"how", "to"}, {"reason", "lost"}), at);
	CHECK_OK(admin_product_stock(&r));
	CHECK_INT(r.status, 303);
	r = admin_req(cx, NULL, at);
	CHECK_OK(admin_product(&r));
	CHECK(admin_shows(&r, "Orders wait for these"));
	CHECK(admin_shows(&r, arena_printf(cx->arena, "/admin/orders/%lld\"",
				      (long long)o.number)));
	r = admin_req(cx, FORM({"carrier", ""}, {"tracking", ""}), path);
	CHECK_OK(admin_order_ship(&r));
	CHECK_INT(r.status, 409);
	CHECK(admin_shows(&r, "Not enough in stock"));
	CHECK(!admin_shows(&r, "has moved on"));
	test_books_agree(cx);

	r = admin_req(
		cx, FORM({qty, "2"}, {"how", "to"}, {"reason", "recount"}), at);
	CHECK_OK(admin_product_stock(&r));
	r = admin_req(cx, FORM({"carrier", ""}, {"tracking", ""}), path);
	CHECK_OK(admin_order_ship(&r));
	CHECK_INT(r.status, 303);
	test_books_agree(cx);
}

int main(void)
{
	return test_run((struct test[]){
		{"refund is asked about first", refund_is_asked_about_first},
		{"money paid back is noted once",
			money_paid_back_is_noted_once},
		{"withdrawal leads to its refund",
			withdrawal_leads_to_its_refund},
		{"short orders are named", short_orders_are_named},
		{NULL, NULL},
	});
}
