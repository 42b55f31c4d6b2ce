#ifndef DOMAIN_CARRIER_H
#define DOMAIN_CARRIER_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/delivery.h"
#include "lib/cx.h"

/*
 * Who carries parcels, as far as the shop asks them: one struct a service,
 * and what differs between them is here and nowhere else.  Calls go over the
 * network: never inside a transaction.
 */
struct carrier_ask {
	const char *carrier;  /* of delivery_method: "Posti" */
	const char *services; /* its codes of them: "2103,2106" */
	const char *country, *postal;
};

struct carrier {
	const char *code; /* "pakettikauppa" */
	bool (*ready)(struct cx *cx);
	/* Pickup points near a place.  ERR_BUSY: no whole answer. */
	int (*points)(struct cx *cx, const struct carrier_ask *ask,
		struct delivery_point **out, size_t *n, const char **problem);
	/* Does the account answer?  *problem says what is wrong. */
	int (*test)(struct cx *cx, const char **problem);
};

extern const struct carrier carrier_pakettikauppa;
/* Those there are; {NULL} ended. */
extern const struct carrier *const carriers[];

/*
 * Ask for the points near a place and keep them, at most once an hour for each
 * place and not again for a minute after a carrier did not answer.  What was
 * known stays whatever happens.
 */
void carrier_refresh(struct cx *cx, const char *carrier, const char *country,
	const char *postal);

#endif
