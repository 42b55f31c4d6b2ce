#ifndef DOMAIN_REDIRECT_H
#define DOMAIN_REDIRECT_H

#include <stddef.h>

#include "lib/cx.h"

enum { REDIRECT_PATH_MAX = 500, REDIRECT_STEPS = 8 };

/*
 * Addresses of the shop that was here before.  An import writes them, the
 * owner adds others; they are looked up only when no page has the address.
 */
struct redirect {
	int64_t id, rev, created_ms;
	const char *path;    /* "/products/kide-mug", as redirect_path */
	const char *kind;    /* "product", "category", "page", "address" */
	int64_t target;      /* of the first three kinds */
	const char *address; /* of kind "address": a path of this shop */
	const char *source;  /* "shopify", "woocommerce"; "" the owner */
};

/*
 * An address as the table holds it: without host, lower case, no slash at
 * the end, and no query but WordPress's "/?p=12" and "/?product=mug".  NULL:
 * not an address, or one that this program keeps for itself (/admin).
 */
const char *redirect_path(struct arena *a, const char *address);

/*
 * Where an old path leads now: a path of this shop in cx->locale, without
 * the language's prefix.  Chains are followed to their end, so a visitor
 * moves once; one that leads nowhere or round is ERR_NOT_FOUND.  Without a
 * row of its own "/products/X", "/product/X", "/collections/X",
 * "/product-category/A/X", "/pages/X" find what has the slug X here, and
 * "/collections/X/products/Y" is "/products/Y".
 */
int redirect_find(struct cx *cx, const char *address, const char **to);

/* The same for a query at the front page; ERR_NOT_FOUND for all others. */
int redirect_find_query(struct cx *cx, const char *query, const char **to);

/* Write or replace the row of a path; for importers.  A path that is none
 * is passed over.  Joins the caller's transaction. */
int redirect_put(struct cx *cx, const struct redirect *r);

/*
 * May the owner lead path to this address?  ERR_INVALID: it is no path of
 * this shop, or they lead round.  The owner's rows: redirect_table of
 * domain/desk.h.
 */
int redirect_check(struct cx *cx, const char *path, const char *address);

#endif
