/* What is being bought: the summary beside the checkout. */
#include "handlers/basket.h"

#include "domain/setting.h"
#include "handlers/card.h"
#include "lib/err.h"
#include "lib/tr.h"

int basket_load(struct req *r, struct basket *out)
{
	struct cx *cx = &r->cx;
	int rc = cart_load(cx, r->visitor->id_hash, &out->cart);
	if (rc == OK)
		rc = quote_of(cx, &out->cart, "parcel", &out->flat);
	if (rc == OK)
		rc = quote_of(cx, &out->cart, "pickup", &out->pickup);
	return rc;
}

bool basket_has_pickup(struct req *r)
{
	return *setting_get(&r->cx, "shop.pickup") != '\0';
}

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

static void show_sums(struct req *r, struct tpl *t, const struct basket *b,
	bool pickup, bool hidden)
{
	const struct quote *q = pickup ? &b->pickup : &b->flat;
	struct tpl *s = tpl_section(t, "SUMS");
	tpl_text(s, "KIND", pickup ? "pickup" : "parcel");
	tpl_show_if(s, "HIDDEN", hidden);
	tpl_text(s, "ITEMS",
		arena_printf(r->cx.arena,
			tr_n("%ld item", "%ld items", (long)b->cart.units),
			(long)b->cart.units));
	tpl_money(s, "GOODS", q->goods);
	tpl_text(s, "DELIVERY_NAME", pickup ? tr("Pickup") : tr("Delivery"));
	basket_cost(s, "DELIVERY", q->delivery);
	tpl_money(s, "TOTAL", q->total);
	for (size_t i = 0; i < q->n_tax; i++) {
		if (q->tax[i].rate_bp <= 0)
			continue;
		struct tpl *tax = tpl_section(s, "TAX");
		tpl_rate(tax, "RATE", q->tax[i].rate_bp);
		tpl_money(tax, "VAT", q->tax[i].vat);
	}
}

static void show_title(
	struct tpl *t, struct money total, const char *kind, bool hidden)
{
	struct tpl *s = tpl_section(t, "TITLE_SUM");
	tpl_text(s, "KIND", kind);
	tpl_money(s, "TOTAL", total);
	tpl_show_if(s, "HIDDEN", hidden);
}

void basket_show(struct req *r, struct tpl *t, const char *name,
	const struct basket *b, bool pickup)
{
	struct tpl *inner = tpl_include(t, name, "part/basket.tpl");
	for (size_t i = 0; i < b->cart.n; i++)
		show_line(r, inner, &b->cart.lines[i]);
	show_sums(r, inner, b, false, pickup);
	show_title(t, b->flat.total, "parcel", pickup);
	if (!basket_has_pickup(r))
		return;
	show_sums(r, inner, b, true, !pickup);
	show_title(t, b->pickup.total, "pickup", !pickup);
}
