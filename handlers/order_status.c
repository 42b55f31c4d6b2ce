/* An order's state in words and as a line of steps. */
#include "handlers/order.h"

#include <string.h>

#include "domain/delivery.h"
#include "lib/clock.h"
#include "lib/tr.h"

static bool is(const char *state, const char *what)
{
	return strcmp(state, what) == 0;
}

/* What is said of an order where it stands; the first row that fits counts.
 * NULL fits all.  detail NULL: until when the goods are kept. */
static const struct words {
	const char *state, *payment, *fulfilment;
	const char *title, *detail;
	bool warm; /* asks the buyer for something, or is bad news */
} words[] = {
	{"cancelled", "refund_due", NULL, N_("Cancelled"),
		N_("We send your money back within 14 days."), true},
	{"cancelled", "refunded", NULL, N_("Cancelled"),
		N_("Your money has been sent back."), true},
	{"cancelled", NULL, NULL, N_("Cancelled"),
		N_("Nothing is sent and nothing needs to be paid."), true},
	{NULL, "refunded", NULL, N_("Refunded"),
		N_("Your money has been sent back."), false},
	{NULL, NULL, "delivered", N_("Delivered"), N_("We hope you like it."),
		false},
	{NULL, NULL, "collected", N_("Picked up"), N_("We hope you like it."),
		false},
	{NULL, NULL, "shipped", N_("Shipped"), N_("It is on its way to you."),
		false},
	{NULL, NULL, "part", N_("Shipped in part"),
		N_("Part of it is on its way to you. The rest follows."),
		false},
	{NULL, NULL, "ready", N_("Ready for pickup"),
		N_("Come when it suits you, with your pickup code."), false},
	{"confirmed", "paid", "picking", N_("Being packed"),
		N_("Your things leave soon."), false},
	{"confirmed", "paid", NULL, N_("Paid"),
		N_("Thank you. We are packing your things."), false},
	{"confirmed", "part_refunded", NULL, N_("Paid"),
		N_("Thank you. We are packing your things."), false},
	{"confirmed", "part", NULL, N_("Paid in part"),
		N_("The rest is still to be paid."), true},
	{"confirmed", NULL, NULL, N_("Confirmed"),
		N_("Thank you. We are packing your things; you pay later."),
		false},
	{"completed", NULL, NULL, N_("Done"), N_("We hope you like it."),
		false},
	{"placed", "failed", NULL, N_("The payment did not go through"), NULL,
		true},
	{"placed", "pending", NULL, N_("The payment is being checked"), NULL,
		true},
	{"placed", "part", NULL, N_("Paid in part"), NULL, true},
	{"placed", NULL, NULL, N_("Waiting for payment"), NULL, true},
};

static bool fits(const char *pattern, const char *state)
{
	return !pattern || is(pattern, state);
}

/* A card payment waits for hours, a transfer for days. */
static const char *due_words(struct req *r, const struct order *o)
{
	bool today = clock_day(o->due_ms) == clock_day(r->cx.now);
	return clock_format(r->cx.arena, r->cx.locale,
		today ? CLOCK_TIME : CLOCK_DATE_SHORT, o->due_ms);
}

static const struct words *words_of(
	const char *state, const char *payment, const char *fulfilment)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (fits(words[i].state, state) &&
			fits(words[i].payment, payment) &&
			fits(words[i].fulfilment, fulfilment))
			return &words[i];
	return NULL;
}

struct order_words order_status_words(
	const char *state, const char *payment, const char *fulfilment)
{
	const struct words *w = words_of(state, payment, fulfilment);
	return w ? (struct order_words){tr(w->title), w->warm}
		 : (struct order_words){"", false};
}

void order_status_show(struct req *r, struct tpl *t, const struct order *o)
{
	const struct words *w = words_of(
		o->state, o->payment_state, o->fulfilment);
	if (!w)
		return;
	struct tpl *s = tpl_section(t, "STATUS");
	tpl_text(s, "TITLE", tr(w->title));
	tpl_text(s, "CLASS", w->warm ? "note warm" : "note");
	if (!w->detail) {
		struct tpl *d = tpl_section(s, "UNTIL");
		tpl_text(d, "DAY", due_words(r, o));
		tpl_show_if(d, "FAILED", is(o->payment_state, "failed"));
	} else {
		tpl_text(tpl_section(s, "DETAIL"), "TEXT", tr(w->detail));
	}
}

enum { NOON = 12 * 60 };

enum step_state { STEP_DONE, STEP_NOW, STEP_TO_COME };

struct step {
	const char *title, *hint;
	int64_t at_ms; /* 0: not yet, or not known */
};

static void add_step(
	struct tpl *t, const struct step *step, enum step_state state)
{
	struct tpl *s = tpl_section(t, "STEP");
	tpl_text(s, "TITLE", step->title);
	tpl_show_if(s, "DONE", state == STEP_DONE);
	tpl_show_if(s, "NOW", state == STEP_NOW);
	if (step->at_ms) {
		struct tpl *at = tpl_section(s, "AT");
		tpl_time(at, "ISO", CLOCK_ISO, step->at_ms);
		tpl_time(at, "WORDS", CLOCK_NUMERIC, step->at_ms);
	} else if (*step->hint) {
		tpl_text(tpl_section(s, "HINT"), "TEXT", step->hint);
	}
}

static int64_t event_ms(const struct order *o, const char *kind)
{
	for (size_t i = o->n_events; i-- > 0;)
		if (is(o->events[i].kind, kind))
			return o->events[i].at_ms;
	return 0;
}

static void cancelled_steps(struct tpl *t, const struct order *o)
{
	add_step(t, &(struct step){tr("Ordered"), "", o->placed_ms}, STEP_DONE);
	add_step(t, &(struct step){tr("Cancelled"), "", o->cancelled_ms},
		STEP_NOW);
}

/* Gift cards alone: they go by mail once they are paid. */
static void mailed_steps(struct tpl *t, const struct order *o)
{
	add_step(t, &(struct step){tr("Ordered"), "", o->placed_ms}, STEP_DONE);
	add_step(t, &(struct step){tr("Payment"), "", o->paid_ms},
		o->paid_ms ? STEP_DONE : STEP_NOW);
	add_step(t, &(struct step){tr("Sent by mail"), "", o->paid_ms},
		o->paid_ms ? STEP_DONE : STEP_TO_COME);
}

static const char *day_words(struct req *r, int64_t day)
{
	return clock_format(r->cx.arena, r->cx.locale, CLOCK_DATE_SHORT,
		clock_moment(day, NOON));
}

/* The days that were promised with the order. */
static const char *promise_words(struct req *r, const struct order *o)
{
	const char *to = day_words(r, o->promised_day);
	if (!o->promised_from_day || o->promised_from_day == o->promised_day)
		return to;
	return arena_printf(r->cx.arena, "%s \u2013 %s",
		day_words(r, o->promised_from_day), to);
}

/* When it arrives: as promised, else counted from when it was paid, or if that
 * is done now. */
static const char *arrival_words(struct req *r, const struct order *o)
{
	if (o->promised_day)
		return promise_words(r, o);
	struct cx cx = r->cx;
	int64_t until;
	if (o->paid_ms)
		cx.now = o->paid_ms;
	const char *day = clock_format(cx.arena, cx.locale, CLOCK_DATE_SHORT,
		delivery_promise(&cx, &until));
	return o->paid_ms ? day
			  : arena_printf(cx.arena, tr("%s if paid today"), day);
}

void order_steps_show(struct req *r, struct tpl *t, const struct order *o)
{
	if (is(o->state, "cancelled")) {
		cancelled_steps(t, o);
		return;
	}
	if (is(o->delivery, "none")) {
		mailed_steps(t, o);
		return;
	}
	bool pickup = is(o->delivery, "pickup");
	bool transfer = is(o->payment, "transfer");
	const char *promise = arrival_words(r, o);
	int64_t left_ms = pickup ? event_ms(o, "ready") : o->shipped_ms;
	const struct step steps[] = {
		{tr("Ordered"), "", o->placed_ms},
		{tr("Payment"),
			transfer ? tr("An hour to a day by transfer") : "",
			o->paid_ms},
		{tr("Packed"), tr("The next working day at the latest"),
			left_ms},
		{pickup ? tr("Ready for pickup") : tr("On its way"),
			pickup ? tr("We write to you")
			       : tr("You get a tracking link"),
			left_ms},
		{pickup ? tr("Picked up") : tr("With you"),
			pickup ? "" : promise, o->delivered_ms},
	};
	size_t n = sizeof(steps) / sizeof(steps[0]);
	size_t now = 1;
	if (o->paid_ms && !is(o->payment_state, "part"))
		now = 2;
	if (left_ms)
		now = pickup ? 4 : 3;
	if (o->delivered_ms)
		now = n;
	for (size_t i = 0; i < n; i++)
		add_step(t, &steps[i],
			i < now    ? STEP_DONE
			: i == now ? STEP_NOW
				   : STEP_TO_COME);
}
