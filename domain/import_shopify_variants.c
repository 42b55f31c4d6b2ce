#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "domain/import_number.h"
#include "domain/import_shopify.h"
#include "lib/money.h"
#include "lib/tr.h"

/* Excel's way to keep a number's zeros: '0012. */
static const char *unquote(const char *s)
{
	return *s == '\'' ? s + 1 : s;
}

static void bad_number(struct shopify_file *f, const struct shopify_row *row,
	enum shopify_column column, const char *what)
{
	import_note(f->cx, f->report, row->line, IMPORT_ERROR,
		"%s: %s \"%.40s\" is not %s", row->cell[COL_HANDLE],
		shopify_column_name(column), row->cell[column], tr(what));
}

static bool read_money(struct shopify_file *f, const struct shopify_row *row,
	enum shopify_column column, int64_t *minor)
{
	if (import_decimal(row->cell[column], 2, false, minor) && *minor >= 0 &&
		*minor <= MONEY_MAX)
		return true;
	bad_number(f, row, column, "an amount");
	*minor = 0;
	return false;
}

static void read_price(struct shopify_file *f, const struct shopify_row *row,
	struct import_variant *v)
{
	if (!*row->cell[COL_PRICE])
		import_note(f->cx, f->report, row->line, IMPORT_ERROR,
			"%s: the variant has no price", row->cell[COL_HANDLE]);
	else if (read_money(f, row, COL_PRICE, &v->price_minor) &&
		 v->price_minor == 0)
		import_note(f->cx, f->report, row->line, IMPORT_WARNING,
			"%s: the price is 0", row->cell[COL_HANDLE]);

	int64_t compare;
	v->compare_note = row->cell[COL_COMPARE];
	if (*v->compare_note && read_money(f, row, COL_COMPARE, &compare))
		import_note(f->cx, f->report, row->line, IMPORT_WARNING,
			"%s: the compare-at price %s is kept as a note and "
			"not shown: only a price that was asked may be",
			row->cell[COL_HANDLE], v->compare_note);
}

static void read_stock(struct shopify_file *f, const struct shopify_row *row,
	struct import_variant *v)
{
	const char *qty = row->cell[COL_QTY];
	v->tracked = *row->cell[COL_TRACKER] != '\0';
	v->backorder = !strcasecmp(row->cell[COL_POLICY], "continue") ||
		       !strcasecmp(row->cell[COL_POLICY], "true");
	if (!*qty) {
		if (v->tracked)
			import_note(f->cx, f->report, row->line, IMPORT_WARNING,
				"%s: no quantity, 0 was taken",
				row->cell[COL_HANDLE]);
	} else if (!import_decimal(qty, 0, false, &v->qty) ||
		   v->qty > INT32_MAX) {
		bad_number(f, row, COL_QTY, "a whole number");
	} else if (v->qty < 0) {
		import_note(f->cx, f->report, row->line, IMPORT_WARNING,
			"%s: the quantity %s is below 0, 0 was taken",
			row->cell[COL_HANDLE], qty);
		v->qty = 0;
	}
}

/* "Variant Grams" is in grams whatever the unit, which is for showing; an
 * older "Variant Weight" is in that unit. */
static void read_weight(struct shopify_file *f, const struct shopify_row *row,
	struct import_variant *v)
{
	const char *unit = row->cell[COL_WEIGHT_UNIT];
	if (*row->cell[COL_GRAMS]) {
		if (!import_grams(row->cell[COL_GRAMS], "g", &v->weight_g))
			bad_number(f, row, COL_GRAMS, "a weight");
	} else if (*row->cell[COL_WEIGHT]) {
		if (!import_grams(row->cell[COL_WEIGHT], unit, &v->weight_g))
			bad_number(f, row, COL_WEIGHT, "a weight");
	}
}

/* "750 ml" as thousandths of a litre. */
static void read_content(struct shopify_file *f, const struct shopify_row *row,
	struct import_variant *v)
{
	const char *unit = row->cell[COL_UNIT_MEASURE];
	if (*row->cell[COL_UNIT_TOTAL] &&
		!import_content(row->cell[COL_UNIT_TOTAL], unit,
			&v->content_milli, &v->content_unit))
		import_note(f->cx, f->report, row->line, IMPORT_WARNING,
			"%s: the measure \"%.20s %.20s\" was left out",
			row->cell[COL_HANDLE], row->cell[COL_UNIT_TOTAL], unit);
}

static void read_values(struct shopify_file *f, const struct shopify_row *row,
	const struct import_product *p, struct import_variant *v)
{
	for (size_t i = 0; i < IMPORT_OPTIONS_MAX; i++)
		v->value[i] = "";
	for (size_t i = 0; i < p->n_options; i++) {
		v->value[i] = row->cell[COL_OPTION1_VALUE + p->column[i]];
		if (!*v->value[i])
			import_note(f->cx, f->report, row->line, IMPORT_ERROR,
				"%s: the variant has no value of the option "
				"\"%s\"",
				p->handle, p->option[i]);
	}
	for (int i = 0; i < IMPORT_OPTIONS_MAX; i++) {
		const char *value = row->cell[COL_OPTION1_VALUE + i];
		bool named = !*value || !strcmp(value, "Default Title");
		for (size_t k = 0; k < p->n_options; k++)
			named |= p->column[k] == i;
		if (!named)
			import_note(f->cx, f->report, row->line, IMPORT_ERROR,
				"%s: the value \"%.40s\" is of an option "
				"without a name",
				p->handle, value);
	}
}

static bool is_web(const char *url)
{
	size_t skip = !strncasecmp(url, "https://", 8)  ? 8
		      : !strncasecmp(url, "http://", 7) ? 7
							: 0;
	if (!skip || !url[skip] || url[skip] == '/')
		return false;
	for (; *url; url++)
		if ((unsigned char)*url <= ' ' || *url == 0x7f)
			return false;
	return true;
}

/* Add a picture of the row to the product, once; NULL: not one. */
static const char *read_picture(struct shopify_file *f,
	const struct shopify_row *row, enum shopify_column column,
	struct import_product *p)
{
	const char *url = row->cell[column];
	if (!*url)
		return NULL;
	if (!is_web(url)) {
		import_note(f->cx, f->report, row->line, IMPORT_WARNING,
			"%s: the picture \"%.80s\" was left out: not an http "
			"or https address",
			p->handle, url);
		return NULL;
	}
	struct import_picture *all = IMPORT_AT(
		p->pictures, struct import_picture);
	bool own = column == COL_IMAGE;
	for (size_t i = 0; i < IMPORT_N(p->pictures, struct import_picture);
		i++) {
		if (strcmp(all[i].url, url) != 0)
			continue;
		if (own && !*all[i].alt)
			all[i].alt = row->cell[COL_IMAGE_ALT];
		return all[i].url;
	}
	struct import_picture picture = {.url = url,
		.alt = own ? row->cell[COL_IMAGE_ALT] : "",
		.line = row->line};
	int64_t position;
	if (own && *row->cell[COL_IMAGE_POSITION]) {
		if (import_decimal(
			    row->cell[COL_IMAGE_POSITION], 0, false, &position))
			picture.position = position;
		else
			bad_number(
				f, row, COL_IMAGE_POSITION, "a whole number");
	}
	buf_add(&p->pictures, &picture, sizeof(picture));
	return url;
}

/* By the position given; those without one behind, as in the file. */
static int by_position(const void *a, const void *b)
{
	const struct import_picture *x = a, *y = b;
	uint64_t px = x->position > 0 ? (uint64_t)x->position : UINT64_MAX;
	uint64_t py = y->position > 0 ? (uint64_t)y->position : UINT64_MAX;
	if (px != py)
		return px < py ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

/* Rows after the first may bring nothing but a further picture. */
static bool is_variant(const struct shopify_row *row)
{
	static const enum shopify_column tell[] = {COL_OPTION1_VALUE,
		COL_OPTION2_VALUE, COL_OPTION3_VALUE, COL_SKU, COL_PRICE,
		COL_BARCODE, COL_QTY, COL_COMPARE};
	for (size_t i = 0; i < sizeof(tell) / sizeof(*tell); i++)
		if (*row->cell[tell[i]])
			return true;
	return false;
}

static bool same_values(
	const struct import_variant *a, const struct import_variant *b)
{
	for (size_t i = 0; i < IMPORT_OPTIONS_MAX; i++)
		if (strcmp(a->value[i], b->value[i]) != 0)
			return false;
	return true;
}

static void add_variant(struct shopify_file *f, const struct import_variant *v,
	struct import_product *p)
{
	const struct import_variant *all = IMPORT_AT(
		p->variants, struct import_variant);
	for (size_t i = 0; i < IMPORT_N(p->variants, struct import_variant);
		i++) {
		if (!same_values(&all[i], v))
			continue;
		import_note(f->cx, f->report, v->line, IMPORT_ERROR,
			"%s: the same option values as in line %lld", p->handle,
			(long long)all[i].line);
		return;
	}
	buf_add(&p->variants, v, sizeof(*v));
}

struct told {
	bool untaxed, unshipped;
};

/* Whether a variant is taxable or shipped is said once a product. */
static void tell_once(struct shopify_file *f, const struct shopify_row *row,
	const struct import_product *p, struct told *told)
{
	bool goods = !strcmp(p->kind, "goods");
	if (!shopify_bool(f, row, COL_TAXABLE, true) && goods &&
		!told->untaxed) {
		told->untaxed = true;
		import_note(f->cx, f->report, row->line, IMPORT_WARNING,
			"%s: \"not taxable\" there; here it gets the general "
			"VAT rate until you choose another",
			p->handle);
	}
	if (!shopify_bool(f, row, COL_SHIPPING, true) && goods &&
		!told->unshipped) {
		told->unshipped = true;
		import_note(f->cx, f->report, row->line, IMPORT_WARNING,
			"%s: needs no shipping there; here it is shipped like "
			"other goods",
			p->handle);
	}
}

static void read_variant(struct shopify_file *f, const struct shopify_row *row,
	struct import_product *p, struct told *told)
{
	struct import_variant v = {.line = row->line,
		.sku = unquote(row->cell[COL_SKU]),
		.gtin = unquote(row->cell[COL_BARCODE])};
	read_values(f, row, p, &v);
	read_price(f, row, &v);
	read_stock(f, row, &v);
	read_weight(f, row, &v);
	read_content(f, row, &v);
	v.picture = read_picture(f, row, COL_VARIANT_IMAGE, p);
	tell_once(f, row, p, told);
	add_variant(f, &v, p);
}

void shopify_variants_read(struct shopify_file *f,
	struct shopify_row *const *rows, size_t n, struct import_product *p)
{
	struct told told = {0};
	for (size_t i = 0; i < n; i++)
		read_picture(f, rows[i], COL_IMAGE, p);
	for (size_t i = 0; i < n; i++)
		if (is_variant(rows[i]) || (i == 0 && n == 1))
			read_variant(f, rows[i], p, &told);
	if (p->variants.len == 0 && n > 1)
		import_note(f->cx, f->report, p->line, IMPORT_ERROR,
			"%s: the product has no variant with a price",
			p->handle);
	size_t pictures = IMPORT_N(p->pictures, struct import_picture);
	if (pictures > 1)
		qsort(p->pictures.p, pictures, sizeof(struct import_picture),
			by_position);
}
