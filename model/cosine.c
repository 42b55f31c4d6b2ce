/* Neighbours of what sells too seldom for the matrix: counted when asked. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/core.h"

struct cosine {
	size_t *start;   /* of each item beyond the matrix: its groups */
	uint32_t *group; /* in one run */
	float *diagonal; /* of all items, weighted as asked */
	float *sum;      /* of the item at hand; zero between */
	uint32_t *met;
};

static void index_groups(struct cosine *c, const struct ease *e)
{
	uint32_t first = e->matrix, tail = e->items - first;
	c->start = core_alloc((size_t)tail + 2, sizeof(*c->start));
	for (size_t i = 0; i < e->groups; i++)
		for (uint32_t k = 0; k < e->group[i].n; k++)
			if (e->group[i].item[k] >= first)
				c->start[e->group[i].item[k] - first + 2]++;
	for (uint32_t i = 2; i < tail + 2; i++)
		c->start[i] += c->start[i - 1];
	c->group = core_alloc(c->start[tail + 1], sizeof(*c->group));
	for (size_t i = 0; i < e->groups; i++)
		for (uint32_t k = 0; k < e->group[i].n; k++) {
			uint32_t item = e->group[i].item[k];
			if (item >= first)
				c->group[c->start[item - first + 1]++] =
					(uint32_t)i;
		}
}

struct cosine *cosine_new(const struct ease *e)
{
	struct cosine *c = core_alloc(1, sizeof(*c));
	index_groups(c, e);
	c->diagonal = core_alloc(e->items, sizeof(*c->diagonal));
	c->sum = core_alloc(e->items, sizeof(*c->sum));
	c->met = core_alloc(e->items, sizeof(*c->met));
	return c;
}

void cosine_ask(
	struct cosine *c, const struct ease *e, const struct ease_ask *ask)
{
	memset(c->diagonal, 0, sizeof(*c->diagonal) * e->items);
	for (size_t i = 0; i < e->groups; i++) {
		const struct ease_group *g = &e->group[i];
		for (uint32_t k = 0; k < g->n; k++)
			c->diagonal[g->item[k]] += g->weight *
						   ask->weight[g->kind];
	}
}

static uint32_t add_group(struct cosine *c, const struct ease_group *g,
	float weight, uint32_t met)
{
	for (uint32_t k = 0; k < g->n; k++) {
		uint32_t j = g->item[k];
		if (c->sum[j] == 0)
			c->met[met++] = j;
		c->sum[j] += weight;
	}
	return met;
}

uint32_t cosine_row(struct cosine *c, const struct ease *e,
	const struct ease_ask *ask, uint32_t item, uint32_t keep,
	struct ease_near *out)
{
	struct heap h = {out, 0, keep};
	uint32_t at = item - e->matrix, met = 0;
	for (size_t i = c->start[at]; i < c->start[at + 1]; i++) {
		const struct ease_group *g = &e->group[c->group[i]];
		float weight = g->weight * ask->weight[g->kind];
		if (weight > 0)
			met = add_group(c, g, weight, met);
	}
	for (uint32_t k = 0; k < met; k++) {
		uint32_t j = c->met[k];
		float both = sqrtf(c->diagonal[item] * c->diagonal[j]);
		if (j != item)
			heap_offer(&h, j, c->sum[j] / (both + ask->shrink));
		c->sum[j] = 0;
	}
	return heap_end(&h);
}

void cosine_free(struct cosine *c)
{
	free(c->start);
	free(c->group);
	free(c->diagonal);
	free(c->sum);
	free(c->met);
	free(c);
}
