#ifndef HANDLERS_ACCOUNT_DETAILS_H
#define HANDLERS_ACCOUNT_DETAILS_H

#include "lib/http.h"
#include "lib/tpl.h"

/* The parts of /account/details. */

/* ADDRESS sections, NO_ADDRESS, ADD. */
int account_addresses_show(struct req *r, struct tpl *t);
/* The section CARDS, where saved cards are in use or there are some. */
int account_cards_show(struct req *r, struct tpl *t);

#endif
