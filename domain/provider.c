/* Ways to pay: which there are, which a buyer may choose. */
#include "domain/provider.h"

#include <string.h>

#include "domain/setting.h"
#include "lib/err.h"
#include "lib/tr.h"

static const struct provider *const providers[] = {
	&provider_demo,
	&provider_paytrail,
	&provider_stripe,
	NULL,
};

const struct provider *provider_find(const char *code)
{
	for (size_t i = 0; providers[i]; i++)
		if (strcmp(providers[i]->code, code) == 0)
			return providers[i];
	return NULL;
}

static const struct way {
	const char *code, *provider, *label, *help;
} ways[] = {
	{"transfer", "", N_("Bank transfer"),
		N_("You get the details and a bar code at once; we pack when "
		   "the money has come")},
	{"paytrail", "paytrail", N_("Online bank, card or MobilePay"),
		N_("You pay at Paytrail and come back here")},
	{"stripe", "stripe", N_("Card, Apple Pay or Google Pay"),
		N_("You pay at Stripe and come back here")},
	{"demo_card", "demo", N_("Card (demo)"),
		N_("A play card of this demonstration shop: no money moves")},
	{"invoice", "", N_("Invoice"), N_("Due in %d days")},
	{"on_pickup", "", N_("Pay at pickup"),
		N_("You pay in the shop when you fetch your order")},
};

enum { WAYS = sizeof(ways) / sizeof(ways[0]) };

static const struct way *way_find(const char *code, size_t n)
{
	for (size_t i = 0; i < WAYS; i++)
		if (strlen(ways[i].code) == n &&
			strncmp(ways[i].code, code, n) == 0)
			return &ways[i];
	return NULL;
}

static bool way_has(const char *const *list, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], code) == 0)
			return true;
	return false;
}

const char *const *pay_way_codes(struct cx *cx)
{
	const char **out = ARENA_ARRAY(cx->arena, const char *, WAYS + 1);
	const char *c = setting_get(cx, "pay.order");
	size_t n = 0;
	while (*c) {
		size_t len = strcspn(c, " ");
		const struct way *w = way_find(c, len);
		if (w && !way_has(out, n, w->code))
			out[n++] = w->code;
		c += len + strspn(c + len, " ");
	}
	/* those that the owner has not placed come last */
	for (size_t i = 0; i < WAYS; i++)
		if (!way_has(out, n, ways[i].code))
			out[n++] = ways[i].code;
	return out;
}

const char *pay_way_provider(const char *code)
{
	const struct way *w = way_find(code, strlen(code));
	return w ? w->provider : "";
}

static const char *setting_code(
	struct cx *cx, const struct way *w, const char *tail)
{
	return arena_printf(cx->arena, "pay.%s%s", w->code, tail);
}

const char *pay_way_label(struct cx *cx, const char *code)
{
	const struct way *w = way_find(code, strlen(code));
	if (strcmp(code, "gift_card") == 0)
		return tr("Gift card");
	if (!w)
		return code;
	const char *own = setting_get(cx, setting_code(cx, w, ".label"));
	return *own ? own : tr(w->label);
}

static const char *help_of(struct cx *cx, const struct way *w)
{
	const char *own = setting_get(cx, setting_code(cx, w, ".help"));
	if (*own)
		return own;
	if (strcmp(w->code, "invoice") != 0)
		return tr(w->help);
	/* as many days as the owner gives */
	return arena_printf(cx->arena, tr("Due in %d days"),
		(int)setting_int(cx, "pay.invoice.days"));
}

static bool within(struct cx *cx, const struct way *w, struct money due)
{
	int64_t least = setting_int(cx, setting_code(cx, w, ".min"));
	int64_t most = setting_int(cx, setting_code(cx, w, ".max"));
	return due.minor >= least && (most <= 0 || due.minor <= most);
}

static bool fits(struct cx *cx, const struct way *w, const struct pay_ask *ask)
{
	if (!setting_bool(cx, setting_code(cx, w, "")) ||
		!within(cx, w, ask->due))
		return false;
	if (strcmp(w->code, "on_pickup") == 0)
		return strcmp(ask->delivery, "pickup") == 0;
	if (strcmp(w->code, "invoice") == 0)
		return ask->business ||
		       !setting_bool(cx, "pay.invoice.business");
	if (!*w->provider)
		return true;
	const struct provider *p = provider_find(w->provider);
	return p && p->ready(cx);
}

int pay_ways(struct cx *cx, const struct pay_ask *ask, struct pay_way **out,
	size_t *n)
{
	const char *const *codes = pay_way_codes(cx);
	*out = ARENA_ARRAY(cx->arena, struct pay_way, WAYS + 1);
	*n = 0;
	if (ask->due.minor <= 0) {
		(*out)[(*n)++] = (struct pay_way){
			"gift_card", tr("Nothing to pay"), "", ""};
		return OK;
	}
	for (size_t i = 0; codes[i]; i++) {
		const struct way *w = way_find(codes[i], strlen(codes[i]));
		if (fits(cx, w, ask))
			(*out)[(*n)++] = (struct pay_way){w->code,
				pay_way_label(cx, w->code), help_of(cx, w),
				w->provider};
	}
	return OK;
}
