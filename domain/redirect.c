#include "domain/redirect.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "domain/category.h"
#include "domain/slug.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

/* ---- paths ---- */

static bool is_query_of_ours(const char *query)
{
	return !strncmp(query, "p=", 2) || !strncmp(query, "product=", 8) ||
	       !strncmp(query, "page_id=", 8);
}

static bool is_clean(const char *path)
{
	for (const char *c = path; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f || *c == '\\')
			return false;
	return *path == '/' && path[1] != '/' &&
	       strlen(path) <= REDIRECT_PATH_MAX;
}

static const char *without_host(const char *address)
{
	size_t skip = !strncasecmp(address, "https://", 8)  ? 8
		      : !strncasecmp(address, "http://", 7) ? 7
							    : 0;
	if (!skip)
		return address;
	const char *slash = strchr(address + skip, '/');
	return slash ? slash : "/";
}

const char *redirect_path(struct arena *a, const char *address)
{
	const char *path = without_host(text_trim(a, address));
	size_t n = strcspn(path, "?#");
	const char *query = path[n] == '?' ? path + n + 1 : "";
	while (n > 1 && path[n - 1] == '/')
		n--;
	const char *out = text_lower(a, arena_strndup(a, path, n));
	if (!strcmp(out, "/") && is_query_of_ours(query))
		out = arena_printf(a, "/?%s",
			text_lower(a,
				arena_strndup(a, query, strcspn(query, "&#"))));
	if (!is_clean(out) || !strcmp(out, "/") || !strcmp(out, "/admin") ||
		!strncmp(out, "/admin/", 7))
		return NULL;
	return out;
}

/* ---- where it leads ---- */

static void row_read(struct db_stmt *q, struct arena *a, struct redirect *r)
{
	r->id = db_next_int(q);
	r->rev = db_next_int(q);
	r->created_ms = db_next_int(q);
	r->target = db_next_int(q);
	r->path = db_next_text(q, a);
	r->kind = db_next_text(q, a);
	r->address = db_next_text(q, a);
	r->source = db_next_text(q, a);
}

static int by_path(struct cx *cx, const char *path, struct redirect *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, rev, created_ms, target, path, kind, address,"
		" source FROM redirect WHERE path = :path");
	db_bind_text(q, ":path", path);
	int rc = db_one(q);
	if (rc == OK)
		row_read(q, cx->arena, out);
	db_done(q);
	return rc;
}

static int target_path(
	struct cx *cx, const char *kind, int64_t target, const char **to)
{
	if (!strcmp(kind, "category")) {
		struct category c;
		int rc = category_get(cx, target, &c);
		*to = rc == OK ? c.path : NULL;
		return rc == OK && !*to ? ERR_NOT_FOUND : rc;
	}
	const char *slug = slug_of(cx, kind, target);
	if (!slug)
		return ERR_NOT_FOUND;
	*to = arena_printf(cx->arena, "/%s/%s",
		!strcmp(kind, "product") ? "p" : "page", slug);
	return OK;
}

/* "/collections/summer/products/mug" is "/products/mug". */
static const char *shortened(const char *path)
{
	if (strncmp(path, "/collections/", 13) != 0)
		return path;
	const char *rest = strchr(path + 13, '/');
	return rest && !strncmp(rest, "/products/", 10) ? rest : path;
}

/* Without a row: what has the slug here. */
static int by_rule(struct cx *cx, const char *path, const char **to)
{
	static const struct {
		const char *prefix, *kind;
	} rules[] = {{"/products/", "product"}, {"/product/", "product"},
		{"/collections/", "category"},
		{"/product-category/", "category"}, {"/pages/", "page"}};
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		size_t n = strlen(rules[i].prefix);
		if (strncmp(path, rules[i].prefix, n) != 0)
			continue;
		struct slug_hit hit;
		int rc = slug_find(
			cx, rules[i].kind, strrchr(path, '/') + 1, &hit);
		return rc == OK ? target_path(cx, rules[i].kind, hit.target, to)
				: rc;
	}
	return ERR_NOT_FOUND;
}

int redirect_find(struct cx *cx, const char *address, const char **to)
{
	const char *path = redirect_path(cx->arena, address);
	if (!path)
		return ERR_NOT_FOUND;
	path = shortened(path);
	struct redirect r = {0};
	int rc = by_path(cx, path, &r);
	for (int i = 0; rc == OK && i < REDIRECT_STEPS; i++) {
		if (strcmp(r.kind, "address") != 0)
			return target_path(cx, r.kind, r.target, to);
		*to = r.address;
		/* as it will be asked for: "/Old/" is "/old" */
		const char *next = redirect_path(cx->arena, r.address);
		rc = next ? by_path(cx, shortened(next), &r) : ERR_NOT_FOUND;
		if (rc == ERR_NOT_FOUND)
			return OK;
	}
	if (rc == OK)
		return ERR_NOT_FOUND; /* round and round */
	return rc == ERR_NOT_FOUND ? by_rule(cx, path, to) : rc;
}

int redirect_find_query(struct cx *cx, const char *query, const char **to)
{
	if (!is_query_of_ours(query))
		return ERR_NOT_FOUND;
	return redirect_find(cx, arena_printf(cx->arena, "/?%s", query), to);
}

/* ---- writing ---- */

int redirect_put(struct cx *cx, const struct redirect *r)
{
	const char *path = redirect_path(cx->arena, r->path);
	if (!path)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO redirect"
		" (path, kind, target, address, source, created_ms)"
		" VALUES (:path, :kind, :target, :address, :source, :now)"
		" ON CONFLICT (path) DO UPDATE SET kind = excluded.kind,"
		" target = excluded.target, address = excluded.address,"
		" source = excluded.source, rev = redirect.rev + 1"
		/* what the owner typed stays */
		" WHERE redirect.source <> ''"
		" AND (redirect.kind <> excluded.kind"
		"  OR redirect.target <> excluded.target"
		"  OR redirect.address <> excluded.address)");
	db_bind_text(q, ":path", path);
	db_bind_text(q, ":kind", r->kind);
	db_bind_int(q, ":target", r->target);
	db_bind_text(q, ":address", r->address ? r->address : "");
	db_bind_text(q, ":source", r->source ? r->source : "");
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}
