#include "domain/desk.h"

#define DAY_MATCHES                                                  \
	" FROM closed_day c WHERE ((:show = '' AND c.day >= :today)" \
	"  OR (:show = 'past' AND c.day < :today))"                  \
	" AND (:find = '' OR replace(lower(c.name), :find, '')"      \
	"   <> lower(c.name) OR replace(c.name, :typed, '') <> c.name)"
#define DAY_ROWS  "SELECT c.id, 0, c.day, c.name" DAY_MATCHES
#define DAY_SLICE ", c.id LIMIT :limit OFFSET :offset"

TABLE_SQL(day_count, "SELECT count(*)" DAY_MATCHES);
TABLE_SQL(by_day, DAY_ROWS " ORDER BY c.day" DAY_SLICE);
TABLE_SQL(by_day_down, DAY_ROWS " ORDER BY c.day DESC" DAY_SLICE);
TABLE_SQL(by_name, DAY_ROWS " ORDER BY c.name, c.day" DAY_SLICE);
TABLE_SQL(by_name_down, DAY_ROWS " ORDER BY c.name DESC, c.day" DAY_SLICE);

TABLE_SQL(day_find,
	"SELECT id, rev, 0, 0, day, name FROM closed_day WHERE id = :id");
TABLE_SQL(day_clash,
	"SELECT count(*) FROM closed_day WHERE day = :day AND id <> :id");
TABLE_SQL(day_insert, "INSERT INTO closed_day (day, name)"
		      " VALUES (:day, :name) RETURNING id");
TABLE_SQL(day_update,
	"UPDATE closed_day SET day = :day, name = :name, rev = rev + 1"
	" WHERE id = :id AND rev = :rev");
TABLE_SQL(day_remove, "DELETE FROM closed_day WHERE id = :id");
TABLE_SQL(day_reinsert, "INSERT INTO closed_day (id, day, name, rev)"
			" SELECT CAST(:id AS BIGINT), CAST(:day AS BIGINT),"
			" CAST(:name AS TEXT), CAST(:rev AS BIGINT)");

/* Columns of the list: day, name. */
const struct table closed_day_table = {
	.entity = "closed_day",
	.clash_field = "day",
	.fields =
		(const struct table_field[]){
			{"day", TABLE_INT},
			{"name", TABLE_TEXT},
			{NULL, 0},
		},
	.sorts =
		(const struct table_sort[]){
			{"day", by_day, by_day_down},
			{"name", by_name, by_name_down},
			{NULL, NULL, NULL},
		},
	.columns = 2,
	.count = day_count,
	.find = day_find,
	.insert = day_insert,
	.update = day_update,
	.clash = day_clash,
	.remove = day_remove,
	.reinsert = day_reinsert,
};
