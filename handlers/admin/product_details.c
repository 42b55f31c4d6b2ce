/* A product's properties: what was typed, and writing it; in one file because
 * both walk the same structs. */
#include "handlers/admin/product_details.h"

#include <stdlib.h>
#include <string.h>

#include "domain/import_number.h"
#include "domain/product_desk.h"
#include "domain/product_edit.h"
#include "domain/search.h"
#include "domain/unit_price.h"
#include "handlers/admin/admin.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { VALUES_MAX = 60, NEW_MAX = 10, MONTHS_MAX = 600, YEARS_MAX = 50 };

static const struct ask_choice exemption_choices[] = {
	{"", N_("It can be withdrawn from")},
	{"sealed", N_("Sealed for health or hygiene")},
	{"custom", N_("Made to the customer’s order")},
	{"perishable", N_("Spoils or goes out of date quickly")},
	{"media", N_("Sealed recordings or programs")},
	{"digital", N_("Digital content")},
	{"press", N_("A newspaper or magazine")},
	{"dated", N_("For a certain day or time")},
	{NULL, NULL},
};

const struct ask details_asks[] = {
	{"guarantee_months", N_("The maker’s guarantee, months"),
		N_("Of durability, for the whole product and without cost. "
		   "Empty: none."),
		ASK_INT, MONTHS_MAX, false, 0, NULL},
	{"repair_score", N_("Repairability"),
		N_("As the maker states it, like B or 7.9."), ASK_LINE, 20,
		false, 0, NULL},
	{"spare_part_years", N_("Spare parts, years"),
		N_("How long they can be had. Empty: the maker does not tell."),
		ASK_INT, YEARS_MAX, false, 0, NULL},
	{"update_until", N_("Software updates until"),
		N_("Only of things with software in them."), ASK_DATE, 0, false,
		0, NULL},
	{"responsible_name", N_("Name"), NULL, ASK_LINE, 200, false, 0, NULL},
	{"responsible_address", N_("Postal address"), NULL, ASK_LINE, 300,
		false, 0, NULL},
	{"responsible_email", N_("E-mail or web address"), NULL, ASK_LINE, 254,
		false, 0, NULL},
	{"exemption", N_("Right of withdrawal"),
		N_("Only what the law exempts. Customers read the reason "
		   "before they buy; a withdrawal is taken all the same and "
		   "you decide."),
		ASK_CHOICE, 0, false, 0, exemption_choices},
};

const struct ask details_repair_ask = {"repair",
	N_("How it is repaired, where spare parts are"), NULL, ASK_LINES, 4000,
	false, 3, NULL};
const struct ask details_content_ask = {
	"content", N_("Content"), NULL, ASK_LINE, 12, false, 0, NULL};
const struct ask details_deposit_ask = {
	"deposit", N_("Deposit"), NULL, ASK_MONEY, 0, false, 0, NULL};
const struct ask details_restock_ask = {
	"restock", N_("Comes again"), NULL, ASK_DATE, 0, false, 0, NULL};

static const struct ask_choice yes_no[] = {
	{"", N_("Not told")},
	{"yes", N_("Yes")},
	{"no", N_("No")},
	{NULL, NULL},
};

const char *details_values_name(struct arena *a, int64_t attribute)
{
	return arena_printf(a, "value_%lld", (long long)attribute);
}

struct ask details_plain_ask(struct req *r, const struct attribute *a)
{
	struct arena *arena = r->cx.arena;
	struct ask ask = {.kind = ASK_LINE, .max = 15};
	ask.name = arena_printf(arena, "plain_%lld", (long long)a->id);
	ask.label = *a->unit ? arena_printf(arena, "%s (%s)", a->name, a->unit)
			     : a->name;
	if (a->kind == ATTRIBUTE_BOOL) {
		ask.kind = ASK_CHOICE;
		ask.choices = yes_no;
	}
	return ask;
}

struct ask details_new_ask(struct req *r, const struct attribute *a)
{
	struct ask ask = {.kind = ASK_LINE,
		.max = 200,
		.label = N_("Others"),
		.hint = N_("New values, with commas between them.")};
	ask.name = arena_printf(r->cx.arena, "new_%lld", (long long)a->id);
	return ask;
}

/* ---- reading ---- */

struct attribute_in {
	const struct attribute *attribute;
	int64_t values[VALUES_MAX], milli;
	const char *fresh[NEW_MAX]; /* names of values to be made */
	size_t n, n_fresh;
	bool given;
};

struct variant_in {
	const struct variant *was;
	int64_t content_milli, deposit_minor, restock_day;
	const char *content_unit;
};

struct details_in {
	int64_t rev, size_guide, guarantee, spare_years, update_day;
	struct product_head head;
	const char *repair[TR_LANGS];
	struct attribute_in *attributes;
	struct variant_in *variants;
	size_t n_attributes, n_variants;
};

static void read_choices(struct fields *f, struct attribute_in *in)
{
	struct arena *a = f->r->cx.arena;
	const char *field = details_values_name(a, in->attribute->id), *text;
	for (size_t i = 0;
		in->n < VALUES_MAX && (text = req_form_nth(f->r, field, i));
		i++)
		in->values[in->n++] = strtoll(text, NULL, 10);
	struct ask ask = details_new_ask(f->r, in->attribute);
	const char *list = ask_text(f, &ask, "");
	while (*list) {
		size_t n = strcspn(list, ",;\n");
		const char *name = text_trim(a, arena_strndup(a, list, n));
		list += n + (list[n] != '\0');
		if (!*name)
			continue;
		if (in->n_fresh == NEW_MAX ||
			in->n + in->n_fresh == VALUES_MAX) {
			field_error(f, ask.name, tr("Too many values."));
			return;
		}
		in->fresh[in->n_fresh++] = name;
	}
}

static void read_plain(struct fields *f, struct attribute_in *in)
{
	struct ask ask = details_plain_ask(f->r, in->attribute);
	if (in->attribute->kind == ATTRIBUTE_BOOL) {
		const char *choice = ask_choice(f, &ask, "");
		in->given = *choice != '\0';
		in->milli = strcmp(choice, "yes") == 0;
		return;
	}
	const char *text = ask_text(f, &ask, "");
	in->given = *text != '\0';
	if (in->given && !field_message(f, ask.name) &&
		!import_local(text, 3, false, &in->milli))
		field_error(f, ask.name,
			tr("Write a number, with at most three decimals."));
}

static int read_attributes(struct fields *f, struct details_in *in)
{
	struct attribute *all;
	int rc = attribute_list(&f->r->cx, &all, &in->n_attributes);
	if (rc < 0)
		return rc;
	in->attributes = ARENA_ARRAY(
		f->r->cx.arena, struct attribute_in, in->n_attributes + 1);
	for (size_t i = 0; i < in->n_attributes; i++) {
		struct attribute_in *a = &in->attributes[i];
		*a = (struct attribute_in){.attribute = &all[i]};
		if (all[i].kind == ATTRIBUTE_TEXT ||
			all[i].kind == ATTRIBUTE_COLOUR)
			read_choices(f, a);
		else
			read_plain(f, a);
	}
	return OK;
}

static int64_t read_day(
	struct fields *f, const struct ask *ask, const char *suffix)
{
	int64_t end_ms;
	return ask_date(f, ask, suffix, &end_ms) ? clock_day(end_ms - 1) : 0;
}

static const char *read_unit(struct fields *f, const char *suffix)
{
	const char *unit = req_form_param(
		f->r, field_name(f->r->cx.arena, "unit", suffix));
	return unit && *unit && unit_price_unit(unit) ? unit : "";
}

static void read_variant(
	struct fields *f, const struct variant *was, struct variant_in *in)
{
	struct arena *a = f->r->cx.arena;
	struct money deposit = money(0);
	const char *suffix = arena_printf(a, "%lld", (long long)was->id);
	const char *name = field_name(a, "content", suffix);
	*in = (struct variant_in){.was = was};
	const char *content = ask_text(f, &details_content_ask, suffix);
	in->content_unit = read_unit(f, suffix);
	if (*content && !field_message(f, name)) {
		if (!import_local(content, 3, false, &in->content_milli) ||
			in->content_milli <= 0)
			field_error(f, name,
				tr("Write how much is in it, like 0.25."));
		else if (!*in->content_unit)
			field_error(f, name, tr("Choose the unit too."));
	}
	if (!in->content_milli)
		in->content_unit = "";
	ask_money(f, &details_deposit_ask, suffix, &deposit);
	in->deposit_minor = deposit.minor > 0 ? deposit.minor : 0;
	if (in->deposit_minor > was->price.amount.minor &&
		was->price.amount.minor >= 0)
		field_error(f, field_name(a, "deposit", suffix),
			tr("The deposit is part of the price: it cannot be "
			   "more."));
	in->restock_day = read_day(f, &details_restock_ask, suffix);
}

static void read_head(struct fields *f, struct details_in *in)
{
	const struct ask *a = details_asks;
	struct product_head *h = &in->head;
	ask_int(f, &a[DETAIL_GUARANTEE], "", &in->guarantee);
	h->repair_score = ask_text(f, &a[DETAIL_REPAIR_SCORE], "");
	in->spare_years = -1;
	ask_int(f, &a[DETAIL_SPARE_YEARS], "", &in->spare_years);
	in->update_day = read_day(f, &a[DETAIL_UPDATES], "");
	h->responsible_name = ask_text(f, &a[DETAIL_RESPONSIBLE], "");
	h->responsible_address = ask_text(
		f, &a[DETAIL_RESPONSIBLE_ADDRESS], "");
	h->responsible_email = ask_text(f, &a[DETAIL_RESPONSIBLE_EMAIL], "");
	h->exemption = ask_choice(f, &a[DETAIL_EXEMPTION], "");
	const char *guide = req_form_param(f->r, "size_guide");
	in->size_guide = guide ? strtoll(guide, NULL, 10) : 0;
	h->size_guide = &in->size_guide;
	h->guarantee_months = &in->guarantee;
	h->spare_part_years = &in->spare_years;
	h->update_until_day = &in->update_day;
}

static int details_read(
	struct fields *f, const struct product *was, struct details_in *in)
{
	struct arena *a = f->r->cx.arena;
	const char *rev = req_form_param(f->r, "rev");
	in->rev = rev ? strtoll(rev, NULL, 10) : -1;
	if (in->rev <= 0)
		in->rev = -1; /* 0 would mean "do not compare" */
	read_head(f, in);
	for (int l = 0; l < TR_LANGS; l++)
		in->repair[l] = ask_text(
			f, &details_repair_ask, tr_langs[l].code);
	in->variants = ARENA_ARRAY(a, struct variant_in, was->n_variants + 1);
	for (size_t i = 0; i < was->n_variants; i++) {
		const struct variant *v = &was->variants[i];
		if (req_form_param(f->r,
			    arena_printf(a, "content_%lld", (long long)v->id)))
			read_variant(f, v, &in->variants[in->n_variants++]);
	}
	return read_attributes(f, in);
}

/* ---- writing ---- */

/* Values that are new get their name in the root language. */
static int write_fresh(struct req *r, struct attribute_in *in)
{
	struct arena *a = r->cx.arena;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < in->n_fresh; i++) {
		const char *code = text_slug(a, in->fresh[i]);
		rc = attribute_value_put(&r->cx, in->attribute->id,
			*code ? text_cut(a, code, 40) : "other", NULL,
			r->cx.root, in->fresh[i], &in->values[in->n++]);
	}
	return rc;
}

static int write_attribute(
	struct req *r, int64_t product, struct attribute_in *in)
{
	const struct attribute *a = in->attribute;
	if (a->kind == ATTRIBUTE_TEXT || a->kind == ATTRIBUTE_COLOUR) {
		int rc = write_fresh(r, in);
		return rc < 0 ? rc
			      : attribute_set_values(&r->cx, product, a->id,
					in->values, in->n);
	}
	if (!in->given)
		return attribute_unset(&r->cx, product, a->id);
	if (a->kind == ATTRIBUTE_BOOL)
		return attribute_set_bool(&r->cx, product, a->id, in->milli);
	return attribute_set_number(&r->cx, product, a->id, in->milli);
}

static int write_variant(
	struct req *r, int64_t product, const struct variant_in *in)
{
	const struct variant *v = in->was;
	struct variant_data d = {.sku = v->sku,
		.option_key = v->option_key,
		.gtin = v->gtin,
		.weight_g = v->weight_g,
		.tracked = v->stock.tracked,
		.backorder = v->stock.backorder,
		.media = v->media,
		.compare_note = v->compare_note,
		.content_milli = &in->content_milli,
		.content_unit = in->content_unit,
		.deposit_minor = &in->deposit_minor,
		.restock_day = &in->restock_day};
	int64_t id;
	bool changed;
	return variant_put(&r->cx, product, &d, &id, &changed);
}

static int write_repair(
	struct req *r, int64_t product, const struct details_in *in)
{
	int rc = OK;
	for (int l = 0; rc == OK && l < TR_LANGS; l++) {
		struct product_words w;
		const char *code = tr_langs[l].code;
		rc = desk_words(&r->cx, product, code, &w);
		/* without a name there is nothing to hold on to */
		if (rc < 0 || !*w.name ||
			strcmp(w.repair ? w.repair : "", in->repair[l]) == 0)
			continue;
		w.slug = NULL;
		w.repair = in->repair[l];
		rc = product_set_words(&r->cx, product, code, &w);
	}
	return rc;
}

static int write_all(
	struct req *r, const struct product *was, struct details_in *in)
{
	int rc = product_update(&r->cx, was->id, in->rev, &in->head);
	for (size_t i = 0; rc == OK && i < in->n_variants; i++)
		rc = write_variant(r, was->id, &in->variants[i]);
	for (size_t i = 0; rc == OK && i < in->n_attributes; i++)
		rc = write_attribute(r, was->id, &in->attributes[i]);
	if (rc == OK)
		rc = write_repair(r, was->id, in);
	return rc == OK ? search_index_all(&r->cx, was->id) : rc;
}

static int details_write(
	struct req *r, const struct product *was, struct details_in *in)
{
	int rc = db_begin(r->cx.db);
	return rc < 0 ? rc : db_end(r->cx.db, write_all(r, was, in));
}

/* ---- pages ---- */

static int product_of(struct req *r, struct product *p)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : product_get_any(&r->cx, id, p);
}

/* GET /admin/products/:id/details */
int admin_product_details(struct req *r)
{
	struct product p;
	struct fields f;
	int rc = product_of(r, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	return product_details_show(&f, &p, 200);
}

/* POST /admin/products/:id/details */
int admin_product_details_save(struct req *r)
{
	struct product p;
	struct fields f;
	struct details_in in = {0};
	int rc = product_of(r, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	rc = details_read(&f, &p, &in);
	if (rc < 0)
		return rc;
	if (f.errors.n)
		return product_details_show(&f, &p, 422);
	rc = details_write(r, &p, &in);
	if (rc == ERR_CONFLICT) {
		rc = product_of(r, &p);
		return rc < 0 ? rc : product_details_show(&f, &p, 409);
	}
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/admin/products/%lld/details",
			   (long long)p.id));
}
