/* Writing the owner's tables: each change with its audit row. */
#include "domain/table_in.h"

#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/slug.h"
#include "lib/err.h"
#include "lib/text.h"

static bool same_words(const char *const *a, const char *const *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(a[i], b ? b[i] : "") != 0)
			return false;
	return true;
}

int table_words_put(struct cx *cx, table_sql *put,
	const struct table_field *fields, int64_t id,
	const char **const words[TR_LANGS], const char **const was[TR_LANGS])
{
	int rc = OK;
	for (int l = 0; rc == OK && l < TR_LANGS; l++) {
		if (!words[l] || same_words(words[l], was ? was[l] : NULL,
					 table_width(fields)))
			continue;
		struct db_stmt *q = put(cx->db);
		db_bind_int(q, ":id", id);
		db_bind_text(q, ":locale", tr_langs[l].code);
		table_bind_fields(cx, q, fields, words[l]);
		rc = db_exec(q, NULL);
	}
	return rc;
}

static int clashes(struct cx *cx, const struct table *t,
	const struct table_row *row, const char **clash)
{
	if (!t->clash)
		return OK;
	int64_t others = 0;
	struct db_stmt *q = t->clash(cx->db);
	table_bind_row(cx, q, row->id, 0);
	table_bind_fields(cx, q, t->fields, row->values);
	int rc = db_one(q);
	if (rc == OK)
		others = db_next_int(q);
	db_done(q);
	if (rc < 0 || others == 0)
		return rc;
	*clash = t->clash_field;
	return ERR_INVALID;
}

static int write_row(
	struct cx *cx, const struct table *t, struct table_row *row)
{
	struct db_stmt *q = row->id ? t->update(cx->db) : t->insert(cx->db);
	table_bind_row(cx, q, row->id, row->rev);
	table_bind_fields(cx, q, t->fields, row->values);
	return row->id ? db_exec_one(q) : db_insert(q, &row->id);
}

static int slug_field(const struct table *t)
{
	for (int i = 0; t->slug_kind && t->fields[i].name; i++)
		if (t->fields[i].type == TABLE_SLUG)
			return i;
	return -1;
}

/* As slugs are written; an empty one is made of the name, or stays when the
 * name does. */
static void make_slug(struct cx *cx, const struct table *t,
	const struct table_row *was, struct table_row *row)
{
	int i = slug_field(t);
	if (i < 0)
		return;
	const char *name = table_value(t, row, t->slug_from);
	bool same = was && strcmp(name, table_value(t, was, t->slug_from)) == 0;
	row->values[i] = text_slug(cx->arena, row->values[i]);
	if (!*row->values[i] && same)
		row->values[i] = was->values[i];
	if (!*row->values[i])
		row->values[i] = text_slug(cx->arena, name);
}

static int write_slug(
	struct cx *cx, const struct table *t, const struct table_row *row)
{
	int i = slug_field(t);
	if (i < 0)
		return OK;
	const char *slug = row->values[i];
	if (!*slug)
		slug = arena_printf(
			cx->arena, "%s-%lld", t->entity, (long long)row->id);
	return slug_set(cx, t->slug_kind, cx->root, row->id, slug, NULL);
}

static int follow(struct cx *cx, const struct table *t, int64_t id)
{
	int rc = t->after ? t->after(cx, id) : OK;
	return rc == OK ? catalogue_touch(cx) : rc;
}

/* The audit tells what is in the database, not what was asked for. */
static int tell(struct cx *cx, const struct table *t,
	const struct table_row *was, int64_t id)
{
	struct table_row now;
	const char *before = NULL, *after = NULL;
	int rc = table_get(cx, t, id, &now);
	if (rc < 0)
		return rc;
	if (!table_json(cx, t, was, &now, &before, &after))
		return OK;
	return audit_add(
		cx, t->entity, id, was ? "save" : "create", before, after);
}

static int save(struct cx *cx, const struct table *t, struct table_row *row,
	const char **clash)
{
	struct table_row was;
	bool known = row->id != 0;
	int rc = known ? table_get(cx, t, row->id, &was) : OK;
	if (rc == ERR_NOT_FOUND ||
		(rc == OK && known &&
			(was.rev != row->rev || was.archived_ms || was.locked)))
		return ERR_CONFLICT;
	const char *before, *after;
	if (rc == OK)
		make_slug(cx, t, known ? &was : NULL, row);
	if (rc == OK && known && !table_json(cx, t, &was, row, &before, &after))
		return OK;
	if (rc == OK)
		rc = clashes(cx, t, row, clash);
	if (rc == OK)
		rc = write_row(cx, t, row);
	if (rc == OK && t->words)
		rc = table_words_put(cx, t->words_put, t->words, row->id,
			row->words, known ? was.words : NULL);
	if (rc == OK && t->parts)
		rc = table_parts_put(cx, t->parts, row, known ? &was : NULL);
	if (rc == OK)
		rc = write_slug(cx, t, row);
	if (rc == OK)
		rc = tell(cx, t, known ? &was : NULL, row->id);
	return rc == OK ? follow(cx, t, row->id) : rc;
}

int table_save(struct cx *cx, const struct table *t, struct table_row *row,
	const char **clash)
{
	int64_t id = row->id;
	*clash = NULL;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = db_end(cx->db, save(cx, t, row, clash));
	if (rc < 0)
		row->id = id;
	return rc;
}

/* 1: done, 0: it could not be. */
static int retire(struct cx *cx, const struct table *t, int64_t id)
{
	struct table_row was;
	const char *before = NULL, *after = NULL;
	int rc = table_get(cx, t, id, &was);
	if (rc == ERR_NOT_FOUND)
		return 0;
	if (rc < 0)
		return rc;
	int64_t changed = 0;
	struct db_stmt *q = t->archive ? t->archive(cx->db) : t->remove(cx->db);
	table_bind_row(cx, q, id, 0);
	rc = db_exec(q, &changed);
	if (rc < 0 || changed == 0)
		return rc;
	if (!t->archive)
		table_json(cx, t, &was, NULL, &before, &after);
	rc = audit_add(cx, t->entity, id, t->archive ? "archive" : "delete",
		before, after);
	if (rc == OK)
		rc = follow(cx, t, id);
	return rc == OK ? 1 : rc;
}

/* What the newest audit row says of a row that was removed. */
static int removed_row(
	struct cx *cx, const struct table *t, int64_t id, struct table_row *out)
{
	const char *json = NULL;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT before FROM audit WHERE entity = :entity"
		" AND entity_id = :id AND action = 'delete'"
		" ORDER BY id DESC LIMIT 1");
	db_bind_text(q, ":entity", t->entity);
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		json = db_next_text(q, cx->arena);
	db_done(q);
	return rc == OK ? table_from_json(cx, t, json, out) : rc;
}

static int put_back(struct cx *cx, const struct table *t, int64_t id)
{
	struct table_row row;
	const char *clash = NULL, *before = NULL, *after = NULL;
	int64_t changed = 0;
	int rc = table_get(cx, t, id, &row);
	if (rc != ERR_NOT_FOUND)
		return rc < 0 ? rc : 0;
	rc = removed_row(cx, t, id, &row);
	if (rc == ERR_NOT_FOUND)
		return 0;
	if (rc == OK)
		rc = clashes(cx, t, &row, &clash);
	if (rc == ERR_INVALID)
		return 0;
	if (rc < 0)
		return rc;
	row.id = id;
	struct db_stmt *q = t->reinsert(cx->db);
	table_bind_row(cx, q, id, row.rev);
	table_bind_fields(cx, q, t->fields, row.values);
	rc = db_exec(q, &changed);
	if (rc < 0 || changed == 0)
		return rc; /* its time is over */
	table_json(cx, t, NULL, &row, &before, &after);
	rc = audit_add(cx, t->entity, id, "restore", before, after);
	if (rc == OK)
		rc = follow(cx, t, id);
	return rc == OK ? 1 : rc;
}

static int revive(struct cx *cx, const struct table *t, int64_t id)
{
	if (!t->archive)
		return put_back(cx, t, id);
	int64_t changed = 0;
	struct db_stmt *q = t->restore(cx->db);
	table_bind_row(cx, q, id, 0);
	int rc = db_exec(q, &changed);
	if (rc < 0 || changed == 0)
		return rc;
	rc = audit_add(cx, t->entity, id, "restore", NULL, NULL);
	if (rc == OK)
		rc = follow(cx, t, id);
	return rc == OK ? 1 : rc;
}

static int each(struct cx *cx, const struct table *t, const int64_t *ids,
	size_t n, int64_t *done,
	int (*act)(struct cx *, const struct table *, int64_t))
{
	*done = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc >= 0 && i < n; i++) {
		rc = act(cx, t, ids[i]);
		*done += rc > 0;
	}
	return db_end(cx->db, rc < 0 ? rc : OK);
}

int table_retire(struct cx *cx, const struct table *t, const int64_t *ids,
	size_t n, int64_t *done)
{
	return each(cx, t, ids, n, done, retire);
}

int table_revive(struct cx *cx, const struct table *t, const int64_t *ids,
	size_t n, int64_t *done)
{
	return each(cx, t, ids, n, done, revive);
}

static int do_one(
	struct cx *cx, const struct table *t, table_sql *sql, int64_t id)
{
	struct table_row was;
	int64_t changed = 0;
	int rc = table_get(cx, t, id, &was);
	if (rc == ERR_NOT_FOUND || was.locked || was.archived_ms)
		return rc == ERR_NOT_FOUND ? 0 : rc;
	struct db_stmt *q = sql(cx->db);
	table_bind_row(cx, q, id, was.rev);
	rc = db_exec(q, &changed);
	if (rc < 0 || changed == 0)
		return rc;
	rc = tell(cx, t, &was, id);
	if (rc == OK)
		rc = follow(cx, t, id);
	return rc == OK ? 1 : rc;
}

int table_do(struct cx *cx, const struct table *t, const char *code,
	const int64_t *ids, size_t n, int64_t *done)
{
	const struct table_act *act = t->acts;
	*done = 0;
	while (act && act->code && strcmp(act->code, code) != 0)
		act++;
	if (!act || !act->code)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc >= 0 && i < n; i++) {
		rc = do_one(cx, t, act->sql, ids[i]);
		*done += rc > 0;
	}
	return db_end(cx->db, rc < 0 ? rc : OK);
}
