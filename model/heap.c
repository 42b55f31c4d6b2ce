/* The strongest of many. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/core.h"

/* Below that a weight says nothing: they are kept in millionths. */
static const float WEIGHT_MIN = 1e-4f;

void *core_alloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size);
	if (!p) {
		fputs("out of memory\n", stderr);
		exit(1);
	}
	return p;
}

/* Among equals the one that sells more stays: the smaller number. */
static bool is_weaker(struct ease_near a, struct ease_near b)
{
	float x = fabsf(a.weight), y = fabsf(b.weight);
	return x != y ? x < y : a.item > b.item;
}

static void sink(struct heap *h, uint32_t at)
{
	for (;;) {
		uint32_t weakest = at, left = 2 * at + 1, right = left + 1;
		if (left < h->n && is_weaker(h->near[left], h->near[weakest]))
			weakest = left;
		if (right < h->n && is_weaker(h->near[right], h->near[weakest]))
			weakest = right;
		if (weakest == at)
			return;
		struct ease_near kept = h->near[at];
		h->near[at] = h->near[weakest];
		h->near[weakest] = kept;
		at = weakest;
	}
}

void heap_offer(struct heap *h, uint32_t item, float weight)
{
	struct ease_near one = {item, weight};
	if (!(fabsf(weight) >= WEIGHT_MIN))
		return;
	if (h->n < h->max) {
		h->near[h->n++] = one;
		for (uint32_t k = h->n == h->max ? h->max / 2 : 0; k-- > 0;)
			sink(h, k);
	} else if (is_weaker(h->near[0], one)) {
		h->near[0] = one;
		sink(h, 0);
	}
}

static int by_strength(const void *a, const void *b)
{
	const struct ease_near *x = a, *y = b;
	return is_weaker(*y, *x) ? -1 : is_weaker(*x, *y);
}

uint32_t heap_end(struct heap *h)
{
	qsort(h->near, h->n, sizeof(*h->near), by_strength);
	return h->n;
}
