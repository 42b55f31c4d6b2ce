#ifndef DOMAIN_SEARCH_H
#define DOMAIN_SEARCH_H

#include <stddef.h>

#include "lib/cx.h"

/* Write a product's document of one language anew; remove it when the
 * product is not active. */
int search_index(struct cx *cx, int64_t product, const char *locale);

/* The same for every language that the product has words in. */
int search_index_all(struct cx *cx, int64_t product);

/* After a category was renamed in a language: the products that stand in
 * it. */
int search_index_category(struct cx *cx, int64_t category, const char *locale);

/*
 * Products that match what was typed, best first: SKU and GTIN exactly, then
 * the name, then the text.  Every character of the query is plain: it holds
 * no operators.
 */
int search_find(struct cx *cx, const char *typed, int64_t offset, int64_t limit,
	int64_t **ids, size_t *n, int64_t *total);

#endif
