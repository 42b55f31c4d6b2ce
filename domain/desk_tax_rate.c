/* Rates by day.  What holds already stands in orders: only rows of days to
 * come change or leave. */
#include "domain/desk.h"

#define RATE_MATCHES                                                   \
	" FROM tax_rate r WHERE (:show = ''"                           \
	"  OR (:show = 'coming' AND r.from_day > :today)"              \
	"  OR (:show = 'now' AND r.from_day <= :today AND NOT EXISTS"  \
	"   (SELECT 1 FROM tax_rate o WHERE o.tax_class = r.tax_class" \
	"    AND o.country = r.country AND o.from_day > r.from_day"    \
	"    AND o.from_day <= :today)))"                              \
	" AND (:find = '' OR lower(r.country) = :find"                 \
	"  OR replace(r.tax_class, :find, '') <> r.tax_class)"
#define RATE_ROWS                                                        \
	"SELECT r.id, 0, r.tax_class, r.country, r.from_day, r.rate_bp," \
	" CASE WHEN r.from_day > :today THEN 'coming'"                   \
	"  WHEN EXISTS (SELECT 1 FROM tax_rate o"                        \
	"   WHERE o.tax_class = r.tax_class AND o.country = r.country"   \
	"   AND o.from_day > r.from_day AND o.from_day <= :today)"       \
	"  THEN 'past' ELSE 'now' END" RATE_MATCHES
#define RATE_SLICE ", r.from_day, r.id LIMIT :limit OFFSET :offset"

TABLE_SQL(rate_count, "SELECT count(*)" RATE_MATCHES);
TABLE_SQL(by_class, RATE_ROWS " ORDER BY r.country, r.tax_class" RATE_SLICE);
TABLE_SQL(by_class_down,
	RATE_ROWS " ORDER BY r.country DESC, r.tax_class DESC" RATE_SLICE);
TABLE_SQL(by_day, RATE_ROWS " ORDER BY r.from_day, r.country" RATE_SLICE);
TABLE_SQL(by_day_down,
	RATE_ROWS " ORDER BY r.from_day DESC, r.country" RATE_SLICE);

TABLE_SQL(rate_find,
	"SELECT id, rev, 0, CASE WHEN from_day > :today THEN 0 ELSE 1 END,"
	" tax_class, country, from_day, rate_bp FROM tax_rate WHERE id = :id");
TABLE_SQL(rate_clash,
	"SELECT count(*) FROM tax_rate WHERE tax_class = :tax_class"
	" AND country = :country AND from_day = :from_day AND id <> :id");
TABLE_SQL(rate_insert,
	"INSERT INTO tax_rate (tax_class, country, from_day, rate_bp)"
	" VALUES (:tax_class, :country, :from_day, :rate_bp) RETURNING id");
TABLE_SQL(rate_update,
	"UPDATE tax_rate SET tax_class = :tax_class, country = :country,"
	" from_day = :from_day, rate_bp = :rate_bp, rev = rev + 1"
	" WHERE id = :id AND rev = :rev AND from_day > :today");
TABLE_SQL(rate_remove,
	"DELETE FROM tax_rate WHERE id = :id AND from_day > :today");
TABLE_SQL(rate_reinsert,
	"INSERT INTO tax_rate (id, tax_class, country, from_day, rate_bp, rev)"
	" SELECT CAST(:id AS BIGINT), CAST(:tax_class AS TEXT),"
	" CAST(:country AS TEXT), CAST(:from_day AS BIGINT),"
	" CAST(:rate_bp AS BIGINT), CAST(:rev AS BIGINT)"
	" WHERE CAST(:from_day AS BIGINT) > :today");

/* Columns of the list: class, country, first day, rate, coming or now or
 * past. */
const struct table tax_rate_table = {
	.entity = "tax_rate",
	.clash_field = "from_day",
	.fields =
		(const struct table_field[]){
			{"tax_class", TABLE_TEXT},
			{"country", TABLE_TEXT},
			{"from_day", TABLE_INT},
			{"rate_bp", TABLE_INT_OR_NULL},
			{NULL, 0},
		},
	.sorts =
		(const struct table_sort[]){
			{"class", by_class, by_class_down},
			{"day", by_day, by_day_down},
			{NULL, NULL, NULL},
		},
	.columns = 5,
	.count = rate_count,
	.find = rate_find,
	.insert = rate_insert,
	.update = rate_update,
	.clash = rate_clash,
	.remove = rate_remove,
	.reinsert = rate_reinsert,
};
