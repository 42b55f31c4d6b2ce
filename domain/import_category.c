/* Categories of an import: found again, or made. */
#include <stdbool.h>
#include <string.h>

#include "domain/category.h"
#include "domain/import_product.h"
#include "domain/origin.h"
#include "domain/redirect.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

struct known_category {
	int64_t id, parent;
	const char *folded;
};

int import_categories_load(struct import_run *run)
{
	struct cx *cx = run->cx;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.id, coalesce(c.parent, 0), t.name FROM category c"
		" JOIN category_text t ON t.category = c.id"
		" WHERE c.archived_ms IS NULL AND t.locale = :locale"
		" ORDER BY c.id");
	db_bind_text(q, ":locale", run->plan->locale);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct known_category k;
		k.id = db_next_int(q);
		k.parent = db_next_int(q);
		const char *name = db_next_text(q, cx->arena);
		k.folded = text_fold(cx->arena, run->plan->locale, name);
		buf_add(&run->categories, &k, sizeof(k));
	}
	db_done(q);
	return rc;
}

static int make(
	struct import_run *run, int64_t parent, const char *name, int64_t *id)
{
	struct cx *cx = run->cx;
	const char *slug = text_slug(cx->arena, name);
	if (!*slug)
		slug = arena_printf(cx->arena, "type-%.6s",
			crypt_sha256_str(cx->arena, name));
	struct category_text words = {.locale = run->plan->locale,
		.name = name,
		.description = "",
		.slug = slug};
	int64_t place = (int64_t)IMPORT_N(
		run->categories, struct known_category);
	*id = 0;
	run->report->categories_new++;
	return category_save(cx, id, parent, place, 0, &words, 1);
}

/* Where it was in the other shop. */
static int keep_address(
	struct import_run *run, const char *slugs, int64_t category)
{
	if (!run->plan->category_at)
		return OK;
	struct redirect r = {.path = arena_printf(run->cx->arena, "%s%s",
				     run->plan->category_at, slugs),
		.kind = "category",
		.target = category,
		.source = run->plan->source};
	return redirect_put(run->cx, &r);
}

/* One step of the way: the child of that name, wherever the owner has moved
 * it to, or a new one. */
static int step(struct import_run *run, int64_t parent, bool anywhere,
	const char *name, const char *key, int64_t *id)
{
	struct cx *cx = run->cx;
	const char *folded = text_fold(cx->arena, run->plan->locale, name);
	const char *digest;
	size_t n = IMPORT_N(run->categories, struct known_category);
	const struct known_category *all = IMPORT_AT(
		run->categories, struct known_category);

	int rc = origin_find(cx, run->plan->source, key, id, &digest);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		if (*id ? all[i].id == *id
			: !strcmp(all[i].folded, folded) &&
					(anywhere || all[i].parent == parent)) {
			*id = all[i].id;
			return OK;
		}
	rc = make(run, parent, name, id); /* or the owner archived it */
	if (rc == OK)
		rc = origin_keep(
			cx, run->plan->source, key, "category", *id, "");
	struct known_category k = {*id, parent, folded};
	buf_add(&run->categories, &k, sizeof(k));
	return rc;
}

int import_category(
	struct import_run *run, const struct import_path *path, int64_t *id)
{
	struct cx *cx = run->cx;
	const char *key = "category", *slugs = "";
	int rc = OK;
	*id = 0;
	for (size_t i = 0; rc == OK && i < path->n; i++) {
		const char *folded = text_fold(
			cx->arena, run->plan->locale, path->part[i]);
		key = arena_printf(cx->arena, "%s/%s", key, folded);
		slugs = arena_printf(cx->arena, "%s%s%s", slugs, i ? "/" : "",
			text_slug(cx->arena, path->part[i]));
		rc = step(run, *id, path->n == 1, path->part[i], key, id);
		if (rc == OK && *slugs)
			rc = keep_address(run, slugs, *id);
	}
	return rc;
}
