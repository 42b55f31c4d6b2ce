/* WooCommerce's product CSV as a plan. */
#include "domain/import_woo.h"

#include <string.h>
#include <strings.h>

#include "domain/import_number.h"
#include "lib/html_md.h"
#include "lib/text.h"
#include "lib/tr.h"

static void warn(
	struct woo_file *f, const struct woo_row *row, const char *what)
{
	const char *name = *row->cell[WOO_NAME] ? row->cell[WOO_NAME]
						: row->handle;
	import_note(f->cx, f->report, row->line, IMPORT_WARNING, "%.60s: %s",
		name, tr(what));
}

/* "\n" is a line's end and "\\n" that sign itself. */
static const char *lines(struct arena *a, const char *text)
{
	struct buf b = {0};
	for (const char *c = text; *c; c++) {
		if (!strncmp(c, "\\\\n", 3)) {
			buf_adds(&b, "\\n");
			c += 2;
		} else if (!strncmp(c, "\\n", 2)) {
			buf_addc(&b, '\n');
			c++;
		} else {
			buf_addc(&b, *c);
		}
	}
	const char *out = arena_strndup(a, b.p ? b.p : "", b.len);
	buf_release(&b);
	return out;
}

static const char *read_status(struct woo_file *f, const struct woo_row *row)
{
	const char *s = row->cell[WOO_PUBLISHED];
	const char *seen = row->cell[WOO_VISIBILITY];
	const char *status = "active";
	if (!strcmp(s, "0") || !strcmp(s, "-1") || !strcasecmp(s, "false"))
		return "draft";
	if (*s && strcmp(s, "1") != 0 && strcasecmp(s, "true") != 0)
		import_note(f->cx, f->report, row->line, IMPORT_ERROR,
			"%s: Published \"%.40s\" is none of 1, 0 and -1",
			row->handle, s);
	if (!strcasecmp(seen, "hidden")) {
		warn(f, row, "hidden from the catalogue there: a draft here");
		status = "draft";
	} else if (woo_type(f, row, "external")) {
		warn(f, row, "sold by another shop: a draft here");
		status = "draft";
	} else if (woo_type(f, row, "downloadable")) {
		warn(f, row,
			"sold as files, which the list does not hold: a "
			"draft here");
		status = "draft";
	} else if (woo_type(f, row, "virtual")) {
		warn(f, row,
			"needs no shipping there; here it is shipped like "
			"other goods");
	}
	return status;
}

static const char *read_tax(struct woo_file *f, const struct woo_row *row)
{
	const char *c = row->cell[WOO_TAX_CLASS];
	const char *s = row->cell[WOO_TAX_STATUS];
	if (*s && strcasecmp(s, "taxable") != 0)
		warn(f, row,
			"not taxable there; here it gets a VAT rate until "
			"you choose another");
	if (!*c || !strcasecmp(c, "standard"))
		return "general";
	if (!strcasecmp(c, "reduced-rate"))
		return "reduced";
	if (!strcasecmp(c, "zero-rate"))
		return "zero";
	warn(f, row,
		"its tax class is unknown here: the general VAT rate was "
		"taken");
	return "general";
}

/* "Clothing > Hoodies, Sale": categories, each with its way. */
static void read_categories(
	struct woo_file *f, const struct woo_row *row, struct import_product *p)
{
	size_t n;
	const char **all = import_list(
		f->cx->arena, row->cell[WOO_CATEGORIES], ',', &n);
	for (size_t i = 0; i < n; i++) {
		size_t depth;
		struct import_path path = {{NULL}, 0};
		const char **steps = import_list(
			f->cx->arena, all[i], '>', &depth);
		for (size_t k = 0; k < depth && path.n < IMPORT_DEPTH_MAX; k++)
			path.part[path.n++] = steps[k];
		if (path.n > 0)
			buf_add(&p->categories, &path, sizeof(path));
	}
}

static const char *read_brand(struct woo_file *f, const struct woo_row *row)
{
	size_t n;
	const char **all = import_list(
		f->cx->arena, row->cell[WOO_BRANDS], ',', &n);
	const char *tail = n ? strrchr(all[0], '>') : NULL;
	if (n > 1)
		warn(f, row, "several brands: the first was taken");
	return tail ? text_trim(f->cx->arena, tail + 1) : n ? all[0] : "";
}

static void read_relations(struct woo_file *f, const struct woo_row *row,
	enum woo_column column, const char *kind, struct import_product *p)
{
	size_t n;
	const char **all = import_list(
		f->cx->arena, row->cell[column], ',', &n);
	for (size_t i = 0; i < n; i++) {
		const struct woo_row *to = woo_find(f, all[i]);
		if (to && to->parent)
			to = &f->rows[to->parent - 1];
		struct import_relation r = {row->line, kind,
			to                               ? to->handle
			: !strncasecmp(all[i], "id:", 3) ? all[i] + 3
							 : all[i]};
		buf_add(&p->relations, &r, sizeof(r));
	}
}

/* Length, width and height are properties with a unit. */
static void read_measures(
	struct woo_file *f, const struct woo_row *row, struct import_product *p)
{
	static const char *const codes[] = {"length", "width", "height"};
	for (int i = 0; i < 3; i++) {
		enum woo_column column = WOO_LENGTH + i;
		int64_t milli;
		if (!*row->cell[column])
			continue;
		if (!import_local(row->cell[column], 3, true, &milli) ||
			milli < 0) {
			import_note(f->cx, f->report, row->line, IMPORT_ERROR,
				"%s: %s \"%.40s\" is not a measure",
				row->handle, woo_column_name(column),
				row->cell[column]);
			continue;
		}
		struct import_attribute a = {.line = row->line,
			.code = codes[i],
			.name = woo_column_name(column),
			.unit = f->unit[column],
			.number = true,
			.values = ARENA_ARRAY(f->cx->arena, const char *, 1),
			.n = 1};
		a.values[0] = row->cell[column];
		if (milli > 0)
			buf_add(&p->attributes, &a, sizeof(a));
	}
}

static struct import_product *product_read(
	struct woo_file *f, const struct woo_row *row)
{
	struct arena *a = f->cx->arena;
	struct import_product *p = ARENA_NEW(a, struct import_product);
	const char *permalink = row->cell[WOO_SLUG];
	size_t n = strlen(permalink);
	while (n > 0 && permalink[n - 1] == '/')
		n--;
	permalink = arena_strndup(a, permalink, n);
	const char *tail = strrchr(permalink, '/');
	p->line = row->line;
	p->handle = row->handle;
	p->title = row->cell[WOO_NAME];
	if (!*p->title)
		import_note(f->cx, f->report, p->line, IMPORT_ERROR,
			"%s: the product has no name", p->handle);
	p->slug = n ? (tail ? tail + 1 : permalink)
		    : text_slug(a, *p->title ? p->title : p->handle);
	p->summary = text_trim(a, html_md(a, lines(a, row->cell[WOO_SHORT])));
	p->description = html_md(a, lines(a, row->cell[WOO_DESCRIPTION]));
	p->brand = read_brand(f, row);
	p->tags = row->cell[WOO_TAGS];
	p->seo_title = p->seo_text = "";
	p->kind = "goods";
	p->status = read_status(f, row);
	p->tax_class = read_tax(f, row);
	read_categories(f, row, p);
	read_measures(f, row, p);
	read_relations(f, row, WOO_UPSELLS, "similar", p);
	read_relations(f, row, WOO_CROSS_SELLS, "goes_with", p);
	woo_variants_read(f, row, p);
	return p;
}

/* WordPress gives the second "mug" the address "mug-2". */
static void slugs_part(struct woo_file *f, struct import_plan *plan)
{
	struct import_product **all = IMPORT_AT(
		plan->products, struct import_product *);
	size_t n = IMPORT_N(plan->products, struct import_product *);
	for (size_t i = 0; i < n; i++) {
		int count = 1;
		for (size_t k = 0; k < i; k++)
			count += !strcmp(all[k]->title, all[i]->title) &&
				 !strncmp(all[k]->slug, all[i]->slug,
					 strlen(all[i]->slug));
		if (count > 1)
			all[i]->slug = arena_printf(
				f->cx->arena, "%s-%d", all[i]->slug, count);
	}
}

/* A page of several products is none of its own here: its address leads to
 * the first of them. */
static void grouped_read(
	struct woo_file *f, const struct woo_row *row, struct import_plan *plan)
{
	size_t n;
	const char **all = import_list(
		f->cx->arena, row->cell[WOO_GROUPED], ',', &n);
	const struct woo_row *first = n ? woo_find(f, all[0]) : NULL;
	warn(f, row,
		"a group of products is no product here: its address leads "
		"to the first of them");
	if (!first)
		return;
	struct import_address to = {
		.path = arena_printf(f->cx->arena, "/product/%s",
			text_slug(f->cx->arena, row->cell[WOO_NAME])),
		.handle = first->handle};
	buf_add(&plan->addresses, &to, sizeof(to));
}

/* "/?p=44" and "/?product=mug" were addresses too. */
static void addresses_read(struct woo_file *f, const struct woo_row *row,
	const struct import_product *p, struct import_plan *plan)
{
	struct import_address to = {
		.path = arena_printf(f->cx->arena, "/?product=%s", p->slug),
		.handle = p->handle};
	buf_add(&plan->addresses, &to, sizeof(to));
	if (!*row->cell[WOO_ID])
		return;
	to.path = arena_printf(f->cx->arena, "/?p=%s", row->cell[WOO_ID]);
	buf_add(&plan->addresses, &to, sizeof(to));
}

static void parents_find(struct woo_file *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct woo_row *row = &f->rows[i];
		if (!row->is_variation)
			continue;
		const struct woo_row
			*parent = *row->cell[WOO_PARENT]
					  ? woo_find(f, row->cell[WOO_PARENT])
					  : NULL;
		if (parent && !parent->is_variation)
			row->parent = (size_t)(parent - f->rows) + 1;
		else
			import_note(f->cx, f->report, row->line, IMPORT_ERROR,
				"%s: its parent \"%.60s\" is not in the file",
				row->handle, row->cell[WOO_PARENT]);
	}
}

void import_woo_read(struct cx *cx, const char *text, size_t n,
	const struct import_map *maps, struct import_plan *plan,
	struct import_report *r)
{
	struct woo_file *f = ARENA_NEW(cx->arena, struct woo_file);
	static const struct import_address shop = {"/shop", NULL, "/"};
	f->cx = cx;
	f->report = r;
	f->maps = maps;
	plan->source = "woocommerce";
	plan->locale = cx->locale;
	plan->product_at = "/product/";
	plan->category_at = "/product-category/";
	buf_add(&plan->addresses, &shop, sizeof(shop));
	woo_rows_read(f, text, n);
	if (r->errors > 0 && f->place[WOO_TYPE] < 0)
		return; /* another kind of file: one complaint is enough */
	parents_find(f);
	for (size_t i = 0; i < f->n; i++) {
		const struct woo_row *row = &f->rows[i];
		if (row->is_variation || !*row->handle)
			continue;
		if (woo_type(f, row, "grouped")) {
			grouped_read(f, row, plan);
			continue;
		}
		struct import_product *p = product_read(f, row);
		buf_add(&plan->products, &p, sizeof(void *));
	}
	slugs_part(f, plan);
	struct import_product **all = IMPORT_AT(
		plan->products, struct import_product *);
	for (size_t i = 0; i < IMPORT_N(plan->products, void *); i++) {
		const struct woo_row *row = f->rows;
		while (row->line != all[i]->line)
			row++;
		addresses_read(f, row, all[i], plan);
	}
}
