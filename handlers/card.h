#ifndef HANDLERS_CARD_H
#define HANDLERS_CARD_H

#include <stddef.h>

#include "domain/category.h"
#include "domain/media.h"
#include "lib/http.h"
#include "lib/tpl.h"

/* Cards and pictures: the parts that every list of products is made of. */

/*
 * Append the cards of ids to r->out's stand-in out.  Each card is a fragment
 * of its own; products that are not on sale any more are left out.
 */
int cards_add(struct req *r, const int64_t *ids, size_t n, struct buf *out);

/* The same into the answer, each from where it lies. */
int cards_send(struct req *r, const int64_t *ids, size_t n);
/* The same on a shelf of suggestions: links and buttons carry its code. */
int cards_add_from(struct req *r, const int64_t *ids, size_t n,
	const char *rail, struct buf *out);

/* One of them into the answer. */
int card_send(struct req *r, int64_t id, const char *rail);
/* The same without its end, "</li>": for one more line.  Its price and button
 * are of that variant and so many of it (0: as on any card, one).
 * ERR_NOT_FOUND: it is not on sale any more. */
struct card_of {
	int64_t product, variant, qty;
};
int card_send_open(struct req *r, const struct card_of *of, const char *rail);

struct picture_use {
	const char *sizes; /* of the img element; NULL: one width will do */
	int64_t widest;    /* no rendition above that many pixels; 0: all */
	bool first;        /* above the fold: fetched first */
	bool decorative;   /* alt="" */
};

/* Fill part/picture.tpl as include name of t. */
void picture_show(struct tpl *t, const char *name, struct req *r,
	const struct picture *p, const struct picture_use *use);

/* A category's picture, else one of what it sells best; sha256 NULL: none. */
struct picture category_picture(struct req *r, const struct category *c);

/* A bounded memory for building parts of this page. */
struct buf *page_buf(struct req *r);

#endif
