#include "domain/facet.h"

#include <stdlib.h>
#include <string.h>

#include "domain/facet_pick.h"
#include "lib/db.h"
#include "lib/err.h"

/* A product that passes: what orders are made of. */
struct hit {
	const struct shelf_row *row;
	const char *name; /* only for SORT_NAME */
	size_t place;     /* among given ids */
};

struct hits {
	struct hit *at;
	size_t n;
};

static bool in_range(const struct facet_pick *p, int64_t n)
{
	return n >= p->from && n <= p->to;
}

static bool own_passes(
	const struct facet_pick *p, size_t own, const struct shelf_row *row)
{
	switch (own) {
	case FACET_IN_STOCK:
		return row->in_stock;
	case FACET_ON_SALE:
		return row->reduced;
	default:
		return in_range(p, row->price_minor);
	}
}

static bool passes(const struct shelf *s, const struct facet_picks *picks,
	size_t facet, const struct shelf_row *row)
{
	const struct facet_pick *p = &picks->of[facet];
	if (facet >= s->n_facets)
		return own_passes(p, facet - s->n_facets, row);
	if (p->is_range) {
		for (size_t i = 0; i < row->n_numbers; i++)
			if (row->numbers[i].facet == facet &&
				in_range(p, row->numbers[i].milli))
				return true;
		return false;
	}
	for (size_t i = 0; i < row->n_values; i++)
		if (picks->value[row->values[i]] &&
			s->values[row->values[i]].facet == facet)
			return true;
	return false;
}

enum { FAILS_NONE = -1, FAILS_MANY = -2 };

/* The one facet that keeps a product out, if it is one. */
static int fails(const struct shelf *s, const struct facet_picks *picks,
	const struct shelf_row *row)
{
	int one = FAILS_NONE;
	for (size_t i = 0; i < picks->n_active; i++) {
		if (passes(s, picks, picks->active[i], row))
			continue;
		if (one != FAILS_NONE)
			return FAILS_MANY;
		one = (int)picks->active[i];
	}
	return one;
}

static void stretch(int64_t *min, int64_t *max, size_t at, int64_t n)
{
	if (n < min[at])
		min[at] = n;
	if (n > max[at])
		max[at] = n;
}

/* Count a product in the facets that it would pass: in all when nothing keeps
 * it out, else only in the one that does. */
static void count(const struct shelf *s, struct facet_tally *t, int one,
	const struct shelf_row *row)
{
	size_t price = s->n_facets + FACET_PRICE;
	for (size_t i = 0; i < row->n_values; i++) {
		uint16_t v = row->values[i];
		t->value[v] += one == FAILS_NONE || s->values[v].facet == one;
	}
	for (size_t i = 0; i < row->n_numbers; i++)
		if (one == FAILS_NONE || row->numbers[i].facet == (size_t)one)
			stretch(t->min, t->max, row->numbers[i].facet,
				row->numbers[i].milli);
	if (one == FAILS_NONE || one == (int)price)
		stretch(t->min, t->max, price, row->price_minor);
	for (int f = FACET_IN_STOCK; f <= FACET_ON_SALE; f++)
		if (one == FAILS_NONE || one == (int)s->n_facets + f)
			t->flag[f] += f == FACET_IN_STOCK ? row->in_stock
							  : row->reduced;
}

static void count_base(const struct shelf *s, struct facet_tally *t,
	const struct shelf_row *row)
{
	for (size_t i = 0; i < row->n_values; i++)
		t->base[row->values[i]]++;
	for (size_t i = 0; i < row->n_numbers; i++)
		stretch(t->base_min, t->base_max, row->numbers[i].facet,
			row->numbers[i].milli);
	stretch(t->base_min, t->base_max, s->n_facets + FACET_PRICE,
		row->price_minor);
	t->base_flag[FACET_IN_STOCK] += row->in_stock;
	t->base_flag[FACET_ON_SALE] += row->reduced;
	t->all++;
}

static void tally_init(
	struct cx *cx, const struct shelf *s, struct facet_tally *t)
{
	size_t all = s->n_facets + FACET_OWN;
	int64_t **at[] = {&t->min, &t->max, &t->base_min, &t->base_max};
	*t = (struct facet_tally){
		.value = ARENA_ARRAY(cx->arena, int64_t, s->n_values + 1),
		.base = ARENA_ARRAY(cx->arena, int64_t, s->n_values + 1)};
	for (size_t i = 0; i < 4; i++) {
		*at[i] = ARENA_ARRAY(cx->arena, int64_t, all);
		for (size_t k = 0; k < all; k++)
			(*at[i])[k] = i % 2 ? INT64_MIN : INT64_MAX;
	}
}

static void visit(const struct shelf *s, const struct facet_picks *picks,
	struct facet_tally *t, const struct shelf_row *row, size_t place,
	struct hits *hits)
{
	int one = fails(s, picks, row);
	if (t->value) {
		count_base(s, t, row);
		if (one != FAILS_MANY)
			count(s, t, one, row);
	}
	if (one == FAILS_NONE)
		hits->at[hits->n++] = (struct hit){row, NULL, place};
}

static void visit_all(struct cx *cx, const struct shelf *s,
	const struct facet_scope *scope, const struct facet_picks *picks,
	struct facet_tally *t, struct hits *hits)
{
	struct shelf_scope in;
	size_t n = scope->ids ? scope->n_ids : s->n;
	hits->n = 0;
	hits->at = ARENA_ARRAY(cx->arena, struct hit, n + 1);
	shelf_scope(cx, s, scope->category, &in);
	in.brand = scope->brand;
	for (size_t i = 0; i < n; i++) {
		const struct shelf_row *row = scope->ids
						      ? shelf_find(s,
								scope->ids[i])
						      : &s->rows[i];
		if (row && shelf_in(s, &in, row))
			visit(s, picks, t, row, i, hits);
	}
	t->total = (int64_t)hits->n;
}

/* ---- order ---- */

static int by(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* What can be bought stands before what cannot, in every order. */
#define ORDER(name, ...)                                                      \
	static int name(const void *p, const void *q)                         \
	{                                                                     \
		const struct hit *x = p, *y = q;                              \
		const struct shelf_row *a = x->row, *b = y->row;              \
		int c = by(b->available, a->available);                       \
		const int then[] = {__VA_ARGS__};                             \
		for (size_t i = 0; !c && i < sizeof(then) / sizeof(int); i++) \
			c = then[i];                                          \
		return c;                                                     \
	}
/* clang-format off */
ORDER(by_best, by(b->sold_qty, a->sold_qty), by(b->since_ms, a->since_ms),
	by(a->product, b->product))
ORDER(by_new, by(b->since_ms, a->since_ms), by(b->product, a->product))
ORDER(by_price, by(a->price_minor, b->price_minor), by(a->product, b->product))
ORDER(by_price_down, by(b->price_minor, a->price_minor),
	by(a->product, b->product))
ORDER(by_name, strcmp(x->name, y->name), by(a->product, b->product))
ORDER(by_reduction, by(b->percent_off, a->percent_off),
	by(b->sold_qty, a->sold_qty), by(b->product, a->product))
/* clang-format on */

static int by_place(const void *p, const void *q)
{
	const struct hit *x = p, *y = q;
	return by((int64_t)x->place, (int64_t)y->place);
}

/* Sort keys of names are made when products are saved; the shelf does not
 * hold them, because few ask for this order. */
static int names_load(struct cx *cx, struct hits *hits)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < hits->n; i++) {
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT coalesce(nullif(t.name_sort, ''),"
			" r.name_sort, '') FROM product p"
			" LEFT JOIN product_text t ON t.product = p.id"
			"  AND t.locale = :locale"
			" LEFT JOIN product_text r ON r.product = p.id"
			"  AND r.locale = :root WHERE p.id = :product");
		db_bind_text(q, ":locale", cx->locale);
		db_bind_text(q, ":root", cx->root);
		db_bind_int(q, ":product", hits->at[i].row->product);
		rc = db_one(q);
		hits->at[i].name = rc == OK ? db_next_text(q, cx->arena) : "";
		db_done(q);
	}
	return rc;
}

typedef int order_fn(const void *, const void *);

static order_fn *order_of(enum product_sort sort, bool given)
{
	switch (sort) {
	case SORT_NEW:
		return by_new;
	case SORT_CHEAP:
		return by_price;
	case SORT_DEAR:
		return by_price_down;
	case SORT_NAME:
		return by_name;
	case SORT_REDUCTION:
		return by_reduction;
	case SORT_BEST:
		break;
	}
	return given ? by_place : by_best;
}

static void sink(struct hit *heap, size_t n, size_t at, order_fn *order)
{
	for (;;) {
		size_t child = 2 * at + 1;
		if (child >= n)
			return;
		if (child + 1 < n && order(&heap[child + 1], &heap[child]) > 0)
			child++;
		if (order(&heap[child], &heap[at]) <= 0)
			return;
		struct hit swap = heap[at];
		heap[at] = heap[child];
		heap[child] = swap;
		at = child;
	}
}

/* Bring the first k in order to the front: a heap of the k best so far, whose
 * worst stands at the top.  A page is cut out of a large shop without sorting
 * it all. */
static void sort_first(struct hits *hits, size_t k, order_fn *order)
{
	struct hit *heap = hits->at;
	if (k > hits->n)
		k = hits->n;
	for (size_t i = k / 2; i-- > 0;)
		sink(heap, k, i, order);
	for (size_t i = k; k > 0 && i < hits->n; i++) {
		if (order(&heap[i], &heap[0]) >= 0)
			continue;
		struct hit swap = heap[0];
		heap[0] = heap[i];
		heap[i] = swap;
		sink(heap, k, 0, order);
	}
	qsort(heap, k, sizeof(*heap), order);
}

static int cut_page(struct cx *cx, struct hits *hits, enum product_sort sort,
	const struct facet_scope *scope, int64_t offset, int64_t limit,
	struct facet_page *out)
{
	bool given = scope->ids != NULL;
	int rc = sort == SORT_NAME ? names_load(cx, hits) : OK;
	size_t from = offset > 0 ? (size_t)offset : 0;
	out->n = 0;
	out->ids = ARENA_ARRAY(cx->arena, int64_t, (size_t)limit + 1);
	out->bands = ARENA_ARRAY(cx->arena, uint16_t, (size_t)limit + 1);
	if (rc < 0 || from >= hits->n)
		return rc;
	sort_first(hits, from + (size_t)limit, order_of(sort, given));
	for (size_t i = from; i < hits->n && out->n < (size_t)limit; i++) {
		const struct hit *h = &hits->at[i];
		out->bands[out->n] = scope->bands ? scope->bands[h->place]
						  : !h->row->available;
		out->ids[out->n++] = h->row->product;
	}
	return OK;
}

static int find(struct cx *cx, const struct facet_scope *scope,
	const struct facet_param *params, size_t n_params, bool facets,
	enum product_sort sort, int64_t offset, int64_t limit,
	struct facet_page *out)
{
	const struct shelf *s;
	struct facet_picks picks = {0};
	struct facet_tally tally = {0};
	struct hits hits;
	*out = (struct facet_page){0};
	int rc = shelf_use(cx, &s);
	if (rc == OK)
		rc = facet_pick_all(cx, s, params, n_params, &picks);
	if (rc < 0)
		return rc;
	if (facets)
		tally_init(cx, s, &tally);
	visit_all(cx, s, scope, &picks, &tally, &hits);
	out->total = tally.total;
	out->all = facets ? tally.all : tally.total;
	rc = cut_page(cx, &hits, sort, scope, offset, limit, out);
	return rc == OK && facets ? facet_show_all(cx, s, &picks, &tally, out)
				  : rc;
}

int facet_find(struct cx *cx, const struct facet_scope *scope,
	const struct facet_param *params, size_t n_params,
	enum product_sort sort, int64_t offset, int64_t limit,
	struct facet_page *out)
{
	return find(
		cx, scope, params, n_params, true, sort, offset, limit, out);
}

int facet_list(struct cx *cx, const struct facet_scope *scope,
	enum product_sort sort, int64_t offset, int64_t limit,
	struct facet_page *out)
{
	return find(cx, scope, NULL, 0, false, sort, offset, limit, out);
}
