#include "domain/recommend_in.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/keep.h"

/* One product's sum.  Cells last as long as the process; those of another
 * sum are told by their turn. */
struct cell {
	double score;
	float part[RECOMMEND_WHY]; /* the heaviest summands, */
	uint16_t who[RECOMMEND_WHY];
	uint32_t turn, out; /* out: in which it may not be suggested */
};

static struct {
	struct cell *cell;
	uint32_t n, turn;
	uint32_t *touched; /* slots of this turn */
	uint32_t n_touched;
} sums;

static void sums_room(void)
{
	uint32_t n = recommend_slots();
	if (n <= sums.n)
		return;
	n += n / 2 + 64;
	sums.cell = keep_grow(sums.cell, sizeof(*sums.cell) * n);
	sums.touched = keep_grow(sums.touched, sizeof(*sums.touched) * n);
	memset(sums.cell + sums.n, 0, sizeof(*sums.cell) * (n - sums.n));
	sums.n = n;
}

static void sums_begin(void)
{
	sums_room();
	sums.n_touched = 0;
	if (++sums.turn == 0) {
		memset(sums.cell, 0, sizeof(*sums.cell) * sums.n);
		sums.turn = 1;
	}
}

/* The heaviest first. */
static void part_note(struct cell *c, float part, uint16_t who)
{
	int at = RECOMMEND_WHY - 1;
	for (; at > 0 && part > c->part[at - 1]; at--) {
		c->part[at] = c->part[at - 1];
		c->who[at] = c->who[at - 1];
	}
	c->part[at] = part;
	c->who[at] = who;
}

static void sum_add(struct near near, double weight, uint16_t who)
{
	struct cell *c = &sums.cell[near.slot];
	float part = (float)(near.weight * weight);
	if (c->turn != sums.turn) {
		*c = (struct cell){.turn = sums.turn, .out = c->out};
		sums.touched[sums.n_touched++] = near.slot;
	}
	c->score += part;
	if (part > c->part[RECOMMEND_WHY - 1])
		part_note(c, part, who);
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
	double x = sums.cell[a].score, y = sums.cell[b].score;
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
		if (c->out == sums.turn || c->score <= 0)
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

static struct recommend_pick pick_of(uint32_t slot)
{
	const struct cell *c = &sums.cell[slot];
	struct recommend_pick p = {
		.product = recommend_product(slot), .score = c->score};
	for (int i = 0; i < RECOMMEND_WHY && c->part[i] > 0; i++)
		p.why[p.n_why++] = c->who[i];
	return p;
}

static int add_given(struct cx *cx, int64_t model, enum recommend_kind kind,
	const struct recommend_given *g, uint16_t who)
{
	const struct near *row;
	size_t n;
	if (g->weight <= 0)
		return OK;
	int rc = recommend_row(cx, model, kind, g->product, &row, &n);
	if (rc < 0)
		return rc;
	sums_room();
	for (size_t i = 0; i < n; i++)
		sum_add(row[i], g->weight, who);
	return OK;
}

int recommend_sum(struct cx *cx, enum recommend_kind kind,
	const struct recommend_given *given, size_t n, size_t top,
	struct recommend_pick **out, size_t *n_out)
{
	int64_t model;
	*out = NULL;
	*n_out = 0;
	int rc = recommend_model(cx, &model);
	if (rc < 0 || model == 0 || n == 0 || top == 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		recommend_slot(given[i].product);
	sums_begin();
	if (n > UINT16_MAX)
		n = UINT16_MAX;
	for (size_t i = 0; i < n; i++)
		if (given[i].is_out)
			sums.cell[recommend_slot(given[i].product)]
				.out = sums.turn;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = add_given(cx, model, kind, &given[i], (uint16_t)i);
	if (rc < 0)
		return rc;
	uint32_t *heap = ARENA_ARRAY(cx->arena, uint32_t, top);
	size_t found = sums_best(heap, top);
	*out = ARENA_ARRAY(cx->arena, struct recommend_pick, found + 1);
	for (size_t i = 0; i < found; i++)
		(*out)[i] = pick_of(heap[i]);
	*n_out = found;
	recommend_sort(*out, n_out, top);
	return OK;
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
	size_t n_best;
	int rc = recommend_sum(
		cx, RECOMMEND_NEW, given_of(cx, seen, n), n, 1, &best, &n_best);
	for (size_t i = 0; i < n_products; i++) {
		uint32_t slot = recommend_slot(products[i]);
		score[i] = 0;
		if (rc < 0 || !n_best || slot >= sums.n)
			continue;
		const struct cell *c = &sums.cell[slot];
		if (c->turn == sums.turn && c->out != sums.turn && c->score > 0)
			score[i] = (float)(c->score / best[0].score);
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
