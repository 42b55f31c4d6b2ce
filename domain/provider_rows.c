#include "domain/provider_rows.h"

#include <string.h>

#include "domain/tax.h"
#include "lib/err.h"
#include "lib/tr.h"

struct rows {
	struct arena *arena;
	struct provider_row *at;
	size_t n;
	int64_t sum;
};

static void add(struct rows *r, struct provider_row row)
{
	r->at = arena_grow(r->arena, r->at, r->n, sizeof(*r->at));
	r->at[r->n++] = row;
	r->sum += row.unit.minor * row.units;
}

static bool was_changed(const struct order_line *l)
{
	return l->changed || l->changed_by.minor || l->added_ms;
}

/* A changed line's price need not divide by its units any more. */
static void add_line(struct rows *r, const struct order_line *l)
{
	struct provider_row row = {
		.name = l->name,
		.sku = *l->sku ? l->sku : "DELIVERY",
		.unit = l->unit,
		.units = l->qty,
		.rate_bp = l->rate_bp,
	};
	if (was_changed(l)) {
		row.unit = order_line_due(l);
		row.units = 1;
		if (row.unit.minor == 0)
			return;
	}
	add(r, row);
}

static const struct order_line *line_of(const struct order *o, int64_t id)
{
	for (size_t i = 0; i < o->n_lines; i++)
		if (o->lines[i].id == id)
			return &o->lines[i];
	for (size_t i = 0; i < o->n_costs; i++)
		if (o->costs[i].id == id)
			return &o->costs[i];
	return NULL;
}

/* The row of what is taken off at a rate; made when there is none yet. */
static struct provider_row *off_row(
	struct rows *r, size_t from, const char *name, int64_t rate_bp)
{
	for (size_t i = from; i < r->n; i++)
		if (r->at[i].rate_bp == rate_bp &&
			strcmp(r->at[i].name, name) == 0)
			return &r->at[i];
	add(r, (struct provider_row){name, "DISCOUNT", money(0), 1, rate_bp});
	return &r->at[r->n - 1];
}

static void add_offs(struct rows *r, const struct order *o)
{
	size_t from = r->n;
	for (size_t i = 0; i < o->n_adjustments; i++) {
		const struct order_adjustment *d = &o->adjustments[i];
		const struct order_line *l = line_of(o, d->line);
		if (!l || was_changed(l) || d->amount.minor == 0)
			continue;
		bool promotion = strcmp(d->source, "promotion") == 0;
		struct provider_row *row = off_row(r, from,
			promotion ? tr("Discount") : tr("VAT taken off"),
			l->rate_bp);
		row->unit.minor += d->amount.minor;
		r->sum += d->amount.minor;
	}
}

int provider_rows(struct arena *a, const struct order *o, struct money amount,
	struct provider_row **out, size_t *n)
{
	struct rows r = {.arena = a};
	for (size_t i = 0; i < o->n_lines; i++)
		add_line(&r, &o->lines[i]);
	for (size_t i = 0; i < o->n_costs; i++)
		add_line(&r, &o->costs[i]);
	add_offs(&r, o);
	if (amount.minor > r.sum)
		return ERR_INVALID;
	if (amount.minor < r.sum) {
		bool gift = o->gift.minor > 0;
		add(&r, (struct provider_row){
				gift ? tr("Gift card") : tr("Paid before"),
				gift ? "GIFT-CARD" : "PAID",
				money(amount.minor - r.sum), 1, RATE_OUTSIDE});
	}
	*out = r.at;
	*n = r.n;
	return OK;
}
