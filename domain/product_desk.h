#ifndef DOMAIN_PRODUCT_DESK_H
#define DOMAIN_PRODUCT_DESK_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/product_edit.h"
#include "lib/cx.h"
#include "lib/money.h"

/*
 * Products on the owner's desk: of any status, each language by itself, with
 * what the shop does not show: movements, changes of price, pictures that
 * failed.
 */

enum desk_sort {
	DESK_CHANGED, /* the last changed first */
	DESK_NAME,    /* in cx->root, as the two below: from A */
	DESK_NAME_DOWN,
	DESK_PRICE, /* of the cheapest variant now: from the lowest */
	DESK_PRICE_DOWN,
	DESK_STOCK, /* what can be sold of all variants: from the least */
	DESK_STOCK_DOWN,
};

struct desk_filter {
	const char *status; /* "" all but the archived, "draft", ... */
	const char *find;   /* in names, SKUs, GTINs; "" all */
	bool low;           /* active ones that run out */
	bool not_ready;     /* ready.h: they lack what they must have */
	int64_t category;   /* in it or below; 0 any, DESK_NOWHERE in none */
	int64_t brand;      /* 0 any */
	enum desk_sort sort;
	int64_t offset, limit;
};
enum { DESK_NOWHERE = -1 };
/* Ids, in the order of sort. */
int desk_list(struct cx *cx, const struct desk_filter *f, int64_t **ids,
	size_t *n, int64_t *total);

/* Words of one language as they were written: nothing falls back.  A
 * language without words has empty ones. */
int desk_words(struct cx *cx, int64_t product, const char *locale,
	struct product_words *out);

/* Categories that a product stands in. */
int desk_categories(struct cx *cx, int64_t product, int64_t **ids, size_t *n);

/* Names in one language, "" when there is none. */
int desk_option_name(
	struct cx *cx, int64_t option, const char *locale, const char **out);
int desk_value_name(
	struct cx *cx, int64_t value, const char *locale, const char **out);
int desk_alt(
	struct cx *cx, int64_t media, const char *locale, const char **out);

/* A product's pictures, also those not ready and those that failed. */
struct desk_picture {
	int64_t id;
	const char *state, *sha256, *widths, *problem;
};
int desk_picture(struct cx *cx, int64_t media, struct desk_picture *out);
int desk_pictures(
	struct cx *cx, int64_t product, struct desk_picture **out, size_t *n);

/*
 * Make the variants that the options allow and the product does not have: a
 * variant that knows fewer options than there are gets their first values,
 * then each missing combination is made, with weight and price of the first
 * variant, or of fresh.  again also brings back those taken away before.
 * ERR_INVALID: more than DESK_VARIANTS_MAX.
 */
enum { DESK_VARIANTS_MAX = 200 };
struct desk_fresh {
	const char *sku, *gtin; /* of a single variant; NULL: made */
	struct money price;     /* < 0: none yet */
	int64_t weight_g, on_hand;
	bool again;
};
int desk_variants_make(struct cx *cx, int64_t product,
	const struct desk_fresh *fresh, int64_t *made);

struct desk_move {
	int64_t at_ms, delta;
	const char *reason, *note, *sku, *who; /* who "": the program */
};
int desk_moves(struct cx *cx, int64_t product, int64_t limit,
	struct desk_move **out, size_t *n);

/* What was asked and since when, newest first. */
struct desk_price {
	int64_t from_ms;
	const char *sku;
	struct money amount; /* < 0: not on offer */
};
int desk_prices(struct cx *cx, int64_t product, int64_t limit,
	struct desk_price **out, size_t *n);

#endif
