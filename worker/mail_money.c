/* Letters about money that goes back and orders that cost something else. */
#include <string.h>

#include "domain/credit.h"
#include "domain/order.h"
#include "domain/refund.h"
#include "lib/err.h"
#include "worker/mail.h"

/* What the money is for. */
static struct money add_items(struct letter *l, struct tpl *t)
{
	struct credit_line *lines;
	size_t n = 0;
	struct money sum = money(0);
	if (!l->credit || credit_lines(l->cx, l->credit, &lines, &n) < 0 ||
		n == 0)
		return sum;
	struct tpl *list = tpl_section(t, "FOR");
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(list, "ITEM");
		if (lines[i].qty)
			tpl_int(tpl_section(s, "UNITS"), "QTY", lines[i].qty);
		tpl_text(s, "NAME", lines[i].name);
		if (*lines[i].options)
			tpl_text(tpl_section(s, "OPTIONS"), "TEXT",
				lines[i].options);
		tpl_money(s, "PRICE", lines[i].gross);
		sum.minor += lines[i].gross.minor;
	}
	return sum;
}

/* The refunds of this credit; of none the last that was made. */
static bool of_letter(const struct letter *l, const struct refund *all,
	size_t n, const struct refund *r)
{
	return r->credit == l->credit &&
	       (l->credit || r->created_ms == all[n - 1].created_ms);
}

static struct money add_ways(
	struct letter *l, struct tpl *t, const struct order *o)
{
	struct refund *all;
	size_t n = 0;
	struct money sum = money(0);
	struct tpl *list = NULL;
	if (refund_list(l->cx, o->id, &all, &n) < 0)
		return sum;
	for (size_t i = 0; i < n; i++) {
		if (!of_letter(l, all, n, &all[i]))
			continue;
		if (!list) {
			list = tpl_section(t, "WAYS");
			if (*all[i].note)
				tpl_text(tpl_section(t, "WHY"), "TEXT",
					all[i].note);
		}
		struct tpl *s = tpl_section(list, "WAY");
		tpl_show(s, all[i].gift_card ? "BY_CARD"
			    : all[i].payment ? "BY_PROVIDER"
					     : "BY_HAND");
		tpl_money(s, "PART", all[i].amount);
		sum.minor += all[i].amount.minor;
	}
	return sum;
}

void letter_say_refunded(struct letter *l, struct tpl *t, const struct order *o)
{
	struct money credited = add_items(l, t);
	struct money back = add_ways(l, t, o);
	bool some = back.minor > 0;
	tpl_money(tpl_section(t, some ? "BACK" : "NO_BACK"), "SUM",
		some ? back : credited);
}

void letter_say_changed(struct letter *l, struct tpl *t, const struct order *o)
{
	const char *why = "";
	struct money balance = money(0);
	for (size_t i = 0; i < o->n_events; i++)
		if (strcmp(o->events[i].kind, "changed") == 0)
			why = o->events[i].note;
	if (*why)
		tpl_text(tpl_section(t, "WHY"), "TEXT", why);
	if (refund_balance(l->cx, o->id, &balance) < 0)
		return;
	if (balance.minor > 0)
		tpl_money(tpl_section(t, "OPEN"), "SUM", balance);
	else if (balance.minor < 0)
		tpl_money(tpl_section(t, "BACK"), "SUM", money(-balance.minor));
	if (balance.minor <= 0)
		tpl_show(t, "EVEN");
}
