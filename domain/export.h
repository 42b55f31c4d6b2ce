#ifndef DOMAIN_EXPORT_H
#define DOMAIN_EXPORT_H

#include "lib/buf.h"
#include "lib/cx.h"

/*
 * All products of any state as CSV (UTF-8, RFC 4180): one row a variant, the
 * product's columns filled on every row, the first one the slug in the root
 * language.  Words in every language have a column each ("name_fi").  The
 * same shop gives the same bytes.  docs/import.md lists the columns.
 */
int export_products(struct cx *cx, struct buf *out);

/*
 * The pictures that products have, each the largest rendition under the name
 * that the CSV has for it, into a new zip at path.  dir: the shop's folder.
 * *count: how many.  ERR_INTERNAL: the file cannot be written.
 */
int export_pictures_zip(
	struct cx *cx, const char *dir, const char *path, int64_t *count);

/* For Shopify: the columns of its template of 2025, in one language. */
int export_shopify(struct cx *cx, const char *locale, struct buf *out);

#endif
