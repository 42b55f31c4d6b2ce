/* Reading the owner's tables: lists and single rows. */
#include "domain/table_in.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/clock.h"
#include "lib/err.h"
#include "lib/text.h"

size_t table_width(const struct table_field *fields)
{
	size_t n = 0;
	while (fields && fields[n].name)
		n++;
	return n;
}

const char **table_blanks(struct cx *cx, size_t n)
{
	const char **out = ARENA_ARRAY(cx->arena, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = "";
	return out;
}

const char **table_read(struct cx *cx, struct db_stmt *q, size_t n)
{
	const char **out = ARENA_ARRAY(cx->arena, const char *, n + 1);
	for (size_t i = 0; i < n; i++) {
		out[i] = db_next_text(q, cx->arena);
		if (!out[i])
			out[i] = "";
	}
	return out;
}

static void bind_int_if(struct db_stmt *q, const char *name, int64_t value)
{
	if (db_takes(q, name))
		db_bind_int(q, name, value);
}

static void bind_text_if(struct db_stmt *q, const char *name, const char *value)
{
	if (db_takes(q, name))
		db_bind_text(q, name, value);
}

void table_bind_row(struct cx *cx, struct db_stmt *q, int64_t id, int64_t rev)
{
	bind_int_if(q, ":id", id);
	bind_int_if(q, ":rev", rev);
	bind_int_if(q, ":now", cx->now);
	bind_int_if(q, ":today", clock_day(cx->now));
	bind_text_if(q, ":locale", cx->locale);
	bind_text_if(q, ":root", cx->root);
}

void table_bind_fields(struct cx *cx, struct db_stmt *q,
	const struct table_field *fields, const char *const *values)
{
	for (size_t i = 0; fields[i].name; i++) {
		const char *bind = arena_printf(
			cx->arena, ":%s", fields[i].name);
		const char *v = values[i];
		switch (fields[i].type) {
		case TABLE_TEXT:
			bind_text_if(q, bind, v);
			break;
		case TABLE_KEY:
			bind_text_if(
				q, bind, text_lower(cx->arena, values[i - 1]));
			break;
		case TABLE_INT:
			bind_int_if(q, bind, strtoll(v, NULL, 10));
			break;
		case TABLE_INT_OR_NULL:
			if (*v)
				bind_int_if(q, bind, strtoll(v, NULL, 10));
			break;
		default: /* not a column of the table itself */
			break;
		}
	}
}

static void bind_view(
	struct cx *cx, struct db_stmt *q, const struct table_view *view)
{
	table_bind_row(cx, q, 0, 0);
	bind_text_if(q, ":show", view->show);
	bind_text_if(q, ":find", text_lower(cx->arena, view->find));
	bind_text_if(q, ":typed", view->find);
	bind_int_if(q, ":limit", view->limit);
	bind_int_if(q, ":offset", view->offset);
}

static table_sql *sort_of(const struct table *t, const struct table_view *view)
{
	const struct table_sort *s = t->sorts;
	while (s->code && strcmp(s->code, view->sort) != 0)
		s++;
	if (!s->code)
		s = t->sorts;
	return view->down ? s->down : s->up;
}

int table_list(struct cx *cx, const struct table *t,
	const struct table_view *view, struct table_row **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = sort_of(t, view)(cx->db);
	bind_view(cx, q, view);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct table_row *row = &(*out)[(*n)++];
		*row = (struct table_row){0};
		row->id = db_next_int(q);
		row->archived_ms = db_next_int(q);
		row->values = table_read(cx, q, t->columns);
	}
	db_done(q);
	return rc;
}

static int number_of(struct db_stmt *q, int64_t *out)
{
	*out = 0;
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc;
}

int table_count(struct cx *cx, const struct table *t,
	const struct table_view *view, int64_t *n)
{
	struct db_stmt *q = t->count(cx->db);
	bind_view(cx, q, view);
	return number_of(q, n);
}

int table_ties(
	struct cx *cx, const struct table *t, int64_t id, int64_t *counts)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && t->ties && t->ties[i]; i++) {
		struct db_stmt *q = t->ties[i](cx->db);
		table_bind_row(cx, q, id, 0);
		rc = number_of(q, &counts[i]);
	}
	return rc;
}

const struct table_field table_no_words[] = {{NULL, 0}};

void table_blank_part(
	struct cx *cx, const struct table_parts *p, struct table_part *out)
{
	*out = (struct table_part){
		.values = table_blanks(cx, table_width(p->fields))};
	for (int l = 0; l < TR_LANGS; l++)
		out->words[l] = table_blanks(cx, table_width(p->words));
}

void table_blank(struct cx *cx, const struct table *t, struct table_row *out)
{
	*out = (struct table_row){
		.values = table_blanks(cx, table_width(t->fields))};
	for (int l = 0; t->words && l < TR_LANGS; l++)
		out->words[l] = table_blanks(cx, table_width(t->words));
}

int table_words_get(struct cx *cx, table_sql *get,
	const struct table_field *fields, int64_t id,
	const char **words[TR_LANGS])
{
	for (int l = 0; l < TR_LANGS; l++) {
		if (!get) {
			words[l] = table_blanks(cx, table_width(fields));
			continue;
		}
		struct db_stmt *q = get(cx->db);
		db_bind_int(q, ":id", id);
		db_bind_text(q, ":locale", tr_langs[l].code);
		int rc = db_one(q);
		words[l] = rc == OK ? table_read(cx, q, table_width(fields))
				    : table_blanks(cx, table_width(fields));
		db_done(q);
		if (rc < 0 && rc != ERR_NOT_FOUND)
			return rc;
	}
	return OK;
}

int table_get(
	struct cx *cx, const struct table *t, int64_t id, struct table_row *out)
{
	*out = (struct table_row){0};
	struct db_stmt *q = t->find(cx->db);
	table_bind_row(cx, q, id, 0);
	int rc = db_one(q);
	if (rc == OK) {
		out->id = db_next_int(q);
		out->rev = db_next_int(q);
		out->archived_ms = db_next_int(q);
		out->locked = db_next_int(q) != 0;
		out->values = table_read(cx, q, table_width(t->fields));
	}
	db_done(q);
	if (rc == OK && t->words)
		rc = table_words_get(
			cx, t->words_get, t->words, id, out->words);
	if (rc == OK && t->parts)
		rc = table_parts_get(
			cx, t->parts, id, &out->parts, &out->n_parts);
	return rc;
}

int table_field(const struct table_field *fields, const char *name)
{
	for (int i = 0; fields && fields[i].name; i++)
		if (strcmp(fields[i].name, name) == 0)
			return i;
	return -1;
}

const char *table_value(
	const struct table *t, const struct table_row *row, const char *name)
{
	int i = table_field(t->fields, name);
	assert(i >= 0);
	return row->values[i];
}

void table_set(const struct table *t, struct table_row *row, const char *name,
	const char *value)
{
	int i = table_field(t->fields, name);
	assert(i >= 0);
	row->values[i] = value;
}
