#ifndef DOMAIN_EXPORT_PRODUCT_H
#define DOMAIN_EXPORT_PRODUCT_H

#include "lib/buf.h"
#include "lib/cx.h"

/* Parts of an exported row: between export.c and export_product.c. */
enum { EXPORT_OPTIONS = 3 };

/* Cells that all rows of a product share: before its options, and after. */
int export_head(struct cx *cx, int64_t product, struct buf *out);
int export_pictures(struct cx *cx, int64_t product, struct buf *out);

/* The header's row, and a product's; also for telling whether a file says
 * anything new. */
void export_header(struct cx *cx, struct buf *out);
int export_product(struct cx *cx, int64_t product, struct buf *out);

/* An option's value and its words in one language, without fallback. */
struct export_value {
	int64_t option, position;
	const char *option_code, *code, *swatch;
};
int export_value(struct cx *cx, int64_t value, struct export_value *out);
int export_value_words(struct cx *cx, int64_t option, int64_t value,
	const char *locale, const char **name, const char **word);

/* Where a picture came from, or the address that it has here. */
int export_picture(struct cx *cx, int64_t media, const char **out);

/* "2026-11-22T10:40:00.000Z" of UTC milliseconds and "2026-11-22" of a day;
 * "" of 0. */
const char *export_time(struct arena *a, int64_t ms);
const char *export_day(struct arena *a, int64_t day);
/* "0.25" of 250; "" of 0. */
const char *export_milli(struct arena *a, int64_t milli);

/* Several things in one cell: one a line, where "\n" and "\\" stand for a
 * line's end and a backslash in them. */
const char *export_escape(struct arena *a, const char *line);
void export_line(struct cx *cx, const char **text, const char *line);

/* "shopify/mug", one a line; those of an own file are not told. */
int export_origin(
	struct cx *cx, const char *kind, int64_t target, const char **out);
/* "sale 9.90 FROM TO", one a line: prices that are still to come. */
int export_price_plan(struct cx *cx, int64_t variant, const char **out);
/* "2 MUG-SEA", one a line. */
int export_parts(struct cx *cx, int64_t variant, const char **out);
int export_on_hand(struct cx *cx, int64_t variant, int64_t *out);
/* JSON, sorted: what a product has of attributes, with their names. */
int export_attributes(struct cx *cx, int64_t product, const char **out);
int export_files(struct cx *cx, int64_t product, const char **out);
/* Slugs of related products, one a line. */
int export_relations(
	struct cx *cx, int64_t product, const char *kind, const char **out);
/* "shopify /products/mug", one a line; the owner's own have no source. */
int export_addresses(struct cx *cx, int64_t product, const char **out);

#endif
