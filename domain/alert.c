/* Alerts are asked for. */
#include "domain/alert.h"

#include <inttypes.h>
#include <string.h>

#include "domain/account.h"
#include "domain/alert_in.h"
#include "domain/catalogue.h"
#include "domain/consent.h"
#include "domain/outbox.h"
#include "domain/staff.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

const char *alert_kind(const char *kind)
{
	static const char *const kinds[] = {"stock", "price"};
	for (size_t i = 0; kind && i < 2; i++)
		if (strcmp(kinds[i], kind) == 0)
			return kinds[i];
	return NULL;
}

const char *alert_token(struct cx *cx, int64_t id)
{
	return crypt_keyed_token(cx->arena, cx->secret, "alert",
		arena_printf(cx->arena, "%" PRId64, id));
}

int alert_consent(struct cx *cx, int64_t customer, const char *norm,
	bool granted, const char *words, const char *channel)
{
	struct consent_subject who = {CONSENT_EMAIL, norm};
	if (customer)
		who = (struct consent_subject){CONSENT_CUSTOMER,
			arena_printf(cx->arena, "%" PRId64, customer)};
	return consent_set(cx, &who, "alert", granted, words, channel);
}

/* One being asked for. */
struct asking {
	const struct alert_ask *ask;
	const char *email, *norm;
	int64_t customer; /* 0: the address is to be proved */
	int64_t price;
	bool quiet; /* no more mails to it for a while */
};

static int variant_check(
	struct cx *cx, const struct alert_ask *ask, int64_t *price)
{
	struct cart_line l = {.variant = ask->variant, .qty = 1};
	if (!alert_kind(ask->kind))
		return ERR_INVALID;
	int rc = cart_line_now(cx, &l);
	if (rc < 0)
		return rc;
	if (!l.on_sale || strcmp(l.kind, "gift_card") == 0)
		return ERR_NOT_FOUND;
	*price = l.price.amount.minor;
	bool back = strcmp(ask->kind, "stock") == 0;
	return back && l.stock.most > 0 ? ERR_CONFLICT : OK;
}

/* Whose address it is. */
static int address_find(struct cx *cx, struct asking *a)
{
	struct account who = {0};
	int rc = a->ask->customer ? account_get(cx, a->ask->customer, &who)
				  : ERR_NOT_FOUND;
	if (rc == OK && who.verified) {
		a->customer = who.id;
		a->email = who.email;
		a->norm = who.email_norm;
		return OK;
	}
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	if (!a->ask->email || !email_is_plausible(a->ask->email))
		return ERR_INVALID;
	a->email = text_trim(cx->arena, a->ask->email);
	a->norm = email_norm(cx->arena, a->ask->email);
	return OK;
}

/* Too many mails to one address are not sent, and nobody is told; too many
 * asked for by one network are refused. */
static int limit_check(struct cx *cx, struct asking *a)
{
	const char *remote = a->ask->remote;
	if (!a->ask->limits || a->customer)
		return OK;
	int rc = attempt_check(cx, "alert-net", remote, ALERT_NET_MAX, MS_HOUR);
	if (rc == OK)
		rc = attempt_add(cx, "alert-net", remote, MS_HOUR);
	if (rc < 0)
		return rc;
	rc = attempt_check(cx, "alert-mail", a->norm, ALERT_MAILS_MAX, MS_DAY);
	a->quiet = rc == ERR_TOO_MANY;
	return a->quiet ? OK : rc;
}

/* Open ones of the address, but for this one.  What anybody asked for and
 * nobody confirmed takes no room from the address's own customer. */
static int others_open(struct cx *cx, const struct asking *a, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM alert WHERE email_norm = :norm"
		" AND (state = 'active' OR (state = 'asked' AND :mine = 0))"
		" AND NOT (kind = :kind AND variant = :variant)");
	db_bind_text(q, ":norm", a->norm);
	db_bind_int(q, ":mine", a->customer != 0);
	db_bind_text(q, ":kind", a->ask->kind);
	db_bind_int(q, ":variant", a->ask->variant);
	int rc = db_one(q);
	if (rc == OK)
		*n = db_next_int(q);
	db_done(q);
	return rc;
}

/* One that is active stays as it is, whoever asks again.  Its link is made of
 * its number, which none has had before: old mails lead to nobody else's. */
static int row_write(struct cx *cx, const struct asking *a)
{
	int64_t id;
	int rc = counter_next(cx, "alert", &id);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO alert (id, kind, variant, customer, email,"
		" email_norm, locale, state, price_minor, created_ms,"
		" confirmed_ms) VALUES (:id, :kind, :variant, :customer, :email,"
		" :norm, :locale, :state, :price, :now, :confirmed)"
		" ON CONFLICT (kind, variant, email_norm) DO UPDATE SET"
		" customer = excluded.customer, email = excluded.email,"
		" locale = excluded.locale, state = excluded.state,"
		" price_minor = excluded.price_minor,"
		" created_ms = excluded.created_ms,"
		" confirmed_ms = excluded.confirmed_ms, sent_ms = NULL"
		" WHERE alert.state <> 'active'");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":kind", a->ask->kind);
	db_bind_int(q, ":variant", a->ask->variant);
	db_bind_or_null(q, ":customer", a->customer);
	db_bind_text(q, ":email", a->email);
	db_bind_text(q, ":norm", a->norm);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":state", a->customer ? "active" : "asked");
	db_bind_int(q, ":price", a->price);
	db_bind_int(q, ":now", cx->now);
	db_bind_or_null(q, ":confirmed", a->customer ? cx->now : 0);
	return db_exec(q, NULL);
}

static int row_find(struct cx *cx, const struct asking *a, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM alert WHERE kind = :kind"
		" AND variant = :variant AND email_norm = :norm");
	db_bind_text(q, ":kind", a->ask->kind);
	db_bind_int(q, ":variant", a->ask->variant);
	db_bind_text(q, ":norm", a->norm);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

static int link_write(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE alert SET token_sha256 = :hash WHERE id = :id");
	db_bind_text(
		q, ":hash", crypt_sha256_str(cx->arena, alert_token(cx, id)));
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

static int click_ask(struct cx *cx, const struct asking *a, int64_t id)
{
	int rc = attempt_add(cx, "alert-mail", a->norm, MS_DAY);
	if (rc < 0)
		return rc;
	return outbox_add(cx, "mail",
		arena_printf(cx->arena, "alert_confirm/%" PRId64 "/%" PRId64,
			id, cx->now),
		arena_printf(cx->arena,
			"{\"mail\":\"alert_confirm\",\"alert\":%" PRId64 "}",
			id),
		cx->now);
}

static int ask_write(struct cx *cx, const struct asking *a)
{
	int64_t open = 0, id = 0;
	int rc = others_open(cx, a, &open);
	if (rc < 0)
		return rc;
	if (open >= ALERT_OPEN_MAX)
		return a->customer ? ERR_TOO_LARGE : OK;
	rc = row_write(cx, a);
	if (rc == OK)
		rc = row_find(cx, a, &id);
	if (rc == OK)
		rc = link_write(cx, id);
	if (rc < 0)
		return rc;
	return a->customer ? alert_consent(cx, a->customer, a->norm, true,
				     a->ask->words, "web")
			   : click_ask(cx, a, id);
}

int alert_ask(struct cx *cx, const struct alert_ask *ask, bool *active)
{
	struct asking a = {.ask = ask};
	*active = false;
	int rc = variant_check(cx, ask, &a.price);
	if (rc == OK)
		rc = address_find(cx, &a);
	if (rc == OK)
		rc = limit_check(cx, &a);
	if (rc < 0 || a.quiet)
		return rc;
	*active = a.customer != 0;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, ask_write(cx, &a));
}
