/* What a cart costs, and its codes: shared by the cart and the checkout. */
#include "handlers/sums.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/cart_code.h"
#include "domain/setting.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

/* "−€4.00": a minus sign, not a hyphen. */
static void less(struct tpl *t, const char *name, struct req *r,
	struct money amount, const char *currency)
{
	tpl_text(t, name,
		arena_printf(r->cx.arena, "\u2212%s",
			money_format(r->cx.arena, r->cx.locale, currency,
				money(amount.minor < 0 ? -amount.minor
						       : amount.minor))));
}

/* What is taken off the goods by a promotion, or because no VAT is due. */
static struct money off_goods(const struct quote *q, int64_t promotion)
{
	int64_t sum = 0;
	for (size_t i = 0; i < q->n_offs; i++) {
		const struct quote_off *o = &q->offs[i];
		if (o->promotion == promotion &&
			strcmp(q->lines[o->line].kind, "delivery") != 0)
			sum += o->amount.minor;
	}
	return money(sum);
}

/* *delivery: what takes off the delivery, "" nothing. */
static void savings_show(struct req *r, struct tpl *t, const struct quote *q,
	const char *currency, const char **delivery)
{
	for (size_t i = 0; i < q->n_savings; i++) {
		const struct promotion *p = q->savings[i].promotion;
		struct money off = off_goods(q, p->id);
		if (!off.minor) {
			*delivery = p->label;
			continue;
		}
		struct tpl *s = tpl_section(t, "SAVING");
		tpl_text(s, "LABEL", p->label);
		if (*p->code)
			tpl_text(tpl_section(s, "BY"), "CODE", p->code);
		less(s, "AMOUNT", r, off, currency);
	}
	struct money vat = off_goods(q, 0);
	if (vat.minor)
		less(tpl_section(t, "NO_VAT"), "AMOUNT", r, vat, currency);
}

static void cards_show(struct req *r, struct tpl *t, const struct quote *q,
	const char *currency)
{
	for (size_t i = 0; i < q->n_cards; i++) {
		if (!q->card_parts[i].minor)
			continue;
		struct tpl *s = tpl_section(t, "CARD");
		tpl_text(s, "TAIL", q->cards[i].tail);
		less(s, "AMOUNT", r, q->card_parts[i], currency);
	}
	if (q->gift.minor)
		tpl_money(tpl_section(t, "DUE"), "AMOUNT", q->due);
}

void sums_show(
	struct req *r, struct tpl *t, const char *name, const struct sums *s)
{
	const struct quote *q = s->quote;
	const char *currency = setting_get(&r->cx, "shop.currency");
	struct tpl *in = tpl_include(t, name, "part/sums.tpl");
	tpl_text(in, "ITEMS",
		arena_printf(r->cx.arena,
			tr_n("%ld item", "%ld items", (long)s->units),
			(long)s->units));
	tpl_money(in, "GOODS", q->goods);
	const char *free_by = "";
	savings_show(r, in, q, currency, &free_by);
	if (q->offer) {
		struct tpl *d = tpl_section(in, "DELIVERY");
		tpl_text(d, "NAME", s->delivery_name);
		if (*free_by)
			tpl_text(tpl_section(d, "BECAUSE"), "LABEL", free_by);
		if (q->delivery.minor > 0)
			tpl_money(d, "COST", q->delivery);
		else
			tpl_text(d, "COST", tr("Free"));
	}
	tpl_money(in, "TOTAL", q->total);
	cards_show(r, in, q, currency);
	for (size_t i = 0; i < q->n_tax; i++) {
		if (q->tax[i].rate_bp <= 0)
			continue;
		struct tpl *tax = tpl_section(in, "TAX");
		tpl_rate(tax, "RATE", q->tax[i].rate_bp);
		tpl_money(tax, "VAT", q->tax[i].vat);
	}
}

/* A code for some customers: a guest may be one of them. */
static const char *segment_words(struct req *r, const struct quote_idle *i)
{
	return arena_printf(r->cx.arena,
		r->visitor->customer
			? tr("is for “%s”, and you are not among them")
			: tr("is for “%s”: log in if you are one of them"),
		i->segment);
}

/* Why a code gives nothing now. */
static const char *idle_words(struct req *r, const struct quote_idle *i)
{
	struct arena *a = r->cx.arena;
	const char *why = i->why;
	if (strcmp(why, "too_little") == 0 && i->missing.minor > 0)
		return arena_printf(a,
			tr("takes effect when you buy for %s more"),
			money_format(a, r->cx.locale,
				setting_get(&r->cx, "shop.currency"),
				i->missing));
	if (strcmp(why, "too_little") == 0)
		return tr("takes effect when you buy more of what it is for");
	if (strcmp(why, "no_goods") == 0)
		return tr("is for nothing that is in the cart");
	if (strcmp(why, "other_better") == 0)
		return tr("is not needed: another offer takes off more");
	if (strcmp(why, "used_up") == 0)
		return tr("has been used up");
	if (strcmp(why, "segment") == 0)
		return segment_words(r, i);
	if (strcmp(why, "not_yours") == 0)
		return tr("is for other customers");
	if (strcmp(why, "spent") == 0)
		return tr("has nothing left on it");
	return tr("is over");
}

static const struct quote_idle *idle_find(
	const struct quote *q, const struct cart_code *c)
{
	for (size_t i = 0; i < q->n_idle; i++)
		if (strcmp(q->idle[i].code, c->text) == 0)
			return &q->idle[i];
	return NULL;
}

/* What is left on a card after this order. */
static const struct gift_card *card_find(
	const struct quote *q, const struct cart_code *c, struct money *left)
{
	for (size_t i = 0; i < q->n_cards; i++) {
		if (strcmp(c->kind, "gift_card") != 0 ||
			q->cards[i].id != c->target)
			continue;
		left->minor = q->cards[i].balance.minor -
			      q->card_parts[i].minor;
		return &q->cards[i];
	}
	return NULL;
}

static void code_show(struct req *r, struct tpl *t, const struct codes *c,
	const struct cart_code *code)
{
	struct tpl *s = tpl_section(t, "CARRIED");
	struct money left = {0};
	const struct quote_idle *idle = idle_find(c->quote, code);
	bool card = strcmp(code->kind, "gift_card") == 0;
	const char *name = card ? arena_printf(r->cx.arena,
					  tr("Gift card ending %s"), code->text)
				: code->text;
	tpl_text(s, "TEXT", name);
	tpl_textf(s, "KEY", "%s/%" PRId64, code->kind, code->target);
	if (idle)
		tpl_text(tpl_section(s, "IDLE"), "WHY", idle_words(r, idle));
	else if (card_find(c->quote, code, &left))
		tpl_money(tpl_section(s, "LEFT"), "AMOUNT", left);
}

int codes_show(
	struct req *r, struct tpl *t, const char *name, const struct codes *c)
{
	struct cart_code *codes;
	size_t n = 0;
	int rc = cart_codes(&r->cx, c->cart, &codes, &n);
	if (rc < 0)
		return rc;
	struct tpl *in = tpl_include(t, name, "part/codes.tpl");
	struct tpl *list = n ? tpl_section(in, "LIST") : NULL;
	for (size_t i = 0; i < n; i++)
		code_show(r, list, c, &codes[i]);
	tpl_show_if(in, "OPEN", n || c->problem);
	if (c->typed)
		tpl_text(in, "TYPED", c->typed);
	tpl_show_if(in, "WRONG", c->problem != NULL);
	if (c->problem)
		tpl_text(tpl_section(in, "PROBLEM"), "MESSAGE", c->problem);
	return OK;
}

/* "coupon/3" */
static int drop(struct req *r, const char *key)
{
	const char *slash = strchr(key, '/');
	if (!slash)
		return ERR_BAD;
	return cart_code_remove(&r->cx, r->visitor->cart,
		arena_strndup(r->cx.arena, key, (size_t)(slash - key)),
		strtoll(slash + 1, NULL, 10));
}

int codes_do(struct req *r, const char **problem)
{
	*problem = NULL;
	const char *key = req_form_param(r, "drop");
	const char *typed = req_form_param(r, "code");
	if (key)
		return drop(r, key);
	typed = text_trim(r->cx.arena, typed ? typed : "");
	if (!*typed) {
		*problem = tr("Write the code first.");
		return OK;
	}
	int rc = cart_code_add(
		&r->cx, &(struct cart_code_try){.session = r->visitor->cart,
				.remote = r->remote,
				.limits = r->conf->limits,
				.typed = typed});
	if (rc == ERR_NOT_FOUND)
		*problem = tr("That code cannot be used. Check it letter by"
			      " letter; it may also have ended.");
	else if (rc == ERR_TOO_MANY)
		*problem = tr("Too many codes were tried. Try again in an"
			      " hour.");
	else if (rc == ERR_TOO_LARGE)
		*problem = tr("The cart takes no more codes. Remove one"
			      " first.");
	return *problem ? OK : rc;
}
