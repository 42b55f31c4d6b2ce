/* What ends of an account's logins: others' sessions, links and steps that
 * wait, and what is old. */
#include "domain/account.h"

#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"

enum { LINK_KEPT_DAYS = 30 };

static int steps_drop(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM login_step WHERE customer = :id");
	db_bind_int(q, ":id", customer);
	return db_exec(q, NULL);
}

static int links_close(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE account_link SET used_ms = :now"
		" WHERE customer = :id AND used_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", customer);
	return db_exec(q, NULL);
}

int account_others_end(struct cx *cx, int64_t customer, const char *token)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM session WHERE kind = 'customer'"
		" AND subject = :id AND token_sha256 <> :token");
	db_bind_int(q, ":id", customer);
	db_bind_text(
		q, ":token", token ? crypt_sha256_str(cx->arena, token) : "");
	rc = db_exec(q, NULL);
	if (rc == OK)
		rc = links_close(cx, customer);
	if (rc == OK)
		rc = steps_drop(cx, customer);
	return db_end(cx->db, rc);
}

static int sessions_sweep(struct cx *cx, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM session WHERE expires_ms <= :now"
		" OR (kind = 'customer' AND seen_ms <= :idle)");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":idle", cx->now - ACCOUNT_IDLE_DAYS * MS_DAY);
	return db_exec(q, n);
}

static int steps_sweep(struct cx *cx, int64_t *n)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM login_step WHERE expires_ms <= :now");
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, n);
}

/* Whoever asked for an account and never proved the address leaves nothing:
 * what they typed goes with the link. */
static int links_sweep(struct cx *cx, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM account_link WHERE expires_ms <= :before"
		" OR (kind = 'verify'"
		"  AND (expires_ms <= :now OR used_ms IS NOT NULL))");
	db_bind_int(q, ":before", cx->now - LINK_KEPT_DAYS * MS_DAY);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, n);
}

int account_sweep(struct cx *cx, int64_t *n)
{
	int64_t sessions = 0, steps = 0, links = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = sessions_sweep(cx, &sessions);
	if (rc == OK)
		rc = steps_sweep(cx, &steps);
	if (rc == OK)
		rc = links_sweep(cx, &links);
	*n = sessions + steps + links;
	return db_end(cx->db, rc);
}
