/* The mail that carries a gift card's code: nothing else does. */
#include <string.h>

#include "domain/gift_card.h"
#include "domain/order.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"
#include "worker/mail.h"

/* Who bought it, when it goes to somebody else; "" nobody. */
static const char *giver(
	struct letter *l, const struct gift_card *g, const struct order *o)
{
	struct arena *a = l->cx->arena;
	bool own = !*g->email ||
		   !strcmp(email_norm(a, g->email), email_norm(a, o->email));
	return own ? "" : o->name;
}

static int sold_by(struct letter *l, const struct gift_card *g, const char **to,
	const char **from)
{
	int64_t id = 0;
	struct order o;
	int rc = gift_card_sold_by(l->cx, g->id, &id);
	if (rc < 0 || !id)
		return rc;
	rc = order_get(l->cx, id, &o);
	if (rc < 0)
		return rc;
	if (!*g->email)
		*to = o.email;
	*from = giver(l, g, &o);
	return OK;
}

int letter_gift_card(struct letter *l)
{
	struct cx *cx = l->cx;
	struct gift_card g;
	const char *from = "";
	int rc = gift_card_get(cx, l->card, &g);
	if (rc < 0 || strcmp(g.state, "active") != 0)
		return rc < 0 ? rc : ERR_NOT_FOUND;
	const char *to = g.email;
	rc = sold_by(l, &g, &to, &from);
	if (rc < 0)
		return rc;
	letter_language(l, g.locale);
	l->mail->to = to;
	l->mail->to_name = *g.recipient ? g.recipient : NULL;
	bool back = g.to_giver && !*g.email;
	struct tpl *t = letter_open(
		l, back ? tr("The gift card that you bought")
			: tr("Your gift card"));
	tpl_money(t, "VALUE", g.balance);
	tpl_text(t, "CODE", gift_card_code(cx, g.id));
	if (back)
		tpl_show(t, "BACK");
	else if (*from)
		tpl_text(tpl_section(t, "FROM"), "NAME", from);
	else
		tpl_show(t, "OWN");
	if (*g.message)
		tpl_text(tpl_section(t, "GREETING"), "TEXT", g.message);
	if (g.expires_ms)
		tpl_time(tpl_section(t, "EXPIRES"), "DAY", CLOCK_DATE,
			g.expires_ms);
	tpl_text(t, "PRINT",
		letter_link(l, arena_printf(cx->arena, "/gift-card/%s",
				       gift_card_token(cx, g.id))));
	tpl_text(t, "SHOP_LINK", letter_link(l, "/"));
	return letter_close(l, t);
}
