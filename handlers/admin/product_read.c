/* What the owner typed about a product. */
#include "handlers/admin/product_form.h"

#include <stdlib.h>
#include <string.h>

#include "lib/err.h"
#include "lib/text.h"

enum {
	VALUES_MAX = 60, /* of one option */
	PICTURES_MAX = 50,
	CATEGORIES_MAX = 100,
	CODE_MAX = 40,
};

const char *product_suffix(struct arena *a, int64_t id)
{
	return arena_printf(a, "%lld", (long long)id);
}

static bool gtin_ok(const char *s)
{
	size_t n = strlen(s);
	int sum = 0;
	if (n != 8 && n != 12 && n != 13 && n != 14)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		sum += (s[i] - '0') * ((n - i) % 2 == 0 ? 3 : 1);
	}
	return sum % 10 == 0;
}

static const char *read_gtin(
	struct fields *f, const struct ask *ask, const char *suffix)
{
	const char *gtin = ask_text(f, ask, suffix);
	const char *name = field_name(f->r->cx.arena, ask->name, suffix);
	if (*gtin && !field_message(f, name) && !gtin_ok(gtin))
		field_error(f, name,
			tr("This GTIN is not right: 8, 12, 13 or 14 digits, "
			   "the last one checks the others."));
	return gtin;
}

static void read_head(struct fields *f, struct product_head *h)
{
	/* a set's form does not ask: its parts make it one */
	h->kind = req_form_param(f->r, "kind")
			  ? ask_choice(f, &product_head_asks[HEAD_KIND], "")
			  : NULL;
	h->status = ask_choice(f, &product_head_asks[HEAD_STATUS], "");
	h->tax_class = ask_choice(f, &product_head_asks[HEAD_TAX], "");
	h->maker_name = ask_text(f, &product_head_asks[HEAD_MAKER], "");
	h->maker_address = ask_text(
		f, &product_head_asks[HEAD_MAKER_ADDRESS], "");
	h->maker_email = ask_text(f, &product_head_asks[HEAD_MAKER_EMAIL], "");
	h->brand = ask_text(f, &product_head_asks[HEAD_BRAND], "");
	if (h->kind && strcmp(h->kind, "gift_card") == 0)
		h->tax_class = "outside";
}

static void read_words(struct fields *f, int lang, struct product_words *w)
{
	const char *code = tr_langs[lang].code;
	struct ask name = product_words_asks[WORD_NAME];
	name.required = strcmp(code, f->r->cx.root) == 0;
	const struct ask *a = product_words_asks;
	w->name = ask_text(f, &name, code);
	w->summary = ask_text(f, &a[WORD_SUMMARY], code);
	w->description = ask_text(f, &a[WORD_DESCRIPTION], code);
	w->facts = ask_text(f, &a[WORD_FACTS], code);
	w->safety = ask_text(f, &a[WORD_SAFETY], code);
	w->seo_title = ask_text(f, &a[WORD_SEO_TITLE], code);
	w->seo_text = ask_text(f, &a[WORD_SEO_TEXT], code);
	const char *slug = ask_text(f, &a[WORD_SLUG], code);
	w->slug = *slug ? slug : NULL;
	struct arena *arena = f->r->cx.arena;
	const char *field = field_name(arena, "slug", code);
	if (*slug && !*text_slug(arena, slug) && !field_message(f, field))
		field_error(
			f, field, tr("The address needs letters or digits."));
}

static void read_categories(struct fields *f, struct product_in *in)
{
	in->categories = ARENA_ARRAY(f->r->cx.arena, int64_t, CATEGORIES_MAX);
	for (size_t i = 0; in->n_categories < CATEGORIES_MAX; i++) {
		const char *text = req_form_nth(f->r, "category", i);
		if (!text)
			return;
		int64_t id = strtoll(text, NULL, 10);
		if (id > 0)
			in->categories[in->n_categories++] = id;
	}
}

static const char *code_of(struct arena *a, const char *name)
{
	const char *code = text_slug(a, name);
	return strlen(code) > CODE_MAX ? arena_strndup(a, code, CODE_MAX)
				       : code;
}

static bool code_taken(const struct option_in *o, const char *code)
{
	for (size_t i = 0; i < o->n; i++)
		if (strcmp(o->values[i].code, code) == 0)
			return true;
	return false;
}

/* "Sea, Clay" are two new values; one that is there already is left. */
static void read_new_values(struct fields *f, const char *field,
	const char *list, struct option_in *o, struct product_in *in)
{
	struct arena *a = f->r->cx.arena;
	int root = tr_lang_index(f->r->cx.root);
	while (*list) {
		size_t n = strcspn(list, ",;\n");
		const char *name = text_trim(a, arena_strndup(a, list, n));
		const char *code = code_of(a, name);
		list += n + (list[n] != '\0');
		if (!*name)
			continue;
		if (!*code)
			code = arena_printf(a, "v%zu", o->n + 1);
		if (code_taken(o, code))
			continue;
		if (o->n == VALUES_MAX) {
			field_error(f, field, tr("Too many values."));
			return;
		}
		o->values[o->n] = (struct value_in){0, code, "", {0}};
		o->values[o->n++].names[root] = name;
		in->more = true;
	}
}

static const char *read_swatch(struct fields *f, const char *suffix)
{
	static const struct ask ask = {
		"swatch", N_("Colour"), NULL, ASK_LINE, 7, false, 0, NULL};
	const char *s = ask_text(f, &ask, suffix);
	bool ok = !*s || (strlen(s) == 7 && s[0] == '#' &&
				 strspn(s + 1, "0123456789abcdefABCDEF") == 6);
	const char *name = field_name(f->r->cx.arena, "swatch", suffix);
	if (!ok && !field_message(f, name))
		field_error(f, name,
			tr("Write the colour like #1f4d3a, or leave it "
			   "empty."));
	return s;
}

static void read_names(struct fields *f, const char *field, int64_t id,
	const char *was, const char **names)
{
	struct arena *a = f->r->cx.arena;
	for (int l = 0; l < TR_LANGS; l++) {
		const char *code = tr_langs[l].code;
		bool root = strcmp(code, f->r->cx.root) == 0;
		struct ask ask = {
			arena_printf(a, "%s_%lld", field, (long long)id),
			arena_printf(a, tr("Name of %s"), was), NULL, ASK_LINE,
			80, root, 0, NULL};
		names[l] = ask_text(f, &ask, code);
	}
}

static void read_option(struct fields *f, const struct option *was,
	struct option_in *o, struct product_in *in)
{
	static const struct ask more = {
		"more", N_("More values"), NULL, ASK_LINE, 500, false, 0, NULL};
	struct arena *a = f->r->cx.arena;
	*o = (struct option_in){.id = was->id, .code = was->code};
	o->values = ARENA_ARRAY(a, struct value_in, was->n + VALUES_MAX);
	read_names(f, "option", was->id, was->name, o->names);
	for (size_t i = 0; i < was->n && i < VALUES_MAX; i++) {
		struct value_in *v = &o->values[o->n++];
		v->id = was->values[i].id;
		v->code = was->values[i].code;
		v->swatch = read_swatch(f, product_suffix(a, v->id));
		read_names(f, "value", v->id, was->values[i].name, v->names);
	}
	const char *suffix = product_suffix(a, was->id);
	read_new_values(f, field_name(a, "more", suffix),
		ask_text(f, &more, suffix), o, in);
}

static bool option_known(const struct product_in *in, const char *code)
{
	for (size_t i = 0; i < in->n_options; i++)
		if (strcmp(in->options[i].code, code) == 0)
			return true;
	return false;
}

static void read_new_option(struct fields *f, int i, struct product_in *in)
{
	static const struct ask ask_name = {
		"newoption", N_("Option"), NULL, ASK_LINE, 80, false, 0, NULL};
	static const struct ask ask_values = {
		"newvalues", N_("Values"), NULL, ASK_LINE, 500, false, 0, NULL};
	struct arena *a = f->r->cx.arena;
	const char *suffix = product_suffix(a, i);
	const char *name = ask_text(f, &ask_name, suffix);
	const char *values = ask_text(f, &ask_values, suffix);
	if (!*name && !*values)
		return;
	if (!*name)
		field_error(f, field_name(a, "newoption", suffix),
			tr("Name the option, like “Colour”."));
	const char *code = code_of(a, name);
	if (!*code)
		code = arena_printf(a, "o%d", i);
	if (option_known(in, code)) {
		field_error(f, field_name(a, "newoption", suffix),
			tr("There is such an option already."));
		return;
	}
	struct option_in *o = &in->options[in->n_options];
	*o = (struct option_in){.code = code};
	o->names[tr_lang_index(f->r->cx.root)] = name;
	o->values = ARENA_ARRAY(a, struct value_in, VALUES_MAX);
	read_new_values(f, field_name(a, "newvalues", suffix), values, o, in);
	if (o->n == 0)
		field_error(f, field_name(a, "newvalues", suffix),
			tr("Give the values, like “Sea, Clay, Snow”."));
	else
		in->n_options++;
}

static void read_variant(struct fields *f, const struct variant *was,
	const char *label, struct variant_in *v)
{
	struct arena *a = f->r->cx.arena;
	struct ask asks[VARS_N];
	for (int i = 0; i < VARS_N; i++) {
		asks[i] = product_variant_asks[i];
		asks[i].label = arena_printf(
			a, "%s: %s", label, tr(asks[i].label));
	}
	const char *suffix = product_suffix(a, was->id);
	*v = (struct variant_in){.id = was->id,
		.key = was->option_key,
		.note = was->compare_note};
	v->priced = ask_money(f, &asks[VAR_PRICE], suffix, &v->price);
	v->on_sale = ask_money(f, &asks[VAR_SALE], suffix, &v->sale);
	v->sku = ask_text(f, &asks[VAR_SKU], suffix);
	v->gtin = read_gtin(f, &asks[VAR_GTIN], suffix);
	ask_int(f, &asks[VAR_WEIGHT], suffix, &v->weight_g);
	const char *media = req_form_param(
		f->r, field_name(a, "media", suffix));
	v->media = media ? strtoll(media, NULL, 10) : 0;
	v->backorder = field_checked(
		f, field_name(a, "backorder", suffix), false);
	v->tracked = field_checked(f, field_name(a, "tracked", suffix), false);
	v->drop = field_checked(f, field_name(a, "drop", suffix), false);
	if (v->on_sale && (!v->priced || v->sale.minor >= v->price.minor))
		field_error(f, field_name(a, "sale", suffix),
			tr("The sale price must be below the price."));
	if (!v->priced && was->price.amount.minor >= 0 &&
		!field_message(f, field_name(a, "price", suffix)))
		field_error(f, field_name(a, "price", suffix),
			arena_printf(a, tr("%s is missing."),
				asks[VAR_PRICE].label));
}

static void read_variants(
	struct fields *f, const struct product *was, struct product_in *in)
{
	in->variants = ARENA_ARRAY(
		f->r->cx.arena, struct variant_in, was->n_variants + 1);
	for (size_t i = 0; i < was->n_variants; i++) {
		const struct variant *v = &was->variants[i];
		/* made by somebody else since this page was opened */
		const char *sku = field_name(f->r->cx.arena, "sku",
			product_suffix(f->r->cx.arena, v->id));
		if (!req_form_param(f->r, sku))
			continue;
		read_variant(f, v, *v->label ? v->label : v->sku,
			&in->variants[in->n_variants++]);
	}
}

static void read_fresh(struct fields *f, struct product_in *in)
{
	const struct ask *a = product_fresh_asks;
	struct desk_fresh *n = &in->fresh;
	if (!ask_money(f, &a[FRESH_PRICE], "", &n->price))
		n->price = money(-1);
	ask_int(f, &a[FRESH_STOCK], "", &n->on_hand);
	n->sku = ask_text(f, &a[FRESH_SKU], "");
	n->gtin = read_gtin(f, &a[FRESH_GTIN], "");
	ask_int(f, &a[FRESH_WEIGHT], "", &n->weight_g);
	if (strcmp(in->head.status, "active") == 0 && n->price.minor < 0 &&
		!field_message(f, "fresh_price"))
		field_error(f, "fresh_price",
			tr("A product for sale needs a price."));
}

/* Ids of pictures kept from an earlier try at the same form. */
static void read_kept(struct fields *f, struct product_in *in)
{
	in->media = ARENA_ARRAY(f->r->cx.arena, int64_t, 2 * PICTURES_MAX);
	for (size_t i = 0; in->n_media < PICTURES_MAX; i++) {
		const char *text = req_form_nth(f->r, "kept", i);
		if (!text)
			return;
		int64_t id = strtoll(text, NULL, 10);
		if (id > 0)
			in->media[in->n_media++] = id;
	}
}

void product_form_read(
	struct fields *f, const struct product *was, struct product_in *in)
{
	memset(in, 0, sizeof(*in));
	in->id = was ? was->id : 0;
	const char *rev = req_form_param(f->r, "rev");
	in->rev = rev ? strtoll(rev, NULL, 10) : 0;
	/* 0 would mean "do not compare" */
	if (was && in->rev <= 0)
		in->rev = -1;
	for (int l = 0; l < TR_LANGS; l++)
		read_words(f, l, &in->words[l]);
	read_head(f, &in->head);
	in->publishing = strcmp(in->head.status, "active") == 0 &&
			 !(was && strcmp(was->status, "active") == 0);
	read_categories(f, in);
	for (size_t i = 0; was && i < was->n_options; i++)
		read_option(
			f, &was->options[i], &in->options[in->n_options++], in);
	for (int i = 1;
		in->n_options < PRODUCT_OPTIONS_MAX && i <= PRODUCT_OPTIONS_MAX;
		i++)
		read_new_option(f, i, in);
	if (was) {
		read_variants(f, was, in);
		product_sale_read(f, was, in);
	}
	if (!was || was->n_variants == 0)
		read_fresh(f, in);
	else
		in->fresh.price = money(-1);
	read_kept(f, in);
}
