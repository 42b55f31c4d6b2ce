/* What is being bought: the summary beside the checkout. */
#include "handlers/basket.h"

#include <string.h>

#include "handlers/card.h"
#include "handlers/sums.h"
#include "lib/tr.h"

void basket_cost(struct tpl *t, const char *name, struct money cost)
{
	if (cost.minor == 0)
		tpl_text(t, name, tr("Free"));
	else
		tpl_money(t, name, cost);
}

static void show_line(struct req *r, struct tpl *t, const struct cart_line *l)
{
	struct tpl *line = tpl_section(t, "LINE");
	picture_show(line, "PICTURE", r, &l->picture,
		&(struct picture_use){.sizes = "56px", .decorative = true});
	tpl_text(line, "NAME", l->name);
	if (l->qty > 1)
		tpl_int(tpl_section(line, "MANY"), "QTY", l->qty);
	if (*l->options)
		tpl_text(tpl_section(line, "OPTIONS"), "TEXT", l->options);
	if (l->gone || l->short_)
		tpl_show(line, l->stock.sellable > 0 ? "SHORT" : "GONE");
	else
		tpl_money(tpl_section(line, "HAD"), "SUM", l->sum);
}

static const char *sent_name(const struct quote *q)
{
	return q->offer && strcmp(q->offer->kind, "pickup") == 0
		       ? tr("Pickup")
		       : tr("Delivery");
}

void basket_show(struct req *r, struct tpl *t, const char *name,
	const struct cart *cart, const struct quote *q)
{
	struct tpl *inner = tpl_include(t, name, "part/basket.tpl");
	for (size_t i = 0; i < cart->n; i++)
		show_line(r, inner, &cart->lines[i]);
	sums_show(r, inner, "SUMS",
		&(struct sums){.quote = q,
			.units = cart->units,
			.delivery_name = sent_name(q)});
}
