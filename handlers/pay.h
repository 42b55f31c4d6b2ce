#ifndef HANDLERS_PAY_H
#define HANDLERS_PAY_H

#include <stdbool.h>

#include "domain/order.h"
#include "lib/http.h"
#include "lib/remote.h"
#include "lib/tpl.h"

/*
 * On to paying an order that stands, in a way of pay_ways: the provider is
 * called and the buyer sent to its page, or to the order's page when the way
 * has none, nothing is owed, or the provider does not answer (a notice says
 * so).  Never an error because of the provider.  ERR_TOO_MANY: too many
 * payments begun or failed.
 */
int pay_go(struct req *r, const struct order *o, const char *way);

/* The same with a card that is saved, or with one that is to be saved: the
 * buyer is a customer who is logged in. */
int pay_go_card(struct req *r, const struct order *o, int64_t card);
int pay_go_keep(struct req *r, const struct order *o);

/* The CARD sections of an order's ways to pay: cards that its own customer,
 * logged in, has saved.  CODE is what the form posts as its way. */
void pay_cards_show(struct req *r, struct tpl *t, const struct order *o);
/* Does a way name a card?  Which; false: none that may pay this order now. */
bool pay_card_named(const char *way);
bool pay_card_of(
	struct req *r, const struct order *o, const char *way, int64_t *card);

/* The query as pairs, {NULL} ended: what a provider signed. */
const struct remote_header *pay_query_pairs(struct req *r);

/* Payments begun or failed from one network address, when limits are on:
 * ERR_TOO_MANY.  count: this is one more. */
int payment_limit(struct req *r, bool count);

/* The same before there is an order: may this visitor, or this address, begin
 * a payment with a provider?  email_norm "" not known.  ERR_TOO_MANY. */
int pay_limit(struct req *r, const char *email_norm);

/* The section PAY of an order's page: what is waited for, the ways to pay what
 * is owed.  Its form posts to SELF/pay. */
void pay_show(struct req *r, struct tpl *t, const struct order *o);

#endif
