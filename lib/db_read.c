/* Reading over any engine. */
#include "lib/db.h"
#include "lib/err.h"

int db_ints(struct db_stmt *q, struct arena *a, int64_t **out, size_t *n)
{
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(a, *out, *n, sizeof(**out));
		(*out)[(*n)++] = db_next_int(q);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}
