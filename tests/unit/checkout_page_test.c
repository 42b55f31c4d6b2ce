#include "tests/admin.h"
#include "tests/orders.h"

#include <string.h>

#include "domain/setting.h"
#include "handlers/shop.h"
#include "lib/arena.h"
#include "lib/conf.h"
#include "lib/db.h"

static struct conf conf;
static struct visitor visitor = {.id = "visitor-1", .id_hash = "s1"};

/* A request of a visitor whose cart is that of session "s1". */
static struct req visit(
	struct cx *cx, const struct param *form, const struct param *path)
{
	struct req r = admin_req(cx, form, path);
	conf = *r.conf;
	conf.demo = true;
	r.conf = &conf;
	r.cx.conf = &conf;
	r.staff = NULL;
	r.cx.staff = 0;
	r.visitor = &visitor;
	r.path = "/checkout";
	return r;
}

enum { FORM_MAX = 24 };

/* A whole form, with the given pairs in place of its own. */
static const struct param *form_with(struct cx *cx, const char *name,
	const char *value, const char *name2, const char *value2)
{
	static const struct param whole[] = {
		{"once", "form-1"},
		{"expect_1", "1000.0.490.0.1490"},
		{"expect_2", "1000.0.0.0.1000"},
		{"email", "aino@posti.example"},
		{"phone", ""},
		{"name", "Aino Korhonen"},
		{"street", "Kaislapolku 7"},
		{"postal", "00890"},
		{"city", "Helsinki"},
		{"country", "FI"},
		{"delivery", "parcel"},
		{"payment", "transfer"},
		{"message", ""},
		{"terms", "1"},
		{NULL, NULL},
	};
	struct param *out = ARENA_ARRAY(cx->arena, struct param, FORM_MAX);
	for (size_t i = 0; whole[i].name; i++) {
		out[i] = whole[i];
		if (name && strcmp(name, whole[i].name) == 0)
			out[i].value = value;
		if (name2 && strcmp(name2, whole[i].name) == 0)
			out[i].value = value2;
	}
	return out;
}

static int64_t mug_in_cart(struct cx *cx)
{
	int64_t mug = test_product(
		cx, (struct test_product){.name = "Kide mug", .on_hand = 5});
	test_cart(cx, "s1", mug, 1);
	return mug;
}

static int64_t orders(struct cx *cx)
{
	return test_number(cx, "SELECT count(*) FROM orders");
}

/* Post the form and check the status. */
static struct req post(struct cx *cx, const struct param *form, int64_t status)
{
	struct req r = visit(cx, form, NULL);
	CHECK_OK(checkout_order(&r));
	CHECK_INT(r.status, status);
	return r;
}

static void empty_cart_goes_back_to_the_cart(struct cx *cx)
{
	struct req r = visit(cx, NULL, NULL);
	CHECK_OK(checkout_show(&r));
	CHECK_INT(r.status, 303);
	CHECK_STR(r.location, "/cart");
	/* posted, what was typed is not thrown away */
	r = post(cx, form_with(cx, NULL, NULL, NULL, NULL), 409);
	CHECK(admin_shows(&r, "Your cart is empty now."));
	CHECK(admin_shows(&r, "value=\"Aino Korhonen\""));
	CHECK(!admin_shows(&r, "Order and pay"));
	CHECK_INT(orders(cx), 0);
}

static void checkout_shows_what_is_bought_and_its_total(struct cx *cx)
{
	mug_in_cart(cx);
	struct req r = visit(cx, NULL, NULL);
	CHECK_OK(checkout_show(&r));
	CHECK_INT(r.status, 200);
	CHECK(admin_shows(&r, "Kide mug"));
	CHECK(admin_shows(&r, "€14.90"));
	CHECK(admin_shows(&r, "value=\"FI\" selected"));
	CHECK(admin_shows(&r, "value=\"transfer\" checked"));
	CHECK(admin_shows(&r, "Card (demo)"));
	CHECK(!admin_shows(&r, "value=\"pickup\""));
	CHECK_INT(orders(cx), 0);
}

static void demo_card_is_offered_by_the_demo_alone(struct cx *cx)
{
	mug_in_cart(cx);
	struct req r = visit(cx, NULL, NULL);
	conf.demo = false;
	CHECK_OK(checkout_show(&r));
	CHECK(!admin_shows(&r, "demo_card"));
	r = visit(cx, form_with(cx, "payment", "demo_card", NULL, NULL), NULL);
	conf.demo = false;
	CHECK_OK(checkout_order(&r));
	CHECK_INT(r.status, 422);
	CHECK_INT(orders(cx), 0);
}

static void order_leads_to_its_page(struct cx *cx)
{
	mug_in_cart(cx);
	struct req r = post(cx, form_with(cx, NULL, NULL, NULL, NULL), 303);
	CHECK_STR(r.location,
		arena_printf(cx->arena, "/order/%s", order_token(cx, 1)));
	/* The same form again: the same order. */
	r = post(cx, form_with(cx, NULL, NULL, NULL, NULL), 303);
	CHECK_STR(r.location,
		arena_printf(cx->arena, "/order/%s", order_token(cx, 1)));
	CHECK_INT(orders(cx), 1);
}

/* "Nothing was ordered" would be a lie. */
static void what_breaks_after_the_order_leads_to_it(struct cx *cx)
{
	mug_in_cart(cx);
	CHECK_OK(db_run_script(cx->db,
		"CREATE TRIGGER broken BEFORE INSERT ON attempt"
		" BEGIN SELECT raise(ABORT, 'broken'); END"));
	struct req r = visit(
		cx, form_with(cx, "payment", "demo_card", NULL, NULL), NULL);
	conf.limits = true;
	CHECK_OK(checkout_order(&r));
	conf.limits = false;
	CHECK_INT(orders(cx), 1);
	CHECK_INT(r.status, 303);
	if (r.location)
		CHECK_STR(r.location, arena_printf(cx->arena, "/order/%s",
					      order_token(cx, 1)));
}

static void another_visitor_cannot_repeat_the_form(struct cx *cx)
{
	mug_in_cart(cx);
	post(cx, form_with(cx, NULL, NULL, NULL, NULL), 303);
	struct visitor other = {.id = "visitor-2", .id_hash = "s2"};
	struct req r = visit(cx, form_with(cx, NULL, NULL, NULL, NULL), NULL);
	r.visitor = &other;
	CHECK_OK(checkout_order(&r));
	CHECK_INT(r.status, 409);
	CHECK(!r.location);
	CHECK_INT(orders(cx), 1);
}

static void wrong_input_comes_back_as_typed(struct cx *cx)
{
	mug_in_cart(cx);
	struct req r = post(
		cx, form_with(cx, "postal", "0089", "name", "<b>\"Aino"), 422);
	CHECK(admin_shows(&r, "href=\"#postal\""));
	CHECK(admin_shows(&r, "value=\"0089\""));
	CHECK(admin_shows(&r, "value=\"&lt;b&gt;&quot;Aino\""));
	CHECK_INT(orders(cx), 0);
}

static void postal_codes_are_checked_by_country(struct cx *cx)
{
	static const struct {
		const char *country, *postal, *kept; /* NULL: wrong */
		bool vat_free;
	} codes[] = {
		{"FI", "00890", "00890", false},
		{"FI", "FI-00890", "00890", false},
		{"FI", "0089", NULL, false},
		{"FI", "0089x", NULL, false},
		{"SE", "123 45", "12345", false},
		{"EE", "10111", "10111", false},
		{"DK", "2100", "2100", false},
		{"DK", "21000", NULL, false},
		{"NO", "0150", "0150", true},
		{"DE", "10115", "10115", false},
	};
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 50});
	test_cart(cx, "s1", mug, 1);
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		int64_t before = orders(cx);
		struct param *form = (struct param *)form_with(cx, "country",
			codes[i].country, "postal", codes[i].postal);
		form[0].value = arena_printf(cx->arena, "form-%zu", i);
		form[1].value = codes[i].vat_free ? "1000.-203.490.0.1187"
						  : "1000.0.490.0.1490";
		post(cx, form, codes[i].kept ? 303 : 422);
		CHECK_INT(orders(cx), before + (codes[i].kept ? 1 : 0));
		if (codes[i].kept)
			test_cart(cx, "s1", mug, 1);
	}
	CHECK_INT(test_number(cx, "SELECT count(*) FROM order_address"
				  " WHERE postal = '00890'"),
		2);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM order_address"
				  " WHERE postal = '12345'"),
		1);
}

static void terms_must_be_accepted(struct cx *cx)
{
	mug_in_cart(cx);
	struct req r = post(cx, form_with(cx, "terms", "", NULL, NULL), 422);
	CHECK(admin_shows(&r, "href=\"#terms\""));
	CHECK_INT(orders(cx), 0);
}

static void total_that_moved_is_shown_before_it_is_charged(struct cx *cx)
{
	mug_in_cart(cx);
	struct req r = post(cx,
		form_with(cx, "expect_1", "900.0.490.0.1390", NULL, NULL), 409);
	CHECK(admin_shows(&r, "The total has changed"));
	CHECK(admin_shows(&r, "Things: <del>€9.00</del> <ins>€10.00</ins>"));
	CHECK(admin_shows(&r, "Total: <del>€13.90</del> <ins>€14.90</ins>"));
	CHECK(!admin_shows(&r, "Delivery: <del>"));
	CHECK(admin_shows(&r, "name=\"expect_1\" value=\"1000.0.490.0.1490\""));
	CHECK(admin_shows(&r, "value=\"Aino Korhonen\""));
	CHECK_INT(orders(cx), 0);
}

static void sold_out_meanwhile_is_said(struct cx *cx)
{
	int64_t mug = mug_in_cart(cx);
	test_order_of(cx, "s2", mug, 5, "parcel", "transfer");
	struct req r = post(cx, form_with(cx, NULL, NULL, NULL, NULL), 409);
	CHECK(admin_shows(&r, "sold out while you were here"));
	CHECK_INT(orders(cx), 1);
}

static void declined_card_can_be_tried_again(struct cx *cx)
{
	mug_in_cart(cx);
	struct req r = post(
		cx, form_with(cx, "payment", "demo_card", NULL, NULL), 303);
	CHECK(strncmp(r.location, "/pay/demo/", 10) == 0);
	const struct param stamp[] = {{"token", r.location + 10}, {NULL, NULL}};
	const struct param no[] = {{"answer", "decline"}, {NULL, NULL}};
	r = visit(cx, no, stamp);
	CHECK_OK(pay_demo_answer(&r));

	const struct param token[] = {
		{"token", order_token(cx, 1)}, {NULL, NULL}};
	r = visit(cx, NULL, token);
	CHECK_OK(order_show(&r));
	CHECK(admin_shows(&r, "The payment did not go through"));
	CHECK(admin_shows(&r, "Card (demo)"));

	r = visit(cx, no, token);
	CHECK_OK(order_pay(&r));
	CHECK(strcmp(r.location + 10, stamp[0].value) != 0);
	const struct param again[] = {{"token", r.location + 10}, {NULL, NULL}};
	const struct param yes[] = {{"answer", "approve"}, {NULL, NULL}};
	r = visit(cx, yes, again);
	CHECK_OK(pay_demo_answer(&r));
	r = visit(cx, NULL, token);
	CHECK_OK(order_show(&r));
	CHECK(admin_shows(&r, "<b>Paid</b>"));
}

static void order_page_says_how_to_pay(struct cx *cx)
{
	CHECK_OK(setting_set(cx, "shop.iban", NULL, "FI2112345600000785"));
	CHECK_OK(setting_set(cx, "shop.bic", NULL, "NDEAFIHH"));
	int64_t id = test_order(cx);
	const struct param token[] = {
		{"token", order_token(cx, id)}, {NULL, NULL}};
	struct req r = visit(cx, NULL, token);
	CHECK_OK(order_show(&r));
	CHECK(admin_shows(&r, "<h1>Order 10001</h1>"));
	CHECK(admin_shows(&r, "<b>Waiting for payment</b>"));
	CHECK(admin_shows(&r, "FI21 1234 5600 0007 85"));
	CHECK(admin_shows(&r, "1 00010"));
	CHECK(admin_shows(&r, "4211234560000078500001490000"
			      "00000000000000100010261207"));
	CHECK(admin_shows(&r, "aria-label=\"QR code"));
	const char *first = strstr(admin_body(&r), "role=\"status\"");
	CHECK(first && !strstr(first + 1, "role=\"status\""));
}

static void wrong_pair_does_not_tell_which(struct cx *cx)
{
	test_order(cx);
	const struct param number[] = {{"number", "10002"},
		{"email", "aino.korhonen@posti.example"}, {NULL, NULL}};
	const struct param email[] = {{"number", "10001"},
		{"email", "other@posti.example"}, {NULL, NULL}};
	struct req a = visit(cx, number, NULL), b;
	CHECK_OK(track_find(&a));
	CHECK_INT(a.status, 422);
	b = visit(cx, email, NULL);
	CHECK_OK(track_find(&b));
	CHECK_INT(b.status, 422);
	CHECK(admin_shows(&a, "We find no order"));
	CHECK(admin_shows(&b, "We find no order"));
}

static void guessing_pairs_comes_to_an_end(struct cx *cx)
{
	const struct param form[] = {{"number", "10001"},
		{"email", "other@posti.example"}, {NULL, NULL}};
	for (int i = 0; i < 11; i++) {
		struct req r = visit(cx, form, NULL);
		conf.limits = true;
		CHECK_INT(track_find(&r), i < 10 ? OK : ERR_TOO_MANY);
	}
}

int main(void)
{
	return test_run((struct test[]){
		{"empty cart goes back to the cart",
			empty_cart_goes_back_to_the_cart},
		{"checkout shows what is bought and its total",
			checkout_shows_what_is_bought_and_its_total},
		{"demo card is offered by the demo alone",
			demo_card_is_offered_by_the_demo_alone},
		{"order leads to its page", order_leads_to_its_page},
		{"what breaks after the order leads to it",
			what_breaks_after_the_order_leads_to_it},
		{"another visitor cannot repeat the form",
			another_visitor_cannot_repeat_the_form},
		{"wrong input comes back as typed",
			wrong_input_comes_back_as_typed},
		{"postal codes are checked by country",
			postal_codes_are_checked_by_country},
		{"terms must be accepted", terms_must_be_accepted},
		{"total that moved is shown before it is charged",
			total_that_moved_is_shown_before_it_is_charged},
		{"sold out meanwhile is said", sold_out_meanwhile_is_said},
		{"declined card can be tried again",
			declined_card_can_be_tried_again},
		{"order page says how to pay", order_page_says_how_to_pay},
		{"wrong pair does not tell which",
			wrong_pair_does_not_tell_which},
		{"guessing pairs comes to an end",
			guessing_pairs_comes_to_an_end},
		{NULL, NULL},
	});
}
