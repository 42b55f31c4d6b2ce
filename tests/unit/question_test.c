/* Questions about products, and the pages that show what people say. */
#include "tests/orders.h"
#include "tests/shop.h"

#include <inttypes.h>
#include <string.h>

#include "domain/question.h"
#include "domain/review.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/mail.h"
#include "worker/worker.h"

static int64_t mug(struct cx *cx)
{
	int64_t product;
	shop_fresh();
	test_product(cx, (struct test_product){.slug = "mug",
				 .name = "Kide mug",
				 .on_hand = 9,
				 .product = &product});
	return product;
}

static struct question_draft draft(int64_t product, const char *email)
{
	return (struct question_draft){.product = product,
		.name = "Aino",
		.email = email,
		.body = "Does it stand in the oven?"};
}

static int64_t mails(struct cx *cx, const char *name)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM outbox WHERE kind = 'mail'"
		" AND dedupe_key LIKE 'mail/' || :name || '/%'");
	db_bind_text(q, ":name", name);
	CHECK_OK(db_one(q));
	int64_t n = db_next_int(q);
	db_done(q);
	return n;
}

static void asked_twice_is_asked_once(struct cx *cx)
{
	struct question_draft d = draft(mug(cx), "Aino@Posti.example");
	CHECK_OK(question_ask(cx, &d));
	CHECK_OK(question_ask(cx, &d));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM question"), 1);
	CHECK_INT(mails(cx, "owner_question"), 1);
	d.body = "And in the machine?";
	CHECK_OK(question_ask(cx, &d));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM question"
				  " WHERE email_norm = 'aino@posti.example'"),
		2);
	d.product += 1;
	CHECK_INT(question_ask(cx, &d), ERR_NOT_FOUND);
	CHECK_OK(setting_set(cx, "reviews.tell", NULL, "0"));
	d.product -= 1;
	d.body = "And the third one, then?";
	CHECK_OK(question_ask(cx, &d));
	CHECK_INT(mails(cx, "owner_question"), 2);
}

static void the_answer_is_shown_and_mailed_once(struct cx *cx)
{
	struct question_draft d = draft(mug(cx), "aino@posti.example");
	struct question *list;
	size_t n;
	int64_t total;
	CHECK_OK(question_ask(cx, &d));
	CHECK_OK(question_list(cx, d.product, 0, 9, &list, &n, &total));
	CHECK_INT(total, 0);
	cx->staff = 1;
	CHECK_INT(question_answer(cx, 1, 1, "", true), ERR_INVALID);
	CHECK_OK(question_answer(cx, 1, 1, "Up to 180 degrees.", true));
	CHECK_INT(question_answer(cx, 1, 1, "No.", true), ERR_CONFLICT);
	CHECK_OK(question_list(cx, d.product, 0, 9, &list, &n, &total));
	CHECK_INT(total, 1);
	CHECK_STR(list[0].answer, "Up to 180 degrees.");
	CHECK_OK(question_answer(cx, 1, 2, "Up to 200 degrees.", true));
	CHECK_INT(mails(cx, "question_answer"), 1);
	CHECK_OK(question_refuse(cx, 1, 3));
	CHECK_INT(question_refuse(cx, 1, 4), ERR_CONFLICT);
	CHECK_OK(question_list(cx, d.product, 0, 9, &list, &n, &total));
	CHECK_INT(total, 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM audit"
				  " WHERE entity = 'question'"),
		3);
}

static void a_private_answer_needs_an_address(struct cx *cx)
{
	struct question_draft d = draft(mug(cx), "");
	struct question *list;
	size_t n;
	int64_t total;
	CHECK_OK(question_ask(cx, &d));
	d.email = "aino@posti.example";
	CHECK_OK(question_ask(cx, &d));
	cx->staff = 1;
	CHECK_INT(question_answer(cx, 1, 1, "Yes.", false), ERR_INVALID);
	CHECK_OK(question_answer(cx, 1, 1, "Yes.", true));
	CHECK_INT(mails(cx, "question_answer"), 0);
	CHECK_OK(question_answer(cx, 2, 1, "Yes.", false));
	CHECK_INT(mails(cx, "question_answer"), 1);
	CHECK_OK(question_list(cx, d.product, 0, 9, &list, &n, &total));
	CHECK_INT(total, 1);
}

/* ---- pages ---- */

static const char *post(
	struct cx *cx, const char *cookie, const char *path, const char *form)
{
	return shop_ask(cx,
		(struct visit){.path = path, .cookie = cookie, .form = form});
}

static void the_form_asks_for_a_question(struct cx *cx)
{
	mug(cx);
	const char *cookie = shop_cookie(cx);
	const char *a = post(cx, cookie, "/p/mug/questions", "body=short");
	CHECK_INT(shop_status(a), 422);
	CHECK(strstr(a, "href=\"#body\""));
	a = post(cx, cookie, "/p/mug/questions",
		"body=Does+it+stand+in+the+oven%3F&email=none");
	CHECK_INT(shop_status(a), 422);
	CHECK(strstr(a, "Does it stand in the oven?"));
	a = post(cx, cookie, "/p/mug/questions",
		"body=Does+it+stand+in+the+oven%3F&email=");
	CHECK_INT(shop_status(a), 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM question"), 1);
	CHECK_INT(shop_status(post(cx, cookie, "/p/none/questions",
			  "body=Does+it+stand+in+the+oven%3F")),
		404);
}

static void what_people_do_not_see_asks_once_more(struct cx *cx)
{
	mug(cx);
	const char *cookie = shop_cookie(cx);
	const char *form = "body=Buy+my+pills+at+once&website=x&once=abc";
	const char *a = post(cx, cookie, "/p/mug/questions", form);
	CHECK_INT(shop_status(a), 422);
	CHECK(strstr(a, "Please send it once more"));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM question"), 0);
	const char *mark = "name=\"confirm\" value=\"";
	const char *p = strstr(a, mark);
	if (!p)
		return;
	p += strlen(mark);
	a = post(cx, cookie, "/p/mug/questions",
		arena_printf(cx->arena, "%s&confirm=%.*s", form,
			(int)strcspn(p, "\""), p));
	CHECK_INT(shop_status(a), 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM question"), 1);
}

static void questions_are_limited_by_network(struct cx *cx)
{
	mug(cx);
	const char *cookie = shop_cookie(cx);
	const char *a = "";
	for (int i = 0; i < 12; i++)
		a = shop_ask(cx,
			(struct visit){.path = "/p/mug/questions",
				.cookie = cookie,
				.limits = true,
				.form = arena_printf(cx->arena,
					"body=Is+this+one+number+%d%%3F", i)});
	CHECK_INT(shop_status(a), 429);
	CHECK_STR(shop_header(cx, a, "Retry-After"), "3600");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM question"), 10);
}

/* An order of a mug that has come; its link's secret. */
static const char *came(struct cx *cx, const char *session)
{
	int64_t v = test_number(cx, "SELECT id FROM variant");
	int64_t id = test_order_of(cx, session, v, 1, "parcel", "transfer");
	cx->staff = 1;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ship(cx, id, "Posti", ""));
	CHECK_OK(order_delivered(cx, id));
	cx->staff = 0;
	return order_token(cx, id);
}

static const char *at(struct cx *cx, const char *token, const char *tail)
{
	return arena_printf(cx->arena, "/order/%s%s", token, tail);
}

#define HOSTILE "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27%3E%7B%7BTOKEN%7D%7D"

static void a_guest_reviews_by_the_orders_secret(struct cx *cx)
{
	mug(cx);
	const char *token = came(cx, "s1"), *cookie = shop_cookie(cx);
	const char *path = at(cx, token, "/review/mug");
	CHECK(strstr(shop_get(cx, at(cx, token, "")), "/review/mug\""));
	const char *a = shop_get(cx, path);
	CHECK_INT(shop_status(a), 200);
	CHECK(strstr(a, "value=\"Aino\""));
	CHECK(strstr(shop_header(cx, a, "Cache-Control"), "no-store"));
	a = post(cx, cookie, path, "stars=6&body=Too+many+stars+for+it");
	CHECK_INT(shop_status(a), 422);
	a = post(cx, cookie, path, "stars=4&body=short");
	CHECK_INT(shop_status(a), 422);
	CHECK(strstr(a, "value=\"4\" checked"));
	a = post(cx, cookie, path,
		"stars=4&title=" HOSTILE "&body=" HOSTILE
		"%0Atwo+lines&name=" HOSTILE);
	CHECK_INT(shop_status(a), 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM review"), 1);
	CHECK_INT(shop_status(post(cx, cookie, path,
			  "stars=4&body=The+same+form+once+more")),
		409);
	/* nothing without the secret, or of what was not bought */
	CHECK_INT(shop_status(shop_get(cx, "/order/abc/review/mug")), 404);
	test_product(cx, (struct test_product){.slug = "bowl", .on_hand = 1});
	CHECK_INT(
		shop_status(shop_get(cx, at(cx, token, "/review/bowl"))), 404);
	CHECK_INT(shop_status(post(cx, cookie, at(cx, token, "/review/bowl"),
			  "stars=5&body=I+did+not+buy+this+one")),
		404);
}

static void shown_reviews_are_data_and_inert(struct cx *cx)
{
	mug(cx);
	const char *token = came(cx, "s1"), *cookie = shop_cookie(cx);
	const char *page = shop_get(cx, "/p/mug");
	CHECK(!strstr(page, "aggregateRating"));
	CHECK(!strstr(page, "class=\"stars\""));
	CHECK(strstr(page, "Only people who bought it here"));
	CHECK_INT(shop_status(post(cx, cookie, at(cx, token, "/review/mug"),
			  "stars=4&title=" HOSTILE "&body=" HOSTILE
			  "+%E2%80%A8&name=" HOSTILE)),
		303);
	CHECK(!strstr(shop_get(cx, "/p/mug"), "aggregateRating"));
	cx->staff = 1;
	CHECK_OK(review_show(cx, 1, 1));
	CHECK_OK(review_reply(cx, 1, 2, "<b>Thanks</b>"));
	cx->staff = 0;
	page = shop_get(cx, "/p/mug");
	CHECK(strstr(page, "\"aggregateRating\""));
	CHECK(strstr(page, "\"ratingValue\":\"4.0\"") ||
		strstr(page, "\"ratingValue\": \"4.0\""));
	CHECK(strstr(page, "4.0 · 1 review<"));
	CHECK(!strstr(page, "<script>alert"));
	CHECK(strstr(page, "&lt;script&gt;alert"));
	CHECK(strstr(page, "{{TOKEN}}"));
	CHECK(strstr(page, "&lt;b&gt;Thanks"));
	page = shop_get(cx, "/fi/p/mug/reviews");
	CHECK_INT(shop_status(page), 200);
	CHECK(strstr(page, "lang=\"en\""));
	CHECK(strstr(page, "4,0"));
	CHECK(!strstr(page, "<script>alert"));
}

static void votes_come_back_to_where_they_were(struct cx *cx)
{
	mug(cx);
	const char *token = came(cx, "s1"), *cookie = shop_cookie(cx);
	post(cx, cookie, at(cx, token, "/review/mug"),
		"stars=4&body=It+is+a+mug+like+others");
	CHECK_INT(shop_status(post(
			  cx, cookie, "/p/mug/reviews/vote", "review=1-1")),
		404);
	cx->staff = 1;
	CHECK_OK(review_show(cx, 1, 1));
	cx->staff = 0;
	const char *a = post(cx, cookie, "/p/mug/reviews/vote",
		"review=1-1&back=/p/mug/reviews?sort%3Dlowest");
	CHECK_INT(shop_status(a), 303);
	CHECK(strstr(shop_header(cx, a, "Location"),
		"/p/mug/reviews?sort=lowest#said-1"));
	a = post(cx, cookie, "/p/mug/reviews/vote",
		"review=1-1&back=//evil.example/p/mug/reviews");
	CHECK(!strstr(shop_header(cx, a, "Location"), "evil"));
	a = post(cx, cookie, "/p/mug/reviews/vote",
		"review=1-1&back=//evil.example");
	CHECK(!strstr(shop_header(cx, a, "Location"), "evil"));
	a = shop_ask(
		cx, (struct visit){.path = "/p/mug/reviews", .cookie = cookie});
	CHECK(strstr(a, "aria-pressed=\"true\""));
	CHECK(strstr(a, "(1)"));
	a = shop_get(cx, "/p/mug/reviews");
	CHECK(!strstr(a, "aria-pressed=\"true\""));
	CHECK_INT(shop_status(
			  post(cx, cookie, "/p/mug/reviews/vote", "review=x")),
		400);
	for (int i = 0; i < 61; i++)
		shop_ask(cx, (struct visit){.path = "/p/mug/reviews/vote",
				     .cookie = cookie,
				     .limits = true,
				     .form = "review=1-1"});
	CHECK_INT(test_number(cx, "SELECT helpful FROM review"), 1);
}

static void removing_asks_first(struct cx *cx)
{
	mug(cx);
	const char *token = came(cx, "s1"), *cookie = shop_cookie(cx);
	const char *path = at(cx, token, "/review/mug");
	const char *gone = at(cx, token, "/review/mug/remove");
	CHECK_INT(shop_status(shop_get(cx, gone)), 303);
	post(cx, cookie, path, "stars=4&body=It+is+a+mug+like+others");
	const char *a = shop_get(cx, gone);
	CHECK_INT(shop_status(a), 200);
	CHECK(strstr(a, "Remove your review?"));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM review"), 1);
	CHECK_INT(shop_status(post(cx, cookie, gone, "rev=9")), 409);
	CHECK_INT(shop_status(post(cx, cookie, gone, "rev=1")), 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM review"), 0);
}

static void mails_are_of_one_question_alone(struct cx *cx)
{
	int64_t product = mug(cx);
	for (int i = 1; i <= 2; i++) {
		struct question_draft d = draft(product, "a@b.example");
		CHECK_OK(question_ask(cx, &d));
		CHECK_OK(question_answer(cx,
			test_number(cx, "SELECT max(id) FROM question"), 1,
			"Yes.", true));
		CHECK_INT(mails(cx, "owner_question"), i);
		CHECK_INT(mails(cx, "question_answer"), i);
		/* the next one may have the number of one that is gone */
		CHECK_OK(db_run_script(cx->db, "DELETE FROM question"));
		cx->now += MS_MINUTE;
	}
}

int main(void)
{
	if (shop_init())
		return 1;
	return test_run((const struct test[]){
		{"asked twice is asked once", asked_twice_is_asked_once},
		{"the answer is shown, and mailed once",
			the_answer_is_shown_and_mailed_once},
		{"a private answer needs an address",
			a_private_answer_needs_an_address},
		{"the form asks for a question", the_form_asks_for_a_question},
		{"what people do not see asks once more",
			what_people_do_not_see_asks_once_more},
		{"questions are limited by network",
			questions_are_limited_by_network},
		{"a guest reviews by the order's secret",
			a_guest_reviews_by_the_orders_secret},
		{"shown reviews are data, and inert",
			shown_reviews_are_data_and_inert},
		{"votes come back to where they were",
			votes_come_back_to_where_they_were},
		{"removing asks first", removing_asks_first},
		{"mails are of one question alone",
			mails_are_of_one_question_alone},
		{NULL, NULL},
	});
}
