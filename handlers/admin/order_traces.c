/* What an order has left behind: parcels, money, mails, its history. */
#include <string.h>

#include "domain/payment.h"
#include "domain/refund.h"
#include "domain/shipment.h"
#include "handlers/admin/order_page.h"
#include "handlers/admin/order_words.h"
#include "lib/err.h"
#include "lib/tr.h"

static void text_if(
	struct tpl *t, const char *section, const char *name, const char *value)
{
	if (value && *value)
		tpl_text(tpl_section(t, section), name, value);
}

static void time_if(
	struct tpl *t, const char *section, const char *name, int64_t ms)
{
	if (ms)
		tpl_time(tpl_section(t, section), name, CLOCK_DATETIME, ms);
}

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static void shipment_show(
	struct tpl *list, struct req *r, const struct shipment *h)
{
	struct tpl *s = tpl_section(list, "SHIPMENT");
	const char *url = tracking_url(r->cx.arena, h->carrier, h->tracking);
	tpl_int(s, "SHIPMENT_ID", h->id);
	text_if(s, "CARRIER", "CARRIER_NAME", h->carrier);
	if (*h->tracking && url) {
		struct tpl *u = tpl_section(s, "TRACKED");
		tpl_text(u, "TRACKING_URL", url);
		tpl_text(u, "TRACKING_CODE", h->tracking);
	} else {
		text_if(s, "TRACKING", "TRACKING_CODE", h->tracking);
	}
	order_pill_show(
		s, "SHIPMENT_STATE", order_pill_shipment(h->state), false);
	time_if(s, "SENT", "SENT_AT", h->shipped_ms);
	time_if(s, "ARRIVED", "ARRIVED_AT", h->delivered_ms);
	tpl_show_if(s, "RESENT", h->resent);
	for (size_t i = 0; i < h->n_lines; i++) {
		struct tpl *l = tpl_section(s, "IN_IT");
		tpl_int(l, "QTY", h->lines[i].qty);
		tpl_text(l, "NAME", h->lines[i].name);
		text_if(l, "OPTIONS", "OPTIONS_TEXT", h->lines[i].options);
	}
	tpl_show_if(s, "UNDER_WAY", is(h->state, "shipped"));
	tpl_show_if(
		s, "UNPACK", is(h->state, "picking") || is(h->state, "ready"));
}

static int shipments_show(struct tpl *t, struct req *r, const struct order *o)
{
	struct shipment *all;
	size_t n = 0;
	int rc = shipment_list(&r->cx, o->id, &all, &n);
	struct tpl *list = n ? tpl_section(t, "SHIPMENTS") : NULL;
	for (size_t i = 0; rc == OK && i < n; i++)
		shipment_show(list, r, &all[i]);
	return rc;
}

static int payments_show(
	struct tpl **list, struct tpl *t, struct req *r, const struct order *o)
{
	struct payment *all;
	size_t n = 0;
	int rc = payment_list(&r->cx, o->id, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (!*list)
			*list = tpl_section(t, "MONEY");
		struct tpl *s = tpl_section(*list, "ATTEMPT");
		tpl_text(s, "WHO",
			order_refund_way_words(&r->cx, all[i].provider));
		tpl_money(s, "AMOUNT", all[i].amount);
		order_pill_show(s, "ATTEMPT_STATE",
			order_pill_attempt(all[i].state), false);
		time_if(s, "MADE", "MADE_AT", all[i].created_ms);
		text_if(s, "ITS_REF", "REF_TEXT", all[i].provider_ref);
		text_if(s, "PROBLEM", "PROBLEM_TEXT", all[i].problem);
	}
	return rc;
}

static int refunds_show(
	struct tpl **list, struct tpl *t, struct req *r, const struct order *o)
{
	struct refund *all;
	size_t n = 0;
	int rc = refund_list(&r->cx, o->id, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		const struct refund *f = &all[i];
		bool failed = is(f->state, "failed");
		bool hand = is(f->provider, "hand");
		if (!*list)
			*list = tpl_section(t, "MONEY");
		struct tpl *s = tpl_section(*list, "REFUNDED");
		tpl_int(s, "REFUND_ID", f->id);
		tpl_text(s, "WHO", order_refund_way_words(&r->cx, f->provider));
		tpl_money(s, "AMOUNT", f->amount);
		order_pill_show(s, "REFUND_STATE",
			order_pill_refund(f->state, hand), false);
		tpl_text(s, "WHY", order_reason_words(f->reason));
		time_if(s, "MADE", "MADE_AT", f->created_ms);
		text_if(s, "ITS_REF", "REF_TEXT", f->provider_ref);
		text_if(s, "PROBLEM", "PROBLEM_TEXT", f->problem);
		bool waits = hand && is(f->state, "requested");
		if (failed || waits) {
			struct tpl *d = tpl_section(s, "MEND");
			tpl_show_if(d, "AGAIN", failed && f->payment != 0);
		}
	}
	return rc;
}

/* ---- mails ---- */

static const struct {
	const char *mail, *name;
} mails[] = {
	{"order_placed", N_("Order received")},
	{"order_paid", N_("Payment received")},
	{"order_shipped", N_("On its way")},
	{"order_ready", N_("Ready for pickup")},
	{"order_changed", N_("Order changed")},
	{"order_cancelled", N_("Order cancelled")},
};

static bool has_event(const struct order *o, const char *kind)
{
	for (size_t i = 0; i < o->n_events; i++)
		if (is(o->events[i].kind, kind))
			return true;
	return false;
}

bool order_mail_fits(const struct order *o, const char *mail)
{
	if (is(mail, "order_placed"))
		return true;
	if (is(mail, "order_paid"))
		return has_event(o, "paid");
	if (is(mail, "order_shipped"))
		return has_event(o, "shipped");
	if (is(mail, "order_ready"))
		return is(o->fulfilment, "ready");
	if (is(mail, "order_changed"))
		return has_event(o, "changed");
	return is(mail, "order_cancelled") && is(o->state, "cancelled");
}

static void mails_show(struct tpl *t, const struct order *o)
{
	for (size_t i = 0; i < sizeof(mails) / sizeof(mails[0]); i++) {
		if (!order_mail_fits(o, mails[i].mail))
			continue;
		struct tpl *s = tpl_section(t, "MAIL");
		tpl_text(s, "MAIL_CODE", mails[i].mail);
		tpl_text(s, "MAIL_NAME", tr(mails[i].name));
	}
}

static void events_show(struct tpl *t, const struct order *o)
{
	for (size_t i = 0; i < o->n_events; i++) {
		const struct order_event *e = &o->events[i];
		struct tpl *s = tpl_section(t, "EVENT");
		struct tpl *w = tpl_section(
			s, is(e->kind, "note") ? "OWN_NOTE" : "PLAIN");
		tpl_text(w, "KIND", order_event_words(e->kind));
		text_if(w, "NOTE", "NOTE_TEXT", order_note_words(e->note));
		tpl_time(s, "AT", CLOCK_DATETIME, e->at_ms);
		tpl_show_if(s, "BY_STAFF", e->staff != 0);
	}
}

int order_traces_show(struct tpl *t, struct req *r, const struct order *o,
	const struct form_errors *errors)
{
	struct tpl *money_list = NULL;
	int rc = shipments_show(t, r, o);
	if (rc == OK)
		rc = payments_show(&money_list, t, r, o);
	if (rc == OK)
		rc = refunds_show(&money_list, t, r, o);
	mails_show(t, o);
	events_show(t, o);
	if (errors && req_form_param(r, "text"))
		tpl_show(t, "NOTE_EMPTY");
	return rc;
}
