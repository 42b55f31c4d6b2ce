#include "lib/fts.h"

#include "lib/buf.h"
#include "lib/db.h"
#include "lib/err.h"

int fts_put(struct db *db, int64_t id, const struct fts_doc *doc)
{
	struct db_stmt *q = DB_SQL(
		db, "DELETE FROM search_fts WHERE rowid = :id");
	db_bind_int(q, ":id", id);
	int rc = db_exec(q, NULL);
	if (rc < 0 || !doc)
		return rc;
	q = DB_SQL(db, "INSERT INTO search_fts (rowid, name, more, body)"
		       " VALUES (:id, :name, :more, :body)");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":name", doc->name);
	db_bind_text(q, ":more", doc->more);
	db_bind_text(q, ":body", doc->body);
	return db_exec(q, NULL);
}

int fts_get(struct db *db, struct arena *a, int64_t id, struct fts_doc *out)
{
	struct db_stmt *q = DB_SQL(db,
		"SELECT name, more, body FROM search_fts WHERE rowid = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	*out = (struct fts_doc){"", "", ""};
	if (rc == OK) {
		out->name = db_next_text(q, a);
		out->more = db_next_text(q, a);
		out->body = db_next_text(q, a);
	}
	db_done(q);
	return rc;
}

int fts_move(struct db *db, int64_t from, int64_t to)
{
	struct db_stmt *q = DB_SQL(db,
		"INSERT INTO search_fts (rowid, name, more, body)"
		" SELECT :to, name, more, body FROM search_fts"
		" WHERE rowid = :from");
	db_bind_int(q, ":from", from);
	db_bind_int(q, ":to", to);
	int rc = db_exec(q, NULL);
	return rc < 0 ? rc : fts_put(db, from, NULL);
}

int fts_tidy(struct db *db, bool whole)
{
	if (whole)
		return db_exec(DB_SQL(db, "INSERT INTO search_fts (search_fts)"
					  " VALUES ('optimize')"),
			NULL);
	return db_exec(DB_SQL(db, "INSERT INTO search_fts (search_fts, rank)"
				  " VALUES ('merge', 200)"),
		NULL);
}

/* In FTS5's own language.  Words are letters and digits, and quoted. */
static void all_print(struct buf *b, const struct fts_all *all)
{
	buf_addc(b, '(');
	for (size_t i = 0; i < all->n; i++)
		buf_addf(b, "%s\"%s\"", i ? " AND " : "", all->word[i]);
	buf_addc(b, ')');
}

static const char *query_print(struct arena *a, const struct fts_ask *ask)
{
	static const char *const columns[] = {
		[FTS_NAME] = "name", [FTS_MORE] = "name more", [FTS_BODY] = ""};
	struct buf b = {0};
	if (*columns[ask->depth])
		buf_addf(&b, "{%s} : (", columns[ask->depth]);
	for (size_t i = 0; i < ask->n; i++) {
		buf_adds(&b, i ? " AND (" : "(");
		for (size_t k = 0; k < ask->any[i].n; k++) {
			if (k)
				buf_adds(&b, " OR ");
			all_print(&b, &ask->any[i].all[k]);
		}
		buf_addc(&b, ')');
	}
	if (*columns[ask->depth])
		buf_addc(&b, ')');
	const char *out = arena_strndup(a, b.p ? b.p : "", b.len);
	buf_release(&b);
	return out;
}

int fts_find(struct db *db, struct arena *a, const struct fts_ask *ask,
	int64_t *ids, size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < ask->n; i++)
		if (!ask->any[i].n)
			return OK;
	if (!ask->n)
		return OK;
	struct db_stmt *q = DB_SQL(db,
		"SELECT rowid FROM search_fts WHERE search_fts MATCH :query"
		" AND rowid BETWEEN :from AND :to"
		" ORDER BY rowid LIMIT :limit");
	db_bind_text(q, ":query", query_print(a, ask));
	db_bind_int(q, ":from", ask->from);
	db_bind_int(q, ":to", ask->to);
	db_bind_int(q, ":limit", (int64_t)ask->limit);
	int rc = OK;
	while (*n < ask->limit && (rc = db_step(q)) > 0)
		ids[(*n)++] = db_next_int(q);
	db_done(q);
	return rc < 0 ? rc : OK;
}
