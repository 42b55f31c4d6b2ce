/* Paytrail: create, redirect, callback, status, refund; in one file because all
 * of it is one protocol, signed and judged in one way. */
#include "domain/pay_paytrail.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "domain/order.h"
#include "domain/provider_rows.h"
#include "domain/sealed.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/err.h"

/* Paytrail's own test shop, for all to use: docs/test-credentials.md. */
static const char test_account[] = "375917";
static const char test_secret[] = "SAIPPUAKAUPPIAS";
static const char algorithm[] = "sha256";

enum { START_MS = 8000, ASK_MS = 8000 };

int paytrail_key(struct cx *cx, struct paytrail_key *out)
{
	*out = (struct paytrail_key){test_account, test_secret};
	if (!setting_bool(cx, "pay.paytrail.live"))
		return OK;
	out->account = setting_get(cx, "pay.paytrail.account");
	return *out->account ? sealed_get(cx, "paytrail.secret", &out->secret)
			     : ERR_NOT_FOUND;
}

const char *paytrail_base(struct cx *cx)
{
	return cx->conf && *cx->conf->pay_standin
		       ? cx->conf->pay_standin
		       : "https://services.paytrail.com";
}

static const char *shop_url(struct cx *cx)
{
	return cx->conf ? cx->conf->base_url : "https://shop.example";
}

/* ISO 8601, UTC: the time of the call, not of what it is about. */
const char *paytrail_timestamp(struct cx *cx)
{
	int64_t ms = clock_now();
	time_t t = (time_t)(ms / MS_SECOND);
	struct tm tm;
	char text[32];
	gmtime_r(&t, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	return arena_printf(cx->arena, "%s.%03dZ", text, (int)(ms % MS_SECOND));
}

/* The heads of a call, signed.  Room for the signature and the end. */
static void heads_make(struct cx *cx, const struct paytrail_key *key,
	const struct paytrail_call *call, struct remote_header *h)
{
	size_t n = 0;
	h[n++] = (struct remote_header){"checkout-account", key->account};
	h[n++] = (struct remote_header){"checkout-algorithm", algorithm};
	h[n++] = (struct remote_header){
		"checkout-method", call->body ? "POST" : "GET"};
	h[n++] = (struct remote_header){
		"checkout-nonce", crypt_token(cx->arena)};
	h[n++] = (struct remote_header){
		"checkout-timestamp", paytrail_timestamp(cx)};
	if (*call->transaction)
		h[n++] = (struct remote_header){
			"checkout-transaction-id", call->transaction};
	if (*call->tokenization)
		h[n++] = (struct remote_header){
			"checkout-tokenization-id", call->tokenization};
	const char *body = call->body ? call->body : "";
	const char *signature = paytrail_sign(
		cx->arena, key->secret, algorithm, h, body, strlen(body));
	h[n++] = (struct remote_header){"signature", signature};
	h[n++] = (struct remote_header){"platform-name", "puoti-puoti"};
	if (call->body)
		h[n++] = (struct remote_header){
			"content-type", "application/json; charset=utf-8"};
}

static const char *refusal(
	struct cx *cx, int status, const struct paytrail_said *said)
{
	return arena_printf(cx->arena, "Paytrail said %d%s%.200s", status,
		*said->message ? ": " : "", said->message);
}

/* What an answer is worth.  Refusals are believed unsigned: they move no
 * money. */
static int answer_judge(struct cx *cx, const struct paytrail_key *key,
	const struct remote_answer *answer, struct paytrail_said *said,
	const char **problem)
{
	bool whole = paytrail_read(
		cx->arena, answer->body, answer->body_len, said);
	if (answer->status >= 500 || answer->status == 408 ||
		answer->status == 429) {
		*problem = refusal(cx, answer->status, said);
		return ERR_BUSY;
	}
	if (answer->status == 403 && *said->step_up)
		return OK; /* the bank wants to see the buyer */
	if (answer->status >= 300) {
		*problem = refusal(cx, answer->status, said);
		return ERR_INVALID;
	}
	if (!paytrail_signed(cx->arena, key->secret, algorithm, answer->headers,
		    answer->body, answer->body_len) ||
		strcmp(paytrail_value(answer->headers, "checkout-account"),
			key->account) != 0) {
		*problem = "the answer was not signed by Paytrail";
		return ERR_BUSY;
	}
	if (!whole) {
		*problem = "the answer was not whole";
		return ERR_BUSY;
	}
	return OK;
}

int paytrail_call(struct cx *cx, const struct paytrail_call *call,
	struct remote_answer *answer, struct paytrail_said *said,
	const char **problem)
{
	struct paytrail_key key;
	struct remote_header heads[12] = {{NULL, NULL}};
	*said = (struct paytrail_said){"", "", "", "", "", "", "", "", -1};
	*problem = "";
	int rc = paytrail_key(cx, &key);
	if (rc < 0) {
		*problem = rc == ERR_DENIED
				   ? "the secret does not open: enter it again"
				   : "account or secret is missing";
		return ERR_INVALID;
	}
	heads_make(cx, &key, call, heads);
	struct remote_ask ask = {
		.method = call->body ? "POST" : "GET",
		.url = arena_printf(
			cx->arena, "%s%s", paytrail_base(cx), call->path),
		.headers = heads,
		.body = call->body,
		.body_len = call->body ? strlen(call->body) : 0,
		.timeout_ms = call->body ? START_MS : ASK_MS,
	};
	rc = remote_call(cx->arena, &ask, answer);
	if (rc < 0) {
		*problem = answer->problem;
		return ERR_BUSY;
	}
	return answer_judge(cx, &key, answer, said, problem);
}

/* "/fi" of a payment whose buyer reads Finnish; "" the root language. */
static const char *language_path(struct cx *cx, const struct payment *p)
{
	return strcmp(p->locale, cx->root) == 0
		       ? ""
		       : arena_printf(cx->arena, "/%s", p->locale);
}

static const char *paytrail_language(const char *locale)
{
	return strcmp(locale, "fi") == 0   ? "FI"
	       : strcmp(locale, "sv") == 0 ? "SV"
					   : "EN";
}

static struct paytrail_item *items_of(
	struct cx *cx, const struct order *o, struct money amount, size_t *n)
{
	struct provider_row *rows;
	*n = 0;
	if (provider_rows(cx->arena, o, amount, &rows, n) < 0)
		return NULL;
	struct paytrail_item *items = ARENA_ARRAY(
		cx->arena, struct paytrail_item, *n + 1);
	for (size_t i = 0; i < *n; i++)
		items[i] = (struct paytrail_item){
			.code = *rows[i].sku ? rows[i].sku : "-",
			.description = rows[i].name,
			.unit_minor = rows[i].unit.minor,
			.units = rows[i].units,
			.rate_bp = rows[i].rate_bp,
		};
	return items;
}

int paytrail_payment_body(struct cx *cx, const struct payment *p,
	const char *token, const char **body, const char **problem)
{
	struct order o;
	struct arena *a = cx->arena;
	int rc = order_get(cx, p->order, &o);
	if (rc < 0)
		return rc;
	const char *last = strrchr(o.name, ' ');
	const char *back = arena_printf(a, "%s%s/pay/paytrail/return/%s",
		shop_url(cx), language_path(cx, p), p->stamp);
	struct paytrail_create c = {
		.stamp = p->stamp,
		.reference = arena_printf(a, "%" PRId64, o.number),
		.language = paytrail_language(p->locale),
		.amount_minor = p->amount.minor,
		.email = o.email,
		.first_name = last ? arena_strndup(
					     a, o.name, (size_t)(last - o.name))
				   : o.name,
		.last_name = last ? last + 1 : "",
		.phone = o.phone,
		.success = back,
		.cancel = back,
		.notice = arena_printf(
			a, "%s/pay/paytrail/notice", shop_url(cx)),
		.token = token,
	};
	c.items = items_of(cx, &o, p->amount, &c.n_items);
	*body = paytrail_create_body(a, &c);
	if (*body)
		return OK;
	*problem = "Paytrail does not take such an order";
	return ERR_INVALID;
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

bool paytrail_href_ok(struct cx *cx, const char *href)
{
	return strncmp(href, "https://", 8) == 0 ||
	       (cx->conf && *cx->conf->pay_standin && remote_is_loopback(href));
}

static int paytrail_start(
	struct cx *cx, const struct payment *p, struct provider_answer *out)
{
	struct remote_answer answer;
	struct paytrail_said said;
	struct paytrail_call call = {"/payments", "", "", NULL};
	answer_of(p, out);
	int rc = paytrail_payment_body(cx, p, "", &call.body, &out->problem);
	if (rc == OK)
		rc = paytrail_call(cx, &call, &answer, &said, &out->problem);
	if (rc < 0)
		return rc;
	out->provider_ref = said.transaction;
	out->href = said.href;
	if (*said.transaction && paytrail_href_ok(cx, said.href))
		return OK;
	out->problem = "the answer names no page to pay at";
	return ERR_BUSY;
}

/* Paytrail's word for how a payment is. */
static const char *state_of(const char *status)
{
	if (strcmp(status, "ok") == 0)
		return "paid";
	if (strcmp(status, "fail") == 0)
		return "failed";
	if (strcmp(status, "pending") == 0 || strcmp(status, "delayed") == 0)
		return "pending";
	return "new"; /* nothing has been chosen yet */
}

static int paytrail_status(
	struct cx *cx, const struct payment *p, struct provider_answer *out)
{
	struct remote_answer answer;
	struct paytrail_said said;
	struct paytrail_call call = {
		paytrail_path(cx->arena, p->provider_ref, ""), p->provider_ref,
		"", NULL};
	answer_of(p, out);
	int rc = paytrail_call(cx, &call, &answer, &said, &out->problem);
	if (rc < 0)
		return rc;
	out->state = state_of(said.status);
	out->provider_ref = *said.transaction ? said.transaction
					      : p->provider_ref;
	out->amount = money(said.amount_minor);
	out->currency = said.currency;
	out->stamp = said.stamp;
	out->account = paytrail_value(answer.headers, "checkout-account");
	return OK;
}

static const char *refund_state(const char *status)
{
	return strcmp(status, "ok") == 0     ? "done"
	       : strcmp(status, "fail") == 0 ? "failed"
					     : "sent";
}

static int refund_ask_for(struct cx *cx, const struct payment *p,
	const struct paytrail_refund *r, struct provider_answer *out,
	int *status)
{
	struct remote_answer answer = {0};
	struct paytrail_said said;
	struct paytrail_call call = {
		paytrail_path(cx->arena, p->provider_ref, "/refund"),
		p->provider_ref, "", paytrail_refund_body(cx->arena, r)};
	if (!call.body) {
		out->problem = "Paytrail does not pay back such an amount";
		return ERR_INVALID;
	}
	int rc = paytrail_call(cx, &call, &answer, &said, &out->problem);
	*status = answer.status;
	if (rc < 0)
		return rc;
	out->state = refund_state(said.status);
	out->provider_ref = said.transaction;
	return OK;
}

static int paytrail_refund(struct cx *cx, const struct payment *p,
	const struct refund *r, struct provider_answer *out)
{
	struct order o;
	int status = 0;
	answer_of(p, out);
	out->amount = r->amount;
	int rc = order_get(cx, p->order, &o);
	if (rc < 0)
		return rc;
	struct paytrail_refund ask = {
		.amount_minor = r->amount.minor,
		.stamp = r->stamp,
		.reference = arena_printf(cx->arena, "%" PRId64, p->number),
		.notice = arena_printf(cx->arena, "%s/pay/paytrail/refund/%s",
			shop_url(cx), r->stamp),
		.email = "",
	};
	rc = refund_ask_for(cx, p, &ask, out, &status);
	/* A bank that takes nothing back: Paytrail asks the buyer by mail for
	 * an account. */
	if (rc == ERR_INVALID && status == 422 && *o.email) {
		ask.email = o.email;
		out->problem = "";
		rc = refund_ask_for(cx, p, &ask, out, &status);
	}
	return rc;
}

/* A refund is a transaction of its own. */
static int paytrail_refund_status(struct cx *cx, const struct payment *p,
	const struct refund *r, struct provider_answer *out)
{
	struct remote_answer answer;
	struct paytrail_said said;
	struct paytrail_call call = {
		paytrail_path(cx->arena, r->provider_ref, ""), r->provider_ref,
		"", NULL};
	answer_of(p, out);
	int rc = paytrail_call(cx, &call, &answer, &said, &out->problem);
	if (rc < 0)
		return rc;
	out->state = refund_state(said.status);
	out->provider_ref = r->provider_ref;
	out->amount = r->amount;
	return OK;
}

static const char *paytrail_account(struct cx *cx)
{
	struct paytrail_key key;
	return paytrail_key(cx, &key) == OK ? key.account : "-";
}

static bool paytrail_keyed(struct cx *cx)
{
	struct paytrail_key key;
	return paytrail_key(cx, &key) == OK;
}

static bool paytrail_ready(struct cx *cx)
{
	return setting_bool(cx, "pay.paytrail") &&
	       strcmp(setting_get(cx, "shop.currency"), "EUR") == 0 &&
	       paytrail_keyed(cx);
}

static int paytrail_test(struct cx *cx, struct provider_answer *out)
{
	struct remote_answer answer;
	struct paytrail_said said;
	struct paytrail_call call = {
		"/merchants/grouped-payment-providers?amount=100", "", "",
		NULL};
	*out = (struct provider_answer){.problem = ""};
	return paytrail_call(cx, &call, &answer, &said, &out->problem);
}

static int heard(struct cx *cx, const struct remote_header *query,
	const char **status, struct provider_answer *out)
{
	struct paytrail_key key;
	int rc = paytrail_key(cx, &key);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? ERR_DENIED : rc;
	if (!paytrail_signed(cx->arena, key.secret, algorithm, query, "", 0) ||
		strcmp(paytrail_value(query, "checkout-account"),
			key.account) != 0)
		return ERR_DENIED;
	const char *amount = paytrail_value(query, "checkout-amount");
	*status = paytrail_value(query, "checkout-status");
	*out = (struct provider_answer){
		.provider_ref = paytrail_value(
			query, "checkout-transaction-id"),
		.href = "",
		.problem = "",
		.amount = money(strtoll(amount, NULL, 10)),
		.currency = "EUR",
		.stamp = paytrail_value(query, "checkout-stamp"),
		.account = paytrail_value(query, "checkout-account"),
	};
	return *amount && strspn(amount, "0123456789") == strlen(amount) &&
			       strlen(amount) < 12
		       ? OK
		       : ERR_DENIED;
}

int paytrail_hear(struct cx *cx, const struct remote_header *query,
	struct provider_answer *out)
{
	const char *status;
	int rc = heard(cx, query, &status, out);
	if (rc == OK)
		out->state = state_of(status);
	return rc;
}

int paytrail_hear_refund(struct cx *cx, const struct remote_header *query,
	struct provider_answer *out)
{
	const char *status;
	int rc = heard(cx, query, &status, out);
	if (rc == OK)
		out->state = refund_state(status);
	return rc;
}

int paytrail_hear_card(struct cx *cx, const struct remote_header *query,
	const char **tokenization)
{
	struct paytrail_key key;
	int rc = paytrail_key(cx, &key);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? ERR_DENIED : rc;
	*tokenization = paytrail_value(query, "checkout-tokenization-id");
	if (!**tokenization ||
		!paytrail_signed(
			cx->arena, key.secret, algorithm, query, "", 0) ||
		strcmp(paytrail_value(query, "checkout-account"),
			key.account) != 0)
		return ERR_DENIED;
	return OK;
}

const struct provider provider_paytrail = {
	.code = "paytrail",
	.method = "paytrail",
	.ready = paytrail_ready,
	.keyed = paytrail_keyed,
	.start = paytrail_start,
	.status = paytrail_status,
	.refund = paytrail_refund,
	.refund_status = paytrail_refund_status,
	.account = paytrail_account,
	.test = paytrail_test,
};
