/* Every letter as it would be sent: in one file because all of them stand on
 * one shop. */
#include <string.h>

#include "domain/account.h"
#include "domain/alert.h"
#include "domain/cart_code.h"
#include "domain/delivery.h"
#include "domain/gift_card.h"
#include "domain/order_change.h"
#include "domain/question.h"
#include "domain/refund.h"
#include "domain/review.h"
#include "domain/setting.h"
#include "domain/subscriber.h"
#include "domain/text_page.h"
#include "domain/return_case.h"
#include "domain/withdrawal.h"
#include "lib/db.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/mail.h"
#include "lib/tpl.h"
#include "lib/tr.h"
#include "tests/orders.h"
#include "tests/test.h"
#include "worker/worker.h"

static const struct conf conf = {
	.base_url = "https://shop.example", .root_lang = "en"};

static struct mail letter(struct cx *cx, const char *payload)
{
	struct worker w = {.cx = *cx, .conf = &conf};
	struct job job = {.kind = "mail", .key = "k", .payload = payload};
	struct mail m = {0};
	const char *problem = "";
	CHECK_OK(mail_render(&w, &job, &m, &problem));
	if (!m.text)
		m.text = m.html = m.subject = "";
	return m;
}

static const char *payload(
	struct cx *cx, const char *mail, int64_t order, const char *to)
{
	return arena_printf(cx->arena,
		"{\"mail\":\"%s\",\"order\":%lld,\"to\":\"%s\"}", mail,
		(long long)order, to);
}

static void shop(struct cx *cx)
{
	tpl_init(PUOTI_SRCDIR "/templates");
	CHECK_OK(setting_set(cx, "shop.name", NULL, "Poukama"));
	CHECK_OK(setting_set(cx, "shop.company", NULL, "Poukama Oy"));
	CHECK_OK(setting_set(cx, "shop.email", NULL, "hei@poukama.example"));
	CHECK_OK(setting_set(
		cx, "shop.owner_email", NULL, "me@poukama.example"));
	CHECK_OK(setting_set(cx, "shop.iban", NULL, "FI21 1234 5600 0007 85"));
}

static void ready_letter_has_the_stores_address_and_the_code(struct cx *cx)
{
	shop(cx);
	CHECK_OK(db_run_script(cx->db,
		"UPDATE location SET name = 'Kalasatama',"
		" street = 'Verkkosaarenranta 4', city = 'Helsinki',"
		" hours = '10-19'"));
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	int64_t id = test_order_of(cx, "s1", mug, 1, "pickup", "transfer");
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ready(cx, id));
	struct mail m = letter(
		cx, payload(cx, "order_ready", id, "aino@posti.example"));
	CHECK(strstr(m.text, "Kalasatama, Verkkosaarenranta 4, Helsinki") !=
		NULL);
	CHECK(strstr(m.text, "10-19") != NULL);
	CHECK(strstr(m.text, delivery_pickup_code(cx, id)) != NULL);
}

static void sent_orders_letter_promises_its_days(struct cx *cx)
{
	shop(cx);
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	int64_t id = test_order_of(cx, "s1", mug, 1, "parcel", "transfer");
	struct mail m = letter(
		cx, payload(cx, "order_placed", id, "aino@posti.example"));
	CHECK(strstr(m.text, "With you Wed 25 Nov – Fri 27 Nov") != NULL);
}

static void the_order_letter_says_how_to_pay(struct cx *cx)
{
	shop(cx);
	int64_t id = test_order(cx);
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	struct mail m = letter(cx, payload(cx, "order_placed", id, "customer"));

	CHECK_STR(m.to, o.email);
	CHECK_STR(m.from, "hei@poukama.example");
	CHECK(strstr(m.subject, arena_printf(cx->arena, "%lld",
					(long long)o.number)) != NULL);
	const char *link = arena_printf(
		cx->arena, "https://shop.example/order/%s", o.token);
	CHECK(strstr(m.html, link) != NULL);
	CHECK(strstr(m.text, link) != NULL);
	CHECK(strstr(m.text, reference_format(cx->arena, o.reference)) != NULL);
	CHECK(strstr(m.text, "FI21 1234 5600 0007 85") != NULL);
	CHECK(strstr(m.text, o.lines[0].name) != NULL);
	CHECK(strstr(m.text, "VAT 25.5") != NULL);
	CHECK(strstr(m.text, "Poukama Oy") != NULL);
	CHECK(strstr(m.text, "font") == NULL);
	CHECK(strstr(m.text, "<") == NULL);
}

/* A mail with suggestions is marketing: it is ended by one click. */
static void who_gets_letters_reads_what_goes_with_the_order(struct cx *cx)
{
	shop(cx);
	int64_t with,
		mug = test_product(
			cx, (struct test_product){.slug = "mug", .on_hand = 5});
	test_product(
		cx, (struct test_product){
			    .slug = "coaster", .on_hand = 5, .product = &with});
	int64_t id = test_order_of(cx, "s1", mug, 1, "parcel", "transfer");
	CHECK_OK(db_run_script(cx->db,
		arena_printf(cx->arena,
			"INSERT INTO customer (id, email, email_norm, name,"
			" locale, verified_ms, created_ms) VALUES (9,"
			" 'aino@posti.example', 'aino@posti.example', 'Aino',"
			" 'en', 1, 1);"
			" UPDATE orders SET customer = 9;"
			" INSERT INTO setting (code, value)"
			" VALUES ('personal.holdout', '0');"
			" INSERT INTO model (id, state, began_ms)"
			" VALUES (1, 'serving', 0);"
			" INSERT INTO neighbour (model, kind, product, near)"
			" SELECT 1, 'cart', product, '%lld 900000'"
			" FROM variant WHERE id = %lld",
			(long long)with, (long long)mug)));
	const char *asked = payload(
		cx, "order_placed", id, "aino@posti.example");
	struct mail m = letter(cx, asked);
	CHECK(strstr(m.text, "coaster") == NULL);
	CHECK(m.unsubscribe == NULL);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO subscriber (email, email_norm, customer, locale,"
		" state, source, created_ms) VALUES ('aino@posti.example',"
		" 'aino@posti.example', 9, 'en', 'active', 'account', 1)"));
	m = letter(cx, asked);
	CHECK(strstr(m.html, "/p/coaster?from=next&amp;via=mail") != NULL);
	CHECK(strstr(m.text, "Goes with what you ordered") != NULL);
	CHECK(m.unsubscribe != NULL);
	m = letter(cx, payload(cx, "order_shipped", id, "aino@posti.example"));
	CHECK(strstr(m.text, "coaster") != NULL);
	/* who has not confirmed it has not asked for them */
	CHECK_OK(
		db_run_script(cx->db, "UPDATE subscriber SET state = 'asked'"));
	m = letter(cx, asked);
	CHECK(strstr(m.text, "coaster") == NULL && !m.unsubscribe);
}

static void the_order_letter_carries_the_terms_accepted(struct cx *cx)
{
	shop(cx);
	int64_t page = 0;
	struct text_page_words words = {.locale = "en",
		.title = "Terms",
		.body = "We send **quickly**."};
	CHECK_OK(text_page_save(cx, &page, 0, "terms", &words, 1));
	struct text_page terms;
	CHECK_OK(text_page_get(cx, page, &terms));
	test_cart(cx, "terms",
		test_product(cx, (struct test_product){.on_hand = 5}), 1);
	struct order_draft d = test_draft(cx, "terms", "attempt-terms");
	d.terms_version = arena_printf(
		cx->arena, "%lld.%lld", (long long)page, (long long)terms.rev);
	struct order_placed placed;
	const char *why;
	CHECK_OK(order_place(cx, &d, &placed, &why));
	words.body = "We send slowly.";
	CHECK_OK(text_page_save(cx, &page, 0, "terms", &words, 1));

	struct mail l = letter(
		cx, payload(cx, "order_placed", placed.id, "customer"));

	CHECK(strstr(l.html, "We send <strong>quickly</strong>.") != NULL);
	CHECK(strstr(l.text, "We send quickly.") != NULL);
	CHECK(strstr(l.text, "slowly") == NULL);
}

static void a_letter_is_in_the_orders_language(struct cx *cx)
{
	shop(cx);
	struct cx fi = *cx;
	fi.locale = "fi";
	int64_t id = test_order(&fi);
	struct mail m = letter(cx, payload(cx, "order_placed", id, "customer"));

	CHECK(strstr(m.html, "<html lang=\"fi\">") != NULL);
	CHECK(strstr(m.text, "https://shop.example/fi/order/") != NULL);
	CHECK(strstr(m.text, "10,00") != NULL);
}

static void the_owner_gets_a_link_to_the_admin(struct cx *cx)
{
	shop(cx);
	int64_t id = test_order(cx);
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	struct mail m = letter(cx, payload(cx, "owner_order", id, "owner"));

	CHECK_STR(m.to, "me@poukama.example");
	CHECK(strstr(m.text, arena_printf(cx->arena,
				     "https://shop.example/admin/orders/%lld",
				     (long long)o.number)) != NULL);
}

static void every_order_letter_can_be_written(struct cx *cx)
{
	static const char *const names[] = {"order_placed", "order_paid",
		"order_shipped", "order_ready", "order_cancelled"};
	shop(cx);
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ship(cx, id, "Posti", "JJFI123"));
	for (size_t i = 0; i < 5; i++) {
		struct mail m = letter(
			cx, payload(cx, names[i], id, "customer"));
		CHECK(strstr(m.text, "1 \xc3\x97 ") != NULL);
		CHECK(strstr(m.text, "FI21") == NULL); /* it is paid */
	}
	struct mail m = letter(
		cx, payload(cx, "order_shipped", id, "customer"));
	CHECK(strstr(m.text, "JJFI123") != NULL);
	CHECK(strstr(m.text, "Posti") != NULL);
}

static void money_back_is_told_with_sums(struct cx *cx)
{
	shop(cx);
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	cx->staff = 1;
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	struct credit_want want = {.line = o.lines[0].id, .qty = 1};
	struct refund_ask ask = {.order = id,
		.reason = "goodwill",
		.note = "It was scratched <sorry>",
		.wants = &want,
		.n = 1,
		.sent = true};
	CHECK_OK(refund_make(cx, &ask, NULL));
	struct mail m = letter(
		cx, arena_printf(cx->arena,
			    "{\"mail\":\"order_refunded\",\"order\":%lld,"
			    "\"to\":\"customer\",\"credit\":1}",
			    (long long)id));
	CHECK(strstr(m.text, "\xe2\x82\xac"
			     "10.00") != NULL);
	CHECK(strstr(m.text, "It was scratched <sorry>") != NULL);
	CHECK(strstr(m.subject, "Money back") != NULL);
}

/* Two letters wait: each goes with the credit note of its own money. */
static void money_back_goes_with_its_own_credit_note(struct cx *cx)
{
	shop(cx);
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	cx->staff = 1;
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	struct credit_want want = {.line = o.lines[0].id, .gross = money(100)};
	struct refund_ask ask = {.order = id,
		.reason = "goodwill",
		.wants = &want,
		.n = 1,
		.sent = true};
	CHECK_OK(refund_make(cx, &ask, NULL));
	CHECK_OK(refund_make(cx, &ask, NULL));
	for (int credit = 1; credit <= 2; credit++) {
		struct mail m = letter(cx,
			arena_printf(cx->arena,
				"{\"mail\":\"order_refunded\",\"order\":%lld,"
				"\"to\":\"customer\",\"credit\":%d}",
				(long long)id, credit));
		CHECK_INT(m.n_files, 1);
		CHECK(m.n_files && strstr(m.files[0].name,
					   credit == 1 ? "-1.pdf" : "-2.pdf"));
	}
}

static void changed_order_asks_for_the_rest(struct cx *cx)
{
	shop(cx);
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	cx->staff = 1;
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	struct change_qty qty = {o.lines[0].id, 3};
	struct order_change c = {.order = id,
		.rev = o.rev,
		.qtys = &qty,
		.n_qtys = 1,
		.reason = "Three, as agreed"};
	struct order_changed out;
	const char *why;
	CHECK_OK(order_change(cx, &c, false, &out, &why));
	struct mail m = letter(
		cx, payload(cx, "order_changed", id, "customer"));
	CHECK(strstr(m.text, "Three, as agreed") != NULL);
	CHECK(strstr(m.text, "3 \xc3\x97 ") != NULL);
	CHECK(strstr(m.text, "\xe2\x82\xac"
			     "20.00") != NULL);
	CHECK(strstr(m.text, "FI21") != NULL);
}

/* The page where it is typed says so. */
static void the_customer_reads_why_the_owner_cancelled(struct cx *cx)
{
	shop(cx);
	int64_t id = test_order(cx);
	cx->staff = 1;
	CHECK_OK(order_cancel(cx, id, "It broke <b>on the shelf"));
	struct mail m = letter(
		cx, payload(cx, "order_cancelled", id, "customer"));
	CHECK(strstr(m.text, "It broke <b>on the shelf") != NULL);
	CHECK(strstr(m.html, "It broke &lt;b&gt;on the shelf") != NULL);
}

static void the_programs_own_notes_stay_inside(struct cx *cx)
{
	shop(cx);
	int64_t id = test_order(cx);
	CHECK_OK(order_cancel(cx, id, "by the buyer"));
	struct mail m = letter(
		cx, payload(cx, "order_cancelled", id, "customer"));
	CHECK(strstr(m.text, "by the buyer") == NULL);
	CHECK(strstr(m.text, "Reason") == NULL);
}

static void a_receipt_repeats_the_exact_statement(struct cx *cx)
{
	shop(cx);
	struct withdrawal w;
	CHECK_OK(withdrawal_confirm(cx, "Aino <b>", "no such order",
		"aino@posti.example", "attempt", &w));
	const char *job = arena_printf(cx->arena,
		"{\"mail\":\"withdrawal_receipt\",\"case\":%lld,"
		"\"to\":\"customer\"}",
		(long long)w.id);
	struct mail m = letter(cx, job);
	CHECK_STR(m.to, "aino@posti.example");
	CHECK(strstr(m.text, "Name: Aino <b>") != NULL);
	CHECK(strstr(m.html, "Aino &lt;b&gt;") != NULL);
	CHECK(strstr(m.text, "no such order") != NULL);

	m = letter(cx, arena_printf(cx->arena,
			       "{\"mail\":\"owner_withdrawal\",\"case\":%lld,"
			       "\"to\":\"owner\"}",
			       (long long)w.id));
	CHECK(strstr(m.text, "matches no order") != NULL);
}

/* A claim of the order's only line, as its letters tell it. */
static int64_t claim(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct order o;
	struct return_case c;
	cx->staff = 1;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ship(cx, id, "", ""));
	cx->staff = 0;
	CHECK_OK(order_get(cx, id, &o));
	const struct return_want want = {o.lines[0].id, 1};
	const struct return_ask ask = {.order = id,
		.kind = "claim",
		.reason = "broken",
		.message = "The <b>handle\nfell off",
		.attempt_key = "k",
		.wants = &want,
		.n = 1};
	CHECK_OK(return_request(cx, &ask, &c));
	return c.id;
}

static struct mail letter_of_case(
	struct cx *cx, const char *mail, int64_t id, const char *to)
{
	return letter(cx, arena_printf(cx->arena,
				  "{\"mail\":\"%s\",\"case\":%lld,"
				  "\"to\":\"%s\"}",
				  mail, (long long)id, to));
}

static void every_letter_of_a_return_can_be_written(struct cx *cx)
{
	shop(cx);
	int64_t id = claim(cx);
	struct mail m = letter_of_case(cx, "return_requested", id, "customer");
	CHECK(strstr(m.subject, "10001-1") != NULL);
	CHECK(strstr(m.text, "It is broken or damaged") != NULL);
	CHECK(strstr(m.html, "The &lt;b&gt;handle") != NULL);
	CHECK(strstr(m.text, "/order/") != NULL);
	m = letter_of_case(cx, "owner_return", id, "owner");
	CHECK(strstr(m.text, "/admin/cases/1") != NULL);
	CHECK(strstr(m.text, "fell off") != NULL);
	CHECK_OK(setting_set(cx, "returns.code", NULL, "602 100"));
	CHECK_OK(setting_set(cx, "returns.who", NULL, "shop"));
	cx->staff = 1;
	CHECK_OK(return_accept(cx, id, 1, ""));
	m = letter_of_case(cx, "return_accepted", id, "customer");
	CHECK(strstr(m.text, "602 100") != NULL);
	CHECK(strstr(m.text, "We pay for the way back") != NULL);
	CHECK(strstr(m.text, "/case/1") != NULL);
	m = letter_of_case(cx, "return_received", id, "customer");
	CHECK(strstr(m.text, "is here") != NULL);
	CHECK_OK(return_settle(cx, id, 2,
		&(struct return_pay){
			.amount = money(500), .answer = "Half of it"}));
	m = letter_of_case(cx, "return_settled", id, "customer");
	CHECK(strstr(m.text, "€5.00 goes back") != NULL);
	CHECK(strstr(m.text, "Half of it") != NULL);
	m = letter_of_case(cx, "return_cancelled", id, "owner");
	CHECK(strstr(m.text, "called this off") != NULL);
}

static void a_refusal_gives_its_reason(struct cx *cx)
{
	shop(cx);
	int64_t id = claim(cx);
	cx->staff = 1;
	CHECK_OK(return_refuse(cx, id, 1, "The cat did it"));
	struct mail m = letter_of_case(cx, "return_refused", id, "customer");
	CHECK(strstr(m.text, "The cat did it") != NULL);
}

static void a_receipt_lists_the_goods_and_the_way_back(struct cx *cx)
{
	shop(cx);
	struct withdrawal w;
	test_order(cx);
	CHECK_OK(db_exec(
		DB_SQL(cx->db, "UPDATE order_line SET exemption = 'sealed'"),
		NULL));
	CHECK_OK(withdrawal_confirm(
		cx, "Aino", "10001", "aino.korhonen@posti.example", "k", &w));
	struct mail m = letter_of_case(
		cx, "withdrawal_receipt", w.id, "customer");
	CHECK(strstr(m.text, "Mon 23 Nov 2026 at 10:40") != NULL);
	CHECK(strstr(m.text, "10001-1") != NULL);
	CHECK(strstr(m.text, "No right of withdrawal: Sealed") != NULL);
	CHECK(strstr(m.text, "You pay for the way back") != NULL);
}

static void a_letter_of_an_order_that_is_not_there_fails_for_good(struct cx *cx)
{
	struct worker w = {.cx = *cx, .conf = &conf};
	struct job job = {.kind = "mail",
		.key = "k",
		.payload = "{\"mail\":\"order_placed\",\"order\":77}"};
	struct mail m;
	const char *problem = "";
	CHECK_INT(mail_render(&w, &job, &m, &problem), ERR_INVALID);
	job.payload = "not json";
	CHECK_INT(mail_render(&w, &job, &m, &problem), ERR_INVALID);
}

static void gift_cards_letter_carries_the_code_to_who_gets_it(struct cx *cx)
{
	shop(cx);
	int64_t id = 0;
	CHECK_OK(gift_card_give(cx,
		&(struct gift_card_gift){.value = money(5000),
			.email = "eino@posti.example",
			.recipient = "Eino",
			.message = "Onnea <3",
			.locale = "fi",
			.note = ""},
		&id));
	struct mail m = letter(
		cx, arena_printf(cx->arena,
			    "{\"mail\":\"gift_card\",\"card\":%lld,"
			    "\"to\":\"customer\"}",
			    (long long)id));
	CHECK_STR(m.to, "eino@posti.example");
	CHECK(strstr(m.html, gift_card_code(cx, id)) != NULL);
	CHECK(strstr(m.html, "Onnea &lt;3") != NULL);
	CHECK(strstr(m.html, arena_printf(cx->arena, "/fi/gift-card/%s",
				     gift_card_token(cx, id))) != NULL);
	CHECK(strstr(m.subject, gift_card_code(cx, id)) == NULL);
}

static int result_of(struct cx *cx, const char *text)
{
	struct worker w = {.cx = *cx, .conf = &conf};
	struct job job = {.kind = "mail", .key = "k", .payload = text};
	struct mail m;
	const char *problem = "";
	return mail_render(&w, &job, &m, &problem);
}

static void reminder_says_how_to_pay_and_nothing_once_it_is_paid(struct cx *cx)
{
	shop(cx);
	int64_t id = test_order(cx);
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	const char *job = payload(cx, "order_reminder", id, "customer");
	struct mail m = letter(cx, job);
	CHECK_STR(m.to, o.email);
	CHECK(strstr(m.subject, "waits for payment") != NULL);
	CHECK(strstr(m.text, "We keep your things for you until") != NULL);
	CHECK(strstr(m.text, "Pay by bank transfer") != NULL);
	CHECK(strstr(m.text, o.token) != NULL);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_INT(result_of(cx, job), ERR_GONE);
}

/* Whoever it was for had their data erased. */
static void gift_card_that_came_back_goes_to_who_bought_it(struct cx *cx)
{
	shop(cx);
	int64_t order = test_order(cx);
	CHECK_OK(db_run_script(cx->db,
		arena_printf(cx->arena,
			"INSERT INTO order_line (orders, position, kind, name,"
			" qty, unit_minor) VALUES (%lld, 90, 'gift_card',"
			" 'Gift card', 1, 5000)",
			(long long)order)));
	CHECK_OK(gift_cards_make(cx, order, 0));
	CHECK_OK(order_mark_paid(cx, order));
	struct order o;
	CHECK_OK(order_get(cx, order, &o));
	CHECK_OK(db_run_script(cx->db, "UPDATE gift_card SET to_giver = 1"));
	struct mail m = letter(cx, "{\"mail\":\"gift_card\",\"card\":1}");
	CHECK_STR(m.to, o.email);
	CHECK_STR(m.subject, "The gift card that you bought");
	CHECK(strstr(m.text, gift_card_code(cx, 1)) != NULL);
	CHECK(strstr(m.text, "pass it on") != NULL);
}

static void order_letter_says_what_was_saved_and_what_cards_paid(struct cx *cx)
{
	shop(cx);
	int64_t card = 0;
	CHECK_OK(gift_card_give(cx,
		&(struct gift_card_gift){.value = money(300),
			.email = "",
			.recipient = "",
			.message = "",
			.locale = "en",
			.note = ""},
		&card));
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO promotion (id, name, kind, percent_bp)"
		" VALUES (1, 'Spring sale', 'percent', 1000)"));
	test_cart(cx, "s9",
		test_product(cx, (struct test_product){.on_hand = 5}), 1);
	CHECK_OK(cart_code_add(cx, &(struct cart_code_try){"s9", "", false,
					   gift_card_code(cx, card)}));
	struct order_draft d = test_draft(cx, "s9", "attempt-9");
	struct order_placed placed;
	const char *why;
	CHECK_OK(order_place(cx, &d, &placed, &why));
	struct mail m = letter(
		cx, payload(cx, "order_placed", placed.id, "customer"));
	/* 10.00 - 1.00 + 4.90 = 13.90, of which 3.00 by card */
	CHECK(strstr(m.text, "Spring sale") != NULL);
	CHECK(strstr(m.text, "−€1.00") != NULL);
	CHECK(strstr(m.text, "€13.90") != NULL);
	CHECK(strstr(m.text, "−€3.00") != NULL);
	CHECK(strstr(m.text, "€10.90") != NULL);
}

static void account_letters_carry_their_links(struct cx *cx)
{
	static const struct {
		const char *name, *path;
	} mails[] = {
		{"account_verify", "verify"},
		{"account_reset", "reset"},
		{"account_login", "link"},
		{"account_email", "email"},
	};
	struct account_try t = {.email = "aino@posti.example",
		.name = "Aino",
		.password = "lumi on valkoista",
		.remote = ""};
	struct account_letter l = {0};
	int64_t id = 0;
	shop(cx);
	cx->locale = "fi";
	CHECK_OK(account_register(cx, &t));
	CHECK_OK(account_link_letter(cx, 1, &l));
	CHECK_OK(account_verify(cx, l.token, &t, &id));
	CHECK_OK(db_run_script(cx->db, "DELETE FROM account_link"));
	t.email = "aino.korhonen@posti.example";
	CHECK_OK(account_register(cx, &t));
	t.email = "aino@posti.example";
	CHECK_OK(account_forgot(cx, &t));
	CHECK_OK(account_link_ask(cx, &t));
	t.email = "aino.korhonen@posti.example";
	CHECK_OK(account_email_ask(cx, id, &t));
	cx->locale = "en";
	for (int64_t i = 0; i < 4; i++) {
		struct mail m = letter(cx,
			arena_printf(cx->arena, "{\"mail\":\"%s\",\"link\":%d}",
				mails[i].name, (int)i + 1));
		CHECK_OK(account_link_letter(cx, i + 1, &l));
		CHECK_STR(m.to, i == 0 || i == 3 ? "aino.korhonen@posti.example"
						 : "aino@posti.example");
		const char *link = arena_printf(cx->arena,
			"https://shop.example/fi/account/%s/%s", mails[i].path,
			l.token);
		CHECK(strstr(m.html, link) != NULL);
		CHECK(strstr(m.text, link) != NULL);
	}
}

static void who_has_ended_letters_gets_no_welcome(struct cx *cx)
{
	struct worker w = {.cx = *cx, .conf = &conf};
	struct job job = {.kind = "mail",
		.key = "k",
		.payload = "{\"mail\":\"letters_welcome\",\"subscriber\":1}"};
	struct subscriber_ask ask = {.email = "aino@posti.example",
		.topics = "news",
		.source = "footer"};
	struct mail m = {0};
	const char *problem = "";
	shop(cx);
	CHECK_OK(subscriber_ask(cx, &ask));
	CHECK_OK(db_run_script(
		cx->db, "UPDATE subscriber SET state = 'active'"));
	CHECK_OK(mail_render(&w, &job, &m, &problem));
	CHECK(m.unsubscribe != NULL);
	CHECK_OK(
		db_run_script(cx->db, "UPDATE subscriber SET state = 'ended'"));
	CHECK_INT(mail_render(&w, &job, &m, &problem), ERR_GONE);
}

static void refused_reviews_writer_reads_rule_and_reason(struct cx *cx)
{
	int64_t product, id = 0, v;
	shop(cx);
	v = test_product(cx, (struct test_product){.slug = "mug",
				     .name = "Kide mug",
				     .on_hand = 5,
				     .product = &product});
	int64_t order = test_order_of(cx, "s1", v, 1, "parcel", "transfer");
	CHECK_OK(order_mark_paid(cx, order));
	CHECK_OK(order_ship(cx, order, "Posti", ""));
	CHECK_OK(order_delivered(cx, order));
	const struct review_draft d = {.order = order,
		.product = product,
		.variant = v,
		.name = "Aino",
		.title = "<b>Cold</b>",
		.body = "The parcel came late.",
		.stars = 2};
	CHECK_OK(review_add(cx, &d, &id));
	struct mail m = letter(cx,
		"{\"mail\":\"owner_review\",\"review\":1,\"to\":\"owner\"}");
	CHECK_STR(m.to, "me@poukama.example");
	CHECK(strstr(m.text, "Kide mug: 2 of 5 stars") != NULL);
	CHECK(strstr(m.html, "<b>Cold") == NULL);
	CHECK(strstr(m.text, "/admin/reviews/1") != NULL);
	CHECK_OK(review_refuse(cx, id, 1, "subject", "Tell us by mail."));
	const char *told = "{\"mail\":\"review_refused\",\"review\":1,"
			   "\"to\":\"customer\"}";
	m = letter(cx, told);
	CHECK_STR(m.to, "Aino.Korhonen@Posti.example");
	CHECK(strstr(m.text, review_rule_words("subject")) != NULL);
	CHECK(strstr(m.text, "Tell us by mail.") != NULL);
	CHECK(strstr(m.text, arena_printf(cx->arena, "/order/%s/review/mug",
				     order_token(cx, order))) != NULL);
	/* shown after all, or taken back, before it left */
	CHECK_OK(review_show(cx, id, 2));
	struct worker w = {.cx = *cx, .conf = &conf};
	struct job job = {.kind = "mail", .key = "k", .payload = told};
	const char *problem = "";
	CHECK_INT(mail_render(&w, &job, &m, &problem), ERR_GONE);
	CHECK_OK(review_remove(cx, id, 3));
	CHECK_INT(mail_render(&w, &job, &m, &problem), ERR_GONE);
}

static void answers_go_in_the_language_of_the_question(struct cx *cx)
{
	struct question_draft d = {.name = "",
		.email = "lena@posti.example",
		.body = "T\u00e5l den ugn?"};
	shop(cx);
	test_product(cx, (struct test_product){.slug = "mug",
				 .name = "Kide mug",
				 .on_hand = 5,
				 .product = &d.product});
	cx->locale = "sv";
	CHECK_OK(question_ask(cx, &d));
	cx->locale = "en";
	struct mail m = letter(cx, "{\"mail\":\"owner_question\","
				   "\"question\":1,\"to\":\"owner\"}");
	CHECK_STR(m.to, "me@poukama.example");
	CHECK(strstr(m.text, d.body) != NULL);
	CHECK_OK(question_answer(cx, 1, 1, "Ja.\nTill 180 grader.", true));
	m = letter(cx, "{\"mail\":\"question_answer\",\"question\":1,"
		       "\"to\":\"customer\"}");
	CHECK_STR(m.to, "lena@posti.example");
	CHECK(strstr(m.text, d.body) != NULL);
	CHECK(strstr(m.text, "Till 180 grader.") != NULL);
	CHECK(strstr(m.html, "https://shop.example/sv/p/mug") != NULL);
	CHECK(m.unsubscribe == NULL);
}

/* Asked for an address that has one, the letter holds no secret. */
static void owner_of_a_taken_address_is_told(struct cx *cx)
{
	struct account_try t = {.email = "aino@posti.example",
		.name = "Aino",
		.password = "lumi on valkoista",
		.remote = ""};
	struct account_letter l = {0};
	int64_t aino = 0, oona = 0;
	shop(cx);
	CHECK_OK(account_register(cx, &t));
	CHECK_OK(account_link_letter(cx, 1, &l));
	CHECK_OK(account_verify(cx, l.token, &t, &aino));
	t.email = "oona@posti.example";
	CHECK_OK(account_register(cx, &t));
	CHECK_OK(account_link_letter(cx, 2, &l));
	CHECK_OK(account_verify(cx, l.token, &t, &oona));

	CHECK_OK(account_register(cx, &t));
	struct mail m = letter(cx, "{\"mail\":\"account_verify\",\"link\":3}");
	CHECK_STR(m.to, "oona@posti.example");
	CHECK_STR(m.subject, "You have an account already");
	CHECK_OK(account_link_letter(cx, 3, &l));
	CHECK(!strstr(m.text, l.token));
	CHECK_OK(account_email_ask(cx, aino, &t));
	m = letter(cx, "{\"mail\":\"account_email\",\"link\":4}");
	CHECK_STR(m.to, "oona@posti.example");
	CHECK_STR(m.subject, "This address has an account already");
	CHECK_OK(account_link_letter(cx, 4, &l));
	CHECK(!strstr(m.text, l.token));
}

static struct mail told(struct cx *cx, const char *what, const char *more)
{
	return letter(cx, arena_printf(cx->arena,
				  "{\"mail\":\"account_notice\",\"customer\":7,"
				  "\"what\":\"%s\"%s}",
				  what, more));
}

static void owner_is_told_what_happened_to_the_account(struct cx *cx)
{
	static const struct {
		const char *what, *words;
	} some[] = {
		{"password", "The password of your account was changed"},
		{"password_removed", "has no password any more"},
		{"email_asked", "asks to change its e-mail address"},
		{"passkey_added", "A passkey was added"},
		{"passkey_removed", "A passkey was removed"},
		{"totp_on", "asks for a one-time code"},
		{"totp_off", "does not ask for one-time codes"},
		{"codes", "New recovery codes"},
		{"codes_wrong", "several wrong one-time codes"},
		{"login", "from a browser that we have not seen"},
	};
	shop(cx);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO customer (id, email, email_norm, name, locale,"
		" created_ms, verified_ms) VALUES (7, 'Aino@Posti.example',"
		" 'aino@posti.example', 'Aino', 'en', 1, 1);"
		"INSERT INTO account_link (id, kind, customer, email,"
		" created_ms, expires_ms, used_ms)"
		" VALUES (5, 'email', 7, 'old@posti.example', 1, 2, 2)"));
	for (size_t i = 0; i < sizeof(some) / sizeof(*some); i++) {
		struct mail m = told(
			cx, some[i].what, ",\"agent\":\"Firefox, Linux\"");
		CHECK_STR(m.to, "Aino@Posti.example");
		CHECK(strstr(m.html, some[i].words) != NULL);
		CHECK(strstr(m.html, "https://shop.example/account/forgot") !=
			NULL);
		CHECK_INT(strstr(m.html, "Firefox, Linux") != NULL,
			strcmp(some[i].what, "login") == 0);
	}
	/* of another address the one that was left hears, without a link that
	 * would not help there */
	struct mail m = told(cx, "email", ",\"link\":5");
	CHECK_STR(m.to, "old@posti.example");
	CHECK(strstr(m.html, "write to us or call us at once") != NULL);
	CHECK(!strstr(m.html, "/account/forgot"));
}

static void invoice_goes_with_the_letter_that_needs_it(struct cx *cx)
{
	shop(cx);
	int64_t id = test_order(cx);
	struct mail m = letter(cx, payload(cx, "order_placed", id, "customer"));
	CHECK_INT(m.n_files, 0);
	CHECK_OK(order_mark_paid(cx, id));
	m = letter(cx, payload(cx, "order_paid", id, "customer"));
	CHECK_INT(m.n_files, 1);
	if (m.n_files) {
		CHECK_STR(m.files[0].name, "invoice-2026-1.pdf");
		CHECK(strncmp(m.files[0].bytes, "%PDF-", 5) == 0);
	}
	m = letter(cx, payload(cx, "owner_order", id, "owner"));
	CHECK_INT(m.n_files, 0);
}

static struct mail alert_letter(struct cx *cx, const char *mail)
{
	return letter(cx,
		arena_printf(cx->arena, "{\"mail\":\"%s\",\"alert\":1}", mail));
}

static void alert_letter_asks_for_a_click_and_ends_by_one(struct cx *cx)
{
	shop(cx);
	bool active;
	struct alert a = {.token = ""};
	int64_t mug = test_product(
		cx, (struct test_product){.name = "Mug", .on_hand = 0});
	CHECK_OK(alert_ask(cx,
		&(struct alert_ask){.kind = "stock",
			.variant = mug,
			.email = "aino@posti.example",
			.words = "Tell me.",
			.remote = ""},
		&active));
	CHECK_OK(alert_get(cx, 1, &a));
	const char *page = arena_printf(
		cx->arena, "https://shop.example/alert/%s", a.token);
	struct mail m = alert_letter(cx, "alert_confirm");
	CHECK_STR(m.to, "aino@posti.example");
	CHECK(strstr(m.text, page) != NULL);
	CHECK(strstr(m.text, "Mug") != NULL);
	CHECK(m.unsubscribe == NULL);

	CHECK_OK(alert_confirm(cx, a.token, "Tell me."));
	CHECK_OK(stock_recount(cx, mug, 3, ""));
	m = alert_letter(cx, "alert_told");
	CHECK_STR(m.subject, "Mug is back");
	CHECK_STR(m.unsubscribe, arena_printf(cx->arena, "%s/end", page));
	CHECK(strstr(m.text, page) != NULL);
	CHECK(strstr(m.text, "https://shop.example/p/mug") != NULL);
	CHECK(strstr(m.text, "There are few") != NULL);
	CHECK_OK(stock_recount(cx, mug, 30, ""));
	m = alert_letter(cx, "alert_told");
	CHECK(strstr(m.text, "There are few") == NULL);
	CHECK_OK(stock_recount(cx, mug, 0, ""));
	m = alert_letter(cx, "alert_told");
	CHECK(strstr(m.text, "gone again") != NULL);

	m = letter(cx, "{\"mail\":\"alert_over\",\"alert\":1,"
		       "\"what\":\"old\"}");
	CHECK_STR(m.subject, "You waited for Mug");
	CHECK(strstr(m.text, "https://shop.example/p/mug") != NULL);
	CHECK_OK(db_run_script(cx->db, "UPDATE product SET status ="
				       " 'archived', archived_ms = 1"));
	m = letter(cx, "{\"mail\":\"alert_over\",\"alert\":1,"
		       "\"what\":\"gone\"}");
	CHECK_STR(m.subject, "Mug does not come back");
	CHECK(strstr(m.text, "We do not sell it any more") != NULL);
	CHECK(strstr(m.text, "/p/mug") == NULL);
}

static void receipt_of_an_erasure_says_what_stays(struct cx *cx)
{
	shop(cx);
	struct mail m = letter(cx,
		"{\"mail\":\"person_erased\",\"address\":\"a@b.example\","
		"\"locale\":\"en\",\"kept\":[{\"what\":\"Invoices\","
		"\"why\":\"The law.\",\"until\":20321231},"
		"{\"what\":\"A number\",\"why\":\"So.\",\"until\":0}]}");
	CHECK_STR(m.to, "a@b.example");
	CHECK(strstr(m.text, "Invoices") && strstr(m.text, "31 Dec 2032"));
	CHECK(strstr(m.text, "A number") && strstr(m.text, "The law."));
}

static void idle_account_is_told_of_its_end(struct cx *cx)
{
	shop(cx);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO customer (id, email, email_norm, name, locale,"
		" verified_ms, created_ms) VALUES (3, 'A@b.example',"
		" 'a@b.example', 'Aino', 'en', 1, 1)"));
	struct mail m = letter(
		cx, "{\"mail\":\"account_ends\",\"customer\":3}");
	CHECK_STR(m.to, "A@b.example");
	CHECK(strstr(m.text, "23 Dec 2026") != NULL);
	CHECK(strstr(m.text, "/account/login") != NULL);
}

static const struct test tests[] = {
	{"receipt of an erasure says what stays",
		receipt_of_an_erasure_says_what_stays},
	{"idle account is told of its end", idle_account_is_told_of_its_end},
	{"ready letter has the store's address and the code",
		ready_letter_has_the_stores_address_and_the_code},
	{"sent order's letter promises its days",
		sent_orders_letter_promises_its_days},
	{"the order letter says how to pay", the_order_letter_says_how_to_pay},
	{"who gets letters reads what goes with the order",
		who_gets_letters_reads_what_goes_with_the_order},
	{"the order letter carries the terms accepted",
		the_order_letter_carries_the_terms_accepted},
	{"a letter is in the order's language",
		a_letter_is_in_the_orders_language},
	{"the owner gets a link to the admin",
		the_owner_gets_a_link_to_the_admin},
	{"every order letter can be written",
		every_order_letter_can_be_written},
	{"money back is told with sums", money_back_is_told_with_sums},
	{"money back goes with its own credit note",
		money_back_goes_with_its_own_credit_note},
	{"changed order asks for the rest", changed_order_asks_for_the_rest},
	{"the customer reads why the owner cancelled",
		the_customer_reads_why_the_owner_cancelled},
	{"the program's own notes stay inside",
		the_programs_own_notes_stay_inside},
	{"a receipt repeats the exact statement",
		a_receipt_repeats_the_exact_statement},
	{"every letter of a return can be written",
		every_letter_of_a_return_can_be_written},
	{"a refusal gives its reason", a_refusal_gives_its_reason},
	{"a receipt lists the goods and the way back",
		a_receipt_lists_the_goods_and_the_way_back},
	{"a letter of an order that is not there fails for good",
		a_letter_of_an_order_that_is_not_there_fails_for_good},
	{"reminder says how to pay and nothing once it is paid",
		reminder_says_how_to_pay_and_nothing_once_it_is_paid},
	{"a gift card that came back goes to who bought it",
		gift_card_that_came_back_goes_to_who_bought_it},
	{"a gift card's letter carries the code to who gets it",
		gift_cards_letter_carries_the_code_to_who_gets_it},
	{"an order's letter says what was saved and what cards paid",
		order_letter_says_what_was_saved_and_what_cards_paid},
	{"a refused review's writer reads rule and reason",
		refused_reviews_writer_reads_rule_and_reason},
	{"answers go in the language of the question",
		answers_go_in_the_language_of_the_question},
	{"account letters carry their links",
		account_letters_carry_their_links},
	{"who has ended letters gets no welcome",
		who_has_ended_letters_gets_no_welcome},
	{"owner is told what happened to the account",
		owner_is_told_what_happened_to_the_account},
	{"owner of a taken address is told", owner_of_a_taken_address_is_told},
	{"the invoice goes with the letter that needs it",
		invoice_goes_with_the_letter_that_needs_it},
	{"alert letter asks for a click and ends by one",
		alert_letter_asks_for_a_click_and_ends_by_one},
	{NULL, NULL},
};

int main(void)
{
	tr_init(PUOTI_BUILDDIR "/locale");
	return test_run(tests);
}
