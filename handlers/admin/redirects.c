#include <string.h>

#include "domain/desk.h"
#include "domain/redirect.h"
#include "handlers/admin/crud.h"
#include "lib/err.h"
#include "lib/tr.h"

static const struct ask_choice kinds[] = {
	{"product", N_("Product")},
	{"category", N_("Category")},
	{"page", N_("Page")},
	{"address", N_("Address")},
	{NULL, NULL},
};

static const struct ask_choice sources[] = {
	{"shopify", "Shopify"},
	{"woocommerce", "WooCommerce"},
	{NULL, NULL},
};

static const struct crud_field main_fields[] = {
	{.name = "path",
		.label = N_("Old address"),
		.hint = N_("Of the shop that was here before, like "
			   "/products/kide-mug. A whole address may be pasted; "
			   "what stands after ? is left out."),
		.kind = CRUD_LINE,
		.max = 500,
		.required = true},
	{.name = "leads", .label = N_("Leads to"), .kind = CRUD_FIND},
	{.name = NULL},
};

/* The table keeps the target in parts. */
static int check(
	struct fields *f, const struct table_row *was, struct table_row *row)
{
	(void)was;
	const struct table *t = &redirect_table;
	struct arena *a = f->r->cx.arena;
	const char *leads = table_value(t, row, "leads");
	const char *typed = table_value(t, row, "path");
	const char *path = redirect_path(a, typed);
	const char *colon = strchr(leads, ':');
	bool address = *leads == '/';
	if (!path && *typed)
		field_error(f, "path",
			tr("Neither the front page nor the admin can lead "
			   "elsewhere: write an address like "
			   "/products/kide-mug."));
	int rc = path && address ? redirect_check(&f->r->cx, path, leads) : OK;
	if (rc == ERR_INVALID)
		field_error(f, "leads_address",
			tr("That leads back to where it came from, or holds "
			   "? or #."));
	else if (rc < 0)
		return rc;
	path = path ? path : typed;
	table_set(t, row, "path", path);
	table_set(t, row, "address", address ? leads : "");
	table_set(t, row, "kind",
		address || !colon
			? "address"
			: arena_strndup(a, leads, (size_t)(colon - leads)));
	table_set(t, row, "target", address || !colon ? "0" : colon + 1);
	return OK;
}

const struct resource redirect_resource = {
	.code = "redirects",
	.table = &redirect_table,
	.heading = "path",
	.title = N_("Redirects"),
	.fresh = N_("New redirect"),
	.add = N_("Add redirect"),
	.find = N_("Find an address"),
	.empty = N_("No redirects yet"),
	.empty_text = N_("Did you move here from another shop? Say where its "
			 "addresses lead now, and visitors from search engines "
			 "find what they came for. An import adds them by "
			 "itself."),
	.about = N_("Addresses of this shop that change by themselves, like a "
		    "renamed product’s, lead on without a row here."),
	.away = N_("Who comes by the old address sees that there is no such "
		   "page."),
	.clash = N_("That address leads somewhere already."),
	.columns =
		(const struct crud_column[]){
			{N_("Old address"), CELL_TEXT, "path", NULL, true},
			{N_("Kind"), CELL_CHOICE, NULL, kinds, false},
			{N_("Leads to"), CELL_TEXT, "leads", NULL, true},
			{N_("Origin"), CELL_CHOICE, NULL, sources, false},
			{N_("Since"), CELL_TIME, "time", NULL, false},
			{NULL, 0, NULL, NULL, false},
		},
	.chips =
		(const struct crud_chip[]){
			{"", N_("All")},
			{"own", N_("Yours")},
			{"import", N_("Imported")},
			{NULL, NULL},
		},
	.groups =
		(const struct crud_group[]){
			{N_("Redirect"), NULL, main_fields, false, false},
			{NULL, NULL, NULL, false, false},
		},
	.check = check,
};
