#ifndef LIB_CRYPT_H
#define LIB_CRYPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"

enum {
	CRYPT_KEY = 32,      /* bytes in the key file */
	CRYPT_HASH_HEX = 64, /* characters of a SHA-256 in hex */
	CRYPT_TOKEN = 32,    /* characters of a token: 160 bits, base32 */
	CRYPT_PASSWORD_MIN = 8,
	CRYPT_PASSWORD_MAX = 256,
};

/* The shop's secret, from DIR/key (mode 0600). */
struct secret {
	unsigned char key[CRYPT_KEY];
};

/* Read the key file; with create, make it when it is absent. */
int secret_load(struct secret *s, const char *path, bool create);

void crypt_random(void *out, size_t n); /* CSPRNG; aborts if it fails */

/* 160 random bits as 32 lower-case base32 characters. */
const char *crypt_token(struct arena *a);

const char *crypt_sha256(struct arena *a, const void *p, size_t n); /* hex */
const char *crypt_sha256_str(struct arena *a, const char *s);

/* SHA-256 of what comes in pieces; lives as long as the arena. */
struct hash;
struct hash *hash_new(struct arena *a);
void hash_add(struct hash *h, const void *p, size_t n);
const char *hash_hex(struct arena *a, struct hash *h); /* once, at the end */

/* HMAC-SHA-256 with the shop's key; purpose separates the uses. */
const char *crypt_mac(struct arena *a, const struct secret *s,
	const char *purpose, const char *text); /* hex */

/* The first 160 bits of crypt_mac as a token (base32). */
const char *crypt_keyed_token(struct arena *a, const struct secret *s,
	const char *purpose, const char *text);

bool crypt_equal(const char *a, const char *b); /* constant time; NULL: no */

/*
 * A CSRF token for a session: mask || (mask xor MAC), hex, new on each call
 * so that a compressed page leaks nothing (BREACH).
 */
const char *csrf_make(
	struct arena *a, const struct secret *s, const char *session);
bool csrf_ok(struct arena *a, const struct secret *s, const char *session,
	const char *token);

/* argon2id (t=2, m=19 MiB, p=1), encoded with its salt. */
const char *password_hash(struct arena *a, const char *password);
/* encoded NULL (no such account): false, after as long a time. */
/*
 * Is it one that people guess first: a common password, a word with digits, a
 * run of keys?  By cracklib and its dictionary (OWASP ASVS 6.2.4, 6.2.12);
 * without the dictionary, which doctor misses, nothing is.
 */
bool password_is_common(const char *password);
bool password_dictionary(void); /* is it there? */

bool password_ok(const char *encoded, const char *password);

#endif
