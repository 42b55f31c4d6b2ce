#include "domain/slug.h"

#include <string.h>

#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { SLUG_TRIES = 1000 };

static const char *current_of(
	struct cx *cx, const char *kind, const char *locale, int64_t target)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT slug FROM slug WHERE kind = :kind AND locale = :locale"
		" AND target = :target AND current = 1");
	db_bind_text(q, ":kind", kind);
	db_bind_text(q, ":locale", locale);
	db_bind_int(q, ":target", target);
	const char *s = NULL;
	if (db_one(q) == OK)
		s = db_next_text(q, cx->arena);
	db_done(q);
	return s;
}

/* Of whatever language there is: what was written before the shop's language
 * changed has none in the root's. */
static const char *current_anywhere(
	struct cx *cx, const char *kind, int64_t target)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT slug FROM slug WHERE kind = :kind"
		" AND target = :target AND current = 1"
		" ORDER BY locale LIMIT 1");
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":target", target);
	const char *s = NULL;
	if (db_one(q) == OK)
		s = db_next_text(q, cx->arena);
	db_done(q);
	return s;
}

const char *slug_of(struct cx *cx, const char *kind, int64_t target)
{
	const char *s = current_of(cx, kind, cx->locale, target);
	if (!s)
		s = current_of(cx, kind, cx->root, target);
	return s ? s : current_anywhere(cx, kind, target);
}

static int target_of(struct cx *cx, const char *kind, const char *locale,
	const char *slug, int64_t *target)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT target FROM slug WHERE kind = :kind"
		" AND locale = :locale AND slug = :slug");
	db_bind_text(q, ":kind", kind);
	db_bind_text(q, ":locale", locale);
	db_bind_text(q, ":slug", slug);
	int rc = db_one(q);
	if (rc == OK)
		*target = db_next_int(q);
	db_done(q);
	return rc;
}

/* The slug of another language, for a target without one in these two: the
 * other half of current_anywhere. */
static int target_elsewhere(
	struct cx *cx, const char *kind, const char *slug, int64_t *target)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT s.target FROM slug s"
		" WHERE s.kind = :kind AND s.slug = :slug AND NOT EXISTS"
		" (SELECT 1 FROM slug o WHERE o.kind = s.kind"
		"  AND o.target = s.target AND o.current = 1"
		"  AND o.locale IN (:locale, :root))"
		" ORDER BY s.current DESC, s.locale LIMIT 1");
	db_bind_text(q, ":kind", kind);
	db_bind_text(q, ":slug", slug);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc == OK)
		*target = db_next_int(q);
	db_done(q);
	return rc;
}

int slug_find(
	struct cx *cx, const char *kind, const char *slug, struct slug_hit *out)
{
	int rc = target_of(cx, kind, cx->locale, slug, &out->target);
	if (rc == ERR_NOT_FOUND)
		rc = target_of(cx, kind, cx->root, slug, &out->target);
	if (rc == ERR_NOT_FOUND)
		rc = target_elsewhere(cx, kind, slug, &out->target);
	if (rc < 0)
		return rc;
	out->current = slug_of(cx, kind, out->target);
	return out->current ? OK : ERR_NOT_FOUND;
}

static int retire(
	struct cx *cx, const char *kind, const char *locale, int64_t target)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE slug SET current = 0 WHERE kind = :kind"
		" AND locale = :locale AND target = :target AND current = 1");
	db_bind_text(q, ":kind", kind);
	db_bind_text(q, ":locale", locale);
	db_bind_int(q, ":target", target);
	return db_exec(q, NULL);
}

/* Take slug for target unless it is another's.  1: taken, 0: another's. */
static int take(struct cx *cx, const char *kind, const char *locale,
	int64_t target, const char *slug)
{
	int64_t owner;
	int rc = target_of(cx, kind, locale, slug, &owner);
	if (rc == OK && owner != target)
		return 0;
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	rc = retire(cx, kind, locale, target);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO slug (kind, locale, slug, target, current)"
		" VALUES (:kind, :locale, :slug, :target, 1)"
		" ON CONFLICT (kind, locale, slug) DO UPDATE SET current = 1"
		" WHERE slug.target = excluded.target");
	db_bind_text(q, ":kind", kind);
	db_bind_text(q, ":locale", locale);
	db_bind_text(q, ":slug", slug);
	db_bind_int(q, ":target", target);
	rc = db_exec_one(q);
	return rc < 0 ? rc : 1;
}

int slug_set(struct cx *cx, const char *kind, const char *locale,
	int64_t target, const char *wish, const char **got)
{
	if (!*wish)
		return ERR_INVALID;
	const char *slug = wish;
	for (int i = 2; i < SLUG_TRIES; i++) {
		int rc = take(cx, kind, locale, target, slug);
		if (rc < 0)
			return rc;
		if (rc == 1) {
			if (got)
				*got = slug;
			return OK;
		}
		slug = arena_printf(cx->arena, "%s-%d", wish, i);
	}
	return ERR_CONFLICT;
}
