#include "domain/desk.h"
#include "handlers/admin/crud.h"
#include "lib/tr.h"

static const struct crud_field main_fields[] = {
	{.name = "name",
		.label = N_("Your own name for it"),
		.hint = N_("Customers do not see it."),
		.kind = CRUD_LINE,
		.max = 100,
		.required = true},
	{.name = NULL},
};

static const struct crud_field word_fields[] = {
	{.name = "title",
		.label = N_("Title"),
		.kind = CRUD_LINE,
		.max = 150,
		.required = true},
	{.name = "body",
		.label = N_("Text"),
		.hint = N_("A table of measures, and how to take them."),
		.kind = CRUD_MARKDOWN,
		.max = 20000,
		.rows = 12},
	{.name = NULL},
};

const struct resource size_guide_resource = {
	.code = "size-guides",
	.table = &size_guide_table,
	.heading = "name",
	.title = N_("Size guides"),
	.fresh = N_("New size guide"),
	.add = N_("Add size guide"),
	.find = N_("Find a size guide"),
	.empty = N_("No size guides yet"),
	.empty_text = N_("One guide serves many products: write the table of "
			 "measures once, then choose it on their pages."),
	.away = N_("Products no longer show it. They remember it, so that it "
		   "can come back."),
	.columns =
		(const struct crud_column[]){
			{N_("Name"), CELL_TEXT, "name", NULL, true},
			{N_("Title"), CELL_TEXT, NULL, NULL, false},
			{N_("Products"), CELL_NUMBER, "products", NULL, true},
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
			{N_("Size guide"), NULL, main_fields, false, false},
			{NULL, NULL, NULL, false, false},
		},
	.words_title = N_("What customers read"),
	.words = word_fields,
	.ties =
		(const struct crud_tie[]){
			{N_MANY("%ld product shows this guide.",
				"%ld products show this guide.")},
			{NULL, NULL},
		},
};
