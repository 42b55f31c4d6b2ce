#ifndef DOMAIN_PASSKEY_H
#define DOMAIN_PASSKEY_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/webauthn.h"

/*
 * Passkeys of customers.  The device proves who its user is (UV) each time,
 * so that one of them is both factors of a login.  They are discoverable: no
 * page asks for an address, and none tells whether it has an account.
 */
enum {
	PASSKEYS_MAX = 20,     /* of a customer */
	PASSKEY_NAME_MAX = 60, /* characters */
	PASSKEY_MINUTES = 5,   /* that a challenge waits for its answer */
};

/* False: the shop's address is no name, so there are none. */
bool passkey_site(struct cx *cx, struct webauthn_site *out);

struct passkey {
	int64_t id;
	const char *name, *key_id;   /* key_id: base64url */
	int64_t created_ms, used_ms; /* used 0: never */
};
/* The oldest first. */
int passkey_list(
	struct cx *cx, int64_t customer, struct passkey **out, size_t *n);
/* ERR_NOT_FOUND: none of this customer. */
int passkey_get(
	struct cx *cx, int64_t customer, int64_t id, struct passkey *out);

/* A question to a browser; challenge and user are base64url. */
struct passkey_question {
	struct webauthn_site site;
	const char *step; /* comes back with the answer, once */
	const char *challenge;
	const char *user; /* who it is, to the device: nothing of a person */
};

/*
 * Ask for an answer of a passkey: of this customer, or customer 0 of
 * whoever's it is.  ERR_NOT_FOUND: there are no passkeys here.
 */
int passkey_ask(struct cx *cx, int64_t customer, struct passkey_question *out);
/* Ask for a new one. */
int passkey_ask_new(
	struct cx *cx, int64_t customer, struct passkey_question *out);

/* What comes back, all of it from strangers. */
struct passkey_answer {
	const char *step;
	const char *id, *user; /* base64url; not of a new one */
	struct webauthn_answer said;
};

/*
 * Whose passkey answered; not *customer before: of that customer alone.
 * ERR_GONE: the question is over.  ERR_DENIED: anything is wrong.
 */
int passkey_check(
	struct cx *cx, const struct passkey_answer *answer, int64_t *customer);

/* Add it, and tell its owner by mail.  ERR_CONFLICT: it is here already;
 * ERR_TOO_MANY: PASSKEYS_MAX; ERR_GONE and ERR_DENIED as above. */
int passkey_add(struct cx *cx, int64_t customer, const char *name,
	const struct passkey_answer *answer);

/* ERR_NOT_FOUND: none of this customer.  Removing tells the owner by mail;
 * ERR_CONFLICT: it is the only way in (account_password_remove). */
int passkey_rename(
	struct cx *cx, int64_t customer, int64_t id, const char *name);
int passkey_remove(struct cx *cx, int64_t customer, int64_t id);

#endif
