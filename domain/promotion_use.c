/* Uses of promotions: counted with the order, given back with its end. */
#include <string.h>

#include "domain/promotion.h"
#include "domain/promotion_key.h"
#include "lib/db.h"
#include "lib/err.h"

/* The promotion's own count.  Its row is the lock of all that follows. */
static int count_promotion(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE promotion SET used = used + 1 WHERE id = :id"
		" AND (limit_all IS NULL OR used < limit_all)");
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

static int count_coupon(struct cx *cx, int64_t id, int64_t promotion)
{
	if (!id)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE coupon SET used = used + 1 WHERE id = :id"
		" AND promotion = :promotion"
		" AND (limit_all IS NULL OR used < limit_all)");
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":promotion", promotion);
	return db_exec_one(q);
}

static int count_buyer(struct cx *cx, int64_t promotion, const char *key)
{
	if (!*key)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO promotion_buyer (promotion, buyer_key, used)"
		" VALUES (:promotion, :key, 1)"
		" ON CONFLICT (promotion, buyer_key)"
		" DO UPDATE SET used = promotion_buyer.used + 1"
		" WHERE promotion_buyer.used < coalesce((SELECT p.limit_each"
		"  FROM promotion p WHERE p.id = promotion_buyer.promotion),"
		"  promotion_buyer.used + 1)");
	db_bind_int(q, ":promotion", promotion);
	db_bind_text(q, ":key", key);
	return db_exec_one(q);
}

/* It may have been stopped, or have ended, or the buyer have left its segment,
 * since it was read. */
static int check_in_force(
	struct cx *cx, const struct promotion *p, const struct buyer *buyer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM promotion p"
		" LEFT JOIN coupon k ON k.id = :coupon"
		" WHERE p.id = :id AND p.active = 1 AND p.archived_ms IS NULL"
		" AND coalesce(p.from_ms, 0) <= :now"
		" AND (p.to_ms IS NULL OR p.to_ms > :now)"
		" AND (p.segment IS NULL OR EXISTS (SELECT 1"
		"  FROM segment_member m WHERE m.segment = p.segment"
		"  AND m.customer = :who))"
		" AND (:coupon = 0 OR (k.id IS NOT NULL"
		"  AND k.archived_ms IS NULL))");
	db_bind_int(q, ":id", p->id);
	db_bind_int(q, ":coupon", p->coupon);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":who", buyer->customer);
	int rc = db_one(q);
	if (rc == OK && db_next_int(q) != 1)
		rc = ERR_CONFLICT;
	db_done(q);
	return rc;
}

static int insert_use(struct cx *cx, const struct promotion *p,
	const struct promotion_keys *keys, int64_t order, struct money amount)
{
	bool both = *keys->of_customer && *keys->of_email;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO promotion_use (promotion, coupon, orders,"
		" buyer_key, amount_minor, at_ms)"
		" VALUES (:promotion, :coupon, :order, :key, :amount, :now)");
	db_bind_int(q, ":promotion", p->id);
	db_bind_or_null(q, ":coupon", p->coupon);
	db_bind_int(q, ":order", order);
	db_bind_text(q, ":key",
		arena_printf(cx->arena, "%s%s%s", keys->of_customer,
			both ? " " : "", keys->of_email));
	db_bind_int(q, ":amount", amount.minor);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

int promotion_use(struct cx *cx, const struct promotion *p,
	const struct buyer *buyer, int64_t order, struct money amount)
{
	struct promotion_keys keys;
	promotion_keys(cx, buyer, &keys);
	int rc = count_promotion(cx, p->id);
	if (rc == OK)
		rc = check_in_force(cx, p, buyer);
	if (rc == OK)
		rc = count_coupon(cx, p->coupon, p->id);
	if (rc == OK)
		rc = count_buyer(cx, p->id, keys.of_customer);
	if (rc == OK)
		rc = count_buyer(cx, p->id, keys.of_email);
	return rc == OK ? insert_use(cx, p, &keys, order, amount) : rc;
}

struct use {
	int64_t id, promotion, coupon;
	const char *customer_key, *email_key;
};

enum { USES_MAX = 200 };

/* "c12 f00d", "c12", "f00d" */
static void read_key(struct cx *cx, const char *key, struct use *u)
{
	const char *blank = strchr(key, ' ');
	u->customer_key = u->email_key = "";
	if (blank) {
		u->customer_key = arena_strndup(
			cx->arena, key, (size_t)(blank - key));
		u->email_key = blank + 1;
	} else {
		u->email_key = key;
	}
}

static int list_uses(
	struct cx *cx, int64_t order, bool released, struct use *out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, promotion, coalesce(coupon, 0), buyer_key"
		" FROM promotion_use WHERE orders = :order"
		" AND (released_ms IS NOT NULL) = (:released <> 0)"
		" ORDER BY promotion");
	db_bind_int(q, ":order", order);
	db_bind_int(q, ":released", released);
	int rc = OK;
	while (*n < USES_MAX && (rc = db_step(q)) > 0) {
		struct use *u = &out[(*n)++];
		u->id = db_next_int(q);
		u->promotion = db_next_int(q);
		u->coupon = db_next_int(q);
		read_key(cx, db_next_text(q, cx->arena), u);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int uncount_buyer(struct cx *cx, int64_t promotion, const char *key)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE promotion_buyer SET used = used - 1"
		" WHERE promotion = :promotion AND buyer_key = :key"
		" AND used > 0");
	db_bind_int(q, ":promotion", promotion);
	db_bind_text(q, ":key", key);
	return db_exec(q, NULL);
}

static int uncount_promotion(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE promotion SET used = used - 1 WHERE id = :id");
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

static int uncount_coupon(struct cx *cx, int64_t id)
{
	if (!id)
		return OK;
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE coupon SET used = used - 1 WHERE id = :id");
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

static int uncount(struct cx *cx, const struct use *u)
{
	int rc = uncount_promotion(cx, u->promotion);
	if (rc == OK)
		rc = uncount_coupon(cx, u->coupon);
	if (rc == OK)
		rc = uncount_buyer(cx, u->promotion, u->customer_key);
	if (rc == OK)
		rc = uncount_buyer(cx, u->promotion, u->email_key);
	return rc;
}

/* The guard: of two that give back one use, one does. */
static int mark_released(struct cx *cx, int64_t use, int64_t *changed)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE promotion_use SET released_ms = :now"
		" WHERE id = :id AND released_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", use);
	return db_exec(q, changed);
}

int promotion_release(struct cx *cx, int64_t order)
{
	struct use *uses = ARENA_ARRAY(cx->arena, struct use, USES_MAX);
	size_t n = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = list_uses(cx, order, false, uses, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		int64_t changed = 0;
		rc = mark_released(cx, uses[i].id, &changed);
		if (rc == OK && changed)
			rc = uncount(cx, &uses[i]);
	}
	return db_end(cx->db, rc);
}

/* All of its counts or none: the transaction goes on without it. */
static int count_again(struct cx *cx, const struct use *u)
{
	int counted = 0;
	int rc = count_promotion(cx, u->promotion);
	if (rc == OK && ++counted)
		rc = count_coupon(cx, u->coupon, u->promotion);
	if (rc == OK && ++counted)
		rc = count_buyer(cx, u->promotion, u->customer_key);
	if (rc == OK && ++counted)
		rc = count_buyer(cx, u->promotion, u->email_key);
	if (rc != ERR_CONFLICT)
		return rc;
	int undone = counted > 0 ? uncount_promotion(cx, u->promotion) : OK;
	if (undone == OK && counted > 1)
		undone = uncount_coupon(cx, u->coupon);
	if (undone == OK && counted > 2)
		undone = uncount_buyer(cx, u->promotion, u->customer_key);
	return undone < 0 ? undone : rc;
}

static int use_again(struct cx *cx, const struct use *u)
{
	int rc = count_again(cx, u);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE promotion_use SET released_ms = NULL"
		" WHERE id = :id AND released_ms IS NOT NULL");
	db_bind_int(q, ":id", u->id);
	return db_exec_one(q);
}

int promotion_again(struct cx *cx, int64_t order)
{
	struct use *uses = ARENA_ARRAY(cx->arena, struct use, USES_MAX);
	size_t n = 0;
	int rc = list_uses(cx, order, true, uses, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = use_again(cx, &uses[i]);
	return rc;
}
