/* Products of which the model knows no neighbour. */
#include "domain/rail_hand.h"

#include "lib/db.h"
#include "lib/err.h"

int rail_lonely(struct cx *cx, int64_t model, size_t max, int64_t **out,
	size_t *n, int64_t *total)
{
	*out = NULL;
	*n = 0;
	*total = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.id FROM product p WHERE p.status = 'active'"
		" AND NOT EXISTS (SELECT 1 FROM neighbour n"
		"  WHERE n.model = :model AND n.product = p.id"
		"  AND n.near <> '')"
		" ORDER BY p.id DESC");
	db_bind_int(q, ":model", model);
	int rc;
	while ((rc = db_step(q)) > 0) {
		int64_t id = db_next_int(q);
		(*total)++;
		if (*n >= max)
			continue;
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[(*n)++] = id;
	}
	db_done(q);
	return rc;
}
