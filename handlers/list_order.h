#ifndef HANDLERS_LIST_ORDER_H
#define HANDLERS_LIST_ORDER_H

#include <stdbool.h>

#include "domain/product.h"
#include "handlers/live.h"
#include "lib/http.h"

/*
 * In which order a list of products stands for this visitor.  Who has a
 * profile with something in it may have it ordered for them (domain/taste.h);
 * both orders then have a name in addresses, "you" and "shop".  For all others
 * these mean the usual order.
 *
 * The page of an order of one's own is kept like any other, without its cards:
 * what is kept with it is the part of the shop's order that they are taken
 * from, and they are put in their order when the page is sent.
 */
#define LIST_YOU  "you"
#define LIST_SHOP "shop"

struct list_order {
	enum product_sort sort;
	const char *code; /* of addresses: "best", "new", "shop", "you" */
	const char *key;  /* for kept pages: the code, and what else the page
			     says of orders */
	bool known;       /* "For you" stands in the menu */
	bool you, shop;   /* chosen, or usual for them */
	bool you_usual;   /* without a choice in the address it is "you" */
};

/* By ?sort=, what they chose for good, and the setting personal.lists. */
void list_order_of(struct req *r, struct list_order *out);

/* Is it "you" or "shop"? */
bool list_order_code(const char *code);

/* What the usual order of a category or brand follows (EU 2019/2161 asks that
 * it is said); NULL: another order was chosen, which says it itself. */
const char *list_order_words(const struct list_order *o);

/* Which part of the shop's order a page is made of. */
void list_window_of(int64_t page, int64_t *from, int64_t *n);

struct list_view;
struct list_window;

/* Of a view whose ids are that part. */
const struct list_window *list_window_make(
	struct req *r, const struct list_view *v, const uint16_t *bands);

/* Its cards are sent where they stand in the page; kept beside the page under
 * its key, if that is not NULL. */
void list_window_put(struct req *r, const struct list_window *w,
	const char *key, int64_t until, struct lives *l);

/* For a page that is kept: find it.  False: it is not here.  True of orders
 * that need none. */
bool list_window_hold(struct req *r, const char *key,
	const struct list_order *o, struct lives *l);

/* page_kept of a list. */
bool list_kept(struct req *r, const char *key, const struct list_order *o);

#endif
