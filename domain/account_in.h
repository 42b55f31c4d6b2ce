#ifndef DOMAIN_ACCOUNT_IN_H
#define DOMAIN_ACCOUNT_IN_H

#include "domain/account.h"

/* What the parts of accounts share; only domain/ includes it. */

/* By address, compared as email_norm.  ERR_NOT_FOUND. */
int account_find(struct cx *cx, const char *norm, struct account *out);

/* Whose password it is, with the limits of logging in. */
int account_check(struct cx *cx, const struct account_try *t, int64_t *id);

int account_session_add(struct cx *cx, int64_t customer, const char **token);

#endif
