/* Headers and cells of WooCommerce's product CSV. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "domain/import_woo.h"
#include "lib/text.h"

/*
 * English first, then the Finnish and Swedish of its translations.  Without
 * the unit in brackets; "#" stands for a number.
 */
static const char *const names[WOO_COLUMNS][9] = {
	[WOO_ID] = {"ID", "Tunnus", "Tunniste"},
	[WOO_TYPE] = {"Type", "Tyyppi", "Typ"},
	[WOO_SKU] = {"SKU", "Tuotetunnus (SKU)", "Tuotetunnus", "Tuotenumero",
		"Artikelnummer", "Artikelnr"},
	[WOO_GTIN] = {"GTIN, UPC, EAN, or ISBN", "GTIN, UPC, EAN tai ISBN",
		"GTIN, UPC, EAN, tai ISBN", "GTIN, UPC, EAN eller ISBN", "GTIN",
		"EAN"},
	[WOO_NAME] = {"Name", "Nimi", "Namn"},
	[WOO_SLUG] = {"Slug", "Polkutunnus", "Permalink"},
	[WOO_PUBLISHED] = {"Published", "Julkaistu", "Publicerad"},
	[WOO_VISIBILITY] = {"Visibility in catalog",
		"N\xc3\xa4kyvyys luettelossa", "N\xc3\xa4kyvyys katalogissa",
		"N\xc3\xa4kyvyys kaupassa", "Synlighet i katalog",
		"Synlighet i katalogen"},
	[WOO_SHORT] = {"Short description", "Lyhyt kuvaus", "Kort beskrivning"},
	[WOO_DESCRIPTION] = {"Description", "Kuvaus", "Beskrivning"},
	[WOO_SALE_FROM] = {"Date sale price starts",
		"Alennushinnan alkamisp\xc3\xa4iv\xc3\xa4",
		"Alennushinta alkaa",
		"P\xc3\xa4iv\xc3\xa4, jolloin alennushinta alkaa",
		"Datum d\xc3\xa5 reapriset b\xc3\xb6rjar",
		"Startdatum f\xc3\xb6r reapris",
		"Datum n\xc3\xa4r reapris startar"},
	[WOO_SALE_TO] = {"Date sale price ends",
		"Alennushinnan p\xc3\xa4\xc3\xa4ttymisp\xc3\xa4iv\xc3\xa4",
		"Alennushinta p\xc3\xa4\xc3\xa4ttyy",
		"P\xc3\xa4iv\xc3\xa4, jolloin alennushinta p\xc3\xa4\xc3\xa4ttyy",
		"Datum d\xc3\xa5 reapriset slutar",
		"Slutdatum f\xc3\xb6r reapris",
		"Datum n\xc3\xa4r reapris slutar"},
	[WOO_TAX_STATUS] = {"Tax status", "Veron tila", "Verotuksen tila",
		"Verostatus", "Momsstatus", "Skattestatus"},
	[WOO_TAX_CLASS] = {"Tax class", "Veroluokka", "Momsklass",
		"Skatteklass"},
	[WOO_IN_STOCK] = {"In stock?", "Varastossa?", "Onko varastossa?",
		"I lager?", "Finns i lager?"},
	[WOO_STOCK] = {"Stock", "Varasto", "Varastosaldo", "Lager",
		"Lagersaldo"},
	[WOO_BACKORDERS] = {"Backorders allowed?",
		"J\xc3\xa4lkitoimitukset sallittu?",
		"J\xc3\xa4lkitilaukset sallittu?",
		"Salli j\xc3\xa4lkitoimitukset?",
		"Restnotering till\xc3\xa5ten?", "Restorder till\xc3\xa5ten?",
		"Till\xc3\xa5ta restnoteringar?"},
	[WOO_WEIGHT] = {"Weight", "Paino", "Vikt"},
	[WOO_LENGTH] = {"Length", "Pituus", "L\xc3\xa4ngd"},
	[WOO_WIDTH] = {"Width", "Leveys", "Bredd"},
	[WOO_HEIGHT] = {"Height", "Korkeus", "H\xc3\xb6jd"},
	[WOO_SALE] = {"Sale price", "Alennushinta", "Tarjoushinta", "Reapris"},
	[WOO_PRICE] = {"Regular price", "Normaalihinta", "Normaali hinta",
		"Ordinarie pris", "Normalpris"},
	[WOO_CATEGORIES] = {"Categories", "Kategoriat", "Osastot",
		"Kategorier"},
	[WOO_TAGS] = {"Tags", "Avainsanat", "Tagit", "Etiketter", "Taggar"},
	[WOO_IMAGES] = {"Images", "Kuvat", "Bilder"},
	[WOO_PARENT] = {"Parent", "Vanhempi", "Yl\xc3\xa4tuote",
		"Is\xc3\xa4nt\xc3\xa4", "F\xc3\xb6r\xc3\xa4lder",
		"\xc3\x96verordnad"},
	[WOO_GROUPED] = {"Grouped products", "Ryhmitellyt tuotteet",
		"Ryhm\xc3\xa4tuotteet", "Grupperade produkter"},
	[WOO_UPSELLS] = {"Upsells", "Lis\xc3\xa4myynti", "Lis\xc3\xa4myynnit",
		"Merf\xc3\xb6rs\xc3\xa4ljning", "Uppf\xc3\xb6rs\xc3\xa4ljning"},
	[WOO_CROSS_SELLS] = {"Cross-sells", "Ristiinmyynti", "Ristiinmyynnit",
		"Korsf\xc3\xb6rs\xc3\xa4ljning"},
	[WOO_URL] = {"External URL", "Ulkoinen URL", "Ulkoinen URL-osoite",
		"Extern URL", "Extern webbadress"},
	[WOO_BRANDS] = {"Brands", "Brand", "Tuotemerkit", "Br\xc3\xa4ndit",
		"Br\xc3\xa4ndi", "Varum\xc3\xa4rken", "Varum\xc3\xa4rke"},
};

static const char *const parts[WOO_PARTS][5] = {
	[WOO_PART_NAME] = {"Attribute # name", "Ominaisuuden # nimi",
		"Attribuutin # nimi", "Attribut # namn",
		"Namn p\xc3\xa5 attribut #"},
	[WOO_PART_VALUES] = {"Attribute # value(s)", "Ominaisuuden # arvo(t)",
		"Attribuutin # arvo(t)", "Attribut # v\xc3\xa4rde(n)",
		"V\xc3\xa4rde(n) f\xc3\xb6r attribut #"},
	[WOO_PART_VISIBLE] = {"Attribute # visible",
		"Ominaisuus # n\xc3\xa4kyviss\xc3\xa4",
		"Attribuutti # n\xc3\xa4kyviss\xc3\xa4", "Attribut # synligt",
		"Synlighet f\xc3\xb6r attribut #"},
	[WOO_PART_GLOBAL] = {"Attribute # global", "Ominaisuus # globaali",
		"Attribuutti # globaali", "Attribut # globalt",
		"Globalt attribut #"},
	[WOO_PART_DEFAULT] = {"Attribute # default", "Ominaisuuden # oletus",
		"Attribuutin # oletus", "Attribut # standard",
		"Standard f\xc3\xb6r attribut #"},
};

const char *woo_column_name(enum woo_column column)
{
	return names[column][0];
}

/* "Weight (kg)" -> "Weight" and "kg"; only of measures. */
static const char *without_unit(
	struct arena *a, const char *name, const char **unit)
{
	size_t n = strlen(name);
	const char *open = strrchr(name, '(');
	*unit = "";
	if (!open || open == name || name[n - 1] != ')')
		return name;
	*unit = arena_strndup(a, open + 1, (size_t)(name + n - 1 - open - 1));
	return text_trim(a, arena_strndup(a, name, (size_t)(open - name)));
}

/* "Attribute 12 name" -> "Attribute # name" and 12. */
static const char *without_number(
	struct arena *a, const char *name, int64_t *number)
{
	const char *digit = strpbrk(name, "0123456789");
	*number = 0;
	if (!digit)
		return name;
	char *end;
	*number = strtol(digit, &end, 10);
	return arena_printf(a, "%.*s#%s", (int)(digit - name), name, end);
}

static bool is_one_of(
	struct arena *a, const char *name, const char *const *all, size_t max)
{
	const char *lower = text_lower(a, name);
	for (size_t i = 0; i < max && all[i]; i++)
		if (!strcmp(text_lower(a, all[i]), lower))
			return true;
	return false;
}

static bool place_column(struct woo_file *f, const char *name, int at)
{
	struct arena *a = f->cx->arena;
	const char *unit;
	const char *bare = without_unit(a, name, &unit);
	for (int i = 0; i < WOO_COLUMNS; i++) {
		bool measure = i >= WOO_WEIGHT && i <= WOO_HEIGHT;
		if (f->place[i] >= 0 ||
			!is_one_of(a, measure ? bare : name, names[i], 9))
			continue;
		f->place[i] = at;
		f->unit[i] = measure ? unit : "";
		return true;
	}
	return false;
}

static bool place_part(struct woo_file *f, const char *name, int at)
{
	int64_t number;
	const char *general = without_number(f->cx->arena, name, &number);
	if (number < 1 || number > WOO_ATTRIBUTES)
		return false;
	for (int i = 0; i < WOO_PARTS; i++)
		if (is_one_of(f->cx->arena, general, parts[i], 5)) {
			f->part[number - 1][i] = at;
			return true;
		}
	return false;
}

static const char *mapped(const struct woo_file *f, const char *name)
{
	for (const struct import_map *m = f->maps; m && m->theirs; m++)
		if (!strcmp(m->theirs, name))
			return m->ours;
	return name;
}

static void header_read(struct woo_file *f, const struct csv_row *row)
{
	static const enum woo_column must[] = {WOO_TYPE, WOO_NAME, WOO_PRICE};
	for (size_t i = 0; i < row->n; i++) {
		const char *name = mapped(f, row->cell[i]);
		if (*name && !place_column(f, name, (int)i) &&
			!place_part(f, name, (int)i))
			import_ignored(f->cx, f->report, row->cell[i]);
	}
	for (size_t i = 0; i < sizeof(must) / sizeof(*must); i++)
		if (f->place[must[i]] < 0)
			import_note(f->cx, f->report, row->line, IMPORT_ERROR,
				"there is no column \"%s\": say which one it is",
				woo_column_name(must[i]));
}

/* A formula is kept from spreadsheets by an apostrophe: '=1, '-5. */
static const char *cell_read(struct arena *a, const char *text)
{
	if (*text == '\'' && text[1] && strchr("=+-@\t\r", text[1]))
		text++;
	return text_trim(a, text);
}

static void row_read(
	struct woo_file *f, const struct csv_row *from, struct woo_row *row)
{
	struct arena *a = f->cx->arena;
	row->line = from->line;
	for (int i = 0; i < WOO_COLUMNS; i++)
		row->cell[i] = f->place[i] < 0
				       ? ""
				       : cell_read(a, from->cell[f->place[i]]);
	for (int i = 0; i < WOO_ATTRIBUTES; i++)
		for (int k = 0; k < WOO_PARTS; k++)
			row->part[i][k] =
				f->part[i][k] < 0
					? ""
					: cell_read(
						  a, from->cell[f->part[i][k]]);
	row->is_variation = woo_type(f, row, "variation");
	row->handle = *row->cell[WOO_ID]    ? row->cell[WOO_ID]
		      : *row->cell[WOO_SKU] ? row->cell[WOO_SKU]
					    : text_slug(a, row->cell[WOO_NAME]);
	if (!*row->handle)
		import_note(f->cx, f->report, row->line, IMPORT_ERROR,
			"the row has neither ID, SKU nor name");
}

bool woo_type(
	const struct woo_file *f, const struct woo_row *row, const char *word)
{
	size_t n;
	const char **types = import_list(
		f->cx->arena, row->cell[WOO_TYPE], ',', &n);
	for (size_t i = 0; i < n; i++)
		if (!strcasecmp(types[i], word))
			return true;
	return false;
}

const struct woo_row *woo_find(const struct woo_file *f, const char *key)
{
	bool by_id = !strncasecmp(key, "id:", 3);
	const char *want = by_id ? key + 3 + strspn(key + 3, " ") : key;
	for (size_t i = 0; i < f->n; i++)
		if (!strcasecmp(
			    f->rows[i].cell[by_id ? WOO_ID : WOO_SKU], want))
			return &f->rows[i];
	return NULL;
}

void woo_rows_read(struct woo_file *f, const char *text, size_t n)
{
	struct import_table t = {.header = {.n = 0}};
	for (int i = 0; i < WOO_COLUMNS; i++)
		f->place[i] = -1;
	for (int i = 0; i < WOO_ATTRIBUTES; i++)
		for (int k = 0; k < WOO_PARTS; k++)
			f->part[i][k] = -1;
	import_table_read(f->cx, text, n, 0, &t, f->report);
	if (t.header.n > 0)
		header_read(f, &t.header);
	f->n = IMPORT_N(t.rows, struct csv_row);
	f->rows = ARENA_ARRAY(f->cx->arena, struct woo_row, f->n + 1);
	for (size_t i = 0; i < f->n; i++)
		row_read(f, &IMPORT_AT(t.rows, struct csv_row)[i], &f->rows[i]);
	import_table_release(&t);
}
