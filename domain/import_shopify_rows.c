#include <string.h>
#include <strings.h>

#include "domain/import_shopify.h"
#include "domain/import_table.h"
#include "lib/text.h"

/* Names in the classic export and, second, in the template of 2025. */
static const char *const names[COLUMNS][2] = {
	[COL_HANDLE] = {"Handle", "URL handle"},
	[COL_TITLE] = {"Title"},
	[COL_BODY] = {"Body (HTML)", "Description"},
	[COL_VENDOR] = {"Vendor"},
	[COL_CATEGORY] = {"Product Category", "Product category"},
	[COL_TYPE] = {"Type"},
	[COL_TAGS] = {"Tags"},
	[COL_PUBLISHED] = {"Published", "Published on online store"},
	[COL_STATUS] = {"Status"},
	[COL_OPTION1_NAME] = {"Option1 Name"},
	[COL_OPTION2_NAME] = {"Option2 Name"},
	[COL_OPTION3_NAME] = {"Option3 Name"},
	[COL_OPTION1_VALUE] = {"Option1 Value"},
	[COL_OPTION2_VALUE] = {"Option2 Value"},
	[COL_OPTION3_VALUE] = {"Option3 Value"},
	[COL_SKU] = {"Variant SKU", "SKU"},
	[COL_GRAMS] = {"Variant Grams", "Weight value (grams)"},
	[COL_WEIGHT] = {"Variant Weight"},
	[COL_WEIGHT_UNIT] = {"Variant Weight Unit", "Weight unit for display"},
	[COL_TRACKER] = {"Variant Inventory Tracker", "Inventory tracker"},
	[COL_QTY] = {"Variant Inventory Qty", "Inventory quantity"},
	[COL_POLICY] = {"Variant Inventory Policy",
		"Continue selling when out of stock"},
	[COL_PRICE] = {"Variant Price", "Price"},
	[COL_COMPARE] = {"Variant Compare At Price", "Compare-at price"},
	[COL_SHIPPING] = {"Variant Requires Shipping", "Requires shipping"},
	[COL_TAXABLE] = {"Variant Taxable", "Charge tax"},
	[COL_BARCODE] = {"Variant Barcode", "Barcode"},
	[COL_IMAGE] = {"Image Src", "Product image URL"},
	[COL_IMAGE_POSITION] = {"Image Position"},
	[COL_IMAGE_ALT] = {"Image Alt Text"},
	[COL_VARIANT_IMAGE] = {"Variant Image", "Variant image URL"},
	[COL_GIFT_CARD] = {"Gift Card"},
	[COL_SEO_TITLE] = {"SEO Title"},
	[COL_SEO_TEXT] = {"SEO Description"},
	[COL_UNIT_TOTAL] = {"Unit Price Total Measure",
		"Unit price total measure"},
	[COL_UNIT_MEASURE] = {"Unit Price Total Measure Unit",
		"Unit price total measure unit"},
};

const char *shopify_column_name(enum shopify_column column)
{
	return names[column][0];
}

static int column_of(const char *name)
{
	for (int i = 0; i < COLUMNS; i++)
		for (int k = 0; k < 2; k++)
			if (names[i][k] && !strcasecmp(names[i][k], name))
				return i;
	return -1;
}

bool shopify_metafield(const struct shopify_file *f, size_t i,
	const char **name, const char **code)
{
	static const char *const google[][2] = {
		{"Google Shopping / Gender", "gender"},
		{"Google Shopping / Age Group", "age-group"},
		{"Google Shopping / Condition", "condition"},
	};
	const char *head = f->header.cell[i];
	const char *mark = strstr(head, "(product.metafields.");
	size_t n = strlen(head);
	for (size_t g = 0; g < 3; g++)
		if (!strcasecmp(head, google[g][0])) {
			if (name)
				*name = head + strlen("Google Shopping / ");
			if (code)
				*code = google[g][1];
			return true;
		}
	if (!mark || mark == head || head[n - 1] != ')')
		return false;
	const char *key = memrchr(mark, '.', strlen(mark));
	if (name)
		*name = text_trim(
			f->cx->arena, arena_strndup(f->cx->arena, head,
					      (size_t)(mark - head)));
	if (code)
		*code = arena_strndup(f->cx->arena, key + 1, strlen(key) - 2);
	return true;
}

static void header_check(struct shopify_file *f, int64_t line)
{
	static const enum shopify_column must[] = {
		COL_HANDLE, COL_TITLE, COL_PRICE};
	for (size_t i = 0; i < sizeof(must) / sizeof(*must); i++)
		if (f->place[must[i]] < 0)
			import_note(f->cx, f->report, line, IMPORT_ERROR,
				"there is no column \"%s\"",
				shopify_column_name(must[i]));
}

static void header_read(struct shopify_file *f, const struct csv_row *row)
{
	struct cx *cx = f->cx;
	f->header = *row;
	for (int i = 0; i < COLUMNS; i++)
		f->place[i] = -1;
	for (size_t i = 0; i < row->n; i++) {
		const char *name = row->cell[i];
		int column = column_of(name);
		if (column >= 0 && f->place[column] < 0)
			f->place[column] = (int)i;
		else if (column >= 0)
			import_note(cx, f->report, row->line, IMPORT_WARNING,
				"the column \"%s\" is there twice: the first "
				"counts",
				name);
		else if (*name && !shopify_metafield(f, i, NULL, NULL))
			import_ignored(cx, f->report, name);
	}
	header_check(f, row->line);
}

static void row_read(struct shopify_file *f, const struct csv_row *row)
{
	struct shopify_row *r = ARENA_NEW(f->cx->arena, struct shopify_row);
	r->line = row->line;
	r->all = row->cell;
	for (int i = 0; i < COLUMNS; i++)
		r->cell[i] = f->place[i] < 0 ? ""
					     : text_trim(f->cx->arena,
						       row->cell[f->place[i]]);
	if (*r->cell[COL_HANDLE])
		buf_add(&f->rows, &r, sizeof(void *));
	else
		import_note(f->cx, f->report, r->line, IMPORT_ERROR,
			"the row has no handle");
}

void shopify_rows_read(struct shopify_file *f, const char *text, size_t n)
{
	struct import_table t = {.header = {.n = 0}};
	import_table_read(f->cx, text, n, ',', &t, f->report);
	if (t.header.n > 0)
		header_read(f, &t.header);
	for (size_t i = 0; i < IMPORT_N(t.rows, struct csv_row); i++)
		row_read(f, &IMPORT_AT(t.rows, struct csv_row)[i]);
	import_table_release(&t);
}
