#ifndef DOMAIN_ACCOUNT_H
#define DOMAIN_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"

/*
 * Accounts of customers.  Each begins with a mailed link that proves its
 * address; orders made before with that address join it then.  Whether an
 * address has an account is told by mail alone, never by a page or by time.
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

/* Orders of an account: made in it, and once its address is proved those that
 * guests made with it; the newest first, at most 100 (domain/account_order.h
 * has them by pages). */
struct account_order {
	int64_t id, number, placed_ms, delivered_ms; /* 0: not yet */
	const char *state, *payment_state, *fulfilment;
	const char *what; /* "Kide mug and 2 more" */
	struct money total;
	bool came_back; /* some of it, or all */
};
int account_orders(struct cx *cx, const struct account *who,
	struct account_order **out, size_t *n);

/* 8 to 128 characters, and none that people guess first (lib/crypt). */
bool account_password_ok(const char *password, const char *email);

/* Who asks: address and network are counted when limits are on. */
struct account_try {
	const char *email, *password, *name;
	const char *remote;
	const char *known; /* account_known of this browser; NULL: none */
	const char *next;  /* where a mailed login leads; NULL: the account */
	bool limits;
};

/*
 * Ask for an account.  OK also when the address has one: the same is written
 * for every address, and the mail tells its owner which it is.  The account
 * begins with account_verify.  ERR_INVALID: the password is not acceptable.
 * ERR_TOO_MANY.
 */
int account_register(struct cx *cx, const struct account_try *t);

/* The shop's own: an account without a password, of an address that is known
 * to be theirs.  ERR_GONE: the address has one. */
int account_add(struct cx *cx, const char *email, const char *name,
	const char *locale, int64_t *id);

/*
 * Whose password it is.  ERR_DENIED: wrong, after the same time whichever it
 * is.  ERR_TOO_MANY, before anything is hashed.  What follows is
 * account_session_begin, or first a second factor: account_second.
 */
int account_login(struct cx *cx, const struct account_try *t, int64_t *id);

/* ---- sessions ---- */

/* From where a customer comes. */
struct account_browser {
	const char *agent; /* account_agent */
	const char *known; /* as in struct account_try */
};

/* "Firefox, Linux" of a User-Agent header: words of ours; "" unknown. */
const char *account_agent(struct arena *a, const char *user_agent);

/*
 * What a browser keeps that has logged in to the account of this address:
 * their owner is told of any other browser, and strangers who guess do not
 * keep this one out.
 */
const char *account_known(struct cx *cx, const char *norm);

/* Does logging in take a one-time code after the first factor? */
int account_second(struct cx *cx, int64_t customer, bool *wanted);

/* A step of a login that waits for the next; *token is the cookie's. customer
 * 0: not known yet.  kind and challenge: table login_step. */
int account_step_add(struct cx *cx, const char *kind, int64_t customer,
	const char *challenge, const char **token);

/* Every factor was right: a session with a new token.  Tells the owner by
 * mail when the browser was not seen before. */
int account_session_begin(struct cx *cx, int64_t customer,
	const struct account_browser *b, const char **token);
int account_logout(struct cx *cx, const char *token);

/* The sessions of a customer that are alive, that of token first.  handle
 * stands for one in a form: a keyed token, nothing that opens it. */
struct account_session_row {
	const char *handle, *agent;
	int64_t created_ms, seen_ms;
	bool here;
};
int account_sessions(struct cx *cx, int64_t customer, const char *token,
	struct account_session_row **out, size_t *n);
/* ERR_NOT_FOUND: no such session of this customer. */
int account_session_end(struct cx *cx, int64_t customer, const char *handle);
/* All but that of token (NULL: all), and every link and step that waits. */
int account_others_end(struct cx *cx, int64_t customer, const char *token);

/* What is over and done with: sessions, steps, links.  *n: how many. */
int account_sweep(struct cx *cx, int64_t *n);

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
/* The same, and where they were going when they asked for it; "" nowhere. */
int account_link_next(
	struct cx *cx, const char *kind, const char *token, const char **next);
/* ..., and of whose account it is.  Not of kind verify. */
int account_link_whose(
	struct cx *cx, const char *kind, const char *token, const char **email);
int account_verify(struct cx *cx, const char *link, const struct account_try *t,
	int64_t *customer);

/* A link to choose another password, one that logs in; OK also when there is
 * no account.  ERR_TOO_MANY. */
int account_forgot(struct cx *cx, const struct account_try *t);
int account_link_ask(struct cx *cx, const struct account_try *t);

/* Log in by such a link, once; the address is proved.  *next: "" or where
 * they were going.  A second factor is asked for all the same. */
int account_link_open(
	struct cx *cx, const char *link, int64_t *customer, const char **next);

/* A new password by such a link; all logins end, the address is proved. */
int account_reset(struct cx *cx, const char *link, const char *password);

/* Is there a password beside passkeys and mailed links? */
int account_has_password(struct cx *cx, int64_t customer, bool *has);

/* Another password, or the first: all logins and links end, theirs too: what
 * follows is account_session_begin.  ERR_INVALID: not acceptable. */
int account_password_set(struct cx *cx, int64_t customer, const char *password);

/*
 * No password any more: links in mails, and passkeys, are left.  Ends logins
 * and links as a new one does, and tells by mail.  ERR_NOT_FOUND: there is
 * none.  ERR_CONFLICT: it is the only way in, because the address was never
 * proved and there is no passkey.
 */
int account_password_remove(struct cx *cx, int64_t customer);

/*
 * Another address: a link goes to it, and until it is opened nothing changes.
 * OK also when another account has it: its owner is told by that mail.
 * ERR_INVALID: no address, or the one they have.  ERR_TOO_MANY.
 */
int account_email_ask(
	struct cx *cx, int64_t customer, const struct account_try *t);
/* By that link, in a session of the same customer: ERR_DENIED else; ERR_GONE.
 * All logins end, as by account_password_set; the old address is told. */
int account_email_change(struct cx *cx, const char *link, int64_t customer);

/*
 * A mail that tells a customer what happened to their account, and what to do
 * if it was not they: what is "password", "password_removed", "email_asked",
 * "passkey_added", "passkey_removed", "totp_on", "totp_off", "codes".  In the
 * caller's transaction.  "login" (from a browser not seen before) and "email"
 * (to the address that was left) are written by what they tell of.
 */
int account_notice(struct cx *cx, int64_t customer, const char *what);
/* The same at most once a day, by the clock: "codes_wrong". */
int account_notice_daily(struct cx *cx, int64_t customer, const char *what);

/* When the session last proved who it is: account_strong. */
int account_proved(struct cx *cx, const char *token, int64_t *at_ms);
int account_prove(struct cx *cx, const char *token); /* now */

/* What a mail needs of a link: to whom, and the secret in its address.  taken:
 * the address that asked (kinds verify, email) has an account already. */
struct account_letter {
	const char *email, *name, *locale;
	const char *kind, *token;
	bool taken;
};
/* ERR_GONE: asked for an address that nobody has; there is no letter. */
int account_link_letter(
	struct cx *cx, int64_t link, struct account_letter *out);

#endif
