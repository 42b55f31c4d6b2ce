#ifndef LIB_STRIPE_H
#define LIB_STRIPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"

/*
 * Stripe's API, without the network.  Source: docs.stripe.com, "Verify
 * webhook signatures manually"; stripe-node's tolerance.
 */
enum { STRIPE_TOLERANCE_S = 300 };

/*
 * "t=1492774577,v1=hex[,v1=hex][,v0=...]": HMAC-SHA-256 of t, a full stop and
 * the raw body.  Any v1 may be the one; no when it was signed longer ago, or
 * more ahead, than the tolerance.
 */
bool stripe_signed(struct arena *a, const char *secret, const char *header,
	const char *body, size_t n, int64_t now_s);

/* The header for a body: for tests. */
const char *stripe_sign(struct arena *a, const char *secret, int64_t t,
	const char *body, size_t n);

/* A path and an id. */
const char *stripe_path(struct arena *a, const char *path, const char *id);

/* One more pair of a form's body, encoded. */
void stripe_add(
	struct arena *a, struct buf *form, const char *name, const char *value);
void stripe_add_int(
	struct arena *a, struct buf *form, const char *name, int64_t value);

/* A Checkout Session or a refund, as far as a shop needs it; "" not said. */
struct stripe_said {
	const char *id, *url, *status, *payment_status, *intent, *stamp,
		*currency, *message;
	int64_t amount_minor; /* -1: not said */
	bool live;
};
/* False: not a JSON object. */
bool stripe_read(
	struct arena *a, const char *body, size_t n, struct stripe_said *out);

/* An event: its type, and the object in it. */
bool stripe_read_event(struct arena *a, const char *body, size_t n,
	const char **type, struct stripe_said *out);

#endif
