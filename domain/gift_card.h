#ifndef DOMAIN_GIFT_CARD_H
#define DOMAIN_GIFT_CARD_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"

/*
 * Gift cards: outside VAT when sold (an order line of kind gift_card), a
 * payment when redeemed (money_move of kind gift_card), never a discount.
 * The balance is the sum of an append-only ledger.
 */
struct gift_card {
	int64_t id, rev, order_line, expires_ms, created_ms;
	const char *state; /* "waiting" "active" "blocked" */
	const char *tail;  /* last four characters of the code */
	const char *email, *recipient, *message, *locale;
	struct money balance;
};

/* "ABCD-EFGH-JKMN-PQRS": 80 bits of HMAC(key file, id); Crockford's base32. */
const char *gift_card_code(struct cx *cx, int64_t id);
/* By what a person types: case, spaces, hyphens, O for 0 and I or L for 1 do
 * not matter.  ERR_NOT_FOUND in constant time. */
int gift_card_by_code(struct cx *cx, const char *typed, struct gift_card *out);
int gift_card_get(struct cx *cx, int64_t id, struct gift_card *out);

/* The cards a cart carries that are worth something now, in the order they
 * were added. */
int gift_cards_of_cart(
	struct cx *cx, int64_t cart, struct gift_card **out, size_t *n);

/*
 * Pay amount of an order with a card: guarded by its balance, its ledger and
 * the order's in one transaction.  ERR_CONFLICT: not that much is left.
 */
int gift_card_redeem(
	struct cx *cx, int64_t card, int64_t order, struct money amount);
/* Put money back on the card that paid; ref makes it happen once. */
int gift_card_return(struct cx *cx, int64_t card, int64_t order,
	struct money amount, const char *ref);

/* One "waiting" card for each unit of an order's lines of gift cards; inside
 * placing. */
int gift_cards_make(struct cx *cx, int64_t order);
/* The order is paid: they become active and their mails leave; once. */
int gift_cards_issue(struct cx *cx, int64_t order);
/* Block what an order sold: it was cancelled or refunded.  ERR_CONFLICT:
 * some of it is spent. */
int gift_cards_block(struct cx *cx, int64_t order);

#endif
