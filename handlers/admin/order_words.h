#ifndef HANDLERS_ADMIN_ORDER_WORDS_H
#define HANDLERS_ADMIN_ORDER_WORDS_H

#include "domain/order.h"
#include "lib/tpl.h"

/* States of orders in the owner's words, as pills. */
struct order_pill {
	const char *text;
	const char *section; /* "GOOD", "WARM", "BLUE", "PLAIN" */
};

struct order_pill order_pill_status(const char *state, const char *fulfilment);
struct order_pill order_pill_payment(const char *payment_state);

struct order_pill order_pill_shipment(const char *state);
struct order_pill order_pill_attempt(const char *state); /* of a payment */
struct order_pill order_pill_refund(const char *state, bool by_hand);

/* Include {{>name}}: admin/pill.tpl.  narrow: only where columns are hidden. */
void order_pill_show(
	struct tpl *t, const char *slot, struct order_pill pill, bool narrow);

const char *order_delivery_words(const char *delivery);
const char *order_payment_words(const char *payment);
/* Through whom money came or goes: "paytrail", "gift_card", "hand"... */
const char *order_refund_way_words(struct cx *cx, const char *provider);
const char *order_reason_words(const char *reason); /* of a refund */
const char *order_event_words(const char *kind);
/* A note of an event: the program's own codes as words, else as written. */
const char *order_note_words(const char *note);

#endif
