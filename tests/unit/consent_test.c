/* What somebody allowed: the newest answer counts, with its words. */
#include "domain/consent.h"

#include <string.h>

#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"
#include "tests/test.h"

#define WORDS "May we remember what you look at?"

static const struct consent_subject visitor = {CONSENT_VISITOR, "cookie-1"};
static const struct consent_subject customer = {CONSENT_CUSTOMER, "7"};
static const struct consent_subject email = {
	CONSENT_EMAIL, "aino@posti.example"};

static void nobody_has_answered_who_was_not_asked(struct cx *cx)
{
	struct consent_row row;
	CHECK_INT(consent_get(cx, &visitor, "browsing", &row), ERR_NOT_FOUND);
	struct consent_row *rows;
	size_t n = 9;
	CHECK_OK(consent_list(cx, &visitor, &rows, &n));
	CHECK_INT(n, 0);
}

static void newest_answer_counts_and_none_is_lost(struct cx *cx)
{
	struct consent_row row, *rows;
	size_t n;
	CHECK_OK(consent_set(cx, &visitor, "browsing", true, WORDS, "web"));
	CHECK_OK(consent_get(cx, &visitor, "browsing", &row));
	CHECK(row.granted);
	CHECK_STR(row.words, WORDS);
	CHECK_STR(row.channel, "web");
	CHECK_INT(row.at_ms, TEST_NOW);
	cx->now += MS_DAY;
	CHECK_OK(consent_set(cx, &visitor, "browsing", false, WORDS, "web"));
	CHECK_OK(consent_get(cx, &visitor, "browsing", &row));
	CHECK(!row.granted);
	CHECK_INT(row.at_ms, TEST_NOW + MS_DAY);
	CHECK_OK(consent_list(cx, &visitor, &rows, &n));
	CHECK_INT(n, 2);
	CHECK(!rows[0].granted);
	CHECK(rows[1].granted);
}

static void answers_are_apart_by_subject_and_purpose(struct cx *cx)
{
	struct consent_row row;
	CHECK_OK(consent_set(cx, &visitor, "browsing", true, WORDS, "web"));
	CHECK_OK(consent_set(cx, &customer, "history", false, "x", "staff"));
	CHECK_INT(consent_get(cx, &customer, "browsing", &row), ERR_NOT_FOUND);
	CHECK_INT(consent_get(cx, &visitor, "history", &row), ERR_NOT_FOUND);
	CHECK_INT(consent_get(cx, &email, "browsing", &row), ERR_NOT_FOUND);
	struct consent_subject same_id = {CONSENT_EMAIL, "7"};
	CHECK_INT(consent_get(cx, &same_id, "history", &row), ERR_NOT_FOUND);
	CHECK_OK(consent_get(cx, &customer, "history", &row));
	CHECK_STR(row.channel, "staff");
}

static void words_are_kept_once_and_other_words_are_another_version(
	struct cx *cx)
{
	struct consent_row first, second;
	CHECK_OK(consent_set(cx, &visitor, "browsing", true, WORDS, "web"));
	CHECK_OK(consent_get(cx, &visitor, "browsing", &first));
	CHECK_OK(consent_set(cx, &customer, "browsing", true, WORDS, "web"));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM consent_text"), 1);
	CHECK_OK(consent_set(
		cx, &visitor, "browsing", true, WORDS " Really?", "web"));
	CHECK_OK(consent_get(cx, &visitor, "browsing", &second));
	CHECK(strcmp(first.version, second.version) != 0);
	CHECK_INT(strlen(second.version), 16);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM consent_text"), 2);
	/* the same words of another question are another version */
	CHECK(strcmp(consent_version(cx->arena, "alert", WORDS),
		      first.version) != 0);
}

/* Neither the cookie's id nor the address can be read from the table. */
static void tables_hold_neither_cookie_nor_address(struct cx *cx)
{
	CHECK_OK(consent_set(cx, &visitor, "browsing", true, WORDS, "web"));
	CHECK_OK(consent_set(cx, &email, "newsletter", true, "x", "mail"));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM consent"
				  " WHERE subject LIKE '%cookie-1%'"
				  " OR subject LIKE '%aino%'"),
		0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM consent"
				  " WHERE length(subject) = 64"),
		2);
}

static void answer_rolls_back_with_what_it_stands_for(struct cx *cx)
{
	struct consent_row row;
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(consent_set(cx, &email, "newsletter", true, "x", "web"));
	CHECK_INT(db_end(cx->db, ERR_CONFLICT), ERR_CONFLICT);
	CHECK_INT(consent_get(cx, &email, "newsletter", &row), ERR_NOT_FOUND);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM consent_text"), 0);
}

int main(void)
{
	return test_run((struct test[]){
		{"nobody has answered who was not asked",
			nobody_has_answered_who_was_not_asked},
		{"newest answer counts and none is lost",
			newest_answer_counts_and_none_is_lost},
		{"answers are apart by subject and purpose",
			answers_are_apart_by_subject_and_purpose},
		{"words are kept once and other words are another version",
			words_are_kept_once_and_other_words_are_another_version},
		{"tables hold neither cookie nor address",
			tables_hold_neither_cookie_nor_address},
		{"answer rolls back with what it stands for",
			answer_rolls_back_with_what_it_stands_for},
		{NULL, NULL},
	});
}
