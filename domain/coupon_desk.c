/* The codes of a promotion. */
#include <string.h>

#include "domain/audit.h"
#include "domain/cart_code.h"
#include "domain/promotion_desk.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"

static int count_coupons(struct cx *cx, int64_t promotion, int64_t *total)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM coupon WHERE promotion = :promotion");
	db_bind_int(q, ":promotion", promotion);
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	return rc;
}

int coupon_list(struct cx *cx, int64_t promotion, int64_t limit,
	struct coupon_row **out, size_t *n, int64_t *total)
{
	*n = 0;
	*out = NULL;
	int rc = count_coupons(cx, promotion, total);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, coalesce(limit_all, 0), used,"
		" coalesce(archived_ms, 0), created_ms, code FROM coupon"
		" WHERE promotion = :promotion AND (:usable = 0"
		"  OR (archived_ms IS NULL"
		"   AND (limit_all IS NULL OR used < limit_all)))"
		" ORDER BY id DESC LIMIT :limit");
	db_bind_int(q, ":promotion", promotion);
	db_bind_int(q, ":usable", limit == 0);
	db_bind_int(q, ":limit", limit ? limit : PROMOTION_CODES_MAX);
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct coupon_row *c = &(*out)[(*n)++];
		c->id = db_next_int(q);
		c->limit_all = db_next_int(q);
		c->used = db_next_int(q);
		c->archived_ms = db_next_int(q);
		c->created_ms = db_next_int(q);
		c->code = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

/* *changed 0: another coupon has it. */
static int insert(struct cx *cx, int64_t promotion, const char *code,
	int64_t limit_all, int64_t *changed)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO coupon (promotion, code, code_norm, limit_all,"
		" created_ms) VALUES (:promotion, :code, :norm, :limit, :now)"
		" ON CONFLICT (code_norm) DO NOTHING");
	db_bind_int(q, ":promotion", promotion);
	db_bind_text(q, ":code", code);
	db_bind_text(q, ":norm", coupon_norm(cx->arena, code));
	db_bind_or_null(q, ":limit", limit_all);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, changed);
}

int coupon_add(
	struct cx *cx, int64_t promotion, const char *code, int64_t limit_all)
{
	if (!*coupon_norm(cx->arena, code))
		return ERR_INVALID;
	int64_t changed = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = insert(cx, promotion, code, limit_all, &changed);
	if (rc == OK && changed)
		rc = audit_add(cx, "promotion", promotion, "code", NULL,
			audit_json(cx->arena, "code", code, NULL));
	rc = db_end(cx->db, rc);
	return rc == OK && !changed ? ERR_CONFLICT : rc;
}

/* Twelve characters of Crockford's base32: 60 bits. */
static const char *random_code(struct cx *cx, const char *prefix)
{
	static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	unsigned char random[12];
	char text[15];
	size_t n = 0;
	crypt_random(random, sizeof(random));
	for (size_t i = 0; i < sizeof(random); i++) {
		if (i && i % 4 == 0)
			text[n++] = '-';
		text[n++] = digits[random[i] & 31];
	}
	text[n] = '\0';
	return arena_printf(
		cx->arena, "%s%s%s", prefix, *prefix ? "-" : "", text);
}

static int generate(
	struct cx *cx, int64_t promotion, const char *prefix, int64_t n)
{
	int rc = OK;
	for (int64_t made = 0; rc == OK && made < n;) {
		int64_t changed = 0;
		rc = insert(
			cx, promotion, random_code(cx, prefix), 1, &changed);
		made += changed;
	}
	if (rc == OK)
		rc = audit_add(cx, "promotion", promotion, "codes", NULL,
			audit_json(cx->arena, "n",
				arena_printf(cx->arena, "%lld", (long long)n),
				NULL));
	return rc;
}

int coupon_generate(
	struct cx *cx, int64_t promotion, const char *prefix, int64_t n)
{
	int64_t there = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = count_coupons(cx, promotion, &there);
	if (rc == OK && (n < 1 || n > PROMOTION_CODES_MAX - there))
		rc = ERR_TOO_LARGE;
	if (rc == OK)
		rc = generate(cx, promotion, prefix, n);
	return db_end(cx->db, rc);
}

int coupon_set_archived(
	struct cx *cx, int64_t promotion, int64_t coupon, bool archived)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE coupon SET archived_ms = :at"
		" WHERE id = :id AND promotion = :promotion");
	db_bind_or_null(q, ":at", archived ? cx->now : 0);
	db_bind_int(q, ":id", coupon);
	db_bind_int(q, ":promotion", promotion);
	int64_t changed = 0;
	rc = db_exec(q, &changed);
	if (rc == OK && changed)
		rc = audit_add(cx, "promotion", promotion,
			archived ? "code_away" : "code_back", NULL, NULL);
	return db_end(cx->db, rc);
}
