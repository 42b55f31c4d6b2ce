/* Money that went back: noted by the owner, who pays it from the bank. */
#include "handlers/admin/order_page.h"

#include <stdlib.h>
#include <string.h>

#include "domain/refund.h"
#include "domain/withdrawal.h"
#include "handlers/admin/admin.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

struct refund_form {
	int64_t amount;
};

static const struct field refund_fields[] = {
	FIELD_MONEY(refund_form, amount, N_("Paid back"), .required = true,
		.min = 1, .max = MONEY_MAX),
	FIELD_END,
};

void order_refund_show(struct tpl *t, const struct order *o)
{
	if (!order_can(o, "refund"))
		return;
	struct tpl *s = tpl_section(t, "REFUND");
	tpl_money(s, "PAID", o->paid);
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

static int refund_page(struct req *r, const struct order *o,
	const struct form_errors *errors, int status)
{
	struct arena *a = r->cx.arena;
	struct tpl *t = admin_tpl(r, "admin/refund.tpl");
	struct refund_form all = {o->paid.minor};
	bool waits = strcmp(o->fulfilment, "none") == 0 ||
		     strcmp(o->fulfilment, "picking") == 0 ||
		     strcmp(o->fulfilment, "ready") == 0;
	tpl_textf(t, "NUMBER", "%lld", (long long)o->number);
	tpl_textf(t, "REV", "%lld", (long long)o->rev);
	tpl_text(t, "CUSTOMER", o->name);
	tpl_money(t, "PAID", o->paid);
	tpl_show(t, strcmp(o->payment, "transfer") == 0 ? "BANK" : "OTHER");
	tpl_show_if(t, "WAITS", waits);
	int rc = due_show(t, r, o);
	if (rc < 0)
		return rc;
	if (errors)
		form_show(t, r, refund_fields, errors);
	else
		form_show_values(t, &r->cx, refund_fields, &all);
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

/* GET /admin/orders/:number/refund */
int admin_order_refund_ask(struct req *r)
{
	struct order o;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	if (!order_can(&o, "refund"))
		return resp_redirect(
			r, arena_printf(r->cx.arena, "/admin/orders/%lld",
				   (long long)o.number));
	return refund_page(r, &o, NULL, 200);
}

/* Of the order as the page showed it: a part that is posted twice is noted
 * once. */
static int refund(struct req *r, const struct order *seen, int64_t amount)
{
	const char *rev = req_form_param(r, "rev");
	struct refund_ask ask = {
		.order = seen->id,
		.reason = "goodwill",
		.sent = true,
		.rev = rev ? strtoll(rev, NULL, 10) : -1,
	};
	return refund_amount(&r->cx, &ask, money(amount), NULL);
}

/* POST /admin/orders/:number/refund */
int admin_order_refund(struct req *r)
{
	struct order o;
	struct refund_form f;
	struct form_errors errors;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	if (!order_can(&o, "refund"))
		return order_page_send(r, &o, NULL, 409);
	form_read(r, refund_fields, &f, &errors);
	if (!errors.n && f.amount > o.paid.minor)
		form_error(&errors, "amount",
			arena_printf(r->cx.arena, "%s: %s", tr("Paid back"),
				arena_printf(r->cx.arena, tr("at most %s"),
					money_plain(r->cx.arena, o.paid))));
	if (errors.n)
		return refund_page(r, &o, &errors, 422);
	return order_page_moved(
		r, &o, refund(r, &o, f.amount), tr("Noted as paid back."));
}
