#include "domain/desk.h"

#define GUIDE_TITLE                                          \
	"coalesce((SELECT t.title FROM size_guide_text t"    \
	"  WHERE t.size_guide = g.id AND t.locale = :locale" \
	"  AND t.title <> ''),"                              \
	" (SELECT t.title FROM size_guide_text t"            \
	"  WHERE t.size_guide = g.id AND t.locale = :root), '')"
#define GUIDE_USES                                                  \
	"(SELECT count(*) FROM product p WHERE p.size_guide = g.id" \
	" AND p.status <> 'archived')"
#define GUIDE_MATCHES                                           \
	" FROM size_guide g WHERE ((:show = 'archived'"         \
	"   AND g.archived_ms IS NOT NULL)"                     \
	"  OR (:show = '' AND g.archived_ms IS NULL))"          \
	" AND (:find = '' OR replace(lower(g.name), :find, '')" \
	"   <> lower(g.name)"                                   \
	"  OR replace(g.name, :typed, '') <> g.name)"
#define GUIDE_ROWS                                                      \
	"SELECT g.id, coalesce(g.archived_ms, 0), g.name, " GUIDE_TITLE \
	", " GUIDE_USES " AS products" GUIDE_MATCHES
#define GUIDE_SLICE ", g.id LIMIT :limit OFFSET :offset"

TABLE_SQL(guide_count, "SELECT count(*)" GUIDE_MATCHES);
TABLE_SQL(by_name, GUIDE_ROWS " ORDER BY g.name" GUIDE_SLICE);
TABLE_SQL(by_name_down, GUIDE_ROWS " ORDER BY g.name DESC" GUIDE_SLICE);
TABLE_SQL(by_uses, GUIDE_ROWS " ORDER BY products" GUIDE_SLICE);
TABLE_SQL(by_uses_down, GUIDE_ROWS " ORDER BY products DESC" GUIDE_SLICE);

TABLE_SQL(guide_find, "SELECT id, rev, coalesce(archived_ms, 0), 0, name"
		      " FROM size_guide WHERE id = :id");
TABLE_SQL(guide_insert,
	"INSERT INTO size_guide (name) VALUES (:name) RETURNING id");
TABLE_SQL(guide_update,
	"UPDATE size_guide SET name = :name, rev = rev + 1"
	" WHERE id = :id AND rev = :rev AND archived_ms IS NULL");
TABLE_SQL(guide_archive,
	"UPDATE size_guide SET archived_ms = :now, rev = rev + 1"
	" WHERE id = :id AND archived_ms IS NULL");
TABLE_SQL(guide_restore,
	"UPDATE size_guide SET archived_ms = NULL, rev = rev + 1"
	" WHERE id = :id AND archived_ms IS NOT NULL");
TABLE_SQL(guide_words, "SELECT title, body FROM size_guide_text"
		       " WHERE size_guide = :id AND locale = :locale");
TABLE_SQL(guide_words_put,
	"INSERT INTO size_guide_text (size_guide, locale, title, body)"
	" VALUES (:id, :locale, :title, :body)"
	" ON CONFLICT (size_guide, locale)"
	" DO UPDATE SET title = excluded.title, body = excluded.body");
TABLE_SQL(
	guide_uses, "SELECT " GUIDE_USES " FROM size_guide g WHERE g.id = :id");

/* Columns of the list: name, title, products.  Ties: products. */
const struct table size_guide_table = {
	.entity = "size_guide",
	.fields =
		(const struct table_field[]){
			{"name", TABLE_TEXT},
			{NULL, 0},
		},
	.words =
		(const struct table_field[]){
			{"title", TABLE_TEXT},
			{"body", TABLE_TEXT},
			{NULL, 0},
		},
	.sorts =
		(const struct table_sort[]){
			{"name", by_name, by_name_down},
			{"products", by_uses, by_uses_down},
			{NULL, NULL, NULL},
		},
	.columns = 3,
	.count = guide_count,
	.find = guide_find,
	.insert = guide_insert,
	.update = guide_update,
	.archive = guide_archive,
	.restore = guide_restore,
	.words_get = guide_words,
	.words_put = guide_words_put,
	.ties = (table_sql *const[]){guide_uses, NULL},
};
