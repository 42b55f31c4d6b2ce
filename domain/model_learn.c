/* From baskets to neighbours: docs/recommend.md has what was measured. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "domain/model_in.h"
#include "domain/recommend_in.h"
#include "lib/clock.h"
#include "lib/err.h"

/*
 * MATRIX_MAX: 256 MB, and its inverse twice takes about a minute; what sells
 * less than those has cosine neighbours.  KEEP: of 20 to 50, what is lost is
 * within the noise.
 */
enum { MATRIX_MAX = 8000, KEEP = 40, LEARN_MS = 30 * 60 * 1000 };

/* A basket counts half after 90 days, and its pairs less when it is large. */
static const double BASKET_HALF_DAYS = 90;

/* Who ordered lately says more of what is wanted now; who has not come for
 * long still counts for a fifth: in some shops nearly all are those. */
static const double CUSTOMER_HALF_DAYS = 30, CUSTOMER_LEAST = 0.2;

/* Baskets with a little of who bought what at all; and the other way round. */
static const struct ease_ask asks[] = {
	{.weight = {1, 0.2f},
		.lambda = 4,
		.drop = 0.3f,
		.power = 0.8f,
		.shrink = 10},
	{.weight = {0.5f, 1}, .lambda = 130, .power = 0.9f, .shrink = 20},
};

struct sold {
	uint32_t slot, baskets;
};

/* What sells most first; ties by product, as in every database. */
static int by_sales(const void *a, const void *b)
{
	const struct sold *x = a, *y = b;
	int64_t p = recommend_product(x->slot), q = recommend_product(y->slot);
	if (x->baskets != y->baskets)
		return x->baskets > y->baskets ? -1 : 1;
	return p < q ? -1 : p > q;
}

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* Count the products anew, by what sells, and each basket's items by that. */
static void number(
	struct cx *cx, const struct model_data *d, struct model_known *k)
{
	uint32_t slots = recommend_slots();
	struct sold *sold = ARENA_ARRAY(cx->arena, struct sold, slots + 1);
	uint32_t *of = ARENA_ARRAY(cx->arena, uint32_t, slots + 1);
	for (uint32_t s = 0; s < slots; s++)
		sold[s].slot = s;
	for (size_t i = 0; i < d->n_items; i++)
		sold[d->item[i]].baskets++;
	qsort(sold, slots, sizeof(*sold), by_sales);
	while (k->n < slots && sold[k->n].baskets)
		k->n++;
	k->product = ARENA_ARRAY(cx->arena, int64_t, k->n + 1);
	for (uint32_t i = 0; i < k->n; i++) {
		k->product[i] = recommend_product(sold[i].slot);
		of[sold[i].slot] = i;
	}
	for (size_t i = 0; i < d->n_items; i++)
		d->item[i] = of[d->item[i]];
	for (size_t i = 0; i < d->n_baskets; i++)
		qsort(d->item + d->basket[i].start, d->basket[i].n,
			sizeof(*d->item), by_number);
}

static int64_t newest_of(const struct model_data *d)
{
	int64_t ms = 0;
	for (size_t i = 0; i < d->n_baskets; i++)
		if (d->basket[i].at_ms > ms)
			ms = d->basket[i].at_ms;
	return ms;
}

/* How much of something is left after so long. */
static double fade(int64_t ms, double half_days)
{
	return exp2(-(double)ms / (double)MS_DAY / half_days);
}

static size_t basket_groups(
	const struct model_data *d, int64_t newest, struct ease_group *group)
{
	size_t n = 0;
	for (size_t i = 0; i < d->n_baskets; i++) {
		const struct model_basket *b = &d->basket[i];
		double age = fade(newest - b->at_ms, BASKET_HALF_DAYS);
		if (b->n > 1)
			group[n++] = (struct ease_group){EASE_BASKET,
				(float)(age / sqrt(b->n)), b->n,
				d->item + b->start};
	}
	return n;
}

/* All that one customer bought, from the oldest on; items: room for it. */
static struct ease_group customer_group(const struct model_data *d,
	const struct model_basket **run, size_t n, int64_t newest,
	uint32_t *items)
{
	uint32_t all = 0, kept = 0;
	double late = fade(newest - run[n - 1]->at_ms, CUSTOMER_HALF_DAYS);
	for (size_t i = 0; i < n; i++) {
		memcpy(items + all, d->item + run[i]->start,
			sizeof(*items) * run[i]->n);
		all += run[i]->n;
	}
	qsort(items, all, sizeof(*items), by_number);
	for (uint32_t i = 0; i < all; i++)
		if (kept == 0 || items[kept - 1] != items[i])
			items[kept++] = items[i];
	return (struct ease_group){EASE_CUSTOMER,
		(float)(CUSTOMER_LEAST + (1 - CUSTOMER_LEAST) * late), kept,
		items};
}

static size_t customer_groups(
	struct cx *cx, const struct model_data *d, struct ease_group *group)
{
	size_t n, made = 0, used = 0;
	const struct model_basket **run = model_by_customer(cx, d, &n);
	uint32_t *items = ARENA_ARRAY(cx->arena, uint32_t, d->n_items + 1);
	int64_t newest = newest_of(d);
	for (size_t i = 0, next; i < n; i = next) {
		next = i + 1;
		while (next < n && run[next]->customer == run[i]->customer)
			next++;
		group[made] = customer_group(
			d, run + i, next - i, newest, items + used);
		used += group[made++].n;
	}
	return made;
}

static int by_weight(const void *a, const void *b)
{
	const struct ease_near *x = a, *y = b;
	float p = fabsf(x->weight), q = fabsf(y->weight);
	if (p != q)
		return p > q ? -1 : 1;
	return x->item < y->item ? -1 : x->item > y->item;
}

/* What rises is wanted more than what was bought long ago. */
static void rows_rise(
	struct cx *cx, const struct model_known *k, struct ease_row *rows)
{
	static const double RISES = 0.8;
	for (uint32_t i = 0; i < k->n; i++) {
		uint32_t n = rows[i].n;
		struct ease_near *near = ARENA_ARRAY(
			cx->arena, struct ease_near, n + 1);
		for (uint32_t j = 0; j < n; j++) {
			near[j] = rows[i].near[j];
			near[j].weight *= (float)pow(
				recommend_rise(&k->trend[near[j].item]), RISES);
		}
		if (n > 1)
			qsort(near, n, sizeof(*near), by_weight);
		rows[i].near = near;
	}
}

/* Small shops have small weights, by lambda.  Brought to one level, at which
 * the strongest of a product is a quarter on the average, kinds can be
 * compared; what comes first does not change. */
static double level(const struct ease_row *rows, uint32_t n)
{
	static const double LEVEL = 0.25;
	double sum = 0, count = 0;
	for (uint32_t i = 0; i < n; i++)
		if (rows[i].n) {
			sum += fabs((double)rows[i].near[0].weight);
			count++;
		}
	return sum > 0 ? LEVEL * count / sum : 1;
}

int model_learn(
	struct cx *cx, const struct model_data *d, struct model_known *out)
{
	*out = (struct model_known){0};
	number(cx, d, out);
	struct ease_group *group = ARENA_ARRAY(
		cx->arena, struct ease_group, 2 * d->n_baskets + 1);
	size_t n = basket_groups(d, newest_of(d), group);
	size_t customers = customer_groups(cx, d, group + n);
	struct ease e = {.items = out->n,
		.matrix = out->n < MATRIX_MAX ? out->n : MATRIX_MAX,
		.keep = KEEP,
		.asks = sizeof(asks) / sizeof(*asks),
		.groups = n + customers,
		.group = group};
	memcpy(e.ask, asks, sizeof(asks));
	struct ease_row *rows[EASE_ASKS_MAX] = {NULL};
	int rc = out->n ? ease_make(cx->arena, &e, LEARN_MS, rows) : OK;
	out->cart = rows[0];
	out->near = rows[1];
	out->customers = (int64_t)customers;
	out->method = out->n == 0         ? "likeness"
		      : e.matrix < out->n ? "ease+cosine"
					  : "ease";
	if (rc < 0)
		return rc;
	model_trends(cx, d, out);
	rows_rise(cx, out, out->near);
	out->cart_level = level(out->cart, out->n);
	out->near_level = level(out->near, out->n);
	return OK;
}
