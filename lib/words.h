#ifndef LIB_WORDS_H
#define LIB_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/arena.h"

/*
 * What was written or asked, as plain words: the same here when a product is
 * indexed and when a customer asks, so that the index holds base forms and
 * either database engine can keep it.
 *
 * Finnish by libvoikko (base forms of every reading, parts of compounds);
 * without its data, and for Swedish and English, by Snowball's stemmers.
 * "Plain" is folded: no case, no accents; letters and digits alone.
 */
enum { WORD_FORMS_MAX = 8, WORD_BYTES_MAX = 96 };

struct word_form {
	const char *plain; /* "kenka": what the index holds */
	const char *shown; /* "kenkä"; NULL: a stem that nobody writes */
};

struct word {
	const char *shown; /* as written, in small letters: "talvikengät" */
	const char *plain; /* "talvikengat" */
	struct word_form base[WORD_FORMS_MAX]; /* "talvikenka" */
	struct word_form head[WORD_FORMS_MAX]; /* last part: "kenka" */
	struct word_form part[WORD_FORMS_MAX]; /* other parts: "talvi" */
	size_t n_base, n_head, n_part;         /* n_base is at least 1 */
	bool digits;                           /* holds one */
	/* "Kide-muki", "35cl": the words of one run stand together. */
	size_t run;         /* number of its run, from 0 */
	const char *joined; /* of the first of several: "kidemuki" */
};

/* The words of a text in a language, at most max of them. */
size_t words_of(struct arena *a, const char *locale, const char *text,
	size_t max, struct word **out);

/* The same, more willing: dots that were not typed ("poyta") are tried. */
size_t words_asked(struct arena *a, const char *locale, const char *text,
	size_t max, struct word **out);

/*
 * While on, words_of looks each word up once; what it returns is then good
 * until words_remember(false).  For many documents in a row: words come
 * again, and a look-up in the Finnish dictionary takes some microseconds.
 */
void words_remember(bool on);

/* "and", "ja", "och": says nothing when other words are there. */
bool word_is_small(const char *locale, const char *plain);

/* Is libvoikko with its Finnish data there?  Opened once a process. */
bool words_finnish(void);

/* What the words depend on: documents made under another version are made
 * anew. */
const char *words_version(void);

/* ---- between words.c and words_fi.c ---- */

void word_form_add(
	struct word_form *list, size_t *n, struct arena *a, const char *shown);

/* Base forms and parts of w->shown; false: the dictionary does not know it. */
bool word_finnish(struct arena *a, struct word *w);
/* As though typed without dots: "poyta" is looked up as "pöytä". */
bool word_finnish_dots(struct arena *a, struct word *w);

#endif
