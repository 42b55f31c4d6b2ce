#include "domain/segment_choice.h"

#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

/* A name of its own, else that of what it stands for. */
int segment_interests(struct cx *cx, struct segment_choice **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT i.id, coalesce(nullif(t.name, ''), nullif(r.name, ''),"
		" nullif(ct.name, ''), nullif(cr.name, ''), b.name,"
		" nullif(at.name, ''), ar.name, '')"
		" FROM interest i"
		" LEFT JOIN interest_text t"
		"  ON t.interest = i.id AND t.locale = :locale"
		" LEFT JOIN interest_text r"
		"  ON r.interest = i.id AND r.locale = :root"
		" LEFT JOIN category_text ct"
		"  ON ct.category = i.category AND ct.locale = :locale"
		" LEFT JOIN category_text cr"
		"  ON cr.category = i.category AND cr.locale = :root"
		" LEFT JOIN brand b ON b.id = i.brand"
		" LEFT JOIN attribute_value_text at"
		"  ON at.attribute_value = i.attribute_value"
		"  AND at.locale = :locale"
		" LEFT JOIN attribute_value_text ar"
		"  ON ar.attribute_value = i.attribute_value"
		"  AND ar.locale = :root"
		" ORDER BY i.question, i.position, i.id");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[*n].id = db_next_int(q);
		(*out)[(*n)++].name = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}
