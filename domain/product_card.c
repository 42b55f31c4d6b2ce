/* What a product's card shows. */
#include "domain/product.h"

#include "domain/unit_price.h"
#include "lib/err.h"

static const struct picture *picture_of(const struct product *p, int64_t media)
{
	for (size_t i = 0; i < p->n_pictures; i++)
		if (p->pictures[i].id == media)
			return &p->pictures[i];
	return NULL;
}

/* The option whose values have colours. */
static void card_swatches(const struct product *p, struct card *c)
{
	for (size_t i = 0; i < p->n_options; i++) {
		const struct option *o = &p->options[i];
		if (o->n < 2 || !*o->values[0].swatch)
			continue;
		c->option = o->name;
		c->swatches = o->values;
		c->n_swatches = o->n;
		return;
	}
}

static void card_price(const struct product *p, struct card *c)
{
	const struct variant *best = NULL;
	int64_t left = 0;
	for (size_t i = 0; i < p->n_variants; i++) {
		const struct variant *v = &p->variants[i];
		if (!variant_can_buy(v))
			continue;
		left += v->stock.backorder ? STOCK_FEW + 1 : v->stock.sellable;
		if (best && best->price.amount.minor != v->price.amount.minor)
			c->from = true;
		if (!best || v->price.amount.minor < best->price.amount.minor)
			best = v;
	}
	c->sold_out = !best;
	c->left = left > 0 && left <= STOCK_FEW ? left : -1;
	if (!best)
		best = product_default(p);
	c->price = best->price;
	c->sku = c->sold_out ? NULL : best->sku;
	if (unit_price(best->price.amount, best->deposit_minor,
		    best->content_milli, &c->each))
		c->each_unit = unit_price_unit(best->content_unit);
}

static void card_pictures(
	const struct product *p, const struct variant *v, struct card *c)
{
	const struct picture *main = picture_of(p, v ? v->media : 0);
	if (!main && p->n_pictures)
		main = &p->pictures[0];
	if (!main)
		return;
	c->picture = *main;
	for (size_t i = 0; i < p->n_pictures; i++)
		if (p->pictures[i].id != main->id && p->pictures[i].sha256) {
			c->second = p->pictures[i];
			return;
		}
}

int product_card(struct cx *cx, int64_t id, struct card *out)
{
	struct product p;
	int rc = product_get_short(cx, id, &p);
	if (rc < 0)
		return rc;
	*out = (struct card){.id = id, .name = p.name};
	out->path = arena_printf(cx->arena, "/p/%s", p.slug);
	out->choose = p.n_variants > 1;
	card_price(&p, out);
	card_pictures(&p, product_default(&p), out);
	card_swatches(&p, out);
	return OK;
}

int product_card_of(struct cx *cx, int64_t id, int64_t variant,
	struct card *out, const char **label)
{
	struct product p;
	const struct variant *v = NULL;
	int rc = product_get_short(cx, id, &p);
	for (size_t i = 0; rc == OK && !v && i < p.n_variants; i++)
		if (p.variants[i].id == variant)
			v = &p.variants[i];
	if (!v)
		return rc < 0 ? rc : ERR_NOT_FOUND;
	/* as if there were no other */
	struct product one = p;
	struct variant alone = *v;
	one.variants = &alone;
	one.n_variants = 1;
	*out = (struct card){.id = id, .name = p.name};
	*label = v->label;
	out->path = arena_printf(cx->arena, "/p/%s", p.slug);
	card_price(&one, out);
	card_pictures(&p, v, out);
	return OK;
}
