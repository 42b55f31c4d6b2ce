#ifndef DOMAIN_IMPORT_WOO_H
#define DOMAIN_IMPORT_WOO_H

#include "domain/import.h"
#include "domain/import_table.h"

/* The columns of WooCommerce's product CSV that we use. */
enum woo_column {
	WOO_ID,
	WOO_TYPE,
	WOO_SKU,
	WOO_GTIN,
	WOO_NAME,
	WOO_SLUG,
	WOO_PUBLISHED,
	WOO_VISIBILITY,
	WOO_SHORT,
	WOO_DESCRIPTION,
	WOO_SALE_FROM,
	WOO_SALE_TO,
	WOO_TAX_STATUS,
	WOO_TAX_CLASS,
	WOO_IN_STOCK,
	WOO_STOCK,
	WOO_BACKORDERS,
	WOO_WEIGHT,
	WOO_LENGTH,
	WOO_WIDTH,
	WOO_HEIGHT,
	WOO_SALE,
	WOO_PRICE,
	WOO_CATEGORIES,
	WOO_TAGS,
	WOO_IMAGES,
	WOO_PARENT,
	WOO_GROUPED,
	WOO_UPSELLS,
	WOO_CROSS_SELLS,
	WOO_URL,
	WOO_BRANDS,
	WOO_COLUMNS,
};

enum { WOO_ATTRIBUTES = 30 };
enum woo_part {
	WOO_PART_NAME,
	WOO_PART_VALUES,
	WOO_PART_VISIBLE,
	WOO_PART_GLOBAL,
	WOO_PART_DEFAULT,
	WOO_PARTS,
};

struct woo_row {
	int64_t line;
	const char *cell[WOO_COLUMNS]; /* trimmed, unescaped; "" absent */
	const char *part[WOO_ATTRIBUTES][WOO_PARTS];
	const char *handle; /* what the plan calls the product */
	size_t parent;      /* of a variation: its parent's place + 1 */
	bool is_variation;
};

struct woo_file {
	struct cx *cx;
	struct import_report *report;
	const struct import_map *maps;
	int place[WOO_COLUMNS], part[WOO_ATTRIBUTES][WOO_PARTS]; /* -1 none */
	const char *unit[WOO_COLUMNS]; /* "kg" of "Weight (kg)" */
	struct woo_row *rows;
	size_t n;
};

/* Header and rows; problems are noted. */
void woo_rows_read(struct woo_file *f, const char *text, size_t n);

/* "Regular price" */
const char *woo_column_name(enum woo_column column);

/* A row's own text, "simple" of "simple, virtual"; says whether a word is
 * among them. */
bool woo_type(
	const struct woo_file *f, const struct woo_row *row, const char *word);

/* The row of "woo-mug" or "id:44"; NULL: not in the file. */
const struct woo_row *woo_find(const struct woo_file *f, const char *key);

/* Options, variants and pictures of a product; rows of its variations. */
void woo_variants_read(struct woo_file *f, const struct woo_row *head,
	struct import_product *p);

/* Every http(s) address of the cell becomes a picture; the first is
 * returned, NULL when there is none. */
const char *woo_pictures_read(struct woo_file *f, const struct woo_row *row,
	struct import_product *p);

#endif
