#include "domain/shelf_load.h"

#include <inttypes.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/db.h"
#include "lib/err.h"
#include "lib/keep.h"

/* What does not fit a 16 bit number is no facet: a shop with sixty thousand
 * different values needs other ones. */
enum { WORDS_MAX = 60000, FACETS_MAX = 200, ROW_MAX = 250 };

/* Names of parameters that are not facets of the owner's. */
static const char *const reserved[] = {
	"brand", "price", "sort", "page", "q", NULL};

struct word {
	int number;
	char key[];
};

static int word_order(const void *a, const void *b)
{
	return strcmp(
		((const struct word *)a)->key, ((const struct word *)b)->key);
}

int shelf_word(struct shelf_words *w, const char *key, bool make)
{
	size_t n = strlen(key) + 1;
	struct word *word = keep_alloc(sizeof(*word) + n);
	memcpy(word->key, key, n);
	struct word **at = tfind(word, &w->root, word_order);
	if (!at && make && w->n < WORDS_MAX) {
		word->number = (int)w->n++;
		if (!tsearch(word, &w->root, word_order))
			abort();
		return word->number;
	}
	keep_free(word);
	return at ? (*at)->number : -1;
}

void shelf_words_drop(struct shelf_words *w)
{
	tdestroy(w->root, keep_free);
	*w = (struct shelf_words){NULL, 0};
}

void *shelf_grow(void *items, size_t n, size_t *max, size_t size)
{
	if (n < *max)
		return items;
	*max = *max ? *max * 2 : 64;
	return keep_grow(items, *max * size);
}

int shelf_cat_index(struct shelf_memory *m, int64_t category)
{
	char key[32];
	snprintf(key, sizeof(key), "%" PRId64, category);
	struct shelf *s = &m->shelf;
	int i = shelf_word(&m->cat_words, key, true);
	if (i < 0 || (size_t)i < s->n_cats)
		return i;
	s->cats = shelf_grow(
		s->cats, s->n_cats, &m->cats_max, sizeof(*s->cats));
	s->cats[s->n_cats++] = (struct shelf_cat){.id = category, .parent = -1};
	return i;
}

/* A facet by code; -1: it may not be one, or there are too many. */
static int facet_index(struct shelf_memory *m, const struct shelf_facet *f)
{
	struct shelf *s = &m->shelf;
	for (size_t i = 0; f->kind != SHELF_BRAND && reserved[i]; i++)
		if (strcmp(reserved[i], f->code) == 0)
			return -1;
	int i = shelf_word(&m->facet_words, f->code, s->n_facets < FACETS_MAX);
	if (i < 0 || (size_t)i < s->n_facets)
		return i;
	s->facets = shelf_grow(
		s->facets, s->n_facets, &m->facets_max, sizeof(*s->facets));
	s->facets[s->n_facets] = *f;
	s->facets[s->n_facets++].code = keep_dup(f->code);
	return i;
}

static int value_index(
	struct shelf_memory *m, const char *key, const struct shelf_value *v)
{
	struct shelf *s = &m->shelf;
	int i = shelf_word(&m->value_words, key, true);
	if (i < 0 || (size_t)i < s->n_values)
		return i;
	s->values = shelf_grow(
		s->values, s->n_values, &m->values_max, sizeof(*s->values));
	s->values[s->n_values] = *v;
	s->values[s->n_values++].code = keep_dup(v->code);
	return i;
}

static enum shelf_kind kind_of(const char *kind)
{
	if (strcmp(kind, "number") == 0)
		return SHELF_NUMBER;
	return strcmp(kind, "bool") == 0 ? SHELF_BOOL : SHELF_CHOICE;
}

int shelf_load_facets(struct cx *cx, struct shelf_memory *m)
{
	facet_index(
		m, &(struct shelf_facet){.code = "brand", .kind = SHELF_BRAND});
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, code, kind, position FROM attribute"
		" WHERE archived_ms IS NULL AND facet = 1"
		" ORDER BY position, id");
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct shelf_facet f = {.attribute = db_next_int(q)};
		f.code = db_next_text(q, cx->arena);
		f.kind = kind_of(db_next_text(q, cx->arena));
		f.position = db_next_int(q);
		facet_index(m, &f);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

int shelf_meaning(struct cx *cx, uint64_t *out)
{
	uint64_t h = UINT64_C(14695981039346656037);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, rev, position, code, kind FROM attribute"
		" WHERE archived_ms IS NULL AND facet = 1"
		" ORDER BY position, id");
	int rc;
	while ((rc = db_step(q)) > 0) {
		int64_t id = db_next_int(q);
		/* codes and order of its values change with it */
		int64_t rev = db_next_int(q), position = db_next_int(q);
		const char *code = db_next_text(q, cx->arena);
		const char *all = arena_printf(cx->arena,
			"%" PRId64 " %" PRId64 " %" PRId64 " %s %s;", id, rev,
			position, code, db_next_text(q, cx->arena));
		for (; *all; all++)
			h = (h ^ (unsigned char)*all) * UINT64_C(1099511628211);
	}
	db_done(q);
	*out = h;
	return rc < 0 ? rc : OK;
}

/* A row's facts while they are read. */
struct facts {
	struct shelf_number numbers[ROW_MAX];
	uint16_t cats[ROW_MAX], values[ROW_MAX];
	size_t n_numbers, n_cats, n_values;
};

static void value_add(struct facts *f, int value)
{
	for (size_t i = 0; i < f->n_values; i++)
		if (f->values[i] == value)
			return;
	if (value >= 0 && f->n_values < ROW_MAX)
		f->values[f->n_values++] = (uint16_t)value;
}

static int load_cats(struct cx *cx, struct shelf_memory *m,
	const struct shelf_row *row, struct facts *f)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT category FROM product_category"
		" WHERE product = :product");
	db_bind_int(q, ":product", row->product);
	int rc;
	while ((rc = db_step(q)) > 0) {
		int i = shelf_cat_index(m, db_next_int(q));
		if (i >= 0 && f->n_cats < ROW_MAX)
			f->cats[f->n_cats++] = (uint16_t)i;
	}
	db_done(q);
	return rc;
}

static void load_brand(struct cx *cx, struct shelf_memory *m,
	const struct shelf_row *row, struct facts *f)
{
	if (!row->brand)
		return;
	const char *key = arena_printf(cx->arena, "b/%" PRId64, row->brand);
	value_add(f,
		value_index(m, key,
			&(struct shelf_value){
				.code = "", .facet = 0, .brand = row->brand}));
}

static void number_add(struct facts *f, int facet, int64_t milli)
{
	if (f->n_numbers < ROW_MAX)
		f->numbers[f->n_numbers++] = (struct shelf_number){
			milli, (uint32_t)facet};
}

/* The key names a value by its codes, so that an option's "sea" and an
 * attribute's "sea" are one. */
static const char *value_key(struct cx *cx, int facet, const char *code)
{
	return arena_printf(cx->arena, "v/%d/%s", facet, code);
}

static int load_attributes(struct cx *cx, struct shelf_memory *m,
	const struct shelf_row *row, struct facts *f)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT a.code, coalesce(pa.number_milli, 0),"
		" coalesce(v.id, 0), coalesce(v.code, ''),"
		" coalesce(v.position, 0)"
		" FROM product_attribute pa"
		" JOIN attribute a ON a.id = pa.attribute AND a.facet = 1"
		"  AND a.archived_ms IS NULL"
		" LEFT JOIN attribute_value v ON v.id = pa.value"
		" WHERE pa.product = :product ORDER BY a.id, pa.position");
	db_bind_int(q, ":product", row->product);
	int rc;
	while ((rc = db_step(q)) > 0) {
		int facet = shelf_word(
			&m->facet_words, db_next_text(q, cx->arena), false);
		int64_t milli = db_next_int(q);
		struct shelf_value v = {.attribute_value = db_next_int(q)};
		v.code = db_next_text(q, cx->arena);
		v.position = db_next_int(q);
		if (facet < 0)
			continue;
		enum shelf_kind kind = m->shelf.facets[facet].kind;
		if (kind == SHELF_NUMBER) {
			number_add(f, facet, milli);
			continue;
		}
		if (kind == SHELF_BOOL) {
			v.code = milli ? "yes" : "no";
			v.position = !milli;
		}
		v.facet = (uint16_t)facet;
		value_add(f, value_index(m, value_key(cx, facet, v.code), &v));
	}
	db_done(q);
	return rc;
}

/* Ids of the values that variants have: "12.17" of each. */
static int used_values(struct cx *cx, int64_t product, int64_t *ids, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT option_key FROM variant WHERE product = :product"
		" AND archived_ms IS NULL AND option_key <> ''");
	db_bind_int(q, ":product", product);
	int rc;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		const char *key = db_next_text(q, cx->arena);
		while (*key && *n < ROW_MAX) {
			char *end;
			int64_t id = strtoll(key, &end, 10);
			if (end == key)
				break;
			ids[(*n)++] = id;
			key = *end == '.' ? end + 1 : end;
		}
	}
	db_done(q);
	return rc;
}

static bool is_used(const int64_t *ids, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* A value without a variant is not offered. */
static int load_options(struct cx *cx, struct shelf_memory *m,
	const struct shelf_row *row, struct facts *f)
{
	int64_t used[ROW_MAX];
	size_t n_used;
	int rc = used_values(cx, row->product, used, &n_used);
	if (rc < 0 || n_used == 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT o.id, o.code, v.id, v.code, v.position FROM option o"
		" JOIN option_value v ON v.option = o.id"
		" WHERE o.product = :product ORDER BY o.position, o.id, v.id");
	db_bind_int(q, ":product", row->product);
	while ((rc = db_step(q)) > 0) {
		struct shelf_facet of = {
			.kind = SHELF_CHOICE, .option = db_next_int(q)};
		of.code = db_next_text(q, cx->arena);
		of.position = INT64_MAX;
		struct shelf_value v = {.option_value = db_next_int(q)};
		v.code = db_next_text(q, cx->arena);
		v.position = db_next_int(q);
		if (!is_used(used, n_used, v.option_value))
			continue;
		int facet = facet_index(m, &of);
		if (facet < 0 || m->shelf.facets[facet].kind != SHELF_CHOICE)
			continue;
		v.facet = (uint16_t)facet;
		value_add(f, value_index(m, value_key(cx, facet, v.code), &v));
	}
	db_done(q);
	return rc;
}

static int by_number(const void *a, const void *b)
{
	return (int)*(const uint16_t *)a - (int)*(const uint16_t *)b;
}

/* One piece of memory: numbers, then categories, then values. */
static void pack(struct shelf_memory *m, struct shelf_row *row, struct facts *f)
{
	size_t numbers = f->n_numbers * sizeof(*f->numbers);
	size_t cats = f->n_cats * sizeof(*f->cats);
	size_t values = f->n_values * sizeof(*f->values);
	qsort(f->values, f->n_values, sizeof(*f->values), by_number);
	char *p = keep_alloc(numbers + cats + values + 1);
	if (numbers)
		memcpy(p, f->numbers, numbers);
	memcpy(p + numbers, f->cats, cats);
	memcpy(p + numbers + cats, f->values, values);
	row->numbers = (const void *)p;
	row->cats = (const void *)(p + numbers);
	row->values = (const void *)(p + numbers + cats);
	row->n_numbers = (uint8_t)f->n_numbers;
	row->n_cats = (uint16_t)f->n_cats;
	row->n_values = (uint16_t)f->n_values;
	m->bytes += numbers + cats + values;
}

int shelf_load_row(struct cx *cx, struct shelf_memory *m, struct shelf_row *row)
{
	struct facts f;
	f.n_numbers = f.n_cats = f.n_values = 0;
	int rc = load_cats(cx, m, row, &f);
	load_brand(cx, m, row, &f);
	if (rc >= 0)
		rc = load_attributes(cx, m, row, &f);
	if (rc >= 0)
		rc = load_options(cx, m, row, &f);
	if (rc < 0)
		return rc;
	pack(m, row, &f);
	return OK;
}
