#ifndef DOMAIN_IMPORT_SHOPIFY_H
#define DOMAIN_IMPORT_SHOPIFY_H

#include "domain/import.h"
#include "lib/csv.h"

/* The columns that we use, by what they mean. */
enum shopify_column {
	COL_HANDLE,
	COL_TITLE,
	COL_BODY,
	COL_VENDOR,
	COL_CATEGORY,
	COL_TYPE,
	COL_TAGS,
	COL_PUBLISHED,
	COL_STATUS,
	COL_OPTION1_NAME,
	COL_OPTION2_NAME,
	COL_OPTION3_NAME,
	COL_OPTION1_VALUE,
	COL_OPTION2_VALUE,
	COL_OPTION3_VALUE,
	COL_SKU,
	COL_GRAMS,
	COL_WEIGHT,
	COL_WEIGHT_UNIT,
	COL_TRACKER,
	COL_QTY,
	COL_POLICY,
	COL_PRICE,
	COL_COMPARE,
	COL_SHIPPING,
	COL_TAXABLE,
	COL_BARCODE,
	COL_IMAGE,
	COL_IMAGE_POSITION,
	COL_IMAGE_ALT,
	COL_VARIANT_IMAGE,
	COL_GIFT_CARD,
	COL_SEO_TITLE,
	COL_SEO_TEXT,
	COL_UNIT_TOTAL,
	COL_UNIT_MEASURE,
	COLUMNS,
};

struct shopify_row {
	int64_t line;
	const char *cell[COLUMNS]; /* trimmed; "" when absent or empty */
	const char **all;          /* every cell of the row, as it is */
};

/* A file as read: which columns it has, and its rows by product. */
struct shopify_file {
	struct cx *cx;
	struct import_report *report;
	struct csv_row header;
	int place[COLUMNS]; /* -1: the file has no such column */
	struct buf rows;    /* of struct shopify_row * */
};

/* Read text into rows; problems are noted. */
void shopify_rows_read(struct shopify_file *f, const char *text, size_t n);

/* Make a product of its rows, in file order; problems are noted. */
void shopify_product_read(struct shopify_file *f,
	struct shopify_row *const *rows, size_t n, struct import_product *p);

/*
 * Is the i-th column a metafield that customers may read, "Material
 * (product.metafields.shopify.material)"?  *name and *code (may be NULL) are
 * what it is called.  Google's columns on sex, age and condition are too.
 */
bool shopify_metafield(const struct shopify_file *f, size_t i,
	const char **name, const char **code);

/* Variants and pictures of the product; after its head. */
void shopify_variants_read(struct shopify_file *f,
	struct shopify_row *const *rows, size_t n, struct import_product *p);

/* "true", "TRUE", "yes", "1"; empty is the fallback.  Else an error. */
bool shopify_bool(struct shopify_file *f, const struct shopify_row *row,
	enum shopify_column column, bool fallback);

/* The column's name in the file's words, for messages. */
const char *shopify_column_name(enum shopify_column column);

#endif
