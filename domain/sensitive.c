#include "domain/sensitive.h"

#include <stdlib.h>

#include "domain/catalogue.h"
#include "domain/category_rule.h"
#include "domain/table.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/keep.h"

/* Ids in ascending order, of one version of one database's catalogue. */
static struct {
	int64_t version, serial;
	int64_t *ids;
	size_t n;
} kept = {.version = -1};

static int load(struct cx *cx, int64_t version)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT DISTINCT p.id FROM product p"
		" WHERE p.id IN" SENSITIVE_PRODUCTS " ORDER BY p.id");
	int64_t *ids;
	size_t n = 0;
	int rc = db_ints(q, cx->arena, &ids, &n);
	if (rc < 0)
		return rc;
	keep_free(kept.ids);
	kept.ids = NULL;
	if (n)
		kept.ids = keep_alloc(n * sizeof(*ids));
	for (size_t i = 0; i < n; i++)
		kept.ids[i] = ids[i];
	kept.n = n;
	kept.version = version;
	kept.serial = db_serial(cx->db);
	return OK;
}

static int by_number(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

int sensitive_product(struct cx *cx, int64_t product, bool *out)
{
	int64_t version;
	*out = true;
	int rc = catalogue_version(cx, &version);
	if (rc == OK &&
		(version != kept.version || kept.serial != db_serial(cx->db)))
		rc = load(cx, version);
	if (rc == OK)
		*out = kept.n && bsearch(&product, kept.ids, kept.n,
					 sizeof(product), by_number);
	return rc;
}

TABLE_SQL(events_drop, "DELETE FROM event WHERE product IN" SENSITIVE_PRODUCTS);
TABLE_SQL(items_drop,
	"DELETE FROM profile_item WHERE product IN" SENSITIVE_PRODUCTS
	" AND removed_ms = 0");
/* What somebody removed stays removed when the flag is taken off. */
TABLE_SQL(items_blank,
	"UPDATE profile_item SET views = 0, viewed_ms = 0, carts = 0,"
	" carted_ms = 0, orders = 0, units = 0, first_ms = 0, ordered_ms = 0,"
	" touched_ms = 0 WHERE touched_ms > 0 AND product IN" SENSITIVE_PRODUCTS);
TABLE_SQL(likers_stale,
	"INSERT INTO customer_stale (customer, at_ms)"
	" SELECT DISTINCT p.customer, CAST(:now AS BIGINT) FROM profile p"
	" JOIN profile_like l ON l.subject = p.subject"
	" JOIN interest i ON i.id = l.interest"
	" WHERE p.customer IS NOT NULL AND i.category IN" SENSITIVE_CATEGORIES
	" ON CONFLICT DO NOTHING");
TABLE_SQL(likes_drop,
	"DELETE FROM profile_like WHERE interest IN (SELECT i.id"
	" FROM interest i WHERE i.category IN" SENSITIVE_CATEGORIES ")");

/* Most shops have none, and need not look through all that was noted. */
static int any_sensitive(struct cx *cx, bool *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT count(*) FROM category WHERE sensitive = 1");
	int rc = db_one(q);
	*out = rc == OK && db_next_int(q) > 0;
	db_done(q);
	return rc;
}

int sensitive_drop(struct cx *cx)
{
	bool any = false;
	int rc = any_sensitive(cx, &any);
	if (rc < 0 || !any)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = db_exec(events_drop(cx->db), NULL);
	if (rc == OK)
		rc = db_exec(items_drop(cx->db), NULL);
	if (rc == OK)
		rc = db_exec(items_blank(cx->db), NULL);
	if (rc < 0)
		return db_end(cx->db, rc);
	struct db_stmt *q = likers_stale(cx->db);
	db_bind_int(q, ":now", cx->now);
	rc = db_exec(q, NULL);
	if (rc == OK)
		rc = db_exec(likes_drop(cx->db), NULL);
	return db_end(cx->db, rc);
}

/* ---- which they are ---- */

struct set {
	int64_t *ids;
	size_t n;
};

static int set_add(struct cx *cx, struct set *s, struct db_stmt *q)
{
	int rc;
	while ((rc = db_step(q)) > 0) {
		s->ids = arena_grow(cx->arena, s->ids, s->n, sizeof(*s->ids));
		s->ids[s->n++] = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* In ascending order, each once. */
static void set_sort(struct set *s)
{
	size_t n = 0;
	if (s->n)
		qsort(s->ids, s->n, sizeof(*s->ids), by_number);
	for (size_t i = 0; i < s->n; i++)
		if (!n || s->ids[n - 1] != s->ids[i])
			s->ids[n++] = s->ids[i];
	s->n = n;
}

/* What rules say from one category up to the first without one. */
struct scope {
	int64_t base; /* 0: all products */
	int64_t since_ms;
	bool reduced, in_stock;
};

static int scope_read(struct cx *cx, int64_t category, struct scope *out)
{
	enum { DEPTH_MAX = 8 };
	*out = (struct scope){.base = category, .since_ms = INT64_MIN};
	for (int i = 0; out->base && i < DEPTH_MAX; i++) {
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT coalesce(parent, 0), rule FROM category"
			" WHERE id = :id");
		db_bind_int(q, ":id", out->base);
		int rc = db_one(q);
		int64_t up = rc == OK ? db_next_int(q) : 0;
		struct category_rule rule = {0};
		if (rc == OK)
			rule = category_rule_read(db_next_text(q, cx->arena));
		db_done(q);
		if (rc < 0 || rule.kind == RULE_NONE)
			return rc;
		int64_t since = cx->now - rule.days * MS_DAY;
		if (rule.kind == RULE_NEW && since > out->since_ms)
			out->since_ms = since;
		out->reduced = out->reduced || rule.kind == RULE_SALE;
		out->in_stock = out->in_stock || rule.kind == RULE_IN_STOCK;
		out->base = up;
	}
	return OK;
}

static int ruled_add(struct cx *cx, struct set *s, int64_t category)
{
	struct scope in;
	int rc = scope_read(cx, category, &in);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.product FROM listing l WHERE l.langs <> 0"
		" AND l.since_ms > :since"
		" AND (:reduced = 0 OR l.reduced = 1)"
		" AND (:stock = 0 OR l.in_stock = 1)"
		" AND (:base = 0 OR l.product IN (WITH RECURSIVE down (id) AS"
		"  (SELECT c.id FROM category c WHERE c.id = :base"
		"  UNION SELECT k.id FROM category k JOIN down"
		"   ON k.parent = down.id) SELECT p.product"
		"  FROM product_category p JOIN down ON down.id = p.category))");
	db_bind_int(q, ":since", in.since_ms);
	db_bind_int(q, ":reduced", in.reduced);
	db_bind_int(q, ":stock", in.in_stock);
	db_bind_int(q, ":base", in.base);
	return set_add(cx, s, q);
}

static int now_read(struct cx *cx, struct set *out)
{
	int64_t *rules;
	size_t n = 0;
	*out = (struct set){0};
	int rc = set_add(cx, out,
		DB_SQL(cx->db, "SELECT sp.product FROM product_category sp"
			       " WHERE sp.category IN" SENSITIVE_CATEGORIES));
	if (rc == OK)
		rc = db_ints(DB_SQL(cx->db, "SELECT id FROM category"
					    " WHERE rule <> ''"
					    " AND archived_ms IS NULL AND id"
					    " IN" SENSITIVE_CATEGORIES),
			cx->arena, &rules, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = ruled_add(cx, out, rules[i]);
	set_sort(out);
	return rc;
}

static int was_read(struct cx *cx, struct set *out)
{
	return db_ints(DB_SQL(cx->db, "SELECT product FROM sensitive_product"
				      " ORDER BY product"),
		cx->arena, &out->ids, &out->n);
}

static bool is_same(const struct set *a, const struct set *b)
{
	for (size_t i = 0; a->n == b->n && i < a->n; i++)
		if (a->ids[i] != b->ids[i])
			return false;
	return a->n == b->n;
}

static bool set_has(const struct set *s, int64_t id)
{
	return s->n && bsearch(&id, s->ids, s->n, sizeof(id), by_number);
}

/* ---- what follows ---- */

enum { CAME = 1, LEFT };

static int mark(struct cx *cx, int64_t product, int state)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO sensitive_product (product, state)"
		" VALUES (:product, :state)"
		" ON CONFLICT (product) DO UPDATE SET state = excluded.state");
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":state", state);
	return db_exec(q, NULL);
}

static int marks_write(
	struct cx *cx, const struct set *was, const struct set *now)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < now->n; i++)
		if (!set_has(was, now->ids[i]))
			rc = mark(cx, now->ids[i], CAME);
	for (size_t i = 0; rc == OK && i < was->n; i++)
		if (!set_has(now, was->ids[i]))
			rc = mark(cx, was->ids[i], LEFT);
	return rc;
}

/* Whoever ordered one of them is counted anew. */
TABLE_SQL(buyers_stale,
	"INSERT INTO customer_stale (customer, at_ms)"
	" SELECT DISTINCT c.id, CAST(:now AS BIGINT)"
	" FROM sensitive_product s JOIN variant v ON v.product = s.product"
	" JOIN order_line l ON l.variant = v.id"
	" JOIN orders o ON o.id = l.orders"
	" JOIN customer c ON c.id = o.customer"
	" WHERE s.state <> 0 ON CONFLICT DO NOTHING");
TABLE_SQL(left_drop, "DELETE FROM sensitive_product WHERE state = 2");
TABLE_SQL(came_stay, "UPDATE sensitive_product SET state = 0 WHERE state = 1");

static int any_came(struct cx *cx, bool *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM sensitive_product WHERE state = 1");
	int rc = db_one(q);
	*out = rc == OK && db_next_int(q) > 0;
	db_done(q);
	return rc;
}

static int follow(struct cx *cx)
{
	bool came = false;
	struct db_stmt *q = buyers_stale(cx->db);
	db_bind_int(q, ":now", cx->now);
	int rc = db_exec(q, NULL);
	if (rc == OK)
		rc = db_exec(left_drop(cx->db), NULL);
	if (rc == OK)
		rc = any_came(cx, &came);
	if (rc == OK && came) /* looks through all events */
		rc = sensitive_drop(cx);
	if (rc == OK && came)
		rc = db_exec(came_stay(cx->db), NULL);
	/* other processes keep the list by it */
	return rc == OK ? catalogue_touch(cx) : rc;
}

static int look(struct cx *cx, bool write)
{
	struct set was = {0}, now = {0};
	int rc = now_read(cx, &now);
	if (rc == OK)
		rc = was_read(cx, &was);
	if (rc < 0 || is_same(&was, &now))
		return rc;
	if (!write)
		return 1;
	rc = marks_write(cx, &was, &now);
	return rc == OK ? follow(cx) : rc;
}

int sensitive_look(struct cx *cx)
{
	int rc = look(cx, false);
	if (rc <= 0)
		return rc;
	rc = db_begin(cx->db);
	return rc < 0 ? rc : db_end(cx->db, look(cx, true));
}

int sensitive_follow(struct cx *cx)
{
	static struct {
		int64_t version, serial, again_ms;
	} seen = {.version = -1};
	int64_t version;
	int rc = catalogue_version(cx, &version);
	if (rc < 0 ||
		(version == seen.version && seen.serial == db_serial(cx->db) &&
			cx->now < seen.again_ms))
		return rc;
	rc = sensitive_look(cx);
	if (rc < 0)
		return rc;
	seen.version = version;
	seen.serial = db_serial(cx->db);
	seen.again_ms = cx->now + MS_MINUTE; /* what is new becomes old */
	return OK;
}
