#ifndef HANDLERS_LIST_H
#define HANDLERS_LIST_H

#include "domain/product.h"
#include "lib/buf.h"
#include "lib/http.h"

/* A list of products with count, sort menu, grid and page links: the same in
 * category and search. */
struct facet_page;
struct list_order;
struct list_window;
struct list_view {
	const int64_t *ids;
	size_t n;
	int64_t total, page; /* page from 1 */
	const char *path;    /* "/c/table": links of pages and sorts */
	const char *query;   /* further query, "q=mug", or "" */
	const char *typed;   /* what was searched for; NULL: nothing */
	const char *sort;    /* code of the present one; NULL: no menu */
	const char
		*best; /* what the usual order is called; NULL: most bought */
	const char *ranked; /* what the order follows; NULL: not said */
	const struct list_order *order;   /* NULL: everybody's */
	const struct list_window *window; /* what "For you" is made of */
	const struct facet_page *facets;  /* handlers/facets.h; NULL: none */
};

/* An address of the list: further query, filters ("" none), sort, page. */
const char *list_url(struct req *r, const struct list_view *v,
	const char *filters, const char *sort, int64_t page);

int list_add(struct req *r, const struct list_view *v, struct buf *out);

/* "new" -> SORT_NEW; unknown or NULL: SORT_BEST.  *code: what it is called. */
enum product_sort list_sort(const char *wish, const char **code);

/* Is it the code that addresses leave out? */
bool list_usual(const char *code);

/* ?page=, from 1; anything odd is 1. */
int64_t list_page(struct req *r);

#endif
