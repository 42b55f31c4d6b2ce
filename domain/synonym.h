#ifndef DOMAIN_SYNONYM_H
#define DOMAIN_SYNONYM_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/words.h"

/* Words that stand for each other when a customer searches: the owner's
 * table, per language, with a list to begin with. */
enum { SYNONYM_TEXT_MAX = 60, SYNONYM_WORDS_MAX = 3 };

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
