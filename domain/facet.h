#ifndef DOMAIN_FACET_H
#define DOMAIN_FACET_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/product.h"
#include "lib/cx.h"

/*
 * Finding among many products: filters with counts, order, page.  Within a
 * facet the chosen values are an OR, between facets an AND; the number beside
 * a value says how many products it would show with what is chosen in the
 * other facets.  A product has an option's value when one of its variants
 * has it.  All is computed in memory (domain/shelf.h), in one pass.
 */

/* Among which: a category (0: the whole shop), a brand (0: any), or exactly
 * these products, in this order ("best" keeps it then). */
struct facet_scope {
	int64_t category, brand;
	const int64_t *ids;    /* NULL: not given */
	const uint16_t *bands; /* of the ids (domain/search.h), or NULL */
	size_t n_ids;
};

/* As in an address: brand=lehto, material=oak, price=10-50, in_stock=1. */
struct facet_param {
	const char *name, *value;
};
enum {
	FACET_PARAMS_MAX = 60, /* the rest is ignored */
	FACET_VALUE_MAX = 80,  /* bytes of a value; a longer one is ignored */
};

enum facet_kind {
	FACET_FLAG,   /* in_stock, on_sale: values[0] alone, code "1" */
	FACET_CHOICE, /* several values */
	FACET_RANGE,  /* price, in cents; a number, in thousandths */
};

struct facet_value {
	const char *code, *name, *swatch; /* name NULL: "1", "yes", "no" */
	int64_t count;
	bool on;
	size_t index; /* in the shelf */
};

struct facet {
	enum facet_kind kind;
	const char *code; /* "brand", "material", "price", "in_stock" */
	const char *name; /* NULL: of in_stock, on_sale, price, brand */
	const char *unit;
	struct facet_value *values; /* the usual ones first */
	size_t n;
	int64_t min, max; /* of a range: what there is */
	int64_t from, to; /* chosen, both included; INT64_MIN, MAX: open */
	bool active;
};

struct facet_page {
	struct facet *facets; /* those that tell products apart here */
	size_t n_facets;
	size_t active; /* values and ranges chosen */
	int64_t *ids;
	uint16_t *bands; /* of each id: equally good for its number, which
			    never falls; what is sold out comes after */
	size_t n;
	int64_t total; /* with the filters */
	int64_t all;   /* without */
};

/* sort with SORT_BEST and ids: as given.  Unknown names and values, and what
 * is too long or too many, are ignored. */
int facet_find(struct cx *cx, const struct facet_scope *scope,
	const struct facet_param *params, size_t n_params,
	enum product_sort sort, int64_t offset, int64_t limit,
	struct facet_page *out);

/* Is it the name of a facet of this shop? */
int facet_is(struct cx *cx, const char *name, bool *out);

/* Lists without facets: facets stay empty. */
int facet_list(struct cx *cx, const struct facet_scope *scope,
	enum product_sort sort, int64_t offset, int64_t limit,
	struct facet_page *out);

/* "10-50", "10-", "-12.50" in units of 1/scale; false: it is none. */
bool facet_range(const char *text, int64_t scale, int64_t *from, int64_t *to);

#endif
