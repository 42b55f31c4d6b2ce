/* Payments and providers: begin one, hear of one, ask for one.  Each call of a
 * provider stands between two transactions. */
#include "domain/provider.h"

#include <inttypes.h>
#include <string.h>

#include "lib/clock.h"
#include "lib/err.h"
#include "lib/log.h"

/* After how long to ask again what became of a payment, by how often it was
 * asked; for a month. */
static int64_t pause_ms(int64_t checks)
{
	static const int64_t minutes[] = {1, 2, 5, 10, 30, 60, 180, 720};
	enum { N = sizeof(minutes) / sizeof(*minutes), DAYS = 30 };
	if (checks < N)
		return minutes[checks] * MS_MINUTE;
	return checks < N + DAYS ? MS_DAY : 0;
}

static int64_t next_check(struct cx *cx, const struct payment *p)
{
	int64_t pause = pause_ms(p->checks);
	return pause ? cx->now + pause : 0;
}

int payment_hear(struct cx *cx, const struct provider *provider,
	const struct provider_answer *a)
{
	const char *account = provider->account(cx);
	if (*a->account && *account && strcmp(a->account, account) != 0) {
		log_warn("event=payment_refused provider=%s reason=account",
			provider->code);
		return ERR_INVALID;
	}
	struct payment_news news = {
		.provider = provider->code,
		.stamp = a->stamp,
		.event_key = arena_printf(cx->arena, "%s/%s",
			*a->provider_ref ? a->provider_ref : a->stamp,
			a->state),
		.outcome = a->state,
		.provider_ref = a->provider_ref,
		.currency = a->currency,
		.amount = a->amount,
	};
	return payment_take(cx, &news);
}

/* One attempt.  ERR_INVALID: the provider does not want it. */
static int start(struct cx *cx, const struct provider *provider,
	const struct payment_payer *payer, struct payment *p)
{
	struct provider_answer a = {.problem = ""};
	if (*p->href)
		return OK;
	int rc = payment_calling(cx, p, payer, cx->now + pause_ms(0), false);
	if (rc < 0)
		return rc;
	int said = provider->start(cx, p, &a);
	if (said == OK)
		return payment_started(cx, p, a.provider_ref, a.href);
	log_warn("event=payment_not_started payment=%" PRId64
		 " provider=%s problem=\"%s\"",
		p->id, provider->code, a.problem);
	/* Unanswered, it may be there; nobody can pay what nobody saw, and if
	 * somebody does, a late payment wins. */
	rc = payment_not_started(
		cx, p, said == ERR_INVALID ? "failed" : "expired", a.problem);
	return rc == OK ? said : rc;
}

int payment_begin(struct cx *cx, int64_t order, const struct provider *provider,
	const struct payment_payer *payer, struct payment *out)
{
	int rc = payment_open(cx, order, provider->code, out);
	if (rc < 0)
		return rc;
	bool again = out->next_check_ms > 0 && !*out->href;
	rc = start(cx, provider, payer, out);
	if (rc != ERR_INVALID || !again)
		return rc;
	/* it was begun before and nobody heard the answer: a new one */
	rc = payment_open(cx, order, provider->code, out);
	return rc == OK ? start(cx, provider, payer, out) : rc;
}

int payment_ask(struct cx *cx, struct payment *p)
{
	const struct provider *provider = provider_find(p->provider);
	struct provider_answer a = {.problem = ""};
	/* A number of the provider's is what it can be asked by. */
	if (!provider || !*p->provider_ref) {
		int rc = payment_checked(cx, p, 0, "");
		if (rc == OK && strcmp(p->state, "created") == 0)
			rc = payment_not_started(
				cx, p, "expired", "begun, never answered");
		return rc;
	}
	int said = provider->status(cx, p, &a);
	int rc = OK;
	if (said == OK && strcmp(a.state, "new") != 0)
		said = payment_hear(cx, provider, &a);
	if (said == ERR_INVALID && !*a.problem)
		a.problem = "the provider says something else of it";
	if (said < 0)
		log_warn("event=payment_not_known payment=%" PRId64
			 " provider=%s rc=%d problem=\"%s\"",
			p->id, provider->code, said, a.problem);
	rc = payment_checked(cx, p, next_check(cx, p), a.problem);
	if (rc == OK)
		rc = payment_get(cx, p->id, p);
	return rc;
}

int payment_ask_now(struct cx *cx, struct payment *p)
{
	enum { LEAST_MS = 5000 };
	/* asked a moment ago: the next check is a whole pause away */
	int64_t asked = p->checks > 0
				? p->next_check_ms - pause_ms(p->checks - 1)
				: 0;
	if (strcmp(p->state, "paid") == 0 || cx->now - asked < LEAST_MS)
		return OK;
	return payment_ask(cx, p);
}
