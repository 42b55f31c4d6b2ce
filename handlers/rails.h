#ifndef HANDLERS_RAILS_H
#define HANDLERS_RAILS_H

#include "domain/rail.h"
#include "handlers/live.h"
#include "lib/http.h"

/*
 * Shelves of suggestions on a page (domain/rail.h chooses what stands there):
 * what all see is a part of the kept content, what is one visitor's comes into
 * a live place.  A shelf is put together from fragments that are nobody's:
 * cards, reasons, sentences.
 */
enum { RAILS_MAX = 3 }; /* shelves of suggestions on a page */

/* What the page is about; zero what it is not. */
struct rails_of {
	int64_t product;
	const int64_t *ordered; /* products of an order */
	size_t n_ordered;
	int64_t missing_minor; /* until delivery is free */
};

struct rails;

/* Who looks, what is known of them, and what is in their cart; rails_begin
 * before anything is placed. */
int rails_new(struct req *r, struct rails **out);
int rails_begin(struct rails *rs, const struct rails_of *of);

/* Nothing is known of the visitor and nothing is in the cart: they see what
 * all see. */
bool rails_plain(const struct rails *rs);

/* These stand on the page in another way, for this visitor and for all. */
void rails_beside(struct rails *rs, const int64_t *mine, size_t n_mine,
	const int64_t *all, size_t n_all);

/*
 * In that live place stands the shelf own; where there is none for this
 * visitor, the shelf usual (RAIL_NONE: nothing), which all others see.  In the
 * order of the page: a product stands there once.
 */
int rails_place(struct rails *rs, const char *place, enum rail_code own,
	enum rail_code usual, struct lives *l);

/* The same on a page that is not kept: it is appended to the answer, in a
 * wrap of its own, by rails_send. */
int rails_put(struct rails *rs, enum rail_code own, enum rail_code usual);
int rails_send(struct req *r, void *rails); /* of struct page.after */

/* What all see on a shelf, for the content that is kept.  In the page's order,
 * with the same rails from rails_usual_new on. */
int rails_usual_new(
	struct req *r, const struct rails_of *of, struct rails **out);
int rails_usual(struct rails *rs, enum rail_code code, struct buf *out);

#endif
