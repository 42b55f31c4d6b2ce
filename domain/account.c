/* Who a customer is, and their logins. */
#include "domain/account.h"

#include <string.h>

#include "domain/account_in.h"
#include "domain/staff.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/text.h"

enum {
	ORDERS_MAX = 100,
};
#define SEEN_EVERY_MS MS_HOUR

/* A group is given to an address: who has not proved it is in none. */
#define GROUP_COLUMN                              \
	"CASE WHEN c.verified_ms IS NULL THEN 0 " \
	"ELSE coalesce(c.customer_group, 0) END"

#define ACCOUNT_COLUMNS                                           \
	"c.id, " GROUP_COLUMN ", c.email,"                        \
	" coalesce(c.email_norm, ''), c.name, c.phone, c.locale," \
	" CASE WHEN c.verified_ms IS NULL THEN 0 ELSE 1 END"

static int account_read(struct cx *cx, struct db_stmt *q, struct account *out)
{
	int rc = db_one(q);
	if (rc == OK) {
		out->id = db_next_int(q);
		out->group = db_next_int(q);
		out->email = db_next_text(q, cx->arena);
		out->email_norm = db_next_text(q, cx->arena);
		out->name = db_next_text(q, cx->arena);
		out->phone = db_next_text(q, cx->arena);
		out->locale = db_next_text(q, cx->arena);
		out->verified = db_next_int(q) != 0;
	}
	db_done(q);
	return rc;
}

int account_get(struct cx *cx, int64_t id, struct account *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " ACCOUNT_COLUMNS " FROM customer c"
		" WHERE c.id = :id AND c.archived_ms IS NULL");
	db_bind_int(q, ":id", id);
	return account_read(cx, q, out);
}

int account_find(struct cx *cx, const char *norm, struct account *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " ACCOUNT_COLUMNS " FROM customer c"
		" WHERE c.email_norm = :norm AND c.archived_ms IS NULL");
	db_bind_text(q, ":norm", norm);
	return account_read(cx, q, out);
}

int account_last_address(
	struct cx *cx, const struct account *who, struct account_address *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT a.name, o.phone, a.street, a.postal, a.city, a.country"
		" FROM orders o JOIN order_address a ON a.orders = o.id"
		"  AND a.kind = 'delivery'"
		" WHERE o.customer = :id AND a.street <> ''"
		" ORDER BY o.id DESC LIMIT 1");
	db_bind_int(q, ":id", who->id);
	int rc = db_one(q);
	if (rc == OK) {
		out->name = db_next_text(q, cx->arena);
		out->phone = db_next_text(q, cx->arena);
		out->street = db_next_text(q, cx->arena);
		out->postal = db_next_text(q, cx->arena);
		out->city = db_next_text(q, cx->arena);
		out->country = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

int account_orders(struct cx *cx, const struct account *who,
	struct account_order **out, size_t *n)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct account_order, ORDERS_MAX);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, number, placed_ms, state, payment_state,"
		" fulfilment, total_minor + changed_minor FROM orders"
		" WHERE customer = :id OR (email_norm = :norm AND :norm <> '')"
		" ORDER BY id DESC LIMIT :most");
	db_bind_int(q, ":id", who->id);
	db_bind_text(q, ":norm", who->verified ? who->email_norm : "");
	db_bind_int(q, ":most", ORDERS_MAX);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct account_order *o = &(*out)[(*n)++];
		o->id = db_next_int(q);
		o->number = db_next_int(q);
		o->placed_ms = db_next_int(q);
		o->state = db_next_text(q, cx->arena);
		o->payment_state = db_next_text(q, cx->arena);
		o->fulfilment = db_next_text(q, cx->arena);
		o->total = money(db_next_int(q));
	}
	db_done(q);
	return rc;
}

bool account_password_ok(const char *password, const char *email)
{
	if (!password || strlen(password) > 4 * ACCOUNT_PASSWORD_MAX)
		return false;
	size_t n = utf8_length(password);
	return n >= CRYPT_PASSWORD_MIN && n <= ACCOUNT_PASSWORD_MAX &&
	       strcmp(password, email) != 0 && !password_is_common(password);
}

/* NULL: no account, or none with a password. */
static int secret_of(struct cx *cx, int64_t id, const char **secret)
{
	*secret = NULL;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT secret FROM credential"
		" WHERE customer = :id AND kind = 'password'");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		*secret = db_next_text(q, cx->arena);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int account_check(struct cx *cx, const struct account_try *t, int64_t *id)
{
	const char *norm = email_norm(cx->arena, t->email);
	const char *secret = NULL;
	struct account who = {0};
	int rc = t->limits ? attempt_login_check(cx, "account", norm, t->remote)
			   : OK;
	if (rc == ERR_TOO_MANY)
		log_warn("event=account_login_refused reason=limit");
	if (rc < 0)
		return rc;
	rc = account_find(cx, norm, &who);
	if (rc == OK)
		rc = secret_of(cx, who.id, &secret);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	/* Without an account the same is hashed; a megabyte is not. */
	bool ok = strlen(t->password) <= 4 * ACCOUNT_PASSWORD_MAX &&
		  password_ok(secret, t->password);
	if (ok && secret) {
		*id = who.id;
		return OK;
	}
	log_warn("event=account_login_refused reason=password");
	return t->limits ? attempt_login_failed(cx, "account", norm, t->remote)
			 : ERR_DENIED;
}

int account_session_add(struct cx *cx, int64_t customer, const char **token)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM session WHERE expires_ms <= :now");
	db_bind_int(q, ":now", cx->now);
	rc = db_exec(q, NULL);
	if (rc < 0)
		return db_end(cx->db, rc);
	*token = crypt_token(cx->arena);
	q = DB_SQL(cx->db,
		"INSERT INTO session (token_sha256, kind, subject,"
		" created_ms, seen_ms, strong_ms, expires_ms)"
		" VALUES (:token, 'customer', :customer, :now, :now, :now,"
		" :end)");
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, *token));
	db_bind_int(q, ":customer", customer);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":end", cx->now + ACCOUNT_SESSION_DAYS * MS_DAY);
	rc = db_exec(q, NULL);
	if (rc < 0)
		return db_end(cx->db, rc);
	q = DB_SQL(cx->db, "UPDATE credential SET used_ms = :now"
			   " WHERE customer = :customer AND kind = 'password'");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":customer", customer);
	return db_end(cx->db, db_exec(q, NULL));
}

int account_login(
	struct cx *cx, const struct account_try *t, const char **token)
{
	int64_t id = 0;
	int rc = account_check(cx, t, &id);
	return rc == OK ? account_session_add(cx, id, token) : rc;
}

int account_logout(struct cx *cx, const char *token)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM session"
		" WHERE token_sha256 = :token AND kind = 'customer'");
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, token));
	return db_exec(q, NULL);
}

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
		"SELECT c.id, " GROUP_COLUMN ", s.seen_ms"
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

int account_cart_move(struct cx *cx, const char *from, const char *to)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE cart SET session = :new WHERE session = :old");
	db_bind_text(q, ":new", to);
	db_bind_text(q, ":old", from);
	return db_exec(q, NULL);
}
