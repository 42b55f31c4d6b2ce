#include "domain/recommend_in.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/keep.h"

/*
 * One product's sum.  Cells last as long as the process; those of another sum
 * are told by their turn.  Small: a sum touches thousands of them.
 */
struct cell {
	float score;
	uint32_t turn;
};

static struct {
	struct cell *cell;
	uint32_t *out; /* the turn in which it may not be suggested */
	uint32_t *touched;
	uint32_t n, turn, n_touched;
} sums;

/* The rows that are added up, if none has been read since. */
struct rows {
	int64_t model;
	const struct near **near;
	size_t *n;
	uint32_t reads;
};

static void sums_room(void)
{
	uint32_t n = recommend_slots();
	if (n <= sums.n)
		return;
	n += n / 2 + 64;
	uint32_t more = n - sums.n;
	sums.cell = keep_grow(sums.cell, sizeof(*sums.cell) * n);
	sums.out = keep_grow(sums.out, sizeof(*sums.out) * n);
	sums.touched = keep_grow(sums.touched, sizeof(*sums.touched) * n);
	memset(sums.cell + sums.n, 0, sizeof(*sums.cell) * more);
	memset(sums.out + sums.n, 0, sizeof(*sums.out) * more);
	sums.n = n;
}

/* Two turns: one to add up, one to look at the best again. */
static void sums_begin(void)
{
	sums_room();
	sums.n_touched = 0;
	if (sums.turn >= UINT32_MAX - 2) {
		memset(sums.cell, 0, sizeof(*sums.cell) * sums.n);
		memset(sums.out, 0, sizeof(*sums.out) * sums.n);
		sums.turn = 0;
	}
	sums.turn += 2;
}

static void row_add(const struct near *row, size_t n, float weight)
{
	struct cell *cell = sums.cell;
	uint32_t turn = sums.turn;
	for (size_t i = 0; i < n; i++) {
		struct cell *c = &cell[row[i].slot];
		if (c->turn != turn) {
			*c = (struct cell){0, turn};
			sums.touched[sums.n_touched++] = row[i].slot;
		}
		c->score += row[i].weight * weight;
	}
}

static int pick_order(const void *a, const void *b)
{
	const struct recommend_pick *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->product < y->product ? -1 : x->product > y->product;
}

void recommend_sort(struct recommend_pick *picks, size_t *n, size_t top)
{
	if (*n > 1)
		qsort(picks, *n, sizeof(*picks), pick_order);
	if (*n > top)
		*n = top;
}

/* Is a worse than b? */
static bool is_worse(uint32_t a, uint32_t b)
{
	float x = sums.cell[a].score, y = sums.cell[b].score;
	if (x != y)
		return x < y;
	return recommend_product(a) > recommend_product(b);
}

/* Let the one at the top of a heap, whose top is the worst, find its place. */
static void heap_sink(uint32_t *heap, size_t n, size_t at)
{
	for (;;) {
		size_t worst = at, left = 2 * at + 1, right = left + 1;
		if (left < n && is_worse(heap[left], heap[worst]))
			worst = left;
		if (right < n && is_worse(heap[right], heap[worst]))
			worst = right;
		if (worst == at)
			return;
		uint32_t slot = heap[at];
		heap[at] = heap[worst];
		heap[worst] = slot;
		at = worst;
	}
}

/* The best of what was touched, in no order. */
static size_t sums_best(uint32_t *heap, size_t top)
{
	size_t n = 0;
	for (uint32_t i = 0; i < sums.n_touched; i++) {
		uint32_t slot = sums.touched[i];
		const struct cell *c = &sums.cell[slot];
		if (sums.out[slot] == sums.turn || c->score <= 0)
			continue;
		if (n < top) {
			heap[n++] = slot;
			for (size_t k = n == top ? top / 2 : 0; k-- > 0;)
				heap_sink(heap, n, k);
		} else if (is_worse(heap[0], slot)) {
			heap[0] = slot;
			heap_sink(heap, n, 0);
		}
	}
	return n;
}

/* The heaviest first. */
struct parts {
	float part[RECOMMEND_WHY];
};

static void part_note(
	struct recommend_pick *p, struct parts *parts, float part, uint16_t who)
{
	int at = RECOMMEND_WHY - 1;
	if (part <= parts->part[at])
		return;
	for (; at > 0 && part > parts->part[at - 1]; at--) {
		parts->part[at] = parts->part[at - 1];
		p->why[at] = p->why[at - 1];
	}
	parts->part[at] = part;
	p->why[at] = who;
	if (p->n_why < RECOMMEND_WHY)
		p->n_why++;
}

/* What the best are made of: their cells become their places. */
static int whys(struct cx *cx, enum recommend_kind kind,
	const struct recommend_given *given, size_t n, struct rows *rows,
	struct recommend_pick *picks, size_t n_picks)
{
	struct parts *parts = ARENA_ARRAY(cx->arena, struct parts, n_picks + 1);
	uint32_t mark = sums.turn + 1;
	bool same = rows->reads == recommend_reads();
	for (size_t i = 0; i < n_picks; i++)
		sums.cell[recommend_slot(picks[i].product)] = (struct cell){
			(float)i, mark};
	for (size_t i = 0; i < n; i++) {
		const struct near *row = rows->near[i];
		size_t len = rows->n[i];
		int rc = len && !same ? recommend_row(cx, rows->model, kind,
						given[i].product, &row, &len)
				      : OK;
		if (rc < 0)
			return rc;
		for (size_t k = 0; k < len; k++) {
			const struct cell *c = &sums.cell[row[k].slot];
			size_t at = (size_t)c->score;
			if (c->turn == mark)
				part_note(&picks[at], &parts[at],
					row[k].weight * (float)given[i].weight,
					(uint16_t)i);
		}
	}
	return OK;
}

/* What weighs less than a hundredth does not change the order. */
static int add_up(struct cx *cx, enum recommend_kind kind,
	const struct recommend_given *given, size_t n, struct rows *rows)
{
	static const double WEIGHT_MIN = 0.01;
	int rc = OK;
	rows->near = ARENA_ARRAY(cx->arena, const struct near *, n);
	rows->n = ARENA_ARRAY(cx->arena, size_t, n);
	rows->reads = recommend_reads();
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (given[i].weight < WEIGHT_MIN)
			continue;
		rc = recommend_row(cx, rows->model, kind, given[i].product,
			&rows->near[i], &rows->n[i]);
		sums_room();
		if (rc == OK)
			row_add(rows->near[i], rows->n[i],
				(float)given[i].weight);
	}
	return rc;
}

/* The best, without why; cells hold the sums of all until the next sum. */
static int sum_best(struct cx *cx, enum recommend_kind kind,
	const struct recommend_given *given, size_t n, size_t top,
	struct rows *rows, struct recommend_pick **out, size_t *n_out)
{
	int64_t model;
	*out = NULL;
	*n_out = 0;
	int rc = recommend_model(cx, &model);
	rows->model = model;
	if (rc < 0 || model == 0 || n == 0 || top == 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		recommend_slot(given[i].product);
	sums_begin();
	for (size_t i = 0; i < n; i++)
		if (given[i].is_out)
			sums.out[recommend_slot(given[i].product)] = sums.turn;
	rc = add_up(cx, kind, given, n, rows);
	if (rc < 0)
		return rc;
	uint32_t *heap = ARENA_ARRAY(cx->arena, uint32_t, top);
	size_t found = sums_best(heap, top);
	*out = ARENA_ARRAY(cx->arena, struct recommend_pick, found + 1);
	for (size_t i = 0; i < found; i++)
		(*out)[i] = (struct recommend_pick){
			.product = recommend_product(heap[i]),
			.score = (double)sums.cell[heap[i]].score};
	recommend_sort(*out, &found, top);
	*n_out = found;
	return OK;
}

int recommend_sum(struct cx *cx, enum recommend_kind kind,
	const struct recommend_given *given, size_t n, size_t top,
	struct recommend_pick **out, size_t *n_out)
{
	struct rows rows = {0};
	if (n > UINT16_MAX)
		n = UINT16_MAX;
	int rc = sum_best(cx, kind, given, n, top, &rows, out, n_out);
	if (rc < 0 || *n_out == 0)
		return rc;
	return whys(cx, kind, given, n, &rows, *out, *n_out);
}

int recommend_cart(struct cx *cx, const int64_t *products, size_t n, size_t top,
	struct recommend_pick **out, size_t *n_out)
{
	struct recommend_given *g = ARENA_ARRAY(
		cx->arena, struct recommend_given, n + 1);
	for (size_t i = 0; i < n; i++)
		g[i] = (struct recommend_given){products[i], 1, true};
	return recommend_sum(cx, RECOMMEND_CART, g, n, top, out, n_out);
}

/* How much something counts that happened then. */
static double fade(const struct cx *cx, int64_t at_ms, double half_days)
{
	double days = (double)(cx->now - at_ms) / (double)MS_DAY;
	return exp2(-(days > 0 ? days : 0) / half_days);
}

static double seen_weight(const struct cx *cx, const struct recommend_seen *s)
{
	double w = 0;
	if (s->orders > 0)
		w = fade(cx, s->ordered_ms, 120);
	if (s->carts > 0)
		w = fmax(w, 0.7 * fade(cx, s->carted_ms, 30));
	if (s->views > 0)
		w = fmax(w, 0.4 * fade(cx, s->viewed_ms, 14));
	return w;
}

static const struct recommend_given *given_of(
	struct cx *cx, const struct recommend_seen *seen, size_t n)
{
	struct recommend_given *g = ARENA_ARRAY(
		cx->arena, struct recommend_given, n + 1);
	for (size_t i = 0; i < n; i++)
		g[i] = (struct recommend_given){seen[i].product,
			seen_weight(cx, &seen[i]), seen[i].orders > 0};
	return g;
}

int recommend_new(struct cx *cx, const struct recommend_seen *seen, size_t n,
	size_t top, struct recommend_pick **out, size_t *n_out)
{
	return recommend_sum(
		cx, RECOMMEND_NEW, given_of(cx, seen, n), n, top, out, n_out);
}

int recommend_score(struct cx *cx, const struct recommend_seen *seen, size_t n,
	const int64_t *products, size_t n_products, float *score)
{
	struct recommend_pick *best;
	struct rows rows = {0};
	size_t n_best;
	int rc = sum_best(cx, RECOMMEND_NEW, given_of(cx, seen, n), n, 1, &rows,
		&best, &n_best);
	for (size_t i = 0; i < n_products; i++) {
		uint32_t slot = recommend_slot(products[i]);
		score[i] = 0;
		if (rc < 0 || !n_best || slot >= sums.n)
			continue;
		const struct cell *c = &sums.cell[slot];
		if (c->turn == sums.turn && sums.out[slot] != sums.turn &&
			c->score > 0)
			score[i] = c->score / (float)best[0].score;
	}
	return rc;
}

int recommend_near(struct cx *cx, enum recommend_kind kind, int64_t product,
	size_t top, struct recommend_pick **out, size_t *n_out)
{
	struct recommend_given g = {product, 1, true};
	return recommend_sum(cx, kind, &g, 1, top, out, n_out);
}

int recommend_popular(
	struct cx *cx, size_t top, struct recommend_pick **out, size_t *n_out)
{
	const struct near *row;
	int64_t model;
	size_t n = 0;
	*out = NULL;
	*n_out = 0;
	int rc = recommend_model(cx, &model);
	if (rc == OK && model)
		rc = recommend_top_row(cx, model, &row, &n);
	if (rc < 0)
		return rc;
	if (n > top)
		n = top;
	*out = ARENA_ARRAY(cx->arena, struct recommend_pick, n + 1);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = (struct recommend_pick){
			.product = recommend_product(row[i].slot),
			.score = row[i].weight};
	*n_out = n;
	return OK;
}
