#include "domain/attribute.h"
#include "domain/brand.h"
#include "domain/category.h"
#include "domain/desk.h"
#include "handlers/admin/crud.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { MOST = 500 }; /* of a select */

static const struct ask_choice questions[] = {
	{"1", N_("First")},
	{"2", N_("Second")},
	{"3", N_("Third")},
	{"4", N_("Fourth")},
	{NULL, NULL},
};

/* ---- what there is to choose from ---- */

struct choices {
	struct req *r;
	struct ask_choice *list;
	size_t n;
};

static struct choices choices_of(struct req *r)
{
	struct choices c = {.r = r};
	c.list = ARENA_ARRAY(r->cx.arena, struct ask_choice, MOST + 2);
	c.list[c.n++] = (struct ask_choice){"", N_("None")};
	return c;
}

static void choice_add(struct choices *c, int64_t id, const char *name)
{
	if (c->n <= MOST && *name)
		c->list[c->n++] = (struct ask_choice){
			arena_printf(c->r->cx.arena, "%lld", (long long)id),
			name};
}

static const struct ask_choice *categories(struct req *r)
{
	struct choices c = choices_of(r);
	struct category *all;
	size_t n = 0;
	if (category_all(&r->cx, &all, &n) < 0)
		n = 0;
	for (size_t i = 0; i < n; i++)
		choice_add(&c, all[i].id, all[i].name);
	return c.list;
}

static const struct ask_choice *brands(struct req *r)
{
	struct choices c = choices_of(r);
	struct brand *all;
	size_t n = 0;
	if (brand_list(&r->cx, &all, &n) < 0)
		n = 0;
	for (size_t i = 0; i < n; i++)
		choice_add(&c, all[i].id, all[i].name);
	return c.list;
}

static const struct ask_choice *values(struct req *r)
{
	struct choices c = choices_of(r);
	struct attribute *all;
	struct attribute_value *v;
	size_t n = 0, n_v;
	if (attribute_list(&r->cx, &all, &n) < 0)
		n = 0;
	for (size_t i = 0; i < n; i++) {
		if (!all[i].interest)
			continue;
		if (attribute_values(&r->cx, all[i].id, &v, &n_v) < 0)
			break;
		for (size_t k = 0; k < n_v; k++)
			choice_add(&c, v[k].id,
				arena_printf(r->cx.arena, "%s: %s", all[i].name,
					v[k].name));
	}
	return c.list;
}

/* ---- the form ---- */

static const struct crud_field what_fields[] = {
	{.name = "category",
		.label = N_("Category"),
		.kind = CRUD_CHOICE,
		.options = categories},
	{.name = "brand",
		.label = N_("Brand"),
		.kind = CRUD_CHOICE,
		.options = brands},
	{.name = "attribute_value",
		.label = N_("Attribute"),
		.hint = N_("Of attributes whose values are interests, as "
			   "their pages say."),
		.kind = CRUD_CHOICE,
		.options = values},
	{.name = NULL},
};

static const struct crud_field place_fields[] = {
	{.name = "question",
		.label = N_("Question"),
		.hint = N_("The questions’ words are in the settings."),
		.kind = CRUD_CHOICE,
		.required = true,
		.choices = questions},
	{.name = "position",
		.label = N_("Place"),
		.hint = N_("Small numbers come first; eight of a question are "
			   "shown."),
		.kind = CRUD_INT,
		.max = 1000},
	{.name = NULL},
};

static const struct crud_field picture_fields[] = {
	{.name = "media",
		.label = N_("Picture to tap"),
		.hint = N_("None: one of what sells best there."),
		.kind = CRUD_PICTURE},
	{.name = NULL},
};

static const struct crud_field word_fields[] = {
	{.name = "name",
		.label = N_("Name"),
		.hint = N_("Empty: the name of what it stands for."),
		.kind = CRUD_LINE,
		.max = 60},
	{.name = NULL},
};

static int check(
	struct fields *f, const struct table_row *was, struct table_row *row)
{
	const struct table *t = &interest_table;
	int n = 0;
	(void)was;
	n += *table_value(t, row, "category") != '\0';
	n += *table_value(t, row, "brand") != '\0';
	n += *table_value(t, row, "attribute_value") != '\0';
	if (n != 1)
		field_error(f, "category",
			tr("Choose one: a category, a brand or an attribute."));
	return OK;
}

const struct resource interest_resource = {
	.code = "interests",
	.table = &interest_table,
	.heading = "label",
	.title = N_("Interests"),
	.fresh = N_("New interest"),
	.add = N_("Add interest"),
	.find = N_("Find an interest"),
	.empty = N_("No interests of your own yet"),
	.empty_text = N_("Until there are, customers who have not been asked "
			 "choose from the shop’s top categories. With the "
			 "first answer those appear here, for you to change."),
	.about = N_("What customers can tap when the shop asks what they "
		    "like. What they choose is used at once."),
	.away = N_("It is not asked any more. Who chose it still likes it."),
	.clash = N_("That is a choice already, perhaps among the archived."),
	.link = "/admin/settings/interests",
	.link_text = N_("The questions’ words"),
	.columns =
		(const struct crud_column[]){
			{N_("Interest"), CELL_TEXT, "name", NULL, true},
			{N_("Question"), CELL_CHOICE, "place", questions, true},
			{N_("Place"), CELL_NUMBER, NULL, NULL, false},
			{N_("Chosen by"), CELL_NUMBER, "likes", NULL, true},
			{NULL, 0, NULL, NULL, false},
		},
	.chips =
		(const struct crud_chip[]){
			{"", N_("Asked")},
			{"archived", N_("Archived")},
			{NULL, NULL},
		},
	.groups =
		(const struct crud_group[]){
			{N_("What it stands for"), N_("One of the three."),
				what_fields, false, false},
			{N_("Where"), NULL, place_fields, true, false},
			{N_("Picture"), NULL, picture_fields, true, false},
			{NULL, NULL, NULL, false, false},
		},
	.words_title = N_("Name"),
	.words = word_fields,
	.ties =
		(const struct crud_tie[]){
			{N_MANY("%ld person chose it.",
				"%ld people chose it.")},
			{NULL, NULL},
		},
	.check = check,
};
