#ifndef DOMAIN_ACCOUNT_SECOND_H
#define DOMAIN_ACCOUNT_SECOND_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/bytes.h"
#include "lib/cx.h"

/*
 * The second factor of a customer's login: one-time codes of an app
 * (lib/totp.h), and recovery codes for who has lost it.  Wanted after every
 * first factor but a passkey, which is both: account_second.
 */
enum {
	SECOND_TRIES = 5,     /* of one login */
	SECOND_HOUR_MAX = 10, /* wrong codes of an account in an hour */
	SECOND_DAY_MAX = 30,  /* ... and in a day, from wherever they come */
	SECOND_TELL = 5,      /* in a day: a mail, once that day */
	RECOVERY_CODES = 10,
	RECOVERY_DIGITS = 12,
};

/* Who has given the first factor and is asked for the second, by the token of
 * the step.  ERR_GONE: nobody, any more. */
int second_waits(struct cx *cx, const char *step, int64_t *customer);

/*
 * A one-time or a recovery code, each good once, with spaces or without.
 * known: as in struct account_try; like wrong passwords, wrong codes of a
 * browser that was inside are counted by themselves, so that whoever guesses
 * elsewhere does not keep it out.  ERR_DENIED: wrong, and counted.  ERR_GONE:
 * the step is over, or was tried SECOND_TRIES times.  ERR_TOO_MANY: the
 * account had too many wrong ones, in the hour or in the day; *again_ms is
 * when it may try again.
 */
int second_check(struct cx *cx, const char *step, const char *code,
	const char *known, int64_t *customer, int64_t *again_ms);

/* The same moment for who is logged in: after ERR_TOO_MANY of the changes
 * below. */
int second_again(struct cx *cx, int64_t customer, int64_t *again_ms);

/* What a customer has. */
struct second {
	bool on;      /* codes are asked for */
	bool waiting; /* turned on, but the first code has not come yet */
	int64_t since_ms, used_ms;
	int64_t recovery_left;
	struct bytes secret; /* while waiting: for the app */
};
int second_get(struct cx *cx, int64_t customer, struct second *out);

/* A new secret that waits for its first code.  ERR_CONFLICT: it is on. */
int second_begin(struct cx *cx, int64_t customer);

/* Its first code turns it on: codes gets RECOVERY_CODES texts, which nobody
 * can see again.  ERR_DENIED, ERR_TOO_MANY: as above; ERR_NOT_FOUND: nothing
 * waits. */
int second_turn_on(
	struct cx *cx, int64_t customer, const char *code, const char **codes);

/* By a code: off, or new recovery codes in place of the old.  The owner is
 * told by mail.  ERR_NOT_FOUND: it is not on. */
int second_turn_off(struct cx *cx, int64_t customer, const char *code);
int second_renew(
	struct cx *cx, int64_t customer, const char *code, const char **codes);

/* The owner turns it off for who has lost app and recovery codes.  Audited, and
 * the customer is told by mail.  ERR_NOT_FOUND: it is not on. */
int second_clear(struct cx *cx, int64_t customer);

/* Are these recovery codes of the customer, not used yet? */
int second_owns(struct cx *cx, int64_t customer, const char *const *codes,
	size_t n, bool *yes);

#endif
