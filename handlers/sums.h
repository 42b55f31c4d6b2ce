#ifndef HANDLERS_SUMS_H
#define HANDLERS_SUMS_H

#include "domain/quote.h"
#include "lib/http.h"
#include "lib/tpl.h"

/*
 * What a cart costs, row by row, for every page that says it: goods, what is
 * taken off, delivery, total, gift cards, what is left to pay, VAT.  Include
 * name of t (part/sums.tpl).
 */
struct sums {
	const struct quote *quote;
	int64_t units;
	const char *delivery_name; /* "Delivery", "Pickup" */
};
void sums_show(
	struct req *r, struct tpl *t, const char *name, const struct sums *s);

/* The codes that a cart carries and the field for one more (part/codes.tpl),
 * inside a form of the caller's: its buttons say "drop" or do=code. */
struct codes {
	int64_t cart;
	const struct quote *quote;
	const char *typed;   /* to be shown again; NULL: nothing */
	const char *problem; /* beside the field; NULL: none */
};
int codes_show(
	struct req *r, struct tpl *t, const char *name, const struct codes *c);

/* Do what those buttons ask: take a code out ("drop"), or put in what was
 * typed ("code").  *problem: why it was not, in words; NULL: it was. */
int codes_do(struct req *r, const char **problem);

#endif
