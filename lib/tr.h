#ifndef LIB_TR_H
#define LIB_TR_H

#include <stddef.h>

/* The languages the program speaks; the owner picks the root among them. */
struct tr_lang {
	const char *code;  /* "fi": also the address prefix */
	const char *name;  /* "Suomi", in itself */
	const char *place; /* "fi_FI": with the country, for Open Graph */
};
extern const struct tr_lang tr_langs[]; /* {NULL} terminated */
enum { TR_LANGS = 3 };

/* "fi_FI" of "fi"; code itself when it is not known. */
const char *tr_place(const char *code);

/* Index in tr_langs, or -1. */
int tr_lang_index(const char *code);

/* Bind the catalogues below dir (dir/fi/LC_MESSAGES/puoti.mo). */
void tr_init(const char *dir);

/* Language of the following tr() calls. */
void tr_use(const char *code);

/* gettext of the language in use.  Literal arguments only: xgettext reads
 * them.  tr_n picks the plural form for n. */
const char *tr(const char *msgid) __attribute__((format_arg(1)));
const char *tr_n(const char *one, const char *many, long n)
	__attribute__((format_arg(1), format_arg(2)));

/* Marks a literal for xgettext where it is translated later. */
#define N_(msgid) msgid
/* The same for a pair that tr_n picks from: two initializers. */
#define N_MANY(one, many) one, many

#endif
