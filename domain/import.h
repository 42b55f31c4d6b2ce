#ifndef DOMAIN_IMPORT_H
#define DOMAIN_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/cx.h"

/*
 * Products from another shop's export.  A format's reader (import_shopify.c)
 * turns the file into a plan; import_apply writes the plan, all or nothing.
 * docs/import.md says what becomes of each column and why.
 */
enum import_level { IMPORT_WARNING, IMPORT_ERROR };

/* What a file can make us remember: told in full up to here, then only
 * counted. */
enum { IMPORT_NOTES_MAX = 5000, IMPORT_IGNORED_MAX = 4000 };

/* What a file may hold: rows in all, and rows of one product. */
enum { IMPORT_ROWS_MAX = 500000, IMPORT_PRODUCT_ROWS_MAX = 3000 };

struct import_note {
	int64_t line; /* of the file; 0: the file as a whole */
	enum import_level level;
	const char *text;
};

struct import_count {
	int64_t new, changed, same;
};

struct import_report {
	int64_t rows; /* below the header */
	struct import_count products, variants;
	struct import_count rates; /* of tax */
	int64_t variants_gone;     /* archived: no longer in the file */
	int64_t pictures_given;    /* from a zip */
	int64_t addresses;         /* old ones that lead on now */
	int64_t pictures, pictures_new, categories_new;
	int64_t warnings, errors;
	/* told now and then, may be NULL: products done of all */
	void (*progress)(void *arg, int64_t done, int64_t total);
	void *progress_arg;
	const char *ignored; /* columns that were not used; NULL none */
	struct buf notes;    /* of struct import_note */
};

struct import_picture {
	const char *url, *alt;
	int64_t line, position; /* position 0: as in the file */
};

enum { IMPORT_OPTIONS_MAX = 3, IMPORT_DEPTH_MAX = 6 };

/* A category: its name, or the way to it from the top. */
struct import_path {
	const char *part[IMPORT_DEPTH_MAX];
	size_t n;
};

/* A property.  One that is here already keeps its kind: a value that does
 * not fit it is noted and left out. */
struct import_attribute {
	int64_t line;
	const char *code, *name, *unit; /* code NULL: of the name */
	const char **values;            /* as texts */
	size_t n;
	bool number, facet; /* when it is new: a number in unit */
};

/* To a product of this file or of an earlier one, by its handle. */
struct import_relation {
	int64_t line;
	const char *kind, *handle;
};

/* An old address and what it leads to now. */
struct import_address {
	const char *path;
	const char *handle;  /* a product's; NULL: address */
	const char *address; /* a path of this shop */
};

struct import_variant {
	int64_t line;
	const char *value[IMPORT_OPTIONS_MAX]; /* "" where there is none */
	const char *sku, *gtin;                /* "" when the file has none */
	const char *picture;                   /* address; NULL none */
	const char *compare_note;
	int64_t price_minor; /* -1: none yet */
	int64_t qty, weight_g;
	int64_t sale_minor, sale_from_ms, sale_to_ms; /* 0: open */
	int64_t content_milli;                        /* 0: no unit price */
	const char *content_unit;
	bool tracked, backorder, has_sale;
};

struct import_product {
	int64_t line;
	const char *handle; /* the product's name in the other shop */
	const char *title, *description, *brand, *tags;
	const char *summary; /* NULL: the file has none to give */
	const char *slug;    /* wish for a new product; NULL: the handle */
	const char *status, *kind, *tax_class;
	const char *seo_title, *seo_text;
	const char *option[IMPORT_OPTIONS_MAX];
	int column[IMPORT_OPTIONS_MAX]; /* of the file: the reader's own */
	size_t n_options;
	struct buf variants;   /* of struct import_variant */
	struct buf pictures;   /* of struct import_picture */
	struct buf categories; /* of struct import_path */
	struct buf attributes; /* of struct import_attribute */
	struct buf relations;  /* of struct import_relation */
};

struct import_plan {
	const char *source; /* "shopify": the table origin's */
	const char *locale; /* of the file's texts */
	const char *product_at, *category_at; /* old addresses: "/products/" */
	struct buf products;                  /* of struct import_product * */
	struct buf addresses;                 /* of struct import_address */
};

/* "Their header=Our field", for files whose headers nobody knows. */
struct import_map {
	const char *theirs, *ours;
};

#define IMPORT_N(buf, type)  ((buf).len / sizeof(type))
#define IMPORT_AT(buf, type) ((type *)(void *)(buf).p)

/* Add a note; fmt as printf. */
void import_note(struct cx *cx, struct import_report *r, int64_t line,
	enum import_level level, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* The notes in the order of their lines. */
const struct import_note *import_notes(struct import_report *r, size_t *n);

/*
 * Read a Shopify product CSV into *plan.  Every problem is noted; the plan is
 * whole only when r->errors is 0.
 */
void import_shopify_read(struct cx *cx, const char *text, size_t n,
	struct import_plan *plan, struct import_report *r);

/*
 * The same of a WooCommerce product CSV.  Headers are known in English,
 * Finnish and Swedish; maps (ended by theirs NULL; may be NULL) name others
 * by their English headers.
 */
void import_woo_read(struct cx *cx, const char *text, size_t n,
	const struct import_map *maps, struct import_plan *plan,
	struct import_report *r);

/*
 * WooCommerce's tax rates: is it such a file, and its rates of whole countries
 * as of today.  A rate that holds already stays as it is.  In one
 * transaction; ERR_INVALID: errors are noted, nothing was written.
 */
bool import_woo_tax_is(struct cx *cx, const char *text, size_t n);
int import_woo_tax(struct cx *cx, const char *text, size_t n, bool dry_run,
	struct import_report *r);

/*
 * Puoti's own CSV (domain/export.h) back in, in one transaction: products by
 * their slug in the root language, variants by their options or else by SKU.
 * Only columns that the file has are written, and only products that differ
 * from it.  ERR_INVALID: errors are noted, nothing was written.
 */
int import_puoti(struct cx *cx, const char *text, size_t n, bool dry_run,
	struct import_report *r);

/*
 * Write a plan in one transaction; dry_run rolls it back after all is done.
 * A product is found again by its handle, a variant by handle and option
 * values; what has not changed in the file since the last import is left
 * alone, so what the owner edited stays.  With errors in the report nothing
 * is written: ERR_INVALID.
 */
int import_apply(struct cx *cx, const struct import_plan *plan, bool dry_run,
	struct import_report *r);

void import_plan_release(struct import_plan *plan);
void import_report_release(struct import_report *r);

#endif
