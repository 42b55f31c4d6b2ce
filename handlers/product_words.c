/* What is told of a product: text, facts, promises, documents, who is behind
 * it. */
#include "handlers/product_page.h"

#include <string.h>

#include "domain/attribute.h"
#include "domain/bundle.h"
#include "domain/exemption.h"
#include "domain/product_file.h"
#include "domain/relation.h"
#include "domain/setting.h"
#include "domain/size_guide.h"
#include "domain/slug.h"
#include "lib/err.h"
#include "lib/md.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { KB = 1024, TENTH_MB = 1024 * 1024 / 10 };

static void fact(struct tpl *t, const char *label, const char *text)
{
	struct tpl *f = tpl_section(t, "FACT");
	tpl_text(f, "LABEL", label);
	tpl_text(f, "TEXT", text);
}

/* What is typed as a property is not told a second time. */
static bool is_told(struct arena *a, const struct attribute_fact *facts,
	size_t n, const char *label)
{
	const char *low = text_lower(a, label);
	for (size_t i = 0; i < n; i++)
		if (!strcmp(low, text_lower(a, facts[i].attribute.name)))
			return true;
	return false;
}

/* Colours to choose from stand above: their family is for filters. */
static bool has_dots(const struct product *p)
{
	for (size_t i = 0; i < p->n_options; i++)
		for (size_t k = 0; k < p->options[i].n; k++)
			if (*p->options[i].values[k].swatch)
				return true;
	return false;
}

/* First the properties, then the owner's own "Volume: 3.5 dl" lines. */
static int facts_show(struct tpl *t, struct req *r, const struct product *p)
{
	struct arena *a = r->cx.arena;
	struct attribute_fact *told;
	size_t n_told;
	int rc = attribute_facts(&r->cx, p->id, &told, &n_told);
	for (size_t i = 0; rc == OK && i < n_told; i++)
		if (told[i].attribute.kind != ATTRIBUTE_COLOUR || !has_dots(p))
			fact(t, told[i].attribute.name, told[i].text);
	for (const char *facts = p->facts; *facts;) {
		size_t n = strcspn(facts, "\n");
		const char *line = arena_strndup(a, facts, n);
		const char *colon = strchr(line, ':');
		facts += n + (facts[n] == '\n');
		if (!colon)
			continue;
		const char *label = text_trim(
			a, arena_strndup(a, line, (size_t)(colon - line)));
		if (!is_told(a, told, n_told, label))
			fact(t, label, colon + 1 + strspn(colon + 1, " "));
	}
	return rc;
}

static void html_show(
	struct tpl *t, struct req *r, const char *name, const char *markdown)
{
	const char *html = md_render(r->cx.arena, markdown);
	tpl_html(t, name, html, strlen(html));
}

static int brand_show_name(
	struct tpl *t, struct req *r, const struct product *p)
{
	const char *slug = p->brand_id ? slug_of(&r->cx, "brand", p->brand_id)
				       : NULL;
	if (!*p->brand)
		return OK;
	struct tpl *b = tpl_section(t, "BRAND");
	struct tpl *s = tpl_section(b, slug ? "LINK" : "PLAIN");
	tpl_text(s, "NAME", p->brand);
	if (slug) {
		tpl_text(s, "P", r->lang_prefix);
		tpl_textf(s, "PATH", "/b/%s", slug);
	}
	return OK;
}

/* What a set is made of. */
static int parts_show(struct tpl *t, struct req *r, const struct variant *v)
{
	struct bundle_part *parts;
	size_t n;
	if (!v->stock.parts)
		return OK;
	int rc = bundle_parts(&r->cx, v->id, &parts, &n);
	if (rc < 0 || n == 0)
		return rc;
	struct tpl *s = tpl_section(t, "PARTS");
	for (size_t i = 0; i < n; i++) {
		struct tpl *l = tpl_section(s, "PART");
		tpl_int(l, "QTY", parts[i].qty);
		struct tpl *w = tpl_section(
			l, parts[i].path ? "LINK" : "PLAIN");
		tpl_textf(w, "NAME", "%s%s%s", parts[i].name,
			*parts[i].label ? ", " : "", parts[i].label);
		if (!parts[i].path)
			continue;
		tpl_text(w, "P", r->lang_prefix);
		tpl_text(w, "PATH", parts[i].path);
	}
	return OK;
}

static int guide_show(struct tpl *t, struct req *r, int64_t id)
{
	struct size_guide g;
	int rc = id ? size_guide_get(&r->cx, id, &g) : ERR_NOT_FOUND;
	if (rc == OK && *g.body) {
		struct tpl *s = tpl_section(t, "GUIDE");
		tpl_text(s, "TITLE", g.title);
		html_show(s, r, "HTML", g.body);
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* ---- documents ---- */

static const char *kind_words(const char *kind)
{
	if (strcmp(kind, "manual") == 0)
		return tr("Manual");
	if (strcmp(kind, "safety") == 0)
		return tr("Safety data sheet");
	if (strcmp(kind, "declaration") == 0)
		return tr("Declaration of conformity");
	return strcmp(kind, "care") == 0 ? tr("Care") : tr("Document");
}

/* "120 KB", "1.4 MB": rounded up, never 0. */
static const char *size_words(struct req *r, int64_t bytes)
{
	struct arena *a = r->cx.arena;
	if (bytes < KB * KB)
		return arena_printf(
			a, tr("%lld KB"), (long long)((bytes + KB - 1) / KB));
	int64_t tenths = (bytes + TENTH_MB - 1) / TENTH_MB;
	return arena_printf(a, tr("%s MB"),
		attribute_number(a, r->cx.locale, tenths * 100));
}

/* In the page's language, or there is none of its kind that is. */
static bool is_for_reader(struct req *r, const struct product_file *all,
	size_t n, const struct product_file *f)
{
	if (!*f->locale || strcmp(f->locale, r->cx.locale) == 0)
		return true;
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].kind, f->kind) == 0 &&
			strcmp(all[i].locale, r->cx.locale) == 0)
			return false;
	return true;
}

static int files_show(struct tpl *t, struct req *r, int64_t product)
{
	struct product_file *files;
	size_t n;
	int rc = product_file_list(&r->cx, product, &files, &n);
	if (rc < 0 || n == 0)
		return rc;
	struct tpl *s = tpl_section(t, "FILES");
	for (size_t i = 0; i < n; i++) {
		if (!is_for_reader(r, files, n, &files[i]))
			continue;
		struct tpl *f = tpl_section(s, "FILE");
		int lang = tr_lang_index(files[i].locale);
		tpl_text(f, "PATH", files[i].path);
		tpl_text(f, "NAME", files[i].name);
		tpl_text(f, "KIND", kind_words(files[i].kind));
		tpl_text(f, "SIZE", size_words(r, files[i].size));
		if (lang < 0 || strcmp(files[i].locale, r->cx.locale) == 0)
			continue;
		struct tpl *l = tpl_section(f, "LANG");
		tpl_text(l, "CODE", tr_langs[lang].code);
		tpl_text(l, "LANGUAGE", tr_langs[lang].name);
	}
	return OK;
}

/* For repairs: also what is not here now, so that people know its name. */
static int spares_show(struct tpl *t, struct req *r, int64_t product)
{
	struct relation *all;
	struct tpl *box = NULL;
	size_t n;
	int rc = relation_shown(&r->cx, product, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct card c;
		if (strcmp(all[i].kind, "spare_part") != 0 ||
			product_card(&r->cx, all[i].target, &c) < 0)
			continue;
		if (!box)
			box = tpl_section(t, "SPARES");
		struct tpl *s = tpl_section(box, "SPARE");
		tpl_text(s, "P", r->lang_prefix);
		tpl_text(s, "PATH", c.path);
		tpl_text(s, "NAME", c.name);
		tpl_money(s, "PRICE", c.price.amount);
		tpl_show_if(s, "OUT", c.sold_out);
	}
	return rc;
}

/* ---- promises: Directives 2011/83/EU Art. 5-6 and (EU) 2024/825 ---- */

static const char *span_words(struct req *r, int64_t months)
{
	long years = (long)(months / 12);
	if (months % 12 == 0)
		return arena_printf(r->cx.arena,
			tr_n("%ld year", "%ld years", years), years);
	return arena_printf(r->cx.arena,
		tr_n("%ld month", "%ld months", (long)months), (long)months);
}

static void durability_show(
	struct tpl *t, struct req *r, const struct product *p)
{
	if (p->guarantee_months > 0)
		tpl_text(tpl_section(t, "DURABLE"), "SPAN",
			span_words(r, p->guarantee_months));
	if (*p->repair_score)
		tpl_text(tpl_section(t, "SCORE"), "TEXT", p->repair_score);
	if (*p->repair)
		html_show(tpl_section(t, "REPAIR"), r, "HTML", p->repair);
	long years = (long)p->spare_part_years;
	if (years == 0)
		tpl_text(tpl_section(t, "SPARES"), "TEXT",
			tr("There are none to be had."));
	if (years > 0)
		tpl_textf(tpl_section(t, "SPARES"), "TEXT",
			tr_n("To be had for at least %ld year",
				"To be had for at least %ld years", years),
			years);
	if (p->update_until_day)
		tpl_time(tpl_section(t, "UPDATES"), "DAY", CLOCK_DATE,
			clock_day_end(p->update_until_day) - MS_HOUR);
}

/* Goods alone: a gift card or a service has no defects of this kind. */
static void promises_show(struct tpl *t, struct req *r, const struct product *p)
{
	/* before it is bought: 2011/83/EU Art. 6(1)(k) */
	if (*p->exemption)
		tpl_text(tpl_section(t, "EXEMPT"), "WHY",
			exemption_words(p->exemption));
	if (strcmp(p->kind, "goods") != 0 && strcmp(p->kind, "bundle") != 0)
		return;
	struct tpl *s = tpl_section(t, "PROMISES");
	tpl_show_if(s, "FINLAND",
		strcmp(setting_get(&r->cx, "shop.country"), "FI") == 0);
	durability_show(s, r, p);
}

/* ---- GPSR, Regulation (EU) 2023/988 Art. 19 ---- */

struct person {
	const char *name, *address, *contact; /* e-mail or web address */
};

static void person_show(
	struct tpl *t, const char *section, const struct person *p)
{
	if (!*p->name)
		return;
	struct tpl *m = tpl_section(t, section);
	tpl_text(m, "NAME", p->name);
	if (*p->address)
		tpl_text(tpl_section(m, "ADDRESS"), "TEXT", p->address);
	if (strncmp(p->contact, "http", 4) == 0)
		tpl_text(tpl_section(m, "SITE"), "URL", p->contact);
	else if (*p->contact)
		tpl_text(tpl_section(m, "MAIL"), "TEXT", p->contact);
}

static void safety_show(
	struct tpl *t, const struct product *p, const struct variant *v)
{
	if (!*p->maker_name && !*p->responsible_name && !*p->safety)
		return;
	struct tpl *s = tpl_section(t, "SAFETY");
	if (*p->safety)
		tpl_text(tpl_section(s, "WARNING"), "TEXT", p->safety);
	person_show(s, "MAKER",
		&(struct person){
			p->maker_name, p->maker_address, p->maker_email});
	person_show(s, "RESPONSIBLE",
		&(struct person){p->responsible_name, p->responsible_address,
			p->responsible_email});
	tpl_text(s, "NAME", p->name);
	tpl_text(s, "SKU", v->sku);
	if (*v->gtin)
		tpl_text(tpl_section(s, "GTIN"), "CODE", v->gtin);
}

int product_words_show(struct tpl *t, struct req *r, const struct product *p,
	const struct variant *v)
{
	if (*p->summary)
		tpl_text(tpl_section(t, "SUMMARY"), "TEXT", p->summary);
	if (*p->description)
		html_show(tpl_section(t, "ABOUT"), r, "HTML", p->description);
	tpl_text(t, "SKU", v->sku);
	if (*v->gtin)
		tpl_text(tpl_section(t, "GTIN"), "CODE", v->gtin);
	int rc = brand_show_name(t, r, p);
	if (rc == OK)
		rc = facts_show(t, r, p);
	if (rc == OK)
		rc = parts_show(t, r, v);
	if (rc == OK)
		rc = guide_show(t, r, p->size_guide);
	if (rc == OK)
		rc = files_show(t, r, p->id);
	if (rc == OK)
		rc = spares_show(t, r, p->id);
	promises_show(t, r, p);
	safety_show(t, p, v);
	return rc;
}
