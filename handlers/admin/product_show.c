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
	struct product_words w = {"", "", "", "", "", "", "", "", ""};
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
		field_wrong_below(f, "slug_") || field_wrong_below(f, "seo_"));
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

/* True when it is not described in the shop's own language. */
static bool alts_show(struct tpl *alts, struct fields *f,
	const struct desk_picture *p, size_t position)
{
	bool silent = false;
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
		silent = silent || (!*alt && strcmp(code, f->r->cx.root) == 0);
	}
	return silent;
}

/* The buttons below a picture; of those just sent there are none yet. */
static void picture_moves_show(
	struct tpl *t, const struct desk_picture *p, size_t position, size_t n)
{
	struct tpl *o = tpl_section(t, "OWN");
	if (position == 1) {
		tpl_show(o, "FIRST");
	} else {
		tpl_show(o, "EARLIER");
		if (position > 2 && strcmp(p->state, "failed") != 0)
			tpl_show(o, "LATER");
	}
	tpl_show_if(o, "NEXT", position < n);
}

/* n: how many the product has; 0: it is not the product's yet. */
static void picture_show(struct tpl *t, struct fields *f,
	const struct desk_picture *p, size_t position, size_t n)
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
	if (n)
		picture_moves_show(s, p, position, n);
	if (n && strcmp(p->state, "failed") != 0) {
		const char *alt = "";
		desk_alt(&f->r->cx, p->id, f->r->cx.root, &alt);
		if (!*alt)
			tpl_text(tpl_section(s, "SILENT"), "ROOT",
				f->r->cx.root);
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
	bool silent = false;
	for (size_t i = 0; i < n; i++) {
		picture_show(t, f, &have[i], i + 1, n);
		silent = alts_show(alts, f, &have[i], i + 1) || silent;
	}
	if (silent)
		tpl_show(alts, "OPEN");
	for (size_t i = 0; in && i < in->n_media; i++) {
		struct desk_picture p = {in->media[i], "queued", "", "", ""};
		struct tpl *k = tpl_section(t, "KEPT");
		tpl_textf(k, "KEPT_ID", "%lld", (long long)p.id);
		picture_show(t, f, &p, n + i + 1, 0);
	}
	return OK;
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
	if (!was || strcmp(was->kind, "bundle") != 0)
		ask_show(t, "HEAD_FIELDS", f, &a[HEAD_KIND], "",
			was ? was->kind : "goods");
	tax_show(t, f, was ? was->tax_class : "general");
	ask_show(
		t, "HEAD_FIELDS", f, &a[HEAD_BRAND], "", was ? was->brand : "");
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
	tpl_text(t, "ACTION", path);
	tpl_text(t, "DISCARD", path);
	tpl_text(t, "CLEAN",
		was ? tr("Everything is saved") : tr("Not saved yet"));
	tpl_textf(t, "ID", "%lld", was ? (long long)was->id : 0LL);
	tpl_textf(t, "REV", "%lld", was ? (long long)was->rev : 0LL);
	tpl_show_if(t, "STALE", status == 409);
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
	if (rc == OK && was)
		rc = product_ready_show(t, r, was->id);
	product_options_show(t, f, was);
	product_variants_show(t, f, was);
	head_show(t, f, was);
	if (rc == OK)
		rc = categories_show(t, f, was ? was->id : 0);
	if (rc == OK && was)
		rc = history_show(t, f, was);
	if (rc == OK && was && was->n_variants)
		rc = product_stock_show(t, stock ? stock : &unposted, was);
	if (rc < 0)
		return rc;
	return product_send(r, was, TAB_PRODUCT, t, status);
}
