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

#endif
