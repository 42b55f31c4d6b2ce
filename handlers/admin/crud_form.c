/* The form of a simple thing: shown. */
#include "handlers/admin/crud.h"

#include <string.h>

#include "domain/audit.h"
#include "lib/err.h"
#include "lib/md.h"
#include "lib/tr.h"

static const struct crud_field *field_called(
	const struct crud_field *fields, const char *name)
{
	for (; fields && fields->name; fields++)
		if (strcmp(fields->name, name) == 0)
			return fields;
	return NULL;
}

bool crud_posts_files(const struct resource *res)
{
	for (const struct crud_group *g = res->groups; g->title; g++)
		for (const struct crud_field *c = g->fields; c->name; c++)
			if (c->kind == CRUD_PICTURE)
				return true;
	return false;
}

const char *crud_name(const struct req *r, const struct resource *res,
	const struct table_row *row)
{
	const struct table *t = res->table;
	int i = table_field(t->fields, res->heading);
	if (i >= 0)
		return row->values[i];
	i = table_field(t->words, res->heading);
	int here = tr_lang_index(r->cx.locale);
	int root = tr_lang_index(r->cx.root);
	if (i < 0 || !row->words[root])
		return "";
	return here >= 0 && *row->words[here][i] ? row->words[here][i]
						 : row->words[root][i];
}

static bool group_wrong(const struct fields *f, const struct crud_group *g)
{
	for (const struct crud_field *c = g->fields; c->name; c++)
		if (field_wrong_below(f, c->name))
			return true;
	return false;
}

static int group_show(struct tpl *t, struct fields *f,
	const struct resource *res, const struct table_row *row, int n)
{
	const struct crud_group *g = &res->groups[n];
	struct tpl *s = tpl_section(t, g->side ? "SIDE" : "GROUP");
	struct tpl *in = s;
	tpl_textf(s, "GROUP_ID", "g%d", n);
	if (!g->side)
		in = tpl_section(s, g->fold ? "FOLD" : "PLAIN");
	if (g->fold)
		tpl_show_if(in, "OPEN", group_wrong(f, g));
	tpl_text(in, "TITLE", tr(g->title));
	if (g->hint)
		tpl_text(tpl_section(in, "HINTED"), "HINT", tr(g->hint));
	int rc = OK;
	for (const struct crud_field *c = g->fields; rc == OK && c->name; c++)
		rc = crud_show(in, "FIELDS", f, c, "",
			table_value(res->table, row, c->name));
	return rc;
}

static void preview_show(struct tpl *s, struct fields *f,
	const struct crud_field *c, const char *code, const char *stored)
{
	struct arena *a = f->r->cx.arena;
	const char *body = field_value(f, field_name(a, c->name, code), stored);
	if (c->kind != CRUD_MARKDOWN || !*body)
		return;
	struct tpl *v = tpl_section(s, "PREVIEW");
	const char *html = md_render(a, body);
	tpl_text(v, "CODE", code);
	tpl_html(v, "HTML", html, strlen(html));
}

static int lang_show(struct tpl *t, struct fields *f,
	const struct resource *res, const struct table_row *row, int l,
	bool preview)
{
	const char *code = tr_langs[l].code;
	struct arena *a = f->r->cx.arena;
	bool root = strcmp(code, f->r->cx.root) == 0;
	bool open = root || preview;
	struct tpl *s = tpl_section(t, "LANG");
	tpl_text(s, "LANG_NAME", tr_langs[l].name);
	int rc = OK;
	for (const struct crud_field *c = res->words; rc == OK && c->name;
		c++) {
		struct crud_field one = *c;
		int i = table_field(res->table->words, c->name);
		one.required = c->required && root;
		open = open || field_message(f, field_name(a, c->name, code));
		rc = crud_show(s, "FIELDS", f, &one, code, row->words[l][i]);
		if (preview)
			preview_show(s, f, c, code, row->words[l][i]);
	}
	tpl_show_if(s, "OPEN", open);
	/* what may stay empty is missing where another language has it */
	const char *first = row->words[tr_lang_index(f->r->cx.root)][0];
	tpl_show_if(s, "MISSING",
		row->id && !*row->words[l][0] &&
			(res->words[0].required || *first));
	return rc;
}

static int words_show(struct tpl *t, struct fields *f,
	const struct resource *res, const struct table_row *row, bool preview)
{
	int root = tr_lang_index(f->r->cx.root);
	struct tpl *s = tpl_section(t, "WORDS");
	tpl_text(s, "TITLE", tr(res->words_title));
	int rc = lang_show(s, f, res, row, root, preview);
	for (int l = 0; rc == OK && l < TR_LANGS; l++)
		if (l != root)
			rc = lang_show(s, f, res, row, l, preview);
	return rc;
}

/* One line for each value that is stored now and is not what was typed. */
static void theirs_show(struct tpl *list, struct fields *f,
	const struct crud_field *c, const char *suffix, const char *stored)
{
	struct arena *a = f->r->cx.arena;
	const char *name = field_name(a, c->name, suffix);
	const char *now = crud_plain(f->r, c, stored);
	bool same = c->kind == CRUD_CHECK
			    ? field_checked(f, name, false) == (*now == '1')
			    : strcmp(field_value(f, name, now), now) == 0;
	if (same || c->kind == CRUD_PICTURE || c->kind == CRUD_FIND)
		return;
	struct tpl *s = tpl_section(list, "THEIR");
	tpl_text(s, "LABEL",
		*suffix ? arena_printf(a, "%s (%s)", tr(c->label),
				  tr_langs[tr_lang_index(suffix)].name)
			: tr(c->label));
	tpl_text(s, "VALUE",
		c->kind == CRUD_CHECK ? (*now == '1' ? tr("yes") : tr("no"))
		: *now                ? now
				      : tr("empty"));
}

static int stale_show(struct tpl *t, struct fields *f,
	const struct resource *res, const struct table_row *row)
{
	struct req *r = f->r;
	struct audit_row *last;
	size_t n;
	int rc = audit_of(&r->cx, res->table->entity, row->id, 1, &last, &n);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "STALE");
	if (n)
		tpl_text(tpl_section(s, "WHO"), "WHO_TEXT",
			arena_printf(r->cx.arena, "%s, %s",
				*last->who ? last->who : tr("the program"),
				clock_format(r->cx.arena, r->cx.locale,
					CLOCK_NUMERIC, last->at_ms)));
	struct tpl *list = tpl_section(s, "THEIRS");
	for (const struct crud_group *g = res->groups; g->title; g++)
		for (const struct crud_field *c = g->fields; c->name; c++)
			theirs_show(list, f, c, "",
				table_value(res->table, row, c->name));
	for (int l = 0; res->words && l < TR_LANGS; l++)
		for (int i = 0; res->table->words[i].name; i++)
			theirs_show(list, f,
				field_called(
					res->words, res->table->words[i].name),
				tr_langs[l].code, row->words[l][i]);
	return OK;
}

static int known_show(struct tpl *t, struct req *r, const struct resource *res,
	const struct table_row *row)
{
	struct tpl *k = tpl_section(t, "KNOWN");
	if (!row->archived_ms && !row->locked) {
		struct tpl *l = tpl_section(k, "LEAVE");
		tpl_show(l, res->table->archive ? "ARCHIVE" : "REMOVE");
		tpl_text(l, "ACTION", crud_path(r, res, row->id));
	}
	return admin_log_in(k, r, res->table->entity, row->id, crud_words, res);
}

static void frame_show(struct tpl *t, struct req *r, const struct resource *res,
	const struct table_row *row)
{
	bool closed = row->archived_ms || row->locked;
	tpl_text(t, "ACTION", crud_path(r, res, row->id));
	tpl_textf(t, "REV", "%lld", (long long)row->rev);
	tpl_show_if(t, "CLOSED", closed);
	tpl_show_if(t, "FILES", crud_posts_files(res));
	if (row->archived_ms) {
		struct tpl *s = tpl_section(t, "ARCHIVED");
		tpl_text(s, "THINGS", res->code);
		tpl_textf(s, "ID", "%lld", (long long)row->id);
	} else if (row->locked) {
		tpl_text(tpl_section(t, "LOCKED"), "WHY", tr(res->locked));
	}
	int slug = table_field(res->table->fields, "slug");
	if (res->shop && slug >= 0 && *row->values[slug] && !row->archived_ms)
		tpl_text(tpl_section(t, "SHOP"), "SHOP_HREF",
			arena_printf(r->cx.arena, "%s%s", res->shop,
				row->values[slug]));
	if (res->link) {
		struct tpl *s = tpl_section(t, "ELSEWHERE");
		tpl_text(s, "ELSEWHERE_HREF", res->link);
		tpl_text(s, "ELSEWHERE_NAME", tr(res->link_text));
	}
	if (closed)
		return;
	bool markdown = false;
	for (const struct crud_field *c = res->words; c && c->name; c++)
		markdown = markdown || c->kind == CRUD_MARKDOWN;
	struct tpl *s = tpl_section(t, "SAVE");
	tpl_show_if(s, "PREVIEWS", markdown);
	if (!markdown)
		tpl_text(tpl_section(s, "DISCARD"), "THINGS", res->code);
	tpl_show_if(t, "MARKDOWN", markdown);
}

int crud_form(struct fields *f, const struct resource *res,
	const struct table_row *row, enum crud_mode mode, int status)
{
	struct req *r = f->r;
	struct tpl *t = admin_tpl(r, "admin/crud_form.tpl");
	const char *name = crud_name(r, res, row);
	const char *heading = row->id && *name ? name : tr(res->fresh);
	tpl_text(t, "HEADING", heading);
	frame_show(t, r, res, row);
	fields_summary(t, f);
	int rc = mode == CRUD_STALE ? stale_show(t, f, res, row) : OK;
	for (int n = 0; rc == OK && res->groups[n].title; n++)
		rc = group_show(t, f, res, row, n);
	if (rc == OK && res->words)
		rc = words_show(t, f, res, row, mode == CRUD_PREVIEW);
	if (rc == OK && res->parts)
		rc = crud_parts_show(t, f, res, row);
	if (rc == OK && row->id)
		rc = known_show(t, r, res, row);
	if (rc < 0)
		return rc;
	struct admin_page page = {
		.title = heading,
		.nav = res->code,
		.back = crud_path(r, res, -1),
		.back_text = tr(res->title),
	};
	return admin_send(r, &page, t, status);
}
