#include "tests/orders.h"

#include <string.h>

#include "domain/withdrawal.h"
#include "lib/arena.h"
#include "lib/clock.h"

#define EMAIL "aino.korhonen@posti.example"

static void matching_statement_is_linked_to_its_order(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct withdrawal w, of;
	CHECK_OK(withdrawal_confirm(
		cx, "Aino Korhonen", "Order 10001", EMAIL, "k1", &w));
	CHECK_INT(w.order, id);
	CHECK_INT(w.number, 10001);
	CHECK_STR(w.state, "accepted");
	CHECK_INT(w.at_ms, cx->now);
	CHECK_INT(w.refund_due_ms, cx->now + 14 * MS_DAY);
	CHECK_STR(w.statement, withdrawal_statement(cx, "Aino Korhonen",
				       "Order 10001", EMAIL));
	CHECK_OK(withdrawal_of_order(cx, id, &of));
	CHECK_INT(of.id, w.id);
	CHECK_STR(of.statement, w.statement);
	CHECK_INT(test_number(cx, "SELECT sum(qty) FROM return_line"), 1);

	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.events[o.n_events - 1].kind, "withdrawn");
	struct order_row *rows;
	size_t n;
	int64_t total;
	CHECK_OK(order_list(cx,
		&(struct order_filter){.show = "withdrawn", .limit = 5}, &rows,
		&n, &total));
	CHECK_INT(n, 1);
	CHECK(rows[0].withdrawn);
}

static void receipt_and_owner_are_written_to(struct cx *cx)
{
	struct withdrawal w;
	CHECK_OK(withdrawal_confirm(cx, "Aino", "x", EMAIL, "k1", &w));
	CHECK_INT(
		test_number(cx, "SELECT count(*) FROM outbox WHERE payload ="
				" '{\"mail\":\"withdrawal_receipt\",\"case\":1,"
				"\"to\":\"customer\"}'"),
		1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox WHERE payload ="
				  " '{\"mail\":\"owner_withdrawal\",\"case\":1,"
				  "\"to\":\"owner\"}'"),
		1);
}

static void statement_without_an_order_is_kept(struct cx *cx)
{
	test_order(cx);
	struct withdrawal w, *open;
	size_t n;
	CHECK_OK(withdrawal_confirm(
		cx, "Somebody", "10001", "other@posti.example", "k1", &w));
	CHECK_INT(w.order, 0);
	CHECK_OK(withdrawal_confirm(
		cx, "Aino", "the blue mug", EMAIL, "k2", &w));
	CHECK_INT(w.order, 0);
	CHECK_OK(withdrawal_list(cx, true, &open, &n));
	CHECK_INT(n, 2);
	CHECK_STR(open[0].order_text, "the blue mug");
}

static void same_attempt_is_one_statement(struct cx *cx)
{
	struct withdrawal first, second;
	CHECK_OK(withdrawal_confirm(cx, "Aino", "1", EMAIL, "k1", &first));
	cx->now += MS_MINUTE;
	CHECK_OK(withdrawal_confirm(cx, "Aino", "1", EMAIL, "k1", &second));
	CHECK_INT(second.id, first.id);
	CHECK_INT(second.at_ms, first.at_ms);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"), 2);
}

static void late_statement_is_kept_with_a_remark(struct cx *cx)
{
	int64_t id = test_order(cx);
	cx->staff = 1;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ship(cx, id, "", ""));
	struct withdrawal w;
	/* On its way: the period has not begun. */
	CHECK_OK(withdrawal_confirm(cx, "Aino", "10001", EMAIL, "k1", &w));
	CHECK_STR(w.remark, "");
	CHECK_OK(order_delivered(cx, id)); /* on the 23rd */
	cx->now += 14 * MS_DAY;            /* 7 December, the last day */
	CHECK_OK(withdrawal_confirm(cx, "Aino", "10001", EMAIL, "k2", &w));
	CHECK_STR(w.remark, "");
	cx->now += MS_DAY;
	CHECK_OK(withdrawal_confirm(cx, "Aino", "10001", EMAIL, "k3", &w));
	CHECK_STR(w.remark, "late");
	CHECK_STR(w.state, "accepted");
	CHECK_INT(w.order, id);
}

int main(void)
{
	return test_run((struct test[]){
		{"matching statement is linked to its order",
			matching_statement_is_linked_to_its_order},
		{"receipt and owner are written to",
			receipt_and_owner_are_written_to},
		{"statement without an order is kept",
			statement_without_an_order_is_kept},
		{"same attempt is one statement",
			same_attempt_is_one_statement},
		{"late statement is kept with a remark",
			late_statement_is_kept_with_a_remark},
		{NULL, NULL},
	});
}
