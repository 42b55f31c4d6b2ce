#ifndef DOMAIN_SYNONYM_H
#define DOMAIN_SYNONYM_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/words.h"

/* Words that stand for each other when a customer searches: the owner's
 * table, per language, with a list to begin with. */
enum { SYNONYM_TEXT_MAX = 60, SYNONYM_WORDS_MAX = 3 };

struct synonym {
	int64_t id, rev, archived_ms;
	const char *locale, *term, *means;
	bool both_ways;
};

/* Those not archived, by language and term; find: part of either, or "". */
int synonym_list(struct cx *cx, const char *find, int64_t offset, int64_t limit,
	struct synonym **out, size_t *n, int64_t *total);

/* Archived ones too.  ERR_NOT_FOUND. */
int synonym_get(struct cx *cx, int64_t id, struct synonym *out);

/* id 0 makes one.  ERR_CONFLICT: somebody saved since rev. */
int synonym_save(struct cx *cx, struct synonym *s);

int synonym_archive(struct cx *cx, int64_t id);
int synonym_restore(struct cx *cx, int64_t id);

/*
 * What the words from w[0] on mean besides: calls fn with the plain words of
 * each meaning and how many of w it stands for.  Kept in this process until
 * the owner changes one.
 */
struct synonym_hit {
	const char *const *words;
	size_t n, span;
};
int synonym_each(struct cx *cx, const char *locale, const struct word *w,
	size_t n, void (*fn)(void *arg, const struct synonym_hit *hit),
	void *arg);

/* Inside the transaction of a change: searches from now on see it. */
int synonym_changed(struct cx *cx);

void synonym_forget(void);

#endif
