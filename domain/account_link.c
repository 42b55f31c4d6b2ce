/*
 * The mailed links of accounts: asked for, found, used.  Whoever asks writes
 * the same rows for any address: a link that may be nobody's and the job of a
 * mail that may tell nothing.  So neither words nor time tell whether an
 * address has an account; the worker finds out.
 */
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
#include "lib/text.h"

enum {
	MAILS_MAX = 3,      /* to one address in an hour, for one network */
	MAILS_ALL_MAX = 12, /* to one address in an hour */
	MAILS_NET_MAX = 20, /* asked for by one network in an hour */
	VERIFY_DAYS = 7,
	RESET_HOURS = 2,
	LOGIN_MINUTES = 15,
};

static const char *link_token(struct cx *cx, int64_t id, int64_t created_ms)
{
	return crypt_keyed_token(cx->arena, cx->secret, "account-link",
		arena_printf(
			cx->arena, "%" PRId64 "/%" PRId64, id, created_ms));
}

/* What counts a mail to that address. */
struct mail_count {
	const char *kind, *subject;
	int64_t max;
};
enum { MAIL_COUNTS = 2 };

static size_t mail_counts(struct cx *cx, const struct account_try *t,
	const char *norm, struct mail_count *out)
{
	if (account_is_known(cx, t, norm)) {
		out[0] = (struct mail_count){
			"account-mail-known", norm, MAILS_MAX};
		return 1;
	}
	out[0] = (struct mail_count){"account-mail",
		arena_printf(cx->arena, "%s %s", norm,
			attempt_network(cx->arena, t->remote)),
		MAILS_MAX};
	out[1] = (struct mail_count){"account-mail-all", norm, MAILS_ALL_MAX};
	return MAIL_COUNTS;
}

int account_mail_limit(struct cx *cx, const struct account_try *t,
	const char *norm, bool *quiet)
{
	struct mail_count counts[MAIL_COUNTS];
	int rc = OK;
	*quiet = false;
	if (!t->limits)
		return OK;
	size_t n = mail_counts(cx, t, norm, counts);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = attempt_check(cx, counts[i].kind, counts[i].subject,
			counts[i].max, MS_HOUR);
	*quiet = rc == ERR_TOO_MANY;
	if (rc < 0 && !*quiet)
		return rc;
	rc = attempt_check(
		cx, "account-mail-net", t->remote, MAILS_NET_MAX, MS_HOUR);
	if (rc == OK)
		rc = attempt_add(cx, "account-mail-net", t->remote, MS_HOUR);
	for (size_t i = 0; rc == OK && !*quiet && i < n; i++)
		rc = attempt_add(
			cx, counts[i].kind, counts[i].subject, MS_HOUR);
	return rc;
}

/* ---- sent ---- */

static int link_insert(struct cx *cx, const struct account_link *l, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO account_link"
		" (kind, customer, email, email_norm, name, secret, locale,"
		" next, created_ms, expires_ms)"
		" VALUES (:kind, nullif(:customer, 0), :email, :norm, :name,"
		" :secret, :locale, :next, :now, :end) RETURNING id");
	db_bind_text(q, ":kind", l->kind);
	db_bind_int(q, ":customer", l->customer);
	db_bind_text(q, ":email", text_or_empty(l->email));
	db_bind_text(q, ":norm", text_or_empty(l->email_norm));
	db_bind_text(q, ":name", text_or_empty(l->name));
	db_bind_text(q, ":secret", text_or_empty(l->secret));
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":next", text_or_empty(l->next));
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":end", cx->now + l->lasts_ms);
	int rc = db_insert(q, id);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"UPDATE account_link SET token_sha256 = :hash WHERE id = :id");
	db_bind_text(q, ":hash",
		crypt_sha256_str(cx->arena, link_token(cx, *id, cx->now)));
	db_bind_int(q, ":id", *id);
	return db_exec_one(q);
}

int account_link_send(struct cx *cx, const struct account_link *l)
{
	int64_t id = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = link_insert(cx, l, &id);
	if (rc == OK)
		rc = outbox_add(cx, "mail",
			arena_printf(cx->arena, "%s/%" PRId64 "/%" PRId64,
				l->mail, id, cx->now),
			arena_printf(cx->arena,
				"{\"mail\":\"%s\",\"link\":%" PRId64 "}",
				l->mail, id),
			cx->now);
	return db_end(cx->db, rc);
}

int account_register(struct cx *cx, const struct account_try *t)
{
	const char *norm = email_norm(cx->arena, t->email);
	bool quiet;
	if (!email_is_plausible(t->email) ||
		!account_password_ok(t->password, t->email))
		return ERR_INVALID;
	int rc = account_mail_limit(cx, t, norm, &quiet);
	if (rc < 0 || quiet)
		return rc;
	return account_link_send(
		cx, &(struct account_link){
			    .kind = "verify",
			    .mail = "account_verify",
			    .lasts_ms = VERIFY_DAYS * MS_DAY,
			    .email = text_trim(cx->arena, t->email),
			    .email_norm = norm,
			    .name = t->name,
			    .secret = password_hash(cx->arena, t->password),
			    .next = t->next,
		    });
}

/* A link for whoever has that address, if anybody. */
static int link_ask(
	struct cx *cx, const struct account_try *t, struct account_link l)
{
	const char *norm = email_norm(cx->arena, t->email);
	struct account who = {0};
	bool quiet;
	int rc = account_mail_limit(cx, t, norm, &quiet);
	if (rc < 0 || quiet)
		return rc;
	rc = account_find(cx, norm, &who);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	l.customer = who.id;
	l.next = t->next;
	return account_link_send(cx, &l);
}

int account_forgot(struct cx *cx, const struct account_try *t)
{
	return link_ask(cx, t,
		(struct account_link){
			.kind = "reset",
			.mail = "account_reset",
			.lasts_ms = RESET_HOURS * MS_HOUR,
		});
}

int account_link_ask(struct cx *cx, const struct account_try *t)
{
	return link_ask(cx, t,
		(struct account_link){
			.kind = "login",
			.mail = "account_login",
			.lasts_ms = LOGIN_MINUTES * MS_MINUTE,
		});
}

/* ---- found and used ---- */

int account_link_find(struct cx *cx, const char *kind, const char *token,
	struct account_link_row *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.id, coalesce(l.customer, 0), l.email, l.email_norm,"
		" l.name, l.secret, l.locale, l.next FROM account_link l"
		" LEFT JOIN customer c ON c.id = l.customer"
		"  AND c.archived_ms IS NULL"
		" WHERE l.token_sha256 = :hash AND l.kind = :kind"
		" AND (c.id IS NOT NULL OR l.kind = 'verify')"
		" AND l.used_ms IS NULL AND l.expires_ms > :now");
	db_bind_text(q, ":hash", crypt_sha256_str(cx->arena, token));
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":now", cx->now);
	int rc = db_one(q);
	if (rc == OK) {
		out->id = db_next_int(q);
		out->customer = db_next_int(q);
		out->email = db_next_text(q, cx->arena);
		out->email_norm = db_next_text(q, cx->arena);
		out->name = db_next_text(q, cx->arena);
		out->secret = db_next_text(q, cx->arena);
		out->locale = db_next_text(q, cx->arena);
		out->next = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? ERR_GONE : rc;
}

int account_link_next(
	struct cx *cx, const char *kind, const char *token, const char **next)
{
	struct account_link_row l = {.next = ""};
	int rc = account_link_find(cx, kind, token, &l);
	*next = l.next;
	return rc;
}

int account_link_whose(
	struct cx *cx, const char *kind, const char *token, const char **email)
{
	struct account_link_row l;
	struct account who = {0};
	int rc = account_link_find(cx, kind, token, &l);
	if (rc == OK)
		rc = account_get(cx, l.customer, &who);
	*email = who.email;
	return rc;
}

int account_link_ok(struct cx *cx, const char *kind, const char *token)
{
	const char *next;
	return account_link_next(cx, kind, token, &next);
}

int account_link_use(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE account_link SET used_ms = :now, secret = ''"
		" WHERE id = :id AND used_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	int64_t n = 0;
	int rc = db_exec(q, &n);
	return rc == OK && n == 0 ? ERR_GONE : rc;
}

/* ---- what its mail needs ---- */

/* The customer's address, name and language, where the link has none. */
static int letter_read(struct cx *cx, int64_t link, struct account_letter *out,
	int64_t *customer, const char **norm, int64_t *created_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.kind, coalesce(c.id, 0), l.email_norm, l.created_ms,"
		" CASE WHEN l.email <> '' THEN l.email"
		"  ELSE coalesce(c.email, '') END,"
		" CASE WHEN l.name <> '' THEN l.name"
		"  ELSE coalesce(c.name, '') END,"
		" coalesce(c.locale, l.locale) FROM account_link l"
		" LEFT JOIN customer c ON c.id = l.customer"
		"  AND c.archived_ms IS NULL"
		" WHERE l.id = :id");
	db_bind_int(q, ":id", link);
	int rc = db_one(q);
	if (rc == OK) {
		out->kind = db_next_text(q, cx->arena);
		*customer = db_next_int(q);
		*norm = db_next_text(q, cx->arena);
		*created_ms = db_next_int(q);
		out->email = db_next_text(q, cx->arena);
		out->name = db_next_text(q, cx->arena);
		out->locale = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

int account_link_letter(struct cx *cx, int64_t link, struct account_letter *out)
{
	int64_t customer = 0, created = 0;
	const char *norm = "";
	struct account other = {0};
	int rc = letter_read(cx, link, out, &customer, &norm, &created);
	if (rc < 0)
		return rc;
	if (!*out->email)
		return ERR_GONE;
	out->token = link_token(cx, link, created);
	rc = *norm ? account_find(cx, norm, &other) : ERR_NOT_FOUND;
	out->taken = rc == OK && other.id != customer &&
		     (other.verified || strcmp(out->kind, "email") == 0);
	return rc == ERR_NOT_FOUND ? OK : rc;
}
