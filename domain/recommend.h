#ifndef DOMAIN_RECOMMEND_H
#define DOMAIN_RECOMMEND_H

#include <stddef.h>
#include <stdint.h>

#include "lib/cx.h"

/*
 * What to suggest: sums over the neighbours of the model that serves
 * (docs/recommend.md).  These very functions answer `puoti recommend rank`,
 * by which the model is judged.  Filters (in stock, in the cart, not
 * interested) are the caller's: ask for more than is shown.  Ids are products.
 */
enum { RECOMMEND_TOP = 60, RECOMMEND_WHY = 3 };

enum recommend_kind {
	RECOMMEND_CART,    /* bought in the same basket */
	RECOMMEND_NEW,     /* bought by the same customers */
	RECOMMEND_SIMILAR, /* attributes, words, looked at by the same */
};

/* What somebody did with a product; times UTC ms, 0 never. */
struct recommend_seen {
	int64_t product;
	int64_t orders, first_ms, ordered_ms;
	int64_t views, viewed_ms, carts, carted_ms;
};

struct recommend_pick {
	int64_t product;
	double score;
	/* Which of what was given weigh most: indices, the heaviest first. */
	uint16_t why[RECOMMEND_WHY];
	uint8_t n_why;
	int64_t due_ms; /* of recommend_again: when it is likely wanted; 0:
			   not known */
};

/* Best first, at most top; n 0 when there is no model.  Arena memory. */
/* ... to go into a cart with these. */
int recommend_cart(struct cx *cx, const int64_t *products, size_t n, size_t top,
	struct recommend_pick **out, size_t *n_out);
/* ... to somebody who did this: none of what they ordered. */
int recommend_new(struct cx *cx, const struct recommend_seen *seen, size_t n,
	size_t top, struct recommend_pick **out, size_t *n_out);
/* ... to buy once more: by own frequency, ties by what sells; with when it is
 * due (own median interval shrunk to the product's). */
int recommend_again(struct cx *cx, const struct recommend_seen *seen, size_t n,
	size_t top, struct recommend_pick **out, size_t *n_out);
/* ... beside one product. */
int recommend_near(struct cx *cx, enum recommend_kind kind, int64_t product,
	size_t top, struct recommend_pick **out, size_t *n_out);
/* How well each of these suits somebody who did this, by the same sums: 0 not
 * at all, 1 as well as anything that may be suggested; 0 what they ordered. */
int recommend_score(struct cx *cx, const struct recommend_seen *seen, size_t n,
	const int64_t *products, size_t n_products, float *score);
/* What sells now, the most popular first. */
int recommend_popular(
	struct cx *cx, size_t top, struct recommend_pick **out, size_t *n_out);

#endif
