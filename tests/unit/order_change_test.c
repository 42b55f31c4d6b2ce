/* Orders that the owner changes, and parcels one after the other. */
#include "domain/order_change.h"

#include <string.h>

#include "domain/refund.h"
#include "domain/shipment.h"
#include "domain/stock.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "tests/orders.h"

static int64_t mug, book;

/* Three mugs at 10.00 and one book at 6.00 of five each. */
static int64_t ordered(struct cx *cx)
{
	mug = test_product(
		cx, (struct test_product){
			    .slug = "mug", .sku = "MUG", .on_hand = 5});
	book = test_product(cx, (struct test_product){.slug = "book",
					.sku = "BOOK",
					.price_minor = 600,
					.on_hand = 5,
					.tax_class = "reduced"});
	test_cart(cx, "s1", mug, 3);
	test_cart(cx, "s1", book, 1);
	struct order_draft d = test_draft(cx, "s1", "a1");
	struct order_placed placed;
	const char *why = "";
	CHECK_OK(order_place(cx, &d, &placed, &why));
	cx->staff = 1;
	return placed.id;
}

static int64_t paid(struct cx *cx)
{
	int64_t id = ordered(cx);
	CHECK_OK(order_mark_paid(cx, id));
	return id;
}

static struct order seen(struct cx *cx, int64_t id)
{
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	test_books_agree(cx);
	return o;
}

static int64_t held(struct cx *cx, int64_t variant)
{
	struct stock_now now;
	CHECK_OK(stock_now(cx, variant, &now));
	return now.held;
}

static int change(struct cx *cx, int64_t id, int64_t mugs, bool dry,
	struct order_changed *out, const char **why)
{
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	struct change_qty qty = {o.lines[0].id, mugs};
	struct order_change c = {
		.order = id,
		.rev = o.rev,
		.qtys = &qty,
		.n_qtys = 1,
		.reason = "as you asked",
		.give_back = true,
		.sent = true,
	};
	return order_change(cx, &c, dry, out, why);
}

static void fewer_units_cost_less_and_are_free_again(struct cx *cx)
{
	int64_t id = paid(cx);
	struct order_changed out;
	const char *why;
	struct order was = seen(cx, id);
	CHECK_OK(change(cx, id, 1, false, &out, &why));
	struct order o = seen(cx, id);
	CHECK_INT(o.total.minor, was.total.minor - 2000);
	CHECK_INT(order_line_now(&o.lines[0]), 1);
	CHECK_INT(held(cx, mug), 1);
	CHECK_INT(o.refunded.minor, 2000);
	CHECK_STR(o.payment_state, "paid");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE dedupe_key LIKE"
				  " 'mail/order_changed/%'"),
		1);
	CHECK_INT(test_number(cx, "SELECT vat_minor FROM order_tax"
				  " WHERE rate_bp = 2550"),
		money_vat(money(test_number(cx,
				  "SELECT gross_minor FROM order_tax"
				  " WHERE rate_bp = 2550")),
			2550)
			.minor);
}

static void more_units_are_held_and_asked_for(struct cx *cx)
{
	int64_t id = paid(cx);
	struct order_changed out;
	const char *why;
	CHECK_OK(change(cx, id, 5, false, &out, &why));
	struct order o = seen(cx, id);
	CHECK_INT(out.balance.minor, 2000);
	CHECK_STR(o.payment_state, "part");
	CHECK_STR(o.state, "confirmed");
	CHECK_INT(held(cx, mug), 5);
	CHECK_OK(order_mark_paid(cx, id));
	o = seen(cx, id);
	CHECK_STR(o.payment_state, "paid");
	CHECK_INT(o.paid.minor, o.total.minor);
}

static void more_than_there_is_changes_nothing(struct cx *cx)
{
	int64_t id = paid(cx);
	struct order_changed out;
	const char *why;
	CHECK_INT(change(cx, id, 6, false, &out, &why), ERR_CONFLICT);
	CHECK_STR(why, "sold_out");
	CHECK_INT(held(cx, mug), 3);
	CHECK_INT(seen(cx, id).changed.minor, 0);
}

static void trying_writes_nothing(struct cx *cx)
{
	int64_t id = paid(cx);
	struct order_changed out;
	const char *why;
	int64_t rev = seen(cx, id).rev;
	CHECK_OK(change(cx, id, 1, true, &out, &why));
	CHECK_INT(out.after.total.minor, out.before.total.minor - 2000);
	CHECK_INT(out.balance.minor, -2000);
	CHECK_INT(out.n_ways, 1);
	CHECK_INT(seen(cx, id).rev, rev);
	CHECK_INT(held(cx, mug), 3);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM line_change"), 0);
}

static void unpaid_order_asks_for_the_new_sum(struct cx *cx)
{
	int64_t id = ordered(cx);
	struct order_changed out;
	const char *why;
	CHECK_OK(change(cx, id, 1, false, &out, &why));
	struct order o = seen(cx, id);
	CHECK_STR(o.state, "placed");
	CHECK_INT(test_number(cx, "SELECT amount_minor FROM payment"
				  " WHERE state = 'pending'"),
		o.total.minor);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_STR(seen(cx, id).state, "confirmed");
}

static void thing_is_added_at_a_price_of_the_owners(struct cx *cx)
{
	int64_t id = paid(cx);
	struct order was = seen(cx, id);
	struct change_add adds[] = {
		{.sku = "BOOK", .qty = 2},
		{.sku = "MUG", .qty = 1, .own_price = true, .unit = money(1)},
	};
	struct order_change c = {.order = id,
		.rev = was.rev,
		.adds = adds,
		.n_adds = 2,
		.set_delivery = true,
		.delivery = money(0)};
	struct order_changed out;
	const char *why;
	CHECK_OK(order_change(cx, &c, false, &out, &why));
	struct order o = seen(cx, id);
	CHECK_INT(o.total.minor, was.total.minor + 1200 + 1 - 490);
	CHECK_INT(o.n_lines, 4);
	CHECK_INT(held(cx, book), 3);
	CHECK_INT(held(cx, mug), 4);
	/* a book of before costs what it did; all comes off again */
	c.rev = o.rev;
	c.n_adds = 0;
	c.set_delivery = false;
	c.give_back = c.sent = true;
	struct change_qty off[] = {{o.lines[2].id, 0}, {o.lines[3].id, 0}};
	c.qtys = off;
	c.n_qtys = 2;
	CHECK_OK(order_change(cx, &c, false, &out, &why));
	CHECK_INT(seen(cx, id).total.minor, was.total.minor - 490);
	CHECK_INT(held(cx, book), 1);
}

static void nothing_of_it_or_an_old_page_is_refused(struct cx *cx)
{
	int64_t id = paid(cx);
	struct order o = seen(cx, id);
	struct change_qty none[] = {{o.lines[0].id, 0}, {o.lines[1].id, 0}};
	struct order_change c = {
		.order = id, .rev = o.rev, .qtys = none, .n_qtys = 2};
	struct order_changed out;
	const char *why;
	CHECK_INT(order_change(cx, &c, false, &out, &why), ERR_CONFLICT);
	CHECK_STR(why, "empty");
	c.rev--;
	CHECK_INT(order_change(cx, &c, false, &out, &why), ERR_CONFLICT);
	CHECK_STR(why, "moved");
	struct change_add add = {.sku = "NONE", .qty = 1};
	c = (struct order_change){
		.order = id, .rev = o.rev, .adds = &add, .n_adds = 1};
	CHECK_INT(order_change(cx, &c, false, &out, &why), ERR_CONFLICT);
	CHECK_STR(why, "unknown");
	c.n_adds = 0;
	CHECK_INT(order_change(cx, &c, false, &out, &why), ERR_CONFLICT);
	CHECK_STR(why, "nothing");
}

/* ---- parcels ---- */

static int send_some(struct cx *cx, int64_t id, size_t nth, int64_t qty)
{
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	struct shipment_want want = {o.lines[nth].id, qty};
	struct shipment_ask ask = {
		.order = id, .wants = &want, .n = 1, .carrier = "Posti"};
	return shipment_send(cx, &ask, NULL);
}

static void two_parcels_make_one_order(struct cx *cx)
{
	int64_t id = paid(cx);
	CHECK_OK(send_some(cx, id, 0, 2));
	CHECK_STR(seen(cx, id).fulfilment, "part");
	CHECK_INT(held(cx, mug), 1);
	CHECK_INT(send_some(cx, id, 0, 2), ERR_CONFLICT);
	CHECK_INT(order_cancel(cx, id, ""), ERR_CONFLICT);
	CHECK_OK(order_ship(cx, id, "", ""));
	CHECK_STR(seen(cx, id).fulfilment, "shipped");
	CHECK_INT(held(cx, mug), 0);
	CHECK_INT(test_number(cx, "SELECT sum(on_hand) FROM stock"), 6);

	struct shipment *all;
	size_t n = 0;
	CHECK_OK(shipment_list(cx, id, &all, &n));
	CHECK_INT(n, 2);
	CHECK_OK(shipment_to(cx, all[0].id, "delivered", NULL, NULL));
	CHECK_STR(seen(cx, id).fulfilment, "shipped");
	CHECK_OK(shipment_to(cx, all[1].id, "delivered", NULL, NULL));
	CHECK_STR(seen(cx, id).state, "completed");
}

static void what_has_left_is_not_taken_off(struct cx *cx)
{
	int64_t id = paid(cx);
	struct order_changed out;
	const char *why;
	CHECK_OK(send_some(cx, id, 0, 2));
	CHECK_INT(change(cx, id, 1, false, &out, &why), ERR_CONFLICT);
	CHECK_STR(why, "left");
	CHECK_OK(change(cx, id, 2, false, &out, &why));
	CHECK_OK(order_ship(cx, id, "", ""));
	CHECK_STR(seen(cx, id).fulfilment, "shipped");
	CHECK_INT(change(cx, id, 3, false, &out, &why), ERR_CONFLICT);
	CHECK_STR(why, "moved");
}

static void lost_parcel_is_sent_again(struct cx *cx)
{
	int64_t id = paid(cx);
	struct shipment *all;
	size_t n = 0;
	CHECK_OK(order_ship(cx, id, "Posti", "1"));
	CHECK_OK(shipment_list(cx, id, &all, &n));
	CHECK_INT(shipment_again(cx, all[0].id), ERR_CONFLICT); /* 2 left */
	CHECK_OK(stock_move(cx, mug, 5, "received", "adjust", 900, ""));
	CHECK_OK(shipment_again(cx, all[0].id));
	CHECK_STR(seen(cx, id).fulfilment, "part");
	CHECK_INT(held(cx, mug), 3);
	CHECK_OK(order_ship(cx, id, "Posti", "2"));
	CHECK_OK(order_delivered(cx, id));
	CHECK_STR(seen(cx, id).state, "completed");
}

static void packed_parcel_is_unpacked_or_sent(struct cx *cx)
{
	int64_t id = paid(cx), parcel = 0;
	struct shipment_ask ask = {.order = id};
	CHECK_OK(shipment_pick(cx, &ask, &parcel));
	CHECK_STR(seen(cx, id).fulfilment, "picking");
	CHECK_INT(shipment_pick(cx, &ask, NULL), ERR_INVALID);
	CHECK_OK(shipment_to(cx, parcel, "cancelled", NULL, NULL));
	CHECK_STR(seen(cx, id).fulfilment, "none");
	CHECK_OK(shipment_pick(cx, &ask, &parcel));
	CHECK_OK(order_ship(cx, id, "Posti", "7"));
	struct order o = seen(cx, id);
	CHECK_STR(o.fulfilment, "shipped");
	CHECK_INT(o.n_shipments, 2);
	CHECK_STR(o.shipments[1].tracking, "7");
}

static void every_other_move_of_a_shipment_is_refused(struct cx *cx)
{
	static const char *const states[] = {"picking", "ready", "shipped",
		"delivered", "collected", "cancelled", "lost"};
	static const char *const table =
		"picking>shipped picking>ready picking>cancelled "
		"ready>collected ready>cancelled shipped>delivered "
		"shipped>lost ";
	int64_t id = paid(cx), parcel = 0;
	struct shipment_ask ask = {.order = id};
	CHECK_OK(shipment_pick(cx, &ask, &parcel));
	for (size_t f = 0; f < 7; f++)
		for (size_t t = 0; t < 7; t++) {
			const char *key = arena_printf(
				cx->arena, "%s>%s ", states[f], states[t]);
			struct db_stmt *q = db_prepare(
				cx->db, "UPDATE shipment SET state = :state");
			db_bind_text(q, ":state", states[f]);
			CHECK_OK(db_exec(q, NULL));
			if (!strstr(table, key))
				CHECK_INT(shipment_to(cx, parcel, states[t],
						  NULL, NULL),
					ERR_CONFLICT);
		}
}

int main(void)
{
	return test_run((struct test[]){
		{"fewer units cost less and are free again",
			fewer_units_cost_less_and_are_free_again},
		{"more units are held and asked for",
			more_units_are_held_and_asked_for},
		{"more than there is changes nothing",
			more_than_there_is_changes_nothing},
		{"trying writes nothing", trying_writes_nothing},
		{"unpaid order asks for the new sum",
			unpaid_order_asks_for_the_new_sum},
		{"thing is added at a price of the owner's",
			thing_is_added_at_a_price_of_the_owners},
		{"nothing of it or an old page is refused",
			nothing_of_it_or_an_old_page_is_refused},
		{"two parcels make one order", two_parcels_make_one_order},
		{"what has left is not taken off",
			what_has_left_is_not_taken_off},
		{"lost parcel is sent again", lost_parcel_is_sent_again},
		{"packed parcel is unpacked or sent",
			packed_parcel_is_unpacked_or_sent},
		{"every other move of a shipment is refused",
			every_other_move_of_a_shipment_is_refused},
		{NULL, NULL},
	});
}
