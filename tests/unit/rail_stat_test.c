/* What shelves bring, against numbers that were added up by hand; in one file
 * because all of it rests on the same people, orders and days. */
#include "domain/rail_stat.h"

#include <inttypes.h>
#include <string.h>

#include "domain/rail.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "tests/orders.h"

enum { MON = 20261116, TUE, WED, SUN = 20261122, TODAY, TEN = 10 * 60 };

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

static void event_at(struct cx *cx, int64_t ms, const char *subject,
	const char *kind, const char *rail, int64_t product, int64_t order)
{
	run(cx, arena_printf(cx->arena,
			"INSERT INTO event (at_ms, subject, kind, rail,"
			" product, orders) VALUES (%" PRId64 ", '%s', '%s',"
			" '%s', %" PRId64 ", %" PRId64 ")",
			ms, subject, kind, rail, product, order));
}

static void event(struct cx *cx, int64_t day, int minute, const char *subject,
	const char *kind, const char *rail, int64_t product)
{
	event_at(
		cx, clock_moment(day, minute), subject, kind, rail, product, 0);
}

/* An order with one line. */
static void order_at(struct cx *cx, int64_t id, int64_t ms, int64_t customer,
	int64_t variant, int64_t qty, int64_t unit)
{
	run(cx, arena_printf(cx->arena,
			"INSERT INTO orders (id, number, attempt_key, email,"
			" email_norm, customer, locale, location, currency,"
			" state, payment, goods_minor, delivery_minor,"
			" total_minor, placed_ms, placed_day) VALUES (%" PRId64
			", %" PRId64 ", 'a%" PRId64 "', 'a@b', 'a@b', %" PRId64
			", 'en', 1, 'EUR', 'placed', 'transfer', 0, 490, 490,"
			" %" PRId64 ", 0);"
			"INSERT INTO order_line (id, orders, position, kind,"
			" variant, name, qty, unit_minor) VALUES (%" PRId64
			", %" PRId64 ", 1, 'goods', %" PRId64
			", 'Thing', %" PRId64 ", %" PRId64 ")",
			id, id, id, customer, ms, id, id, variant, qty, unit));
}

static int64_t number(struct cx *cx, int64_t day, const char *rail,
	const char *arm, const char *column)
{
	static const char *const columns[] = {"subjects", "shown", "clicked",
		"bought", "revenue_minor", "buyers", "spent_minor", "spent_sq"};
	int64_t out = -1;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT subjects, shown, clicked, bought, revenue_minor,"
		" buyers, spent_minor, spent_sq FROM rail_day"
		" WHERE day = :day AND rail = :rail AND arm = :arm");
	db_bind_int(q, ":day", day);
	db_bind_text(q, ":rail", rail);
	db_bind_text(q, ":arm", arm);
	bool there = db_one(q) == OK;
	for (size_t i = 0; there && i < sizeof(columns) / sizeof(*columns);
		i++) {
		int64_t n = db_next_int(q);
		if (!strcmp(columns[i], column))
			out = n;
	}
	db_done(q);
	return out;
}

static int64_t roll(struct cx *cx)
{
	int64_t days = -1;
	CHECK_OK(rail_stat_roll(cx, false, &days));
	return days;
}

/*
 * Monday: Aino (c1) sees For you three times, clicks product 1 and 2 there;
 * Eino (c2) is held back; a browser (v1) sees For you twice, another (v2) only
 * what goes with something.  Tuesday: Aino clicks product 2 on Recently viewed
 * and orders both at noon: 2 of product 1 at 10.00 less 1.00, 1 of product 2
 * at 5.00.  Wednesday: Eino orders for 50.00.  Sunday: v1 orders 3 at 10.00,
 * one of which is credited.
 */
static void week(struct cx *cx)
{
	int64_t one, two;
	int64_t v1 = test_product(
		cx, (struct test_product){.slug = "one", .product = &one});
	int64_t v2 = test_product(
		cx, (struct test_product){.slug = "two", .product = &two});
	for (int i = 0; i < 3; i++)
		event(cx, MON, TEN + i, "c1", "shown", "for-you", 0);
	event(cx, MON, TEN + 5, "c1", "click", "for-you", one);
	event(cx, MON, TEN + 6, "c1", "click", "for-you", two);
	event(cx, MON, TEN, "c2", "held", "for-you", 0);
	event(cx, MON, TEN, "v1", "shown", "for-you", 0);
	event(cx, MON, TEN + 1, "v1", "shown", "for-you", 0);
	event(cx, MON, TEN, "v2", "shown", "with", 0);
	event(cx, TUE, TEN, "c1", "shown", "recent", 0);
	event(cx, TUE, TEN, "c1", "click", "recent", two);
	order_at(cx, 1, clock_moment(TUE, 12 * 60), 1, v1, 2, 1000);
	run(cx, arena_printf(cx->arena,
			"INSERT INTO order_line (id, orders, position, kind,"
			" variant, name, qty, unit_minor) VALUES (100, 1, 2,"
			" 'goods', %" PRId64 ", 'Two', 1, 500);"
			"INSERT INTO order_line (orders, position, kind, name,"
			" qty, unit_minor) VALUES (1, 3, 'delivery', 'Post', 1,"
			" 490);"
			"INSERT INTO adjustment (order_line, split_id, source,"
			" label, amount_minor) VALUES (1, 1, 'code', '', -100)",
			v2));
	order_at(cx, 2, clock_moment(WED, TEN), 2, v1, 5, 1000);
	order_at(cx, 3, clock_moment(SUN, TEN), 0, v2, 3, 1000);
	event_at(cx, clock_moment(SUN, TEN), "v1", "order", "", 0, 3);
	run(cx, "INSERT INTO credit (id, orders, at_ms) VALUES (1, 3, 1);"
		"INSERT INTO credit_line (credit, order_line, qty, gross_minor)"
		" VALUES (1, 3, 1, 1000)");
}

static void a_week_is_what_it_adds_up_to_by_hand(struct cx *cx)
{
	week(cx);
	CHECK_INT(roll(cx), 8);
	CHECK_INT(number(cx, MON, "for-you", "shown", "subjects"), 2);
	CHECK_INT(number(cx, MON, "for-you", "shown", "shown"), 5);
	CHECK_INT(number(cx, MON, "for-you", "shown", "clicked"), 2);
	CHECK_INT(number(cx, MON, "for-you", "shown", "bought"), 1);
	CHECK_INT(number(cx, MON, "for-you", "shown", "revenue_minor"), 1900);
	CHECK_INT(number(cx, MON, "for-you", "held", "shown"), 1);
	CHECK_INT(number(cx, MON, "with", "shown", "shown"), 1);
	CHECK_INT(number(cx, TUE, "recent", "shown", "clicked"), 1);
	CHECK_INT(number(cx, TUE, "recent", "shown", "bought"), 1);
	CHECK_INT(number(cx, TUE, "recent", "shown", "revenue_minor"), 500);

	CHECK_INT(number(cx, MON, "", "shown", "subjects"), 2);
	CHECK_INT(number(cx, MON, "", "shown", "buyers"), 2);
	CHECK_INT(number(cx, MON, "", "shown", "spent_minor"), 2400 + 2000);
	CHECK_INT(number(cx, MON, "", "shown", "spent_sq"), 576 + 400);
	CHECK_INT(number(cx, MON, "", "held", "subjects"), 1);
	CHECK_INT(number(cx, MON, "", "held", "buyers"), 1);
	CHECK_INT(number(cx, MON, "", "held", "spent_minor"), 5000);
	CHECK_INT(number(cx, MON, "", "held", "spent_sq"), 2500);
	CHECK_INT(number(cx, TUE, "", "shown", "subjects"), 0);
}

/* 40 million euros in a week, then all that 64 bits hold. */
static void what_somebody_spends_is_never_too_much_to_square(struct cx *cx)
{
	struct rail_report rep;
	int64_t big = INT64_C(4000000000), most = INT64_C(9000000000000000000);
	week(cx);
	order_at(cx, 9, clock_moment(TUE, TEN), 8, 1, 1, big);
	event(cx, MON, TEN, "c8", "shown", "for-you", 0);
	roll(cx);
	CHECK_INT(number(cx, MON, "", "shown", "spent_sq"),
		INT64_C(1600000000000000) + 576 + 400);
	event(cx, WED, TEN, "c9", "shown", "for-you", 0);
	order_at(cx, 10, clock_moment(WED, TEN + 1), 9, 1, 1, most);
	roll(cx);
	CHECK_INT(number(cx, WED, "", "shown", "spent_sq"), INT64_MAX);
	CHECK_OK(rail_stat_read(cx, MON, SUN, &rep));
	CHECK_INT(rep.shown.spent_sq, INT64_MAX);
	CHECK_INT(rep.shown.people, 4);
}

static void counting_twice_changes_nothing(struct cx *cx)
{
	struct buf once = {0}, twice = {0};
	week(cx);
	roll(cx);
	CHECK_OK(rail_stat_csv(cx, 0, TODAY, &once));
	roll(cx);
	int64_t days;
	CHECK_OK(rail_stat_roll(cx, true, &days));
	CHECK_OK(rail_stat_csv(cx, 0, TODAY, &twice));
	CHECK_STR(twice.p, once.p);
	CHECK(strstr(once.p, "2026-11-16,for-you,shown,2,5,2,1,19.00,0,0.00,"
			     "0\r\n"));
	CHECK(strstr(once.p, "2026-11-16,all,held,1,0,0,0,0.00,1,50.00,2500"));
	buf_release(&once);
	buf_release(&twice);
}

static void a_report_adds_days_and_leaves_others_out(struct cx *cx)
{
	struct rail_report r;
	week(cx);
	roll(cx);
	CHECK_OK(rail_stat_read(cx, MON, TODAY, &r));
	CHECK_STR(r.rails[0].rail, "for-you");
	CHECK_INT(r.rails[0].shown, 5);
	CHECK_INT(r.rails[0].held, 1);
	CHECK_INT(r.rails[0].revenue.minor, 1900);
	CHECK_INT(r.all.shown, 7);
	CHECK_INT(r.all.clicked, 3);
	CHECK_INT(r.all.bought, 2);
	CHECK_INT(r.all.revenue.minor, 2400);
	CHECK_INT(r.shown.people, 2);
	CHECK_INT(r.held.spent.minor, 5000);
	CHECK_INT(r.n_days, 8);
	CHECK_INT(r.days[0].day, MON);
	CHECK_INT(r.days[0].clicked, 2);
	CHECK_OK(rail_stat_read(cx, TUE, TODAY, &r));
	CHECK_INT(r.all.shown, 1);
	CHECK_INT(r.shown.people, 0);
}

static void a_line_counts_until_seven_days_after_the_click(struct cx *cx)
{
	int64_t product;
	int64_t v = test_product(
		cx, (struct test_product){.product = &product});
	int64_t click = clock_moment(MON, TEN), days = RAIL_BUYS_DAYS * MS_DAY;
	event_at(cx, click, "c1", "click", "with", product, 0);
	order_at(cx, 1, click + days, 1, v, 1, 1000);
	roll(cx);
	CHECK_INT(number(cx, MON, "with", "shown", "bought"), 0);
	order_at(cx, 2, click + days - 1, 1, v, 1, 1000);
	roll(cx);
	CHECK_INT(number(cx, MON, "with", "shown", "bought"), 1);
	order_at(cx, 3, click - 1, 1, v, 1, 1000);
	order_at(cx, 4, click, 2, v, 1, 1000);
	roll(cx);
	CHECK_INT(number(cx, MON, "with", "shown", "bought"), 1);
	run(cx, "UPDATE orders SET state = 'cancelled' WHERE id = 2");
	roll(cx);
	CHECK_INT(number(cx, MON, "with", "shown", "bought"), 0);
}

static void one_line_belongs_to_one_click_and_one_way_to_the_order(
	struct cx *cx)
{
	int64_t product;
	int64_t v = test_product(
		cx, (struct test_product){.product = &product});
	int64_t ms = clock_moment(TUE, TEN);
	event_at(cx, ms, "c1", "click", "with", product, 0);
	event_at(cx, ms, "c1", "click", "similar", product, 0);
	/* The account's order, told by an event as well. */
	order_at(cx, 1, ms + 1000, 1, v, 1, 1000);
	event_at(cx, ms + 1000, "c1", "order", "", 0, 1);
	roll(cx);
	CHECK_INT(number(cx, TUE, "with", "shown", "bought"), 0);
	CHECK_INT(number(cx, TUE, "similar", "shown", "bought"), 1);
	CHECK_INT(number(cx, TUE, "similar", "shown", "revenue_minor"), 1000);
}

static void what_the_owner_changes_counts_as_it_is_now(struct cx *cx)
{
	int64_t product;
	int64_t v = test_product(
		cx, (struct test_product){.product = &product});
	int64_t ms = clock_moment(TUE, TEN);
	event_at(cx, ms, "c1", "click", "with", product, 0);
	order_at(cx, 1, ms + 1000, 1, v, 2, 1000);
	run(cx, "INSERT INTO line_change (order_line, delta, reason, at_ms,"
		" amount_minor) VALUES (1, -1, '', 1, -1000)");
	roll(cx);
	CHECK_INT(number(cx, TUE, "with", "shown", "revenue_minor"), 1000);
	run(cx, "INSERT INTO line_change (order_line, delta, reason, at_ms,"
		" amount_minor) VALUES (1, -1, '', 1, -1000)");
	roll(cx);
	CHECK_INT(number(cx, TUE, "with", "shown", "bought"), 0);
	CHECK_INT(number(cx, TUE, "with", "shown", "revenue_minor"), 0);
}

static void events_that_come_late_are_counted(struct cx *cx)
{
	event(cx, MON, TEN, "v1", "shown", "for-you", 0);
	roll(cx);
	CHECK_INT(number(cx, MON, "", "shown", "subjects"), 1);
	event(cx, MON, TEN - 1, "v2", "shown", "for-you", 0);
	event(cx, WED, TEN, "v1", "shown", "again", 0);
	roll(cx);
	CHECK_INT(number(cx, MON, "for-you", "shown", "shown"), 2);
	CHECK_INT(number(cx, MON, "", "shown", "subjects"), 2);
	CHECK_INT(number(cx, WED, "", "shown", "subjects"), 0);
}

static void a_person_counts_once_a_month(struct cx *cx)
{
	event(cx, 20261030, TEN, "v1", "shown", "for-you", 0);
	event(cx, 20261031, TEN, "v1", "shown", "for-you", 0);
	event(cx, 20261101, TEN, "v1", "shown", "for-you", 0);
	event(cx, 20261101, TEN, "v2", "held", "again", 0);
	event(cx, 20261102, TEN, "v2", "held", "again", 0);
	roll(cx);
	CHECK_INT(number(cx, 20261030, "", "shown", "subjects"), 1);
	CHECK_INT(number(cx, 20261031, "", "shown", "subjects"), 0);
	CHECK_INT(number(cx, 20261101, "", "shown", "subjects"), 1);
	CHECK_INT(number(cx, 20261101, "", "held", "subjects"), 1);
	CHECK_INT(number(cx, 20261102, "", "held", "subjects"), -1);
}

static void a_day_of_25_hours_is_one_day(struct cx *cx)
{
	enum { LONG_DAY = 20261025 };
	int64_t midnight = clock_moment(LONG_DAY, 0);
	int64_t end = clock_day_end(LONG_DAY);
	CHECK_INT(end - midnight, 25 * MS_HOUR);
	event_at(cx, midnight - 1, "v1", "shown", "with", 0, 0);
	event_at(cx, midnight, "v1", "shown", "with", 0, 0);
	event_at(cx, midnight + 24 * MS_HOUR, "v1", "shown", "with", 0, 0);
	event_at(cx, end - 1, "v1", "shown", "with", 0, 0);
	event_at(cx, end, "v1", "shown", "with", 0, 0);
	roll(cx);
	CHECK_INT(number(cx, 20261024, "with", "shown", "shown"), 1);
	CHECK_INT(number(cx, LONG_DAY, "with", "shown", "shown"), 3);
	CHECK_INT(number(cx, 20261026, "with", "shown", "shown"), 1);
	CHECK_INT(rail_stat_before(20261026, 1), LONG_DAY);
	CHECK_INT(rail_stat_before(LONG_DAY, -1), 20261026);
	CHECK_INT(rail_stat_before(20270329, 1), 20270328);
	CHECK_INT(rail_stat_before(20270327, -2), 20270329);
}

static void what_was_counted_stays_when_events_go(struct cx *cx)
{
	event(cx, MON, TEN, "v1", "shown", "with", 0);
	event(cx, TUE, TEN, "v1", "shown", "with", 0);
	event(cx, TODAY, TEN, "v1", "shown", "with", 0);
	roll(cx);
	cx->now += 60 * MS_DAY;
	run(cx, "DELETE FROM event");
	event_at(cx, cx->now, "v1", "shown", "with", 0, 0);
	roll(cx);
	CHECK_INT(number(cx, MON, "with", "shown", "shown"), 1);
	CHECK_INT(number(cx, TODAY, "with", "shown", "shown"), 1);
	CHECK_INT(number(cx, clock_day(cx->now), "with", "shown", "shown"), 1);
}

static void days_that_were_missed_are_caught_up(struct cx *cx)
{
	event(cx, MON, TEN, "v1", "shown", "with", 0);
	roll(cx);
	cx->now += 30 * MS_DAY;
	event(cx, 20261201, TEN, "v1", "shown", "with", 0);
	roll(cx);
	CHECK_INT(number(cx, 20261201, "with", "shown", "shown"), 1);
	CHECK_INT(number(cx, MON, "with", "shown", "shown"), 1);
}

/* Goods come back weeks after: the nightly count sees it. */
static void what_is_credited_weeks_later_is_taken_off(struct cx *cx)
{
	int64_t days;
	week(cx);
	event(cx, MON, 1, "v9", "shown", "with", 0);
	event(cx, MON - 1, 1, "v9", "shown", "with", 0);
	cx->now += 30 * MS_DAY;
	roll(cx);
	run(cx, "INSERT INTO credit (id, orders, at_ms) VALUES (2, 1, 1);"
		"INSERT INTO credit_line (credit, order_line, qty, gross_minor)"
		" VALUES (2, 1, 2, 1900)");
	roll(cx);
	CHECK_INT(number(cx, MON, "for-you", "shown", "revenue_minor"), 1900);
	CHECK_OK(rail_stat_roll(cx, true, &days));
	CHECK_INT(number(cx, MON, "for-you", "shown", "revenue_minor"), 0);
	CHECK_INT(number(cx, MON, "", "shown", "spent_minor"), 500 + 2000);
}

/* Eino sees what sells instead of For you, and clicks there. */
static void clicks_of_who_is_held_out_are_counted_apart(struct cx *cx)
{
	struct rail_report r;
	int64_t product;
	int64_t v = test_product(
		cx, (struct test_product){.product = &product});
	event(cx, TUE, TEN, "c1", "shown", "for-you", 0);
	event(cx, TUE, TEN, "c1", "click", "for-you", product);
	event(cx, TUE, TEN, "c2", "held", "for-you", 0);
	event(cx, TUE, TEN + 1, "c2", "click", "for-you", product);
	order_at(cx, 1, clock_moment(TUE, TEN + 2), 2, v, 1, 1000);
	roll(cx);
	CHECK_INT(number(cx, TUE, "for-you", "shown", "clicked"), 1);
	CHECK_INT(number(cx, TUE, "for-you", "shown", "bought"), 0);
	CHECK_INT(number(cx, TUE, "for-you", "held", "clicked"), 1);
	CHECK_INT(number(cx, TUE, "for-you", "held", "bought"), 1);
	CHECK_OK(rail_stat_read(cx, MON, TODAY, &r));
	CHECK_INT(r.all.clicked, 1);
	CHECK_INT(r.all.held_clicked, 1);
	CHECK_INT(r.all.revenue.minor, 0);
}

/* The SQL names the shelves that the hold-out group does not see. */
static void personal_shelves_are_the_same_everywhere(struct cx *cx)
{
	for (int i = 0; rail_codes[i]; i++) {
		const char *quoted = arena_printf(
			cx->arena, "'%s'", rail_codes[i]);
		CHECK_INT(strstr(RAIL_PERSONAL_SQL, quoted) != NULL,
			rail_is_personal((enum rail_code)i));
	}
}

static void a_shop_without_events_counts_nothing(struct cx *cx)
{
	struct rail_report r;
	CHECK_INT(roll(cx), 0);
	CHECK_OK(rail_stat_read(cx, 0, TODAY, &r));
	CHECK_INT(r.all.shown, 0);
	CHECK_INT(r.n_days, 0);
}

int main(void)
{
	return test_run((const struct test[]){
		{"a week is what it adds up to by hand",
			a_week_is_what_it_adds_up_to_by_hand},
		{"what somebody spends is never too much to square",
			what_somebody_spends_is_never_too_much_to_square},
		{"counting twice changes nothing",
			counting_twice_changes_nothing},
		{"a report adds days and leaves others out",
			a_report_adds_days_and_leaves_others_out},
		{"a line counts until seven days after the click",
			a_line_counts_until_seven_days_after_the_click},
		{"one line belongs to one click and one way to the order",
			one_line_belongs_to_one_click_and_one_way_to_the_order},
		{"what the owner changes counts as it is now",
			what_the_owner_changes_counts_as_it_is_now},
		{"events that come late are counted",
			events_that_come_late_are_counted},
		{"a person counts once a month", a_person_counts_once_a_month},
		{"a day of 25 hours is one day", a_day_of_25_hours_is_one_day},
		{"what was counted stays when events go",
			what_was_counted_stays_when_events_go},
		{"days that were missed are caught up",
			days_that_were_missed_are_caught_up},
		{"what is credited weeks later is taken off",
			what_is_credited_weeks_later_is_taken_off},
		{"clicks of who is held out are counted apart",
			clicks_of_who_is_held_out_are_counted_apart},
		{"personal shelves are the same everywhere",
			personal_shelves_are_the_same_everywhere},
		{"a shop without events counts nothing",
			a_shop_without_events_counts_nothing},
		{NULL, NULL},
	});
}
