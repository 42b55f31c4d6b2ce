/* Writing what a category has besides its name and place. */
#include "domain/category.h"

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/category_desk.h"
#include "domain/model.h"
#include "domain/sensitive.h"
#include "lib/db.h"
#include "lib/err.h"

static int finish(struct cx *cx, int64_t id, const char *what, int rc)
{
	if (rc == OK)
		rc = audit_add(cx, "category", id, "save", NULL, what);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

int category_set_rule(struct cx *cx, int64_t id, struct category_rule rule)
{
	if (rule.kind == RULE_NEW &&
		(rule.days < 1 || rule.days > RULE_DAYS_MAX))
		return ERR_INVALID;
	const char *json = category_rule_write(cx->arena, rule);
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE category SET rule = :rule"
		" WHERE id = :id AND archived_ms IS NULL");
	db_bind_text(q, ":rule", json);
	db_bind_int(q, ":id", id);
	return finish(cx, id, json, db_exec_one(q));
}

int category_set_seo(struct cx *cx, int64_t id, const char *locale,
	const char *title, const char *text)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE category_text SET seo_title = :title, seo_text = :text"
		" WHERE category = :id AND locale = :locale");
	db_bind_text(q, ":title", title);
	db_bind_text(q, ":text", text);
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", locale);
	return finish(cx, id, title, db_exec_one(q));
}

int category_sensitive(struct cx *cx, int64_t id, bool *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT sensitive FROM category WHERE id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	*out = rc == OK && db_next_int(q);
	db_done(q);
	return rc;
}

int category_set_sensitive(struct cx *cx, int64_t id, bool on)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE category SET sensitive = :on"
		" WHERE id = :id AND archived_ms IS NULL");
	db_bind_int(q, ":on", on);
	db_bind_int(q, ":id", id);
	rc = db_exec_one(q);
	if (rc == OK)
		rc = sensitive_look(cx);
	if (rc == OK && on) /* interests that stand for it, too */
		rc = sensitive_drop(cx);
	if (rc == OK)
		rc = model_ask(cx, "asked");
	return finish(cx, id,
		audit_json(cx->arena, "sensitive", on ? "1" : "0", NULL), rc);
}
