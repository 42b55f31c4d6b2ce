#ifndef DOMAIN_ACCOUNT_IN_H
#define DOMAIN_ACCOUNT_IN_H

#include "domain/account.h"

/* What the parts of accounts share; only domain/ includes it. */

/* A group is given to an address: who has not proved it is in none. */
#define ACCOUNT_GROUP_COLUMN                      \
	"CASE WHEN c.verified_ms IS NULL THEN 0 " \
	"ELSE coalesce(c.customer_group, 0) END"

/* By address, compared as email_norm.  ERR_NOT_FOUND. */
int account_find(struct cx *cx, const char *norm, struct account *out);

/* Is it the password of secret (NULL: nobody's)?  With the limits of logging
 * in: ERR_DENIED, ERR_TOO_MANY. */
int account_secret_check(struct cx *cx, const struct account_try *t,
	const char *norm, const char *secret);

/* ---- links ---- */

struct account_link {
	int64_t customer; /* 0: whoever it may be */
	const char *kind, *mail;
	int64_t lasts_ms;
	const char *email, *email_norm, *name, *secret, *next; /* NULL: none */
};

/* Is it a browser that was inside the account of that address? */
bool account_is_known(
	struct cx *cx, const struct account_try *t, const char *norm);

/*
 * Is another mail for the address one too many (*quiet: not sent, nobody is
 * told), or for who asks (ERR_TOO_MANY)?  Counts both.  An address has a count
 * for each network that asks: else any stranger could keep its owner from new
 * links; a browser that was inside has one of its own.
 */
int account_mail_limit(struct cx *cx, const struct account_try *t,
	const char *norm, bool *quiet);

/* A link and the job of the mail that brings it, whoever asked for whatever
 * address: the same steps.  Its own transaction, or in one. */
int account_link_send(struct cx *cx, const struct account_link *l);

struct account_link_row {
	int64_t id, customer;
	const char *email, *email_norm, *name, *secret, *locale, *next;
};
/* ERR_GONE: used, too old, or none of ours. */
int account_link_find(struct cx *cx, const char *kind, const char *token,
	struct account_link_row *out);
/* Once: ERR_GONE for whoever comes second. */
int account_link_use(struct cx *cx, int64_t id);

/* The address is theirs: orders made before with it join. */
int account_own(struct cx *cx, int64_t customer);

int account_password_write(struct cx *cx, int64_t customer, const char *hash);

#endif
