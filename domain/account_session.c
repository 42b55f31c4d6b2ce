/* Sessions of customers, and the steps that lead to one. */
#include "domain/account.h"

#include <inttypes.h>
#include <string.h>

#include "domain/account_in.h"
#include "domain/outbox.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"

enum {
	SESSIONS_MAX = 50,
	STEP_MINUTES = 10,
};
#define SEEN_EVERY_MS MS_HOUR

/* ---- browsers ---- */

/* The first that stands in the header counts: most name others too. */
static const struct {
	const char *mark, *word;
} browsers[] =
	{
		{"Edg", "Edge"},
		{"OPR/", "Opera"},
		{"SamsungBrowser/", "Samsung Internet"},
		{"Firefox/", "Firefox"},
		{"FxiOS/", "Firefox"},
		{"CriOS/", "Chrome"},
		{"Chrome/", "Chrome"},
		{"Safari/", "Safari"},
		{NULL, NULL},
},
  systems[] = {
	  {"iPhone", "iPhone"},
	  {"iPad", "iPad"},
	  {"Android", "Android"},
	  {"CrOS", "Chromebook"},
	  {"Windows", "Windows"},
	  {"Mac OS X", "Mac"},
	  {"Linux", "Linux"},
	  {NULL, NULL},
};

const char *account_agent(struct arena *a, const char *user_agent)
{
	size_t b = 0, s = 0;
	if (!user_agent)
		return "";
	while (browsers[b].mark && !strstr(user_agent, browsers[b].mark))
		b++;
	while (systems[s].mark && !strstr(user_agent, systems[s].mark))
		s++;
	const char *browser = browsers[b].word, *os = systems[s].word;
	if (browser && os)
		return arena_printf(a, "%s, %s", browser, os);
	return browser ? browser : os ? os : "";
}

/* ---- steps before a session ---- */

int account_second(struct cx *cx, int64_t customer, bool *wanted)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM credential WHERE customer = :customer"
		" AND kind = 'totp' AND ready = 1");
	db_bind_int(q, ":customer", customer);
	int rc = db_one(q);
	if (rc == OK)
		db_next_int(q);
	db_done(q);
	*wanted = rc == OK;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int account_step_add(struct cx *cx, const char *kind, int64_t customer,
	const char *challenge, const char **token)
{
	*token = crypt_token(cx->arena);
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO login_step (token_sha256, kind, customer,"
		" challenge, created_ms, expires_ms)"
		" VALUES (:token, :kind, nullif(:customer, 0), :challenge,"
		" :now, :end)");
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, *token));
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":customer", customer);
	db_bind_text(q, ":challenge", challenge);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":end", cx->now + STEP_MINUTES * MS_MINUTE);
	return db_exec(q, NULL);
}

/* ---- a session begins ---- */

static int session_insert(
	struct cx *cx, int64_t customer, const char *agent, const char **token)
{
	*token = crypt_token(cx->arena);
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO session (token_sha256, kind, subject, agent,"
		" created_ms, seen_ms, strong_ms, expires_ms)"
		" VALUES (:token, 'customer', :customer, :agent,"
		" :now, :now, :now, :end)");
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, *token));
	db_bind_int(q, ":customer", customer);
	db_bind_text(q, ":agent", agent ? agent : "");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":end", cx->now + ACCOUNT_SESSION_DAYS * MS_DAY);
	return db_exec(q, NULL);
}

/* Were they ever here before, and what their browsers know them by. */
static int seen_before(
	struct cx *cx, int64_t customer, bool *before, const char **norm)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE WHEN seen_ms > 0 THEN 1 ELSE 0 END,"
		" coalesce(email_norm, '') FROM customer"
		" WHERE id = :id AND archived_ms IS NULL");
	db_bind_int(q, ":id", customer);
	int rc = db_one(q);
	if (rc == OK) {
		*before = db_next_int(q) != 0;
		*norm = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

static int seen_note(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer SET seen_ms = :now, told_ms = NULL"
		" WHERE id = :id");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", customer);
	return db_exec_one(q);
}

static int notice_once(struct cx *cx, int64_t customer, const char *what,
	const char *once, const char *more)
{
	return outbox_add(cx, "mail",
		arena_printf(cx->arena, "account_notice/%" PRId64 "/%s/%s",
			customer, what, once),
		arena_printf(cx->arena,
			"{\"mail\":\"account_notice\",\"customer\":%" PRId64
			",\"what\":\"%s\"%s}",
			customer, what, more),
		cx->now);
}

static int notice(
	struct cx *cx, int64_t customer, const char *what, const char *more)
{
	return notice_once(cx, customer, what, crypt_token(cx->arena), more);
}

int account_notice(struct cx *cx, int64_t customer, const char *what)
{
	return notice(cx, customer, what, "");
}

int account_notice_daily(struct cx *cx, int64_t customer, const char *what)
{
	const char *day = arena_printf(
		cx->arena, "day-%" PRId64, cx->now / MS_DAY);
	return notice_once(cx, customer, what, day, "");
}

int account_session_begin(struct cx *cx, int64_t customer,
	const struct account_browser *b, const char **token)
{
	bool before = false;
	const char *norm = "";
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = seen_before(cx, customer, &before, &norm);
	if (rc == OK)
		rc = session_insert(cx, customer, b->agent, token);
	if (rc == OK)
		rc = seen_note(cx, customer);
	bool known = b->known && rc == OK &&
		     crypt_equal(b->known, account_known(cx, norm));
	if (rc == OK && before && !known)
		rc = notice(cx, customer, "login",
			arena_printf(cx->arena, ",\"agent\":\"%s\"",
				b->agent ? b->agent : ""));
	if (rc == OK)
		log_info("event=account_login customer=%" PRId64, customer);
	return db_end(cx->db, rc);
}

int account_logout(struct cx *cx, const char *token)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM session"
		" WHERE token_sha256 = :token AND kind = 'customer'");
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, token));
	return db_exec(q, NULL);
}

/* ---- whose it is ---- */

static int seen(struct cx *cx, const char *hash)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE session SET seen_ms = :now"
		" WHERE token_sha256 = :token AND seen_ms < :now");
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":token", hash);
	return db_exec(q, NULL);
}

int account_session(
	struct cx *cx, const char *token, int64_t *customer, int64_t *group)
{
	const char *hash = crypt_sha256_str(cx->arena, token);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.id, " ACCOUNT_GROUP_COLUMN ", s.seen_ms"
		" FROM session s JOIN customer c ON c.id = s.subject"
		" WHERE s.token_sha256 = :token AND s.kind = 'customer'"
		" AND s.expires_ms > :now AND s.seen_ms > :idle"
		" AND c.archived_ms IS NULL");
	db_bind_text(q, ":token", hash);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":idle", cx->now - ACCOUNT_IDLE_DAYS * MS_DAY);
	int64_t seen_ms = cx->now;
	int rc = db_one(q);
	if (rc == OK) {
		*customer = db_next_int(q);
		*group = db_next_int(q);
		seen_ms = db_next_int(q);
	}
	db_done(q);
	if (rc == OK && seen_ms <= cx->now - SEEN_EVERY_MS)
		seen(cx, hash); /* kept out, nobody is logged out by it */
	return rc;
}

int account_proved(struct cx *cx, const char *token, int64_t *at_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT strong_ms FROM session"
		" WHERE token_sha256 = :token AND kind = 'customer'");
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, token));
	int rc = db_one(q);
	*at_ms = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc;
}

int account_prove(struct cx *cx, const char *token)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE session SET strong_ms = :now"
		" WHERE token_sha256 = :token AND kind = 'customer'");
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, token));
	return db_exec_one(q);
}

/* ---- the list of them ---- */

static const char *handle_of(struct cx *cx, const char *hash)
{
	return crypt_keyed_token(cx->arena, cx->secret, "session-handle", hash);
}

int account_sessions(struct cx *cx, int64_t customer, const char *token,
	struct account_session_row **out, size_t *n)
{
	const char *own = crypt_sha256_str(cx->arena, token ? token : "");
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct account_session_row, SESSIONS_MAX);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT token_sha256, agent, created_ms, seen_ms FROM session"
		" WHERE kind = 'customer' AND subject = :customer"
		" AND expires_ms > :now AND seen_ms > :idle"
		" ORDER BY CASE WHEN token_sha256 = :own THEN 0 ELSE 1 END,"
		" seen_ms DESC, token_sha256 LIMIT :most");
	db_bind_text(q, ":own", own);
	db_bind_int(q, ":customer", customer);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":idle", cx->now - ACCOUNT_IDLE_DAYS * MS_DAY);
	db_bind_int(q, ":most", SESSIONS_MAX);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct account_session_row *s = &(*out)[(*n)++];
		const char *hash = db_next_text(q, cx->arena);
		s->handle = handle_of(cx, hash);
		s->here = strcmp(hash, own) == 0;
		s->agent = db_next_text(q, cx->arena);
		s->created_ms = db_next_int(q);
		s->seen_ms = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* The hash that a handle stands for; NULL: none of theirs. */
static const char *hash_of(struct cx *cx, int64_t customer, const char *handle)
{
	const char *found = NULL;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT token_sha256 FROM session"
		" WHERE kind = 'customer' AND subject = :customer");
	db_bind_int(q, ":customer", customer);
	while (db_step(q) > 0) {
		const char *hash = db_next_text(q, cx->arena);
		if (crypt_equal(handle_of(cx, hash), handle))
			found = hash;
	}
	db_done(q);
	return found;
}

int account_session_end(struct cx *cx, int64_t customer, const char *handle)
{
	const char *hash = hash_of(cx, customer, handle);
	if (!hash)
		return ERR_NOT_FOUND;
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM session WHERE token_sha256 = :hash"
		" AND kind = 'customer' AND subject = :customer");
	db_bind_text(q, ":hash", hash);
	db_bind_int(q, ":customer", customer);
	return db_exec(q, NULL);
}
