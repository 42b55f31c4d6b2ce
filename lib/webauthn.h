#ifndef LIB_WEBAUTHN_H
#define LIB_WEBAUTHN_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/bytes.h"

/*
 * Passkeys: what a browser brings from navigator.credentials is checked as
 * W3C's Web Authentication, level 2, sections 7.1 and 7.2 say.  libfido2
 * reads the authenticator's data and checks its signature; the client's data
 * are checked here.  No attestation is asked for: any maker's device will do.
 */

/* Where a passkey is good: it is bound to the host's name. */
struct webauthn_site {
	const char *rp_id;  /* "shop.example" */
	const char *origin; /* "https://shop.example" */
};

/*
 * Of the shop's address.  False: a number is no name, so no passkey can be
 * made there.  The demo's http://127.0.0.1:8080 counts as
 * http://localhost:8080, which is the same machine and has a name.
 */
bool webauthn_site_of(
	struct arena *a, const char *base_url, struct webauthn_site *out);

/* COSE's numbers (RFC 9053, RFC 8812), in the order of our liking. */
enum {
	WEBAUTHN_ES256 = -7,
	WEBAUTHN_EDDSA = -8,
	WEBAUTHN_RS256 = -257,
};

struct webauthn_key {
	struct bytes id;  /* of the credential */
	int alg;          /* one of the above */
	struct bytes key; /* public, as libfido2 lays it out */
	int64_t counter;  /* of signatures; 0: does not count */
};

/* What a browser sends of an answer; signature: of a login alone. */
struct webauthn_answer {
	struct bytes client;   /* clientDataJSON */
	struct bytes authdata; /* authenticatorData */
	struct bytes signature;
};

/*
 * A new passkey for a challenge of ours (base64url).  The user must have been
 * there and have proved who they are to the device (UV).  ERR_DENIED, after
 * logging which check failed: nothing of it holds.
 */
int webauthn_new(struct arena *a, const struct webauthn_site *site,
	const char *challenge, const struct webauthn_answer *answer,
	struct webauthn_key *out);

/*
 * A login by a known passkey.  ERR_DENIED as above, also when the counter has
 * not moved on from key->counter, as it would of a copy; *counter is the new
 * one.
 */
int webauthn_check(struct arena *a, const struct webauthn_site *site,
	const char *challenge, const struct webauthn_answer *answer,
	const struct webauthn_key *key, int64_t *counter);

/* The key in a table: "-7 04ab..."; ERR_INVALID: it is none. */
const char *webauthn_key_text(struct arena *a, const struct webauthn_key *key);
int webauthn_key_read(
	struct arena *a, const char *text, struct webauthn_key *out);

#endif
