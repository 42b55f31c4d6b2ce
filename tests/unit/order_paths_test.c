/*
 * Crooked ways of money: late, twice, too much, in parts, changed meanwhile.
 * After each step what orders say is what their rows say.  In one file because
 * the random walk takes the same steps as the cases.
 *
 *   PUOTI_SEED, PUOTI_PATHS: another sample (40; 1000 when PUOTI_LONG)
 */
#include "tests/orders.h"

#include <stdlib.h>
#include <string.h>

#include "domain/credit.h"
#include "domain/gift_card.h"
#include "domain/order_change.h"
#include "domain/order_trace.h"
#include "domain/payment.h"
#include "domain/promotion.h"
#include "domain/refund.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"

static int64_t mug, card;

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

/* A mug at 10.00 and a gift card of 50.00; sending costs 4.90. */
static void fill_shop(struct cx *cx)
{
	int64_t product;
	mug = test_product(
		cx, (struct test_product){.slug = "mug", .on_hand = 500});
	card = test_product(cx, (struct test_product){.slug = "card",
					.price_minor = 5000,
					.untracked = 1,
					.tax_class = "outside",
					.product = &product});
	run(cx, arena_printf(cx->arena,
			"UPDATE product SET kind = 'gift_card' WHERE id = %lld",
			(long long)product));
	run(cx, "INSERT INTO staff (id, email, email_norm, name, password,"
		" locale, created_ms) VALUES (1, 'o', 'o', 'o', '', 'en', 0)");
}

static void pay_by_gift(struct cx *cx, const char *session, int64_t minor)
{
	int64_t id;
	CHECK_OK(gift_card_give(cx,
		&(struct gift_card_gift){.value = money(minor),
			.email = "",
			.recipient = "",
			.message = "",
			.locale = "en",
			.note = ""},
		&id));
	run(cx, arena_printf(cx->arena,
			"INSERT INTO cart_code (cart, kind, target, added_ms)"
			" SELECT id, 'gift_card', %lld, 0 FROM cart"
			" WHERE session = '%s'",
			(long long)id, session));
}

static int64_t place(struct cx *cx, const char *session, const char *payment)
{
	struct order_draft d = test_draft(cx, session, session);
	struct order_placed placed = {0};
	const char *why = "";
	d.payment = payment;
	d.company = "Kaislan Oy";
	CHECK_OK(order_place(cx, &d, &placed, &why));
	CHECK_STR(why, "");
	return placed.id;
}

static int64_t order_of(struct cx *cx, const char *session, int64_t mugs,
	int64_t cards, int64_t gift, const char *payment)
{
	if (mugs)
		test_cart(cx, session, mug, mugs);
	if (cards)
		test_cart(cx, session, card, cards);
	if (gift)
		pay_by_gift(cx, session, gift);
	return place(cx, session, payment);
}

static struct order seen(struct cx *cx, int64_t id)
{
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	test_books_agree(cx);
	return o;
}

static int come_in(struct cx *cx, int64_t id, int64_t minor)
{
	struct payment p;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = payment_by_hand(cx, id, money(minor), &p);
	if (rc == OK)
		rc = order_money_in(cx, id, money(minor),
			arena_printf(
				cx->arena, "payment/%lld", (long long)p.id));
	return db_end(cx->db, rc);
}

static struct payment by_provider(struct cx *cx, int64_t id, const char *key)
{
	struct payment p = {0};
	CHECK_OK(payment_open(cx, id, "demo", &p));
	CHECK_OK(payment_notice(cx, "demo", p.stamp, key, "paid", p.amount));
	return p;
}

static int give(struct cx *cx, int64_t id, int64_t line, int64_t qty)
{
	struct credit_want want = {.line = line, .qty = qty};
	struct refund_ask ask = {.order = id,
		.reason = "return",
		.note = "",
		.wants = &want,
		.n = line ? 1 : 0,
		.delivery = !line,
		.sent = true};
	return refund_make(cx, &ask, NULL);
}

static void send_all(struct cx *cx, int64_t id, const char *to)
{
	struct refund *list;
	size_t n;
	CHECK_OK(refund_list(cx, id, &list, &n));
	for (size_t i = 0; i < n; i++) {
		if (strcmp(list[i].state, "requested") != 0)
			continue;
		CHECK_OK(refund_move(cx, list[i].id, "sent", "", ""));
		CHECK_OK(refund_move(cx, list[i].id, to, "", ""));
	}
}

static void code_used_up_meanwhile_is_counted_once(struct cx *cx)
{
	fill_shop(cx);
	run(cx, "INSERT INTO promotion (id, name, kind, percent_bp, by_code)"
		" VALUES (1, 'p', 'percent', 1000, 1);"
		"INSERT INTO coupon (id, promotion, code, code_norm, limit_all,"
		" created_ms) VALUES (1, 1, 'ONE', 'ONE', 1, 0)");
	int64_t ids[2];
	for (int i = 0; i < 2; i++) {
		const char *s = i ? "b" : "a";
		test_cart(cx, s, mug, 1);
		run(cx, arena_printf(cx->arena,
				"INSERT INTO cart_code (cart, kind, target,"
				" added_ms) SELECT id, 'coupon', 1, 0"
				" FROM cart WHERE session = '%s'",
				s));
		ids[i] = place(cx, s, "transfer");
		if (i == 0)
			CHECK_OK(order_cancel(cx, ids[0], ""));
	}
	CHECK_OK(come_in(cx, ids[0], 1390));
	CHECK_STR(seen(cx, ids[0]).payment_state, "refund_due");
	CHECK_INT(test_number(cx, "SELECT used FROM promotion"), 1);
	CHECK_INT(test_number(cx, "SELECT used FROM coupon"), 1);
}

/* What a provider refused and a hand sent is not on the gift card as well. */
static void gift_card_gets_nothing_that_went_another_way(struct cx *cx)
{
	fill_shop(cx);
	int64_t id = order_of(cx, "a", 1, 0, 500, "demo_card");
	by_provider(cx, id, "n");
	cx->staff = 1;
	struct refund_ask ask = {.order = id, .reason = "goodwill", .note = ""};
	struct refund *list;
	size_t n;
	CHECK_OK(refund_amount(cx, &ask, money(990), NULL));
	send_all(cx, id, "failed");
	CHECK_OK(refund_list(cx, id, &list, &n));
	CHECK_OK(refund_by_hand(cx, list[0].id));
	CHECK_INT(seen(cx, id).paid.minor, 500);
	CHECK_OK(refund_amount(cx, &ask, money(500), NULL));
	send_all(cx, id, "done");
	CHECK_INT(seen(cx, id).paid.minor, 0);
	CHECK_OK(order_cancel(cx, id, ""));
	CHECK_INT(seen(cx, id).paid.minor, 0);
	CHECK_INT(test_number(cx, "SELECT balance_minor FROM gift_card"), 0);
}

static void one_of_two_cards_goes_back(struct cx *cx)
{
	fill_shop(cx);
	int64_t id = order_of(cx, "a", 0, 2, 0, "transfer");
	CHECK_OK(order_mark_paid(cx, id));
	cx->staff = 1;
	struct order o = seen(cx, id);
	CHECK_OK(give(cx, id, o.lines[0].id, 1));
	CHECK_STR(seen(cx, id).payment_state, "part_refunded");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM gift_card"
				  " WHERE state = 'active'"
				  " AND balance_minor = 5000"),
		1);
	/* the other one is spent: it cannot go back */
	int64_t other = order_of(cx, "b", 1, 0, 0, "transfer");
	CHECK_OK(gift_card_redeem(cx,
		test_number(cx, "SELECT id FROM gift_card"
				" WHERE state = 'active'"),
		other, money(100)));
	CHECK_INT(give(cx, id, o.lines[0].id, 1), ERR_CONFLICT);
	CHECK_INT(test_number(cx, "SELECT sum(balance_minor) FROM gift_card"),
		4900);
}

static void card_that_was_credited_is_not_issued(struct cx *cx)
{
	fill_shop(cx);
	int64_t id = order_of(cx, "a", 1, 1, 0, "transfer");
	cx->staff = 1;
	struct order o = seen(cx, id);
	size_t i = strcmp(o.lines[0].kind, "gift_card") == 0 ? 0 : 1;
	CHECK_OK(give(cx, id, o.lines[i].id, 1));
	CHECK_OK(order_mark_paid(cx, id));
	o = seen(cx, id);
	CHECK_STR(o.payment_state, "paid");
	CHECK_INT(o.paid.minor, 1490);
	CHECK_INT(
		test_number(cx, "SELECT sum(balance_minor) FROM gift_card"), 0);
}

static void what_is_too_much_goes_back_step_by_step(struct cx *cx)
{
	fill_shop(cx);
	int64_t id = order_of(cx, "a", 1, 0, 0, "transfer");
	CHECK_OK(come_in(cx, id, 2490));
	cx->staff = 1;
	struct order o = seen(cx, id);
	CHECK_STR(o.state, "confirmed");
	CHECK_STR(o.payment_state, "refund_due");
	/* a share of the price first: the surplus is still there */
	struct credit_want want = {.line = o.lines[0].id, .gross = money(200)};
	struct refund_ask some = {.order = id,
		.reason = "goodwill",
		.note = "",
		.wants = &want,
		.n = 1,
		.sent = true};
	CHECK_OK(refund_make(cx, &some, NULL));
	CHECK_STR(seen(cx, id).payment_state, "refund_due");
	struct refund_ask rest = {
		.order = id, .reason = "too_much", .note = "", .sent = true};
	CHECK_OK(refund_make(cx, &rest, NULL));
	o = seen(cx, id);
	CHECK_STR(o.payment_state, "part_refunded");
	CHECK_INT(o.paid.minor, 1290);
}

static void part_is_enough_when_the_rest_is_credited(struct cx *cx)
{
	fill_shop(cx);
	int64_t id = order_of(cx, "a", 2, 1, 0, "transfer");
	CHECK_OK(come_in(cx, id, 6490));
	CHECK_STR(seen(cx, id).payment_state, "part");
	cx->staff = 1;
	struct order o = seen(cx, id);
	size_t i = strcmp(o.lines[0].kind, "goods") == 0 ? 0 : 1;
	CHECK_OK(give(cx, id, o.lines[i].id, 1));
	o = seen(cx, id);
	CHECK_STR(o.state, "confirmed");
	CHECK_STR(o.payment_state, "paid");
	CHECK_INT(test_number(cx, "SELECT sum(balance_minor) FROM gift_card"),
		5000);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM stock_hold"
				  " WHERE expires_ms IS NOT NULL"),
		0);
	/* the invoice is of all, the credit note of what was credited before */
	CHECK_INT(test_number(cx, "SELECT count(*) FROM document"), 2);
	CHECK_INT(test_number(cx, "SELECT sum(gross_minor) FROM document_tax"),
		6490);
}

static void second_payment_of_what_was_refunded_is_due_back(struct cx *cx)
{
	fill_shop(cx);
	int64_t id = order_of(cx, "a", 1, 0, 0, "demo_card");
	struct payment late;
	CHECK_OK(payment_create(cx, id, "stripe", &late));
	by_provider(cx, id, "n");
	cx->staff = 1;
	CHECK_OK(give(cx, id, 0, 0));
	send_all(cx, id, "done");
	CHECK_STR(seen(cx, id).payment_state, "refunded");
	CHECK_OK(payment_notice(
		cx, "stripe", late.stamp, "l", "paid", late.amount));
	CHECK_STR(seen(cx, id).payment_state, "refund_due");
}

static void cancelled_invoice_is_credited(struct cx *cx)
{
	fill_shop(cx);
	CHECK_OK(setting_set(cx, "pay.invoice", NULL, "1"));
	int64_t id = order_of(cx, "a", 1, 0, 0, "invoice");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM document"), 1);
	cx->staff = 1;
	CHECK_OK(order_cancel(cx, id, ""));
	CHECK_INT(test_number(cx, "SELECT sum(gross_minor) FROM document_tax"),
		0);
	CHECK_INT(
		test_number(cx, "SELECT sum(vat_minor) FROM document_tax"), 0);
	/* its money, should it come, goes back */
	CHECK_OK(come_in(cx, id, 1490));
	CHECK_STR(seen(cx, id).payment_state, "refund_due");

	int64_t gift = order_of(cx, "b", 1, 0, 9000, "transfer");
	CHECK_STR(seen(cx, gift).payment_state, "paid");
	CHECK_OK(order_cancel(cx, gift, ""));
	CHECK_STR(seen(cx, gift).payment_state, "refunded");
	CHECK_INT(test_number(cx, "SELECT sum(gross_minor) FROM document_tax"),
		0);
}

static void late_money_completes_what_needs_no_sending(struct cx *cx)
{
	fill_shop(cx);
	int64_t id = order_of(cx, "a", 0, 1, 0, "transfer");
	CHECK_OK(order_cancel(cx, id, ""));
	CHECK_OK(come_in(cx, id, 5000));
	CHECK_STR(seen(cx, id).state, "completed");
	CHECK_INT(test_number(cx, "SELECT sum(balance_minor) FROM gift_card"),
		5000);
}

/* ---- at random ---- */

static uint64_t state;

static int64_t below(int64_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int64_t)((state * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % n;
}

static bool is_usual(int rc)
{
	return rc == OK || rc == ERR_CONFLICT || rc == ERR_INVALID;
}

static int change_some(struct cx *cx, const struct order *o)
{
	struct change_qty qty = {.qty = below(5)};
	for (size_t i = 0; i < o->n_lines; i++)
		if (strcmp(o->lines[i].kind, "goods") == 0)
			qty.line = o->lines[i].id;
	struct order_change c = {.order = o->id,
		.rev = o->rev,
		.qtys = &qty,
		.n_qtys = qty.line ? 1 : 0,
		.set_delivery = below(3) == 0,
		.delivery = money(below(900)),
		.reason = "",
		.give_back = below(2),
		.sent = below(2)};
	struct order_changed out;
	const char *why;
	return order_change(cx, &c, false, &out, &why);
}

static int refund_some(struct cx *cx, const struct order *o)
{
	struct refund_ask ask = {
		.order = o->id, .reason = "goodwill", .note = ""};
	ask.sent = below(2);
	ask.to_gift_card = below(5) == 0;
	ask.delivery = below(2);
	if (below(3) == 0)
		return refund_amount(cx, &ask, money(1 + below(3000)), NULL);
	if (below(4) == 0)
		ask.reason = "too_much";
	struct credit_want want = {.qty = below(3)};
	if (want.qty == 0)
		want.gross = money(1 + below(2000));
	if (o->n_lines && below(4) > 0) {
		want.line = o->lines[below((int64_t)o->n_lines)].id;
		ask.wants = &want;
		ask.n = 1;
	}
	return refund_make(cx, &ask, NULL);
}

static int work_some(struct cx *cx, const struct order *o)
{
	struct refund *list;
	size_t n;
	int rc = refund_list(cx, o->id, &list, &n);
	if (rc < 0 || n == 0)
		return rc;
	const struct refund *r = &list[below((int64_t)n)];
	static const char *const to[] = {"sent", "done", "failed", "requested"};
	cx->now++;
	return below(5) == 0 ? refund_by_hand(cx, r->id)
			     : refund_move(cx, r->id, to[below(4)], "", "");
}

static int pay_some(struct cx *cx, const struct order *o)
{
	struct payment p, *list = NULL;
	size_t n = 0;
	static const char *const outcomes[] = {
		"paid", "paid", "failed", "pending"};
	int rc = OK;
	if (below(2))
		rc = payment_open(cx, o->id, "demo", &p);
	if (is_usual(rc))
		rc = payment_list(cx, o->id, &list, &n);
	if (rc < 0 || n == 0)
		return rc;
	const struct payment *one = &list[below((int64_t)n)];
	const char *outcome = outcomes[below(4)];
	return strcmp(one->provider, "demo") != 0
		       ? OK
		       : payment_notice(cx, "demo", one->stamp,
				 arena_printf(cx->arena, "%s/%s", one->stamp,
					 outcome),
				 outcome, one->amount);
}

static int one_step(struct cx *cx, int64_t id, int64_t what)
{
	struct order o;
	int64_t n;
	CHECK_OK(order_get(cx, id, &o));
	cx->staff = below(3) ? 1 : 0;
	switch (what) {
	case 0:
		return order_mark_paid(cx, id);
	case 1:
		return come_in(cx, id, 1 + below(o.total.minor + 500));
	case 2:
		return below(2) ? order_cancel(cx, id, "")
				: order_buyer_cancel(cx, id, "");
	case 3:
		return change_some(cx, &o);
	case 4:
	case 5:
		return refund_some(cx, &o);
	case 6:
	case 7:
		return work_some(cx, &o);
	case 8:
	case 9:
		return pay_some(cx, &o);
	case 10:
		cx->now += below(4) == 0 ? 30 * MS_DAY : MS_HOUR;
		return order_expire(cx, &n);
	default:
		return order_ship(cx, id, "", "");
	}
}

static void say(struct cx *cx, int64_t path, int64_t id, int64_t what, int rc)
{
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	struct money due = {0};
	CHECK_OK(refund_balance(cx, id, &due));
	printf("# path %lld: %lld gave %d: %s %s %s, total %lld, paid %lld,"
	       " balance %lld\n",
		(long long)path, (long long)what, rc, o.state, o.payment_state,
		o.fulfilment, (long long)o.total.minor, (long long)o.paid.minor,
		(long long)due.minor);
}

static void one_path(struct cx *cx, int64_t i)
{
	static const char *const ways[] = {
		"transfer", "demo_card", "invoice", "demo_card"};
	const char *s = arena_printf(cx->arena, "r%lld", (long long)i);
	int64_t mugs = below(4), cards = mugs ? below(3) / 2 * below(3) : 1;
	int64_t id = order_of(
		cx, s, mugs, cards, below(2) * below(4000), ways[below(4)]);
	for (int k = 0; k < 14 && !test_failed; k++) {
		int64_t what = below(12);
		int rc = one_step(cx, id, what);
		CHECK(is_usual(rc));
		test_books_agree(cx);
		if (getenv("PUOTI_SEED") || test_failed)
			say(cx, i, id, what, rc);
	}
}

static void every_path_leaves_books_that_agree(struct cx *cx)
{
	const char *seed = getenv("PUOTI_SEED"), *all = getenv("PUOTI_LONG");
	const char *count = getenv("PUOTI_PATHS");
	int64_t n = count ? strtoll(count, NULL, 10) : all && *all ? 1000 : 40;
	state = seed ? strtoull(seed, NULL, 10) : 20261124;
	printf("# seed %llu, %lld paths\n", (unsigned long long)state,
		(long long)n);
	fill_shop(cx);
	CHECK_OK(setting_set(cx, "pay.invoice", NULL, "1"));
	run(cx, "INSERT INTO promotion (name, kind, percent_bp, limit_all)"
		" VALUES ('p', 'percent', 1000, 1000000)");
	struct arena *own = cx->arena;
	for (int64_t i = 0; i < n && !test_failed; i++) {
		cx->arena = arena_new();
		one_path(cx, i);
		arena_free(cx->arena);
	}
	cx->arena = own;
}

int main(void)
{
	return test_run((struct test[]){
		{"a code used up meanwhile is counted once",
			code_used_up_meanwhile_is_counted_once},
		{"a gift card gets nothing that went another way",
			gift_card_gets_nothing_that_went_another_way},
		{"one of two gift cards goes back", one_of_two_cards_goes_back},
		{"a gift card that was credited is not issued",
			card_that_was_credited_is_not_issued},
		{"what is too much goes back step by step",
			what_is_too_much_goes_back_step_by_step},
		{"a part is enough when the rest is credited",
			part_is_enough_when_the_rest_is_credited},
		{"a second payment of what was refunded is due back",
			second_payment_of_what_was_refunded_is_due_back},
		{"a cancelled invoice is credited",
			cancelled_invoice_is_credited},
		{"late money completes what needs no sending",
			late_money_completes_what_needs_no_sending},
		{"every path leaves books that agree",
			every_path_leaves_books_that_agree},
		{NULL, NULL},
	});
}
