#ifndef HANDLERS_WISHES_H
#define HANDLERS_WISHES_H

#include "domain/wishlist.h"
#include "lib/http.h"
#include "lib/tpl.h"

/* What handlers/wishes*.c and alerts.c share. */

/* Whose list this visitor's is. */
struct wisher wishes_who(struct req *r);

/* The own list as a page; problem: what went wrong, or NULL. */
int wishes_page(struct req *r, const char *problem, int status);

/* Picture, name, options and price of one thing, into names of t that all
 * pages with such a line have. */
void wish_line_show(struct req *r, struct tpl *t, const struct cart_line *l);

/* In words, what the stock is: into section IN, FEW, ORDERED or OUT of t;
 * GONE when it is not sold any more. */
void wish_stock_show(struct req *r, struct tpl *t, const struct cart_line *l);

/* "Kide mug (Sea, 3.5 dl)" */
const char *wish_name(struct arena *a, const struct cart_line *l);

/* What somebody agrees to who wants to be told: "stock" or "price". */
const char *alert_words(const char *kind);

#endif
