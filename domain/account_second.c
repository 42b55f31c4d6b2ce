/* Codes of an app and recovery codes, in one file because both are tried,
 * counted and changed in one way. */
#include "domain/account_second.h"

#include <inttypes.h>
#include <string.h>

#include "domain/account_in.h"
#include "domain/audit.h"
#include "domain/staff.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/seal.h"
#include "lib/totp.h"

/* ---- the app's secret ---- */

struct app {
	int64_t id, counter, created_ms, used_ms;
	bool ready;
	struct bytes secret;
};

static const char *label_of(struct cx *cx, int64_t customer)
{
	return arena_printf(cx->arena, "totp/%" PRId64, customer);
}

/* ERR_NOT_FOUND: none. */
static int app_find(struct cx *cx, int64_t customer, struct app *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, counter, created_ms, coalesce(used_ms, 0), ready,"
		" secret FROM credential"
		" WHERE customer = :customer AND kind = 'totp'");
	db_bind_int(q, ":customer", customer);
	const char *sealed = "", *text = "";
	int rc = db_one(q);
	if (rc == OK) {
		out->id = db_next_int(q);
		out->counter = db_next_int(q);
		out->created_ms = db_next_int(q);
		out->used_ms = db_next_int(q);
		out->ready = db_next_int(q) != 0;
		sealed = db_next_text(q, cx->arena);
	}
	db_done(q);
	if (rc < 0)
		return rc;
	rc = seal_open(
		cx->arena, cx->secret, label_of(cx, customer), sealed, &text);
	if (rc < 0) {
		log_error("event=totp_unreadable customer=%" PRId64, customer);
		return ERR_INTERNAL;
	}
	out->secret = bytes_from_base32(cx->arena, text);
	return OK;
}

/* ---- recovery codes ---- */

static const char *code_key(struct cx *cx, int64_t customer, const char *digits)
{
	return crypt_mac(cx->arena, cx->secret, "recovery-code",
		arena_printf(cx->arena, "%" PRId64 "/%s", customer, digits));
}

/* As even as random numbers are: digits of 64 bits, 2^64 mod 10^12 of them
 * more often than the rest, by one in eighteen million. */
static const char *code_random(struct cx *cx)
{
	uint64_t n;
	crypt_random(&n, sizeof(n));
	return arena_printf(
		cx->arena, "%012" PRIu64, n % UINT64_C(1000000000000));
}

static int codes_drop(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM recovery_code WHERE customer = :customer");
	db_bind_int(q, ":customer", customer);
	return db_exec(q, NULL);
}

static int codes_write(struct cx *cx, int64_t customer, const char **codes)
{
	int rc = codes_drop(cx, customer);
	for (size_t i = 0; rc == OK && i < RECOVERY_CODES; i++) {
		codes[i] = code_random(cx);
		struct db_stmt *q = DB_SQL(cx->db,
			"INSERT INTO recovery_code"
			" (customer, code_key, created_ms)"
			" VALUES (:customer, :key, :now)");
		db_bind_int(q, ":customer", customer);
		db_bind_text(q, ":key", code_key(cx, customer, codes[i]));
		db_bind_int(q, ":now", cx->now);
		rc = db_exec(q, NULL);
	}
	return rc;
}

int second_owns(struct cx *cx, int64_t customer, const char *const *codes,
	size_t n, bool *yes)
{
	int rc = OK;
	*yes = n > 0;
	for (size_t i = 0; rc == OK && *yes && i < n; i++) {
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT 1 FROM recovery_code"
			" WHERE customer = :customer AND code_key = :key"
			" AND used_ms IS NULL");
		db_bind_int(q, ":customer", customer);
		db_bind_text(q, ":key", code_key(cx, customer, codes[i]));
		rc = db_one(q);
		if (rc == OK)
			db_next_int(q);
		db_done(q);
		if (rc == ERR_NOT_FOUND) {
			*yes = false;
			rc = OK;
		}
	}
	return rc;
}

static int codes_left(struct cx *cx, int64_t customer, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM recovery_code"
		" WHERE customer = :customer AND used_ms IS NULL");
	db_bind_int(q, ":customer", customer);
	int rc = db_one(q);
	if (rc == OK)
		*n = db_next_int(q);
	db_done(q);
	return rc;
}

/* ---- a code is tried ---- */

/* Digits without what people put between them; "" when it is something else. */
static const char *digits_of(struct cx *cx, const char *typed)
{
	char *out = arena_alloc(cx->arena, RECOVERY_DIGITS + 1);
	size_t n = 0;
	for (const char *p = typed; *p; p++) {
		if (*p == ' ' || *p == '-')
			continue;
		if (*p < '0' || *p > '9' || n == RECOVERY_DIGITS)
			return "";
		out[n++] = *p;
	}
	out[n] = '\0';
	return out;
}

/* Of two that come with the same code at once, one is right. */
static int app_use(struct cx *cx, int64_t customer, const char *digits, bool on)
{
	struct app app = {0};
	int64_t n = 0;
	int rc = app_find(cx, customer, &app);
	if (rc == ERR_NOT_FOUND || (rc == OK && app.ready != on))
		return ERR_DENIED;
	if (rc < 0)
		return rc;
	int64_t step = totp_step(
		cx->arena, app.secret, digits, cx->now, app.counter);
	if (step < 0)
		return ERR_DENIED;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE credential SET counter = :step, used_ms = :now,"
		" ready = 1 WHERE id = :id AND counter < :step");
	db_bind_int(q, ":step", step);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", app.id);
	rc = db_exec(q, &n);
	return rc == OK && n == 0 ? ERR_DENIED : rc;
}

static int recovery_use(struct cx *cx, int64_t customer, const char *digits)
{
	int64_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE recovery_code SET used_ms = :now"
		" WHERE customer = :customer AND code_key = :key"
		" AND used_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":customer", customer);
	db_bind_text(q, ":key", code_key(cx, customer, digits));
	int rc = db_exec(q, &n);
	if (rc == OK && n)
		log_info(
			"event=recovery_code_used customer=%" PRId64, customer);
	return rc == OK && n == 0 ? ERR_DENIED : rc;
}

static const char *subject_of(struct cx *cx, int64_t customer)
{
	return arena_printf(cx->arena, "customer-%" PRId64, customer);
}

/* Whose wrong codes are counted together: all of an account, but for those of
 * browsers that were inside. */
struct guess {
	int64_t customer;
	bool known;
};

static const struct bound {
	const char *stranger, *known; /* kinds of attempt_check */
	int64_t max, window_ms;
} bounds[] = {
	{"account-code", "account-code-known", SECOND_HOUR_MAX, MS_HOUR},
	{"account-code-day", "account-code-known-day", SECOND_DAY_MAX, MS_DAY},
};
enum { BOUNDS = sizeof(bounds) / sizeof(*bounds) };

static const char *bound_kind(const struct bound *b, const struct guess *g)
{
	return g->known ? b->known : b->stranger;
}

/* *again_ms: the end of the longest window that is full. */
static int limit_check(struct cx *cx, const struct guess *g, int64_t *again_ms)
{
	const char *subject = subject_of(cx, g->customer);
	int all = OK;
	for (size_t i = 0; i < BOUNDS; i++) {
		const struct bound *b = &bounds[i];
		int rc = attempt_check(
			cx, bound_kind(b, g), subject, b->max, b->window_ms);
		if (rc < 0 && rc != ERR_TOO_MANY)
			return rc;
		if (rc == OK)
			continue;
		all = rc;
		*again_ms = cx->now - cx->now % b->window_ms + b->window_ms;
	}
	if (all == ERR_TOO_MANY)
		log_warn("event=account_code_refused reason=limit");
	return all;
}

/* Whoever is asked for a code has proved the first factor: the owner hears of
 * it when codes are wrong often, once a day. */
static int wrong_tell(struct cx *cx, const struct guess *g)
{
	int rc = attempt_check(cx, bound_kind(&bounds[1], g),
		subject_of(cx, g->customer), SECOND_TELL, MS_DAY);
	return rc == ERR_TOO_MANY
		       ? account_notice_daily(cx, g->customer, "codes_wrong")
		       : rc;
}

static int wrong_count(struct cx *cx, const struct guess *g)
{
	int rc = OK;
	log_warn("event=account_code_refused reason=code");
	for (size_t i = 0; rc == OK && i < BOUNDS; i++)
		rc = attempt_add(cx, bound_kind(&bounds[i], g),
			subject_of(cx, g->customer), bounds[i].window_ms);
	return rc == OK ? wrong_tell(cx, g) : rc;
}

/* A wrong code is counted, so the transaction ends well all the same.  Recovery
 * codes are good once codes are asked for. */
static int code_try(struct cx *cx, const struct guess *g, const char *typed,
	bool on, bool *right)
{
	int64_t customer = g->customer;
	const char *digits = digits_of(cx, typed);
	int rc = ERR_DENIED;
	if (strlen(digits) == TOTP_DIGITS)
		rc = app_use(cx, customer, digits, on);
	else if (on && strlen(digits) == RECOVERY_DIGITS)
		rc = recovery_use(cx, customer, digits);
	*right = rc == OK;
	return rc == ERR_DENIED ? wrong_count(cx, g) : rc;
}

/* ---- a login ---- */

int second_waits(struct cx *cx, const char *step, int64_t *customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT customer FROM login_step WHERE token_sha256 = :token"
		" AND kind = 'second' AND tries < :most AND expires_ms > :now");
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, step));
	db_bind_int(q, ":most", SECOND_TRIES);
	db_bind_int(q, ":now", cx->now);
	int rc = db_one(q);
	if (rc == OK)
		*customer = db_next_int(q);
	db_done(q);
	return rc == ERR_NOT_FOUND ? ERR_GONE : rc;
}

/* Counted before it is looked at: many at once are no more tries. */
static int step_count(struct cx *cx, const char *hash)
{
	int64_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE login_step SET tries = tries + 1"
		" WHERE token_sha256 = :token AND kind = 'second'"
		" AND tries < :most AND expires_ms > :now");
	db_bind_text(q, ":token", hash);
	db_bind_int(q, ":most", SECOND_TRIES);
	db_bind_int(q, ":now", cx->now);
	int rc = db_exec(q, &n);
	return rc == OK && n == 0 ? ERR_GONE : rc;
}

static int step_drop(struct cx *cx, const char *hash)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM login_step WHERE token_sha256 = :token");
	db_bind_text(q, ":token", hash);
	return db_exec(q, NULL);
}

/* From which browser does it come? */
static int guess_of(
	struct cx *cx, int64_t customer, const char *known, struct guess *out)
{
	struct account who = {0};
	int rc = account_get(cx, customer, &who);
	*out = (struct guess){.customer = customer};
	if (rc == OK)
		out->known = account_is_known(cx,
			&(struct account_try){.known = known}, who.email_norm);
	return rc;
}

int second_check(struct cx *cx, const char *step, const char *code,
	const char *known, int64_t *customer, int64_t *again_ms)
{
	const char *hash = crypt_sha256_str(cx->arena, step);
	struct guess g = {0};
	bool right = false;
	int rc = second_waits(cx, step, customer);
	if (rc == OK)
		rc = guess_of(cx, *customer, known, &g);
	if (rc == OK)
		rc = limit_check(cx, &g, again_ms);
	if (rc < 0)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = step_count(cx, hash);
	if (rc == OK)
		rc = code_try(cx, &g, code, true, &right);
	if (rc == OK && right)
		rc = step_drop(cx, hash);
	rc = db_end(cx->db, rc);
	return rc == OK && !right ? ERR_DENIED : rc;
}

/* ---- on and off ---- */

int second_get(struct cx *cx, int64_t customer, struct second *out)
{
	struct app app = {0};
	*out = (struct second){0};
	int rc = app_find(cx, customer, &app);
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc < 0)
		return rc;
	out->on = app.ready;
	out->waiting = !app.ready;
	out->since_ms = app.created_ms;
	out->used_ms = app.used_ms;
	if (!app.ready)
		out->secret = app.secret;
	return codes_left(cx, customer, &out->recovery_left);
}

int second_begin(struct cx *cx, int64_t customer)
{
	unsigned char raw[TOTP_SECRET];
	struct bytes secret = {raw, sizeof(raw)};
	crypt_random(raw, sizeof(raw));
	int64_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO credential (customer, kind, secret, ready,"
		" created_ms) VALUES (:customer, 'totp', :secret, 0, :now)"
		" ON CONFLICT (customer, kind) WHERE kind <> 'passkey'"
		" DO UPDATE SET secret = excluded.secret, counter = 0,"
		"  created_ms = excluded.created_ms"
		" WHERE credential.ready = 0");
	db_bind_int(q, ":customer", customer);
	db_bind_text(q, ":secret",
		seal_text(cx->arena, cx->secret, label_of(cx, customer),
			bytes_base32(cx->arena, secret)));
	db_bind_int(q, ":now", cx->now);
	int rc = db_exec(q, &n);
	return rc == OK && n == 0 ? ERR_CONFLICT : rc;
}

/* Who is logged in was inside. */
static struct guess guess_inside(int64_t customer)
{
	return (struct guess){.customer = customer, .known = true};
}

int second_again(struct cx *cx, int64_t customer, int64_t *again_ms)
{
	struct guess g = guess_inside(customer);
	*again_ms = cx->now;
	int rc = limit_check(cx, &g, again_ms);
	return rc == ERR_TOO_MANY ? OK : rc;
}

/* Is it on, or waiting, as it must be for what comes? */
static int state_check(struct cx *cx, int64_t customer, bool ready)
{
	struct app app = {0};
	struct guess g = guess_inside(customer);
	int64_t again_ms;
	int rc = app_find(cx, customer, &app);
	if (rc == OK && app.ready != ready)
		rc = ERR_NOT_FOUND;
	return rc == OK ? limit_check(cx, &g, &again_ms) : rc;
}

/* A fact of the second factor, proved by a code of it. */
struct change {
	bool on; /* before */
	int (*write)(struct cx *cx, int64_t customer, const char **codes);
	const char *what; /* account_notice */
};

static int change_do(struct cx *cx, int64_t customer, const char *code,
	const struct change *c, const char **codes)
{
	struct guess g = guess_inside(customer);
	bool right = false;
	int rc = state_check(cx, customer, c->on);
	if (rc < 0)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = code_try(cx, &g, code, c->on, &right);
	if (rc == OK && right)
		rc = c->write(cx, customer, codes);
	if (rc == OK && right)
		rc = account_notice(cx, customer, c->what);
	if (rc == OK && right)
		log_info("event=account_%s customer=%" PRId64, c->what,
			customer);
	rc = db_end(cx->db, rc);
	return rc == OK && !right ? ERR_DENIED : rc;
}

int second_turn_on(
	struct cx *cx, int64_t customer, const char *code, const char **codes)
{
	static const struct change c = {false, codes_write, "totp_on"};
	return change_do(cx, customer, code, &c, codes);
}

static int all_drop(struct cx *cx, int64_t customer, const char **codes)
{
	(void)codes;
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM credential"
		" WHERE customer = :customer AND kind = 'totp'");
	db_bind_int(q, ":customer", customer);
	int rc = db_exec(q, NULL);
	return rc == OK ? codes_drop(cx, customer) : rc;
}

int second_turn_off(struct cx *cx, int64_t customer, const char *code)
{
	static const struct change c = {true, all_drop, "totp_off"};
	return change_do(cx, customer, code, &c, NULL);
}

int second_clear(struct cx *cx, int64_t customer)
{
	struct app app = {0};
	int rc = app_find(cx, customer, &app);
	if (rc < 0)
		return rc;
	if (!app.ready)
		return ERR_NOT_FOUND;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = all_drop(cx, customer, NULL);
	if (rc == OK)
		rc = audit_add(
			cx, "customer", customer, "totp_off", NULL, NULL);
	if (rc == OK)
		rc = account_notice(cx, customer, "totp_off");
	return db_end(cx->db, rc);
}

int second_renew(
	struct cx *cx, int64_t customer, const char *code, const char **codes)
{
	static const struct change c = {true, codes_write, "codes"};
	return change_do(cx, customer, code, &c, codes);
}
