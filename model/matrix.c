/* The matrix: counts, inverse, what is kept of it. */
#include <lapacke.h>
#include <math.h>
#include <string.h>

#include "model/core.h"

/* How many of a group's items, which ascend, the matrix holds. */
static uint32_t within(const struct ease_group *g, uint32_t m)
{
	uint32_t n = g->n;
	while (n > 0 && g->item[n - 1] >= m)
		n--;
	return n;
}

static void group_add(
	float *g, uint32_t m, const uint32_t *item, uint32_t n, float weight)
{
	for (uint32_t k = 0; k < n; k++) {
		float *column = g + (size_t)item[k] * m;
		for (uint32_t i = k; i < n; i++)
			column[item[i]] += weight;
	}
}

void gram_fill(
	float *g, uint32_t m, const struct ease *e, const struct ease_ask *ask)
{
	for (uint32_t j = 0; j < m; j++) {
		float *column = g + (size_t)j * m;
		memset(column + j, 0, sizeof(*column) * (m - j));
	}
	for (size_t i = 0; i < e->groups; i++) {
		const struct ease_group *one = &e->group[i];
		float weight = one->weight * ask->weight[one->kind];
		if (weight > 0)
			group_add(g, m, one->item, within(one, m), weight);
	}
	for (uint32_t j = 0; j < m; j++) {
		float *own = g + (size_t)j * m + j;
		*own += ask->lambda + ask->drop * *own;
	}
}

/* The lower triangle into the upper one, a block at a time: they fit into the
 * cache. */
static void mirror(float *g, uint32_t m)
{
	enum { BLOCK = 64 };
	for (uint32_t j0 = 0; j0 < m; j0 += BLOCK)
		for (uint32_t i0 = j0; i0 < m; i0 += BLOCK)
			for (uint32_t j = j0; j < m && j < j0 + BLOCK; j++)
				for (uint32_t i = i0 > j ? i0 : j + 1;
					i < m && i < i0 + BLOCK; i++)
					g[(size_t)i * m + j] =
						g[(size_t)j * m + i];
}

bool matrix_invert(float *g, uint32_t m)
{
	lapack_int n = (lapack_int)m;
	if (m == 0)
		return true;
	if (LAPACKE_spotrf_work(LAPACK_COL_MAJOR, 'L', n, g, n) != 0 ||
		LAPACKE_spotri_work(LAPACK_COL_MAJOR, 'L', n, g, n) != 0)
		return false;
	mirror(g, m);
	return true;
}

uint32_t row_keep(const float *column, const float *divisor, uint32_t m,
	uint32_t i, uint32_t keep, struct ease_near *out)
{
	struct heap h = {out, 0, keep};
	for (uint32_t j = 0; j < m; j++) {
		float weight = -column[j] / divisor[j];
		/* nearly all are weaker than what is kept */
		if (h.n == keep && keep && fabsf(weight) < fabsf(out[0].weight))
			continue;
		if (j != i)
			heap_offer(&h, j, weight);
	}
	return heap_end(&h);
}
