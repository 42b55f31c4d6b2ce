/* Groups of customers, and who is in them. */
#include "domain/promotion_desk.h"

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/customer_value.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

enum { GROUPS_MAX = 500 };

int customer_groups(struct cx *cx, struct customer_group **out, size_t *n)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct customer_group, GROUPS_MAX);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, name FROM customer_group"
		" WHERE archived_ms IS NULL ORDER BY name");
	int rc = OK;
	while (*n < GROUPS_MAX && (rc = db_step(q)) > 0) {
		(*out)[*n].id = db_next_int(q);
		(*out)[(*n)++].name = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

int customer_group_get(struct cx *cx, const char *email_norm, int64_t *group)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(customer_group, 0) FROM customer"
		" WHERE email_norm = :email AND archived_ms IS NULL");
	db_bind_text(q, ":email", email_norm);
	int rc = db_one(q);
	if (rc == OK)
		*group = db_next_int(q);
	db_done(q);
	return rc;
}

int customer_group_set(struct cx *cx, const char *email_norm, int64_t group)
{
	int64_t id = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer SET customer_group = :group, rev = rev + 1"
		" WHERE email_norm = :email AND archived_ms IS NULL"
		" AND (CAST(:group AS BIGINT) IS NULL OR EXISTS (SELECT 1"
		"  FROM customer_group g WHERE g.id = :group"
		"  AND g.archived_ms IS NULL)) RETURNING id");
	db_bind_or_null(q, ":group", group);
	db_bind_text(q, ":email", email_norm);
	rc = db_step(q);
	if (rc > 0)
		id = db_next_int(q);
	db_done(q);
	rc = rc < 0 ? rc : id ? OK : ERR_CONFLICT;
	if (rc == OK)
		rc = audit_add(cx, "customer", id, "group", NULL,
			audit_json(cx->arena, "group",
				arena_printf(
					cx->arena, "%lld", (long long)group),
				NULL));
	if (rc == OK)
		rc = customer_value_stale(cx, id);
	return db_end(cx->db, rc);
}
