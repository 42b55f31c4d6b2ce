#include "domain/desk.h"
#include "handlers/admin/crud.h"
#include "lib/tr.h"

static const struct crud_field main_fields[] = {
	{.name = "name",
		.label = N_("Name"),
		.hint = N_("Like “Trade” or “Friends of the shop”."),
		.kind = CRUD_LINE,
		.max = 80,
		.required = true},
	{.name = NULL},
};

const struct resource customer_group_resource = {
	.code = "customer-groups",
	.table = &customer_group_table,
	.heading = "name",
	.title = N_("Customer groups"),
	.fresh = N_("New customer group"),
	.add = N_("Add customer group"),
	.find = N_("Find a group"),
	.empty = N_("No customer groups yet"),
	.empty_text = N_(
		"Put customers in a group to give them promotions that "
		"others do not have."),
	.about = N_("Customers get their group on their own page."),
	.away = N_("Its promotions are for nobody then."),
	.clash = N_("A group is called that already, perhaps among the "
		    "archived."),
	.columns =
		(const struct crud_column[]){
			{N_("Name"), CELL_TEXT, "name", NULL, true},
			{N_("Members"), CELL_NUMBER, "members", NULL, true},
			{NULL, 0, NULL, NULL, false},
		},
	.chips =
		(const struct crud_chip[]){
			{"", N_("All")},
			{"archived", N_("Archived")},
			{NULL, NULL},
		},
	.groups =
		(const struct crud_group[]){
			{N_("Customer group"), NULL, main_fields, false, false},
			{NULL, NULL, NULL, false, false},
		},
	.ties =
		(const struct crud_tie[]){
			{N_MANY("%ld customer is in it.",
				"%ld customers are in it.")},
			{N_MANY("%ld promotion is for it.",
				"%ld promotions are for it.")},
			{NULL, NULL},
		},
};
