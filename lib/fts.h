#ifndef LIB_FTS_H
#define LIB_FTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"

struct db;

/*
 * Full-text search, where the engines part: fts_sqlite.c over FTS5.  A
 * document is three fields of plain words (lib/words.h), one blank between
 * two; what the words mean is made by the caller, so both engines need no
 * dictionary.
 */
struct fts_doc {
	const char *name; /* what it is called */
	const char *more; /* brand, categories, attributes, options, codes */
	const char *body; /* the rest of its text */
};

/* Write document id anew; NULL removes it. */
int fts_put(struct db *db, int64_t id, const struct fts_doc *doc);

/* The words of document id; ERR_NOT_FOUND: there is none. */
int fts_get(struct db *db, struct arena *a, int64_t id, struct fts_doc *out);

/* Give a document another id, its words as they are. */
int fts_move(struct db *db, int64_t from, int64_t to);

/* Put the index together after many documents were written: whole, or a
 * little, which takes milliseconds. */
int fts_tidy(struct db *db, bool whole);

/* Words that must all be there. */
enum { FTS_ALL_MAX = 6, FTS_ANY_MAX = 40 };
struct fts_all {
	const char *word[FTS_ALL_MAX];
	size_t n;
};
/* One of these must be there. */
struct fts_any {
	struct fts_all all[FTS_ANY_MAX];
	size_t n;
};

/* Fields to look in: the first of them, the first two, all. */
enum fts_depth { FTS_NAME, FTS_MORE, FTS_BODY };

/*
 * Documents with ids from..to that have one of each any, in order of id: no
 * ranking, so that the cost is bounded by the limit and not by how many there
 * are.  The words are plain: no character of them is an operator.
 */
struct fts_ask {
	const struct fts_any *any;
	size_t n;
	enum fts_depth depth;
	int64_t from, to;
	size_t limit;
};
int fts_find(struct db *db, struct arena *a, const struct fts_ask *ask,
	int64_t *ids, size_t *n);

#endif
