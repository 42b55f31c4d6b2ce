/* Stripe Checkout: a session to pay at, webhooks, status, refund. */
#include "domain/pay_stripe.h"

#include <inttypes.h>
#include <string.h>

#include "domain/order.h"
#include "domain/sealed.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/remote.h"
#include "lib/stripe.h"
#include "lib/tr.h"

enum { CALL_MS = 8000, SESSION_MINUTES = 60 };

static const char *secret_code(struct cx *cx, const char *what)
{
	return arena_printf(cx->arena, "stripe.%s.%s",
		setting_bool(cx, "pay.stripe.live") ? "live" : "test", what);
}

static const char *base(struct cx *cx)
{
	return cx->conf && *cx->conf->pay_standin ? cx->conf->pay_standin
						  : "https://api.stripe.com";
}

static const char *shop_url(struct cx *cx)
{
	return cx->conf ? cx->conf->base_url : "https://shop.example";
}

/* form NULL: GET.  The same key again gives the same, for a day. */
static int call(struct cx *cx, const char *path, const struct buf *form,
	const char *key, struct stripe_said *said, const char **problem)
{
	const char *secret;
	struct remote_answer answer;
	*said = (struct stripe_said){.amount_minor = -1};
	if (sealed_get(cx, secret_code(cx, "secret"), &secret) < 0) {
		*problem = "the secret key is missing";
		return ERR_INVALID;
	}
	const struct remote_header heads[] = {
		{"Authorization", arena_printf(cx->arena, "Bearer %s", secret)},
		{form ? "Content-Type" : "Accept",
			form ? "application/x-www-form-urlencoded"
			     : "application/json"},
		{form ? "Idempotency-Key" : NULL, key},
		{NULL, NULL},
	};
	struct remote_ask ask = {
		.method = form ? "POST" : "GET",
		.url = arena_printf(cx->arena, "%s%s", base(cx), path),
		.headers = heads,
		.body = form ? form->p : NULL,
		.body_len = form ? form->len : 0,
		.timeout_ms = CALL_MS,
	};
	if (remote_call(cx->arena, &ask, &answer) < 0) {
		*problem = answer.problem;
		return ERR_BUSY;
	}
	bool whole = stripe_read(cx->arena, answer.body, answer.body_len, said);
	if (answer.status == 200 && whole)
		return OK;
	*problem = arena_printf(cx->arena, "Stripe said %d%s%.200s",
		answer.status, *said->message ? ": " : "", said->message);
	bool refused = answer.status >= 400 && answer.status < 500 &&
		       answer.status != 408 && answer.status != 409 &&
		       answer.status != 429;
	return refused ? ERR_INVALID : ERR_BUSY;
}

static void session_form(struct cx *cx, const struct payment *p,
	const struct order *o, struct buf *f)
{
	struct arena *a = cx->arena;
	const char *back = arena_printf(a, "%s%s%s/pay/stripe/return/%s",
		shop_url(cx), strcmp(p->locale, cx->root) ? "/" : "",
		strcmp(p->locale, cx->root) ? p->locale : "", p->stamp);
	stripe_add(a, f, "mode", "payment");
	stripe_add(a, f, "client_reference_id", p->stamp);
	stripe_add(a, f, "customer_email", o->email);
	stripe_add(a, f, "locale", p->locale);
	stripe_add(a, f, "success_url", back);
	stripe_add(a, f, "cancel_url", back);
	/* not the clock: the same key must come with the same words */
	stripe_add_int(a, f, "expires_at",
		(p->created_ms + SESSION_MINUTES * MS_MINUTE) / MS_SECOND);
	/* one row: Stripe takes no rows below zero, and ours must add up */
	stripe_add(a, f, "line_items[0][quantity]", "1");
	stripe_add(a, f, "line_items[0][price_data][currency]",
		strcmp(p->currency, "EUR") == 0 ? "eur" : p->currency);
	stripe_add_int(a, f, "line_items[0][price_data][unit_amount]",
		p->amount.minor);
	stripe_add(a, f, "line_items[0][price_data][product_data][name]",
		arena_printf(a, tr("Order %lld"), (long long)o->number));
	stripe_add(a, f, "payment_intent_data[metadata][stamp]", p->stamp);
	stripe_add(a, f, "metadata[stamp]", p->stamp);
}

static const char *account(const struct stripe_said *said)
{
	return said->live ? "live" : "test";
}

static void answer_of(const struct payment *p, struct provider_answer *out)
{
	*out = (struct provider_answer){
		.state = "pending",
		.provider_ref = "",
		.href = "",
		.problem = "",
		.amount = p->amount,
		.currency = "",
		.stamp = p->stamp,
		.account = "",
	};
}

static int stripe_start(
	struct cx *cx, const struct payment *p, struct provider_answer *out)
{
	struct order o;
	struct stripe_said said;
	struct buf form = {0};
	answer_of(p, out);
	int rc = order_get(cx, p->order, &o);
	if (rc < 0)
		return rc;
	session_form(cx, p, &o, &form);
	rc = call(cx, "/v1/checkout/sessions", &form, p->stamp, &said,
		&out->problem);
	buf_release(&form);
	if (rc < 0)
		return rc;
	out->provider_ref = said.id;
	out->href = said.url;
	bool here = remote_is_loopback(said.url) && *cx->conf->pay_standin;
	if (*said.id && (here || strncmp(said.url, "https://", 8) == 0))
		return OK;
	out->problem = "the answer names no page to pay at";
	return ERR_BUSY;
}

/* What a session says of its payment. */
static void session_judge(
	const struct stripe_said *said, struct provider_answer *out)
{
	bool paid = strcmp(said->payment_status, "paid") == 0 ||
		    strcmp(said->payment_status, "no_payment_required") == 0;
	bool over = strcmp(said->status, "expired") == 0;
	bool complete = strcmp(said->status, "complete") == 0;
	*out = (struct provider_answer){
		.state = paid       ? "paid"
			 : over     ? "failed"
			 : complete ? "pending" /* the bank thinks */
				    : "new",
		.provider_ref = said->id,
		.href = "",
		.problem = "",
		.amount = money(said->amount_minor),
		.currency = said->currency,
		.stamp = said->stamp,
		.account = account(said),
	};
}

static const char *session_path(struct cx *cx, const struct payment *p)
{
	return stripe_path(
		cx->arena, "/v1/checkout/sessions/", p->provider_ref);
}

static int stripe_status(
	struct cx *cx, const struct payment *p, struct provider_answer *out)
{
	struct stripe_said said;
	answer_of(p, out);
	int rc = call(cx, session_path(cx, p), NULL, "", &said, &out->problem);
	if (rc == OK)
		session_judge(&said, out);
	return rc;
}

static const char *refund_state(const char *status)
{
	if (strcmp(status, "succeeded") == 0)
		return "done";
	return strcmp(status, "failed") == 0 || strcmp(status, "canceled") == 0
		       ? "failed"
		       : "sent";
}

static int stripe_refund(struct cx *cx, const struct payment *p,
	const struct refund *r, struct provider_answer *out)
{
	struct stripe_said said;
	struct buf form = {0};
	struct arena *a = cx->arena;
	answer_of(p, out);
	out->amount = r->amount;
	/* a session is paid through an intent, and that is what goes back */
	int rc = call(cx, session_path(cx, p), NULL, "", &said, &out->problem);
	if (rc < 0)
		return rc;
	stripe_add(a, &form, "payment_intent", said.intent);
	stripe_add_int(a, &form, "amount", r->amount.minor);
	stripe_add(a, &form, "metadata[stamp]", r->stamp);
	rc = call(cx, "/v1/refunds", &form, r->stamp, &said, &out->problem);
	buf_release(&form);
	if (rc < 0)
		return rc;
	out->state = refund_state(said.status);
	out->provider_ref = said.id;
	return OK;
}

static int stripe_refund_status(struct cx *cx, const struct payment *p,
	const struct refund *r, struct provider_answer *out)
{
	struct stripe_said said;
	answer_of(p, out);
	int rc = call(cx,
		stripe_path(cx->arena, "/v1/refunds/", r->provider_ref), NULL,
		"", &said, &out->problem);
	if (rc < 0)
		return rc;
	out->state = refund_state(said.status);
	out->provider_ref = r->provider_ref;
	out->amount = r->amount;
	return OK;
}

static const char *stripe_account(struct cx *cx)
{
	return setting_bool(cx, "pay.stripe.live") ? "live" : "test";
}

static bool stripe_keyed(struct cx *cx)
{
	return sealed_has(cx, secret_code(cx, "secret")) &&
	       sealed_has(cx, secret_code(cx, "webhook"));
}

static bool stripe_ready(struct cx *cx)
{
	return setting_bool(cx, "pay.stripe") && stripe_keyed(cx);
}

static int stripe_test(struct cx *cx, struct provider_answer *out)
{
	struct stripe_said said;
	*out = (struct provider_answer){.problem = ""};
	return call(cx, "/v1/balance", NULL, "", &said, &out->problem);
}

/* Events that say something of a payment, and what; NULL: the session says. */
static const struct {
	const char *type, *state;
} events[] = {
	{"checkout.session.completed", NULL},
	{"checkout.session.async_payment_succeeded", "paid"},
	{"checkout.session.async_payment_failed", "failed"},
	{"checkout.session.expired", "failed"},
};

int stripe_hear(struct cx *cx, const char *header, const char *body, size_t n,
	struct provider_answer *out, bool *refund)
{
	const char *secret, *type;
	struct stripe_said said;
	int rc = sealed_get(cx, secret_code(cx, "webhook"), &secret);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? ERR_DENIED : rc;
	if (!stripe_signed(
		    cx->arena, secret, header, body, n, cx->now / MS_SECOND))
		return ERR_DENIED;
	if (!stripe_read_event(cx->arena, body, n, &type, &said))
		return ERR_BAD;
	session_judge(&said, out);
	*refund = strncmp(type, "refund.", 7) == 0;
	if (*refund) {
		out->state = refund_state(said.status);
		return OK;
	}
	for (size_t i = 0; i < sizeof(events) / sizeof(*events); i++) {
		if (strcmp(events[i].type, type) != 0)
			continue;
		if (events[i].state)
			out->state = events[i].state;
		else if (strcmp(out->state, "new") == 0)
			out->state = "pending";
		return OK;
	}
	return ERR_NOT_FOUND;
}

const struct provider provider_stripe = {
	.code = "stripe",
	.method = "stripe",
	.ready = stripe_ready,
	.keyed = stripe_keyed,
	.start = stripe_start,
	.status = stripe_status,
	.refund = stripe_refund,
	.refund_status = stripe_refund_status,
	.account = stripe_account,
	.test = stripe_test,
};
