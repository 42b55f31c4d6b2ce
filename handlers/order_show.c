/* An order's page: what was bought, what it costs, where it goes. */
#include "handlers/order.h"

#include <string.h>

#include "domain/delivery.h"
#include "domain/exemption.h"
#include "domain/gift_card.h"
#include "domain/media.h"
#include "domain/payment.h"
#include "domain/provider.h"
#include "domain/refund.h"
#include "domain/shipment.h"
#include "handlers/card.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

static bool is(const char *state, const char *what)
{
	return strcmp(state, what) == 0;
}

/* "−€4.00": a minus sign, not a hyphen. */
static void less(struct tpl *t, const char *name, struct req *r,
	const struct order *o, int64_t minor)
{
	tpl_text(t, name,
		arena_printf(r->cx.arena, "%s%s", minor < 0 ? "\u2212" : "+",
			money_format(r->cx.arena, r->cx.locale, o->currency,
				money(minor < 0 ? -minor : minor))));
}

/* By promotions; VAT that is left out is no discount and stands in the sums. */
static int64_t discount_of(const struct order *o, const struct order_line *l)
{
	int64_t sum = 0;
	for (size_t i = 0; i < o->n_adjustments; i++)
		if (o->adjustments[i].line == l->id &&
			o->adjustments[i].promotion)
			sum += o->adjustments[i].amount.minor;
	return sum;
}

/* Where a gift card's code goes, or went; of one that came back to its buyer
 * gifts_show tells. */
static int code_show(struct req *r, struct tpl *t, const struct order_line *l)
{
	struct gift_card g;
	int rc = is(l->kind, "gift_card") ? gift_card_of_line(&r->cx, l->id, &g)
					  : ERR_NOT_FOUND;
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? OK : rc;
	if (g.to_giver)
		return OK;
	struct tpl *s = tpl_section(t, "CODE_GOES");
	bool waits = is(g.state, "waiting");
	tpl_show(s, waits ? "WHEN_PAID" : "WAS_PAID");
	if (*g.email)
		tpl_text(tpl_section(s, "TO_THEM"), "WHO",
			*g.recipient ? arena_printf(r->cx.arena, "%s, %s",
					       g.recipient, g.email)
				     : g.email);
	else if (waits) /* later it may be that of who is erased */
		tpl_show(s, "TO_YOU");
	return OK;
}

static int line_show(struct req *r, struct tpl *t, const struct order *o,
	const struct order_line *l)
{
	int64_t now = order_line_now(l), off = discount_of(o, l);
	struct tpl *line = tpl_section(t, "LINE");
	struct picture picture = {0};
	if (*l->picture)
		media_by_sha256(&r->cx, l->picture, &picture);
	picture_show(line, "PICTURE", r, &picture,
		&(struct picture_use){.sizes = "96px", .decorative = true});
	tpl_text(line, "NAME", l->name);
	tpl_int(line, "QTY", now);
	tpl_money(line, "SUM", money(l->unit.minor * now));
	tpl_money(line, "UNIT", l->unit);
	if (*l->options)
		tpl_text(tpl_section(line, "OPTIONS"), "TEXT", l->options);
	if (off)
		less(tpl_section(line, "OFF"), "AMOUNT", r, o, off);
	if (l->changed && !l->added_ms)
		tpl_int(tpl_section(line, "CHANGED"), "WAS", l->qty);
	tpl_show_if(line, "ADDED", l->added_ms != 0);
	const char *why = exemption_words(l->exemption);
	if (*why)
		tpl_text(tpl_section(line, "EXEMPT"), "WHY", why);
	order_parts_show(line, l, false);
	return code_show(r, line, l);
}

/* Off the goods; what is off the delivery is within its own sum.  *sum gets
 * all of them. */
static void savings_show(
	struct req *r, struct tpl *t, const struct order *o, int64_t *sum)
{
	for (size_t i = 0; i < o->n_savings; i++) {
		int64_t off = o->savings[i].goods.minor;
		if (off == 0)
			continue;
		struct tpl *s = tpl_section(t, "SAVING");
		tpl_text(s, "LABEL", o->savings[i].label);
		less(s, "AMOUNT", r, o, off);
		*sum += off;
	}
}

static int64_t fees_show(struct tpl *t, const struct order *o)
{
	int64_t sum = 0;
	for (size_t i = 0; i < o->n_costs; i++) {
		const struct order_line *l = &o->costs[i];
		if (is(l->kind, "delivery"))
			continue;
		struct money due = order_line_due(l);
		struct tpl *s = tpl_section(t, "FEE");
		tpl_text(s, "NAME", l->name);
		tpl_money(s, "AMOUNT", due);
		sum += due.minor;
	}
	return sum;
}

static void taxes_show(struct tpl *t, const struct order *o)
{
	for (size_t i = 0; i < o->n_taxes; i++) {
		const struct order_tax *tax = &o->taxes[i];
		if (tax->rate_bp < 0)
			continue;
		struct tpl *s = tpl_section(t, "TAX");
		tpl_rate(s, "RATE", tax->rate_bp);
		tpl_money(s, "NET", money(tax->gross.minor - tax->vat.minor));
		tpl_money(s, "VAT", tax->vat);
	}
	tpl_show_if(t, "REVERSE", is(o->tax_reason, "reverse"));
}

static const char *delivery_name(const struct order *o)
{
	if (*o->delivery_label)
		return o->delivery_label;
	return is(o->delivery, "pickup") ? tr("Pickup") : tr("Delivery");
}

int order_lines_show(struct req *r, struct tpl *t, const struct order *o)
{
	int64_t units = 0, goods = 0, known = 0;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < o->n_lines; i++) {
		int64_t now = order_line_now(&o->lines[i]);
		rc = line_show(r, t, o, &o->lines[i]);
		units += now;
		goods += o->lines[i].unit.minor * now;
	}
	tpl_text(t, "ITEMS",
		arena_printf(r->cx.arena,
			tr_n("%ld item", "%ld items", (long)units),
			(long)units));
	tpl_money(t, "GOODS", money(goods));
	known = goods;
	savings_show(r, t, o, &known);
	if (!is(o->delivery, "none")) {
		struct tpl *s = tpl_section(t, "DELIVERY");
		tpl_text(s, "NAME", delivery_name(o));
		if (o->delivery_cost.minor == 0)
			tpl_text(s, "COST", tr("Free"));
		else
			tpl_money(s, "COST", o->delivery_cost);
	}
	known += o->delivery_cost.minor + fees_show(t, o);
	/* Discounts of units that went, and the like. */
	if (o->total.minor != known)
		less(tpl_section(t, "REST"), "AMOUNT", r, o,
			o->total.minor - known);
	tpl_money(t, "TOTAL", o->total);
	taxes_show(t, o);
	return rc;
}

static const char *refund_words(const struct refund *f)
{
	bool hand = is(f->provider, "hand");
	if (is(f->state, "done"))
		return is(f->provider, "gift_card")
			       ? tr("Paid back to your gift card")
			       : tr("Paid back");
	return hand ? tr("To be paid back by the shop")
		    : tr("On its way back to you");
}

int order_money_show(struct req *r, struct tpl *t, const struct order *o)
{
	struct payment *paid;
	struct refund *back;
	size_t n_paid = 0, n_back = 0;
	int rc = payment_list(&r->cx, o->id, &paid, &n_paid);
	if (rc == OK)
		rc = refund_list(&r->cx, o->id, &back, &n_back);
	if (rc < 0)
		return rc;
	if (o->gift.minor > 0)
		less(tpl_section(t, "GIFT"), "AMOUNT", r, o, -o->gift.minor);
	for (size_t i = 0; i < n_paid; i++) {
		if (!is(paid[i].state, "paid"))
			continue;
		struct tpl *s = tpl_section(t, "PAYMENT");
		tpl_money(s, "AMOUNT", paid[i].amount);
	}
	for (size_t i = 0; i < n_back; i++) {
		if (is(back[i].state, "failed"))
			continue;
		struct tpl *s = tpl_section(t, "MONEY_BACK");
		tpl_text(s, "WORDS", refund_words(&back[i]));
		tpl_time(s, "DAY", CLOCK_DATE_SHORT, back[i].updated_ms);
		less(s, "AMOUNT", r, o, -back[i].amount.minor);
	}
	return OK;
}

static const char *shipment_words(const char *state)
{
	if (is(state, "picking"))
		return tr("Being packed");
	if (is(state, "ready"))
		return tr("Ready for pickup");
	if (is(state, "collected"))
		return tr("Picked up");
	if (is(state, "delivered"))
		return tr("Delivered");
	return is(state, "lost") ? tr("Lost on the way") : tr("Shipped");
}

static void shipment_show(struct req *r, struct tpl *t,
	const struct shipment *p, size_t nth, bool several)
{
	const char *url = tracking_url(r->cx.arena, p->carrier, p->tracking);
	struct tpl *s = tpl_section(t, "PARCEL");
	if (several)
		tpl_text(tpl_section(s, "NTH"), "NAME",
			arena_printf(r->cx.arena, tr("Parcel %zu"), nth));
	tpl_text(s, "STATE", shipment_words(p->state));
	/* of what it says: when it came, else when it left */
	int64_t at = p->delivered_ms ? p->delivered_ms : p->shipped_ms;
	if (at)
		tpl_time(tpl_section(s, "SENT"), "DAY", CLOCK_DATE_SHORT, at);
	if (*p->carrier)
		tpl_text(tpl_section(s, "BY"), "CARRIER", p->carrier);
	if (*p->tracking)
		tpl_text(tpl_section(s, "CODE"), "TRACKING", p->tracking);
	if (url)
		tpl_text(tpl_section(s, "LINK"), "URL", url);
	for (size_t i = 0; several && i < p->n_lines; i++) {
		struct tpl *l = tpl_section(s, "INSIDE");
		tpl_int(l, "QTY", p->lines[i].qty);
		tpl_text(l, "NAME", p->lines[i].name);
	}
}

static int shipments_show(struct req *r, struct tpl *t, const struct order *o)
{
	struct shipment *list;
	size_t n, seen = 0, several = 0;
	int rc = shipment_list(&r->cx, o->id, &list, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		several += !is(list[i].state, "cancelled");
	bool part = is(o->fulfilment, "part");
	if (several == 1 && !part && is(o->delivery, "pickup"))
		return rc; /* the status above says it all */
	for (size_t i = 0; rc == OK && i < n; i++)
		if (!is(list[i].state, "cancelled"))
			shipment_show(
				r, t, &list[i], ++seen, several > 1 || part);
	return rc;
}

static void to_show(struct tpl *t, const char *section, const char *name,
	const struct order_to *to)
{
	struct tpl *s = tpl_section(t, section);
	tpl_text(s, "NAME", name);
	tpl_text(s, "STREET", to->street);
	tpl_text(s, "POSTAL", to->postal);
	tpl_text(s, "CITY", to->city);
}

static void pickup_show(struct req *r, struct tpl *t, const struct order *o)
{
	struct delivery_store store;
	if (delivery_store_get(&r->cx, o->location, &store) < 0)
		return;
	struct tpl *s = tpl_section(t, "PICKUP");
	tpl_text(s, "NAME", o->name);
	tpl_text(s, "PLACE", store.name);
	tpl_text(s, "STREET", store.street);
	tpl_text(s, "POSTAL", store.postal);
	tpl_text(s, "CITY", store.city);
	if (*store.hours)
		tpl_text(tpl_section(s, "OPEN"), "HOURS", store.hours);
	if (is(o->fulfilment, "ready"))
		tpl_text(tpl_section(s, "READY"), "CODE",
			delivery_pickup_code(&r->cx, o->id));
}

/* Whoever it was for cannot be written to: the buyer passes the code on. */
static int gifts_show(struct req *r, struct tpl *t, const struct order *o)
{
	struct gift_card *cards;
	size_t n = 0;
	int rc = gift_cards_to_giver(&r->cx, o->id, &cards, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct tpl *s = tpl_section(t, "GIFT_CARD");
		tpl_money(s, "LEFT", cards[i].balance);
		tpl_text(s, "HREF",
			req_link(r,
				arena_printf(r->cx.arena, "/gift-card/%s",
					gift_card_token(&r->cx, cards[i].id))));
	}
	return rc;
}

int order_delivery_show(struct req *r, struct tpl *t, const struct order *o)
{
	const struct order_to home = {
		o->name, o->street, o->postal, o->city, o->country};
	if (is(o->delivery, "pickup")) {
		pickup_show(r, t, o);
	} else if (is(o->delivery, "point") && *o->point.name) {
		to_show(t, "POINT", o->point.name, &o->point);
	} else if (is(o->delivery, "none")) {
		tpl_show(t, "BY_MAIL");
	} else {
		to_show(t, "ADDRESS", o->name, &home);
		tpl_text(tpl_section(t, "TO_COUNTRY"), "COUNTRY",
			country_name(o->country));
	}
	if (*o->billing.name)
		to_show(t, "BILLING", o->billing.name, &o->billing);
	if (*o->company)
		tpl_text(tpl_section(t, "HAS_COMPANY"), "COMPANY", o->company);
	if (*o->phone)
		tpl_text(tpl_section(t, "HAS_PHONE"), "PHONE", o->phone);
	if (*o->message)
		tpl_text(tpl_section(t, "HAS_MESSAGE"), "MESSAGE", o->message);
	int rc = gifts_show(r, t, o);
	return rc == OK ? shipments_show(r, t, o) : rc;
}
