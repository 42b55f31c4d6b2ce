#ifndef DOMAIN_PAY_PAYTRAIL_H
#define DOMAIN_PAY_PAYTRAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/provider.h"
#include "lib/paytrail.h"

/* What Paytrail's callbacks and redirects carry, and its calls beside those
 * that every provider has. */

/* A query {NULL} ended, as it was decoded.  ERR_DENIED: not signed by
 * Paytrail for this shop; else what it says of a payment or a refund. */
int paytrail_hear(struct cx *cx, const struct remote_header *query,
	struct provider_answer *out);

/* What was said of a refund: state "done", "failed" or "sent". */
int paytrail_hear_refund(struct cx *cx, const struct remote_header *query,
	struct provider_answer *out);

/* Back from the form for a card: the id of its tokenization.  ERR_DENIED: not
 * signed, or none was made. */
int paytrail_hear_card(struct cx *cx, const struct remote_header *query,
	const char **tokenization);

/* A signed call.  transaction, tokenization: of the heads, "" none.  body
 * NULL: GET.  OK: an answer that is signed, or refuses (status >= 400). */
struct paytrail_call {
	const char *path, *transaction, *tokenization, *body;
};
int paytrail_call(struct cx *cx, const struct paytrail_call *call,
	struct remote_answer *answer, struct paytrail_said *said,
	const char **problem);

/* The account and the secret in use.  ERR_NOT_FOUND: not entered. */
struct paytrail_key {
	const char *account, *secret;
};
int paytrail_key(struct cx *cx, struct paytrail_key *out);

/* Now, as it stands in a call. */
const char *paytrail_timestamp(struct cx *cx);

/* May a buyer be sent there? */
bool paytrail_href_ok(struct cx *cx, const char *href);

/* "https://services.paytrail.com", or the stand-in of a test. */
const char *paytrail_base(struct cx *cx);

/* The body of POST /payments for a payment; NULL: it cannot be made. */
int paytrail_payment_body(struct cx *cx, const struct payment *p,
	const char *token, const char **body, const char **problem);

#endif
