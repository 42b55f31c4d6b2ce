#include "tests/orders.h"

#include <stdlib.h>
#include <string.h>

#include "domain/cart.h"
#include "domain/health.h"
#include "domain/quote.h"
#include "domain/provider.h"
#include "domain/refund.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/conf.h"
#include "lib/db.h"

/* Shops of tests are demos: they take the play card. */
static const struct conf demo_conf = {
	.base_url = "https://shop.example", .demo = true};

void test_cart(struct cx *cx, const char *session, int64_t variant, int64_t qty)
{
	if (cart_add(cx, session, variant, qty, NULL) != OK)
		abort();
}

struct order_draft test_draft(
	struct cx *cx, const char *session, const char *attempt)
{
	struct order_draft d = {
		.session = session,
		.attempt_key = attempt,
		.email = "Aino.Korhonen@Posti.example",
		.phone = "040 000 7712",
		.name = "Aino Korhonen",
		.street = "Kaislapolku 7 B 12",
		.postal = "00890",
		.city = "Helsinki",
		.country = "FI",
		.delivery = "parcel",
		.payment = "transfer",
		.message = "",
		.terms_version = "1",
	};
	struct cart cart;
	struct quote quote;
	if (!cx->conf)
		cx->conf = &demo_conf;
	if (cart_load(cx, session, &cart) != OK ||
		quote_of(cx, &cart, d.delivery, &quote) != OK)
		abort();
	d.expected = quote.total;
	d.gift = quote.gift;
	return d;
}

int64_t test_order_of(struct cx *cx, const char *session, int64_t variant,
	int64_t qty, const char *delivery, const char *payment)
{
	test_cart(cx, session, variant, qty);
	struct order_draft d = test_draft(cx, session, session);
	d.payment = payment;
	if (strcmp(delivery, "pickup") == 0) {
		d.delivery = delivery;
		d.expected.minor -= 490;
	}
	struct order_placed placed;
	const char *why = "";
	if (order_place(cx, &d, &placed, &why) != OK) {
		printf("# order refused: %s\n", why);
		abort();
	}
	return placed.id;
}

int64_t test_order(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	return test_order_of(cx, "s1", mug, 1, "parcel", "transfer");
}

int test_refund(struct cx *cx, int64_t id, struct money amount)
{
	struct refund_ask ask = {
		.order = id, .reason = "goodwill", .sent = true};
	struct refund *list;
	size_t n;
	int rc = refund_amount(cx, &ask, amount, NULL);
	if (rc == OK)
		rc = refund_list(cx, id, &list, &n);
	/* what the worker would do */
	for (size_t i = 0; rc == OK && i < n; i++)
		if (list[i].payment && strcmp(list[i].state, "requested") == 0)
			rc = refund_send(cx, list[i].id);
	return rc;
}

int64_t test_number(struct cx *cx, const char *sql)
{
	struct db_stmt *q = db_prepare(cx->db, sql);
	if (db_one(q) != OK)
		abort();
	int64_t n = db_next_int(q);
	db_done(q);
	return n;
}

static void sums_agree(struct cx *cx)
{
	CHECK_INT(test_number(cx,
			  "SELECT count(*) FROM orders o WHERE o.total_minor <>"
			  " (SELECT coalesce(sum(l.qty * l.unit_minor), 0)"
			  "  FROM order_line l WHERE l.orders = o.id"
			  "  AND l.added_ms IS NULL)"
			  " + (SELECT coalesce(sum(a.amount_minor), 0)"
			  "  FROM order_line l JOIN adjustment a"
			  "  ON a.order_line = l.id WHERE l.orders = o.id)"),
		0);
	CHECK_INT(test_number(cx,
			  "SELECT count(*) FROM orders o"
			  " WHERE o.changed_minor <> (SELECT"
			  "  coalesce(sum(c.amount_minor), 0) FROM order_line l"
			  "  JOIN line_change c ON c.order_line = l.id"
			  "  WHERE l.orders = o.id)"),
		0);
	CHECK_INT(test_number(cx,
			  "SELECT count(*) FROM orders WHERE total_minor <>"
			  " goods_minor + discount_minor + delivery_minor"),
		0);
	CHECK_INT(test_number(cx,
			  "SELECT count(*) FROM order_line l"
			  " WHERE l.qty * l.unit_minor + (SELECT"
			  "  coalesce(sum(a.amount_minor), 0)"
			  "  FROM adjustment a WHERE a.order_line = l.id) < 0"),
		0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM orders o"
				  " WHERE o.total_minor + o.changed_minor <>"
				  " (SELECT coalesce(sum(t.gross_minor), 0)"
				  "  FROM order_tax t WHERE t.orders = o.id)"),
		0);
}

void test_books_agree(struct cx *cx)
{
	CHECK_INT(health_stock_sums(cx), 0);
	CHECK_INT(health_stock_holds(cx), 0);
	CHECK_INT(health_stock_places(cx), 0);
	CHECK_INT(health_orders(cx), 0);
	CHECK_INT(health_gift_cards(cx), 0);
	CHECK_INT(health_promotions(cx), 0);
	sums_agree(cx);
	CHECK_INT(test_number(cx,
			  "SELECT count(*) FROM (SELECT o.payment_state AS s,"
			  " o.total_minor + o.changed_minor - (SELECT"
			  "  coalesce(sum(k.gross_minor), 0) FROM credit c"
			  "  JOIN credit_line k ON k.credit = c.id"
			  "  WHERE c.orders = o.id) AS due,"
			  " (SELECT coalesce(sum(m.amount_minor), 0)"
			  "  FROM money_move m WHERE m.orders = o.id) AS has"
			  " FROM orders o) x WHERE (s = 'paid' AND has < due)"
			  " OR (s IN ('unpaid', 'refunded') AND has <> 0)"
			  " OR (s IN ('part', 'part_refunded', 'refund_due')"
			  "  AND has <= 0)"),
		0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM orders"
				  " WHERE number < 0 OR token_sha256 = ''"),
		0);
}
