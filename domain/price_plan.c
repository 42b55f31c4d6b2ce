/* Prices to come, and the clock that brings them. */
#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/price.h"
#include "domain/price_rows.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

enum { STEP = 200 };

struct plan {
	int64_t variant, from_ms, to_ms; /* to_ms 0: open */
	bool sale;
	struct money amount;
};

static int64_t plan_end(const struct plan *p)
{
	return p->to_ms ? p->to_ms : INT64_MAX;
}

/* The row that says the same already, or what stands in its way. */
static int plan_find(
	const struct price_rows *rows, const struct plan *p, int64_t *id)
{
	*id = 0;
	for (size_t i = 0; i < rows->n; i++) {
		const struct price_row *r = &rows->at[i];
		if (r->from_ms != p->from_ms || r->sale != p->sale)
			continue;
		if (r->amount == p->amount.minor &&
			(!p->sale || r->to_ms == plan_end(p)))
			*id = r->id;
		else if (!p->sale)
			return ERR_CONFLICT;
	}
	return OK;
}

/* The regular price before it ends where it begins; it ends where the next
 * one begins. */
static int regular_fit(
	struct cx *cx, const struct price_rows *rows, struct plan *p)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct price_row *r = &rows->at[i];
		if (!r->sale && r->from_ms > p->from_ms &&
			r->from_ms < plan_end(p))
			p->to_ms = r->from_ms;
	}
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE price SET to_ms = :from WHERE variant = :variant"
		" AND price_group = '' AND kind = 'regular'"
		" AND from_ms < :from AND (to_ms IS NULL OR to_ms > :from)");
	db_bind_int(q, ":from", p->from_ms);
	db_bind_int(q, ":variant", p->variant);
	return db_exec(q, NULL);
}

static int plan_insert(struct cx *cx, const struct plan *p, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO price (variant, price_group, kind, amount_minor,"
		" from_ms, to_ms, staff) VALUES (:variant, '', :kind, :amount,"
		" :from, :to, :staff) RETURNING id");
	db_bind_int(q, ":variant", p->variant);
	db_bind_text(q, ":kind", p->sale ? "sale" : "regular");
	db_bind_int(q, ":amount", p->amount.minor);
	db_bind_int(q, ":from", p->from_ms);
	db_bind_or_null(q, ":to", p->to_ms);
	db_bind_or_null(q, ":staff", cx->staff);
	return db_insert(q, id);
}

static const char *when(struct arena *a, int64_t ms)
{
	return ms ? clock_format(a, "en", CLOCK_DATETIME, ms) : "";
}

static int plan_record(
	struct cx *cx, const struct price_coming *c, int64_t product, bool add)
{
	const char *json = audit_json(cx->arena, "sku", c->sku, "kind", c->kind,
		"amount", money_plain(cx->arena, c->amount), "from",
		when(cx->arena, c->from_ms), "to", when(cx->arena, c->to_ms),
		NULL);
	return audit_add(cx, "product", product,
		add ? "price_plan" : "price_cancel", add ? NULL : json,
		add ? json : NULL);
}

static int plan_add(struct cx *cx, struct plan *p, int64_t *id)
{
	struct price_rows rows = {NULL, 0};
	struct price_coming made = {0};
	int64_t product = 0;
	/* The log first: what comes must not look as if it always had. */
	int rc = price_offer_log(cx, p->variant);
	if (rc == OK)
		rc = price_rows_load(cx, p->variant, &rows);
	if (rc == OK)
		rc = plan_find(&rows, p, id);
	if (rc < 0 || *id)
		return rc;
	if (!p->sale)
		rc = regular_fit(cx, &rows, p);
	if (rc == OK)
		rc = plan_insert(cx, p, id);
	if (rc == OK)
		rc = price_coming_find(cx, *id, &made, &product);
	if (rc == OK)
		rc = plan_record(cx, &made, product, true);
	return rc == OK ? catalogue_touch_variant(cx, p->variant) : rc;
}

int price_schedule(struct cx *cx, int64_t variant, const char *kind,
	struct money amount, int64_t from_ms, int64_t to_ms, int64_t *id)
{
	struct plan p = {.variant = variant,
		.from_ms = from_ms,
		.to_ms = to_ms,
		.sale = strcmp(kind, "sale") == 0,
		.amount = amount};
	if (amount.minor < 0 || amount.minor > MONEY_MAX ||
		from_ms <= cx->now || (to_ms && to_ms <= from_ms) ||
		(to_ms && !p.sale))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, plan_add(cx, &p, id));
}

/* The regular price before it goes on until where this one would have ended. */
static int regular_heal(struct cx *cx, const struct price_coming *c)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE price SET to_ms = :to WHERE variant = :variant"
		" AND price_group = '' AND kind = 'regular'"
		" AND to_ms = :from AND id <> :id");
	db_bind_or_null(q, ":to", c->to_ms);
	db_bind_int(q, ":variant", c->variant);
	db_bind_int(q, ":from", c->from_ms);
	db_bind_int(q, ":id", c->id);
	return db_exec(q, NULL);
}

static int plan_drop(struct cx *cx, int64_t id)
{
	struct price_coming c = {.kind = "", .sku = ""};
	int64_t product = 0;
	int rc = price_coming_find(cx, id, &c, &product);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? ERR_CONFLICT : rc;
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM price WHERE id = :id AND from_ms > :now");
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":now", cx->now);
	rc = db_exec_one(q);
	if (rc == OK && strcmp(c.kind, "regular") == 0)
		rc = regular_heal(cx, &c);
	if (rc == OK)
		rc = plan_record(cx, &c, product, false);
	return rc == OK ? catalogue_touch_variant(cx, c.variant) : rc;
}

int price_cancel(struct cx *cx, int64_t id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, plan_drop(cx, id));
}

#define COMING_SELECT                                                  \
	"SELECT l.id, l.variant, l.from_ms, coalesce(l.to_ms, 0),"     \
	" l.amount_minor, v.sku, l.kind, v.product FROM price l"       \
	" JOIN variant v ON v.id = l.variant WHERE l.price_group = ''" \
	" AND l.from_ms > :now"

static int64_t coming_read(
	struct db_stmt *q, struct arena *a, struct price_coming *c)
{
	*c = (struct price_coming){0};
	c->id = db_next_int(q);
	c->variant = db_next_int(q);
	c->from_ms = db_next_int(q);
	c->to_ms = db_next_int(q);
	c->amount = money(db_next_int(q));
	c->sku = db_next_text(q, a);
	c->kind = db_next_text(q, a);
	return db_next_int(q);
}

int price_coming_find(
	struct cx *cx, int64_t id, struct price_coming *out, int64_t *product)
{
	struct db_stmt *q = DB_SQL(cx->db, COMING_SELECT " AND l.id = :id");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		*product = coming_read(q, cx->arena, out);
	db_done(q);
	return rc;
}

int price_coming(
	struct cx *cx, int64_t product, struct price_coming **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db, COMING_SELECT
		" AND v.product = :product AND v.archived_ms IS NULL"
		" ORDER BY l.from_ms, v.position, l.id");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":product", product);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		coming_read(q, cx->arena, &(*out)[(*n)++]);
	}
	db_done(q);
	for (size_t i = 0; rc == OK && i < *n; i++) {
		struct price_coming *c = &(*out)[i];
		rc = price_at(cx, c->variant, c->from_ms, &c->then);
		if (rc == ERR_NOT_FOUND)
			rc = OK; /* a sale of what has no price */
	}
	return rc;
}

/* ---- what the clock has done ---- */

static int swept_until(struct cx *cx, int64_t *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT last FROM counter WHERE series = 'price_sweep'");
	int rc = db_one(q);
	*out = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int swept_set(struct cx *cx, int64_t until_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO counter (series, last)"
		" VALUES ('price_sweep', :until)"
		" ON CONFLICT (series) DO UPDATE SET last = excluded.last");
	db_bind_int(q, ":until", until_ms);
	return db_exec(q, NULL);
}

/* Variants of which a price or a publication has begun or ended since. */
static int moved_since(struct cx *cx, int64_t since, int64_t after,
	int64_t ids[STEP], size_t *n)
{
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT DISTINCT t.variant FROM ("
		" SELECT variant FROM price"
		"  WHERE from_ms > :since AND from_ms <= :now"
		" UNION ALL SELECT variant FROM price"
		"  WHERE to_ms > :since AND to_ms <= :now"
		" UNION ALL SELECT v.id FROM product p"
		"  JOIN variant v ON v.product = p.id"
		"  WHERE p.publish_from_ms > :since"
		"  AND p.publish_from_ms <= :now"
		" UNION ALL SELECT v.id FROM product p"
		"  JOIN variant v ON v.product = p.id"
		"  WHERE p.publish_to_ms > :since AND p.publish_to_ms <= :now"
		") t WHERE t.variant > :after ORDER BY t.variant LIMIT :limit");
	db_bind_int(q, ":since", since);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":after", after);
	db_bind_int(q, ":limit", STEP);
	int rc = OK;
	while (*n < STEP && (rc = db_step(q)) > 0)
		ids[(*n)++] = db_next_int(q);
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int sweep_some(struct cx *cx, const int64_t *ids, size_t n)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = price_log_clock(cx, ids[i]);
	return db_end(cx->db, rc);
}

int price_sweep(struct cx *cx, int64_t *n)
{
	int64_t ids[STEP], since, after = 0;
	size_t k = STEP;
	*n = 0;
	int rc = swept_until(cx, &since);
	while (rc == OK && k == STEP) {
		rc = moved_since(cx, since, after, ids, &k);
		if (rc == OK && k > 0) {
			rc = sweep_some(cx, ids, k);
			after = ids[k - 1];
			*n += (int64_t)k;
		}
	}
	/* Nothing moved: the mark may stay where it is. */
	return rc == OK && *n > 0 ? swept_set(cx, cx->now) : rc;
}
