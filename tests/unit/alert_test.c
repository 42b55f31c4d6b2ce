/* "Tell me when": asked for, proved, told once, ended.  In one file because
 * each test goes through the same few steps. */
#include "domain/alert.h"

#include <stdlib.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/consent.h"
#include "domain/outbox.h"
#include "domain/price.h"
#include "domain/product_edit.h"
#include "domain/wishlist.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"

static const char WORDS[] = "Tell me by mail.";

static int ask_of(struct cx *cx, const char *kind, int64_t variant,
	const char *email, bool *active)
{
	return alert_ask(cx,
		&(struct alert_ask){.kind = kind,
			.variant = variant,
			.email = email,
			.words = WORDS,
			.remote = "192.0.2.1"},
		active);
}

static void ask(
	struct cx *cx, const char *kind, int64_t variant, const char *email)
{
	bool active = true;
	CHECK_OK(ask_of(cx, kind, variant, email, &active));
	CHECK(!active);
}

static int64_t mails(struct cx *cx)
{
	return test_number(cx, "SELECT count(*) FROM outbox"
			       " WHERE kind = 'mail'");
}

/* As the worker does; where it would not even look there is nothing. */
static int64_t told(struct cx *cx)
{
	static struct alert_look last;
	static int64_t serial;
	int64_t n = -1;
	bool due;
	if (serial != db_serial(cx->db))
		last = (struct alert_look){0};
	serial = db_serial(cx->db);
	CHECK_OK(alert_look(cx, &last, &due));
	CHECK_OK(alert_sweep(cx, &n));
	CHECK(due || n == 0);
	return n;
}

/* The mailed link of the newest. */
static const char *link(struct cx *cx)
{
	struct alert a = {.token = ""};
	CHECK_OK(alert_get(
		cx, test_number(cx, "SELECT max(id) FROM alert"), &a));
	return a.token;
}

static const char *state(struct cx *cx)
{
	struct alert a = {.state = ""};
	CHECK_OK(alert_get(
		cx, test_number(cx, "SELECT max(id) FROM alert"), &a));
	return a.state;
}

static int64_t sold_out(struct cx *cx)
{
	return test_product(cx, (struct test_product){.on_hand = 0});
}

static int64_t customer(struct cx *cx, bool proved)
{
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO customer (email, email_norm, locale, created_ms)"
		" VALUES ('Aino@x.example', 'aino@x.example', 'en', 1)"));
	if (proved)
		CHECK_OK(db_run_script(
			cx->db, "UPDATE customer SET verified_ms = 1"));
	return test_number(cx, "SELECT max(id) FROM customer");
}

static int ask_customer(struct cx *cx, const char *kind, int64_t variant,
	int64_t who, bool *active)
{
	return alert_ask(cx,
		&(struct alert_ask){.kind = kind,
			.variant = variant,
			.customer = who,
			.email = "typed@x.example",
			.words = WORDS,
			.remote = "192.0.2.1"},
		active);
}

static bool granted(struct cx *cx, enum consent_kind kind, const char *id)
{
	struct consent_row row = {0};
	int rc = consent_get(
		cx, &(struct consent_subject){kind, id}, "alert", &row);
	return rc == OK && row.granted;
}

/* ---- asked, proved ---- */

static void guest_is_told_nothing_before_the_click(struct cx *cx)
{
	int64_t mug = sold_out(cx);
	ask(cx, "stock", mug, "Aino@x.example");
	CHECK_INT(mails(cx), 1);
	CHECK_STR(state(cx), "asked");
	CHECK(!granted(cx, CONSENT_EMAIL, "aino@x.example"));
	CHECK_OK(stock_recount(cx, mug, 5, ""));
	CHECK_INT(told(cx), 0);
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	CHECK_STR(state(cx), "active");
	CHECK(granted(cx, CONSENT_EMAIL, "aino@x.example"));
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	CHECK_INT(told(cx), 1);
	CHECK_INT(mails(cx), 2);
}

static bool looks(struct cx *cx, struct alert_look *last)
{
	bool due = false;
	CHECK_OK(alert_look(cx, last, &due));
	return due;
}

static void nobody_looks_while_nothing_changes(struct cx *cx)
{
	struct alert_look last = {0};
	int64_t mug = sold_out(cx), id;
	CHECK(!looks(cx, &last)); /* nobody waits */
	ask(cx, "stock", mug, "aino@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	CHECK(looks(cx, &last));
	CHECK(!looks(cx, &last));
	CHECK_OK(stock_recount(cx, mug, 5, ""));
	CHECK(looks(cx, &last));
	CHECK(!looks(cx, &last));
	CHECK_OK(price_schedule(
		cx, mug, "sale", money(700), cx->now + MS_HOUR, 0, &id));
	CHECK(looks(cx, &last));
	CHECK(!looks(cx, &last));
	cx->now += MS_HOUR;
	CHECK(looks(cx, &last));
	CHECK(!looks(cx, &last));
}

static void click_comes_too_late_after_a_week(struct cx *cx)
{
	int64_t n = 0, mug = sold_out(cx);
	ask(cx, "stock", mug, "aino@x.example");
	const char *token = link(cx);
	cx->now += ALERT_ASKED_DAYS * MS_DAY;
	CHECK_INT(alert_confirm(cx, token, WORDS), ERR_GONE);
	CHECK_OK(alert_clean(cx, &n));
	CHECK_INT(n, 1);
	CHECK_INT(alert_confirm(cx, token, WORDS), ERR_NOT_FOUND);
	CHECK_INT(alert_confirm(cx, "", WORDS), ERR_NOT_FOUND);
}

static void proved_customer_needs_no_click(struct cx *cx)
{
	bool active = false;
	struct alert *own;
	size_t n = 0;
	int64_t mug = sold_out(cx), aino = customer(cx, true);
	CHECK_OK(ask_customer(cx, "stock", mug, aino, &active));
	CHECK(active);
	CHECK_INT(mails(cx), 0);
	CHECK_OK(alert_list(cx, aino, &own, &n));
	CHECK_INT(n, 1);
	CHECK_STR(own[0].email, "Aino@x.example");
	CHECK(granted(cx, CONSENT_CUSTOMER, "1"));
}

static void customer_whose_address_is_not_proved_clicks(struct cx *cx)
{
	bool active = true;
	struct alert *own;
	size_t n = 1;
	int64_t mug = sold_out(cx), aino = customer(cx, false);
	ask(cx, "price", mug, "aino@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	CHECK_OK(ask_customer(cx, "stock", mug, aino, &active));
	CHECK(!active);
	CHECK_STR(state(cx), "asked");
	CHECK_OK(alert_list(cx, aino, &own, &n));
	CHECK_INT(n, 0);
	CHECK_OK(db_run_script(cx->db, "UPDATE customer SET verified_ms = 1"));
	CHECK_OK(alert_list(cx, aino, &own, &n));
	CHECK_INT(n, 1);
}

static void odd_questions_are_refused(struct cx *cx)
{
	bool active;
	int64_t mug = sold_out(cx);
	int64_t cup = test_product(
		cx, (struct test_product){.slug = "cup", .on_hand = 2});
	int64_t draft = test_product(
		cx, (struct test_product){.slug = "draft", .draft = 1});
	const char *me = "a@x.example";
	CHECK_INT(ask_of(cx, "stock", mug, "no address", &active), ERR_INVALID);
	CHECK_INT(ask_of(cx, "stock", mug, NULL, &active), ERR_INVALID);
	CHECK_INT(ask_of(cx, "mood", mug, me, &active), ERR_INVALID);
	CHECK_INT(ask_of(cx, "stock", 999, me, &active), ERR_NOT_FOUND);
	CHECK_INT(ask_of(cx, "stock", draft, me, &active), ERR_NOT_FOUND);
	CHECK_INT(ask_of(cx, "stock", cup, me, &active), ERR_CONFLICT);
	CHECK_OK(ask_of(cx, "price", cup, me, &active));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM alert"), 1);
}

static void asking_again_changes_nothing_that_is_set(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 2});
	ask(cx, "price", mug, "a@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	CHECK_OK(price_set(cx, mug, "regular", money(1500), 0));
	cx->now += MS_MINUTE;
	ask(cx, "price", mug, "A@X.example");
	CHECK_INT(mails(cx), 2);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM alert"), 1);
	CHECK_STR(state(cx), "active");
	CHECK_INT(test_number(cx, "SELECT price_minor FROM alert"), 1000);
}

/* ---- bounds ---- */

static void twenty_open_ones_are_the_bound(struct cx *cx)
{
	bool active = true;
	int64_t product, aino = customer(cx, true);
	int64_t first = test_product(
		cx, (struct test_product){.product = &product, .on_hand = 0});
	for (int i = 1; i <= ALERT_OPEN_MAX; i++)
		test_variant(cx, product,
			(struct test_product){
				.sku = arena_printf(cx->arena, "V%d", i)});
	for (int64_t i = 0; i < ALERT_OPEN_MAX; i++)
		CHECK_OK(ask_customer(cx, "stock", first + i, aino, &active));
	CHECK_INT(ask_customer(
			  cx, "stock", first + ALERT_OPEN_MAX, aino, &active),
		ERR_TOO_LARGE);
	CHECK_OK(ask_customer(cx, "stock", first, aino, &active));
	/* a guest with that address hears the same words as ever */
	ask(cx, "stock", first + ALERT_OPEN_MAX, "aino@x.example");
	CHECK_INT(mails(cx), 0);
	CHECK_INT(
		test_number(cx, "SELECT count(*) FROM alert"), ALERT_OPEN_MAX);
}

/* Whoever typed a customer's address many times keeps nothing from them. */
static void unconfirmed_ones_take_no_room_of_a_customers(struct cx *cx)
{
	bool active = false;
	int64_t product, aino = customer(cx, true);
	int64_t first = test_product(
		cx, (struct test_product){.product = &product, .on_hand = 0});
	for (int i = 1; i <= ALERT_OPEN_MAX; i++)
		test_variant(cx, product,
			(struct test_product){
				.sku = arena_printf(cx->arena, "V%d", i)});
	for (int64_t i = 0; i < ALERT_OPEN_MAX; i++)
		ask(cx, "stock", first + i, "aino@x.example");
	CHECK_OK(ask_customer(
		cx, "stock", first + ALERT_OPEN_MAX, aino, &active));
	CHECK(active);
}

static void address_and_network_are_limited(struct cx *cx)
{
	bool active;
	int64_t mug = sold_out(cx);
	struct alert_ask a = {.kind = "stock",
		.variant = mug,
		.email = "a@x.example",
		.words = WORDS,
		.remote = "192.0.2.1",
		.limits = true};
	for (int i = 0; i < ALERT_MAILS_MAX + 3; i++) {
		cx->now++; /* each its own mail */
		CHECK_OK(alert_ask(cx, &a, &active));
	}
	CHECK_INT(mails(cx), ALERT_MAILS_MAX);
	cx->now += MS_HOUR; /* of a day, not of an hour */
	CHECK_OK(alert_ask(cx, &a, &active));
	CHECK_INT(mails(cx), ALERT_MAILS_MAX);
	for (int i = 1; i < ALERT_NET_MAX; i++) {
		a.email = arena_printf(cx->arena, "a%d@x.example", i);
		CHECK_OK(alert_ask(cx, &a, &active));
	}
	CHECK_INT(alert_ask(cx, &a, &active), ERR_TOO_MANY);
	a.remote = "192.0.2.2";
	CHECK_OK(alert_ask(cx, &a, &active));
}

/* ---- told ---- */

static void each_is_told_once(struct cx *cx)
{
	int64_t mug = sold_out(cx);
	ask(cx, "stock", mug, "a@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	CHECK_INT(told(cx), 0);
	CHECK_OK(stock_recount(cx, mug, 5, ""));
	CHECK_INT(told(cx), 1);
	CHECK_STR(state(cx), "sent");
	CHECK_INT(told(cx), 0);
	CHECK_OK(stock_recount(cx, mug, 0, ""));
	CHECK_OK(stock_recount(cx, mug, 5, ""));
	CHECK_INT(told(cx), 0);
	CHECK_INT(mails(cx), 2);
	/* asked for anew, told anew */
	CHECK_OK(stock_recount(cx, mug, 0, ""));
	cx->now += MS_DAY;
	ask(cx, "stock", mug, "a@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	CHECK_OK(stock_recount(cx, mug, 5, ""));
	CHECK_INT(told(cx), 1);
	CHECK_INT(mails(cx), 4);
}

static void price_is_told_when_it_falls_by_the_clock_too(struct cx *cx)
{
	int64_t sale,
		mug = test_product(cx, (struct test_product){.on_hand = 2});
	ask(cx, "price", mug, "a@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	CHECK_INT(told(cx), 0);
	CHECK_OK(price_set(cx, mug, "regular", money(1500), 0));
	CHECK_INT(told(cx), 0);
	CHECK_OK(price_set(cx, mug, "regular", money(1000), 0));
	CHECK_INT(told(cx), 0);
	CHECK_OK(price_schedule(
		cx, mug, "sale", money(999), cx->now + MS_HOUR, 0, &sale));
	CHECK_INT(told(cx), 0);
	cx->now += MS_HOUR;
	CHECK_INT(told(cx), 1);
}

static void cheaper_is_no_news_while_it_is_sold_out(struct cx *cx)
{
	int64_t mug = sold_out(cx);
	ask(cx, "price", mug, "a@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	CHECK_OK(price_set(cx, mug, "sale", money(500), 0));
	CHECK_INT(told(cx), 0);
	CHECK_OK(stock_recount(cx, mug, 1, ""));
	CHECK_INT(told(cx), 1);
}

static void nobody_is_told_of_what_is_not_sold(struct cx *cx)
{
	int64_t product;
	int64_t mug = test_product(
		cx, (struct test_product){.product = &product, .on_hand = 0});
	ask(cx, "stock", mug, "a@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	CHECK_OK(stock_recount(cx, mug, 5, ""));
	CHECK_OK(product_update(
		cx, product, 0, &(struct product_head){.status = "archived"}));
	CHECK_INT(told(cx), 0);
	CHECK_OK(db_run_script(cx->db, "UPDATE product SET status = 'draft'"));
	CHECK_INT(told(cx), 0);
	CHECK_OK(db_run_script(cx->db, "UPDATE product SET status = 'active',"
				       " publish_from_ms = 9000000000000"));
	CHECK_INT(told(cx), 0);
	CHECK_OK(db_run_script(cx->db,
		"UPDATE product SET publish_from_ms = NULL;"
		"UPDATE variant SET archived_ms = 1"));
	CHECK_INT(told(cx), 0);
	CHECK_OK(
		db_run_script(cx->db, "UPDATE variant SET archived_ms = NULL"));
	CHECK_OK(catalogue_touch(cx));
	CHECK_INT(told(cx), 1);
}

/* A thousand wait for three: all are told, whoever asked first first. */
static void all_who_wait_are_told_the_oldest_first(struct cx *cx)
{
	enum { MANY = 1000 };
	struct job job;
	int64_t mug = sold_out(cx), last = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
		" SELECT i + 1 FROM n WHERE i < 1000)"
		" INSERT INTO alert (kind, variant, email, email_norm, locale,"
		"  state, created_ms, confirmed_ms)"
		" SELECT 'stock', CAST(:mug AS BIGINT), 'a' || i || '@x.example',"
		"  'a' || i || '@x.example', 'en', 'active', 1, 5000 - i"
		" FROM n");
	db_bind_int(q, ":mug", mug);
	CHECK_OK(db_exec(q, NULL));
	CHECK_OK(stock_recount(cx, mug, 3, ""));
	CHECK_INT(told(cx), MANY);
	CHECK_INT(told(cx), 0);
	CHECK_INT(mails(cx), MANY);
	for (int i = 0; i < 150; i++) { /* over the edge of a batch */
		CHECK_OK(outbox_take(cx, MS_MINUTE, &job));
		const char *id = strstr(job.payload, "\"alert\":");
		int64_t now = id ? strtoll(id + 8, NULL, 10) : 0;
		CHECK(!last || now == last - 1);
		last = now;
	}
}

/* ---- what never comes ---- */

static int64_t cleaned(struct cx *cx)
{
	int64_t n = 0;
	CHECK_OK(alert_clean(cx, &n));
	return n;
}

static void waits(struct cx *cx, const char *kind, int64_t variant)
{
	ask(cx, kind, variant, "a@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	ask(cx, kind, variant, "never-clicked@x.example");
}

static int64_t last_words(struct cx *cx, const char *why)
{
	return test_number(cx, arena_printf(cx->arena,
				       "SELECT count(*) FROM outbox WHERE"
				       " payload LIKE '%%alert_over%%%s%%'",
				       why));
}

static void archived_products_end_the_waiting_and_say_so(struct cx *cx)
{
	int64_t product;
	int64_t mug = test_product(
		cx, (struct test_product){.product = &product, .on_hand = 0});
	waits(cx, "stock", mug);
	waits(cx, "price", mug);
	CHECK_OK(product_update(
		cx, product, 0, &(struct product_head){.status = "archived"}));
	cx->now += ALERT_GONE_DAYS * MS_DAY - 1;
	CHECK_INT(cleaned(cx), 0); /* by mistake, perhaps */
	cx->now++;
	CHECK_INT(cleaned(cx), 4);
	CHECK_INT(cleaned(cx), 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM alert"
				  " WHERE state = 'ended'"),
		4);
	CHECK_INT(last_words(cx, "gone"), 2); /* to who proved the address */
	CHECK_OK(db_run_script(cx->db, "UPDATE product SET status = 'active'"));
	CHECK_OK(stock_recount(cx, mug, 5, ""));
	CHECK_INT(told(cx), 0);
}

static void archived_variants_end_the_waiting_for_them_alone(struct cx *cx)
{
	int64_t mug = sold_out(cx);
	int64_t bowl = test_product(
		cx, (struct test_product){.slug = "bowl", .on_hand = 0});
	waits(cx, "stock", mug);
	waits(cx, "stock", bowl);
	CHECK_OK(db_run_script(cx->db,
		arena_printf(cx->arena,
			"UPDATE variant SET archived_ms = 1 WHERE id = %lld",
			(long long)bowl)));
	CHECK_INT(cleaned(cx), 2);
	CHECK_INT(last_words(cx, "gone"), 1);
	CHECK_OK(stock_recount(cx, mug, 5, ""));
	CHECK_INT(told(cx), 1);
}

static void waiting_too_long_ends_and_says_so(struct cx *cx)
{
	int64_t n = 0, mug = sold_out(cx), began = cx->now;
	waits(cx, "stock", mug);
	CHECK_OK(alert_end_old(cx, began, &n));
	CHECK_INT(n, 0);
	cx->now += MS_DAY;
	CHECK_OK(alert_end_old(cx, began + 1, &n));
	CHECK_INT(n, 2);
	CHECK_INT(last_words(cx, "old"), 1);
	CHECK_OK(stock_recount(cx, mug, 5, ""));
	CHECK_INT(told(cx), 0);
	/* asked for anew, and too long once more: told once more */
	CHECK_OK(stock_recount(cx, mug, 0, ""));
	struct alert a = {.token = ""};
	ask(cx, "stock", mug, "a@x.example");
	CHECK_OK(alert_get(cx, 1, &a));
	CHECK_OK(alert_confirm(cx, a.token, WORDS));
	cx->now += MS_DAY;
	CHECK_OK(alert_end_old(cx, cx->now, &n));
	CHECK_INT(last_words(cx, "old"), 2);
}

/* ---- ended ---- */

static void ended_ones_are_told_nothing(struct cx *cx)
{
	int64_t mug = sold_out(cx);
	ask(cx, "stock", mug, "a@x.example");
	const char *token = link(cx);
	CHECK_OK(alert_confirm(cx, token, WORDS));
	CHECK_OK(alert_end(cx, token, false, WORDS));
	CHECK_OK(alert_end(cx, token, false, WORDS));
	CHECK(!granted(cx, CONSENT_EMAIL, "a@x.example"));
	CHECK_INT(alert_end(cx, "nonsense", true, WORDS), ERR_NOT_FOUND);
	CHECK_OK(stock_recount(cx, mug, 5, ""));
	CHECK_INT(told(cx), 0);
	CHECK_INT(alert_confirm(cx, token, WORDS), ERR_GONE);
}

static void one_click_ends_all_of_that_address_alone(struct cx *cx)
{
	int64_t mug = sold_out(cx);
	int64_t bowl = test_product(
		cx, (struct test_product){.slug = "bowl", .on_hand = 0});
	ask(cx, "stock", bowl, "b@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	ask(cx, "stock", mug, "b@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	ask(cx, "stock", mug, "a@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	ask(cx, "stock", bowl, "a@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	const char *token = link(cx);
	CHECK_OK(stock_recount(cx, bowl, 5, ""));
	CHECK_INT(told(cx), 2);
	CHECK_OK(alert_end(cx, token, false, WORDS)); /* that one is over */
	CHECK(granted(cx, CONSENT_EMAIL, "a@x.example"));
	CHECK_OK(alert_end(cx, token, true, WORDS));
	CHECK(!granted(cx, CONSENT_EMAIL, "a@x.example"));
	CHECK(granted(cx, CONSENT_EMAIL, "b@x.example"));
	CHECK_OK(stock_recount(cx, mug, 5, ""));
	CHECK_INT(told(cx), 1); /* b's */
}

static void customer_ends_own_ones_alone(struct cx *cx)
{
	bool active;
	int64_t mug = sold_out(cx), aino = customer(cx, true);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO customer (email, email_norm, locale, created_ms,"
		" verified_ms) VALUES ('l@x.example', 'l@x.example', 'en', 1,"
		" 1)"));
	CHECK_OK(ask_customer(cx, "stock", mug, aino, &active));
	CHECK_OK(alert_end_own(cx, aino + 1, "stock", mug, WORDS));
	CHECK_STR(state(cx), "active");
	CHECK_OK(alert_end_own(cx, aino, "stock", mug, WORDS));
	CHECK_STR(state(cx), "ended");
}

static void what_waits_goes_to_the_new_address(struct cx *cx)
{
	bool active;
	int64_t mug = sold_out(cx), aino = customer(cx, true);
	int64_t bowl = test_product(
		cx, (struct test_product){.slug = "bowl", .on_hand = 0});
	ask(cx, "stock", bowl, "b@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	ask(cx, "stock", mug, "new@x.example"); /* not confirmed: not theirs */
	CHECK_OK(ask_customer(cx, "stock", bowl, aino, &active));
	CHECK_OK(ask_customer(cx, "price", mug, aino, &active));
	CHECK_OK(alert_move(cx, aino, "aino@x.example", "New@x.example"));
	CHECK_INT(test_number(cx,
			  "SELECT count(*) FROM alert WHERE state = 'active'"
			  " AND email = 'New@x.example'"
			  " AND email_norm = 'new@x.example'"),
		2);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM alert"
				  " WHERE email_norm = 'aino@x.example'"),
		0);
	CHECK_INT(test_number(cx,
			  "SELECT count(*) FROM alert WHERE state = 'active'"
			  " AND email_norm = 'b@x.example'"),
		1);
}

/* ---- what is wanted ---- */

static void owner_sees_how_many_want_what(struct cx *cx)
{
	struct wanted *w;
	size_t n = 0;
	int64_t total = 0;
	bool added;
	int64_t mug = sold_out(cx);
	int64_t bowl = test_product(
		cx, (struct test_product){.slug = "bowl", .on_hand = 2});
	for (int i = 0; i < 3; i++)
		CHECK_OK(wish_add(cx,
			&(struct wisher){
				.session = arena_printf(cx->arena, "s%d", i)},
			bowl, &added));
	ask(cx, "stock", mug, "a@x.example");
	CHECK_OK(alert_confirm(cx, link(cx), WORDS));
	ask(cx, "stock", mug, "b@x.example"); /* not confirmed: not counted */
	CHECK_OK(wanted_list(cx, true, 0, 10, &w, &n, &total));
	CHECK_INT(total, 2);
	CHECK_INT(n, 2);
	CHECK_INT(w[0].item.variant, mug);
	CHECK_INT(w[0].stock, 1);
	CHECK_STR(w[0].item.name, "mug");
	CHECK_OK(wanted_list(cx, false, 0, 10, &w, &n, &total));
	CHECK_INT(w[0].item.variant, bowl);
	CHECK_INT(w[0].wished, 3);
	CHECK_OK(wanted_list(cx, false, 1, 10, &w, &n, &total));
	CHECK_INT(n, 1);
	struct wanted one;
	CHECK_OK(wanted_get(cx, bowl, &one));
	CHECK_INT(one.wished, 3);
	CHECK_INT(one.stock, 0);
}

static void old_link_leads_to_nobody_elses(struct cx *cx)
{
	int64_t n = 0, mug = sold_out(cx);
	ask(cx, "stock", mug, "aino@x.example");
	const char *token = link(cx);
	cx->now += ALERT_ASKED_DAYS * MS_DAY;
	CHECK_OK(alert_clean(cx, &n));
	CHECK_INT(n, 1);
	ask(cx, "stock", mug, "liisa@x.example");
	CHECK_INT(alert_confirm(cx, token, WORDS), ERR_NOT_FOUND);
	CHECK_STR(state(cx), "asked");
}

int main(void)
{
	return test_run((struct test[]){
		{"guest is told nothing before the click",
			guest_is_told_nothing_before_the_click},
		{"nobody looks while nothing changes",
			nobody_looks_while_nothing_changes},
		{"click comes too late after a week",
			click_comes_too_late_after_a_week},
		{"proved customer needs no click",
			proved_customer_needs_no_click},
		{"customer whose address is not proved clicks",
			customer_whose_address_is_not_proved_clicks},
		{"odd questions are refused", odd_questions_are_refused},
		{"asking again changes nothing that is set",
			asking_again_changes_nothing_that_is_set},
		{"twenty open ones are the bound",
			twenty_open_ones_are_the_bound},
		{"unconfirmed ones take no room of a customer's",
			unconfirmed_ones_take_no_room_of_a_customers},
		{"address and network are limited",
			address_and_network_are_limited},
		{"each is told once", each_is_told_once},
		{"price is told when it falls, by the clock too",
			price_is_told_when_it_falls_by_the_clock_too},
		{"cheaper is no news while it is sold out",
			cheaper_is_no_news_while_it_is_sold_out},
		{"nobody is told of what is not sold",
			nobody_is_told_of_what_is_not_sold},
		{"all who wait are told, the oldest first",
			all_who_wait_are_told_the_oldest_first},
		{"archived products end the waiting and say so",
			archived_products_end_the_waiting_and_say_so},
		{"archived variants end the waiting for them alone",
			archived_variants_end_the_waiting_for_them_alone},
		{"waiting too long ends and says so",
			waiting_too_long_ends_and_says_so},
		{"ended ones are told nothing", ended_ones_are_told_nothing},
		{"one click ends all of that address alone",
			one_click_ends_all_of_that_address_alone},
		{"customer ends own ones alone", customer_ends_own_ones_alone},
		{"what waits goes to the new address",
			what_waits_goes_to_the_new_address},
		{"owner sees how many want what",
			owner_sees_how_many_want_what},
		{"old link leads to nobody else's",
			old_link_leads_to_nobody_elses},
		{NULL, NULL},
	});
}
