#include "domain/category.h"

#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/search.h"
#include "domain/shelf.h"
#include "domain/slug.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { CATEGORY_DEPTH_MAX = 8, CATEGORY_LIST_MAX = 2000 };

/* Column list and reader stay together. */
#define CATEGORY_COLUMNS                                                   \
	"c.id, coalesce(c.parent, 0), coalesce(c.media, 0),"               \
	" coalesce(nullif(t.name, ''), nullif(r.name, ''),"                \
	" (SELECT a.name FROM category_text a"                             \
	"  WHERE a.category = c.id AND a.name <> ''"                       \
	"  ORDER BY a.locale LIMIT 1), ''),"                               \
	" coalesce(nullif(t.description, ''), r.description, ''),"         \
	" coalesce(nullif(t.seo_title, ''),"                               \
	"  CASE WHEN coalesce(t.name, '') = '' THEN r.seo_title END, '')," \
	" coalesce(nullif(t.seo_text, ''),"                                \
	"  CASE WHEN coalesce(t.name, '') = '' THEN r.seo_text END, ''),"  \
	" c.rule"
#define CATEGORY_JOINS                                    \
	" FROM category c"                                \
	" LEFT JOIN category_text t ON t.category = c.id" \
	"  AND t.locale = :locale"                        \
	" LEFT JOIN category_text r ON r.category = c.id AND r.locale = :root"

static int64_t category_read(
	struct db_stmt *q, struct arena *a, struct category *c)
{
	c->id = db_next_int(q);
	c->parent = db_next_int(q);
	int64_t media = db_next_int(q);
	c->name = db_next_text(q, a);
	c->description = db_next_text(q, a);
	c->seo_title = db_next_text(q, a);
	c->seo_text = db_next_text(q, a);
	c->rule = category_rule_read(db_next_text(q, a));
	return media;
}

static void bind_locale(struct db_stmt *q, const struct cx *cx)
{
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
}

static const char *category_path(struct cx *cx, const struct category *c)
{
	const char *path = "";
	int64_t id = c->id;
	for (int i = 0; id && i < CATEGORY_DEPTH_MAX; i++) {
		const char *slug = slug_of(cx, "category", id);
		if (slug)
			path = arena_printf(cx->arena, "/%s%s", slug, path);
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT coalesce(parent, 0) FROM category"
			" WHERE id = :id");
		db_bind_int(q, ":id", id);
		id = db_one(q) == OK ? db_next_int(q) : 0;
		db_done(q);
	}
	return arena_printf(cx->arena, "/c%s", path);
}

/* What the row itself does not say. */
static int complete(struct cx *cx, struct category *c, int64_t media)
{
	c->path = category_path(cx, c);
	if (media) {
		int rc = media_find(cx, media, &c->picture);
		if (rc < 0)
			return rc;
	}
	return shelf_count(cx, c->id, &c->products);
}

int category_get(struct cx *cx, int64_t id, struct category *out)
{
	*out = (struct category){0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " CATEGORY_COLUMNS CATEGORY_JOINS
		" WHERE c.id = :id AND c.archived_ms IS NULL");
	db_bind_int(q, ":id", id);
	bind_locale(q, cx);
	int64_t media = 0;
	int rc = db_one(q);
	if (rc == OK)
		media = category_read(q, cx->arena, out);
	db_done(q);
	return rc == OK ? complete(cx, out, media) : rc;
}

static int count_children(struct cx *cx, int64_t parent, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM category WHERE archived_ms IS NULL"
		" AND coalesce(parent, 0) = :parent");
	db_bind_int(q, ":parent", parent);
	int rc = db_one(q);
	*n = rc == OK ? (size_t)db_next_int(q) : 0;
	db_done(q);
	return rc;
}

int category_list(
	struct cx *cx, int64_t parent, struct category **out, size_t *n)
{
	size_t max;
	int rc = count_children(cx, parent, &max);
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct category, max + 1);
	int64_t *media = ARENA_ARRAY(cx->arena, int64_t, max + 1);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " CATEGORY_COLUMNS CATEGORY_JOINS
		" WHERE coalesce(c.parent, 0) = :parent"
		" AND c.archived_ms IS NULL ORDER BY c.position, c.id");
	db_bind_int(q, ":parent", parent);
	bind_locale(q, cx);
	while (*n < max && (rc = db_step(q)) > 0) {
		media[*n] = category_read(q, cx->arena, &(*out)[*n]);
		(*n)++;
	}
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < *n; i++)
		rc = complete(cx, &(*out)[i], media[i]);
	return rc < 0 ? rc : OK;
}

int category_chain(struct cx *cx, int64_t id, struct category **out, size_t *n)
{
	struct category chain[CATEGORY_DEPTH_MAX];
	size_t k = 0;
	while (id && k < CATEGORY_DEPTH_MAX) {
		int rc = category_get(cx, id, &chain[k]);
		if (rc < 0)
			return rc;
		id = chain[k++].parent;
	}
	*n = k;
	*out = ARENA_ARRAY(cx->arena, struct category, k + 1);
	for (size_t i = 0; i < k; i++)
		(*out)[i] = chain[k - 1 - i];
	return OK;
}

/* Append parent's subtree with names like "Table / Mugs". */
static int add_below(struct cx *cx, int64_t parent, const char *prefix,
	int depth, struct category *out, size_t *n)
{
	struct category *list;
	size_t m;
	int rc = category_list(cx, parent, &list, &m);
	for (size_t i = 0; rc == OK && i < m && *n < CATEGORY_LIST_MAX; i++) {
		struct category *c = &out[(*n)++];
		*c = list[i];
		c->name = arena_printf(cx->arena, "%s%s", prefix, list[i].name);
		if (depth < CATEGORY_DEPTH_MAX)
			rc = add_below(cx, c->id,
				arena_printf(cx->arena, "%s / ", c->name),
				depth + 1, out, n);
	}
	return rc;
}

int category_all(struct cx *cx, struct category **out, size_t *n)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct category, CATEGORY_LIST_MAX);
	return add_below(cx, 0, "", 1, *out, n);
}

static int write_head(struct cx *cx, int64_t *id, int64_t parent,
	int64_t position, int64_t media)
{
	struct db_stmt *q =
		*id ? DB_SQL(cx->db,
			      "UPDATE category SET parent = :parent,"
			      " position = :position, media = :media,"
			      " rev = rev + 1 WHERE id = :id RETURNING id")
		    : DB_SQL(cx->db,
			      "INSERT INTO category (parent, position, media)"
			      " VALUES (:parent, :position, :media)"
			      " RETURNING id");
	if (*id)
		db_bind_int(q, ":id", *id);
	db_bind_or_null(q, ":parent", parent);
	db_bind_int(q, ":position", position);
	db_bind_or_null(q, ":media", media);
	return db_insert(q, id);
}

/* What it is called in a language now; "" when it has no name. */
static const char *name_in(struct cx *cx, int64_t id, const char *locale)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT name FROM category_text"
		" WHERE category = :id AND locale = :locale");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", locale);
	const char *name = "";
	if (db_one(q) == OK)
		name = db_next_text(q, cx->arena);
	db_done(q);
	return name;
}

static int write_text(struct cx *cx, int64_t id, const struct category_text *t)
{
	bool renamed = strcmp(name_in(cx, id, t->locale), t->name) != 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO category_text"
		" (category, locale, name, description, seo_title, seo_text)"
		" VALUES (:id, :locale, :name, :description,"
		" coalesce(CAST(:seo_title AS TEXT), ''),"
		" coalesce(CAST(:seo_text AS TEXT), ''))"
		" ON CONFLICT (category, locale) DO UPDATE"
		" SET name = excluded.name,"
		" description = excluded.description,"
		" seo_title = coalesce(CAST(:seo_title AS TEXT),"
		"  category_text.seo_title),"
		" seo_text = coalesce(CAST(:seo_text AS TEXT),"
		"  category_text.seo_text)");
	db_bind_text(q, ":seo_title", t->seo_title);
	db_bind_text(q, ":seo_text", t->seo_text);
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", t->locale);
	db_bind_text(q, ":name", t->name);
	db_bind_text(q, ":description", t->description ? t->description : "");
	int rc = db_exec(q, NULL);
	if (rc == OK && renamed)
		rc = search_index_category(cx, id, t->locale);
	if (rc < 0 || !*t->name)
		return rc;
	const char *wish = t->slug && *t->slug ? t->slug : t->name;
	const char *slug = text_slug(cx->arena, wish);
	return slug_set(cx, "category", t->locale, id,
		*slug ? slug : arena_printf(cx->arena, "c%lld", (long long)id),
		NULL);
}

static bool has_slug(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM slug WHERE kind = 'category'"
		" AND target = :id AND current = 1");
	db_bind_int(q, ":id", id);
	bool yes = db_one(q) == OK && db_next_int(q) > 0;
	db_done(q);
	return yes;
}

/* A category without a name in any language has an address all the same. */
static int ensure_slug(struct cx *cx, int64_t id)
{
	if (has_slug(cx, id))
		return OK;
	return slug_set(cx, "category", cx->root, id,
		arena_printf(cx->arena, "c%lld", (long long)id), NULL);
}

/* A category may not stand below itself. */
static int check_parent(struct cx *cx, int64_t id, int64_t parent)
{
	struct category *chain;
	size_t n;
	int rc = category_chain(cx, parent, &chain, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (id && chain[i].id == id)
			return ERR_INVALID;
	return rc == OK && n >= CATEGORY_DEPTH_MAX ? ERR_INVALID : rc;
}

/* Where it stands now; 0: at the top. */
static int64_t parent_of(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(parent, 0) FROM category WHERE id = :id");
	db_bind_int(q, ":id", id);
	int64_t parent = db_one(q) == OK ? db_next_int(q) : 0;
	db_done(q);
	return parent;
}

int category_save(struct cx *cx, int64_t *id, int64_t parent, int64_t position,
	int64_t media, const struct category_text *texts, size_t n)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	bool is_new = *id == 0;
	int64_t was = is_new ? parent : parent_of(cx, *id);
	rc = check_parent(cx, *id, parent);
	if (rc == OK)
		rc = write_head(cx, id, parent, position, media);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = write_text(cx, *id, &texts[i]);
	if (rc == OK)
		rc = ensure_slug(cx, *id);
	if (rc == OK && was != parent)
		rc = search_index_category(cx, *id, cx->root);
	if (rc == OK)
		rc = audit_add(cx, "category", *id, is_new ? "create" : "save",
			NULL, n ? texts[0].name : NULL);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}
