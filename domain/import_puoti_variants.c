/*
 * Variants of Puoti's own CSV: options, data, prices, stock.
 * In one file because each step needs what the one before it read.
 */
#include <stdlib.h>
#include <string.h>

#include "domain/bundle.h"
#include "domain/import_puoti.h"
#include "domain/product_edit.h"
#include "domain/stock.h"
#include "domain/unit_price.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

/* A variant as it is, changed by what the file says. */
struct target {
	const struct csv_row *row;
	int64_t id;
	bool is_new;
	struct variant_data d;
	int64_t content_milli, deposit_minor, restock_day;
};

/* ---- options ---- */

static const char *nth(const struct puoti_file *f, const struct csv_row *row,
	int option, const char *name)
{
	return puoti_cell(f, row,
		arena_printf(f->cx->arena, "option%d_%s", option + 1, name));
}

/* The first language's word that is there. */
static const char *any_word(const struct puoti_file *f,
	const struct csv_row *row, int option, const char *what)
{
	const char *word = nth(f, row, option,
		arena_printf(f->cx->arena, "%s_%s", what, f->cx->root));
	for (size_t l = 0; (!word || !*word) && tr_langs[l].code; l++)
		word = nth(f, row, option,
			arena_printf(
				f->cx->arena, "%s_%s", what, tr_langs[l].code));
	return word ? word : "";
}

static const char *code_of(const struct puoti_file *f,
	const struct csv_row *row, int option, const char *column,
	const char *what)
{
	const char *code = nth(f, row, option, column);
	if (code && *code)
		return code;
	return text_slug(f->cx->arena, any_word(f, row, option, what));
}

static bool has_options(const struct puoti_file *f, const struct csv_row *row)
{
	return nth(f, row, 0, "code") || nth(f, row, 0, "value_code") ||
	       *any_word(f, row, 0, "value");
}

static int put_place(
	struct puoti_file *f, const struct csv_row *row, int o, int64_t value)
{
	int64_t place = 0;
	const char *column = arena_printf(
		f->cx->arena, "option%d_place", o + 1);
	if (!puoti_int(f, row, column, 1, 100000, &place) || !place)
		return OK;
	struct db_stmt *q = DB_SQL(f->cx->db,
		"UPDATE option_value SET position = :place"
		" WHERE id = :id AND position <> :place");
	db_bind_int(q, ":place", place);
	db_bind_int(q, ":id", value);
	return db_exec(q, NULL);
}

/* One option and its value in all languages; a word that is absent is not
 * written, but one is needed to make it. */
static int put_option(struct puoti_file *f, const struct puoti_product *p,
	const struct csv_row *row, int o, int64_t *value)
{
	struct cx *cx = f->cx;
	const char *code = code_of(f, row, o, "code", "name");
	const char *value_code = code_of(f, row, o, "value_code", "value");
	const char *swatch = nth(f, row, o, "swatch");
	int64_t option = 0;
	int rc = OK;
	*value = 0;
	if (!*code || !*value_code)
		return OK;
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++) {
		const char *locale = tr_langs[l].code;
		const char *name = nth(
			f, row, o, arena_printf(cx->arena, "name_%s", locale));
		const char *word = nth(
			f, row, o, arena_printf(cx->arena, "value_%s", locale));
		bool must = !strcmp(locale, cx->root);
		if ((name && *name) || (must && !option))
			rc = option_put(cx, p->id, code, locale,
				name ? name : "", &option);
		if (rc == OK && option && ((word && *word) || must))
			rc = option_value_put(cx, option, value_code,
				swatch ? swatch : "", locale, word ? word : "",
				value);
	}
	return rc == OK && *value ? put_place(f, row, o, *value) : rc;
}

static int put_options(struct puoti_file *f, const struct puoti_product *p,
	const struct csv_row *row, const char **key)
{
	int rc = OK;
	*key = "";
	for (int o = 0; rc == OK && o < IMPORT_OPTIONS_MAX; o++) {
		int64_t value;
		rc = put_option(f, p, row, o, &value);
		if (rc == OK && value)
			*key = arena_printf(f->cx->arena, "%s%s%lld", *key,
				**key ? "." : "", (long long)value);
	}
	return rc;
}

/* ---- data ---- */

static int load(struct puoti_file *f, struct target *t)
{
	struct cx *cx = f->cx;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT weight_g, tracked, backorder, coalesce(media, 0), sku,"
		" option_key, gtin, compare_note FROM variant WHERE id = :id");
	db_bind_int(q, ":id", t->id);
	int rc = db_one(q);
	if (rc == OK) {
		t->d.weight_g = db_next_int(q);
		t->d.tracked = db_next_int(q);
		t->d.backorder = db_next_int(q);
		t->d.media = db_next_int(q);
		t->d.sku = db_next_text(q, cx->arena);
		t->d.option_key = db_next_text(q, cx->arena);
		t->d.gtin = db_next_text(q, cx->arena);
		t->d.compare_note = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

static int by_key(
	struct puoti_file *f, int64_t product, const char *key, int64_t *id)
{
	struct db_stmt *q = DB_SQL(f->cx->db,
		"SELECT id FROM variant WHERE product = :product"
		" AND option_key = :key");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":key", key);
	int rc = db_one(q);
	*id = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* The variant of a row: by its options when the file has them, else by its
 * SKU. */
static int find(
	struct puoti_file *f, const struct puoti_product *p, struct target *t)
{
	const char *key = "", *sku = puoti_cell(f, t->row, "sku");
	int64_t owner = 0;
	int rc = OK;
	if (has_options(f, t->row)) {
		rc = put_options(f, p, t->row, &key);
		if (rc == OK)
			rc = by_key(f, p->id, key, &t->id);
	} else if (sku && *sku) {
		rc = variant_by_sku(f->cx, sku, &t->id, &owner);
		if (rc == ERR_NOT_FOUND || owner != p->id)
			rc = by_key(f, p->id, "", &t->id);
	} else {
		rc = by_key(f, p->id, "", &t->id);
	}
	t->is_new = t->id == 0;
	if (rc == OK && !t->is_new)
		rc = load(f, t);
	else
		t->d = (struct variant_data){
			.option_key = key, .tracked = 1, .sku = ""};
	return rc;
}

static void read_flag(const struct puoti_file *f, const struct csv_row *row,
	const char *column, int64_t *out)
{
	puoti_int(f, row, column, 0, 1, out);
}

static void read_text(const struct puoti_file *f, const struct csv_row *row,
	const char *column, const char **out)
{
	const char *cell = puoti_cell(f, row, column);
	if (cell)
		*out = cell;
}

static void read_content(struct puoti_file *f, struct target *t)
{
	const char *unit = puoti_cell(f, t->row, "content_unit");
	bool known = unit && !*unit;
	if (!unit || !puoti_cell(f, t->row, "content"))
		return;
	for (size_t i = 0; unit_price_units[i]; i++)
		known |= !strcmp(unit, unit_price_units[i]);
	if (!known) {
		puoti_bad(f, t->row, "content_unit", "a unit");
		return;
	}
	puoti_decimal(f, t->row, "content", 3, &t->content_milli);
	t->d.content_milli = &t->content_milli;
	t->d.content_unit = unit;
}

static int read_data(struct puoti_file *f, struct target *t)
{
	const struct csv_row *row = t->row;
	const char *picture = puoti_cell(f, row, "variant_picture");
	read_text(f, row, "sku", &t->d.sku);
	read_text(f, row, "gtin", &t->d.gtin);
	read_text(f, row, "compare_note", &t->d.compare_note);
	puoti_int(f, row, "weight_g", 0, INT32_MAX, &t->d.weight_g);
	read_flag(f, row, "tracked", &t->d.tracked);
	read_flag(f, row, "backorder", &t->d.backorder);
	read_content(f, t);
	if (puoti_cell(f, row, "deposit") &&
		puoti_decimal(f, row, "deposit", 2, &t->deposit_minor))
		t->d.deposit_minor = &t->deposit_minor;
	if (puoti_cell(f, row, "restock") &&
		puoti_day(f, row, "restock", &t->restock_day))
		t->d.restock_day = &t->restock_day;
	if (!picture)
		return OK;
	t->d.media = 0;
	return *picture ? puoti_picture(f, row, picture, &t->d.media) : OK;
}

/* ---- stock ---- */

static int put_stock(struct puoti_file *f, const struct target *t)
{
	const char *cell = puoti_cell(f, t->row, "stock");
	const char *parts = puoti_cell(f, t->row, "bundle_parts");
	struct stock_now now;
	struct stock_shelf main = {0};
	int64_t qty = 0;
	if (!cell || !*cell || !t->d.tracked || (parts && *parts) ||
		!puoti_int(f, t->row, "stock", 0, INT32_MAX, &qty))
		return OK;
	if (t->is_new)
		return qty == 0 ? OK
				: stock_move(f->cx, t->id, qty, "import",
					  "import", f->number, "");
	int rc = stock_now(f->cx, t->id, &now);
	if (rc == OK && now.parts > 0) {
		import_note(f->cx, f->report, t->row->line, IMPORT_WARNING,
			"%s: the stock of a bundle is that of its parts",
			puoti_cell(f, t->row, "slug"));
		return OK;
	}
	if (rc == OK)
		rc = stock_at(f->cx, t->id, STOCK_LOCATION, &main);
	if (rc < 0 || qty == main.on_hand)
		return rc;
	if (qty < main.held) {
		import_note(f->cx, f->report, t->row->line, IMPORT_WARNING,
			"%s: stock %lld, but orders hold %lld: that many stay",
			puoti_cell(f, t->row, "slug"), (long long)qty,
			(long long)main.held);
		qty = main.held;
	}
	return stock_recount(f->cx, t->id, qty, "import");
}

/* ---- a variant ---- */

static int put_position(struct puoti_file *f, int64_t id, size_t place)
{
	struct db_stmt *q = DB_SQL(f->cx->db,
		"UPDATE variant SET position = :place WHERE id = :id");
	db_bind_int(q, ":place", (int64_t)place);
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

/* A bundle that has no parts in the file is one no more; its stock counts. */
static int unbundle(struct puoti_file *f, const struct target *t)
{
	const char *parts = puoti_cell(f, t->row, "bundle_parts");
	struct stock_now now;
	if (t->is_new || !parts || *parts)
		return OK;
	int rc = stock_now(f->cx, t->id, &now);
	return rc == OK && now.parts > 0
		       ? bundle_set_parts(f->cx, t->id, NULL, 0)
		       : rc;
}

static int variant_apply(
	struct puoti_file *f, const struct puoti_product *p, struct target *t)
{
	const char *state = puoti_cell(f, t->row, "variant_status");
	bool moved = false, archived = state && !strcmp(state, "archived");
	if (state && *state && !archived && strcmp(state, "active") != 0)
		puoti_bad(f, t->row, "variant_status", "active or archived");
	int rc = find(f, p, t);
	if (rc == OK)
		rc = read_data(f, t);
	if (rc == OK)
		rc = variant_put(f->cx, p->id, &t->d, &t->id, &moved);
	if (rc == OK && moved)
		import_note(f->cx, f->report, t->row->line, IMPORT_ERROR,
			"%s: the SKU \"%s\" is another product's",
			puoti_cell(f, t->row, "slug"), t->d.sku);
	if (rc == OK)
		rc = puoti_prices_apply(f, t->row, p->id, t->id);
	if (rc == OK)
		rc = unbundle(f, t);
	if (rc == OK)
		rc = put_stock(f, t);
	if (rc == OK && archived)
		rc = variant_archive(f->cx, t->id);
	return rc;
}

/* SKUs that change places among a product's variants do not meet. */
static int skus_free(struct puoti_file *f, const struct puoti_product *p)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < p->n && !p->is_new; i++) {
		const char *sku = puoti_cell(f, &p->rows[i], "sku");
		if (!sku || !*sku || !has_options(f, &p->rows[i]))
			continue;
		struct db_stmt *q = DB_SQL(f->cx->db,
			"UPDATE variant SET sku = 'import/' || id"
			" WHERE product = :product AND sku = :sku");
		db_bind_int(q, ":product", p->id);
		db_bind_text(q, ":sku", sku);
		rc = db_exec(q, NULL);
	}
	return rc;
}

/* A variant that has no row, and whose number another one has now. */
static int next_bare(
	struct puoti_file *f, int64_t product, int64_t *id, bool *archived)
{
	struct db_stmt *q = DB_SQL(f->cx->db,
		"SELECT id, CASE WHEN archived_ms IS NULL THEN 0 ELSE 1 END"
		" FROM variant WHERE product = :product"
		" AND sku = 'import/' || id ORDER BY id LIMIT 1");
	db_bind_int(q, ":product", product);
	int rc = db_one(q);
	if (rc == OK) {
		*id = db_next_int(q);
		*archived = db_next_int(q) != 0;
	}
	db_done(q);
	return rc;
}

static int skus_settle(struct puoti_file *f, const struct puoti_product *p)
{
	struct target t = {.row = p->rows};
	bool archived = false;
	int rc;
	while ((rc = next_bare(f, p->id, &t.id, &archived)) == OK) {
		t.d = (struct variant_data){0};
		rc = load(f, &t);
		t.d.sku = ""; /* one is made of its options */
		if (rc == OK)
			rc = variant_put(f->cx, p->id, &t.d, &t.id, NULL);
		if (rc == OK && archived)
			rc = variant_archive(f->cx, t.id);
		if (rc < 0)
			return rc;
		import_note(f->cx, f->report, t.row->line, IMPORT_WARNING,
			"%s: a variant that is not in the file lost its SKU "
			"to one that is, and got another",
			puoti_cell(f, t.row, "slug"));
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* A product without variants has one row, and nothing in these columns. */
static bool is_variant(const struct puoti_file *f, const struct csv_row *row)
{
	static const char *const tell[] = {"sku", "price", "tracked",
		"variant_status", "gtin", "stock", "option1_code", NULL};
	bool columns = false;
	for (size_t i = 0; tell[i]; i++) {
		const char *cell = puoti_cell(f, row, tell[i]);
		columns |= cell != NULL;
		if (cell && *cell)
			return true;
	}
	return !columns;
}

int puoti_variants_apply(struct puoti_file *f, const struct puoti_product *p)
{
	struct import_count *count = &f->report->variants;
	int rc = skus_free(f, p);
	for (size_t i = 0; rc == OK && i < p->n; i++) {
		struct target t = {.row = &p->rows[i]};
		if (!is_variant(f, t.row))
			continue;
		rc = variant_apply(f, p, &t);
		if (rc == OK && has_options(f, t.row))
			rc = put_position(f, t.id, i + 1);
		count->new += t.is_new;
		count->changed += !t.is_new;
	}
	return rc == OK && !p->is_new ? skus_settle(f, p) : rc;
}
