#include "lib/seal.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <stdlib.h>
#include <string.h>

#include "lib/err.h"

enum { KEY = 32, NONCE = 12, TAG = 16 };

/* The key file itself is never used for two things. */
static void key_make(const struct secret *s, unsigned char out[KEY])
{
	static char digest[] = "SHA256", info[] = "puoti sealed texts 1";
	unsigned char file[CRYPT_KEY];
	memcpy(file, s->key, CRYPT_KEY);
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(
			OSSL_KDF_PARAM_DIGEST, digest, 0),
		OSSL_PARAM_construct_octet_string(
			OSSL_KDF_PARAM_KEY, file, CRYPT_KEY),
		OSSL_PARAM_construct_octet_string(
			OSSL_KDF_PARAM_INFO, info, sizeof(info) - 1),
		OSSL_PARAM_construct_end(),
	};
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
	EVP_KDF_CTX *ctx = EVP_KDF_CTX_new(kdf);
	if (!ctx || EVP_KDF_derive(ctx, out, KEY, params) <= 0)
		abort();
	EVP_KDF_CTX_free(ctx);
	EVP_KDF_free(kdf);
	OPENSSL_cleanse(file, sizeof(file));
}

/* A cipher that has the key, the nonce and the label. */
static EVP_CIPHER_CTX *cipher_new(const struct secret *s, const char *label,
	const unsigned char *nonce, int encrypts)
{
	unsigned char key[KEY];
	int n;
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	key_make(s, key);
	if (!ctx ||
		!EVP_CipherInit_ex(
			ctx, EVP_aes_256_gcm(), NULL, key, nonce, encrypts) ||
		!EVP_CipherUpdate(ctx, NULL, &n, (const unsigned char *)label,
			(int)strlen(label)))
		abort();
	OPENSSL_cleanse(key, sizeof(key));
	return ctx;
}

static const char *to_hex(struct arena *a, const unsigned char *p, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	char *out = arena_alloc(a, n * 2 + 1);
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[p[i] >> 4];
		out[2 * i + 1] = digits[p[i] & 15];
	}
	return out;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* NULL: not hex, or too short to hold a nonce and a tag. */
static unsigned char *from_hex(struct arena *a, const char *hex, size_t *n)
{
	size_t len = strlen(hex);
	*n = len / 2;
	if (len % 2 || *n < NONCE + TAG)
		return NULL;
	unsigned char *out = arena_alloc(a, *n);
	for (size_t i = 0; i < *n; i++) {
		int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
		if (high < 0 || low < 0)
			return NULL;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return out;
}

const char *seal_text(struct arena *a, const struct secret *s,
	const char *label, const char *text)
{
	size_t len = strlen(text);
	int n, end;
	unsigned char *out = arena_alloc(a, NONCE + len + TAG + 1);
	crypt_random(out, NONCE);
	EVP_CIPHER_CTX *ctx = cipher_new(s, label, out, 1);
	if (!EVP_CipherUpdate(ctx, out + NONCE, &n, (const unsigned char *)text,
		    (int)len) ||
		!EVP_CipherFinal_ex(ctx, out + NONCE + n, &end) ||
		!EVP_CIPHER_CTX_ctrl(
			ctx, EVP_CTRL_GCM_GET_TAG, TAG, out + NONCE + len))
		abort();
	EVP_CIPHER_CTX_free(ctx);
	return to_hex(a, out, NONCE + len + TAG);
}

int seal_open(struct arena *a, const struct secret *s, const char *label,
	const char *sealed, const char **text)
{
	size_t n;
	int got = 0, end = 0;
	unsigned char *in = from_hex(a, sealed, &n);
	if (!in)
		return ERR_DENIED;
	size_t len = n - NONCE - TAG;
	unsigned char *out = arena_alloc(a, len + 1);
	EVP_CIPHER_CTX *ctx = cipher_new(s, label, in, 0);
	bool ok = EVP_CipherUpdate(ctx, out, &got, in + NONCE, (int)len) &&
		  EVP_CIPHER_CTX_ctrl(
			  ctx, EVP_CTRL_GCM_SET_TAG, TAG, in + NONCE + len) &&
		  EVP_CipherFinal_ex(ctx, out + got, &end);
	EVP_CIPHER_CTX_free(ctx);
	if (!ok) {
		OPENSSL_cleanse(out, len);
		return ERR_DENIED;
	}
	out[len] = '\0';
	*text = (const char *)out;
	return OK;
}
