#ifndef LIB_BYTES_H
#define LIB_BYTES_H

#include <stddef.h>

#include "lib/arena.h"

/* A run of bytes and the ways in which it is written as text.  What cannot be
 * read as such a text has p NULL; an empty run's p is not NULL. */
struct bytes {
	const unsigned char *p;
	size_t n;
};

/* Lower-case hex, as tables hold bytes. */
const char *bytes_hex(struct arena *a, struct bytes b);
struct bytes bytes_from_hex(struct arena *a, const char *hex);

/* Base64 for addresses and scripts (RFC 4648 section 5), without padding.
 * Text with bits left over after its last byte is not read: each run has one
 * text. */
const char *bytes_b64url(struct arena *a, struct bytes b);
struct bytes bytes_from_b64url(struct arena *a, const char *text);

/* Capitals and digits that are hard to confuse (RFC 4648 section 6), without
 * padding. */
const char *bytes_base32(struct arena *a, struct bytes b);
struct bytes bytes_from_base32(struct arena *a, const char *text);

#endif
