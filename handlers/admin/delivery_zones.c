#include <string.h>

#include "domain/desk.h"
#include "handlers/admin/crud.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static const struct crud_field main_fields[] = {
	{.name = "name",
		.label = N_("Your own name for it"),
		.hint = N_("Customers do not see it."),
		.kind = CRUD_LINE,
		.max = 80,
		.required = true},
	{.name = "position",
		.label = N_("Position"),
		.hint = N_("Of zones that hold the same place the first "
			   "counts."),
		.kind = CRUD_INT,
		.max = 9999},
	{.name = NULL},
};

static const struct crud_parts areas = {
	.title = N_("Areas"),
	.hint = N_("A country, or a range of its postal codes: 00100 to 02999. "
		   "Without codes all of it; with only the first, those that "
		   "begin so. For more empty rows, save."),
	.words = (const struct crud_field[]){{.name = NULL}},
	.fields =
		(const struct crud_field[]){
			{.name = "country",
				.label = N_("Country, like FI"),
				.kind = CRUD_LINE,
				.max = 2,
				.required = true},
			{.name = "postal_from",
				.label = N_("Postal codes from"),
				.kind = CRUD_LINE,
				.max = 12},
			{.name = "postal_to",
				.label = N_("to"),
				.kind = CRUD_LINE,
				.max = 12},
			{.name = NULL},
		},
	.fresh = 4,
};

static const char *part_input(struct arena *a, const struct table_part *p,
	size_t fresh, const char *name)
{
	return p->id ? arena_printf(a, "v%lld_%s", (long long)p->id, name)
		     : arena_printf(a, "new%zu_%s", fresh, name);
}

static int check(
	struct fields *f, const struct table_row *was, struct table_row *row)
{
	(void)was;
	const struct table_field *fields = delivery_zone_table.parts->fields;
	int at = table_field(fields, "country");
	int from = table_field(fields, "postal_from");
	int to = table_field(fields, "postal_to");
	struct arena *a = f->r->cx.arena;
	size_t fresh = 0;
	for (size_t i = 0; i < row->n_parts; i++) {
		struct table_part *p = &row->parts[i];
		const char *land = text_upper(a, p->values[at]);
		size_t k = fresh;
		fresh += p->id == 0;
		p->values[at] = land;
		if (p->remove)
			continue;
		if (*land &&
			(strlen(land) != 2 ||
				strspn(land, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") !=
					2))
			field_error(f, part_input(a, p, k, "country"),
				tr("A country is two letters, like FI."));
		if (*p->values[to] &&
			strcmp(p->values[from], p->values[to]) > 0)
			field_error(f, part_input(a, p, k, "postal_to"),
				tr("The last code comes before the first."));
	}
	return OK;
}

const struct resource delivery_zone_resource = {
	.code = "zones",
	.table = &delivery_zone_table,
	.heading = "name",
	.title = N_("Delivery zones"),
	.fresh = N_("New zone"),
	.add = N_("Add zone"),
	.find = N_("Find by name or country"),
	.empty = N_("No zones yet"),
	.empty_text = N_("A zone is where a set of delivery methods holds: "
			 "Finland, the Nordic countries. The shop delivers "
			 "nowhere else."),
	.about = N_("The first zone that holds a customer’s country and "
		    "postal code decides what is offered."),
	.away = N_("Customers there are offered what the next zone offers, or "
		   "nothing."),
	.columns =
		(const struct crud_column[]){
			{N_("Name"), CELL_TEXT, "name", NULL, true},
			{N_("Position"), CELL_NUMBER, "place", NULL, false},
			{N_("Areas"), CELL_NUMBER, NULL, NULL, true},
			{N_("Methods"), CELL_NUMBER, NULL, NULL, true},
			{NULL, 0, NULL, NULL, false},
		},
	.chips =
		(const struct crud_chip[]){
			{"", N_("In use")},
			{"archived", N_("Archived")},
			{NULL, NULL},
		},
	.groups =
		(const struct crud_group[]){
			{N_("Zone"), NULL, main_fields, false, false},
			{NULL, NULL, NULL, false, false},
		},
	.parts = &areas,
	.ties =
		(const struct crud_tie[]){
			{N_MANY("%ld delivery method holds here.",
				"%ld delivery methods hold here.")},
			{NULL, NULL},
		},
	.check = check,
};
