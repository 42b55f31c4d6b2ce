#include <string.h>
#include <strings.h>

#include "domain/import_shopify.h"
#include "lib/err.h"
#include "lib/text.h"

/* Names in the classic export and, second, in the template of 2025. */
static const char *const names[COLUMNS][2] = {
	[COL_HANDLE] = {"Handle", "URL handle"},
	[COL_TITLE] = {"Title"},
	[COL_BODY] = {"Body (HTML)", "Description"},
	[COL_VENDOR] = {"Vendor"},
	[COL_CATEGORY] = {"Product Category"},
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
	const char *ignored = NULL;
	f->columns = row->n;
	for (int i = 0; i < COLUMNS; i++)
		f->place[i] = -1;
	for (size_t i = 0; i < row->n; i++) {
		const char *name = text_trim(cx->arena, row->cell[i]);
		int column = column_of(name);
		if (column >= 0 && f->place[column] < 0)
			f->place[column] = (int)i;
		else if (column >= 0)
			import_note(cx, f->report, row->line, IMPORT_WARNING,
				"the column \"%s\" is there twice: the first "
				"counts",
				name);
		else if (*name)
			ignored = ignored ? arena_printf(cx->arena, "%s, %s",
						    ignored, name)
					  : name;
	}
	f->report->ignored = ignored;
	header_check(f, row->line);
}

static bool is_blank(const struct csv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (*row->cell[i])
			return false;
	return true;
}

static int on_row(void *arg, const struct csv_row *row)
{
	struct shopify_file *f = arg;
	if (f->columns == 0) {
		header_read(f, row);
		return OK;
	}
	if (row->n <= 1 && is_blank(row))
		return OK; /* an empty line, often the last */
	f->report->rows++;
	if (row->n != f->columns) {
		import_note(f->cx, f->report, row->line, IMPORT_ERROR,
			"%zu cells, but the header has %zu", row->n,
			f->columns);
		return OK;
	}
	if (is_blank(row))
		return OK;
	struct shopify_row *r = ARENA_NEW(f->cx->arena, struct shopify_row);
	r->line = row->line;
	for (int i = 0; i < COLUMNS; i++)
		r->cell[i] = f->place[i] < 0 ? ""
					     : text_trim(f->cx->arena,
						       row->cell[f->place[i]]);
	if (*r->cell[COL_HANDLE])
		buf_add(&f->rows, &r, sizeof(void *));
	else
		import_note(f->cx, f->report, r->line, IMPORT_ERROR,
			"the row has no handle");
	return OK;
}

enum { BAD_LINES_MAX = 100 };

/* Note every line that is not UTF-8, and make it so, to see what else is
 * wrong with the file. */
static char *utf8_mend(struct shopify_file *f, const char *text, size_t n)
{
	char *copy = arena_strndup(f->cx->arena, text, n);
	int64_t line = 1;
	int bad = 0;
	for (size_t at = 0; at < n; line++) {
		char *end = memchr(copy + at, '\n', n - at);
		size_t len = end ? (size_t)(end - copy) + 1 - at : n - at;
		if (!utf8_ok(copy + at, len)) {
			if (bad++ < BAD_LINES_MAX)
				import_note(f->cx, f->report, line,
					IMPORT_ERROR,
					"the text is not UTF-8: save the file "
					"as \"CSV UTF-8\"");
			for (size_t i = at; i < at + len; i++)
				if ((unsigned char)copy[i] >= 0x80 || !copy[i])
					copy[i] = '?';
		}
		at += len;
	}
	return copy;
}

void shopify_rows_read(struct shopify_file *f, const char *text, size_t n)
{
	int64_t line = 0;
	const char *why = "";
	const char *mended = utf8_mend(f, text, n);
	int rc = csv_read(f->cx->arena, mended, n, ',', on_row, f, &line, &why);
	if (rc == ERR_INVALID)
		import_note(f->cx, f->report, line, IMPORT_ERROR,
			"%s: the file was read up to here", why);
	else if (f->columns == 0)
		import_note(
			f->cx, f->report, 1, IMPORT_ERROR, "the file is empty");
}
