/* Rows edited within a simple thing's form: the values of an attribute. */
#include "handlers/admin/crud.h"

#include <stdlib.h>
#include <string.h>

#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { PARTS_MAX = 500 };

/* "v12", or "new3" of one that is not there yet. */
static const char *part_key(
	struct arena *a, const struct table_part *p, size_t fresh)
{
	return p->id ? arena_printf(a, "v%lld", (long long)p->id)
		     : arena_printf(a, "new%zu", fresh);
}

static const char *input_name(
	struct arena *a, const char *key, const char *name, const char *locale)
{
	return field_name(a, arena_printf(a, "%s_%s", key, name), locale);
}

static const char *label_of(
	struct arena *a, const struct crud_field *c, int lang)
{
	return lang < 0 ? tr(c->label)
			: arena_printf(a, "%s (%s)", tr(c->label),
				  tr_langs[lang].name);
}

static void cell_show(struct tpl *row, struct fields *f,
	const struct crud_field *c, const char *name, int lang,
	const char *stored, const char *of)
{
	struct arena *a = f->r->cx.arena;
	struct tpl *s = tpl_section(row, "CELL");
	const char *wrong = field_message(f, name);
	tpl_text(s, "NAME", name);
	tpl_text(s, "LABEL",
		*of ? arena_printf(a, "%s: %s", of, label_of(a, c, lang))
		    : label_of(a, c, lang));
	tpl_text(s, "VALUE",
		field_value(
			f, name, *stored ? crud_plain(f->r, c, stored) : ""));
	tpl_show_if(s, "SHORT", c->kind == CRUD_INT);
	if (c->kind == CRUD_COLOUR && *stored)
		tpl_text(tpl_section(s, "SWATCH"), "COLOUR", stored);
	if (wrong) {
		struct tpl *w = tpl_section(s, "WRONG");
		tpl_text(w, "MESSAGE", wrong);
		tpl_text(w, "NAME", name);
	}
}

static bool has_words(const struct resource *res)
{
	return res->parts->words[0].name != NULL;
}

static const char *row_name(
	struct req *r, const struct resource *res, const struct table_part *p)
{
	const struct table_parts *table = res->table->parts;
	const struct crud_field *first = &res->parts->fields[0];
	if (has_words(res))
		return p->words[tr_lang_index(r->cx.root)][table_field(
			table->words, res->parts->words[0].name)];
	return crud_plain(
		r, first, p->values[table_field(table->fields, first->name)]);
}

static void row_show(struct tpl *t, struct fields *f,
	const struct resource *res, const struct table_part *p, size_t fresh)
{
	struct arena *a = f->r->cx.arena;
	const struct table_parts *table = res->table->parts;
	const char *key = part_key(a, p, fresh);
	struct tpl *s = tpl_section(t, "ROW");
	const char *of = p->id ? row_name(f->r, res, p)
			       : arena_printf(a, tr("New %zu"), fresh + 1);
	for (const struct crud_field *c = res->parts->words; c->name; c++)
		for (int l = 0; l < TR_LANGS; l++)
			cell_show(s, f, c,
				input_name(a, key, c->name, tr_langs[l].code),
				l,
				p->words[l][table_field(table->words, c->name)],
				of);
	for (const struct crud_field *c = res->parts->fields; c->name; c++)
		cell_show(s, f, c, input_name(a, key, c->name, ""), -1,
			p->values[table_field(table->fields, c->name)], of);
	tpl_textf(s, "USES", p->id && has_words(res) ? "%lld" : "",
		(long long)p->uses);
	if (p->id && p->uses == 0) {
		struct tpl *free_one = tpl_section(s, "FREE");
		const char *gone = input_name(a, key, "gone", "");
		tpl_text(free_one, "GONE", gone);
		tpl_text(free_one, "ROW_NAME", of);
		tpl_show_if(free_one, "CHECKED", field_checked(f, gone, false));
	}
}

int crud_parts_show(struct tpl *t, struct fields *f, const struct resource *res,
	const struct table_row *row)
{
	struct arena *a = f->r->cx.arena;
	const struct crud_parts *parts = res->parts;
	struct tpl *s = tpl_include(t, "PARTS", "admin/crud_parts.tpl");
	tpl_text(s, "TITLE", tr(parts->title));
	tpl_text(s, "HINT", tr(parts->hint));
	tpl_show(s, has_words(res) ? "COUNTS" : "NOCOUNTS");
	for (const struct crud_field *c = parts->words; c->name; c++)
		for (int l = 0; l < TR_LANGS; l++)
			tpl_text(tpl_section(s, "HEAD"), "LABEL",
				label_of(a, c, l));
	for (const struct crud_field *c = parts->fields; c->name; c++)
		tpl_text(tpl_section(s, "HEAD"), "LABEL", tr(c->label));
	/* of a form that came back the new ones are shown as typed below */
	for (size_t i = 0; i < row->n_parts; i++)
		if (row->parts[i].id)
			row_show(s, f, res, &row->parts[i], 0);
	struct table_part blank;
	table_blank_part(&f->r->cx, res->table->parts, &blank);
	for (int i = 0; i < parts->fresh; i++)
		row_show(s, f, res, &blank, (size_t)i);
	return OK;
}

/* Of a name; other than those that are there. */
static const char *fresh_code(
	struct arena *a, const struct table_row *row, int at, const char *name)
{
	const char *base = text_slug(a, name), *code;
	if (!*base)
		base = "value";
	code = base;
	for (int n = 2; n < PARTS_MAX + 2; n++) {
		bool taken = false;
		for (size_t i = 0; i < row->n_parts; i++)
			taken = taken ||
				strcmp(row->parts[i].values[at], code) == 0;
		if (!taken)
			break;
		code = arena_printf(a, "%s-%d", base, n);
	}
	return code;
}

/* Fill in what was posted; true when there were words. */
static bool part_read(struct fields *f, const struct resource *res,
	const char *key, struct table_part *p)
{
	struct arena *a = f->r->cx.arena;
	const struct table_parts *table = res->table->parts;
	bool words = false;
	for (const struct crud_field *c = res->parts->words; c->name; c++) {
		int i = table_field(table->words, c->name);
		for (int l = 0; l < TR_LANGS; l++) {
			const char *code = tr_langs[l].code;
			struct crud_field one = *c;
			one.name = input_name(a, key, c->name, "");
			one.required = p->id &&
				       strcmp(code, f->r->cx.root) == 0;
			if (p->id && !req_form_param(f->r,
					     input_name(a, key, c->name, code)))
				continue;
			p->words[l][i] = crud_read(f, &one, code, "");
			words = words || *p->words[l][i];
		}
	}
	for (const struct crud_field *c = res->parts->fields; c->name; c++) {
		int i = table_field(table->fields, c->name);
		struct crud_field one = *c;
		one.name = input_name(a, key, c->name, "");
		one.required = c->required && p->id;
		const char *typed = req_form_param(f->r, one.name);
		if (typed)
			p->values[i] = crud_read(f, &one, "", p->values[i]);
		words = words || (!p->id && typed && *text_trim(a, typed));
	}
	return words;
}

static struct table_part *part_add(struct cx *cx, struct table_row *row)
{
	row->parts = arena_grow(
		cx->arena, row->parts, row->n_parts, sizeof(*row->parts));
	return &row->parts[row->n_parts++];
}

static void name_missing(
	struct fields *f, const struct resource *res, const char *key)
{
	struct arena *a = f->r->cx.arena;
	bool words = has_words(res);
	int root = words ? tr_lang_index(f->r->cx.root) : -1;
	const struct crud_field *c = words ? res->parts->words
					   : res->parts->fields;
	field_error(f,
		input_name(a, key, c->name, words ? tr_langs[root].code : ""),
		arena_printf(a, tr("%s is missing."), label_of(a, c, root)));
}

static void fresh_read(struct fields *f, const struct resource *res,
	struct table_row *row, int i)
{
	struct cx *cx = &f->r->cx;
	const struct table_parts *table = res->table->parts;
	int code = table_field(table->fields, "code");
	struct table_part p;
	table_blank_part(cx, table, &p);
	const char *key = part_key(cx->arena, &p, (size_t)i);
	if (!part_read(f, res, key, &p))
		return;
	if (!*row_name(f->r, res, &p))
		name_missing(f, res, key);
	if (row->n_parts >= PARTS_MAX)
		field_error(f, "", tr("That is too many."));
	if (code >= 0)
		p.values[code] = fresh_code(
			cx->arena, row, code, row_name(f->r, res, &p));
	int place = table_field(table->fields, "position");
	if (place >= 0 && strtoll(p.values[place], NULL, 10) == 0)
		p.values[place] = arena_printf(
			cx->arena, "%zu", row->n_parts + 1);
	*part_add(cx, row) = p;
}

void crud_parts_read(struct fields *f, const struct resource *res,
	const struct table_row *was, struct table_row *row)
{
	struct cx *cx = &f->r->cx;
	const struct table_parts *table = res->table->parts;
	row->parts = NULL;
	row->n_parts = 0;
	for (size_t i = 0; was && i < was->n_parts; i++) {
		const struct table_part *old = &was->parts[i];
		struct table_part p;
		table_blank_part(cx, table, &p);
		p.id = old->id;
		p.uses = old->uses;
		for (int k = 0; table->fields[k].name; k++)
			p.values[k] = old->values[k];
		for (int l = 0; l < TR_LANGS; l++)
			for (int k = 0; table->words[k].name; k++)
				p.words[l][k] = old->words[l][k];
		const char *key = part_key(cx->arena, &p, 0);
		const char *gone = input_name(cx->arena, key, "gone", "");
		p.remove = req_form_param(f->r, gone) != NULL;
		if (p.remove && p.uses)
			field_error(f, gone,
				tr("Products use this value: it stays."));
		if (!p.remove)
			part_read(f, res, key, &p);
		*part_add(cx, row) = p;
	}
	for (int i = 0; i < res->parts->fresh; i++)
		fresh_read(f, res, row, i);
}
