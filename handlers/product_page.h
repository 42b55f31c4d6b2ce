#ifndef HANDLERS_PRODUCT_PAGE_H
#define HANDLERS_PRODUCT_PAGE_H

#include "domain/product.h"
#include "lib/http.h"

/*
 * The option key that the parameters "o-CODE" choose; what they leave open is
 * the first variant's that can be bought.  The combination may not exist.
 */
const char *product_chosen_key(struct req *r, const struct product *p,
	const char *(*param)(const struct req *r, const char *name));

/* The product's page with a choice made; problem: what went wrong, or NULL. */
int product_page(struct req *r, struct product *p, const char *key,
	const char *problem, int status);

const char *product_frag_key(struct req *r, int64_t id, const char *key);

/* The variants for js/product.js, safe inside a script element. */
const char *product_variants_json(struct req *r, const struct product *p);

#endif
