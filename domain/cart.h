#ifndef DOMAIN_CART_H
#define DOMAIN_CART_H

#include <stddef.h>

#include "domain/media.h"
#include "domain/price.h"
#include "domain/stock.h"
#include "lib/cx.h"

enum { CART_QTY_MAX = 999, CART_LINES_MAX = 100 };

struct cart_line {
	int64_t variant, product, qty;
	const char *sku, *path, *name, *options;
	const char *option_key; /* "12.17" */
	const char *tax_class;
	const char *kind;      /* of the product: "goods" "bundle" "gift_card"
				  "service" */
	const char *exemption; /* from the right of withdrawal, or "" */
	int64_t weight_g;      /* of one unit */
	struct price_now price;
	struct money sum; /* qty * price */
	struct stock_now stock;
	struct picture picture;
	bool on_sale; /* published and priced; sold out is no matter */
	bool gone;    /* cannot be bought any more: counts nothing */
	bool short_;  /* fewer are left than wanted */
};

struct cart {
	int64_t id; /* 0: none yet */
	struct cart_line *lines;
	size_t n;
	int64_t units;
	struct money goods; /* sum of lines that can be bought */
	bool blocked;       /* a line is gone or short: no checkout */
};

/* Is all that is wanted of it in stock?  Else a part is ordered first, and no
 * day can be promised. */
bool cart_line_is_here(const struct cart_line *l);
/* The same of every line that can be bought. */
bool cart_is_here(const struct cart *cart);

/* Does some of it lie only in stores, so that it cannot be sent? */
bool cart_is_in_stores(const struct cart *cart);

/* Does anything in it have to be delivered or fetched?  Gift cards and
 * services do not. */
bool cart_is_sent(const struct cart *cart);

/*
 * Whose cart: what every "session" below is, and visitor.cart.  A guest's is
 * their browser's (visitor.id_hash); a customer's is theirs on every device.
 */
const char *cart_key(struct arena *a, const char *id_hash, int64_t customer);

/* *id 0: the session has no cart yet. */
int cart_find(struct cx *cx, const char *session, int64_t *id);

/* The session's cart, made if need be; inside a transaction. */
int cart_make(struct cx *cx, const char *session, int64_t *id);

/* What a line says of its variant, for its quantity: both are set before.
 * ERR_NOT_FOUND: there is no such variant. */
int cart_line_now(struct cx *cx, struct cart_line *l);

/* The product's page with this variant chosen, "/p/mug?o-colour=sea"; NULL: it
 * has no page. */
const char *cart_line_path(struct cx *cx, const struct cart_line *l);

/* An unknown session is an empty cart. */
int cart_load(struct cx *cx, const char *session, struct cart *out);

/* Units in the cart: for the header. */
int cart_count(struct cx *cx, const char *session, int64_t *out);

/*
 * Put qty units of a variant in; joins a line.  Makes the cart.
 * ERR_NOT_FOUND: no such variant on sale.  ERR_CONFLICT: *left (may be NULL)
 * says how many can be had in all; the cart is unchanged.  ERR_TOO_LARGE: it
 * holds CART_LINES_MAX things already.
 */
int cart_add(struct cx *cx, const char *session, int64_t variant, int64_t qty,
	int64_t *left);

/* Set a line's quantity; 0 removes it.  Errors as cart_add. */
int cart_set(struct cx *cx, const char *session, int64_t variant, int64_t qty,
	int64_t *left);

/* Whoever changes or orders it now waits for the end of this transaction; no
 * cart is OK. */
int cart_lock(struct cx *cx, const char *session);

/*
 * At login: what a guest chose goes to the customer's cart, with its codes and
 * gift cards' words, and the guest's is empty.  Of the same thing the larger
 * quantity counts: nobody finds more than they asked for in one place, and
 * the same login twice changes nothing.  No more than can be had, and nothing
 * that is not sold any more; what the customer had is never less.
 */
enum { CART_MERGED_NAMES = 3 };
struct cart_merged {
	int64_t lines;                        /* that are new, or larger */
	const char *names[CART_MERGED_NAMES]; /* of the first of them */
	bool less; /* of something fewer than wanted, or none */
};
int cart_merge(struct cx *cx, const char *session, int64_t customer,
	struct cart_merged *out);

/* Empty it, with its codes, after the order; inside the order's transaction. */
int cart_clear(struct cx *cx, int64_t cart);

#endif
