#ifndef HANDLERS_PAY_H
#define HANDLERS_PAY_H

#include "domain/order.h"
#include "lib/http.h"
#include "lib/tpl.h"

/*
 * On to paying an order that stands, in a way of pay_ways: the provider is
 * called and the buyer sent to its page, or to the order's page when the way
 * has none, nothing is owed, or the provider does not answer (a notice says
 * so).  Never an error because of the provider.  ERR_TOO_MANY: too many
 * payments begun or failed.
 */
int pay_go(struct req *r, const struct order *o, const char *way);

/* The same before there is an order: may this visitor, or this address, begin
 * a payment with a provider?  email_norm "" not known.  ERR_TOO_MANY. */
int pay_limit(struct req *r, const char *email_norm);

/* The section PAY of an order's page: what is waited for, the ways to pay what
 * is owed.  Its form posts to SELF/pay. */
void pay_show(struct req *r, struct tpl *t, const struct order *o);

#endif
