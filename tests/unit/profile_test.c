/* What is known of somebody: read as they allow, taken back, joined.  In
 * one file because all stand on the same visitor and account. */
#include "domain/profile.h"

#include <string.h>

#include "domain/category_desk.h"
#include "domain/consent.h"
#include "domain/event.h"
#include "domain/product_edit.h"
#include "domain/profile_interest.h"
#include "domain/profile_seen.h"
#include "domain/profile_told.h"
#include "domain/sensitive.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "tests/orders.h"
#include "tests/test.h"

#define ID "browser-1"

static int64_t number(struct cx *cx, const char *sql)
{
	return test_number(cx, sql);
}

static struct subject guest(struct cx *cx)
{
	return (struct subject){.key = profile_key_visitor(cx, ID),
		.browsing = true,
		.personal = true};
}

static struct subject account(struct cx *cx)
{
	return (struct subject){.key = profile_key(cx, 7),
		.customer = 7,
		.browsing = true,
		.history = true,
		.personal = true};
}

static void allow(struct cx *cx)
{
	struct consent_subject who = {CONSENT_VISITOR, ID};
	CHECK_OK(consent_set(cx, &who, "browsing", true, "May we?", "web"));
}

static void ring_here(struct cx *cx)
{
	CHECK_OK(
		event_open(arena_printf(cx->arena, "%s/events", test_dir(cx))));
}

static void see(struct cx *cx, const struct subject *who, int64_t product)
{
	event_note(cx, who,
		&(struct event){.kind = EVENT_VIEW, .product = product});
}

static int64_t drain(struct cx *cx)
{
	int64_t n = 0;
	CHECK_OK(event_drain(cx, &n));
	return n;
}

static void customer_add(struct cx *cx)
{
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO customer (id, email, email_norm, locale,"
		" created_ms) VALUES (7, 'a@b.example', 'a@b.example', 'en',"
		" 1)"));
}

static int64_t goods(struct cx *cx, const char *slug, int64_t *variant)
{
	int64_t product = 0;
	*variant = test_product(
		cx, (struct test_product){
			    .slug = slug, .on_hand = 50, .product = &product});
	return product;
}

/* An order of customer 7 with one line, placed then. */
static void ordered(
	struct cx *cx, int64_t id, int64_t variant, int64_t qty, int64_t at_ms)
{
	int64_t order = test_order_of(cx,
		arena_printf(cx->arena, "s%lld", (long long)id), variant, qty,
		"parcel", "transfer");
	CHECK_OK(db_run_script(cx->db,
		arena_printf(cx->arena,
			"UPDATE orders SET customer = 7, placed_ms = %lld WHERE"
			" id = %lld",
			(long long)at_ms, (long long)order)));
	CHECK_INT(order, id);
}

static void nobody_is_known(struct cx *cx)
{
	struct profile p;
	CHECK_OK(profile_load(cx, &(struct subject){0}, &p));
	CHECK_INT(p.n, 0);
	CHECK(!profile_hides_rail(&p, "recent"));
}

static void views_are_known_at_once_and_written_later(struct cx *cx)
{
	struct subject who = guest(cx);
	struct profile p;
	int64_t v, a = goods(cx, "a", &v), b = goods(cx, "b", &v);
	ring_here(cx);
	allow(cx);
	see(cx, &who, a);
	cx->now += 1000;
	see(cx, &who, b);
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 2);
	CHECK_INT(p.items[0].product, b);
	CHECK_INT(p.items[1].views, 1);
	CHECK_INT(number(cx, "SELECT count(*) FROM event"), 0);
	CHECK_INT(drain(cx), 2);
	CHECK_INT(number(cx, "SELECT count(*) FROM event"), 2);
	struct profile again;
	CHECK_OK(profile_load(cx, &who, &again));
	CHECK_INT(again.n, 2);
	CHECK(memcmp(again.items, p.items, 2 * sizeof(*p.items)) == 0);
	CHECK_INT(drain(cx), 0);
	CHECK_INT(event_left(), 0);
}

static void a_product_seen_again_within_a_minute_counts_once(struct cx *cx)
{
	struct subject who = guest(cx);
	struct profile p;
	int64_t v, a = goods(cx, "a", &v);
	ring_here(cx);
	allow(cx);
	for (int i = 0; i < 3; i++) {
		see(cx, &who, a);
		cx->now += 25 * MS_SECOND;
	}
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.items[0].views, 1);
	CHECK_INT(drain(cx), 1);
	see(cx, &who, a); /* 75 seconds after the first */
	CHECK_INT(drain(cx), 1);
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 1);
	CHECK_INT(p.items[0].views, 2);
}

static void what_may_not_be_used_is_zero(struct cx *cx)
{
	struct subject who = account(cx);
	struct profile p;
	int64_t v, w, a = goods(cx, "a", &v), b = goods(cx, "b", &w);
	customer_add(cx);
	ring_here(cx);
	ordered(cx, 1, v, 2, TEST_NOW - MS_DAY);
	CHECK_OK(profile_ordered(cx, 7));
	see(cx, &who, b);
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 2);
	who.browsing = false;
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 1);
	CHECK_INT(p.items[0].product, a);
	CHECK_INT(p.items[0].units, 2);
	who = account(cx);
	who.history = false;
	CHECK_INT(drain(cx), 1);
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 1);
	CHECK_INT(p.items[0].product, b);
	who = account(cx);
	who.browsing = false; /* nor what has been written */
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 1);
	CHECK_INT(p.items[0].product, a);
	who.browsing = true;
	who.history = false;
	CHECK_OK(db_run_script(cx->db, "UPDATE profile SET personal = 0"));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 0);
	CHECK(!p.who.personal);
	CHECK_OK(profile_known(cx, &who, &p));
	CHECK_INT(p.n, 1);
}

static void orders_are_counted_anew_each_time(struct cx *cx)
{
	struct subject who = account(cx);
	struct profile p;
	int64_t v, a = goods(cx, "a", &v);
	customer_add(cx);
	ordered(cx, 1, v, 2, TEST_NOW - 9 * MS_DAY);
	ordered(cx, 2, v, 3, TEST_NOW - 2 * MS_DAY);
	for (int i = 0; i < 2; i++)
		CHECK_OK(profile_ordered(cx, 7));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 1);
	CHECK_INT(p.items[0].product, a);
	CHECK_INT(p.items[0].orders, 2);
	CHECK_INT(p.items[0].units, 5);
	CHECK_INT(p.items[0].first_ms, TEST_NOW - 9 * MS_DAY);
	CHECK_INT(p.items[0].ordered_ms, TEST_NOW - 2 * MS_DAY);
	CHECK_OK(db_run_script(
		cx->db, "UPDATE orders SET state = 'cancelled' WHERE id = 2"));
	CHECK_OK(profile_ordered_order(cx, 2));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.items[0].units, 2);
	CHECK_INT(p.items[0].touched_ms, TEST_NOW - 9 * MS_DAY);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO line_change (order_line, delta, reason,"
		" at_ms) SELECT id, -2, '', 1 FROM order_line"
		" WHERE orders = 1"));
	CHECK_OK(profile_ordered(cx, 7));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 0);
}

static void whoever_objects_has_no_orders_in_it(struct cx *cx)
{
	struct consent_subject who = {CONSENT_CUSTOMER, "7"};
	int64_t v;
	goods(cx, "a", &v);
	customer_add(cx);
	ordered(cx, 1, v, 2, TEST_NOW);
	CHECK_OK(profile_ordered(cx, 7));
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_item"), 1);
	CHECK_OK(consent_set(cx, &who, "history", false, "May we?", "web"));
	CHECK_OK(profile_ordered(cx, 7));
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_item"), 0);
	CHECK_OK(consent_set(cx, &who, "history", true, "May we?", "web"));
	CHECK_OK(profile_ordered(cx, 7));
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_item"), 1);
}

static void what_is_removed_stays_away_until_it_is_done_again(struct cx *cx)
{
	struct subject who = account(cx);
	struct profile p;
	int64_t v, a = goods(cx, "a", &v);
	customer_add(cx);
	ring_here(cx);
	ordered(cx, 1, v, 2, TEST_NOW - MS_DAY);
	CHECK_OK(profile_ordered(cx, 7));
	see(cx, &who, a);
	CHECK_INT(drain(cx), 1);
	see(cx, &who, a);
	CHECK_OK(profile_forget(cx, who.key, a));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 0);
	CHECK_INT(drain(cx), 0);
	CHECK_INT(number(cx, "SELECT count(*) FROM event"), 0);
	CHECK_OK(profile_ordered(cx, 7));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 0);
	CHECK_INT((int64_t)p.n_removed, 1);
	CHECK_INT(p.removed[0], a);
	cx->now += MS_MINUTE;
	see(cx, &who, a);
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT((int64_t)p.n_removed, 0); /* at once */
	CHECK_INT(drain(cx), 1);
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 1);
	CHECK_INT(p.items[0].orders, 0);
	CHECK_INT(p.items[0].views, 1);
	CHECK_INT((int64_t)p.n_removed, 0);
}

static void undo_takes_the_removal_back(struct cx *cx)
{
	struct subject who = account(cx);
	struct profile p;
	const char *items;
	int64_t v, a = goods(cx, "a", &v);
	customer_add(cx);
	ordered(cx, 1, v, 2, TEST_NOW - MS_DAY);
	CHECK_OK(profile_ordered(cx, 7));
	CHECK_OK(profile_items_note(cx, who.key, &a, 1, &items));
	CHECK_OK(profile_forget(cx, who.key, a));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT((int64_t)p.n_removed, 1);
	CHECK_OK(profile_items_back(cx, who.key, items));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT((int64_t)p.n_removed, 0);
	CHECK_INT(p.n, 1);
}

/* What was bought counts no more, and nobody said a word against it. */
static void erasing_all_removes_nothing_from_suggestions(struct cx *cx)
{
	struct subject who = account(cx);
	struct profile p;
	int64_t v, w, a = goods(cx, "a", &v), b = goods(cx, "b", &w);
	customer_add(cx);
	ordered(cx, 1, v, 2, TEST_NOW - MS_DAY);
	CHECK_OK(profile_ordered(cx, 7));
	CHECK_OK(profile_forget(cx, who.key, b));
	CHECK_OK(profile_drop(cx, who.key, true));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 0);
	CHECK_INT((int64_t)p.n_removed, 0);
	/* and of what they never bought no trace is left */
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_item"), 1);
	cx->now++;
	CHECK_OK(profile_forget(cx, who.key, a));
	CHECK_OK(profile_drop(cx, who.key, false));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 0); /* orders counted anew: not that one */
	CHECK_INT((int64_t)p.n_removed, 0);
	cx->now++;
	CHECK_OK(profile_forget(cx, who.key, a));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT((int64_t)p.n_removed, 1);
}

static void a_login_takes_along_what_was_removed(struct cx *cx)
{
	struct subject before = guest(cx), after = account(cx);
	struct profile p;
	int64_t v, w, a = goods(cx, "a", &v), b = goods(cx, "b", &w);
	customer_add(cx);
	ring_here(cx);
	allow(cx);
	see(cx, &after, b);
	CHECK_INT(drain(cx), 1);
	CHECK_OK(profile_forget(cx, before.key, a));
	CHECK_OK(profile_forget(cx, before.key, b));
	cx->now += MS_HOUR;
	CHECK_OK(profile_join(cx, before.key, 7));
	CHECK_OK(profile_load(cx, &after, &p));
	CHECK_INT((int64_t)p.n_removed, 1);
	CHECK_INT(p.removed[0], a);
	CHECK_INT(p.n, 1); /* what the account has seen is its own */
	CHECK_INT(p.items[0].product, b);
}

static void what_they_hide_is_hidden_until_they_undo_it(struct cx *cx)
{
	struct subject who = guest(cx);
	struct profile p;
	CHECK_OK(profile_hide(cx, who.key, "rail", "for-you"));
	CHECK_OK(profile_hide(cx, who.key, "rail", "recent"));
	CHECK_OK(profile_hide(cx, who.key, "rail", "recent"));
	CHECK_OK(profile_hide(cx, who.key, "product", "12"));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK(profile_hides_rail(&p, "recent"));
	CHECK(profile_hides_rail(&p, "for-you"));
	CHECK(!profile_hides_rail(&p, "you"));
	CHECK_INT(p.n_hidden, 1);
	CHECK_INT(p.hidden[0], 12);
	CHECK_OK(profile_unhide(cx, who.key, "rail", "recent"));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK(!profile_hides_rail(&p, "recent"));
}

static void erasing_leaves_nothing_of_a_visitor(struct cx *cx)
{
	struct subject who = guest(cx);
	int64_t v, a = goods(cx, "a", &v);
	ring_here(cx);
	allow(cx);
	see(cx, &who, a);
	CHECK_INT(drain(cx), 1);
	CHECK_OK(profile_hide(cx, who.key, "product", "12"));
	cx->now += MS_HOUR;
	see(cx, &who, a);
	CHECK_OK(profile_unbrowse(cx, who.key));
	CHECK_INT(drain(cx), 0);
	CHECK_INT(number(cx, "SELECT (SELECT count(*) FROM event)"
			     " + (SELECT count(*) FROM profile)"
			     " + (SELECT count(*) FROM profile_item)"
			     " + (SELECT count(*) FROM profile_hide)"),
		0);
}

static void erasing_with_orders_learns_from_new_ones_alone(struct cx *cx)
{
	struct subject who = account(cx);
	struct profile p;
	int64_t v, w, b;
	goods(cx, "a", &v);
	b = goods(cx, "b", &w);
	customer_add(cx);
	ordered(cx, 1, v, 2, TEST_NOW - MS_DAY);
	CHECK_OK(profile_ordered(cx, 7));
	CHECK_OK(profile_drop(cx, who.key, false));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 1);
	CHECK_OK(profile_drop(cx, who.key, true));
	CHECK_OK(profile_drop(cx, who.key, false));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 0);
	ordered(cx, 2, w, 1, TEST_NOW + MS_HOUR);
	CHECK_OK(profile_ordered(cx, 7));
	CHECK_OK(profile_load(cx, &who, &p));
	CHECK_INT(p.n, 1);
	CHECK_INT(p.items[0].product, b);
}

static void a_login_takes_what_the_browser_saw_once(struct cx *cx)
{
	struct subject before = guest(cx), after = account(cx);
	struct profile p;
	int64_t v, a = goods(cx, "a", &v), b = goods(cx, "b", &v);
	customer_add(cx);
	ring_here(cx);
	allow(cx);
	see(cx, &after, a);
	cx->now += MS_HOUR;
	see(cx, &before, a);
	CHECK_INT(drain(cx), 2);
	see(cx, &before, b); /* waits */
	CHECK_OK(profile_hide(cx, before.key, "rail", "recent"));
	for (int i = 0; i < 2; i++) {
		CHECK_OK(profile_join(cx, before.key, 7));
		CHECK_OK(profile_load(cx, &after, &p));
		CHECK_INT(p.n, 2);
	}
	CHECK(profile_hides_rail(&p, "recent"));
	CHECK_INT(drain(cx), 1);
	CHECK_OK(profile_load(cx, &after, &p));
	CHECK_INT(p.n, 2);
	CHECK_INT(p.items[0].views + p.items[1].views, 3);
	CHECK_OK(profile_load(cx, &before, &p));
	CHECK_INT(p.n, 0);
	CHECK(!profile_hides_rail(&p, "recent"));
	CHECK_INT(number(cx, "SELECT count(*) FROM event"
			     " WHERE subject <> 'c7'"),
		0);
	CHECK_INT(number(cx, "SELECT count(*) FROM profile"), 1);
}

/* Before the worker has written anything of the browser. */
static void a_login_takes_what_waits_alone(struct cx *cx)
{
	struct subject before = guest(cx), after = account(cx);
	struct profile p;
	int64_t v, a = goods(cx, "a", &v);
	customer_add(cx);
	ring_here(cx);
	allow(cx);
	see(cx, &before, a);
	CHECK_OK(profile_join(cx, before.key, 7));
	CHECK_OK(profile_load(cx, &before, &p));
	CHECK_INT(p.n, 0);
	CHECK_OK(profile_load(cx, &after, &p));
	CHECK_INT(p.n, 1);
}

static void what_waits_is_erased_and_cleared_too(struct cx *cx)
{
	struct subject who = guest(cx);
	int64_t v, a = goods(cx, "a", &v), b = goods(cx, "b", &v);
	ring_here(cx);
	allow(cx);
	see(cx, &who, a);
	CHECK_OK(profile_drop(cx, who.key, true));
	CHECK_INT(drain(cx), 0);
	see(cx, &who, a);
	CHECK_OK(profile_seen_clear(cx, who.key));
	CHECK_INT(drain(cx), 0);
	see(cx, &who, a);
	see(cx, &who, b);
	cx->now++;
	CHECK_OK(profile_forget(cx, who.key, b)); /* and nothing else */
	CHECK_INT(drain(cx), 1);
	CHECK_INT(number(cx, "SELECT product FROM event"), a);
}

static void who_switched_off_in_the_browser_is_asked_nothing_by_a_login(
	struct cx *cx)
{
	struct subject before = guest(cx), after = account(cx);
	struct profile p;
	customer_add(cx);
	allow(cx);
	CHECK_OK(profile_personal_set(cx, before.key, false));
	CHECK_OK(profile_join(cx, before.key, 7));
	CHECK_OK(profile_load(cx, &after, &p));
	CHECK(!p.who.personal);
	CHECK_OK(profile_personal_set(cx, after.key, true));
	CHECK_OK(profile_personal_set(cx, before.key, true));
	CHECK_OK(profile_join(cx, before.key, 7));
	CHECK_OK(profile_load(cx, &after, &p));
	CHECK(p.who.personal);
}

/* All that is kept stands on the page, and can be taken back there. */
/* How often the first colour was ordered; -1: there is none. */
static int64_t colour_units(struct cx *cx)
{
	struct subject who = account(cx);
	struct profile_colour *all;
	size_t n;
	CHECK_OK(profile_colours(cx, &who, &all, &n));
	return n ? all[0].units : -1;
}

static void colours_are_of_what_was_kept_and_is_nobodys_secret(struct cx *cx)
{
	int64_t v, a = goods(cx, "a", &v), option, sea;
	customer_add(cx);
	CHECK_OK(option_put(cx, a, "colour", "en", "Colour", &option));
	CHECK_OK(option_value_put(
		cx, option, "sea", "#123456", "en", "Sea", &sea));
	CHECK_OK(db_run_script(cx->db,
		arena_printf(cx->arena,
			"UPDATE variant SET option_key = '%lld';"
			"INSERT INTO category (id, position) VALUES (1, 1);"
			"INSERT INTO product_category (product, category)"
			" VALUES (%lld, 1)",
			(long long)sea, (long long)a)));
	ordered(cx, 1, v, 3, TEST_NOW);
	CHECK_INT(colour_units(cx), 3);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO line_change (order_line, delta, reason, at_ms)"
		" SELECT id, -1, 'x', 1 FROM order_line WHERE kind = 'goods'"));
	CHECK_INT(colour_units(cx), 2);
	CHECK_OK(db_run_script(cx->db, "UPDATE line_change SET delta = -3"));
	CHECK_INT(colour_units(cx), -1);
	CHECK_OK(db_run_script(cx->db, "DELETE FROM line_change"));
	CHECK_OK(category_set_sensitive(cx, 1, true));
	CHECK_INT(colour_units(cx), -1);
}

static void so_many_are_hidden_and_no_more(struct cx *cx)
{
	struct subject who = guest(cx);
	struct profile_hidden *all;
	size_t n;
	CHECK_OK(profile_hide(cx, who.key, "rail", "recent"));
	for (int i = 0; i < PROFILE_HIDDEN_MAX + 5; i++) {
		cx->now++;
		CHECK_OK(profile_hide(cx, who.key, "colour",
			arena_printf(cx->arena, "colour %d", i)));
	}
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_hide"),
		PROFILE_HIDDEN_MAX);
	CHECK_OK(profile_hidden_list(cx, who.key, &all, &n));
	CHECK_INT((int64_t)n, PROFILE_HIDDEN_MAX);
	CHECK_STR(all[0].what, "colour 204");
	CHECK_STR(all[n - 1].what, "recent");
}

static void hold_out_grows_without_letting_anybody_go(struct cx *cx)
{
	int held5 = 0, held20 = 0;
	for (int i = 0; i < 1000; i++) {
		const char *key = profile_key(cx, i);
		bool five = profile_held(cx, key, 5);
		bool twenty = profile_held(cx, key, 20);
		held5 += five;
		held20 += twenty;
		CHECK(!five || twenty);
		CHECK(!profile_held(cx, key, 0));
	}
	CHECK(held5 > 25 && held5 < 80);
	CHECK(held20 > 150 && held20 < 250);
}

static void a_demo_holds_nobody_at_the_usual_share(struct cx *cx)
{
	struct conf conf = {.demo = true};
	int held = 0, held50 = 0;
	cx->conf = &conf;
	for (int i = 0; i < 1000; i++) {
		const char *key = profile_key(cx, i);
		held += profile_held(cx, key, 5);
		held50 += profile_held(cx, key, 50);
		CHECK(profile_held(cx, key, 100));
	}
	CHECK_INT(held, 0);
	CHECK(held50 > 350 && held50 < 550);
}

static void customers_of_before_are_counted_once(struct cx *cx)
{
	int64_t v;
	bool left = true;
	goods(cx, "a", &v);
	customer_add(cx);
	ordered(cx, 1, v, 2, TEST_NOW);
	CHECK_OK(profile_backfill(cx, 10, &left));
	CHECK(!left);
	CHECK_INT(number(cx, "SELECT units FROM profile_item"), 2);
	CHECK_INT(number(cx, "SELECT rev FROM profile"), 2);
	CHECK_OK(profile_backfill(cx, 10, &left));
	CHECK_INT(number(cx, "SELECT rev FROM profile"), 2);
}

static const struct test tests[] = {
	{"nobody is known", nobody_is_known},
	{"views are known at once and written later",
		views_are_known_at_once_and_written_later},
	{"a product seen again within a minute counts once",
		a_product_seen_again_within_a_minute_counts_once},
	{"what may not be used is zero", what_may_not_be_used_is_zero},
	{"orders are counted anew each time",
		orders_are_counted_anew_each_time},
	{"whoever objects has no orders in it",
		whoever_objects_has_no_orders_in_it},
	{"what is removed stays away until it is done again",
		what_is_removed_stays_away_until_it_is_done_again},
	{"undo takes the removal back", undo_takes_the_removal_back},
	{"erasing all removes nothing from suggestions",
		erasing_all_removes_nothing_from_suggestions},
	{"a login takes along what was removed",
		a_login_takes_along_what_was_removed},
	{"colours are of what was kept and is nobody's secret",
		colours_are_of_what_was_kept_and_is_nobodys_secret},
	{"what they hide is hidden until they undo it",
		what_they_hide_is_hidden_until_they_undo_it},
	{"erasing leaves nothing of a visitor",
		erasing_leaves_nothing_of_a_visitor},
	{"erasing with orders learns from new ones alone",
		erasing_with_orders_learns_from_new_ones_alone},
	{"a login takes what the browser saw, once",
		a_login_takes_what_the_browser_saw_once},
	{"a login takes what waits alone", a_login_takes_what_waits_alone},
	{"what waits is erased and cleared too",
		what_waits_is_erased_and_cleared_too},
	{"who switched off in the browser is asked nothing by a login",
		who_switched_off_in_the_browser_is_asked_nothing_by_a_login},
	{"so many are hidden, and no more", so_many_are_hidden_and_no_more},
	{"the hold-out group grows without letting anybody go",
		hold_out_grows_without_letting_anybody_go},
	{"a demo holds nobody at the usual share",
		a_demo_holds_nobody_at_the_usual_share},
	{"customers of before are counted once",
		customers_of_before_are_counted_once},
	{NULL, NULL},
};

int main(void)
{
	return test_run(tests);
}
