/* "It is back", "it is cheaper", and the click before. */
#include "worker/mail.h"

#include <string.h>

#include "domain/alert.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char *title(struct letter *l, const struct alert *a)
{
	bool stock = strcmp(a->kind, "stock") == 0;
	if (strcmp(l->name, "alert_confirm") == 0)
		return stock ? tr("Shall we tell you when it is back?")
			     : tr("Shall we tell you when it is cheaper?");
	if (strcmp(l->name, "alert_over") == 0)
		return arena_printf(l->cx->arena,
			strcmp(l->what, "gone") == 0
				? tr("%s does not come back")
				: tr("You waited for %s"),
			a->item.name);
	return arena_printf(l->cx->arena,
		stock ? tr("%s is back") : tr("%s is cheaper now"),
		a->item.name);
}

static void item_show(struct letter *l, struct tpl *t, const struct alert *a)
{
	const char *path = cart_line_path(l->cx, &a->item);
	tpl_text(t, "NAME", a->item.name);
	if (*a->item.options)
		tpl_text(tpl_section(t, "OPTIONS"), "TEXT", a->item.options);
	tpl_money(t, "PRICE", a->item.price.amount);
	tpl_text(t, "LINK", letter_link(l, path ? path : "/"));
}

static int confirm_letter(struct letter *l, const struct alert *a)
{
	struct tpl *t = letter_open(l, title(l, a));
	item_show(l, t, a);
	tpl_show(t, strcmp(a->kind, "stock") == 0 ? "STOCK" : "CHEAPER");
	tpl_text(t, "CONFIRM",
		letter_link(
			l, arena_printf(l->cx->arena, "/alert/%s", a->token)));
	return letter_close(l, t);
}

/* It will never come true.  Nothing else is said in it: nobody has asked for
 * that. */
static int over_letter(struct letter *l, const struct alert *a)
{
	struct tpl *t = letter_open(l, title(l, a));
	const char *path = cart_line_path(l->cx, &a->item);
	bool stock = strcmp(a->kind, "stock") == 0;
	tpl_text(t, "NAME", a->item.name);
	if (*a->item.options)
		tpl_text(tpl_section(t, "OPTIONS"), "TEXT", a->item.options);
	if (strcmp(l->what, "gone") == 0) {
		tpl_show(t, stock ? "STOCK_GONE" : "CHEAPER_GONE");
	} else {
		tpl_show(t, stock ? "STOCK_OLD" : "CHEAPER_OLD");
		if (path && a->item.on_sale)
			tpl_text(tpl_section(t, "AGAIN"), "LINK",
				letter_link(l, path));
	}
	return letter_close(l, t);
}

/* It may have gone again since the letter was decided on. */
static void stock_show(struct tpl *t, const struct alert *a)
{
	const struct stock_now *s = &a->item.stock;
	if (!a->item.on_sale || s->most <= 0)
		tpl_show(t, "GONE");
	else if (s->tracked && !s->backorder && s->sellable <= STOCK_FEW)
		tpl_show(t, "FEW");
}

static int told_letter(struct letter *l, const struct alert *a)
{
	const char *page = arena_printf(l->cx->arena, "/alert/%s", a->token);
	struct tpl *t = letter_open(l, title(l, a));
	item_show(l, t, a);
	if (strcmp(a->kind, "stock") == 0) {
		tpl_show(t, "STOCK");
	} else {
		tpl_money(tpl_section(t, "CHEAPER"), "WAS", a->price);
		if (a->item.price.reduced)
			tpl_money(tpl_section(t, "REDUCED"), "PRIOR",
				a->item.price.prior);
	}
	stock_show(t, a);
	tpl_text(t, "END", letter_link(l, page));
	l->mail->unsubscribe = letter_link(
		l, arena_printf(l->cx->arena, "%s/end", page));
	return letter_close(l, t);
}

int letter_alert(struct letter *l)
{
	struct alert a;
	int rc = alert_get(l->cx, l->alert, &a);
	if (rc < 0) /* erased meanwhile */
		return rc == ERR_NOT_FOUND ? ERR_GONE : rc;
	letter_language(l, a.locale);
	rc = alert_get(l->cx, l->alert, &a); /* its words in that language */
	if (rc < 0)
		return rc;
	l->mail->to = a.email;
	if (strcmp(l->name, "alert_over") == 0)
		return over_letter(l, &a);
	return strcmp(l->name, "alert_confirm") == 0 ? confirm_letter(l, &a)
						     : told_letter(l, &a);
}
