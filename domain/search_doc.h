#ifndef DOMAIN_SEARCH_DOC_H
#define DOMAIN_SEARCH_DOC_H

/*
 * Ids of documents, and the memory of the shop's own words: between the
 * search_*.c files.
 *
 * An id is language (4 bits), popularity turned round (8 bits) and product
 * turned round (44 bits): in order of id come the most bought of a language,
 * the newest first among equals.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cx.h"
#include "lib/fts.h"
#include "lib/words.h"

int64_t doc_id(int lang, int64_t sold_qty, int64_t product);
int64_t doc_product(int64_t id);
int doc_lang(int64_t id);
/* Where a language's documents begin and end. */
int64_t doc_first(int lang);
int64_t doc_last(int lang);

/* A document as it shall be and as it is; 0: none. */
struct doc_made {
	int64_t id, was, product;
	int lang;
	const char *name; /* folded */
	struct fts_doc text;
};

/* Fill in all but product and lang, which are given; the text lies in keep. */
int doc_make(const struct cx *cx, struct arena *keep, struct doc_made *m);

/* Make these products' documents anew, inside a transaction.  Those of a
 * product that is not for sale go. */
int docs_make(struct cx *cx, const int64_t *products, size_t n);

/* ---- the shop's own words: search_vocab.c ---- */

struct vocab;

/* Kept in this process until there are new words; NULL after an error. */
const struct vocab *vocab_get(struct cx *cx, const char *locale);

struct vocab_word {
	const char *plain, *shown, *stem;
	uint32_t letters; /* a bit each: most words are told apart by it */
	uint8_t length, weight;
};

const struct vocab_word *vocab_find(const struct vocab *v, const char *plain);

/* The word nearest to a misspelt one: one edit, two in a word of 8 letters
 * and more; NULL: none. */
const struct vocab_word *vocab_near(const struct vocab *v, const char *plain);

/* Words that begin so, the weightiest first, at most max. */
size_t vocab_prefix(const struct vocab *v, const char *plain, size_t max,
	const struct vocab_word **out);

/* Words whose stem ends so and is longer ("stekpann" for "pann"). */
size_t vocab_suffix(const struct vocab *v, const char *stem, size_t max,
	const struct vocab_word **out);

/* Remember a word of a document; weight 1..3.  vocab_put_begin: at the start
 * of a transaction, and after words were deleted. */
void vocab_put_begin(void);
int vocab_put(
	struct cx *cx, const char *locale, const struct word *w, int weight);

/* Nothing kept from another database: tests. */
void search_forget(void);

#endif
