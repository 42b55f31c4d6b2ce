#ifndef LIB_PAKETTIKAUPPA_H
#define LIB_PAKETTIKAUPPA_H

#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"

/*
 * The Pakettikauppa API (Posti, Matkahuolto and others behind one), without
 * the network.  Source: its public documentation (CC0) of March 2020; nShift
 * keeps the same shape at PostiDigital/nextshipping-api-documentation.
 */
struct pakettikauppa_pair {
	const char *name, *value;
};

/* Hex HMAC-SHA256 of the values, joined by '&' in the order of their names;
 * {NULL} ends the pairs. */
const char *pakettikauppa_hash(struct arena *a, const char *secret,
	const struct pakettikauppa_pair *pairs);

/* The body of a call: pairs, api_key, timestamp (Unix seconds) and hash. */
const char *pakettikauppa_form(struct arena *a, const char *key,
	const char *secret, const struct pakettikauppa_pair *pairs,
	int64_t timestamp);

struct pakettikauppa_point {
	const char *provider, *id, *name, *street, *postcode, *city, *country,
		*hours; /* never NULL */
};

/* /pickup-points/search: ERR_INVALID, it is no list of points.  Those without
 * id, name or postcode are left out. */
int pakettikauppa_points(struct arena *a, const char *body, size_t n,
	struct pakettikauppa_point **out, size_t *n_out);

#endif
