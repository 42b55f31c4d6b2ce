#ifndef LIB_FRAG_H
#define LIB_FRAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"

/*
 * Rendered parts of pages that are the same for every visitor (cards, grids,
 * menu, footer), kept in this worker.  A fragment lives while its version is
 * the catalogue's and its end has not come.  Bounded in bytes: the least
 * recently used leave first.  Never put anything personal in one.
 */
enum { FRAG_BYTES_MAX = 24 * 1024 * 1024 };

/* Append the fragment to out.  False: not here, or no longer true. */
bool frag_emit(struct buf *out, const char *key, int64_t version, int64_t now);

/* The fragment's bytes, or NULL.  They stay until the next frag_keep. */
const char *frag_find(const char *key, int64_t version, int64_t now, size_t *n);

/* Keep n bytes as key until the version moves or valid_until_ms comes
 * (INT64_MAX: only the version ends it). */
void frag_keep(const char *key, int64_t version, int64_t valid_until_ms,
	const char *p, size_t n);

size_t frag_bytes(void);
void frag_drop_all(void);

/* For the test that no cached byte depends on the visitor. */
void frag_each(void (*fn)(void *arg, const char *key, const char *p, size_t n),
	void *arg);

#endif
