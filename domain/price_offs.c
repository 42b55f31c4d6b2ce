/* What one promotion takes off the lines of a cart. */
#include <stdlib.h>

#include "domain/price_engine.h"
#include "lib/arena.h"

enum { WHOLE = 10000 }; /* basis points */

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

bool price_applies(const struct promotion *p, const struct price_line *l)
{
	if (l->gift_card || (l->on_sale && !p->sale_too))
		return false;
	return !p->products || bsearch(&l->product, p->products, p->n_products,
				       sizeof(*p->products), compare_ids);
}

static int64_t left_of(const struct promotion *p, const struct price_left *l)
{
	return price_applies(p, l->line) ? l->left.minor : 0;
}

/* Total, at most what is left, over the lines by what is left of them. */
static struct money split_off(struct arena *a, const struct promotion *p,
	struct money total, struct price_left *lines, size_t n)
{
	int64_t *weights = ARENA_ARRAY(a, int64_t, n);
	struct money *parts = ARENA_ARRAY(a, struct money, n);
	for (size_t i = 0; i < n; i++)
		weights[i] = left_of(p, &lines[i]);
	if (total.minor > 0)
		money_split(total, weights, n, parts);
	for (size_t i = 0; i < n; i++)
		lines[i].off = parts[i];
	return total;
}

static struct money goods_left(
	const struct promotion *p, const struct price_left *lines, size_t n)
{
	struct money sum = money(0);
	for (size_t i = 0; i < n; i++)
		sum.minor += left_of(p, &lines[i]);
	return sum;
}

static int by_unit(const void *a, const void *b)
{
	const struct price_left *const *x = a, *const *y = b;
	int64_t ux = (*x)->line->unit.minor, uy = (*y)->line->unit.minor;
	if (ux != uy)
		return ux < uy ? -1 : 1;
	return *x < *y ? -1 : *x > *y;
}

/* The cheapest units, as many as complete groups give. */
static struct money buy_get(struct arena *a, const struct promotion *p,
	struct price_left *lines, size_t n)
{
	struct price_left **own = ARENA_ARRAY(a, struct price_left *, n + 1);
	struct money sum = money(0);
	int64_t units = 0;
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		lines[i].off = money(0);
		if (!price_applies(p, lines[i].line))
			continue;
		own[k++] = &lines[i];
		units += lines[i].line->qty;
	}
	int64_t group = p->buy_qty + p->get_qty;
	if (group <= 0 || p->get_qty <= 0)
		return sum;
	int64_t free = units / group * p->get_qty;
	qsort(own, k, sizeof(struct price_left *), by_unit);
	for (size_t i = 0; i < k && free > 0; i++) {
		int64_t qty = own[i]->line->qty;
		int64_t some = qty < free ? qty : free;
		if (!money_ratio(own[i]->left, some * p->percent_bp,
			    qty * WHOLE, &own[i]->off))
			continue;
		free -= some;
		sum.minor += own[i]->off.minor;
	}
	return sum;
}

struct money price_promotion(struct arena *a, const struct promotion *p,
	struct price_left *lines, size_t n)
{
	struct money left = goods_left(p, lines, n), total = money(0);
	switch (p->kind) {
	case PROMOTION_PERCENT:
		(void)money_ratio(left, p->percent_bp, WHOLE, &total);
		return split_off(a, p, total, lines, n);
	case PROMOTION_AMOUNT:
		total = p->amount_minor < left.minor ? money(p->amount_minor)
						     : left;
		return split_off(a, p, total, lines, n);
	case PROMOTION_BUY_GET:
		return buy_get(a, p, lines, n);
	case PROMOTION_FREE_DELIVERY:
		break;
	}
	return split_off(a, p, money(0), lines, n);
}

struct money credit_vat(
	struct money before, struct money slice, int64_t rate_bp)
{
	if (rate_bp < 0)
		return money(0);
	struct money after = money(before.minor + slice.minor);
	return money(money_vat(after, rate_bp).minor -
		     money_vat(before, rate_bp).minor);
}
