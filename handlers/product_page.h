#ifndef HANDLERS_PRODUCT_PAGE_H
#define HANDLERS_PRODUCT_PAGE_H

#include "domain/product.h"
#include "handlers/live.h"
#include "lib/http.h"
#include "lib/tpl.h"

/*
 * The option key that the parameters "o-CODE" choose; what they leave open is
 * the first variant's that can be bought.  The combination may not exist.
 */
const char *product_chosen_key(struct req *r, const struct product *p,
	const char *(*param)(const struct req *r, const char *name));

/* "/p/mug?o-colour=sea": the page with the choice that was posted. */
const char *product_chosen_path(struct req *r, const struct product *p);

/* key "12.17" with the value of option i replaced by id. */
const char *product_key_with(struct req *r, const struct product *p,
	const char *key, size_t i, int64_t id);

/* Append the content for a choice; qty: what stands in the field.  *until:
 * when the clock changes it. */
int product_body(struct req *r, const struct product *p, const char *key,
	const char *qty, struct buf *out, int64_t *until);

struct product_problem {
	const char *words;
	const char *field; /* id of the control it speaks of, or NULL */
	const char *qty;   /* the quantity as it was typed, or NULL */
};

/* The product's page with a choice made; problem: what went wrong, or NULL. */
int product_page(struct req *r, struct product *p, const char *key,
	const struct product_problem *problem, int status);

/*
 * What the page says to the customer who is logged in, in the live place "own"
 * of the content, which is kept for everybody.
 */
struct product_own {
	struct saved_value *sizes; /* of the product */
	size_t n;
	int64_t store; /* where they fetch things; 0: none */
	bool any;      /* something is said */
};
int product_own_load(struct req *r, int64_t product, struct product_own *own);

/* A choice, as far as that place and the page's address need it. */
struct product_open {
	const char *key;  /* of the options */
	const char *size; /* of the choice, when it is theirs; "" */
	const char *sku;  /* "": the combination is not made */
	int64_t variant;
	bool usual; /* everybody's page opens with it */
	bool many;  /* there is something to choose */
	bool gift_card;
};
/* The choice with which the page opens for whom has those sizes: kept, so that
 * the product need not be read.  False: not kept. */
bool product_own_open(struct req *r, int64_t product,
	const struct product_own *own, struct product_open *out);
/* Find and keep it. */
int product_own_find(struct req *r, const struct product *p,
	const struct product_own *own, struct product_open *out);
/* Another one. */
void product_own_chosen(struct req *r, const struct product *p, const char *key,
	const struct product_own *own, struct product_open *out);
/* Nothing when there is nothing to say; own and open must outlive the page. */
void product_own_put(struct req *r, const struct product_own *own,
	const struct product_open *open, struct lives *l);

/* Is it sold as a code by e-mail, to somebody? */
bool product_is_gift_card(const struct product *p);

/* How many the page's field takes, and what it says of the stock. */
int64_t product_max(const struct variant *v);
const char *product_stock_words(struct req *r, const struct variant *v);
/* Stores that have it; "" none, or it cannot be bought. */
const char *product_places_words(struct req *r, const struct variant *v);
/* Beside it: when it comes again, or why it cannot be had; "" nothing. */
const char *product_stock_note(struct req *r, const struct variant *v);
/* "€31.60 / kg · includes a deposit of €0.20 · "; "" neither. */
const char *product_per_words(struct req *r, const struct variant *v);

/* Parts of product_body: what is told of it, and what stands below it. */
int product_words_show(struct tpl *t, struct req *r, const struct product *p,
	const struct variant *v);
int product_shelves_show(struct tpl *t, struct req *r, const struct product *p);
/* The shelves that are this visitor's own. */
struct rails;
int product_rails_put(struct rails *rails, int64_t product, struct lives *l);

/* The variants for js/product.js, safe inside a script element. */
const char *product_variants_json(struct req *r, const struct product *p);

#endif
