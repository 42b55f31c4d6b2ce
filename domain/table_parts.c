/* Rows below a row, and the audit's words for both. */
#include "domain/table_in.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/err.h"
#include "lib/json.h"

int table_parts_get(struct cx *cx, const struct table_parts *p, int64_t id,
	struct table_part **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = p->list(cx->db);
	db_bind_int(q, ":id", id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct table_part *part = &(*out)[(*n)++];
		*part = (struct table_part){0};
		part->id = db_next_int(q);
		part->uses = db_next_int(q);
		part->values = table_read(cx, q, table_width(p->fields));
	}
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < *n; i++)
		rc = table_words_get(cx, p->words_get, p->words, (*out)[i].id,
			(*out)[i].words);
	return rc < 0 ? rc : OK;
}

static const struct table_part *part_of(const struct table_row *row, int64_t id)
{
	for (size_t i = 0; row && id && i < row->n_parts; i++)
		if (row->parts[i].id == id)
			return &row->parts[i];
	return NULL;
}

static int part_remove(struct cx *cx, const struct table_parts *p,
	const struct table_part *part, int64_t owner)
{
	struct db_stmt *q;
	if (p->words_remove) {
		q = p->words_remove(cx->db);
		db_bind_int(q, ":id", part->id);
		int rc = db_exec(q, NULL);
		if (rc < 0)
			return rc;
	}
	q = p->remove(cx->db);
	db_bind_int(q, ":id", part->id);
	db_bind_int(q, ":owner", owner);
	return db_exec_one(q);
}

static int part_put(struct cx *cx, const struct table_parts *p,
	const struct table_part *part, const struct table_part *was,
	int64_t owner)
{
	int64_t id = part->id;
	struct db_stmt *q = id ? p->update(cx->db) : p->insert(cx->db);
	if (id)
		db_bind_int(q, ":id", id);
	db_bind_int(q, ":owner", owner);
	table_bind_fields(cx, q, p->fields, part->values);
	int rc = id ? db_exec_one(q) : db_insert(q, &id);
	if (rc < 0 || !p->words_put)
		return rc;
	return table_words_put(cx, p->words_put, p->words, id, part->words,
		was ? was->words : NULL);
}

int table_parts_put(struct cx *cx, const struct table_parts *p,
	const struct table_row *row, const struct table_row *was)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < row->n_parts; i++) {
		const struct table_part *part = &row->parts[i];
		const struct table_part *old = part_of(was, part->id);
		if (part->remove && part->id)
			rc = part_remove(cx, p, part, row->id);
		else if (!part->remove)
			rc = part_put(cx, p, part, old, row->id);
	}
	return rc;
}

static void add(struct cx *cx, json_t *object, const char *name,
	const char *suffix, const char *value)
{
	json_object_set_new(object,
		arena_printf(cx->arena, "%s%s", name, suffix),
		json_string(value));
}

/* One value in both objects, unless they are alike. */
static void pair(struct cx *cx, json_t *both[2], const char *name,
	const char *suffix, const char *a, const char *b)
{
	/* what is empty in a row that comes or goes says nothing */
	if (strcmp(a ? a : "", b ? b : "") == 0)
		return;
	if (a)
		add(cx, both[0], name, suffix, a);
	if (b)
		add(cx, both[1], name, suffix, b);
}

static void pairs(struct cx *cx, json_t *both[2],
	const struct table_field *fields, const char *suffix,
	const char *const *a, const char *const *b)
{
	for (size_t i = 0; fields && fields[i].name; i++)
		if (fields[i].type != TABLE_KEY)
			pair(cx, both, fields[i].name, suffix, a ? a[i] : NULL,
				b ? b[i] : NULL);
}

static void words_pairs(struct cx *cx, json_t *both[2],
	const struct table_field *fields, const char *suffix,
	const char **const *a, const char **const *b)
{
	for (int l = 0; fields && l < TR_LANGS; l++)
		pairs(cx, both, fields,
			arena_printf(
				cx->arena, "_%s%s", tr_langs[l].code, suffix),
			a ? a[l] : NULL, b && b[l] ? b[l] : (a ? a[l] : NULL));
}

static void part_pairs(struct cx *cx, json_t *both[2],
	const struct table_parts *p, const struct table_part *a,
	const struct table_part *b)
{
	int64_t id = a ? a->id : b->id;
	const char *suffix = arena_printf(cx->arena, " %lld", (long long)id);
	if (b && b->remove)
		b = NULL;
	pairs(cx, both, p->fields, suffix, a ? a->values : NULL,
		b ? b->values : NULL);
	if (b)
		words_pairs(cx, both, p->words, suffix, a ? a->words : NULL,
			b->words);
	else
		for (int l = 0; l < TR_LANGS; l++)
			pairs(cx, both, p->words,
				arena_printf(cx->arena, "_%s%s",
					tr_langs[l].code, suffix),
				a->words[l], NULL);
}

static void all_parts(struct cx *cx, json_t *both[2], const struct table *t,
	const struct table_row *a, const struct table_row *b)
{
	for (size_t i = 0; a && i < a->n_parts; i++)
		part_pairs(cx, both, t->parts, &a->parts[i],
			part_of(b, a->parts[i].id));
	for (size_t i = 0; b && i < b->n_parts; i++)
		if (!part_of(a, b->parts[i].id) && !b->parts[i].remove)
			part_pairs(cx, both, t->parts, NULL, &b->parts[i]);
}

bool table_json(struct cx *cx, const struct table *t,
	const struct table_row *before, const struct table_row *after,
	const char **was, const char **is)
{
	json_t *both[2] = {json_object(), json_object()};
	*was = *is = NULL;
	pairs(cx, both, t->fields, "", before ? before->values : NULL,
		after ? after->values : NULL);
	words_pairs(cx, both, t->words, "", before ? before->words : NULL,
		after ? after->words : NULL);
	if (t->parts)
		all_parts(cx, both, t, before, after);
	bool differ = json_object_size(both[0]) || json_object_size(both[1]);
	if (before && !after)
		add(cx, both[0], "rev", "",
			arena_printf(
				cx->arena, "%lld", (long long)before->rev));
	*was = before ? json_text(cx->arena, json_incref(both[0])) : NULL;
	*is = after ? json_text(cx->arena, json_incref(both[1])) : NULL;
	json_decref(both[0]);
	json_decref(both[1]);
	return differ;
}

int table_from_json(struct cx *cx, const struct table *t, const char *json,
	struct table_row *out)
{
	json_t *object = json_loads(json, 0, NULL);
	if (!object)
		return ERR_NOT_FOUND;
	table_blank(cx, t, out);
	for (size_t i = 0; t->fields[i].name; i++) {
		const char *v = json_string_value(
			json_object_get(object, t->fields[i].name));
		if (v)
			out->values[i] = arena_strdup(cx->arena, v);
	}
	const char *rev = json_string_value(json_object_get(object, "rev"));
	out->rev = rev ? strtoll(rev, NULL, 10) : 1;
	json_decref(object);
	return OK;
}
