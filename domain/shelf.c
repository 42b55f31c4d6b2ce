#include "domain/shelf.h"

#include <stdlib.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/shelf_load.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/keep.h"
#include "lib/tr.h"

enum { STEP = 1000, DEPTH_MAX = 8, LATE_MAX = 200 };

static struct shelf_memory memory;

static void facts_free(struct shelf_row *row)
{
	/* What pack() of shelf_load.c made begins with the numbers. */
	keep_free((void *)row->numbers);
	memory.bytes -= row->n_numbers * sizeof(*row->numbers) +
			row->n_cats * sizeof(*row->cats) +
			row->n_values * sizeof(*row->values);
}

void shelf_drop(void)
{
	struct shelf *s = &memory.shelf;
	for (size_t i = 0; i < s->n; i++)
		facts_free(&s->rows[i]);
	for (size_t i = 0; i < s->n_facets; i++)
		keep_free((void *)s->facets[i].code);
	for (size_t i = 0; i < s->n_values; i++)
		keep_free((void *)s->values[i].code);
	keep_free(s->rows);
	keep_free(s->facets);
	keep_free(s->values);
	keep_free(s->cats);
	shelf_words_drop(&memory.facet_words);
	shelf_words_drop(&memory.value_words);
	shelf_words_drop(&memory.cat_words);
	memory = (struct shelf_memory){0};
}

size_t shelf_bytes(void)
{
	return memory.bytes + memory.rows_max * sizeof(struct shelf_row) +
	       memory.values_max * sizeof(struct shelf_value);
}

/* Where a product stands, or would. */
static size_t place_of(const struct shelf *s, int64_t product)
{
	size_t lo = 0, hi = s->n;
	if (hi && s->rows[hi - 1].product < product)
		return hi;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (s->rows[mid].product < product)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct shelf_row *shelf_find(const struct shelf *s, int64_t product)
{
	size_t i = place_of(s, product);
	return i < s->n && s->rows[i].product == product ? &s->rows[i] : NULL;
}

static void row_remove(size_t at)
{
	struct shelf *s = &memory.shelf;
	facts_free(&s->rows[at]);
	s->n--;
	memmove(&s->rows[at], &s->rows[at + 1], (s->n - at) * sizeof(*s->rows));
}

static void row_fill(struct shelf_row *row, const struct listing *l)
{
	row->product = l->product;
	row->langs = (uint8_t)l->langs;
	row->price_minor = l->price_minor;
	row->percent_off = (uint8_t)l->percent_off;
	row->reduced = l->reduced;
	row->available = l->available;
	row->in_stock = l->in_stock;
	row->sold_qty = l->sold_qty > INT32_MAX ? INT32_MAX
						: (int32_t)l->sold_qty;
	row->since_ms = l->since_ms;
	row->until_ms = l->until_ms;
}

/* Put a product's row in its place, with what is known of it anew. */
static int row_put(struct cx *cx, const struct listing *l, int64_t brand)
{
	struct shelf *s = &memory.shelf;
	size_t at = place_of(s, l->product);
	bool is_here = at < s->n && s->rows[at].product == l->product;
	memory.counted_lang = 0;
	if (is_here)
		row_remove(at);
	if (!l->langs)
		return OK;
	struct shelf_row row = {.brand = brand};
	row_fill(&row, l);
	int rc = shelf_load_row(cx, &memory, &row);
	if (rc < 0)
		return rc;
	s->rows = shelf_grow(s->rows, s->n, &memory.rows_max, sizeof(*s->rows));
	memmove(&s->rows[at + 1], &s->rows[at], (s->n - at) * sizeof(row));
	s->rows[at] = row;
	s->n++;
	return OK;
}

struct change {
	struct listing l;
	int64_t brand, seq;
};

/* The next changed rows: all of them by product the first time, so that each
 * is appended; later what is newer than seq. */
static int changes_read(struct cx *cx, int64_t after, int64_t seq,
	struct change *out, size_t *n)
{
	struct db_stmt *q =
		seq ? DB_SQL(cx->db, "SELECT l.product, l.langs, l.price_minor,"
				     " l.percent_off, l.reduced, l.available,"
				     " l.in_stock, l.sold_qty, l.since_ms,"
				     " coalesce(l.until_ms, 0), l.seq,"
				     " coalesce(p.brand, 0) FROM listing l"
				     " JOIN product p ON p.id = l.product"
				     " WHERE l.seq > :after"
				     " ORDER BY l.seq LIMIT :limit")
		    : DB_SQL(cx->db, "SELECT l.product, l.langs, l.price_minor,"
				     " l.percent_off, l.reduced, l.available,"
				     " l.in_stock, l.sold_qty, l.since_ms,"
				     " coalesce(l.until_ms, 0), l.seq,"
				     " coalesce(p.brand, 0) FROM listing l"
				     " JOIN product p ON p.id = l.product"
				     " WHERE l.product > :after"
				     " ORDER BY l.product LIMIT :limit");
	db_bind_int(q, ":after", after);
	db_bind_int(q, ":limit", STEP);
	int rc = OK;
	*n = 0;
	while (*n < STEP && (rc = db_step(q)) > 0) {
		struct change *c = &out[(*n)++];
		c->l.product = db_next_int(q);
		c->l.langs = db_next_int(q);
		c->l.price_minor = db_next_int(q);
		c->l.percent_off = db_next_int(q);
		c->l.reduced = db_next_int(q);
		c->l.available = db_next_int(q);
		c->l.in_stock = db_next_int(q);
		c->l.sold_qty = db_next_int(q);
		c->l.since_ms = db_next_int(q);
		int64_t until_ms = db_next_int(q);
		c->l.until_ms = until_ms ? until_ms : INT64_MAX;
		c->seq = db_next_int(q);
		c->brand = db_next_int(q);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

/* Rows in an arena of their own: a hundred thousand leave nothing behind. */
static int rows_load(struct cx *cx, int64_t newest)
{
	struct cx own = *cx;
	struct change *list = keep_alloc(STEP * sizeof(*list));
	int64_t first = memory.seq, after = first;
	size_t n = STEP;
	int rc = OK;
	own.arena = arena_new();
	while (rc == OK && n == STEP) {
		rc = changes_read(&own, after, first, list, &n);
		for (size_t i = 0; rc == OK && i < n; i++)
			rc = row_put(&own, &list[i].l, list[i].brand);
		if (n)
			after = first ? list[n - 1].seq : list[n - 1].l.product;
		arena_clear(own.arena);
	}
	arena_free(own.arena);
	keep_free(list);
	if (rc == OK)
		memory.seq = newest;
	return rc;
}

/* Parents and rules, when the catalogue has moved at all. */
static int cats_load(struct cx *cx)
{
	struct shelf *s = &memory.shelf;
	for (size_t i = 0; i < s->n_cats; i++)
		s->cats[i].alive = false;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, coalesce(parent, 0), rule FROM category"
		" WHERE archived_ms IS NULL ORDER BY id");
	int rc;
	while ((rc = db_step(q)) > 0) {
		int i = shelf_cat_index(&memory, db_next_int(q));
		int64_t parent = db_next_int(q);
		const char *rule = db_next_text(q, cx->arena);
		if (i < 0)
			continue;
		s->cats[i].parent_id = parent;
		s->cats[i].alive = true;
		s->cats[i].rule = category_rule_read(rule);
	}
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < s->n_cats; i++)
		s->cats[i].parent = s->cats[i].parent_id
					    ? shelf_cat_find(
						      s, s->cats[i].parent_id)
					    : -1;
	memory.counted_lang = 0;
	return rc < 0 ? rc : OK;
}

/* What the table says now: its newest change, the catalogue's version, and
 * whether the clock has passed a row. */
struct marks {
	int64_t seq, version, until_ms;
};

static int marks_read(struct cx *cx, struct marks *m)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT (SELECT coalesce(max(seq), 0) FROM listing),"
		" (SELECT version FROM catalogue_version"
		"  WHERE scope = 'shop'),"
		" (SELECT coalesce(min(until_ms), 0) FROM listing"
		"  WHERE until_ms > 0)");
	int rc = db_one(q);
	if (rc == OK) {
		m->seq = db_next_int(q);
		m->version = db_next_int(q);
		m->until_ms = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* Rows that the clock has passed and puoti worker has not written yet. */
static int late_load(struct cx *cx)
{
	int64_t ids[LATE_MAX], brands[LATE_MAX];
	size_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.product, coalesce(p.brand, 0) FROM listing l"
		" JOIN product p ON p.id = l.product"
		" WHERE l.until_ms <= :now ORDER BY l.until_ms LIMIT :limit");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":limit", LATE_MAX);
	int rc = OK;
	while (n < LATE_MAX && (rc = db_step(q)) > 0) {
		ids[n] = db_next_int(q);
		brands[n++] = db_next_int(q);
	}
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < n; i++) {
		const struct shelf_row *row = shelf_find(&memory.shelf, ids[i]);
		struct listing l;
		if (row && row->until_ms > cx->now)
			continue; /* computed before */
		rc = listing_compute(cx, ids[i], &l);
		if (rc == OK)
			rc = row_put(cx, &l, brands[i]);
	}
	return rc < 0 ? rc : OK;
}

/* Another database, or other attributes: nothing of what is here holds. */
static int begin(struct cx *cx, const struct marks *m)
{
	uint64_t meaning = memory.meaning;
	bool is_other = memory.serial != db_serial(cx->db);
	if (!is_other && m->version == memory.version)
		return OK;
	int rc = shelf_meaning(cx, &meaning);
	if (rc == OK && (is_other || meaning != memory.meaning)) {
		shelf_drop();
		rc = shelf_load_facets(cx, &memory);
	}
	if (rc == OK)
		rc = cats_load(cx);
	if (rc == OK) {
		memory.serial = db_serial(cx->db);
		memory.meaning = meaning;
		memory.version = m->version;
	}
	return rc;
}

int shelf_use(struct cx *cx, const struct shelf **out)
{
	struct marks m = {0};
	int rc = marks_read(cx, &m);
	if (rc == OK)
		rc = begin(cx, &m);
	if (rc == OK && m.seq > memory.seq)
		rc = rows_load(cx, m.seq);
	if (rc == OK && m.until_ms && m.until_ms <= cx->now)
		rc = late_load(cx);
	if (rc < 0) {
		shelf_drop(); /* half of it is worse than none */
		return rc;
	}
	int lang = tr_lang_index(cx->locale);
	memory.shelf.lang = 1u << (lang < 0 ? 0 : lang);
	memory.shelf.now = cx->now;
	*out = &memory.shelf;
	return OK;
}

/* Each product once in each category above those that it stands in. */
static void count_ordinary(struct cx *cx, struct shelf *s)
{
	size_t *seen = ARENA_ARRAY(cx->arena, size_t, s->n_cats + 1);
	for (size_t i = 0; i < s->n; i++) {
		const struct shelf_row *row = &s->rows[i];
		if (!(row->langs & s->lang))
			continue;
		for (size_t k = 0; k < row->n_cats; k++) {
			int at = row->cats[k];
			for (int up = 0; at >= 0 && up < DEPTH_MAX; up++) {
				if (!s->cats[at].alive || seen[at] == i + 1)
					break;
				seen[at] = i + 1;
				s->cats[at].count++;
				at = s->cats[at].parent;
			}
		}
	}
}

static void count_ruled(struct cx *cx, struct shelf *s, size_t cat)
{
	struct shelf_scope scope;
	shelf_scope(cx, s, s->cats[cat].id, &scope);
	s->cats[cat].count = 0;
	for (size_t i = 0; i < s->n; i++)
		s->cats[cat].count += shelf_in(s, &scope, &s->rows[i]);
}

int shelf_count(struct cx *cx, int64_t category, int64_t *out)
{
	const struct shelf *use;
	struct shelf *s = &memory.shelf;
	*out = 0;
	int rc = shelf_use(cx, &use);
	if (rc < 0)
		return rc;
	if (memory.counted_lang != s->lang || cx->now < memory.counted_ms ||
		cx->now >= memory.counted_until_ms) {
		rc = shelf_until(cx, &memory.counted_until_ms);
		for (size_t i = 0; i < s->n_cats; i++)
			s->cats[i].count = 0;
		count_ordinary(cx, s);
		for (size_t i = 0; i < s->n_cats; i++)
			if (s->cats[i].alive && s->cats[i].rule.kind)
				count_ruled(cx, s, i);
		memory.counted_lang = rc == OK ? s->lang : 0;
		memory.counted_ms = cx->now;
	}
	int at = shelf_cat_find(s, category);
	if (at >= 0)
		*out = s->cats[at].count;
	return rc;
}
