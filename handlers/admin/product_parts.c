/* What a set is made of: the parts of each variant. */
#include "handlers/admin/admin.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/bundle.h"
#include "domain/product.h"
#include "domain/product_desk.h"
#include "domain/product_edit.h"
#include "handlers/admin/fields.h"
#include "handlers/admin/product_form.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { FOUND_MAX = 12 };

/* What was typed for one variant. */
struct parts_in {
	struct bundle_part *parts;
	size_t n;
	const char *find; /* neither a SKU nor picked: look for it */
	int64_t *found;   /* variants that it may mean */
	size_t n_found;
};

static const char *part_field(
	struct arena *a, const char *name, int64_t variant, int64_t part)
{
	return part ? arena_printf(
			      a, "%s_%" PRId64 "_%" PRId64, name, variant, part)
		    : arena_printf(a, "%s_%" PRId64, name, variant);
}

static int64_t qty_of(struct fields *f, const char *name, int64_t empty)
{
	const char *typed = req_form_param(f->r, name);
	const char *text = typed ? text_trim(f->r->cx.arena, typed) : "";
	size_t n = strlen(text);
	if (n == 0)
		return empty;
	if (n <= 3 && strspn(text, "0123456789") == n)
		return strtoll(text, NULL, 10);
	field_error(f, name, tr("Write a whole number up to 999."));
	return 0;
}

static void add_part(
	struct cx *cx, struct parts_in *in, int64_t part, int64_t qty)
{
	in->parts = arena_grow(cx->arena, in->parts, in->n, sizeof(*in->parts));
	in->parts[in->n++] = (struct bundle_part){.part = part, .qty = qty};
}

/* The variants that a name or a piece of one may mean. */
static int look_for(struct cx *cx, struct parts_in *in)
{
	struct desk_filter f = {
		.status = "", .find = in->find, .limit = FOUND_MAX};
	int64_t *ids, total;
	size_t n;
	int rc = desk_list(cx, &f, &ids, &n, &total);
	in->found = ARENA_ARRAY(cx->arena, int64_t, FOUND_MAX);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct product p;
		rc = product_get_any(cx, ids[i], &p);
		for (size_t k = 0;
			rc == OK && k < p.n_variants && in->n_found < FOUND_MAX;
			k++)
			if (p.variants[k].stock.parts == 0)
				in->found[in->n_found++] = p.variants[k].id;
	}
	return rc;
}

static int read_added(struct fields *f, int64_t variant, struct parts_in *in)
{
	struct cx *cx = &f->r->cx;
	const char *name = part_field(cx->arena, "add", variant, 0);
	const char *typed = req_form_param(f->r, name);
	const char *pick = req_form_param(
		f->r, part_field(cx->arena, "pick", variant, 0));
	int64_t qty = qty_of(f, part_field(cx->arena, "addqty", variant, 0), 1);
	const char *sku = typed ? text_trim(cx->arena, typed) : "";
	int64_t part = pick ? strtoll(pick, NULL, 10) : 0, product;
	if (!part && !*sku)
		return OK;
	int rc = part ? OK : variant_by_sku(cx, sku, &part, &product);
	if (rc == OK) {
		add_part(cx, in, part, qty);
		return OK;
	}
	if (rc != ERR_NOT_FOUND)
		return rc;
	in->find = sku;
	rc = look_for(cx, in);
	field_error(f, name,
		in->n_found ? tr("Choose one of these.")
			    : tr("Nothing has this name or SKU."));
	return rc;
}

static int read_variant(struct fields *f, int64_t variant, struct parts_in *in)
{
	struct cx *cx = &f->r->cx;
	struct bundle_part *was;
	size_t n;
	int rc = bundle_parts(cx, variant, &was, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		int64_t qty = qty_of(f,
			part_field(cx->arena, "qty", variant, was[i].part), 0);
		if (qty > 0)
			add_part(cx, in, was[i].part, qty);
	}
	return rc == OK ? read_added(f, variant, in) : rc;
}

/* ---- the page ---- */

static int found_show(struct tpl *t, struct cx *cx, int64_t variant,
	const struct parts_in *in)
{
	struct tpl *pick = in && in->n_found ? tpl_section(t, "PICK") : NULL;
	for (size_t i = 0; in && i < in->n_found; i++) {
		const char *sku = "", *name = "", *label = "";
		int rc = variant_words(cx, in->found[i], &sku, &name, &label);
		if (rc < 0)
			return rc;
		struct tpl *s = tpl_section(pick, "FOUND");
		tpl_textf(s, "VARIANT", "%" PRId64, variant);
		tpl_textf(s, "PART", "%" PRId64, in->found[i]);
		tpl_text(s, "FOUND_NAME", name);
		tpl_text(s, "FOUND_LABEL", label);
		tpl_text(s, "FOUND_SKU", sku);
	}
	return OK;
}

/* Each field's sections have names of their own: a section shown on a set
 * would show in the rows of its parts too. */
static void added_show(struct tpl *s, struct fields *f, int64_t variant)
{
	struct arena *a = f->r->cx.arena;
	const char *add = part_field(a, "add", variant, 0);
	const char *qty = part_field(a, "addqty", variant, 0);
	const char *wrong = field_message(f, add);
	tpl_text(s, "ADD_NAME", add);
	tpl_text(s, "ADD_VALUE", field_value(f, add, ""));
	if (wrong)
		tpl_text(tpl_section(s, "ADD_WRONG"), "ADD_MESSAGE", wrong);
	wrong = field_message(f, qty);
	tpl_text(s, "QTY_NAME", qty);
	tpl_text(s, "QTY_VALUE", field_value(f, qty, "1"));
	if (wrong)
		tpl_text(tpl_section(s, "QTY_WRONG"), "QTY_MESSAGE", wrong);
}

static void part_show(struct tpl *row, struct fields *f, int64_t variant,
	const struct bundle_part *part)
{
	struct arena *a = f->r->cx.arena;
	const char *name = part_field(a, "qty", variant, part->part);
	tpl_text(row, "PART_NAME", part->name);
	tpl_text(row, "PART_LABEL", part->label);
	tpl_text(row, "PART_SKU", part->sku);
	tpl_text(row, "NAME", name);
	tpl_text(row, "VALUE",
		field_value(f, name, arena_printf(a, "%" PRId64, part->qty)));
	const char *wrong = field_message(f, name);
	if (wrong)
		tpl_text(tpl_section(row, "WRONG"), "MESSAGE", wrong);
}

static int variant_show(struct tpl *t, struct fields *f,
	const struct product *p, const struct variant *v,
	const struct parts_in *in)
{
	struct cx *cx = &f->r->cx;
	struct bundle_part *parts;
	size_t n;
	int rc = bundle_parts(cx, v->id, &parts, &n);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "SET");
	tpl_text(s, "LABEL", *v->label ? v->label : p->name);
	tpl_text(s, "SKU", v->sku);
	if (n) {
		struct tpl *c = tpl_section(s, "COUNT");
		if (v->stock.sellable == INT32_MAX) /* nothing limits it */
			tpl_text(c, "SETS", tr("any number"));
		else
			tpl_int(c, "SETS", v->stock.sellable);
	}
	tpl_show_if(s, "PLAIN", n == 0);
	tpl_show_if(s, "OPEN",
		n || p->n_variants == 1 || (in && (in->n || in->find)));
	struct tpl *list = n ? tpl_section(s, "PARTS") : NULL;
	for (size_t i = 0; i < n; i++)
		part_show(tpl_section(list, "ROW"), f, v->id, &parts[i]);
	added_show(s, f, v->id);
	return found_show(s, cx, v->id, in);
}

static int page_show(struct fields *f, const struct product *p,
	const struct parts_in *in, int status)
{
	struct req *r = f->r;
	struct tpl *t = admin_tpl(r, "admin/product_parts.tpl");
	tpl_textf(t, "ID", "%" PRId64, p->id);
	fields_summary(t, f);
	for (size_t i = 0; i < p->n_variants; i++) {
		int rc = variant_show(
			t, f, p, &p->variants[i], in ? &in[i] : NULL);
		if (rc < 0)
			return rc;
	}
	tpl_show_if(t, "NO_VARIANTS", p->n_variants == 0);
	return product_send(r, p, TAB_PARTS, t, status);
}

static int parts_product(struct req *r, struct product *p)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : product_get_any(&r->cx, id, p);
}

/* GET /admin/products/:id/parts */
int admin_product_parts(struct req *r)
{
	struct product p;
	struct fields f;
	int rc = parts_product(r, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	return page_show(&f, &p, NULL, 200);
}

static bool is_same(struct cx *cx, int64_t variant, const struct parts_in *in)
{
	struct bundle_part *was;
	size_t n;
	if (bundle_parts(cx, variant, &was, &n) < 0 || n != in->n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (was[i].part != in->parts[i].part ||
			was[i].qty != in->parts[i].qty)
			return false;
	return true;
}

static int parts_write(
	struct fields *f, const struct product *p, const struct parts_in *in)
{
	struct cx *cx = &f->r->cx;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < p->n_variants; i++) {
		int64_t v = p->variants[i].id;
		if (is_same(cx, v, &in[i]))
			continue;
		rc = bundle_set_parts(cx, v, in[i].parts, in[i].n);
		if (rc == ERR_INVALID)
			field_error(f, part_field(cx->arena, "add", v, 0),
				tr("A set cannot hold itself, another set, the "
				   "same thing twice or more than 20 parts; "
				   "and a part of a set cannot be a set."));
	}
	return rc;
}

/* POST /admin/products/:id/parts: all variants or none */
int admin_product_parts_save(struct req *r)
{
	struct product p;
	struct fields f;
	int rc = parts_product(r, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	struct parts_in *in = ARENA_ARRAY(
		r->cx.arena, struct parts_in, p.n_variants + 1);
	for (size_t i = 0; rc == OK && i < p.n_variants; i++)
		rc = read_variant(&f, p.variants[i].id, &in[i]);
	if (rc < 0)
		return rc;
	if (f.errors.n)
		return page_show(&f, &p, in, 422);
	rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	rc = db_end(r->cx.db, parts_write(&f, &p, in));
	if (rc == ERR_INVALID)
		return page_show(&f, &p, in, 422);
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(
		r, arena_printf(r->cx.arena,
			   "/admin/products/%" PRId64 "/parts", p.id));
}
