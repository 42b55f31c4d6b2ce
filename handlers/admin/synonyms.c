#include "domain/desk.h"
#include "domain/synonym.h"
#include "handlers/admin/crud.h"
#include "lib/tr.h"

/* In themselves, as everywhere in the admin. */
static const struct ask_choice languages[] = {
	{"en", "English"},
	{"fi", "Suomi"},
	{"sv", "Svenska"},
	{NULL, NULL},
};

static const struct crud_field main_fields[] = {
	{.name = "term",
		.label = N_("What customers type"),
		.hint = N_("A word or two: “beaker”."),
		.kind = CRUD_LINE,
		.max = SYNONYM_TEXT_MAX,
		.required = true},
	{.name = "means",
		.label = N_("What the shop calls it"),
		.hint = N_("As it stands in your texts: “mug”."),
		.kind = CRUD_LINE,
		.max = SYNONYM_TEXT_MAX,
		.required = true},
	{.name = "both_ways",
		.label = N_("Also the other way round"),
		.hint = N_("Who types the second finds the first too."),
		.kind = CRUD_CHECK},
	{.name = "locale",
		.label = N_("Language"),
		.kind = CRUD_CHOICE,
		.choices = languages},
	{.name = NULL},
};

const struct resource synonym_resource = {
	.code = "synonyms",
	.table = &synonym_table,
	.heading = "term",
	.title = N_("Synonyms"),
	.fresh = N_("New synonym"),
	.add = N_("Add synonym"),
	.find = N_("Find a word"),
	.empty = N_("No synonyms yet"),
	.empty_text = N_("Customers call things by other words than you do. "
			 "Look at what was searched and found nothing, and "
			 "say here what was meant."),
	.about = N_("Forms of a word (mug, mugs) are found by themselves: "
		    "only other words belong here. They hold at once."),
	.away = N_("Searches for the one no longer find the other."),
	.clash = N_("These two words stand here already, perhaps among the "
		    "archived."),
	.columns =
		(const struct crud_column[]){
			{N_("Customers type"), CELL_TEXT, "term", NULL, true},
			{N_("The shop says"), CELL_TEXT, "means", NULL, true},
			{N_("Language"), CELL_CHOICE, "locale", languages,
				false},
			{N_("Both ways"), CELL_YES, NULL, NULL, false},
			{NULL, 0, NULL, NULL, false},
		},
	.chips =
		(const struct crud_chip[]){
			{"", N_("All")},
			{"en", "English"},
			{"fi", "Suomi"},
			{"sv", "Svenska"},
			{"archived", N_("Archived")},
			{NULL, NULL},
		},
	.groups =
		(const struct crud_group[]){
			{N_("Synonym"), NULL, main_fields, false, false},
			{NULL, NULL, NULL, false, false},
		},
};
