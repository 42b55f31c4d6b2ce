#include "domain/gift_card.h"

#include <ctype.h>
#include <string.h>

#include "domain/person.h"
#include "domain/promotion.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"

/* Another order, of another product. */
static int64_t new_order(struct cx *cx)
{
	static int n;
	const char *name = arena_printf(cx->arena, "thing%d", ++n);
	int64_t variant = test_product(
		cx, (struct test_product){.slug = name, .on_hand = 5});
	return test_order_of(cx, name, variant, 1, "parcel", "transfer");
}

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

static int64_t given(struct cx *cx, int64_t minor)
{
	int64_t id = 0;
	CHECK_OK(gift_card_give(cx,
		&(struct gift_card_gift){.value = money(minor),
			.email = "",
			.recipient = "",
			.message = "",
			.locale = "en",
			.note = ""},
		&id));
	return id;
}

static int64_t balance(struct cx *cx, int64_t id)
{
	struct gift_card g = {0};
	CHECK_OK(gift_card_get(cx, id, &g));
	/* the ledger says the same */
	CHECK_INT(test_number(cx, "SELECT count(*) FROM gift_card g"
				  " WHERE g.balance_minor <>"
				  " (SELECT coalesce(sum(m.amount_minor), 0)"
				  " FROM gift_card_move m"
				  " WHERE m.gift_card = g.id)"),
		0);
	return g.balance.minor;
}

static void code_is_sixteen_characters_and_read_back_however_typed(
	struct cx *cx)
{
	int64_t id = given(cx, 5000);
	const char *code = gift_card_code(cx, id);
	CHECK_INT(strlen(code), 19);
	CHECK(code[4] == '-' && code[9] == '-' && code[14] == '-');
	CHECK_INT(strspn(code, "0123456789ABCDEFGHJKMNPQRSTVWXYZ-"), 19);
	struct gift_card g = {0};
	CHECK_OK(gift_card_by_code(cx, code, &g));
	CHECK_INT(g.id, id);
	CHECK_STR(g.tail, code + 15);

	char typed[64];
	size_t n = 0;
	typed[n++] = ' ';
	for (const char *p = code; *p; p++) {
		if (*p == '-')
			typed[n++] = ' ';
		else if (*p == '0')
			typed[n++] = 'o';
		else if (*p == '1')
			typed[n++] = 'l';
		else
			typed[n++] = (char)tolower((unsigned char)*p);
	}
	typed[n] = '\0';
	CHECK_OK(gift_card_by_code(cx, typed, &g));
	CHECK_INT(g.id, id);
}

static void codes_differ_and_no_near_one_opens(struct cx *cx)
{
	int64_t a = given(cx, 5000), b = given(cx, 5000);
	CHECK(strcmp(gift_card_code(cx, a), gift_card_code(cx, b)) != 0);
	char *near = arena_strdup(cx->arena, gift_card_code(cx, a));
	near[0] = near[0] == 'A' ? 'B' : 'A';
	struct gift_card g;
	CHECK_INT(gift_card_by_code(cx, near, &g), ERR_NOT_FOUND);
	CHECK_INT(gift_card_by_code(cx, "", &g), ERR_NOT_FOUND);
	CHECK_INT(gift_card_by_code(cx, "ABCD-EFGH", &g), ERR_NOT_FOUND);
	CHECK_INT(gift_card_by_code(cx, "UUUU-UUUU-UUUU-UUUU", &g),
		ERR_NOT_FOUND);
}

static void table_holds_nothing_that_opens_a_card(struct cx *cx)
{
	int64_t id = given(cx, 5000);
	const char *code = gift_card_code(cx, id);
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT code_hash, tail FROM gift_card");
	CHECK_OK(db_one(q));
	const char *hash = db_next_text(q, cx->arena);
	const char *tail = db_next_text(q, cx->arena);
	db_done(q);
	CHECK_INT(strlen(hash), 64);
	CHECK(!strstr(hash, "-") && !strstr(code, hash));
	CHECK_INT(strlen(tail), 4);
}

static void paying_takes_from_card_and_gives_to_the_order(struct cx *cx)
{
	int64_t id = given(cx, 5000), order = new_order(cx);
	CHECK_OK(gift_card_redeem(cx, id, order, money(1200)));
	CHECK_INT(balance(cx, id), 3800);
	struct order o;
	CHECK_OK(order_get(cx, order, &o));
	CHECK_INT(o.paid.minor, 1200);
	/* once an order: the ledger's key */
	CHECK_INT(gift_card_redeem(cx, id, order, money(1200)), ERR_CONFLICT);
	CHECK_INT(balance(cx, id), 3800);
}

static void card_never_pays_more_than_it_holds(struct cx *cx)
{
	int64_t id = given(cx, 1000), order = new_order(cx);
	CHECK_INT(gift_card_redeem(cx, id, order, money(1001)), ERR_CONFLICT);
	CHECK_INT(gift_card_redeem(cx, id, order, money(0)), ERR_INVALID);
	CHECK_INT(gift_card_redeem(cx, id, order, money(-5)), ERR_INVALID);
	CHECK_OK(gift_card_redeem(cx, id, order, money(1000)));
	CHECK_INT(balance(cx, id), 0);
	CHECK_INT(gift_card_redeem(cx, id, new_order(cx), money(1)),
		ERR_CONFLICT);
}

static void blocked_and_expired_cards_pay_nothing(struct cx *cx)
{
	int64_t id = given(cx, 1000), order = new_order(cx);
	struct gift_card g;
	CHECK_OK(gift_card_get(cx, id, &g));
	CHECK_OK(gift_card_set_blocked(cx, id, g.rev, true));
	CHECK_INT(gift_card_redeem(cx, id, order, money(1)), ERR_CONFLICT);
	CHECK_OK(gift_card_set_blocked(cx, id, g.rev + 1, false));
	run(cx, "UPDATE gift_card SET expires_ms = 1795423200000");
	CHECK_INT(gift_card_redeem(cx, id, order, money(1)), ERR_CONFLICT);
	run(cx, "UPDATE gift_card SET expires_ms = 1795423200001");
	CHECK_OK(gift_card_redeem(cx, id, order, money(1)));
}

static void money_comes_back_once_and_never_more_than_was_paid(struct cx *cx)
{
	int64_t id = given(cx, 5000), order = new_order(cx);
	CHECK_OK(gift_card_redeem(cx, id, order, money(1200)));
	CHECK_OK(gift_card_return(cx, id, order, money(700), "r/1"));
	CHECK_OK(gift_card_return(cx, id, order, money(700), "r/1"));
	CHECK_INT(balance(cx, id), 4500);
	CHECK_INT(gift_card_return(cx, id, order, money(501), "r/2"),
		ERR_CONFLICT);
	run(cx, "UPDATE gift_card SET expires_ms = 1");
	CHECK_OK(gift_card_return(cx, id, order, money(500), "r/3"));
	struct gift_card back;
	CHECK_OK(gift_card_get(cx, id, &back));
	CHECK(back.expires_ms > cx->now + 364 * MS_DAY); /* of use again */
	CHECK_INT(balance(cx, id), 5000);
	struct order o;
	CHECK_OK(order_get(cx, order, &o));
	CHECK_INT(o.paid.minor, 0);
}

static void cancelled_order_gives_the_money_back(struct cx *cx)
{
	int64_t a = given(cx, 300), b = given(cx, 5000), order = new_order(cx);
	CHECK_OK(gift_card_redeem(cx, a, order, money(300)));
	CHECK_OK(gift_card_redeem(cx, b, order, money(200)));
	CHECK_OK(gift_card_return(cx, b, order, money(50), "r/1"));
	CHECK_OK(order_cancel(cx, order, ""));
	CHECK_INT(balance(cx, a), 300);
	CHECK_INT(balance(cx, b), 5000);
	struct order o;
	CHECK_OK(order_get(cx, order, &o));
	CHECK_INT(o.paid.minor, 0);
}

/* An order of two cards of 50 euros. */
static int64_t sold(struct cx *cx)
{
	int64_t order = new_order(cx);
	run(cx, "INSERT INTO order_line (orders, position, kind, name, qty,"
		" unit_minor) SELECT max(id), 90, 'gift_card', 'Gift card', 2,"
		" 5000 FROM orders");
	CHECK_OK(gift_cards_make(cx, order, 0));
	return order;
}

static void sold_cards_wait_for_the_money(struct cx *cx)
{
	int64_t order = sold(cx);
	CHECK_OK(gift_cards_make(cx, order, 0));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM gift_card"), 2);
	CHECK_INT(
		test_number(cx, "SELECT sum(balance_minor) FROM gift_card"), 0);
	int64_t first = test_number(cx, "SELECT min(id) FROM gift_card");
	CHECK_INT(gift_card_redeem(cx, first, new_order(cx), money(1)),
		ERR_CONFLICT);

	CHECK_OK(order_mark_paid(cx, order));
	CHECK_OK(gift_cards_issue(cx, order));
	CHECK_INT(balance(cx, first), 5000);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM gift_card"
				  " WHERE state = 'active'"),
		2);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE dedupe_key LIKE 'gift_card/%'"),
		2);
}

/* ---- whoever it is for has their data erased ---- */

/* Both cards of an order of Leena's are for Aino. */
static int64_t sold_for_aino(struct cx *cx)
{
	int64_t order = sold(cx);
	run(cx, "UPDATE orders SET email = 'leena@x.example',"
		" email_norm = 'leena@x.example';"
		"UPDATE gift_card SET email = 'Aino@x.example',"
		" recipient = 'Aino', message = 'Onnea'");
	return order;
}

static int erased(struct cx *cx, const char *norm)
{
	return person_erase(
		cx, &(struct person){.email_norm = norm}, "customer");
}

static int64_t mails_ready(struct cx *cx)
{
	return test_number(cx, "SELECT count(*) FROM outbox WHERE"
			       " dedupe_key LIKE 'gift_card/%'"
			       " AND state = 'ready'");
}

static void card_that_has_not_left_comes_back_to_who_bought_it(struct cx *cx)
{
	struct gift_card *back;
	size_t n = 0;
	int64_t order = sold_for_aino(cx);
	int64_t line = test_number(cx, "SELECT max(order_line) FROM gift_card");
	struct gift_card g;
	CHECK_OK(gift_card_of_line(cx, line, &g));
	CHECK_STR(g.recipient, "Aino");
	CHECK_STR(g.state, "waiting");
	CHECK_INT(gift_card_of_line(cx, line + 1, &g), ERR_NOT_FOUND);
	CHECK_OK(order_mark_paid(cx, order));
	CHECK_OK(gift_card_of_line(cx, line, &g));
	CHECK_STR(g.state, "active");
	int64_t first = test_number(cx, "SELECT min(id) FROM gift_card");
	/* one mail has left, the other was given up */
	run(cx, arena_printf(cx->arena,
			"UPDATE outbox SET state = CASE dedupe_key"
			" WHEN 'gift_card/%lld/0' THEN 'done' ELSE 'dead' END,"
			" attempts = 7 WHERE dedupe_key LIKE 'gift_card/%%'",
			(long long)first));
	CHECK_OK(erased(cx, "aino@x.example"));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM gift_card WHERE"
				  " email <> '' OR recipient <> ''"
				  " OR message <> ''"),
		0);
	CHECK_INT(mails_ready(cx), 1);
	CHECK_OK(gift_cards_to_giver(cx, order, &back, &n));
	CHECK_INT(n, 1);
	CHECK(n == 1 && back[0].id == first + 1);
	CHECK_INT(balance(cx, first), 5000); /* she has the code */
	CHECK_INT(balance(cx, first + 1), 5000);
	/* spent: nothing to pass on */
	CHECK_OK(gift_card_redeem(cx, first + 1, new_order(cx), money(5000)));
	CHECK_OK(gift_cards_to_giver(cx, order, &back, &n));
	CHECK_INT(n, 0);
}

static void card_that_is_paid_later_goes_to_who_bought_it(struct cx *cx)
{
	struct gift_card *back;
	size_t n = 0;
	int64_t order = sold_for_aino(cx);
	CHECK_OK(erased(cx, "aino@x.example"));
	CHECK_OK(gift_cards_to_giver(cx, order, &back, &n));
	CHECK_INT(n, 0); /* not paid yet */
	CHECK_OK(order_mark_paid(cx, order));
	CHECK_INT(mails_ready(cx), 2);
	CHECK_OK(gift_cards_to_giver(cx, order, &back, &n));
	CHECK_INT(n, 2);
}

static void who_bought_a_card_is_erased_once_its_mail_has_left(struct cx *cx)
{
	struct person_open *open;
	size_t n = 0;
	int64_t order = sold_for_aino(cx);
	CHECK_OK(order_mark_paid(cx, order));
	run(cx, "UPDATE orders SET state = 'completed',"
		" fulfilment = 'delivered'");
	CHECK_INT(erased(cx, "leena@x.example"), ERR_CONFLICT);
	CHECK_OK(person_open(cx,
		&(struct person){.email_norm = "leena@x.example"}, &open, &n));
	CHECK(n == 1 && strcmp(open[0].why, "a gift card is about to leave"
					    " by mail") == 0);
	CHECK_INT(mails_ready(cx), 2);
	run(cx, "UPDATE outbox SET state = 'done'");
	CHECK_OK(erased(cx, "leena@x.example"));
}

static void cards_of_a_cancelled_order_are_worth_nothing(struct cx *cx)
{
	int64_t order = sold(cx);
	CHECK_OK(order_mark_paid(cx, order));
	int64_t first = test_number(cx, "SELECT min(id) FROM gift_card");
	cx->staff = 1;
	run(cx, "INSERT INTO staff (id, email, email_norm, name, password,"
		" locale, created_ms) VALUES (1, 'o', 'o', 'o', '', 'en', 0)");
	CHECK_OK(order_cancel(cx, order, ""));
	CHECK_INT(balance(cx, first), 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM gift_card"
				  " WHERE state = 'blocked'"),
		2);
}

static void order_whose_card_was_spent_is_not_cancelled(struct cx *cx)
{
	int64_t order = sold(cx);
	CHECK_OK(order_mark_paid(cx, order));
	int64_t first = test_number(cx, "SELECT min(id) FROM gift_card");
	CHECK_OK(gift_card_redeem(cx, first, new_order(cx), money(1)));
	cx->staff = 1;
	run(cx, "INSERT INTO staff (id, email, email_norm, name, password,"
		" locale, created_ms) VALUES (1, 'o', 'o', 'o', '', 'en', 0)");
	CHECK_INT(order_cancel(cx, order, ""), ERR_CONFLICT);
	CHECK_INT(balance(cx, first), 4999);
}

static void correction_leaves_a_row_and_asks_for_the_newest(struct cx *cx)
{
	int64_t id = given(cx, 1000);
	struct gift_card g;
	CHECK_OK(gift_card_get(cx, id, &g));
	CHECK_OK(gift_card_correct(cx, id, g.rev, money(2500), "goodwill"));
	CHECK_INT(gift_card_correct(cx, id, g.rev, money(1), "again"),
		ERR_CONFLICT);
	CHECK_INT(balance(cx, id), 2500);
	struct gift_card_move *moves;
	size_t n;
	CHECK_OK(gift_card_moves(cx, id, &moves, &n));
	CHECK_INT(n, 2);
	CHECK_STR(moves[0].kind, "corrected");
	CHECK_INT(moves[0].amount.minor, 1500);
	CHECK_STR(moves[0].note, "goodwill");
}

int main(void)
{
	static const struct test tests[] = {
		{"a code is sixteen characters and read back however typed",
			code_is_sixteen_characters_and_read_back_however_typed},
		{"codes differ and no near one opens",
			codes_differ_and_no_near_one_opens},
		{"the table holds nothing that opens a card",
			table_holds_nothing_that_opens_a_card},
		{"paying takes from the card and gives to the order",
			paying_takes_from_card_and_gives_to_the_order},
		{"a card never pays more than it holds",
			card_never_pays_more_than_it_holds},
		{"blocked and expired cards pay nothing",
			blocked_and_expired_cards_pay_nothing},
		{"money comes back once and never more than was paid",
			money_comes_back_once_and_never_more_than_was_paid},
		{"a cancelled order gives the money back",
			cancelled_order_gives_the_money_back},
		{"sold cards wait for the money",
			sold_cards_wait_for_the_money},
		{"card that has not left comes back to who bought it",
			card_that_has_not_left_comes_back_to_who_bought_it},
		{"card that is paid later goes to who bought it",
			card_that_is_paid_later_goes_to_who_bought_it},
		{"who bought a card is erased once its mail has left",
			who_bought_a_card_is_erased_once_its_mail_has_left},
		{"cards of a cancelled order are worth nothing",
			cards_of_a_cancelled_order_are_worth_nothing},
		{"an order whose card was spent is not cancelled",
			order_whose_card_was_spent_is_not_cancelled},
		{"a correction leaves a row and asks for the newest",
			correction_leaves_a_row_and_asks_for_the_newest},
		{NULL, NULL},
	};
	return test_run(tests);
}
