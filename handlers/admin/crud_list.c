/* The list of a simple thing: sorted, filtered, searched, acted upon. */
#include "handlers/admin/crud.h"

#include <stdlib.h>
#include <string.h>

#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

const struct resource *resource_of(const struct req *r)
{
	const char *p = r->path + strlen("/admin/");
	size_t n = strcspn(p, "/");
	const struct resource *const *res = resources;
	while (strlen((*res)->code) != n || strncmp((*res)->code, p, n) != 0)
		res++;
	return *res;
}

const char *crud_path(struct req *r, const struct resource *res, int64_t id)
{
	return id > 0 ? arena_printf(r->cx.arena, "/admin/%s/%lld", res->code,
				(long long)id)
		      : arena_printf(r->cx.arena, "/admin/%s", res->code);
}

static struct table_view view_of(struct req *r, const struct resource *res)
{
	const char *q = req_query_param(r, "q");
	const char *show = req_query_param(r, "show");
	const char *sort = req_query_param(r, "sort");
	const char *dir = req_query_param(r, "dir");
	struct table_view v = {
		.show = "",
		.find = q ? text_trim(r->cx.arena, q) : "",
		.sort = res->table->sorts[0].code,
		.down = dir && strcmp(dir, "down") == 0,
		.offset = admin_offset(r),
		.limit = ADMIN_PAGE,
	};
	for (const struct crud_chip *c = res->chips; show && c->label; c++)
		if (strcmp(c->show, show) == 0)
			v.show = c->show;
	for (const struct table_sort *s = res->table->sorts; sort && s->code;
		s++)
		if (strcmp(s->code, sort) == 0)
			v.sort = s->code;
	return v;
}

static const char *href_of(
	struct req *r, const struct resource *res, const struct table_view *v)
{
	struct arena *a = r->cx.arena;
	return arena_printf(a, "/admin/%s?show=%s&sort=%s&dir=%s&q=%s",
		res->code, v->show, v->sort, v->down ? "down" : "up",
		url_encode(a, v->find));
}

static int chips_show(struct tpl *t, struct req *r, const struct resource *res,
	const struct table_view *view)
{
	for (const struct crud_chip *c = res->chips; c->label; c++) {
		struct table_view v = *view;
		int64_t n;
		v.show = c->show;
		v.find = "";
		int rc = table_count(&r->cx, res->table, &v, &n);
		if (rc < 0)
			return rc;
		struct tpl *s = tpl_section(t, "CHIP");
		tpl_text(s, "HREF", href_of(r, res, &v));
		tpl_text(s, "NAME", tr(c->label));
		tpl_int(s, "COUNT", n);
		tpl_show_if(s, "ON", strcmp(c->show, view->show) == 0);
	}
	return OK;
}

static const char *class_of(const struct crud_column *c, bool first)
{
	bool right = c->kind == CELL_NUMBER || c->kind == CELL_MONEY ||
		     c->kind == CELL_RATE;
	if (first || c->narrow)
		return right ? "r" : "";
	return right ? "r lo" : "lo";
}

static void class_show(struct tpl *t, const char *class)
{
	if (*class)
		tpl_text(tpl_section(t, "CLASSED"), "CLASS", class);
}

static void heads_show(struct tpl *t, struct req *r, const struct resource *res,
	const struct table_view *view)
{
	for (const struct crud_column *c = res->columns; c->label; c++) {
		struct tpl *s = tpl_section(t, "HEAD");
		class_show(s, class_of(c, c == res->columns));
		bool on = c->sort && strcmp(c->sort, view->sort) == 0;
		if (on)
			tpl_text(tpl_section(s, "SORTED"), "DIRECTION",
				view->down ? "descending" : "ascending");
		struct tpl *in = tpl_section(s, c->sort ? "SORTS" : "STANDS");
		tpl_text(in, "LABEL", tr(c->label));
		if (!c->sort)
			continue;
		struct table_view v = *view;
		v.sort = c->sort;
		v.down = on && !view->down;
		tpl_text(in, "HREF", href_of(r, res, &v));
	}
}

const char *crud_choice(const struct ask_choice *choices, const char *value)
{
	for (; choices && choices->value; choices++)
		if (strcmp(choices->value, value) == 0)
			return tr(choices->label);
	return value;
}

static const char *cell_text(
	struct req *r, const struct crud_column *c, const char *value)
{
	struct arena *a = r->cx.arena;
	int64_t n = strtoll(value, NULL, 10);
	switch (c->kind) {
	case CELL_MONEY:
		return money_plain(a, money(n));
	case CELL_TIME:
		return n ? clock_format(a, r->cx.locale, CLOCK_DATE, n) : "";
	case CELL_DAY:
		return n ? clock_format(a, r->cx.locale, CLOCK_DATE,
				   clock_day_end(n) - 1)
			 : "";
	case CELL_RATE:
		return *value ? rate_format(a, r->cx.locale, n) : "–";
	case CELL_CHOICE:
		return crud_choice(c->choices, value);
	case CELL_YES:
		return n ? tr("yes") : "";
	default:
		return value;
	}
}

static void row_show(struct tpl *list, struct req *r,
	const struct resource *res, const struct table_row *row)
{
	struct tpl *t = tpl_section(list, "ROW");
	const char *name = cell_text(r, &res->columns[0], row->values[0]);
	if (!*name)
		name = tr("Without a name");
	tpl_text(t, "THINGS", res->code);
	tpl_textf(t, "ID", "%lld", (long long)row->id);
	tpl_text(t, "NAME", name);
	for (size_t i = 1; res->columns[i].label; i++) {
		const struct crud_column *c = &res->columns[i];
		struct tpl *s = tpl_section(t, "CELL");
		const char *text = cell_text(r, c, row->values[i]);
		class_show(s, class_of(c, false));
		bool pill = c->kind == CELL_CHOICE && *text;
		bool swatch = c->kind == CELL_SWATCH && *text;
		tpl_text(tpl_section(s, pill     ? "PILL"
					: swatch ? "SWATCH"
						 : "TEXT"),
			"VALUE", text);
	}
}

static void act_show(struct tpl *list, const char *code, const char *label)
{
	struct tpl *s = tpl_section(list, "ACT");
	tpl_text(s, "DO", code);
	tpl_text(s, "LABEL", label);
}

static void acts_show(struct tpl *list, const struct resource *res,
	const struct table_view *v)
{
	if (strcmp(v->show, "archived") == 0) {
		act_show(list, "restore", tr("Bring back"));
		return;
	}
	for (const struct ask_choice *c = res->acts; c && c->value; c++)
		act_show(list, c->value, tr(c->label));
	act_show(list, "archive",
		res->table->archive ? tr("Archive") : tr("Remove"));
}

/* "12.15", as a list's address carries what was just put away. */
static size_t ids_of(const char *text, int64_t *ids)
{
	size_t n = 0;
	while (text && n < ADMIN_PAGE && *text >= '0' && *text <= '9') {
		char *end;
		ids[n++] = strtoll(text, &end, 10);
		text = *end == '.' ? end + 1 : end;
	}
	return n;
}

static int undo_show(struct tpl *t, struct req *r, const struct resource *res)
{
	int64_t ids[ADMIN_PAGE], gone = 0;
	size_t n = ids_of(req_query_param(r, "undo"), ids);
	struct tpl *s = NULL;
	const char *name = "";
	for (size_t i = 0; i < n; i++) {
		struct table_row row;
		int rc = table_get(&r->cx, res->table, ids[i], &row);
		if (rc < 0 && rc != ERR_NOT_FOUND)
			return rc;
		bool away = res->table->archive ? rc == OK && row.archived_ms
						: rc == ERR_NOT_FOUND;
		if (!away)
			continue;
		s = s ? s : tpl_section(t, "UNDO");
		tpl_textf(tpl_section(s, "UNDO_ROW"), "UNDO_ID", "%lld",
			(long long)ids[i]);
		if (rc == OK)
			name = crud_name(r, res, &row);
		gone++;
	}
	if (!s)
		return OK;
	tpl_text(s, "THINGS", res->code);
	if (gone == 1 && *name) {
		tpl_text(s, "UNDO_TEXT",
			arena_printf(
				r->cx.arena, tr("“%s” is archived."), name));
		return OK;
	}
	tpl_textf(s, "UNDO_TEXT",
		res->table->archive ? tr_n("%ld is archived.",
					      "%ld are archived.", (long)gone)
				    : tr_n("%ld is removed.",
					      "%ld are removed.", (long)gone),
		(long)gone);
	return OK;
}

static void frame_show(
	struct tpl *t, const struct resource *res, const struct table_view *v)
{
	tpl_text(t, "TITLE", tr(res->title));
	tpl_text(t, "THINGS", res->code);
	tpl_text(t, "FIND_LABEL", tr(res->find));
	tpl_text(t, "FIND", v->find);
	tpl_text(t, "ADD", tr(res->add));
	if (*v->show) {
		struct tpl *k = tpl_section(t, "KEEP");
		tpl_text(k, "KEEP_NAME", "show");
		tpl_text(k, "KEEP_VALUE", v->show);
	}
	if (res->about)
		tpl_text(tpl_section(t, "ABOUT"), "ABOUT_TEXT", tr(res->about));
}

/* GET /admin/brands */
int crud_list(struct req *r)
{
	const struct resource *res = resource_of(r);
	struct table_view v = view_of(r, res);
	struct admin_slice slice = {.offset = v.offset};
	struct table_row *rows = NULL;
	struct tpl *t = admin_tpl(r, "admin/crud_list.tpl");
	frame_show(t, res, &v);
	int rc = table_count(&r->cx, res->table, &v, &slice.total);
	if (rc == OK)
		rc = table_list(&r->cx, res->table, &v, &rows, &slice.n);
	if (rc == OK)
		rc = chips_show(t, r, res, &v);
	if (rc == OK)
		rc = undo_show(t, r, res);
	if (rc < 0)
		return rc;
	struct tpl *list = tpl_section(t, slice.n ? "LIST" : "EMPTY");
	if (rows) {
		tpl_text(list, "THINGS", res->code);
		tpl_text(list, "TITLE", tr(res->title));
		heads_show(list, r, res, &v);
		for (size_t i = 0; i < slice.n; i++)
			row_show(list, r, res, &rows[i]);
		acts_show(list, res, &v);
		admin_pager(list, r, href_of(r, res, &v), &slice);
	} else if (!*v.show && !*v.find && !v.offset) {
		struct tpl *e = tpl_section(list, "NONE");
		tpl_text(e, "EMPTY_TITLE", tr(res->empty));
		tpl_text(e, "EMPTY_TEXT", tr(res->empty_text));
		tpl_text(e, "THINGS", res->code);
		tpl_text(e, "ADD", tr(res->add));
	} else {
		tpl_text(tpl_section(list, "NO_MATCH"), "THINGS", res->code);
	}
	struct admin_page page = {.title = tr(res->title), .nav = res->code};
	return admin_send(r, &page, t, 200);
}

size_t crud_chosen(const struct req *r, int64_t *ids)
{
	size_t n = 0;
	const char *text;
	for (size_t i = 0;
		n < ADMIN_PAGE && (text = req_form_nth(r, "row", i)) != NULL;
		i++)
		if (*text && strlen(text) < 16 &&
			strspn(text, "0123456789") == strlen(text))
			ids[n++] = strtoll(text, NULL, 10);
	return n;
}

static int away(
	struct req *r, const struct resource *res, const int64_t *ids, size_t n)
{
	struct arena *a = r->cx.arena;
	int64_t done;
	const char *list = "";
	int rc = table_retire(&r->cx, res->table, ids, n, &done);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		list = arena_printf(
			a, "%s%s%lld", list, i ? "." : "", (long long)ids[i]);
	if (!done)
		flash_set(r, tr("Nothing was changed."));
	return resp_redirect(r, done ? arena_printf(a, "%s?undo=%s",
					       crud_path(r, res, -1), list)
				     : crud_path(r, res, -1));
}

/* POST /admin/brands/:id/archive */
int crud_archive(struct req *r)
{
	int64_t id = admin_path_int(r, "id");
	struct table_row row;
	const struct resource *res = resource_of(r);
	int rc = id < 0 ? ERR_NOT_FOUND
			: table_get(&r->cx, res->table, id, &row);
	return rc < 0 ? rc : away(r, res, &id, 1);
}

/* POST /admin/brands/bulk; do: archive, restore, or one of the table's */
int crud_bulk(struct req *r)
{
	const struct resource *res = resource_of(r);
	const char *what = req_form_param(r, "do");
	int64_t ids[ADMIN_PAGE], done = 0;
	size_t n = crud_chosen(r, ids);
	if (!what)
		return ERR_INVALID;
	if (strcmp(what, "archive") == 0)
		return away(r, res, ids, n);
	int rc = strcmp(what, "restore") == 0
			 ? table_revive(&r->cx, res->table, ids, n, &done)
			 : table_do(&r->cx, res->table, what, ids, n, &done);
	if (rc < 0)
		return rc;
	bool back = strcmp(what, "restore") == 0;
	flash_set(r, !done  ? tr("Nothing was changed.")
		     : back ? tr("It is back.")
			    : tr("Saved."));
	return resp_redirect(r, back && n == 1 && done
					? crud_path(r, res, ids[0])
					: crud_path(r, res, -1));
}
