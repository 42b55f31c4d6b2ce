/* Cases: what comes back, every move and every refusal; in one file because
 * each asks the same few fixtures. */
#include "tests/account.h"
#include "tests/orders.h"

#include <string.h>

#include "domain/refund.h"
#include "domain/return_case.h"
#include "domain/setting.h"
#include "domain/withdrawal.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"

/* An order of so many units, on its way to the buyer; its line. */
static int64_t sent_order(struct cx *cx, int64_t qty, int64_t *line)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 9});
	int64_t id = test_order_of(cx, "s1", mug, qty, "parcel", "transfer");
	struct order o;
	cx->staff = 1;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ship(cx, id, "Posti", ""));
	cx->staff = 0;
	CHECK_OK(order_get(cx, id, &o));
	*line = o.lines[0].id;
	return id;
}

static int ask(struct cx *cx, int64_t order, const char *kind,
	const struct return_want *want, const char *attempt,
	struct return_case *out)
{
	const struct return_ask a = {.order = order,
		.kind = kind,
		.reason = "other",
		.message = "It does not fit",
		.attempt_key = attempt,
		.wants = want,
		.n = 1};
	return return_request(cx, &a, out);
}

static struct return_case asked(struct cx *cx, const char *kind, int64_t qty)
{
	struct return_case c;
	int64_t line, id = sent_order(cx, 3, &line);
	CHECK_OK(ask(cx, id, kind, &(struct return_want){line, qty}, "k", &c));
	return c;
}

static int64_t mails(struct cx *cx, const char *mail)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT count(*) FROM outbox WHERE dedupe_key = :key");
	db_bind_text(q, ":key", arena_printf(cx->arena, "mail/%s/1", mail));
	CHECK_OK(db_one(q));
	int64_t n = db_next_int(q);
	db_done(q);
	return n;
}

static void request_is_kept_with_its_lines_and_told_to_both(struct cx *cx)
{
	struct return_case c = asked(cx, "return", 2);
	CHECK_STR(c.state, "requested");
	CHECK_STR(c.code, "10001-1");
	CHECK_STR(c.message, "It does not fit");
	CHECK_INT(c.n_lines, 1);
	CHECK_INT(c.lines[0].qty, 2);
	CHECK_INT(mails(cx, "return_requested"), 1);
	CHECK_INT(mails(cx, "owner_return"), 1);
	struct order o;
	CHECK_OK(order_get(cx, c.order, &o));
	CHECK_STR(o.events[o.n_events - 1].kind, "return_requested");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM audit WHERE"
				  " entity = 'case'"),
		1);
}

/* What their profile says that they sent back, and kept. */
static void check_kept(struct cx *cx, int64_t returned, int64_t units)
{
	CHECK_INT(test_number(cx, "SELECT coalesce(max(returned), 0)"
				  " FROM profile_item"),
		returned);
	CHECK_INT(test_number(cx,
			  "SELECT coalesce(max(units), 0) FROM profile_item"),
		units);
}

static void profile_follows_what_comes_back(struct cx *cx)
{
	struct return_case c;
	int64_t line, id = sent_order(cx, 3, &line);
	int64_t customer = test_account(cx, "aino@posti.example");
	CHECK_OK(db_run_script(cx->db,
		arena_printf(cx->arena, "UPDATE orders SET customer = %lld",
			(long long)customer)));
	CHECK_OK(
		ask(cx, id, "return", &(struct return_want){line, 3}, "k", &c));
	check_kept(cx, 3, 0);
	CHECK_OK(return_cancel(cx, c.id, c.rev));
	check_kept(cx, 0, 3);
	CHECK_OK(
		ask(cx, id, "return", &(struct return_want){line, 2}, "l", &c));
	check_kept(cx, 2, 1);
}

static void same_attempt_is_one_request(struct cx *cx)
{
	struct return_case c, again;
	int64_t line, id = sent_order(cx, 3, &line);
	struct return_want w = {line, 2};
	CHECK_OK(ask(cx, id, "return", &w, "k", &c));
	CHECK_OK(ask(cx, id, "return", &w, "k", &again));
	CHECK_INT(again.id, c.id);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM return_case"), 1);
}

static void no_more_comes_back_than_was_sent(struct cx *cx)
{
	struct return_case c;
	struct return_left *left;
	size_t n;
	int64_t line, id = sent_order(cx, 3, &line);
	struct return_want w = {line, 4};
	CHECK_INT(ask(cx, id, "return", &w, "k1", &c), ERR_CONFLICT);
	w.qty = 0;
	CHECK_INT(ask(cx, id, "return", &w, "k1", &c), ERR_INVALID);
	w.qty = -1;
	CHECK_INT(ask(cx, id, "return", &w, "k1", &c), ERR_INVALID);
	w = (struct return_want){line + 100, 1};
	CHECK_INT(ask(cx, id, "return", &w, "k1", &c), ERR_INVALID);
	w = (struct return_want){line, 2};
	CHECK_INT(ask(cx, id, "refund", &w, "k1", &c), ERR_INVALID);
	CHECK_OK(ask(cx, id, "return", &w, "k1", &c));
	CHECK_INT(ask(cx, id, "claim", &w, "k2", &c), ERR_CONFLICT);
	CHECK_OK(return_left(cx, id, &left, &n));
	CHECK_INT(left[0].qty, 1);
	/* twice the same line in one request */
	struct return_want two[] = {{line, 1}, {line, 1}};
	const struct return_ask a = {.order = id,
		.kind = "claim",
		.reason = "broken",
		.message = "",
		.attempt_key = "k3",
		.wants = two,
		.n = 2};
	CHECK_INT(return_request(cx, &a, &c), ERR_CONFLICT);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM return_case"), 1);
}

static void goods_that_have_not_left_are_not_returned(struct cx *cx)
{
	struct return_case c;
	struct order o;
	int64_t id = test_order(cx);
	CHECK_OK(order_get(cx, id, &o));
	struct return_want w = {o.lines[0].id, 1};
	CHECK_INT(ask(cx, id, "return", &w, "k", &c), ERR_CONFLICT);
	CHECK_INT(ask(cx, id, "claim", &w, "k", &c), ERR_CONFLICT);
	struct withdrawal_line *lines;
	size_t n;
	CHECK_OK(withdrawal_lines(cx, id, &lines, &n));
	CHECK_INT(n, 1); /* but withdrawn from */
}

static void promise_ends_but_claims_do_not(struct cx *cx)
{
	struct return_case c;
	int64_t line, id = sent_order(cx, 3, &line);
	struct return_want w = {line, 1};
	cx->staff = 1;
	CHECK_OK(order_delivered(cx, id));
	cx->staff = 0;
	cx->now += 30 * MS_DAY; /* the last day counts in full */
	CHECK_OK(ask(cx, id, "return", &w, "k1", &c));
	cx->now += MS_DAY;
	CHECK_INT(ask(cx, id, "return", &w, "k2", &c), ERR_CONFLICT);
	CHECK_OK(ask(cx, id, "claim", &w, "k2", &c));
	CHECK_OK(setting_set(cx, "returns.days", NULL, "0"));
	cx->now -= 31 * MS_DAY;
	CHECK_INT(ask(cx, id, "return", &w, "k3", &c), ERR_CONFLICT);
}

static void owner_accepts_once(struct cx *cx)
{
	struct return_case c = asked(cx, "return", 1);
	CHECK_INT(return_accept(cx, c.id, c.rev, ""), ERR_DENIED);
	cx->staff = 1;
	CHECK_INT(return_accept(cx, c.id, c.rev + 1, ""), ERR_CONFLICT);
	CHECK_OK(return_accept(cx, c.id, c.rev, "602 100"));
	CHECK_INT(return_accept(cx, c.id, c.rev, "x"), ERR_CONFLICT);
	CHECK_INT(return_accept(cx, c.id, c.rev + 1, "x"), ERR_CONFLICT);
	CHECK_INT(return_refuse(cx, c.id, c.rev + 1, "x"), ERR_CONFLICT);
	CHECK_OK(return_get(cx, c.id, &c));
	CHECK_STR(c.state, "accepted");
	CHECK_STR(c.label, "602 100");
	CHECK_INT(mails(cx, "return_accepted"), 1);
	cx->staff = 0;
	CHECK_INT(return_cancel(cx, c.id, c.rev), ERR_CONFLICT);
}

static void refusal_says_why(struct cx *cx)
{
	struct return_case c = asked(cx, "claim", 1);
	struct return_left *left;
	size_t n;
	cx->staff = 1;
	CHECK_INT(return_refuse(cx, c.id, c.rev, ""), ERR_INVALID);
	CHECK_OK(return_refuse(cx, c.id, c.rev, "It was used for a year"));
	CHECK_OK(return_get(cx, c.id, &c));
	CHECK_STR(c.state, "refused");
	CHECK_STR(c.answer, "It was used for a year");
	CHECK_INT(mails(cx, "return_refused"), 1);
	CHECK_INT(return_accept(cx, c.id, c.rev, ""), ERR_CONFLICT);
	CHECK_OK(return_left(cx, c.order, &left, &n));
	CHECK_INT(left[0].qty, 3); /* it may be asked for again */
}

static void buyer_takes_a_request_back(struct cx *cx)
{
	struct return_case c = asked(cx, "return", 1);
	cx->staff = 1;
	CHECK_INT(return_cancel(cx, c.id, c.rev), ERR_DENIED);
	cx->staff = 0;
	CHECK_INT(return_cancel(cx, c.id, c.rev + 1), ERR_CONFLICT);
	CHECK_OK(return_cancel(cx, c.id, c.rev));
	CHECK_OK(return_get(cx, c.id, &c));
	CHECK_STR(c.state, "cancelled");
	CHECK_INT(return_cancel(cx, c.id, c.rev), ERR_CONFLICT);
	cx->staff = 1;
	CHECK_INT(return_accept(cx, c.id, c.rev, ""), ERR_CONFLICT);
	CHECK_INT(return_receive(cx, c.id, c.rev, NULL, 0), ERR_CONFLICT);
}

static void what_can_be_sold_goes_back_to_its_shelf(struct cx *cx)
{
	struct return_case c = asked(cx, "return", 2);
	int64_t before = test_number(cx, "SELECT sum(on_hand) FROM stock");
	struct return_got got = {c.lines[0].line, 3, "restock"};
	cx->staff = 1;
	CHECK_INT(return_receive(cx, c.id, c.rev, &got, 1), ERR_CONFLICT);
	CHECK_OK(return_accept(cx, c.id, c.rev, ""));
	c.rev++;
	CHECK_INT(return_receive(cx, c.id, c.rev, &got, 1), ERR_INVALID);
	got.qty = 2;
	got.decision = "";
	CHECK_INT(return_receive(cx, c.id, c.rev, &got, 1), ERR_INVALID);
	got.decision = "restock";
	CHECK_OK(return_receive(cx, c.id, c.rev, &got, 1));
	CHECK_INT(return_receive(cx, c.id, c.rev + 1, &got, 1), ERR_CONFLICT);
	CHECK_INT(
		test_number(cx, "SELECT sum(on_hand) FROM stock"), before + 2);
	CHECK_INT(test_number(cx, "SELECT sum(delta) FROM stock_move"
				  " WHERE reason = 'returned'"
				  " AND ref_kind = 'return' AND ref_id = 1"),
		2);
	CHECK_OK(return_get(cx, c.id, &c));
	CHECK_STR(c.state, "received");
	CHECK_INT(c.lines[0].restocked, 2);
	CHECK_INT(c.received_ms, cx->now);
	CHECK_INT(c.refund_due_ms, cx->now + 14 * MS_DAY);
	CHECK_INT(mails(cx, "return_received"), 1);
}

static void damaged_goods_stay_off_the_shelf(struct cx *cx)
{
	struct return_case c = asked(cx, "return", 2);
	int64_t before = test_number(cx, "SELECT sum(on_hand) FROM stock");
	struct return_got got = {c.lines[0].line, 1, "damaged"};
	cx->staff = 1;
	CHECK_OK(return_accept(cx, c.id, c.rev, ""));
	CHECK_OK(return_receive(cx, c.id, c.rev + 1, &got, 1));
	CHECK_OK(return_get(cx, c.id, &c));
	CHECK_INT(c.lines[0].received, 1);
	CHECK_INT(c.lines[0].restocked, 0);
	CHECK_STR(c.lines[0].decision, "damaged");
	CHECK_INT(test_number(cx, "SELECT sum(on_hand) FROM stock"), before);
}

static void proof_of_sending_ends_the_waiting(struct cx *cx)
{
	struct withdrawal w;
	struct return_case c, *rows;
	size_t n;
	int64_t total, line;
	sent_order(cx, 1, &line);
	CHECK_OK(withdrawal_confirm(
		cx, "Aino", "10001", "aino.korhonen@posti.example", "k", &w));
	CHECK_OK(return_get(cx, w.id, &c));
	struct return_filter f = {.show = "late", .limit = 5};
	cx->now += 15 * MS_DAY;
	CHECK_OK(return_list(cx, &f, &rows, &n, &total));
	CHECK_INT(total, 0); /* nothing has come: it may be held back */
	CHECK_INT(return_sent(cx, c.id, c.rev + 1, "JJFI1"), ERR_CONFLICT);
	CHECK_OK(return_sent(cx, c.id, c.rev, "JJFI1"));
	CHECK_OK(return_list(cx, &f, &rows, &n, &total));
	CHECK_INT(total, 1);
	CHECK_STR(rows[0].tracking, "JJFI1");
	f.show = "due";
	CHECK_OK(return_list(cx, &f, &rows, &n, &total));
	CHECK_INT(total, 1);
	cx->staff = 1;
	CHECK_OK(return_receive(cx, c.id, c.rev + 1, NULL, 0));
	CHECK_INT(return_sent(cx, c.id, c.rev + 2, "x"), ERR_CONFLICT);
}

static void withdrawal_names_some_goods_or_all(struct cx *cx)
{
	struct withdrawal w;
	struct return_case c;
	int64_t line, id = sent_order(cx, 3, &line);
	const struct return_want one = {line, 2}, many = {line, 9};
	struct withdrawal_ask a = {.name = "Aino",
		.order_text = "10001",
		.email = "elsewhere@posti.example",
		.attempt_key = "k1",
		.order = id,
		.wants = &one,
		.n = 1};
	CHECK_OK(withdrawal_make(cx, &a, &w));
	CHECK(strstr(w.statement, "following goods of order 10001") != NULL);
	CHECK(strstr(w.statement, "\n2 × ") != NULL);
	CHECK_OK(return_get(cx, w.id, &c));
	CHECK_STR(c.state, "accepted");
	CHECK_INT(c.lines[0].qty, 2);
	CHECK_STR(c.email, "elsewhere@posti.example");
	/* more than is left counts as what is left: never refused */
	a.wants = &many;
	a.attempt_key = "k2";
	CHECK_OK(withdrawal_make(cx, &a, &w));
	CHECK_OK(return_get(cx, w.id, &c));
	CHECK_STR(c.code, "10001-2");
	CHECK_INT(c.lines[0].qty, 1);
	CHECK(strstr(w.statement, "following goods") == NULL);
	a.attempt_key = "k3";
	CHECK_OK(withdrawal_make(cx, &a, &w));
	CHECK_OK(return_get(cx, w.id, &c));
	CHECK_INT(c.n_lines, 0);
	cx->staff = 1;
	CHECK_INT(return_refuse(cx, w.id, c.rev, "No"), ERR_CONFLICT);
}

static void exempt_goods_are_withdrawn_from_and_say_so(struct cx *cx)
{
	struct withdrawal w;
	struct return_case c;
	int64_t line;
	sent_order(cx, 1, &line);
	CHECK_OK(db_exec(
		DB_SQL(cx->db, "UPDATE order_line SET exemption = 'sealed'"),
		NULL));
	CHECK_OK(withdrawal_confirm(
		cx, "Aino", "10001", "aino.korhonen@posti.example", "k", &w));
	CHECK_OK(return_get(cx, w.id, &c));
	CHECK_STR(c.lines[0].exemption, "sealed");
	CHECK_STR(c.state, "accepted");
}

/* All of an order, withdrawn and back; its case. */
static struct return_case back(struct cx *cx, int64_t qty, int64_t of)
{
	struct withdrawal w;
	struct return_case c;
	int64_t line, id = sent_order(cx, of, &line);
	const struct return_want want = {line, qty};
	const struct withdrawal_ask a = {.name = "Aino",
		.order_text = "10001",
		.email = "aino.korhonen@posti.example",
		.attempt_key = "k",
		.order = id,
		.wants = &want,
		.n = 1};
	CHECK_OK(withdrawal_make(cx, &a, &w));
	CHECK_OK(return_get(cx, w.id, &c));
	cx->staff = 1;
	CHECK_OK(return_receive(cx, c.id, c.rev,
		&(struct return_got){line, qty, "restock"}, 1));
	CHECK_OK(return_get(cx, c.id, &c));
	return c;
}

static int64_t refunded(struct cx *cx)
{
	return test_number(cx, "SELECT coalesce(sum(amount_minor), 0)"
			       " FROM refund WHERE state <> 'failed'");
}

static void all_withdrawn_gives_the_delivery_back(struct cx *cx)
{
	struct return_case c = back(cx, 2, 2);
	struct return_due due;
	CHECK_OK(return_due(cx, &c, &due));
	CHECK_INT(due.goods.minor, 2000);
	CHECK_INT(due.delivery.minor, 490);
	CHECK_INT(due.total.minor, 2490);
	CHECK(due.all);
	struct return_pay pay = {.amount = due.total, .answer = ""};
	cx->staff = 0;
	CHECK_INT(return_settle(cx, c.id, c.rev, &pay), ERR_DENIED);
	CHECK_INT(refunded(cx), 0);
	cx->staff = 1;
	CHECK_INT(return_settle(cx, c.id, c.rev + 1, &pay), ERR_CONFLICT);
	pay.amount.minor++;
	CHECK_INT(return_settle(cx, c.id, c.rev, &pay), ERR_CONFLICT);
	CHECK_INT(refunded(cx), 0);
	pay.amount.minor--;
	CHECK_OK(return_settle(cx, c.id, c.rev, &pay));
	CHECK_INT(return_settle(cx, c.id, c.rev + 1, &pay), ERR_CONFLICT);
	CHECK_INT(refunded(cx), 2490);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM refund"
				  " WHERE return_case = 1"
				  " AND reason = 'withdrawal'"),
		1);
	CHECK_INT(test_number(cx, "SELECT sum(qty) FROM credit_line"), 2);
	CHECK_OK(return_get(cx, c.id, &c));
	CHECK_STR(c.state, "settled");
	CHECK_INT(c.settled_ms, cx->now);
	CHECK_INT(mails(cx, "return_settled"), 1);
}

static void part_withdrawn_keeps_the_delivery(struct cx *cx)
{
	struct return_case c = back(cx, 1, 2);
	struct return_due due;
	CHECK_OK(return_due(cx, &c, &due));
	CHECK_INT(due.goods.minor, 1000);
	CHECK_INT(due.delivery.minor, 0);
	CHECK(!due.all);
}

static void dearer_delivery_gives_back_the_standard_one(struct cx *cx)
{
	struct return_case c = back(cx, 2, 2);
	struct return_due due;
	CHECK_OK(db_exec(DB_SQL(cx->db, "UPDATE delivery_rate SET"
					" amount_minor = 290"
					" WHERE amount_minor = 490"),
		NULL));
	CHECK_OK(return_due(cx, &c, &due));
	CHECK_INT(due.delivery.minor, 290);
	CHECK_INT(due.total.minor, 2290);
	CHECK_OK(return_settle(cx, c.id, c.rev,
		&(struct return_pay){.amount = due.total, .answer = ""}));
	CHECK_INT(refunded(cx), 2290);
}

static void less_may_go_back_with_a_word(struct cx *cx)
{
	struct return_case c = back(cx, 2, 2);
	struct return_pay pay = {
		.amount = money(1501), .answer = "One has a scratch"};
	CHECK_OK(return_settle(cx, c.id, c.rev, &pay));
	CHECK_INT(refunded(cx), 1501);
	CHECK_OK(return_get(cx, c.id, &c));
	CHECK_STR(c.answer, "One has a scratch");
}

/* Of an invoice that waits nothing goes back: it is not asked for. */
static void what_was_not_paid_is_not_asked_for(struct cx *cx)
{
	struct return_case c = back(cx, 1, 2);
	struct return_due due;
	struct money balance;
	CHECK_OK(db_run_script(cx->db,
		"UPDATE orders SET payment_state = 'unpaid', payment ="
		" 'invoice', state = 'confirmed'; DELETE FROM money_move;"
		"UPDATE payment SET state = 'expired'"));
	CHECK_OK(return_due(cx, &c, &due));
	CHECK_INT(due.total.minor, 0);
	CHECK_OK(return_settle(
		cx, c.id, c.rev, &(struct return_pay){.answer = ""}));
	CHECK_INT(refunded(cx), 0);
	CHECK_OK(refund_balance(cx, c.order, &balance));
	CHECK_INT(balance.minor, 1490);
	test_books_agree(cx);
}

static void nothing_may_go_back(struct cx *cx)
{
	struct return_case c = back(cx, 1, 2);
	CHECK_OK(return_settle(cx, c.id, c.rev,
		&(struct return_pay){.answer = "A new one was sent"}));
	CHECK_INT(refunded(cx), 0);
	CHECK_OK(return_get(cx, c.id, &c));
	CHECK_STR(c.state, "settled");
}

static void lists_show_what_waits(struct cx *cx)
{
	struct return_case c = asked(cx, "return", 1), *rows;
	size_t n;
	int64_t total;
	struct return_filter f = {.show = "asked", .limit = 5};
	CHECK_OK(return_list(cx, &f, &rows, &n, &total));
	CHECK_INT(total, 1);
	f.show = "done";
	CHECK_OK(return_list(cx, &f, &rows, &n, &total));
	CHECK_INT(total, 0);
	f = (struct return_filter){.show = "", .find = "10001", .limit = 5};
	CHECK_OK(return_list(cx, &f, &rows, &n, &total));
	CHECK_INT(total, 1);
	f.find = "AINO.korhonen@posti.example";
	CHECK_OK(return_list(cx, &f, &rows, &n, &total));
	CHECK_INT(total, 1);
	f.find = "99999";
	CHECK_OK(return_list(cx, &f, &rows, &n, &total));
	CHECK_INT(total, 0);
	cx->staff = 1;
	CHECK_OK(return_remark(cx, c.id, c.rev, "ask for a picture"));
	CHECK_INT(return_remark(cx, c.id, c.rev, "old"), ERR_CONFLICT);
	CHECK_OK(return_of_order(cx, c.order, &rows, &n));
	CHECK_STR(rows[0].remark, "ask for a picture");
}

int main(void)
{
	return test_run((struct test[]){
		{"request is kept with its lines and told to both",
			request_is_kept_with_its_lines_and_told_to_both},
		{"profile follows what comes back",
			profile_follows_what_comes_back},
		{"same attempt is one request", same_attempt_is_one_request},
		{"no more comes back than was sent",
			no_more_comes_back_than_was_sent},
		{"goods that have not left are not returned",
			goods_that_have_not_left_are_not_returned},
		{"promise ends but claims do not",
			promise_ends_but_claims_do_not},
		{"owner accepts once", owner_accepts_once},
		{"refusal says why", refusal_says_why},
		{"buyer takes a request back", buyer_takes_a_request_back},
		{"what can be sold goes back to its shelf",
			what_can_be_sold_goes_back_to_its_shelf},
		{"damaged goods stay off the shelf",
			damaged_goods_stay_off_the_shelf},
		{"proof of sending ends the waiting",
			proof_of_sending_ends_the_waiting},
		{"withdrawal names some goods or all",
			withdrawal_names_some_goods_or_all},
		{"exempt goods are withdrawn from and say so",
			exempt_goods_are_withdrawn_from_and_say_so},
		{"all withdrawn gives the delivery back",
			all_withdrawn_gives_the_delivery_back},
		{"part withdrawn keeps the delivery",
			part_withdrawn_keeps_the_delivery},
		{"dearer delivery gives back the standard one",
			dearer_delivery_gives_back_the_standard_one},
		{"less may go back with a word", less_may_go_back_with_a_word},
		{"what was not paid is not asked for",
			what_was_not_paid_is_not_asked_for},
		{"nothing may go back", nothing_may_go_back},
		{"lists show what waits", lists_show_what_waits},
		{NULL, NULL},
	});
}
