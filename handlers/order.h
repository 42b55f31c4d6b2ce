#ifndef HANDLERS_ORDER_H
#define HANDLERS_ORDER_H

#include <stdbool.h>

#include "domain/order.h"
#include "lib/country.h"
#include "lib/http.h"
#include "lib/tpl.h"

/* The parts of an order's page. */

int order_page(struct req *r, const struct order *o, int status);

/* "/order/TOKEN" and a tail, without language. */
const char *order_path(struct req *r, const struct order *o, const char *tail);

/* STATUS section: what is going on, in words. */
void order_status_show(struct req *r, struct tpl *t, const struct order *o);

/* The same in a word or two, for lists.  warm: it asks something of the buyer,
 * or is bad news. */
struct order_words {
	const char *title;
	bool warm;
};
struct order_words order_status_words(
	const char *state, const char *payment, const char *fulfilment);

/* What the buyer may do with it now. */
struct order_ways {
	bool cancel, withdraw, give_back, claim;
};
int order_ways_of(struct req *r, const struct order *o, struct order_ways *out);

/* STEP sections: the timeline. */
void order_steps_show(struct req *r, struct tpl *t, const struct order *o);

/* PART sections of a line: what is in a set.  sku: with PART_SKU. */
void order_parts_show(struct tpl *line, const struct order_line *l, bool sku);

/* What was bought, what it costs, what was paid and went back, where it goes:
 * order_show.c. */
int order_lines_show(struct req *r, struct tpl *t, const struct order *o);
int order_money_show(struct req *r, struct tpl *t, const struct order *o);
int order_delivery_show(struct req *r, struct tpl *t, const struct order *o);

/* The section CASES: what comes back, and CAN_RETURN, CAN_CLAIM. */
int order_cases_show(struct req *r, struct tpl *t, const struct order *o);

/* Why an order was cancelled, as its history keeps it. */
#define ORDER_BY_BUYER N_("by the buyer")

#endif
