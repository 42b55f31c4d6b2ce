/* The tree of categories in memory, for what is counted by category. */
#include "domain/customer_value_in.h"

#include <stdlib.h>

#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

enum { DEPTH_MAX = 32 };

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = ((const struct branch *)b)->id;
	return x < y ? -1 : x > y;
}

const struct branch *branch_find(const struct branches *b, int64_t id)
{
	if (!b->n)
		return NULL;
	return bsearch(&id, b->all, b->n, sizeof(*b->all), compare);
}

bool branch_below(const struct branches *b, int64_t id, int64_t above)
{
	for (int i = 0; id && i < DEPTH_MAX; i++) {
		if (id == above)
			return true;
		const struct branch *at = branch_find(b, id);
		id = at ? at->parent : 0;
	}
	return false;
}

/* What is above each of them says the rest. */
static void look_up(struct branches *b, struct branch *one)
{
	int64_t id = one->parent;
	for (int i = 0; id && i < DEPTH_MAX; i++) {
		const struct branch *at = branch_find(b, id);
		if (!at)
			break;
		one->depth++;
		one->secret = one->secret || at->secret;
		id = at->parent;
	}
	one->quiet = one->quiet || one->secret;
}

int branches_load(struct cx *cx, struct branches *out)
{
	*out = (struct branches){0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, coalesce(parent, 0), CASE WHEN archived_ms IS NULL"
		" AND rule = '' THEN 0 ELSE 1 END, sensitive FROM category"
		" ORDER BY id");
	int rc;
	while ((rc = db_step(q)) > 0) {
		out->all = arena_grow(
			cx->arena, out->all, out->n, sizeof(*out->all));
		struct branch *b = &out->all[out->n++];
		b->id = db_next_int(q);
		b->parent = db_next_int(q);
		b->depth = 0;
		b->quiet = db_next_int(q);
		b->secret = db_next_int(q);
	}
	db_done(q);
	for (size_t i = 0; rc == OK && i < out->n; i++)
		look_up(out, &out->all[i]);
	return rc;
}
