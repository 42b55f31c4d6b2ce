#include "domain/desk.h"
#include "handlers/admin/crud.h"
#include "lib/tr.h"

static const struct crud_field main_fields[] = {
	{.name = "day", .label = N_("Day"), .kind = CRUD_DAY, .required = true},
	{.name = "name",
		.label = N_("Why"),
		.hint = N_("For yourself, like “Stocktaking”."),
		.kind = CRUD_LINE,
		.max = 80},
	{.name = NULL},
};

const struct resource closed_day_resource = {
	.code = "closed-days",
	.table = &closed_day_table,
	.heading = "name",
	.title = N_("Closed days"),
	.fresh = N_("New closed day"),
	.add = N_("Add closed day"),
	.find = N_("Find a closed day"),
	.empty = N_("No closed days"),
	.empty_text = N_("Weekends and Finland’s public holidays are known. "
			 "Add the other days on which nothing leaves: a "
			 "summer break, stocktaking."),
	.about = N_("Nothing leaves on these days, and what is promised to "
		    "customers moves with them."),
	.away = N_("Parcels leave on this day again."),
	.clash = N_("That day is closed already."),
	.columns =
		(const struct crud_column[]){
			{N_("Day"), CELL_DAY, "day", NULL, true},
			{N_("Why"), CELL_TEXT, "name", NULL, true},
			{NULL, 0, NULL, NULL, false},
		},
	.chips =
		(const struct crud_chip[]){
			{"", N_("Coming")},
			{"past", N_("Past")},
			{NULL, NULL},
		},
	.groups =
		(const struct crud_group[]){
			{N_("Closed day"), NULL, main_fields, false, false},
			{NULL, NULL, NULL, false, false},
		},
};
