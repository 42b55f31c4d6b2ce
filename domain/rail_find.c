/* What might stand on a shelf of one visitor's page, and why. */
#include "domain/rail_in.h"

#include <string.h>

#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/err.h"

enum {
	LIKES = 8,      /* interests that are asked */
	LIKED_MOST = 2, /* of them on a shelf beside what the model says */
	VIEWED_LAST = 8 /* those stand under "Recently viewed" */
};

struct rail_given rail_given(struct cx *cx, const struct rail_page *page)
{
	const struct profile *p = page->profile;
	size_t n = p ? p->n : 0;
	struct rail_given g = {
		.seen = ARENA_ARRAY(cx->arena, struct recommend_seen, n + 1),
		.item = ARENA_ARRAY(
			cx->arena, const struct profile_item *, n + 1),
	};
	for (size_t i = 0; i < n; i++) {
		const struct profile_item *it = &p->items[i];
		if (rail_came_back(it))
			continue; /* it was not to their taste */
		if (page->n_sensitive) {
			const struct shelf_row *row = shelf_find(
				page->shelf, it->product);
			if (row && rail_is_sensitive(page, row))
				continue;
		}
		g.item[g.n] = it;
		g.seen[g.n++] = (struct recommend_seen){
			.product = it->product,
			.orders = it->orders,
			.first_ms = it->first_ms,
			.ordered_ms = it->ordered_ms,
			.views = it->views,
			.viewed_ms = it->viewed_ms,
			.carts = it->carts,
			.carted_ms = it->carted_ms,
		};
	}
	return g;
}

static struct rail_why why_of(const struct profile_item *it)
{
	return (struct rail_why){it->orders > 0  ? REASON_BOUGHT
				 : it->carts > 0 ? REASON_CARTED
						 : REASON_VIEWED,
		it->product};
}

/* ---- for you ---- */

/* A list of the model's, between which come the interests'. */
struct mix {
	struct rail_list model, liked;
};

static int model_find(struct cx *cx, struct rail_page *page,
	const struct rail_given *g, struct rail_list *l)
{
	struct recommend_pick *picks;
	size_t n;
	(void)page;
	int rc = recommend_new(cx, g->seen, g->n, RAIL_ASKED, &picks, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct rail_cand *c = rail_list_add(cx, l, picks[i].product);
		c->score = picks[i].score;
		for (; c->n_why < picks[i].n_why; c->n_why++)
			c->why[c->n_why] = why_of(
				g->item[picks[i].why[c->n_why]]);
	}
	return rc;
}

/* The first of each interest, then the second of each, and so on. */
static int liked_find(
	struct cx *cx, struct rail_page *page, struct rail_list *l)
{
	struct rail_list of[LIKES] = {{0}};
	const struct profile *p = page->profile;
	size_t n = p->n_likes < LIKES ? p->n_likes : LIKES;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = rail_pool_add(cx, page, POOL_LIKED, p->likes[i], &of[i]);
	for (size_t k = 0; rc == OK && k < RAIL_POOL; k++)
		for (size_t i = 0; i < n; i++) {
			if (k >= of[i].n ||
				rail_list_has(l, of[i].c[k].product))
				continue;
			struct rail_cand *c = rail_list_add(
				cx, l, of[i].c[k].product);
			c->why[0] = (struct rail_why){
				REASON_LIKED, p->likes[i]};
			c->n_why = 1;
		}
	return rc;
}

static struct rail_cand *copy_add(
	struct cx *cx, struct rail_list *l, const struct rail_cand *c)
{
	if (rail_list_has(l, c->product))
		return NULL;
	struct rail_cand *to = rail_list_add(cx, l, c->product);
	*to = *c;
	return to;
}

/* One of each in turn, until the interests have had their share. */
static void mixed_add(struct cx *cx, const struct mix *m, struct rail_list *l)
{
	size_t k = 0;
	for (size_t i = 0; i < m->model.n; i++) {
		copy_add(cx, l, &m->model.c[i]);
		if (k < LIKED_MOST && k < m->liked.n)
			copy_add(cx, l, &m->liked.c[k++]);
	}
	for (; k < m->liked.n; k++)
		copy_add(cx, l, &m->liked.c[k]);
}

/* For want of better: what sells best among what they looked at or bought. */
static int like_theirs_add(struct cx *cx, struct rail_page *page,
	const struct rail_given *g, struct rail_list *l)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < g->n && i < 3; i++) {
		int64_t cat = rail_category(page, g->item[i]->product);
		size_t from = l->n;
		if (cat)
			rc = rail_pool_add(cx, page, POOL_CATEGORY, cat, l);
		for (size_t k = from; k < l->n; k++) {
			l->c[k].why[0] = why_of(g->item[i]);
			l->c[k].n_why = 1;
		}
	}
	return rc;
}

/* What they have already: bought is bought, looked at comes last. */
static void already_mark(const struct profile *p, struct rail_list *l)
{
	size_t k = 0;
	for (size_t i = 0; i < l->n; i++) {
		const struct profile_item *it = NULL;
		for (size_t j = 0; j < p->n && !it; j++)
			if (p->items[j].product == l->c[i].product)
				it = &p->items[j];
		if (it && it->orders > 0)
			continue;
		l->c[i].is_late = it && it->views > 0 &&
				  (size_t)(it - p->items) < VIEWED_LAST;
		l->c[k++] = l->c[i];
	}
	l->n = k;
}

static int for_you_find(
	struct cx *cx, struct rail_page *page, struct rail_list *l)
{
	const struct profile *p = page->profile;
	struct mix m = {0};
	if (!p || !p->who.personal || (!p->n && !p->n_likes))
		return OK;
	struct rail_given g = rail_given(cx, page);
	int rc = model_find(cx, page, &g, &m.model);
	if (rc == OK)
		rc = liked_find(cx, page, &m.liked);
	mixed_add(cx, &m, l);
	if (rc == OK && l->n < RAIL_POOL)
		rc = like_theirs_add(cx, page, &g, l);
	already_mark(p, l);
	if (rc < 0 || !l->n)
		return rc;
	/* a shelf that is not full is filled with what sells */
	rc = rail_pool_add(cx, page, POOL_BEST, 0, l);
	already_mark(p, l);
	return rc;
}

/* ---- recent ---- */

static int recent_find(
	struct cx *cx, struct rail_page *page, struct rail_list *l)
{
	const struct profile *p = page->profile;
	for (size_t i = 0; p && i < p->n; i++) {
		const struct profile_item *it = &p->items[i];
		if (!it->views || it->ordered_ms >= it->viewed_ms)
			continue; /* that is what they did with it */
		struct rail_cand c = *rail_list_add(cx, l, it->product);
		c.last_ms = it->viewed_ms;
		c.why[0] = (struct rail_why){REASON_VIEWED, it->product};
		c.n_why = 1;
		size_t k = l->n - 1;
		for (; k && l->c[k - 1].last_ms < c.last_ms; k--)
			l->c[k] = l->c[k - 1];
		l->c[k] = c;
	}
	return OK;
}

/* ---- beside a cart or an order ---- */

static bool has(const int64_t *list, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == id)
			return true;
	return false;
}

/* Those that may be learned from. */
static const int64_t *fair(struct cx *cx, const struct rail_page *page,
	const int64_t *products, size_t *n)
{
	if (!page->n_sensitive)
		return products;
	int64_t *out = ARENA_ARRAY(cx->arena, int64_t, *n + 1);
	size_t k = 0;
	for (size_t i = 0; i < *n; i++) {
		const struct shelf_row *row = shelf_find(
			page->shelf, products[i]);
		if (!row || !rail_is_sensitive(page, row))
			out[k++] = products[i];
	}
	*n = k;
	return out;
}

/* What is bought with all of these, then what the owner says goes with one. */
static int basket_find(struct cx *cx, struct rail_page *page,
	const int64_t *products, size_t n, enum rail_reason reason,
	struct rail_list *l)
{
	struct recommend_pick *picks;
	size_t found;
	products = fair(cx, page, products, &n);
	int rc = recommend_cart(cx, products, n, RAIL_ASKED, &picks, &found);
	for (size_t i = 0; rc == OK && i < found; i++) {
		struct rail_cand *c = rail_list_add(cx, l, picks[i].product);
		c->score = picks[i].score;
		for (; c->n_why < picks[i].n_why; c->n_why++)
			c->why[c->n_why] = (struct rail_why){
				reason, products[picks[i].why[c->n_why]]};
	}
	for (size_t i = 0; rc == OK && i < n && l->n < RAIL_POOL; i++) {
		size_t from = l->n;
		rc = rail_pool_add(cx, page, POOL_WITH, products[i], l);
		for (size_t k = from; k < l->n; k++) {
			l->c[k].is_picked = false;
			l->c[k].score = 0;
			l->c[k].why[0] = (struct rail_why){reason, products[i]};
			l->c[k].n_why = 1;
		}
	}
	size_t k = 0;
	for (size_t i = 0; i < l->n; i++)
		if (!has(products, n, l->c[i].product))
			l->c[k++] = l->c[i];
	l->n = k;
	return rc;
}

/* Never what they have had lately. */
static void lately_drop(
	const struct cx *cx, const struct profile *p, struct rail_list *l)
{
	const int64_t since = cx->now - RAIL_JUST_DAYS * MS_DAY;
	size_t k = 0;
	for (size_t i = 0; i < l->n; i++) {
		bool had = false;
		for (size_t j = 0; p && j < p->n; j++)
			had = had || (p->items[j].product == l->c[i].product &&
					     p->items[j].orders > 0 &&
					     p->items[j].ordered_ms >= since);
		if (!had)
			l->c[k++] = l->c[i];
	}
	l->n = k;
}

int rail_find(struct cx *cx, struct rail_page *page, enum rail_code code,
	struct rail_list *l)
{
	int rc = OK;
	switch (code) {
	case RAIL_FOR_YOU:
		return for_you_find(cx, page, l);
	case RAIL_AGAIN:
		return rail_again_find(cx, page, l);
	case RAIL_RECENT:
		return recent_find(cx, page, l);
	case RAIL_WITH:
		return rail_pool_add(cx, page, POOL_WITH, page->product, l);
	case RAIL_SIMILAR:
		return rail_pool_add(cx, page, POOL_SIMILAR, page->product, l);
	case RAIL_ADDTO:
		return basket_find(
			cx, page, page->cart, page->n_cart, REASON_IN_CART, l);
	case RAIL_NEXT:
		rc = basket_find(cx, page, page->ordered, page->n_ordered,
			REASON_BOUGHT, l);
		lately_drop(cx, page->profile, l);
		return rc;
	case RAIL_BEST:
		return rail_pool_add(cx, page, POOL_BEST, 0, l);
	case RAIL_NEW:
		return rail_pool_add(cx, page, POOL_NEW, 0, l);
	case RAIL_NONE:
		break;
	}
	return rc;
}
