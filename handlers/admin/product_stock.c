/* Stock of a product's variants: counts, adjusting, movements. */
#include "handlers/admin/product_form.h"

#include <stdlib.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/stock.h"
#include "handlers/admin/admin.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { MOVES_SHOWN = 50, QTY_MAX = 1000000 };

static const struct ask_choice hows[] = {
	{"by", N_("Change by: 5 adds, -2 takes away")},
	{"to", N_("Count: so many are there")},
	{NULL, NULL},
};

static const struct ask_choice reasons[] = {
	{"received", N_("Goods received")},
	{"recount", N_("Counted again")},
	{"damaged", N_("Damaged")},
	{"lost", N_("Lost")},
	{"other", N_("Something else")},
	{NULL, NULL},
};

static const struct {
	const char *code, *text;
} movements[] = {
	{"initial", N_("First stock")},
	{"received", N_("Goods received")},
	{"recount", N_("Counted again")},
	{"damaged", N_("Damaged")},
	{"lost", N_("Lost")},
	{"returned", N_("Returned")},
	{"shipped", N_("Shipped")},
	{"import", N_("Imported")},
	{"other", N_("Something else")},
};

static const struct ask how_ask = {"how", N_("The numbers above mean"), NULL,
	ASK_CHOICE, 0, false, 0, hows};
static const struct ask reason_ask = {
	"reason", N_("Why"), NULL, ASK_CHOICE, 0, false, 0, reasons};
static const struct ask note_ask = {"note", N_("Note"),
	N_("May stay empty. Only you see it."), ASK_LINE, 200, false, 0, NULL};

static const char *reason_words(const char *code)
{
	for (size_t i = 0; i < sizeof(movements) / sizeof(movements[0]); i++)
		if (strcmp(movements[i].code, code) == 0)
			return tr(movements[i].text);
	return code;
}

static const char *qty_name(struct arena *a, int64_t variant)
{
	return arena_printf(a, "qty_%lld", (long long)variant);
}

/* The orders that wait for it. */
static int shorts_show(struct tpl *t, struct req *r, const struct product *p)
{
	struct tpl *box = NULL;
	for (size_t i = 0; i < p->n_variants; i++) {
		struct stock_short *rows;
		size_t n;
		int rc = stock_shorts(&r->cx, p->variants[i].id, 0, &rows, &n);
		if (rc < 0)
			return rc;
		if (n && !box)
			box = tpl_section(t, "SHORTS");
		for (size_t k = 0; k < n; k++) {
			struct tpl *s = tpl_section(box, "SHORT");
			tpl_textf(
				s, "NUMBER", "%lld", (long long)rows[k].number);
			tpl_int(s, "QTY", rows[k].qty);
			tpl_text(s, "LABEL",
				*p->variants[i].label ? p->variants[i].label
						      : p->name);
		}
	}
	return OK;
}

static int moves_show(struct tpl *t, struct req *r, const struct product *p)
{
	struct desk_move *rows;
	size_t n;
	int rc = desk_moves(&r->cx, p->id, MOVES_SHOWN, &rows, &n);
	if (rc < 0 || n == 0)
		return rc;
	struct tpl *list = tpl_section(t, "MOVES");
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(list, "MOVE");
		tpl_time(s, "WHEN", CLOCK_NUMERIC, rows[i].at_ms);
		tpl_text(s, "SKU", rows[i].sku);
		tpl_textf(s, "DELTA", "%+lld", (long long)rows[i].delta);
		tpl_text(s, "REASON", reason_words(rows[i].reason));
		tpl_text(s, "WHO",
			*rows[i].who ? rows[i].who : tr("the program"));
		if (*rows[i].note) {
			struct tpl *o = tpl_section(s, "NOTE");
			tpl_text(o, "NOTE_TEXT", rows[i].note);
		}
	}
	return OK;
}

int product_stock_show(struct tpl *t, struct fields *f, const struct product *p)
{
	struct req *r = f->r;
	struct tpl *s = tpl_include(t, "STOCK", "admin/stock.tpl");
	tpl_textf(s, "ID", "%lld", (long long)p->id);
	for (size_t i = 0; i < p->n_variants; i++) {
		const struct variant *v = &p->variants[i];
		if (!v->stock.tracked || v->stock.parts > 0)
			continue;
		struct tpl *row = tpl_section(s, "ROW");
		const char *name = qty_name(r->cx.arena, v->id);
		const char *wrong = field_message(f, name);
		tpl_text(row, "LABEL", *v->label ? v->label : p->name);
		tpl_text(row, "SKU", v->sku);
		tpl_int(row, "ON_HAND", v->stock.on_hand);
		tpl_int(row, "HELD", v->stock.held);
		tpl_int(row, "SELLABLE", v->stock.sellable);
		tpl_text(row, "NAME", name);
		tpl_text(row, "VALUE", field_value(f, name, ""));
		if (wrong) {
			struct tpl *w = tpl_section(row, "WRONG");
			tpl_text(w, "MESSAGE", wrong);
		}
	}
	ask_show(s, "FIELDS", f, &how_ask, "", "by");
	ask_show(s, "FIELDS", f, &reason_ask, "", "received");
	ask_show(s, "FIELDS", f, &note_ask, "", "");
	int rc = shorts_show(s, r, p);
	return rc < 0 ? rc : moves_show(s, r, p);
}

/* "+5", "-2", "12"; the sign only where it means something. */
static bool qty_parse(const char *text, bool by, int64_t *out)
{
	const char *digits = text + (*text == '-' || *text == '+');
	size_t n = strlen(digits);
	if (n == 0 || n > 7 || strspn(digits, "0123456789") != n ||
		(!by && *text == '-'))
		return false;
	*out = strtoll(text, NULL, 10);
	return *out <= QTY_MAX && *out >= -QTY_MAX;
}

static int adjust_one(struct req *r, const struct variant *v, bool by,
	int64_t qty, const char *reason, const char *note)
{
	int64_t ref;
	if (!by)
		return stock_count(
			&r->cx, v->id, STOCK_LOCATION, qty, reason, note);
	if (qty == 0)
		return OK;
	int rc = counter_next(&r->cx, "adjust", &ref);
	if (rc < 0)
		return rc;
	return stock_move(&r->cx, v->id, qty, reason, "adjust", ref, note);
}

static int adjust_all(struct fields *f, const struct product *p, int *done)
{
	struct req *r = f->r;
	bool by = strcmp(ask_choice(f, &how_ask, ""), "by") == 0;
	const char *reason = ask_choice(f, &reason_ask, "");
	const char *note = ask_text(f, &note_ask, "");
	for (size_t i = 0; i < p->n_variants; i++) {
		const struct variant *v = &p->variants[i];
		const char *name = qty_name(r->cx.arena, v->id);
		const char *typed = req_form_param(r, name);
		typed = typed ? text_trim(r->cx.arena, typed) : "";
		int64_t qty;
		if (!*typed || v->stock.parts > 0)
			continue;
		if (!qty_parse(typed, by, &qty)) {
			field_error(f, name, tr("Write a whole number."));
			continue;
		}
		int rc = adjust_one(r, v, by, qty, reason, note);
		if (rc == ERR_CONFLICT) {
			field_error(f, name,
				tr("Orders hold some of these. If they are "
				   "really gone, choose “Count” below and type "
				   "how many are there."));
			return ERR_INVALID;
		}
		if (rc < 0)
			return rc;
		(*done)++;
	}
	return f->errors.n ? ERR_INVALID : OK;
}

static int any_short(struct req *r, const struct product *p, bool *out)
{
	*out = false;
	for (size_t i = 0; i < p->n_variants; i++) {
		struct stock_short *rows;
		size_t n;
		int rc = stock_shorts(&r->cx, p->variants[i].id, 0, &rows, &n);
		if (rc < 0)
			return rc;
		*out |= n > 0;
	}
	return OK;
}

/* POST /admin/products/:id/stock: all rows or none */
int admin_product_stock(struct req *r)
{
	struct product p;
	struct fields f, unposted = {.r = r};
	int done = 0;
	int64_t id = admin_path_int(r, "id");
	int rc = id < 0 ? ERR_NOT_FOUND : product_get_any(&r->cx, id, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	rc = db_end(r->cx.db, adjust_all(&f, &p, &done));
	if (rc == ERR_INVALID)
		return product_form_show(&unposted, &p, NULL, &f, 422);
	if (rc < 0)
		return rc;
	bool is_short;
	rc = any_short(r, &p, &is_short);
	if (rc < 0)
		return rc;
	flash_set(r, !done      ? tr("Type a number in a row first.")
		     : is_short ? tr("The stock is adjusted. Orders wait for "
				     "some of these: see below which.")
				: tr("The stock is adjusted."));
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/admin/products/%lld#stock",
			   (long long)id));
}
