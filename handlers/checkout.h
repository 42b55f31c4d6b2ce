#ifndef HANDLERS_CHECKOUT_H
#define HANDLERS_CHECKOUT_H

#include <stdbool.h>

#include "domain/address.h"
#include "domain/order.h"
#include "domain/pay_card.h"
#include "domain/provider.h"
#include "domain/quote.h"
#include "handlers/checkout_odd.h"
#include "lib/form.h"
#include "lib/http.h"
#include "lib/tpl.h"

/* The parts of the checkout: what was typed, what it means for this cart,
 * what is wrong with it, and the page. */

struct checkout_form {
	const char *email, *phone;
	const char *company, *business_id, *vat_id, *buyer_ref;
	const char *name, *street, *postal, *city;
	int64_t billing; /* the invoice goes elsewhere */
	const char *bill_name, *bill_street, *bill_postal, *bill_city;
	const char *message;
	int64_t terms;
	int64_t save_address, keep_store, keep_card; /* of a customer */
	int64_t letters;                             /* send me some */
	/* Choices, as posted; "" none. */
	const char *country, *bill_country;
	const char *delivery; /* id of a delivery_method, or a kind */
	const char *location; /* a store */
	const char *point;    /* "CARRIER/CODE" */
	const char *payment;  /* code of a way, or CHECKOUT_CARD and a key */
	const char *address;  /* of the address book, to be filled in */
};
#define CHECKOUT_CARD "card:"

extern const struct field checkout_fields[];

/* What a total is made of, as far as a buyer compares it. */
enum { SUM_GOODS, SUM_OFF, SUM_DELIVERY, SUM_GIFT, SUM_TOTAL, SUMS };
struct checkout_sums {
	struct money sum[SUMS];
};

struct checkout {
	struct checkout_form f;
	struct form_errors errors;
	struct cart cart;
	struct quote quote;
	struct buyer buyer;
	const char *kind; /* of the way chosen; "none"; "" none is offered */
	bool way_lost;    /* the way asked for is not offered there */
	const char *const *countries; /* NULL ended */
	struct pay_way *ways;
	size_t n_ways;
	const struct pay_way *way; /* chosen; NULL: none is */
	struct delivery_store *stores;
	size_t n_stores;
	struct delivery_point *points;
	size_t n_points;
	/* Of a customer: addresses and cards to choose from. */
	struct address *addresses;
	size_t n_addresses;
	bool taken; /* one was just filled in */
	struct card *cards;
	size_t n_cards;
	const struct card *card;  /* chosen; NULL: none is */
	bool keeps_cards;         /* another one can be saved */
	const char *once;         /* of the form */
	const char *code_problem; /* why the code was not taken; NULL */
};

/* An empty form; of one who is logged in, what the shop knows. */
int checkout_fresh(struct req *r, struct checkout *c);
/* The parts of that: checkout_known.c.  What an empty form says; the address
 * that was asked for ("do=address"); what there is to choose from, before and
 * after the ways to pay are known. */
int checkout_known_fill(struct req *r, struct checkout_form *f);
int checkout_take_address(struct req *r, struct checkout *c);
int checkout_known_load(struct req *r, struct checkout *c);
void checkout_card_choose(struct req *r, struct checkout *c);
/* CARD sections within WAYS; BOOK, CAN_SAVE, TAKEN of the page. */
void checkout_cards_show(
	struct req *r, struct tpl *list, const struct checkout *c);
void checkout_known_show(
	struct req *r, struct tpl *t, const struct checkout *c);
/* "Save this address", "Remember this store", once the order stands; it stands
 * without, too. */
void checkout_known_keep(struct req *r, const struct checkout *c);
/* What was posted; errors are of the texts alone. */
void checkout_read(struct req *r, struct checkout *c);
/* The cart and what it costs with these choices.  may_ask: a carrier may be
 * asked over the network. */
int checkout_load(struct req *r, struct checkout *c, bool may_ask);
/* What the form alone cannot know; after checkout_load. */
void checkout_check(struct req *r, struct checkout *c);

/* Which parts of an address a way needs. */
bool checkout_needs_street(const struct checkout *c);
bool checkout_needs_postal(const struct checkout *c);

/* The sums of a way as the page shows them: of the field expect_ID. */
struct checkout_sums checkout_sums_of(const struct quote *q);
const char *checkout_sums_text(
	struct arena *a, const struct checkout_sums *sums);
/* As posted for the way that is chosen; false: none were. */
bool checkout_sums_read(
	struct req *r, const struct checkout *c, struct checkout_sums *out);

/* What is said above the form; why "": nothing. */
struct checkout_news {
	const char *why;
	const struct checkout_sums *before; /* as shown; NULL: not known */
};

void checkout_news_show(struct req *r, struct tpl *t, const struct checkout *c,
	const struct checkout_news *news);

/* The page, or with part its form alone. */
int checkout_page(struct req *r, struct checkout *c,
	const struct checkout_news *news, int status);

/*
 * Limits and traps: checkout_guard.c.  ERR_TOO_MANY: no more orders from
 * this network, address or cart for a while.
 */
int checkout_limit(struct req *r, const struct checkout *c);
/* An order was placed, or an attempt failed: counts. */
int checkout_count(struct req *r, const struct checkout *c);
/* When the form was made, for its field "made". */
const char *checkout_made(struct req *r);

#endif
