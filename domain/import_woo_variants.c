/* Variants of WooCommerce's products: options, prices, stock, pictures. */
#include <string.h>
#include <strings.h>

#include "domain/import_number.h"
#include "domain/import_woo.h"
#include "lib/money.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { ANY_MAX = 200 };

static void bad(struct woo_file *f, const struct woo_row *row,
	enum woo_column column, const char *what)
{
	import_note(f->cx, f->report, row->line, IMPORT_ERROR,
		"%s: %s \"%.40s\" is not %s", row->handle,
		woo_column_name(column), row->cell[column], tr(what));
}

static void warn(
	struct woo_file *f, const struct woo_row *row, const char *what)
{
	import_note(f->cx, f->report, row->line, IMPORT_WARNING, "%s: %s",
		*row->cell[WOO_SKU] ? row->cell[WOO_SKU] : row->handle,
		tr(what));
}

static bool read_money(struct woo_file *f, const struct woo_row *row,
	enum woo_column column, int64_t *minor)
{
	if (import_local(row->cell[column], 2, true, minor) && *minor >= 0 &&
		*minor <= MONEY_MAX)
		return true;
	bad(f, row, column, "an amount");
	return false;
}

static void read_sale(
	struct woo_file *f, const struct woo_row *row, struct import_variant *v)
{
	if (!*row->cell[WOO_SALE] ||
		!read_money(f, row, WOO_SALE, &v->sale_minor))
		return;
	v->sale_from_ms = import_time(row->cell[WOO_SALE_FROM], false);
	v->sale_to_ms = import_time(row->cell[WOO_SALE_TO], true);
	if (v->sale_from_ms < 0)
		bad(f, row, WOO_SALE_FROM, "a date");
	if (v->sale_to_ms < 0)
		bad(f, row, WOO_SALE_TO, "a date");
	if (v->sale_to_ms > 0 && v->sale_to_ms <= v->sale_from_ms)
		bad(f, row, WOO_SALE_TO, "after the sale's first day");
	if (v->price_minor < 0 || v->sale_minor >= v->price_minor) {
		warn(f, row,
			"the sale price is not below the regular one and "
			"was left out");
		return;
	}
	v->has_sale = true;
}

static void read_price(
	struct woo_file *f, const struct woo_row *row, struct import_variant *v)
{
	v->price_minor = -1;
	if (*row->cell[WOO_PRICE])
		read_money(f, row, WOO_PRICE, &v->price_minor);
	else
		warn(f, row, "no price: it cannot be bought until you set one");
	read_sale(f, row, v);
}

static void read_stock(struct woo_file *f, const struct woo_row *row,
	const struct woo_row *head, struct import_variant *v)
{
	const char *qty = row->cell[WOO_STOCK];
	const char *back = row->cell[WOO_BACKORDERS];
	const char *in = row->cell[WOO_IN_STOCK];
	bool parents = !strcasecmp(qty, "parent") ||
		       (row != head && !*qty && *head->cell[WOO_STOCK]);
	v->backorder = !strcmp(back, "1") || !strcasecmp(back, "yes") ||
		       !strcasecmp(back, "notify") ||
		       !strcasecmp(in, "backorder");
	v->tracked = *qty || parents || !strcmp(in, "0");
	if (parents) {
		warn(f, row,
			"the stock was counted for all variants together: "
			"count this one");
		return;
	}
	if (!*qty)
		return;
	if (!import_local(qty, 0, true, &v->qty) || v->qty > INT32_MAX) {
		bad(f, row, WOO_STOCK, "a whole number");
	} else if (v->qty < 0) {
		warn(f, row, "the stock is below 0, 0 was taken");
		v->qty = 0;
	}
}

static void read_weight(
	struct woo_file *f, const struct woo_row *row, struct import_variant *v)
{
	const char *unit = f->unit[WOO_WEIGHT];
	int64_t milli;
	if (!*row->cell[WOO_WEIGHT])
		return;
	if (!strcasecmp(unit, "lbs"))
		unit = "lb";
	if (!import_local(row->cell[WOO_WEIGHT], 3, true, &milli) ||
		milli < 0 ||
		!import_grams(arena_printf(f->cx->arena, "%lld.%03lld",
				      (long long)(milli / 1000),
				      (long long)(milli % 1000)),
			*unit ? unit : "kg", &v->weight_g))
		bad(f, row, WOO_WEIGHT, "a weight");
}

static bool is_web(const char *url)
{
	return !strncasecmp(url, "https://", 8) ||
	       !strncasecmp(url, "http://", 7);
}

const char *woo_pictures_read(
	struct woo_file *f, const struct woo_row *row, struct import_product *p)
{
	size_t n;
	const char *first = NULL;
	const char **all = import_list(
		f->cx->arena, row->cell[WOO_IMAGES], ',', &n);
	for (size_t i = 0; i < n; i++) {
		struct import_picture picture = {
			.url = all[i], .alt = "", .line = row->line};
		const struct import_picture *have = IMPORT_AT(
			p->pictures, struct import_picture);
		bool known = false;
		if (!is_web(all[i]) || strpbrk(all[i], " \t\r\n")) {
			warn(f, row,
				"a picture was left out: not an http or "
				"https address");
			continue;
		}
		for (size_t k = 0;
			k < IMPORT_N(p->pictures, struct import_picture); k++)
			known |= !strcmp(have[k].url, all[i]);
		if (!known)
			buf_add(&p->pictures, &picture, sizeof(picture));
		if (!first)
			first = all[i];
	}
	return first;
}

static void read_one(struct woo_file *f, const struct woo_row *row,
	const struct woo_row *head, struct import_product *p,
	struct import_variant *v)
{
	v->line = row->line;
	v->sku = row->cell[WOO_SKU];
	v->gtin = row->cell[WOO_GTIN];
	v->compare_note = "";
	v->content_unit = "";
	for (int i = 0; i < IMPORT_OPTIONS_MAX; i++)
		v->value[i] = "";
	read_price(f, row, v);
	read_stock(f, row, head, v);
	read_weight(f, row, v);
	if (!*row->cell[WOO_WEIGHT])
		read_weight(f, head, v);
	const char *picture = woo_pictures_read(f, row, p);
	v->picture = row == head ? NULL : picture;
}

/* ---- properties and options ---- */

/* The place on a row of the attribute with that name; -1: none. */
static int place_of(const struct woo_row *row, const char *name)
{
	for (int i = 0; i < WOO_ATTRIBUTES; i++)
		if (!strcasecmp(row->part[i][WOO_PART_NAME], name))
			return i;
	return -1;
}

/* Do the product's variants differ in this? */
static bool is_option(struct woo_file *f, const struct woo_row *head, int i)
{
	size_t self = (size_t)(head - f->rows) + 1;
	for (size_t k = 0; k < f->n; k++)
		if (f->rows[k].parent == self &&
			place_of(&f->rows[k], head->part[i][WOO_PART_NAME]) >=
				0)
			return true;
	return false;
}

static void add_fact(struct woo_file *f, const struct woo_row *head, int i,
	struct import_product *p)
{
	const char *const *part = head->part[i];
	struct import_attribute a = {.line = head->line,
		.name = part[WOO_PART_NAME],
		.facet = !strcmp(part[WOO_PART_GLOBAL], "1")};
	a.values = import_list(f->cx->arena, part[WOO_PART_VALUES], ',', &a.n);
	if (a.n > 0 && strcmp(part[WOO_PART_VISIBLE], "0") != 0)
		buf_add(&p->attributes, &a, sizeof(a));
}

/* The attributes that are options, those past the third in one with it. */
struct options {
	int at[WOO_ATTRIBUTES];
	size_t n;
};

static void read_options(struct woo_file *f, const struct woo_row *head,
	struct import_product *p, struct options *o)
{
	bool variable = woo_type(f, head, "variable");
	for (int i = 0; i < WOO_ATTRIBUTES; i++) {
		const char *name = head->part[i][WOO_PART_NAME];
		if (!*name)
			continue;
		if (!variable || !is_option(f, head, i)) {
			add_fact(f, head, i, p);
			continue;
		}
		o->at[o->n++] = i;
		if (p->n_options < IMPORT_OPTIONS_MAX)
			p->option[p->n_options++] = name;
		else
			p->option[IMPORT_OPTIONS_MAX - 1] = arena_printf(
				f->cx->arena, "%s / %s",
				p->option[IMPORT_OPTIONS_MAX - 1], name);
	}
}

/* ---- variations ---- */

static void add_variant(struct woo_file *f, const struct import_variant *v,
	struct import_product *p)
{
	const struct import_variant *all = IMPORT_AT(
		p->variants, struct import_variant);
	for (size_t i = 0; i < IMPORT_N(p->variants, struct import_variant);
		i++) {
		bool same = true;
		for (int k = 0; k < IMPORT_OPTIONS_MAX; k++)
			same &= !strcmp(all[i].value[k], v->value[k]);
		if (!same)
			continue;
		import_note(f->cx, f->report, v->line, IMPORT_WARNING,
			"%s: the same choice as in line %lld: the first counts",
			p->handle, (long long)all[i].line);
		return;
	}
	buf_add(&p->variants, v, sizeof(*v));
}

static void set_value(struct woo_file *f, struct import_variant *v, size_t i,
	const char *value)
{
	if (i < IMPORT_OPTIONS_MAX)
		v->value[i] = value;
	else
		v->value[IMPORT_OPTIONS_MAX - 1] = arena_printf(f->cx->arena,
			"%s / %s", v->value[IMPORT_OPTIONS_MAX - 1], value);
}

/* An empty value is "any": a variant for each that the product allows. */
static void expand(struct woo_file *f, const struct woo_row *row,
	const struct woo_row *head, const struct options *o, size_t i,
	const struct import_variant *v, struct import_product *p)
{
	if (i == o->n) {
		if (IMPORT_N(p->variants, struct import_variant) < ANY_MAX)
			add_variant(f, v, p);
		else
			import_note(f->cx, f->report, row->line, IMPORT_ERROR,
				"%s: more than %d variants", p->handle,
				ANY_MAX);
		return;
	}
	const char *name = head->part[o->at[i]][WOO_PART_NAME];
	int place = place_of(row, name);
	size_t n = 1;
	const char *value = place < 0 ? "" : row->part[place][WOO_PART_VALUES];
	const char **all = &value;
	bool any = !*value;
	if (any)
		all = import_list(f->cx->arena,
			head->part[o->at[i]][WOO_PART_VALUES], ',', &n);
	else if (strstr(value, "\\,"))
		all = import_list(f->cx->arena, value, ',', &n);
	for (size_t k = 0; k < n; k++) {
		struct import_variant one = *v;
		set_value(f, &one, i, all[k]);
		if (any && k > 0)
			one.sku = one.gtin = ""; /* one each */
		if (any && k > 0 && one.tracked && one.qty > 0)
			one.qty = 0; /* counted once */
		expand(f, row, head, o, i + 1, &one, p);
		if (f->report->errors > 1000)
			return;
	}
}

void woo_variants_read(struct woo_file *f, const struct woo_row *head,
	struct import_product *p)
{
	struct options o = {.n = 0};
	size_t self = (size_t)(head - f->rows) + 1;
	read_options(f, head, p, &o);
	if (!woo_type(f, head, "variable")) {
		struct import_variant v = {0};
		read_one(f, head, head, p, &v);
		buf_add(&p->variants, &v, sizeof(v));
		return;
	}
	woo_pictures_read(f, head, p);
	for (size_t i = 0; i < f->n; i++) {
		struct import_variant v = {0};
		if (f->rows[i].parent != self)
			continue;
		read_one(f, &f->rows[i], head, p, &v);
		expand(f, &f->rows[i], head, &o, 0, &v, p);
	}
	if (p->variants.len == 0) {
		warn(f, head, "no variations in the file: a draft here");
		p->status = "draft";
		p->n_options = 0;
	}
}
