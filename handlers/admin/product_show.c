/* The page of a product: what is stored, or what was typed. */
#include "handlers/admin/product_form.h"

#include <string.h>

#include "domain/category.h"
#include "domain/price.h"
#include "domain/quote.h"
#include "domain/setting.h"
#include "handlers/admin/admin.h"
#include "lib/err.h"

enum { PRICE_ROWS = 12 };

/* Is a field of this name beginning wrong?  Then its fold stands open. */
static bool wrong_below(const struct fields *f, const char *beginning)
{
	for (size_t i = 0; i < f->errors.n; i++)
		if (strncmp(f->errors.item[i].field, beginning,
			    strlen(beginning)) == 0)
			return true;
	return false;
}

static const char *stored_word(const struct product_words *w, int i)
{
	const char *words[WORDS_N] = {
		[WORD_NAME] = w->name,
		[WORD_SUMMARY] = w->summary,
		[WORD_DESCRIPTION] = w->description,
		[WORD_FACTS] = w->facts,
		[WORD_SAFETY] = w->safety,
		[WORD_SLUG] = w->slug,
		[WORD_SEO_TITLE] = w->seo_title,
		[WORD_SEO_TEXT] = w->seo_text,
	};
	return words[i];
}

static int lang_show(struct tpl *t, struct fields *f, int64_t product, int l)
{
	struct arena *a = f->r->cx.arena;
	const char *code = tr_langs[l].code;
	bool root = strcmp(code, f->r->cx.root) == 0, wrong = false;
	struct product_words w = {"", "", "", "", "", "", "", ""};
	int rc = product ? desk_words(&f->r->cx, product, code, &w) : OK;
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "LANG");
	tpl_text(s, "LANG_NAME", tr_langs[l].name);
	for (int i = 0; i < WORDS_N; i++) {
		struct ask ask = product_words_asks[i];
		ask.required = ask.required && root;
		if (field_message(f, field_name(a, ask.name, code)))
			wrong = true;
		ask_show(s, i < WORD_SLUG ? "WORDS" : "MORE_WORDS", f, &ask,
			code, stored_word(&w, i));
	}
	tpl_show_if(s, "OPEN", root || wrong);
	tpl_show_if(s, "OPEN_MORE",
		wrong_below(f, "slug_") || wrong_below(f, "seo_"));
	const char *name = field_value(f, field_name(a, "name", code), w.name);
	tpl_show_if(s, "MISSING", product && !*name);
	return OK;
}

static int words_show(struct tpl *t, struct fields *f, int64_t product)
{
	int root = tr_lang_index(f->r->cx.root);
	int rc = lang_show(t, f, product, root);
	for (int l = 0; rc == OK && l < TR_LANGS; l++)
		if (l != root)
			rc = lang_show(t, f, product, l);
	return rc;
}

static void alts_show(struct tpl *alts, struct fields *f,
	const struct desk_picture *p, size_t position)
{
	struct arena *a = f->r->cx.arena;
	struct tpl *row = tpl_section(alts, "ALT_ROW");
	tpl_int(row, "POSITION", (int64_t)position);
	for (int l = 0; l < TR_LANGS; l++) {
		const char *code = tr_langs[l].code, *alt = "";
		struct tpl *s = tpl_section(row, "ALT_FIELD");
		const char *name = arena_printf(
			a, "alt_%lld_%s", (long long)p->id, code);
		desk_alt(&f->r->cx, p->id, code, &alt);
		tpl_text(s, "NAME", name);
		tpl_text(s, "LANG_NAME", tr_langs[l].name);
		tpl_text(s, "VALUE", field_value(f, name, alt));
	}
}

static void picture_show(struct tpl *t, struct fields *f,
	const struct desk_picture *p, size_t position, bool own)
{
	struct arena *a = f->r->cx.arena;
	struct tpl *s = tpl_section(t, "PICTURE");
	tpl_int(s, "POSITION", (int64_t)position);
	tpl_textf(s, "MEDIA", "%lld", (long long)p->id);
	if (strcmp(p->state, "ready") == 0) {
		struct tpl *i = tpl_section(s, "IMAGE");
		const char *alt = "";
		desk_alt(&f->r->cx, p->id, f->r->cx.root, &alt);
		tpl_text(i, "SRC", admin_image(f->r, p->sha256, p->widths));
		tpl_text(i, "ALT",
			*alt ? alt
			     : arena_printf(
				       a, tr("Picture %d"), (int)position));
	} else if (strcmp(p->state, "failed") == 0) {
		struct tpl *i = tpl_section(s, "FAILED");
		tpl_text(i, "PROBLEM", p->problem);
	} else {
		tpl_show(s, "PREPARING");
	}
	if (own) {
		struct tpl *o = tpl_section(s, "OWN");
		tpl_show(o, position == 1 ? "FIRST" : "LATER");
	}
}

static int pictures_show(struct tpl *t, struct fields *f, int64_t product,
	const struct product_in *in)
{
	struct desk_picture *have = NULL;
	size_t n = 0;
	int rc = product ? desk_pictures(&f->r->cx, product, &have, &n) : OK;
	if (rc < 0)
		return rc;
	struct tpl *alts = n ? tpl_section(t, "ALTS") : NULL;
	for (size_t i = 0; i < n; i++) {
		picture_show(t, f, &have[i], i + 1, true);
		alts_show(alts, f, &have[i], i + 1);
	}
	for (size_t i = 0; in && i < in->n_media; i++) {
		struct desk_picture p = {in->media[i], "queued", "", "", ""};
		struct tpl *k = tpl_section(t, "KEPT");
		tpl_textf(k, "KEPT_ID", "%lld", (long long)p.id);
		picture_show(t, f, &p, n + i + 1, false);
	}
	return OK;
}

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
		wrong_below(f, "value_") || wrong_below(f, "option_") ||
			wrong_below(f, "swatch_"));
	ask_show(s, "MORE_VALUES", f, &more, product_suffix(a, o->id), "");
}

static void options_show(
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

static void variants_show(
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
	tpl_show_if(s, "OPEN_CODES",
		wrong_below(f, "sku_") || wrong_below(f, "gtin_") ||
			wrong_below(f, "weight_"));
	for (size_t i = 0; i < was->n_variants; i++) {
		const struct variant *v = &was->variants[i];
		const char *label = *v->label ? v->label : was->name;
		price_row_show(s, f, v, label);
		codes_row_show(s, f, was, v, label);
	}
}

static bool category_on(
	struct fields *f, int64_t id, const int64_t *ids, size_t n)
{
	if (f->posted) {
		for (size_t i = 0;; i++) {
			const char *v = req_form_nth(f->r, "category", i);
			if (!v)
				return false;
			if (strtoll(v, NULL, 10) == id)
				return true;
		}
	}
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

static int categories_show(struct tpl *t, struct fields *f, int64_t product)
{
	struct category *all;
	size_t n, n_ids = 0;
	int64_t *ids = NULL;
	int rc = category_all(&f->r->cx, &all, &n);
	if (rc == OK && product)
		rc = desk_categories(&f->r->cx, product, &ids, &n_ids);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct tpl *s = tpl_section(t, "CATEGORY");
		tpl_textf(s, "CATEGORY_ID", "%lld", (long long)all[i].id);
		tpl_text(s, "CATEGORY_NAME", all[i].name);
		tpl_show_if(s, "ON", category_on(f, all[i].id, ids, n_ids));
	}
	tpl_show_if(t, "NO_CATEGORY", rc == OK && n == 0);
	return rc;
}

/* The classes with today's rates. */
static void tax_show(struct tpl *t, struct fields *f, const char *stored)
{
	enum { CLASSES_MAX = 8 };
	struct cx *cx = &f->r->cx;
	struct ask ask = product_head_asks[HEAD_TAX];
	struct ask_choice with[CLASSES_MAX + 1] = {{NULL, NULL}};
	for (int i = 0; i < CLASSES_MAX && ask.choices[i].value; i++) {
		int64_t rate_bp;
		with[i] = ask.choices[i];
		int rc = tax_rate_on(cx, with[i].value,
			setting_get(cx, "shop.country"), clock_day(cx->now),
			&rate_bp);
		if (rc == OK && rate_bp > 0)
			with[i].label = arena_printf(cx->arena, "%s, %s",
				tr(with[i].label),
				rate_format(cx->arena, cx->locale, rate_bp));
	}
	ask.choices = with;
	ask_show(t, "HEAD_FIELDS", f, &ask, "", stored);
}

static void head_show(
	struct tpl *t, struct fields *f, const struct product *was)
{
	const struct ask *a = product_head_asks;
	const char *status = was ? was->status : "draft";
	ask_show(t, "HEAD_FIELDS", f, &a[HEAD_STATUS], "", status);
	tax_show(t, f, was ? was->tax_class : "general");
	ask_show(t, "HEAD_FIELDS", f, &a[HEAD_VENDOR], "",
		was ? was->vendor : "");
	ask_show(t, "MAKER", f, &a[HEAD_MAKER], "", was ? was->maker_name : "");
	ask_show(t, "MAKER", f, &a[HEAD_MAKER_ADDRESS], "",
		was ? was->maker_address : "");
	ask_show(t, "MAKER", f, &a[HEAD_MAKER_EMAIL], "",
		was ? was->maker_email : "");
}

static int history_show(
	struct tpl *t, struct fields *f, const struct product *was)
{
	struct desk_price *rows;
	size_t n;
	struct req *r = f->r;
	struct tpl *s = tpl_section(t, "KNOWN");
	bool archived = strcmp(was->status, "archived") == 0;
	int rc = desk_prices(&r->cx, was->id, PRICE_ROWS, &rows, &n);
	if (rc == OK)
		rc = admin_log(s, r, "product", was->id);
	if (rc < 0)
		return rc;
	struct tpl *list = tpl_section(s, n ? "PRICES" : "NO_PRICES");
	for (size_t i = 0; i < n; i++) {
		struct tpl *row = tpl_section(list, "PRICE_ROW");
		bool asked = rows[i].amount.minor >= 0;
		tpl_time(row, "FROM", CLOCK_DATE_SHORT, rows[i].from_ms);
		tpl_text(row, "SKU", rows[i].sku);
		struct tpl *p = tpl_section(row, asked ? "ASKED" : "NOT_ASKED");
		if (asked)
			tpl_money(p, "AMOUNT", rows[i].amount);
	}
	tpl_show_if(s, "CAN_ARCHIVE", !archived);
	if (!archived)
		tpl_show(t, "ARCHIVE");
	return OK;
}

static void frame_show(
	struct tpl *t, struct fields *f, const struct product *was, int status)
{
	struct arena *a = f->r->cx.arena;
	const char *path = was ? arena_printf(a, "/admin/products/%lld",
					 (long long)was->id)
			       : "/admin/products";
	tpl_text(t, "HEADING",
		!was         ? tr("New product")
		: *was->name ? was->name
			     : tr("Product without a name"));
	tpl_text(t, "ACTION", path);
	tpl_text(t, "DISCARD", path);
	tpl_text(t, "CLEAN",
		was ? tr("Everything is saved") : tr("Not saved yet"));
	tpl_textf(t, "ID", "%lld", was ? (long long)was->id : 0LL);
	tpl_textf(t, "REV", "%lld", was ? (long long)was->rev : 0LL);
	tpl_show_if(t, "STALE", status == 409);
	if (was && was->slug && strcmp(was->status, "active") == 0) {
		struct tpl *s = tpl_section(t, "PUBLIC");
		tpl_text(s, "SHOP_HREF", arena_printf(a, "/p/%s", was->slug));
	}
	tpl_show_if(t, "ARCHIVED", was && strcmp(was->status, "archived") == 0);
	fields_summary(t, f);
}

int product_form_show(struct fields *f, const struct product *was,
	const struct product_in *in, struct fields *stock, int status)
{
	struct req *r = f->r;
	struct tpl *t = admin_tpl(r, "admin/product.tpl");
	struct fields unposted = {.r = r};
	frame_show(t, f, was, status);
	if (stock)
		fields_summary(t, stock);
	int rc = words_show(t, f, was ? was->id : 0);
	if (rc == OK)
		rc = pictures_show(t, f, was ? was->id : 0, in);
	options_show(t, f, was);
	variants_show(t, f, was);
	head_show(t, f, was);
	if (rc == OK)
		rc = categories_show(t, f, was ? was->id : 0);
	if (rc == OK && was)
		rc = history_show(t, f, was);
	if (rc == OK && was && was->n_variants)
		rc = product_stock_show(t, stock ? stock : &unposted, was);
	if (rc < 0)
		return rc;
	struct admin_page page = {
		.title = was && *was->name ? was->name : tr("New product"),
		.nav = "products",
		.back = "/admin/products",
		.back_text = tr("Products"),
	};
	return admin_send(r, &page, t, status);
}
