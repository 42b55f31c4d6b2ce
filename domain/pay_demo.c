/* The demo's card: a provider in this very program, for shops that sell
 * nothing.  Its page is handlers/pay_demo.c. */
#include "domain/provider.h"

#include <string.h>

#include "domain/setting.h"
#include "lib/conf.h"
#include "lib/err.h"

static bool demo_ready(struct cx *cx)
{
	return cx->conf && cx->conf->demo && setting_bool(cx, "pay.demo_card");
}

static int demo_start(
	struct cx *cx, const struct payment *p, struct provider_answer *out)
{
	*out = (struct provider_answer){
		.state = "pending",
		.provider_ref = "",
		.href = arena_printf(cx->arena, "/pay/demo/%s", p->stamp),
		.problem = "",
		.amount = p->amount,
		.currency = "",
		.stamp = p->stamp,
		.account = "",
	};
	return OK;
}

/* It knows no more than the shop. */
static int demo_status(
	struct cx *cx, const struct payment *p, struct provider_answer *out)
{
	demo_start(cx, p, out);
	if (strcmp(p->state, "paid") == 0 || strcmp(p->state, "failed") == 0)
		out->state = p->state;
	return OK;
}

static int demo_refund(struct cx *cx, const struct payment *p,
	const struct refund *r, struct provider_answer *out)
{
	demo_start(cx, p, out);
	out->state = "done";
	out->provider_ref = r->stamp;
	out->amount = r->amount;
	return OK;
}

static const char *demo_account(struct cx *cx)
{
	(void)cx;
	return "";
}

static int demo_test(struct cx *cx, struct provider_answer *out)
{
	(void)cx;
	*out = (struct provider_answer){.problem = ""};
	return OK;
}

const struct provider provider_demo = {
	.code = "demo",
	.method = "demo_card",
	.ready = demo_ready,
	.keyed = demo_ready,
	.start = demo_start,
	.status = demo_status,
	.refund = demo_refund,
	.refund_status = demo_refund,
	.account = demo_account,
	.test = demo_test,
};
