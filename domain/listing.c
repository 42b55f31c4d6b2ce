#include "domain/listing.h"

#include <string.h>

#include "domain/price.h"
#include "domain/stock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { STEP = 200 };

/* The languages in which a product has an address: the root's stands in for
 * all. */
static int langs_of(struct cx *cx, int64_t product, int64_t *out)
{
	*out = 0;
	for (int i = 0; i < TR_LANGS; i++) {
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT count(*) FROM slug WHERE kind = 'product'"
			" AND locale = :locale AND target = :id"
			" AND current = 1");
		db_bind_text(q, ":locale", tr_langs[i].code);
		db_bind_int(q, ":id", product);
		int rc = db_one(q);
		int64_t n = rc == OK ? db_next_int(q) : 0;
		db_done(q);
		if (rc < 0)
			return rc;
		if (n && strcmp(tr_langs[i].code, cx->root) == 0)
			*out = (INT64_C(1) << TR_LANGS) - 1;
		else if (n)
			*out |= INT64_C(1) << i;
	}
	return OK;
}

struct head {
	bool active; /* as far as its status goes */
	int64_t from_ms, to_ms;
};

static int head_read(
	struct cx *cx, int64_t product, struct head *h, struct listing *out)
{
	*h = (struct head){false, 0, INT64_MAX};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE status WHEN 'active' THEN 1 ELSE 0 END,"
		" coalesce(publish_from_ms, 0), coalesce(publish_to_ms, 0),"
		" created_ms, sold_qty FROM product WHERE id = :id");
	db_bind_int(q, ":id", product);
	int rc = db_one(q);
	if (rc == OK) {
		h->active = db_next_int(q);
		h->from_ms = db_next_int(q);
		int64_t to_ms = db_next_int(q);
		if (to_ms)
			h->to_ms = to_ms;
		int64_t created_ms = db_next_int(q);
		out->since_ms = h->from_ms > created_ms ? h->from_ms
							: created_ms;
		out->sold_qty = db_next_int(q);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* When a price of one of its variants begins or ends next. */
static int next_price(struct cx *cx, int64_t product, int64_t *until_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(min(CASE WHEN l.from_ms > :now THEN l.from_ms"
		"  ELSE l.to_ms END), 0) FROM variant v"
		" JOIN price l ON l.variant = v.id AND l.price_group = ''"
		" WHERE v.product = :product AND v.archived_ms IS NULL"
		" AND (l.from_ms > :now OR l.to_ms > :now)");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":product", product);
	int rc = db_one(q);
	int64_t at = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	if (at && at < *until_ms)
		*until_ms = at;
	return rc;
}

static int variants_of(struct cx *cx, int64_t product, int64_t **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM variant WHERE product = :product"
		" AND archived_ms IS NULL ORDER BY position, id");
	db_bind_int(q, ":product", product);
	return db_ints(q, cx->arena, out, n);
}

/* What card_price of domain/product.c makes of the variants: the cheapest that
 * can be bought, else the first that has a price. */
static int offer(struct cx *cx, struct listing *l, bool *has_price)
{
	int64_t *ids = NULL;
	size_t n = 0;
	struct price_now best = {.amount = {-1}};
	int rc = variants_of(cx, l->product, &ids, &n);
	*has_price = false;
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct price_now price;
		struct stock_now stock = {0};
		rc = price_now(cx, ids[i], &price);
		if (rc == ERR_NOT_FOUND) {
			rc = OK;
			continue;
		}
		if (rc == OK)
			rc = stock_now(cx, ids[i], &stock);
		if (rc < 0)
			break;
		bool can_buy = stock.most > 0;
		l->in_stock |= stock.sellable > 0;
		if (!*has_price ||
			(can_buy &&
				(!l->available || price.amount.minor <
							  best.amount.minor)))
			best = price;
		l->available |= can_buy;
		*has_price = true;
	}
	l->price_minor = *has_price ? best.amount.minor : 0;
	l->reduced = best.reduced;
	l->percent_off = best.percent_off;
	return rc;
}

int listing_compute(struct cx *cx, int64_t product, struct listing *out)
{
	struct head h;
	*out = (struct listing){.product = product, .until_ms = INT64_MAX};
	int rc = head_read(cx, product, &h, out);
	if (rc < 0 || !h.active || cx->now >= h.to_ms)
		return rc;
	if (cx->now < h.from_ms) {
		out->until_ms = h.from_ms;
		return OK;
	}
	bool has_price = false;
	out->until_ms = h.to_ms;
	rc = next_price(cx, product, &out->until_ms);
	if (rc == OK)
		rc = offer(cx, out, &has_price);
	if (rc == OK && has_price)
		rc = langs_of(cx, product, &out->langs);
	return rc;
}

/* ---- writing ---- */

static int next_seq(struct cx *cx, int64_t *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE counter SET last = last + 1"
		" WHERE series = 'listing' RETURNING last");
	return db_insert(q, out);
}

int listing_write(struct cx *cx, const struct listing *l)
{
	int64_t seq = 0;
	int rc = next_seq(cx, &seq);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO listing (product, langs, price_minor,"
		" percent_off, reduced, available, in_stock, sold_qty,"
		" since_ms, until_ms, seq) VALUES (:product, :langs, :price,"
		" :percent, :reduced, :available, :in_stock, :sold, :since,"
		" :until, :seq) ON CONFLICT (product) DO UPDATE"
		" SET langs = excluded.langs,"
		" price_minor = excluded.price_minor,"
		" percent_off = excluded.percent_off,"
		" reduced = excluded.reduced, available = excluded.available,"
		" in_stock = excluded.in_stock, sold_qty = excluded.sold_qty,"
		" since_ms = excluded.since_ms, until_ms = excluded.until_ms,"
		" seq = excluded.seq");
	db_bind_int(q, ":product", l->product);
	db_bind_int(q, ":langs", l->langs);
	db_bind_int(q, ":price", l->price_minor);
	db_bind_int(q, ":percent", l->percent_off);
	db_bind_int(q, ":reduced", l->reduced);
	db_bind_int(q, ":available", l->available);
	db_bind_int(q, ":in_stock", l->in_stock);
	db_bind_int(q, ":sold", l->sold_qty);
	db_bind_int(q, ":since", l->since_ms);
	if (l->until_ms == INT64_MAX)
		db_bind_null(q, ":until");
	else
		db_bind_int(q, ":until", l->until_ms);
	db_bind_int(q, ":seq", seq);
	return db_exec(q, NULL);
}

static int refresh(struct cx *cx, int64_t product)
{
	struct listing l;
	int rc = listing_compute(cx, product, &l);
	return rc == OK ? listing_write(cx, &l) : rc;
}

/* At most STEP ids of a query that has :limit bound. */
static int ids_read(struct db_stmt *q, int64_t ids[STEP], size_t *n)
{
	int rc = OK;
	*n = 0;
	while (*n < STEP && (rc = db_step(q)) > 0)
		ids[(*n)++] = db_next_int(q);
	db_done(q);
	return rc < 0 ? rc : OK;
}

/* The next marked ones, in order; they are refreshed and let go. */
static int flush_step(struct cx *cx, size_t *n)
{
	int64_t ids[STEP];
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT d.product FROM listing_dirty d"
		" ORDER BY d.product LIMIT :limit");
	db_bind_int(q, ":limit", STEP);
	int rc = ids_read(q, ids, n);
	for (size_t i = 0; rc == OK && i < *n; i++)
		rc = refresh(cx, ids[i]);
	if (rc < 0 || *n == 0)
		return rc;
	q = DB_SQL(cx->db, "DELETE FROM listing_dirty WHERE product <= :last");
	db_bind_int(q, ":last", ids[*n - 1]);
	return db_exec(q, NULL);
}

/* The caller's arena may be gone when its transaction ends. */
static struct cx pending;

static int flush_marked(void *arg)
{
	struct cx cx = *(struct cx *)arg;
	size_t n = 1;
	int rc = OK;
	cx.arena = arena_new();
	while (rc == OK && n > 0) {
		rc = flush_step(&cx, &n);
		arena_clear(cx.arena);
	}
	arena_free(cx.arena);
	return rc;
}

/* In steps: nobody waits long for the shop's lock. */
int listing_flush(struct cx *cx)
{
	struct cx own = *cx;
	size_t n = 1;
	int rc = OK;
	own.arena = arena_new();
	while (rc == OK && n > 0) {
		rc = db_begin(cx->db);
		if (rc == OK)
			rc = db_end(cx->db, flush_step(&own, &n));
		arena_clear(own.arena);
	}
	arena_free(own.arena);
	return rc;
}

int listing_pending(struct cx *cx, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM (SELECT product FROM listing_dirty"
		" LIMIT 1) AS d");
	int rc = db_one(q);
	*n = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc;
}

static int mark(struct cx *cx, struct db_stmt *q)
{
	int rc = db_exec(q, NULL);
	pending = *cx;
	db_before_commit(cx->db, flush_marked, &pending);
	return rc;
}

int listing_mark(struct cx *cx, int64_t product)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO listing_dirty (product)"
		" SELECT CAST(:product AS BIGINT)"
		" UNION SELECT w.product FROM variant v"
		"  JOIN bundle_part b ON b.part = v.id"
		"  JOIN variant w ON w.id = b.bundle"
		"  WHERE v.product = :product"
		" ON CONFLICT (product) DO NOTHING");
	db_bind_int(q, ":product", product);
	return db_end(cx->db, mark(cx, q));
}

int listing_mark_variant(struct cx *cx, int64_t variant)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO listing_dirty (product)"
		" SELECT v.product FROM variant v WHERE v.id = :variant"
		" UNION SELECT w.product FROM bundle_part b"
		"  JOIN variant w ON w.id = b.bundle WHERE b.part = :variant"
		" ON CONFLICT (product) DO NOTHING");
	db_bind_int(q, ":variant", variant);
	return db_end(cx->db, mark(cx, q));
}

int listing_mark_order(struct cx *cx, int64_t order)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO listing_dirty (product)"
		" SELECT DISTINCT v.product FROM order_line l"
		"  JOIN variant v ON v.id = l.variant WHERE l.orders = :order"
		" ON CONFLICT (product) DO NOTHING");
	db_bind_int(q, ":order", order);
	return db_end(cx->db, mark(cx, q));
}

int listing_due(struct cx *cx, int64_t limit, int64_t *n)
{
	int64_t ids[STEP];
	size_t k = 0;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT product FROM listing WHERE until_ms <= :now"
		" ORDER BY until_ms LIMIT :limit");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":limit", limit < STEP ? limit : STEP);
	int rc = ids_read(q, ids, &k);
	if (rc < 0 || k == 0)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < k; i++)
		rc = refresh(cx, ids[i]);
	*n = (int64_t)k;
	return db_end(cx->db, rc);
}
