/* Withdrawing, returning and claiming on the buyer's pages. */
#include "tests/orders.h"
#include "tests/shop.h"

#include <string.h>

#include "domain/return_case.h"
#include "domain/withdrawal.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"

#define EMAIL  "aino.korhonen@posti.example"
#define PERSON "name=Aino+Korhonen&order=10001&email=" EMAIL

/* Three mugs and a jar of honey, which is exempt, sent to their buyer. */
static struct order sent(struct cx *cx)
{
	struct order o;
	shop_fresh();
	int64_t mug = test_product(
		cx, (struct test_product){
			    .slug = "mug", .name = "Kide mug", .on_hand = 9});
	int64_t honey = test_product(cx,
		(struct test_product){
			.slug = "honey", .name = "Honey <b>", .on_hand = 9});
	test_cart(cx, "s1", mug, 3);
	int64_t id = test_order_of(cx, "s1", honey, 1, "parcel", "transfer");
	CHECK_OK(db_exec(
		DB_SQL(cx->db, "UPDATE order_line SET exemption = 'sealed'"
			       " WHERE name LIKE 'Honey%'"),
		NULL));
	cx->staff = 1;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ship(cx, id, "Posti", ""));
	cx->staff = 0;
	CHECK_OK(order_get(cx, id, &o));
	return o;
}

static const char *post(
	struct cx *cx, const char *cookie, const char *path, const char *form)
{
	return shop_ask(cx,
		(struct visit){.path = path, .cookie = cookie, .form = form});
}

/* The value of a hidden input. */
static const char *hidden(struct cx *cx, const char *page, const char *name)
{
	const char *mark = arena_printf(
		cx->arena, "name=\"%s\" value=\"", name);
	const char *p = strstr(page, mark);
	if (!p)
		return "";
	p += strlen(mark);
	return arena_strndup(cx->arena, p, strcspn(p, "\""));
}

/* The form of the second step, with these quantities in it. */
static const char *second(struct cx *cx, const char *page, const char *more)
{
	return arena_printf(cx->arena, PERSON "&once=%s&said=%s&at=%s&%s",
		hidden(cx, page, "once"), hidden(cx, page, "said"),
		hidden(cx, page, "at"), more);
}

static int64_t cases(struct cx *cx)
{
	return test_number(cx, "SELECT count(*) FROM return_case");
}

static void whole_order_takes_two_steps(struct cx *cx)
{
	sent(cx);
	const char *cookie = shop_cookie(cx);
	const char *page = post(cx, cookie, "/withdraw", PERSON);
	CHECK_INT(shop_status(page), 200);
	CHECK(strstr(page, "Confirm withdrawal") != NULL);
	CHECK(strstr(page, "Kide mug") != NULL);
	CHECK(strstr(page, "no right of withdrawal. Sealed") != NULL);
	CHECK_INT(cases(cx), 0);
	const char *form = second(cx, page, "qty0=3&qty1=1&do=confirm");
	page = post(cx, cookie, "/withdraw", form);
	CHECK_INT(shop_status(page), 200);
	CHECK(strstr(page, "Your withdrawal has arrived") != NULL);
	CHECK(strstr(page, "10001-1") != NULL);
	CHECK_INT(cases(cx), 1);
	CHECK_INT(test_number(cx, "SELECT sum(qty) FROM return_line"), 4);
	page = post(cx, cookie, "/withdraw", form); /* the same post again */
	CHECK(strstr(page, "Your withdrawal has arrived") != NULL);
	CHECK_INT(cases(cx), 1);
}

static void only_the_statement_that_was_read_is_confirmed(struct cx *cx)
{
	sent(cx);
	const char *cookie = shop_cookie(cx);
	const char *page = post(cx, cookie, "/withdraw", PERSON);
	page = post(cx, cookie, "/withdraw",
		second(cx, page, "qty0=2&qty1=0&do=confirm"));
	CHECK_INT(shop_status(page), 200);
	CHECK_INT(cases(cx), 0);
	CHECK(strstr(page, "Read it once more") != NULL);
	CHECK(strstr(page, "2 × Kide mug") != NULL);
	page = post(cx, cookie, "/withdraw",
		second(cx, page, "qty0=2&qty1=0&do=confirm"));
	CHECK(strstr(page, "Your withdrawal has arrived") != NULL);
	CHECK_INT(cases(cx), 1);
	CHECK_INT(test_number(cx, "SELECT sum(qty) FROM return_line"), 2);
	/* without ever having seen one */
	page = post(cx, cookie, "/withdraw", PERSON "&once=x&do=confirm");
	CHECK_INT(cases(cx), 1);
	CHECK(strstr(page, "Confirm withdrawal") != NULL);
}

static void update_changes_the_statement_alone(struct cx *cx)
{
	sent(cx);
	const char *cookie = shop_cookie(cx);
	const char *page = post(cx, cookie, "/withdraw", PERSON);
	page = post(cx, cookie, "/withdraw",
		second(cx, page, "qty0=1&qty1=1&do=update"));
	CHECK(strstr(page, "1 × Kide mug") != NULL);
	CHECK_INT(cases(cx), 0);
	page = post(cx, cookie, "/withdraw",
		second(cx, page, "qty0=0&qty1=0&do=update"));
	CHECK_INT(shop_status(page), 422);
	CHECK(strstr(page, "Choose at least one thing") != NULL);
	page = post(cx, cookie, "/withdraw",
		second(cx, page, "qty0=0&qty1=0&do=confirm"));
	CHECK_INT(shop_status(page), 422);
	CHECK_INT(cases(cx), 0);
}

static void strangers_are_not_told_what_an_order_holds(struct cx *cx)
{
	struct order o = sent(cx);
	static const char *const guesses[] = {
		"name=Eve&order=10001&email=eve@posti.example",
		"name=Eve&order=10002&email=" EMAIL,
		"name=Eve&order=10001&email=eve@posti.example&at=nonsense",
	};
	for (size_t i = 0; i < sizeof(guesses) / sizeof(*guesses); i++) {
		const char *page = post(
			cx, shop_cookie(cx), "/withdraw", guesses[i]);
		CHECK_INT(shop_status(page), 200);
		CHECK(strstr(page, "Confirm withdrawal") != NULL);
		CHECK(strstr(page, "Kide mug") == NULL);
	}
	/* the secret of one order does not stand for another of its buyer */
	int64_t tea = test_product(
		cx, (struct test_product){.slug = "tea", .on_hand = 2});
	test_order_of(cx, "s2", tea, 1, "parcel", "transfer");
	const char *other = post(cx, shop_cookie(cx), "/withdraw",
		arena_printf(cx->arena,
			"name=Eve&order=10002&email=eve@posti.example&at=%s",
			o.token));
	CHECK(strstr(other, "Kide mug") == NULL);
	/* nor for one that is not there */
	const char *page = post(cx, shop_cookie(cx), "/withdraw",
		arena_printf(cx->arena,
			"name=Eve&order=10009&email=eve@posti.example&at=%s",
			o.token));
	CHECK(strstr(page, "Kide mug") == NULL);
}

static void who_knows_the_link_may_be_answered_elsewhere(struct cx *cx)
{
	struct order o = sent(cx);
	const char *cookie = shop_cookie(cx);
	const char *page = shop_ask(cx,
		(struct visit){.path = "/withdraw",
			.cookie = cookie,
			.query = arena_printf(cx->arena, "order=%s", o.token)});
	CHECK(strstr(page, "value=\"10001\"") != NULL);
	CHECK(strstr(page, "value=\"Aino Korhonen\"") != NULL);
	CHECK_STR(hidden(cx, page, "at"), o.token);
	const char *form = arena_printf(cx->arena,
		"name=Aino&order=10001&email=new@posti.example&at=%s", o.token);
	page = post(cx, cookie, "/withdraw", form);
	CHECK(strstr(page, "Kide mug") != NULL);
	page = post(cx, cookie, "/withdraw",
		arena_printf(cx->arena, "%s&once=%s&said=%s", form,
			hidden(cx, page, "once"), hidden(cx, page, "said")));
	CHECK(strstr(page, "new@posti.example") != NULL);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM return_case"
				  " WHERE orders IS NOT NULL"),
		1);
}

static void withdrawing_in_finnish_names_goods_and_why_not(struct cx *cx)
{
	sent(cx);
	const char *page = post(cx, shop_cookie(cx), "/fi/withdraw", PERSON);
	CHECK_INT(shop_status(page), 200);
	CHECK(strstr(page, "Vahvista peruuttaminen") != NULL ||
		strstr(page, "Vahvista peruutus") != NULL);
	CHECK(strstr(page, "Kide mug") != NULL);
}

static const char *at(struct cx *cx, const struct order *o, const char *tail)
{
	return arena_printf(cx->arena, "/order/%s%s", o->token, tail);
}

static void return_goes_from_request_to_slip(struct cx *cx)
{
	struct order o = sent(cx);
	const char *cookie = shop_cookie(cx);
	const char *page = shop_get(cx, at(cx, &o, ""));
	CHECK(strstr(page, "/return\"") != NULL);
	CHECK(strstr(page, "/claim\"") != NULL);
	page = shop_get(cx, at(cx, &o, "/return"));
	CHECK_INT(shop_status(page), 200);
	CHECK(strstr(page, "Honey &lt;b&gt;") != NULL);
	CHECK(strstr(page, "You pay for the way back") != NULL);
	page = post(cx, cookie, at(cx, &o, "/return"),
		"once=k&qty0=2&qty1=0&reason=size&message=Too+small");
	CHECK_INT(shop_status(page), 303);
	page = shop_get(cx, at(cx, &o, ""));
	CHECK(strstr(page, "10001-1") != NULL);
	CHECK(strstr(page, "We look at it") != NULL);
	CHECK(strstr(page, "/case/1/cancel") != NULL);
	/* not accepted yet: no slip */
	CHECK_INT(shop_status(shop_get(cx, at(cx, &o, "/case/1"))), 303);
	cx->staff = 1;
	CHECK_OK(return_accept(cx, 1, 1, "602100"));
	cx->staff = 0;
	page = shop_get(cx, at(cx, &o, "/case/1"));
	CHECK_INT(shop_status(page), 200);
	CHECK(strstr(page, "602100") != NULL);
	CHECK(strstr(page, "<svg class=\"qr\"") != NULL);
	page = post(
		cx, cookie, at(cx, &o, "/case/1/sent"), "tracking=+JJFI123+");
	CHECK_INT(shop_status(page), 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM return_case WHERE"
				  " tracking = 'JJFI123' AND sent_ms > 0"),
		1);
	/* too late to call it off */
	post(cx, cookie, at(cx, &o, "/case/1/cancel"), "x=1");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM return_case WHERE"
				  " state = 'accepted'"),
		1);
	CHECK_INT(shop_status(shop_get(cx, at(cx, &o, "/case/2"))), 404);
	CHECK_INT(shop_status(shop_get(cx, at(cx, &o, "/case/1x"))), 404);
}

static void mistakes_in_a_request_are_told(struct cx *cx)
{
	struct order o = sent(cx);
	const char *cookie = shop_cookie(cx);
	static const char *const wrong[] = {
		"once=k&qty0=0&qty1=0&reason=size",
		"once=k&qty0=4&reason=size",
		"once=k&qty0=-1&reason=size",
		"once=k&qty0=1",
		"once=k&qty0=1&reason=broken",
	};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		const char *page = post(
			cx, cookie, at(cx, &o, "/return"), wrong[i]);
		CHECK_INT(shop_status(page), 422);
		CHECK(strstr(page, "id=\"errors\"") != NULL);
	}
	const char *page = post(cx, cookie, at(cx, &o, "/claim"),
		"once=k&qty0=1&reason=broken&message=");
	CHECK_INT(shop_status(page), 422); /* a claim tells what is wrong */
	CHECK_INT(cases(cx), 0);
}

static void request_is_called_off(struct cx *cx)
{
	struct order o = sent(cx);
	const char *cookie = shop_cookie(cx);
	post(cx, cookie, at(cx, &o, "/claim"),
		"once=k&qty0=1&reason=broken&message=Chipped");
	const char *page = post(
		cx, cookie, at(cx, &o, "/case/1/cancel"), "x=1");
	CHECK_INT(shop_status(page), 303);
	page = shop_get(cx, at(cx, &o, ""));
	CHECK(strstr(page, "You called it off") != NULL);
	CHECK(strstr(page, "/case/1/cancel") == NULL);
}

static void refusal_is_read_on_the_orders_page(struct cx *cx)
{
	struct order o = sent(cx);
	post(cx, shop_cookie(cx), at(cx, &o, "/claim"),
		"once=k&qty0=1&reason=broken&message=Chipped");
	cx->staff = 1;
	CHECK_OK(return_refuse(cx, 1, 1, "It was <i>fine</i>"));
	cx->staff = 0;
	const char *page = shop_get(cx, at(cx, &o, ""));
	CHECK(strstr(page, "It was &lt;i&gt;fine") != NULL);
}

static void goods_at_the_shop_are_not_returned(struct cx *cx)
{
	shop_fresh();
	struct order o;
	CHECK_OK(order_get(cx, test_order(cx), &o));
	const char *page = shop_get(cx, at(cx, &o, ""));
	CHECK(strstr(page, "/return\"") == NULL);
	CHECK_INT(shop_status(shop_get(cx, at(cx, &o, "/return"))), 303);
	page = post(cx, shop_cookie(cx), at(cx, &o, "/return"),
		"once=k&qty0=1&reason=size");
	CHECK_INT(shop_status(page), 303);
	CHECK_INT(cases(cx), 0);
}

static void paid_order_is_called_off_before_it_is_packed(struct cx *cx)
{
	shop_fresh();
	struct order o;
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_get(cx, id, &o));
	const char *page = shop_get(cx, at(cx, &o, ""));
	CHECK(strstr(page, "/cancel\"") != NULL);
	page = shop_get(cx, at(cx, &o, "/cancel"));
	CHECK(strstr(page, "€14.90 that you have paid") != NULL);
	page = post(cx, shop_cookie(cx), at(cx, &o, "/cancel"), "x=1");
	CHECK_INT(shop_status(page), 303);
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.state, "cancelled");
	CHECK_INT(test_number(cx, "SELECT sum(amount_minor) FROM refund"
				  " WHERE reason = 'cancelled'"),
		1490);
	CHECK_INT(test_number(cx, "SELECT sum(held) FROM stock"), 0);
	post(cx, shop_cookie(cx), at(cx, &o, "/cancel"), "x=1");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM refund"), 1);
}

static void packed_order_is_not_called_off_by_its_buyer(struct cx *cx)
{
	struct order o = sent(cx);
	CHECK_INT(shop_status(shop_get(cx, at(cx, &o, "/cancel"))), 303);
	post(cx, shop_cookie(cx), at(cx, &o, "/cancel"), "x=1");
	CHECK_OK(order_get(cx, o.id, &o));
	CHECK_STR(o.state, "confirmed");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM refund"), 0);
	int64_t tea = test_product(
		cx, (struct test_product){.slug = "tea", .on_hand = 2});
	int64_t id = test_order_of(cx, "s2", tea, 1, "pickup", "transfer");
	cx->staff = 1;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ready(cx, id));
	cx->staff = 0;
	CHECK_INT(order_buyer_cancel(cx, id, ""), ERR_CONFLICT);
}

static void page_of_an_order_adds_up(struct cx *cx)
{
	struct order o = sent(cx);
	const char *page = shop_get(cx, at(cx, &o, ""));
	CHECK(strstr(page, "3 × €10.00") != NULL);
	CHECK(strstr(page, "<dd>€40.00</dd>") != NULL);
	CHECK(strstr(page, "<dd class=\"all\">€44.90</dd>") != NULL);
	CHECK(strstr(page, "<dt>Paid</dt><dd>€44.90</dd>") != NULL);
	CHECK(strstr(page, "Changed later") == NULL);
	CHECK(strstr(page, "No right of withdrawal: Sealed") != NULL);
	CHECK_INT(shop_count(page, "role=\"status\""), 1);
	CHECK(strstr(page, "<b>Shipped</b>") != NULL);
	CHECK(strstr(page, "Shipped Mon 23 Nov · Posti") != NULL);
}

int main(void)
{
	if (shop_init() != 0)
		return 1;
	return test_run((struct test[]){
		{"whole order takes two steps", whole_order_takes_two_steps},
		{"only the statement that was read is confirmed",
			only_the_statement_that_was_read_is_confirmed},
		{"update changes the statement alone",
			update_changes_the_statement_alone},
		{"strangers are not told what an order holds",
			strangers_are_not_told_what_an_order_holds},
		{"who knows the link may be answered elsewhere",
			who_knows_the_link_may_be_answered_elsewhere},
		{"withdrawing in Finnish names goods and why not",
			withdrawing_in_finnish_names_goods_and_why_not},
		{"return goes from request to slip",
			return_goes_from_request_to_slip},
		{"mistakes in a request are told",
			mistakes_in_a_request_are_told},
		{"request is called off", request_is_called_off},
		{"refusal is read on the order's page",
			refusal_is_read_on_the_orders_page},
		{"goods at the shop are not returned",
			goods_at_the_shop_are_not_returned},
		{"paid order is called off before it is packed",
			paid_order_is_called_off_before_it_is_packed},
		{"packed order is not called off by its buyer",
			packed_order_is_not_called_off_by_its_buyer},
		{"page of an order adds up", page_of_an_order_adds_up},
		{NULL, NULL},
	});
}
