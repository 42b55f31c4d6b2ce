/* Documents that are out of date: which, and making them anew. */
#include "domain/search.h"
#include "domain/search_doc.h"

#include <stdlib.h>
#include <string.h>

#include "lib/db.h"
#include "lib/err.h"
#include "lib/keep.h"
#include "lib/fts.h"
#include "lib/words.h"

enum {
	AT_ONCE = 60, /* products that a person who saved waits for */
	REORDER_STEP = 500,
	TIDY_STEPS = 40,
};

static int read_ids(
	struct db_stmt *q, struct arena *a, int64_t **ids, size_t *n)
{
	return db_ints(q, a, ids, n);
}

int search_stale(struct cx *cx, int64_t product)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO search_stale (product) VALUES (:product)"
		" ON CONFLICT (product) DO NOTHING");
	db_bind_int(q, ":product", product);
	return db_exec(q, NULL);
}

static int stale_done(struct cx *cx, int64_t product)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM search_stale WHERE product = :product");
	db_bind_int(q, ":product", product);
	return db_exec(q, NULL);
}

static int make_now(struct cx *cx, const int64_t *ids, size_t n)
{
	int rc = docs_make(cx, ids, n);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = stale_done(cx, ids[i]);
	return rc;
}

/* ---- before the transaction ends ---- */

/* Products that this transaction has changed.  The caller's arena may be gone
 * when it ends. */
static struct {
	struct cx cx;
	int64_t *ids;
	size_t n, max;
} marked;

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static int make_marked(void *arg)
{
	(void)arg;
	struct cx cx = marked.cx;
	size_t n = 0;
	qsort(marked.ids, marked.n, sizeof(*marked.ids), by_number);
	for (size_t i = 0; i < marked.n; i++)
		if (!n || marked.ids[n - 1] != marked.ids[i])
			marked.ids[n++] = marked.ids[i];
	cx.arena = arena_new();
	int rc = make_now(&cx, marked.ids, n);
	arena_free(cx.arena);
	return rc;
}

static void mark(struct cx *cx, int64_t product)
{
	if (db_before_commit(cx->db, make_marked, NULL))
		marked.n = 0;
	marked.cx = *cx;
	if (marked.n && marked.ids[marked.n - 1] == product)
		return;
	if (marked.n == marked.max) {
		marked.max = marked.max ? marked.max * 2 : 64;
		marked.ids = keep_grow(
			marked.ids, marked.max * sizeof(*marked.ids));
	}
	marked.ids[marked.n++] = product;
}

int search_index_all(struct cx *cx, int64_t product)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	mark(cx, product);
	return db_end(cx->db, OK);
}

/* ---- after a name has changed ---- */

/* Few: now; many: by the worker.  Frees the statement q. */
static int index_rows(struct cx *cx, struct db_stmt *q)
{
	int64_t *ids;
	size_t n;
	int rc = read_ids(q, cx->arena, &ids, &n);
	if (rc == OK)
		rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = n <= AT_ONCE ? search_index_all(cx, ids[i])
				  : search_stale(cx, ids[i]);
	return db_end(cx->db, rc);
}

int search_index_category(struct cx *cx, int64_t category, const char *locale)
{
	(void)locale; /* a language's name stands in for another's */
	struct db_stmt *q = DB_SQL(cx->db,
		"WITH RECURSIVE below (id) AS ("
		" SELECT CAST(:category AS BIGINT) UNION"
		" SELECT c.id FROM category c JOIN below b ON c.parent = b.id)"
		" SELECT DISTINCT pc.product FROM product_category pc"
		" JOIN below b ON b.id = pc.category ORDER BY pc.product");
	db_bind_int(q, ":category", category);
	return index_rows(cx, q);
}

int search_index_brand(struct cx *cx, int64_t brand)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM product WHERE brand = :brand ORDER BY id");
	db_bind_int(q, ":brand", brand);
	return index_rows(cx, q);
}

int search_index_value(struct cx *cx, int64_t attribute_value)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT DISTINCT product FROM product_attribute"
		" WHERE value = :value ORDER BY product");
	db_bind_int(q, ":value", attribute_value);
	return index_rows(cx, q);
}

/* ---- in the background ---- */

static int state_read(struct cx *cx, const char **version, int64_t *done)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT version, done_product FROM search_state WHERE id = 1");
	int rc = db_one(q);
	if (rc == OK) {
		*version = db_next_text(q, cx->arena);
		*done = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int state_write(struct cx *cx, const char *version, int64_t done)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE search_state SET version = :version,"
		" done_product = :done WHERE id = 1");
	db_bind_text(q, ":version", version);
	db_bind_int(q, ":done", done);
	return db_exec(q, NULL);
}

static int words_forget(struct cx *cx)
{
	vocab_put_begin();
	return db_exec(DB_SQL(cx->db, "DELETE FROM search_word"), NULL);
}

/* The next products of a shop whose documents another version made; done
 * becomes -1 behind the last. */
static int next_old(struct cx *cx, size_t max, int64_t *ids, size_t *n)
{
	const char *version = "";
	int64_t done = 0;
	int rc = state_read(cx, &version, &done);
	*n = 0;
	if (rc < 0)
		return rc;
	bool other = strcmp(version, words_version()) != 0;
	if (!other && done < 0)
		return OK;
	if (other) {
		done = 0;
		rc = words_forget(cx);
	}
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM product WHERE id > :done AND status = 'active'"
		" ORDER BY id LIMIT :max");
	db_bind_int(q, ":done", done);
	db_bind_int(q, ":max", (int64_t)max);
	while (*n < max && (rc = db_step(q)) > 0)
		ids[(*n)++] = db_next_int(q);
	db_done(q);
	if (rc < 0)
		return rc;
	return state_write(cx, words_version(), *n < max ? -1 : ids[*n - 1]);
}

static int next_stale(struct cx *cx, size_t max, int64_t *ids, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT product FROM search_stale ORDER BY product LIMIT :max");
	db_bind_int(q, ":max", (int64_t)max);
	int rc = OK;
	*n = 0;
	while (*n < max && (rc = db_step(q)) > 0)
		ids[(*n)++] = db_next_int(q);
	db_done(q);
	return rc < 0 ? rc : OK;
}

/* Without taking the write lock: is there anything to do? */
static int look(struct cx *cx, bool *any)
{
	const char *version = "";
	int64_t done = 0, id;
	size_t n = 0;
	int rc = state_read(cx, &version, &done);
	if (rc == OK)
		rc = next_stale(cx, 1, &id, &n);
	*any = n > 0 || done >= 0 || strcmp(version, words_version()) != 0;
	return rc;
}

static int refresh(struct cx *cx, size_t max, bool *left)
{
	int64_t *ids = ARENA_ARRAY(cx->arena, int64_t, max + 1);
	size_t n, m;
	int rc = next_stale(cx, max, ids, &n);
	rc = rc == OK ? make_now(cx, ids, n) : rc;
	*left = n == max;
	if (rc < 0 || *left)
		return rc;
	rc = next_old(cx, max, ids, &m);
	*left = m == max;
	return rc == OK ? make_now(cx, ids, m) : rc;
}

int search_refresh(struct cx *cx, size_t max, bool *left)
{
	bool any = false;
	*left = false;
	int rc = look(cx, &any);
	if (rc < 0 || !any)
		return rc;
	rc = db_begin(cx->db);
	return rc < 0 ? rc : db_end(cx->db, refresh(cx, max, left));
}

/* ---- order of sales ---- */

struct place {
	int64_t id, product, sold;
};

static int places_read(
	struct cx *cx, int64_t after, struct place *rows, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT d.id, d.product, p.sold_qty"
		" FROM search_doc d JOIN product p ON p.id = d.product"
		" WHERE d.id > :after ORDER BY d.id LIMIT :step");
	db_bind_int(q, ":after", after);
	db_bind_int(q, ":step", REORDER_STEP);
	int rc = OK;
	*n = 0;
	while (*n < REORDER_STEP && (rc = db_step(q)) > 0) {
		struct place *p = &rows[(*n)++];
		p->id = db_next_int(q);
		p->product = db_next_int(q);
		p->sold = db_next_int(q);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int move(struct cx *cx, const struct place *p, int64_t to)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE search_doc SET id = :to WHERE id = :from");
	db_bind_int(q, ":to", to);
	db_bind_int(q, ":from", p->id);
	int rc = db_exec_one(q);
	return rc < 0 ? rc : fts_move(cx->db, p->id, to);
}

static int move_all(
	struct cx *cx, const struct place *rows, size_t n, int64_t *moved)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < n; i++) {
		int64_t to = doc_id(
			doc_lang(rows[i].id), rows[i].sold, rows[i].product);
		if (to == rows[i].id)
			continue;
		rc = move(cx, &rows[i], to);
		++*moved;
	}
	return db_end(cx->db, rc);
}

static bool any_moves(const struct place *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (doc_id(doc_lang(rows[i].id), rows[i].sold,
			    rows[i].product) != rows[i].id)
			return true;
	return false;
}

int search_reorder(struct cx *cx, int64_t *n)
{
	struct cx in = *cx;
	int64_t after = 0;
	int rc = OK;
	*n = 0;
	in.arena = arena_new();
	struct place *rows = NULL;
	size_t k = REORDER_STEP;
	while (rc == OK && k == REORDER_STEP) {
		arena_clear(in.arena);
		rows = ARENA_ARRAY(in.arena, struct place, REORDER_STEP);
		rc = places_read(&in, after, rows, &k);
		if (k)
			after = rows[k - 1].id;
		if (rc == OK && any_moves(rows, k))
			rc = move_all(&in, rows, k, n);
	}
	for (int i = 0; rc == OK && i < TIDY_STEPS; i++)
		rc = fts_tidy(cx->db, false);
	arena_free(in.arena);
	return rc;
}
