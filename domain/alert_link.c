/* Alerts are confirmed, looked at and ended by whoever has the mailed link,
 * or by the customer whose they are. */
#include "domain/alert_in.h"

#include <string.h>

#include "domain/account.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

#define ALERT_COLUMNS                                           \
	"id, kind, variant, email, locale, state, price_minor," \
	" coalesce(confirmed_ms, 0)"

static void alert_read(struct cx *cx, struct db_stmt *q, struct alert *out)
{
	*out = (struct alert){.item.qty = 1};
	out->id = db_next_int(q);
	out->kind = db_next_text(q, cx->arena);
	out->item.variant = db_next_int(q);
	out->email = db_next_text(q, cx->arena);
	out->locale = db_next_text(q, cx->arena);
	out->state = db_next_text(q, cx->arena);
	out->price = money(db_next_int(q));
	out->confirmed_ms = db_next_int(q);
	out->token = alert_token(cx, out->id);
}

static int alert_one(struct cx *cx, struct db_stmt *q, struct alert *out)
{
	int rc = db_one(q);
	if (rc == OK)
		alert_read(cx, q, out);
	db_done(q);
	return rc;
}

int alert_get(struct cx *cx, int64_t id, struct alert *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT " ALERT_COLUMNS " FROM alert WHERE id = :id");
	db_bind_int(q, ":id", id);
	int rc = alert_one(cx, q, out);
	return rc == OK ? cart_line_now(cx, &out->item) : rc;
}

int alert_by_token(struct cx *cx, const char *token, struct alert *out)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT " ALERT_COLUMNS " FROM alert"
					   " WHERE token_sha256 = :hash");
	db_bind_text(q, ":hash", crypt_sha256_str(cx->arena, token));
	int rc = alert_one(cx, q, out);
	return rc == OK ? cart_line_now(cx, &out->item) : rc;
}

/* Whose it is. */
struct holder {
	int64_t id, customer;
	const char *norm, *state;
};

static int holder_find(struct cx *cx, const char *token, struct holder *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, coalesce(customer, 0), email_norm, state"
		" FROM alert WHERE token_sha256 = :hash");
	db_bind_text(q, ":hash", crypt_sha256_str(cx->arena, token));
	*out = (struct holder){.norm = "", .state = ""};
	int rc = db_one(q);
	if (rc == OK) {
		out->id = db_next_int(q);
		out->customer = db_next_int(q);
		out->norm = db_next_text(q, cx->arena);
		out->state = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

static int confirm(struct cx *cx, const char *token, const char *words)
{
	struct holder h;
	int64_t n = 0;
	int rc = holder_find(cx, token, &h);
	if (rc < 0 || strcmp(h.state, "active") == 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE alert SET state = 'active', confirmed_ms = :now"
		" WHERE id = :id AND state = 'asked' AND created_ms > :since");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", h.id);
	db_bind_int(q, ":since", cx->now - ALERT_ASKED_DAYS * MS_DAY);
	rc = db_exec(q, &n);
	if (rc < 0 || !n)
		return rc < 0 ? rc : ERR_GONE;
	return alert_consent(cx, 0, h.norm, true, words, "mail");
}

int alert_confirm(struct cx *cx, const char *token, const char *words)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, confirm(cx, token, words));
}

/* The word goes when the last one does. */
static int consent_end(struct cx *cx, const struct holder *h, const char *words)
{
	int64_t left = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM alert"
		" WHERE email_norm = :norm AND state = 'active'");
	db_bind_text(q, ":norm", h->norm);
	int rc = db_one(q);
	if (rc == OK)
		left = db_next_int(q);
	db_done(q);
	return rc < 0 || left ? rc
			      : alert_consent(cx, h->customer, h->norm, false,
					words, "web");
}

static int end(struct cx *cx, const char *token, bool all, const char *words)
{
	struct holder h;
	int64_t n = 0;
	int rc = holder_find(cx, token, &h);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE alert SET state = 'ended' WHERE email_norm = :norm"
		" AND (id = :id OR :every = 1)"
		" AND state IN ('asked', 'active')");
	db_bind_text(q, ":norm", h.norm);
	db_bind_int(q, ":id", h.id);
	db_bind_int(q, ":every", all);
	rc = db_exec(q, &n);
	return rc < 0 || !n ? rc : consent_end(cx, &h, words);
}

int alert_end(struct cx *cx, const char *token, bool all, const char *words)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, end(cx, token, all, words));
}

/* ---- a customer's own ---- */

/* Their address, once it is proved: what they asked for before counts. */
static int own_norm(struct cx *cx, int64_t customer, const char **norm)
{
	struct account who = {0};
	int rc = account_get(cx, customer, &who);
	*norm = rc == OK && who.verified ? who.email_norm : "";
	return rc;
}

int alert_list(struct cx *cx, int64_t customer, struct alert **out, size_t *n)
{
	const char *norm;
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct alert, 2 * ALERT_OPEN_MAX);
	int rc = own_norm(cx, customer, &norm);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " ALERT_COLUMNS " FROM alert"
		" WHERE (customer = :me OR (email_norm = :norm"
		"  AND :norm <> '')) AND state = 'active'"
		" ORDER BY confirmed_ms DESC, id DESC LIMIT :most");
	db_bind_int(q, ":me", customer);
	db_bind_text(q, ":norm", norm);
	db_bind_int(q, ":most", 2 * ALERT_OPEN_MAX);
	while ((rc = db_step(q)) > 0)
		alert_read(cx, q, &(*out)[(*n)++]);
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < *n; i++)
		rc = cart_line_now(cx, &(*out)[i].item);
	return rc < 0 ? rc : OK;
}

static int end_own(struct cx *cx, int64_t customer, const char *kind,
	int64_t variant, const char *words)
{
	struct holder h = {.customer = customer};
	int64_t n = 0;
	int rc = own_norm(cx, customer, &h.norm);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE alert SET state = 'ended' WHERE kind = :kind"
		" AND variant = :variant AND state IN ('asked', 'active')"
		" AND (customer = :me OR (email_norm = :norm"
		"  AND :norm <> ''))");
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":me", customer);
	db_bind_text(q, ":norm", h.norm);
	rc = db_exec(q, &n);
	return rc < 0 || !n ? rc : consent_end(cx, &h, words);
}

int alert_end_own(struct cx *cx, int64_t customer, const char *kind,
	int64_t variant, const char *words)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, end_own(cx, customer, kind, variant, words));
}

/* ---- another address ---- */

int alert_move(struct cx *cx, int64_t customer, const char *old_norm,
	const char *email)
{
	const char *norm = email_norm(cx->arena, email);
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE alert SET email = :email, email_norm = :norm,"
		" customer = :me WHERE state = 'active'"
		" AND (customer = :me OR email_norm = :old)"
		" AND NOT EXISTS (SELECT 1 FROM alert o WHERE o.kind ="
		"  alert.kind AND o.variant = alert.variant"
		"  AND o.email_norm = :norm)");
	db_bind_text(q, ":email", text_trim(cx->arena, email));
	db_bind_text(q, ":norm", norm);
	db_bind_int(q, ":me", customer);
	db_bind_text(q, ":old", old_norm);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	/* asked for with both addresses: one is enough */
	q = DB_SQL(cx->db,
		"UPDATE alert SET state = 'ended' WHERE state = 'active'"
		" AND (customer = :me OR email_norm = :old)"
		" AND email_norm <> :norm");
	db_bind_int(q, ":me", customer);
	db_bind_text(q, ":old", old_norm);
	db_bind_text(q, ":norm", norm);
	return db_exec(q, NULL);
}
