#include "domain/cart_share.h"

#include "domain/stock_parts.h"
#include "lib/arena.h"
#include "lib/err.h"

struct used {
	int64_t variant, qty;
};
struct shelves {
	struct used *at;
	size_t n;
};

void cart_line_short(struct cart_line *l, int64_t most)
{
	l->short_ = true;
	l->stock.most = most > 0 ? most : 0;
	l->stock.sellable = l->stock.most;
	l->gone = l->gone || most <= 0;
}

static struct used *used_of(struct cx *cx, struct shelves *s, int64_t variant)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->at[i].variant == variant)
			return &s->at[i];
	s->at = arena_grow(cx->arena, s->at, s->n, sizeof(*s->at));
	s->at[s->n] = (struct used){variant, 0};
	return &s->at[s->n++];
}

/* The shelves that a line takes from; of a plain variant its own. */
static int line_parts(struct cx *cx, const struct cart_line *l,
	struct stock_part **out, size_t *n)
{
	if (l->stock.parts > 0)
		return stock_parts(cx, l->variant, out, n);
	*out = ARENA_ARRAY(cx->arena, struct stock_part, 1);
	**out = (struct stock_part){.part = l->variant, .qty = 1};
	(*out)->tracked = l->stock.tracked;
	(*out)->backorder = l->stock.backorder;
	(*out)->free = l->stock.sellable;
	*n = 1;
	return OK;
}

static int share_line(struct cx *cx, struct cart_line *l, struct shelves *s)
{
	struct stock_part *parts;
	size_t n;
	int64_t most = l->stock.most;
	int rc = line_parts(cx, l, &parts, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		const struct stock_part *p = &parts[i];
		int64_t left = p->free - used_of(cx, s, p->part)->qty;
		if (p->tracked && !p->backorder && left / p->qty < most)
			most = left / p->qty;
	}
	if (rc == OK && most < l->qty)
		cart_line_short(l, most);
	int64_t taken = most < l->qty ? most : l->qty;
	for (size_t i = 0; rc == OK && taken > 0 && i < n; i++)
		used_of(cx, s, parts[i].part)->qty += taken * parts[i].qty;
	return rc;
}

int cart_share(struct cx *cx, struct cart *cart)
{
	struct shelves shelves = {NULL, 0};
	bool any = false;
	for (size_t i = 0; i < cart->n; i++)
		any = any || cart->lines[i].stock.parts > 0;
	for (size_t i = 0; any && i < cart->n; i++) {
		int rc = cart->lines[i].gone
				 ? OK
				 : share_line(cx, &cart->lines[i], &shelves);
		if (rc < 0)
			return rc;
	}
	return OK;
}
