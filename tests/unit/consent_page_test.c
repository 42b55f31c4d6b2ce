/* The choice about cookies, as a browser meets it. */
#include <string.h>

#include "domain/consent.h"
#include "domain/setting.h"
#include "domain/text_page.h"
#include "handlers/admin/admin.h"
#include "handlers/consent.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/cookies.h"
#include "lib/crypt.h"
#include "tests/account.h"
#include "tests/admin.h"
#include "tests/orders.h"
#include "tests/shop.h"

#define BANNER "<section class=\"consent\""

/* The cookies that a browser sends after that answer. */
static const char *with_choice(
	struct cx *cx, const char *cookie, const char *answer)
{
	const char *at = strstr(answer, "Set-Cookie: " CONSENT_COOKIE "=");
	if (!at) {
		test_failed = 1;
		printf("# no choice is set\n");
		return cookie;
	}
	at += 12;
	return arena_printf(
		cx->arena, "%s; %.*s", cookie, (int)strcspn(at, ";\r"), at);
}

static const char *choose(struct cx *cx, const char *cookie, const char *form)
{
	return shop_ask(cx,
		(struct visit){
			.path = "/consent", .cookie = cookie, .form = form});
}

static bool asked(struct cx *cx, const char *path, const char *cookie)
{
	const char *answer = shop_ask(
		cx, (struct visit){.path = path, .cookie = cookie});
	CHECK_INT(shop_status(answer), 200);
	return strstr(answer, BANNER) != NULL;
}

static int64_t rows(struct cx *cx)
{
	return test_number(cx, "SELECT count(*) FROM consent");
}

static void who_has_not_chosen_is_asked_and_nothing_is_written(struct cx *cx)
{
	shop_fresh();
	test_product(cx, (struct test_product){.on_hand = 5});
	const char *cookie = shop_cookie(cx);
	CHECK(asked(cx, "/", cookie));
	CHECK(asked(cx, "/p/mug", cookie));
	CHECK(asked(cx, "/p/mug", cookie)); /* out of what is kept */
	CHECK(asked(cx, "/fi", cookie));
	CHECK(!asked(cx, "/privacy/cookies", cookie)); /* it asks itself */
	const char *first = shop_get(cx, "/");
	CHECK_INT(shop_count(first, "Set-Cookie:"), 1);
	CHECK(strstr(first, "Set-Cookie: puoti=") != NULL);
	CHECK_INT(rows(cx), 0);
}

static void either_answer_ends_the_question(struct cx *cx)
{
	static const char *const forms[] = {
		"choice=accept&back=/p/mug", "choice=refuse&back=/p/mug"};
	shop_fresh();
	test_product(cx, (struct test_product){.on_hand = 5});
	for (size_t i = 0; i < 2; i++) {
		const char *cookie = shop_cookie(cx);
		CHECK(asked(cx, "/p/mug", cookie));
		const char *answer = choose(cx, cookie, forms[i]);
		CHECK_INT(shop_status(answer), 303);
		CHECK_STR(shop_header(cx, answer, "Location"), "/p/mug");
		CHECK(strstr(answer, "Max-Age=31536000") != NULL);
		const char *now = with_choice(cx, cookie, answer);
		CHECK(!asked(cx, "/p/mug", now));
		CHECK(!asked(cx, "/sv/p/mug", now)); /* in all languages */
		CHECK(asked(cx, "/p/mug", cookie));
	}
	CHECK_INT(test_number(cx, "SELECT count(*) FROM consent"
				  " WHERE granted = 1"),
		1);
	CHECK_INT(rows(cx), 2);
}

static void answer_is_kept_with_the_words_that_were_read(struct cx *cx)
{
	shop_fresh();
	const char *cookie = shop_cookie(cx);
	const char *now = with_choice(
		cx, cookie, choose(cx, cookie, "choice=accept"));
	const char *id = strstr(now, CONSENT_COOKIE "=") + 14;
	struct consent_subject who = {CONSENT_VISITOR,
		arena_strndup(cx->arena, id, strcspn(id, "."))};
	struct consent_row row, *list;
	size_t n;
	CHECK_OK(consent_get(cx, &who, "browsing", &row));
	CHECK(row.granted);
	CHECK_STR(row.words, consent_words());
	CHECK_INT(row.at_ms, TEST_NOW);
	cx->now += MS_DAY;
	choose(cx, now, "choice=refuse"); /* the same browser */
	CHECK_OK(consent_list(cx, &who, &list, &n));
	CHECK_INT(n, 2);
	CHECK(!list[0].granted);
}

static void page_shows_the_choice_and_every_cookie(struct cx *cx)
{
	shop_fresh();
	const char *cookie = shop_cookie(cx);
	struct visit v = {.path = "/privacy/cookies", .cookie = cookie};
	CHECK(strstr(shop_ask(cx, v), "You have not chosen") != NULL);
	v.cookie = with_choice(cx, cookie,
		choose(cx, cookie, "choice=refuse&back=/privacy/cookies"));
	const char *page = shop_ask(cx, v);
	CHECK(strstr(page, "You refused on Mon 23 Nov 2026") != NULL);
	CHECK_INT(shop_count(page, "name=\"choice\""), 2);
	for (const struct cookie *c = cookies; c->name; c++)
		CHECK_INT(shop_count(page, arena_printf(cx->arena,
						   "<code>%s</code>", c->name)),
			!c->staff);
	v.cookie = with_choice(
		cx, cookie, choose(cx, v.cookie, "choice=accept"));
	CHECK(strstr(shop_ask(cx, v), "You accepted on Mon 23") != NULL);
}

/* No browser may set what another did not choose, nor keep what is over. */
static void false_and_old_choices_are_none(struct cx *cx)
{
	shop_fresh();
	const char *cookie = shop_cookie(cx);
	char *now = arena_strdup(cx->arena,
		with_choice(cx, cookie, choose(cx, cookie, "choice=refuse")));
	CHECK(!asked(cx, "/", now));
	cx->now += 366 * MS_DAY;
	CHECK(asked(cx, "/", now));
	cx->now = TEST_NOW;
	char *letter = strstr(now, ".r.");
	CHECK(letter != NULL);
	if (letter)
		letter[1] = 'a';
	CHECK(asked(cx, "/", now));
	CHECK(asked(cx, "/",
		arena_printf(cx->arena, "%s; puoti-consent=a.a", cookie)));
}

/* As if the words had been others when they answered. */
static void other_words_are_asked_again(struct cx *cx)
{
	shop_fresh();
	const char *cookie = shop_cookie(cx);
	const char *text = "someid.a.00000000.20261123";
	const char *mac = arena_strndup(cx->arena,
		crypt_mac(cx->arena, cx->secret, "consent-cookie", text), 32);
	CHECK(asked(cx, "/",
		arena_printf(cx->arena, "%s; " CONSENT_COOKIE "=%s.%s", cookie,
			text, mac)));
}

static void signal_of_the_browser_is_a_refusal(struct cx *cx)
{
	shop_fresh();
	const char *cookie = shop_cookie(cx);
	struct visit v = {.path = "/", .cookie = cookie, .gpc = "1"};
	CHECK(strstr(shop_ask(cx, v), BANNER) == NULL);
	v.gpc = NULL;
	v.dnt = "1";
	CHECK(strstr(shop_ask(cx, v), BANNER) == NULL);
	v.dnt = "0";
	CHECK(strstr(shop_ask(cx, v), BANNER) != NULL);
	v.path = "/privacy/cookies";
	v.gpc = "1";
	v.cookie = with_choice(cx, cookie, choose(cx, cookie, "choice=accept"));
	const char *page = shop_ask(cx, v);
	CHECK(strstr(page, "Global Privacy Control") != NULL);
	CHECK(strstr(page, "You accepted") == NULL);
}

static bool may_browse(
	struct cx *cx, const char *cookies_sent, bool signal, int64_t customer)
{
	struct req r = admin_req(cx, NULL, NULL);
	struct visitor v = {.id = "v", .id_hash = "h", .customer = customer};
	r.staff = NULL;
	r.visitor = &v;
	r.cookies = cookies_sent;
	r.untracked = signal;
	return consent_browsing(&r);
}

static void browsing_needs_a_yes_that_nobody_took_back(struct cx *cx)
{
	shop_fresh();
	const char *cookie = shop_cookie(cx);
	const char *no = with_choice(
		cx, cookie, choose(cx, cookie, "choice=refuse"));
	const char *yes = with_choice(
		cx, cookie, choose(cx, cookie, "choice=accept"));
	CHECK(!may_browse(cx, cookie, false, 0));
	CHECK(!may_browse(cx, no, false, 0));
	CHECK(may_browse(cx, yes, false, 0));
	CHECK(!may_browse(cx, yes, true, 0));
	CHECK(may_browse(cx, yes, false, 7));
	struct consent_subject who = {CONSENT_CUSTOMER, "7"};
	CHECK_OK(consent_set(cx, &who, "browsing", false, "No", "web"));
	CHECK(!may_browse(cx, yes, false, 7));
	CHECK(may_browse(cx, yes, false, 8));
}

static void a_flood_of_choices_is_limited_but_a_no_always_holds(struct cx *cx)
{
	shop_fresh();
	const char *cookie = shop_cookie(cx);
	struct visit v = {.path = "/consent",
		.cookie = cookie,
		.form = "choice=accept",
		.limits = true};
	int n = 0;
	while (n < 200 && shop_status(shop_ask(cx, v)) == 303)
		n++;
	CHECK_INT(n, 60);
	CHECK_INT(shop_status(shop_ask(cx, v)), 429);
	int64_t before = rows(cx);
	v.form = "choice=refuse";
	const char *answer = shop_ask(cx, v);
	CHECK_INT(shop_status(answer), 303);
	CHECK(!asked(cx, "/", with_choice(cx, cookie, answer)));
	CHECK_INT(rows(cx), before);
	/* nor may an account go on with a yes that was taken back */
	int64_t id = test_account(cx, "aino@posti.example");
	v.cookie = arena_printf(cx->arena, "%s; puoti-account=%s", cookie,
		test_login(cx, id, "Firefox, Linux"));
	CHECK_INT(shop_status(shop_ask(cx, v)), 303);
	CHECK_INT(shop_status(shop_ask(cx, v)), 303);
	CHECK_INT(rows(cx), before + 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM consent WHERE"
				  " subject_kind = 'customer' AND granted = 0"),
		1);
}

static void odd_choices_are_refused(struct cx *cx)
{
	shop_fresh();
	const char *cookie = shop_cookie(cx);
	CHECK_INT(shop_status(choose(cx, cookie, "choice=maybe")), 400);
	CHECK_INT(shop_status(choose(cx, cookie, "back=/")), 400);
	const char *answer = choose(
		cx, cookie, "choice=refuse&back=//evil.example");
	CHECK_STR(shop_header(cx, answer, "Location"), "/");
	CHECK_INT(rows(cx), 1);
	answer = shop_ask(cx, (struct visit){.path = "/consent",
				      .cookie = cookie,
				      .json = true,
				      .form = "choice=accept"});
	CHECK_INT(shop_status(answer), 200);
	CHECK(strstr(answer, "{\"message\":\"Saved.") != NULL);
}

static void owner_begins_the_privacy_page_with_words_of_ours(struct cx *cx)
{
	static const struct param query[] = {{"role", "privacy"}, {NULL, NULL}};
	shop_fresh();
	CHECK_OK(setting_set(cx, "shop.company", NULL, "Poukama Oy"));
	struct req r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_texts(&r));
	CHECK(admin_shows(&r, "/admin/texts/new?role=privacy"));
	r = admin_req(cx, NULL, NULL);
	r.query = query;
	CHECK_OK(admin_text_new(&r));
	CHECK(admin_shows(&r, "controller of your data is Poukama Oy, "));
	CHECK(admin_shows(&r, "value=\"privacy\" selected"));
	/* in each language */
	CHECK_INT(shop_count(admin_body(&r), "Poukama Oy"), 3);
	r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_text_new(&r));
	CHECK(!admin_shows(&r, "controller of your data"));
}

static void privacy_page_leads_to_what_the_shop_says_itself(struct cx *cx)
{
	struct text_page_words words[] = {
		{.locale = "en", .title = "Privacy", .body = "Ours."}};
	int64_t id = 0, other = 0;
	shop_fresh();
	CHECK_OK(text_page_save(cx, &id, 0, "privacy", words, 1));
	words[0].title = "Stores";
	CHECK_OK(text_page_save(cx, &other, 0, "", words, 1));
	for (int i = 0; i < 2; i++) {
		const char *page = shop_get(cx, "/page/privacy");
		CHECK_INT(shop_count(page, "href=\"/privacy/cookies\""), 2);
		CHECK_INT(shop_count(page, "href=\"/privacy/data\""), 1);
		page = shop_get(cx, "/page/stores");
		CHECK_INT(shop_count(page, "href=\"/privacy/cookies\""), 1);
	}
	const char *page = shop_get(cx, "/");
	CHECK(strstr(page, "like? It stays in this shop. All works without, "
			   "too. <a href=\"/page/privacy\">More") != NULL);
	struct req r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_texts(&r));
	CHECK(!admin_shows(&r, "role=privacy"));
}

int main(void)
{
	if (shop_init())
		return 1;
	return test_run((struct test[]){
		{"who has not chosen is asked, and nothing is written",
			who_has_not_chosen_is_asked_and_nothing_is_written},
		{"either answer ends the question",
			either_answer_ends_the_question},
		{"answer is kept with the words that were read",
			answer_is_kept_with_the_words_that_were_read},
		{"page shows the choice and every cookie",
			page_shows_the_choice_and_every_cookie},
		{"false and old choices are none",
			false_and_old_choices_are_none},
		{"other words are asked again", other_words_are_asked_again},
		{"signal of the browser is a refusal",
			signal_of_the_browser_is_a_refusal},
		{"browsing needs a yes that nobody took back",
			browsing_needs_a_yes_that_nobody_took_back},
		{"a flood of choices is limited, but a no always holds",
			a_flood_of_choices_is_limited_but_a_no_always_holds},
		{"odd choices are refused", odd_choices_are_refused},
		{"owner begins the privacy page with words of ours",
			owner_begins_the_privacy_page_with_words_of_ours},
		{"privacy page leads to what the shop says itself",
			privacy_page_leads_to_what_the_shop_says_itself},
		{NULL, NULL},
	});
}
