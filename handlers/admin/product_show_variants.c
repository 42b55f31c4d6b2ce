/* The page of a product: its options and variants. */
#include "handlers/admin/product_form.h"

#include <string.h>

#include "domain/alert.h"
#include "domain/price.h"
#include "lib/err.h"

static void name_cells(struct tpl *t, struct fields *f, const char *field,
	int64_t id, bool is_option)
{
	struct arena *a = f->r->cx.arena;
	const char *base = arena_printf(a, "%s_%lld", field, (long long)id);
	for (int l = 0; l < TR_LANGS; l++) {
		const char *code = tr_langs[l].code, *stored = "";
		struct tpl *c = tpl_section(t, "CELL");
		const char *name = field_name(a, base, code);
		if (is_option)
			desk_option_name(&f->r->cx, id, code, &stored);
		else
			desk_value_name(&f->r->cx, id, code, &stored);
		tpl_text(c, "NAME", name);
		tpl_text(c, "VALUE", field_value(f, name, stored));
		tpl_text(c, "LABEL", tr_langs[l].name);
		tpl_show_if(c, "WRONG", field_message(f, name) != NULL);
	}
}

static void option_show(struct tpl *t, struct fields *f, const struct option *o)
{
	static const struct ask more = {"more", N_("More values"),
		N_("With commas between: Moss, Ink. They become variants when "
		   "you save."),
		ASK_LINE, 500, false, 0, NULL};
	struct arena *a = f->r->cx.arena;
	struct tpl *s = tpl_section(t, "OPTION");
	const char *list = "";
	tpl_text(s, "OPTION_NAME", o->name);
	for (int l = 0; l < TR_LANGS; l++) {
		struct tpl *h = tpl_section(s, "HEAD");
		tpl_text(h, "LANG_NAME", tr_langs[l].name);
	}
	name_cells(s, f, "option", o->id, true);
	for (size_t i = 0; i < o->n; i++) {
		const struct option_value *v = &o->values[i];
		struct tpl *row = tpl_section(s, "VALUE_ROW");
		list = arena_printf(
			a, "%s%s%s", list, *list ? ", " : "", v->name);
		tpl_text(row, "VALUE_NAME", v->name);
		name_cells(row, f, "value", v->id, false);
		struct tpl *c = tpl_section(row, "CELL");
		const char *name = field_name(
			a, "swatch", product_suffix(a, v->id));
		tpl_text(c, "NAME", name);
		tpl_text(c, "VALUE", field_value(f, name, v->swatch));
		tpl_text(c, "LABEL", tr("Colour, like #1f4d3a"));
		tpl_show_if(c, "WRONG", field_message(f, name) != NULL);
	}
	tpl_text(s, "VALUES", list);
	tpl_show_if(s, "OPEN",
		field_wrong_below(f, "value_") ||
			field_wrong_below(f, "option_") ||
			field_wrong_below(f, "swatch_"));
	ask_show(s, "MORE_VALUES", f, &more, product_suffix(a, o->id), "");
}

void product_options_show(
	struct tpl *t, struct fields *f, const struct product *was)
{
	static const struct ask name = {"newoption", N_("Option name"),
		N_("Like Colour or Size"), ASK_LINE, 80, false, 0, NULL};
	static const struct ask values = {"newvalues", N_("Values"),
		N_("With commas between: Sea, Clay, Snow"), ASK_LINE, 500,
		false, 0, NULL};
	size_t have = was ? was->n_options : 0;
	for (size_t i = 0; i < have; i++)
		option_show(t, f, &was->options[i]);
	/* One row invites, the others wait folded. */
	struct tpl *more = NULL;
	for (int i = 1; (size_t)i <= PRODUCT_OPTIONS_MAX - have; i++) {
		struct arena *a = f->r->cx.arena;
		const char *suffix = product_suffix(a, i);
		bool inviting = have == 0 && i == 1;
		if (!inviting && !more)
			more = tpl_section(t, "MORE_OPTIONS");
		struct tpl *s = tpl_section(inviting ? t : more, "NEW_OPTION");
		tpl_int(s, "N", (int64_t)have + i);
		ask_show(s, "NEW_FIELDS", f, &name, suffix, "");
		ask_show(s, "NEW_FIELDS", f, &values, suffix, "");
		if (!inviting &&
			(*field_value(
				 f, field_name(a, "newoption", suffix), "") ||
				*field_value(f,
					field_name(a, "newvalues", suffix),
					"")))
			tpl_show(more, "OPEN");
	}
}

static const char *money_or_empty(struct arena *a, struct money m)
{
	return m.minor < 0 ? "" : money_plain(a, m);
}

static void wrong_show(
	struct tpl *t, struct fields *f, const char *section, const char *name)
{
	const char *message = field_message(f, name);
	if (message) {
		struct tpl *s = tpl_section(t, section);
		tpl_text(s, "MESSAGE", message);
	}
}

/* How many would buy it: nobody's names. */
static void wanted_show(struct tpl *row, struct req *r, int64_t variant)
{
	struct wanted w;
	if (wanted_get(&r->cx, variant, &w) < 0 ||
		!(w.stock + w.price + w.wished))
		return;
	struct tpl *t = tpl_section(row, "WANTED");
	if (w.stock)
		tpl_int(tpl_section(t, "WAIT"), "N", w.stock);
	if (w.wished) {
		struct tpl *s = tpl_section(t, "LISTS");
		tpl_show_if(s, "DOT", w.stock > 0);
		tpl_int(s, "N", w.wished);
	}
	if (w.price) {
		struct tpl *s = tpl_section(t, "CHEAPER");
		tpl_show_if(s, "DOT", w.stock + w.wished > 0);
		tpl_int(s, "N", w.price);
	}
}

static void price_row_show(struct tpl *list, struct fields *f,
	const struct variant *v, const char *label)
{
	struct arena *a = f->r->cx.arena;
	struct tpl *t = tpl_section(list, "ROW");
	const char *suffix = product_suffix(a, v->id);
	const char *price = field_name(a, "price", suffix);
	const char *sale = field_name(a, "sale", suffix);
	struct money regular = money(-1), reduced = money(-1);
	price_both(&f->r->cx, v->id, &regular, &reduced);
	tpl_text(t, "LABEL", label);
	tpl_text(t, "SKU_NOW", v->sku);
	tpl_text(t, "PRICE_NAME", price);
	tpl_text(t, "PRICE", field_value(f, price, money_or_empty(a, regular)));
	tpl_text(t, "SALE_NAME", sale);
	tpl_text(t, "SALE", field_value(f, sale, money_or_empty(a, reduced)));
	wrong_show(t, f, "PRICE_WRONG", price);
	wrong_show(t, f, "SALE_WRONG", sale);
	if (v->price.reduced) {
		struct tpl *s = tpl_section(t, "LOW");
		tpl_money(s, "LOW_PRICE", v->price.prior);
	}
	wanted_show(t, f->r, v->id);
	if (!v->stock.tracked) {
		tpl_show(t, "UNCOUNTED");
		return;
	}
	struct tpl *s = tpl_section(t, "COUNTED");
	tpl_int(s, "SELLABLE", v->stock.sellable);
	if (v->stock.held) {
		struct tpl *h = tpl_section(s, "HELD");
		tpl_int(h, "HELD_N", v->stock.held);
	}
}

static void code_show(struct tpl *row, struct fields *f, int which,
	const struct variant *v, const char *label, const char *stored)
{
	struct arena *a = f->r->cx.arena;
	const struct ask *ask = &product_variant_asks[which];
	const char *name = field_name(a, ask->name, product_suffix(a, v->id));
	struct tpl *t = tpl_section(row, "CODE");
	tpl_text(t, "WIDTH", which == VAR_WEIGHT ? "short" : "long");
	tpl_text(t, "NAME", name);
	tpl_text(t, "VALUE", field_value(f, name, stored));
	tpl_text(t, "FIELD_LABEL",
		arena_printf(a, "%s: %s", label, tr(ask->label)));
	wrong_show(t, f, "WRONG", name);
}

static void ticks_show(struct tpl *t, struct fields *f, const struct variant *v)
{
	struct arena *a = f->r->cx.arena;
	const char *suffix = product_suffix(a, v->id);
	const char *tracked = field_name(a, "tracked", suffix);
	const char *backorder = field_name(a, "backorder", suffix);
	const char *drop = field_name(a, "drop", suffix);
	tpl_text(t, "TRACKED_NAME", tracked);
	tpl_show_if(t, "TRACKED", field_checked(f, tracked, v->stock.tracked));
	tpl_text(t, "BACKORDER_NAME", backorder);
	tpl_show_if(t, "BACKORDER",
		field_checked(f, backorder, v->stock.backorder));
	tpl_text(t, "DROP_NAME", drop);
	tpl_show_if(t, "DROP", field_checked(f, drop, false));
}

static void codes_row_show(struct tpl *list, struct fields *f,
	const struct product *was, const struct variant *v, const char *label)
{
	struct arena *a = f->r->cx.arena;
	struct tpl *t = tpl_section(list, "CODES");
	tpl_text(t, "LABEL", label);
	code_show(t, f, VAR_SKU, v, label, v->sku);
	code_show(t, f, VAR_GTIN, v, label, v->gtin);
	code_show(t, f, VAR_WEIGHT, v, label,
		v->weight_g ? product_suffix(a, v->weight_g) : "");
	const char *name = field_name(a, "media", product_suffix(a, v->id));
	const char *chosen = field_value(
		f, name, v->media ? product_suffix(a, v->media) : "0");
	tpl_text(t, "MEDIA_NAME", name);
	for (size_t i = 0; i < was->n_pictures; i++) {
		struct tpl *c = tpl_section(t, "CHOICE");
		const char *id = product_suffix(a, was->pictures[i].id);
		tpl_text(c, "MEDIA", id);
		tpl_text(c, "CHOICE_NAME",
			arena_printf(a, tr("Picture %d"), (int)i + 1));
		tpl_show_if(c, "SELECTED", strcmp(id, chosen) == 0);
	}
	ticks_show(t, f, v);
}

void product_variants_show(
	struct tpl *t, struct fields *f, const struct product *was)
{
	if (!was || was->n_variants == 0) {
		struct tpl *s = tpl_section(t, "FRESH");
		for (int i = 0; i < FRESH_N; i++)
			ask_show(s, "FRESH_FIELDS", f, &product_fresh_asks[i],
				"", "");
		return;
	}
	struct tpl *s = tpl_section(t, "VARIANTS");
	product_sale_show(s, f, was);
	tpl_show_if(s, "OPEN_CODES",
		field_wrong_below(f, "sku_") || field_wrong_below(f, "gtin_") ||
			field_wrong_below(f, "weight_"));
	for (size_t i = 0; i < was->n_variants; i++) {
		const struct variant *v = &was->variants[i];
		const char *label = *v->label ? v->label : was->name;
		price_row_show(s, f, v, label);
		codes_row_show(s, f, was, v, label);
	}
}
