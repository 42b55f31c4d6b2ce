#ifndef LIB_TAR_H
#define LIB_TAR_H

#include <stdint.h>
#include <stdio.h>

/*
 * Archives as tar(1) reads them (ustar, regular files only).  The reader
 * takes exactly what the writer makes, to the byte: links, folders, devices,
 * other owners, other padding and text after the end are all refused.
 */
enum { TAR_NAME = 100 };

struct tar_entry {
	char name[TAR_NAME]; /* NUL-terminated */
	int64_t size;        /* bytes */
	int64_t mtime;       /* seconds since 1970 */
	unsigned mode;       /* permission bits */
};

/*
 * Write: tar_put, then size bytes by fwrite, then tar_pad; after the last
 * one tar_finish.  ERR_INTERNAL: see errno.  ERR_INVALID: the name is too
 * long.
 */
int tar_put(FILE *f, const struct tar_entry *e);
int tar_pad(FILE *f, int64_t size);
int tar_finish(FILE *f);

/*
 * Read: tar_next gives 1 with an entry, 0 at the end of the file; then size
 * bytes by fread, then tar_skip_pad.  ERR_INVALID: damaged or cut off.
 */
int tar_next(FILE *f, struct tar_entry *e);
int tar_skip_pad(FILE *f, int64_t size);

#endif
