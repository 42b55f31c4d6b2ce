/* Letters about what comes back: withdrawals, returns, claims. */
#include <string.h>

#include "domain/exemption.h"
#include "domain/order.h"
#include "domain/refund.h"
#include "domain/return_case.h"
#include "domain/setting.h"
#include "domain/withdrawal.h"
#include "lib/err.h"
#include "lib/tr.h"
#include "worker/mail.h"

static void add_text(
	struct arena *a, struct tpl *t, const char *section, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		tpl_text(tpl_section(t, section), "TEXT",
			arena_strndup(a, text, n));
		text += n + (text[n] == '\n');
	}
}

static void add_things(struct tpl *t, const struct return_case *c)
{
	if (c->n_lines == 0)
		return;
	struct tpl *list = tpl_section(t, "THINGS");
	for (size_t i = 0; i < c->n_lines; i++) {
		const struct return_line *l = &c->lines[i];
		const char *why = exemption_words(l->exemption);
		struct tpl *row = tpl_section(list, "LINE");
		tpl_int(row, "QTY", l->qty);
		tpl_text(row, "NAME", l->name);
		if (*l->options)
			tpl_text(tpl_section(row, "OPTIONS"), "TEXT",
				l->options);
		if (*why)
			tpl_text(tpl_section(row, "EXEMPT"), "TEXT", why);
	}
}

/* ---- withdrawal ---- */

static void say_match(
	struct letter *l, struct tpl *t, const struct return_case *c)
{
	struct cx *cx = l->cx;
	if (!c->order)
		tpl_text(tpl_section(t, "NO_MATCH"), "ORDER_TEXT",
			c->order_text);
	struct tpl *s = tpl_section(t, "MATCH");
	tpl_text(s, "CODE", c->code);
	tpl_text(s, "LINK",
		arena_printf(cx->arena, "%s/admin/cases/%lld",
			l->conf->base_url, (long long)c->id));
}

/* How to send it back, and where. */
static void say_way(
	struct letter *l, struct tpl *t, const struct return_case *c)
{
	struct cx *cx = l->cx;
	struct arena *a = cx->arena;
	const char *how = setting_get(cx, "returns.label");
	const char *address = setting_get(cx, "returns.address");
	struct tpl *s = tpl_section(t, "WAY");
	if (!*address)
		address = arena_printf(a, "%s, %s, %s %s",
			setting_get(cx, "shop.name"),
			setting_get(cx, "shop.street"),
			setting_get(cx, "shop.postal"),
			setting_get(cx, "shop.city"));
	tpl_text(s, "CODE", c->code);
	add_text(a, s, "HOW", how);
	add_text(a, s, "ADDRESS", address);
	if (*c->label)
		tpl_text(tpl_section(s, "LABEL"), "TEXT", c->label);
	tpl_show(s, strcmp(setting_get(cx, "returns.who"), "shop") == 0
			    ? "SHOP_PAYS"
			    : "BUYER_PAYS");
	if (c->order)
		tpl_text(tpl_section(s, "SLIP"), "LINK",
			letter_link(l, arena_printf(a, "/order/%s/case/%lld",
					       order_token(cx, c->order),
					       (long long)c->nth)));
}

int letter_withdrawal(struct letter *l)
{
	struct return_case c;
	int rc = return_get(l->cx, l->case_, &c);
	if (rc < 0)
		return rc;
	if (!l->to_owner) {
		letter_language(l, c.locale);
		l->mail->to = c.email;
		l->mail->to_name = c.name;
	}
	struct tpl *t = letter_open(
		l, l->to_owner ? tr("A customer withdrew from a contract")
			       : tr("We have your withdrawal"));
	tpl_time(t, "WHEN", CLOCK_DATETIME, c.at_ms);
	tpl_time(t, "DUE", CLOCK_DATE, c.refund_due_ms);
	add_text(l->cx->arena, t, "STATEMENT", c.statement);
	add_things(t, &c);
	if (l->to_owner) {
		say_match(l, t, &c);
	} else {
		tpl_text(t, "CODE", c.code);
		say_way(l, t, &c);
	}
	return letter_close(l, t);
}

/* ---- returns and claims ---- */

static const char *title_of(const struct letter *l, const struct return_case *c)
{
	struct arena *a = l->cx->arena;
	const char *n = l->name;
	if (strcmp(n, "return_requested") == 0)
		return arena_printf(a, tr("We have your request %s"), c->code);
	if (strcmp(n, "return_accepted") == 0)
		return arena_printf(
			a, tr("Your request %s is accepted"), c->code);
	if (strcmp(n, "return_refused") == 0)
		return arena_printf(
			a, tr("Your request %s is refused"), c->code);
	if (strcmp(n, "return_received") == 0)
		return arena_printf(
			a, tr("Your things have come back: %s"), c->code);
	if (strcmp(n, "return_settled") == 0)
		return arena_printf(a, tr("Return %s is settled"), c->code);
	if (strcmp(n, "return_cancelled") == 0)
		return arena_printf(
			a, tr("The customer called off return %s"), c->code);
	return strcmp(c->kind, "claim") == 0
		       ? arena_printf(a, tr("A claim: %s"), c->code)
		       : arena_printf(a, tr("Asked for a return: %s"), c->code);
}

static struct money paid_back(struct cx *cx, const struct return_case *c)
{
	struct refund *list;
	size_t n;
	struct money sum = {0};
	if (!c->order || refund_list(cx, c->order, &list, &n) < 0)
		return sum;
	for (size_t i = 0; i < n; i++)
		if (list[i].return_case == c->id &&
			strcmp(list[i].state, "failed") != 0)
			sum.minor += list[i].amount.minor;
	return sum;
}

static void say_answer(
	struct letter *l, struct tpl *t, const struct return_case *c)
{
	if (*c->answer)
		add_text(l->cx->arena, tpl_section(t, "ANSWER"), "SAID",
			c->answer);
}

static void say_state(
	struct letter *l, struct tpl *t, const struct return_case *c)
{
	if (strcmp(l->name, "return_accepted") == 0)
		say_way(l, t, c);
	else if (strcmp(l->name, "return_refused") == 0)
		say_answer(l, t, c);
	else if (strcmp(l->name, "return_received") == 0)
		tpl_time(t, "DUE", CLOCK_DATE, c->refund_due_ms);
	else if (strcmp(l->name, "return_settled") == 0) {
		struct money sum = paid_back(l->cx, c);
		struct tpl *s = tpl_section(t, sum.minor ? "MONEY" : "NONE");
		if (sum.minor)
			tpl_money(s, "SUM", sum);
		say_answer(l, t, c);
	}
}

static void say_asked(
	struct letter *l, struct tpl *t, const struct return_case *c)
{
	const char *why = return_reason_words(c->reason);
	tpl_time(t, "WHEN", CLOCK_DATETIME, c->at_ms);
	if (*why)
		tpl_text(tpl_section(t, "REASON"), "TEXT", why);
	if (*c->message)
		add_text(l->cx->arena, tpl_section(t, "MESSAGE"), "SAID",
			c->message);
}

int letter_return(struct letter *l)
{
	struct return_case c;
	struct arena *a = l->cx->arena;
	int rc = return_get(l->cx, l->case_, &c);
	if (rc < 0)
		return rc;
	if (!l->to_owner) {
		letter_language(l, c.locale);
		l->mail->to = c.email;
		l->mail->to_name = c.name;
	}
	struct tpl *t = letter_open(l, title_of(l, &c));
	const char *link = NULL;
	if (l->to_owner)
		link = arena_printf(a, "%s/admin/cases/%lld", l->conf->base_url,
			(long long)c.id);
	else if (c.order)
		link = letter_link(l, arena_printf(a, "/order/%s",
					      order_token(l->cx, c.order)));
	if (link)
		tpl_text(tpl_section(t, "SEE"), "LINK", link);
	bool asked = strcmp(l->name, "return_requested") == 0 ||
		     strcmp(l->name, "owner_return") == 0;
	if (asked)
		say_asked(l, t, &c);
	else
		say_state(l, t, &c);
	add_things(t, &c);
	return letter_close(l, t);
}
