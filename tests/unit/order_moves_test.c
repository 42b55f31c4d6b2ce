/* Orders after they are placed; in one file because the moves follow on each
 * other and share their fixtures. */
#include "tests/orders.h"

#include <string.h>

#include "domain/audit.h"
#include "domain/price.h"
#include "domain/setting.h"
#include "domain/stock.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"

static struct order seen(struct cx *cx, int64_t id)
{
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	test_books_agree(cx);
	return o;
}

static void check_states(struct cx *cx, int64_t id, const char *state,
	const char *payment, const char *fulfilment)
{
	struct order o = seen(cx, id);
	CHECK_STR(o.state, state);
	CHECK_STR(o.payment_state, payment);
	CHECK_STR(o.fulfilment, fulfilment);
}

static int64_t mails(struct cx *cx, const char *mail)
{
	struct db_stmt *q = db_prepare(cx->db,
		"SELECT count(*) FROM outbox WHERE kind = 'mail'"
		" AND payload LIKE '%\"' || :mail || '\"%'");
	db_bind_text(q, ":mail", mail);
	int64_t n = db_one(q) == OK ? db_next_int(q) : -1;
	db_done(q);
	return n;
}

static int64_t pickup_order(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	return test_order_of(cx, "s1", mug, 1, "pickup", "transfer");
}

/* The owner does it. */
static void as_owner(struct cx *cx)
{
	cx->staff = 1;
}

static void paid_order_is_confirmed_once(struct cx *cx)
{
	int64_t id = test_order(cx);
	as_owner(cx);
	CHECK_OK(order_mark_paid(cx, id));
	check_states(cx, id, "confirmed", "paid", "none");
	CHECK_INT(order_mark_paid(cx, id), ERR_CONFLICT);
	struct order o = seen(cx, id);
	CHECK_INT(o.paid.minor, o.total.minor);
	CHECK_INT(o.paid_ms, cx->now);
	CHECK_INT(mails(cx, "order_paid"), 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM payment"
				  " WHERE state = 'paid'"
				  " AND provider = 'transfer'"),
		1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM stock_hold"
				  " WHERE expires_ms IS NULL"),
		1);
}

static void shipping_takes_the_goods_and_tells(struct cx *cx)
{
	int64_t id = test_order(cx);
	as_owner(cx);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ship(cx, id, "Posti", "JJFI1"));
	check_states(cx, id, "confirmed", "paid", "shipped");
	struct order o = seen(cx, id);
	CHECK_INT(o.n_shipments, 1);
	CHECK_STR(o.shipments[0].carrier, "Posti");
	CHECK_STR(o.shipments[0].tracking, "JJFI1");
	CHECK_INT(o.shipped_ms, cx->now);
	CHECK_INT(test_number(cx, "SELECT on_hand FROM stock"), 4);
	CHECK_INT(test_number(cx, "SELECT held FROM stock"), 0);
	CHECK_INT(test_number(cx, "SELECT sum(qty) FROM shipment_line"), 1);
	CHECK_INT(mails(cx, "order_shipped"), 1);
	CHECK_INT(order_ship(cx, id, "", ""), ERR_CONFLICT);

	CHECK_OK(order_delivered(cx, id));
	check_states(cx, id, "completed", "paid", "delivered");
	CHECK_INT(seen(cx, id).delivered_ms, cx->now);
}

static void two_buyers_may_collect_the_same_thing(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	for (int i = 0; i < 2; i++) {
		int64_t id = test_order_of(
			cx, i ? "s1" : "s2", mug, 1, "pickup", "transfer");
		CHECK_OK(order_mark_paid(cx, id));
		CHECK_OK(order_ready(cx, id));
		CHECK_OK(order_delivered(cx, id));
	}
	CHECK_INT(test_number(cx, "SELECT on_hand FROM stock"), 3);
	test_books_agree(cx);
}

static void pickup_goes_over_ready_to_collected(struct cx *cx)
{
	int64_t id = pickup_order(cx);
	as_owner(cx);
	CHECK_INT(order_ready(cx, id), ERR_CONFLICT);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_INT(order_ship(cx, id, "", ""), ERR_CONFLICT);
	CHECK_OK(order_ready(cx, id));
	CHECK_INT(mails(cx, "order_ready"), 1);
	CHECK_INT(test_number(cx, "SELECT on_hand FROM stock"), 5);
	CHECK_OK(order_delivered(cx, id));
	check_states(cx, id, "completed", "paid", "collected");
	CHECK_INT(test_number(cx, "SELECT on_hand FROM stock"), 4);
}

static void unpaid_order_leaves_nothing_behind(struct cx *cx)
{
	int64_t id = test_order(cx);
	CHECK_OK(order_cancel(cx, id, "by the buyer"));
	check_states(cx, id, "cancelled", "unpaid", "cancelled");
	CHECK_INT(test_number(cx, "SELECT held FROM stock"), 0);
	CHECK_INT(test_number(cx, "SELECT sold_qty FROM product"), 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM payment"
				  " WHERE state = 'expired'"),
		1);
	CHECK_INT(mails(cx, "order_cancelled"), 1);
	CHECK_INT(order_cancel(cx, id, ""), ERR_CONFLICT);
}

static void paid_order_is_cancelled_by_the_owner_alone(struct cx *cx)
{
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_INT(order_cancel(cx, id, ""), ERR_CONFLICT);
	check_states(cx, id, "confirmed", "paid", "none");
	as_owner(cx);
	CHECK_OK(order_cancel(cx, id, "broken"));
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.payment_state, "refund_due");
	CHECK_OK(test_refund(cx, id, o.paid));
	check_states(cx, id, "cancelled", "refunded", "cancelled");
	CHECK_INT(seen(cx, id).paid.minor, 0);
}

static void ready_parcel_can_still_be_cancelled(struct cx *cx)
{
	int64_t id = pickup_order(cx);
	as_owner(cx);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ready(cx, id));
	CHECK_OK(order_cancel(cx, id, ""));
	CHECK_INT(test_number(cx, "SELECT held FROM stock"), 0);
	CHECK_INT(test_number(cx, "SELECT on_hand FROM stock"), 5);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM shipment"
				  " WHERE state = 'cancelled'"),
		1);
}

/* Else its goods would be held for ever. */
static void refunded_parcel_can_still_be_cancelled(struct cx *cx)
{
	int64_t id = pickup_order(cx);
	as_owner(cx);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ready(cx, id));
	CHECK_OK(test_refund(cx, id, seen(cx, id).paid));
	CHECK_OK(order_cancel(cx, id, ""));
	check_states(cx, id, "cancelled", "refunded", "cancelled");
	CHECK_INT(test_number(cx, "SELECT held FROM stock"), 0);
}

static void cancelled_gift_leaves_nothing_to_pay_back(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	CHECK_OK(price_set(cx, mug, "regular", money(0), 0));
	int64_t id = test_order_of(cx, "s1", mug, 1, "pickup", "transfer");
	as_owner(cx);
	check_states(cx, id, "confirmed", "paid", "none");
	CHECK_OK(order_cancel(cx, id, ""));
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.state, "cancelled");
	CHECK_STR(o.payment_state, "refunded");
}

static void refunds_never_exceed_what_came_in(struct cx *cx)
{
	int64_t id = test_order(cx); /* 1490 in all */
	as_owner(cx);
	CHECK_INT(test_refund(cx, id, money(1)), ERR_CONFLICT);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_INT(test_refund(cx, id, money(1491)), ERR_CONFLICT);
	CHECK_INT(test_refund(cx, id, money(0)), ERR_INVALID);
	CHECK_OK(test_refund(cx, id, money(1000)));
	CHECK_INT(test_refund(cx, id, money(491)), ERR_CONFLICT);
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_INT(o.paid.minor, 490);
	CHECK_STR(o.payment_state, "part_refunded");
	CHECK_OK(test_refund(cx, id, money(490)));
	check_states(cx, id, "confirmed", "refunded", "none");
}

typedef int (*move_fn)(struct cx *cx, int64_t id);

static int ship(struct cx *cx, int64_t id)
{
	return order_ship(cx, id, "", "");
}

static int cancel(struct cx *cx, int64_t id)
{
	return order_cancel(cx, id, "");
}

static const struct {
	const char *name;
	move_fn fn;
} all_moves[] = {
	{"pay", order_mark_paid},
	{"ship", ship},
	{"ready", order_ready},
	{"deliver", order_delivered},
	{"cancel", cancel},
};

/* The moves of a parcel that are possible after a row of moves. */
static const struct {
	const char *done, *possible;
} parcel_table[] = {
	{"", "pay cancel"},
	{"pay", "ship cancel"},
	{"pay ship", "deliver"},
	{"pay ship deliver", ""},
	{"cancel", "pay"},
	{"pay cancel", ""},
};

static int move(struct cx *cx, int64_t id, const char *name)
{
	for (size_t i = 0; i < sizeof(all_moves) / sizeof(all_moves[0]); i++)
		if (strncmp(all_moves[i].name, name,
			    strlen(all_moves[i].name)) == 0)
			return all_moves[i].fn(cx, id);
	return ERR_INVALID;
}

static int64_t order_after(struct cx *cx, const char *done, int64_t nth)
{
	int64_t mug = test_product(
		cx, (struct test_product){.slug = arena_printf(cx->arena,
						  "p%lld", (long long)nth),
			    .on_hand = 5});
	int64_t id = test_order_of(cx,
		arena_printf(cx->arena, "s%lld", (long long)nth), mug, 1,
		"parcel", "transfer");
	while (*done) {
		CHECK_OK(move(cx, id, done));
		done += strcspn(done, " ");
		done += strspn(done, " ");
	}
	return id;
}

static void every_other_move_is_refused(struct cx *cx)
{
	int64_t nth = 0;
	as_owner(cx);
	for (size_t i = 0; i < sizeof(parcel_table) / sizeof(parcel_table[0]);
		i++)
		for (size_t m = 0; m < 5; m++) {
			int64_t id = order_after(
				cx, parcel_table[i].done, ++nth);
			bool can = strstr(
				parcel_table[i].possible, all_moves[m].name);
			struct order o;
			CHECK_OK(order_get(cx, id, &o));
			CHECK_INT(order_can(&o, all_moves[m].name), can);
			CHECK_INT(all_moves[m].fn(cx, id),
				can ? OK : ERR_CONFLICT);
			test_books_agree(cx);
		}
}

static void overdue_orders_are_let_go(struct cx *cx)
{
	int64_t id = test_order(cx);
	int64_t n = -1;
	struct order o = seen(cx, id);
	cx->now = o.due_ms - 1;
	CHECK_OK(order_expire(cx, &n));
	CHECK_INT(n, 0);
	cx->now = o.due_ms;
	CHECK_OK(order_expire(cx, &n));
	CHECK_INT(n, 1);
	check_states(cx, id, "cancelled", "unpaid", "cancelled");
	CHECK_OK(order_expire(cx, &n));
	CHECK_INT(n, 0);
}

static int64_t reminded(struct cx *cx)
{
	int64_t n = -1;
	CHECK_OK(order_remind(cx, &n));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox WHERE payload"
				  " LIKE '%\"order_reminder\"%'"),
		test_number(cx, "SELECT count(*) FROM order_event"
				" WHERE kind = 'reminded'"));
	return n;
}

static void unpaid_transfers_are_reminded_once_before_the_end(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct order o = seen(cx, id);
	cx->now = o.due_ms - 4 * MS_DAY - 1;
	CHECK_INT(reminded(cx), 0);
	cx->now = o.due_ms - 4 * MS_DAY;
	CHECK_INT(reminded(cx), 1);
	CHECK_INT(reminded(cx), 0);
	cx->now = o.due_ms - 1;
	CHECK_INT(reminded(cx), 0);
}

static void reminder_goes_by_the_setting_and_never_at_once(struct cx *cx)
{
	CHECK_OK(setting_set(cx, "hold.transfer", NULL, "2"));
	int64_t id = test_order(cx);
	struct order o = seen(cx, id);
	CHECK_INT(reminded(cx), 0); /* just ordered */
	CHECK_OK(setting_set(cx, "pay.reminder", NULL, "0"));
	cx->now = o.due_ms - 1;
	CHECK_INT(reminded(cx), 0);
	CHECK_OK(setting_set(cx, "pay.reminder", NULL, "1"));
	CHECK_INT(reminded(cx), 1);
	cx->now = o.due_ms;
	id = test_order_of(cx, "late",
		test_product(cx,
			(struct test_product){.slug = "late", .on_hand = 1}),
		1, "parcel", "transfer");
	cx->now = seen(cx, id).due_ms;
	CHECK_INT(reminded(cx), 0); /* too late: it is let go */
}

static void nobody_is_reminded_of_what_is_settled(struct cx *cx)
{
	int64_t id = test_order(cx);
	const int64_t soon = seen(cx, id).due_ms - MS_DAY;
	CHECK_OK(order_pay_by(cx, id, "demo_card")); /* no transfer */
	cx->now = soon;
	CHECK_INT(reminded(cx), 0);
	CHECK_OK(order_pay_by(cx, id, "transfer"));
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO return_case (orders, kind,"
		" state, name, order_text, email, statement, locale,"
		" attempt_key, at_ms) SELECT id, 'withdrawal', 'accepted',"
		" '', '', '', '', 'en', 'k', 1 FROM orders"));
	CHECK_INT(reminded(cx), 0); /* withdrawn from */
	CHECK_OK(db_run_script(cx->db, "DELETE FROM return_case"));
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_INT(reminded(cx), 0);
	CHECK_OK(db_run_script(cx->db,
		"UPDATE orders SET state ="
		" 'cancelled', payment_state = 'unpaid'"));
	CHECK_INT(reminded(cx), 0);
	CHECK_OK(db_run_script(cx->db,
		"UPDATE orders SET state ="
		" 'confirmed', payment_state = 'part'")); /* all is here */
	CHECK_INT(reminded(cx), 0);
}

static void changing_the_payment_keeps_no_goods_for_ever(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct order o = seen(cx, id);
	const int64_t placed = o.placed_ms;
	for (int day = 0; day < 60; day++) {
		CHECK_OK(order_pay_by(
			cx, id, day % 2 ? "transfer" : "demo_card"));
		cx->now += MS_DAY;
	}
	o = seen(cx, id);
	CHECK(o.due_ms > placed && o.due_ms < placed + 16 * MS_DAY);
	int64_t n = 0;
	CHECK_OK(order_expire(cx, &n));
	CHECK_INT(n, 1);
	test_books_agree(cx);
}

static void paid_orders_do_not_expire(struct cx *cx)
{
	int64_t id = test_order(cx);
	int64_t n = -1;
	CHECK_OK(order_mark_paid(cx, id));
	cx->now += 60 * MS_DAY;
	CHECK_OK(order_expire(cx, &n));
	CHECK_INT(n, 0);
	check_states(cx, id, "confirmed", "paid", "none");
}

static void late_money_brings_an_order_back(struct cx *cx)
{
	int64_t id = test_order(cx), n;
	cx->now += 30 * MS_DAY;
	CHECK_OK(order_expire(cx, &n));
	CHECK_OK(order_mark_paid(cx, id));
	check_states(cx, id, "confirmed", "paid", "none");
	CHECK_INT(test_number(cx, "SELECT held FROM stock"), 1);
	CHECK_INT(test_number(cx, "SELECT sold_qty FROM product"), 1);
	CHECK_OK(order_ship(cx, id, "", ""));
}

static void late_money_goes_back_when_the_goods_are_gone(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 1});
	int64_t pot = test_product(
		cx, (struct test_product){.slug = "pot", .on_hand = 1});
	test_cart(cx, "s1", pot, 1);
	int64_t id = test_order_of(cx, "s1", mug, 1, "parcel", "transfer"), n;
	cx->now += 30 * MS_DAY;
	CHECK_OK(order_expire(cx, &n));
	test_order_of(cx, "s2", mug, 1, "parcel", "transfer");
	CHECK_OK(order_mark_paid(cx, id));
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.state, "cancelled");
	CHECK_STR(o.payment_state, "refund_due");
	CHECK_INT(o.paid.minor, o.total.minor);
	/* The pot that was still there is not held for it either. */
	CHECK_INT(test_number(cx, "SELECT sum(held) FROM stock"), 1);
}

/* What a count had taken from the order has to be there again too. */
static void order_comes_back_whole_or_not(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5}), n;
	int64_t id = test_order_of(cx, "s1", mug, 3, "parcel", "transfer");
	CHECK_OK(stock_recount(cx, mug, 2, ""));
	CHECK_INT(test_number(cx, "SELECT short FROM stock_hold"), 1);
	cx->now += 30 * MS_DAY;
	CHECK_OK(order_expire(cx, &n));
	CHECK_OK(order_mark_paid(cx, id));
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.payment_state, "refund_due");
	CHECK_INT(test_number(cx, "SELECT held FROM stock"), 0);
}

static void each_move_is_audited(struct cx *cx)
{
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ship(cx, id, "Posti \"x\"", ""));
	struct audit_row *rows;
	size_t n;
	CHECK_OK(audit_of(cx, "order", id, 10, &rows, &n));
	CHECK_INT(n, 2);
	CHECK_STR(rows[0].action, "shipped");
	CHECK_STR(rows[0].after,
		"{\"state\":\"confirmed\",\"payment\":\"paid\","
		"\"fulfilment\":\"shipped\",\"note\":\"Posti \\\"x\\\"\"}");
	CHECK_STR(rows[1].action, "paid");
}

static size_t listed(struct cx *cx, const char *show, const char *find)
{
	struct order_row *rows;
	size_t n = 0;
	int64_t total = -1;
	CHECK_OK(order_list(cx,
		&(struct order_filter){.show = show, .find = find, .limit = 10},
		&rows, &n, &total));
	CHECK_INT(total, n);
	return n;
}

static void list_finds_what_is_asked_for(struct cx *cx)
{
	int64_t a = test_order(cx);
	int64_t pot = test_product(
		cx, (struct test_product){.slug = "pot", .on_hand = 5});
	test_order_of(cx, "s2", pot, 2, "pickup", "transfer");
	CHECK_INT(listed(cx, "", ""), 2);
	CHECK_INT(listed(cx, "unpaid", ""), 2);
	CHECK_OK(order_mark_paid(cx, a));
	CHECK_INT(listed(cx, "unpaid", ""), 1);
	CHECK_INT(listed(cx, "topack", ""), 1);
	CHECK_INT(listed(cx, "", "10001"), 1);
	CHECK_INT(listed(cx, "", "1 00010"), 1); /* the reference */
	CHECK_INT(listed(cx, "", "KORHONEN"), 2);
	CHECK_INT(listed(cx, "", "posti.example"), 2);
	CHECK_INT(listed(cx, "", "%"), 0);
	CHECK_INT(listed(cx, "", "nobody"), 0);
	CHECK_OK(order_ship(cx, a, "", ""));
	CHECK_INT(listed(cx, "shipped", ""), 1);
	CHECK_INT(listed(cx, "cancelled", ""), 0);
}

int main(void)
{
	return test_run((struct test[]){
		{"paid order is confirmed once", paid_order_is_confirmed_once},
		{"shipping takes the goods and tells",
			shipping_takes_the_goods_and_tells},
		{"two buyers may collect the same thing",
			two_buyers_may_collect_the_same_thing},
		{"pickup goes over ready to collected",
			pickup_goes_over_ready_to_collected},
		{"unpaid order leaves nothing behind",
			unpaid_order_leaves_nothing_behind},
		{"paid order is cancelled by the owner alone",
			paid_order_is_cancelled_by_the_owner_alone},
		{"ready parcel can still be cancelled",
			ready_parcel_can_still_be_cancelled},
		{"refunded parcel can still be cancelled",
			refunded_parcel_can_still_be_cancelled},
		{"cancelled gift leaves nothing to pay back",
			cancelled_gift_leaves_nothing_to_pay_back},
		{"refunds never exceed what came in",
			refunds_never_exceed_what_came_in},
		{"every other move is refused", every_other_move_is_refused},
		{"overdue orders are let go", overdue_orders_are_let_go},
		{"unpaid transfers are reminded once before the end",
			unpaid_transfers_are_reminded_once_before_the_end},
		{"reminder goes by the setting and never at once",
			reminder_goes_by_the_setting_and_never_at_once},
		{"nobody is reminded of what is settled",
			nobody_is_reminded_of_what_is_settled},
		{"changing the payment keeps no goods for ever",
			changing_the_payment_keeps_no_goods_for_ever},
		{"paid orders do not expire", paid_orders_do_not_expire},
		{"late money brings an order back",
			late_money_brings_an_order_back},
		{"late money goes back when the goods are gone",
			late_money_goes_back_when_the_goods_are_gone},
		{"order comes back whole or not",
			order_comes_back_whole_or_not},
		{"each move is audited", each_move_is_audited},
		{"list finds what is asked for", list_finds_what_is_asked_for},
		{NULL, NULL},
	});
}
