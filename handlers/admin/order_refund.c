/* Money that went back: noted by the owner, who pays it from the bank. */
#include "handlers/admin/order_page.h"

#include <stdlib.h>
#include <string.h>

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

void order_refund_show(struct tpl *t, struct req *r, const struct order *o,
	const struct form_errors *errors)
{
	if (!order_can(o, "refund"))
		return;
	struct tpl *s = tpl_section(t, "REFUND");
	struct refund_form all = {o->paid.minor};
	tpl_money(s, "PAID", o->paid);
	tpl_textf(s, "REV", "%lld", (long long)o->rev);
	if (errors && req_form_param(r, "amount"))
		form_show(s, r, refund_fields, errors);
	else
		form_show_values(s, &r->cx, refund_fields, &all);
}

/* Of the order as the page showed it: a part that is posted twice is noted
 * once. */
static int refund(struct req *r, const struct order *seen, int64_t amount)
{
	const char *rev = req_form_param(r, "rev");
	struct order o;
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	rc = order_get(&r->cx, seen->id, &o);
	if (rc == OK && (!rev || strtoll(rev, NULL, 10) != o.rev))
		rc = ERR_CONFLICT;
	if (rc == OK)
		rc = order_refund(&r->cx, o.id, money(amount));
	return db_end(r->cx.db, rc);
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
	form_read(r, refund_fields, &f, &errors);
	if (!errors.n && f.amount > o.paid.minor && order_can(&o, "refund"))
		form_error(&errors, "amount",
			arena_printf(r->cx.arena, "%s: %s", tr("Paid back"),
				arena_printf(r->cx.arena, tr("at most %s"),
					money_plain(r->cx.arena, o.paid))));
	if (errors.n)
		return order_page_send(r, &o, &errors, 422);
	return order_page_moved(
		r, &o, refund(r, &o, f.amount), tr("Noted as paid back."));
}
