#include <string.h>

#include "domain/desk.h"
#include "domain/tax.h"
#include "handlers/admin/crud.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static const struct ask_choice states[] = {
	{"asked", N_("To be checked")},
	{"valid", N_("Valid")},
	{"refused", N_("Not valid")},
	{NULL, NULL},
};

static const struct crud_field main_fields[] = {
	{.name = "vat_id",
		.label = N_("VAT number"),
		.hint = N_("With its country, like SE556703748501."),
		.kind = CRUD_LINE,
		.max = 30,
		.required = true},
	{.name = "company",
		.label = N_("Company"),
		.hint = N_("As the buyer wrote it: VIES must name the same."),
		.kind = CRUD_LINE,
		.max = 120},
	{.name = "email_norm",
		.label = N_("E-mail of the buyer"),
		.hint = N_("Who orders with another address is asked to wait "
			   "for a check of their own."),
		.kind = CRUD_EMAIL,
		.max = 254,
		.required = true},
	{.name = NULL},
};

static const struct crud_field check_fields[] = {
	{.name = "state",
		.label = N_("What VIES said"),
		.hint = N_("Valid: from their next order on the buyer pays no "
			   "VAT for what you send to another EU country."),
		.kind = CRUD_CHOICE,
		.choices = states},
	{.name = "checked_day",
		.label = N_("Checked on"),
		.hint = N_("Empty: today."),
		.kind = CRUD_DAY},
	{.name = "note",
		.label = N_("Note"),
		.hint = N_("VIES’ consultation number proves that you looked: "
			   "keep it."),
		.kind = CRUD_LINE,
		.max = 200},
	{.name = NULL},
};

static int check(
	struct fields *f, const struct table_row *was, struct table_row *row)
{
	(void)was;
	const struct table *t = &vat_number_table;
	struct cx *cx = &f->r->cx;
	const char *typed = table_value(t, row, "vat_id");
	const char *norm = vat_id_norm(cx->arena, typed);
	if (*typed && !norm)
		field_error(f, "vat_id",
			tr("That is no VAT number of an EU country: write its "
			   "country first, like SE556703748501."));
	if (norm)
		table_set(t, row, "vat_id", norm);
	table_set(t, row, "email_norm",
		email_norm(cx->arena, table_value(t, row, "email_norm")));
	bool asked = strcmp(table_value(t, row, "state"), "asked") == 0;
	if (asked)
		table_set(t, row, "checked_day", "");
	else if (!*table_value(t, row, "checked_day"))
		table_set(t, row, "checked_day",
			arena_printf(cx->arena, "%lld",
				(long long)clock_day(cx->now)));
	return OK;
}

const struct resource vat_number_resource = {
	.code = "vat-numbers",
	.table = &vat_number_table,
	.heading = "vat_id",
	.title = N_("VAT numbers"),
	.fresh = N_("New VAT number"),
	.add = N_("Add VAT number"),
	.find = N_("Find by number, company or e-mail"),
	.empty = N_("No VAT numbers yet"),
	.empty_text = N_("A business in another EU country that gives its VAT "
			 "number when ordering is listed here. Once you have "
			 "checked it, its orders bear no VAT."),
	.about = N_("Check each in VIES, the register of the EU, before you "
		    "say that it is valid. Orders that were placed before "
		    "keep the VAT that they were placed with."),
	.away = N_("The buyer’s next order bears VAT."),
	.clash = N_("That number is there already with this e-mail."),
	.link = "https://ec.europa.eu/taxation_customs/vies/",
	.link_text = N_("Open VIES"),
	.columns =
		(const struct crud_column[]){
			{N_("VAT number"), CELL_TEXT, "number", NULL, true},
			{N_("Company"), CELL_TEXT, NULL, NULL, false},
			{N_("E-mail"), CELL_TEXT, NULL, NULL, false},
			{N_("State"), CELL_CHOICE, NULL, states, true},
			{N_("Checked on"), CELL_DAY, NULL, NULL, false},
			{NULL, 0, NULL, NULL, false},
		},
	.chips =
		(const struct crud_chip[]){
			{"", N_("All")},
			{"asked", N_("To be checked")},
			{"valid", N_("Valid")},
			{"refused", N_("Not valid")},
			{NULL, NULL},
		},
	.groups =
		(const struct crud_group[]){
			{N_("VAT number"), NULL, main_fields, false, false},
			{N_("Check"), NULL, check_fields, false, false},
			{NULL, NULL, NULL, false, false},
		},
	.check = check,
};
