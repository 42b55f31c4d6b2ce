#ifndef LIB_SEAL_H
#define LIB_SEAL_H

#include "lib/arena.h"
#include "lib/crypt.h"

/*
 * Texts that only this shop's key file opens: AES-256-GCM (NIST SP 800-38D)
 * under a key made of the key file by HKDF-SHA-256 (RFC 5869).  label says
 * what the text is and is bound to it: a text sealed as one thing does not
 * open as another.
 */

/* Hex: nonce, ciphertext, tag; another one each time. */
const char *seal_text(struct arena *a, const struct secret *s,
	const char *label, const char *text);

/* ERR_DENIED: changed, of another label or of another key file. */
int seal_open(struct arena *a, const struct secret *s, const char *label,
	const char *sealed, const char **text);

#endif
