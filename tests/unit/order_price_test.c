/* Orders with all that changes their price or when they are let go; in one
 * file because each is seen, placed and read back by the same few helpers. */
#include "tests/orders.h"

#include <string.h>

#include "domain/gift_card.h"
#include "domain/payment.h"
#include "domain/quote.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/text.h"

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

/* What the buyer of a draft sees before the button. */
static struct quote seen(struct cx *cx, struct order_draft *d)
{
	struct cart cart;
	struct quote q = {0};
	CHECK_OK(cart_load(cx, d->session, &cart));
	struct quote_ask ask = {
		.cart = &cart,
		.buyer = {.country = d->country,
			.postal = d->postal,
			.email_norm = email_norm(cx->arena, d->email),
			.vat_id = d->vat_id ? d->vat_id : "",
			.customer = d->customer},
		.kind = d->delivery,
	};
	CHECK_OK(quote_make(cx, &ask, &q));
	d->expected = q.total;
	d->gift = q.gift;
	return q;
}

/* The order, or why not. */
static const char *place(
	struct cx *cx, const struct order_draft *d, struct order *o)
{
	struct order_placed placed;
	const char *why = "";
	*o = (struct order){0};
	int rc = order_place(cx, d, &placed, &why);
	if (rc == OK)
		test_books_agree(cx);
	if (rc == OK)
		CHECK_OK(order_get(cx, placed.id, o));
	else
		CHECK_INT(test_number(cx, "SELECT count(*) FROM cart_line"), 1);
	return rc == OK ? "" : why;
}

static struct order_tax tax(const struct order *o)
{
	CHECK_INT(o->n_taxes, 1);
	return o->n_taxes ? o->taxes[0] : (struct order_tax){0};
}

static struct order_line line(const struct order *o, size_t i)
{
	CHECK(i < o->n_lines);
	return i < o->n_lines ? o->lines[i] : (struct order_line){.kind = ""};
}

static struct order_draft draft(struct cx *cx, const char *session)
{
	struct order_draft d = test_draft(cx, session, session);
	seen(cx, &d);
	return d;
}

static int64_t gift_card(struct cx *cx, int64_t value)
{
	int64_t id;
	CHECK_OK(gift_card_give(cx,
		&(struct gift_card_gift){.value = money(value),
			.email = "",
			.recipient = "",
			.message = "",
			.locale = "en",
			.note = ""},
		&id));
	run(cx, arena_printf(cx->arena,
			"INSERT INTO cart_code (cart, kind, target, added_ms)"
			" SELECT id, 'gift_card', %lld, 0 FROM cart",
			(long long)id));
	return id;
}

static const char ten_off[] =
	"INSERT INTO promotion (id, name, kind, percent_bp, by_code)"
	" VALUES (1, 'ten', 'percent', 1000, 1);"
	"INSERT INTO coupon (id, promotion, code, code_norm, limit_all,"
	" created_ms) VALUES (3, 1, 'TEN', 'TEN', 1, 0);"
	"INSERT INTO cart_code (cart, kind, target, added_ms)"
	" SELECT id, 'coupon', 3, 0 FROM cart";

static void code_card_and_two_rates_meet(struct cx *cx)
{
	int64_t mug = test_product(
		cx, (struct test_product){.on_hand = 5, .price_minor = 2000});
	int64_t book = test_product(cx, (struct test_product){.slug = "book",
						.tax_class = "reduced",
						.on_hand = 5,
						.price_minor = 1000});
	test_cart(cx, "s1", mug, 1);
	test_cart(cx, "s1", book, 1);
	run(cx, ten_off);
	int64_t card = gift_card(cx, 1500);
	struct order_draft d = draft(cx, "s1");
	struct order o;
	CHECK_STR(place(cx, &d, &o), "");
	CHECK_INT(o.goods.minor, 3000);
	CHECK_INT(o.discount.minor, -300);
	CHECK_INT(o.delivery_cost.minor, 490);
	CHECK_INT(o.total.minor, 3190);
	CHECK_INT(o.gift.minor, 1500);
	CHECK_INT(o.paid.minor, 1500);
	CHECK_STR(o.payment_state, "part");
	CHECK_INT(o.n_lines, 2);
	CHECK_INT(line(&o, 0).off.minor, -200);
	CHECK_INT(line(&o, 1).off.minor, -100);
	CHECK_INT(o.n_costs, 2);
	CHECK_INT(o.n_savings, 1);
	CHECK_INT(o.n_savings ? o.savings[0].amount.minor : 0, -300);
	CHECK_STR(o.delivery_label, "Home delivery");
	CHECK(o.promised_day > 20261123);
	CHECK_INT(test_number(cx, "SELECT used FROM coupon"), 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM cart_code"), 0);
	CHECK_INT(test_number(cx, "SELECT amount_minor FROM payment"), 1690);
	struct gift_card g;
	CHECK_OK(gift_card_get(cx, card, &g));
	CHECK_INT(g.balance.minor, 0);

	/* let go: the card has its money back, the code can be used again */
	int64_t n;
	cx->now += 60 * MS_DAY;
	CHECK_OK(order_expire(cx, &n));
	CHECK_INT(n, 1);
	CHECK_OK(gift_card_get(cx, card, &g));
	CHECK_INT(g.balance.minor, 1500);
	CHECK_INT(test_number(cx, "SELECT used FROM coupon"), 0);
	CHECK_OK(order_get(cx, o.id, &o));
	CHECK_STR(o.state, "cancelled");
	CHECK_INT(o.paid.minor, 0);
	test_books_agree(cx);
}

static void card_that_pays_all_confirms_at_once(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	test_cart(cx, "s1", mug, 1);
	gift_card(cx, 5000);
	struct order_draft d = draft(cx, "s1");
	CHECK_INT(d.gift.minor, 1490);
	struct order o;
	CHECK_STR(place(cx, &d, &o), "");
	CHECK_STR(o.state, "confirmed");
	CHECK_STR(o.payment_state, "paid");
	CHECK_STR(o.payment, "gift_card");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM payment"), 0);
	CHECK_INT(test_number(cx, "SELECT balance_minor FROM gift_card"), 3510);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM stock_hold"
				  " WHERE expires_ms IS NULL"),
		1);
}

/* Each is refused with its reason, and nothing has changed. */
static void what_ended_meanwhile_is_said_first(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	struct order o;
	test_cart(cx, "s1", mug, 1);
	run(cx, ten_off);
	gift_card(cx, 500);
	struct order_draft d = draft(cx, "s1");
	CHECK_INT(d.expected.minor, 1390);

	run(cx, "UPDATE coupon SET used = 1");
	CHECK_STR(place(cx, &d, &o), "coupon_gone");
	run(cx, "UPDATE coupon SET used = 0; UPDATE promotion SET to_ms = 5");
	CHECK_STR(place(cx, &d, &o), "coupon_gone");
	run(cx, "UPDATE promotion SET to_ms = NULL, percent_bp = 900");
	CHECK_STR(place(cx, &d, &o), "price_changed");
	run(cx, "UPDATE promotion SET percent_bp = 1000;"
		"UPDATE gift_card SET balance_minor = 499");
	CHECK_STR(place(cx, &d, &o), "gift_card_spent");
	run(cx, "UPDATE gift_card SET balance_minor = 500");
	CHECK_OK(setting_set(cx, "pay.transfer", NULL, "0"));
	CHECK_STR(place(cx, &d, &o), "payment_gone");
	CHECK_OK(setting_set(cx, "pay.transfer", NULL, "1"));
	d.country = "JP";
	CHECK_STR(place(cx, &d, &o), "undelivered");
	d.country = "FI";
	CHECK_INT(test_number(cx, "SELECT count(*) FROM orders"), 0);
	CHECK_INT(test_number(cx, "SELECT balance_minor FROM gift_card"), 500);
	CHECK_INT(test_number(cx, "SELECT used FROM promotion"), 0);
	CHECK_STR(place(cx, &d, &o), "");
}

static void code_of_one_time_says_that_it_is_used(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	struct order o;
	test_cart(cx, "s1", mug, 1);
	run(cx, ten_off);
	run(cx, "UPDATE coupon SET limit_all = NULL;"
		"UPDATE promotion SET limit_each = 1");
	struct order_draft d = draft(cx, "s1");
	CHECK_STR(place(cx, &d, &o), "");
	CHECK_INT(o.discount.minor, -100);

	test_cart(cx, "s1", mug, 1);
	run(cx, "INSERT INTO cart_code (cart, kind, target, added_ms)"
		" SELECT id, 'coupon', 3, 0 FROM cart");
	d.attempt_key = "s2";
	CHECK_STR(place(cx, &d, &o), "coupon_gone");
	struct quote q = seen(cx, &d);
	CHECK_INT(q.n_idle, 1);
	CHECK_STR(q.n_idle ? q.idle[0].why : "", "used_up");
	CHECK_INT(q.discount.minor, 0);
	CHECK_STR(place(cx, &d, &o), "");
}

static void gift_cards_alone_need_no_delivery(struct cx *cx)
{
	int64_t product;
	int64_t v = test_product(cx, (struct test_product){.untracked = 1,
					     .price_minor = 2500,
					     .tax_class = "outside",
					     .product = &product});
	run(cx, "UPDATE product SET kind = 'gift_card'");
	test_cart(cx, "s1", v, 2);
	int64_t paying = gift_card(cx, 900);
	struct order_draft d = draft(cx, "s1");
	CHECK_INT(d.gift.minor, 0); /* a card buys no cards */
	struct order o;
	CHECK_STR(place(cx, &d, &o), "");
	CHECK_STR(o.delivery, "none");
	CHECK_INT(o.total.minor, 5000);
	CHECK_STR(line(&o, 0).kind, "gift_card");
	CHECK_INT(line(&o, 0).rate_bp, -1);
	CHECK_INT(tax(&o).rate_bp, -1);
	CHECK_INT(tax(&o).vat.minor, 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM gift_card"
				  " WHERE state = 'waiting'"),
		2);
	struct gift_card g;
	CHECK_OK(gift_card_get(cx, paying, &g));
	CHECK_INT(g.balance.minor, 900);
	CHECK_OK(order_mark_paid(cx, o.id));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM gift_card"
				  " WHERE state = 'active'"),
		3);
}

static void consumers_elsewhere_pay_their_own_vat(struct cx *cx)
{
	int64_t mug = test_product(
		cx, (struct test_product){.on_hand = 5, .price_minor = 2510});
	struct order o;
	test_cart(cx, "s1", mug, 1);
	struct order_draft d = test_draft(cx, "s1", "s1");
	d.country = "SE";
	seen(cx, &d);
	CHECK_OK(setting_set(cx, "tax.oss", NULL, "1"));
	CHECK_STR(place(cx, &d, &o), "");
	CHECK_STR(o.tax_reason, "oss");
	CHECK_STR(o.tax_country, "SE");
	CHECK_INT(o.total.minor, 3000); /* the price stays, its VAT differs */
	CHECK_INT(tax(&o).rate_bp, 2500);
	CHECK_INT(tax(&o).vat.minor, 600);

	test_cart(cx, "s1", mug, 1);
	d.attempt_key = "s2"; /* fetched: handed over in Finland */
	d.delivery = "pickup";
	seen(cx, &d);
	CHECK_STR(place(cx, &d, &o), "");
	CHECK_STR(o.tax_reason, "home");
	CHECK_INT(tax(&o).rate_bp, 2550);
}

static void rate_that_is_not_entered_is_not_guessed(struct cx *cx)
{
	int64_t book = test_product(cx,
		(struct test_product){.on_hand = 5, .tax_class = "reduced"});
	struct order o;
	test_cart(cx, "s1", book, 1);
	CHECK_OK(setting_set(cx, "tax.oss", NULL, "1"));
	struct order_draft d = test_draft(cx, "s1", "s1");
	d.country = "SE";
	CHECK(seen(cx, &d).no_tax_rate);
	CHECK_STR(place(cx, &d, &o), "no_tax_rate");
	run(cx, "INSERT INTO tax_rate (tax_class, country, from_day, rate_bp)"
		" VALUES ('reduced', 'SE', 20260101, 600)");
	CHECK(!seen(cx, &d).no_tax_rate);
	CHECK_STR(place(cx, &d, &o), "");
	CHECK_INT(line(&o, 0).rate_bp, 600);
}

static void checked_business_elsewhere_bears_no_vat(struct cx *cx)
{
	int64_t mug = test_product(
		cx, (struct test_product){.on_hand = 5, .price_minor = 2020});
	struct order o;
	test_cart(cx, "s1", mug, 1);
	struct order_draft d = test_draft(cx, "s1", "s1");
	d.country = "SE";
	d.company = "Lehto AB";
	d.vat_id = "SE556703748501";
	seen(cx, &d);
	CHECK_STR(place(cx, &d, &o), ""); /* not checked yet: with VAT */
	CHECK_STR(o.tax_reason, "home");
	CHECK_STR(o.company, "Lehto AB");
	CHECK_INT(o.total.minor, 2510);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM vat_number"
				  " WHERE state = 'asked'"),
		1);

	run(cx, "UPDATE vat_number SET state = 'valid'");
	test_cart(cx, "s1", mug, 1); /* checked, but anybody may type it */
	d.attempt_key = "s2";
	CHECK_INT(seen(cx, &d).total.minor, 2510);
	run(cx, "INSERT INTO customer (id, email, email_norm, locale,"
		" created_ms) SELECT 5, email_norm, email_norm, 'sv', 0"
		" FROM vat_number");
	d.customer = 5;
	CHECK_INT(seen(cx, &d).total.minor, 2510);
	run(cx, "UPDATE customer SET verified_ms = 1");
	CHECK_STR(place(cx, &d, &o), "price_changed");
	seen(cx, &d);
	CHECK_STR(place(cx, &d, &o), "");
	CHECK_STR(o.tax_reason, "reverse");
	CHECK_STR(o.vat_id, "SE556703748501");
	CHECK_INT(o.total.minor, 2000);
	CHECK_INT(o.discount.minor, -410);
	CHECK_INT(o.delivery_cost.minor, 390);
	CHECK_INT(tax(&o).rate_bp, 0);

	test_cart(cx, "s1", mug, 1); /* somebody else's number */
	d.attempt_key = "s3";
	d.email = "other@posti.example";
	CHECK_INT(seen(cx, &d).total.minor, 2510);
}

static const char *reason(
	struct cx *cx, const char *country, const char *postal)
{
	struct tax_rule rule;
	struct buyer b = {.country = country,
		.postal = postal,
		.email_norm = "",
		.vat_id = ""};
	CHECK_OK(tax_rule_of(cx, &b, &rule));
	return rule.reason;
}

static void what_leaves_the_vat_area_bears_none(struct cx *cx)
{
	CHECK_STR(reason(cx, "", ""), "home");
	CHECK_STR(reason(cx, "FI", "00890"), "home");
	CHECK_STR(reason(cx, "NO", "0150"), "export");
	CHECK_STR(reason(cx, "AX", "22100"), "export");
	CHECK_STR(reason(cx, "FI", "22100"), "export");
	CHECK_STR(reason(cx, "ES", "28001"), "home");
	CHECK_STR(reason(cx, "ES", "35001"), "export");
	CHECK_STR(reason(cx, "GB", "SW1A 1AA"), "export");
	CHECK_STR(reason(cx, "GB", "BT1 1AA"), "home");
	CHECK_STR(reason(cx, "MC", "98000"), "home");
	CHECK_OK(setting_set(cx, "tax.oss", NULL, "1"));
	CHECK_STR(reason(cx, "ES", "28001"), "oss");
	CHECK_STR(reason(cx, "ES", "35001"), "export");
	CHECK_STR(reason(cx, "FI", "00890"), "home");
	CHECK_OK(setting_set(cx, "shop.country", NULL, "NO"));
	CHECK_STR(reason(cx, "SE", ""), "home"); /* not the EU's VAT */
}

static void vat_numbers_have_their_countrys_form(struct cx *cx)
{
	CHECK_STR(
		vat_id_norm(cx->arena, "se 556703-7485 01"), "SE556703748501");
	CHECK_STR(vat_id_norm(cx->arena, "GR123456789"), "EL123456789");
	CHECK_STR(vat_id_norm(cx->arena, "ATU12345678"), "ATU12345678");
	CHECK_STR(vat_id_norm(cx->arena, "IE1234567WA"), "IE1234567WA");
	CHECK_STR(vat_id_norm(cx->arena, "NL123456789B01"), "NL123456789B01");
	CHECK(!vat_id_norm(cx->arena, "SE5567037485"));
	CHECK(!vat_id_norm(cx->arena, "US123456789"));
	CHECK(!vat_id_norm(cx->arena, "FI1234567a"));
	CHECK(!vat_id_norm(cx->arena, ""));
	CHECK(!vat_id_norm(cx->arena, "SE556703748501SE556703748501"));
}

static int64_t held(struct cx *cx)
{
	return test_number(cx, "SELECT held FROM stock");
}

static int64_t expired(struct cx *cx)
{
	int64_t n = -1;
	CHECK_OK(order_expire(cx, &n));
	test_books_agree(cx);
	return n;
}

/* Held from the order on; how long, the owner says by way to pay. */
static void each_way_to_pay_has_its_time(struct cx *cx)
{
	static const struct {
		const char *payment, *delivery, *setting, *value;
		int64_t ms; /* after which it is let go */
	} ways[] = {
		{"transfer", "parcel", "hold.transfer", "3", 4 * MS_DAY},
		{"demo_card", "parcel", "hold.card", "5", 5 * MS_HOUR},
		{"on_pickup", "pickup", "hold.pickup", "2", 3 * MS_DAY},
	};
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	int64_t began = cx->now;
	CHECK_OK(setting_set(cx, "pay.on_pickup", NULL, "1"));
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		cx->now = began;
		CHECK_OK(setting_set(cx, ways[i].setting, NULL, ways[i].value));
		test_cart(cx, "s1", mug, 2);
		CHECK_INT(held(cx), 0); /* a cart holds nothing */
		struct order_draft d = test_draft(cx, "s1", ways[i].payment);
		d.payment = ways[i].payment;
		d.delivery = ways[i].delivery;
		seen(cx, &d);
		struct order o;
		CHECK_STR(place(cx, &d, &o), "");
		CHECK_INT(held(cx), 2);
		cx->now = began + ways[i].ms - MS_DAY / 2;
		CHECK_INT(
			strcmp(ways[i].payment, "demo_card") ? expired(cx) : 0,
			0);
		cx->now = began + ways[i].ms;
		CHECK_INT(expired(cx), 1);
		CHECK_INT(held(cx), 0);
		CHECK_INT(expired(cx), 0);
		CHECK_OK(order_get(cx, o.id, &o));
		CHECK_STR(o.state, "cancelled");

		/* a payment that comes later takes the goods again */
		CHECK_OK(order_mark_paid(cx, o.id));
		CHECK_INT(held(cx), 2);
		CHECK_OK(order_get(cx, o.id, &o));
		CHECK_STR(o.state, "confirmed");
		cx->staff = 1;
		CHECK_OK(order_cancel(cx, o.id, ""));
		cx->staff = 0;
		CHECK_INT(held(cx), 0);
	}
}

static void invoice_delivers_first_and_waits(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	CHECK_OK(setting_set(cx, "pay.invoice", NULL, "1"));
	test_cart(cx, "s1", mug, 2);
	struct order_draft d = test_draft(cx, "s1", "s1");
	d.payment = "invoice";
	struct order o;
	CHECK_STR(place(cx, &d, &o), "payment_gone"); /* for companies */
	d.company = "Lehto Oy";
	d.business_id = "1234567-1";
	d.buyer_ref = "PO 7";
	d.billing = (struct order_to){
		"Lehto Oy", "PL 1", "00101", "Helsinki", "FI"};
	CHECK_STR(place(cx, &d, &o), "");
	CHECK_STR(o.state, "confirmed");
	CHECK_STR(o.payment_state, "unpaid");
	CHECK_STR(o.billing.street, "PL 1");
	CHECK_STR(o.buyer_ref, "PO 7");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM stock_hold"
				  " WHERE expires_ms IS NULL"),
		1);
	cx->now += 100 * MS_DAY;
	CHECK_INT(expired(cx), 0);
	CHECK_INT(held(cx), 2);
	CHECK_INT(order_cancel(cx, o.id, ""), ERR_CONFLICT);
	CHECK_OK(order_ship(cx, o.id, "", ""));
	CHECK_OK(order_mark_paid(cx, o.id));
	CHECK_INT(held(cx), 0);
}

static void late_money_for_a_card_that_went_back_goes_back(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	test_cart(cx, "s1", mug, 1);
	gift_card(cx, 500);
	struct order_draft d = draft(cx, "s1");
	d.payment = "demo_card";
	struct order o;
	struct payment p;
	CHECK_STR(place(cx, &d, &o), "");
	CHECK_OK(payment_open(cx, o.id, "demo", &p));
	CHECK_INT(p.amount.minor, 990);
	cx->now += MS_DAY;
	CHECK_INT(expired(cx), 1);
	CHECK_OK(payment_notice(cx, "demo", p.stamp, "n1", "paid", p.amount));
	CHECK_OK(order_get(cx, o.id, &o));
	CHECK_STR(o.state, "cancelled");
	CHECK_STR(o.payment_state, "refund_due");
	CHECK_INT(o.paid.minor, 990);
	CHECK_INT(held(cx), 0);
}

int main(void)
{
	return test_run((struct test[]){
		{"code, card and two rates meet in one order",
			code_card_and_two_rates_meet},
		{"a card that pays all confirms at once",
			card_that_pays_all_confirms_at_once},
		{"what ended meanwhile is said first",
			what_ended_meanwhile_is_said_first},
		{"a code of one time says that it is used",
			code_of_one_time_says_that_it_is_used},
		{"gift cards alone need no delivery",
			gift_cards_alone_need_no_delivery},
		{"consumers elsewhere pay their own VAT",
			consumers_elsewhere_pay_their_own_vat},
		{"a rate that is not entered is not guessed",
			rate_that_is_not_entered_is_not_guessed},
		{"a checked business elsewhere bears no VAT",
			checked_business_elsewhere_bears_no_vat},
		{"what leaves the VAT area bears none",
			what_leaves_the_vat_area_bears_none},
		{"VAT numbers have their country's form",
			vat_numbers_have_their_countrys_form},
		{"each way to pay has its time", each_way_to_pay_has_its_time},
		{"an invoice delivers first and waits",
			invoice_delivers_first_and_waits},
		{"late money for a card that went back goes back",
			late_money_for_a_card_that_went_back_goes_back},
		{NULL, NULL},
	});
}
