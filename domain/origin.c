#include "domain/origin.h"

#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

int origin_find(struct cx *cx, const char *source, const char *key,
	int64_t *target, const char **digest)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT target, digest FROM origin"
		" WHERE source = :source AND external_key = :key");
	db_bind_text(q, ":source", source);
	db_bind_text(q, ":key", key);
	*target = 0;
	*digest = "";
	int rc = db_one(q);
	if (rc == OK) {
		*target = db_next_int(q);
		*digest = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int origin_keep(struct cx *cx, const char *source, const char *key,
	const char *kind, int64_t target, const char *digest)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO origin"
		" (source, external_key, kind, target, digest)"
		" VALUES (:source, :key, :kind, :target, :digest)"
		" ON CONFLICT (source, external_key) DO UPDATE"
		" SET target = excluded.target, digest = excluded.digest");
	db_bind_text(q, ":source", source);
	db_bind_text(q, ":key", key);
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":target", target);
	db_bind_text(q, ":digest", digest);
	return db_exec(q, NULL);
}
