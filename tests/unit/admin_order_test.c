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

static int post(struct cx *cx, int (*page)(struct req *r), int64_t number,
	const struct param *form)
{
	struct req r = admin_req(cx, form, id_path(cx, "number", number));
	CHECK_OK(page(&r));
	return r.status;
}

static const char *text_of(struct cx *cx, long long n)
{
	return arena_printf(cx->arena, "%lld", n);
}

/* Two mugs and a book, paid. */
static int64_t two_things(struct cx *cx, struct order *o)
{
	int64_t mug = test_product(
		cx, (struct test_product){
			    .slug = "mug", .sku = "MUG", .on_hand = 5});
	int64_t book = test_product(
		cx, (struct test_product){
			    .slug = "book", .sku = "BOOK", .on_hand = 5});
	test_cart(cx, "s1", mug, 2);
	test_cart(cx, "s1", book, 1);
	struct order_draft d = test_draft(cx, "s1", "a1");
	struct order_placed placed;
	const char *why = "";
	CHECK_OK(order_place(cx, &d, &placed, &why));
	CHECK_OK(order_mark_paid(cx, placed.id));
	CHECK_OK(order_get(cx, placed.id, o));
	cx->staff = 1;
	return placed.id;
}

static void sum_is_seen_before_it_goes_back(struct cx *cx)
{
	struct order o;
	int64_t id = two_things(cx, &o);
	const char *qty = arena_printf(
		cx->arena, "qty_%lld", (long long)o.lines[0].id);
	const char *rev = text_of(cx, o.rev);
	/* what was shown was all of it: one mug is only shown */
	CHECK_INT(post(cx, admin_order_refund, o.number,
			  FORM({qty, "1"}, {"rev", rev}, {"seen", "3490"},
				  {"sent", "1"})),
		200);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM refund"), 0);
	CHECK_INT(post(cx, admin_order_refund, o.number,
			  FORM({qty, "1"}, {"rev", rev}, {"seen", "1000"},
				  {"sent", "1"})),
		303);
	CHECK_INT(post(cx, admin_order_refund, o.number,
			  FORM({qty, "1"}, {"rev", rev}, {"seen", "1000"},
				  {"sent", "1"})),
		409);
	CHECK_INT(post(cx, admin_order_refund, o.number,
			  FORM({qty, "2"}, {"rev", rev}, {"seen", "1000"})),
		422);
	CHECK_OK(order_get(cx, id, &o));
	CHECK_INT(o.refunded.minor, 1000);
	struct req r = admin_req(cx, NULL, id_path(cx, "number", o.number));
	CHECK_OK(admin_order(&r));
	CHECK(admin_shows(&r, "Payments and refunds"));
}

static void change_is_shown_before_and_after(struct cx *cx)
{
	struct order o;
	int64_t id = two_things(cx, &o);
	const char *qty = arena_printf(
		cx->arena, "qty_%lld", (long long)o.lines[0].id);
	const char *rev = text_of(cx, o.rev);
	struct req r = admin_req(cx, NULL, id_path(cx, "number", o.number));
	CHECK_OK(admin_order_change_ask(&r));
	r = admin_req(cx,
		FORM({qty, "3"}, {"rev", rev}, {"delivery", "4.90"},
			{"seen", "-1"}),
		id_path(cx, "number", o.number));
	CHECK_OK(admin_order_change(&r));
	CHECK_INT(r.status, 200);
	CHECK(admin_shows(&r, "name=\"seen\" value=\"4490\""));
	CHECK(admin_shows(&r, "still to be paid"));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM line_change"), 0);
	CHECK_INT(post(cx, admin_order_change, o.number,
			  FORM({qty, "3"}, {"rev", rev}, {"delivery", "4.90"},
				  {"seen", "4490"})),
		303);
	CHECK_OK(order_get(cx, id, &o));
	CHECK_INT(post(cx, admin_order_change, o.number,
			  FORM({qty, "9"}, {"rev", text_of(cx, o.rev)},
				  {"delivery", "4.90"})),
		422);
	CHECK_STR(o.payment_state, "part");
	CHECK_INT(post(cx, admin_order_contact, o.number,
			  FORM({"name", "Aino K"}, {"street", "Uusi 1"},
				  {"postal", "00100"}, {"city", "Helsinki"},
				  {"email", "aino@posti.example"},
				  {"phone", ""}, {"rev", text_of(cx, o.rev)})),
		303);
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.street, "Uusi 1");
}

static void part_is_shipped_and_noted(struct cx *cx)
{
	struct order o;
	int64_t id = two_things(cx, &o);
	const char *mug = arena_printf(
		cx->arena, "ship_%lld", (long long)o.lines[0].id);
	const char *book = arena_printf(
		cx->arena, "ship_%lld", (long long)o.lines[1].id);
	CHECK_INT(post(cx, admin_order_ship, o.number,
			  FORM({mug, "0"}, {book, "0"})),
		422);
	CHECK_INT(post(cx, admin_order_ship, o.number,
			  FORM({mug, "1"}, {book, "0"}, {"carrier", "Posti"})),
		303);
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.fulfilment, "part");
	CHECK_INT(post(cx, admin_order_ship, o.number, FORM({"do", "pack"})),
		303);
	CHECK_INT(post(cx, admin_order_ship, o.number, FORM({"carrier", ""})),
		303);
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.fulfilment, "shipped");
	CHECK_INT(post(cx, admin_order_note, o.number,
			  FORM({"text", "Called <b>twice"})),
		303);
	CHECK_INT(post(cx, admin_order_mail, o.number,
			  FORM({"mail", "order_shipped"})),
		303);
	struct req r = admin_req(cx, NULL, id_path(cx, "number", o.number));
	CHECK_OK(admin_order(&r));
	CHECK(admin_shows(&r, "Called &lt;b&gt;twice"));
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
		{"sum is seen before it goes back",
			sum_is_seen_before_it_goes_back},
		{"change is shown before and after",
			change_is_shown_before_and_after},
		{"part is shipped and noted", part_is_shipped_and_noted},
		{NULL, NULL},
	});
}
