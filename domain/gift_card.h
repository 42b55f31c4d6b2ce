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
	bool to_giver; /* the address it was for is erased: its buyer has it */
};

/* "ABCD-EFGH-JKMN-PQRS": 80 bits of HMAC(key file, id); Crockford's base32. */
const char *gift_card_code(struct cx *cx, int64_t id);
/* By what a person types: case, spaces, hyphens, O for 0 and I or L for 1 do
 * not matter.  ERR_NOT_FOUND in constant time. */
int gift_card_by_code(struct cx *cx, const char *typed, struct gift_card *out);
int gift_card_get(struct cx *cx, int64_t id, struct gift_card *out);
/* The secret in the address of a card's page to print; HMAC(key file, id). */
const char *gift_card_token(struct cx *cx, int64_t id);
int gift_card_by_token(struct cx *cx, const char *token, struct gift_card *out);
/* The order that sold it; *order 0: it was given. */
int gift_card_sold_by(struct cx *cx, int64_t card, int64_t *order);

/* The cards a cart carries that are worth something now, in the order they
 * were added. */
int gift_cards_of_cart(
	struct cx *cx, int64_t cart, struct gift_card **out, size_t *n);

/* The first card that an order's line sold: all of a line go to one address,
 * email "": the buyer's.  ERR_NOT_FOUND: the line sold none. */
int gift_card_of_line(struct cx *cx, int64_t line, struct gift_card *out);

/* Cards of an order that came back to its buyer (to_giver) and are worth
 * something. */
int gift_cards_to_giver(
	struct cx *cx, int64_t order, struct gift_card **out, size_t *n);

/*
 * Pay amount of an order with a card: guarded by its balance, its ledger and
 * the order's in one transaction.  ERR_CONFLICT: not that much is left.
 */
int gift_card_redeem(
	struct cx *cx, int64_t card, int64_t order, struct money amount);
/* Put money back on the card that paid, in both ledgers, never more than the
 * order took from it (ERR_CONFLICT); ref makes it happen once. */
int gift_card_return(struct cx *cx, int64_t card, int64_t order,
	struct money amount, const char *ref);

/* What cards have paid of an order and did not get back. */
struct gift_card_paid {
	int64_t card, last_move;
	const char *tail;
	struct money amount;
};
int gift_cards_paid(
	struct cx *cx, int64_t order, struct gift_card_paid **out, size_t *n);
/* Put all of that back, at most what the shop still has of the order: it is
 * cancelled.  *all: how much. */
int gift_cards_return(struct cx *cx, int64_t order, struct money *all);

/* One "waiting" card for each unit of an order's lines of gift cards, with
 * what the cart says about who gets it (cart_gift); inside placing. */
int gift_cards_make(struct cx *cx, int64_t order, int64_t cart);
/* The order is paid: they become active and their mails leave; once. */
int gift_cards_issue(struct cx *cx, int64_t order);
/* Block and empty what an order sold: it was cancelled or refunded.
 * ERR_CONFLICT: some of it is spent. */
int gift_cards_block(struct cx *cx, int64_t order);
/* The same for so many unspent cards of one line; 0: all of them. */
int gift_cards_block_line(
	struct cx *cx, int64_t order, int64_t line, int64_t units);

/* A card that the owner gives. */
struct gift_card_gift {
	struct money value;
	const char *email, *recipient, *message, *locale, *note;
	int64_t order; /* that it makes good, or 0 */
};
/* ERR_INVALID: no value.  Its mail leaves when there is an address. */
int gift_card_give(struct cx *cx, const struct gift_card_gift *g, int64_t *id);
/* Its mail once more.  ERR_CONFLICT: it is not active. */
int gift_card_send(struct cx *cx, int64_t card);
/* By the owner, with a note; ERR_CONFLICT: changed since rev, or waiting. */
int gift_card_correct(struct cx *cx, int64_t card, int64_t rev,
	struct money balance, const char *note);
int gift_card_set_blocked(
	struct cx *cx, int64_t card, int64_t rev, bool blocked);

/* A row of a card's ledger. */
struct gift_card_move {
	int64_t card, order, number, at_ms; /* number: the order's */
	const char *kind;                   /* "issued" "redeemed" "returned"
					       "corrected" */
	struct money amount;                /* signed */
	const char *ref, *note, *who;
};
/* Beside the change of the balance, in its transaction. */
int gift_card_move_add(struct cx *cx, const struct gift_card_move *m);
/* The newest first. */
int gift_card_moves(
	struct cx *cx, int64_t card, struct gift_card_move **out, size_t *n);

#endif
