/* An order that stands, paid by a card that its customer has saved: offered to
 * them alone, whoever else holds the order's address. */
#include "handlers/pay.h"

#include <string.h>

#include "domain/pay_card.h"
#include "handlers/checkout.h"
#include "lib/tr.h"

/* Whose cards, and may there be any? */
static bool may(struct req *r, const struct order *o)
{
	return r->visitor && r->visitor->customer &&
	       r->visitor->customer == o->customer && card_offered(&r->cx);
}

void pay_cards_show(struct req *r, struct tpl *t, const struct order *o)
{
	struct card *list;
	size_t n = 0;
	if (!may(r, o) || card_list(&r->cx, o->customer, &list, &n) < 0)
		return;
	for (size_t i = 0; i < n; i++) {
		if (card_is_over(&r->cx, &list[i]))
			continue;
		struct tpl *s = tpl_section(t, "CARD");
		tpl_text(s, "CODE",
			arena_printf(r->cx.arena, CHECKOUT_CARD "%s",
				card_key(&r->cx, list[i].id)));
		tpl_text(s, "LABEL",
			arena_printf(r->cx.arena, tr("Pay with my card %s"),
				list[i].label));
	}
}

bool pay_card_named(const char *way)
{
	return strncmp(way, CHECKOUT_CARD, strlen(CHECKOUT_CARD)) == 0;
}

bool pay_card_of(
	struct req *r, const struct order *o, const char *way, int64_t *card)
{
	struct card c;
	if (!may(r, o) ||
		card_by_key(&r->cx, o->customer, way + strlen(CHECKOUT_CARD),
			&c) < 0 ||
		card_is_over(&r->cx, &c))
		return false;
	*card = c.id;
	return true;
}
