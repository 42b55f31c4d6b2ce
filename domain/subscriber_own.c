/* Letters of those who have an account, and what becomes of a row when an
 * address changes or a person goes. */
#include <inttypes.h>
#include <string.h>

#include "domain/account.h"
#include "domain/consent.h"
#include "domain/subscriber_in.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/text.h"

static struct consent_subject subject_of(struct cx *cx, int64_t customer)
{
	return (struct consent_subject){CONSENT_CUSTOMER,
		arena_printf(cx->arena, "%" PRId64, customer)};
}

/* Whoever has not proved an address is told nothing of it. */
static int own_row(
	struct cx *cx, const struct account *who, struct subscriber *out)
{
	*out = (struct subscriber){0};
	return who->verified ? subscriber_find(cx, who->email_norm, out)
			     : ERR_NOT_FOUND;
}

int subscriber_of(struct cx *cx, int64_t customer, struct subscriber *out)
{
	struct account who = {0};
	int rc = account_get(cx, customer, &who);
	return rc == OK ? own_row(cx, &who, out) : rc;
}

static int wish_on(struct cx *cx, const struct subscriber_wish *w,
	const struct account *who)
{
	struct subscriber s;
	struct subscriber_ask ask = {.email = who->email,
		.topics = w->topics,
		.source = "account",
		.locale = w->locale};
	int64_t id = 0;
	int rc = own_row(cx, who, &s);
	if (rc == OK && strcmp(s.state, "active") == 0)
		return subscriber_choose(
			cx, s.id, w->topics, w->locale, w->words);
	if (rc == OK) { /* it waits or has ended: as if asked now */
		struct db_stmt *q = DB_SQL(cx->db,
			"UPDATE subscriber SET state = 'asked',"
			"  source = 'account', topics = :topics,"
			"  locale = :locale, created_ms = :now"
			" WHERE id = :id");
		db_bind_text(q, ":topics",
			subscriber_topics_clean(cx->arena, w->topics));
		db_bind_text(q, ":locale", w->locale);
		db_bind_int(q, ":now", cx->now);
		db_bind_int(q, ":id", s.id);
		rc = db_exec_one(q);
		id = s.id;
	} else if (rc == ERR_NOT_FOUND) {
		rc = subscriber_insert(cx, &ask, &id);
	}
	return rc == OK ? subscriber_activate(cx, id, 0, w->words, "web") : rc;
}

static int wish_off(struct cx *cx, const struct subscriber_wish *w,
	const struct account *who)
{
	struct subscriber s;
	int rc = own_row(cx, who, &s);
	if (rc == ERR_NOT_FOUND)
		return OK;
	return rc == OK ? subscriber_stop(cx, &s, w->words, "web") : rc;
}

int subscriber_wish(struct cx *cx, const struct subscriber_wish *w, bool *waits)
{
	struct account who = {0};
	struct consent_subject me = subject_of(cx, w->customer);
	*waits = false;
	if (w->on && !*subscriber_topics_clean(cx->arena, w->topics))
		return ERR_INVALID;
	int rc = account_get(cx, w->customer, &who);
	if (rc < 0)
		return rc;
	if (w->on && !who.verified) {
		*waits = true;
		return subscriber_ask(
			cx, &(struct subscriber_ask){.email = who.email,
				    .topics = w->topics,
				    .source = "account",
				    .locale = w->locale,
				    .remote = w->remote});
	}
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = w->on ? wish_on(cx, w, &who) : wish_off(cx, w, &who);
	if (rc == OK)
		rc = consent_set(cx, &me, "newsletter", w->on, w->words, "web");
	return db_end(cx->db, rc);
}

/* Rows of "tell me when" are not told any more. */
static int alerts_end(struct cx *cx, int64_t customer, const char *norm)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE alert SET state = 'ended'"
		" WHERE state IN ('asked', 'active')"
		"  AND (customer = :customer OR email_norm = :norm)");
	db_bind_int(q, ":customer", customer);
	db_bind_text(q, ":norm", norm);
	return db_exec(q, NULL);
}

int subscriber_object(struct cx *cx, int64_t customer, const char *words)
{
	struct account who = {0};
	struct consent_subject me = subject_of(cx, customer);
	int rc = account_get(cx, customer, &who);
	if (rc < 0)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = wish_off(cx, &(struct subscriber_wish){.words = words}, &who);
	if (rc == OK)
		rc = alerts_end(
			cx, customer, who.verified ? who.email_norm : "");
	if (rc == OK)
		rc = consent_set(cx, &me, "newsletter", false, words, "web");
	if (rc == OK)
		rc = consent_set(cx, &me, "alert", false, words, "web");
	return db_end(cx->db, rc);
}

/* ---- another address, none any more ---- */

static int row_delete(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM subscriber WHERE id = :id");
	db_bind_int(q, ":id", id);
	return db_exec(q, NULL);
}

/* The new address has a row of its own: it takes over what the old one was. */
static int take_over(struct cx *cx, const struct subscriber *old,
	const struct subscriber *mine, int64_t customer)
{
	int rc = row_delete(cx, old->id);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE subscriber SET state = :state, topics = :topics,"
		"  locale = :locale, customer = :customer,"
		"  confirmed_ms = :confirmed, ended_ms = :ended, rev = rev + 1"
		" WHERE id = :id");
	db_bind_text(q, ":state", old->state);
	db_bind_text(q, ":topics", old->topics);
	db_bind_text(q, ":locale", old->locale);
	db_bind_int(q, ":customer", customer);
	db_bind_or_null(q, ":confirmed", old->confirmed_ms);
	db_bind_or_null(q, ":ended", old->ended_ms);
	db_bind_int(q, ":id", mine->id);
	return db_exec_one(q);
}

static int row_move(struct cx *cx, const struct subscriber *old,
	const char *email, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE subscriber SET email = :email, email_norm = :norm,"
		"  customer = :customer, rev = rev + 1 WHERE id = :id");
	db_bind_text(q, ":email", text_trim(cx->arena, email));
	db_bind_text(q, ":norm", email_norm(cx->arena, email));
	db_bind_int(q, ":customer", customer);
	db_bind_int(q, ":id", old->id);
	return db_exec_one(q);
}

int subscriber_move(struct cx *cx, int64_t customer, const char *old_norm,
	const char *email)
{
	struct subscriber old, mine;
	struct consent_subject was = {CONSENT_EMAIL, old_norm};
	struct consent_row said;
	const char *norm = email_norm(cx->arena, email);
	int rc = subscriber_find(cx, old_norm, &old);
	if (rc < 0 || strcmp(norm, old_norm) == 0)
		return rc == ERR_NOT_FOUND ? OK : rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = subscriber_find(cx, norm, &mine);
	if (rc == OK)
		rc = take_over(cx, &old, &mine, customer);
	else if (rc == ERR_NOT_FOUND)
		rc = row_move(cx, &old, email, customer);
	if (rc == OK)
		rc = consent_get(cx, &was, "newsletter", &said);
	if (rc == OK)
		rc = subscriber_answer(
			cx, email, said.granted, said.words, said.channel);
	return db_end(cx->db, rc == ERR_NOT_FOUND ? OK : rc);
}

int subscriber_forget(struct cx *cx, int64_t customer, const char *email_norm)
{
	struct consent_subject who = {CONSENT_EMAIL, email_norm};
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM subscriber"
		" WHERE customer = :customer OR email_norm = :norm");
	db_bind_int(q, ":customer", customer);
	db_bind_text(q, ":norm", email_norm);
	rc = db_exec(q, NULL);
	if (rc < 0)
		return db_end(cx->db, rc);
	q = DB_SQL(cx->db, "DELETE FROM consent WHERE subject_kind = 'email'"
			   " AND subject = :subject");
	db_bind_text(q, ":subject", consent_key(cx, &who));
	return db_end(cx->db, db_exec(q, NULL));
}

int subscriber_expire(struct cx *cx, int64_t *n)
{
	int64_t again = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE subscriber SET state = 'ended', rev = rev + 1"
		" WHERE state = 'asked' AND created_ms <= :before"
		"  AND ended_ms IS NOT NULL");
	db_bind_int(q, ":before", cx->now - SUBSCRIBER_DAYS * MS_DAY);
	rc = db_exec(q, &again);
	*n = 0;
	if (rc < 0)
		return db_end(cx->db, rc);
	q = DB_SQL(cx->db, "DELETE FROM subscriber"
			   " WHERE state = 'asked' AND created_ms <= :before");
	db_bind_int(q, ":before", cx->now - SUBSCRIBER_DAYS * MS_DAY);
	rc = db_exec(q, n);
	*n += again;
	return db_end(cx->db, rc);
}
