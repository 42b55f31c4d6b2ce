#include "tests/authenticator.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/crypt.h"

enum { ID = 16, AT = 0x40, UP_UV = 5 };

static void need(int ok)
{
	if (ok <= 0)
		abort();
}

static void key_free(void *p)
{
	EVP_PKEY_free(p);
}

static EVP_PKEY *key_new(struct arena *a, int alg)
{
	EVP_PKEY *key = alg == WEBAUTHN_ES256 ? EVP_EC_gen("P-256")
			: alg == WEBAUTHN_RS256
				? EVP_RSA_gen(2048)
				: EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	need(key != NULL);
	arena_defer(a, key_free, key);
	return key;
}

struct authenticator authenticator_new(struct arena *a, int alg)
{
	unsigned char *id = arena_alloc(a, ID);
	crypt_random(id, ID);
	return (struct authenticator){
		.key = key_new(a, alg), .alg = alg, .id = {id, ID}};
}

static void number_add(
	struct buf *b, EVP_PKEY *key, const char *name, size_t size)
{
	BIGNUM *n = NULL;
	unsigned char raw[256];
	need(EVP_PKEY_get_bn_param(key, name, &n));
	need(BN_bn2binpad(n, raw, (int)size));
	buf_add(b, raw, size);
	BN_free(n);
}

/* The public key as COSE has it (RFC 9053). */
static void cose_add(struct buf *b, EVP_PKEY *key, int alg)
{
	unsigned char raw[32];
	size_t n = sizeof(raw);
	switch (alg) {
	case WEBAUTHN_ES256:
		buf_add(b, "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10);
		number_add(b, key, OSSL_PKEY_PARAM_EC_PUB_X, 32);
		buf_add(b, "\x22\x58\x20", 3);
		number_add(b, key, OSSL_PKEY_PARAM_EC_PUB_Y, 32);
		return;
	case WEBAUTHN_EDDSA:
		buf_add(b, "\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20", 10);
		need(EVP_PKEY_get_raw_public_key(key, raw, &n));
		buf_add(b, raw, n);
		return;
	default:
		buf_add(b, "\xa4\x01\x03\x03\x39\x01\x00\x20\x59\x01\x00", 11);
		number_add(b, key, OSSL_PKEY_PARAM_RSA_N, 256);
		buf_add(b, "\x21\x43\x01\x00\x01", 5);
	}
}

static struct bytes taken(struct arena *a, struct buf *b)
{
	char *p = arena_strndup(a, b->p, b->len);
	memcpy(p, b->p, b->len);
	struct bytes out = {(unsigned char *)p, b->len};
	buf_release(b);
	return out;
}

static struct bytes sha256(struct arena *a, struct bytes b)
{
	return bytes_from_hex(a, crypt_sha256(a, b.p, b.n));
}

static struct bytes client_of(struct arena *a,
	const struct authenticator_plan *plan, const char *type)
{
	const char *text =
		plan->client ? plan->client
			     : arena_printf(a,
				       "{\"type\":\"%s\",\"challenge\":\"%s\","
				       "\"origin\":\"%s\"%s}",
				       plan->type ? plan->type : type,
				       plan->challenge,
				       plan->origin ? plan->origin
						    : "http://localhost:8080",
				       plan->more ? plan->more : "");
	return (struct bytes){(const unsigned char *)text, strlen(text)};
}

static void head_add(struct arena *a, struct buf *b,
	const struct authenticator_plan *plan, int more)
{
	const char *rp = plan->rp_id ? plan->rp_id : "localhost";
	struct bytes hash = bytes_from_hex(a, crypt_sha256_str(a, rp));
	buf_add(b, hash.p, hash.n);
	buf_addc(b, (char)((plan->flags ? plan->flags : UP_UV) | more));
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_addc(b, (char)(plan->counter >> shift));
}

struct webauthn_answer authenticator_make(struct arena *a,
	const struct authenticator *d, const struct authenticator_plan *plan)
{
	static const char aaguid[16];
	struct buf b = {0};
	head_add(a, &b, plan, AT);
	buf_add(&b, aaguid, sizeof(aaguid));
	buf_addc(&b, 0);
	buf_addc(&b, (char)d->id.n);
	buf_add(&b, d->id.p, d->id.n);
	cose_add(&b, d->key, d->alg);
	return (struct webauthn_answer){
		.client = client_of(a, plan, "webauthn.create"),
		.authdata = taken(a, &b),
	};
}

static struct bytes sign(
	struct arena *a, EVP_PKEY *key, int alg, struct bytes text)
{
	size_t n = 512;
	unsigned char *out = arena_alloc(a, n);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	need(EVP_DigestSignInit(ctx, NULL,
		alg == WEBAUTHN_EDDSA ? NULL : EVP_sha256(), NULL, key));
	need(EVP_DigestSign(ctx, out, &n, text.p, text.n));
	EVP_MD_CTX_free(ctx);
	return (struct bytes){out, n};
}

struct webauthn_answer authenticator_get(struct arena *a,
	const struct authenticator *d, const struct authenticator_plan *plan)
{
	struct buf b = {0};
	struct webauthn_answer out = {
		.client = client_of(a, plan, "webauthn.get")};
	head_add(a, &b, plan, 0);
	out.authdata = taken(a, &b);
	struct bytes hash = sha256(a, out.client);
	buf_add(&b, out.authdata.p, out.authdata.n);
	buf_add(&b, hash.p, hash.n);
	out.signature = sign(a,
		plan->other_key ? key_new(a, d->alg) : (EVP_PKEY *)d->key,
		d->alg, taken(a, &b));
	return out;
}
