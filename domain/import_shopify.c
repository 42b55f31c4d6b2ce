#include "domain/import_shopify.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "domain/import_table.h"
#include "lib/html_md.h"
#include "lib/text.h"

static bool is_one_of(const char *s, const char *const *words)
{
	for (; *words; words++)
		if (!strcasecmp(s, *words))
			return true;
	return false;
}

bool shopify_bool(struct shopify_file *f, const struct shopify_row *row,
	enum shopify_column column, bool fallback)
{
	static const char *const yes[] = {"true", "yes", "1", NULL};
	static const char *const no[] = {"false", "no", "0", NULL};
	const char *s = row->cell[column];
	if (!*s)
		return fallback;
	if (is_one_of(s, yes))
		return true;
	if (!is_one_of(s, no))
		import_note(f->cx, f->report, row->line, IMPORT_ERROR,
			"%s: %s \"%.40s\" is neither true nor false",
			row->cell[COL_HANDLE], shopify_column_name(column), s);
	return false;
}

/* Draft, active and archived as such; not in the online store is a draft. */
static const char *read_status(
	struct shopify_file *f, const struct shopify_row *row)
{
	const char *s = row->cell[COL_STATUS];
	bool published = shopify_bool(f, row, COL_PUBLISHED, true);
	if (!strcasecmp(s, "archived"))
		return "archived";
	if (!strcasecmp(s, "draft"))
		return "draft";
	if (!*s || !strcasecmp(s, "active"))
		return published ? "active" : "draft";
	if (!strcasecmp(s, "unlisted"))
		import_note(f->cx, f->report, row->line, IMPORT_WARNING,
			"%s: unlisted products come as drafts",
			row->cell[COL_HANDLE]);
	else
		import_note(f->cx, f->report, row->line, IMPORT_ERROR,
			"%s: the status \"%.40s\" is unknown",
			row->cell[COL_HANDLE], s);
	return "draft";
}

/* The type, else the end of "Home & Garden > Decor > Posters". */
static void read_category(struct shopify_file *f, const struct shopify_row *row,
	struct import_product *p)
{
	const char *name = row->cell[COL_TYPE];
	const char *tail = strrchr(row->cell[COL_CATEGORY], '>');
	if (!*name)
		name = text_trim(f->cx->arena,
			tail ? tail + 1 : row->cell[COL_CATEGORY]);
	struct import_path path = {{name}, 1};
	if (*name)
		buf_add(&p->categories, &path, sizeof(path));
}

/* "Oak; birch" of a metafield's list; a reference into the other shop, such
 * as "gid://shopify/Metaobject/1", says nothing here. */
static void read_metafields(struct shopify_file *f,
	const struct shopify_row *row, struct import_product *p)
{
	for (size_t i = 0; i < f->header.n; i++) {
		struct import_attribute a = {.line = row->line};
		const char *text = row->all[i];
		if (!*text || strstr(text, "gid://") ||
			!shopify_metafield(f, i, &a.name, &a.code))
			continue;
		a.values = import_list(f->cx->arena, text, ';', &a.n);
		if (a.n > 0)
			buf_add(&p->attributes, &a, sizeof(a));
	}
}

static void read_kind(struct shopify_file *f, const struct shopify_row *row,
	struct import_product *p)
{
	p->kind = "goods";
	p->tax_class = "general";
	if (!shopify_bool(f, row, COL_GIFT_CARD, false))
		return;
	/* A voucher for any goods is outside VAT until it is used. */
	p->kind = "gift_card";
	p->tax_class = "outside";
	if (!strcmp(p->status, "active"))
		p->status = "draft";
	import_note(f->cx, f->report, row->line, IMPORT_WARNING,
		"%s: a gift card, which comes as a draft", p->handle);
}

/* "Title" with the one value "Default Title" says that there is no option. */
static void read_options(struct shopify_row *const *rows, size_t n,
	const struct shopify_row *head, struct import_product *p)
{
	bool by_default = !strcmp(head->cell[COL_OPTION1_NAME], "Title");
	for (size_t i = 0; i < n && by_default; i++) {
		const char *value = rows[i]->cell[COL_OPTION1_VALUE];
		by_default = !*value || !strcmp(value, "Default Title");
	}
	for (int i = 0; i < IMPORT_OPTIONS_MAX; i++) {
		const char *name = head->cell[COL_OPTION1_NAME + i];
		if (!*name || (i == 0 && by_default))
			continue;
		p->column[p->n_options] = i;
		p->option[p->n_options++] = name;
	}
}

void shopify_product_read(struct shopify_file *f,
	struct shopify_row *const *rows, size_t n, struct import_product *p)
{
	const struct shopify_row *head = rows[0];
	for (size_t i = 0; i < n && !*head->cell[COL_TITLE]; i++)
		if (*rows[i]->cell[COL_TITLE])
			head = rows[i];
	p->line = head->line;
	p->handle = head->cell[COL_HANDLE];
	p->title = head->cell[COL_TITLE];
	if (!*p->title)
		import_note(f->cx, f->report, p->line, IMPORT_ERROR,
			"%s: the product has no title", p->handle);
	p->description = html_md(f->cx->arena, head->cell[COL_BODY]);
	p->brand = head->cell[COL_VENDOR];
	read_category(f, head, p);
	read_metafields(f, head, p);
	p->tags = head->cell[COL_TAGS];
	p->seo_title = head->cell[COL_SEO_TITLE];
	p->seo_text = head->cell[COL_SEO_TEXT];
	p->status = read_status(f, head);
	read_kind(f, head, p);
	read_options(rows, n, head, p);
	shopify_variants_read(f, rows, n, p);
}

/* Rows of one handle together, products in the order of their first row. */
static int by_handle(const void *a, const void *b)
{
	const struct shopify_row *x = *(struct shopify_row *const *)a;
	const struct shopify_row *y = *(struct shopify_row *const *)b;
	int order = strcmp(x->cell[COL_HANDLE], y->cell[COL_HANDLE]);
	if (order)
		return order;
	return x->line < y->line ? -1 : x->line > y->line;
}

static int by_first_line(const void *a, const void *b)
{
	const struct import_product *x = *(struct import_product *const *)a;
	const struct import_product *y = *(struct import_product *const *)b;
	return x->line < y->line ? -1 : x->line > y->line;
}

void import_shopify_read(struct cx *cx, const char *text, size_t n,
	struct import_plan *plan, struct import_report *r)
{
	struct shopify_file f = {.cx = cx, .report = r};
	plan->source = "shopify";
	plan->locale = cx->locale;
	plan->product_at = "/products/";
	plan->category_at = "/collections/";
	struct import_address old[] = {{"/collections", NULL, "/"},
		{"/collections/all", NULL, "/"},
		{"/collections/frontpage", NULL, "/"}};
	buf_add(&plan->addresses, old, sizeof(old));
	shopify_rows_read(&f, text, n);
	size_t rows = IMPORT_N(f.rows, struct shopify_row *);
	struct shopify_row **all = IMPORT_AT(f.rows, struct shopify_row *);
	if (rows > 0)
		qsort(all, rows, sizeof(void *), by_handle);
	for (size_t i = 0, end; i < rows; i = end) {
		for (end = i + 1; end < rows; end++)
			if (strcmp(all[i]->cell[COL_HANDLE],
				    all[end]->cell[COL_HANDLE]) != 0)
				break;
		struct import_product *p = ARENA_NEW(
			cx->arena, struct import_product);
		shopify_product_read(&f, all + i, end - i, p);
		buf_add(&plan->products, &p, sizeof(void *));
	}
	size_t products = IMPORT_N(plan->products, struct import_product *);
	if (products > 0)
		qsort(plan->products.p, products, sizeof(void *),
			by_first_line);
	buf_release(&f.rows);
}
