#ifndef DOMAIN_PRODUCT_FILE_H
#define DOMAIN_PRODUCT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * Documents that a product has to download: manuals, safety data sheets,
 * declarations.  PDF alone.  The bytes lie below DIR/file by their SHA-256,
 * once however many products have them; they are never opened by us and never
 * shown inside the shop.
 */
enum {
	PRODUCT_FILE_MAX = 10 * 1024 * 1024, /* bytes */
	PRODUCT_FILES_MAX = 50,              /* of one product */
};

/* "manual", "safety", "declaration", "care", "other"; NULL terminated. */
extern const char *const product_file_kinds[];

struct product_file {
	int64_t id, size; /* bytes */
	const char *kind;
	const char *locale; /* of its text; "": for every language */
	const char *name;   /* as customers see it */
	const char *sha256;
	const char *path; /* "/file/SHA/care-of-stoneware.pdf" */
};

/* In order. */
int product_file_list(
	struct cx *cx, int64_t product, struct product_file **out, size_t *n);

/* What may be downloaded: of a product that is on sale.  name: as in path.
 * Another name of the same bytes gives one that is right.  ERR_NOT_FOUND. */
int product_file_find(struct cx *cx, const char *sha256, const char *name,
	struct product_file *out);

struct product_file_data {
	const char *kind;   /* NULL keeps; of a new one: "other" */
	const char *locale; /* NULL keeps; of a new one: "" */
	const char *name;   /* NULL keeps */
};

/* NULL: fine; else why these bytes are no document that we keep, in words. */
const char *product_file_problem(const char *bytes, size_t n);

/*
 * Keep the bytes below dir (the shop's folder) and add them to the end of a
 * product's documents; the same bytes again change the row there is.
 * Audited, touches the catalogue.  ERR_INVALID: no PDF, too large or too many,
 * no name, no such kind or language.  ERR_INTERNAL: the disk.
 */
int product_file_add(struct cx *cx, const char *dir, int64_t product,
	const struct product_file_data *data, const char *bytes, size_t n,
	int64_t *id);

/* Change what is said of one; ERR_NOT_FOUND: not this product's. */
int product_file_set(struct cx *cx, int64_t product, int64_t id,
	const struct product_file_data *data);
/* The bytes go when nobody has them for a day (worker). */
int product_file_remove(struct cx *cx, int64_t product, int64_t id);

/* Does any product have them?  For the sweeper. */
int product_file_used(struct cx *cx, const char *sha256, bool *used);

/* Where the bytes lie below the shop's folder: "file/ab/ab12...". */
const char *product_file_place(struct arena *a, const char *sha256);

#endif
