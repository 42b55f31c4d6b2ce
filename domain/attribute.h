#ifndef DOMAIN_ATTRIBUTE_H
#define DOMAIN_ATTRIBUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * Typed properties of products: what the table of facts, facets and feeds are
 * made of.  Texts and colours are values that products share, so that they
 * are translated once; numbers are thousandths of the attribute's unit.
 */
enum attribute_kind {
	ATTRIBUTE_TEXT,
	ATTRIBUTE_NUMBER,
	ATTRIBUTE_COLOUR,
	ATTRIBUTE_BOOL,
};

struct attribute {
	int64_t id, rev, position;
	const char *code; /* "material": letters, digits and hyphens */
	enum attribute_kind kind;
	const char *name, *unit; /* name in cx->locale */
	bool facet;
	bool interest; /* one can be interested in its values */
};

struct attribute_value {
	int64_t id;
	const char *code, *name, *swatch;
};

/* "text", "number", "colour", "bool"; -1: none of them. */
const char *attribute_kind_code(enum attribute_kind kind);
int attribute_kind_of(const char *code);

/* Those not archived, in order. */
int attribute_list(struct cx *cx, struct attribute **out, size_t *n);
/* ERR_NOT_FOUND. */
int attribute_get(struct cx *cx, int64_t id, struct attribute *out);
int attribute_find(struct cx *cx, const char *code, struct attribute *out);
int attribute_values(struct cx *cx, int64_t attribute,
	struct attribute_value **out, size_t *n);

/* One property of a product, ready to be shown in cx->locale. */
struct attribute_fact {
	struct attribute attribute;
	/* text and colour: the chosen values; else none */
	struct attribute_value *values;
	size_t n;
	int64_t number_milli;
	const char *text; /* "Stoneware, oak", "3,5 dl", "Yes" */
};
/* What a product has, in the attributes' order. */
int attribute_facts(
	struct cx *cx, int64_t product, struct attribute_fact **out, size_t *n);

/* "3,5" of 3500 in a locale, without needless zeros. */
const char *attribute_number(
	struct arena *a, const char *locale, int64_t milli);

/*
 * Writing: joins the caller's transaction, touches the catalogue.  _put finds
 * by code or makes; names are of the locale, NULL strings keep what is there.
 * ERR_INVALID: a code that is not one, a number or yes/no given values, a
 * value of another attribute, or another kind for what is in use.
 */
struct attribute_data {
	const char *code;
	enum attribute_kind kind;
	const char *unit;
	bool facet, interest;
};
int attribute_put(struct cx *cx, const struct attribute_data *data,
	const char *locale, const char *name, int64_t *id);
int attribute_value_put(struct cx *cx, int64_t attribute, const char *code,
	const char *swatch, const char *locale, const char *name,
	int64_t *value);

/* What a product has of one attribute; n 0 takes it away. */
int attribute_set_values(struct cx *cx, int64_t product, int64_t attribute,
	const int64_t *values, size_t n);
int attribute_set_number(
	struct cx *cx, int64_t product, int64_t attribute, int64_t milli);
int attribute_set_bool(
	struct cx *cx, int64_t product, int64_t attribute, bool yes);
int attribute_unset(struct cx *cx, int64_t product, int64_t attribute);

#endif
