#ifndef DOMAIN_ORDER_CHANGE_H
#define DOMAIN_ORDER_CHANGE_H

#include "domain/order.h"

/*
 * The owner changes an order whose goods have not all left.  What was bought
 * is never rewritten: changes are rows beside the lines (line_change), new
 * things are lines of their own.  Units taken off take their share of the
 * line's discounts with them, units added cost what one of the line does.
 */
struct change_qty {
	int64_t line, qty; /* units it has from now on */
};

struct change_add {
	const char *sku;
	int64_t qty;
	bool own_price;    /* else what it costs now */
	struct money unit; /* the owner's price, VAT included */
};

struct order_change {
	int64_t order, rev; /* rev: as it was shown */
	const struct change_qty *qtys;
	size_t n_qtys;
	const struct change_add *adds;
	size_t n_adds;
	bool set_delivery; /* the delivery costs so much from now on */
	struct money delivery;
	const char *reason; /* the customer reads it */
	bool give_back;     /* what is paid too much goes back at once */
	bool sent;          /* by hand: it has been sent already */
};

struct order_changed {
	struct order before, after;
	struct money
		balance;     /* after: above 0 to be paid, below 0 to go back */
	struct refund *ways; /* through whom it would go back */
	size_t n_ways;
};

/*
 * Change it, or, with dry, only say what it would come to: nothing is
 * written.  ERR_CONFLICT, *why: "moved" (not as it was shown, or gone),
 * "sold_out", "unknown" (no such SKU on sale), "left" (units in parcels or
 * credited cannot be taken off), "empty" (nothing would be left: cancel it),
 * "nothing" (no change).
 */
int order_change(struct cx *cx, const struct order_change *change, bool dry,
	struct order_changed *out, const char **why);

/* Where it goes and how to reach the buyer; the country decides taxes and
 * stays.  ERR_CONFLICT: not as it was shown, or all of it has left. */
struct order_contact {
	int64_t order, rev;
	const char *name, *street, *postal, *city, *email, *phone;
};
int order_contact_set(struct cx *cx, const struct order_contact *contact);

/* A note of the shop's people in the timeline; only they see it. */
int order_note_add(struct cx *cx, int64_t order, const char *text);

/* A mail to the customer once more: "order_placed"... */
int order_mail_again(struct cx *cx, int64_t order, const char *mail);

#endif
