#ifndef DOMAIN_REORDER_H
#define DOMAIN_REORDER_H

#include <stddef.h>

#include "domain/order.h"

/* What became of a line of an order that is ordered again. */
enum reorder_outcome {
	REORDER_ALL,   /* as many as then */
	REORDER_FEWER, /* as many as there are; the cart's own count in it */
	REORDER_OUT,   /* sold out just now, or all of it is in the cart */
	REORDER_GONE,  /* not sold any more */
	REORDER_GIFT,  /* a gift card: it is written anew */
	REORDER_FULL,  /* the cart holds no more different things */
};

struct reorder_line {
	enum reorder_outcome outcome;
	int64_t qty;                /* units that went into the cart */
	const char *name, *options; /* as they were bought */
};

/*
 * Put what an order holds now into a session's cart, at today's price and as
 * far as it can be had; what is in the cart already stays.  Gift cards are
 * left out: their texts were for somebody.  One row per line.
 */
int reorder(struct cx *cx, const char *session, const struct order *o,
	struct reorder_line **out, size_t *n);

#endif
