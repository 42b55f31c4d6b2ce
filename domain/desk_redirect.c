/* Addresses of the shop that was here before, and where they lead. */
#include "domain/desk.h"

#include <stdlib.h>
#include <string.h>

#include "domain/redirect.h"
#include "lib/err.h"
#include "lib/text.h"

/* A name in the reader's language, else the root's. */
#define NAME_OF(table, column, text, target)                                \
	"coalesce((SELECT t." text " FROM " table " t WHERE t." column      \
	" = " target " AND t.locale = :locale AND t." text " <> ''),"       \
	" (SELECT t." text " FROM " table " t WHERE t." column " = " target \
	" AND t.locale = :root), '')"
#define REDIRECT_MATCHES                                           \
	" FROM redirect r WHERE (:show = ''"                       \
	"  OR (:show = 'own' AND r.source = '')"                   \
	"  OR (:show = 'import' AND r.source <> ''))"              \
	" AND (:find = '' OR replace(r.path, :find, '') <> r.path" \
	"  OR replace(r.address, :find, '') <> r.address)"
#define REDIRECT_ROWS                                                               \
	"SELECT r.id, 0, r.path, r.kind, CASE r.kind WHEN 'product' THEN " NAME_OF( \
		"product_text", "product", "name",                                  \
		"r.target") " WHEN 'category' THEN " NAME_OF("category_text",       \
		"category", "name",                                                 \
		"r.target") " WHEN 'page' THEN " NAME_OF("page_text", "page",       \
		"title",                                                            \
		"r.target") " ELSE r.address END AS leads, r.source, r.created_ms" REDIRECT_MATCHES
#define REDIRECT_SLICE ", r.id LIMIT :limit OFFSET :offset"

TABLE_SQL(redirect_count, "SELECT count(*)" REDIRECT_MATCHES);
TABLE_SQL(by_path, REDIRECT_ROWS " ORDER BY r.path" REDIRECT_SLICE);
TABLE_SQL(by_path_down, REDIRECT_ROWS " ORDER BY r.path DESC" REDIRECT_SLICE);
TABLE_SQL(by_leads, REDIRECT_ROWS " ORDER BY leads" REDIRECT_SLICE);
TABLE_SQL(by_leads_down, REDIRECT_ROWS " ORDER BY leads DESC" REDIRECT_SLICE);
TABLE_SQL(by_time, REDIRECT_ROWS " ORDER BY r.created_ms" REDIRECT_SLICE);
TABLE_SQL(by_time_down,
	REDIRECT_ROWS " ORDER BY r.created_ms DESC" REDIRECT_SLICE);

TABLE_SQL(redirect_row,
	"SELECT id, rev, 0, 0, path, kind, target, address, source, created_ms,"
	" CASE kind WHEN 'address' THEN address"
	" ELSE kind || ':' || CAST(target AS TEXT) END"
	" FROM redirect WHERE id = :id");
TABLE_SQL(redirect_clash,
	"SELECT count(*) FROM redirect WHERE path = :path AND id <> :id");
TABLE_SQL(redirect_insert,
	"INSERT INTO redirect (path, kind, target, address, created_ms)"
	" VALUES (:path, :kind, :target, :address, :now) RETURNING id");
TABLE_SQL(redirect_update,
	"UPDATE redirect SET path = :path, kind = :kind, target = :target,"
	" address = :address, rev = rev + 1 WHERE id = :id AND rev = :rev");
TABLE_SQL(redirect_remove, "DELETE FROM redirect WHERE id = :id");
TABLE_SQL(redirect_reinsert,
	"INSERT INTO redirect"
	" (id, path, kind, target, address, source, created_ms, rev)"
	" VALUES (:id, :path, :kind, :target, :address, :source, :created_ms,"
	" :rev)");

/* Columns of the list: old address, kind, where it leads, source, since
 * when. */
const struct table redirect_table = {
	.entity = "redirect",
	.clash_field = "path",
	.fields =
		(const struct table_field[]){
			{"path", TABLE_TEXT},
			{"kind", TABLE_TEXT},
			{"target", TABLE_INT},
			{"address", TABLE_TEXT},
			{"source", TABLE_TEXT},
			{"created_ms", TABLE_INT},
			{"leads", TABLE_SHOWN},
			{NULL, 0},
		},
	.sorts =
		(const struct table_sort[]){
			{"path", by_path, by_path_down},
			{"leads", by_leads, by_leads_down},
			{"time", by_time, by_time_down},
			{NULL, NULL, NULL},
		},
	.columns = 5,
	.count = redirect_count,
	.find = redirect_row,
	.insert = redirect_insert,
	.update = redirect_update,
	.clash = redirect_clash,
	.remove = redirect_remove,
	.reinsert = redirect_reinsert,
};

/* Is it what the row is found by? */
static bool is_same(struct cx *cx, const char *address, const char *path)
{
	const char *found_by = redirect_path(cx->arena, address);
	return strcmp(found_by ? found_by : address, path) == 0;
}

int redirect_check(struct cx *cx, const char *path, const char *address)
{
	const char *to;
	if (*address != '/' || address[1] == '/' || strpbrk(address, "?#\\") ||
		strlen(address) > REDIRECT_PATH_MAX ||
		is_same(cx, address, path))
		return ERR_INVALID;
	int rc = redirect_find(cx, address, &to);
	if (rc == OK && is_same(cx, to, path))
		return ERR_INVALID;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static const char *code_of(struct arena *a, const char *kind, int64_t id)
{
	return arena_printf(a, "%s:%lld", kind, (long long)id);
}

static int targets_read(struct cx *cx, struct db_stmt *q, const char *kind,
	struct desk_target **out, size_t *n)
{
	int rc = OK;
	while (*n < DESK_TARGETS_MAX && (rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct desk_target *t = &(*out)[(*n)++];
		t->kind = kind;
		t->code = code_of(cx->arena, kind, db_next_int(q));
		t->name = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static void bind_words(struct cx *cx, struct db_stmt *q, const char *words)
{
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	db_bind_text(q, ":find", text_lower(cx->arena, words));
	db_bind_text(q, ":typed", words);
}

#define NAME_HOLDS(text)                                               \
	" (replace(lower(t." text "), :find, '') <> lower(t." text ")" \
	" OR replace(t." text ", :typed, '') <> t." text ")"
#define CODE_HOLDS                                                   \
	" OR EXISTS (SELECT 1 FROM variant v WHERE v.product = p.id" \
	" AND v.archived_ms IS NULL AND (v.gtin = :typed OR"         \
	" replace(upper(v.sku), upper(:typed), '') <> upper(v.sku)))"
#define IN_LANGUAGE " AND t.locale IN (:locale, :root)"

int desk_targets(
	struct cx *cx, const char *words, struct desk_target **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.id, min(t.name) AS name FROM product p"
		" JOIN product_text t ON t.product = p.id" IN_LANGUAGE
		" WHERE p.status <> 'archived'"
		" AND (" NAME_HOLDS("name") CODE_HOLDS
		")"
		" GROUP BY p.id ORDER BY name, p.id LIMIT 20");
	bind_words(cx, q, words);
	int rc = targets_read(cx, q, "product", out, n);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"SELECT c.id, min(t.name) AS name FROM category c"
		" JOIN category_text t ON t.category = c.id" IN_LANGUAGE
		" WHERE c.archived_ms IS NULL AND" NAME_HOLDS(
			"name") " GROUP BY c.id ORDER BY name, c.id LIMIT 20");
	bind_words(cx, q, words);
	rc = targets_read(cx, q, "category", out, n);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"SELECT g.id, min(t.title) AS name FROM page g"
		" JOIN page_text t ON t.page = g.id" IN_LANGUAGE
		" WHERE g.archived_ms IS NULL AND" NAME_HOLDS(
			"title") " GROUP BY g.id ORDER BY name, g.id LIMIT 20");
	bind_words(cx, q, words);
	return targets_read(cx, q, "page", out, n);
}

static struct db_stmt *target_query(struct cx *cx, const char *kind)
{
	if (strcmp(kind, "product") == 0)
		return DB_SQL(cx->db,
			"SELECT " NAME_OF("product_text", "product", "name",
				"p.id") " FROM product p WHERE p.id = :id"
					" AND p.status <> 'archived'");
	if (strcmp(kind, "category") == 0)
		return DB_SQL(cx->db,
			"SELECT " NAME_OF("category_text", "category", "name",
				"c.id") " FROM category c WHERE c.id = :id"
					" AND c.archived_ms IS NULL");
	if (strcmp(kind, "page") == 0)
		return DB_SQL(cx->db,
			"SELECT " NAME_OF("page_text", "page", "title",
				"g.id") " FROM page g WHERE g.id = :id"
					" AND g.archived_ms IS NULL");
	return NULL;
}

int desk_target(struct cx *cx, const char *code, struct desk_target *out)
{
	const char *colon = strchr(code, ':');
	if (!colon || strspn(colon + 1, "0123456789") != strlen(colon + 1) ||
		strlen(colon + 1) > 15)
		return ERR_NOT_FOUND;
	out->kind = arena_strndup(cx->arena, code, (size_t)(colon - code));
	struct db_stmt *q = target_query(cx, out->kind);
	if (!q)
		return ERR_NOT_FOUND;
	int64_t id = strtoll(colon + 1, NULL, 10);
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc == OK)
		out->name = db_next_text(q, cx->arena);
	db_done(q);
	out->code = code_of(cx->arena, out->kind, id);
	return rc;
}
