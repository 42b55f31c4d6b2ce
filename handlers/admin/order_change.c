/*
 * Changing an order before it leaves.  What it would come to is shown first:
 * what is posted with another total than the one shown is shown again.
 */
#include "handlers/admin/order_page.h"

#include <stdlib.h>
#include <string.h>

#include "domain/order_change.h"
#include "domain/refund.h"
#include "domain/shipment.h"
#include "handlers/admin/admin.h"
#include "handlers/admin/order_words.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { ADDS = 3, LINES_MAX = 200 };

struct change_form {
	int64_t delivery, give_back, sent;
	const char *reason;
};

static const struct field change_fields[] = {
	FIELD_MONEY(change_form, delivery, N_("Delivery costs"),
		.max = MONEY_MAX, .required = true),
	FIELD_LINES(
		change_form, reason, N_("A word to the customer"), .max = 1000),
	FIELD_BOOL(change_form, give_back, N_("Give back")),
	FIELD_BOOL(change_form, sent, N_("Sent already")),
	FIELD_END,
};

struct contact_form {
	const char *name, *street, *postal, *city, *email, *phone;
};

static const struct field contact_fields[] = {
	FIELD_TEXT(
		contact_form, name, N_("Name"), .required = true, .max = 100),
	FIELD_TEXT(contact_form, street, N_("Street address"), .max = 100),
	FIELD_TEXT(contact_form, postal, N_("Postal code"), .max = 20),
	FIELD_TEXT(contact_form, city, N_("City"), .max = 60),
	FIELD_EMAIL(
		contact_form, email, N_("Email"), .required = true, .max = 200),
	FIELD_TEXT(contact_form, phone, N_("Phone"), .max = 40),
	FIELD_END,
};

struct page {
	const struct order *o;
	struct change_form f;
	struct change_qty qtys[LINES_MAX];
	struct change_add adds[ADDS];
	struct order_change ask;
	struct order_changed out;
	bool tried; /* out holds what it comes to */
};

static struct money delivery_of(const struct order *o)
{
	struct money sum = money(0);
	for (size_t i = 0; i < o->n_costs; i++)
		if (strcmp(o->costs[i].kind, "delivery") == 0)
			sum.minor += order_line_due(&o->costs[i]).minor;
	return sum;
}

static const char *field_of(struct req *r, const char *name, int64_t nth)
{
	return arena_printf(r->cx.arena, "%s_%lld", name, (long long)nth);
}

static const char *typed(struct req *r, const char *name, int64_t nth)
{
	const char *text = req_form_param(r, field_of(r, name, nth));
	return text ? text_trim(r->cx.arena, text) : "";
}

static void lines_show(struct tpl *t, struct req *r, const struct order *o)
{
	for (size_t i = 0; i < o->n_lines; i++) {
		const struct order_line *l = &o->lines[i];
		const char *text = typed(r, "qty", l->id);
		if (order_line_now(l) <= 0)
			continue;
		struct tpl *s = tpl_section(t, "LINE");
		tpl_text(s, "FIELD", field_of(r, "qty", l->id));
		tpl_text(s, "NAME", l->name);
		if (*l->options)
			tpl_text(tpl_section(s, "OPTIONS"), "OPTIONS_TEXT",
				l->options);
		tpl_text(s, "QTY",
			*text ? text
			      : arena_printf(r->cx.arena, "%lld",
					(long long)order_line_now(l)));
		tpl_int(s, "WAS", order_line_now(l));
		tpl_money(s, "WORTH", order_line_due(l));
	}
	for (int64_t i = 1; i <= ADDS; i++) {
		struct tpl *s = tpl_section(t, "ADD");
		tpl_int(s, "NTH", i);
		tpl_text(s, "SKU", typed(r, "sku", i));
		tpl_text(s, "COUNT", typed(r, "count", i));
		tpl_text(s, "OWN", typed(r, "price", i));
	}
}

static const struct order_line *same_line(
	const struct order *o, const struct order_line *l)
{
	for (size_t i = 0; i < o->n_lines; i++)
		if (o->lines[i].id == l->id)
			return &o->lines[i];
	return NULL;
}

/* Before and after, line by line. */
static void tried_show(struct tpl *page, struct req *r, const struct page *p)
{
	const struct order *was = &p->out.before, *now = &p->out.after;
	struct tpl *t = tpl_section(page, "TRIED");
	for (size_t i = 0; i < now->n_lines; i++) {
		const struct order_line *l = &now->lines[i];
		const struct order_line *b = same_line(was, l);
		int64_t before = b ? order_line_now(b) : 0;
		struct money cost = b ? order_line_due(b) : money(0);
		if (before == 0 && order_line_now(l) == 0)
			continue;
		struct tpl *s = tpl_section(t, "ROW");
		tpl_text(s, "NAME", l->name);
		tpl_int(s, "QTY_WAS", before);
		tpl_int(s, "QTY_NOW", order_line_now(l));
		tpl_money(s, "SUM_WAS", cost);
		tpl_money(s, "SUM_NOW", order_line_due(l));
	}
	tpl_money(t, "DELIVERY_WAS", delivery_of(was));
	tpl_money(t, "DELIVERY_NOW", delivery_of(now));
	tpl_money(t, "TOTAL_WAS", was->total);
	tpl_money(t, "TOTAL_NOW", now->total);
	for (size_t i = 0; i < now->n_taxes; i++) {
		struct tpl *s = tpl_section(t, "TAX");
		struct money vat = money(0);
		for (size_t k = 0; k < was->n_taxes; k++)
			if (was->taxes[k].rate_bp == now->taxes[i].rate_bp)
				vat = was->taxes[k].vat;
		if (now->taxes[i].rate_bp >= 0)
			tpl_rate(tpl_section(s, "TAXED"), "RATE",
				now->taxes[i].rate_bp);
		else
			tpl_show(s, "UNTAXED");
		tpl_money(s, "VAT_WAS", vat);
		tpl_money(s, "VAT_NOW", now->taxes[i].vat);
	}
	int64_t balance = p->out.balance.minor;
	if (balance > 0)
		tpl_money(tpl_section(t, "OPEN"), "OPEN_SUM", money(balance));
	for (size_t i = 0; i < p->out.n_ways; i++) {
		struct tpl *s = tpl_section(t, "WAY");
		tpl_text(s, "WHO",
			order_refund_way_words(
				&r->cx, p->out.ways[i].provider));
		tpl_money(s, "PART", p->out.ways[i].amount);
	}
}

static int page_send(struct req *r, const struct page *p,
	const struct form_errors *errors, int status)
{
	struct arena *a = r->cx.arena;
	const struct order *o = p->o;
	struct tpl *t = admin_tpl(r, "admin/order_change.tpl");
	struct contact_form contact = {
		o->name, o->street, o->postal, o->city, o->email, o->phone};
	bool of_contact = req_form_param(r, "email") != NULL;
	tpl_textf(t, "NUMBER", "%lld", (long long)o->number);
	tpl_textf(t, "REV", "%lld", (long long)o->rev);
	tpl_textf(t, "SEEN", "%lld",
		p->tried ? (long long)p->out.after.total.minor : -1LL);
	lines_show(t, r, o);
	if (p->tried)
		tried_show(t, r, p);
	struct tpl *first = tpl_section(t, "THINGS");
	struct tpl *second = tpl_section(t, "CONTACT");
	if (errors && errors->n && !of_contact)
		form_show(first, r, change_fields, errors);
	else
		form_show_values(first, &r->cx, change_fields, &p->f);
	if (errors && errors->n && of_contact)
		form_show(second, r, contact_fields, errors);
	else
		form_show_values(second, &r->cx, contact_fields, &contact);
	struct admin_page page = {
		.title = tr("Change the order"),
		.nav = "orders",
		.back = arena_printf(
			a, "/admin/orders/%lld", (long long)o->number),
		.back_text = arena_printf(
			a, tr("Order %lld"), (long long)o->number),
	};
	return admin_send(r, &page, t, status);
}

static int back_to_order(struct req *r, const struct order *o)
{
	return resp_redirect(r, arena_printf(r->cx.arena, "/admin/orders/%lld",
					(long long)o->number));
}

/* GET /admin/orders/:number/change */
int admin_order_change_ask(struct req *r)
{
	struct order o;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	if (!order_can(&o, "change"))
		return back_to_order(r, &o);
	struct page *p = ARENA_NEW(r->cx.arena, struct page);
	p->o = &o;
	p->f = (struct change_form){.delivery = delivery_of(&o).minor,
		.give_back = 1,
		.sent = 1,
		.reason = ""};
	return page_send(r, p, NULL, 200);
}

static bool whole(const char *text, int64_t *out)
{
	if (!*text || strlen(text) > 6 ||
		strspn(text, "0123456789") != strlen(text))
		return false;
	*out = strtoll(text, NULL, 10);
	return true;
}

static void qtys_read(struct req *r, struct page *p, struct form_errors *errors)
{
	for (size_t i = 0; i < p->o->n_lines && i < LINES_MAX; i++) {
		const struct order_line *l = &p->o->lines[i];
		const char *text = typed(r, "qty", l->id);
		struct change_qty *q = &p->qtys[p->ask.n_qtys];
		if (!req_form_param(r, field_of(r, "qty", l->id)))
			continue;
		q->line = l->id;
		if (whole(text, &q->qty))
			p->ask.n_qtys++;
		else
			form_error(errors, field_of(r, "qty", l->id),
				arena_printf(r->cx.arena,
					tr("%s: type a whole number"),
					l->name));
	}
	p->ask.qtys = p->qtys;
}

static void adds_read(struct req *r, struct page *p, struct form_errors *errors)
{
	for (int64_t i = 1; i <= ADDS; i++) {
		struct change_add *add = &p->adds[p->ask.n_adds];
		const char *count = typed(r, "count", i),
			   *price = typed(r, "price", i);
		*add = (struct change_add){.sku = typed(r, "sku", i), .qty = 1};
		if (!*add->sku)
			continue;
		if (*count && (!whole(count, &add->qty) || add->qty < 1))
			form_error(errors, field_of(r, "count", i),
				tr("How many: type a whole number"));
		add->own_price = *price != '\0';
		if (*price && !money_parse(price, &add->unit))
			form_error(errors, field_of(r, "price", i),
				tr("Own price: type an amount"));
		p->ask.n_adds++;
	}
	p->ask.adds = p->adds;
}

static const char *why_words(const char *why)
{
	if (strcmp(why, "sold_out") == 0)
		return tr("There is not that much in stock.");
	if (strcmp(why, "unknown") == 0)
		return tr("No product on sale has this SKU.");
	if (strcmp(why, "left") == 0)
		return tr("What is in a parcel, or was refunded, cannot be "
			  "taken off.");
	if (strcmp(why, "empty") == 0)
		return tr("Nothing would be left: cancel the order instead.");
	if (strcmp(why, "nothing") == 0)
		return tr("Nothing is changed.");
	return tr("This order has moved on meanwhile. Look at it again.");
}

static int refused(struct req *r, struct page *p, int rc, const char *why,
	struct form_errors *errors)
{
	if (rc != ERR_CONFLICT && rc != ERR_INVALID)
		return rc;
	p->tried = false;
	if (rc == ERR_INVALID)
		why = "sold_out";
	form_error(errors, "", why_words(why));
	return page_send(r, p, errors, strcmp(why, "moved") == 0 ? 409 : 422);
}

/* POST /admin/orders/:number/change */
int admin_order_change(struct req *r)
{
	struct order o;
	struct form_errors errors;
	const char *why = "", *rev = req_form_param(r, "rev");
	const char *seen = req_form_param(r, "seen");
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	if (!order_can(&o, "change"))
		return order_page_send(r, &o, NULL, 409);
	struct page *p = ARENA_NEW(r->cx.arena, struct page);
	p->o = &o;
	form_read(r, change_fields, &p->f, &errors);
	p->ask = (struct order_change){.order = o.id,
		.rev = rev ? strtoll(rev, NULL, 10) : -1,
		.set_delivery = true,
		.delivery = money(p->f.delivery),
		.reason = p->f.reason,
		.give_back = p->f.give_back != 0,
		.sent = p->f.sent != 0};
	qtys_read(r, p, &errors);
	adds_read(r, p, &errors);
	if (errors.n)
		return page_send(r, p, &errors, 422);
	rc = order_change(&r->cx, &p->ask, true, &p->out, &why);
	if (rc < 0)
		return refused(r, p, rc, why, &errors);
	p->tried = true;
	if (!seen || req_form_param(r, "show") ||
		strtoll(seen, NULL, 10) != p->out.after.total.minor)
		return page_send(r, p, NULL, 200);
	rc = order_change(&r->cx, &p->ask, false, &p->out, &why);
	if (rc < 0)
		return refused(r, p, rc, why, &errors);
	flash_set(r, tr("Changed. The customer has been told."));
	return back_to_order(r, &o);
}

/* POST /admin/orders/:number/contact */
int admin_order_contact(struct req *r)
{
	struct order o;
	struct form_errors errors;
	struct contact_form f;
	const char *rev = req_form_param(r, "rev");
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	struct page *p = ARENA_NEW(r->cx.arena, struct page);
	p->o = &o;
	p->f = (struct change_form){.delivery = delivery_of(&o).minor,
		.give_back = 1,
		.sent = 1,
		.reason = ""};
	if (form_read(r, contact_fields, &f, &errors) < 0)
		return page_send(r, p, &errors, 422);
	struct order_contact contact = {.order = o.id,
		.rev = rev ? strtoll(rev, NULL, 10) : -1,
		.name = f.name,
		.street = f.street,
		.postal = f.postal,
		.city = f.city,
		.email = f.email,
		.phone = f.phone};
	return order_page_moved(r, &o, order_contact_set(&r->cx, &contact),
		tr("The address is changed."));
}
