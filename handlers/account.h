#ifndef HANDLERS_ACCOUNT_H
#define HANDLERS_ACCOUNT_H

#include "domain/order.h"
#include "lib/http.h"
#include "lib/tpl.h"

/* The cookie of a customer's login. */
#define ACCOUNT_COOKIE "puoti-account"

/* On a guest's order page: an account for one field, as include name of t. */
void account_offer_show(
	struct req *r, struct tpl *t, const char *name, const struct order *o);

#endif
