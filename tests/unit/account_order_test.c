/* The orders of an account, and an order once more. */
#include "domain/account_order.h"

#include <string.h>

#include "domain/cart.h"
#include "domain/reorder.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"

static const struct account aino = {.id = 7,
	.email = "aino@posti.example",
	.email_norm = "aino@posti.example",
	.verified = true};

static void people(struct cx *cx)
{
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO customer (id, email, email_norm, locale,"
		" created_ms, verified_ms) VALUES"
		" (7, 'aino@posti.example', 'aino@posti.example', 'en', 1, 1),"
		" (8, 'leena@posti.example', 'leena@posti.example', 'en', 1,"
		" 1)"));
}

/* customer 0: a guest. */
static int64_t buy(struct cx *cx, int64_t variant, int64_t qty,
	const char *email, int64_t customer)
{
	static int nth;
	struct order_placed placed = {0};
	const char *why = "";
	const char *session = arena_printf(cx->arena, "buy-%d", nth++);
	test_cart(cx, session, variant, qty);
	struct order_draft d = test_draft(cx, session, session);
	d.email = email;
	d.customer = customer;
	CHECK_OK(order_place(cx, &d, &placed, &why));
	CHECK_STR(why, "");
	cx->now += MS_MINUTE;
	return placed.id;
}

static int64_t mugs(struct cx *cx, int64_t on_hand)
{
	return test_product(cx, (struct test_product){.on_hand = on_hand});
}

static size_t history(struct cx *cx, const struct account *who,
	const char *show, int64_t year, struct account_order **rows)
{
	struct account_history f = {.show = show, .year = year, .limit = 20};
	size_t n = 0;
	int64_t total = -1;
	CHECK_OK(account_history(cx, who, &f, rows, &n, &total));
	CHECK_INT(total, n);
	return n;
}

static void own_orders_and_the_guests_of_a_proved_address(struct cx *cx)
{
	people(cx);
	struct account_order *rows;
	struct account unproved = aino;
	int64_t mug = mugs(cx, 9);
	int64_t own = buy(cx, mug, 1, "other@posti.example", 7);
	int64_t guest = buy(cx, mug, 1, "Aino@Posti.example", 0);
	buy(cx, mug, 1, "leena@posti.example", 0);
	/* made in another's account: hers, whatever address stands on it */
	int64_t hers = buy(cx, mug, 1, "aino@posti.example", 8);

	CHECK_INT(history(cx, &aino, "", 0, &rows), 2);
	CHECK_INT(rows[0].id, guest);
	CHECK_INT(rows[1].id, own);
	CHECK_OK(account_owns_order(cx, &aino, guest));
	CHECK_INT(account_owns_order(cx, &aino, hers), ERR_NOT_FOUND);
	unproved.verified = false;
	CHECK_INT(history(cx, &unproved, "", 0, &rows), 1);
	CHECK_INT(rows[0].id, own);
	CHECK_INT(account_owns_order(cx, &unproved, guest), ERR_NOT_FOUND);
}

static void guests_orders_stay_when_the_address_changes(struct cx *cx)
{
	people(cx);
	struct account_order *rows;
	struct account later = aino;
	int64_t mug = mugs(cx, 9);
	int64_t guest = buy(cx, mug, 1, "aino@posti.example", 0);
	CHECK_OK(account_orders_join(cx, 8));
	CHECK_OK(account_orders_join(cx, 7));
	later.email_norm = "new@posti.example";
	CHECK_INT(history(cx, &later, "", 0, &rows), 1);
	CHECK_INT(rows[0].id, guest);
	/* nobody is joined by an address that is not proved */
	buy(cx, mug, 1, "aino@posti.example", 0);
	CHECK_OK(db_run_script(cx->db, "UPDATE customer SET verified_ms = NULL"
				       " WHERE id = 7"));
	CHECK_OK(account_orders_join(cx, 7));
	CHECK_INT(history(cx, &later, "", 0, &rows), 1);
}

static void history_is_sifted_and_paged(struct cx *cx)
{
	people(cx);
	struct account_order *rows;
	int64_t mug = mugs(cx, 50), total = 0;
	size_t n = 0;
	int64_t first = buy(cx, mug, 1, "aino@posti.example", 7);
	CHECK_OK(db_run_script(
		cx->db, "UPDATE orders SET placed_day = 20240105"));
	cx->staff = 1;
	CHECK_OK(order_cancel(cx, first, ""));
	cx->staff = 0;
	for (int i = 0; i < 24; i++)
		buy(cx, mug, 1, "aino@posti.example", 7);
	struct account_history f = {.show = "", .offset = 20, .limit = 20};
	CHECK_OK(account_history(cx, &aino, &f, &rows, &n, &total));
	CHECK_INT(total, 25);
	CHECK_INT(n, 5);
	CHECK_INT(rows[4].id, first);
	CHECK_INT(history(cx, &aino, "cancelled", 0, &rows), 1);
	CHECK_INT(history(cx, &aino, "", 2024, &rows), 1);
	CHECK_INT(history(cx, &aino, "", 2023, &rows), 0);
	CHECK_INT(history(cx, &aino, "done", 0, &rows), 0);
	CHECK_INT(history(cx, &aino, "back", 0, &rows), 0);
	int64_t *years;
	CHECK_OK(account_order_years(cx, &aino, &years, &n));
	CHECK_INT(n, 2);
	CHECK_INT(years[0], 2026);
	CHECK_INT(years[1], 2024);
}

static void row_says_what_was_bought(struct cx *cx)
{
	people(cx);
	struct account_order *rows;
	struct order_placed placed = {0};
	const char *why = "";
	test_cart(cx, "s1",
		test_product(cx, (struct test_product){.slug = "kide",
					 .name = "Kide mug",
					 .on_hand = 5}),
		1);
	test_cart(cx, "s1", mugs(cx, 5), 1);
	struct order_draft d = test_draft(cx, "s1", "s1");
	d.customer = 7;
	CHECK_OK(order_place(cx, &d, &placed, &why));
	CHECK_INT(history(cx, &aino, "open", 0, &rows), 1);
	CHECK_STR(rows[0].what, "Kide mug and 1 more");
}

/* ---- once more ---- */

static struct reorder_line again(struct cx *cx, int64_t id, const char *session)
{
	struct order o;
	struct reorder_line *lines;
	size_t n = 0;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_OK(reorder(cx, session, &o, &lines, &n));
	CHECK_INT(n, 1);
	return lines[0];
}

static int64_t units(struct cx *cx, const char *session)
{
	int64_t n = -1;
	CHECK_OK(cart_count(cx, session, &n));
	return n;
}

static void order_again_fills_the_cart_at_todays_price(struct cx *cx)
{
	int64_t mug = mugs(cx, 9);
	int64_t id = buy(cx, mug, 2, "aino@posti.example", 0);
	struct cart c;
	CHECK_OK(db_run_script(cx->db, "UPDATE price SET amount_minor = 1200"));
	struct reorder_line l = again(cx, id, "later");
	CHECK_INT(l.outcome, REORDER_ALL);
	CHECK_INT(l.qty, 2);
	CHECK_OK(cart_load(cx, "later", &c));
	CHECK_INT(c.goods.minor, 2400);
	/* twice is twice, as the button of a product */
	again(cx, id, "later");
	CHECK_INT(units(cx, "later"), 4);
}

static void fewer_are_taken_when_fewer_are_there(struct cx *cx)
{
	int64_t mug = mugs(cx, 8);
	int64_t id = buy(cx, mug, 5, "aino@posti.example", 0);
	struct reorder_line l = again(cx, id, "later"); /* 3 are left */
	CHECK_INT(l.outcome, REORDER_FEWER);
	CHECK_INT(l.qty, 3);
	l = again(cx, id, "later");
	CHECK_INT(l.outcome, REORDER_OUT);
	CHECK_INT(l.qty, 0);
	CHECK_INT(units(cx, "later"), 3);
}

static void what_is_not_sold_any_more_is_left_out(struct cx *cx)
{
	int64_t mug = mugs(cx, 9);
	int64_t id = buy(cx, mug, 2, "aino@posti.example", 0);
	CHECK_OK(db_run_script(cx->db, "UPDATE variant SET archived_ms = 1"));
	CHECK_INT(again(cx, id, "later").outcome, REORDER_GONE);
	CHECK_INT(units(cx, "later"), 0);
}

static void gift_cards_are_written_anew(struct cx *cx)
{
	int64_t card = test_product(cx, (struct test_product){.untracked = 1});
	CHECK_OK(
		db_run_script(cx->db, "UPDATE product SET kind = 'gift_card'"));
	int64_t id = buy(cx, card, 1, "aino@posti.example", 0);
	CHECK_INT(again(cx, id, "later").outcome, REORDER_GIFT);
	CHECK_INT(units(cx, "later"), 0);
}

int main(void)
{
	return test_run((struct test[]){
		{"own orders, and the guests' of a proved address",
			own_orders_and_the_guests_of_a_proved_address},
		{"guests' orders stay when the address changes",
			guests_orders_stay_when_the_address_changes},
		{"the history is sifted and paged",
			history_is_sifted_and_paged},
		{"a row says what was bought", row_says_what_was_bought},
		{"an order again fills the cart at today's price",
			order_again_fills_the_cart_at_todays_price},
		{"fewer are taken when fewer are there",
			fewer_are_taken_when_fewer_are_there},
		{"what is not sold any more is left out",
			what_is_not_sold_any_more_is_left_out},
		{"gift cards are written anew", gift_cards_are_written_anew},
		{NULL, NULL},
	});
}
