/*
 * Coming back from a payment, and what providers tell.  What stands in an
 * address is believed only when it is signed; else the provider is asked.
 */
#include <string.h>

#include "domain/pay_card.h"
#include "domain/pay_paytrail.h"
#include "domain/pay_stripe.h"
#include "domain/provider.h"
#include "handlers/handlers.h"
#include "handlers/pay.h"
#include "handlers/shop.h"
#include "lib/err.h"
#include "lib/log.h"

enum { PAIRS_MAX = 63 };

/* The query as pairs; too many of them are not signed by anybody we know. */
const struct remote_header *pay_query_pairs(struct req *r)
{
	struct remote_header *out = ARENA_ARRAY(
		r->cx.arena, struct remote_header, PAIRS_MAX + 1);
	size_t n = 0;
	for (const struct param *p = r->query; p->name && n < PAIRS_MAX; p++)
		out[n++] = (struct remote_header){p->name, p->value};
	return out;
}

static int to_order(struct req *r, const struct payment *p)
{
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/order/%s", p->order_token));
}

static int payment_back(
	struct req *r, const char *provider, struct payment *out)
{
	int rc = payment_by_stamp(&r->cx, req_path_param(r, "token"), out);
	if (rc == OK && strcmp(out->provider, provider) != 0)
		rc = ERR_NOT_FOUND;
	return rc;
}

/* Ask, whatever the address said; the page then shows what is known. */
static int ask_and_show(struct req *r, struct payment *p)
{
	int rc = payment_get(&r->cx, p->id, p);
	if (rc == OK)
		rc = payment_ask_now(&r->cx, p);
	if (rc < 0)
		log_warn("event=payment_not_asked rc=%d", rc);
	return to_order(r, p);
}

/* GET /pay/paytrail/return/:token */
int pay_paytrail_return(struct req *r)
{
	struct payment p;
	struct provider_answer a;
	int rc = payment_back(r, "paytrail", &p);
	if (rc < 0)
		return rc;
	if (r->head)
		return to_order(r, &p);
	rc = paytrail_hear(&r->cx, pay_query_pairs(r), &a);
	if (rc == OK && strcmp(a.stamp, p.stamp) == 0 &&
		strcmp(a.state, "new") != 0)
		payment_hear(&r->cx, &provider_paytrail, &a);
	return ask_and_show(r, &p);
}

/* GET /pay/stripe/return/:token: nothing in the address says anything. */
int pay_stripe_return(struct req *r)
{
	struct payment p;
	int rc = payment_back(r, "stripe", &p);
	if (rc < 0)
		return rc;
	return r->head ? to_order(r, &p) : ask_and_show(r, &p);
}

/* What a notice came to: anything but 200 makes the provider tell it again. */
static int noticed(struct req *r, const char *provider, int rc)
{
	if (rc < 0)
		log_warn(
			"event=notice_refused provider=%s rc=%d", provider, rc);
	/* one that speaks of something else will never be right */
	if (rc == ERR_INVALID || rc == ERR_NOT_FOUND)
		return resp_text(r, 404, "text/plain; charset=utf-8",
			"not of this shop\n");
	return rc == OK ? resp_text(r, 200, "text/plain; charset=utf-8", "ok\n")
			: rc;
}

/* GET /pay/paytrail/notice */
int pay_paytrail_notice(struct req *r)
{
	struct provider_answer a;
	if (r->head)
		return ERR_METHOD;
	int rc = paytrail_hear(&r->cx, pay_query_pairs(r), &a);
	if (rc == OK && strcmp(a.state, "new") != 0)
		rc = payment_hear(&r->cx, &provider_paytrail, &a);
	if (rc == OK && strcmp(a.state, "paid") == 0)
		rc = card_hear(&r->cx, pay_query_pairs(r), a.stamp);
	return noticed(r, "paytrail", rc);
}

/* GET /pay/paytrail/refund/:token */
int pay_paytrail_refund(struct req *r)
{
	struct provider_answer a;
	int64_t refund = 0;
	const char *stamp = req_path_param(r, "token");
	if (r->head)
		return ERR_METHOD;
	int rc = paytrail_hear_refund(&r->cx, pay_query_pairs(r), &a);
	if (rc == OK && strcmp(a.stamp, stamp) != 0)
		rc = ERR_INVALID; /* signed, but of something else */
	if (rc == OK)
		rc = refund_by_stamp(&r->cx, stamp, &refund);
	if (rc == OK)
		rc = refund_hear(&r->cx, refund, &a);
	return noticed(r, "paytrail", rc);
}

/* POST /pay/stripe/notice */
int pay_stripe_notice(struct req *r)
{
	struct provider_answer a;
	bool refund = false;
	int64_t id = 0;
	int rc = stripe_hear(
		&r->cx, r->signature, r->body, r->body_len, &a, &refund);
	if (rc == ERR_NOT_FOUND) /* events of no interest: heard */
		return resp_text(r, 200, "text/plain; charset=utf-8", "ok\n");
	if (rc == OK && refund) {
		rc = refund_by_ref(&r->cx, "stripe", a.provider_ref, &id);
		if (rc == OK)
			rc = refund_hear(&r->cx, id, &a);
	} else if (rc == OK) {
		rc = payment_hear(&r->cx, &provider_stripe, &a);
	}
	return noticed(r, "stripe", rc);
}
