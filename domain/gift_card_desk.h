#ifndef DOMAIN_GIFT_CARD_DESK_H
#define DOMAIN_GIFT_CARD_DESK_H

#include "domain/gift_card.h"

/* show: "active" "blocked" "waiting" "empty", "" all.  find: a tail, or a part
 * of who gets it. */
struct gift_card_view {
	const char *show, *find;
	int64_t offset, limit;
};
int gift_card_list(struct cx *cx, const struct gift_card_view *view,
	struct gift_card **out, size_t *n, int64_t *total);

/* What all active cards are worth together: what the shop owes. */
int gift_cards_owed(struct cx *cx, struct money *out);

/* Number of the order that sold it; 0: it was given. */
int gift_card_order(struct cx *cx, int64_t card, int64_t *number);

#endif
