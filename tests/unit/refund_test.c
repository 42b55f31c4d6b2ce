/* Credits and refunds: who gets what back, and never more than came in. */
#include <stdlib.h>
#include <string.h>

#include "domain/credit.h"
#include "domain/payment.h"
#include "domain/refund.h"
#include "domain/shipment.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "tests/orders.h"

/* Three mugs at 10.01 and two books at 5.00, with 0.10 off each line. */
static int64_t mixed(struct cx *cx, const char *payment)
{
	int64_t mug = test_product(
		cx, (struct test_product){
			    .slug = "mug", .price_minor = 1001, .on_hand = 9});
	int64_t book = test_product(cx, (struct test_product){.slug = "book",
						.price_minor = 500,
						.on_hand = 9,
						.tax_class = "reduced"});
	test_cart(cx, "s1", mug, 3);
	test_cart(cx, "s1", book, 2);
	struct order_draft d = test_draft(cx, "s1", "a1");
	d.payment = payment;
	struct order_placed placed;
	const char *why = "";
	CHECK_OK(order_place(cx, &d, &placed, &why));
	return placed.id;
}

static int64_t paid(struct cx *cx)
{
	int64_t id = mixed(cx, "transfer");
	CHECK_OK(order_mark_paid(cx, id));
	cx->staff = 1;
	return id;
}

static struct order seen(struct cx *cx, int64_t id)
{
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	test_books_agree(cx);
	return o;
}

static int64_t line(struct cx *cx, int64_t order, size_t nth)
{
	struct order o = seen(cx, order);
	return o.lines[nth].id;
}

static int give(struct cx *cx, int64_t order, const struct credit_want *wants,
	size_t n, bool delivery, int64_t *credit)
{
	struct refund_ask ask = {
		.order = order,
		.reason = "return",
		.wants = wants,
		.n = n,
		.delivery = delivery,
		.sent = true,
	};
	return refund_make(cx, &ask, credit);
}

static void units_share_a_value_to_the_cent(struct cx *cx)
{
	(void)cx;
	CHECK_INT(credit_slice(money(100), 3, 1).minor, 34);
	CHECK_INT(credit_slice(money(100), 3, 2).minor, 67);
	CHECK_INT(credit_slice(money(100), 3, 3).minor, 100);
	CHECK_INT(credit_slice(money(66), 2, 1).minor, 33);
	CHECK_INT(credit_slice(money(5), 0, 1).minor, 0);
}

static void part_of_a_line_goes_back(struct cx *cx)
{
	int64_t id = paid(cx), credit = 0;
	struct credit_want want = {.line = line(cx, id, 0), .qty = 1};
	CHECK_OK(give(cx, id, &want, 1, false, &credit));
	struct order o = seen(cx, id);
	CHECK_STR(o.payment_state, "part_refunded");
	CHECK_INT(o.refunded.minor, 1001);
	CHECK_INT(o.paid.minor, o.total.minor - 1001);
	CHECK_INT(test_number(cx, "SELECT vat_minor FROM credit_line"),
		money_vat(money(1001), 2550).minor);
	struct money balance = money(-1);
	CHECK_OK(refund_balance(cx, id, &balance));
	CHECK_INT(balance.minor, 0);
}

static void units_that_are_paid_back_are_not_sent(struct cx *cx)
{
	int64_t id = paid(cx);
	struct credit_want want = {.line = line(cx, id, 0), .qty = 2};
	struct shipment_line *left;
	size_t n;
	CHECK_INT(
		test_number(cx, "SELECT held FROM stock WHERE variant = 1"), 3);
	CHECK_OK(give(cx, id, &want, 1, false, NULL));
	CHECK_OK(shipment_left(cx, id, &left, &n));
	CHECK_INT(n, 2);
	CHECK_INT(left[0].qty, 1);
	CHECK_INT(
		test_number(cx, "SELECT held FROM stock WHERE variant = 1"), 1);
	/* what has left comes back some other way */
	struct shipment_ask all = {.order = id, .carrier = "", .tracking = ""};
	int64_t parcel;
	CHECK_OK(shipment_send(cx, &all, &parcel));
	want.qty = 1;
	CHECK_OK(give(cx, id, &want, 1, false, NULL));
	CHECK_INT(
		test_number(cx, "SELECT on_hand FROM stock WHERE variant = 1"),
		8);
	CHECK_INT(
		test_number(cx, "SELECT held FROM stock WHERE variant = 1"), 0);
	CHECK_STR(seen(cx, id).fulfilment, "shipped");
}

static void paying_back_the_rest_ends_the_sending(struct cx *cx)
{
	int64_t id = paid(cx), parcel;
	struct shipment_want some = {.line = line(cx, id, 0), .qty = 3};
	struct shipment_ask ask = {.order = id,
		.carrier = "",
		.tracking = "",
		.wants = &some,
		.n = 1};
	CHECK_OK(shipment_send(cx, &ask, &parcel));
	CHECK_STR(seen(cx, id).fulfilment, "part");
	struct credit_want want = {.line = line(cx, id, 1), .qty = 2};
	CHECK_OK(give(cx, id, &want, 1, false, NULL));
	CHECK_STR(seen(cx, id).fulfilment, "shipped");
}

static void more_than_a_line_holds_is_refused(struct cx *cx)
{
	int64_t id = paid(cx);
	struct credit_want want = {.line = line(cx, id, 0), .qty = 4};
	CHECK_INT(give(cx, id, &want, 1, false, NULL), ERR_CONFLICT);
	want.qty = 2;
	CHECK_OK(give(cx, id, &want, 1, false, NULL));
	CHECK_INT(give(cx, id, &want, 1, false, NULL), ERR_CONFLICT);
	want = (struct credit_want){
		.line = line(cx, id, 0), .gross = money(1002)};
	CHECK_INT(give(cx, id, &want, 1, false, NULL), ERR_CONFLICT);
	want.line = 999;
	CHECK_INT(give(cx, id, &want, 1, false, NULL), ERR_NOT_FOUND);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM credit"), 1);
}

static void all_of_it_goes_back_with_the_delivery(struct cx *cx)
{
	int64_t id = paid(cx);
	CHECK_OK(give(cx, id, NULL, 0, true, NULL));
	struct order o = seen(cx, id);
	CHECK_STR(o.payment_state, "refunded");
	CHECK_INT(o.paid.minor, 0);
	CHECK_INT(give(cx, id, NULL, 0, true, NULL), ERR_CONFLICT);
}

static void what_was_never_paid_does_not_go_back(struct cx *cx)
{
	int64_t id = mixed(cx, "transfer");
	struct credit_want want = {.line = line(cx, id, 0), .qty = 1};
	struct money balance;
	CHECK_OK(give(cx, id, &want, 1, false, NULL));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM refund"), 0);
	CHECK_OK(refund_balance(cx, id, &balance));
	struct order o = seen(cx, id);
	CHECK_INT(balance.minor, o.total.minor - 1001);
}

static void order_as_it_was_shown_or_nothing(struct cx *cx)
{
	int64_t id = paid(cx);
	struct order o = seen(cx, id);
	struct refund_ask ask = {
		.order = id, .reason = "goodwill", .sent = true, .rev = o.rev};
	CHECK_OK(refund_amount(cx, &ask, money(100), NULL));
	CHECK_INT(refund_amount(cx, &ask, money(100), NULL), ERR_CONFLICT);
	CHECK_INT(seen(cx, id).refunded.minor, 100);
}

static int64_t by_card(struct cx *cx)
{
	struct payment p;
	int64_t id = mixed(cx, "demo_card");
	CHECK_OK(payment_open(cx, id, "demo", &p));
	CHECK_OK(payment_notice(cx, "demo", p.stamp, "n", "paid", p.amount));
	return id;
}

static void provider_that_was_paid_is_asked(struct cx *cx)
{
	int64_t id = by_card(cx);
	struct refund *list;
	size_t n = 0;
	CHECK_OK(give(cx, id, NULL, 0, true, NULL));
	CHECK_OK(refund_list(cx, id, &list, &n));
	CHECK_INT(n, 1);
	CHECK_STR(list[0].provider, "demo");
	CHECK_STR(list[0].state, "requested");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE kind = 'refund'"),
		1);
	/* not twice while it is under way */
	CHECK_INT(test_refund(cx, id, money(1)), ERR_CONFLICT);
	CHECK_STR(seen(cx, id).payment_state, "paid");
	CHECK_OK(refund_move(cx, list[0].id, "sent", "", ""));
	CHECK_OK(refund_move(cx, list[0].id, "done", "r-1", ""));
	CHECK_STR(seen(cx, id).payment_state, "refunded");
}

static void refused_refund_is_tried_again_or_sent_by_hand(struct cx *cx)
{
	int64_t id = by_card(cx);
	struct refund *list;
	size_t n;
	CHECK_OK(give(cx, id, NULL, 0, true, NULL));
	CHECK_OK(refund_list(cx, id, &list, &n));
	int64_t r = list[0].id;
	CHECK_INT(refund_by_hand(cx, r), ERR_CONFLICT);
	CHECK_OK(refund_move(cx, r, "sent", "", ""));
	CHECK_OK(refund_move(cx, r, "failed", "", "account closed"));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM order_event"
				  " WHERE kind = 'refund_failed'"),
		1);
	cx->now += 1000;
	const char *stamp = list[0].stamp;
	CHECK_OK(refund_move(cx, r, "requested", "", ""));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE kind = 'refund'"),
		2);
	CHECK_OK(refund_list(cx, id, &list, &n));
	CHECK(strcmp(list[0].stamp, stamp) != 0); /* another question */
	CHECK_OK(refund_move(cx, r, "sent", "", ""));
	CHECK_OK(refund_move(cx, r, "failed", "", "account closed"));
	CHECK_OK(refund_by_hand(cx, r));
	CHECK_STR(seen(cx, id).payment_state, "refunded");
	CHECK_INT(refund_by_hand(cx, r), ERR_CONFLICT);
}

/* Tried again while the money went another way: it is not there twice. */
static void failed_refund_cannot_take_what_is_gone(struct cx *cx)
{
	int64_t id = by_card(cx);
	struct refund *list;
	size_t n;
	CHECK_OK(give(cx, id, NULL, 0, true, NULL));
	CHECK_OK(refund_list(cx, id, &list, &n));
	CHECK_OK(refund_move(cx, list[0].id, "sent", "", ""));
	CHECK_OK(refund_move(cx, list[0].id, "failed", "", "no"));
	struct refund_ask ask = {.order = id, .reason = "too_much"};
	CHECK_OK(refund_make(cx, &ask, NULL));
	CHECK_INT(
		refund_move(cx, list[0].id, "requested", "", ""), ERR_CONFLICT);
	CHECK_INT(refund_by_hand(cx, list[0].id), ERR_CONFLICT);
}

static void every_other_move_of_a_refund_is_refused(struct cx *cx)
{
	static const char *const states[] = {
		"requested", "sent", "done", "failed"};
	static const char *const table = "requested>sent sent>done "
					 "sent>failed failed>requested ";
	int64_t id = by_card(cx);
	CHECK_OK(give(cx, id, NULL, 0, true, NULL));
	for (size_t f = 0; f < 4; f++)
		for (size_t t = 0; t < 4; t++) {
			const char *key = arena_printf(
				cx->arena, "%s>%s ", states[f], states[t]);
			struct db_stmt *q = db_prepare(
				cx->db, "UPDATE refund SET state = :state");
			db_bind_text(q, ":state", states[f]);
			CHECK_OK(db_exec(q, NULL));
			CHECK_OK(db_run_script(cx->db,
				"DELETE FROM money_move"
				" WHERE kind = 'refund'"));
			bool can = strstr(table, key) != NULL;
			cx->now++;
			if (!can)
				CHECK_INT(refund_move(cx, 1, states[t], "", ""),
					ERR_CONFLICT);
			else if (strcmp(states[t], "done") != 0)
				CHECK_OK(refund_move(cx, 1, states[t], "", ""));
		}
}

static uint64_t next(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) +
		UINT64_C(1442695040888963407);
	return *seed >> 33;
}

/* A slice of what is left: some units, some cents, the delivery. */
static int slice(struct cx *cx, int64_t id, uint64_t *seed)
{
	struct credit_left *left;
	size_t n = 0;
	CHECK_OK(credit_left(cx, id, &left, &n));
	const struct credit_left *l = &left[next(seed) % n];
	struct credit_want want = {.line = l->line};
	if (l->value.minor == 0) /* units whose price went back before */
		return OK;
	if (next(seed) % 2 && l->qty > 0)
		want.qty = 1 + (int64_t)(next(seed) % (uint64_t)l->qty);
	else
		want.gross = money(
			1 + (int64_t)(next(seed) % (uint64_t)l->value.minor));
	return give(cx, id, &want, 1, next(seed) % 8 == 0, NULL);
}

static void slices_end_at_exactly_zero(struct cx *cx)
{
	const char *typed = getenv("PUOTI_SEED"), *all = getenv("PUOTI_LONG");
	uint64_t seed = typed ? strtoull(typed, NULL, 10) : 20261123;
	long n = all && *all ? 2000 : 60;
	printf("# seed %llu, %ld orders\n", (unsigned long long)seed, n);
	int64_t mug = test_product(cx,
		(struct test_product){
			.slug = "mug", .untracked = 1, .price_minor = 1333});
	int64_t book = test_product(cx, (struct test_product){.slug = "book",
						.untracked = 1,
						.price_minor = 997,
						.tax_class = "reduced"});
	for (long i = 0; i < n && !test_failed; i++) {
		const char *s = arena_printf(cx->arena, "s%ld", i);
		test_cart(cx, s, mug, 1 + (int64_t)(next(&seed) % 7));
		test_cart(cx, s, book, 1 + (int64_t)(next(&seed) % 5));
		struct order_draft d = test_draft(cx, s, s);
		struct order_placed placed;
		const char *why = "";
		CHECK_OK(order_place(cx, &d, &placed, &why));
		CHECK_OK(order_mark_paid(cx, placed.id));
		for (int k = 0; k < 6; k++)
			CHECK_OK(slice(cx, placed.id, &seed));
		struct order o;
		CHECK_OK(order_get(cx, placed.id, &o));
		CHECK(o.paid.minor >= 0 && o.refunded.minor <= o.total.minor);
		int rc = give(cx, placed.id, NULL, 0, true, NULL);
		CHECK(rc == OK || rc == ERR_CONFLICT);
		CHECK_OK(order_get(cx, placed.id, &o));
		CHECK_INT(o.paid.minor, 0);
		CHECK_INT(o.refunded.minor, o.total.minor);
	}
	/* Per rate: what was charged less what was credited is nothing. */
	CHECK_INT(test_number(cx,
			  "SELECT count(*) FROM order_tax t WHERE t.gross_minor"
			  " <> (SELECT sum(k.gross_minor) FROM order_line l"
			  "  JOIN credit_line k ON k.order_line = l.id"
			  "  WHERE l.orders = t.orders"
			  "  AND l.rate_bp = t.rate_bp)"
			  " OR t.vat_minor <> (SELECT sum(k.vat_minor)"
			  "  FROM order_line l"
			  "  JOIN credit_line k ON k.order_line = l.id"
			  "  WHERE l.orders = t.orders"
			  "  AND l.rate_bp = t.rate_bp)"),
		0);
	test_books_agree(cx);
}

int main(void)
{
	return test_run((struct test[]){
		{"units share a value to the cent",
			units_share_a_value_to_the_cent},
		{"part of a line goes back", part_of_a_line_goes_back},
		{"units that are paid back are not sent",
			units_that_are_paid_back_are_not_sent},
		{"paying back the rest ends the sending",
			paying_back_the_rest_ends_the_sending},
		{"more than a line holds is refused",
			more_than_a_line_holds_is_refused},
		{"all of it goes back with the delivery",
			all_of_it_goes_back_with_the_delivery},
		{"what was never paid does not go back",
			what_was_never_paid_does_not_go_back},
		{"order as it was shown or nothing",
			order_as_it_was_shown_or_nothing},
		{"provider that was paid is asked",
			provider_that_was_paid_is_asked},
		{"refused refund is tried again or sent by hand",
			refused_refund_is_tried_again_or_sent_by_hand},
		{"failed refund cannot take what is gone",
			failed_refund_cannot_take_what_is_gone},
		{"every other move of a refund is refused",
			every_other_move_of_a_refund_is_refused},
		{"slices end at exactly zero", slices_end_at_exactly_zero},
		{NULL, NULL},
	});
}
