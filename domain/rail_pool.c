/* Lists for shelves that are nobody's: kept in this process. */
#include "domain/rail_in.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/product.h"
#include "domain/relation.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/frag.h"

enum { LEVELS = 8 };

/* As it is kept. */
struct kept {
	int64_t product, is_picked;
	double score;
};

static void add(struct cx *cx, const struct rail_page *page,
	struct rail_list *l, int64_t product, double score)
{
	if (l->n >= RAIL_POOL || rail_list_has(l, product) ||
		!rail_can(page, product))
		return;
	rail_list_add(cx, l, product)->score = score;
}

static int picks_add(struct cx *cx, const struct rail_page *page,
	const struct recommend_pick *picks, size_t n, int64_t but,
	struct rail_list *l)
{
	for (size_t i = 0; i < n; i++)
		if (picks[i].product != but)
			add(cx, page, l, picks[i].product, picks[i].score);
	return OK;
}

static int sort_add(struct cx *cx, const struct rail_page *page,
	int64_t category, int64_t brand, enum product_sort sort, int64_t but,
	struct rail_list *l)
{
	int64_t *ids = NULL;
	size_t n = 0;
	int rc = brand ? product_list_brand(cx, brand, sort, 0, PRODUCT_PAGE,
				 &ids, &n, NULL)
		       : product_list(cx, category, sort, 0, PRODUCT_PAGE, &ids,
				 &n, NULL);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (ids[i] != but)
			add(cx, page, l, ids[i], 0);
	return rc;
}

static int best_add(
	struct cx *cx, const struct rail_page *page, struct rail_list *l)
{
	struct recommend_pick *picks;
	size_t n;
	int rc = recommend_popular(cx, RAIL_ASKED, &picks, &n);
	if (rc == OK)
		rc = picks_add(cx, page, picks, n, 0, l);
	return rc == OK ? sort_add(cx, page, 0, 0, SORT_BEST, 0, l) : rc;
}

/* Fill up with what sells best of the product's category, then of the one
 * above it. */
static int category_add(struct cx *cx, const struct rail_page *page,
	int64_t product, struct rail_list *l)
{
	const struct shelf *s = page->shelf;
	const struct shelf_row *row = shelf_find(s, product);
	int at = row && row->n_cats ? row->cats[0] : -1, rc = OK;
	for (int up = 0; rc == OK && at >= 0 && up < LEVELS; up++) {
		if (s->cats[at].alive)
			rc = sort_add(cx, page, s->cats[at].id, 0, SORT_BEST,
				product, l);
		at = s->cats[at].parent;
	}
	return rc;
}

static void owned_add(struct cx *cx, const struct rail_page *page,
	const struct relation *all, size_t n, const char *kind,
	struct rail_list *l)
{
	for (size_t i = 0; i < n; i++) {
		size_t before = l->n;
		if (strcmp(all[i].kind, kind) == 0)
			add(cx, page, l, all[i].target, 0);
		if (l->n > before)
			l->c[before].is_picked = true;
	}
}

/* The owner's relations, accessories before what goes with it, then the
 * model's, without what is tied to it in another way. */
static int beside_add(struct cx *cx, const struct rail_page *page,
	int64_t product, bool similar, struct rail_list *l)
{
	struct relation *all;
	struct recommend_pick *picks;
	size_t n, n_picks;
	int rc = relation_shown(cx, product, &all, &n);
	if (rc == OK && !similar)
		owned_add(cx, page, all, n, "accessory", l);
	if (rc == OK)
		owned_add(
			cx, page, all, n, similar ? "similar" : "goes_with", l);
	size_t own = l->n;
	if (rc == OK)
		rc = recommend_near(cx,
			similar ? RECOMMEND_SIMILAR : RECOMMEND_CART, product,
			RAIL_ASKED, &picks, &n_picks);
	if (rc == OK)
		rc = picks_add(cx, page, picks, n_picks, product, l);
	if (rc == OK && similar)
		rc = category_add(cx, page, product, l);
	size_t k = own;
	for (size_t i = own; rc == OK && i < l->n; i++) {
		bool tied = false;
		for (size_t j = 0; j < n; j++)
			tied = tied || all[j].target == l->c[i].product;
		if (!tied)
			l->c[k++] = l->c[i];
	}
	l->n = k;
	return rc;
}

static int tied_add(struct cx *cx, int64_t product, struct rail_list *l)
{
	struct relation *all;
	size_t n;
	int rc = relation_shown(cx, product, &all, &n);
	for (size_t i = 0; rc == OK && i < n && l->n < RAIL_POOL; i++)
		if (strcmp(all[i].kind, "spare_part") == 0)
			rail_list_add(cx, l, all[i].target);
	return rc;
}

/* What an interest stands for: one of the three. */
static int interest_read(struct cx *cx, int64_t id, int64_t *category,
	int64_t *brand, int64_t *value)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(category, 0), coalesce(brand, 0),"
		" coalesce(attribute_value, 0) FROM interest"
		" WHERE id = :id AND active = 1");
	*category = *brand = *value = 0;
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK) {
		*category = db_next_int(q);
		*brand = db_next_int(q);
		*value = db_next_int(q);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static bool has_value(const struct shelf_row *row, size_t value)
{
	for (size_t i = 0; i < row->n_values; i++)
		if (row->values[i] == value)
			return true;
	return false;
}

/* The best sellers of an attribute's value. */
static void value_add(struct cx *cx, const struct rail_page *page,
	int64_t value, struct rail_list *l)
{
	const struct shelf *s = page->shelf;
	size_t at = 0;
	while (at < s->n_values && s->values[at].attribute_value != value)
		at++;
	for (size_t i = 0; at < s->n_values && i < s->n; i++) {
		const struct shelf_row *row = &s->rows[i];
		if (!has_value(row, at) || !rail_can(page, row->product))
			continue;
		double sold = row->sold_qty;
		if (l->n == RAIL_POOL && l->c[l->n - 1].score >= sold)
			continue;
		if (l->n == RAIL_POOL)
			l->n--;
		struct rail_cand c = *rail_list_add(cx, l, row->product);
		c.score = sold;
		size_t k = l->n - 1;
		for (; k && l->c[k - 1].score < sold; k--)
			l->c[k] = l->c[k - 1];
		l->c[k] = c;
	}
}

static int liked_add(struct cx *cx, const struct rail_page *page, int64_t id,
	struct rail_list *l)
{
	int64_t category, brand, value;
	int rc = interest_read(cx, id, &category, &brand, &value);
	if (rc == OK && value)
		value_add(cx, page, value, l);
	else if (rc == OK && (category || brand))
		rc = sort_add(cx, page, category, brand, SORT_BEST, 0, l);
	return rc;
}

static int make(struct cx *cx, const struct rail_page *page,
	enum rail_pool pool, int64_t of, struct rail_list *l)
{
	switch (pool) {
	case POOL_BEST:
		return best_add(cx, page, l);
	case POOL_NEW:
		return sort_add(cx, page, 0, 0, SORT_NEW, 0, l);
	case POOL_WITH:
		return beside_add(cx, page, of, false, l);
	case POOL_SIMILAR:
		return beside_add(cx, page, of, true, l);
	case POOL_TIED:
		return tied_add(cx, of, l);
	case POOL_CATEGORY:
		return sort_add(cx, page, of, 0, SORT_BEST, 0, l);
	case POOL_LIKED:
		break;
	}
	return liked_add(cx, page, of, l);
}

/* Make it and keep it until the catalogue or the clock changes it. */
static int make_kept(struct cx *cx, const struct rail_page *page,
	enum rail_pool pool, int64_t of, const char *key, struct kept *out,
	size_t *n)
{
	struct rail_list l = {0};
	int64_t until = 0;
	int rc = make(cx, page, pool, of, &l);
	if (rc == OK)
		rc = catalogue_until(cx, &until);
	if (rc < 0)
		return rc;
	for (*n = 0; *n < l.n; ++*n)
		out[*n] = (struct kept){
			l.c[*n].product, l.c[*n].is_picked, l.c[*n].score};
	frag_keep(key, page->version, until, (const char *)out,
		*n * sizeof(*out));
	return OK;
}

int rail_pool_add(struct cx *cx, struct rail_page *page, enum rail_pool pool,
	int64_t of, struct rail_list *l)
{
	struct kept kept[RAIL_POOL];
	char key[64];
	size_t n = 0, bytes;
	snprintf(key, sizeof(key), "rail/%s/%d/%" PRId64, cx->locale, pool, of);
	const char *p = frag_find(key, page->version, cx->now, &bytes);
	if (p) {
		n = bytes / sizeof(*kept);
		memcpy(kept, p, bytes);
	} else {
		int rc = make_kept(cx, page, pool, of, key, kept, &n);
		if (rc < 0)
			return rc;
	}
	for (size_t i = 0; i < n; i++) {
		if (rail_list_has(l, kept[i].product))
			continue;
		struct rail_cand *c = rail_list_add(cx, l, kept[i].product);
		c->score = kept[i].score;
		c->is_picked = kept[i].is_picked;
	}
	return OK;
}
