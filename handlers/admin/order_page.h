#ifndef HANDLERS_ADMIN_ORDER_PAGE_H
#define HANDLERS_ADMIN_ORDER_PAGE_H

/* The page of one order: between order.c and order_refund.c. */
#include "domain/order.h"
#include "lib/form.h"
#include "lib/http.h"
#include "lib/tpl.h"

/* The order whose number is in the address; ERR_NOT_FOUND. */
int order_page_of(struct req *r, struct order *o);

/* errors: of the one form that was posted, or NULL. */
int order_page_send(struct req *r, const struct order *o,
	const struct form_errors *errors, int status);

/* After a move: back to the order with a word, or, on ERR_CONFLICT, the
 * order as it is now. */
int order_page_moved(struct req *r, struct order *o, int rc, const char *done);

/* The section REFUND, when there is something to pay back. */
void order_refund_show(struct tpl *t, const struct order *o);

#endif
