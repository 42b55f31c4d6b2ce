#include "domain/cart_code.h"

#include <string.h>

#include "domain/cart.h"
#include "domain/gift_card.h"
#include "domain/setting.h"
#include "domain/staff.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

/* Who fails is counted by both; each is enough to be stopped. */
static const char by_visitor[] = "code", by_network[] = "code-net";

const char *coupon_norm(struct arena *a, const char *typed)
{
	const char *upper = text_upper(a, text_nfc(a, typed));
	char *out = arena_alloc(a, strlen(upper) + 1);
	size_t n = 0;
	for (const char *p = upper; *p; p++)
		if ((*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') ||
			(unsigned char)*p >= 0x80)
			out[n++] = *p;
	out[n] = '\0';
	return out;
}

static int check_tries(struct cx *cx, const struct cart_code_try *t)
{
	int64_t max = setting_int(cx, "codes.tries");
	if (!t->limits)
		return OK;
	int rc = attempt_check(cx, by_visitor, t->session, max, MS_HOUR);
	return rc == OK ? attempt_check(cx, by_network, t->remote, max, MS_HOUR)
			: rc;
}

static int count_try(struct cx *cx, const struct cart_code_try *t)
{
	int rc = attempt_add(cx, by_visitor, t->session, MS_HOUR);
	return rc == OK ? attempt_add(cx, by_network, t->remote, MS_HOUR) : rc;
}

static int find_coupon(struct cx *cx, const char *norm, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.id FROM coupon c JOIN promotion p"
		" ON p.id = c.promotion WHERE c.code_norm = :norm"
		" AND c.archived_ms IS NULL AND p.archived_ms IS NULL"
		" AND p.active = 1 AND coalesce(p.from_ms, 0) <= :now"
		" AND (p.to_ms IS NULL OR p.to_ms > :now)"
		" AND (p.limit_all IS NULL OR p.used < p.limit_all)"
		" AND (c.limit_all IS NULL OR c.used < c.limit_all)");
	db_bind_text(q, ":norm", norm);
	db_bind_int(q, ":now", cx->now);
	int rc = db_one(q);
	*id = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* Both are looked for, whatever it looks like. */
static int find(struct cx *cx, const char *typed, struct cart_code *out)
{
	struct gift_card card = {0};
	int64_t coupon = 0;
	int rc = find_coupon(cx, coupon_norm(cx->arena, typed), &coupon);
	if (rc < 0)
		return rc;
	rc = gift_card_by_code(cx, typed, &card);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	bool usable = rc == OK && strcmp(card.state, "active") == 0 &&
		      card.balance.minor > 0 &&
		      (!card.expires_ms || card.expires_ms > cx->now);
	if (coupon)
		*out = (struct cart_code){.kind = "coupon", .target = coupon};
	else if (usable)
		*out = (struct cart_code){
			.kind = "gift_card", .target = card.id};
	return coupon || usable ? OK : ERR_NOT_FOUND;
}

static int count_codes(struct cx *cx, int64_t cart, int64_t *n)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT count(*) FROM cart_code WHERE cart = :cart");
	db_bind_int(q, ":cart", cart);
	int rc = db_one(q);
	if (rc == OK)
		*n = db_next_int(q);
	db_done(q);
	return rc;
}

static int put(struct cx *cx, const char *session, const struct cart_code *code)
{
	int64_t cart, n = 0;
	int rc = cart_make(cx, session, &cart);
	if (rc == OK)
		rc = count_codes(cx, cart, &n);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO cart_code (cart, kind, target, added_ms)"
		" SELECT CAST(:cart AS BIGINT), CAST(:kind AS TEXT),"
		" CAST(:target AS BIGINT), CAST(:now AS BIGINT)"
		" WHERE :n < :max ON CONFLICT DO NOTHING");
	db_bind_int(q, ":cart", cart);
	db_bind_text(q, ":kind", code->kind);
	db_bind_int(q, ":target", code->target);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":n", n);
	db_bind_int(q, ":max", CART_CODES_MAX);
	rc = db_exec(q, NULL);
	return rc == OK && n >= CART_CODES_MAX ? ERR_TOO_LARGE : rc;
}

/* *verdict is what the visitor is told; rc is the database's. */
static int attempt(struct cx *cx, const struct cart_code_try *t, int *verdict)
{
	struct cart_code code = {0};
	*verdict = check_tries(cx, t);
	if (*verdict != OK)
		return *verdict == ERR_TOO_MANY ? OK : *verdict;
	*verdict = strlen(t->typed) > CART_CODE_TYPED_MAX
			   ? ERR_NOT_FOUND
			   : find(cx, t->typed, &code);
	if (*verdict == ERR_NOT_FOUND)
		return count_try(cx, t);
	return *verdict == OK ? put(cx, t->session, &code) : *verdict;
}

int cart_code_add(struct cx *cx, const struct cart_code_try *t)
{
	/* One transaction: of many guesses at once none slips by the count. */
	int verdict, rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = db_end(cx->db, attempt(cx, t, &verdict));
	return rc < 0 ? rc : verdict;
}

int cart_code_remove(
	struct cx *cx, const char *session, const char *kind, int64_t target)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM cart_code WHERE kind = :kind AND target = :target"
		" AND cart = (SELECT c.id FROM cart c"
		"  WHERE c.session = :session)");
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":target", target);
	db_bind_text(q, ":session", session);
	return db_exec(q, NULL);
}

int cart_codes(struct cx *cx, int64_t cart, struct cart_code **out, size_t *n)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct cart_code, CART_CODES_MAX);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT x.kind, x.target, coalesce(c.code, g.tail, '')"
		" FROM cart_code x"
		" LEFT JOIN coupon c ON x.kind = 'coupon' AND c.id = x.target"
		" LEFT JOIN gift_card g"
		"  ON x.kind = 'gift_card' AND g.id = x.target"
		" WHERE x.cart = :cart ORDER BY x.added_ms, x.kind, x.target");
	db_bind_int(q, ":cart", cart);
	int rc = OK;
	while (*n < CART_CODES_MAX && (rc = db_step(q)) > 0) {
		struct cart_code *c = &(*out)[(*n)++];
		c->kind = db_next_text(q, cx->arena);
		c->target = db_next_int(q);
		c->text = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}
