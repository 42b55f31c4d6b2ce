#include <string.h>

#include "domain/desk.h"
#include "handlers/admin/crud.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { POSITION_MAX = 9999 };

static const struct ask_choice kinds[] = {
	{"text", N_("Words, like a material")},
	{"number", N_("A number, like a diameter")},
	{"colour", N_("Colours")},
	{"bool", N_("Yes or no, like dishwasher safe")},
	{NULL, NULL},
};

static const struct ask_choice kinds_short[] = {
	{"text", N_("Text")},
	{"number", N_("Number")},
	{"colour", N_("Colours")},
	{"bool", N_("Yes or no")},
	{NULL, NULL},
};

static const struct crud_field main_fields[] = {
	{.name = "kind",
		.label = N_("What it holds"),
		.hint = N_("It stays once products use it."),
		.kind = CRUD_CHOICE,
		.choices = kinds},
	{.name = "unit",
		.label = N_("Unit"),
		.hint = N_("Of numbers: cm, dl, W."),
		.kind = CRUD_LINE,
		.max = 20},
	{.name = "facet",
		.label = N_("Customers can filter by it"),
		.kind = CRUD_CHECK},
	{.name = "interest",
		.label = N_("Its values are interests"),
		.hint = N_("Something that people would say they like: an "
			   "occasion, a style, a sport. Not a country or a "
			   "size. Only such values can be asked under "
			   "Interests, or appear as an interest in a profile."),
		.kind = CRUD_CHECK},
	{.name = NULL},
};

static const struct crud_field side_fields[] = {
	{.name = "position",
		.label = N_("Position"),
		.hint = N_("A small number stands before a large one."),
		.kind = CRUD_INT,
		.max = POSITION_MAX},
	{.name = "code",
		.label = N_("Code"),
		.hint = N_("In addresses and files. Empty: made of the name."),
		.kind = CRUD_LINE,
		.max = 60},
	{.name = NULL},
};

static const struct crud_field word_fields[] = {
	{.name = "name",
		.label = N_("Name"),
		.kind = CRUD_LINE,
		.max = 100,
		.required = true},
	{.name = NULL},
};

static const struct crud_parts values = {
	.title = N_("Values"),
	.hint = N_("What products can choose from, in each language. For more "
		   "empty rows, save. Numbers and yes-or-no have none."),
	.words =
		(const struct crud_field[]){
			{.name = "name",
				.label = N_("Value"),
				.kind = CRUD_LINE,
				.max = 100},
			{.name = NULL},
		},
	.fields =
		(const struct crud_field[]){
			{.name = "swatch",
				.label = N_("Colour"),
				.kind = CRUD_COLOUR,
				.max = 7},
			{.name = "position",
				.label = N_("Position"),
				.kind = CRUD_INT,
				.max = POSITION_MAX},
			{.name = NULL},
		},
	.fresh = 4,
};

/* The code is made of the name; what products hold of one kind cannot become
 * another. */
static int check(
	struct fields *f, const struct table_row *was, struct table_row *row)
{
	const struct table *t = &attribute_table;
	struct arena *a = f->r->cx.arena;
	int root = tr_lang_index(f->r->cx.root);
	const char *code = text_slug(a, table_value(t, row, "code"));
	const char *kind = table_value(t, row, "kind");
	if (!*code)
		code = text_slug(a, row->words[root][0]);
	if (!*code && *row->words[root][0])
		field_error(f, "code",
			tr("Give it a code of letters a to z and digits."));
	table_set(t, row, "code", code);
	if (strcmp(kind, "number") != 0)
		table_set(t, row, "unit", "");
	bool listed = strcmp(kind, "text") == 0 || strcmp(kind, "colour") == 0;
	bool has = false;
	for (size_t i = 0; i < row->n_parts; i++)
		has = has || !row->parts[i].remove;
	if (!listed)
		table_set(t, row, "interest", "0");
	if (*kind && !listed && has)
		field_error(f, "kind",
			tr("Numbers and yes-or-no have no list of values: "
			   "remove the values first."));
	if (!was || strcmp(kind, table_value(t, was, "kind")) == 0)
		return OK;
	int64_t products = 0;
	int rc = table_ties(&f->r->cx, t, row->id, &products);
	if (rc == OK && products)
		field_error(f, "kind",
			tr("Products use this attribute: it keeps its kind."));
	return rc;
}

const struct resource attribute_resource = {
	.code = "attributes",
	.table = &attribute_table,
	.heading = "name",
	.title = N_("Attributes"),
	.fresh = N_("New attribute"),
	.add = N_("Add attribute"),
	.find = N_("Find an attribute"),
	.empty = N_("No attributes yet"),
	.empty_text = N_("Material, diameter, dishwasher safe: what customers "
			 "compare and filter by. Start with the one they ask "
			 "about most."),
	.away = N_("It leaves the products’ pages and the filters. What "
		   "products hold of it is kept and comes back with it."),
	.clash = N_("Another attribute has that code."),
	.columns =
		(const struct crud_column[]){
			{N_("Attribute"), CELL_TEXT, "name", NULL, true},
			{N_("Code"), CELL_TEXT, NULL, NULL, false},
			{N_("Kind"), CELL_CHOICE, NULL, kinds_short, true},
			{N_("Unit"), CELL_TEXT, NULL, NULL, false},
			{N_("As filter"), CELL_YES, NULL, NULL, false},
			{N_("Values"), CELL_NUMBER, NULL, NULL, false},
			{N_("Products"), CELL_NUMBER, "products", NULL, true},
			{NULL, 0, NULL, NULL, false},
		},
	.chips =
		(const struct crud_chip[]){
			{"", N_("In use")},
			{"facet", N_("Filters")},
			{"archived", N_("Archived")},
			{NULL, NULL},
		},
	.groups =
		(const struct crud_group[]){
			{N_("Attribute"), NULL, main_fields, false, false},
			{N_("Place"), NULL, side_fields, true, false},
			{NULL, NULL, NULL, false, false},
		},
	.words_title = N_("Name"),
	.words = word_fields,
	.parts = &values,
	.ties =
		(const struct crud_tie[]){
			{N_MANY("%ld product uses this attribute.",
				"%ld products use this attribute.")},
			{NULL, NULL},
		},
	.acts =
		(const struct ask_choice[]){
			{"facet", N_("Use as filter")},
			{"unfacet", N_("Not as filter")},
			{NULL, NULL},
		},
	.check = check,
};
