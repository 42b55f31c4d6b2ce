/* What a mailed link or its owner changes of an account: it begins, has
 * another password, another address. */
#include "domain/account.h"

#include <inttypes.h>
#include <string.h>

#include "domain/account_in.h"
#include "domain/account_order.h"
#include "domain/alert.h"
#include "domain/customer_value.h"
#include "domain/outbox.h"
#include "domain/subscriber.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/text.h"

enum { EMAIL_HOURS = 24 };

/* ---- the address is proved ---- */

int account_own(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer SET verified_ms = :now, rev = rev + 1"
		" WHERE id = :id AND verified_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", customer);
	int rc = db_exec(q, NULL);
	if (rc == OK)
		rc = customer_value_stale(cx, customer);
	return rc == OK ? account_orders_join(cx, customer) : rc;
}

int account_password_write(struct cx *cx, int64_t customer, const char *hash)
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

static int customer_insert(struct cx *cx, const char *email, const char *name,
	const char *locale, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO customer"
		" (email, email_norm, name, locale, created_ms)"
		" VALUES (:email, :norm, :name, :locale, :now)"
		" ON CONFLICT (email_norm) DO NOTHING RETURNING id");
	db_bind_text(q, ":email", email);
	db_bind_text(q, ":norm", email_norm(cx->arena, email));
	db_bind_text(q, ":name", name);
	db_bind_text(q, ":locale", locale);
	db_bind_int(q, ":now", cx->now);
	int rc = db_insert(q, id);
	return rc == ERR_NOT_FOUND ? ERR_GONE : rc;
}

int account_add(struct cx *cx, const char *email, const char *name,
	const char *locale, int64_t *id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = customer_insert(cx, email, name, locale, id);
	if (rc == OK)
		rc = account_own(cx, *id);
	return db_end(cx->db, rc);
}

/* The account of a link: new, or one that was never proved.  ERR_GONE: the
 * address has got one in the meantime. */
static int account_make(
	struct cx *cx, const struct account_link_row *l, int64_t *id)
{
	struct account who = {0};
	int rc = account_find(cx, l->email_norm, &who);
	*id = who.id;
	if (rc == OK)
		return who.verified ? ERR_GONE : OK;
	if (rc != ERR_NOT_FOUND)
		return rc;
	return customer_insert(cx, l->email, l->name, l->locale, id);
}

int account_verify(struct cx *cx, const char *link, const struct account_try *t,
	int64_t *customer)
{
	struct account_link_row l;
	int rc = account_link_find(cx, "verify", link, &l);
	if (rc == OK)
		rc = account_secret_check(cx, t, l.email_norm, l.secret);
	if (rc < 0)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = account_link_use(cx, l.id);
	if (rc == OK)
		rc = account_make(cx, &l, customer);
	if (rc == OK)
		rc = account_password_write(cx, *customer, l.secret);
	if (rc == OK)
		rc = account_own(cx, *customer);
	if (rc == OK)
		log_info("event=account_verified customer=%" PRId64, *customer);
	return db_end(cx->db, rc);
}

/* ---- logged in by a link ---- */

int account_link_open(
	struct cx *cx, const char *link, int64_t *customer, const char **next)
{
	struct account_link_row l;
	int rc = account_link_find(cx, "login", link, &l);
	if (rc < 0)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = account_link_use(cx, l.id);
	if (rc == OK)
		rc = account_own(cx, l.customer);
	*customer = l.customer;
	*next = l.next;
	return db_end(cx->db, rc);
}

/* ---- another password ---- */

static int password_change(struct cx *cx, int64_t customer, const char *hash)
{
	int rc = account_password_write(cx, customer, hash);
	if (rc == OK) /* whoever knew the old one, or held a link, is out */
		rc = account_others_end(cx, customer, NULL);
	if (rc == OK)
		rc = account_notice(cx, customer, "password");
	if (rc == OK)
		log_info("event=account_password customer=%" PRId64, customer);
	return rc;
}

int account_reset(struct cx *cx, const char *link, const char *password)
{
	struct account_link_row l;
	struct account who = {0};
	int rc = account_link_find(cx, "reset", link, &l);
	if (rc == OK)
		rc = account_get(cx, l.customer, &who);
	if (rc < 0)
		return rc;
	if (!account_password_ok(password, who.email))
		return ERR_INVALID;
	const char *hash = password_hash(cx->arena, password);
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = account_link_use(cx, l.id);
	if (rc == OK)
		rc = password_change(cx, l.customer, hash);
	if (rc == OK)
		rc = account_own(cx, l.customer);
	return db_end(cx->db, rc);
}

int account_password_set(struct cx *cx, int64_t customer, const char *password)
{
	struct account who = {0};
	int rc = account_get(cx, customer, &who);
	if (rc < 0)
		return rc;
	if (!account_password_ok(password, who.email))
		return ERR_INVALID;
	const char *hash = password_hash(cx->arena, password);
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, password_change(cx, customer, hash));
}

/* One statement looks and removes: nobody is left without a way in. */
static int password_drop(struct cx *cx, int64_t customer)
{
	int64_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM credential WHERE customer = :id"
		" AND kind = 'password' AND (EXISTS (SELECT 1 FROM customer c"
		"  WHERE c.id = :id AND c.verified_ms IS NOT NULL"
		"  AND c.email_norm IS NOT NULL)"
		" OR EXISTS (SELECT 1 FROM credential k"
		"  WHERE k.customer = :id AND k.kind = 'passkey'))");
	db_bind_int(q, ":id", customer);
	int rc = db_exec(q, &n);
	return rc == OK && n == 0 ? ERR_CONFLICT : rc;
}

int account_password_remove(struct cx *cx, int64_t customer)
{
	bool has = false;
	int rc = account_has_password(cx, customer, &has);
	if (rc < 0 || !has)
		return rc < 0 ? rc : ERR_NOT_FOUND;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = password_drop(cx, customer);
	if (rc == OK)
		rc = account_others_end(cx, customer, NULL);
	if (rc == OK)
		rc = account_notice(cx, customer, "password_removed");
	if (rc == OK)
		log_info("event=account_password_removed customer=%" PRId64,
			customer);
	return db_end(cx->db, rc);
}

/* ---- another address ---- */

int account_email_ask(
	struct cx *cx, int64_t customer, const struct account_try *t)
{
	const char *norm = email_norm(cx->arena, t->email);
	struct account who = {0};
	bool quiet;
	int rc = account_get(cx, customer, &who);
	if (rc < 0)
		return rc;
	if (!email_is_plausible(t->email) || strcmp(norm, who.email_norm) == 0)
		return ERR_INVALID;
	rc = account_mail_limit(cx, t, norm, &quiet);
	if (rc < 0 || quiet)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = account_link_send(
		cx, &(struct account_link){
			    .customer = customer,
			    .kind = "email",
			    .mail = "account_email",
			    .lasts_ms = EMAIL_HOURS * MS_HOUR,
			    .email = text_trim(cx->arena, t->email),
			    .email_norm = norm,
		    });
	if (rc == OK)
		rc = account_notice(cx, customer, "email_asked");
	return db_end(cx->db, rc);
}

/* ERR_GONE: another account has got the address in the meantime. */
static int email_write(struct cx *cx, const struct account_link_row *l)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer SET email = :email, email_norm = :norm,"
		" verified_ms = :now, rev = rev + 1"
		" WHERE id = :id AND archived_ms IS NULL AND NOT EXISTS"
		" (SELECT 1 FROM customer o WHERE o.email_norm = :norm"
		"  AND o.id <> :id)");
	db_bind_text(q, ":email", l->email);
	db_bind_text(q, ":norm", l->email_norm);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", l->customer);
	int64_t n = 0;
	int rc = db_exec(q, &n);
	if (rc == OK && n == 0)
		return ERR_GONE;
	return rc == OK ? customer_value_stale(cx, l->customer) : rc;
}

/* The link keeps the address that was left, for the mail that tells it. */
static int old_tell(struct cx *cx, int64_t link, const struct account *old)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE account_link SET email = :email, email_norm = :norm"
		" WHERE id = :id");
	db_bind_text(q, ":email", old->email);
	db_bind_text(q, ":norm", old->email_norm);
	db_bind_int(q, ":id", link);
	int rc = db_exec_one(q);
	if (rc < 0)
		return rc;
	return outbox_add(cx, "mail",
		/* a link to come may have its number */
		arena_printf(cx->arena, "account_notice/%" PRId64 "/%" PRId64,
			link, cx->now),
		arena_printf(cx->arena,
			"{\"mail\":\"account_notice\",\"customer\":%" PRId64
			",\"what\":\"email\",\"link\":%" PRId64 "}",
			old->id, link),
		cx->now);
}

int account_email_change(struct cx *cx, const char *link, int64_t customer)
{
	struct account_link_row l;
	struct account old = {0};
	int rc = account_link_find(cx, "email", link, &l);
	if (rc == OK && l.customer != customer)
		rc = ERR_DENIED;
	if (rc == OK)
		rc = account_get(cx, customer, &old);
	if (rc < 0)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = account_link_use(cx, l.id);
	if (rc == OK) /* what came with the old address stays theirs */
		rc = account_orders_join(cx, customer);
	if (rc == OK)
		rc = email_write(cx, &l);
	if (rc == OK)
		rc = account_orders_join(cx, customer);
	if (rc == OK && old.verified)
		rc = subscriber_move(cx, customer, old.email_norm, l.email);
	if (rc == OK && old.verified)
		rc = alert_move(cx, customer, old.email_norm, l.email);
	if (rc == OK)
		rc = account_others_end(cx, customer, NULL);
	if (rc == OK)
		rc = old_tell(cx, l.id, &old);
	if (rc == OK)
		log_info("event=account_email customer=%" PRId64, customer);
	rc = db_end(cx->db, rc);
	return rc == ERR_CONFLICT ? ERR_GONE : rc;
}
