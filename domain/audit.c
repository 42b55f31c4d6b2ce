#include "domain/audit.h"

#include <jansson.h>
#include <stdarg.h>

#include "lib/db.h"
#include "lib/err.h"

int audit_add(struct cx *cx, const char *entity, int64_t id, const char *action,
	const char *before, const char *after)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO audit (staff, at_ms, entity, entity_id, action,"
		" before, after, request_id)"
		" VALUES (:staff, :now, :entity, :id, :action, :before,"
		" :after, :request)");
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":entity", entity);
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":action", action);
	db_bind_text(q, ":before", before ? before : "");
	db_bind_text(q, ":after", after ? after : "");
	db_bind_text(q, ":request", cx->request_id ? cx->request_id : "");
	return db_exec(q, NULL);
}

const char *audit_json(struct arena *a, ...)
{
	json_t *object = json_object();
	va_list ap;
	va_start(ap, a);
	const char *key;
	while ((key = va_arg(ap, const char *)) != NULL)
		json_object_set_new(
			object, key, json_string(va_arg(ap, const char *)));
	va_end(ap);

	char *text = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	if (!text)
		return "{}";
	arena_defer(a, free, text);
	return text;
}

static int rows_read(
	struct cx *cx, struct db_stmt *q, struct audit_row **out, size_t *n)
{
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct audit_row *row = &(*out)[(*n)++];
		row->at_ms = db_next_int(q);
		row->who = db_next_text(q, cx->arena);
		row->action = db_next_text(q, cx->arena);
		row->before = db_next_text(q, cx->arena);
		row->after = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

int audit_of(struct cx *cx, const char *entity, int64_t id, int64_t limit,
	struct audit_row **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT a.at_ms, coalesce(s.name, ''), a.action, a.before,"
		" a.after FROM audit a LEFT JOIN staff s ON s.id = a.staff"
		" WHERE a.entity = :entity AND a.entity_id = :id"
		" ORDER BY a.at_ms DESC, a.id DESC LIMIT :limit");
	db_bind_text(q, ":entity", entity);
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":limit", limit);
	return rows_read(cx, q, out, n);
}

int audit_newest(struct cx *cx, const char *entity, int64_t limit,
	struct audit_row **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT a.at_ms, coalesce(s.name, ''), a.action, a.before,"
		" a.after FROM audit a LEFT JOIN staff s ON s.id = a.staff"
		" WHERE a.entity = :entity ORDER BY a.id DESC LIMIT :limit");
	db_bind_text(q, ":entity", entity);
	db_bind_int(q, ":limit", limit);
	return rows_read(cx, q, out, n);
}

int audit_before(struct cx *cx, const char *entity, int64_t id,
	const char *action, const char **before)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT before FROM audit WHERE entity = :entity"
		" AND entity_id = :id AND action = :action"
		" ORDER BY at_ms DESC, id DESC LIMIT 1");
	db_bind_text(q, ":entity", entity);
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":action", action);
	int rc = db_one(q);
	if (rc == OK)
		*before = db_next_text(q, cx->arena);
	db_done(q);
	return rc;
}

const char *audit_value(struct arena *a, const char *json, const char *name)
{
	json_t *j = json_loads(json, 0, NULL);
	const char *value = json_string_value(json_object_get(j, name));
	value = arena_strdup(a, value ? value : "");
	json_decref(j);
	return value;
}
