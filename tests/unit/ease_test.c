/* The numbers of the model, against slow ways to the same. */
#include "tests/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/ease.h"
#include "model/core.h"

enum { MOST = 40 };

/* The same numbers on every machine. */
static uint32_t dice(uint32_t *seed, uint32_t sides)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % sides;
}

static struct ease problem(
	struct cx *cx, uint32_t items, size_t groups, uint32_t seed)
{
	struct ease_group *g = ARENA_ARRAY(
		cx->arena, struct ease_group, groups);
	for (size_t i = 0; i < groups; i++) {
		uint32_t *item = ARENA_ARRAY(cx->arena, uint32_t, items);
		g[i].kind = dice(&seed, 3) ? EASE_BASKET : EASE_CUSTOMER;
		g[i].weight = 0.1f + (float)dice(&seed, 90) / 100;
		for (uint32_t j = 0; j < items; j++)
			if (dice(&seed, 5 + j / 3) == 0)
				item[g[i].n++] = j;
		g[i].item = item;
	}
	return (struct ease){.items = items,
		.matrix = items,
		.keep = 10,
		.asks = 2,
		.ask = {{{1, 0.05f}, 5, 0.4f, 0.7f, 10},
			{{0.5f, 1}, 20, 0, 1, 20}},
		.groups = groups,
		.group = g};
}

/* Counts as they are defined. */
static void naive_gram(
	const struct ease *e, const struct ease_ask *ask, double *g)
{
	uint32_t n = e->items;
	memset(g, 0, sizeof(*g) * n * n);
	for (size_t i = 0; i < e->groups; i++) {
		const struct ease_group *one = &e->group[i];
		double w = (double)one->weight * (double)ask->weight[one->kind];
		for (uint32_t a = 0; a < one->n; a++)
			for (uint32_t b = 0; b < one->n; b++)
				g[one->item[a] * n + one->item[b]] += w;
	}
}

/* Gauss and Jordan, without any turn for speed. */
static void naive_inverse(const double *m, double *out, uint32_t n)
{
	double *a = malloc(sizeof(*a) * n * n);
	memcpy(a, m, sizeof(*a) * n * n);
	memset(out, 0, sizeof(*out) * n * n);
	for (uint32_t i = 0; i < n; i++)
		out[i * n + i] = 1;
	for (uint32_t c = 0; c < n; c++) {
		double d = a[c * n + c];
		for (uint32_t k = 0; k < n; k++) {
			a[c * n + k] /= d;
			out[c * n + k] /= d;
		}
		for (uint32_t r = 0; r < n; r++) {
			double f = r == c ? 0 : a[r * n + c];
			for (uint32_t k = 0; f != 0 && k < n; k++) {
				a[r * n + k] -= f * a[c * n + k];
				out[r * n + k] -= f * out[c * n + k];
			}
		}
	}
	free(a);
}

static void naive_weights(
	const struct ease *e, const struct ease_ask *ask, double *w)
{
	uint32_t n = e->items;
	double *g = malloc(sizeof(*g) * n * n), *p = malloc(sizeof(*p) * n * n);
	naive_gram(e, ask, g);
	for (uint32_t i = 0; i < n; i++)
		g[i * n + i] += (double)ask->lambda +
				(double)ask->drop * g[i * n + i];
	naive_inverse(g, p, n);
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0; j < n; j++)
			w[i * n + j] =
				i == j ? 0
				       : -p[i * n + j] /
						 pow(p[j * n + j],
							 (double)ask->power);
	free(g);
	free(p);
}

/* How many weights of a row are larger than this one? */
static uint32_t larger(const double *row, uint32_t n, double than)
{
	uint32_t count = 0;
	for (uint32_t j = 0; j < n; j++)
		count += fabs(row[j]) > fabs(than) + 1e-5;
	return count;
}

static void check_rows(
	const struct ease *e, const struct ease_row *rows, const double *want)
{
	double worst = 0;
	for (uint32_t i = 0; i < e->items; i++) {
		const double *row = want + (size_t)i * e->items;
		for (uint32_t k = 0; k < rows[i].n; k++) {
			struct ease_near near = rows[i].near[k];
			worst = fmax(worst,
				fabs(row[near.item] - (double)near.weight));
			CHECK(near.item != i);
			CHECK(larger(row, e->items, row[near.item]) <= k);
		}
	}
	CHECK(worst < 1e-4);
}

static void weights_are_those_of_a_naive_inverse(struct cx *cx)
{
	struct ease_row *rows[EASE_ASKS_MAX];
	double *want = malloc(sizeof(*want) * MOST * MOST);
	for (uint32_t seed = 1; seed <= 4; seed++) {
		struct ease e = problem(cx, 10 * seed, 60 * seed, seed);
		CHECK_OK(ease_make(cx->arena, &e, 20000, rows));
		for (uint32_t k = 0; k < e.asks; k++) {
			naive_weights(&e, &e.ask[k], want);
			check_rows(&e, rows[k], want);
			CHECK(rows[k][0].n == (e.items > 10 ? 10 : 9));
		}
	}
	free(want);
}

static void an_inverse_times_its_matrix_is_one(struct cx *cx)
{
	enum { N = 150 };
	struct ease e = problem(cx, N, 900, 7);
	float *g = calloc(N * N, sizeof(*g)), *p = malloc(sizeof(*p) * N * N);
	double worst = 0;
	gram_fill(g, N, &e, &e.ask[0]);
	memcpy(p, g, sizeof(*p) * N * N);
	CHECK(matrix_invert(p, N));
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			double sum = 0;
			for (int k = 0; k < N; k++) {
				int r = k > i ? k : i, c = k > i ? i : k;
				sum += (double)g[c * N + r] *
				       (double)p[j * N + k];
			}
			worst = fmax(worst, fabs(sum - (i == j)));
		}
	CHECK(worst < 1e-3);
	free(g);
	free(p);
}

static void what_is_no_such_matrix_has_no_inverse(struct cx *cx)
{
	(void)cx;
	float g[4] = {1, 2, 2, 1};
	CHECK(!matrix_invert(g, 2));
	CHECK(matrix_invert(g, 0));
}

static void beyond_the_matrix_neighbours_are_cosines(struct cx *cx)
{
	struct ease_row *rows[EASE_ASKS_MAX];
	double *g = malloc(sizeof(*g) * MOST * MOST);
	struct ease e = problem(cx, 30, 200, 5);
	e.matrix = 12;
	CHECK_OK(ease_make(cx->arena, &e, 20000, rows));
	for (uint32_t k = 0; k < e.asks; k++) {
		naive_gram(&e, &e.ask[k], g);
		for (uint32_t i = 0; i < 12; i++)
			for (uint32_t r = 0; r < rows[k][i].n; r++)
				CHECK(rows[k][i].near[r].item < 12);
		for (uint32_t i = 12; i < 30; i++)
			for (uint32_t r = 0; r < rows[k][i].n; r++) {
				struct ease_near near = rows[k][i].near[r];
				uint32_t j = near.item;
				double both = sqrt(
					g[i * 30 + i] * g[j * 30 + j]);
				double want = g[i * 30 + j] /
					      (both + (double)e.ask[k].shrink);
				CHECK(fabs(want - (double)near.weight) < 1e-5);
			}
		CHECK(rows[k][29].n > 0);
	}
	free(g);
}

static void a_shop_without_groups_has_empty_rows(struct cx *cx)
{
	struct ease_row *rows[EASE_ASKS_MAX];
	struct ease e = problem(cx, 6, 0, 1);
	CHECK_OK(ease_make(cx->arena, &e, 20000, rows));
	for (uint32_t i = 0; i < 6; i++)
		CHECK_INT(rows[1][i].n, 0);
	e.items = e.matrix = 0;
	CHECK_OK(ease_make(cx->arena, &e, 20000, rows));
}

static void groups_that_are_not_in_order_are_refused(struct cx *cx)
{
	struct ease_row *rows[EASE_ASKS_MAX];
	struct ease e = problem(cx, 6, 1, 1);
	struct ease_group g = {EASE_BASKET, 1, 2, (uint32_t[]){3, 3}};
	e.group = &g;
	CHECK_INT(ease_make(cx->arena, &e, 20000, rows), ERR_INTERNAL);
	g.item = (uint32_t[]){3, 6};
	CHECK_INT(ease_make(cx->arena, &e, 20000, rows), ERR_INTERNAL);
	g.item = (uint32_t[]){3, 5};
	CHECK_OK(ease_make(cx->arena, &e, 20000, rows));
}

int main(void)
{
	static const struct test tests[] = {
		{"weights_are_those_of_a_naive_inverse",
			weights_are_those_of_a_naive_inverse},
		{"an_inverse_times_its_matrix_is_one",
			an_inverse_times_its_matrix_is_one},
		{"what_is_no_such_matrix_has_no_inverse",
			what_is_no_such_matrix_has_no_inverse},
		{"beyond_the_matrix_neighbours_are_cosines",
			beyond_the_matrix_neighbours_are_cosines},
		{"a_shop_without_groups_has_empty_rows",
			a_shop_without_groups_has_empty_rows},
		{"groups_that_are_not_in_order_are_refused",
			groups_that_are_not_in_order_are_refused},
		{NULL, NULL},
	};
	return test_run(tests);
}
