#ifndef DOMAIN_ACCOUNT_H
#define DOMAIN_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"

/*
 * Accounts of customers.  A password alone opens one; orders made before
 * join it once a mailed link has proved the address.  Whether an address has
 * an account is told by mail alone, never by a page or by time.
 */
enum {
	ACCOUNT_PASSWORD_MAX = 128, /* characters; at least CRYPT's minimum */
	ACCOUNT_IDLE_DAYS = 14,
	ACCOUNT_SESSION_DAYS = 90,
	ACCOUNT_STRONG_MINUTES = 15,
};

struct account {
	int64_t id, group;
	const char *email, *email_norm, *name, *phone, *locale;
	bool verified;
};
int account_get(struct cx *cx, int64_t id, struct account *out);

/* The address of the newest order of an account.  ERR_NOT_FOUND: none. */
struct account_address {
	const char *name, *phone, *street, *postal, *city, *country;
};
int account_last_address(
	struct cx *cx, const struct account *who, struct account_address *out);

/* Orders of an account: made in it, and once its address is proved all with
 * that address; the newest first, at most 100. */
struct account_order {
	int64_t id, number, placed_ms;
	const char *state, *payment_state, *fulfilment;
	struct money total;
};
int account_orders(struct cx *cx, const struct account *who,
	struct account_order **out, size_t *n);

/* 8 to 128 characters, and none that people guess first (lib/crypt). */
bool account_password_ok(const char *password, const char *email);

/* Who asks: both are counted when limits are on. */
struct account_try {
	const char *email, *password, *name;
	const char *remote;
	bool limits;
};

/*
 * Make an account.  OK also when the address has one: then a mail says so.
 * ERR_INVALID: the password is not acceptable.  ERR_TOO_MANY.
 */
int account_register(struct cx *cx, const struct account_try *t);

/* ERR_DENIED: wrong, after the same time whichever it is.  ERR_TOO_MANY. */
int account_login(
	struct cx *cx, const struct account_try *t, const char **token);
int account_logout(struct cx *cx, const char *token);

/* Who is logged in with that token.  ERR_NOT_FOUND: nobody.  Notes about once
 * an hour that they were here. */
int account_session(
	struct cx *cx, const char *token, int64_t *customer, int64_t *group);

/* The cart of a session goes on in another. */
int account_cart_move(struct cx *cx, const char *from, const char *to);

/*
 * The mailed links.  ERR_GONE: used, too old, or none of ours.  Verifying
 * takes the password, so that whoever typed a stranger's address first gains
 * nothing by that stranger's click.
 */
int account_link_ok(struct cx *cx, const char *kind, const char *token);
int account_verify(struct cx *cx, const char *link, const struct account_try *t,
	const char **token);

/* A link to choose another password; OK also when there is no account. */
int account_forgot(struct cx *cx, const struct account_try *t);
/* A new password by such a link; all logins end, the address is proved. */
int account_reset(struct cx *cx, const char *link, const char *password);

/*
 * A mail that tells a customer what happened to their account, and what to do
 * if it was not they: what is "password", "email" (to the old address),
 * "passkey_added", "passkey_removed", "totp_on", "totp_off", "codes",
 * "login" (from a browser not seen before), "erased".  In the caller's
 * transaction.
 */
int account_notice(struct cx *cx, int64_t customer, const char *what);

/* When the session last proved who it is: account_strong. */
int account_proved(struct cx *cx, const char *token, int64_t *at_ms);
int account_prove(struct cx *cx, const char *token); /* now */

/* What a mail needs of a link: to whom, and the secret in its address. */
struct account_letter {
	struct account who;
	const char *kind, *token;
};
int account_link_letter(
	struct cx *cx, int64_t link, struct account_letter *out);

#endif
