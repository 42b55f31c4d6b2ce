#ifndef DOMAIN_SHELF_H
#define DOMAIN_SHELF_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/category_rule.h"
#include "lib/cx.h"

/*
 * The whole shop's products in this process's memory, about a hundred bytes
 * each: what lists, sorts, counts and facets are computed from.  Brought up to
 * date before each use with the rows of listing that have changed since
 * (domain/listing.h), so a change costs as much as it changes.  It holds
 * nothing of any visitor.
 */

struct shelf_number {
	int64_t milli;
	uint32_t facet;
};

struct shelf_row {
	int64_t product, price_minor, since_ms, until_ms, brand;
	int32_t sold_qty;
	uint8_t langs, percent_off;
	bool reduced, available, in_stock;
	uint8_t n_numbers;
	uint16_t n_cats, n_values;
	const struct shelf_number *numbers; /* of the row's own memory */
	const uint16_t *cats;               /* indices: shelf_cat */
	const uint16_t *values;             /* indices, sorted: shelf_value */
};

enum shelf_kind {
	SHELF_BRAND,
	SHELF_CHOICE, /* texts, colours, options */
	SHELF_BOOL,
	SHELF_NUMBER,
};

struct shelf_facet {
	const char *code;
	enum shelf_kind kind;
	int64_t attribute, option; /* whose name it has; 0: not of that kind */
	int64_t position;
};

struct shelf_value {
	const char *code; /* "" of brands: their addresses change */
	uint16_t facet;
	int64_t brand, attribute_value, option_value; /* whose name it has */
	int64_t position;
};

struct shelf_cat {
	int64_t id, parent_id;
	int parent; /* index; -1: at the top */
	bool alive;
	struct category_rule rule;
	int64_t count; /* of the language asked for last */
};

struct shelf {
	struct shelf_row *rows; /* by product; on sale in some language */
	size_t n;
	struct shelf_facet *facets;
	size_t n_facets;
	struct shelf_value *values;
	size_t n_values;
	struct shelf_cat *cats;
	size_t n_cats;
	unsigned lang; /* the bit of cx->locale */
	int64_t now;
};

/* Up to date for cx->locale and cx->now.  Stays until the next call of any
 * function of this file. */
int shelf_use(struct cx *cx, const struct shelf **out);

/* NULL: not on sale. */
const struct shelf_row *shelf_find(const struct shelf *s, int64_t product);

/* The index of a category; -1: not there, or archived. */
int shelf_cat_find(const struct shelf *s, int64_t category);

/* What belongs into a category: itself, what is below it, its rules. */
struct shelf_scope {
	const bool *below; /* by category index; NULL: the whole shop */
	struct category_rule rules[8];
	size_t n_rules;
	int64_t brand; /* 0: any */
	bool nothing;  /* no such category */
};
void shelf_scope(struct cx *cx, const struct shelf *s, int64_t category,
	struct shelf_scope *out);
bool shelf_in(const struct shelf *s, const struct shelf_scope *scope,
	const struct shelf_row *row);

/* Products on sale of a category and below in cx->locale. */
int shelf_count(struct cx *cx, int64_t category, int64_t *out);

/* When the next product leaves a category of new ones; INT64_MAX: none. */
int shelf_until(struct cx *cx, int64_t *out);

size_t shelf_bytes(void);
void shelf_drop(void);

#endif
