/* The page of a product's properties: what is stored, or what was typed. */
#include "handlers/admin/product_details.h"

#include <stdlib.h>
#include <string.h>

#include "domain/product_desk.h"
#include "domain/size_guide.h"
#include "domain/unit_price.h"
#include "handlers/admin/admin.h"
#include "handlers/admin/product_form.h"
#include "lib/err.h"

/* ---- attributes ---- */

static const struct attribute_fact *fact_of(
	const struct attribute_fact *facts, size_t n, int64_t attribute)
{
	for (size_t i = 0; i < n; i++)
		if (facts[i].attribute.id == attribute)
			return &facts[i];
	return NULL;
}

static bool is_on(struct fields *f, const char *field,
	const struct attribute_fact *fact, int64_t value)
{
	if (f->posted) {
		const char *text;
		for (size_t i = 0; (text = req_form_nth(f->r, field, i)); i++)
			if (strtoll(text, NULL, 10) == value)
				return true;
		return false;
	}
	for (size_t i = 0; fact && i < fact->n; i++)
		if (fact->values[i].id == value)
			return true;
	return false;
}

static int choices_show(struct tpl *t, struct fields *f,
	const struct attribute *a, const struct attribute_fact *fact)
{
	struct arena *arena = f->r->cx.arena;
	const char *field = details_values_name(arena, a->id);
	struct attribute_value *values;
	size_t n;
	int rc = attribute_values(&f->r->cx, a->id, &values, &n);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "CHOICES");
	tpl_text(s, "NAME", a->name);
	const char *chosen = "";
	for (size_t i = 0; i < n; i++) {
		struct tpl *v = tpl_section(s, "VALUE");
		bool on = is_on(f, field, fact, values[i].id);
		if (on)
			chosen = arena_printf(arena, "%s%s%s", chosen,
				*chosen ? ", " : "", values[i].name);
		tpl_text(v, "FIELD", field);
		tpl_textf(v, "VALUE_ID", "%lld", (long long)values[i].id);
		tpl_text(v, "VALUE_NAME", values[i].name);
		tpl_show_if(v, "ON", on);
		if (*values[i].swatch)
			tpl_text(tpl_section(v, "SWATCH"), "COLOUR",
				values[i].swatch);
	}
	if (*chosen)
		tpl_text(tpl_section(s, "CHOSEN"), "NAMES", chosen);
	struct ask more = details_new_ask(f->r, a);
	ask_show(s, "NEW_VALUE", f, &more, "", "");
	return OK;
}

static void plain_show(struct tpl *t, struct fields *f,
	const struct attribute *a, const struct attribute_fact *fact)
{
	struct ask ask = details_plain_ask(f->r, a);
	const char *stored = "";
	if (fact && a->kind == ATTRIBUTE_NUMBER)
		stored = attribute_number(
			f->r->cx.arena, f->r->cx.locale, fact->number_milli);
	else if (fact)
		stored = fact->number_milli ? "yes" : "no";
	ask_show(tpl_section(t, "PLAIN"), "PLAIN_FIELD", f, &ask, "", stored);
}

static int attributes_show(
	struct tpl *t, struct fields *f, const struct product *was)
{
	struct attribute *all;
	struct attribute_fact *facts;
	size_t n, n_facts;
	int rc = attribute_list(&f->r->cx, &all, &n);
	if (rc == OK)
		rc = attribute_facts(&f->r->cx, was->id, &facts, &n_facts);
	for (size_t i = 0; rc == OK && i < n; i++) {
		const struct attribute_fact *fact = fact_of(
			facts, n_facts, all[i].id);
		if (all[i].kind == ATTRIBUTE_TEXT ||
			all[i].kind == ATTRIBUTE_COLOUR)
			rc = choices_show(t, f, &all[i], fact);
		else
			plain_show(t, f, &all[i], fact);
	}
	if (rc == OK && n == 0)
		tpl_show(t, "NO_ATTRIBUTE");
	return rc;
}

/* ---- variants ---- */

static const char *day_iso(struct arena *a, int64_t day)
{
	return day ? arena_printf(a, "%04lld-%02lld-%02lld",
			     (long long)(day / 10000),
			     (long long)(day / 100 % 100),
			     (long long)(day % 100))
		   : "";
}

static void cell_show(struct tpl *row, const char *slot, struct fields *f,
	const struct ask *ask, const char *label, const char *suffix,
	const char *stored)
{
	struct arena *a = f->r->cx.arena;
	const char *name = field_name(a, ask->name, suffix);
	struct tpl *s = tpl_section(row, slot);
	tpl_text(s, "NAME", name);
	tpl_text(s, "TYPE", ask->kind == ASK_DATE ? "date" : "text");
	tpl_text(s, "VALUE", field_value(f, name, stored));
	tpl_textf(s, "FIELD_LABEL", "%s: %s", label, tr(ask->label));
	const char *wrong = field_message(f, name);
	if (wrong)
		tpl_text(tpl_section(s, "WRONG"), "MESSAGE", wrong);
}

static void unit_show(struct tpl *row, struct fields *f,
	const struct variant *v, const char *label, const char *suffix)
{
	const char *name = field_name(f->r->cx.arena, "unit", suffix);
	const char *chosen = field_value(f, name, v->content_unit);
	struct tpl *s = tpl_section(row, "UNIT_CELL");
	tpl_text(s, "NAME", name);
	tpl_textf(s, "FIELD_LABEL", "%s: %s", label, tr("Unit"));
	for (size_t i = 0; unit_price_units[i]; i++) {
		struct tpl *u = tpl_section(s, "UNIT");
		tpl_text(u, "CODE", unit_price_units[i]);
		tpl_text(u, "UNIT_NAME", unit_price_unit(unit_price_units[i]));
		tpl_show_if(u, "ON", strcmp(unit_price_units[i], chosen) == 0);
	}
}

static void variant_show(
	struct tpl *t, struct fields *f, const struct variant *v)
{
	struct arena *a = f->r->cx.arena;
	struct tpl *row = tpl_section(t, "ROW");
	const char *label = *v->label ? v->label : v->sku;
	const char *suffix = arena_printf(a, "%lld", (long long)v->id);
	tpl_text(row, "LABEL", label);
	cell_show(row, "CELL", f, &details_content_ask, label, suffix,
		v->content_milli
			? attribute_number(a, f->r->cx.locale, v->content_milli)
			: "");
	unit_show(row, f, v, label, suffix);
	cell_show(row, "CELL_2", f, &details_deposit_ask, label, suffix,
		v->deposit_minor ? money_plain(a, money(v->deposit_minor))
				 : "");
	cell_show(row, "CELL_2", f, &details_restock_ask, label, suffix,
		day_iso(a, v->restock_day));
}

/* ---- the rest ---- */

static int repair_show(
	struct tpl *t, struct fields *f, const struct product *was)
{
	int rc = OK;
	for (int l = 0; rc == OK && l < TR_LANGS; l++) {
		struct product_words w = {.repair = ""};
		struct ask ask = details_repair_ask;
		const char *code = tr_langs[l].code;
		rc = desk_words(&f->r->cx, was->id, code, &w);
		ask.label = arena_printf(f->r->cx.arena, "%s (%s)",
			tr(ask.label), tr_langs[l].name);
		if (rc == OK)
			ask_show_plain(t, "REPAIR", f, &ask, code,
				w.repair ? w.repair : "");
	}
	return rc;
}

static void promises_show(
	struct tpl *t, struct fields *f, const struct product *was)
{
	struct arena *a = f->r->cx.arena;
	const char *number = was->guarantee_months
				     ? arena_printf(a, "%lld",
					       (long long)was->guarantee_months)
				     : "";
	const struct ask *asks = details_asks;
	ask_show(t, "PROMISE", f, &asks[DETAIL_GUARANTEE], "", number);
	ask_show(t, "PROMISE", f, &asks[DETAIL_REPAIR_SCORE], "",
		was->repair_score);
	number = was->spare_part_years < 0
			 ? ""
			 : arena_printf(
				   a, "%lld", (long long)was->spare_part_years);
	ask_show(t, "PROMISE", f, &asks[DETAIL_SPARE_YEARS], "", number);
	ask_show(t, "PROMISE", f, &asks[DETAIL_UPDATES], "",
		day_iso(a, was->update_until_day));
	ask_show(t, "PROMISE", f, &asks[DETAIL_EXEMPTION], "", was->exemption);
	ask_show(t, "RESPONSIBLE", f, &asks[DETAIL_RESPONSIBLE], "",
		was->responsible_name);
	ask_show(t, "RESPONSIBLE", f, &asks[DETAIL_RESPONSIBLE_ADDRESS], "",
		was->responsible_address);
	ask_show(t, "RESPONSIBLE", f, &asks[DETAIL_RESPONSIBLE_EMAIL], "",
		was->responsible_email);
}

static int guides_show(
	struct tpl *t, struct fields *f, const struct product *was)
{
	struct size_guide *all;
	size_t n;
	const char *chosen = field_value(f, "size_guide",
		arena_printf(
			f->r->cx.arena, "%lld", (long long)was->size_guide));
	int rc = size_guide_list(&f->r->cx, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct tpl *s = tpl_section(t, "GUIDE");
		const char *id = arena_printf(
			f->r->cx.arena, "%lld", (long long)all[i].id);
		tpl_text(s, "GUIDE_ID", id);
		tpl_text(s, "GUIDE_NAME", all[i].name);
		tpl_show_if(s, "ON", strcmp(id, chosen) == 0);
	}
	return rc;
}

int product_details_show(
	struct fields *f, const struct product *was, int status)
{
	struct tpl *t = admin_tpl(f->r, "admin/product_details.tpl");
	tpl_textf(t, "ID", "%lld", (long long)was->id);
	tpl_textf(t, "REV", "%lld", (long long)was->rev);
	tpl_show_if(t, "STALE", status == 409);
	fields_summary(t, f);
	int rc = attributes_show(t, f, was);
	for (size_t i = 0; i < was->n_variants; i++)
		variant_show(t, f, &was->variants[i]);
	promises_show(t, f, was);
	if (rc == OK)
		rc = repair_show(t, f, was);
	if (rc == OK)
		rc = guides_show(t, f, was);
	if (rc < 0)
		return rc;
	return product_send(f->r, was, TAB_DETAILS, t, status);
}
