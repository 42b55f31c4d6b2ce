#ifndef DOMAIN_STAFF_H
#define DOMAIN_STAFF_H

#include <stdbool.h>

#include "lib/cx.h"

enum {
	STAFF_IDLE_MS = 12 * 3600 * 1000,
	STAFF_ABSOLUTE_DAYS = 14,
};

struct staff_session_row {
	int64_t staff;
	const char *name, *email, *locale;
};

/* ERR_INVALID: address or password not acceptable; ERR_CONFLICT: exists. */
int staff_add(struct cx *cx, const char *email, const char *name,
	const char *password, int64_t *id);
/* ERR_NOT_FOUND: no account of that address. */
int staff_find(struct cx *cx, const char *email, int64_t *id);
int staff_set_password(struct cx *cx, int64_t id, const char *password);

/*
 * Check a login and make a session with a new token (for the cookie).  The
 * same time is spent on an unknown address.  ERR_DENIED: wrong;
 * ERR_TOO_MANY: too many failures in 15 minutes, of this account from this
 * network, of the account in all, or from the network (limits off: never).
 */
int staff_login(struct cx *cx, const char *email, const char *password,
	const char *remote, bool limits, const char **token);

/* The language somebody works in, "" when nobody knows. */
const char *staff_locale(struct cx *cx, int64_t id);

/* ERR_NOT_FOUND: unknown, idle too long, or past its absolute end.  Moves
 * seen_ms at most every five minutes, outside read transactions. */
int staff_session_find(
	struct cx *cx, const char *token, struct staff_session_row *out);
int staff_session_seen(struct cx *cx, const char *token);
int staff_logout(struct cx *cx, const char *token);

/*
 * Count a failed attempt of a kind by a subject (hashed before it is kept; an
 * IPv6 address counts with its /64) and say whether there were too many in the
 * window: ERR_TOO_MANY.
 */
int attempt_check(struct cx *cx, const char *kind, const char *subject,
	int64_t max, int64_t window_ms);
int attempt_add(struct cx *cx, const char *kind, const char *subject,
	int64_t window_ms);

/* Whoever has one address of IPv6 has the 2^64 beside it too: its network, for
 * a subject that is more than an address.  All else stays as it is. */
const char *attempt_network(struct arena *a, const char *remote);
/* Under what a subject is counted. */
const char *attempt_subject(struct cx *cx, const char *subject);

/*
 * Wrong passwords of a kind of accounts ("login": staff, "account":
 * customers), counted by account and network, by account, by network.
 * check: ERR_TOO_MANY when one of them is at its bound.  failed: ERR_DENIED
 * once it is counted.
 */
int attempt_login_check(
	struct cx *cx, const char *kind, const char *norm, const char *remote);
int attempt_login_failed(
	struct cx *cx, const char *kind, const char *norm, const char *remote);

#endif
