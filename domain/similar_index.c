/*
 * Inverted lists: the products that have a feature, in order of price.
 * Candidates come from the rarest features of a product and, of those that
 * very many have, from the ones nearest in price; the best candidates are then
 * compared whole.  So a product costs the same in every shop.
 */
#include "domain/similar_in.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/keep.h"

enum {
	AROUND = 128,    /* of a list, looked at on each side */
	LOOKS_KEPT = 64, /* days of people, of one product */
	CROWD = 50,      /* products in one day of a person: no person */
	COMPARED = 96,   /* candidates */
};
/* The sides' share of the whole; what nearness in price adds to it. */
static const float SHARE[SIMILAR_SIDES] = {0.75F, 0.25F};
static const float BY_PRICE = 0.25F;

struct list {
	size_t first;
	uint32_t n;
	float weight; /* of its rarity */
	uint8_t side;
};

struct own {
	uint32_t list, at; /* at: the product's place in it */
	float weight;
};

struct similar_index {
	const struct similar_data *d;
	struct list *lists; /* in order of feature */
	uint32_t n_lists;
	struct own *own; /* of all products, each one's in order of list */
	size_t *first;   /* n + 1 of them */
	float (*norm)[SIMILAR_SIDES]; /* 1 / length; 0: nothing */
	float *sum;                   /* by product: a candidate's so far */
	uint32_t *seen;               /* candidates */
};

static int has_order(const void *p, const void *q)
{
	const struct similar_has *a = p, *b = q;
	if (a->feature != b->feature)
		return a->feature < b->feature ? -1 : 1;
	if (a->product != b->product)
		return a->product < b->product ? -1 : 1;
	return (a->weight < b->weight) - (a->weight > b->weight);
}

static int side_of(const struct similar_has *h)
{
	return (int)(h->feature & 1);
}

/* Each once; of the days of people the same few of every product (those of
 * the smallest hash), so that two that share many still share some. */
static void tidy(struct similar_data *d)
{
	uint8_t *looks = keep_alloc(d->n + 1);
	size_t n = 0;
	memset(looks, 0, d->n + 1);
	if (d->n_has)
		qsort(d->has, d->n_has, sizeof(*d->has), has_order);
	for (size_t i = 0; i < d->n_has; i++) {
		const struct similar_has *h = &d->has[i];
		if (n && d->has[n - 1].feature == h->feature &&
			d->has[n - 1].product == h->product)
			continue;
		if (d->items[h->product].left_out)
			continue;
		if (side_of(h) == SIMILAR_LOOKS &&
			looks[h->product]++ >= LOOKS_KEPT) {
			looks[h->product] = LOOKS_KEPT;
			continue;
		}
		d->has[n++] = *h;
	}
	d->n_has = n;
	keep_free(looks);
}

static void lists_make(struct similar_index *x)
{
	const struct similar_has *h = x->d->has;
	size_t n = x->d->n_has;
	x->lists = keep_alloc((n + 1) * sizeof(*x->lists));
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && h[end].feature == h[i].feature; end++)
			;
		struct list *l = &x->lists[x->n_lists++];
		float rarity = logf(1.0F + (float)x->d->n / (float)(end - i));
		*l = (struct list){.first = i,
			.n = (uint32_t)(end - i),
			.weight = rarity,
			.side = (uint8_t)side_of(&h[i])};
		if (l->side == SIMILAR_LOOKS && l->n > CROWD)
			l->weight = 0;
	}
}

static void own_make(struct similar_index *x)
{
	const struct similar_data *d = x->d;
	size_t *fill = keep_alloc((d->n + 1) * sizeof(*fill));
	memset(x->first, 0, (d->n + 2) * sizeof(*x->first));
	for (size_t i = 0; i < d->n_has; i++)
		x->first[d->has[i].product + 1]++;
	for (uint32_t i = 0; i < d->n; i++)
		x->first[i + 1] += x->first[i];
	memcpy(fill, x->first, (d->n + 1) * sizeof(*fill));
	for (uint32_t l = 0; l < x->n_lists; l++)
		for (uint32_t k = 0; k < x->lists[l].n; k++) {
			const struct similar_has
				*h = &d->has[x->lists[l].first + k];
			float w = h->weight * x->lists[l].weight;
			x->own[fill[h->product]++] = (struct own){l, k, w};
			x->norm[h->product][x->lists[l].side] += w * w;
		}
	for (uint32_t i = 0; i < d->n; i++)
		for (int s = 0; s < SIMILAR_SIDES; s++)
			if (x->norm[i][s] > 0)
				x->norm[i][s] = 1.0F / sqrtf(x->norm[i][s]);
	keep_free(fill);
}

struct similar_index *similar_index_make(struct similar_data *d)
{
	struct similar_index *x = keep_alloc(sizeof(*x));
	*x = (struct similar_index){.d = d};
	tidy(d);
	lists_make(x);
	x->own = keep_alloc((d->n_has + 1) * sizeof(*x->own));
	x->first = keep_alloc((d->n + 2) * sizeof(*x->first));
	x->norm = keep_alloc((d->n + 1) * sizeof(*x->norm));
	x->sum = keep_alloc((d->n + 1) * sizeof(*x->sum));
	x->seen = keep_alloc((d->n + 1) * sizeof(*x->seen));
	memset(x->norm, 0, (d->n + 1) * sizeof(*x->norm));
	memset(x->sum, 0, (d->n + 1) * sizeof(*x->sum));
	own_make(x);
	return x;
}

void similar_index_free(struct similar_index *x)
{
	if (!x)
		return;
	keep_free(x->lists);
	keep_free(x->own);
	keep_free(x->first);
	keep_free(x->norm);
	keep_free(x->sum);
	keep_free(x->seen);
	keep_free(x);
}

/* What one shared feature says, both having it. */
static float said(const struct similar_index *x, int side, float mine,
	uint32_t other, float its)
{
	return SHARE[side] * mine * its * x->norm[other][side];
}

/* Sum up what the neighbours of a product share with it. */
static size_t gather(struct similar_index *x, uint32_t item)
{
	size_t n = 0;
	for (size_t i = x->first[item]; i < x->first[item + 1]; i++) {
		const struct own *o = &x->own[i];
		const struct list *l = &x->lists[o->list];
		uint32_t from = o->at > AROUND ? o->at - AROUND : 0;
		uint32_t to = l->n - o->at > AROUND ? o->at + AROUND : l->n;
		for (uint32_t k = from; o->weight > 0 && k < to; k++) {
			const struct similar_has *h = &x->d->has[l->first + k];
			if (h->product == item)
				continue;
			if (x->sum[h->product] == 0)
				x->seen[n++] = h->product;
			x->sum[h->product] += said(x, l->side, o->weight,
				h->product, h->weight * l->weight);
		}
	}
	return n;
}

/* All that two share: both lists are in order. */
static float compare(const struct similar_index *x, uint32_t a, uint32_t b)
{
	size_t i = x->first[a], k = x->first[b];
	float sum[SIMILAR_SIDES] = {0}, all = 0;
	while (i < x->first[a + 1] && k < x->first[b + 1]) {
		const struct own *p = &x->own[i], *q = &x->own[k];
		if (p->list == q->list)
			sum[x->lists[p->list].side] += p->weight * q->weight;
		i += p->list <= q->list;
		k += q->list <= p->list;
	}
	for (int s = 0; s < SIMILAR_SIDES; s++)
		all += SHARE[s] * sum[s] * x->norm[a][s] * x->norm[b][s];
	float low = (float)x->d->items[a < b ? a : b].price_minor + 1;
	float high = (float)x->d->items[a < b ? b : a].price_minor + 1;
	return all * (1 - BY_PRICE + BY_PRICE * low / high);
}

static bool is_better(const struct similar_index *x,
	const struct similar_near *a, const struct similar_near *b)
{
	if (a->score != b->score)
		return a->score > b->score;
	return x->d->items[a->item].product < x->d->items[b->item].product;
}

/* Put one among the best so far, the best first; how many there are. */
static size_t best_put(const struct similar_index *x, struct similar_near *best,
	size_t n, size_t max, struct similar_near one)
{
	if (n == max && !is_better(x, &one, &best[n - 1]))
		return n;
	size_t i = n < max ? n++ : n - 1;
	for (; i > 0 && is_better(x, &one, &best[i - 1]); i--)
		best[i] = best[i - 1];
	best[i] = one;
	return n;
}

size_t similar_of(struct similar_index *x, uint32_t item,
	struct similar_near out[SIMILAR_NEAR])
{
	struct similar_near best[COMPARED];
	size_t n = gather(x, item), n_best = 0, n_out = 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t other = x->seen[i];
		n_best = best_put(x, best, n_best, COMPARED,
			(struct similar_near){other, x->sum[other]});
		x->sum[other] = 0;
	}
	for (size_t i = 0; i < n_best; i++) {
		if (similar_apart(x->d, item, best[i].item))
			continue;
		best[i].score = compare(x, item, best[i].item);
		n_out = best_put(x, out, n_out, SIMILAR_NEAR, best[i]);
	}
	return n_out;
}
