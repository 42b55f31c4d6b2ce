/* The form of a simple thing: read and saved. */
#include "handlers/admin/crud.h"

#include <stdlib.h>
#include <string.h>

#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { PREFILL_MAX = 100 }; /* characters */

static int row_of(
	struct req *r, const struct resource *res, struct table_row *row)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : table_get(&r->cx, res->table, id, row);
}

/* What another page knows already: ?term=beaker&locale=en. */
static void prefill(
	const struct req *r, const struct table *t, struct table_row *row)
{
	for (size_t i = 0; t->fields[i].name; i++) {
		const char *value = req_query_param(r, t->fields[i].name);
		if (value && t->fields[i].type == TABLE_TEXT &&
			utf8_length(value) <= PREFILL_MAX)
			row->values[i] = value;
	}
}

/* GET /admin/brands/new */
int crud_new(struct req *r)
{
	const struct resource *res = resource_of(r);
	struct table_row row;
	struct fields f;
	fields_init(&f, r);
	table_blank(&r->cx, res->table, &row);
	prefill(r, res->table, &row);
	return crud_form(&f, res, &row, CRUD_EDIT, 200);
}

/* GET /admin/brands/:id */
int crud_row(struct req *r)
{
	const struct resource *res = resource_of(r);
	struct table_row row;
	struct fields f;
	int rc = row_of(r, res, &row);
	fields_init(&f, r);
	return rc < 0 ? rc : crud_form(&f, res, &row, CRUD_EDIT, 200);
}

static void words_read(
	struct fields *f, const struct resource *res, struct table_row *row)
{
	for (int l = 0; l < TR_LANGS; l++) {
		const char *code = tr_langs[l].code;
		bool root = strcmp(code, f->r->cx.root) == 0;
		for (const struct crud_field *c = res->words; c->name; c++) {
			struct crud_field one = *c;
			int i = table_field(res->table->words, c->name);
			one.required = c->required && root;
			row->words[l][i] = crud_read(f, &one, code, "");
		}
	}
}

/* was: what is stored; what the form does not ask for stays. */
static int row_read(struct fields *f, const struct resource *res,
	const struct table_row *was, struct table_row *row)
{
	const struct table *t = res->table;
	const char *typed = req_form_param(f->r, "rev");
	table_blank(&f->r->cx, t, row);
	for (int i = 0; was && t->fields[i].name; i++)
		row->values[i] = was->values[i];
	row->id = was ? was->id : 0;
	row->rev = typed && strlen(typed) < 16 ? strtoll(typed, NULL, 10) : 0;
	for (const struct crud_group *g = res->groups; g->title; g++)
		for (const struct crud_field *c = g->fields; c->name; c++)
			table_set(t, row, c->name,
				crud_read(f, c, "",
					table_value(t, row, c->name)));
	if (res->words)
		words_read(f, res, row);
	if (res->parts)
		crud_parts_read(f, res, was, row);
	return res->check ? res->check(f, was, row) : OK;
}

static int again(struct fields *f, const struct resource *res,
	const struct table_row *was, const struct table_row *row, int status)
{
	struct table_row shown;
	if (was) {
		shown = *was;
	} else {
		table_blank(&f->r->cx, res->table, &shown);
		shown.values = row->values;
	}
	/* a picture that was sent is not sent twice */
	for (const struct crud_group *g = res->groups; g->title; g++)
		for (const struct crud_field *c = g->fields; c->name; c++)
			if (c->kind == CRUD_PICTURE)
				table_set(res->table, &shown, c->name,
					table_value(res->table, row, c->name));
	return crud_form(f, res, &shown,
		status == 200   ? CRUD_PREVIEW
		: status == 409 ? CRUD_STALE
				: CRUD_EDIT,
		status);
}

static int saved(struct req *r, const struct resource *res, int64_t id)
{
	flash_set(r, tr("Saved."));
	return resp_redirect(r, crud_path(r, res, id));
}

static int stale(struct fields *f, const struct resource *res,
	const struct table_row *row)
{
	struct table_row now;
	if (!row->id) { /* its twin came first */
		field_error(f, "", tr("That is there already."));
		return again(f, res, NULL, row, 422);
	}
	int rc = table_get(&f->r->cx, res->table, row->id, &now);
	return rc < 0 ? rc : again(f, res, &now, row, 409);
}

static int save(
	struct req *r, const struct resource *res, const struct table_row *was)
{
	struct fields f;
	struct table_row row;
	const char *what = req_form_param(r, "do"), *clash;
	fields_init(&f, r);
	int rc = row_read(&f, res, was, &row);
	if (rc < 0)
		return rc;
	if (what &&
		(strcmp(what, "preview") == 0 || strcmp(what, "find") == 0)) {
		f.errors.n = 0;
		return again(&f, res, was, &row, 200);
	}
	if (f.errors.n)
		return again(&f, res, was, &row, 422);
	rc = table_save(&r->cx, res->table, &row, &clash);
	if (rc == ERR_INVALID && clash) {
		field_error(&f, clash,
			arena_printf(r->cx.arena, "%s", tr(res->clash)));
		return again(&f, res, was, &row, 422);
	}
	if (rc == ERR_CONFLICT)
		return stale(&f, res, &row);
	return rc < 0 ? rc : saved(r, res, row.id);
}

/* POST /admin/brands */
int crud_create(struct req *r)
{
	return save(r, resource_of(r), NULL);
}

/* POST /admin/brands/:id */
int crud_save(struct req *r)
{
	const struct resource *res = resource_of(r);
	struct table_row was;
	int rc = row_of(r, res, &was);
	return rc < 0 ? rc : save(r, res, &was);
}

/* The words are data, so no printf reads them. */
static const char *counted(
	struct arena *a, const struct crud_tie *tie, int64_t n)
{
	const char *words = tr_n(tie->one, tie->many, (long)n);
	const char *at = strstr(words, "%ld");
	return at ? arena_printf(a, "%.*s%lld%s", (int)(at - words), words,
			    (long long)n, at + 3)
		  : words;
}

/* GET /admin/brands/:id/archive */
int crud_archive_ask(struct req *r)
{
	enum { TIES_MAX = 8 };
	const struct resource *res = resource_of(r);
	struct table_row row;
	int64_t counts[TIES_MAX] = {0};
	struct tpl *list = NULL;
	int rc = row_of(r, res, &row);
	if (rc == OK && (row.archived_ms || row.locked))
		rc = ERR_NOT_FOUND;
	if (rc == OK)
		rc = table_ties(&r->cx, res->table, row.id, counts);
	if (rc < 0)
		return rc;
	const char *name = crud_name(r, res, &row);
	struct tpl *t = admin_tpl(r, "admin/crud_archive.tpl");
	struct tpl *what = tpl_section(
		t, res->table->archive ? "ARCHIVE" : "REMOVE");
	tpl_text(what, "NAME", name);
	tpl_text(t, "ACTION", crud_path(r, res, row.id));
	tpl_text(t, "AWAY", tr(res->away));
	for (size_t i = 0; res->ties && res->ties[i].one; i++) {
		if (!counts[i])
			continue;
		list = list ? list : tpl_section(t, "TIES");
		tpl_text(tpl_section(list, "TIE"), "TIE_TEXT",
			counted(r->cx.arena, &res->ties[i], counts[i]));
	}
	tpl_show_if(t, "FREE", res->ties && !list);
	struct admin_page page = {
		.title = res->table->archive ? tr("Archive") : tr("Remove"),
		.nav = res->code,
		.back = crud_path(r, res, row.id),
		.back_text = name,
	};
	return admin_send(r, &page, t, 200);
}
