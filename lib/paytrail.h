#ifndef LIB_PAYTRAIL_H
#define LIB_PAYTRAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/remote.h"

/*
 * Paytrail's Payment API, without the network: what is signed and how, bodies,
 * answers.  Source: paytrail/api-documentation (docs/README.md).
 */

/*
 * HMAC of every pair whose name begins with "checkout-", as "name:value" in
 * the order of names, then the body; lower-case hex.  algorithm: "sha256",
 * "sha512".  NULL: another algorithm.
 */
const char *paytrail_sign(struct arena *a, const char *secret,
	const char *algorithm, const struct remote_header *pairs,
	const char *body, size_t n);

/*
 * Is it signed with this secret?  pairs are the names and values of an
 * answer's head or of a query, "signature" among them; {NULL} ends.  No when a
 * name comes twice, or when checkout-algorithm is not this one.
 */
bool paytrail_signed(struct arena *a, const char *secret, const char *algorithm,
	const struct remote_header *pairs, const char *body, size_t n);

/* "/payments/ID/refund" of an id and "/refund". */
const char *paytrail_path(struct arena *a, const char *id, const char *tail);

/* The same for a tokenization: "/tokenization/ID". */
const char *paytrail_token_path(struct arena *a, const char *id);

/* Pairs as the body of a form. */
const char *paytrail_form(struct arena *a, const struct remote_header *pairs);

/* The value of a name, "" when it is not there. */
const char *paytrail_value(const struct remote_header *pairs, const char *name);

struct paytrail_item {
	const char *code, *description; /* cut to 100, 1000 characters */
	int64_t unit_minor, units;      /* VAT included; may be below 0 */
	int64_t rate_bp;                /* one decimal; -1 counts as 0 */
};

struct paytrail_create {
	const char *stamp, *reference, *language; /* "FI" "SV" "EN" */
	int64_t amount_minor; /* 1 to 99999998, the sum of the items */
	const struct paytrail_item *items;
	size_t n_items;
	const char *email, *first_name, *last_name, *phone;
	const char *success, *cancel, *notice; /* addresses; notice "" none */
	const char *token; /* of a card to charge; "" none */
};

/* JSON.  NULL: Paytrail would not take it (amount, the sum of the items, a
 * text that is too long to cut). */
const char *paytrail_create_body(
	struct arena *a, const struct paytrail_create *c);

struct paytrail_refund {
	int64_t amount_minor;
	const char *stamp, *reference, *notice;
	const char *email; /* "" none; else where to ask for an account */
};
const char *paytrail_refund_body(
	struct arena *a, const struct paytrail_refund *r);

/* Of an answer: the text of a member of a JSON object; "" when it has none. */
struct paytrail_said {
	const char *transaction, *href, *status, *stamp, *reference, *currency,
		*message, *step_up;
	int64_t amount_minor; /* -1: not said */
};
/* False: not a JSON object. */
bool paytrail_read(
	struct arena *a, const char *body, size_t n, struct paytrail_said *out);

#endif
