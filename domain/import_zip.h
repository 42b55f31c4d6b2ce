#ifndef DOMAIN_IMPORT_ZIP_H
#define DOMAIN_IMPORT_ZIP_H

#include <stdbool.h>

#include "domain/import.h"

enum {
	IMPORT_ZIP_ENTRIES = 20000,
	IMPORT_ZIP_NAME = 255,                 /* bytes */
	IMPORT_ZIP_PICTURE = 20 * 1024 * 1024, /* bytes, unpacked */
	IMPORT_ZIP_RATIO = 200,                /* packed to unpacked */
	IMPORT_ZIP_ALL = 1024 * 1024 * 1024,   /* bytes, of all pictures */
};

/*
 * Pictures from a zip, after the products are there.  A file is for the
 * picture of its name (the content's name in Puoti's own CSV, the end of the
 * address in others), else for the variant with its name as SKU or the
 * product with it as slug, also with "-2", "_2" behind.  Folders in the zip
 * are passed over; no name of an entry is ever used as a path.  The bytes go
 * below dir/upload under the name of their content; the worker does the rest.
 * Notes what fits nothing or passes a bound; dry_run only looks.
 * ERR_INVALID: not a zip, too many entries, or too much in all; then nothing
 * is kept.
 */
int import_zip(struct cx *cx, const char *dir, const char *path, bool dry_run,
	struct import_report *r);

#endif
