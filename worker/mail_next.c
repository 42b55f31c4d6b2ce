/* What goes with an order, at the end of a mail about it: marketing, so only
 * to those who asked for letters (domain/rail.h). */
#include <string.h>

#include "domain/order.h"
#include "domain/product.h"
#include "domain/rail.h"
#include "domain/subscriber.h"
#include "lib/err.h"
#include "worker/mail.h"

enum { MOST = 3 };

void letter_next(struct letter *l, struct tpl *page, const struct order *o)
{
	struct cx *cx = l->cx;
	struct subscriber s;
	struct rail rail;
	struct tpl *t = NULL;
	if (rail_mail(cx, o->id, o->customer, &rail) < 0 || !rail.n ||
		subscriber_of(cx, o->customer, &s) < 0)
		return;
	for (size_t i = 0; i < rail.n && i < MOST; i++) {
		struct card card;
		if (product_card(cx, rail.id[i], &card) < 0)
			continue;
		if (!t)
			t = tpl_include(page, "NEXT", "mail/next.tpl");
		struct tpl *row = tpl_section(t, "THING");
		tpl_text(row, "NAME", card.name);
		tpl_text(row, "LINK",
			letter_link(l,
				arena_printf(cx->arena, "%s?from=next&via=mail",
					card.path)));
		tpl_money(row, "PRICE", card.price.amount);
		if (card.from)
			tpl_show(row, "FROM");
	}
	if (!t)
		return;
	l->mail->unsubscribe = letter_link(l, subscriber_end_path(cx, s.id));
	tpl_text(t, "END", l->mail->unsubscribe);
}
