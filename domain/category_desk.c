#include "domain/category_desk.h"

#include "lib/db.h"
#include "lib/err.h"

int category_words(struct cx *cx, int64_t id, const char *locale,
	struct category_text *out)
{
	*out = (struct category_text){locale, "", "", ""};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT t.name, t.description, coalesce(s.slug, '')"
		" FROM category_text t"
		" LEFT JOIN slug s ON s.kind = 'category'"
		"  AND s.locale = t.locale AND s.target = t.category"
		"  AND s.current = 1"
		" WHERE t.category = :id AND t.locale = :locale");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", locale);
	int rc = db_one(q);
	if (rc == OK) {
		out->name = db_next_text(q, cx->arena);
		out->description = db_next_text(q, cx->arena);
		out->slug = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int category_position(struct cx *cx, int64_t id, int64_t *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT position FROM category WHERE id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc;
}
