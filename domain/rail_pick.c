/* The owner pins, boosts and hides. */
#include "domain/rail_hand.h"

#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "lib/db.h"
#include "lib/err.h"

/* The audit row and the catalogue's version of a change; in its transaction. */
static int told(struct cx *cx, int64_t product, const char *action,
	const char *rail, const char *kind)
{
	int rc = audit_add(cx, "suggestions", product, action, NULL,
		audit_json(cx->arena, "shelf", rail, "kind", kind, NULL));
	return rc == OK ? catalogue_touch(cx) : rc;
}

/* One row or none, in a transaction of its own: none changes nothing. */
static int finish(struct cx *cx, int rc, int64_t changed, int64_t product,
	const char *action, const char *rail, const char *kind)
{
	if (rc == OK && changed)
		rc = told(cx, product, action, rail, kind);
	return db_end(cx->db, rc);
}

int rail_switch(struct cx *cx, const char *rail, bool active)
{
	int64_t changed = 0;
	if (!rail_known(rail))
		return ERR_NOT_FOUND;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	/* A shelf without a row is on. */
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO rail (code, active) VALUES (:code, 1)"
		" ON CONFLICT (code) DO NOTHING");
	db_bind_text(q, ":code", rail);
	rc = db_exec(q, NULL);
	if (rc == OK) {
		q = DB_SQL(cx->db,
			"UPDATE rail SET active = :active, rev = rev + 1"
			" WHERE code = :code AND active <> :active");
		db_bind_text(q, ":code", rail);
		db_bind_int(q, ":active", active);
		rc = db_exec(q, &changed);
	}
	return finish(cx, rc, changed, 0, active ? "on" : "off", rail, "");
}

static int product_there(struct cx *cx, int64_t product)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT 1 FROM product"
		" WHERE id = :id AND archived_ms IS NULL");
	db_bind_int(q, ":id", product);
	int rc = db_one(q);
	if (rc == OK)
		(void)db_next_int(q);
	db_done(q);
	return rc;
}

int rail_pick(
	struct cx *cx, const char *rail, int64_t product, const char *kind)
{
	int64_t changed = 0;
	if ((*rail && !rail_known(rail)) ||
		(strcmp(kind, "pin") != 0 && strcmp(kind, "boost") != 0 &&
			strcmp(kind, "hide") != 0))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = product_there(cx, product);
	if (rc == OK) {
		struct db_stmt *q = DB_SQL(cx->db,
			"INSERT INTO rail_pick (rail, product, kind, position)"
			" SELECT :rail, CAST(:product AS BIGINT), :kind,"
			"  coalesce(max(position), 0) + 1 FROM rail_pick"
			"  WHERE rail = :rail"
			" ON CONFLICT (rail, product) DO UPDATE SET"
			"  kind = excluded.kind, position = excluded.position"
			"  WHERE rail_pick.kind <> excluded.kind");
		db_bind_text(q, ":rail", rail);
		db_bind_int(q, ":product", product);
		db_bind_text(q, ":kind", kind);
		rc = db_exec(q, &changed);
	}
	return finish(cx, rc, changed, product, "pick", rail, kind);
}

int rail_unpick(struct cx *cx, const char *rail, int64_t product)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM rail_pick"
		" WHERE rail = :rail AND product = :product");
	db_bind_text(q, ":rail", rail);
	db_bind_int(q, ":product", product);
	rc = db_exec_one(q);
	if (rc == ERR_CONFLICT)
		rc = ERR_NOT_FOUND;
	return finish(cx, rc, 1, product, "unpick", rail, "");
}

/* The pin before it; 0: it is the first. */
static int pin_before(struct cx *cx, const char *rail, int64_t product,
	int64_t *before, int64_t *its, int64_t *mine)
{
	*before = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT b.product, b.position, p.position FROM rail_pick p"
		" JOIN rail_pick b ON b.rail = p.rail AND b.kind = 'pin'"
		"  AND (b.position < p.position OR"
		"   (b.position = p.position AND b.product < p.product))"
		" WHERE p.rail = :rail AND p.product = :product"
		"  AND p.kind = 'pin'"
		" ORDER BY b.position DESC, b.product DESC LIMIT 1");
	db_bind_text(q, ":rail", rail);
	db_bind_int(q, ":product", product);
	int rc = db_one(q);
	if (rc == OK) {
		*before = db_next_int(q);
		*its = db_next_int(q);
		*mine = db_next_int(q);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int position_set(
	struct cx *cx, const char *rail, int64_t product, int64_t position)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE rail_pick SET position = :position"
		" WHERE rail = :rail AND product = :product");
	db_bind_text(q, ":rail", rail);
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":position", position);
	return db_exec_one(q);
}

int rail_pick_up(struct cx *cx, const char *rail, int64_t product)
{
	int64_t before = 0, its = 0, mine = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = pin_before(cx, rail, product, &before, &its, &mine);
	if (rc == OK && before)
		rc = position_set(cx, rail, before, mine);
	if (rc == OK && before)
		rc = position_set(cx, rail, product, its);
	return finish(cx, rc, before != 0, product, "first", rail, "pin");
}

int rail_picks(struct cx *cx, struct rail_picked **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT rail, kind, product FROM rail_pick"
		" ORDER BY rail, kind DESC, position, product");
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct rail_picked *at = &(*out)[(*n)++];
		at->rail = db_next_text(q, cx->arena);
		at->kind = db_next_text(q, cx->arena);
		at->product = db_next_int(q);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}
