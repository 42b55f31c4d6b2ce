#include "lib/crypt.h"

#include <argon2.h>
#include <stddef.h> /* crack.h needs it */

#include <crack.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/err.h"
#include "lib/log.h"

enum {
	SHA = 32,         /* bytes of a SHA-256 */
	TOKEN_BYTES = 20, /* 160 bits */
	CSRF_BYTES = 16,  /* 128 bits of the MAC are enough for a form */
	SALT = 16,
	ARGON_T = 2,
	ARGON_M_KIB = 19 * 1024,
	ARGON_P = 1,
	ARGON_ENCODED = 128,
};

void crypt_random(void *out, size_t n)
{
	unsigned char *p = out;
	while (n > 0) {
		ssize_t got = getrandom(p, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			abort(); /* better no shop than a guessable one */
		p += got;
		n -= (size_t)got;
	}
}

/* The key file */

static int secret_read(struct secret *s, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_INTERNAL;
	struct stat st;
	unsigned char over[CRYPT_KEY + 1];
	int rc = ERR_INTERNAL;
	if (fstat(fd, &st) == 0 && (st.st_mode & 077))
		rc = ERR_DENIED;
	else if (read(fd, over, sizeof(over)) == CRYPT_KEY)
		rc = OK;
	if (rc == OK)
		memcpy(s->key, over, CRYPT_KEY);
	OPENSSL_cleanse(over, sizeof(over));
	close(fd);
	return rc;
}

static void dir_sync(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dir = "."; /* of a name without a slash */
	if (slash)
		dir = arena_strndup(a, path, (size_t)(slash - path + 1));
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

/* Write beside, then link: never half a key, never over another's. */
static int secret_make(const char *path)
{
	struct arena *a = arena_new();
	unsigned char key[CRYPT_KEY];
	crypt_random(key, sizeof(key));
	const char *tmp = arena_printf(a, "%s.%s", path, crypt_token(a));
	int rc = ERR_INTERNAL;
	int fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0) {
		if (write(fd, key, sizeof(key)) == CRYPT_KEY &&
			fsync(fd) == 0 &&
			(link(tmp, path) == 0 || errno == EEXIST))
			rc = OK;
		close(fd);
		unlink(tmp);
		dir_sync(a, path);
	}
	OPENSSL_cleanse(key, sizeof(key));
	arena_free(a);
	return rc;
}

int secret_load(struct secret *s, const char *path, bool create)
{
	int rc = secret_read(s, path);
	if (rc == ERR_NOT_FOUND && create) {
		rc = secret_make(path);
		if (rc == OK)
			rc = secret_read(s, path);
	}
	if (rc == ERR_DENIED)
		log_error("key path=\"%s\": others may read it, want mode 0600",
			path);
	else if (rc != OK)
		log_error(
			"key path=\"%s\": no key of %d bytes", path, CRYPT_KEY);
	return rc;
}

/* Hashes.  The algorithms are fetched once: it costs more than hashing. */

static const char *hex(struct arena *a, const unsigned char *p, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	char *out = arena_alloc(a, n * 2 + 1);
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[p[i] >> 4];
		out[2 * i + 1] = digits[p[i] & 15];
	}
	return out;
}

static const EVP_MD *sha256(void)
{
	static EVP_MD *md;
	if (!md)
		md = EVP_MD_fetch(NULL, "SHA256", NULL);
	if (!md)
		abort();
	return md;
}

static const char *digest_hex(struct arena *a, EVP_MD_CTX *ctx)
{
	unsigned char out[SHA];
	if (!EVP_DigestFinal_ex(ctx, out, NULL))
		abort();
	return hex(a, out, SHA);
}

const char *crypt_sha256(struct arena *a, const void *p, size_t n)
{
	static EVP_MD_CTX *ctx;
	if (!ctx)
		ctx = EVP_MD_CTX_new();
	if (!ctx || !EVP_DigestInit_ex2(ctx, sha256(), NULL) ||
		!EVP_DigestUpdate(ctx, p, n))
		abort();
	return digest_hex(a, ctx);
}

struct hash {
	EVP_MD_CTX *ctx;
};

static void hash_free(void *ctx)
{
	EVP_MD_CTX_free(ctx);
}

struct hash *hash_new(struct arena *a)
{
	struct hash *h = ARENA_NEW(a, struct hash);
	h->ctx = EVP_MD_CTX_new();
	if (!h->ctx || !EVP_DigestInit_ex2(h->ctx, sha256(), NULL))
		abort();
	arena_defer(a, hash_free, h->ctx);
	return h;
}

void hash_add(struct hash *h, const void *p, size_t n)
{
	if (!EVP_DigestUpdate(h->ctx, p, n))
		abort();
}

const char *hash_hex(struct arena *a, struct hash *h)
{
	return digest_hex(a, h->ctx);
}

const char *crypt_sha256_str(struct arena *a, const char *s)
{
	return crypt_sha256(a, s, strlen(s));
}

/* A context that has taken the key already; copied for each use. */
static EVP_MAC_CTX *mac_keyed(const struct secret *s)
{
	static struct secret held;
	static EVP_MAC_CTX *keyed;
	if (keyed && !CRYPTO_memcmp(held.key, s->key, CRYPT_KEY))
		return keyed;
	EVP_MAC_CTX_free(keyed);
	EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	keyed = EVP_MAC_CTX_new(mac);
	EVP_MAC_free(mac);
	char digest[] = "SHA256";
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(
			OSSL_MAC_PARAM_DIGEST, digest, 0),
		OSSL_PARAM_construct_end(),
	};
	if (!keyed || !EVP_MAC_init(keyed, s->key, CRYPT_KEY, params))
		abort();
	held = *s;
	return keyed;
}

/* purpose, NUL, text: no text of one purpose is a text of another. */
static void mac_raw(unsigned char out[SHA], const struct secret *s,
	const char *purpose, const char *text)
{
	size_t n = 0;
	EVP_MAC_CTX *ctx = EVP_MAC_CTX_dup(mac_keyed(s));
	if (!ctx ||
		!EVP_MAC_update(ctx, (const unsigned char *)purpose,
			strlen(purpose) + 1) ||
		!EVP_MAC_update(
			ctx, (const unsigned char *)text, strlen(text)) ||
		!EVP_MAC_final(ctx, out, &n, SHA) || n != SHA)
		abort();
	EVP_MAC_CTX_free(ctx);
}

const char *crypt_mac(struct arena *a, const struct secret *s,
	const char *purpose, const char *text)
{
	unsigned char mac[SHA];
	mac_raw(mac, s, purpose, text);
	return hex(a, mac, SHA);
}

/* Tokens: base32 (RFC 4648) in lower case; 20 bytes need no padding. */
static const char *base32(
	struct arena *a, const unsigned char bytes[TOKEN_BYTES])
{
	static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
	char *out = arena_alloc(a, CRYPT_TOKEN + 1), *at = out;
	unsigned bits = 0, held = 0;
	for (int i = 0; i < TOKEN_BYTES; i++) {
		bits = bits << 8 | bytes[i];
		for (held += 8; held >= 5; held -= 5)
			*at++ = digits[bits >> (held - 5) & 31];
	}
	return out;
}

const char *crypt_token(struct arena *a)
{
	unsigned char bytes[TOKEN_BYTES];
	crypt_random(bytes, sizeof(bytes));
	return base32(a, bytes);
}

const char *crypt_keyed_token(struct arena *a, const struct secret *s,
	const char *purpose, const char *text)
{
	unsigned char mac[SHA];
	mac_raw(mac, s, purpose, text);
	return base32(a, mac);
}

bool crypt_equal(const char *a, const char *b)
{
	if (!a || !b)
		return false;
	size_t n = strlen(a);
	return n == strlen(b) && CRYPTO_memcmp(a, b, n) == 0;
}

/* Masks are taken from the kernel many at a time; a child process must not
 * go on with its parent's. */
static unsigned char masks[64 * CSRF_BYTES];
static size_t masks_used = sizeof(masks);

static void masks_forget(void)
{
	masks_used = sizeof(masks);
}

static const unsigned char *mask_take(void)
{
	static bool is_watching;
	if (!is_watching)
		is_watching = pthread_atfork(NULL, NULL, masks_forget) == 0;
	if (masks_used == sizeof(masks)) {
		crypt_random(masks, sizeof(masks));
		masks_used = 0;
	}
	masks_used += CSRF_BYTES;
	return masks + masks_used - CSRF_BYTES;
}

const char *csrf_make(
	struct arena *a, const struct secret *s, const char *session)
{
	unsigned char mac[SHA], out[2 * CSRF_BYTES];
	mac_raw(mac, s, "csrf", session);
	memcpy(out, mask_take(), CSRF_BYTES);
	for (int i = 0; i < CSRF_BYTES; i++)
		out[CSRF_BYTES + i] = out[i] ^ mac[i];
	return hex(a, out, sizeof(out));
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool csrf_ok(struct arena *a, const struct secret *s, const char *session,
	const char *token)
{
	(void)a;
	unsigned char mac[SHA], got[2 * CSRF_BYTES];
	if (!session || !token || strlen(token) != 2 * sizeof(got))
		return false;
	for (size_t i = 0; i < sizeof(got); i++) {
		int high = hex_digit(token[2 * i]);
		int low = hex_digit(token[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		got[i] = (unsigned char)(high << 4 | low);
	}
	for (int i = 0; i < CSRF_BYTES; i++)
		got[CSRF_BYTES + i] ^= got[i];
	mac_raw(mac, s, "csrf", session);
	return CRYPTO_memcmp(mac, got + CSRF_BYTES, CSRF_BYTES) == 0;
}

/* Passwords: the parameters are OWASP's first choice for argon2id. */

const char *password_hash(struct arena *a, const char *password)
{
	unsigned char salt[SALT];
	char *encoded = arena_alloc(a, ARGON_ENCODED);
	crypt_random(salt, sizeof(salt));
	int code = argon2id_hash_encoded(ARGON_T, ARGON_M_KIB, ARGON_P,
		password, strlen(password), salt, sizeof(salt), SHA, encoded,
		ARGON_ENCODED);
	if (code != ARGON2_OK)
		abort(); /* out of memory: everything else is constant */
	return encoded;
}

bool password_ok(const char *encoded, const char *password)
{
	size_t n = strlen(password);
	if (n > CRYPT_PASSWORD_MAX * 4) /* bytes of that many characters */
		return false;
	if (!encoded) {
		/* No such account: take the same time to say no. */
		unsigned char salt[SALT] = {0}, out[SHA];
		argon2id_hash_raw(ARGON_T, ARGON_M_KIB, ARGON_P, password, n,
			salt, sizeof(salt), out, sizeof(out));
		return false;
	}
	return argon2id_verify(encoded, password, n) == ARGON2_OK;
}

bool password_dictionary(void)
{
	char path[512];
	int n = snprintf(
		path, sizeof(path), "%s.pwd", GetDefaultCracklibDict());
	return n > 0 && (size_t)n < sizeof(path) && access(path, R_OK) == 0;
}

bool password_is_common(const char *password)
{
	/* FascistCheck ends the program when the dictionary is missing */
	return password_dictionary() &&
	       FascistCheck(password, GetDefaultCracklibDict()) != NULL;
}
