/* Codes on the cart's page. */
#include "tests/orders.h"
#include "tests/shop.h"

#include <string.h>

#include "domain/gift_card.h"
#include "lib/arena.h"
#include "lib/db.h"

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

/* A visitor with a mug of 40 euros in the cart. */
static const char *visitor(struct cx *cx)
{
	shop_fresh();
	int64_t mug = test_product(cx,
		(struct test_product){
			.name = "Kide mug", .on_hand = 5, .price_minor = 4000});
	run(cx, "INSERT INTO promotion (id, name, kind, by_code, percent_bp,"
		" min_minor) VALUES (1, 'Welcome', 'percent', 1, 1000, 0);"
		"INSERT INTO coupon (id, promotion, code, code_norm, created_ms)"
		" VALUES (3, 1, 'WELCOME10', 'WELCOME10', 0)");
	const char *me = shop_cookie(cx);
	test_cart(cx, shop_session(cx, me), mug, 1);
	return me;
}

static const char *post(struct cx *cx, const char *me, const char *form)
{
	return shop_ask(
		cx, (struct visit){
			    .path = "/cart/code", .cookie = me, .form = form});
}

static const char *cart(struct cx *cx, const char *me)
{
	return shop_ask(cx, (struct visit){.path = "/cart", .cookie = me});
}

static void good_code_is_carried_and_can_be_taken_out(struct cx *cx)
{
	const char *me = visitor(cx);
	const char *a = post(cx, me, "do=code&code=welcome10");
	CHECK_INT(shop_status(a), 303);
	CHECK_STR(shop_header(cx, a, "Location"), "/cart");
	a = cart(cx, me);
	CHECK(strstr(a, "<b>WELCOME10</b>") != NULL);
	CHECK(strstr(a, "value=\"coupon/3\"") != NULL);
	CHECK_INT(shop_status(post(cx, me, "drop=coupon/3")), 303);
	CHECK(strstr(cart(cx, me), "WELCOME10") == NULL);
}

static void wrong_code_is_told_beside_the_field(struct cx *cx)
{
	const char *me = visitor(cx);
	const char *a = post(cx, me, "do=code&code=WELCOME%3C11");
	CHECK_INT(shop_status(a), 422);
	CHECK(strstr(a, "value=\"WELCOME&lt;11\"") != NULL);
	CHECK(strstr(a, "aria-invalid=\"true\" aria-describedby=\"code-e\"") !=
		NULL);
	CHECK(strstr(a, "That code cannot be used.") != NULL);
	a = post(cx, me, "do=code&code=");
	CHECK_INT(shop_status(a), 422);
	CHECK(strstr(a, "Write the code first.") != NULL);
}

static void unknown_archived_and_blocked_get_one_answer(struct cx *cx)
{
	const char *me = visitor(cx);
	int64_t id = 0;
	CHECK_OK(gift_card_give(cx,
		&(struct gift_card_gift){.value = money(5000),
			.email = "",
			.recipient = "",
			.message = "",
			.locale = "en",
			.note = ""},
		&id));
	run(cx, "UPDATE gift_card SET state = 'blocked';"
		"UPDATE coupon SET archived_ms = 1");
	const char *typed[] = {"ABCDEFGHJ0", "WELCOME10",
		gift_card_code(cx, id), "0000-0000-0000-0000"};
	for (int i = 0; i < 4; i++) {
		const char *a = post(cx, me,
			arena_printf(cx->arena, "do=code&code=%s", typed[i]));
		CHECK_INT(shop_status(a), 422);
		CHECK_INT(shop_count(a, "That code cannot be used."), 1);
	}
}

static void gift_card_is_shown_by_its_tail_alone(struct cx *cx)
{
	const char *me = visitor(cx);
	int64_t id = 0;
	CHECK_OK(gift_card_give(cx,
		&(struct gift_card_gift){.value = money(5000),
			.email = "",
			.recipient = "",
			.message = "",
			.locale = "en",
			.note = ""},
		&id));
	const char *code = gift_card_code(cx, id);
	CHECK_INT(shop_status(post(cx, me,
			  arena_printf(cx->arena, "do=code&code=%s", code))),
		303);
	const char *a = cart(cx, me);
	CHECK(strstr(a, code) == NULL);
	CHECK(strstr(a, arena_printf(cx->arena, "Gift card ending %s",
				code + 15)) != NULL);
}

/* A gift card of 50 euros to buy. */
static int64_t gift_product(struct cx *cx)
{
	int64_t card = test_product(cx, (struct test_product){.slug = "gift",
						.name = "Gift card",
						.price_minor = 5000,
						.tax_class = "outside",
						.untracked = 1});
	run(cx, "UPDATE product SET kind = 'gift_card' WHERE id ="
		" (SELECT product FROM variant WHERE sku = 'gift')");
	return card;
}

static void gift_card_is_bought_for_somebody(struct cx *cx)
{
	const char *me = shop_cookie(cx);
	shop_fresh();
	gift_product(cx);
	const char *a = shop_get(cx, "/p/gift");
	CHECK(strstr(a, "Who gets it?") != NULL);
	CHECK(strstr(a, "With you") == NULL);
	a = shop_ask(cx, (struct visit){.path = "/cart",
				 .cookie = me,
				 .form = "product=gift&qty=1&gift_email=nobody"
					 "&gift_name=Eino%22"});
	CHECK_INT(shop_status(a), 422);
	CHECK(strstr(a, "value=\"Eino&quot;\"") != NULL);
	a = shop_ask(cx, (struct visit){.path = "/cart",
				 .cookie = me,
				 .form = "product=gift&qty=2"
					 "&gift_email=eino@posti.example"
					 "&gift_name=Eino&gift_message=Hei"});
	CHECK_INT(shop_status(a), 303);
	a = cart(cx, me);
	CHECK(strstr(a, "to Eino, eino@posti.example") != NULL);
	CHECK(strstr(a, "€100.00") != NULL);
	CHECK(strstr(a, "<dt>Delivery") == NULL);
}

static void name_of_a_gift_is_one_line(struct cx *cx)
{
	const char *me = shop_cookie(cx);
	shop_fresh();
	gift_product(cx);
	const char *a = shop_ask(
		cx, (struct visit){.path = "/cart",
			    .cookie = me,
			    .form = "product=gift&qty=1"
				    "&gift_email=eino@posti.example"
				    "&gift_name=Eino%0d%0aBcc:%20x@evil.example"
				    "&gift_message=Hei%0d%0ahei"});
	CHECK_INT(shop_status(a), 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM cart_gift WHERE"
				  " recipient = 'Eino Bcc: x@evil.example'"
				  " AND message = 'Hei' || char(10) || 'hei'"),
		1);
}

static void ordered_gift_cards_wait_for_who_was_named(struct cx *cx)
{
	const char *me = shop_cookie(cx);
	shop_fresh();
	int64_t card = gift_product(cx);
	shop_ask(cx, (struct visit){.path = "/cart",
			     .cookie = me,
			     .form = "product=gift&qty=2"
				     "&gift_email=eino@posti.example"
				     "&gift_name=Eino&gift_message=Hei"});
	(void)card;
	struct order_draft d = test_draft(cx, shop_session(cx, me), "a1");
	d.delivery = "none";
	struct order_placed placed;
	const char *why;
	CHECK_OK(order_place(cx, &d, &placed, &why));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM gift_card"
				  " WHERE state = 'waiting'"
				  " AND email = 'eino@posti.example'"
				  " AND recipient = 'Eino'"
				  " AND message = 'Hei'"),
		2);
	CHECK_OK(order_mark_paid(cx, placed.id));
	CHECK_INT(test_number(cx, "SELECT sum(balance_minor) FROM gift_card"),
		10000);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM cart_gift"), 0);
}

static void card_to_print_opens_with_its_link_alone(struct cx *cx)
{
	shop_fresh();
	int64_t id = 0;
	CHECK_OK(gift_card_give(cx,
		&(struct gift_card_gift){.value = money(5000),
			.email = "",
			.recipient = "Eino",
			.message = "",
			.locale = "en",
			.note = ""},
		&id));
	const char *token = gift_card_token(cx, id);
	const char *a = shop_get(
		cx, arena_printf(cx->arena, "/gift-card/%s", token));
	CHECK_INT(shop_status(a), 200);
	CHECK(strstr(a, gift_card_code(cx, id)) != NULL);
	CHECK(strstr(a, "no-store") != NULL);
	a = shop_get(
		cx, arena_printf(cx->arena, "/gift-card/%lld", (long long)id));
	CHECK_INT(shop_status(a), 404);
	a = shop_get(cx, arena_printf(cx->arena, "/gift-card/2%s", token + 1));
	CHECK_INT(shop_status(a), 404);
}

int main(void)
{
	static const struct test tests[] = {
		{"a good code is carried and can be taken out",
			good_code_is_carried_and_can_be_taken_out},
		{"a wrong code is told beside the field",
			wrong_code_is_told_beside_the_field},
		{"unknown, archived and blocked get one answer",
			unknown_archived_and_blocked_get_one_answer},
		{"a gift card is shown by its tail alone",
			gift_card_is_shown_by_its_tail_alone},
		{"a gift card is bought for somebody",
			gift_card_is_bought_for_somebody},
		{"name of a gift is one line", name_of_a_gift_is_one_line},
		{"ordered gift cards wait for who was named",
			ordered_gift_cards_wait_for_who_was_named},
		{"a card to print opens with its link alone",
			card_to_print_opens_with_its_link_alone},
		{NULL, NULL},
	};
	return shop_init() == 0 ? test_run(tests) : 1;
}
