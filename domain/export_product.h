#ifndef DOMAIN_EXPORT_PRODUCT_H
#define DOMAIN_EXPORT_PRODUCT_H

#include "lib/buf.h"
#include "lib/cx.h"

/* Parts of an exported row: between export.c and export_product.c. */
enum { EXPORT_OPTIONS = 3 };

/* Cells that all rows of a product share: before its options, and after. */
int export_head(struct cx *cx, int64_t product, struct buf *out);
int export_pictures(struct cx *cx, int64_t product, struct buf *out);

/* An option's value and its words in one language, without fallback. */
int export_value(
	struct cx *cx, int64_t value, int64_t *option, const char **swatch);
int export_value_words(struct cx *cx, int64_t option, int64_t value,
	const char *locale, const char **name, const char **word);

/* Where a picture came from, or the address that it has here. */
int export_picture(struct cx *cx, int64_t media, const char **out);

#endif
