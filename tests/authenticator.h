#ifndef TESTS_AUTHENTICATOR_H
#define TESTS_AUTHENTICATOR_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/webauthn.h"

/* A device with one passkey, made of OpenSSL alone: what a browser would send
 * of it, right or wrong as a test wants it. */
struct authenticator {
	void *key; /* EVP_PKEY, freed with the arena */
	int alg;
	struct bytes id;
};

struct authenticator authenticator_new(struct arena *a, int alg);

/* What is not given is as it should be. */
struct authenticator_plan {
	const char *challenge; /* base64url; needed */
	const char *rp_id;     /* "localhost" */
	const char *origin;    /* "http://localhost:8080" */
	const char *type;
	const char *more;   /* further members of the client's data */
	const char *client; /* all of them */
	int64_t counter;
	int flags; /* beside 0x40; 0: somebody was there and proved it */
	bool other_key;
};

struct webauthn_answer authenticator_make(struct arena *a,
	const struct authenticator *d, const struct authenticator_plan *plan);
struct webauthn_answer authenticator_get(struct arena *a,
	const struct authenticator *d, const struct authenticator_plan *plan);

#endif
