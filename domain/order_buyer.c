/* What a buyer may do with an order that stands. */
#include <string.h>

#include "domain/order.h"
#include "domain/order_trace.h"
#include "domain/refund.h"
#include "lib/db.h"
#include "lib/err.h"

bool order_buyer_can_cancel(const struct order *o)
{
	return order_can(o, "cancel") && strcmp(o->fulfilment, "none") == 0;
}

/* All that was paid, the delivery too. */
static int give_back(struct cx *cx, const struct order *o)
{
	struct money most;
	int rc = refund_most(cx, o->id, &most);
	if (rc < 0 || most.minor == 0)
		return rc;
	struct refund_ask ask = {.order = o->id,
		.reason = "cancelled",
		.note = "",
		.delivery = true};
	return refund_make(cx, &ask, NULL);
}

static int do_cancel(struct cx *cx, struct order *o, const void *arg)
{
	if (!order_buyer_can_cancel(o))
		return ERR_CONFLICT;
	int rc = order_undo(cx, o, arg);
	return rc == OK ? give_back(cx, o) : rc;
}

int order_buyer_cancel(struct cx *cx, int64_t id, const char *reason)
{
	return order_moving(cx, id, "cancel", do_cancel, reason);
}
