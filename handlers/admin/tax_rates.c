#include <stdlib.h>
#include <string.h>

#include "domain/desk.h"
#include "domain/quote.h"
#include "handlers/admin/crud.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static const struct ask_choice classes[] = {
	{"general", N_("General rate")},
	{"reduced", N_("Reduced rate")},
	{"press", N_("Newspapers and magazines")},
	{"zero", N_("Zero rate")},
	{"outside", N_("Outside VAT")},
	{NULL, NULL},
};

static const struct ask_choice times[] = {
	{"now", N_("In force")},
	{"coming", N_("Coming")},
	{"past", N_("Past")},
	{NULL, NULL},
};

static const struct crud_field main_fields[] = {
	{.name = "tax_class",
		.label = N_("Class"),
		.hint = N_("Each product has one."),
		.kind = CRUD_CHOICE,
		.choices = classes},
	{.name = "country",
		.label = N_("Country"),
		.hint = N_("Two letters, like FI."),
		.kind = CRUD_LINE,
		.max = 2,
		.required = true},
	{.name = "from_day",
		.label = N_("First day"),
		.hint = N_("The rate holds from the beginning of this day, "
			   "until another one follows."),
		.kind = CRUD_DAY,
		.required = true},
	{.name = "rate_bp",
		.label = N_("Per cent"),
		.hint = N_("Like 25.5. Empty: outside VAT."),
		.kind = CRUD_RATE},
	{.name = NULL},
};

/* What holds is in the books: only a class that a country has not had begins
 * in the past. */
static int check(
	struct fields *f, const struct table_row *was, struct table_row *row)
{
	(void)was;
	const struct table *t = &tax_rate_table;
	struct req *r = f->r;
	const char *class = table_value(t, row, "tax_class");
	const char *land = text_upper(
		r->cx.arena, table_value(t, row, "country"));
	int64_t today = clock_day(r->cx.now), known;
	table_set(t, row, "country", land);
	if (*land && strspn(land, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 2)
		field_error(
			f, "country", tr("A country is two letters, like FI."));
	if (!*table_value(t, row, "rate_bp") && *class &&
		strcmp(class, "outside") != 0)
		field_error(f, "rate_bp",
			tr("Only the class outside VAT has "
			   "no rate: write 0 for none."));
	const char *day = table_value(t, row, "from_day");
	if (!*day || strtoll(day, NULL, 10) > today)
		return OK;
	int rc = tax_rate_on(&r->cx, class, land, today, &known);
	if (rc == OK)
		field_error(f, "from_day",
			tr("It must begin after today: what was sold until "
			   "now stays as it was."));
	return rc == ERR_NOT_FOUND ? OK : rc;
}

const struct resource tax_rate_resource = {
	.code = "tax-rates",
	.table = &tax_rate_table,
	.heading = "tax_class",
	.title = N_("Tax rates"),
	.fresh = N_("New tax rate"),
	.add = N_("Add tax rate"),
	.find = N_("Find by country or class"),
	.empty = N_("No tax rates"),
	.empty_text = N_("Without them the shop cannot say what VAT a price "
			 "holds: add the rates of your country."),
	.about = N_("When the law changes a rate, add the new one with its "
		    "first day. Orders keep the rate of their own day."),
	.away = N_("The rate before it stays in force."),
	.locked = N_("This rate is in force or past, and stands in the books "
		     "of orders: it stays as it is. Add a new one with a "
		     "later first day."),
	.clash = N_("That class has a rate from this day already."),
	.columns =
		(const struct crud_column[]){
			{N_("Class"), CELL_CHOICE, "class", classes, true},
			{N_("Country"), CELL_TEXT, NULL, NULL, true},
			{N_("First day"), CELL_DAY, "day", NULL, false},
			{N_("Rate"), CELL_RATE, NULL, NULL, true},
			{N_("State"), CELL_CHOICE, NULL, times, false},
			{NULL, 0, NULL, NULL, false},
		},
	.chips =
		(const struct crud_chip[]){
			{"", N_("All")},
			{"now", N_("In force")},
			{"coming", N_("Coming")},
			{NULL, NULL},
		},
	.groups =
		(const struct crud_group[]){
			{N_("Tax rate"), NULL, main_fields, false, false},
			{NULL, NULL, NULL, false, false},
		},
	.check = check,
};
