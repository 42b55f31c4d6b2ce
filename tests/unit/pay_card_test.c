/* Saved cards, kept and charged; in one file because all cases share the bank
 * that answers one call. */
#include "domain/pay_card.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/paytrail.h"
#include "tests/orders.h"

static const char secret[] = "SAIPPUAKAUPPIAS";
static struct conf conf = {.base_url = "http://127.0.0.1:8080"};

/* Paytrail, for one call: it answers with a status and a signed body, and its
 * exit status is 0 when the call had these words in it and was signed. */
struct bank {
	pid_t pid;
	int port;
};

static const char *reply_make(
	struct cx *cx, int status, const char *body, const char *location)
{
	const struct remote_header heads[] = {
		{"checkout-account", "375917"},
		{"checkout-algorithm", "sha256"},
		{"checkout-method", "POST"},
		{NULL, NULL},
	};
	return arena_printf(cx->arena,
		"HTTP/1.1 %d X\r\ncheckout-account: 375917\r\n"
		"checkout-algorithm: sha256\r\ncheckout-method: POST\r\n"
		"signature: %s\r\n%s%s%sContent-Length: %zu\r\n"
		"Connection: close\r\n\r\n%s",
		status,
		paytrail_sign(
			cx->arena, secret, "sha256", heads, body, strlen(body)),
		location ? "Location: " : "", location ? location : "",
		location ? "\r\n" : "", strlen(body), body);
}

static struct bank bank_open(struct cx *cx, const char *reply, const char *want)
{
	struct sockaddr_in in = {.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof(in);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&in, sizeof(in)) < 0 ||
		listen(fd, 8) < 0 ||
		getsockname(fd, (struct sockaddr *)&in, &n) < 0)
		abort();
	fflush(stdout);
	struct bank b = {fork(), ntohs(in.sin_port)};
	if (b.pid == 0) {
		static char text[65536];
		alarm(20);
		int c = accept(fd, NULL, NULL);
		ssize_t got = 0, more = 1;
		/* a head and a body may come in pieces */
		while (more > 0 && !strstr(text, want)) {
			more = read(
				c, text + got, sizeof(text) - 1 - (size_t)got);
			got += more > 0 ? more : 0;
		}
		bool ok = strstr(text, want) && strstr(text, "signature");
		if (write(c, reply, strlen(reply)) < 0)
			_exit(2);
		shutdown(c, SHUT_WR);
		while (read(c, text, sizeof(text)) > 0)
			;
		_exit(ok ? 0 : 1);
	}
	close(fd);
	conf.pay_standin = arena_printf(
		cx->arena, "http://127.0.0.1:%d", b.port);
	cx->conf = &conf;
	return b;
}

static void bank_close(const struct bank *b)
{
	int status = -1;
	waitpid(b->pid, &status, 0);
	CHECK_INT(status, 0);
}

static int64_t customer(struct cx *cx)
{
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO customer (id, email, email_norm, locale,"
		" created_ms) VALUES (7, 'a@b.example', 'a@b.example', 'en',"
		" 1), (8, 'c@b.example', 'c@b.example', 'en', 1)"));
	return 7;
}

static int64_t one_card(struct cx *cx)
{
	struct card card;
	CHECK_OK(card_keep(
		cx, customer(cx), "tok-1", "Visa 0313", 20271130, &card));
	return card.id;
}

static int64_t attempt(struct cx *cx, struct payment *p)
{
	int64_t order = test_order(cx);
	CHECK_OK(db_run_script(cx->db,
		"UPDATE orders SET customer = (SELECT id FROM customer"
		" WHERE id = 7)"));
	CHECK_OK(payment_create(cx, order, "paytrail", p));
	return order;
}

static int pay(struct cx *cx, struct payment *p, const struct card_charge *c,
	const char *reply, const char *want)
{
	const char *problem;
	struct bank b = bank_open(cx, reply, want);
	int rc = card_pay(cx, p, c, &problem);
	bank_close(&b);
	return rc;
}

static void check_order(struct cx *cx, int64_t id, const char *payment)
{
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.payment_state, payment);
}

static void card_is_entered_at_paytrail(struct cx *cx)
{
	const char *href, *problem;
	struct bank b = bank_open(cx,
		reply_make(cx, 302, "", "https://pay.example/card"),
		"checkout-redirect-success-url=http%3A%2F%2Fshop%2Fback");
	CHECK_OK(card_form(cx, "http://shop/back", &href, &problem));
	CHECK_STR(href, "https://pay.example/card");
	bank_close(&b);
}

static void card_is_kept_sealed(struct cx *cx)
{
	struct card card, *list;
	size_t n;
	const char *problem;
	struct bank b = bank_open(cx,
		reply_make(cx, 200,
			"{\"token\":\"tok-1\",\"card\":{\"type\":\"Visa\","
			"\"partial_pan\":\"0313\",\"expire_year\":\"2027\","
			"\"expire_month\":\"11\"}}",
			NULL),
		"checkout-tokenization-id: form-1");
	CHECK_OK(card_add(cx, customer(cx), "form-1", &card, &problem));
	bank_close(&b);
	CHECK_STR(card.label, "Visa 0313");
	CHECK_INT(card.until_day, 20271131);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM card_token"
				  " WHERE token LIKE '%tok-1%'"),
		0);
	CHECK_OK(card_list(cx, 7, &list, &n));
	CHECK_INT(n, 1);
	CHECK_OK(card_list(cx, 8, &list, &n));
	CHECK_INT(n, 0);
	CHECK_INT(card_archive(cx, 8, card.id), ERR_NOT_FOUND);
	CHECK_OK(card_archive(cx, 7, card.id));
	CHECK_OK(card_list(cx, 7, &list, &n));
	CHECK_INT(n, 0);
}

static void token_of_one_does_not_open_as_anothers(struct cx *cx)
{
	struct payment p;
	const char *problem;
	struct card_charge c = {.card = one_card(cx)};
	attempt(cx, &p);
	CHECK_OK(db_run_script(cx->db, "UPDATE card_token SET customer = 8"));
	CHECK_INT(card_pay(cx, &p, &c, &problem), ERR_NOT_FOUND);
	CHECK_OK(db_run_script(cx->db, "UPDATE orders SET customer = 8"));
	CHECK_INT(card_pay(cx, &p, &c, &problem), ERR_DENIED);
}

static void card_is_charged(struct cx *cx)
{
	struct payment p;
	struct card_charge c = {.card = one_card(cx)};
	int64_t order = attempt(cx, &p);
	CHECK_OK(pay(cx, &p, &c,
		reply_make(cx, 201, "{\"transactionId\":\"t1\"}", NULL),
		"\"token\":\"tok-1\""));
	CHECK_STR(p.state, "paid");
	check_order(cx, order, "paid");
	test_books_agree(cx);
}

static void bank_may_want_to_see_the_buyer(struct cx *cx)
{
	struct payment p;
	struct card_charge c = {.card = one_card(cx), .present = true};
	int64_t order = attempt(cx, &p);
	CHECK_OK(pay(cx, &p, &c,
		reply_make(cx, 403,
			"{\"transactionId\":\"t1\",\"threeDSecureUrl\":"
			"\"https://bank.example/3ds\"}",
			NULL),
		"\"token\":\"tok-1\""));
	CHECK_STR(p.state, "pending");
	CHECK_STR(p.href, "https://bank.example/3ds");
	check_order(cx, order, "unpaid");
}

static void declined_card_pays_nothing(struct cx *cx)
{
	struct payment p;
	struct card_charge c = {.card = one_card(cx)};
	int64_t order = attempt(cx, &p);
	CHECK_INT(pay(cx, &p, &c,
			  reply_make(cx, 400, "{\"message\":\"no\"}", NULL),
			  "\"token\":\"tok-1\""),
		ERR_INVALID);
	CHECK_STR(p.state, "failed");
	check_order(cx, order, "failed");
	/* why is for the owner; nobody asks for it any more */
	CHECK_OK(payment_get(cx, p.id, &p));
	CHECK(strstr(p.problem, "400") != NULL);
	CHECK_INT(p.next_check_ms, 0);
	/* a second one is another, not the same piece of news again */
	struct payment again;
	CHECK_OK(payment_create(cx, order, "paytrail", &again));
	CHECK_INT(pay(cx, &again, &c,
			  reply_make(cx, 400, "{\"message\":\"no\"}", NULL),
			  "\"token\":\"tok-1\""),
		ERR_INVALID);
	CHECK_STR(again.state, "failed");
}

static void card_pays_its_own_customers_orders_alone(struct cx *cx)
{
	struct payment p;
	const char *problem;
	struct card_charge c = {.card = one_card(cx), .present = true};
	attempt(cx, &p);
	CHECK_OK(db_run_script(cx->db, "UPDATE orders SET customer = 8"));
	CHECK_INT(card_pay(cx, &p, &c, &problem), ERR_NOT_FOUND);
	CHECK_OK(db_run_script(cx->db, "UPDATE orders SET customer = NULL"));
	CHECK_INT(card_pay(cx, &p, &c, &problem), ERR_NOT_FOUND);
	CHECK_STR(p.state, "created");
}

static void pressed_twice_it_is_charged_once(struct cx *cx)
{
	static const struct payment_payer nobody = {"", ""};
	struct payment p;
	const char *problem;
	struct card_charge c = {.card = one_card(cx), .present = true};
	attempt(cx, &p);
	/* the first is waiting for the bank */
	CHECK_OK(payment_calling(cx, &p, &nobody, cx->now + MS_MINUTE, true));
	CHECK_INT(card_pay(cx, &p, &c, &problem), ERR_CONFLICT);
	CHECK_STR(p.state, "created");
}

static void removed_card_pays_nothing(struct cx *cx)
{
	struct payment p;
	const char *problem;
	struct card_charge c = {.card = one_card(cx), .present = true};
	attempt(cx, &p);
	CHECK_OK(card_archive(cx, 7, c.card));
	CHECK_INT(card_pay(cx, &p, &c, &problem), ERR_NOT_FOUND);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM card_token"
				  " WHERE token <> ''"),
		0);
}

static int64_t cards(struct cx *cx)
{
	return test_number(cx, "SELECT count(*) FROM card_token");
}

static void callback_brings_the_card_once(struct cx *cx)
{
	struct payment p;
	struct card *list;
	size_t n;
	const struct remote_header said[] = {
		{"checkout-card-token", "tok-9"},
		{"type", "Visa<b>"},
		{"partial_pan", "03\"13"},
		{"expire_year", "2027"},
		{"expire_month", "11"},
		{NULL, NULL},
	};
	customer(cx);
	attempt(cx, &p);
	CHECK_OK(card_hear(cx, &said[1], p.stamp));
	CHECK_INT(cards(cx), 0);
	CHECK_OK(card_hear(cx, said, p.stamp));
	CHECK_OK(card_hear(cx, said, p.stamp));
	CHECK_OK(card_list(cx, 7, &list, &n));
	CHECK_INT(n, 1);
	CHECK_STR(list[0].label, "Visab 0313");
	CHECK_INT(list[0].until_day, 20271131);
	CHECK_INT(card_hear(cx, said, "no such stamp"), ERR_NOT_FOUND);
}

static void guests_card_is_not_kept(struct cx *cx)
{
	struct payment p;
	const struct remote_header said[] = {
		{"checkout-card-token", "tok-9"}, {NULL, NULL}};
	attempt(cx, &p);
	CHECK_OK(card_hear(cx, said, p.stamp));
	CHECK_INT(cards(cx), 0);
}

static void key_finds_a_card_among_its_owners_alone(struct cx *cx)
{
	struct card card;
	int64_t id = one_card(cx);
	const char *key = card_key(cx, id);
	CHECK_OK(card_by_key(cx, 7, key, &card));
	CHECK_INT(card.id, id);
	CHECK_INT(card_by_key(cx, 8, key, &card), ERR_NOT_FOUND);
	CHECK_INT(card_by_key(cx, 7, "", &card), ERR_NOT_FOUND);
	CHECK(!card_is_over(cx, &card));
	cx->now = INT64_C(1827619200000); /* 1 December 2027 */
	CHECK(card_is_over(cx, &card));
}

static void hold(struct cx *cx, struct payment *p, int64_t *order)
{
	struct card_charge c = {.card = one_card(cx), .hold = true};
	*order = attempt(cx, p);
	CHECK_OK(pay(cx, p, &c,
		reply_make(cx, 201, "{\"transactionId\":\"t1\"}", NULL),
		"/payments/token/mit/authorization-hold"));
	CHECK_STR(p->state, "authorised");
	check_order(cx, *order, "unpaid");
}

static void what_is_held_can_be_taken(struct cx *cx)
{
	struct payment p;
	int64_t order;
	const char *problem;
	hold(cx, &p, &order);
	CHECK_INT(card_commit(cx, &p, money(p.amount.minor + 1), &problem),
		ERR_INVALID);
	struct bank b = bank_open(cx,
		reply_make(cx, 201, "{\"transactionId\":\"t1\"}", NULL),
		"/payments/t1/token/commit");
	CHECK_OK(card_commit(cx, &p, p.amount, &problem));
	bank_close(&b);
	CHECK_STR(p.state, "paid");
	check_order(cx, order, "paid");
}

static void less_than_was_held_pays_in_part(struct cx *cx)
{
	struct payment p;
	int64_t order;
	const char *problem;
	hold(cx, &p, &order);
	struct bank b = bank_open(cx,
		reply_make(cx, 201, "{\"transactionId\":\"t1\"}", NULL),
		"\"amount\":1000");
	CHECK_OK(card_commit(cx, &p, money(1000), &problem));
	bank_close(&b);
	CHECK_STR(p.state, "paid");
	check_order(cx, order, "part");
	test_books_agree(cx);
}

static void what_is_held_can_be_let_go(struct cx *cx)
{
	struct payment p;
	int64_t order;
	const char *problem;
	hold(cx, &p, &order);
	struct bank b = bank_open(cx,
		reply_make(cx, 200, "{\"transactionId\":\"t1\"}", NULL),
		"/payments/t1/token/revert");
	CHECK_OK(card_revert(cx, &p, &problem));
	bank_close(&b);
	CHECK_STR(p.state, "voided");
	CHECK_INT(card_revert(cx, &p, &problem), ERR_CONFLICT);
	check_order(cx, order, "unpaid");
}

static void payment_may_keep_its_card(struct cx *cx)
{
	struct payment p;
	const char *problem;
	attempt(cx, &p);
	struct bank b = bank_open(cx,
		reply_make(cx, 201,
			"{\"transactionId\":\"t1\",\"redirectUrl\":"
			"\"https://pay.example/x\"}",
			NULL),
		"/tokenization/pay-and-add-card");
	CHECK_OK(card_pay_and_add(cx, &p, NULL, &problem));
	bank_close(&b);
	CHECK_STR(p.state, "pending");
	CHECK_STR(p.href, "https://pay.example/x");
}

int main(void)
{
	static const struct test tests[] = {
		{"a card is entered at Paytrail", card_is_entered_at_paytrail},
		{"a card is kept sealed", card_is_kept_sealed},
		{"a token of one does not open as another's",
			token_of_one_does_not_open_as_anothers},
		{"a card is charged", card_is_charged},
		{"the bank may want to see the buyer",
			bank_may_want_to_see_the_buyer},
		{"a declined card pays nothing", declined_card_pays_nothing},
		{"a card pays its own customer's orders alone",
			card_pays_its_own_customers_orders_alone},
		{"pressed twice, it is charged once",
			pressed_twice_it_is_charged_once},
		{"a removed card pays nothing", removed_card_pays_nothing},
		{"the callback brings the card once",
			callback_brings_the_card_once},
		{"a guest's card is not kept", guests_card_is_not_kept},
		{"a key finds a card among its owner's alone",
			key_finds_a_card_among_its_owners_alone},
		{"what is held can be taken", what_is_held_can_be_taken},
		{"less than was held pays in part",
			less_than_was_held_pays_in_part},
		{"what is held can be let go", what_is_held_can_be_let_go},
		{"a payment may keep its card", payment_may_keep_its_card},
		{NULL, NULL},
	};
	signal(SIGPIPE, SIG_IGN);
	return test_run(tests);
}
