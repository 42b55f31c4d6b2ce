/* Accounts begin, are proved and are opened again by mailed links. */
#include "domain/account.h"

#include <inttypes.h>
#include <string.h>

#include "domain/account_in.h"
#include "domain/outbox.h"
#include "domain/staff.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/text.h"

enum {
	MAILS_MAX = 3,      /* to one address in an hour */
	MAILS_NET_MAX = 20, /* asked for by one network in an hour */
	VERIFY_DAYS = 7,
	RESET_HOURS = 2,
};

/* ---- links ---- */

static const char *link_token(struct cx *cx, int64_t id, int64_t created_ms)
{
	return crypt_keyed_token(cx->arena, cx->secret, "account-link",
		arena_printf(
			cx->arena, "%" PRId64 "/%" PRId64, id, created_ms));
}

static int links_clean(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM account_link WHERE expires_ms < :before");
	db_bind_int(q, ":before", cx->now - 30 * MS_DAY);
	return db_exec(q, NULL);
}

/* A link and the mail that brings it; inside a transaction. */
static int link_send(struct cx *cx, int64_t customer, const char *kind,
	const char *mail, int64_t lasts_ms)
{
	int64_t id = 0;
	int rc = links_clean(cx);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO account_link"
		" (kind, customer, created_ms, expires_ms)"
		" VALUES (:kind, :customer, :now, :end) RETURNING id");
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":customer", customer);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":end", cx->now + lasts_ms);
	rc = db_insert(q, &id);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"UPDATE account_link SET token_sha256 = :hash WHERE id = :id");
	db_bind_text(q, ":hash",
		crypt_sha256_str(cx->arena, link_token(cx, id, cx->now)));
	db_bind_int(q, ":id", id);
	rc = db_exec_one(q);
	if (rc < 0)
		return rc;
	return outbox_add(cx, "mail",
		arena_printf(cx->arena, "%s/%" PRId64 "/%" PRId64, mail, id,
			cx->now),
		arena_printf(cx->arena,
			"{\"mail\":\"%s\",\"link\":%" PRId64 "}", mail, id),
		cx->now);
}

/* Whose link it is.  ERR_GONE: used, too old, or none of ours. */
static int link_find(struct cx *cx, const char *kind, const char *token,
	int64_t *id, int64_t *customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.id, l.customer FROM account_link l"
		" JOIN customer c ON c.id = l.customer"
		"  AND c.archived_ms IS NULL"
		" WHERE l.token_sha256 = :hash AND l.kind = :kind"
		" AND l.used_ms IS NULL AND l.expires_ms > :now");
	db_bind_text(q, ":hash", crypt_sha256_str(cx->arena, token));
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":now", cx->now);
	int rc = db_one(q);
	if (rc == OK) {
		*id = db_next_int(q);
		*customer = db_next_int(q);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? ERR_GONE : rc;
}

int account_link_ok(struct cx *cx, const char *kind, const char *token)
{
	int64_t id = 0, customer = 0;
	return link_find(cx, kind, token, &id, &customer);
}

/* Once: ERR_GONE for whoever comes second. */
static int link_use(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE account_link SET used_ms = :now"
		" WHERE id = :id AND used_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	int64_t n = 0;
	int rc = db_exec(q, &n);
	return rc == OK && n == 0 ? ERR_GONE : rc;
}

int account_link_letter(struct cx *cx, int64_t link, struct account_letter *out)
{
	int64_t customer = 0, created = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT kind, customer, created_ms FROM account_link"
		" WHERE id = :id");
	db_bind_int(q, ":id", link);
	int rc = db_one(q);
	if (rc == OK) {
		out->kind = db_next_text(q, cx->arena);
		customer = db_next_int(q);
		created = db_next_int(q);
	}
	db_done(q);
	if (rc == OK)
		rc = account_get(cx, customer, &out->who);
	if (rc == OK)
		out->token = link_token(cx, link, created);
	return rc;
}

/* ---- the address is proved ---- */

static int orders_join(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE orders SET customer = :id WHERE customer IS NULL"
		" AND email_norm = (SELECT email_norm FROM customer"
		"  WHERE id = :id)");
	db_bind_int(q, ":id", customer);
	return db_exec(q, NULL);
}

static int prove(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer SET verified_ms = :now, rev = rev + 1"
		" WHERE id = :id AND verified_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", customer);
	int rc = db_exec(q, NULL);
	return rc == OK ? orders_join(cx, customer) : rc;
}

int account_verify(struct cx *cx, const char *link, const struct account_try *t,
	const char **token)
{
	int64_t id = 0, customer = 0, who = 0;
	struct account a = {0};
	int rc = link_find(cx, "verify", link, &id, &customer);
	if (rc == OK)
		rc = account_get(cx, customer, &a);
	if (rc < 0)
		return rc;
	struct account_try own = *t;
	own.email = a.email;
	rc = account_check(cx, &own, &who);
	if (rc < 0)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = link_use(cx, id);
	if (rc == OK)
		rc = prove(cx, customer);
	if (rc == OK)
		rc = account_session_add(cx, customer, token);
	if (rc == OK)
		log_info("event=account_verified customer=%" PRId64, customer);
	return db_end(cx->db, rc);
}

/* ---- a new account ---- */

/* Too many mails for one address are not sent, and nobody is told; too many
 * asked for by one network are refused. */
static int mail_limit(struct cx *cx, const struct account_try *t,
	const char *norm, bool *quiet)
{
	*quiet = false;
	if (!t->limits)
		return OK;
	int rc = attempt_check(cx, "account-mail", norm, MAILS_MAX, MS_HOUR);
	*quiet = rc == ERR_TOO_MANY;
	if (rc < 0 && !*quiet)
		return rc;
	rc = attempt_check(
		cx, "account-mail-net", t->remote, MAILS_NET_MAX, MS_HOUR);
	return rc == OK
		       ? attempt_add(cx, "account-mail-net", t->remote, MS_HOUR)
		       : rc;
}

static int password_write(struct cx *cx, int64_t customer, const char *hash)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM credential"
		" WHERE customer = :id AND kind = 'password'");
	db_bind_int(q, ":id", customer);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"INSERT INTO credential (customer, kind, secret, created_ms)"
		" VALUES (:id, 'password', :secret, :now)");
	db_bind_int(q, ":id", customer);
	db_bind_text(q, ":secret", hash);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

static int customer_insert(struct cx *cx, const struct account_try *t,
	const char *norm, const char *hash)
{
	int64_t id = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO customer"
		" (email, email_norm, name, locale, created_ms)"
		" VALUES (:email, :norm, :name, :locale, :now) RETURNING id");
	db_bind_text(q, ":email", text_trim(cx->arena, t->email));
	db_bind_text(q, ":norm", norm);
	db_bind_text(q, ":name", t->name ? t->name : "");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_int(q, ":now", cx->now);
	int rc = db_insert(q, &id);
	if (rc == OK)
		rc = password_write(cx, id, hash);
	return rc == OK ? link_send(cx, id, "verify", "account_verify",
				  VERIFY_DAYS * MS_DAY)
			: rc;
}

int account_register(struct cx *cx, const struct account_try *t)
{
	const char *norm = email_norm(cx->arena, t->email);
	bool quiet;
	if (!email_is_plausible(t->email) ||
		!account_password_ok(t->password, t->email))
		return ERR_INVALID;
	int rc = mail_limit(cx, t, norm, &quiet);
	if (rc < 0 || quiet)
		return rc;
	/* hashed in any case: time tells nothing */
	const char *hash = password_hash(cx->arena, t->password);
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct account who = {0};
	rc = attempt_add(cx, "account-mail", norm, MS_HOUR);
	if (rc == OK)
		rc = account_find(cx, norm, &who);
	if (rc == ERR_NOT_FOUND)
		rc = customer_insert(cx, t, norm, hash);
	else if (rc == OK)
		rc = link_send(cx, who.id, "reset", "account_exists",
			RESET_HOURS * MS_HOUR);
	return db_end(cx->db, rc);
}

/* ---- another password ---- */

int account_forgot(struct cx *cx, const struct account_try *t)
{
	const char *norm = email_norm(cx->arena, t->email);
	bool quiet;
	int rc = mail_limit(cx, t, norm, &quiet);
	if (rc < 0 || quiet)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct account who = {0};
	rc = attempt_add(cx, "account-mail", norm, MS_HOUR);
	if (rc == OK)
		rc = account_find(cx, norm, &who);
	if (rc == OK)
		rc = link_send(cx, who.id, "reset", "account_reset",
			RESET_HOURS * MS_HOUR);
	else if (rc == ERR_NOT_FOUND)
		rc = OK;
	return db_end(cx->db, rc);
}

/* Whoever knew the old password, or held another link, is out. */
static int others_drop(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM session"
		" WHERE kind = 'customer' AND subject = :id");
	db_bind_int(q, ":id", customer);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "UPDATE account_link SET used_ms = :now"
			   " WHERE customer = :id AND used_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", customer);
	return db_exec(q, NULL);
}

int account_reset(struct cx *cx, const char *link, const char *password)
{
	int64_t id = 0, customer = 0;
	struct account who = {0};
	int rc = link_find(cx, "reset", link, &id, &customer);
	if (rc == OK)
		rc = account_get(cx, customer, &who);
	if (rc < 0)
		return rc;
	if (!account_password_ok(password, who.email))
		return ERR_INVALID;
	const char *hash = password_hash(cx->arena, password);
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = link_use(cx, id);
	if (rc == OK)
		rc = password_write(cx, customer, hash);
	if (rc == OK)
		rc = others_drop(cx, customer);
	if (rc == OK)
		rc = prove(cx, customer);
	if (rc == OK)
		log_info("event=account_reset customer=%" PRId64, customer);
	return db_end(cx->db, rc);
}
