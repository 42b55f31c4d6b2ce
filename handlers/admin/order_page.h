#ifndef HANDLERS_ADMIN_ORDER_PAGE_H
#define HANDLERS_ADMIN_ORDER_PAGE_H

/* The page of one order: between the files of order*.c. */
#include "domain/order.h"
#include "lib/form.h"
#include "lib/http.h"
#include "lib/tpl.h"

struct order_ship_form {
	const char *carrier, *tracking;
};
extern const struct field order_ship_fields[];

struct order_code_form {
	const char *code;
};
extern const struct field order_code_fields[];

/* The order whose number is in the address; ERR_NOT_FOUND. */
int order_page_of(struct req *r, struct order *o);
const char *order_page_path(struct req *r, const struct order *o);

/* errors: of the one form that was posted, or NULL. */
int order_page_send(struct req *r, const struct order *o,
	const struct form_errors *errors, int status);

/* After a move: back to the order with a word, or, on ERR_CONFLICT, the
 * order as it is now. */
int order_page_moved(struct req *r, struct order *o, int rc, const char *done);

/* The section REFUND, when there is something to pay back. */
void order_refund_show(struct tpl *t, const struct order *o);

/* Shipments, payments, refunds, mails, what has happened. */
int order_traces_show(struct tpl *t, struct req *r, const struct order *o,
	const struct form_errors *errors);

/* Mails to the customer that the order is far enough for. */
bool order_mail_fits(const struct order *o, const char *mail);

#endif
