#include "tests/orders.h"

#include "domain/payment.h"
#include "lib/arena.h"
#include "lib/clock.h"

static int64_t card_order(struct cx *cx, struct payment *p)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	int64_t id = test_order_of(cx, "s1", mug, 1, "parcel", "demo_card");
	CHECK_OK(payment_open(cx, id, "demo", p));
	return id;
}

static int notice(struct cx *cx, const struct payment *p, const char *key,
	const char *outcome)
{
	int rc = payment_notice(cx, "demo", p->stamp, key, outcome, p->amount);
	test_books_agree(cx);
	return rc;
}

static void check_order(
	struct cx *cx, int64_t id, const char *state, const char *payment)
{
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.state, state);
	CHECK_STR(o.payment_state, payment);
}

static void check_payment(
	struct cx *cx, const struct payment *p, const char *state)
{
	struct payment now;
	CHECK_OK(payment_by_stamp(cx, p->stamp, &now));
	CHECK_STR(now.state, state);
}

static void card_order_waits_with_a_payment(struct cx *cx)
{
	struct payment p, again;
	int64_t id = card_order(cx, &p);
	CHECK_STR(p.state, "created");
	CHECK_INT(p.amount.minor, 1490);
	CHECK_STR(p.order_token, order_token(cx, id));
	CHECK_OK(payment_open(cx, id, "demo", &again));
	CHECK_STR(again.stamp, p.stamp);
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_INT(o.due_ms, cx->now + 2 * MS_HOUR);
}

static void paid_notice_confirms_the_order(struct cx *cx)
{
	struct payment p;
	int64_t id = card_order(cx, &p);
	CHECK_OK(notice(cx, &p, "n1", "paid"));
	check_order(cx, id, "confirmed", "paid");
	check_payment(cx, &p, "paid");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM money_move"), 1);
}

static void notice_that_comes_twice_counts_once(struct cx *cx)
{
	struct payment p;
	int64_t id = card_order(cx, &p);
	CHECK_OK(notice(cx, &p, "n1", "paid"));
	CHECK_OK(notice(cx, &p, "n1", "paid"));
	CHECK_OK(notice(cx, &p, "n2", "paid")); /* another name, same truth */
	check_order(cx, id, "confirmed", "paid");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM money_move"), 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM payment_event"), 2);
}

static void paid_is_final(struct cx *cx)
{
	struct payment p;
	int64_t id = card_order(cx, &p);
	CHECK_OK(notice(cx, &p, "n1", "paid"));
	CHECK_OK(notice(cx, &p, "n2", "failed"));
	check_order(cx, id, "confirmed", "paid");
	check_payment(cx, &p, "paid");
}

static void failed_payment_can_be_tried_again(struct cx *cx)
{
	struct payment p, second;
	int64_t id = card_order(cx, &p);
	CHECK_OK(notice(cx, &p, "n1", "failed"));
	check_order(cx, id, "placed", "failed");
	CHECK_OK(payment_open(cx, id, "demo", &second));
	CHECK(second.id != p.id);
	check_order(cx, id, "placed", "unpaid");
	CHECK_OK(notice(cx, &second, "n2", "paid"));
	check_order(cx, id, "confirmed", "paid");
	CHECK_INT(payment_create(cx, id, "demo", &second), ERR_CONFLICT);
}

static void late_truth_wins_over_a_failure(struct cx *cx)
{
	struct payment p;
	int64_t id = card_order(cx, &p);
	CHECK_OK(notice(cx, &p, "n1", "failed"));
	CHECK_OK(notice(cx, &p, "n2", "paid"));
	check_order(cx, id, "confirmed", "paid");
}

static void late_truth_wins_over_an_expired_order(struct cx *cx)
{
	struct payment p;
	int64_t id = card_order(cx, &p), n;
	cx->now += 3 * MS_HOUR;
	CHECK_OK(order_expire(cx, &n));
	check_payment(cx, &p, "expired");
	check_order(cx, id, "cancelled", "unpaid");
	CHECK_OK(notice(cx, &p, "n1", "paid"));
	check_order(cx, id, "confirmed", "paid");
}

static void forged_notices_change_nothing(struct cx *cx)
{
	struct payment p;
	int64_t id = card_order(cx, &p);
	CHECK_INT(payment_notice(cx, "demo", p.stamp, "n1", "paid", money(1)),
		ERR_INVALID);
	CHECK_INT(payment_notice(cx, "other", p.stamp, "n1", "paid", p.amount),
		ERR_NOT_FOUND);
	CHECK_INT(payment_notice(cx, "demo", "guess", "n1", "paid", p.amount),
		ERR_NOT_FOUND);
	CHECK_INT(
		payment_notice(cx, "demo", p.stamp, "n1", "refunded", p.amount),
		ERR_INVALID);
	check_order(cx, id, "placed", "unpaid");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM payment_event"), 0);
	/* The name of the forged notice is not used up. */
	CHECK_OK(notice(cx, &p, "n1", "paid"));
	check_order(cx, id, "confirmed", "paid");
}

static void paying_twice_is_seen_in_the_ledger(struct cx *cx)
{
	struct payment p;
	int64_t id = card_order(cx, &p);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(payment_notice(cx, "demo", p.stamp, "n1", "paid", p.amount));
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.payment_state, "refund_due");
	CHECK_INT(o.paid.minor, 2 * o.total.minor);
	CHECK_STR(o.events[o.n_events - 1].kind, "paid_again");
	CHECK_OK(test_refund(cx, id, o.total));
	check_order(cx, id, "confirmed", "paid");
}

static int64_t to_pay_back(struct cx *cx)
{
	struct order_row *rows;
	size_t n;
	int64_t total = -1;
	CHECK_OK(order_list(cx,
		&(struct order_filter){.show = "payback", .find = ""}, &rows,
		&n, &total));
	return total;
}

static void money_that_came_twice_is_not_forgotten(struct cx *cx)
{
	struct payment p;
	struct order o;
	int64_t id = card_order(cx, &p);
	cx->staff = 1;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_INT(to_pay_back(cx), 0);
	CHECK_OK(payment_notice(cx, "demo", p.stamp, "n1", "paid", p.amount));
	CHECK_INT(to_pay_back(cx), 1);
	CHECK_OK(order_get(cx, id, &o));
	CHECK_INT(o.paid.minor, 2 * o.total.minor);
	CHECK_OK(test_refund(cx, id, o.total));
	CHECK_INT(to_pay_back(cx), 0);
	check_order(cx, id, "confirmed", "paid");

	CHECK_OK(order_cancel(cx, id, ""));
	CHECK_INT(to_pay_back(cx), 1);
	CHECK_OK(test_refund(cx, id, o.total));
	CHECK_INT(to_pay_back(cx), 0);
}

int main(void)
{
	return test_run((struct test[]){
		{"card order waits with a payment",
			card_order_waits_with_a_payment},
		{"paid notice confirms the order",
			paid_notice_confirms_the_order},
		{"notice that comes twice counts once",
			notice_that_comes_twice_counts_once},
		{"paid is final", paid_is_final},
		{"failed payment can be tried again",
			failed_payment_can_be_tried_again},
		{"late truth wins over a failure",
			late_truth_wins_over_a_failure},
		{"late truth wins over an expired order",
			late_truth_wins_over_an_expired_order},
		{"forged notices change nothing",
			forged_notices_change_nothing},
		{"paying twice is seen in the ledger",
			paying_twice_is_seen_in_the_ledger},
		{"money that came twice is not forgotten",
			money_that_came_twice_is_not_forgotten},
		{NULL, NULL},
	});
}
