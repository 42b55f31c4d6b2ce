#include "domain/desk.h"
#include "domain/synonym.h"

#define SYNONYM_MATCHES                                             \
	" FROM synonym s WHERE ((:show = 'archived'"                \
	"   AND s.archived_ms IS NOT NULL)"                         \
	"  OR (:show <> 'archived' AND s.archived_ms IS NULL"       \
	"   AND (:show = '' OR s.locale = :show)))"                 \
	" AND (:find = '' OR replace(lower(s.term), :find, '')"     \
	"   <> lower(s.term)"                                       \
	"  OR replace(lower(s.means), :find, '') <> lower(s.means)" \
	"  OR replace(s.term, :typed, '') <> s.term"                \
	"  OR replace(s.means, :typed, '') <> s.means)"
#define SYNONYM_ROWS                                                \
	"SELECT s.id, coalesce(s.archived_ms, 0), s.term, s.means," \
	" s.locale, s.both_ways" SYNONYM_MATCHES
#define SYNONYM_SLICE ", s.id LIMIT :limit OFFSET :offset"

TABLE_SQL(synonym_count, "SELECT count(*)" SYNONYM_MATCHES);
TABLE_SQL(by_term, SYNONYM_ROWS " ORDER BY s.term" SYNONYM_SLICE);
TABLE_SQL(by_term_down, SYNONYM_ROWS " ORDER BY s.term DESC" SYNONYM_SLICE);
TABLE_SQL(by_means, SYNONYM_ROWS " ORDER BY s.means" SYNONYM_SLICE);
TABLE_SQL(by_means_down, SYNONYM_ROWS " ORDER BY s.means DESC" SYNONYM_SLICE);
TABLE_SQL(by_locale, SYNONYM_ROWS " ORDER BY s.locale, s.term" SYNONYM_SLICE);
TABLE_SQL(by_locale_down,
	SYNONYM_ROWS " ORDER BY s.locale DESC, s.term" SYNONYM_SLICE);

TABLE_SQL(synonym_find,
	"SELECT id, rev, coalesce(archived_ms, 0), 0, locale, term, means,"
	" both_ways FROM synonym WHERE id = :id");
TABLE_SQL(synonym_insert,
	"INSERT INTO synonym (locale, term, means, both_ways)"
	" VALUES (:locale, :term, :means, :both_ways) RETURNING id");
TABLE_SQL(synonym_update,
	"UPDATE synonym SET locale = :locale, term = :term, means = :means,"
	" both_ways = :both_ways, rev = rev + 1"
	" WHERE id = :id AND rev = :rev AND archived_ms IS NULL");
TABLE_SQL(synonym_clash, "SELECT count(*) FROM synonym WHERE locale = :locale"
			 " AND term = :term AND means = :means AND id <> :id");
TABLE_SQL(synonym_away, "UPDATE synonym SET archived_ms = :now, rev = rev + 1"
			" WHERE id = :id AND archived_ms IS NULL");
TABLE_SQL(synonym_back, "UPDATE synonym SET archived_ms = NULL, rev = rev + 1"
			" WHERE id = :id AND archived_ms IS NOT NULL");

static int after(struct cx *cx, int64_t id)
{
	(void)id;
	return synonym_changed(cx);
}

/* Columns of the list: term, what it means, language, both ways or not. */
const struct table synonym_table = {
	.entity = "synonym",
	.clash_field = "term",
	.fields =
		(const struct table_field[]){
			{"locale", TABLE_TEXT},
			{"term", TABLE_TEXT},
			{"means", TABLE_TEXT},
			{"both_ways", TABLE_INT},
			{NULL, 0},
		},
	.sorts =
		(const struct table_sort[]){
			{"term", by_term, by_term_down},
			{"means", by_means, by_means_down},
			{"locale", by_locale, by_locale_down},
			{NULL, NULL, NULL},
		},
	.columns = 4,
	.count = synonym_count,
	.find = synonym_find,
	.insert = synonym_insert,
	.update = synonym_update,
	.clash = synonym_clash,
	.archive = synonym_away,
	.restore = synonym_back,
	.after = after,
};
