#ifndef DOMAIN_SEARCH_H
#define DOMAIN_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

enum {
	/* Candidates of a search: of more than so many that match equally
	 * well only those bought most are ranked (docs/search.md). */
	SEARCH_MAX = 300,
	SEARCH_ASKED_MAX = 200, /* characters of a query that are read */
};

enum search_how {
	SEARCH_ALL,       /* every word matches */
	SEARCH_CORRECTED, /* every word of "corrected" matches */
	SEARCH_SOME,      /* most words match */
};

struct search_ask {
	const char *typed;
	bool as_typed;   /* do not correct */
	bool unfinished; /* still being typed: its last word may be cut */
};

struct search_found {
	int64_t *ids; /* products on sale, best first */
	/* Of each id: the same number are those that match equally well and
	 * of which some are bought more; it never falls. */
	uint16_t *bands;
	size_t n;
	bool more; /* the cap cut some off */
	enum search_how how;
	const char *corrected; /* what was searched instead, or NULL */
};

/*
 * Products that match what was typed: SKU and GTIN exactly first, then all
 * words, in the page's language, else in another; then with misspelt words
 * mended; then most of the words.  Ranked by where the words stand, by how
 * exactly, by stock and by sales.  Every character of the query is plain: it
 * holds no operators.
 */
int search_run(
	struct cx *cx, const struct search_ask *ask, struct search_found *out);

/* A slice of the same: ids from offset on, at most limit. */
int search_find(struct cx *cx, const char *typed, int64_t offset, int64_t limit,
	int64_t **ids, size_t *n, int64_t *total);

/* What the last word may become: whole queries, at most max of them. */
int search_complete(struct cx *cx, const char *typed, size_t max,
	const char **out, size_t *n);

/* Categories with a word that begins as the last word typed does, or is the
 * same in another form: ids, at most max. */
int search_categories(
	struct cx *cx, const char *typed, size_t max, int64_t *ids, size_t *n);

/* ---- the index: domain/search_doc.c ---- */

/* Write a product's documents anew, one a language, before the transaction
 * ends; alone: at once.  Those of a product that is not active are removed.
 * Words of the root language stand in for those of languages that have none.
 * Cheap, and cheaper the second time. */
int search_index_all(struct cx *cx, int64_t product);

/* After a category was renamed in a language, a brand, an attribute's value:
 * the products concerned, at once when they are few, else by the worker. */
int search_index_category(struct cx *cx, int64_t category, const char *locale);
int search_index_brand(struct cx *cx, int64_t brand);
int search_index_value(struct cx *cx, int64_t attribute_value);

/* The product's documents are out of date: the worker makes them anew. */
int search_stale(struct cx *cx, int64_t product);

/*
 * Make anew up to max products' documents that are out of date: marked ones,
 * and all of a shop whose documents another version made.  *left: there are
 * more.  A transaction of its own.
 */
int search_refresh(struct cx *cx, size_t max, bool *left);

/* Put documents where their products' sales belong and the index together, in
 * steps; daily.  *n: moved. */
int search_reorder(struct cx *cx, int64_t *n);

#endif
