/* What comes to its end, each at its time and not a day before; in one file
 * because every test looks at the same few tables with the same words. */
#include <string.h>

#include "domain/clean.h"
#include "domain/outbox.h"
#include "domain/person_in.h"
#include "domain/person_old.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "tests/orders.h"

static void script(struct cx *cx, const char *text)
{
	CHECK_OK(db_run_script(cx->db, text));
}

static int64_t number(struct cx *cx, const char *query)
{
	return test_number(cx, arena_strdup(cx->arena, query));
}

static void retain(struct cx *cx)
{
	int64_t n = 0;
	CHECK_OK(person_retain(cx, &n));
}

static void days_later(struct cx *cx, int64_t days)
{
	cx->now += days * MS_DAY;
}

/* :now of the moment, in the text. */
static void at_now(struct cx *cx, const char *text)
{
	const char *at = strstr(text, "NOW");
	const char *out = "";
	while (at) {
		out = arena_printf(cx->arena, "%s%.*s%lld", out,
			(int)(at - text), text, (long long)cx->now);
		text = at + 3;
		at = strstr(text, "NOW");
	}
	script(cx, arena_printf(cx->arena, "%s%s", out, text));
}

/* A row is there until the period has passed, and not after it. */
static void ends_after(struct cx *cx, int64_t days, const char *count)
{
	CHECK_INT(number(cx, count), 1);
	days_later(cx, days - 1);
	retain(cx);
	CHECK_INT(number(cx, count), 1);
	days_later(cx, 2);
	retain(cx);
	CHECK_INT(number(cx, count), 0);
}

static void guests_lists_end_and_customers_stay(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 9});
	at_now(cx, "INSERT INTO customer (id, email_norm, locale, verified_ms,"
		   " created_ms, seen_ms)"
		   " VALUES (3, 'a@b', 'en', 1, NOW, NOW);"
		   "INSERT INTO wishlist (id, customer, session, created_ms,"
		   " updated_ms) VALUES (1, NULL, 's', NOW, NOW),"
		   " (2, 3, NULL, NOW, NOW);");
	script(cx, arena_printf(cx->arena,
			   "INSERT INTO wish (wishlist, variant, price_minor,"
			   " added_ms) VALUES (1, %lld, 1, 1),"
			   " (2, %lld, 1, 1)",
			   (long long)mug, (long long)mug));
	ends_after(cx, 365, "SELECT count(*) FROM wishlist WHERE id = 1");
	CHECK_INT(number(cx, "SELECT count(*) FROM wish"), 1);
	CHECK_INT(number(cx, "SELECT count(*) FROM wishlist"), 1);
}

static void alerts_that_are_over_end(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 9});
	at_now(cx, arena_printf(cx->arena,
			   "INSERT INTO alert (kind, variant, email,"
			   " email_norm, locale, state, created_ms, sent_ms)"
			   " VALUES ('stock', %lld, 'a', 'a', 'en', 'sent',"
			   " 1, NOW), ('price', %lld, 'a', 'a', 'en',"
			   " 'active', NOW, NULL)",
			   (long long)mug, (long long)mug));
	ends_after(cx, 90, "SELECT count(*) FROM alert WHERE state = 'sent'");
	CHECK_INT(number(cx, "SELECT count(*) FROM alert"), 1);
	cx->now = TEST_NOW;
	ends_after(cx, 365,
		"SELECT count(*) FROM alert"
		" WHERE state = 'active'");
	CHECK_INT(number(cx, "SELECT count(*) FROM alert"), 1);
}

static void letters_that_nobody_wants_are_forgotten(struct cx *cx)
{
	at_now(cx, "INSERT INTO subscriber (email, email_norm, locale, state,"
		   " source, created_ms, ended_ms) VALUES"
		   " ('a', 'a', 'en', 'asked', 'footer', NOW, NULL),"
		   " ('b', 'b', 'en', 'active', 'footer', 1, NULL)");
	ends_after(cx, 30, "SELECT count(*) FROM subscriber WHERE email = 'a'");
	at_now(cx, "UPDATE subscriber SET state = 'ended', ended_ms = NOW");
	ends_after(cx, 30, "SELECT count(*) FROM subscriber");
}

static void addresses_of_questions_end(struct cx *cx)
{
	int64_t product = 0;
	test_product(cx, (struct test_product){.product = &product});
	at_now(cx, arena_printf(cx->arena,
			   "INSERT INTO question (product, name, email,"
			   " email_norm, locale, body, answer, state,"
			   " created_ms, answered_ms) VALUES (%lld, 'Aino',"
			   " 'a@b', 'a@b', 'en', 'Q', 'A', 'shown', 1, NOW)",
			   (long long)product));
	ends_after(cx, 365,
		"SELECT count(*) FROM question WHERE email <> ''"
		" OR email_norm <> ''");
	CHECK_INT(number(cx, "SELECT count(*) FROM question"
			     " WHERE name = 'Aino' AND body = 'Q'"),
		1);
}

static void words_of_closed_returns_end(struct cx *cx)
{
	at_now(cx, "INSERT INTO return_case (kind, state, name, order_text,"
		   " email, statement, locale, attempt_key, at_ms, settled_ms)"
		   " VALUES ('withdrawal', 'settled', 'Aino', '1', 'a@b',"
		   " 'I withdraw', 'en', 'k1', 1, NOW),"
		   " ('withdrawal', 'requested', 'Open', '1', 'a@b',"
		   " 'I withdraw', 'en', 'k2', 1, NULL)");
	ends_after(cx, 36 * 31,
		"SELECT count(*) FROM return_case WHERE name = 'Aino'");
	CHECK_INT(number(cx, "SELECT count(*) FROM return_case"
			     " WHERE statement = '' AND email = ''"),
		1);
	CHECK_INT(number(cx, "SELECT count(*) FROM return_case"
			     " WHERE name = 'Open'"),
		1);
}

static void traces_end(struct cx *cx)
{
	at_now(cx, "INSERT INTO audit (at_ms, entity, entity_id, action)"
		   " VALUES (NOW, 'order', 1, 'x');"
		   "INSERT INTO outbox (kind, dedupe_key, payload,"
		   " run_after_ms, state, created_ms) VALUES"
		   " ('mail', 'k1', '', 1, 'done', NOW),"
		   " ('mail', 'k2', '', 9e15, 'ready', NOW);"
		   "INSERT INTO consent_text (version, purpose, locale, words,"
		   " created_ms) VALUES ('v', 'browsing', 'en', 'May we?', 1);"
		   "INSERT INTO consent (subject_kind, subject, purpose,"
		   " granted, version, at_ms) VALUES"
		   " ('visitor', 's', 'browsing', 1, 'v', NOW),"
		   " ('customer', '3', 'history', 0, 'v', NOW)");
	ends_after(cx, 90, "SELECT count(*) FROM outbox WHERE state = 'done'");
	CHECK_INT(number(cx, "SELECT count(*) FROM outbox"), 1);
	cx->now = TEST_NOW;
	ends_after(cx, 24 * 31,
		"SELECT count(*) FROM audit WHERE entity = 'order'");
	cx->now = TEST_NOW;
	ends_after(cx, 36 * 31,
		"SELECT count(*) FROM consent WHERE subject_kind = 'visitor'");
	CHECK_INT(number(cx, "SELECT count(*) FROM consent"), 1);
}

static void what_was_looked_at_ends_with_what_was_made_of_it(struct cx *cx)
{
	int64_t p = 0;
	test_product(cx, (struct test_product){.slug = "mug", .product = &p});
	at_now(cx, arena_printf(cx->arena,
			   "INSERT INTO event (at_ms, subject, kind) VALUES"
			   " (NOW, 'c3', 'view'), (NOW, 'vx', 'view');"
			   "INSERT INTO customer (id, email, email_norm,"
			   " locale, verified_ms, created_ms, seen_ms)"
			   " VALUES (3, 'a', 'a', 'en', NOW, NOW, NOW);"
			   "INSERT INTO profile (subject, customer, created_ms,"
			   " updated_ms) VALUES ('vx', NULL, 1, NOW),"
			   " ('c3', 3, 1, NOW);"
			   "INSERT INTO profile_hide (subject, kind, what,"
			   " at_ms) VALUES ('vx', 'rail', 'recent', NOW);"
			   "INSERT INTO profile_item (subject, product, views,"
			   " viewed_ms, orders, ordered_ms, touched_ms)"
			   " VALUES ('c3', %1$lld, 4, NOW, 1, NOW - 9, NOW),"
			   " ('vx', %1$lld, 4, NOW, 0, 0, NOW)",
			   (long long)p));
	ends_after(cx, 90, "SELECT count(*) FROM event WHERE subject = 'c3'");
	CHECK_INT(number(cx, "SELECT count(*) FROM event"), 0);
	/* an account's choices stay until it goes */
	CHECK_INT(number(cx, "SELECT customer FROM profile"), 3);
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_hide"), 0);
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_item"), 1);
	CHECK_INT(number(cx, "SELECT views + viewed_ms FROM profile_item"
			     " WHERE orders = 1"),
		0);
	/* not even when it was that they looked last */
	CHECK_INT(number(cx, "SELECT touched_ms - ordered_ms"
			     " FROM profile_item"),
		0);
}

static void a_choice_can_be_proved_while_its_cookie_lasts(struct cx *cx)
{
	CHECK_OK(setting_set(cx, "retention.consents", NULL, "1"));
	at_now(cx, "INSERT INTO consent_text (version, purpose, locale, words,"
		   " created_ms) VALUES ('v', 'browsing', 'en', 'May we?', 1);"
		   "INSERT INTO consent (subject_kind, subject, purpose,"
		   " granted, version, at_ms) VALUES"
		   " ('visitor', 's', 'browsing', 1, 'v', NOW)");
	days_later(cx, 365);
	retain(cx);
	CHECK_INT(number(cx, "SELECT count(*) FROM consent"), 1);
	days_later(cx, 8);
	retain(cx);
	CHECK_INT(number(cx, "SELECT count(*) FROM consent"), 0);
}

/* ---- accounts ---- */

static void account(struct cx *cx, const char *verified)
{
	at_now(cx, arena_printf(cx->arena,
			   "INSERT INTO customer (id, email, email_norm, name,"
			   " locale, verified_ms, created_ms, seen_ms) VALUES"
			   " (3, 'A@b', 'a@b', 'Aino', 'en', %s, NOW, NOW)",
			   verified));
}

static const char there[] =
	"SELECT count(*) FROM customer WHERE email_norm IS NOT NULL";

static void unconfirmed_accounts_end(struct cx *cx)
{
	account(cx, "NULL");
	ends_after(cx, 30, there);
	CHECK_INT(number(cx, "SELECT count(*) FROM customer"
			     " WHERE name = '' AND archived_ms IS NOT NULL"),
		1);
	CHECK_INT(number(cx, "SELECT count(*) FROM erasure"
			     " WHERE asked_by = 'retention'"),
		1);
}

static int64_t told(struct cx *cx)
{
	return number(cx, "SELECT count(*) FROM outbox"
			  " WHERE dedupe_key LIKE 'account_ends/3/%'");
}

static void idle_accounts_are_told_and_then_end(struct cx *cx)
{
	account(cx, "1");
	days_later(cx, 36 * 31 - 1);
	retain(cx);
	CHECK_INT(told(cx), 0);
	days_later(cx, 2);
	retain(cx);
	retain(cx);
	CHECK_INT(told(cx), 1);
	CHECK_INT(number(cx, there), 1);
	days_later(cx, PERSON_NOTICE_DAYS - 1);
	retain(cx);
	CHECK_INT(number(cx, there), 1);
	days_later(cx, 2);
	retain(cx);
	CHECK_INT(number(cx, there), 0);
	CHECK_INT(told(cx), 0); /* the mail that waited, too */
}

static void a_login_keeps_an_idle_account(struct cx *cx)
{
	account(cx, "1");
	days_later(cx, 36 * 31 + 1);
	retain(cx);
	CHECK_INT(told(cx), 1);
	at_now(cx, "UPDATE customer SET seen_ms = NOW");
	days_later(cx, PERSON_NOTICE_DAYS + 1);
	retain(cx);
	CHECK_INT(number(cx, there), 1);
	/* and another time they are told again */
	days_later(cx, 36 * 31);
	retain(cx);
	CHECK_INT(number(cx, there), 1);
	CHECK_INT(told(cx), 2);
}

static void a_browser_that_stays_logged_in_keeps_an_account(struct cx *cx)
{
	account(cx, "1");
	CHECK_OK(setting_set(cx, "retention.inactive", NULL, "1"));
	at_now(cx, "INSERT INTO session (token_sha256, kind, subject,"
		   " created_ms, seen_ms, expires_ms)"
		   " VALUES ('t', 'customer', 3, NOW, NOW, NOW + 7776000000)");
	days_later(cx, 40);
	at_now(cx, "UPDATE session SET seen_ms = NOW");
	days_later(cx, 1);
	retain(cx);
	CHECK_INT(told(cx), 0);
	/* the mail was sent before they came back */
	at_now(cx, "UPDATE customer SET told_ms = 1");
	retain(cx);
	CHECK_INT(number(cx, there), 1);
}

static void an_order_keeps_an_idle_account(struct cx *cx)
{
	account(cx, "1");
	days_later(cx, 36 * 31 + 1);
	test_order(cx);
	script(cx, "UPDATE orders SET customer = 3");
	retain(cx);
	CHECK_INT(told(cx), 0);
}

/* ---- orders ---- */

static void unpaid_orders_forget_who_it_was(struct cx *cx)
{
	int64_t id = test_order(cx);
	CHECK_OK(order_cancel(cx, id, ""));
	ends_after(
		cx, 12 * 31, "SELECT count(*) FROM orders WHERE email <> ''");
	CHECK_INT(number(cx, "SELECT count(*) FROM order_address"
			     " WHERE name <> '' OR street <> ''"),
		0);
	CHECK_INT(number(cx, "SELECT count(*) FROM orders"
			     " WHERE total_minor > 0"),
		1);
}

static void books_end_six_years_after_their_year(struct cx *cx)
{
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ship(cx, id, "posti", "T1"));
	CHECK_OK(order_delivered(cx, id));
	script(cx, "INSERT INTO bank_statement (id, sha256, name, format,"
		   " at_ms) VALUES (4, 'b', 'x', 'tito', 1);"
		   "INSERT INTO bank_entry (statement, entry_key, day,"
		   " amount_minor, payer, message, state, orders) VALUES"
		   " (4, 'e', 20261123, 1, 'Aino', 'hi', 'matched', 1)");
	/* it is 2026: until the last day of 2032 */
	cx->now = clock_moment(20321231, 12 * 60);
	retain(cx);
	CHECK_INT(number(cx, "SELECT count(*) FROM document"), 1);
	CHECK_INT(number(cx, "SELECT count(*) FROM orders"
			     " WHERE email <> ''"),
		1);
	cx->now = clock_moment(20330101, 12 * 60);
	retain(cx);
	CHECK_INT(number(cx, "SELECT count(*) FROM document"), 0);
	CHECK_INT(number(cx, "SELECT count(*) FROM orders"
			     " WHERE email <> '' OR phone <> ''"),
		0);
	CHECK_INT(number(cx, "SELECT count(*) FROM order_address"
			     " WHERE name <> ''"),
		0);
	CHECK_INT(number(cx, "SELECT count(*) FROM bank_entry"
			     " WHERE payer <> '' OR message <> ''"),
		0);
	/* counts and sums stay */
	CHECK_INT(number(cx, "SELECT count(*) FROM orders"
			     " WHERE total_minor > 0 AND state = 'completed'"),
		1);
	CHECK(number(cx, "SELECT count(*) FROM money_move") > 0);
	test_books_agree(cx);
}

/* ---- periods ---- */

static void the_owner_sets_the_periods(struct cx *cx)
{
	account(cx, "NULL");
	CHECK_OK(setting_set(cx, "retention.unconfirmed", NULL, "5"));
	ends_after(cx, 5, there);
	struct person_period *list = NULL;
	size_t n = 0, set = 0;
	CHECK_OK(person_periods(cx, &list, &n));
	for (size_t i = 0; i < n; i++) {
		set += list[i].code != NULL;
		CHECK(list[i].n > 0 && *list[i].what && *list[i].why);
		if (list[i].code &&
			!strcmp(list[i].code, "retention.unconfirmed"))
			CHECK_INT(list[i].n, 5);
	}
	/* every setting is a rule, and on the page */
	size_t defs = 0;
	for (const struct setting_def *d = setting_defs; d->code; d++)
		defs += strncmp(d->code, "retention.", 10) == 0;
	CHECK_INT(set, defs);
}

/* Somebody types 0: a day, not everything at once. */
static void nothing_goes_on_its_first_day(struct cx *cx)
{
	account(cx, "NULL");
	CHECK_OK(setting_set(cx, "retention.unconfirmed", NULL, "0"));
	days_later(cx, 0);
	retain(cx);
	CHECK_INT(number(cx, there), 1);
}

static void carts_end_by_the_setting(struct cx *cx)
{
	int64_t n = 0;
	at_now(cx, "INSERT INTO cart (session, created_ms, updated_ms)"
		   " VALUES ('s', NOW, NOW)");
	CHECK_OK(setting_set(cx, "retention.carts", NULL, "7"));
	days_later(cx, 6);
	CHECK_OK(clean_carts(cx, &n));
	CHECK_INT(n, 0);
	days_later(cx, 2);
	CHECK_OK(clean_carts(cx, &n));
	CHECK_INT(n, 1);
}

int main(void)
{
	return test_run((struct test[]){
		{"guests' lists end and customers' stay",
			guests_lists_end_and_customers_stay},
		{"alerts that are over end", alerts_that_are_over_end},
		{"letters that nobody wants are forgotten",
			letters_that_nobody_wants_are_forgotten},
		{"addresses of questions end", addresses_of_questions_end},
		{"words of closed returns end", words_of_closed_returns_end},
		{"traces end", traces_end},
		{"what was looked at ends with what was made of it",
			what_was_looked_at_ends_with_what_was_made_of_it},
		{"a choice can be proved while its cookie lasts",
			a_choice_can_be_proved_while_its_cookie_lasts},
		{"unconfirmed accounts end", unconfirmed_accounts_end},
		{"idle accounts are told and then end",
			idle_accounts_are_told_and_then_end},
		{"a login keeps an idle account",
			a_login_keeps_an_idle_account},
		{"a browser that stays logged in keeps an account",
			a_browser_that_stays_logged_in_keeps_an_account},
		{"an order keeps an idle account",
			an_order_keeps_an_idle_account},
		{"unpaid orders forget who it was",
			unpaid_orders_forget_who_it_was},
		{"books end six years after their year",
			books_end_six_years_after_their_year},
		{"the owner sets the periods", the_owner_sets_the_periods},
		{"nothing goes on its first day",
			nothing_goes_on_its_first_day},
		{"carts end by the setting", carts_end_by_the_setting},
		{NULL, NULL},
	});
}
