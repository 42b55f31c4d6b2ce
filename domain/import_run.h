#ifndef DOMAIN_IMPORT_RUN_H
#define DOMAIN_IMPORT_RUN_H

#include <stdbool.h>

#include "domain/import.h"

/* What somebody wants imported. */
struct import_wish {
	const char *format; /* "puoti", "shopify", "woocommerce" */
	const char *locale; /* of the texts; NULL: the root language */
	bool dry_run;
	const struct import_map *maps; /* ended by theirs NULL; or NULL */
	const char *dir;               /* the shop's folder, for pictures */
	const char *zip;               /* path of the pictures; NULL none */
};

/* Which format a file is by its header; NULL: none that we know. */
const char *import_format_guess(struct cx *cx, const char *text, size_t n);

/* Is it one of the three? */
bool import_format_known(const char *format);

/* Do it, pictures last.  As import_apply. */
int import_run(struct cx *cx, const char *text, size_t n,
	const struct import_wish *w, struct import_report *r);

/* The report in words, with what became of it, as the command prints it:
 * what was noticed line by line, an empty line, the sums. */
const char *import_report_text(
	struct cx *cx, struct import_report *r, int rc, bool dry_run);
/* Where the sums begin in it. */
const char *import_report_sums(const char *report);

/* The header's names that nobody used and could be told what they are, and
 * the columns that a WooCommerce file may have, NULL ended. */
const char *const *import_woo_names(struct arena *a);

/* A file's bytes into out; false: it cannot be read, or is too large. */
bool import_file_read(const char *path, struct buf *out);

#endif
