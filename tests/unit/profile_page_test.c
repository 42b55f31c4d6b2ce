/* The page of what the shop knows: each sees, changes and removes their own,
 * nobody another's; in one file because all share its people. */
#include "domain/profile.h"

#include <inttypes.h>
#include <string.h>

#include "domain/consent.h"
#include "domain/event.h"
#include "domain/interest.h"
#include "domain/profile_told.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "handlers/subject.h"
#include "tests/admin.h"
#include "tests/orders.h"
#include "tests/world.h"

#define PAGE "/account/profile"

static struct world made(struct cx *cx)
{
	struct world w;
	shop_fresh();
	shop_demo(test_dir(cx));
	world_make(cx, &w);
	return w;
}

static const char *page(struct cx *cx, const char *cookie)
{
	return shop_ask(cx, (struct visit){.path = PAGE, .cookie = cookie});
}

static const char *post(struct cx *cx, const char *cookie, const char *form)
{
	return shop_ask(cx,
		(struct visit){.path = PAGE, .cookie = cookie, .form = form});
}

static const char *told(struct cx *cx, const char *cookie, const char *answer)
{
	const char *flash = strstr(answer, "puoti-flash=");
	return arena_printf(
		cx->arena, "%s; %.*s", cookie, (int)strcspn(flash, ";"), flash);
}

/* The value of the button "Undo" on the page after. */
static const char *undo_of(
	struct cx *cx, const char *cookie, const char *answer)
{
	const char *after = page(cx, told(cx, cookie, answer));
	const char *at = strstr(after, "name=\"undo\" value=\"");
	if (!at)
		return "none";
	at += strlen("name=\"undo\" value=\"");
	return arena_strndup(cx->arena, at, strcspn(at, "\""));
}

/* A browser whose owner accepted; *key its subject. */
static const char *chooses(struct cx *cx, const char *form, const char **key)
{
	const char *cookie = shop_cookie(cx);
	const char *said = shop_ask(cx,
		(struct visit){
			.path = "/consent", .cookie = cookie, .form = form});
	const char *c = strstr(said, "puoti-consent=");
	CHECK(c != NULL);
	const char *id = c + strlen("puoti-consent=");
	*key = profile_key_visitor(
		cx, arena_strndup(cx->arena, id, strcspn(id, ".")));
	return arena_printf(
		cx->arena, "%s; %.*s", cookie, (int)strcspn(c, ";"), c);
}

static const char *accepts(struct cx *cx, const char **key)
{
	return chooses(cx, "choice=accept", key);
}

static int64_t product_of(struct cx *cx, const char *sku)
{
	return test_number(cx,
		arena_printf(cx->arena,
			"SELECT product FROM variant WHERE sku = '%s'", sku));
}

/* They looked at it, n times, as the worker writes it. */
static void looked(struct cx *cx, const char *key, int64_t product, int n)
{
	for (int i = 0; i < n; i++)
		CHECK_OK(db_run_script(cx->db,
			arena_printf(cx->arena,
				"INSERT INTO event (at_ms, subject, kind,"
				" product) VALUES (%" PRId64
				", '%s', 'view', %" PRId64 ")",
				cx->now - (n - i) * MS_HOUR, key, product)));
	CHECK_OK(profile_touch(cx, key));
	CHECK_OK(db_run_script(cx->db,
		arena_printf(cx->arena,
			"INSERT INTO profile_item (subject, product, views,"
			" viewed_ms, touched_ms) VALUES ('%s', %" PRId64
			", %d, %" PRId64 ", %" PRId64 ")"
			" ON CONFLICT (subject, product) DO UPDATE SET"
			" views = excluded.views",
			key, product, n, cx->now - MS_HOUR,
			cx->now - MS_HOUR)));
}

static int64_t views(struct cx *cx, const char *key, int64_t product)
{
	return test_number(
		cx, arena_printf(cx->arena,
			    "SELECT coalesce(CAST(sum(views) AS BIGINT), 0)"
			    " FROM profile_item WHERE subject = '%s'"
			    " AND product = %" PRId64,
			    key, product));
}

static int64_t events(struct cx *cx, const char *key)
{
	return test_number(
		cx, arena_printf(cx->arena,
			    "SELECT count(*) FROM event WHERE subject = '%s'",
			    key));
}

static void who_refused_or_said_nothing_has_no_page_to_change(struct cx *cx)
{
	const char *key;
	made(cx);
	const char *who[] = {
		shop_cookie(cx), chooses(cx, "choice=refuse", &key)};
	const char *before = world_rows(cx);
	const char *forms[] = {"personal=0", "hide=for-you", "forget=1",
		"do=save&personal=1", "do=like&question=1", "event=all",
		"do=forget&sure=1", "do=export"};
	for (size_t i = 0; i < 2 * sizeof(forms) / sizeof(*forms); i++) {
		const char *said = post(cx, who[i % 2], forms[i / 2]);
		CHECK_INT(shop_status(said), 403);
		CHECK(strstr(said, "Nothing was changed"));
		said = page(cx, who[i % 2]);
		CHECK_INT(shop_status(said), 200);
		CHECK(strstr(said, "/privacy/cookies"));
		CHECK(!strstr(said, "name=\"event\""));
	}
	CHECK_STR(world_rows(cx), before);
}

/* How many events a visit to a product leaves. */
static int64_t left_by(struct cx *cx, struct visit v)
{
	int64_t before = event_left();
	v.path = "/p/mug";
	CHECK_INT(shop_status(shop_ask(cx, v)), 200);
	return event_left() - before;
}

static void nothing_is_noted_without_a_yes(struct cx *cx)
{
	const char *key;
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie;
	struct consent_subject who = {
		CONSENT_CUSTOMER, arena_printf(cx->arena, "%" PRId64,
					  w.who[WORLD_AINO].customer)};
	CHECK_OK(db_run_script(cx->db, "INSERT INTO setting (code, value)"
				       " VALUES ('personal.holdout', '0')"));
	CHECK_OK(event_open(arena_printf(cx->arena, "%s/seen", test_dir(cx))));
	CHECK_INT(left_by(cx, (struct visit){.cookie = w.guest}), 0);
	CHECK_INT(left_by(cx, (struct visit){.cookie = aino}), 0);
	const char *guest = chooses(cx, "choice=refuse", &key);
	CHECK_INT(left_by(cx, (struct visit){.cookie = guest}), 0);
	guest = accepts(cx, &key);
	CHECK(left_by(cx, (struct visit){.cookie = guest}) > 0);
	CHECK_INT(left_by(cx, (struct visit){.cookie = guest,
				      .purpose = "prefetch;prerender"}),
		0);
	CHECK_INT(left_by(cx, (struct visit){.cookie = guest, .gpc = "1"}), 0);
	CHECK_INT(left_by(cx, (struct visit){.cookie = guest, .dnt = "1"}), 0);
	CHECK_INT(
		left_by(cx, (struct visit){.cookie = guest, .head = true}), 0);
	/* the owner's preview of a page, in a browser that accepted */
	struct req r = admin_req(cx, NULL, NULL);
	struct subject seller = {
		.key = key, .browsing = true, .personal = true};
	const struct event view = {
		.kind = EVENT_VIEW, .product = product_of(cx, "MUG")};
	int64_t before = event_left();
	r.subject = &seller;
	req_event(&r, &view);
	CHECK_INT(event_left(), before);
	r.staff = NULL;
	req_event(&r, &view);
	CHECK_INT(event_left(), before + 1);
	/* the browser's yes is of no use to an account that said no */
	const char *both = arena_printf(
		cx->arena, "%s; %s", aino, strstr(guest, "puoti-consent="));
	CHECK(left_by(cx, (struct visit){.cookie = both}) > 0);
	CHECK_OK(consent_set(cx, &who, "browsing", false, "May we?", "web"));
	CHECK_INT(left_by(cx, (struct visit){.cookie = both}), 0);
	event_close();
}

/* Rows of such a kind that a visit leaves. */
static int64_t written(struct cx *cx, struct visit v, const char *which)
{
	int64_t n = 0;
	CHECK_OK(db_run_script(cx->db, "DELETE FROM event"));
	cx->now += MS_HOUR;
	left_by(cx, v);
	CHECK_OK(event_drain(cx, &n));
	return test_number(
		cx, arena_printf(cx->arena,
			    "SELECT count(*) FROM event WHERE %s", which));
}

static void a_visit_tells_where_it_came_from(struct cx *cx)
{
	const char *key;
	made(cx);
	const char *cookie = accepts(cx, &key);
	struct visit v = {.cookie = cookie};
	int64_t cup = 0;
	test_product(cx, (struct test_product){.slug = "cup",
				 .sku = "CUP",
				 .on_hand = 9,
				 .product = &cup});
	CHECK_OK(event_open(arena_printf(cx->arena, "%s/seen", test_dir(cx))));
	CHECK_INT(written(cx, v, "kind = 'view' AND channel = 'web'"), 1);
	v.query = "from=elsewhere&via=pigeon";
	CHECK_INT(written(cx, v, "kind = 'click' OR channel <> 'web'"), 0);
	v.query = "from=similar&via=mail";
	CHECK_INT(written(cx, v, "kind = 'click' AND rail = 'similar'"), 1);
	CHECK_INT(written(cx, v, "channel <> 'mail'"), 0);
	/* of who is held out no shelf is said to have been shown */
	static const char *const arms[] = {"shown", "held"};
	for (int i = 0; i < 2; i++) {
		CHECK_OK(setting_set(
			cx, "personal.holdout", NULL, i ? "100" : "0"));
		looked(cx, key, cup, 3);
		CHECK_INT(written(cx, v,
				  arena_printf(cx->arena,
					  "kind IN ('shown', 'held')"
					  " AND kind <> '%s'",
					  arms[i])),
			0);
		CHECK(test_number(cx, arena_printf(cx->arena,
					      "SELECT count(*) FROM event"
					      " WHERE kind = '%s'",
					      arms[i])) > 0);
	}
	event_close();
}

/* What the browser saw becomes theirs who log in in it; of who objected in
 * the account it goes. */
static void a_login_takes_nothing_for_who_objected(struct cx *cx)
{
	const char *key;
	struct world w = made(cx);
	for (int i = 0; i < WORLD_CUSTOMERS; i++) {
		const struct world_one *one = &w.who[i];
		struct consent_subject who = {
			CONSENT_CUSTOMER, world_value(one, "me")};
		const char *cookie = accepts(cx, &key);
		if (i == WORLD_AINO)
			CHECK_OK(consent_set(
				cx, &who, "browsing", false, "May we?", "web"));
		looked(cx, key, product_of(cx, "MUG"), 3);
		const char *said = shop_ask(cx,
			(struct visit){.path = "/account/login",
				.cookie = cookie,
				.form = arena_printf(cx->arena,
					"email=%s&password=lumi+on+valkoista",
					world_value(one, "email"))});
		CHECK_INT(shop_status(said), 303);
		CHECK_INT(events(cx, key), 0);
		CHECK_INT(events(cx, profile_key(cx, one->customer)),
			i == WORLD_AINO ? 0 : 3);
	}
}

static void browser_sees_what_it_looked_at_and_removes_it(struct cx *cx)
{
	const char *key;
	made(cx);
	const char *cookie = accepts(cx, &key);
	int64_t mug = product_of(cx, "MUG");
	looked(cx, key, mug, 3);
	const char *all = page(cx, cookie);
	CHECK_INT(shop_count(all, "name=\"event\" value=\""), 4);
	CHECK(strstr(all, "Remove all 3"));
	CHECK(!strstr(all, "class=\"side\""));
	int64_t id = test_number(cx, "SELECT max(id) FROM event");
	post(cx, cookie, arena_printf(cx->arena, "event=%" PRId64, id));
	CHECK_INT(events(cx, key), 2);
	CHECK_INT(views(cx, key, mug), 2);
	post(cx, cookie, "event=all");
	CHECK_INT(events(cx, key), 0);
	CHECK_INT(views(cx, key, mug), 0);
	CHECK(!strstr(page(cx, cookie), "name=\"event\""));
}

static int64_t drained(struct cx *cx)
{
	int64_t n = -1;
	CHECK_OK(event_drain(cx, &n));
	return n;
}

/* A second later: the first look at the mug, again. */
static void looks(struct cx *cx, const char *cookie)
{
	cx->now += 2 * MS_MINUTE;
	CHECK(left_by(cx, (struct visit){.cookie = cookie}) > 0);
}

static const char *value_of_first(struct cx *cx, const char *all)
{
	static const char name[] = "name=\"event\" value=\"";
	const char *at = strstr(all, name);
	CHECK(at);
	at = at ? at + strlen(name) : "";
	return arena_strndup(cx->arena, at, strcspn(at, "\""));
}

static void what_waits_is_shown_and_removed_like_the_rest(struct cx *cx)
{
	const char *key;
	made(cx);
	CHECK_OK(event_open(arena_printf(cx->arena, "%s/seen", test_dir(cx))));
	const char *cookie = accepts(cx, &key);
	int64_t mug = product_of(cx, "MUG");
	CHECK(!strstr(page(cx, cookie), "name=\"event\""));
	looks(cx, cookie);
	looks(cx, cookie);
	CHECK_INT(events(cx, key), 0);
	const char *all = page(cx, cookie);
	CHECK_INT(shop_count(all, "name=\"event\" value=\""), 3);
	CHECK(strstr(all, "Remove all 2"));
	/* one; and what was written meanwhile has its button still */
	const char *value = value_of_first(cx, all);
	CHECK(strstr(value, ".view"));
	drained(cx);
	CHECK_INT(views(cx, key, mug), 2);
	post(cx, cookie, arena_printf(cx->arena, "event=%s", value));
	CHECK_INT(views(cx, key, mug), 1);
	looks(cx, cookie);
	value = value_of_first(cx, page(cx, cookie));
	post(cx, cookie, arena_printf(cx->arena, "event=%s", value));
	CHECK_INT(drained(cx), 0);
	CHECK_INT(views(cx, key, mug), 1);
	CHECK_INT(shop_status(post(cx, cookie, "event=1.2.view.3")), 303);
	CHECK_INT(shop_status(post(cx, cookie, "event=1.x")), 400);
	event_close();
}

static void what_was_taken_back_while_it_waited_stays_away(struct cx *cx)
{
	const char *key;
	made(cx);
	CHECK_OK(event_open(arena_printf(cx->arena, "%s/seen", test_dir(cx))));
	const char *cookie = accepts(cx, &key);
	int64_t mug = product_of(cx, "MUG");
	looks(cx, cookie);
	const char *said = post(cx, cookie,
		arena_printf(cx->arena, "forget=%" PRId64 "&back=/", mug));
	const char *undo = undo_of(cx, cookie, said);
	CHECK_INT(drained(cx), 0);
	CHECK_INT(views(cx, key, mug), 0);
	post(cx, cookie, arena_printf(cx->arena, "undo=%s", undo));
	CHECK_INT(views(cx, key, mug), 1);
	looks(cx, cookie);
	post(cx, cookie, "event=all");
	CHECK_INT(drained(cx), 0);
	CHECK_INT(events(cx, key), 0);
	looks(cx, cookie);
	post(cx, cookie, "do=forget&sure=1");
	CHECK_INT(drained(cx), 0);
	CHECK_INT(events(cx, key), 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile"
				  " WHERE customer IS NULL"),
		0);
	looks(cx, cookie);
	CHECK(strstr(post(cx, cookie, "do=export"), "\"kind\":\"view\""));
	event_close();
}

/* One browser, which accepted; two accounts. */
/* A browser that accepted and now says "do not track": nothing more, but what
 * there is can be seen and taken away. */
static void a_signal_leaves_the_earlier_to_see_and_erase(struct cx *cx)
{
	const char *key, *other;
	made(cx);
	int64_t mug = product_of(cx, "MUG");
	struct visit v = {.path = PAGE, .cookie = accepts(cx, &key)};
	const char *refused = chooses(cx, "choice=refuse", &other);
	v.gpc = "1";
	CHECK(!strstr(shop_ask(cx, v), "name=\"event\"")); /* there is none */
	looked(cx, key, mug, 2);
	CHECK_OK(profile_hide(cx, key, "rail", "recent"));
	CHECK_INT(left_by(cx, v), 0);
	const char *seen = shop_ask(cx, v);
	CHECK_INT(shop_count(seen, "name=\"event\""), 3); /* and "all" */
	CHECK(strstr(seen, "value=\"rail recent\""));
	CHECK(strstr(seen, "value=\"forget\""));
	CHECK(!strstr(seen, "value=\"switches\""));
	CHECK(!strstr(seen, "value=\"save\""));
	const char *before = world_rows(cx);
	static const char *const more[] = {"hide=for-you", "not=1",
		"do=save&like=c1", "do=switches", "personal=0",
		"list_order=you"};
	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++) {
		v.form = more[i];
		CHECK_INT(shop_status(shop_ask(cx, v)), 403);
	}
	v.form = "do=export";
	CHECK(strstr(shop_ask(cx, v), "\"kind\":\"view\""));
	CHECK_STR(world_rows(cx), before);
	v.form = arena_printf(cx->arena, "forget=%" PRId64, mug);
	CHECK_INT(shop_status(shop_ask(cx, v)), 303);
	CHECK_INT(events(cx, key), 0);
	looked(cx, key, mug, 1);
	v.form = "do=forget&sure=1";
	CHECK_INT(shop_status(shop_ask(cx, v)), 303);
	CHECK_INT(events(cx, key) + views(cx, key, mug), 0);
	/* who never accepted has nothing, signal or not */
	looked(cx, other, mug, 1);
	v = (struct visit){.path = PAGE, .cookie = refused, .gpc = "1"};
	CHECK(!strstr(shop_ask(cx, v), "name=\"event\""));
}

static void accounts_of_one_browser_stay_apart(struct cx *cx)
{
	const char *key, *forms[] = {"event=all"};
	struct world w = made(cx);
	CHECK_OK(event_open(arena_printf(cx->arena, "%s/seen", test_dir(cx))));
	const char *guest = accepts(cx, &key);
	const char *yes = strstr(guest, "puoti-consent=");
	const char *aino = arena_printf(
		cx->arena, "%s; %s", w.who[WORLD_AINO].cookie, yes);
	const char *onni = arena_printf(
		cx->arena, "%s; %s", w.who[WORLD_ONNI].cookie, yes);
	CHECK_OK(profile_join(cx, key, w.who[WORLD_AINO].customer));
	looks(cx, aino);
	/* she logs out: waiting, or written, it is hers alone */
	for (int i = 0; i < 2; i++) {
		CHECK(strstr(page(cx, aino), "name=\"event\""));
		CHECK(!strstr(page(cx, guest), "name=\"event\""));
		CHECK(!strstr(page(cx, onni), "name=\"event\""));
		CHECK_OK(profile_join(cx, key, w.who[WORLD_ONNI].customer));
		CHECK(!strstr(page(cx, onni), "name=\"event\""));
		drained(cx);
	}
	post(cx, onni, forms[0]);
	post(cx, guest, forms[0]);
	CHECK(strstr(page(cx, aino), "name=\"event\""));
	event_close();
}

/* A no in the account, said on one device. */
static void a_no_holds_on_all_devices_of_an_account(struct cx *cx)
{
	const char *key;
	struct world w = made(cx);
	CHECK_OK(event_open(arena_printf(cx->arena, "%s/seen", test_dir(cx))));
	const char *account = w.who[WORLD_AINO].cookie;
	const char *phone = arena_printf(cx->arena, "%s; %s", account,
		strstr(accepts(cx, &key), "puoti-consent="));
	const char *desk = arena_printf(cx->arena, "%s; %s", account,
		strstr(accepts(cx, &key), "puoti-consent="));
	const char *subject = profile_key(cx, w.who[WORLD_AINO].customer);
	looks(cx, phone);
	looks(cx, desk);
	drained(cx);
	looks(cx, desk); /* waits */
	CHECK(events(cx, subject) > 0);
	CHECK_INT(shop_status(shop_ask(cx, (struct visit){.path = "/consent",
						   .cookie = phone,
						   .form = "choice=refuse"})),
		303);
	CHECK_INT(events(cx, subject), 0);
	CHECK_INT(drained(cx), 0);
	CHECK_INT(left_by(cx, (struct visit){.cookie = desk}), 0);
	CHECK(strstr(shop_ask(cx, (struct visit){.path = "/privacy/cookies",
					  .cookie = desk}),
		"said no in your account"));
	event_close();
}

static void nobody_removes_anothers(struct cx *cx)
{
	const char *key, *other;
	made(cx);
	const char *cookie = accepts(cx, &key);
	const char *thief = accepts(cx, &other);
	int64_t mug = product_of(cx, "MUG");
	looked(cx, key, mug, 2);
	int64_t id = test_number(cx, "SELECT max(id) FROM event");
	const char *said = post(
		cx, thief, arena_printf(cx->arena, "event=%" PRId64, id));
	CHECK_INT(shop_status(said), 303);
	post(cx, thief, "event=all");
	post(cx, thief, arena_printf(cx->arena, "forget=%" PRId64, mug));
	post(cx, thief, "do=forget&sure=1");
	CHECK_INT(events(cx, key), 2);
	CHECK_INT(views(cx, key, mug), 2);
	CHECK(!strstr(page(cx, thief), "name=\"event\""));
	CHECK(strstr(page(cx, cookie), "name=\"event\""));
}

static void what_is_forgotten_comes_back_by_undo_alone(struct cx *cx)
{
	const char *key, *other;
	made(cx);
	const char *cookie = accepts(cx, &key);
	const char *thief = accepts(cx, &other);
	int64_t mug = product_of(cx, "MUG");
	looked(cx, key, mug, 3);
	const char *said = post(cx, cookie,
		arena_printf(cx->arena,
			"forget=%" PRId64 "&back=/p/mug%%3Fa%%3D1", mug));
	CHECK_STR(shop_header(cx, said, "Location"), "/p/mug?a=1");
	CHECK_STR(shop_header(cx,
			  post(cx, thief, "personal=1&back=//evil.example"),
			  "Location"),
		"/account/profile");
	CHECK_INT(views(cx, key, mug), 0);
	CHECK_INT(events(cx, key), 0);
	const char *code = undo_of(cx, cookie, said);
	const char *form = arena_printf(cx->arena, "undo=%s", code);
	CHECK_INT(strncmp(code, "f ", 2), 0);
	/* it is signed, for them alone, and for an hour */
	CHECK_INT(shop_status(post(cx, thief, form)), 400);
	char *forged = arena_strdup(cx->arena, form);
	forged[strlen(forged) - 4] ^= 1;
	CHECK_INT(shop_status(post(cx, cookie, forged)), 400);
	CHECK_INT(views(cx, key, mug), 0);
	cx->now += 2 * MS_HOUR;
	post(cx, cookie, form);
	CHECK_INT(views(cx, key, mug), 0);
	cx->now -= 2 * MS_HOUR;
	post(cx, cookie, form);
	CHECK_INT(views(cx, key, mug), 3);
	/* once; and what was erased since stays so */
	post(cx, cookie, form);
	CHECK_INT(views(cx, key, mug), 3);
	post(cx, cookie, "do=forget&sure=1");
	post(cx, cookie, form);
	CHECK_INT(views(cx, key, mug), 0);
}

#define EVIL "''\"><img src=x onerror=alert(1)>"
/* Wherever a name or a word may come from: people, and the owner. */
static const char evil_rows[] =
	"UPDATE product_text SET name = '" EVIL "';"
	"INSERT INTO event (at_ms, subject, kind, words)"
	" VALUES (1, '%1$s', 'search', '" EVIL "');"
	"UPDATE profile SET call_name = '" EVIL "';"
	"DELETE FROM segment_member;"
	"INSERT INTO segment (id, code, name, created_ms)"
	" VALUES (77, 'x', '" EVIL "', 1);"
	"INSERT INTO segment_member VALUES (77, %2$lld, 1);"
	"INSERT INTO category (id, position) VALUES (88, 1);"
	"INSERT INTO interest (id, category) VALUES (66, 88);"
	"INSERT INTO interest_text VALUES (66, 'en', '" EVIL "');"
	"INSERT INTO home_section (id, kind, segment, link)"
	" VALUES (55, 'hero', 77, '/x" EVIL "');"
	"INSERT INTO home_section_text VALUES"
	" (55, 'en', '" EVIL "', '" EVIL "', '" EVIL "');"
	"UPDATE catalogue_version SET version = version + 1";

/* Aino, who accepted, with all of that. */
static const char *evil_made(struct cx *cx)
{
	const char *key;
	struct world w = made(cx);
	const struct world_one *aino = &w.who[WORLD_AINO];
	const char *yes = strstr(accepts(cx, &key), "puoti-consent=");
	const char *me = profile_key(cx, aino->customer);
	int64_t cup = 0;
	test_product(cx, (struct test_product){.slug = "cup",
				 .sku = "CUP",
				 .on_hand = 9,
				 .product = &cup});
	looked(cx, me, cup, 3);
	looked(cx, me, product_of(cx, "MUG"), 3);
	CHECK_OK(profile_hide(cx, me, "colour", "\"><img src=x>"));
	CHECK_OK(setting_set(cx, "personal.holdout", NULL, "0"));
	CHECK_OK(setting_set(cx, "interest.question1", "en", "\"><img src=x>"));
	CHECK_OK(db_run_script(cx->db, arena_printf(cx->arena, evil_rows, me,
					       (long long)aino->customer)));
	return arena_printf(cx->arena, "%s; %s", aino->cookie, yes);
}

static void marks_in_what_is_known_are_words(struct cx *cx)
{
	const char *cookie = evil_made(cx);
	static const struct {
		const char *path;
		int marks; /* at least so many are shown */
	} pages[] = {{PAGE, 16}, {"/", 8}, {"/cart", 4}, {"/p/mug", 8}};
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		const char *all = shop_ask(
			cx, (struct visit){
				    .path = pages[i].path, .cookie = cookie});
		CHECK_INT(shop_status(all), 200);
		CHECK_INT(shop_count(all, "<img src=x"), 0);
		CHECK(shop_count(all, "&lt;img src=x") >= pages[i].marks);
	}
}

static void shelf_and_product_are_hidden_and_shown_again(struct cx *cx)
{
	const char *key;
	made(cx);
	const char *cookie = accepts(cx, &key);
	int64_t mug = product_of(cx, "MUG");
	CHECK_INT(shop_status(post(cx, cookie, "hide=nonsense")), 400);
	CHECK_INT(shop_status(post(cx, cookie, "not=99999")), 400);
	CHECK_INT(shop_status(post(cx, cookie, "not=x")), 400);
	const char *said = post(cx, cookie, "hide=for-you&back=//evil.example");
	CHECK_STR(shop_header(cx, said, "Location"), PAGE);
	const char *undo = undo_of(cx, cookie, said);
	CHECK_STR(undo, "h rail for-you");
	post(cx, cookie, arena_printf(cx->arena, "not=%" PRId64, mug));
	const char *all = page(cx, cookie);
	CHECK(strstr(all, "value=\"rail for-you\""));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_hide"), 2);
	post(cx, cookie, arena_printf(cx->arena, "undo=%s", undo));
	post(cx, cookie, arena_printf(cx->arena, "show=product+%" PRId64, mug));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_hide"), 0);
}

static void interest_goes_with_what_is_behind_it(struct cx *cx)
{
	const char *key;
	made(cx);
	const char *cookie = accepts(cx, &key);
	int64_t mug = product_of(cx, "MUG");
	looked(cx, key, mug, 3);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO category (id, position) VALUES (900, 1);"
		"INSERT INTO category_text (category, locale, name)"
		" VALUES (900, 'en', 'Stoneware')"));
	CHECK_OK(db_run_script(cx->db,
		arena_printf(cx->arena,
			"INSERT INTO product_category (product, category)"
			" VALUES (%" PRId64 ", 900)",
			mug)));
	const char *all = page(cx, cookie);
	CHECK(strstr(all, "Stoneware"));
	CHECK(strstr(all, "From 3 looks"));
	CHECK(strstr(all, "<meter"));
	post(cx, cookie, "interest=c900");
	CHECK_INT(views(cx, key, mug), 0);
	CHECK(!strstr(page(cx, cookie), "Stoneware"));
}

static void what_they_tell_is_kept_within_bounds(struct cx *cx)
{
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie;
	const char *subject = profile_key(cx, w.who[WORLD_AINO].customer);
	struct profile_told t;
	const char *bad[] = {"do=save&birth_day=31&birth_month=2",
		"do=save&birth_day=3", "do=save&birth_day=0x3&birth_month=1",
		"do=save&call_name=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_INT(shop_status(post(cx, aino, bad[i])), 422);
	CHECK_OK(profile_told_get(cx, subject, &t));
	CHECK(t.personal);
	CHECK_INT(t.birth_day, 0);
	CHECK_INT(shop_status(post(cx, aino,
			  "do=save&call_name=+++%3Cb%3EAkka+&tone=warm"
			  "&birth_day=29&birth_month=2&list_order=you"
			  "&tone=rude")),
		303);
	CHECK_OK(profile_told_get(cx, subject, &t));
	CHECK(t.personal); /* it is another form's */
	CHECK_STR(t.call_name, "<b>Akka");
	CHECK_STR(t.tone, "warm");
	CHECK_STR(t.list_order, "");
	CHECK_INT(t.birth_day, 29);
	CHECK(strstr(page(cx, aino), "&lt;b&gt;Akka"));
	/* a browser has neither name nor birthday */
	const char *key;
	const char *guest = accepts(cx, &key);
	post(cx, guest, "do=save&call_name=Aino&birth_day=1&birth_month=1");
	CHECK_OK(profile_told_get(cx, key, &t));
	CHECK_STR(t.call_name, "");
	CHECK_INT(t.birth_day, 0);
}

static void suggestions_are_switched_off_and_on(struct cx *cx)
{
	const char *key;
	struct profile_told t;
	made(cx);
	const char *cookie = accepts(cx, &key);
	const char *said = post(cx, cookie, "personal=0&back=/");
	CHECK_STR(shop_header(cx, said, "Location"), "/");
	CHECK_OK(profile_told_get(cx, key, &t));
	CHECK(!t.personal);
	CHECK(strstr(page(cx, cookie), "Suggestions are switched off"));
	CHECK_INT(shop_status(post(cx, cookie, "personal=2")), 400);
	post(cx, cookie,
		arena_printf(cx->arena, "undo=%s", undo_of(cx, cookie, said)));
	CHECK_OK(profile_told_get(cx, key, &t));
	CHECK(t.personal);
}

static void all_is_erased_after_a_question(struct cx *cx)
{
	const char *key;
	made(cx);
	const char *cookie = accepts(cx, &key);
	looked(cx, key, product_of(cx, "MUG"), 2);
	post(cx, cookie, "hide=recent");
	CHECK(strstr(post(cx, cookie, "do=forget"), "name=\"sure\""));
	CHECK_INT(events(cx, key), 2);
	post(cx, cookie, "do=forget&sure=1");
	CHECK_INT(events(cx, key), 0);
	CHECK_INT(views(cx, key, product_of(cx, "MUG")), 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_hide"), 0);
}

static int64_t answers(struct cx *cx, const char *which)
{
	return test_number(cx, arena_printf(cx->arena,
				       "SELECT count(*) FROM consent WHERE"
				       " subject_kind = 'customer' AND %s",
				       which));
}

static void each_switch_changes_what_it_says(struct cx *cx)
{
	struct profile_told t;
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie;
	const char *subject = profile_key(cx, w.who[WORLD_AINO].customer);
	const char *html = page(cx, aino);
	int64_t before = answers(cx, "purpose = 'history'");
	CHECK_INT(shop_count(html, "name=\"personal\""), 1);
	CHECK_INT(shop_count(html, "name=\"history\" value=\"1\" "
				   "aria-describedby=\"history-h\" checked"),
		1);
	CHECK_INT(shop_count(html, "May we remember what you look at"), 2);
	/* saved as it stands: no answer is written down */
	post(cx, aino, "do=switches&personal=1&history=1&list_order=");
	CHECK_INT(answers(cx, "purpose = 'history'"), before);
	post(cx, aino, "do=switches&personal=1&list_order=shop");
	CHECK_OK(profile_told_get(cx, subject, &t));
	CHECK(t.personal);
	CHECK_STR(t.list_order, "shop");
	CHECK_INT(answers(cx, "purpose = 'history' AND granted = 0"), 1);
	CHECK(!strstr(
		page(cx, aino), "aria-describedby=\"history-h\" checked"));
	/* what is written down is what was read */
	CHECK_INT(
		test_number(cx, "SELECT count(*) FROM consent_text WHERE"
				" purpose = 'history' AND words LIKE"
				" 'Use what I have ordered. For “Buy again”%'"),
		1);
	const char *said = post(
		cx, aino, "do=switches&personal=1&history=1&browsing=1");
	CHECK(strstr(said, "puoti-consent=") != NULL);
	CHECK_INT(
		answers(cx, "purpose = 'history' AND granted = 1"), before + 1);
	CHECK_INT(answers(cx, "purpose = 'browsing' AND granted = 1"), 1);
}

static void a_browser_that_says_no_is_forgotten(struct cx *cx)
{
	const char *key;
	made(cx);
	const char *cookie = accepts(cx, &key);
	looked(cx, key, product_of(cx, "MUG"), 2);
	post(cx, cookie, "do=switches&personal=1&browsing=1");
	CHECK_INT(events(cx, key), 2);
	CHECK(!strstr(page(cx, cookie), "name=\"history\""));
	const char *said = post(cx, cookie, "do=switches&personal=1");
	CHECK(strstr(said, ".r.") != NULL);
	CHECK_INT(events(cx, key), 0);
	CHECK_INT(views(cx, key, product_of(cx, "MUG")), 0);
}

/* To erase is not to agree. */
static void switched_off_stays_off(struct cx *cx)
{
	const char *key;
	struct profile_told t;
	struct world w = made(cx);
	const char *cookie = accepts(cx, &key);
	const char *aino = w.who[WORLD_AINO].cookie;
	post(cx, cookie, "personal=0");
	post(cx, cookie, "do=forget&sure=1");
	CHECK_OK(profile_told_get(cx, key, &t));
	CHECK(!t.personal);
	post(cx, aino, "do=save&call_name=Akka");
	post(cx, aino, "do=switches&history=1"); /* the box is not ticked */
	post(cx, aino, "do=forget&sure=1");
	CHECK_OK(profile_told_get(
		cx, profile_key(cx, w.who[WORLD_AINO].customer), &t));
	CHECK(!t.personal);
	CHECK_STR(t.call_name, "");
}

static void browser_takes_its_profile_along(struct cx *cx)
{
	const char *key;
	made(cx);
	const char *cookie = accepts(cx, &key);
	looked(cx, key, product_of(cx, "MUG"), 2);
	const char *json = post(cx, cookie, "do=export");
	CHECK(strstr(json, "application/json"));
	CHECK_INT(shop_count(json, "\"kind\":\"view\""), 2);
	CHECK(strstr(json, "\"views\":2"));
}

int main(void)
{
	if (shop_init() < 0)
		return 1;
	return test_run((const struct test[]){
		{"who refused or said nothing has no page to change",
			who_refused_or_said_nothing_has_no_page_to_change},
		{"nothing is noted without a yes",
			nothing_is_noted_without_a_yes},
		{"browser sees what it looked at and removes it",
			browser_sees_what_it_looked_at_and_removes_it},
		{"what waits is shown and removed like the rest",
			what_waits_is_shown_and_removed_like_the_rest},
		{"what was taken back while it waited stays away",
			what_was_taken_back_while_it_waited_stays_away},
		{"a signal leaves the earlier to see and erase",
			a_signal_leaves_the_earlier_to_see_and_erase},
		{"accounts of one browser stay apart",
			accounts_of_one_browser_stay_apart},
		{"a no holds on all devices of an account",
			a_no_holds_on_all_devices_of_an_account},
		{"nobody removes another's", nobody_removes_anothers},
		{"a visit tells where it came from",
			a_visit_tells_where_it_came_from},
		{"a login takes nothing for who objected",
			a_login_takes_nothing_for_who_objected},
		{"marks in what is known are words",
			marks_in_what_is_known_are_words},
		{"what is forgotten comes back by undo alone",
			what_is_forgotten_comes_back_by_undo_alone},
		{"shelf and product are hidden and shown again",
			shelf_and_product_are_hidden_and_shown_again},
		{"interest goes with what is behind it",
			interest_goes_with_what_is_behind_it},
		{"what they tell is kept within bounds",
			what_they_tell_is_kept_within_bounds},
		{"suggestions are switched off and on",
			suggestions_are_switched_off_and_on},
		{"each switch changes what it says",
			each_switch_changes_what_it_says},
		{"a browser that says no is forgotten",
			a_browser_that_says_no_is_forgotten},
		{"all is erased after a question",
			all_is_erased_after_a_question},
		{"switched off stays off", switched_off_stays_off},
		{"browser takes its profile along",
			browser_takes_its_profile_along},
		{NULL, NULL},
	});
}
