/* Stock of a product's variants: counts, adjusting, movements. */
#include "handlers/admin/product_form.h"

#include <stdlib.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/setting.h"
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
	{"carry", N_("Moved between places")},
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

/* The main place's have no number of it. */
static const char *qty_name(struct arena *a, int64_t variant, int64_t place)
{
	return place == STOCK_LOCATION
		       ? arena_printf(a, "qty_%lld", (long long)variant)
		       : arena_printf(a, "qty_%lld_%lld", (long long)variant,
				 (long long)place);
}

static const char *place_name(struct req *r, const struct stock_shelf *s)
{
	return *s->name ? s->name : setting_get(&r->cx, "shop.name");
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

static void shelf_show(struct tpl *t, struct fields *f, const struct product *p,
	const struct variant *v, const struct stock_shelf *shelf, bool several)
{
	struct arena *a = f->r->cx.arena;
	struct tpl *row = tpl_section(t, "ROW");
	const char *name = qty_name(a, v->id, shelf->location);
	const char *wrong = field_message(f, name);
	const char *label = *v->label ? v->label : p->name;
	tpl_text(row, "LABEL", label);
	tpl_text(row, "AT",
		several ? arena_printf(
				  a, "%s, %s", label, place_name(f->r, shelf))
			: label);
	tpl_text(row, "SKU", v->sku);
	if (several)
		tpl_text(tpl_section(row, "PLACE"), "PLACE_NAME",
			place_name(f->r, shelf));
	tpl_int(row, "ON_HAND", shelf->on_hand);
	tpl_int(row, "HELD", shelf->held);
	tpl_int(row, "SELLABLE", shelf->free);
	tpl_text(row, "NAME", name);
	tpl_text(row, "VALUE", field_value(f, name, ""));
	if (wrong) {
		struct tpl *w = tpl_section(row, "WRONG");
		tpl_text(w, "MESSAGE", wrong);
	}
}

/* What goes from one place to another. */
static void carry_show(struct tpl *t, struct req *r, const struct product *p,
	const struct stock_shelf *places, size_t n)
{
	struct tpl *c = tpl_section(t, "CARRY");
	for (size_t i = 0; i < p->n_variants; i++) {
		const struct variant *v = &p->variants[i];
		if (!v->stock.tracked || v->stock.parts > 0)
			continue;
		struct tpl *o = tpl_section(c, "WHAT");
		tpl_textf(o, "WHAT_ID", "%lld", (long long)v->id);
		tpl_text(o, "WHAT_NAME", *v->label ? v->label : p->name);
	}
	for (int k = 0; k < 2; k++)
		for (size_t i = 0; i < n; i++) {
			struct tpl *o = tpl_section(c, k ? "TO" : "FROM");
			tpl_textf(o, "PLACE_ID", "%lld",
				(long long)places[i].location);
			tpl_text(o, "PLACE_NAME", place_name(r, &places[i]));
		}
}

static int shelves_show(
	struct tpl *t, struct fields *f, const struct product *p)
{
	bool several = stock_has_places(&f->r->cx);
	struct stock_shelf *s = NULL;
	size_t n = 0;
	if (several)
		tpl_show(t, "PLACES");
	for (size_t i = 0; i < p->n_variants; i++) {
		const struct variant *v = &p->variants[i];
		if (!v->stock.tracked || v->stock.parts > 0)
			continue;
		int rc = stock_shelves(&f->r->cx, v->id, &s, &n);
		if (rc < 0)
			return rc;
		for (size_t k = 0; k < n; k++)
			shelf_show(t, f, p, v, &s[k], several);
	}
	if (several && n)
		carry_show(t, f->r, p, s, n);
	return OK;
}

int product_stock_show(struct tpl *t, struct fields *f, const struct product *p)
{
	struct req *r = f->r;
	struct tpl *s = tpl_include(t, "STOCK", "admin/stock.tpl");
	tpl_textf(s, "ID", "%lld", (long long)p->id);
	int rc = shelves_show(s, f, p);
	if (rc < 0)
		return rc;
	ask_show(s, "FIELDS", f, &how_ask, "", "by");
	ask_show(s, "FIELDS", f, &reason_ask, "", "received");
	ask_show(s, "FIELDS", f, &note_ask, "", "");
	rc = shorts_show(s, r, p);
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

static int adjust_one(struct req *r, const struct variant *v, int64_t place,
	bool by, int64_t qty, const char *reason, const char *note)
{
	int64_t ref;
	if (!by)
		return stock_count(&r->cx, v->id, place, qty, reason, note);
	if (qty == 0)
		return OK;
	int rc = counter_next(&r->cx, "adjust", &ref);
	if (rc < 0)
		return rc;
	return stock_move_at(
		&r->cx, v->id, place, qty, reason, "adjust", ref, note);
}

struct adjusting {
	struct fields *f;
	bool by;
	const char *reason, *note;
	int done;
};

/* One number that was typed, or none. */
static int adjust_shelf(
	struct adjusting *a, const struct variant *v, int64_t place)
{
	struct req *r = a->f->r;
	const char *name = qty_name(r->cx.arena, v->id, place);
	const char *typed = req_form_param(r, name);
	typed = typed ? text_trim(r->cx.arena, typed) : "";
	int64_t qty;
	if (!*typed)
		return OK;
	if (!qty_parse(typed, a->by, &qty)) {
		field_error(a->f, name, tr("Write a whole number."));
		return OK;
	}
	int rc = adjust_one(r, v, place, a->by, qty, a->reason, a->note);
	if (rc == ERR_CONFLICT) {
		field_error(a->f, name,
			tr("Orders hold some of these. If they are "
			   "really gone, choose “Count” below and type "
			   "how many are there."));
		return ERR_INVALID;
	}
	a->done += rc == OK;
	return rc;
}

static int adjust_all(struct fields *f, const struct product *p, int *done)
{
	struct adjusting a = {
		.f = f,
		.by = strcmp(ask_choice(f, &how_ask, ""), "by") == 0,
		.reason = ask_choice(f, &reason_ask, ""),
		.note = ask_text(f, &note_ask, ""),
	};
	int rc = OK;
	for (size_t i = 0; rc == OK && i < p->n_variants; i++) {
		const struct variant *v = &p->variants[i];
		struct stock_shelf *s;
		size_t n = 0;
		if (v->stock.parts > 0)
			continue;
		rc = stock_shelves(&f->r->cx, v->id, &s, &n);
		for (size_t k = 0; rc == OK && k < n; k++)
			rc = adjust_shelf(&a, v, s[k].location);
	}
	*done = a.done;
	if (rc < 0)
		return rc;
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

static int64_t posted(struct req *r, const char *name)
{
	const char *s = req_form_param(r, name);
	size_t n = s ? strlen(s) : 0;
	if (n == 0 || n > 15 || strspn(s, "0123456789") != n)
		return 0;
	return strtoll(s, NULL, 10);
}

/* POST /admin/products/:id/carry: from one place to another */
int admin_product_carry(struct req *r)
{
	struct product p;
	int64_t id = admin_path_int(r, "id"), what = posted(r, "what");
	int rc = id < 0 ? ERR_NOT_FOUND : product_get_any(&r->cx, id, &p);
	if (rc < 0)
		return rc;
	const struct variant *v = NULL;
	for (size_t i = 0; i < p.n_variants; i++)
		if (p.variants[i].id == what)
			v = &p.variants[i];
	struct stock_shelf from = {0}, to = {0};
	if (!v || stock_at(&r->cx, what, posted(r, "from"), &from) < 0 ||
		stock_at(&r->cx, what, posted(r, "to"), &to) < 0)
		return ERR_NOT_FOUND;
	int64_t qty = posted(r, "carry_qty");
	rc = qty > QTY_MAX ? ERR_INVALID
			   : stock_carry(&r->cx, what, from.location,
				     to.location, qty, "");
	if (rc < 0 && rc != ERR_INVALID && rc != ERR_CONFLICT)
		return rc;
	flash_set(r, rc == OK ? tr("The units are at their new place.")
		     : rc == ERR_CONFLICT
			     ? tr("Not that many are free there: nothing was "
				  "moved.")
			     : tr("Choose two places and how many: nothing "
				  "was moved."));
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/admin/products/%lld#stock",
			   (long long)id));
}
