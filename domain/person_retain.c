/* What comes to its end: stated periods, each with the statements that end
 * it, a few rows a transaction so that no buyer waits. */
#include "domain/person_in.h"

#include <inttypes.h>
#include <string.h>

#include "domain/alert.h"
#include "domain/clean.h"
#include "domain/event.h"
#include "domain/outbox.h"
#include "domain/person_old.h"
#include "domain/search_log.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/err.h"

enum { BOOKS_YEARS = 6, CONSENT_MONTHS = 12 };

/* ---- rows that go by their age ---- */

#define SOME " ORDER BY id LIMIT 200)"

#define GUEST_LISTS                                           \
	" (SELECT id FROM wishlist WHERE session IS NOT NULL" \
	" AND updated_ms < :before" SOME
TABLE_SQL(old_wishes, "DELETE FROM wish WHERE wishlist IN" GUEST_LISTS);
TABLE_SQL(old_lists, "DELETE FROM wishlist WHERE id IN" GUEST_LISTS);
TABLE_SQL(old_alerts,
	"DELETE FROM alert WHERE id IN (SELECT id FROM alert"
	" WHERE state <> 'active'"
	" AND coalesce(sent_ms, confirmed_ms, created_ms) < :before" SOME);
TABLE_SQL(old_letters,
	"DELETE FROM subscriber WHERE id IN (SELECT id FROM subscriber"
	" WHERE (state = 'asked' AND created_ms < :before)"
	" OR (state = 'ended' AND coalesce(ended_ms, created_ms) < :before)" SOME);
TABLE_SQL(old_questions,
	"UPDATE question SET email = '', email_norm = '', name = CASE"
	" WHEN state = 'shown' THEN name ELSE '' END"
	" WHERE id IN (SELECT id FROM question WHERE email <> ''"
	" AND coalesce(answered_ms, created_ms) < :before" SOME);
TABLE_SQL(old_cases,
	"UPDATE return_case SET name = '', order_text = '', email = '',"
	" statement = '', remark = '', message = '', label = '', answer = '',"
	" tracking = '' WHERE id IN (SELECT id FROM return_case"
	" WHERE state IN ('settled', 'refused', 'cancelled')"
	" AND (email <> '' OR statement <> '')"
	" AND coalesce(settled_ms, at_ms) < :before" SOME);
TABLE_SQL(old_consents,
	"DELETE FROM consent WHERE id IN (SELECT id FROM consent"
	" WHERE subject_kind = 'visitor' AND at_ms < :before" SOME);
TABLE_SQL(old_jobs,
	"DELETE FROM outbox WHERE id IN (SELECT id FROM outbox"
	" WHERE state IN ('done', 'dead') AND created_ms < :before" SOME);
TABLE_SQL(old_audit, "DELETE FROM audit WHERE id IN (SELECT id FROM audit"
		     " WHERE at_ms < :before" SOME);
TABLE_SQL(old_links,
	"DELETE FROM account_link WHERE id IN (SELECT id FROM account_link"
	" WHERE expires_ms < :before" SOME);
TABLE_SQL(old_steps, "DELETE FROM login_step WHERE expires_ms < :before");

/* The rows of one rule, until there are none left. */
static int rows_end(
	struct cx *cx, table_sql *const *list, int64_t before_ms, int64_t *n)
{
	for (;;) {
		int64_t gone = 0;
		int rc = db_begin(cx->db);
		if (rc < 0)
			return rc;
		for (size_t i = 0; rc == OK && i < 2 && list[i]; i++) {
			struct db_stmt *q = list[i](cx->db);
			db_bind_int(q, ":before", before_ms);
			rc = db_exec(q, &gone);
		}
		rc = db_end(cx->db, rc);
		if (rc < 0 || gone == 0)
			return rc;
		*n += gone;
	}
}

/* ---- the periods ---- */

struct rule {
	const char *code; /* NULL: fixed */
	const char *unit;
	int64_t fixed; /* the least, where the owner sets it */
	const char *what, *why;
	table_sql *list[2];
	int (*fn)(struct cx *cx, int64_t before_ms, int64_t *n);
};

/* clang-format off */
static const struct rule rules[] = {
	{"retention.unconfirmed", "days", 0,
		N_("Accounts whose address was never confirmed"),
		N_("Somebody may have typed an address that is not theirs."),
		{NULL}, person_end_unconfirmed},
	{"retention.inactive", "months", 0,
		N_("Accounts without a login and without an order"),
		N_("A mail tells 30 days ahead; a login keeps the account."),
		{NULL}, person_end_inactive},
	{"retention.carts", "days", 0,
		N_("Carts of visitors that nobody touched"),
		N_("So that you find your cart again."), {NULL}, NULL},
	{NULL, "days", CLEAN_CUSTOMER_CART_DAYS,
		N_("Carts of accounts that nobody touched"),
		N_("So that you find your cart again."), {NULL}, NULL},
	{"retention.lists", "days", 0, N_("Lists of visitors without an account"),
		N_("So that you find your list again."), {old_wishes, old_lists}, NULL},
	{"retention.alerts", "days", 0,
		N_("What you wanted to be told of, once told, ended or never confirmed"),
		N_("So that it can be looked into why a mail came."), {old_alerts}, NULL},
	{"retention.waiting", "days", 0,
		N_("What you wait to be told of"),
		N_("A mail tells you that it ended; you can ask again."), {NULL}, alert_end_old},
	{"retention.letters", "days", 0,
		N_("Addresses that ended the letters or never confirmed them"),
		N_("So that it can be looked into why a mail came."), {old_letters}, NULL},
	{"retention.questions", "days", 0,
		N_("Your address in a question about a product, once answered"),
		N_("So that you can be asked back."), {old_questions}, NULL},
	{"retention.returns", "months", 0,
		N_("What was written about a return, once it is closed"),
		N_("Claims can be made for three years."), {old_cases}, NULL},
	{"retention.unpaid", "months", 0,
		N_("Name and address of orders that were never paid"),
		N_("So that questions can be answered."), {NULL}, person_end_unpaid},
	/* as long as the cookie that it proves */
	{"retention.consents", "months", CONSENT_MONTHS,
		N_("Your choices about cookies, after you made them"),
		N_("The shop has to be able to show what you chose."), {old_consents}, NULL},
	{"retention.events", "days", 0,
		N_("What you looked at and searched for, if you accepted that"),
		N_("To show you things you may like."), {NULL}, event_end},
	{"retention.jobs", "days", 0, N_("The list of mails that were sent"),
		N_("So that it can be looked into whether a mail went out."), {old_jobs}, NULL},
	{"retention.audit", "months", 0, N_("Who changed what in the shop’s system"),
		N_("To find mistakes and misuse."), {old_audit}, NULL},
	{NULL, "years", BOOKS_YEARS,
		N_("Orders, invoices and bank transfers, after the end of their year"),
		N_("Bookkeeping law asks for it."), {NULL}, person_end_books},
	{NULL, "days", 7, N_("Links that were mailed, once they are over"),
		N_("So that an old link can say that it is old."), {old_links}, NULL},
	{NULL, "days", 1, N_("Failed attempts to log in, as keyed numbers"),
		N_("To stop people who guess passwords."), {old_steps}, NULL},
	{NULL, "days", SEARCH_LOG_DAYS, N_("Words that were searched for, without who it was"),
		N_("To find what the shop lacks."), {NULL}, NULL},
};
/* clang-format on */
enum { RULES = sizeof(rules) / sizeof(*rules) };

/* Never all at once because somebody typed 0. */
static int64_t period_of(struct cx *cx, const struct rule *r)
{
	int64_t n = r->code ? setting_int(cx, r->code) : r->fixed;
	int64_t least = r->fixed > 1 ? r->fixed : 1;
	return n < least ? least : n;
}

int person_periods(struct cx *cx, struct person_period **out, size_t *n)
{
	*out = ARENA_ARRAY(cx->arena, struct person_period, RULES);
	*n = RULES;
	for (size_t i = 0; i < RULES; i++)
		(*out)[i] = (struct person_period){rules[i].code, rules[i].unit,
			rules[i].what, rules[i].why, period_of(cx, &rules[i])};
	return OK;
}

static int64_t before_of(struct cx *cx, const struct rule *r)
{
	/* a month is 31 days: never too early */
	int64_t days = strcmp(r->unit, "days") == 0     ? 1
		       : strcmp(r->unit, "months") == 0 ? 31
							: 366;
	return cx->now - period_of(cx, r) * days * MS_DAY;
}

int person_retain(struct cx *cx, int64_t *n)
{
	int rc = OK;
	*n = 0;
	for (size_t i = 0; rc == OK && i < RULES; i++) {
		int64_t before_ms = before_of(cx, &rules[i]);
		if (rules[i].fn)
			rc = rules[i].fn(cx, before_ms, n);
		else if (rules[i].list[0])
			rc = rows_end(cx, rules[i].list, before_ms, n);
	}
	return rc;
}
