/* The demo's card page: plays a payment provider that is somewhere else.  Its
 * answers go through the same notices as a real provider's. */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <string.h>

#include "domain/payment.h"
#include "handlers/order.h"
#include "handlers/pay.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/tr.h"

static int payment_asked(struct req *r, struct payment *p)
{
	if (!r->conf->demo)
		return ERR_NOT_FOUND;
	int rc = payment_by_stamp(&r->cx, req_path_param(r, "token"), p);
	if (rc == OK && strcmp(p->provider, "demo") != 0)
		rc = ERR_NOT_FOUND;
	return rc;
}

static const char *order_of(struct req *r, const struct payment *p)
{
	return arena_printf(r->cx.arena, "/order/%s", p->order_token);
}

/* GET /pay/demo/:token */
int pay_demo_show(struct req *r)
{
	struct payment p;
	int rc = payment_asked(r, &p);
	if (rc < 0)
		return rc;
	if (strcmp(p.state, "created") != 0 && strcmp(p.state, "pending") != 0)
		return resp_redirect(r, order_of(r, &p));
	struct tpl *t = tpl_new(&r->cx, "shop/pay_demo.tpl");
	tpl_text(t, "P", r->lang_prefix);
	page_csrf(r, t);
	tpl_text(t, "STAMP", p.stamp);
	tpl_int(t, "NUMBER", p.number);
	tpl_money(t, "AMOUNT", p.amount);
	struct page page = {
		.title = tr("Card (demo)"),
		.description = "",
		.noindex = true,
		.plain = true,
	};
	return page_send(r, &page, t, 200);
}

/* POST /pay/demo/:token */
int pay_demo_answer(struct req *r)
{
	struct payment p;
	int rc = payment_asked(r, &p);
	if (rc < 0)
		return rc;
	const char *answer = req_form_param(r, "answer");
	bool yes = answer && strcmp(answer, "approve") == 0;
	if (!yes && (!answer || strcmp(answer, "decline") != 0))
		return ERR_BAD;
	rc = payment_notice(&r->cx, "demo", p.stamp,
		arena_printf(r->cx.arena, "%s/%s", p.stamp, answer),
		yes ? "paid" : "failed", p.amount);
	if (rc == OK && !yes)
		rc = payment_limit(r, true);
	return rc == OK ? resp_redirect(r, order_of(r, &p)) : rc;
}
