/* A case on the buyer's side: the slip to print, calling it off, sending. */
#include "handlers/order.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/return_case.h"
#include "domain/setting.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/code.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/tr.h"

enum { TRACKING_MAX = 100 };

/* By the order's secret and the case's place in it. */
static int case_asked(struct req *r, struct order *o, struct return_case *out)
{
	struct return_case *cases = NULL;
	size_t n = 0;
	const char *nth = req_path_param(r, "nth");
	int rc = order_by_token(&r->cx, req_path_param(r, "token"), o);
	if (rc == OK)
		rc = return_of_order(&r->cx, o->id, &cases, &n);
	if (rc < 0)
		return rc;
	if (strlen(nth) > 6 || strspn(nth, "0123456789") != strlen(nth))
		return ERR_NOT_FOUND;
	for (size_t i = 0; i < n; i++) {
		if (cases[i].nth == strtoll(nth, NULL, 10)) {
			*out = cases[i];
			return OK;
		}
	}
	return ERR_NOT_FOUND;
}

static void way_show(struct req *r, struct tpl *t, const struct return_case *c)
{
	struct cx *cx = &r->cx;
	const char *address = setting_get(cx, "returns.address");
	const char *how = setting_get(cx, "returns.label");
	const char *label = *c->label ? c->label
				      : setting_get(cx, "returns.code");
	struct code code;
	if (!*address)
		address = arena_printf(cx->arena, "%s\n%s\n%s %s",
			setting_get(cx, "shop.name"),
			setting_get(cx, "shop.street"),
			setting_get(cx, "shop.postal"),
			setting_get(cx, "shop.city"));
	tpl_text(t, "ADDRESS", address);
	if (*how)
		tpl_text(tpl_section(t, "HOW"), "TEXT", how);
	if (*label)
		tpl_text(tpl_section(t, "LABEL"), "TEXT", label);
	tpl_show(t, strcmp(setting_get(cx, "returns.who"), "shop") == 0
			    ? "SHOP_PAYS"
			    : "BUYER_PAYS");
	if (code_qr(cx->arena, c->code, &code) == OK) {
		struct tpl *s = tpl_section(t, "QR");
		tpl_text(s, "PATH", code.path);
		tpl_int(s, "WIDTH", code.width);
		tpl_int(s, "HEIGHT", code.height);
	}
}

/* GET /order/:token/case/:nth */
int order_case_show(struct req *r)
{
	struct order o;
	struct return_case c;
	int rc = case_asked(r, &o, &c);
	if (rc < 0)
		return rc;
	if (!return_can(&c, "sent"))
		return resp_redirect(r, order_path(r, &o, ""));
	struct tpl *t = tpl_new(&r->cx, "shop/return_slip.tpl");
	page_csrf(r, t);
	tpl_text(t, "SELF", req_link(r, order_path(r, &o, "")));
	tpl_textf(t, "NTH", "%lld", (long long)c.nth);
	tpl_int(t, "NUMBER", o.number);
	tpl_text(t, "CODE", c.code);
	tpl_text(t, "NAME", c.name);
	for (size_t i = 0; i < c.n_lines; i++) {
		struct tpl *l = tpl_section(t, "THING");
		tpl_int(l, "QTY", c.lines[i].qty);
		tpl_text(l, "THING_NAME", c.lines[i].name);
		if (*c.lines[i].options)
			tpl_text(tpl_section(l, "OPTIONS"), "TEXT",
				c.lines[i].options);
	}
	way_show(r, t, &c);
	tpl_text(t, "TRACKING", c.tracking);
	if (c.sent_ms)
		tpl_time(tpl_section(t, "SENT"), "AT", CLOCK_DATE, c.sent_ms);
	struct page p = {
		.title = arena_printf(
			r->cx.arena, tr("Return slip %s"), c.code),
		.description = "",
		.noindex = true,
	};
	return page_send(r, &p, t, 200);
}

/* POST /order/:token/case/:nth/cancel: while nobody has answered it */
int order_case_cancel(struct req *r)
{
	struct order o;
	struct return_case c;
	int rc = case_asked(r, &o, &c);
	if (rc == OK)
		rc = return_cancel(&r->cx, c.id, c.rev);
	if (rc == OK)
		flash_set(r, tr("Called off."));
	if (rc == ERR_CONFLICT) /* answered meanwhile: the page shows it */
		rc = OK;
	return rc == OK ? resp_redirect(r, order_path(r, &o, "")) : rc;
}

/* POST /order/:token/case/:nth/sent: the code of the way back */
int order_case_sent(struct req *r)
{
	struct order o;
	struct return_case c;
	const char *typed = req_form_param(r, "tracking");
	int rc = case_asked(r, &o, &c);
	if (rc < 0)
		return rc;
	const char *code = form_clean(r->cx.arena, typed ? typed : "", false);
	if (!*code || strlen(code) > TRACKING_MAX)
		return resp_redirect(
			r, order_path(r, &o,
				   arena_printf(r->cx.arena, "/case/%" PRId64,
					   c.nth)));
	rc = return_sent(&r->cx, c.id, c.rev, code);
	if (rc == OK)
		flash_set(r, tr("Thank you. We see that it is on its way."));
	if (rc == ERR_CONFLICT)
		rc = OK;
	return rc == OK ? resp_redirect(r, order_path(r, &o, "")) : rc;
}
