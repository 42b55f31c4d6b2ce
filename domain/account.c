/* Who a customer is, what they ordered, whose password it is. */
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
	KNOWN_MAX = 10, /* failures of one account from its own browsers */
};
#define KNOWN_WINDOW_MS (15 * MS_MINUTE)

#define ACCOUNT_COLUMNS                                           \
	"c.id, " ACCOUNT_GROUP_COLUMN ", c.email,"                \
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

int account_has_password(struct cx *cx, int64_t customer, bool *has)
{
	const char *secret;
	int rc = secret_of(cx, customer, &secret);
	*has = secret != NULL;
	return rc;
}

const char *account_known(struct cx *cx, const char *norm)
{
	return crypt_keyed_token(cx->arena, cx->secret, "known-browser", norm);
}

/* A browser that was inside before has a count of its own: guesses from
 * elsewhere do not keep it out, and its cookie is no way around the counts. */
bool account_is_known(
	struct cx *cx, const struct account_try *t, const char *norm)
{
	return t->known && crypt_equal(t->known, account_known(cx, norm));
}

static int try_check(
	struct cx *cx, const struct account_try *t, const char *norm)
{
	if (!t->limits)
		return OK;
	int rc = account_is_known(cx, t, norm)
			 ? attempt_check(cx, "account-known", norm, KNOWN_MAX,
				   KNOWN_WINDOW_MS)
			 : attempt_login_check(cx, "account", norm, t->remote);
	if (rc == ERR_TOO_MANY)
		log_warn("event=account_login_refused reason=limit");
	return rc;
}

static int try_failed(
	struct cx *cx, const struct account_try *t, const char *norm)
{
	log_warn("event=account_login_refused reason=password");
	if (!t->limits)
		return ERR_DENIED;
	if (!account_is_known(cx, t, norm))
		return attempt_login_failed(cx, "account", norm, t->remote);
	int rc = attempt_add(cx, "account-known", norm, KNOWN_WINDOW_MS);
	return rc < 0 ? rc : ERR_DENIED;
}

int account_secret_check(struct cx *cx, const struct account_try *t,
	const char *norm, const char *secret)
{
	int rc = try_check(cx, t, norm);
	if (rc < 0)
		return rc;
	/* Without an account the same is hashed; a megabyte is not. */
	bool ok = strlen(t->password) <= 4 * ACCOUNT_PASSWORD_MAX &&
		  password_ok(secret, t->password);
	return ok && secret ? OK : try_failed(cx, t, norm);
}

int account_login(struct cx *cx, const struct account_try *t, int64_t *id)
{
	const char *norm = email_norm(cx->arena, t->email);
	const char *secret = NULL;
	struct account who = {0};
	int rc = account_find(cx, norm, &who);
	if (rc == OK || rc == ERR_NOT_FOUND)
		rc = secret_of(cx, who.id, &secret); /* of nobody's id too */
	if (rc == OK)
		rc = account_secret_check(cx, t, norm, secret);
	if (rc == OK)
		*id = who.id;
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
