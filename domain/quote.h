#ifndef DOMAIN_QUOTE_H
#define DOMAIN_QUOTE_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/buyer.h"
#include "domain/cart.h"
#include "domain/delivery.h"
#include "domain/gift_card.h"
#include "domain/promotion.h"
#include "domain/tax.h"
#include "lib/cx.h"
#include "lib/money.h"

enum { QUOTE_RATES_MAX = 8 };

struct quote_tax {
	int64_t rate_bp;                   /* RATE_OUTSIDE: outside VAT */
	struct money gross, delivery, vat; /* delivery: its part of gross */
};

/* A line as the order will have it: of the cart, or a rate's part of the
 * delivery. */
struct quote_line {
	const char *kind; /* "goods" "gift_card" "delivery" */
	size_t of;        /* goods, gift_card: which of cart->lines */
	int64_t qty, rate_bp;
	struct money unit, gross; /* gross: unit * qty */
	struct money off;         /* sum of its adjustments, 0 or less */
};

/* Signed; those of one split_id belong together. */
struct quote_off {
	size_t line, split;
	int64_t promotion;  /* 0: none */
	const char *source; /* "promotion" "reverse" "export" */
	const char *label;
	struct money amount; /* below 0 */
};

/* A promotion that gave something: a row for people. */
struct quote_saving {
	const struct promotion *promotion;
	struct money amount; /* above 0 */
};

/* A code of the cart that gives nothing now. */
struct quote_idle {
	const char *code;
	const char *why;     /* "too_little" "no_goods" "other_better" "used_up"
				"over" "not_yours" "spent" "segment" */
	const char *segment; /* "segment": whose it is, as customers read it */
	struct money missing; /* "too_little": until it holds */
};

struct quote_ask {
	const struct cart *cart;
	struct buyer buyer;
	int64_t method;   /* delivery_method; 0: the first that is offered */
	const char *kind; /* method 0: the first of this kind; "" any */
};

/* What a cart would cost: shown in cart and checkout, charged by the order. */
struct quote {
	struct money goods;    /* before discounts, gift cards sold included */
	struct money discount; /* off goods, 0 or less; VAT left out included */
	struct money delivery; /* after what is taken off it */
	struct money total;    /* goods + discount + delivery */
	struct money gift;     /* of total paid by the cart's gift cards */
	struct money due;      /* total - gift: by the payment chosen */
	struct money free_limit; /* 0: none set */
	struct money to_free;    /* missing for free delivery; 0: reached */
	struct tax_rule tax_rule;
	struct quote_tax tax[QUOTE_RATES_MAX];
	size_t n_tax;
	struct quote_line *lines;
	size_t n_lines;
	struct quote_off *offs;
	size_t n_offs;
	struct quote_saving *savings;
	size_t n_savings;
	struct quote_idle *idle;
	size_t n_idle;
	struct gift_card *cards;  /* those that pay, with balance */
	struct money *card_parts; /* what each pays; sum is gift */
	size_t n_cards;
	struct delivery_offer *offers; /* ways to have it; none needed: 0 */
	size_t n_offers;
	const struct delivery_offer *offer; /* the one asked for; NULL: none
		is needed, or it is not offered (then undelivered) */
	bool undelivered; /* needs delivery and none is offered */
	bool no_tax_rate; /* the buyer's country's rate is not entered: shown
		with the shop's, and no order is taken */
};

/*
 * ERR_INVALID: sums pass what an order may be.  Discounts, delivery and fees
 * are split over lines and VAT rates by largest remainder; VAT is rounded once
 * per rate.
 */
int quote_make(struct cx *cx, const struct quote_ask *ask, struct quote *out);

/* Codes of the cart that no promotion or card in force stands for, with why.
 * price_make tells of the others. */
int quote_idle_codes(
	struct cx *cx, const struct quote_ask *ask, struct quote *out);

/* The same before anything is known of the buyer, sent in a way of that kind.
 */
int quote_of(struct cx *cx, const struct cart *cart, const char *kind,
	struct quote *out);

#endif
