/* Candidates for a shelf in their order, and the owner's hand on it. */
#include "domain/rail_in.h"

#include "lib/arena.h"
#include "lib/err.h"

enum { BOOST = 2 };

struct rail_cand *rail_list_add(
	struct cx *cx, struct rail_list *l, int64_t product)
{
	l->c = arena_grow(cx->arena, l->c, l->n, sizeof(*l->c));
	l->c[l->n] = (struct rail_cand){.product = product};
	return &l->c[l->n++];
}

bool rail_list_has(const struct rail_list *l, int64_t product)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->c[i].product == product)
			return true;
	return false;
}

/* The later ones have no score of their own, or one of another measure: each
 * counts a little less than the one before it. */
static void scores_even(struct rail_list *l)
{
	double before = 1;
	for (size_t i = 0; i < l->n; i++) {
		double *score = &l->c[i].score;
		if (*score <= 0 || (i && *score > before))
			*score = before * 0.95;
		before = *score;
	}
}

static void boost(const struct rail_hand *hand, struct rail_list *l)
{
	scores_even(l);
	for (size_t i = 0; i < l->n; i++)
		if (rail_boosts(hand, l->c[i].product))
			l->c[i].score *= BOOST;
	for (size_t i = 1; i < l->n; i++) {
		struct rail_cand c = l->c[i];
		size_t k = i;
		for (; k && !l->c[k - 1].is_picked &&
			l->c[k - 1].score < c.score;
			k--)
			l->c[k] = l->c[k - 1];
		l->c[k] = c;
	}
}

static void pin(struct cx *cx, struct rail_list *l, int64_t product, size_t at)
{
	struct rail_cand c = {.product = product};
	size_t i = 0;
	while (i < l->n && l->c[i].product != product)
		i++;
	if (i == l->n)
		rail_list_add(cx, l, product);
	else
		c = l->c[i];
	c.is_picked = true;
	c.is_late = false;
	for (; i > at; i--)
		l->c[i] = l->c[i - 1];
	l->c[at] = c;
}

int rail_hand_apply(struct cx *cx, const struct rail_page *page,
	const struct rail_hand *hand, struct rail_list *l)
{
	size_t at = 0;
	if (hand->n_boosts)
		boost(hand, l);
	for (size_t i = 0; i < hand->n_pins; i++)
		if (rail_can(page, hand->pins[i]))
			pin(cx, l, hand->pins[i], at++);
	return OK;
}
