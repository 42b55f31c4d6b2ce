/* Orders are placed, whole or not at all.  In one file because each test places
 * one in the same way. */
#include "tests/orders.h"

#include <string.h>

#include "domain/cart.h"
#include "domain/catalogue.h"
#include "domain/price.h"
#include "domain/setting.h"
#include "domain/stock.h"
#include "domain/text_page.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"

static int place(struct cx *cx, const struct order_draft *d,
	struct order_placed *out, const char **why)
{
	int rc = order_place(cx, d, out, why);
	test_books_agree(cx);
	return rc;
}

static void order_is_whole_and_the_cart_empty(struct cx *cx)
{
	int64_t mug = test_product(cx,
		(struct test_product){
			.name = "Kide mug", .on_hand = 5, .price_minor = 1490});
	test_cart(cx, "s1", mug, 2);
	struct order_draft d = test_draft(cx, "s1", "a1");
	struct order_placed placed;
	const char *why;
	CHECK_OK(place(cx, &d, &placed, &why));
	CHECK(!placed.again);
	CHECK_INT(placed.number, 10001);

	struct order o;
	CHECK_OK(order_get(cx, placed.id, &o));
	CHECK_STR(o.state, "placed");
	CHECK_STR(o.payment_state, "unpaid");
	CHECK_STR(o.fulfilment, "none");
	CHECK_STR(o.email, "Aino.Korhonen@Posti.example");
	CHECK_STR(o.city, "Helsinki");
	CHECK_INT(o.goods.minor, 2980);
	CHECK_INT(o.delivery_cost.minor, 490);
	CHECK_INT(o.total.minor, 3470);
	CHECK_INT(o.n_lines, 1);
	CHECK_STR(o.lines[0].name, "Kide mug");
	CHECK_INT(o.lines[0].qty, 2);
	CHECK_INT(o.lines[0].rate_bp, 2550);
	CHECK_STR(o.reference, "100010");
	CHECK(reference_ok(o.reference));
	CHECK_INT(o.n_events, 1);
	CHECK_STR(o.events[0].kind, "placed");

	int64_t units = -1;
	CHECK_OK(cart_count(cx, "s1", &units));
	CHECK_INT(units, 0);
	struct stock_now stock;
	CHECK_OK(stock_now(cx, mug, &stock));
	CHECK_INT(stock.on_hand, 5);
	CHECK_INT(stock.held, 2);
	CHECK_INT(test_number(cx, "SELECT sold_qty FROM product"), 2);
}

static void transfer_is_due_at_the_end_of_the_fourteenth_day(struct cx *cx)
{
	struct order o;
	CHECK_OK(order_get(cx, test_order(cx), &o));
	CHECK_INT(clock_day(o.due_ms), 20261207);
	CHECK_INT(clock_day(o.due_ms + 1), 20261208);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM stock_hold h"
				  " JOIN orders o ON o.due_ms = h.expires_ms"),
		1);
}

static void customer_and_owner_are_written_to(struct cx *cx)
{
	test_order(cx);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"), 2);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox WHERE payload ="
				  " '{\"mail\":\"order_placed\",\"order\":1,"
				  "\"to\":\"customer\"}'"),
		1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox WHERE payload ="
				  " '{\"mail\":\"owner_order\",\"order\":1,"
				  "\"to\":\"owner\"}'"),
		1);
}

static void mixed_rates_share_the_delivery_by_value(struct cx *cx)
{
	int64_t mug = test_product(
		cx, (struct test_product){.on_hand = 5, .price_minor = 2000});
	int64_t book = test_product(cx, (struct test_product){.slug = "book",
						.tax_class = "reduced",
						.on_hand = 5,
						.price_minor = 1000});
	test_cart(cx, "s1", mug, 1);
	test_cart(cx, "s1", book, 1);
	struct order_draft d = test_draft(cx, "s1", "a1");
	struct order_placed placed;
	const char *why;
	CHECK_OK(place(cx, &d, &placed, &why));

	struct order o;
	CHECK_OK(order_get(cx, placed.id, &o));
	CHECK_INT(o.total.minor, 3490);
	CHECK_INT(o.n_taxes, 2);
	/* 490 over 2000 : 1000 is 326.67 and 163.33: the larger remainder
	 * takes the cent. */
	CHECK_INT(o.taxes[0].rate_bp, 2550);
	CHECK_INT(o.taxes[0].gross.minor, 2327);
	CHECK_INT(o.taxes[0].vat.minor, 473); /* 2327 * 2550 / 12550 */
	CHECK_INT(o.taxes[1].rate_bp, 1350);
	CHECK_INT(o.taxes[1].gross.minor, 1163);
	CHECK_INT(o.taxes[1].vat.minor, 138); /* 1163 * 1350 / 11350 */
	CHECK_INT(
		test_number(cx, "SELECT unit_minor FROM order_line"
				" WHERE kind = 'delivery' AND rate_bp = 2550"),
		327);
	CHECK_INT(
		test_number(cx, "SELECT unit_minor FROM order_line"
				" WHERE kind = 'delivery' AND rate_bp = 1350"),
		163);
}

static void goods_outside_vat_carry_no_rate(struct cx *cx)
{
	int64_t card = test_product(cx,
		(struct test_product){.on_hand = 5, .tax_class = "outside"});
	struct order o;
	CHECK_OK(order_get(cx,
		test_order_of(cx, "s1", card, 1, "pickup", "transfer"), &o));
	CHECK_INT(o.lines[0].rate_bp, -1);
	CHECK_INT(o.taxes[0].rate_bp, -1);
	CHECK_INT(o.taxes[0].vat.minor, 0);
}

static void pickup_costs_no_delivery(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	struct order o;
	CHECK_OK(order_get(
		cx, test_order_of(cx, "s1", mug, 1, "pickup", "transfer"), &o));
	CHECK_INT(o.delivery_cost.minor, 0);
	CHECK_INT(o.total.minor, 1000);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM order_line"
				  " WHERE kind = 'delivery'"),
		0);
	test_books_agree(cx);
}

static void same_attempt_is_one_order(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	test_cart(cx, "s1", mug, 1);
	struct order_draft d = test_draft(cx, "s1", "a1");
	struct order_placed first, second;
	const char *why;
	CHECK_OK(place(cx, &d, &first, &why));
	CHECK_OK(place(cx, &d, &second, &why));
	CHECK(second.again);
	CHECK_INT(second.id, first.id);
	CHECK_INT(second.number, first.number);
	CHECK_STR(second.token, first.token);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM orders"), 1);
	CHECK_INT(test_number(cx, "SELECT held FROM stock"), 1);
}

static void sold_out_meanwhile_changes_nothing(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 1});
	int64_t pot = test_product(
		cx, (struct test_product){.slug = "pot", .on_hand = 9});
	test_cart(cx, "s1", pot, 3);
	test_cart(cx, "s1", mug, 1);
	struct order_draft d = test_draft(cx, "s1", "a1");
	test_order_of(cx, "s2", mug, 1, "parcel", "transfer");

	struct order_placed placed;
	const char *why = "";
	CHECK_INT(place(cx, &d, &placed, &why), ERR_CONFLICT);
	CHECK_STR(why, "sold_out");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM orders"), 1);
	CHECK_INT(test_number(cx, "SELECT last FROM counter"
				  " WHERE series = 'order'"),
		10001);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"), 2);
	int64_t units = 0;
	CHECK_OK(cart_count(cx, "s1", &units));
	CHECK_INT(units, 4);
}

static void last_unit_can_be_had(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 1});
	test_order_of(cx, "s1", mug, 1, "parcel", "transfer");
	test_books_agree(cx);
	CHECK_INT(cart_add(cx, "s2", mug, 1, NULL), ERR_CONFLICT);
}

/* The process that takes the order read the catalogue a moment before. */
static void price_changed_by_another_process_is_asked_about(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	int64_t version;
	test_cart(cx, "s1", mug, 1);
	CHECK_OK(catalogue_version(cx, &version));
	CHECK_OK(setting_use(cx, version));
	struct order_draft d = test_draft(cx, "s1", "a1");
	CHECK_OK(db_run_script(cx->db,
		"UPDATE delivery_rate SET amount_minor = amount_minor + 1;"
		"UPDATE catalogue_version SET version = version + 1"));
	struct order_placed placed;
	const char *why = "";
	CHECK_INT(place(cx, &d, &placed, &why), ERR_CONFLICT);
	CHECK_STR(why, "price_changed");
	CHECK_OK(setting_use(cx, -1));
}

static void changed_price_is_asked_about_first(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	test_cart(cx, "s1", mug, 1);
	struct order_draft d = test_draft(cx, "s1", "a1");
	CHECK_OK(price_set(cx, mug, "regular", money(1100), 0));
	struct order_placed placed;
	const char *why = "";
	CHECK_INT(place(cx, &d, &placed, &why), ERR_CONFLICT);
	CHECK_STR(why, "price_changed");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM orders"), 0);

	d.expected = money(1590);
	CHECK_OK(place(cx, &d, &placed, &why));
}

static void empty_cart_is_no_order(struct cx *cx)
{
	struct order_draft d = test_draft(cx, "nobody", "a1");
	struct order_placed placed;
	const char *why = "";
	CHECK_INT(place(cx, &d, &placed, &why), ERR_CONFLICT);
	CHECK_STR(why, "empty");
}

static void later_catalogue_changes_leave_the_order_alone(struct cx *cx)
{
	int64_t mug = test_product(
		cx, (struct test_product){.name = "Mug", .on_hand = 5});
	int64_t id = test_order_of(cx, "s1", mug, 1, "parcel", "transfer");
	CHECK_OK(price_set(cx, mug, "regular", money(9900), 0));
	CHECK_OK(db_run_script(
		cx->db, "UPDATE delivery_rate SET amount_minor = 990"));
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_INT(o.lines[0].unit.minor, 1000);
	CHECK_INT(o.total.minor, 1490);
}

static void backorder_is_held_as_far_as_it_goes(struct cx *cx)
{
	int64_t mug = test_product(
		cx, (struct test_product){.on_hand = 2, .backorder = 1});
	int64_t id = test_order_of(cx, "s1", mug, 5, "parcel", "transfer");
	CHECK_INT(test_number(cx, "SELECT qty FROM stock_hold"), 2);
	CHECK_INT(test_number(cx, "SELECT short FROM stock_hold"), 3);
	test_books_agree(cx);

	CHECK_OK(order_mark_paid(cx, id));
	CHECK_INT(order_ship(cx, id, "", ""), ERR_CONFLICT);
	CHECK_OK(stock_recount(cx, mug, 6, ""));
	CHECK_OK(order_ship(cx, id, "", ""));
	CHECK_INT(test_number(cx, "SELECT on_hand FROM stock"), 1);
	test_books_agree(cx);
}

/* What was never on a shelf has no row of stock. */
static void backorder_of_nothing_can_be_let_go(struct cx *cx)
{
	int64_t mug = test_product(
		cx, (struct test_product){.on_hand = 0, .backorder = 1});
	CHECK_OK(db_run_script(
		cx->db, "DELETE FROM stock_move; DELETE FROM stock"));
	int64_t id = test_order_of(cx, "s1", mug, 2, "parcel", "transfer"), n;
	CHECK_INT(test_number(cx, "SELECT qty FROM stock_hold"), 0);
	cx->now += 60 * MS_DAY;
	CHECK_OK(order_expire(cx, &n));
	CHECK_INT(n, 1);
	test_books_agree(cx);

	/* late money brings it back, and it can be cancelled again */
	struct order o;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.state, "confirmed");
	cx->staff = 1;
	CHECK_OK(order_cancel(cx, id, ""));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM stock_hold"
				  " WHERE state = 'active'"),
		0);
}

static int64_t terms_save(struct cx *cx, int64_t id, const char *body)
{
	const struct text_page_words words = {"en", "Terms", body, NULL};
	CHECK_OK(text_page_save(cx, &id, 0, "terms", &words, 1));
	return id;
}

static const char *terms_said(struct cx *cx, int64_t id, int64_t rev)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT body FROM page_version"
		" WHERE page = :page AND rev = :rev AND locale = 'en'");
	db_bind_int(q, ":page", id);
	db_bind_int(q, ":rev", rev);
	const char *body = db_one(q) == OK ? db_next_text(q, cx->arena) : "";
	db_done(q);
	return body;
}

static void accepted_terms_stay_readable(struct cx *cx)
{
	struct text_page p;
	int64_t id = terms_save(cx, 0, "Fourteen days.");
	CHECK_OK(text_page_by_role(cx, "terms", &p));
	int64_t accepted = p.rev; /* an order keeps it */
	terms_save(cx, id, "Fifteen days.");
	CHECK_OK(text_page_by_role(cx, "terms", &p));
	CHECK_INT(p.rev, accepted + 1);
	CHECK_STR(terms_said(cx, id, accepted), "Fourteen days.");
	CHECK_STR(terms_said(cx, id, p.rev), "Fifteen days.");
}

static void token_opens_its_order_and_no_other(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct order o;
	const char *token = order_token(cx, id);
	CHECK_INT(strlen(token), CRYPT_TOKEN);
	CHECK_OK(order_by_token(cx, token, &o));
	CHECK_INT(o.id, id);
	CHECK_STR(o.token, token);
	CHECK_INT(order_by_token(cx, "", &o), ERR_NOT_FOUND);
	CHECK_INT(
		order_by_token(cx, order_token(cx, id + 1), &o), ERR_NOT_FOUND);
	/* The table holds its hash, not the token itself. */
	CHECK_INT(test_number(cx, "SELECT length(token_sha256) FROM orders"),
		CRYPT_HASH_HEX);
}

static void number_opens_only_with_its_email(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct order o;
	CHECK_OK(order_by_number_email(
		cx, "10001", " aino.korhonen@posti.EXAMPLE ", &o));
	CHECK_INT(o.id, id);
	CHECK_OK(order_by_number_email(
		cx, "#10 001", "aino.korhonen@posti.example", &o));
	CHECK_INT(order_by_number_email(cx, "10001", "other@posti.example", &o),
		ERR_NOT_FOUND);
	CHECK_INT(order_by_number_email(
			  cx, "10002", "aino.korhonen@posti.example", &o),
		ERR_NOT_FOUND);
	CHECK_INT(order_by_number_email(
			  cx, "no number", "aino.korhonen@posti.example", &o),
		ERR_NOT_FOUND);
}

int main(void)
{
	return test_run((struct test[]){
		{"order is whole and the cart empty",
			order_is_whole_and_the_cart_empty},
		{"transfer is due at the end of the fourteenth day",
			transfer_is_due_at_the_end_of_the_fourteenth_day},
		{"customer and owner are written to",
			customer_and_owner_are_written_to},
		{"mixed rates share the delivery by value",
			mixed_rates_share_the_delivery_by_value},
		{"goods outside VAT carry no rate",
			goods_outside_vat_carry_no_rate},
		{"pickup costs no delivery", pickup_costs_no_delivery},
		{"same attempt is one order", same_attempt_is_one_order},
		{"sold out meanwhile changes nothing",
			sold_out_meanwhile_changes_nothing},
		{"last unit can be had", last_unit_can_be_had},
		{"changed price is asked about first",
			changed_price_is_asked_about_first},
		{"price changed by another process is asked about",
			price_changed_by_another_process_is_asked_about},
		{"empty cart is no order", empty_cart_is_no_order},
		{"later catalogue changes leave the order alone",
			later_catalogue_changes_leave_the_order_alone},
		{"backorder is held as far as it goes",
			backorder_is_held_as_far_as_it_goes},
		{"backorder of nothing can be let go",
			backorder_of_nothing_can_be_let_go},
		{"accepted terms stay readable", accepted_terms_stay_readable},
		{"token opens its order and no other",
			token_opens_its_order_and_no_other},
		{"number opens only with its e-mail",
			number_opens_only_with_its_email},
		{NULL, NULL},
	});
}
