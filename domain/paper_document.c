/* Invoices and credit notes as papers: from their content, which no later
 * change of the shop or the order reaches.  In one file because each part
 * stands where the law and the eye want it: it is read from top to bottom. */
#include <inttypes.h>
#include <string.h>

#include "domain/order.h"
#include "domain/paper.h"
#include "domain/paper_parts.h"
#include "lib/err.h"
#include "lib/paper.h"
#include "lib/text.h"
#include "lib/tr.h"

struct view {
	struct cx *cx;
	const struct document *d;
	const json_t *content, *seller, *buyer;
	const char *currency;
	bool credit, business;
	json_t *paper;
};

static const char *word(const json_t *j, const char *key)
{
	const char *s = json_string_value(json_object_get(j, key));
	return s ? s : "";
}

static int64_t number(const json_t *j, const char *key)
{
	return json_integer_value(json_object_get(j, key));
}

static const char *amount(const struct view *v, int64_t minor)
{
	return money_format(
		v->cx->arena, v->d->locale, v->currency, money(minor));
}

static const char *day(const struct view *v, const json_t *j, const char *key)
{
	return paper_day(v->cx, v->d->locale, number(j, key));
}

static const char *reason_words(const char *reason)
{
	static const struct {
		const char *reason, *words;
	} known[] = {
		{"changed", N_("The order was changed")},
		{"cancelled", N_("The order was cancelled")},
		{"return", N_("Return")},
		{"withdrawal", N_("Withdrawal from the contract")},
		{"claim", N_("Something was wrong")},
		{"goodwill", N_("Goodwill")},
		{"too_much", N_("Too much was paid")},
	};
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(known[i].reason, reason))
			return tr(known[i].words);
	return "";
}

static const char *iban_of(const struct view *v)
{
	return word(v->seller, "iban");
}

/* Does somebody still have to pay, and can it be by bank? */
static bool to_pay(const struct view *v)
{
	return !v->credit && number(v->content, "due") > 0 &&
	       iban_ok(iban_of(v));
}

static void facts(struct view *v)
{
	const json_t *c = v->content;
	const json_t *invoice = json_object_get(c, "invoice");
	struct arena *a = v->cx->arena;
	json_t *p = v->paper;
	paper_pair(p, "facts", tr("Number"), v->d->label, true);
	paper_pair(p, "facts", tr("Date"), day(v, c, "day"), false);
	if (v->credit && invoice) {
		paper_pair(p, "facts", tr("Credits invoice"),
			arena_printf(a, "%s, %s", word(invoice, "label"),
				day(v, invoice, "day")),
			true);
		paper_pair(p, "facts", tr("Because"),
			reason_words(word(c, "reason")), false);
	}
	paper_pair(p, "facts", tr("Order"),
		arena_printf(a, "%" PRId64, number(c, "order")), false);
	paper_pair(p, "facts", tr("Ordered"), day(v, c, "order_day"), false);
	paper_pair(
		p, "facts", tr("Delivered"), day(v, c, "delivered_day"), false);
	if (to_pay(v))
		paper_pair(p, "facts", tr("Due"), day(v, c, "due_day"), true);
	paper_pair(
		p, "facts", tr("Your reference"), word(v->buyer, "ref"), false);
	paper_pair(p, "facts", tr("Your business id"),
		word(v->buyer, "business_id"), false);
	paper_pair(p, "facts", tr("Your VAT number"), word(v->buyer, "vat_id"),
		false);
}

static void address(const struct view *v, const char *key, const json_t *from,
	const char *company)
{
	struct paper_address to = {
		.company = company,
		.name = word(from, "name"),
		.street = word(from, "street"),
		.postal = word(from, "postal"),
		.city = word(from, "city"),
		.country = word(from, "country"),
		.home = word(v->seller, "country"),
	};
	paper_address(v->cx, v->paper, key, &to);
}

static void head(struct view *v)
{
	const char *name = v->credit ? tr("Credit note") : tr("Invoice");
	const json_t *delivery = json_object_get(v->content, "delivery");
	paper_put(v->paper, "brand", word(v->seller, "shop"));
	paper_put(v->paper, "heading", name);
	paper_put(v->paper, "running",
		arena_printf(v->cx->arena, "%s %s", name, v->d->label));
	address(v, "to", v->buyer, word(v->buyer, "company"));
	if (delivery) {
		paper_put(v->paper, "also_label", tr("Delivered to"));
		address(v, "also", delivery, "");
	}
	facts(v);
}

static const char *rate_words(const struct view *v, int64_t bp)
{
	return bp < 0 ? "–" : rate_format(v->cx->arena, v->d->locale, bp);
}

/* Name, and small below it: choice and code, what was taken off. */
static json_t *product_cell(const struct view *v, const json_t *l)
{
	struct arena *a = v->cx->arena;
	const char *sku = word(l, "sku"), *options = word(l, "options");
	json_t *box = json_object(), *off;
	size_t i;
	paper_line(box, "c", *word(l, "name") ? word(l, "name") : "–");
	paper_line(box, "c",
		arena_printf(a, "%s%s%s", options,
			*options && *sku ? " · " : "", sku));
	json_array_foreach(json_object_get(l, "offs"), i, off)
	{
		const char *label = word(off, "label");
		paper_line(box, "c",
			arena_printf(a, "%s: %s",
				*label ? label : tr("Discount"),
				amount(v, number(off, "amount"))));
	}
	json_t *cell = json_incref(json_object_get(box, "c"));
	json_decref(box);
	return cell;
}

/* Businesses want the price of one without VAT as well (AVL 209 e §). */
static json_t *unit_cell(const struct view *v, const json_t *l)
{
	int64_t unit = number(l, "unit"), rate = number(l, "rate");
	json_t *cell = json_array();
	bool shown = unit != 0 && number(l, "qty") != 0;
	json_array_append_new(cell, json_string(shown ? amount(v, unit) : ""));
	if (shown && v->business && rate > 0)
		json_array_append_new(cell,
			json_string(arena_printf(v->cx->arena,
				tr("%s without VAT"),
				amount(v, unit - money_vat(money(unit), rate)
							  .minor))));
	return cell;
}

static void lines(struct view *v)
{
	json_t *l;
	size_t i;
	paper_column(v->paper, tr("Product"), 0, false);
	paper_column(v->paper, tr("Quantity"), 46, true);
	paper_column(v->paper, tr("Price of one"), 78, true);
	paper_column(v->paper, tr("VAT"), 40, true);
	paper_column(v->paper, tr("Sum"), 76, true);
	json_array_foreach(json_object_get(v->content, "lines"), i, l)
	{
		int64_t qty = number(l, "qty"); /* below 0: of a credit */
		json_t *cells = json_array(), *row = json_object();
		json_array_append_new(cells, product_cell(v, l));
		json_array_append_new(cells,
			json_string(
				qty ? arena_printf(v->cx->arena, "%s%" PRId64,
					      qty < 0 ? "\u2212" : "",
					      qty < 0 ? -qty : qty)
				    : ""));
		json_array_append_new(cells, unit_cell(v, l));
		json_array_append_new(
			cells, json_string(rate_words(v, number(l, "rate"))));
		json_array_append_new(
			cells, json_string(amount(v, number(l, "gross"))));
		json_object_set_new(row, "cells", cells);
		paper_append(v->paper, "rows", row);
	}
}

static void rate_row(struct view *v, const char *a, const char *b,
	const char *c, const char *d)
{
	json_t *row = json_array();
	json_array_append_new(row, json_string(a));
	json_array_append_new(row, json_string(b));
	json_array_append_new(row, json_string(c));
	json_array_append_new(row, json_string(d));
	paper_append(v->paper, "rates", row);
}

static void rates(struct view *v)
{
	bool oss = !strcmp(word(v->content, "tax_reason"), "oss");
	json_t *t;
	size_t i;
	rate_row(v, tr("VAT rate"), tr("Without VAT"), tr("VAT"),
		tr("With VAT"));
	json_array_foreach(json_object_get(v->content, "taxes"), i, t)
	{
		int64_t bp = number(t, "rate"), gross = number(t, "gross");
		int64_t vat = number(t, "vat");
		const char *rate = bp < 0 ? tr("Outside VAT")
					  : rate_words(v, bp);
		if (oss && bp >= 0)
			rate = arena_printf(v->cx->arena, "%s %s",
				word(t, "country"), rate);
		rate_row(v, rate, amount(v, gross - vat), amount(v, vat),
			amount(v, gross));
	}
}

static void paid_rows(struct view *v)
{
	json_t *m;
	size_t i;
	json_array_foreach(json_object_get(v->content, "paid"), i, m)
	{
		bool card = !strcmp(word(m, "kind"), "gift_card");
		paper_pair(v->paper, "sums",
			card ? tr("Paid with a gift card") : tr("Paid"),
			amount(v, -number(m, "amount")), false);
	}
}

static void sums(struct view *v)
{
	const json_t *c = v->content;
	int64_t total = number(c, "total"), due = number(c, "due");
	paper_pair(v->paper, "sums",
		v->credit ? tr("Credited in all") : tr("Total"),
		amount(v, total), true);
	if (v->credit)
		return;
	paid_rows(v);
	if (due != total)
		paper_pair(
			v->paper, "sums", tr("To pay"), amount(v, due), true);
}

static void tax_words(struct view *v)
{
	const char *reason = word(v->content, "tax_reason");
	struct arena *a = v->cx->arena;
	if (!strcmp(reason, "reverse"))
		paper_line(v->paper, "after",
			tr("No VAT: goods sold to a business in another EU "
			   "country (Directive 2006/112/EC, article 138). "
			   "Reverse charge: the buyer accounts for the VAT."));
	if (!strcmp(reason, "export"))
		paper_line(v->paper, "after",
			tr("No VAT: export out of the EU (Directive "
			   "2006/112/EC, article 146)."));
	if (!strcmp(reason, "oss"))
		paper_line(v->paper, "after",
			arena_printf(a,
				tr("VAT of the country of delivery (%s), "
				   "declared in the EU’s One Stop Shop."),
				word(v->content, "tax_country")));
}

static void pay_codes(struct view *v, json_t *pay)
{
	struct arena *a = v->cx->arena;
	const json_t *c = v->content;
	const char *reference = word(c, "reference");
	struct money due = money(number(c, "due"));
	const char *qr = bank_qr(a, iban_of(v), word(v->seller, "bic"),
		word(v->seller, "name"), due, reference);
	const char *bars = bank_barcode(
		a, iban_of(v), due, reference, number(c, "due_day"));
	if (strcmp(v->currency, "EUR") != 0)
		return;
	if (qr) {
		json_object_set_new(pay, "qr", paper_qr(a, qr));
		paper_put(pay, "qr_words", tr("Scan with your bank’s app"));
	}
	if (bars) {
		json_object_set_new(pay, "bars", paper_bars(a, bars));
		paper_put(pay, "bars_words",
			arena_printf(a, "%s %s", tr("Bank bar code:"), bars));
	}
}

static void pay(struct view *v)
{
	struct arena *a = v->cx->arena;
	const json_t *c = v->content;
	if (!to_pay(v))
		return;
	json_t *pay = json_object();
	const char *reference = word(c, "reference");
	paper_put(pay, "title", tr("Pay by bank transfer"));
	paper_pair(pay, "facts", tr("To"), word(v->seller, "name"), false);
	paper_pair(
		pay, "facts", tr("Account"), iban_format(a, iban_of(v)), false);
	paper_pair(pay, "facts", tr("BIC"), word(v->seller, "bic"), false);
	paper_pair(pay, "facts", tr("Reference"),
		reference_format(a, reference), true);
	paper_pair(pay, "facts", tr("Reference (RF)"),
		*reference ? iban_format(a, reference_rf(a, reference)) : "",
		false);
	paper_pair(pay, "facts", tr("Due"), day(v, c, "due_day"), false);
	paper_pair(
		pay, "facts", tr("Amount"), amount(v, number(c, "due")), true);
	pay_codes(v, pay);
	json_object_set_new(v->paper, "pay", pay);
}

static void foot_column(json_t *foot, const char *a, const char *b,
	const char *c, const char *d)
{
	json_t *box = json_object();
	json_object_set_new(box, "f", json_array());
	paper_line(box, "f", a);
	paper_line(box, "f", b);
	paper_line(box, "f", c);
	paper_line(box, "f", d);
	json_array_append(foot, json_object_get(box, "f"));
	json_decref(box);
}

static void foot(struct view *v)
{
	struct arena *a = v->cx->arena;
	const json_t *s = v->seller;
	json_t *foot = json_array();
	const char *town = arena_printf(
		a, "%s %s", word(s, "postal"), word(s, "city"));
	foot_column(foot, word(s, "name"), word(s, "street"),
		text_trim(a, town), "");
	foot_column(foot, word(s, "email"), word(s, "phone"), "", "");
	const char *business = word(s, "business_id"), *vat = word(s, "vat_id");
	foot_column(foot,
		*business
			? arena_printf(a, "%s %s", tr("Business id"), business)
			: "",
		*vat ? arena_printf(a, "%s %s", tr("VAT number"), vat) : "",
		iban_ok(word(s, "iban")) ? iban_format(a, word(s, "iban")) : "",
		"");
	json_object_set_new(v->paper, "foot", foot);
}

const char *paper_name(struct cx *cx, const struct document *d)
{
	tr_use(d->locale);
	const char *what = !strcmp(d->kind, "credit_note") ? tr("Credit note")
							   : tr("Invoice");
	const char *name = arena_printf(
		cx->arena, "%s-%s.pdf", text_slug(cx->arena, what), d->label);
	tr_use(cx->locale);
	return name;
}

int paper_document(struct cx *cx, const struct document *d, struct buf *out)
{
	json_t *content = json_loads(d->content, 0, NULL);
	if (!content)
		return ERR_INTERNAL;
	struct view v = {
		.cx = cx,
		.d = d,
		.content = content,
		.seller = json_object_get(content, "seller"),
		.buyer = json_object_get(content, "buyer"),
		.currency = word(content, "currency"),
		.credit = !strcmp(d->kind, "credit_note"),
		.paper = json_object(),
	};
	v.business = *word(v.buyer, "company") || *word(v.buyer, "vat_id") ||
		     *word(v.buyer, "business_id");
	tr_use(d->locale);
	head(&v);
	lines(&v);
	rates(&v);
	sums(&v);
	tax_words(&v);
	pay(&v);
	foot(&v);
	json_t *papers = json_array();
	const char *title = arena_strdup(cx->arena,
		json_string_value(json_object_get(v.paper, "running")));
	json_array_append_new(papers, v.paper);
	tr_use(cx->locale);
	int rc = paper_make(
		cx->arena, paper_wrap(cx, d->locale, title, papers), out);
	json_decref(content);
	return rc;
}
