#ifndef HANDLERS_LD_H
#define HANDLERS_LD_H

#include "domain/category.h"
#include "domain/product.h"
#include "lib/http.h"

/*
 * Structured data for search engines: schema.org as JSON-LD, safe inside a
 * script element, in the request's language; addresses are absolute.  What
 * must be there: Google Search Central, "Merchant listing", "Breadcrumb",
 * "Organization", "Carousel".  Nothing personal: the texts are kept with
 * their pages.
 */

/* A Product with an Offer for each variant. */
const char *ld_product(struct req *r, const struct product *p);

/* A BreadcrumbList: the front page, the chain, and, unless NULL, last. */
const char *ld_crumbs(struct req *r, const struct category *chain, size_t n,
	const char *last);

/* The Organization behind the shop, and the WebSite with its search. */
const char *ld_shop(struct req *r);
const char *ld_site(struct req *r);

/* An ItemList of products in the order in which they are shown. */
const char *ld_list(struct req *r, const int64_t *ids, size_t n);

#endif
