#include "domain/price_engine.h"

#include <string.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/tr.h"

/* No order comes near; sums of this size cannot pass INT64. */
#define SUM_MAX (MONEY_MAX * 100)

/* One way to combine promotions, and what it gives. */
struct trial {
	struct price_left *lines; /* of ask->lines */
	struct money *offs;       /* of promotion k on line i: [k * n + i] */
	struct money *given;      /* of each promotion */
	struct money goods;       /* after discounts, without gift cards */
	struct money delivery;    /* before what is taken off it */
	size_t free;              /* promotion that pays it; SIZE_MAX: none */
	int64_t sum;
};

enum { STACKING = -1 };

static const char *why_idle(const struct price_ask *ask,
	const struct promotion *p, struct money *missing)
{
	int64_t sum = 0, units = 0;
	*missing = money(0);
	for (size_t i = 0; i < ask->n_lines; i++) {
		const struct price_line *l = &ask->lines[i];
		if (!price_applies(p, l))
			continue;
		sum += l->unit.minor * l->qty;
		units += l->qty;
	}
	if (units == 0)
		return "no_goods";
	if (sum < p->min_minor)
		*missing = money(p->min_minor - sum);
	if (sum < p->min_minor || units < p->min_qty)
		return "too_little";
	if (p->kind == PROMOTION_BUY_GET && units < p->buy_qty + p->get_qty)
		return "too_little";
	return NULL;
}

static void trial_promotion(
	struct arena *a, const struct price_ask *ask, size_t k, struct trial *t)
{
	const struct promotion *p = &ask->promotions[k];
	struct money missing;
	if (why_idle(ask, p, &missing))
		return;
	if (p->kind == PROMOTION_FREE_DELIVERY) {
		if (t->free == SIZE_MAX)
			t->free = k;
		return;
	}
	t->given[k] = price_promotion(a, p, t->lines, ask->n_lines);
	t->sum += t->given[k].minor;
	for (size_t i = 0; i < ask->n_lines; i++) {
		t->offs[k * ask->n_lines + i] = t->lines[i].off;
		t->lines[i].left.minor -= t->lines[i].off.minor;
	}
}

/* which: STACKING, or the promotion that is used alone. */
static void trial_run(struct arena *a, const struct price_ask *ask, int which,
	struct trial *t)
{
	size_t n = ask->n_lines, np = ask->n_promotions;
	*t = (struct trial){
		.lines = ARENA_ARRAY(a, struct price_left, n + 1),
		.offs = ARENA_ARRAY(a, struct money, np * n + 1),
		.given = ARENA_ARRAY(a, struct money, np + 1),
		.free = SIZE_MAX,
	};
	for (size_t i = 0; i < n; i++) {
		const struct price_line *l = &ask->lines[i];
		t->lines[i] = (struct price_left){
			.line = l, .left = {l->unit.minor * l->qty}};
	}
	for (size_t k = 0; k < np; k++)
		if (which == STACKING ? ask->promotions[k].stacks
				      : (size_t)which == k)
			trial_promotion(a, ask, k, t);
	for (size_t i = 0; i < n; i++)
		if (!ask->lines[i].gift_card)
			t->goods.minor += t->lines[i].left.minor;
	if (ask->delivery)
		t->delivery = ask->delivery(ask->arg, t->goods);
	if (t->free != SIZE_MAX) {
		t->given[t->free] = t->delivery;
		t->sum += t->delivery.minor;
	}
}

static void trial_best(
	struct arena *a, const struct price_ask *ask, struct trial *best)
{
	bool others = false;
	trial_run(a, ask, STACKING, best);
	for (size_t k = 0; k < ask->n_promotions; k++) {
		struct trial alone;
		if (ask->promotions[k].stacks)
			continue;
		others = true;
		trial_run(a, ask, (int)k, &alone);
		if (alone.sum > best->sum)
			*best = alone;
	}
	/* what the delivery was asked for last is what holds */
	if (ask->delivery && others)
		(void)ask->delivery(ask->arg, best->goods);
}

static int add_lines(
	struct arena *a, const struct price_ask *ask, struct quote *out)
{
	out->lines = ARENA_ARRAY(
		a, struct quote_line, ask->n_lines + QUOTE_RATES_MAX);
	for (size_t i = 0; i < ask->n_lines; i++) {
		const struct price_line *l = &ask->lines[i];
		struct quote_line *q = &out->lines[out->n_lines++];
		*q = (struct quote_line){
			.kind = l->gift_card ? "gift_card" : "goods",
			.of = i,
			.qty = l->qty,
			.rate_bp = l->rate_bp,
			.unit = l->unit,
		};
		if (!money_times(l->unit, l->qty, &q->gross) ||
			!money_add(out->goods, q->gross, &out->goods) ||
			out->goods.minor > SUM_MAX)
			return ERR_INVALID;
	}
	return OK;
}

static void add_off(struct arena *a, struct quote *out, struct quote_off off)
{
	if (off.amount.minor == 0)
		return;
	out->offs = arena_grow(a, out->offs, out->n_offs, sizeof(*out->offs));
	out->offs[out->n_offs++] = off;
	out->lines[off.line].off.minor += off.amount.minor;
}

static bool is_delivery(const struct quote_line *l)
{
	return strcmp(l->kind, "delivery") == 0;
}

/* What a promotion gave, on each line; splits count from 1. */
static void add_offs(struct arena *a, const struct price_ask *ask,
	const struct trial *t, struct quote *out)
{
	size_t n = ask->n_lines;
	out->savings = ARENA_ARRAY(
		a, struct quote_saving, ask->n_promotions + 1);
	for (size_t k = 0; k < ask->n_promotions; k++) {
		const struct promotion *p = &ask->promotions[k];
		if (t->given[k].minor <= 0)
			continue;
		out->savings[out->n_savings++] = (struct quote_saving){
			p, t->given[k]};
		struct quote_off off = {
			.split = k + 1,
			.promotion = p->id,
			.source = "promotion",
			.label = p->label,
		};
		for (off.line = 0; off.line < out->n_lines; off.line++) {
			const struct quote_line *l = &out->lines[off.line];
			int64_t part =
				k != t->free
					? (off.line < n ? t->offs[k * n +
								   off.line]
								  .minor
							: 0)
				: is_delivery(l) ? l->gross.minor
						 : 0;
			off.amount = money(-part);
			add_off(a, out, off);
		}
	}
}

struct rates {
	int64_t rate_bp[QUOTE_RATES_MAX], weight[QUOTE_RATES_MAX];
	size_t n;
};

static int64_t *rate_weight(struct rates *r, int64_t rate_bp)
{
	size_t i = 0;
	while (i < r->n && r->rate_bp[i] != rate_bp)
		i++;
	if (i == QUOTE_RATES_MAX)
		return NULL;
	if (i == r->n)
		r->rate_bp[r->n++] = rate_bp;
	return &r->weight[i];
}

/* By the goods after discounts; when nothing is left of them, before. */
static int weigh(
	const struct price_ask *ask, const struct trial *t, struct rates *rates)
{
	for (size_t i = 0; i < ask->n_lines; i++) {
		const struct price_line *l = &ask->lines[i];
		if (l->gift_card)
			continue;
		int64_t *weight = rate_weight(rates, l->rate_bp);
		if (!weight)
			return ERR_INVALID;
		*weight += t->goods.minor > 0 ? t->lines[i].left.minor
					      : l->unit.minor * l->qty;
	}
	return OK;
}

static int add_delivery(
	const struct price_ask *ask, const struct trial *t, struct quote *out)
{
	struct rates rates = {0};
	struct money part[QUOTE_RATES_MAX];
	int rc = weigh(ask, t, &rates);
	if (rc < 0 || t->delivery.minor <= 0 || rates.n == 0)
		return rc;
	if (t->delivery.minor > SUM_MAX)
		return ERR_INVALID;
	money_split(t->delivery, rates.weight, rates.n, part);
	for (size_t i = 0; i < rates.n; i++)
		if (part[i].minor > 0)
			out->lines[out->n_lines++] = (struct quote_line){
				.kind = "delivery",
				.qty = 1,
				.rate_bp = rates.rate_bp[i],
				.unit = part[i],
				.gross = part[i],
			};
	return OK;
}

/* The VAT within what lines of a rate come to, off each by its share. */
static void untax_rate(struct arena *a, const struct price_ask *ask,
	struct quote *out, int64_t rate_bp)
{
	int64_t *weight = ARENA_ARRAY(a, int64_t, out->n_lines);
	struct money *part = ARENA_ARRAY(a, struct money, out->n_lines);
	struct money gross = money(0);
	for (size_t i = 0; i < out->n_lines; i++) {
		const struct quote_line *l = &out->lines[i];
		if (l->rate_bp == rate_bp)
			weight[i] = l->gross.minor + l->off.minor;
		gross.minor += weight[i];
	}
	struct money vat = money_vat(gross, rate_bp);
	if (vat.minor > 0)
		money_split(vat, weight, out->n_lines, part);
	struct quote_off off = {
		.split = ask->n_promotions + 1,
		.source = ask->tax_reason,
		.label = strcmp(ask->tax_reason, "reverse") == 0
				 ? tr("VAT taken off: reverse charge")
				 : tr("VAT taken off: sold outside the EU"),
	};
	for (off.line = 0; off.line < out->n_lines; off.line++) {
		if (out->lines[off.line].rate_bp == rate_bp)
			out->lines[off.line].rate_bp = 0;
		off.amount = money(-part[off.line].minor);
		add_off(a, out, off);
	}
}

static void untax(
	struct arena *a, const struct price_ask *ask, struct quote *out)
{
	if (strcmp(ask->tax_reason, "reverse") != 0 &&
		strcmp(ask->tax_reason, "export") != 0)
		return;
	for (size_t i = 0; i < out->n_lines; i++)
		if (out->lines[i].rate_bp > 0)
			untax_rate(a, ask, out, out->lines[i].rate_bp);
}

static struct quote_tax *tax_row(struct quote *q, int64_t rate_bp)
{
	for (size_t i = 0; i < q->n_tax; i++)
		if (q->tax[i].rate_bp == rate_bp)
			return &q->tax[i];
	if (q->n_tax == QUOTE_RATES_MAX)
		return NULL;
	q->tax[q->n_tax].rate_bp = rate_bp;
	return &q->tax[q->n_tax++];
}

static int add_up(struct quote *out)
{
	for (size_t i = 0; i < out->n_lines; i++) {
		const struct quote_line *l = &out->lines[i];
		struct quote_tax *t = tax_row(out, l->rate_bp);
		if (!t)
			return ERR_INVALID;
		int64_t sum = l->gross.minor + l->off.minor;
		t->gross.minor += sum;
		if (is_delivery(l)) {
			t->delivery.minor += sum;
			out->delivery.minor += sum;
		} else {
			out->discount.minor += l->off.minor;
		}
	}
	for (size_t i = 0; i < out->n_tax; i++)
		if (out->tax[i].rate_bp != RATE_OUTSIDE)
			out->tax[i].vat = money_vat(
				out->tax[i].gross, out->tax[i].rate_bp);
	out->total = money(
		out->goods.minor + out->discount.minor + out->delivery.minor);
	out->due = out->total;
	return OK;
}

static void add_idle(struct arena *a, const struct price_ask *ask,
	const struct trial *t, struct quote *out)
{
	for (size_t k = 0; k < ask->n_promotions; k++) {
		const struct promotion *p = &ask->promotions[k];
		if (!*p->code || t->given[k].minor > 0)
			continue;
		struct quote_idle idle = {.code = p->code};
		idle.why = why_idle(ask, p, &idle.missing);
		bool free = p->kind == PROMOTION_FREE_DELIVERY;
		if (!idle.why && free && t->delivery.minor == 0)
			continue; /* there is nothing to take off (yet) */
		if (!idle.why)
			idle.why = "other_better";
		out->idle = arena_grow(
			a, out->idle, out->n_idle, sizeof(*out->idle));
		out->idle[out->n_idle++] = idle;
	}
}

int price_make(struct arena *a, const struct price_ask *ask, struct quote *out)
{
	struct trial best;
	int rc = add_lines(a, ask, out);
	if (rc < 0)
		return rc;
	trial_best(a, ask, &best);
	rc = add_delivery(ask, &best, out);
	if (rc < 0)
		return rc;
	add_offs(a, ask, &best, out);
	untax(a, ask, out);
	add_idle(a, ask, &best, out);
	return add_up(out);
}
