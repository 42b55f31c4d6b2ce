#ifndef LIB_FTS_H
#define LIB_FTS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"

struct db;

/*
 * Full-text search, where the engines part: fts_sqlite.c over FTS5.  A
 * document is a row of search_doc and its words.
 */

/* Write the words of document id anew; all NULL removes them. */
int fts_put(struct db *db, int64_t id, const char *name, const char *code,
	const char *body);

/*
 * What was typed as a query of the engine's own: every word must occur, the
 * last may be cut short; no character is an operator.  NULL: no words.
 */
const char *fts_query(struct arena *a, const char *typed);

/*
 * Products whose document of a locale matches, or, of those without a name in
 * it, that of the root language; best first: name over code over body.
 * *total counts them all, at most 1000.
 */
struct fts_range {
	const char *locale, *root;
	int64_t now, offset, limit;
};
int fts_find(struct db *db, const char *query, const struct fts_range *range,
	int64_t *products, size_t *n, int64_t *total);

#endif
