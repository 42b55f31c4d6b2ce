#include <stdlib.h>
#include <string.h>

#include "domain/desk.h"
#include "handlers/admin/crud.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { GRAMS_MAX = 10000000, UNITS_MAX = 100000, DAYS_MAX = 60 };

static const struct ask_choice kinds[] = {
	{"parcel", N_("Sent to the customer’s address")},
	{"point", N_("Sent to a pickup point")},
	{"pickup", N_("Fetched from a store")},
	{NULL, NULL},
};

static const struct ask_choice kinds_short[] = {
	{"parcel", N_("To the door")},
	{"point", N_("Pickup point")},
	{"pickup", N_("Store")},
	{NULL, NULL},
};

static const struct ask_choice bys[] = {
	{"order", N_("One price")},
	{"weight", N_("By weight, in grams")},
	{"value", N_("By the value of the goods, in cents")},
	{"count", N_("By the number of things")},
	{NULL, NULL},
};

/* Rows as choices; before: of nothing chosen, or NULL. */
static const struct ask_choice *rows_of(
	struct req *r, const struct table *t, const char *before)
{
	struct table_view view = {
		.show = "", .find = "", .sort = "place", .limit = 200};
	struct table_row *rows;
	size_t n = 0, k = 0;
	if (table_list(&r->cx, t, &view, &rows, &n) < 0)
		n = 0;
	struct ask_choice *out = ARENA_ARRAY(
		r->cx.arena, struct ask_choice, n + 2);
	if (before)
		out[k++] = (struct ask_choice){"0", before};
	for (size_t i = 0; i < n; i++)
		out[k++] = (struct ask_choice){arena_printf(r->cx.arena, "%lld",
						       (long long)rows[i].id),
			rows[i].values[0]};
	out[k] = (struct ask_choice){NULL, NULL};
	return out;
}

static const struct ask_choice *zones(struct req *r)
{
	return rows_of(r, &delivery_zone_table, NULL);
}

static const struct ask_choice *stores(struct req *r)
{
	return rows_of(r, &location_table, N_("Any store that has it"));
}

static const struct crud_field main_fields[] = {
	{.name = "name",
		.label = N_("Your own name for it"),
		.hint = N_("Customers do not see it."),
		.kind = CRUD_LINE,
		.max = 80,
		.required = true},
	{.name = "zone",
		.label = N_("Zone"),
		.kind = CRUD_CHOICE,
		.options = zones},
	{.name = "kind",
		.label = N_("How it gets there"),
		.kind = CRUD_CHOICE,
		.choices = kinds},
	{.name = "price_by",
		.label = N_("The price goes"),
		.kind = CRUD_CHOICE,
		.choices = bys},
	{.name = "free_from_minor",
		.label = N_("Free for goods from"),
		.hint = N_("After discounts. 0: never."),
		.kind = CRUD_MONEY},
	{.name = NULL},
};

static const struct crud_field parcel_fields[] = {
	{.name = "parcel_g",
		.label = N_("Grams that one parcel holds"),
		.hint = N_("More goes in several parcels, each at its own "
			   "price. 0: no limit."),
		.kind = CRUD_INT,
		.max = GRAMS_MAX},
	{.name = "parcel_units",
		.label = N_("Things that one parcel holds"),
		.hint = N_("0: no limit."),
		.kind = CRUD_INT,
		.max = UNITS_MAX},
	{.name = "most_g",
		.label = N_("Not offered above so many grams"),
		.hint = N_("0: no limit."),
		.kind = CRUD_INT,
		.max = GRAMS_MAX},
	{.name = NULL},
};

static const struct crud_field side_fields[] = {
	{.name = "active",
		.label = N_("Customers can choose it"),
		.kind = CRUD_CHECK},
	{.name = "days_min",
		.label = N_("Working days on the way, at least"),
		.kind = CRUD_INT,
		.max = DAYS_MAX},
	{.name = "days_max",
		.label = N_("and at most"),
		.kind = CRUD_INT,
		.max = DAYS_MAX},
	{.name = "carrier",
		.label = N_("Carrier"),
		.hint = N_("Like Posti or Matkahuolto: of tracking links and "
			   "pickup points."),
		.kind = CRUD_LINE,
		.max = 40},
	{.name = "service",
		.label = N_("The carrier’s code of the service"),
		.hint = N_("Like 2103."),
		.kind = CRUD_LINE,
		.max = 20},
	{.name = "location",
		.label = N_("Fetched from"),
		.kind = CRUD_CHOICE,
		.options = stores},
	{.name = "position",
		.label = N_("Position"),
		.kind = CRUD_INT,
		.max = 9999},
	{.name = NULL},
};

static const struct crud_field word_fields[] = {
	{.name = "label",
		.label = N_("Name"),
		.kind = CRUD_LINE,
		.max = 80,
		.required = true},
	{.name = "help",
		.label = N_("In a sentence"),
		.kind = CRUD_LINE,
		.max = 200},
	{.name = NULL},
};

static const struct crud_parts rates = {
	.title = N_("Prices"),
	.hint = N_("The first row that is enough gives the price; beyond the "
		   "last one it is not offered. One price: write 0 in “Up "
		   "to”. VAT included. For more empty rows, save."),
	.words = (const struct crud_field[]){{.name = NULL}},
	.fields =
		(const struct crud_field[]){
			{.name = "upto",
				.label = N_("Up to (grams, cents, things)"),
				.kind = CRUD_INT,
				.max = INT64_C(1000000000),
				.required = true},
			{.name = "amount_minor",
				.label = N_("Price"),
				.kind = CRUD_MONEY,
				.required = true},
			{.name = NULL},
		},
	.fresh = 3,
};

/* Rows of the same limit, or none at all: what would it cost? */
static void check_rates(struct fields *f, const struct table_row *row)
{
	size_t left = 0;
	for (size_t i = 0; i < row->n_parts; i++) {
		const struct table_part *p = &row->parts[i];
		left += !p->remove;
		for (size_t k = 0; k < i && !p->remove; k++)
			if (!row->parts[k].remove &&
				strtoll(row->parts[k].values[0], NULL, 10) ==
					strtoll(p->values[0], NULL, 10))
				field_error(f, "new0_upto",
					tr("Two prices have the same “Up "
					   "to”."));
	}
	if (left == 0)
		field_error(f, "new0_amount_minor",
			tr("Give it a price; 0 is one, too."));
}

static int check(
	struct fields *f, const struct table_row *was, struct table_row *row)
{
	(void)was;
	const struct table *t = &delivery_method_table;
	int64_t min = strtoll(table_value(t, row, "days_min"), NULL, 10);
	int64_t max = strtoll(table_value(t, row, "days_max"), NULL, 10);
	const char *kind = table_value(t, row, "kind");
	if (max < min)
		field_error(
			f, "days_max", tr("At most is less than at least."));
	if (strcmp(kind, "point") == 0 && !*table_value(t, row, "carrier"))
		field_error(f, "carrier",
			tr("Whose pickup points are they? Write the "
			   "carrier."));
	if (strcmp(kind, "pickup") != 0)
		table_set(t, row, "location", "0");
	check_rates(f, row);
	return OK;
}

const struct resource delivery_method_resource = {
	.code = "delivery",
	.table = &delivery_method_table,
	.heading = "name",
	.title = N_("Delivery methods"),
	.fresh = N_("New delivery method"),
	.add = N_("Add delivery method"),
	.find = N_("Find a delivery method"),
	.empty = N_("No delivery methods yet"),
	.empty_text = N_("Parcels, pickup points, fetching from the store: "
			 "what customers choose from, and what it costs."),
	.about = N_(
		"What customers are offered, in this order. “Try delivery”, "
		"under More, shows what one would pay."),
	.away = N_("Customers cannot choose it any more. Orders keep it."),
	.columns =
		(const struct crud_column[]){
			{N_("Name"), CELL_TEXT, "name", NULL, true},
			{N_("Zone"), CELL_TEXT, "place", NULL, true},
			{N_("Kind"), CELL_CHOICE, NULL, kinds_short, false},
			{N_("From"), CELL_MONEY, NULL, NULL, true},
			{N_("In use"), CELL_YES, NULL, NULL, false},
			{NULL, 0, NULL, NULL, false},
		},
	.chips =
		(const struct crud_chip[]){
			{"", N_("All")},
			{"off", N_("Switched off")},
			{"archived", N_("Archived")},
			{NULL, NULL},
		},
	.groups =
		(const struct crud_group[]){
			{N_("Method"), NULL, main_fields, false, false},
			{N_("Parcels"), NULL, parcel_fields, false, true},
			{N_("Use"), NULL, side_fields, true, false},
			{NULL, NULL, NULL, false, false},
		},
	.words_title = N_("What customers read"),
	.words = word_fields,
	.parts = &rates,
	.ties =
		(const struct crud_tie[]){
			{N_MANY("%ld order went this way.",
				"%ld orders went this way.")},
			{NULL, NULL},
		},
	.check = check,
};
