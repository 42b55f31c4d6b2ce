#include "domain/similar.h"

#include <inttypes.h>
#include <string.h>

#include "domain/similar_in.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/db.h"
#include "lib/err.h"

enum { BATCH = 500, MILLION = 1000000 };

static int row_write(
	struct cx *cx, int64_t model, int64_t product, const struct buf *near)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO neighbour (model, kind, product, near)"
		" VALUES (:model, 'similar', :product, :near)"
		" ON CONFLICT (model, kind, product)"
		" DO UPDATE SET near = excluded.near");
	db_bind_int(q, ":model", model);
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":near", near->p);
	return db_exec(q, NULL);
}

static int item_write(struct cx *cx, int64_t model,
	const struct similar_data *d, struct similar_index *x, uint32_t item,
	struct buf *text)
{
	struct similar_near near[SIMILAR_NEAR];
	size_t n = similar_of(x, item, near);
	text->len = 0;
	for (size_t i = 0; i < n; i++) {
		int64_t weight = (int64_t)(near[i].score * MILLION + 0.5F);
		if (weight > 0)
			buf_addf(text, "%s%" PRId64 " %" PRId64,
				text->len ? " " : "",
				d->items[near[i].item].product, weight);
	}
	return text->len ? row_write(cx, model, d->items[item].product, text)
			 : OK;
}

static int batch_write(struct cx *cx, int64_t model,
	const struct similar_data *d, struct similar_index *x, uint32_t from,
	struct buf *text)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (uint32_t i = from; rc == OK && i < d->n && i < from + BATCH; i++)
		rc = item_write(cx, model, d, x, i, text);
	return db_end(cx->db, rc);
}

int similar_write(struct cx *cx, int64_t model)
{
	struct similar_data d = {0};
	struct similar_index *x = NULL;
	struct buf text = {0};
	int rc = similar_read(cx, &d);
	if (rc == OK)
		x = similar_index_make(&d);
	for (uint32_t i = 0; rc == OK && i < d.n; i += BATCH)
		rc = batch_write(cx, model, &d, x, i, &text);
	buf_release(&text);
	similar_index_free(x);
	similar_free(&d);
	return rc;
}
