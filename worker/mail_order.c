#include <string.h>

#include "domain/order.h"
#include "domain/quote.h"
#include "domain/refund.h"
#include "domain/delivery.h"
#include "domain/setting.h"
#include "domain/text_page.h"
#include "lib/country.h"
#include "lib/err.h"
#include "lib/md.h"
#include "lib/tr.h"
#include "worker/mail.h"

static bool was_changed(const struct order *o)
{
	for (size_t i = 0; i < o->n_lines; i++)
		if (o->lines[i].changed || o->lines[i].changed_by.minor)
			return true;
	return o->changed.minor != 0;
}

/* As it is now: after a change a line's discounts are in its sum. */
static void add_line(
	struct tpl *t, const struct order *o, const struct order_line *line)
{
	int64_t qty = order_line_now(line);
	if (qty <= 0)
		return;
	struct tpl *row = tpl_section(t, "LINE");
	tpl_int(row, "QTY", qty);
	tpl_text(row, "NAME", line->name);
	if (*line->options)
		tpl_text(tpl_section(row, "OPTIONS"), "TEXT", line->options);
	for (size_t i = 0; i < line->n_parts; i++) {
		const struct order_part *p = &line->parts[i];
		struct tpl *s = tpl_section(row, "PART");
		tpl_int(s, "PART_QTY", p->qty / line->qty * qty);
		tpl_text(s, "PART_NAME", p->name);
		if (*p->options)
			tpl_text(tpl_section(s, "PART_OPTIONS"), "PART_TEXT",
				p->options);
	}
	tpl_money(
		row, "SUM", was_changed(o) ? order_line_due(line) : line->sum);
}

static struct money delivery_now(const struct order *o)
{
	struct money sum = money(0);
	for (size_t i = 0; i < o->n_costs; i++)
		sum.minor += order_line_due(&o->costs[i]).minor;
	return sum;
}

static void add_tax(struct tpl *t, const struct order_tax *tax)
{
	if (tax->rate_bp == RATE_OUTSIDE) {
		tpl_money(tpl_section(t, "OUTSIDE"), "GROSS", tax->gross);
		return;
	}
	struct tpl *row = tpl_section(t, "TAX");
	tpl_rate(row, "RATE", tax->rate_bp);
	tpl_money(row, "NET", money(tax->gross.minor - tax->vat.minor));
	tpl_money(row, "VAT", tax->vat);
}

static bool is_pickup(const struct order *o)
{
	return !strcmp(o->delivery, "pickup");
}

/* The store where it waits; the shop itself should it be gone. */
static struct delivery_store store_of(struct letter *l, const struct order *o)
{
	struct cx *cx = l->cx;
	struct delivery_store store;
	if (delivery_store_get(cx, o->location, &store) == OK)
		return store;
	return (struct delivery_store){
		.name = setting_get(cx, "shop.name"),
		.street = setting_get(cx, "shop.street"),
		.city = setting_get(cx, "shop.city"),
		.hours = setting_get(cx, "shop.hours"),
	};
}

static const char *pickup_place(struct letter *l, const struct order *o)
{
	struct delivery_store s = store_of(l, o);
	return arena_printf(l->cx->arena, "%s%s%s, %s", s.name,
		*s.name ? ", " : "", s.street, s.city);
}

/* While nothing has left. */
static void add_promise(struct letter *l, struct tpl *t, const struct order *o)
{
	const char *days = delivery_days_words(
		l->cx, o->promised_from_day, o->promised_day);
	if (*days && !strcmp(o->fulfilment, "none") &&
		strcmp(o->state, "cancelled") != 0)
		tpl_text(tpl_section(t, "PROMISED"), "DAYS", days);
}

static void add_delivery(struct letter *l, struct tpl *t, const struct order *o)
{
	bool point = !strcmp(o->delivery, "point") && *o->point.name;
	if (is_pickup(o)) {
		struct tpl *s = tpl_section(t, "PICKUP");
		tpl_text(s, "PLACE", pickup_place(l, o));
		tpl_text(s, "NAME", o->name);
		return;
	}
	if (!strcmp(o->delivery, "none"))
		return;
	struct tpl *s = tpl_section(t, "FLAT");
	const char *country = point ? o->point.country : o->country;
	tpl_text(s, "NAME", point ? o->point.name : o->name);
	tpl_text(s, "STREET", point ? o->point.street : o->street);
	tpl_text(s, "POSTAL", point ? o->point.postal : o->postal);
	tpl_text(s, "CITY", point ? o->point.city : o->city);
	if (strcmp(country, setting_get(l->cx, "shop.country")) != 0)
		tpl_text(tpl_section(s, "ABROAD"), "COUNTRY",
			country_name(country));
	add_promise(l, s, o);
}

static void add_sums(struct tpl *t, const struct order *o)
{
	for (size_t i = 0; i < o->n_savings && !was_changed(o); i++) {
		if (!o->savings[i].goods.minor) /* off the delivery */
			continue;
		struct tpl *s = tpl_section(t, "SAVING");
		tpl_text(s, "LABEL", o->savings[i].label);
		tpl_money(s, "AMOUNT", o->savings[i].goods);
	}
	if (strcmp(o->delivery, "none") != 0) {
		struct tpl *s = tpl_section(t, "SENT");
		tpl_text(s, "NAME",
			is_pickup(o) ? tr("Pickup") : tr("Delivery"));
		tpl_money(s, "COST", delivery_now(o));
	}
	tpl_money(t, "TOTAL", o->total);
	if (o->gift.minor) {
		struct tpl *s = tpl_section(t, "GIFT");
		tpl_money(s, "AMOUNT", money(-o->gift.minor));
		tpl_money(s, "DUE", money(o->total.minor - o->gift.minor));
	}
}

static void add_lines(struct letter *l, struct tpl *page, const struct order *o)
{
	struct tpl *t = tpl_include(page, "LINES", "mail/lines.tpl");
	for (size_t i = 0; i < o->n_lines; i++)
		add_line(t, o, &o->lines[i]);
	add_sums(t, o);
	for (size_t i = 0; i < o->n_taxes; i++)
		add_tax(t, &o->taxes[i]);
	add_delivery(l, t, o);
	if (*o->message)
		tpl_text(tpl_section(t, "MESSAGE"), "TEXT", o->message);
}

static bool is_paid(const struct order *o)
{
	return !strcmp(o->payment_state, "paid");
}

/* How to pay by bank transfer, while that is still to be done. */
static void add_payment(
	struct letter *l, struct tpl *page, const struct order *o)
{
	struct cx *cx = l->cx;
	struct money owed = money(0);
	bool bank = !strcmp(o->payment, "transfer") ||
		    !strcmp(o->payment, "invoice");
	if (!bank || is_paid(o) || !strcmp(o->state, "cancelled") ||
		refund_balance(cx, o->id, &owed) < 0 || owed.minor <= 0)
		return;
	struct tpl *t = tpl_include(page, "PAY", "mail/pay.tpl");
	tpl_money(t, "AMOUNT", owed);
	tpl_text(t, "REFERENCE", reference_format(cx->arena, o->reference));
	tpl_text(t, "RF",
		iban_format(cx->arena, reference_rf(cx->arena, o->reference)));
	tpl_text(t, "IBAN", setting_get(cx, "shop.iban"));
	const char *bic = setting_get(cx, "shop.bic");
	if (*bic)
		tpl_text(tpl_section(t, "BIC"), "CODE", bic);
	const char *company = setting_get(cx, "shop.company");
	tpl_text(t, "PAYEE", *company ? company : setting_get(cx, "shop.name"));
	if (o->due_ms)
		tpl_time(tpl_section(t, "BY"), "DATE", CLOCK_DATE, o->due_ms);
}

/* ---- what each letter says besides ---- */

/* The terms as they were accepted: the buyer must have them on a durable
 * medium (directive 2011/83/EU Art. 8(7)). */
static void add_terms(struct letter *l, struct tpl *t, const struct order *o)
{
	struct text_page terms;
	if (text_page_version(l->cx, o->terms_version, &terms) < 0)
		return;
	struct tpl *s = tpl_section(t, "TERMS");
	const char *html = md_render(l->cx->arena, terms.body);
	tpl_text(s, "TITLE", terms.title);
	tpl_html(s, "HTML", html, strlen(html));
}

static void say_placed(struct letter *l, struct tpl *t, const struct order *o)
{
	bool mailed = strcmp(o->delivery, "none") == 0;
	tpl_time(t, "PLACED", CLOCK_DATETIME, o->placed_ms);
	struct tpl *s = tpl_section(t, is_paid(o) ? "PAID" : "UNPAID");
	tpl_show(s, mailed ? "MAILED" : "SENT");
	add_payment(l, t, o);
	tpl_text(t, "WITHDRAW", letter_link(l, "/withdraw"));
	letter_next(l, t, o);
	add_terms(l, t, o);
}

static void say_paid(struct letter *l, struct tpl *t, const struct order *o)
{
	(void)l;
	if (strcmp(o->delivery, "none") != 0)
		tpl_show(t, is_pickup(o) ? "PICKUP" : "FLAT");
}

static void say_shipped(struct letter *l, struct tpl *t, const struct order *o)
{
	letter_next(l, t, o);
	for (size_t i = 0; i < o->n_shipments; i++) {
		const struct order_shipment *s = &o->shipments[i];
		if (!*s->carrier && !*s->tracking)
			continue;
		struct tpl *row = tpl_section(t, "SHIPMENT");
		if (*s->carrier)
			tpl_text(tpl_section(row, "CARRIER"), "TEXT",
				s->carrier);
		if (*s->tracking)
			tpl_text(tpl_section(row, "TRACKING"), "TEXT",
				s->tracking);
	}
}

static void say_ready(struct letter *l, struct tpl *t, const struct order *o)
{
	struct delivery_store store = store_of(l, o);
	tpl_text(t, "PLACE", pickup_place(l, o));
	tpl_text(t, "CODE", delivery_pickup_code(l->cx, o->id));
	if (*store.hours)
		tpl_text(tpl_section(t, "HOURS"), "TEXT", store.hours);
}

/* The owner's reason; what the program notes is not for the customer. */
static const char *cancel_reason(const struct order *o)
{
	const char *reason = "";
	for (size_t i = 0; i < o->n_events; i++)
		if (!strcmp(o->events[i].kind, "cancelled"))
			reason = o->events[i].staff ? o->events[i].note : "";
	return reason;
}

static void say_cancelled(
	struct letter *l, struct tpl *t, const struct order *o)
{
	(void)l;
	const char *reason = cancel_reason(o);
	if (*reason)
		tpl_text(tpl_section(t, "REASON"), "TEXT", reason);
	tpl_show(t, o->paid.minor > 0 ? "REFUND" : "UNPAID");
}

static void say_changed(struct letter *l, struct tpl *t, const struct order *o)
{
	letter_say_changed(l, t, o);
	add_payment(l, t, o);
}

/* An invoice is due; what is paid first is let go. */
static void say_reminder(struct letter *l, struct tpl *t, const struct order *o)
{
	bool invoice = !strcmp(o->payment, "invoice");
	tpl_time(t, "PLACED", CLOCK_DATE, o->placed_ms);
	tpl_time(tpl_section(t, invoice ? "INVOICE" : "KEPT"), "DAY",
		CLOCK_DATE, o->due_ms);
	add_payment(l, t, o);
}

static void say_owner(struct letter *l, struct tpl *t, const struct order *o)
{
	(void)l;
	tpl_time(t, "PLACED", CLOCK_DATETIME, o->placed_ms);
	tpl_text(t, "NAME", o->name);
	tpl_text(t, "ADDRESS", o->email);
	if (*o->phone)
		tpl_text(tpl_section(t, "PHONE"), "TEXT", o->phone);
	tpl_show(t, is_paid(o) ? "PAID" : "UNPAID");
}

static const struct say {
	const char *name;
	void (*fn)(struct letter *l, struct tpl *t, const struct order *o);
} says[] = {
	{"order_placed", say_placed},
	{"order_paid", say_paid},
	{"order_shipped", say_shipped},
	{"order_ready", say_ready},
	{"order_cancelled", say_cancelled},
	{"order_refunded", letter_say_refunded},
	{"order_changed", say_changed},
	{"order_reminder", say_reminder},
	{"owner_order", say_owner},
};

/* The title, with every text where xgettext and the compiler see it. */
static const char *title(struct arena *a, const struct say *say, int64_t number)
{
	long long n = number;
	if (say->fn == say_placed)
		return arena_printf(a, tr("Thank you for order %lld"), n);
	if (say->fn == say_paid)
		return arena_printf(a, tr("Order %lld is paid"), n);
	if (say->fn == say_shipped)
		return arena_printf(a, tr("Order %lld is on its way"), n);
	if (say->fn == say_ready)
		return arena_printf(a, tr("Order %lld is ready for you"), n);
	if (say->fn == say_cancelled)
		return arena_printf(a, tr("Order %lld was cancelled"), n);
	if (say->fn == letter_say_refunded)
		return arena_printf(a, tr("Money back for order %lld"), n);
	if (say->fn == say_changed)
		return arena_printf(a, tr("Order %lld has changed"), n);
	if (say->fn == say_reminder)
		return arena_printf(a, tr("Order %lld waits for payment"), n);
	return arena_printf(a, tr("New order %lld"), n);
}

static const struct say *say_of(const char *name)
{
	size_t i = 0;
	while (strcmp(says[i].name, name) != 0)
		i++;
	return &says[i];
}

/* Nobody is reminded of what was paid or called off while the mail waited. */
static int still_to_say(
	struct letter *l, const struct say *say, const struct order *o)
{
	bool owed = true;
	int rc = say->fn == say_reminder ? order_is_owed(l->cx, o, &owed) : OK;
	return rc == OK && !owed ? ERR_GONE : rc;
}

int letter_order(struct letter *l)
{
	struct cx *cx = l->cx;
	const struct say *say = say_of(l->name);
	struct order o;
	int rc = order_get(cx, l->order, &o);
	if (rc == OK)
		rc = still_to_say(l, say, &o);
	if (rc < 0)
		return rc;
	if (!l->to_owner) {
		letter_language(l, o.locale);
		l->mail->to = o.email;
		l->mail->to_name = o.name;
	}
	tpl_currency(o.currency);
	const char *number = arena_printf(
		cx->arena, "%lld", (long long)o.number);
	struct tpl *t = letter_open(l, title(cx->arena, say, o.number));
	tpl_text(t, "NUMBER", number);
	tpl_text(t, "LINK",
		l->to_owner ? arena_printf(cx->arena, "%s/admin/orders/%lld",
				      l->conf->base_url, (long long)o.number)
			    : letter_link(l, arena_printf(cx->arena,
						     "/order/%s", o.token)));
	say->fn(l, t, &o);
	add_lines(l, t, &o);
	letter_papers(l, &o);
	return letter_close(l, t);
}
