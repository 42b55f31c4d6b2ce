#include "domain/desk.h"
#include "handlers/admin/crud.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static const struct crud_field main_fields[] = {
	{.name = "name",
		.label = N_("Name"),
		.hint = N_("Customers read it, like “Kalasatama”."),
		.kind = CRUD_LINE,
		.max = 80,
		.required = true},
	{.name = "street",
		.label = N_("Street address"),
		.kind = CRUD_LINE,
		.max = 120},
	{.name = "postal",
		.label = N_("Postal code"),
		.kind = CRUD_LINE,
		.max = 12},
	{.name = "city", .label = N_("City"), .kind = CRUD_LINE, .max = 80},
	{.name = "hours",
		.label = N_("Opening hours"),
		.hint = N_("Like “Mon–Fri 10–18”."),
		.kind = CRUD_LINE,
		.max = 120},
	{.name = NULL},
};

static const struct crud_field side_fields[] = {
	{.name = "ships",
		.label = N_("Parcels leave from here"),
		.hint = N_("What lies here can then be bought on the web."),
		.kind = CRUD_CHECK},
	{.name = "pickup",
		.label = N_("Customers can fetch orders here"),
		.kind = CRUD_CHECK},
	{.name = "position",
		.label = N_("Place in the order"),
		.hint = N_("Parcels are packed at the first place that has "
			   "everything."),
		.kind = CRUD_INT,
		.max = 9999},
	{.name = "code",
		.label = N_("Code"),
		.hint = N_("Letters a to z and digits; empty: made of the "
			   "name."),
		.kind = CRUD_LINE,
		.max = 40},
	{.name = NULL},
};

static int check(
	struct fields *f, const struct table_row *was, struct table_row *row)
{
	(void)was;
	const struct table *t = &location_table;
	struct arena *a = f->r->cx.arena;
	const char *code = text_slug(a, table_value(t, row, "code"));
	if (!*code)
		code = text_slug(a, table_value(t, row, "name"));
	if (!*code && *table_value(t, row, "name"))
		field_error(f, "code",
			tr("Give it a code of letters a to z and digits."));
	table_set(t, row, "code", code);
	return OK;
}

const struct resource location_resource = {
	.code = "locations",
	.table = &location_table,
	.heading = "name",
	.title = N_("Stores and stock places"),
	.fresh = N_("New place"),
	.add = N_("Add place"),
	.find = N_("Find a place"),
	.empty = N_("No places"),
	.empty_text = N_("Goods lie somewhere: a store, a storeroom. Each has "
			 "its own stock."),
	.about = N_("Each place has its own stock. What is sent is taken from "
		    "the places where parcels leave; what is fetched, from "
		    "the store that the customer chose."),
	.away = N_("Nothing is sold from here any more. A place with goods, "
		   "or with orders to be fetched, and the first one stay: move "
		   "or count the goods away first."),
	.clash = N_("Another place has that code."),
	.columns =
		(const struct crud_column[]){
			{N_("Name"), CELL_TEXT, "name", NULL, true},
			{N_("City"), CELL_TEXT, NULL, NULL, false},
			{N_("Parcels"), CELL_YES, NULL, NULL, false},
			{N_("Pickup"), CELL_YES, NULL, NULL, true},
			{N_("Units"), CELL_NUMBER, "units", NULL, true},
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
			{N_("Place"), NULL, main_fields, false, false},
			{N_("Use"), NULL, side_fields, true, false},
			{NULL, NULL, NULL, false, false},
		},
	.ties =
		(const struct crud_tie[]){
			{N_MANY("%ld unit lies here.", "%ld units lie here.")},
			{N_MANY("%ld order is to be fetched here.",
				"%ld orders are to be fetched here.")},
			{NULL, NULL},
		},
	.check = check,
};
