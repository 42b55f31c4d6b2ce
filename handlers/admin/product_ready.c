/* "Ready to sell?": what is missing, in words, and where to mend it. */
#include "handlers/admin/product_form.h"

#include <inttypes.h>
#include <string.h>

#include "domain/ready.h"
#include "lib/err.h"

/* %s: a language or a SKU, where there is one. */
static const struct {
	const char *words;
	const char *field;
	enum { WHOLE, ROOT_LANG, VARIANT } suffix;
} findings[READY_CODES] = {
	[READY_NAME] = {N_("The name is missing."), "name", ROOT_LANG},
	[READY_VARIANT] = {N_("There is no variant."), "fresh_price", WHOLE},
	[READY_PRICE] = {N_("%s has no price."), "price", VARIANT},
	[READY_PICTURE] = {N_("There is no picture."), "picture", WHOLE},
	[READY_TAX] = {N_("No VAT rate is known for its class."), "tax_class",
		WHOLE},
	[READY_PARTS] = {N_("It is a set without parts."), "", WHOLE},
	[READY_ALT] = {N_("A picture is not described (%s)."), "a2", WHOLE},
	[READY_TRANSLATION] = {N_("Words are missing in a language: %s."), "a1",
		WHOLE},
	[READY_CATEGORY] = {N_("It stands in no category."), "b1", WHOLE},
	[READY_WEIGHT] = {N_("%s has no weight."), "weight", VARIANT},
	[READY_MAKER] = {N_("Name, postal address and e-mail of the "
			    "manufacturer are missing: EU law wants them."),
		"maker_name", WHOLE},
	[READY_STOCK] = {N_("%s cannot be bought: none is in stock."), "stock",
		WHOLE},
	[READY_DESCRIPTION] = {N_("The description is very short."),
		"description", ROOT_LANG},
	[READY_CONTENT] = {N_("%s has no content, others have: its unit price "
			      "cannot be shown."),
		"", WHOLE},
};

static const char *finding_words(struct arena *a, const struct ready_finding *f)
{
	const char *words = tr(findings[f->code].words);
	const char *at = strstr(words, "%s");
	return at ? arena_printf(a, "%.*s%s%s", (int)(at - words), words,
			    f->what, at + 2)
		  : words;
}

static const char *finding_field(struct cx *cx, const struct ready_finding *f)
{
	const char *field = findings[f->code].field;
	if (findings[f->code].suffix == ROOT_LANG)
		return arena_printf(cx->arena, "%s_%s", field, cx->root);
	if (findings[f->code].suffix == VARIANT)
		return arena_printf(
			cx->arena, "%s_%" PRId64, field, f->variant);
	return field;
}

/* Codes and parts are mended on pages of their own. */
static const char *finding_href(
	struct cx *cx, int64_t product, const struct ready_finding *f)
{
	if (f->code == READY_PARTS)
		return arena_printf(cx->arena,
			"/admin/products/%" PRId64 "/parts", product);
	if (f->code == READY_CONTENT)
		return arena_printf(cx->arena,
			"/admin/products/%" PRId64 "/details", product);
	return arena_printf(cx->arena, "#%s", finding_field(cx, f));
}

int product_ready_show(struct tpl *t, struct req *r, int64_t product)
{
	struct ready_finding *found;
	size_t n;
	if (strcmp(ready_mode(&r->cx), "off") == 0)
		return OK;
	int rc = ready_check(&r->cx, product, &found, &n);
	if (rc < 0 || n == 0)
		return rc;
	size_t musts = ready_musts(found, n);
	struct tpl *s = tpl_include(t, "READY", "admin/product_ready.tpl");
	tpl_show(s, musts ? "NOT_READY" : "NEARLY");
	tpl_show_if(s, "OPEN", musts > 0);
	for (size_t i = 0; i < n; i++) {
		struct tpl *row = tpl_section(s, "FINDING");
		tpl_text(row, "HREF", finding_href(&r->cx, product, &found[i]));
		tpl_text(row, "WORDS", finding_words(r->cx.arena, &found[i]));
		tpl_show_if(row, "MUST", found[i].must);
	}
	return OK;
}

int product_ready_block(struct req *r, struct product_in *in)
{
	if (strcmp(ready_mode(&r->cx), "block") != 0)
		return OK;
	int rc = ready_check(&r->cx, in->id, &in->missing, &in->n_missing);
	in->n_missing = rc == OK ? ready_musts(in->missing, in->n_missing) : 0;
	return rc == OK && in->n_missing ? ERR_INVALID : rc;
}

void product_ready_errors(struct fields *f, const struct product_in *in)
{
	struct arena *a = f->r->cx.arena;
	for (size_t i = 0; i < in->n_missing; i++) {
		const struct ready_finding *m = &in->missing[i];
		bool here = m->code != READY_PARTS && m->variant == 0;
		field_error(f, here ? finding_field(&f->r->cx, m) : "",
			arena_printf(a, tr("Not ready to sell: %s"),
				finding_words(a, m)));
	}
}
