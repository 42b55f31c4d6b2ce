/* How the owner looks at the list of products: filters, sorts, words. */
#include "handlers/admin/products.h"

#include <stdlib.h>
#include <string.h>

#include "domain/brand.h"
#include "domain/category.h"
#include "domain/ready.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static const struct chip {
	const char *show, *name, *status;
	bool low, not_ready;
} chips[] = {
	{"", N_("All"), "", false, false},
	{"active", N_("For sale"), "active", false, false},
	{"draft", N_("Hidden"), "draft", false, false},
	{"low", N_("Running out"), "", true, false},
	{"notready", N_("Not ready"), "", false, true},
	{"archived", N_("Archived"), "archived", false, false},
	{NULL, NULL, NULL, false, false},
};

/* Columns with a sort of their own; "" the last changed first. */
static const struct sort {
	const char *code, *section;
	enum desk_sort up, down;
} sorts[] = {
	{"", NULL, DESK_CHANGED, DESK_CHANGED},
	{"name", "BY_NAME", DESK_NAME, DESK_NAME_DOWN},
	{"stock", "BY_STOCK", DESK_STOCK, DESK_STOCK_DOWN},
	{"price", "BY_PRICE", DESK_PRICE, DESK_PRICE_DOWN},
	{NULL, NULL, DESK_CHANGED, DESK_CHANGED},
};

static const struct chip *chip_of(const char *show)
{
	for (const struct chip *c = chips; c->show; c++)
		if (strcmp(c->show, show) == 0)
			return c;
	return chips;
}

static const struct sort *sort_of(const char *code)
{
	for (const struct sort *s = sorts; s->code; s++)
		if (strcmp(s->code, code) == 0)
			return s;
	return sorts;
}

static const char *param(const struct req *r, bool form, const char *name)
{
	const char *v = form ? req_form_param(r, name)
			     : req_query_param(r, name);
	return v ? v : "";
}

struct products_view products_view_of(const struct req *r, bool form)
{
	return (struct products_view){
		.show = chip_of(param(r, form, "show"))->show,
		.find = text_trim(r->cx.arena, param(r, form, "q")),
		.sort = sort_of(param(r, form, "sort"))->code,
		.down = strcmp(param(r, form, "dir"), "down") == 0,
		.category = strtoll(param(r, form, "category"), NULL, 10),
		.brand = strtoll(param(r, form, "brand"), NULL, 10),
	};
}

const char *products_href(struct req *r, const struct products_view *v)
{
	struct arena *a = r->cx.arena;
	const char *href = arena_printf(a, "/admin/products?show=%s", v->show);
	if (*v->find)
		href = arena_printf(a, "%s&q=%s", href, url_encode(a, v->find));
	if (v->category)
		href = arena_printf(
			a, "%s&category=%lld", href, (long long)v->category);
	if (v->brand)
		href = arena_printf(
			a, "%s&brand=%lld", href, (long long)v->brand);
	if (*v->sort)
		href = arena_printf(a, "%s&sort=%s%s", href, v->sort,
			v->down ? "&dir=down" : "");
	return href;
}

struct desk_filter products_filter(const struct products_view *v)
{
	const struct chip *c = chip_of(v->show);
	const struct sort *s = sort_of(v->sort);
	return (struct desk_filter){.status = c->status,
		.find = v->find,
		.low = c->low,
		.not_ready = c->not_ready,
		.category = v->category,
		.brand = v->brand,
		.sort = v->down ? s->down : s->up,
		.limit = 1};
}

int products_chips_show(
	struct tpl *t, struct req *r, const struct products_view *view)
{
	bool off = strcmp(ready_mode(&r->cx), "off") == 0;
	for (const struct chip *c = chips; c->show; c++) {
		if (c->not_ready && off)
			continue;
		struct products_view v = *view;
		v.show = c->show;
		struct desk_filter f = products_filter(&v);
		int64_t *ids, total;
		size_t n;
		f.sort = DESK_CHANGED;
		int rc = desk_list(&r->cx, &f, &ids, &n, &total);
		if (rc < 0)
			return rc;
		struct tpl *s = tpl_section(t, "CHIP");
		tpl_text(s, "HREF", products_href(r, &v));
		tpl_text(s, "NAME", tr(c->name));
		tpl_int(s, "COUNT", total);
		tpl_show_if(s, "ON", strcmp(c->show, view->show) == 0);
	}
	return OK;
}

static void choice_show(struct tpl *t, const char *section, int64_t id,
	const char *name, int64_t chosen)
{
	struct tpl *s = tpl_section(t, section);
	tpl_textf(s, "ID", "%lld", (long long)id);
	tpl_text(s, "NAME", name);
	tpl_show_if(s, "ON", id == chosen);
}

int products_find_show(
	struct tpl *t, struct req *r, const struct products_view *v)
{
	struct category *categories;
	struct brand *brands;
	size_t n = 0, n_brands = 0;
	int rc = category_all(&r->cx, &categories, &n);
	if (rc == OK)
		rc = brand_list(&r->cx, &brands, &n_brands);
	if (rc < 0)
		return rc;
	tpl_text(t, "FIND", v->find);
	tpl_text(t, "SHOW", v->show);
	tpl_text(t, "SORT", v->sort);
	tpl_text(t, "DIR", v->down ? "down" : "");
	tpl_textf(t, "CATEGORY_NOW", "%lld", (long long)v->category);
	tpl_textf(t, "BRAND_NOW", "%lld", (long long)v->brand);
	for (size_t i = 0; i < n; i++)
		if (categories[i].rule.kind == RULE_NONE)
			choice_show(t, "CATEGORY", categories[i].id,
				categories[i].name, v->category);
	choice_show(
		t, "CATEGORY", DESK_NOWHERE, tr("In no category"), v->category);
	for (size_t i = 0; i < n_brands; i++)
		choice_show(t, "BRAND", brands[i].id, brands[i].name, v->brand);
	if (*v->find || v->category || v->brand) {
		struct products_view bare = {.show = v->show,
			.find = "",
			.sort = v->sort,
			.down = v->down};
		tpl_text(tpl_section(t, "FILTERED"), "ALL_HREF",
			products_href(r, &bare));
	}
	return OK;
}

void products_heads_show(
	struct tpl *list, struct req *r, const struct products_view *view)
{
	for (const struct sort *s = sorts + 1; s->code; s++) {
		bool on = strcmp(s->code, view->sort) == 0;
		struct products_view v = *view;
		v.sort = s->code;
		v.down = on && !view->down;
		struct tpl *head = tpl_section(list, s->section);
		tpl_text(head, "HREF", products_href(r, &v));
		if (on)
			tpl_text(tpl_section(head, "SORTED"), "DIRECTION",
				view->down ? "descending" : "ascending");
	}
}
