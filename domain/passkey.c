#include "domain/passkey.h"

#include <inttypes.h>
#include <string.h>

#include "domain/account.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"

enum { CHALLENGE = 32 }; /* random bytes; 16 are the standard's least */

#define PASSKEY_COLUMNS "id, name, key_id, created_ms, coalesce(used_ms, 0)"

bool passkey_site(struct cx *cx, struct webauthn_site *out)
{
	return cx->conf && webauthn_site_of(cx->arena, cx->conf->base_url, out);
}

/* ---- what there is ---- */

static void passkey_read(struct cx *cx, struct db_stmt *q, struct passkey *out)
{
	out->id = db_next_int(q);
	out->name = db_next_text(q, cx->arena);
	out->key_id = bytes_b64url(cx->arena,
		bytes_from_hex(cx->arena, db_next_text(q, cx->arena)));
	out->created_ms = db_next_int(q);
	out->used_ms = db_next_int(q);
}

int passkey_list(
	struct cx *cx, int64_t customer, struct passkey **out, size_t *n)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct passkey, PASSKEYS_MAX);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " PASSKEY_COLUMNS " FROM credential"
		" WHERE customer = :customer AND kind = 'passkey'"
		" ORDER BY id LIMIT :most");
	db_bind_int(q, ":customer", customer);
	db_bind_int(q, ":most", PASSKEYS_MAX);
	int rc;
	while ((rc = db_step(q)) > 0)
		passkey_read(cx, q, &(*out)[(*n)++]);
	db_done(q);
	return rc;
}

int passkey_get(
	struct cx *cx, int64_t customer, int64_t id, struct passkey *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " PASSKEY_COLUMNS " FROM credential"
		" WHERE id = :id AND customer = :customer"
		" AND kind = 'passkey'");
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":customer", customer);
	int rc = db_one(q);
	if (rc == OK)
		passkey_read(cx, q, out);
	db_done(q);
	return rc;
}

/* ---- questions ---- */

/* The same for ever, and known to this shop alone. */
static const char *user_of(struct cx *cx, int64_t customer)
{
	const char *token = crypt_keyed_token(cx->arena, cx->secret,
		"passkey-user", arena_printf(cx->arena, "%" PRId64, customer));
	return bytes_b64url(cx->arena,
		(struct bytes){(const unsigned char *)token, strlen(token)});
}

static int steps_forget(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM login_step WHERE expires_ms <= :now");
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

static int step_insert(struct cx *cx, const char *kind, int64_t customer,
	const char *challenge, const char *token)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO login_step (token_sha256, kind, customer,"
		" challenge, created_ms, expires_ms)"
		" VALUES (:token, :kind, :customer, :challenge, :now, :end)");
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, token));
	db_bind_text(q, ":kind", kind);
	db_bind_or_null(q, ":customer", customer);
	db_bind_text(q, ":challenge", challenge);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":end", cx->now + PASSKEY_MINUTES * MS_MINUTE);
	return db_exec(q, NULL);
}

static int ask(struct cx *cx, const char *kind, int64_t customer,
	struct passkey_question *out)
{
	unsigned char raw[CHALLENGE];
	struct bytes challenge = {raw, sizeof(raw)};
	if (!passkey_site(cx, &out->site))
		return ERR_NOT_FOUND;
	crypt_random(raw, sizeof(raw));
	out->step = crypt_token(cx->arena);
	out->challenge = bytes_b64url(cx->arena, challenge);
	out->user = customer ? user_of(cx, customer) : "";
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = steps_forget(cx);
	if (rc == OK)
		rc = step_insert(cx, kind, customer,
			bytes_hex(cx->arena, challenge), out->step);
	return db_end(cx->db, rc);
}

int passkey_ask(struct cx *cx, int64_t customer, struct passkey_question *out)
{
	return ask(cx, "passkey", customer, out);
}

int passkey_ask_new(
	struct cx *cx, int64_t customer, struct passkey_question *out)
{
	return ask(cx, "passkey_new", customer, out);
}

/* Each question is answered once, rightly or not. */
static int step_take(struct cx *cx, const char *kind, const char *token,
	const char **challenge, int64_t *customer)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM login_step WHERE token_sha256 = :token"
		" AND kind = :kind AND expires_ms > :now"
		" RETURNING challenge, customer");
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, token));
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":now", cx->now);
	rc = db_one(q);
	if (rc == OK) {
		const char *hex = db_next_text(q, cx->arena);
		*challenge = bytes_b64url(
			cx->arena, bytes_from_hex(cx->arena, hex));
		*customer = db_next_int(q);
	}
	db_done(q);
	rc = db_end(cx->db, rc);
	return rc == ERR_NOT_FOUND ? ERR_GONE : rc;
}

/* ---- answers ---- */

struct known {
	int64_t id, customer;
	struct webauthn_key key;
};

static int known_find(struct cx *cx, const char *key_id, struct known *out)
{
	struct bytes id = bytes_from_b64url(cx->arena, key_id);
	if (!id.p || !id.n)
		return ERR_NOT_FOUND;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT k.id, k.customer, k.secret, k.counter"
		" FROM credential k JOIN customer c ON c.id = k.customer"
		"  AND c.archived_ms IS NULL"
		" WHERE k.key_id = :id AND k.key_id <> ''"
		" AND k.kind = 'passkey'");
	db_bind_text(q, ":id", bytes_hex(cx->arena, id));
	int rc = db_one(q);
	const char *secret = "";
	if (rc == OK) {
		out->id = db_next_int(q);
		out->customer = db_next_int(q);
		secret = db_next_text(q, cx->arena);
		out->key.counter = db_next_int(q);
	}
	db_done(q);
	return rc == OK ? webauthn_key_read(cx->arena, secret, &out->key) : rc;
}

/* A counter moves on once: of two answers with the same one is a copy's. */
static int used(struct cx *cx, int64_t id, int64_t counter)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE credential SET counter = :counter, used_ms = :now"
		" WHERE id = :id AND (counter < :counter"
		"  OR (counter = 0 AND :counter = 0))");
	db_bind_int(q, ":counter", counter);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	int64_t n = 0;
	int rc = db_exec(q, &n);
	return rc == OK && n == 0 ? ERR_DENIED : rc;
}

static int denied(const char *why)
{
	log_warn("event=passkey_refused reason=%s", why);
	return ERR_DENIED;
}

int passkey_check(
	struct cx *cx, const struct passkey_answer *answer, int64_t *customer)
{
	struct webauthn_site site;
	struct known k = {0};
	const char *challenge = "";
	int64_t of = 0, counter = 0;
	if (!passkey_site(cx, &site))
		return ERR_NOT_FOUND;
	int rc = step_take(cx, "passkey", answer->step, &challenge, &of);
	if (rc < 0)
		return rc;
	rc = known_find(cx, answer->id, &k);
	if (rc == ERR_NOT_FOUND || rc == ERR_INVALID)
		return denied("unknown");
	if (rc < 0)
		return rc;
	/* a question to one customer is not answered by another */
	if (of != *customer || (of && of != k.customer))
		return denied("customer");
	if (!crypt_equal(answer->user, user_of(cx, k.customer)))
		return denied("user");
	rc = webauthn_check(
		cx->arena, &site, challenge, &answer->said, &k.key, &counter);
	if (rc == OK)
		rc = used(cx, k.id, counter);
	if (rc == OK)
		*customer = k.customer;
	return rc;
}

/* ---- a new one, another name, none ---- */

static int insert(struct cx *cx, int64_t customer, const char *name,
	const struct webauthn_key *key)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO credential (customer, kind, secret, name, key_id,"
		" counter, created_ms)"
		" SELECT CAST(:customer AS BIGINT), 'passkey', :secret, :name,"
		"  :id, CAST(:counter AS BIGINT), CAST(:now AS BIGINT)"
		" WHERE (SELECT count(*) FROM credential"
		"  WHERE customer = :customer AND kind = 'passkey') < :most"
		" ON CONFLICT DO NOTHING");
	db_bind_int(q, ":customer", customer);
	db_bind_text(q, ":secret", webauthn_key_text(cx->arena, key));
	db_bind_text(q, ":name", name);
	db_bind_text(q, ":id", bytes_hex(cx->arena, key->id));
	db_bind_int(q, ":counter", key->counter);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":most", PASSKEYS_MAX);
	int64_t n = 0;
	int rc = db_exec(q, &n);
	return rc == OK && n == 0 ? ERR_CONFLICT : rc;
}

int passkey_add(struct cx *cx, int64_t customer, const char *name,
	const struct passkey_answer *answer)
{
	struct webauthn_site site;
	struct webauthn_key key = {0};
	struct passkey *all;
	const char *challenge = "";
	int64_t of = 0;
	size_t n = 0;
	if (!passkey_site(cx, &site))
		return ERR_NOT_FOUND;
	int rc = step_take(cx, "passkey_new", answer->step, &challenge, &of);
	if (rc == OK && of != customer)
		rc = denied("customer");
	if (rc == OK)
		rc = webauthn_new(
			cx->arena, &site, challenge, &answer->said, &key);
	if (rc == OK)
		rc = passkey_list(cx, customer, &all, &n);
	if (rc < 0)
		return rc;
	if (n >= PASSKEYS_MAX)
		return ERR_TOO_MANY;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = insert(cx, customer, name, &key);
	if (rc == OK)
		rc = account_notice(cx, customer, "passkey_added");
	if (rc == OK)
		log_info("event=passkey_added customer=%" PRId64, customer);
	return db_end(cx->db, rc);
}

static int changed_one(struct db_stmt *q)
{
	int64_t n = 0;
	int rc = db_exec(q, &n);
	return rc == OK && n == 0 ? ERR_NOT_FOUND : rc;
}

int passkey_rename(
	struct cx *cx, int64_t customer, int64_t id, const char *name)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE credential SET name = :name WHERE id = :id"
		" AND customer = :customer AND kind = 'passkey'");
	db_bind_text(q, ":name", name);
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":customer", customer);
	return changed_one(q);
}

/* The last way in stays, as in account_password_remove. */
static int key_drop(struct cx *cx, int64_t customer, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM credential WHERE id = :id"
		" AND customer = :customer AND kind = 'passkey'"
		" AND (EXISTS (SELECT 1 FROM customer c WHERE c.id = :customer"
		"  AND c.verified_ms IS NOT NULL AND c.email_norm IS NOT NULL)"
		" OR EXISTS (SELECT 1 FROM credential k"
		"  WHERE k.customer = :customer AND k.id <> :id"
		"  AND k.kind IN ('passkey', 'password')))");
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":customer", customer);
	return changed_one(q);
}

int passkey_remove(struct cx *cx, int64_t customer, int64_t id)
{
	struct passkey k;
	int rc = passkey_get(cx, customer, id, &k);
	if (rc == OK)
		rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = key_drop(cx, customer, id);
	if (rc == ERR_NOT_FOUND)
		rc = ERR_CONFLICT;
	if (rc == OK)
		rc = account_notice(cx, customer, "passkey_removed");
	if (rc == OK)
		log_info("event=passkey_removed customer=%" PRId64, customer);
	return db_end(cx->db, rc);
}
