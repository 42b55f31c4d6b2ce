#include "domain/desk.h"
#include "handlers/admin/crud.h"
#include "lib/tr.h"

static const struct crud_field main_fields[] = {
	{.name = "name",
		.label = N_("Name"),
		.kind = CRUD_LINE,
		.max = 200,
		.required = true},
	{.name = "slug",
		.label = N_("Address"),
		.hint = N_("The end of the page’s address. Empty: made of the "
			   "name. The old address leads to the new one."),
		.kind = CRUD_LINE,
		.max = 100},
	{.name = NULL},
};

static const struct crud_field maker_fields[] = {
	{.name = "maker_name",
		.label = N_("Manufacturer"),
		.kind = CRUD_LINE,
		.max = 200},
	{.name = "maker_address",
		.label = N_("Postal address"),
		.kind = CRUD_LINES,
		.max = 300,
		.rows = 3},
	{.name = "maker_email",
		.label = N_("E-mail or web address"),
		.kind = CRUD_LINE,
		.max = 254},
	{.name = NULL},
};

static const struct crud_field responsible_fields[] = {
	{.name = "responsible_name",
		.label = N_("Responsible person in the EU"),
		.kind = CRUD_LINE,
		.max = 200},
	{.name = "responsible_address",
		.label = N_("Postal address"),
		.kind = CRUD_LINES,
		.max = 300,
		.rows = 3},
	{.name = "responsible_email",
		.label = N_("E-mail or web address"),
		.kind = CRUD_LINE,
		.max = 254},
	{.name = NULL},
};

static const struct crud_field picture_fields[] = {
	{.name = "media",
		.label = N_("Logo or picture"),
		.hint = N_("Shown on the brand’s page."),
		.kind = CRUD_PICTURE},
	{.name = NULL},
};

static const struct crud_field word_fields[] = {
	{.name = "description",
		.label = N_("Text"),
		.hint = N_("Shown at the top of the brand’s page. May stay "
			   "empty."),
		.kind = CRUD_MARKDOWN,
		.max = 4000,
		.rows = 6},
	{.name = NULL},
};

const struct resource brand_resource = {
	.code = "brands",
	.table = &brand_table,
	.heading = "name",
	.title = N_("Brands"),
	.fresh = N_("New brand"),
	.add = N_("Add brand"),
	.find = N_("Find a brand"),
	.empty = N_("No brands yet"),
	.empty_text = N_("Write a brand on a product’s page and it appears "
			 "here, or add one now: customers can filter by it, "
			 "and its maker’s address serves all its products."),
	.away = N_("Products keep it, but it leaves the filters and its page "
		   "says that it is gone."),
	.clash = N_("A brand of that name is there already, perhaps among the "
		    "archived."),
	.shop = "/b/",
	.columns =
		(const struct crud_column[]){
			{N_("Brand"), CELL_TEXT, "name", NULL, true},
			{N_("Manufacturer"), CELL_TEXT, "maker", NULL, false},
			{N_("Products"), CELL_NUMBER, "products", NULL, true},
			{NULL, 0, NULL, NULL, false},
		},
	.chips =
		(const struct crud_chip[]){
			{"", N_("In use")},
			{"nomaker", N_("Without a maker’s address")},
			{"archived", N_("Archived")},
			{NULL, NULL},
		},
	.groups =
		(const struct crud_group[]){
			{N_("Brand"), NULL, main_fields, false, false},
			{N_("Manufacturer"),
				N_("The law wants it beside each product: this "
				   "one stands in for products that name none "
				   "of their own."),
				maker_fields, false, false},
			{N_("Maker outside the EU"),
				N_("Then somebody in the EU answers for the "
				   "product."),
				responsible_fields, false, true},
			{N_("Picture"), NULL, picture_fields, true, false},
			{NULL, NULL, NULL, false, false},
		},
	.words_title = N_("Text"),
	.words = word_fields,
	.ties =
		(const struct crud_tie[]){
			{N_MANY("%ld product is of this brand.",
				"%ld products are of this brand.")},
			{NULL, NULL},
		},
};
