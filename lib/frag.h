#ifndef LIB_FRAG_H
#define LIB_FRAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"

struct packed;

/*
 * Rendered parts of pages that are the same for every visitor (cards, grids,
 * menu, footer), kept in this worker as they are, and deflated once they are
 * wanted so again.  A fragment lives while its version is the catalogue's and
 * its end has not come.  Bounded in bytes, both forms counted: the least
 * recently used leave first.  Never put anything personal in one.
 */
enum { FRAG_BYTES_MAX = 20 * 1024 * 1024 };

struct frag;

/* Append the fragment to out.  False: not here, or no longer true. */
bool frag_emit(struct buf *out, const char *key, int64_t version, int64_t now);

/* The fragment's bytes, or NULL.  They stay until the next frag_keep. */
const char *frag_find(const char *key, int64_t version, int64_t now, size_t *n);

/* Keep n bytes as key until the version moves or valid_until_ms comes
 * (INT64_MAX: only the version ends it). */
void frag_keep(const char *key, int64_t version, int64_t valid_until_ms,
	const char *p, size_t n);

/*
 * The fragment itself, or NULL, to be sent from where it lies: it stays until
 * frag_release, whatever leaves the store meanwhile.
 */
struct frag *frag_hold(const char *key, int64_t version, int64_t now);
void frag_release(void *frag);
const char *frag_text(const struct frag *f, size_t *n);

/* Its deflated form.  NULL the first time: a page that is looked at once is
 * not worth the trouble. */
const struct packed *frag_packed(struct frag *f);

/* A number kept beside a fragment; 0 until set. */
void frag_note(struct frag *f, int64_t note);
int64_t frag_noted(const struct frag *f);

size_t frag_bytes(void);
void frag_drop_all(void); /* none may be held */

/* For the test that no cached byte depends on the visitor.  z: its deflated
 * form, or NULL. */
void frag_each(void (*fn)(void *arg, const char *key, const char *p, size_t n,
		       const struct packed *z),
	void *arg);

#endif
