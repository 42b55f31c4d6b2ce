/* Many documents written at once. */
#include "domain/search_doc.h"

#include <stdlib.h>

#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { STEP = 250 }; /* products whose documents are written in order */

static int doc_drop(struct cx *cx, const struct doc_made *m)
{
	if (!m->was || m->was == m->id)
		return OK;
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM search_doc WHERE id = :id");
	db_bind_int(q, ":id", m->was);
	int rc = db_exec(q, NULL);
	return rc < 0 ? rc : fts_put(cx->db, m->was, NULL);
}

static int doc_write(struct cx *cx, const struct doc_made *m)
{
	if (!m->id)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO search_doc (id, product, locale, name)"
		" VALUES (:id, :product, :locale, :name)"
		" ON CONFLICT (id) DO UPDATE SET name = excluded.name");
	db_bind_int(q, ":id", m->id);
	db_bind_int(q, ":product", m->product);
	db_bind_text(q, ":locale", tr_langs[m->lang].code);
	db_bind_text(q, ":name", m->name);
	int rc = db_exec(q, NULL);
	return rc == OK ? fts_put(cx->db, m->id, &m->text) : rc;
}

static int by_was(const void *a, const void *b)
{
	const struct doc_made *x = a, *y = b;
	return (x->was > y->was) - (x->was < y->was);
}

static int by_id(const void *a, const void *b)
{
	const struct doc_made *x = a, *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

/* In order of their ids: FTS5 writes a segment of its own for each document
 * whose id is less than the one before. */
static int docs_write(struct cx *cx, struct doc_made *m, size_t n)
{
	int rc = OK;
	qsort(m, n, sizeof(*m), by_was);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = doc_drop(cx, &m[i]);
	qsort(m, n, sizeof(*m), by_id);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = doc_write(cx, &m[i]);
	return rc;
}

static int step_make(struct cx *cx, const int64_t *products, size_t n)
{
	struct doc_made m[STEP * TR_LANGS];
	struct arena *keep = arena_new();
	size_t k = 0;
	int rc = OK;
	for (size_t i = 0; i < n; i++)
		for (int l = 0; rc == OK && l < TR_LANGS; l++) {
			m[k] = (struct doc_made){
				.product = products[i], .lang = l};
			rc = doc_make(cx, keep, &m[k++]);
		}
	if (rc == OK)
		rc = docs_write(cx, m, k);
	arena_free(keep);
	return rc;
}

int docs_make(struct cx *cx, const int64_t *products, size_t n)
{
	int rc = OK;
	words_remember(true);
	vocab_put_begin();
	for (size_t i = 0; rc == OK && i < n; i += STEP)
		rc = step_make(cx, products + i, n - i < STEP ? n - i : STEP);
	words_remember(false);
	return rc;
}
