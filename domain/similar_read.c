/* What is known of products, as features that they share. */
#include "domain/similar_in.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/search_doc.h"
#include "domain/shelf.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/fts.h"
#include "lib/keep.h"

enum {
	STEP = 500,         /* products whose words are read in one arena */
	DEPTH_MAX = 8,      /* of categories */
	BODY_WORDS = 24,    /* the summary stands first */
	LOOKS_MAX = 400000, /* views that are read, the newest */
	LOOKS_DAYS = 90,
};

/* How much a kind of feature says. */
static const float VALUE = 1.0F, CATEGORY = 0.9F, NAME = 1.2F, BODY = 0.4F,
		   LOOK = 1.0F;

enum kind { IS_VALUE, IS_CATEGORY, IS_WORD, IS_LOOK };

static uint64_t hash(uint64_t h, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * UINT64_C(1099511628211);
	return h;
}

static uint64_t feature(enum kind kind, const char *p, size_t n)
{
	uint64_t h = hash(UINT64_C(14695981039346656037) + kind, p, n);
	h ^= h >> 29;
	return (h & ~UINT64_C(1)) |
	       (kind == IS_LOOK ? SIMILAR_LOOKS : SIMILAR_THING);
}

static void has(struct similar_data *d, uint64_t f, uint32_t item, float weight)
{
	if (d->n_has == d->has_max) {
		d->has_max = d->has_max ? d->has_max * 2 : 4096;
		d->has = keep_grow(d->has, d->has_max * sizeof(*d->has));
	}
	d->has[d->n_has++] = (struct similar_has){f, item, weight};
}

/* UINT32_MAX: not on sale. */
static uint32_t item_of(const struct similar_data *d, int64_t product)
{
	size_t lo = 0, hi = d->n;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (d->items[d->by_id[mid]].product < product)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < d->n && d->items[d->by_id[lo]].product == product
		       ? d->by_id[lo]
		       : UINT32_MAX;
}

/* ---- what the shelf knows ---- */

static int by_price(const void *p, const void *q)
{
	const struct similar_item *a = p, *b = q;
	if (a->price_minor != b->price_minor)
		return a->price_minor < b->price_minor ? -1 : 1;
	return (a->product > b->product) - (a->product < b->product);
}

static void items_make(struct similar_data *d, const struct shelf *s)
{
	d->items = keep_alloc((s->n + 1) * sizeof(*d->items));
	d->by_id = keep_alloc((s->n + 1) * sizeof(*d->by_id));
	for (size_t i = 0; i < s->n; i++)
		d->items[i] = (struct similar_item){
			.product = s->rows[i].product,
			.price_minor = s->rows[i].price_minor};
	d->n = (uint32_t)s->n;
	qsort(d->items, d->n, sizeof(*d->items), by_price);
}

struct by_id {
	int64_t product;
	uint32_t item;
};

static int id_order(const void *p, const void *q)
{
	const struct by_id *a = p, *b = q;
	return (a->product > b->product) - (a->product < b->product);
}

static void ids_make(struct similar_data *d)
{
	struct by_id *all = keep_alloc((d->n + 1) * sizeof(*all));
	for (uint32_t i = 0; i < d->n; i++)
		all[i] = (struct by_id){d->items[i].product, i};
	qsort(all, d->n, sizeof(*all), id_order);
	for (uint32_t i = 0; i < d->n; i++)
		d->by_id[i] = all[i].item;
	keep_free(all);
}

/* Categories that are never suggested, and all below them, by index. */
static int sensitive_load(struct cx *cx, const struct shelf *s, bool *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM category WHERE sensitive = 1"
		" AND archived_ms IS NULL");
	int rc;
	while ((rc = db_step(q)) > 0) {
		int at = shelf_cat_find(s, db_next_int(q));
		if (at >= 0)
			out[at] = true;
	}
	db_done(q);
	for (int depth = 0; depth < DEPTH_MAX; depth++)
		for (size_t i = 0; i < s->n_cats; i++)
			if (s->cats[i].parent >= 0 && out[s->cats[i].parent])
				out[i] = true;
	return rc < 0 ? rc : OK;
}

/* Its categories and those above. */
static void cats_add(struct similar_data *d, const struct shelf *s,
	const struct shelf_row *row, const bool *sensitive, uint32_t item)
{
	for (size_t i = 0; i < row->n_cats; i++) {
		int at = row->cats[i];
		if (sensitive[at])
			d->items[item].left_out = true;
		for (int up = 0; at >= 0 && up < DEPTH_MAX; up++) {
			if (s->cats[at].alive)
				has(d,
					feature(IS_CATEGORY,
						(const char *)&s->cats[at].id,
						sizeof(s->cats[at].id)),
					item, CATEGORY);
			at = s->cats[at].parent;
		}
	}
}

/* By codes, not by the shelf's numbers: those depend on what came first. */
static void values_add(struct cx *cx, struct similar_data *d,
	const struct shelf *s, uint64_t *known, const struct shelf_row *row,
	uint32_t item)
{
	for (size_t i = 0; i < row->n_values; i++) {
		const struct shelf_value *v = &s->values[row->values[i]];
		uint64_t *f = &known[row->values[i]];
		if (!*f) {
			const char *key = arena_printf(cx->arena,
				"%s/%s/%" PRId64, s->facets[v->facet].code,
				v->code, v->brand);
			*f = feature(IS_VALUE, key, strlen(key));
		}
		has(d, *f, item, VALUE);
	}
}

static int shelf_read(struct cx *cx, struct similar_data *d)
{
	const struct shelf *s;
	int rc = shelf_use(cx, &s);
	if (rc < 0)
		return rc;
	bool *sensitive = ARENA_ARRAY(cx->arena, bool, s->n_cats + 1);
	uint64_t *known = ARENA_ARRAY(cx->arena, uint64_t, s->n_values + 1);
	items_make(d, s);
	ids_make(d);
	rc = sensitive_load(cx, s, sensitive);
	for (size_t i = 0; rc == OK && i < s->n; i++) {
		uint32_t item = d->by_id[i]; /* the shelf is in their order */
		cats_add(d, s, &s->rows[i], sensitive, item);
		values_add(cx, d, s, known, &s->rows[i], item);
	}
	return rc;
}

/* ---- words ---- */

static void words_add(struct similar_data *d, uint32_t item, const char *text,
	size_t max, float weight)
{
	for (size_t n = 0; *text && n < max; n++) {
		size_t length = strcspn(text, " ");
		if (length > 1)
			has(d, feature(IS_WORD, text, length), item, weight);
		text += length + (text[length] == ' ');
	}
}

/* The search's words: base forms, of the root language. */
static int document_add(
	struct cx *cx, struct similar_data *d, struct arena *a, uint32_t item)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM search_doc"
		" WHERE product = :product AND locale = :locale");
	db_bind_int(q, ":product", d->items[item].product);
	db_bind_text(q, ":locale", cx->root);
	struct fts_doc doc;
	int rc = db_one(q);
	int64_t id = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	if (rc == OK)
		rc = fts_get(cx->db, a, id, &doc);
	if (rc == OK) {
		words_add(d, item, doc.name, SIZE_MAX, NAME);
		words_add(d, item, doc.body, BODY_WORDS, BODY);
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int documents_read(struct cx *cx, struct similar_data *d)
{
	struct arena *a = arena_new();
	int rc = OK;
	for (uint32_t i = 0; rc == OK && i < d->n; i++) {
		rc = document_add(cx, d, a, i);
		if (i % STEP == STEP - 1)
			arena_clear(a);
	}
	arena_free(a);
	return rc;
}

/* ---- who looked at both on one day ---- */

static int looks_read(struct cx *cx, struct similar_data *d)
{
	struct arena *a = arena_new();
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT e.subject, e.at_ms, e.product FROM event e"
		" LEFT JOIN profile p ON p.subject = e.subject"
		" LEFT JOIN profile_item i ON i.subject = e.subject"
		"  AND i.product = e.product"
		" WHERE e.kind = 'view' AND e.product IS NOT NULL"
		" AND e.at_ms > :from AND e.at_ms > coalesce(i.removed_ms, 0)"
		" AND coalesce(p.personal, 1) = 1"
		" ORDER BY e.at_ms DESC, e.id DESC LIMIT :max");
	db_bind_int(q, ":from", cx->now - LOOKS_DAYS * MS_DAY);
	db_bind_int(q, ":max", LOOKS_MAX);
	int rc;
	for (size_t n = 0; (rc = db_step(q)) > 0; n++) {
		const char *who = db_next_text(q, a);
		int64_t day = db_next_int(q) / MS_DAY;
		uint32_t item = item_of(d, db_next_int(q));
		uint64_t both[2] = {
			hash(UINT64_C(14695981039346656037), who, strlen(who)),
			(uint64_t)day};
		if (item != UINT32_MAX)
			has(d,
				feature(IS_LOOK, (const char *)both,
					sizeof(both)),
				item, LOOK);
		if (n % STEP == STEP - 1)
			arena_clear(a);
	}
	db_done(q);
	arena_free(a);
	return rc < 0 ? rc : OK;
}

/* ---- what belongs together ---- */

static void pair_add(struct similar_data *d, int64_t one, int64_t other)
{
	uint32_t a = item_of(d, one), b = item_of(d, other);
	if (a == UINT32_MAX || b == UINT32_MAX || a == b)
		return;
	if (d->n_pairs == d->pairs_max) {
		d->pairs_max = d->pairs_max ? d->pairs_max * 2 : 256;
		d->pairs = keep_grow(
			d->pairs, d->pairs_max * sizeof(*d->pairs));
	}
	d->pairs[d->n_pairs++] = a < b ? (struct similar_pair){a, b}
				       : (struct similar_pair){b, a};
}

static int pair_order(const void *p, const void *q)
{
	const struct similar_pair *x = p, *y = q;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

static int pairs_read(struct cx *cx, struct similar_data *d)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT product, target FROM relation"
		" WHERE kind IN ('accessory', 'spare_part')"
		" UNION ALL SELECT b.product, p.product FROM bundle_part bp"
		" JOIN variant b ON b.id = bp.bundle"
		" JOIN variant p ON p.id = bp.part");
	int rc;
	while ((rc = db_step(q)) > 0) {
		int64_t one = db_next_int(q);
		pair_add(d, one, db_next_int(q));
	}
	db_done(q);
	if (d->n_pairs)
		qsort(d->pairs, d->n_pairs, sizeof(*d->pairs), pair_order);
	return rc < 0 ? rc : OK;
}

bool similar_apart(const struct similar_data *d, uint32_t a, uint32_t b)
{
	const struct similar_pair pair = a < b ? (struct similar_pair){a, b}
					       : (struct similar_pair){b, a};
	return d->n_pairs &&
	       bsearch(&pair, d->pairs, d->n_pairs, sizeof(pair), pair_order);
}

int similar_read(struct cx *cx, struct similar_data *d)
{
	int rc = shelf_read(cx, d);
	if (rc == OK)
		rc = documents_read(cx, d);
	if (rc == OK)
		rc = looks_read(cx, d);
	return rc == OK ? pairs_read(cx, d) : rc;
}

void similar_free(struct similar_data *d)
{
	keep_free(d->items);
	keep_free(d->by_id);
	keep_free(d->has);
	keep_free(d->pairs);
	*d = (struct similar_data){0};
}
