#ifndef DOMAIN_SEARCH_PLAN_H
#define DOMAIN_SEARCH_PLAN_H

#include "domain/search_doc.h"
#include "lib/fts.h"
#include "lib/words.h"

/* What was typed, as what to look for: between the search*.c files. */
enum { PLAN_WORDS_MAX = 12 };

struct plan {
	struct cx *cx;
	const char *locale; /* whose documents are asked */
	int lang;
	const struct vocab *vocab; /* may be NULL */
	struct word *words;
	struct fts_any any[PLAN_WORDS_MAX]; /* of each word */
	size_t n;
};

/* Base forms, synonyms, compounds, of each word that says something.
 * ERR_NOT_FOUND: there is none. */
int plan_make(
	struct cx *cx, const char *locale, const char *typed, struct plan *p);

/* Let the last word be the beginning of one.  False: none begins so. */
bool plan_prefix(struct plan *p);

/* Let parts of the compound i do: "kuppi" of "teekuppi".  False: it is none.
 */
bool plan_parts(struct plan *p, size_t i);

/* Is there any document with this word? */
bool plan_known(const struct plan *p, size_t i);

/*
 * The text with the words that the shop does not know replaced by the nearest
 * that it knows; NULL: nothing to mend.
 */
const char *plan_mended(const struct plan *p);

#endif
