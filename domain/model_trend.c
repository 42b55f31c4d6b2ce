/* What is known of each product alone: how it sells, how often it is bought
 * again. */
#include <math.h>
#include <stdlib.h>

#include "domain/model_in.h"
#include "domain/recommend_in.h"
#include "lib/clock.h"

static const double POPULAR_HALF_DAYS = 15, STEADY_HALF_DAYS = 45;

static int by_customer(const void *a, const void *b)
{
	const struct model_basket *x = *(const struct model_basket *const *)a;
	const struct model_basket *y = *(const struct model_basket *const *)b;
	if (x->customer != y->customer)
		return x->customer < y->customer ? -1 : 1;
	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? -1 : 1;
	return x->start < y->start ? -1 : x->start > y->start;
}

const struct model_basket **model_by_customer(
	struct cx *cx, const struct model_data *d, size_t *n)
{
	const struct model_basket **run = ARENA_ARRAY(
		cx->arena, const struct model_basket *, d->n_baskets + 1);
	*n = 0;
	for (size_t i = 0; i < d->n_baskets; i++)
		if (d->basket[i].customer)
			run[(*n)++] = &d->basket[i];
	if (*n > 1)
		qsort(run, *n, sizeof(const struct model_basket *),
			by_customer);
	return run;
}

/* From one order of a product to the same customer's next. */
struct interval {
	uint32_t item, days;
};

static int by_item(const void *a, const void *b)
{
	const struct interval *x = a, *y = b;
	if (x->item != y->item)
		return x->item < y->item ? -1 : 1;
	return x->days < y->days ? -1 : x->days > y->days;
}

/* last: when this customer ordered each item; of whom, by number. */
struct last {
	int64_t customer, at_ms;
};

static struct interval *intervals(struct cx *cx, const struct model_data *d,
	uint32_t items, size_t *n_out)
{
	size_t n;
	const struct model_basket **run = model_by_customer(cx, d, &n);
	struct last *last = ARENA_ARRAY(cx->arena, struct last, items + 1);
	struct interval *out = ARENA_ARRAY(
		cx->arena, struct interval, d->n_items + 1);
	*n_out = 0;
	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < run[i]->n; k++) {
			uint32_t item = d->item[run[i]->start + k];
			struct last *l = &last[item];
			int64_t days = (run[i]->at_ms - l->at_ms) / MS_DAY;
			/* two orders of one day are one purchase */
			if (l->customer == run[i]->customer && days > 0)
				out[(*n_out)++] = (struct interval){
					item, (uint32_t)days};
			if (l->customer != run[i]->customer || days > 0)
				*l = (struct last){
					run[i]->customer, run[i]->at_ms};
		}
	if (*n_out > 1)
		qsort(out, *n_out, sizeof(*out), by_item);
	return out;
}

static void repeats(
	struct cx *cx, const struct model_data *d, struct model_known *k)
{
	size_t n;
	const struct interval *all = intervals(cx, d, k->n, &n);
	for (size_t i = 0, next; i < n; i = next) {
		next = i + 1;
		while (next < n && all[next].item == all[i].item)
			next++;
		struct trend *t = &k->trend[all[i].item];
		t->repeats = (int64_t)(next - i);
		t->repeat_days = all[i + (next - i) / 2].days;
	}
}

/* A buyer of an item, the last one counted. */
struct buyer {
	int64_t customer;
	bool again;
};

/* Who bought again, of who bought; a product of few buyers is taken for one
 * like all: as if ten more had bought it. */
static void again(struct cx *cx, const struct model_data *d, uint32_t items,
	struct trend *trend)
{
	static const double FEW = 10;
	size_t n;
	const struct model_basket **run = model_by_customer(cx, d, &n);
	struct buyer *last = ARENA_ARRAY(cx->arena, struct buyer, items + 1);
	double *once = ARENA_ARRAY(cx->arena, double, items + 1);
	double *more = ARENA_ARRAY(cx->arena, double, items + 1);
	double all = 0, all_more = 0;
	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < run[i]->n; k++) {
			uint32_t item = d->item[run[i]->start + k];
			struct buyer *b = &last[item];
			if (b->customer != run[i]->customer) {
				*b = (struct buyer){run[i]->customer, false};
				once[item]++;
				all++;
			} else if (!b->again) {
				b->again = true;
				more[item]++;
				all_more++;
			}
		}
	for (uint32_t i = 0; all > 0 && i < items; i++)
		trend[i].again_bp = llround(10000 *
					    (more[i] + FEW * all_more / all) /
					    (once[i] + FEW));
}

/* Orders of each item, halved every so many days. */
static double *sales(
	struct cx *cx, const struct model_data *d, uint32_t items, double half)
{
	double *sum = ARENA_ARRAY(cx->arena, double, items + 1);
	int64_t newest = 0;
	for (size_t i = 0; i < d->n_baskets; i++)
		if (d->basket[i].at_ms > newest)
			newest = d->basket[i].at_ms;
	for (size_t i = 0; i < d->n_baskets; i++) {
		const struct model_basket *b = &d->basket[i];
		double days = (double)(newest - b->at_ms) / (double)MS_DAY;
		double left = exp2(-days / half);
		for (uint32_t j = 0; j < b->n; j++)
			sum[d->item[b->start + j]] += left;
	}
	return sum;
}

void model_trends(
	struct cx *cx, const struct model_data *d, struct model_known *k)
{
	const double *popular = sales(cx, d, k->n, POPULAR_HALF_DAYS);
	const double *steady = sales(cx, d, k->n, STEADY_HALF_DAYS);
	k->trend = ARENA_ARRAY(cx->arena, struct trend, k->n + 1);
	for (uint32_t i = 0; i < k->n; i++) {
		k->trend[i].popular = llround(popular[i] * 1000);
		k->trend[i].steady = llround(steady[i] * 1000);
	}
	repeats(cx, d, k);
	again(cx, d, k->n, k->trend);
}
