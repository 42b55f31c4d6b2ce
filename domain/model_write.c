/* The rows of a model, written beside those of the one that serves. */
#include <math.h>

#include "domain/model_in.h"
#include "domain/recommend_in.h"
#include "domain/catalogue.h"
#include "lib/buf.h"
#include "lib/db.h"
#include "lib/err.h"

/* Rows of one transaction: others write in between. */
enum { STEP = 400 };

int model_begin(struct cx *cx, const char *why, int64_t *model)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO model (state, why, began_ms)"
		" VALUES ('making', :why, :now) RETURNING id");
	db_bind_text(q, ":why", why);
	db_bind_int(q, ":now", cx->now);
	return db_insert(q, model);
}

static int near_write(struct cx *cx, int64_t model, const char *kind,
	int64_t product, const char *near)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO neighbour (model, kind, product, near)"
		" VALUES (:model, :kind, :product, :near)");
	db_bind_int(q, ":model", model);
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":near", near);
	return db_exec(q, NULL);
}

static int row_write(struct cx *cx, int64_t model, const char *kind,
	const struct model_known *k, uint32_t item, const struct ease_row *row,
	double level)
{
	struct buf b = {0};
	if (row->n == 0)
		return OK;
	for (uint32_t i = 0; i < row->n; i++)
		buf_addf(&b, "%s%lld %ld", i ? " " : "",
			(long long)k->product[row->near[i].item],
			lround((double)row->near[i].weight * level * 1e6));
	int rc = near_write(cx, model, kind, k->product[item], b.p);
	buf_release(&b);
	return rc;
}

static int trend_write(
	struct cx *cx, int64_t model, int64_t product, const struct trend *t)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO product_trend (model, product, popular, steady,"
		" repeat_days, repeats, again_bp)"
		" VALUES (:model, :product, :popular, :steady, :days,"
		" :repeats, :again)");
	db_bind_int(q, ":model", model);
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":popular", t->popular);
	db_bind_int(q, ":steady", t->steady);
	db_bind_int(q, ":days", t->repeat_days);
	db_bind_int(q, ":repeats", t->repeats);
	db_bind_int(q, ":again", t->again_bp);
	return db_exec(q, NULL);
}

static int step_write(struct cx *cx, int64_t model, const struct model_known *k,
	uint32_t from, uint32_t to)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (uint32_t i = from; rc == OK && i < to; i++) {
		rc = row_write(
			cx, model, "cart", k, i, &k->cart[i], k->cart_level);
		if (rc == OK)
			rc = row_write(cx, model, "new", k, i, &k->near[i],
				k->near_level);
		if (rc == OK)
			rc = trend_write(
				cx, model, k->product[i], &k->trend[i]);
	}
	return db_end(cx->db, rc);
}

int model_write(struct cx *cx, int64_t model, const struct model_known *k)
{
	int rc = OK;
	for (uint32_t i = 0; rc == OK && i < k->n; i += STEP)
		rc = step_write(
			cx, model, k, i, k->n - i < STEP ? k->n : i + STEP);
	return rc;
}

static int switch_over(struct cx *cx, int64_t model, const struct model_data *d,
	const struct model_known *k, int64_t took_ms)
{
	int rc = db_exec(DB_SQL(cx->db, "UPDATE model SET state = 'ended'"
					" WHERE state = 'serving'"),
		NULL);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE model SET state = 'serving', served_ms = :now,"
		" orders = :orders, customers = :customers,"
		" products = :products, method = :method, took_ms = :took"
		" WHERE id = :model AND state = 'making'");
	db_bind_int(q, ":now", cx->now + took_ms);
	db_bind_int(q, ":orders", (int64_t)d->n_baskets);
	db_bind_int(q, ":customers", k->customers);
	db_bind_int(q, ":products", k->n);
	db_bind_text(q, ":method", k->method);
	db_bind_int(q, ":took", took_ms);
	db_bind_int(q, ":model", model);
	return db_exec_one(q);
}

int model_serve(struct cx *cx, int64_t model, const struct model_data *d,
	const struct model_known *k, int64_t took_ms)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = switch_over(cx, model, d, k, took_ms);
	/* pages that are kept show what goes with what */
	return db_end(cx->db, rc == OK ? catalogue_touch(cx) : rc);
}

/* Products are deleted in their order, so many at a time. */
static int near_delete(struct cx *cx, int64_t model, int64_t *left)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM neighbour WHERE model = :model AND product IN ("
		"SELECT product FROM neighbour WHERE model = :model"
		" ORDER BY kind, product LIMIT :most)");
	db_bind_int(q, ":model", model);
	db_bind_int(q, ":most", STEP);
	return db_exec(q, left);
}

static int trend_delete(struct cx *cx, int64_t model, int64_t *left)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM product_trend WHERE model = :model AND product IN"
		" (SELECT product FROM product_trend WHERE model = :model"
		" ORDER BY product LIMIT :most)");
	db_bind_int(q, ":model", model);
	db_bind_int(q, ":most", STEP);
	return db_exec(q, left);
}

static int rows_delete(struct cx *cx, int64_t model)
{
	int64_t left = 1;
	int rc = OK;
	while (rc == OK && left > 0)
		rc = near_delete(cx, model, &left);
	left = 1;
	while (rc == OK && left > 0)
		rc = trend_delete(cx, model, &left);
	return rc;
}

/* One that was not finished leaves nothing; of others the row stays a while:
 * the owner reads it. */
static int rows_forget(struct cx *cx)
{
	enum { KEPT = 20 };
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM model WHERE state = 'ended' AND (served_ms IS NULL"
		" OR id NOT IN (SELECT id FROM model ORDER BY id DESC"
		" LIMIT :kept))");
	db_bind_int(q, ":kept", KEPT);
	return db_exec(q, NULL);
}

int model_clean(struct cx *cx, int64_t but)
{
	int64_t *gone;
	size_t n;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE model SET state = 'ended'"
		" WHERE state = 'making' AND id <> :but");
	db_bind_int(q, ":but", but);
	int rc = db_exec(q, NULL);
	if (rc == OK)
		rc = db_ints(
			DB_SQL(cx->db, "SELECT id FROM model"
				       " WHERE state = 'ended' ORDER BY id"),
			cx->arena, &gone, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = rows_delete(cx, gone[i]);
	return rc == OK ? rows_forget(cx) : rc;
}
