/* Settling a case: what goes back to the customer. */
#include "handlers/admin/case_page.h"

#include "lib/err.h"
#include "lib/tr.h"

struct settle_form {
	int64_t amount, to_gift_card;
	const char *less;
};

static const struct field settle_fields[] = {
	FIELD_MONEY(settle_form, amount, N_("To be paid back"),
		.required = true, .max = MONEY_MAX),
	FIELD_LINES(
		settle_form, less, N_("A word to the customer"), .max = 2000),
	FIELD_BOOL(settle_form, to_gift_card, N_("To a gift card")),
	FIELD_END,
};

int case_settle_show(struct tpl *t, struct req *r, const struct return_case *c,
	const struct form_errors *errors)
{
	struct return_due due;
	int rc = return_due(&r->cx, c, &due);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "SETTLE");
	tpl_money(s, "GOODS_SUM", due.goods);
	tpl_money(s, "DELIVERY_SUM", due.delivery);
	tpl_money(s, "TOTAL_SUM", due.total);
	tpl_show_if(s, "ALL", due.all);
	struct settle_form f = {.amount = due.total.minor, .less = ""};
	if (errors && req_form_param(r, "amount"))
		form_show(s, r, settle_fields, errors);
	else
		form_show_values(s, &r->cx, settle_fields, &f);
	return OK;
}

int case_settle(struct req *r, const struct return_case *c, int64_t rev,
	struct form_errors *errors)
{
	struct settle_form f;
	struct return_due due;
	int rc = form_read(r, settle_fields, &f, errors);
	if (rc < 0)
		return rc;
	rc = return_due(&r->cx, c, &due);
	if (rc < 0)
		return rc;
	if (c->rev == rev && f.amount > due.total.minor) {
		form_error(errors, "amount",
			tr("That is more than is due. What you give besides is "
			   "a refund on the order’s page."));
		return ERR_INVALID;
	}
	struct return_pay pay = {.amount = money(f.amount),
		.answer = f.less,
		.to_gift_card = f.to_gift_card != 0};
	return return_settle(&r->cx, c->id, rev, &pay);
}
