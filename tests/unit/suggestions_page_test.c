/* The owner's page of what suggestions bring. */
#include <string.h>

#include "domain/rail_stat.h"
#include "domain/setting.h"
#include "handlers/admin/admin.h"
#include "handlers/admin/suggestions.h"
#include "lib/db.h"
#include "tests/admin.h"

static void day(struct cx *cx, int64_t d, const char *arm, int64_t people,
	int64_t buyers, int64_t each)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO rail_day (day, rail, arm, subjects, buyers,"
		" spent_minor, spent_sq) VALUES (:day, '', :arm, :people,"
		" :buyers, :spent, :sq)");
	db_bind_int(q, ":day", d);
	db_bind_text(q, ":arm", arm);
	db_bind_int(q, ":people", people);
	db_bind_int(q, ":buyers", buyers);
	db_bind_int(q, ":spent", buyers * each);
	db_bind_int(q, ":sq", buyers * (each / 100) * (each / 100));
	CHECK_OK(db_exec(q, NULL));
}

static void shelf(struct cx *cx, int64_t d, const char *rail, int64_t shown,
	int64_t clicked)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO rail_day (day, rail, arm, shown, clicked, bought,"
		" revenue_minor) VALUES (:day, :rail, 'shown', :shown,"
		" :clicked, 2, 4990)");
	db_bind_int(q, ":day", d);
	db_bind_text(q, ":rail", rail);
	db_bind_int(q, ":shown", shown);
	db_bind_int(q, ":clicked", clicked);
	CHECK_OK(db_exec(q, NULL));
}

static struct req page(struct cx *cx, const char *days)
{
	struct param query[] = {{"days", days}, {NULL, NULL}};
	struct req r = admin_req(cx, NULL, NULL);
	r.query = query;
	CHECK_OK(admin_suggestions(&r));
	CHECK_INT(r.status, 200);
	r.query = NULL;
	return r;
}

static void a_shop_without_consents_says_that_nobody_accepted(struct cx *cx)
{
	struct req r = page(cx, NULL);
	CHECK(admin_shows(&r, "Nobody has accepted to be remembered yet"));
	CHECK(!admin_shows(&r, "Shelf by shelf"));
}

static void days_without_anybody_say_so(struct cx *cx)
{
	shelf(cx, 20260801, "with", 100, 5);
	struct req r = page(cx, "7");
	CHECK(admin_shows(&r, "Nothing in these days"));
	r = page(cx, "all");
	CHECK(admin_shows(&r, "Shelf by shelf"));
}

/* 4.1 of 100 against 4.0: nobody can tell. */
static void few_people_are_too_early_to_tell(struct cx *cx)
{
	day(cx, 20261120, "shown", 194, 8, 5000);
	day(cx, 20261120, "held", 20, 1, 5000);
	struct req r = page(cx, "28");
	CHECK(admin_shows(&r,
		"It is too early to tell: with 214 people the difference could "
		"be anything between \xe2\x88\x92"
		"19.6 and +4.7 buyers of 100 "
		"people."));
	CHECK(admin_shows(&r, "too early to tell."));
	CHECK(admin_shows(&r, "Nobody else is in any number here"));
	CHECK(admin_shows(&r, "the comparison says nothing of them"));
	CHECK(admin_shows(&r, "<td class=\"r\">4.1</td>"));
}

static void a_clear_difference_is_told_in_words(struct cx *cx)
{
	day(cx, 20261120, "shown", 4000, 400, 5000);
	day(cx, 20261120, "held", 2000, 100, 5000);
	struct req r = page(cx, "28");
	CHECK(admin_shows(
		&r, "Suggestions bring buyers: of 100 people 5.0 more buy."));
	CHECK(admin_shows(&r, "A person spends \xe2\x82\xac"
			      "2.50 more with suggestions"));
}

static void a_loss_is_told_as_well(struct cx *cx)
{
	day(cx, 20261120, "shown", 4000, 200, 5000);
	day(cx, 20261120, "held", 2000, 200, 5000);
	struct req r = page(cx, "28");
	CHECK(admin_shows(&r,
		"Suggestions cost you buyers: of 100 people 5.0 fewer buy."));
	CHECK(admin_shows(&r, "2.50 less with suggestions"));
}

static void without_a_hold_out_it_says_how_to_have_one(struct cx *cx)
{
	day(cx, 20261120, "shown", 100, 4, 5000);
	struct req r = page(cx, "28");
	CHECK(admin_shows(&r, "There are not people in both groups yet"));
	CHECK_OK(setting_set(cx, "personal.holdout", NULL, "0"));
	r = page(cx, "28");
	CHECK(admin_shows(&r, "Nobody is held out now"));
}

static void shelves_have_rates_with_their_range(struct cx *cx)
{
	shelf(cx, 20261120, "with", 263, 81);
	shelf(cx, 20261121, "recent", 0, 3);
	struct req r = page(cx, "28");
	CHECK(admin_shows(&r, "<th scope=\"row\">Goes with</th>"));
	CHECK(admin_shows(&r, "<td class=\"r\">30.8</td>"));
	CHECK(admin_shows(&r, "25.5 \xe2\x80\xa6 36.6"));
	CHECK(admin_shows(&r, "\xe2\x82\xac"
			      "99.80"));
	CHECK(!admin_shows(&r, "nan"));
}

static void numbers_can_be_taken_along(struct cx *cx)
{
	shelf(cx, 20261120, "with", 263, 81);
	struct req r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_suggestions_file(&r));
	CHECK_STR(r.content_type, "text/csv; charset=utf-8");
	CHECK(admin_shows(&r, "2026-11-20,with,shown,0,263,81,2,49.90,"));
}

int main(void)
{
	return test_run((const struct test[]){
		{"a shop without consents says that nobody accepted",
			a_shop_without_consents_says_that_nobody_accepted},
		{"days without anybody say so", days_without_anybody_say_so},
		{"few people are too early to tell",
			few_people_are_too_early_to_tell},
		{"a clear difference is told in words",
			a_clear_difference_is_told_in_words},
		{"a loss is told as well", a_loss_is_told_as_well},
		{"without a hold-out it says how to have one",
			without_a_hold_out_it_says_how_to_have_one},
		{"shelves have rates with their range",
			shelves_have_rates_with_their_range},
		{"numbers can be taken along", numbers_can_be_taken_along},
		{NULL, NULL},
	});
}
