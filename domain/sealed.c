#include "domain/sealed.h"

#include "domain/audit.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/seal.h"

static const char *label_of(struct cx *cx, const char *code)
{
	return arena_printf(cx->arena, "sealed/%s", code);
}

static int write_row(struct cx *cx, const char *code, const char *hex)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO sealed (code, value, staff, changed_ms)"
		" VALUES (:code, :value, :staff, :now)"
		" ON CONFLICT (code) DO UPDATE SET value = excluded.value,"
		" staff = excluded.staff, changed_ms = excluded.changed_ms");
	db_bind_text(q, ":code", code);
	db_bind_text(q, ":value", hex);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

int sealed_set(struct cx *cx, const char *code, const char *value)
{
	const char *hex = seal_text(
		cx->arena, cx->secret, label_of(cx, code), value);
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = write_row(cx, code, hex);
	if (rc == OK)
		rc = audit_add(cx, "sealed", 0, code, NULL,
			audit_json(cx->arena, "secret", "changed", NULL));
	return db_end(cx->db, rc);
}

int sealed_get(struct cx *cx, const char *code, const char **value)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT value FROM sealed WHERE code = :code");
	db_bind_text(q, ":code", code);
	const char *hex = NULL;
	int rc = db_one(q);
	if (rc == OK)
		hex = db_next_text(q, cx->arena);
	db_done(q);
	return rc == OK ? seal_open(cx->arena, cx->secret, label_of(cx, code),
				  hex, value)
			: rc;
}

int64_t sealed_changed_ms(struct cx *cx, const char *code)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT changed_ms FROM sealed WHERE code = :code");
	db_bind_text(q, ":code", code);
	int64_t at = 0;
	if (db_one(q) == OK)
		at = db_next_int(q);
	db_done(q);
	return at;
}

bool sealed_has(struct cx *cx, const char *code)
{
	return sealed_changed_ms(cx, code) > 0;
}

int sealed_remove(struct cx *cx, const char *code)
{
	int64_t n = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM sealed WHERE code = :code");
	db_bind_text(q, ":code", code);
	rc = db_exec(q, &n);
	if (rc == OK && n > 0)
		rc = audit_add(cx, "sealed", 0, code, NULL,
			audit_json(cx->arena, "secret", "removed", NULL));
	return db_end(cx->db, rc);
}
