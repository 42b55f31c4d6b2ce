#ifndef HANDLERS_SAID_H
#define HANDLERS_SAID_H

#include "domain/order.h"
#include "domain/product.h"
#include "domain/question.h"
#include "domain/review.h"
#include "lib/http.h"
#include "lib/tpl.h"

/* What buyers say of a product and what visitors ask of it. */

/* part/stars.tpl as include name of t: so many tenths of five stars. */
void stars_show(struct tpl *t, const char *name, struct req *r, int64_t tenths);
/* "4.7" in the page's language. */
const char *stars_words(struct req *r, int64_t tenths);
/* "86 reviews" */
const char *reviews_words(struct req *r, int64_t n);

/* part/marks.tpl: average, how many of each, how it is checked. */
void marks_show(struct tpl *t, const char *name, struct req *r,
	const struct review_rating *rating);

/* part/said.tpl: one review; p NULL: options as they were bought.  voting: it
 * has a button (then p is needed); nth: its place in the page. */
void said_show(struct tpl *t, const char *name, struct req *r,
	const struct review *v, const struct product *p, bool voting,
	size_t nth);

/* part/asked.tpl: one question with its answer. */
void asked_show(struct tpl *t, const char *name, struct req *r,
	const struct question *u);

/* The product's page: section RATED, includes REVIEWS and QUESTIONS. */
int product_said_show(struct tpl *t, struct req *r, const struct product *p);

/* The product of :slug for its page below /p/SLUG: tail "/reviews".  *done:
 * an answer is chosen, it has moved. */
int said_product(
	struct req *r, const char *tail, struct product *p, bool *done);

/* "/order/TOKEN/review/SLUG"; NULL: the product has no address. */
const char *review_path(struct req *r, int64_t order, int64_t product);

/* Who votes: keyed, so that the table names nobody. */
const char *review_voter(struct req *r);

/* What a state is called for the writer. */
const char *review_state_words(const char *state);

/* The section REVIEWS of an order's page: what can be reviewed. */
int order_reviews_show(struct req *r, struct tpl *t, const struct order *o);

/* Limits by network address: ERR_TOO_MANY.  kind "review", "question",
 * "vote"; counted once it passes. */
int said_limit(struct req *r, const char *kind, const char *setting);

/* Links to the pages of a list: include name of t. */
void said_pages(struct tpl *t, const char *name, struct req *r,
	const char *base, int64_t page, int64_t last);

#endif
