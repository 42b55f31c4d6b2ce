#include "domain/staff.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/text.h"

enum {
	LOGIN_MAX = 10,     /* failures of one account from one network */
	LOGIN_ALL_MAX = 50, /* of one account, from everywhere */
	LOGIN_NET_MAX = 50, /* from one network, of all accounts */
};
#define LOGIN_WINDOW_MS (15 * MS_MINUTE)
#define SEEN_EVERY_MS   (5 * MS_MINUTE)

/* Nobody's password: checking it costs what a real one costs. */
static const char nobody[] =
	"$argon2id$v=19$m=19456,t=2,p=1$cHVvdGktbm9ib2R5LTEAAA"
	"$k9V5BzSynFiGDh8utelIycpkZyvWZ2XBO7ijYD5Id1I";

static bool password_is_acceptable(const char *password)
{
	size_t n = password ? strlen(password) : 0;
	return n >= CRYPT_PASSWORD_MIN && n <= CRYPT_PASSWORD_MAX &&
	       !password_is_common(password);
}

int staff_add(struct cx *cx, const char *email, const char *name,
	const char *password, int64_t *id)
{
	if (!email_is_plausible(email) || !password_is_acceptable(password))
		return ERR_INVALID;
	const char *hash = password_hash(cx->arena, password);

	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO staff"
		" (email, email_norm, name, password, locale, created_ms)"
		" VALUES (:email, :norm, :name, :password, :locale, :now)"
		" RETURNING id");
	db_bind_text(q, ":email", text_trim(cx->arena, email));
	db_bind_text(q, ":norm", email_norm(cx->arena, email));
	db_bind_text(q, ":name", name ? text_trim(cx->arena, name) : "");
	db_bind_text(q, ":password", hash);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_int(q, ":now", cx->now);
	rc = db_insert(q, id);
	if (rc == OK)
		rc = audit_add(cx, "staff", *id, "created", NULL, NULL);
	return db_end(cx->db, rc);
}

static int sessions_drop(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM session WHERE kind = 'staff' AND subject = :id");
	db_bind_int(q, ":id", id);
	return db_exec(q, NULL);
}

int staff_set_password(struct cx *cx, int64_t id, const char *password)
{
	if (!password_is_acceptable(password))
		return ERR_INVALID;
	const char *hash = password_hash(cx->arena, password);

	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE staff SET password = :password"
		" WHERE id = :id AND archived_ms IS NULL");
	db_bind_text(q, ":password", hash);
	db_bind_int(q, ":id", id);
	int64_t changed = 0;
	rc = db_exec(q, &changed);
	if (rc == OK && changed == 0)
		rc = ERR_NOT_FOUND;
	/* Whoever knew the old one is logged out. */
	if (rc == OK)
		rc = sessions_drop(cx, id);
	if (rc == OK)
		rc = audit_add(cx, "staff", id, "password", NULL, NULL);
	return db_end(cx->db, rc);
}

const char *attempt_network(struct arena *a, const char *remote)
{
	struct in6_addr ip;
	char text[INET6_ADDRSTRLEN];
	if (inet_pton(AF_INET6, remote, &ip) != 1 || IN6_IS_ADDR_V4MAPPED(&ip))
		return remote;
	memset(ip.s6_addr + 8, 0, 8);
	inet_ntop(AF_INET6, &ip, text, sizeof(text));
	return arena_strdup(a, text);
}

const char *attempt_subject(struct cx *cx, const char *subject)
{
	return crypt_mac(cx->arena, cx->secret, "attempt",
		attempt_network(cx->arena, subject));
}

int attempt_check(struct cx *cx, const char *kind, const char *subject,
	int64_t max, int64_t window_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT n FROM attempt WHERE kind = :kind"
		" AND subject = :subject AND window_ms = :window");
	db_bind_text(q, ":kind", kind);
	db_bind_text(q, ":subject", attempt_subject(cx, subject));
	db_bind_int(q, ":window", cx->now - cx->now % window_ms);
	int rc = db_one(q);
	if (rc == OK && db_next_int(q) >= max)
		rc = ERR_TOO_MANY;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int attempts_forget(struct cx *cx, const char *kind, int64_t before_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM attempt WHERE kind = :kind"
		" AND window_ms < :before");
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":before", before_ms);
	return db_exec(q, NULL);
}

int attempt_add(
	struct cx *cx, const char *kind, const char *subject, int64_t window_ms)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO attempt (kind, subject, window_ms, n)"
		" VALUES (:kind, :subject, :window, 1)"
		" ON CONFLICT (kind, subject, window_ms)"
		" DO UPDATE SET n = attempt.n + 1");
	db_bind_text(q, ":kind", kind);
	db_bind_text(q, ":subject", attempt_subject(cx, subject));
	db_bind_int(q, ":window", cx->now - cx->now % window_ms);
	rc = db_exec(q, NULL);
	if (rc == OK)
		rc = attempts_forget(cx, kind, cx->now - 2 * window_ms);
	return db_end(cx->db, rc);
}

/* An account is closed to the network that guesses; to all only when many
 * networks do: else any stranger could keep the owner out. */
static const struct login_count {
	const char *tail;      /* of the kind */
	bool account, network; /* what is counted together */
	int64_t max;
} login_counts[] = {
	{"", true, true, LOGIN_MAX},
	{"-all", true, false, LOGIN_ALL_MAX},
	{"-net", false, true, LOGIN_NET_MAX},
};
enum { LOGIN_COUNTS = sizeof(login_counts) / sizeof(login_counts[0]) };

static const char *login_subject(struct cx *cx, const struct login_count *c,
	const char *norm, const char *remote)
{
	if (!c->network)
		return norm;
	if (!c->account)
		return remote;
	return arena_printf(
		cx->arena, "%s %s", norm, attempt_network(cx->arena, remote));
}

static const char *login_kind(
	struct cx *cx, const char *kind, const struct login_count *c)
{
	return arena_printf(cx->arena, "%s%s", kind, c->tail);
}

int attempt_login_check(
	struct cx *cx, const char *kind, const char *norm, const char *remote)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < LOGIN_COUNTS; i++) {
		const struct login_count *c = &login_counts[i];
		rc = attempt_check(cx, login_kind(cx, kind, c),
			login_subject(cx, c, norm, remote), c->max,
			LOGIN_WINDOW_MS);
	}
	return rc;
}

int attempt_login_failed(
	struct cx *cx, const char *kind, const char *norm, const char *remote)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < LOGIN_COUNTS; i++) {
		const struct login_count *c = &login_counts[i];
		rc = attempt_add(cx, login_kind(cx, kind, c),
			login_subject(cx, c, norm, remote), LOGIN_WINDOW_MS);
	}
	return rc < 0 ? rc : ERR_DENIED;
}

/* *id 0 and nobody's password when there is no such account. */
static int account_find(
	struct cx *cx, const char *norm, int64_t *id, const char **password)
{
	*id = 0;
	*password = nobody;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, password FROM staff"
		" WHERE email_norm = :norm AND archived_ms IS NULL");
	db_bind_text(q, ":norm", norm);
	int rc = db_one(q);
	if (rc == OK) {
		*id = db_next_int(q);
		*password = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int staff_find(struct cx *cx, const char *email, int64_t *id)
{
	const char *password;
	int rc = account_find(cx, email_norm(cx->arena, email), id, &password);
	return rc == OK && !*id ? ERR_NOT_FOUND : rc;
}

static int session_add(struct cx *cx, int64_t staff, const char **token)
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
		" created_ms, seen_ms, expires_ms)"
		" VALUES (:token, 'staff', :staff, :now, :now, :end)");
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, *token));
	db_bind_int(q, ":staff", staff);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":end", cx->now + STAFF_ABSOLUTE_DAYS * MS_DAY);
	rc = db_exec(q, NULL);
	if (rc == OK) {
		struct cx as = *cx;
		as.staff = staff;
		rc = audit_add(&as, "staff", staff, "login", NULL, NULL);
	}
	return db_end(cx->db, rc);
}

int staff_login(struct cx *cx, const char *email, const char *password,
	const char *remote, bool limits, const char **token)
{
	const char *norm = email_norm(cx->arena, email);
	int rc = limits ? attempt_login_check(cx, "login", norm, remote) : OK;
	if (rc == ERR_TOO_MANY)
		log_warn("event=login_refused reason=limit");
	if (rc < 0)
		return rc;

	int64_t id;
	const char *encoded;
	rc = account_find(cx, norm, &id, &encoded);
	if (rc < 0)
		return rc;
	/* Beyond the longest password nothing is hashed: a megabyte typed
	 * here must not keep the worker busy. */
	bool ok = strlen(password) <= CRYPT_PASSWORD_MAX &&
		  password_ok(encoded, password);
	if (!ok || id == 0) {
		log_warn("event=login_refused reason=password");
		return limits ? attempt_login_failed(cx, "login", norm, remote)
			      : ERR_DENIED;
	}
	log_info("event=login staff=%" PRId64, id);
	return session_add(cx, id, token);
}

const char *staff_locale(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT locale FROM staff WHERE id = :id");
	db_bind_int(q, ":id", id);
	const char *locale = db_one(q) == OK ? db_next_text(q, cx->arena) : "";
	db_done(q);
	return locale;
}

int staff_session_find(
	struct cx *cx, const char *token, struct staff_session_row *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.id, p.name, p.email, p.locale"
		" FROM session s JOIN staff p ON p.id = s.subject"
		" WHERE s.token_sha256 = :token AND s.kind = 'staff'"
		" AND s.expires_ms > :now AND s.seen_ms > :idle"
		" AND p.archived_ms IS NULL");
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, token));
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":idle", cx->now - STAFF_IDLE_MS);
	int rc = db_one(q);
	if (rc == OK) {
		out->staff = db_next_int(q);
		out->name = db_next_text(q, cx->arena);
		out->email = db_next_text(q, cx->arena);
		out->locale = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

int staff_session_seen(struct cx *cx, const char *token)
{
	const char *hash = crypt_sha256_str(cx->arena, token);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT seen_ms FROM session WHERE token_sha256 = :token");
	db_bind_text(q, ":token", hash);
	int rc = db_one(q);
	int64_t seen = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	if (rc < 0 || seen > cx->now - SEEN_EVERY_MS)
		return rc;

	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "UPDATE session SET seen_ms = :now"
			   " WHERE token_sha256 = :token AND seen_ms < :now");
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":token", hash);
	return db_end(cx->db, db_exec(q, NULL));
}

int staff_logout(struct cx *cx, const char *token)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM session"
		" WHERE token_sha256 = :token AND kind = 'staff'");
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, token));
	return db_end(cx->db, db_exec(q, NULL));
}
