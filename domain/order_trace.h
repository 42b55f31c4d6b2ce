#ifndef DOMAIN_ORDER_TRACE_H
#define DOMAIN_ORDER_TRACE_H

#include "domain/order.h"
#include "lib/cx.h"
#include "lib/money.h"

/* What the parts of an order's machine share; only domain/ includes it. */

/* A row of the order's timeline. */
int order_event_add(
	struct cx *cx, int64_t order, const char *kind, const char *note);

/* A mail about an order to "customer" or "owner"; once per key. */
int order_mail(struct cx *cx, const char *mail, int64_t order, const char *to,
	int64_t nth);

/* Move an order, and *o with it, along the table of order_moves.c, guarded by
 * its rev; "stay" only counts the rev.  ERR_CONFLICT: no such move. */
int order_step(struct cx *cx, struct order *o, const char *name);

/* Event, audit row, mail to the customer (NULL: none): told in the
 * transaction of the move they tell of. */
int order_tell(struct cx *cx, const struct order *o, const char *event,
	const char *note, const char *mail);

/* Run fn in one transaction over the order as it is now, if the move is
 * possible then; else ERR_CONFLICT. */
int order_moving(struct cx *cx, int64_t id, const char *name,
	int (*fn)(struct cx *cx, struct order *o, const void *arg),
	const void *arg);

/* Cancel: holds, promotions, gift cards and open payments are let go of; told
 * to the buyer.  Inside a transaction over the order as it is. */
int order_undo(struct cx *cx, struct order *o, const char *reason);

/* Units of an order's goods to (sign 1) or from (-1) product.sold_qty. */
int order_count_sold(struct cx *cx, int64_t order, int64_t sign);

/*
 * Money has come for an order: writes the ledger and moves the machine.  A
 * cancelled order comes back when its goods can be held again, else the money
 * has to go back.  ref is unique: the same twice is ERR_CONFLICT.
 */
int order_money_in(
	struct cx *cx, int64_t order, struct money amount, const char *ref);

/* What it costs now is there: the order as it is moves by "pay". */
int order_paid_up(struct cx *cx, struct order *o);

/* Money has gone back: the ledger's row, and the order's payment state as its
 * rows say.  Inside a transaction; ref is unique as above. */
int order_money_out(
	struct cx *cx, int64_t order, struct money amount, const char *ref);
/* The same when the ledger has its row already. */
int order_money_gone(struct cx *cx, int64_t order, struct money amount);

/* A payment attempt failed: tells the timeline. */
int order_payment_failed(struct cx *cx, int64_t order);

/* A bank takes its time: the order waits and is not let go meanwhile. */
int order_payment_pending(struct cx *cx, int64_t order);

#endif
