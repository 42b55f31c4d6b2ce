#include "handlers/admin/order_words.h"

#include <string.h>

#include "domain/provider.h"
#include "handlers/order.h"
#include "lib/tr.h"

struct word {
	const char *code, *text, *section;
};

static const struct word fulfilments[] = {
	{"ready", N_("Ready for pickup"), "BLUE"},
	{"part", N_("Partly shipped"), "BLUE"},
	{"shipped", N_("Shipped"), "GOOD"},
	{"delivered", N_("Delivered"), "GOOD"},
	{"collected", N_("Collected"), "GOOD"},
	{NULL, NULL, NULL},
};

static const struct word payments[] = {
	{"unpaid", N_("Unpaid"), "WARM"},
	{"pending", N_("Being paid"), "PLAIN"},
	{"paid", N_("Paid"), "GOOD"},
	{"failed", N_("Payment failed"), "WARM"},
	{"part", N_("Paid in part"), "WARM"},
	{"refund_due", N_("To be paid back"), "WARM"},
	{"part_refunded", N_("Paid back in part"), "PLAIN"},
	{"refunded", N_("Paid back"), "PLAIN"},
	{NULL, NULL, NULL},
};

static const struct word shipments[] = {
	{"picking", N_("Packed"), "BLUE"},
	{"ready", N_("Ready for pickup"), "BLUE"},
	{"shipped", N_("Shipped"), "GOOD"},
	{"delivered", N_("Delivered"), "GOOD"},
	{"collected", N_("Collected"), "GOOD"},
	{"cancelled", N_("Unpacked"), "PLAIN"},
	{"lost", N_("Lost"), "WARM"},
	{NULL, NULL, NULL},
};

static const struct word attempts[] = {
	{"created", N_("Not begun"), "PLAIN"},
	{"pending", N_("Waiting"), "PLAIN"},
	{"authorised", N_("Reserved"), "BLUE"},
	{"paid", N_("Paid"), "GOOD"},
	{"voided", N_("Called off"), "PLAIN"},
	{"failed", N_("Did not go through"), "WARM"},
	{"expired", N_("Over"), "PLAIN"},
	{NULL, NULL, NULL},
};

static const struct word refunds[] = {
	{"requested", N_("Being sent"), "BLUE"},
	{"sent", N_("Being sent"), "BLUE"},
	{"done", N_("Paid back"), "GOOD"},
	{"failed", N_("Did not go through"), "WARM"},
	{NULL, NULL, NULL},
};

static const struct word reasons[] = {
	{"", N_("Refund"), NULL},
	{"changed", N_("The order was changed"), NULL},
	{"cancelled", N_("The order was cancelled"), NULL},
	{"return", N_("Goods came back"), NULL},
	{"withdrawal", N_("Withdrawal from the contract"), NULL},
	{"claim", N_("Something was wrong with it"), NULL},
	{"goodwill", N_("To make good"), NULL},
	{"too_much", N_("Paid too much"), NULL},
	{NULL, NULL, NULL},
};

static const struct word ways[] = {
	{"hand", N_("By hand: you send it from your bank"), NULL},
	{"gift_card", N_("Gift card"), NULL},
	{"transfer", N_("Bank transfer"), NULL},
	{"manual", N_("Noted by hand"), NULL},
	{"demo", N_("Card (demo)"), NULL},
	{"paytrail", "Paytrail", NULL},
	{"stripe", "Stripe", NULL},
	{NULL, NULL, NULL},
};

static const struct word events[] = {
	{"note", N_("Note"), NULL},
	{"changed", N_("Changed by the shop"), NULL},
	{"address", N_("Address changed"), NULL},
	{"picking", N_("Packed"), NULL},
	{"unpacked", N_("Unpacked"), NULL},
	{"lost", N_("A parcel is lost"), NULL},
	{"mail_again", N_("A mail was sent again"), NULL},
	{"placed", N_("Order placed"), NULL},
	{"reminded", N_("Reminded of the payment"), NULL},
	{"paid", N_("Paid"), NULL},
	{"shipped", N_("Shipped"), NULL},
	{"ready", N_("Ready for pickup"), NULL},
	{"delivered", N_("Delivered"), NULL},
	{"collected", N_("Collected"), NULL},
	{"cancelled", N_("Cancelled"), NULL},
	{"expired", N_("Cancelled: not paid in time"), NULL},
	{"withdrawn", N_("The customer withdrew from the contract"), NULL},
	{"return_requested", N_("The customer asked for a return"), NULL},
	{"claimed", N_("The customer made a claim"), NULL},
	{"return_accepted", N_("Return accepted"), NULL},
	{"return_refused", N_("Return refused"), NULL},
	{"return_cancelled", N_("Return called off by the customer"), NULL},
	{"return_sent", N_("Goods are on their way back"), NULL},
	{"return_received", N_("Goods have come back"), NULL},
	{"return_settled", N_("Return settled"), NULL},
	{"payment_failed", N_("Payment failed"), NULL},
	{"paid_in_part", N_("Paid in part"), NULL},
	{"paid_again", N_("Paid again: the surplus has to go back"), NULL},
	{"paid_late", N_("Paid when it was cancelled: to be paid back"), NULL},
	{"refunded", N_("Paid back"), NULL},
	{"refund_made", N_("Refund made"), NULL},
	{"refund_failed", N_("A refund did not go through"), NULL},
	{NULL, NULL, NULL},
};

static const struct word *word_find(const struct word *w, const char *code)
{
	for (; w->code; w++)
		if (strcmp(w->code, code) == 0)
			return w;
	return NULL;
}

struct order_pill order_pill_status(const char *state, const char *fulfilment)
{
	if (strcmp(state, "cancelled") == 0)
		return (struct order_pill){tr("Cancelled"), "PLAIN"};
	const struct word *w = word_find(fulfilments, fulfilment);
	if (w)
		return (struct order_pill){tr(w->text), w->section};
	if (strcmp(state, "placed") == 0)
		return (struct order_pill){tr("Waiting"), "PLAIN"};
	if (strcmp(state, "completed") == 0)
		return (struct order_pill){tr("Done"), "GOOD"};
	return (struct order_pill){tr("To pack"), "BLUE"};
}

struct order_pill order_pill_payment(const char *payment_state)
{
	const struct word *w = word_find(payments, payment_state);
	if (w)
		return (struct order_pill){tr(w->text), w->section};
	return (struct order_pill){payment_state, "PLAIN"};
}

static struct order_pill pill_of(const struct word *words, const char *code)
{
	const struct word *w = word_find(words, code);
	if (w)
		return (struct order_pill){tr(w->text), w->section};
	return (struct order_pill){code, "PLAIN"};
}

struct order_pill order_pill_shipment(const char *state)
{
	return pill_of(shipments, state);
}

struct order_pill order_pill_attempt(const char *state)
{
	return pill_of(attempts, state);
}

struct order_pill order_pill_refund(const char *state, bool by_hand)
{
	if (by_hand && strcmp(state, "requested") == 0)
		return (struct order_pill){tr("To be sent by you"), "WARM"};
	return pill_of(refunds, state);
}

const char *order_refund_way_words(struct cx *cx, const char *provider)
{
	const struct word *w = word_find(ways, provider);
	return w ? tr(w->text) : pay_way_label(cx, provider);
}

const char *order_reason_words(const char *reason)
{
	const struct word *w = word_find(reasons, reason);
	return w ? tr(w->text) : reason;
}

void order_pill_show(
	struct tpl *t, const char *slot, struct order_pill pill, bool narrow)
{
	struct tpl *i = tpl_include(t, slot, "admin/pill.tpl");
	tpl_show(i, pill.section);
	tpl_show_if(i, "NARROW", narrow);
	tpl_text(i, "TEXT", pill.text);
}

const char *order_delivery_words(const char *delivery)
{
	return strcmp(delivery, "pickup") == 0 ? tr("Pickup") : tr("Delivery");
}

const char *order_payment_words(const char *payment)
{
	if (strcmp(payment, "transfer") == 0)
		return tr("Bank transfer");
	if (strcmp(payment, "demo_card") == 0)
		return tr("Card (demo)");
	return payment;
}

const char *order_event_words(const char *kind)
{
	const struct word *w = word_find(events, kind);
	return w ? tr(w->text) : kind;
}

/* What the program notes, in the reader's language; people's as written. */
const char *order_note_words(const char *note)
{
	static const char *const ours[] = {ORDER_BY_BUYER, N_("unpaid")};
	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		if (strcmp(ours[i], note) == 0)
			return tr(ours[i]);
	return note;
}
