#ifndef DOMAIN_ORDER_H
#define DOMAIN_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/cart.h"
#include "lib/cx.h"
#include "lib/money.h"

/* Where something goes; name "": there is none. */
struct order_to {
	const char *name, *street, *postal, *city, *country;
};

/*
 * What the checkout asks for; texts are trimmed and checked by its form.
 * What may stay NULL or 0 is not asked of everybody.
 */
struct order_draft {
	const char *session;     /* whose cart */
	const char *attempt_key; /* of the form: the same post twice is one */
	const char *email, *phone, *name, *street, *postal, *city, *country;
	const char *delivery; /* "parcel" "point" "pickup" "none" */
	int64_t method;       /* delivery_method; 0: first of the kind */
	int64_t location;     /* of a pickup; 0: of its method, or the main */
	const char *point_carrier, *point; /* pickup point; may be NULL */
	const char *payment; /* "transfer", "demo_card"... of pay_ways() */
	const char *message;
	const char *terms_version;
	/* Business; may be NULL.  vat_id as vat_id_norm gives it. */
	const char *company, *business_id, *vat_id, *buyer_ref;
	struct order_to billing; /* .name NULL: as the delivery */
	int64_t customer;        /* 0: a guest */
	struct money expected;   /* total shown to the buyer */
	struct money gift;       /* of it shown as paid by gift cards */
};

struct order_placed {
	int64_t id, number;
	const char *token; /* of the order's page */
	bool again;        /* the attempt had been placed already */
};

/*
 * Place an order in one transaction: price, hold stock, snapshot lines, lock
 * adjustments, number, outbox.  Whole or absent, whatever happens.
 * ERR_CONFLICT: nothing has changed, *why says which: "empty", "gone",
 * "sold_out", "price_changed" (total or what gift cards pay of it: show the
 * new ones), "coupon_gone" (used up meanwhile), "gift_card_spent",
 * "undelivered" (the way is not offered there), "payment_gone" (the way to
 * pay is not offered), "no_tax_rate" (none is entered for the buyer's
 * country).  ERR_BUSY: try again.
 */
int order_place(struct cx *cx, const struct order_draft *draft,
	struct order_placed *out, const char **why);

/* Of a bundle that was bought: what is packed for it. */
struct order_part {
	int64_t variant, qty; /* in all of the line's sets */
	const char *sku, *name, *options;
};

struct order_line {
	int64_t id, variant, qty;
	const char *kind, *sku, *name, *options, *picture; /* sha256 or "" */
	struct money unit, sum;
	int64_t rate_bp; /* -1: outside VAT */
	struct order_part *parts;
	size_t n_parts;
	const char *exemption;   /* why no right of withdrawal, or "" */
	int64_t weight_g;        /* of one unit */
	struct money off;        /* sum of its adjustments, 0 or less */
	int64_t changed;         /* units that the owner added or took off */
	struct money changed_by; /* by so much its price changed then */
	int64_t added_ms; /* by the owner later: qty counts by changed alone */
};

/* Taken off a line, or put on it; those of one split belong together. */
struct order_adjustment {
	int64_t line, split, promotion; /* promotion: 0 none */
	const char *source;             /* "promotion" "reverse" "export" */
	const char *label;
	struct money amount; /* signed */
};

/* The same for people: one row per split. */
struct order_saving {
	const char *label, *source;
	struct money amount; /* signed */
	struct money goods;  /* of which off goods; the rest is off delivery */
};

/* Units of a line that the order has now. */
int64_t order_line_now(const struct order_line *l);
/* What is asked for them now, adjustments and changes included. */
struct money order_line_due(const struct order_line *l);

struct order_event {
	const char *kind, *note;
	int64_t at_ms, staff;
};

struct order_shipment {
	int64_t id;
	const char *state, *carrier, *tracking;
	int64_t shipped_ms;
};

struct order_tax {
	int64_t rate_bp;
	struct money gross, vat;
};

struct order {
	int64_t id, number, rev;
	const char *token;
	const char *email, *phone, *locale, *currency;
	const char *state, *payment_state, *fulfilment;
	const char *delivery, *payment, *reference, *message;
	const char *terms_version; /* "PAGE.REV" accepted, or "" */
	const char *name, *street, *postal, *city, *country;
	const char *email_norm;
	int64_t customer; /* 0: a guest */
	struct order_to billing, point;
	const char *company, *business_id, *vat_id, *buyer_ref;
	const char *tax_reason, *tax_country; /* of struct tax_rule */
	int64_t delivery_method, location;
	const char *delivery_label, *carrier, *point_code;
	int64_t promised_from_day, promised_day; /* 0: not promised */
	struct money goods,                      /* before discounts */
		discount,                        /* off the goods, 0 or less */
		delivery_cost, /* after what was taken off it */
		total,         /* what it costs now */
		changed,       /* of which by the owner's changes */
		gift,          /* of which gift cards pay */
		paid,          /* of the ledger: what the shop has of it, gift
				  cards included */
		refunded;      /* what went back */
	int64_t placed_ms, due_ms, paid_ms, shipped_ms, delivered_ms,
		cancelled_ms;
	struct order_line *lines; /* goods and gift cards */
	size_t n_lines;
	struct order_line *costs; /* delivery and fees, one per VAT rate */
	size_t n_costs;
	struct order_adjustment *adjustments;
	size_t n_adjustments;
	struct order_saving *savings; /* of adjustments, in their order */
	size_t n_savings;
	struct order_event *events;
	size_t n_events;
	struct order_shipment *shipments;
	size_t n_shipments;
	struct order_tax *taxes;
	size_t n_taxes;
};

/* The secret in the address of an order's page: HMAC(key file, id). */
const char *order_token(struct cx *cx, int64_t id);

int order_get(struct cx *cx, int64_t id, struct order *out);
/* ERR_NOT_FOUND, in constant time for any wrong token. */
int order_by_token(struct cx *cx, const char *token, struct order *out);
int order_by_number(struct cx *cx, int64_t number, struct order *out);
/* Number and e-mail must both match; tells only yes or no. */
int order_by_number_email(struct cx *cx, const char *number, const char *email,
	struct order *out);

/*
 * The owner's moves.  Each is guarded by the state machine in
 * order_moves.c: ERR_CONFLICT when the order is not where the move starts,
 * also when somebody else was faster.  Each writes its event, audit row and
 * mail in one transaction.
 */
int order_mark_paid(struct cx *cx, int64_t id);
int order_ship(
	struct cx *cx, int64_t id, const char *carrier, const char *tracking);
int order_ready(struct cx *cx, int64_t id);     /* for pickup */
int order_delivered(struct cx *cx, int64_t id); /* or collected */
int order_cancel(struct cx *cx, int64_t id, const char *reason);
bool order_can(const struct order *o,
	const char *move); /* "pay" "ship" "ready" "deliver" "cancel"
			      "refund" */

/* The buyer pays in another way than was chosen: the order waits as long as
 * that one takes.  ERR_CONFLICT: it is cancelled. */
int order_pay_by(struct cx *cx, int64_t id, const char *way);

/*
 * The buyer calls an order off before anything of it has been packed; what
 * was paid goes back at once (refund_make).  ERR_CONFLICT: too late.
 */
bool order_buyer_can_cancel(const struct order *o);
int order_buyer_cancel(struct cx *cx, int64_t id, const char *reason);

/* The program's: let unpaid orders go whose time is over.  *n: how many. */
int order_expire(struct cx *cx, int64_t *n);

/*
 * The program's: one mail for each order that is to be paid by transfer or
 * invoice and is not, as many days before its time is over as the setting
 * pay.reminder says (0: never).  *n: how many.
 */
int order_remind(struct cx *cx, int64_t *n);
/* Does it stand, and is money for it still to come? */
int order_is_owed(struct cx *cx, const struct order *o, bool *yes);

struct order_row {
	int64_t id, number, placed_ms, units;
	const char *name, *city, *what, *email;
	const char *state, *payment_state, *fulfilment, *delivery;
	struct money total;
	bool withdrawn; /* a withdrawal waits for the owner */
};

struct order_filter {
	const char
		*show;    /* "", "topack", "late" (promised days are over),
			     "part" (shipped in part), "unpaid", "overdue"
			     (invoices), "ready",
			     "shipped", "withdrawn" (something comes back),
			     "payback" (money is owed to the buyer), "cancelled" */
	const char *find; /* number, name, e-mail, reference; "" all */
	const char *email_norm; /* of one customer; NULL all */
	int64_t customer;       /* with it: those of this account, too */
	int64_t offset, limit;
};
int order_list(struct cx *cx, const struct order_filter *f,
	struct order_row **out, size_t *n, int64_t *total);

/* Where the carrier tells how far the parcel is; NULL: a carrier that we do
 * not know, or no code. */
const char *tracking_url(
	struct arena *a, const char *carrier, const char *tracking);

/* viitenumero: digits with the 7-3-1 check digit (Finance Finland). */
const char *reference_make(struct arena *a, int64_t number);
bool reference_ok(const char *digits);
/* "10 4281": groups of five from the right. */
const char *reference_format(struct arena *a, const char *digits);
/* pankkiviivakoodi version 4, 54 digits; NULL: the IBAN is not Finnish. */
const char *bank_barcode(struct arena *a, const char *iban, struct money sum,
	const char *reference, int64_t due_day);
/* ISO 11649: "RF98" and the digits, as the QR code wants it. */
const char *reference_rf(struct arena *a, const char *digits);
/* EPC069-12, version 002: the content of the QR code that banks' apps read. */
const char *bank_qr(struct arena *a, const char *iban, const char *bic,
	const char *name, struct money sum, const char *reference);
/* "FI21 1234 5600 0007 85" */
const char *iban_format(struct arena *a, const char *iban);
bool iban_ok(const char *iban); /* ISO 13616 mod 97, spaces allowed */

#endif
