/* Letters: asked for, proved, ended. */
#include "domain/subscriber.h"

#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/consent.h"
#include "domain/outbox.h"
#include "domain/staff.h"
#include "domain/subscriber_in.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/text.h"

enum {
	MAILS_MAX = 3,      /* to one address in a day */
	MAILS_NET_MAX = 20, /* asked for by one network in an hour */
};

/* ---- rows ---- */

void subscriber_read(struct cx *cx, struct db_stmt *q, struct subscriber *out)
{
	out->id = db_next_int(q);
	out->customer = db_next_int(q);
	out->email = db_next_text(q, cx->arena);
	out->locale = db_next_text(q, cx->arena);
	out->topics = db_next_text(q, cx->arena);
	out->state = db_next_text(q, cx->arena);
	out->source = db_next_text(q, cx->arena);
	out->created_ms = db_next_int(q);
	out->confirmed_ms = db_next_int(q);
	out->ended_ms = db_next_int(q);
}

static int read_one(struct cx *cx, struct db_stmt *q, struct subscriber *out)
{
	*out = (struct subscriber){0};
	int rc = db_one(q);
	if (rc == OK)
		subscriber_read(cx, q, out);
	db_done(q);
	return rc;
}

int subscriber_get(struct cx *cx, int64_t id, struct subscriber *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " SUBSCRIBER_COLUMNS " FROM subscriber s"
		" WHERE s.id = :id");
	db_bind_int(q, ":id", id);
	return read_one(cx, q, out);
}

int subscriber_find(struct cx *cx, const char *norm, struct subscriber *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " SUBSCRIBER_COLUMNS " FROM subscriber s"
		" WHERE s.email_norm = :norm");
	db_bind_text(q, ":norm", norm);
	return read_one(cx, q, out);
}

/* ---- links ---- */

static const char *end_token(struct cx *cx, int64_t id)
{
	return crypt_keyed_token(cx->arena, cx->secret, "letters-end",
		arena_printf(cx->arena, "%" PRId64, id));
}

static const char *confirm_token(struct cx *cx, int64_t id, int64_t asked_ms)
{
	return crypt_keyed_token(cx->arena, cx->secret, "letters-confirm",
		arena_printf(cx->arena, "%" PRId64 "/%" PRId64, id, asked_ms));
}

const char *subscriber_end_path(struct cx *cx, int64_t id)
{
	return arena_printf(cx->arena, "/letters/end/%s", end_token(cx, id));
}

const char *subscriber_confirm_path(struct cx *cx, const struct subscriber *s)
{
	return arena_printf(cx->arena, "/letters/%s",
		confirm_token(cx, s->id, s->created_ms));
}

int subscriber_by_end(struct cx *cx, const char *token, struct subscriber *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " SUBSCRIBER_COLUMNS " FROM subscriber s"
		" WHERE s.end_sha256 = :hash");
	db_bind_text(q, ":hash", crypt_sha256_str(cx->arena, token));
	return read_one(cx, q, out);
}

int subscriber_by_confirm(
	struct cx *cx, const char *token, struct subscriber *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " SUBSCRIBER_COLUMNS " FROM subscriber s"
		" WHERE s.confirm_sha256 = :hash AND (s.state = 'active'"
		"  OR (s.state = 'asked' AND s.created_ms > :since))");
	db_bind_text(q, ":hash", crypt_sha256_str(cx->arena, token));
	db_bind_int(q, ":since", cx->now - SUBSCRIBER_DAYS * MS_DAY);
	int rc = read_one(cx, q, out);
	return rc == ERR_NOT_FOUND ? ERR_GONE : rc;
}

/* Both links of a row; the one that confirms is of this asking. */
static int links_set(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE subscriber SET confirm_sha256 = :confirm,"
		"  end_sha256 = :end WHERE id = :id");
	db_bind_text(q, ":confirm",
		crypt_sha256_str(cx->arena, confirm_token(cx, id, cx->now)));
	db_bind_text(q, ":end", crypt_sha256_str(cx->arena, end_token(cx, id)));
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

int subscriber_mail(struct cx *cx, const char *mail, int64_t id)
{
	return outbox_add(cx, "mail",
		arena_printf(cx->arena, "%s/%" PRId64 "/%" PRId64, mail, id,
			cx->now),
		arena_printf(cx->arena,
			"{\"mail\":\"%s\",\"subscriber\":%" PRId64 "}", mail,
			id),
		cx->now);
}

int subscriber_answer(struct cx *cx, const char *email, bool granted,
	const char *words, const char *channel)
{
	struct consent_subject who = {
		CONSENT_EMAIL, email_norm(cx->arena, email)};
	return consent_set(cx, &who, "newsletter", granted, words, channel);
}

/* ---- asking ---- */

/* The link that ends letters never dies: the number that it is made of is
 * never given twice. */
int subscriber_insert(
	struct cx *cx, const struct subscriber_ask *ask, int64_t *id)
{
	int rc = counter_next(cx, "subscriber", id);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO subscriber (id, email, email_norm, locale, topics,"
		"  state, source, created_ms)"
		" VALUES (:id, :email, :norm, :locale, :topics, 'asked',"
		"  :source, :now) RETURNING id");
	db_bind_int(q, ":id", *id);
	db_bind_text(q, ":email", text_trim(cx->arena, ask->email));
	db_bind_text(q, ":norm", email_norm(cx->arena, ask->email));
	db_bind_text(q, ":locale", ask->locale ? ask->locale : cx->locale);
	db_bind_text(
		q, ":topics", subscriber_topics_clean(cx->arena, ask->topics));
	db_bind_text(q, ":source", ask->source);
	db_bind_int(q, ":now", cx->now);
	rc = db_insert(q, id);
	return rc == OK ? links_set(cx, *id) : rc;
}

/* Once more, by who waits or has ended them. */
static int ask_again(
	struct cx *cx, const struct subscriber_ask *ask, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE subscriber SET state = 'asked', locale = :locale,"
		"  topics = :topics, source = :source, created_ms = :now,"
		"  rev = rev + 1"
		" WHERE id = :id AND state <> 'active'");
	db_bind_text(q, ":locale", ask->locale ? ask->locale : cx->locale);
	db_bind_text(
		q, ":topics", subscriber_topics_clean(cx->arena, ask->topics));
	db_bind_text(q, ":source", ask->source);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	int rc = db_exec_one(q);
	return rc == OK ? links_set(cx, id) : rc;
}

/* Who ended them is not asked by us, also when their row is long gone. */
static bool has_ended(struct cx *cx, const char *email)
{
	struct consent_row row;
	struct consent_subject who = {
		CONSENT_EMAIL, email_norm(cx->arena, email)};
	int rc = consent_get(cx, &who, "newsletter", &row);
	return rc == OK ? !row.granted : rc != ERR_NOT_FOUND;
}

/* Whatever the row is, the page says the same. */
static int ask_write(struct cx *cx, const struct subscriber_ask *ask)
{
	struct subscriber s;
	int64_t id = 0;
	bool staff = strcmp(ask->source, "staff") == 0;
	int rc = subscriber_find(cx, email_norm(cx->arena, ask->email), &s);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	id = s.id;
	bool active = id && strcmp(s.state, "active") == 0;
	if (staff && (active || has_ended(cx, ask->email)))
		return ERR_CONFLICT;
	if (active)
		return strcmp(ask->source, "checkout") == 0
			       ? OK
			       : subscriber_mail(cx, "letters_known", id);
	rc = id ? ask_again(cx, ask, id) : subscriber_insert(cx, ask, &id);
	if (rc == OK && staff)
		rc = audit_add(cx, "subscriber", id, "create", NULL,
			audit_json(cx->arena, "state", "asked", NULL));
	return rc == OK ? subscriber_mail(cx, "letters_confirm", id) : rc;
}

static int limit(struct cx *cx, const struct subscriber_ask *ask, bool *quiet)
{
	const char *norm = email_norm(cx->arena, ask->email);
	*quiet = false;
	if (!ask->remote)
		return OK;
	int rc = attempt_check(
		cx, "letters-net", ask->remote, MAILS_NET_MAX, MS_HOUR);
	if (rc < 0)
		return rc;
	rc = attempt_check(cx, "letters-mail", norm, MAILS_MAX, MS_DAY);
	*quiet = rc == ERR_TOO_MANY;
	return *quiet ? OK : rc;
}

static int count(struct cx *cx, const struct subscriber_ask *ask)
{
	if (!ask->remote)
		return OK;
	int rc = attempt_add(cx, "letters-net", ask->remote, MS_HOUR);
	return rc == OK ? attempt_add(cx, "letters-mail",
				  email_norm(cx->arena, ask->email), MS_DAY)
			: rc;
}

int subscriber_ask(struct cx *cx, const struct subscriber_ask *ask)
{
	bool quiet;
	if (!email_is_plausible(text_trim(cx->arena, ask->email)) ||
		!*subscriber_topics_clean(cx->arena, ask->topics))
		return ERR_INVALID;
	int rc = limit(cx, ask, &quiet);
	if (rc < 0)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = count(cx, ask);
	if (rc == OK && !quiet)
		rc = ask_write(cx, ask);
	return db_end(cx->db, rc);
}

/* ---- proved ---- */

/* The account with that address, when it has proved it. */
#define OWN_ACCOUNT                                   \
	"(SELECT c.id FROM customer c"                \
	" WHERE c.email_norm = subscriber.email_norm" \
	"  AND c.verified_ms IS NOT NULL AND c.archived_ms IS NULL)"

int subscriber_activate(struct cx *cx, int64_t id, int64_t since_ms,
	const char *words, const char *channel)
{
	struct subscriber s;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE subscriber SET state = 'active', confirmed_ms = :now,"
		"  ended_ms = NULL, customer = " OWN_ACCOUNT ", rev = rev + 1"
		" WHERE id = :id AND state = 'asked' AND created_ms > :since");
	int64_t n = 0;
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":since", since_ms);
	int rc = db_exec(q, &n);
	if (rc < 0 || n == 0)
		return rc < 0 ? rc : ERR_GONE;
	rc = subscriber_get(cx, id, &s);
	if (rc == OK)
		rc = subscriber_answer(cx, s.email, true, words, channel);
	if (rc == OK)
		rc = subscriber_mail(cx, "letters_welcome", id);
	if (rc == OK)
		log_info("event=letters_confirmed subscriber=%" PRId64, id);
	return rc;
}

int subscriber_confirm(struct cx *cx, const char *token, const char *words,
	struct subscriber *out)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = subscriber_by_confirm(cx, token, out);
	if (rc == OK && strcmp(out->state, "asked") == 0)
		rc = subscriber_activate(cx, out->id,
			cx->now - SUBSCRIBER_DAYS * MS_DAY, words, "mail");
	return db_end(cx->db, rc);
}

/* ---- ended ---- */

int subscriber_stop(struct cx *cx, const struct subscriber *s,
	const char *words, const char *channel)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE subscriber SET state = 'ended', ended_ms = :now,"
		"  rev = rev + 1 WHERE id = :id AND state <> 'ended'");
	int64_t n = 0;
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", s->id);
	int rc = db_exec(q, &n);
	if (rc < 0 || n == 0)
		return rc;
	log_info("event=letters_ended subscriber=%" PRId64, s->id);
	return subscriber_answer(cx, s->email, false, words, channel);
}

int subscriber_end(struct cx *cx, const char *token, const char *words,
	const char *channel)
{
	struct subscriber s;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = subscriber_by_end(cx, token, &s);
	if (rc == OK)
		rc = subscriber_stop(cx, &s, words, channel);
	return db_end(cx->db, rc);
}

int subscriber_choose(struct cx *cx, int64_t id, const char *topics,
	const char *locale, const char *words)
{
	const char *clean = subscriber_topics_clean(cx->arena, topics);
	struct subscriber s;
	if (!*clean)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE subscriber SET topics = :topics, locale = :locale,"
		"  rev = rev + 1 WHERE id = :id AND state = 'active'");
	db_bind_text(q, ":topics", clean);
	db_bind_text(q, ":locale", locale);
	db_bind_int(q, ":id", id);
	rc = db_exec_one(q);
	if (rc == OK)
		rc = subscriber_get(cx, id, &s);
	if (rc == OK)
		rc = subscriber_answer(cx, s.email, true, words, "web");
	return db_end(cx->db, rc);
}
