#ifndef LIB_TEXT_H
#define LIB_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/arena.h"
#include "lib/buf.h"

bool utf8_ok(const char *s, size_t n); /* valid, no NUL */
size_t utf8_length(const char *s);     /* characters */

/*
 * Case and accents folded (libunistring): sort keys, comparisons.  In "fi"
 * and "sv" the letters å ä ö become '{' '|' '}' and so sort after z; the keys
 * are compared by byte (COLLATE "C" in PostgreSQL).
 */
const char *text_fold(struct arena *a, const char *locale, const char *s);

/* "Utu vase, speckled" -> "utu-vase-speckled"; "" when nothing is left. */
const char *text_slug(struct arena *a, const char *s);

/* Capitals and small letters, in no language's own way. */
const char *text_upper(struct arena *a, const char *s);
const char *text_lower(struct arena *a, const char *s);

/* Composed form (NFC): "a" and a combining diaeresis become one letter. */
const char *text_nfc(struct arena *a, const char *s);

/* "" for NULL: what a column takes when nothing was given. */
const char *text_or_empty(const char *s);

/* At most n characters of s. */
const char *text_cut(struct arena *a, const char *s, size_t n);

/* Append s for HTML text or a quoted attribute. */
void html_escape(struct buf *out, const char *s);

const char *text_trim(struct arena *a, const char *s);

/* True for something@host.tld within 254 characters, no control character. */
bool email_is_plausible(const char *text);
/* Lower case, trimmed: how addresses are compared (tables: email_norm). */
const char *email_norm(struct arena *a, const char *text);

/* What a "tel:" address may hold of a phone number. */
const char *phone_dial(struct arena *a, const char *phone);

#endif
