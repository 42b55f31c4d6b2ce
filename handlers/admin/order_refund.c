/*
 * Money that goes back: for which things, how much, through whom.  The sum is
 * always on the page before it goes: what is posted with another sum than
 * the one that was shown is only shown again.
 */
#include "handlers/admin/order_page.h"

#include <stdlib.h>
#include <string.h>

#include "domain/credit.h"
#include "domain/provider.h"
#include "domain/refund.h"
#include "domain/withdrawal.h"
#include "handlers/admin/admin.h"
#include "handlers/admin/order_words.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char *const reasons[] = {"goodwill", "cancelled", "return",
	"withdrawal", "claim", "too_much", NULL};

struct refund_form {
	int64_t amount, delivery, to_gift_card, sent;
	const char *reason, *note;
};

static const struct field refund_fields[] = {
	FIELD_MONEY(refund_form, amount, N_("Amount"), .max = MONEY_MAX),
	FIELD_BOOL(refund_form, delivery, N_("Delivery")),
	FIELD_CHOICE(refund_form, reason, N_("Reason"), .choices = reasons),
	FIELD_LINES(
		refund_form, note, N_("A word to the customer"), .max = 1000),
	FIELD_BOOL(refund_form, to_gift_card, N_("To a gift card")),
	FIELD_BOOL(refund_form, sent, N_("Sent already")),
	FIELD_END,
};

/* A page of the form: what can go back, what was chosen of it. */
struct page {
	const struct order *o;
	struct refund_form f;
	struct credit_left *left;
	size_t n_left;
	struct credit_want *wants; /* of the lines, quantities chosen */
	size_t n;
	struct money most, sum;
};

void order_refund_show(struct tpl *t, const struct order *o)
{
	if (!order_can(o, "refund"))
		return;
	struct tpl *s = tpl_section(t, "REFUND");
	tpl_money(s, "PAID", o->paid);
}

static const struct order_line *line_of(const struct order *o, int64_t id)
{
	for (size_t i = 0; i < o->n_lines; i++)
		if (o->lines[i].id == id)
			return &o->lines[i];
	return NULL;
}

static bool is_delivery(const struct credit_left *l)
{
	return strcmp(l->kind, "delivery") == 0 || strcmp(l->kind, "fee") == 0;
}

static const char *qty_name(struct req *r, const struct credit_left *l)
{
	return arena_printf(r->cx.arena, "qty_%lld", (long long)l->line);
}

/* Until when the law wants the money back, after a withdrawal. */
static int due_show(struct tpl *t, struct req *r, const struct order *o)
{
	struct withdrawal w;
	int rc = withdrawal_of_order(&r->cx, o->id, &w);
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc == OK && w.refund_due_ms) {
		struct tpl *s = tpl_section(t, "DUE");
		tpl_time(s, "DUE_AT", CLOCK_DATE, w.refund_due_ms);
	}
	return rc;
}

static void lines_show(struct tpl *t, struct req *r, const struct page *p)
{
	struct money delivery = money(0);
	for (size_t i = 0; i < p->n_left; i++) {
		const struct credit_left *l = &p->left[i];
		const struct order_line *line = line_of(p->o, l->line);
		if (is_delivery(l))
			delivery.minor += l->value.minor;
		if (!line || l->qty <= 0)
			continue;
		struct tpl *s = tpl_section(t, "LINE");
		tpl_text(s, "FIELD", qty_name(r, l));
		tpl_text(s, "NAME", line->name);
		if (*line->options)
			tpl_text(tpl_section(s, "OPTIONS"), "OPTIONS_TEXT",
				line->options);
		tpl_int(s, "MOST", l->qty);
		tpl_money(s, "WORTH", l->value);
		int64_t qty = 0;
		for (size_t k = 0; k < p->n; k++)
			if (p->wants[k].line == l->line)
				qty = p->wants[k].qty;
		tpl_textf(s, "QTY", "%lld", (long long)qty);
	}
	if (delivery.minor > 0)
		tpl_money(tpl_section(t, "HAS_DELIVERY"), "DELIVERY_SUM",
			delivery);
}

static int ways_show(struct tpl *t, struct req *r, const struct page *p)
{
	struct refund *ways;
	size_t n = 0;
	bool hand = false;
	struct money back = p->sum.minor < p->most.minor ? p->sum : p->most;
	int rc = refund_preview(
		&r->cx, p->o->id, back, p->f.to_gift_card != 0, &ways, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct tpl *s = tpl_section(t, "WAY");
		tpl_text(s, "WHO",
			order_refund_way_words(&r->cx, ways[i].provider));
		tpl_money(s, "PART", ways[i].amount);
		hand |= strcmp(ways[i].provider, "hand") == 0;
	}
	tpl_show_if(t, "HAND", hand && !p->f.to_gift_card);
	return rc;
}

static int page_send(struct req *r, const struct page *p,
	const struct form_errors *errors, int status)
{
	struct arena *a = r->cx.arena;
	const struct order *o = p->o;
	struct tpl *t = admin_tpl(r, "admin/refund.tpl");
	bool waits = strcmp(o->fulfilment, "none") == 0 ||
		     strcmp(o->fulfilment, "picking") == 0 ||
		     strcmp(o->fulfilment, "ready") == 0;
	tpl_textf(t, "NUMBER", "%lld", (long long)o->number);
	tpl_textf(t, "REV", "%lld", (long long)o->rev);
	tpl_textf(t, "SEEN", "%lld", (long long)p->sum.minor);
	tpl_text(t, "CUSTOMER", o->name);
	tpl_money(t, "PAID", p->most);
	tpl_money(t, "SUM", p->sum);
	tpl_show_if(t, "WAITS", waits && strcmp(o->state, "cancelled") != 0);
	tpl_show_if(t, "LESS", p->sum.minor > p->most.minor);
	tpl_show_if(
		t, "ASKED", status == 200 && req_form_param(r, "seen") != NULL);
	lines_show(t, r, p);
	int rc = due_show(t, r, o);
	if (rc == OK)
		rc = ways_show(t, r, p);
	if (rc < 0)
		return rc;
	if (req_form_param(r, "seen")) {
		struct form_errors none = {0};
		form_show(t, r, refund_fields, errors ? errors : &none);
	} else {
		form_show_values(t, &r->cx, refund_fields, &p->f);
	}
	struct admin_page page = {
		.title = tr("Refund"),
		.nav = "orders",
		.back = arena_printf(
			a, "/admin/orders/%lld", (long long)o->number),
		.back_text = arena_printf(
			a, tr("Order %lld"), (long long)o->number),
	};
	return admin_send(r, &page, t, status);
}

static int page_open(struct req *r, const struct order *o, struct page *p)
{
	*p = (struct page){.o = o};
	int rc = credit_left(&r->cx, o->id, &p->left, &p->n_left);
	if (rc == OK)
		rc = refund_most(&r->cx, o->id, &p->most);
	p->wants = ARENA_ARRAY(r->cx.arena, struct credit_want, p->n_left + 1);
	return rc;
}

static struct refund_ask ask_of(const struct page *p, int64_t rev)
{
	bool plain = !*p->f.reason ||
		     (strcmp(p->f.reason, "too_much") == 0 && p->f.amount == 0);
	return (struct refund_ask){
		.order = p->o->id,
		.reason = plain ? "goodwill" : p->f.reason,
		.note = p->f.note,
		.wants = p->wants,
		.n = p->n,
		.delivery = p->f.delivery != 0,
		.to_gift_card = p->f.to_gift_card != 0,
		.sent = p->f.sent != 0,
		.rev = rev,
	};
}

/* By amount alone: what credits nothing needs no lines. */
static bool by_amount(const struct page *p)
{
	return p->f.amount > 0;
}

static int sum_up(struct req *r, struct page *p)
{
	p->sum = money(p->f.amount);
	if (by_amount(p))
		return OK;
	if (p->n == 0 && !p->f.delivery)
		return OK;
	struct refund_ask ask = ask_of(p, 0);
	if (p->n == 0) { /* the delivery alone */
		for (size_t i = 0; i < p->n_left; i++)
			if (is_delivery(&p->left[i]))
				p->sum.minor += p->left[i].value.minor;
		return OK;
	}
	return credit_value(&r->cx, &ask, &p->sum);
}

/* Everything that is left is proposed; a cancelled order has nothing else. */
static int propose(struct req *r, struct page *p)
{
	p->f = (struct refund_form){
		.delivery = 1,
		.sent = 1,
		.note = "",
		.reason = strcmp(p->o->state, "cancelled") == 0 ? "cancelled"
								: "goodwill",
	};
	struct money balance;
	int rc = refund_balance(&r->cx, p->o->id, &balance);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < p->n_left; i++)
		if (line_of(p->o, p->left[i].line) && p->left[i].qty > 0)
			p->wants[p->n++] = (struct credit_want){
				.line = p->left[i].line, .qty = p->left[i].qty};
	/* what was paid too much first: the price is another matter */
	if (balance.minor < 0 && strcmp(p->o->state, "cancelled") != 0) {
		p->n = 0;
		p->f.delivery = 0;
		p->f.amount = -balance.minor;
		p->f.reason = "too_much";
	}
	return sum_up(r, p);
}

/* GET /admin/orders/:number/refund */
int admin_order_refund_ask(struct req *r)
{
	struct order o;
	struct page p;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	if (!order_can(&o, "refund"))
		return resp_redirect(
			r, arena_printf(r->cx.arena, "/admin/orders/%lld",
				   (long long)o.number));
	rc = page_open(r, &o, &p);
	if (rc == OK)
		rc = propose(r, &p);
	return rc == OK ? page_send(r, &p, NULL, 200) : rc;
}

/* Quantities as typed; false: not a number, or more than is left. */
static bool qty_read(struct req *r, const struct credit_left *l, int64_t *qty)
{
	const char *text = req_form_param(r, qty_name(r, l));
	*qty = 0;
	if (!text || !*text)
		return true;
	if (strlen(text) > 6 || strspn(text, "0123456789") != strlen(text))
		return false;
	*qty = strtoll(text, NULL, 10);
	return *qty <= l->qty;
}

static void wants_read(
	struct req *r, struct page *p, struct form_errors *errors)
{
	for (size_t i = 0; i < p->n_left; i++) {
		const struct credit_left *l = &p->left[i];
		const struct order_line *line = line_of(p->o, l->line);
		int64_t qty;
		if (!line)
			continue;
		if (!qty_read(r, l, &qty))
			form_error(errors, qty_name(r, l),
				arena_printf(r->cx.arena,
					tr("%s: at most %lld"), line->name,
					(long long)l->qty));
		else if (qty > 0)
			p->wants[p->n++] = (struct credit_want){
				.line = l->line, .qty = qty};
	}
}

/* Posted of the order as it was shown: twice is once. */
static int give(struct req *r, struct page *p)
{
	const char *rev = req_form_param(r, "rev");
	struct refund_ask ask = ask_of(p, rev ? strtoll(rev, NULL, 10) : -1);
	if (by_amount(p)) {
		ask.wants = NULL;
		ask.n = 0;
		return refund_amount(&r->cx, &ask, money(p->f.amount), NULL);
	}
	if (p->n > 0)
		return refund_make(&r->cx, &ask, NULL);
	/* the delivery alone, by its lines */
	for (size_t i = 0; i < p->n_left; i++)
		if (is_delivery(&p->left[i]) && p->left[i].qty > 0)
			p->wants[p->n++] = (struct credit_want){
				.line = p->left[i].line, .qty = p->left[i].qty};
	ask = ask_of(p, ask.rev);
	ask.delivery = false;
	return refund_make(&r->cx, &ask, NULL);
}

static void check(struct req *r, struct page *p, struct form_errors *errors)
{
	if (errors->n)
		return;
	if (p->sum.minor <= 0)
		form_error(errors, "amount",
			tr("Choose what goes back, or type an amount."));
	else if (by_amount(p) && p->sum.minor > p->most.minor)
		form_error(errors, "amount",
			arena_printf(r->cx.arena, "%s: %s", tr("Amount"),
				arena_printf(r->cx.arena, tr("at most %s"),
					money_plain(r->cx.arena, p->most))));
}

/* POST /admin/orders/:number/refund */
int admin_order_refund(struct req *r)
{
	struct order o;
	struct page p;
	struct form_errors errors;
	int rc = order_page_of(r, &o);
	if (rc == OK)
		rc = page_open(r, &o, &p);
	if (rc < 0)
		return rc;
	if (!order_can(&o, "refund"))
		return order_page_send(r, &o, NULL, 409);
	form_read(r, refund_fields, &p.f, &errors);
	wants_read(r, &p, &errors);
	if (!errors.n)
		rc = sum_up(r, &p);
	if (rc < 0)
		return rc;
	check(r, &p, &errors);
	if (errors.n)
		return page_send(r, &p, &errors, 422);
	const char *seen = req_form_param(r, "seen");
	/* an amount that was typed has been seen */
	bool known = by_amount(&p) ||
		     (seen && strtoll(seen, NULL, 10) == p.sum.minor);
	if (!known || req_form_param(r, "show"))
		return page_send(r, &p, NULL, 200);
	return order_page_moved(r, &o, give(r, &p),
		tr("The refund is made. The customer has been told."));
}

/* POST /admin/orders/:number/refunds/:id */
int admin_order_refund_move(struct req *r)
{
	struct order o;
	struct refund refund;
	const char *what = req_form_param(r, "do");
	int64_t id = admin_path_int(r, "id");
	int rc = order_page_of(r, &o);
	if (rc == OK)
		rc = id < 0 ? ERR_NOT_FOUND : refund_get(&r->cx, id, &refund);
	if (rc == OK && refund.order != o.id)
		rc = ERR_NOT_FOUND;
	if (rc < 0)
		return rc;
	if (what && strcmp(what, "sent") == 0)
		return order_page_moved(r, &o, refund_by_hand(&r->cx, id),
			tr("Noted as paid back."));
	if (what && strcmp(what, "again") == 0)
		return order_page_moved(r, &o,
			refund_move(&r->cx, id, "requested", "", ""),
			tr("The payment provider is asked again."));
	return ERR_BAD;
}
