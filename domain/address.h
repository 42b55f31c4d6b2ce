#ifndef DOMAIN_ADDRESS_H
#define DOMAIN_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * The address book of a customer.  Every call takes whose it is: an address
 * of another is ERR_NOT_FOUND.  The first one is the usual one, which is
 * filled into the checkout; there is always exactly one while there is any.
 */
enum { ADDRESS_MAX = 20 };

struct address {
	int64_t id, rev;
	const char *name, *company, *street, *postal, *city, *country, *phone;
	bool usual;
};

/* The usual one first, then as they were added. */
int address_list(
	struct cx *cx, int64_t customer, struct address **out, size_t *n);
int address_get(
	struct cx *cx, int64_t customer, int64_t id, struct address *out);
/* ERR_NOT_FOUND: the book is empty. */
int address_usual(struct cx *cx, int64_t customer, struct address *out);

/* The secret that stands for an address in links and forms; found among the
 * customer's own alone. */
const char *address_token(struct cx *cx, int64_t id);
int address_by_token(struct cx *cx, int64_t customer, const char *token,
	struct address *out);

/* usual: it becomes the usual one.  ERR_TOO_LARGE: ADDRESS_MAX are there. */
int address_add(
	struct cx *cx, int64_t customer, const struct address *a, int64_t *id);
/* The same, unless the very same is in the book already: OK either way. */
int address_keep(struct cx *cx, int64_t customer, const struct address *a);
/* a->id as a->rev.  ERR_CONFLICT: changed or removed meanwhile. */
int address_save(struct cx *cx, int64_t customer, const struct address *a);
int address_make_usual(struct cx *cx, int64_t customer, int64_t id);
/* The oldest that is left becomes the usual one if this was. */
int address_remove(struct cx *cx, int64_t customer, int64_t id);

/* What a customer says of themselves, beside their addresses. */
struct customer_details {
	int64_t rev, since_ms;
	const char *name, *phone, *locale;
	const char *company, *business_id, *vat_id, *buyer_ref;
};
int customer_details_get(
	struct cx *cx, int64_t customer, struct customer_details *out);
/* ERR_CONFLICT: another rev. */
int customer_details_save(
	struct cx *cx, int64_t customer, const struct customer_details *d);

#endif
