#include "domain/similar.h"

#include <inttypes.h>
#include <string.h>

#include "domain/similar_in.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/db.h"
#include "lib/err.h"

enum { BATCH = 500, MILLION = 1000000 };

/* Rows that are worked out before the transaction that writes them: others
 * wait for that one. */
struct batch {
	struct buf text; /* each with its NUL */
	struct {
		int64_t product;
		size_t at;
	} row[BATCH];
	size_t n;
};

static int row_write(
	struct cx *cx, int64_t model, int64_t product, const char *near)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO neighbour (model, kind, product, near)"
		" VALUES (:model, 'similar', :product, :near)"
		" ON CONFLICT (model, kind, product)"
		" DO UPDATE SET near = excluded.near");
	db_bind_int(q, ":model", model);
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":near", near);
	return db_exec(q, NULL);
}

static void row_make(const struct similar_data *d, struct similar_index *x,
	uint32_t item, struct batch *b)
{
	struct similar_near near[SIMILAR_NEAR];
	size_t n = similar_of(x, item, near), at = b->text.len;
	for (size_t i = 0; i < n; i++) {
		int64_t weight = (int64_t)(near[i].score * MILLION + 0.5F);
		if (weight > 0)
			buf_addf(&b->text, "%s%" PRId64 " %" PRId64,
				b->text.len > at ? " " : "",
				d->items[near[i].item].product, weight);
	}
	if (b->text.len == at)
		return;
	buf_addc(&b->text, '\0');
	b->row[b->n].product = d->items[item].product;
	b->row[b->n++].at = at;
}

static int batch_write(struct cx *cx, int64_t model, const struct batch *b)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < b->n; i++)
		rc = row_write(
			cx, model, b->row[i].product, b->text.p + b->row[i].at);
	return db_end(cx->db, rc);
}

int similar_write(struct cx *cx, int64_t model)
{
	struct similar_data d = {0};
	struct similar_index *x = NULL;
	struct batch *b = ARENA_NEW(cx->arena, struct batch);
	int rc = similar_read(cx, &d);
	if (rc == OK)
		x = similar_index_make(&d);
	for (uint32_t i = 0; rc == OK && i < d.n;) {
		b->n = b->text.len = 0;
		for (; i < d.n && b->n < BATCH; i++)
			row_make(&d, x, i, b);
		rc = batch_write(cx, model, b);
	}
	buf_release(&b->text);
	similar_index_free(x);
	similar_free(&d);
	return rc;
}
