/* The checkout and the pages after it, in one file because they share its form.
 */
#include "tests/admin.h"
#include "tests/orders.h"

#include <string.h>

#include "domain/payment.h"
#include "domain/setting.h"
#include "domain/staff.h"
#include "domain/shipment.h"
#include "handlers/checkout.h"
#include "handlers/shop.h"
#include "lib/arena.h"
#include "lib/conf.h"
#include "lib/clock.h"
#include "lib/db.h"

static struct conf conf;
static struct visitor visitor = {
	.id = "visitor-1", .id_hash = "s1", .cart = "s1"};

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
	struct visitor other = {
		.id = "visitor-2", .id_hash = "s2", .cart = "s2"};
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

static void parcel_says_the_day_it_came(struct cx *cx)
{
	int64_t id = test_order(cx), parcel;
	struct shipment_ask all = {.order = id, .carrier = "", .tracking = ""};
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(shipment_send(cx, &all, &parcel));
	cx->now += 2 * MS_DAY;
	CHECK_OK(shipment_to(cx, parcel, "delivered", "", ""));
	const struct param token[] = {
		{"token", order_token(cx, id)}, {NULL, NULL}};
	struct req r = visit(cx, NULL, token);
	CHECK_OK(order_show(&r));
	CHECK(admin_shows(&r, "Delivered Wed 25 Nov"));
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

/* Nor does the page of the withdrawal tell more; it takes a statement all the
 * same. */
static void withdrawing_is_no_way_to_guess_pairs(struct cx *cx)
{
	struct order o;
	CHECK_OK(order_get(cx, test_order(cx), &o));
	const struct param wrong[] = {{"name", "Eve"}, {"order", "10001"},
		{"email", "other@posti.example"}, {NULL, NULL}};
	const struct param right[] = {{"name", "Eve"}, {"order", "10001"},
		{"email", o.email}, {NULL, NULL}};
	for (int i = 0; i < 11; i++) {
		bool last = i == 10;
		struct req r = visit(cx, last ? right : wrong, NULL);
		r.path = "/withdraw";
		conf.limits = true;
		CHECK_OK(withdraw_step(&r));
		CHECK_INT(r.status, 200);
		CHECK(admin_shows(&r, "Confirm withdrawal"));
		CHECK(!admin_shows(&r, o.lines[0].name));
	}
	struct req r = visit(cx, right, NULL);
	r.path = "/withdraw";
	conf.limits = false;
	CHECK_OK(withdraw_step(&r));
	CHECK(admin_shows(&r, o.lines[0].name));
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

/* ---- limits and traps ---- */

/* Orders of one unit, each with a form of its own, until one is refused. */
static int orders_until_refused(struct cx *cx, bool other_email,
	bool other_network, bool other_cart, const char *made)
{
	int64_t mug = test_product(
		cx, (struct test_product){.on_hand = 90, .sku = "MANY"});
	for (int i = 0; i < 40; i++) {
		struct visitor who = {.id = "v", .id_hash = "s1", .cart = "s1"};
		if (other_cart)
			who.cart = who.id_hash = arena_printf(
				cx->arena, "cart-%d", i);
		test_cart(cx, who.id_hash, mug, 1);
		struct param *form = (struct param *)form_with(
			cx, NULL, NULL, NULL, NULL);
		form[0].value = arena_printf(cx->arena, "limit-%d", i);
		if (other_email)
			form[3].value = arena_printf(
				cx->arena, "aino%d@posti.example", i);
		size_t n = 0;
		while (form[n].name)
			n++;
		form[n] = (struct param){"made", made};
		struct req r = visit(cx, form, NULL);
		r.visitor = &who;
		r.remote = other_network
				   ? arena_printf(cx->arena, "192.0.2.%d", i)
				   : "192.0.2.1";
		conf.limits = true;
		CHECK_OK(checkout_order(&r));
		conf.limits = false;
		if (r.status == 429) {
			CHECK(admin_shows(&r, "many orders in a short time"));
			CHECK(admin_shows(&r, "value=\"Aino Korhonen\""));
			CHECK(strstr(r.headers.p, "Retry-After: 3600"));
			return i;
		}
		CHECK_INT(r.status, 303);
	}
	return 40;
}

/* What an unhurried visitor "v" sends back. */
static const char *made_before(struct cx *cx)
{
	struct visitor who = {.id = "v", .id_hash = "s1", .cart = "s1"};
	struct req r = visit(cx, NULL, NULL);
	r.visitor = &who;
	r.cx.now -= 60000;
	return checkout_made(&r);
}

static void orders_of_one_email_are_limited(struct cx *cx)
{
	CHECK_INT(orders_until_refused(cx, false, true, true, made_before(cx)),
		10);
}

static void orders_of_one_cart_are_limited(struct cx *cx)
{
	CHECK_INT(orders_until_refused(cx, true, true, false, made_before(cx)),
		10);
}

static void orders_of_one_network_are_limited(struct cx *cx)
{
	CHECK_INT(orders_until_refused(cx, true, false, true, made_before(cx)),
		30);
}

static void haste_counts_and_refuses_nobody(struct cx *cx)
{
	CHECK_INT(orders_until_refused(cx, true, false, true, "1.forged"), 10);
}

static void owner_sets_the_limits(struct cx *cx)
{
	CHECK_OK(setting_set(cx, "limit.orders_email", NULL, "2"));
	CHECK_INT(orders_until_refused(cx, false, true, true, made_before(cx)),
		2);
}

static void failed_cards_are_limited_and_other_ways_stay(struct cx *cx)
{
	mug_in_cart(cx);
	for (int i = 0; i < PAYMENT_FAILED_MAX; i++)
		CHECK_OK(attempt_add(cx, PAYMENT_FAILED, "aino@posti.example",
			PAYMENT_FAILED_MS));
	struct req r = visit(
		cx, form_with(cx, "payment", "demo_card", NULL, NULL), NULL);
	conf.limits = true;
	CHECK_OK(checkout_order(&r));
	CHECK_INT(r.status, 429);
	CHECK(admin_shows(&r, "Several payments did not go through."));
	CHECK_INT(orders(cx), 0);
	r = visit(cx, form_with(cx, NULL, NULL, NULL, NULL), NULL);
	conf.limits = true;
	CHECK_OK(checkout_order(&r));
	conf.limits = false;
	CHECK_INT(r.status, 303);
}

/* The same pairs and some more. */
static const struct param *form_and(
	struct cx *cx, const struct param *form, const struct param *more)
{
	size_t n = 0;
	while (form[n].name)
		n++;
	struct param *out = ARENA_ARRAY(cx->arena, struct param, n + 10);
	memcpy(out, form, n * sizeof(*out));
	for (size_t i = 0; more[i].name; i++)
		out[n++] = more[i];
	return out;
}

static const char *value_of(struct cx *cx, struct req *r, const char *name)
{
	const char *mark = arena_printf(
		cx->arena, "name=\"%s\" value=\"", name);
	const char *at = strstr(admin_body(r), mark);
	CHECK(at != NULL);
	at = at ? at + strlen(mark) : "";
	return arena_strndup(cx->arena, at, strcspn(at, "\""));
}

static void filled_trap_asks_once_more(struct cx *cx)
{
	mug_in_cart(cx);
	const struct param *form = form_with(cx, NULL, NULL, NULL, NULL);
	const struct param trap[] = {
		{"website", "https://spam.example"}, {NULL, NULL}};
	struct req r = post(cx, form_and(cx, form, trap), 422);
	CHECK(admin_shows(&r, "Please confirm your order."));
	CHECK_INT(orders(cx), 0);
	const struct param wrong[] = {{"website", "x"},
		{"confirm", "0123456789abcdef0123"}, {NULL, NULL}};
	post(cx, form_and(cx, form, wrong), 422);
	CHECK_INT(orders(cx), 0);
	const struct param again[] = {{"website", "x"},
		{"confirm", value_of(cx, &r, "confirm")}, {NULL, NULL}};
	post(cx, form_and(cx, form, again), 303);
	CHECK_INT(orders(cx), 1);
}

/* ---- totals without an order ---- */

static struct req ask(struct cx *cx, const struct param *form)
{
	struct req r = visit(cx, form, NULL);
	CHECK_OK(checkout_quote(&r));
	CHECK_INT(orders(cx), 0);
	return r;
}

static void update_keeps_what_was_typed_and_orders_nothing(struct cx *cx)
{
	mug_in_cart(cx);
	const struct param *form = form_with(
		cx, "postal", "123", "message", "Ring twice");
	struct req r = ask(cx, form);
	CHECK_INT(r.status, 200);
	CHECK(admin_shows(&r, "value=\"Aino Korhonen\""));
	CHECK(admin_shows(&r, "Ring twice"));
	CHECK(admin_shows(&r, "Postal code has five digits"));
	const struct param act[] = {{"do", "update"}, {NULL, NULL}};
	r = visit(cx, form_and(cx, form, act), NULL);
	CHECK_OK(checkout_order(&r));
	CHECK_INT(r.status, 200);
	CHECK_INT(orders(cx), 0);
}

static void country_that_is_not_served_says_so(struct cx *cx)
{
	mug_in_cart(cx);
	struct req r = ask(cx, form_with(cx, "country", "US", NULL, NULL));
	CHECK(admin_shows(&r, "We do not send this to that address."));
	r = post(cx, form_with(cx, "country", "US", NULL, NULL), 422);
	CHECK(admin_shows(&r, "href=\"#delivery\""));
	CHECK_INT(orders(cx), 0);
}

static void pickup_asks_for_no_address(struct cx *cx)
{
	mug_in_cart(cx);
	struct param *form = (struct param *)form_with(
		cx, "delivery", "pickup", "street", "");
	for (size_t i = 0; form[i].name; i++)
		if (strcmp(form[i].name, "postal") == 0 ||
			strcmp(form[i].name, "city") == 0)
			form[i].value = "";
	post(cx, form, 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM orders"
				  " WHERE delivery = 'pickup'"
				  " AND total_minor = 1000"),
		1);
}

static void pickup_takes_no_made_up_country(struct cx *cx)
{
	mug_in_cart(cx);
	struct req r = post(cx,
		form_with(cx, "delivery", "pickup", "country", "=cmd()"), 422);
	CHECK(admin_shows(&r, "Country: choose one"));
	CHECK_INT(orders(cx), 0);
}

static void parcel_needs_its_address(struct cx *cx)
{
	mug_in_cart(cx);
	struct req r = post(cx, form_with(cx, "street", "", "city", " "), 422);
	CHECK(admin_shows(&r, "href=\"#street\""));
	CHECK(admin_shows(&r, "href=\"#city\""));
}

static void points_are_chosen_near_a_postal_code(struct cx *cx)
{
	mug_in_cart(cx);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO delivery_method (id, zone, name, kind, carrier,"
		" position) VALUES (7, 1, 'Point', 'point', 'Posti', 3);"
		"INSERT INTO delivery_rate (method, upto, amount_minor)"
		" VALUES (7, 0, 390);"
		"INSERT INTO pickup_point (carrier, code, name, postal,"
		" country, updated_ms) VALUES ('Posti', 'P1', 'Kulma',"
		" '00890', 'FI', 1)"));
	struct param *form = (struct param *)form_with(
		cx, "delivery", "7", "phone", "040 123 4567");
	form[1] = (struct param){"expect_7", "1000.0.390.0.1390"};
	struct req r = ask(cx, form);
	CHECK(admin_shows(&r, "value=\"Posti/P1\""));
	r = post(cx, form, 422);
	CHECK(admin_shows(&r, "Choose a pickup point"));
	const struct param none[] = {{"point", "Posti/P2"}, {NULL, NULL}};
	post(cx, form_and(cx, form, none), 422);
	const struct param point[] = {{"point", "Posti/P1"}, {NULL, NULL}};
	post(cx, form_and(cx, form, point), 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM orders"
				  " WHERE delivery = 'point'"
				  " AND point_code = 'P1'"),
		1);
}

static void company_and_invoice_address_reach_the_order(struct cx *cx)
{
	mug_in_cart(cx);
	const struct param *form = form_with(cx, NULL, NULL, NULL, NULL);
	const struct param wrong[] = {{"company", "Aalto Oy"},
		{"business_id", "1234567-2"}, {"vat_id", "FI1"},
		{"billing", "1"}, {NULL, NULL}};
	struct req r = post(cx, form_and(cx, form, wrong), 422);
	CHECK(admin_shows(&r, "href=\"#business_id\""));
	CHECK(admin_shows(&r, "href=\"#vat_id\""));
	CHECK(admin_shows(&r, "href=\"#bill_street\""));
	CHECK(admin_shows(&r, "<details class=\"fold\" open>"));
	const struct param right[] = {{"company", "Aalto Oy"},
		{"business_id", "12345671"}, {"buyer_ref", "PO 7"},
		{"billing", "1"}, {"bill_name", "Aalto Oy, ostot"},
		{"bill_street", "PL 5"}, {"bill_postal", "00101"},
		{"bill_city", "Helsinki"}, {"bill_country", "FI"},
		{NULL, NULL}};
	post(cx, form_and(cx, form, right), 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM orders"
				  " WHERE business_id = '1234567-1'"
				  " AND company = 'Aalto Oy'"
				  " AND buyer_ref = 'PO 7'"),
		1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM order_address"
				  " WHERE kind = 'billing'"
				  " AND street = 'PL 5'"),
		1);
}

static void lost_session_keeps_what_was_typed(struct cx *cx)
{
	struct req r = visit(cx, form_with(cx, NULL, NULL, NULL, NULL), NULL);
	CHECK_OK(checkout_stale(&r));
	CHECK_INT(r.status, 403);
	CHECK(admin_shows(&r, "Your browser has forgotten the cart."));
	CHECK(admin_shows(&r, "value=\"Kaislapolku 7\""));
	mug_in_cart(cx);
	r = visit(cx, form_with(cx, NULL, NULL, NULL, NULL), NULL);
	CHECK_OK(checkout_stale(&r));
	CHECK(admin_shows(&r, "value=\"Kaislapolku 7\""));
	CHECK(admin_shows(&r, "Order and pay"));
	CHECK_INT(orders(cx), 0);
}

static void total_that_nobody_saw_is_not_charged(struct cx *cx)
{
	static const char *const sums[] = {"", "1490", "1000.0.490.0.1490x",
		"a.b.c.d.e", "1000.0.490.0.99999999999999999999", NULL};
	mug_in_cart(cx);
	for (size_t i = 0; sums[i]; i++)
		post(cx, form_with(cx, "expect_1", sums[i], NULL, NULL), 409);
	CHECK_INT(orders(cx), 0);
}

static const struct test tests[] = {
	{"empty cart goes back to the cart", empty_cart_goes_back_to_the_cart},
	{"checkout shows what is bought and its total",
		checkout_shows_what_is_bought_and_its_total},
	{"demo card is offered by the demo alone",
		demo_card_is_offered_by_the_demo_alone},
	{"order leads to its page", order_leads_to_its_page},
	{"what breaks after the order leads to it",
		what_breaks_after_the_order_leads_to_it},
	{"another visitor cannot repeat the form",
		another_visitor_cannot_repeat_the_form},
	{"wrong input comes back as typed", wrong_input_comes_back_as_typed},
	{"postal codes are checked by country",
		postal_codes_are_checked_by_country},
	{"terms must be accepted", terms_must_be_accepted},
	{"total that moved is shown before it is charged",
		total_that_moved_is_shown_before_it_is_charged},
	{"sold out meanwhile is said", sold_out_meanwhile_is_said},
	{"declined card can be tried again", declined_card_can_be_tried_again},
	{"parcel says the day it came", parcel_says_the_day_it_came},
	{"order page says how to pay", order_page_says_how_to_pay},
	{"wrong pair does not tell which", wrong_pair_does_not_tell_which},
	{"withdrawing is no way to guess pairs",
		withdrawing_is_no_way_to_guess_pairs},
	{"guessing pairs comes to an end", guessing_pairs_comes_to_an_end},
	{"orders of one email are limited", orders_of_one_email_are_limited},
	{"orders of one cart are limited", orders_of_one_cart_are_limited},
	{"orders of one network are limited",
		orders_of_one_network_are_limited},
	{"haste counts and refuses nobody", haste_counts_and_refuses_nobody},
	{"owner sets the limits", owner_sets_the_limits},
	{"failed cards are limited and other ways stay",
		failed_cards_are_limited_and_other_ways_stay},
	{"filled trap asks once more", filled_trap_asks_once_more},
	{"update keeps what was typed and orders nothing",
		update_keeps_what_was_typed_and_orders_nothing},
	{"country that is not served says so",
		country_that_is_not_served_says_so},
	{"pickup asks for no address", pickup_asks_for_no_address},
	{"pickup takes no made-up country", pickup_takes_no_made_up_country},
	{"parcel needs its address", parcel_needs_its_address},
	{"points are chosen near a postal code",
		points_are_chosen_near_a_postal_code},
	{"company and invoice address reach the order",
		company_and_invoice_address_reach_the_order},
	{"lost session keeps what was typed",
		lost_session_keeps_what_was_typed},
	{"total that nobody saw is not charged",
		total_that_nobody_saw_is_not_charged},
	{NULL, NULL},
};

int main(void)
{
	return test_run(tests);
}
