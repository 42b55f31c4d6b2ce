#include "lib/webauthn.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <stdlib.h>
#include <string.h>

#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/json.h"
#include "lib/log.h"

enum {
	RP_HASH = 32,       /* the first bytes of the authenticator's data */
	HEAD = RP_HASH + 5, /* then flags and a counter of four bytes */
	AAGUID = 16,
	FLAG_AT = 0x40,      /* a new key follows */
	FLAG_UP = 1,         /* somebody was there */
	FLAG_UV = 4,         /* and proved who they are */
	CLIENT_MAX = 4096,   /* bytes; browsers send some 150 */
	AUTHDATA_MAX = 8192, /* a credential's id has 1023 at most */
	CBOR_BYTES = 2,
	CBOR_TEXT = 3,
	CBOR_ARRAY = 4,
	CBOR_MAP = 5,
	CBOR_TAG = 6,
	CBOR_MEMBERS = 32, /* of one list; keys have five */
	CBOR_DEPTH = 4,
	CREDENTIAL_MAX = 1023 /* bytes, the standard's own bound */
};

static int refused(const char *why)
{
	log_warn("event=passkey_refused reason=%s", why);
	return ERR_DENIED;
}

/* ---- the place ---- */

/* A number is no name: "192.0.2.1", "[::1]". */
static bool is_name(const char *host)
{
	return *host != '[' && *host && host[strspn(host, "0123456789.")];
}

bool webauthn_site_of(
	struct arena *a, const char *base_url, struct webauthn_site *out)
{
	const char *scheme = strstr(base_url, "://");
	if (!scheme)
		return false;
	const char *host = scheme + 3;
	bool secure = strncmp(base_url, "https:", 6) == 0;
	size_t n = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/");
	const char *name = arena_strndup(a, host, n);
	if (!secure && strcmp(name, "127.0.0.1") == 0) {
		out->rp_id = "localhost";
		out->origin = arena_printf(a, "http://localhost%s", host + n);
		return true;
	}
	/* without https only localhost is trusted by browsers */
	if (!is_name(name) || (!secure && strcmp(name, "localhost") != 0))
		return false;
	out->rp_id = name;
	out->origin = arena_strdup(a, base_url);
	return true;
}

/* ---- what the browser says ---- */

static bool is_text(json_t *object, const char *name, const char *want)
{
	return crypt_equal(
		json_string_value(json_object_get(object, name)), want);
}

static const char *client_wrong(json_t *client, const char *type,
	const struct webauthn_site *site, const char *challenge)
{
	if (!is_text(client, "type", type))
		return "type";
	if (!is_text(client, "challenge", challenge))
		return "challenge";
	if (!is_text(client, "origin", site->origin))
		return "origin";
	/* inside somebody else's page */
	if (json_is_true(json_object_get(client, "crossOrigin")) ||
		json_object_get(client, "topOrigin"))
		return "cross_origin";
	return NULL;
}

static int client_check(const struct webauthn_answer *answer, const char *type,
	const struct webauthn_site *site, const char *challenge)
{
	if (!answer->client.p || answer->client.n > CLIENT_MAX ||
		!answer->authdata.p || answer->authdata.n > AUTHDATA_MAX)
		return refused("size");
	json_t *client = json_loadb((const char *)answer->client.p,
		answer->client.n, JSON_REJECT_DUPLICATES, NULL);
	const char *wrong = json_is_object(client) ? client_wrong(client, type,
							     site, challenge)
						   : "client";
	json_decref(client);
	return wrong ? refused(wrong) : OK;
}

/* ---- what the device says ---- */

/*
 * CBOR (RFC 8949) that says no more than it holds: libcbor makes room for as
 * many members as a list claims to have before it looks for them.  Moves *at
 * behind one item.
 */
static bool modest(struct bytes b, size_t *at, int depth)
{
	if (*at >= b.n || depth > CBOR_DEPTH)
		return false;
	unsigned major = b.p[*at] >> 5, low = b.p[*at] & 31;
	uint64_t arg = low;
	(*at)++;
	if (low >= 24) {
		size_t size = (size_t)1 << (low - 24);
		if (low > 27 || b.n - *at < size)
			return false; /* without end, or cut */
		for (arg = 0; size > 0; size--)
			arg = arg << 8 | b.p[(*at)++];
	}
	if (major == CBOR_BYTES || major == CBOR_TEXT) {
		if (arg > b.n - *at)
			return false;
		*at += arg;
		return true;
	}
	if (major != CBOR_ARRAY && major != CBOR_MAP)
		return major != CBOR_TAG;
	if (arg > CBOR_MEMBERS)
		return false;
	for (uint64_t i = 0; i < arg * (major == CBOR_MAP ? 2 : 1); i++)
		if (!modest(b, at, depth + 1))
			return false;
	return true;
}

/* What follows hash, flags and counter: of a new key 16 bytes of its maker,
 * its id and itself; then extensions. */
static bool is_modest(struct bytes authdata)
{
	size_t at = HEAD;
	if (authdata.n < HEAD)
		return false;
	if (authdata.p[RP_HASH] & FLAG_AT) {
		at += AAGUID + 2;
		if (authdata.n < at)
			return false;
		at += (size_t)authdata.p[at - 2] << 8 | authdata.p[at - 1];
	}
	while (at < authdata.n)
		if (!modest(authdata, &at, 0))
			return false;
	return at == authdata.n;
}

static void init_once(void)
{
	static bool done;
	if (!done)
		fido_init(0);
	done = true;
}

static void cred_free(void *p)
{
	fido_cred_t *cred = p;
	fido_cred_free(&cred);
}

/* The authenticator's data, read as of that kind of key.  NULL: they are not.
 */
static fido_cred_t *cred_read(struct arena *a, struct bytes authdata, int alg)
{
	fido_cred_t *cred = fido_cred_new();
	if (!cred)
		abort();
	arena_defer(a, cred_free, cred);
	if (fido_cred_set_type(cred, alg) != FIDO_OK ||
		fido_cred_set_authdata_raw(cred, authdata.p, authdata.n) !=
			FIDO_OK)
		return NULL;
	return cred;
}

static bool is_of_site(
	struct arena *a, struct bytes authdata, const struct webauthn_site *s)
{
	if (authdata.n < RP_HASH)
		return false;
	struct bytes hash = {authdata.p, RP_HASH};
	return crypt_equal(bytes_hex(a, hash), crypt_sha256_str(a, s->rp_id));
}

static struct bytes copy(struct arena *a, const unsigned char *p, size_t n)
{
	unsigned char *out = arena_alloc(a, n + 1);
	if (n)
		memcpy(out, p, n);
	return (struct bytes){out, n};
}

/* A libfido2 key, freed with the arena.  NULL: the bytes are none. */
static void *es256_of(struct arena *a, struct bytes b);
static void *eddsa_of(struct arena *a, struct bytes b);
static void *rs256_of(struct arena *a, struct bytes b);

static const struct alg {
	int cose;
	void *(*of)(struct arena *a, struct bytes b);
} algs[] = {
	{WEBAUTHN_ES256, es256_of},
	{WEBAUTHN_EDDSA, eddsa_of},
	{WEBAUTHN_RS256, rs256_of},
};
enum { ALGS = sizeof(algs) / sizeof(algs[0]) };

#define KEY_OF(name)                                               \
	static void name##_drop(void *p)                           \
	{                                                          \
		name##_pk_t *pk = p;                               \
		name##_pk_free(&pk);                               \
	}                                                          \
	static void *name##_of(struct arena *a, struct bytes b)    \
	{                                                          \
		name##_pk_t *pk = name##_pk_new();                 \
		if (!pk)                                           \
			abort();                                   \
		arena_defer(a, name##_drop, pk);                   \
		return name##_pk_from_ptr(pk, b.p, b.n) == FIDO_OK \
			       ? (void *)pk                        \
			       : NULL;                             \
	}
KEY_OF(es256)
KEY_OF(eddsa)
KEY_OF(rs256)
#undef KEY_OF

static void *key_of(struct arena *a, const struct webauthn_key *key)
{
	for (size_t i = 0; i < ALGS; i++)
		if (algs[i].cose == key->alg)
			return algs[i].of(a, key->key);
	return NULL;
}

int webauthn_new(struct arena *a, const struct webauthn_site *site,
	const char *challenge, const struct webauthn_answer *answer,
	struct webauthn_key *out)
{
	init_once();
	int rc = client_check(answer, "webauthn.create", site, challenge);
	if (rc < 0)
		return rc;
	if (!is_of_site(a, answer->authdata, site))
		return refused("rp_id");
	if (!is_modest(answer->authdata))
		return refused("authdata");
	fido_cred_t *cred = NULL;
	for (size_t i = 0; !cred && i < ALGS; i++)
		cred = cred_read(a, answer->authdata, algs[i].cose);
	if (!cred)
		return refused("authdata");
	uint8_t flags = fido_cred_flags(cred);
	if (!(flags & FLAG_UP) || !(flags & FLAG_UV))
		return refused("flags");
	*out = (struct webauthn_key){
		.id = copy(a, fido_cred_id_ptr(cred), fido_cred_id_len(cred)),
		.alg = fido_cred_type(cred),
		.key = copy(a, fido_cred_pubkey_ptr(cred),
			fido_cred_pubkey_len(cred)),
		.counter = fido_cred_sigcount(cred),
	};
	if (!out->id.n || out->id.n > CREDENTIAL_MAX || !key_of(a, out))
		return refused("key");
	return OK;
}

static void assert_free(void *p)
{
	fido_assert_t *assert = p;
	fido_assert_free(&assert);
}

int webauthn_check(struct arena *a, const struct webauthn_site *site,
	const char *challenge, const struct webauthn_answer *answer,
	const struct webauthn_key *key, int64_t *counter)
{
	init_once();
	int rc = client_check(answer, "webauthn.get", site, challenge);
	if (rc < 0)
		return rc;
	void *pk = key_of(a, key);
	fido_assert_t *f = fido_assert_new();
	if (!f)
		abort();
	arena_defer(a, assert_free, f);
	if (!pk || !answer->signature.p || !is_modest(answer->authdata) ||
		fido_assert_set_count(f, 1) != FIDO_OK ||
		fido_assert_set_rp(f, site->rp_id) != FIDO_OK ||
		fido_assert_set_clientdata(
			f, answer->client.p, answer->client.n) != FIDO_OK ||
		fido_assert_set_up(f, FIDO_OPT_TRUE) != FIDO_OK ||
		fido_assert_set_uv(f, FIDO_OPT_TRUE) != FIDO_OK ||
		fido_assert_set_authdata_raw(f, 0, answer->authdata.p,
			answer->authdata.n) != FIDO_OK ||
		fido_assert_set_sig(f, 0, answer->signature.p,
			answer->signature.n) != FIDO_OK)
		return refused("data");
	/* the host, both flags and the signature */
	if (fido_assert_verify(f, 0, key->alg, pk) != FIDO_OK)
		return refused("signature");
	*counter = fido_assert_sigcount(f, 0);
	if ((*counter || key->counter) && *counter <= key->counter)
		return refused("counter");
	return OK;
}

/* ---- in a table ---- */

const char *webauthn_key_text(struct arena *a, const struct webauthn_key *key)
{
	return arena_printf(a, "%d %s", key->alg, bytes_hex(a, key->key));
}

int webauthn_key_read(
	struct arena *a, const char *text, struct webauthn_key *out)
{
	char *end;
	long alg = strtol(text, &end, 10);
	if (*end != ' ')
		return ERR_INVALID;
	out->alg = (int)alg;
	out->key = bytes_from_hex(a, end + 1);
	return out->key.p && key_of(a, out) ? OK : ERR_INVALID;
}
