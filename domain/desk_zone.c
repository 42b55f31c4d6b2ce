#include "domain/desk.h"

#define ZONE_METHODS                                                  \
	"(SELECT count(*) FROM delivery_method m WHERE m.zone = z.id" \
	" AND m.archived_ms IS NULL)"
#define ZONE_AREAS "(SELECT count(*) FROM delivery_area a WHERE a.zone = z.id)"
#define ZONE_MATCHES                                            \
	" FROM delivery_zone z WHERE ((:show = 'archived'"      \
	"   AND z.archived_ms IS NOT NULL)"                     \
	"  OR (:show = '' AND z.archived_ms IS NULL))"          \
	" AND (:find = '' OR replace(lower(z.name), :find, '')" \
	"   <> lower(z.name)"                                   \
	"  OR replace(z.name, :typed, '') <> z.name"            \
	"  OR EXISTS (SELECT 1 FROM delivery_area a"            \
	"   WHERE a.zone = z.id AND lower(a.country) = :find))"
#define ZONE_ROWS                                                                  \
	"SELECT z.id, coalesce(z.archived_ms, 0), z.name, z.position, " ZONE_AREAS \
	" AS areas, " ZONE_METHODS " AS methods" ZONE_MATCHES
#define ZONE_SLICE ", z.id LIMIT :limit OFFSET :offset"

TABLE_SQL(zone_count, "SELECT count(*)" ZONE_MATCHES);
TABLE_SQL(by_place, ZONE_ROWS " ORDER BY z.position" ZONE_SLICE);
TABLE_SQL(by_place_down, ZONE_ROWS " ORDER BY z.position DESC" ZONE_SLICE);
TABLE_SQL(by_name, ZONE_ROWS " ORDER BY z.name" ZONE_SLICE);
TABLE_SQL(by_name_down, ZONE_ROWS " ORDER BY z.name DESC" ZONE_SLICE);

TABLE_SQL(zone_find, "SELECT id, rev, coalesce(archived_ms, 0), 0, name,"
		     " position FROM delivery_zone WHERE id = :id");
TABLE_SQL(zone_insert, "INSERT INTO delivery_zone (name, position)"
		       " VALUES (:name, :position) RETURNING id");
TABLE_SQL(zone_update,
	"UPDATE delivery_zone SET name = :name, position = :position,"
	" rev = rev + 1"
	" WHERE id = :id AND rev = :rev AND archived_ms IS NULL");
TABLE_SQL(zone_archive,
	"UPDATE delivery_zone SET archived_ms = :now, rev = rev + 1"
	" WHERE id = :id AND archived_ms IS NULL");
TABLE_SQL(zone_restore,
	"UPDATE delivery_zone SET archived_ms = NULL, rev = rev + 1"
	" WHERE id = :id AND archived_ms IS NOT NULL");
TABLE_SQL(zone_methods,
	"SELECT " ZONE_METHODS " FROM delivery_zone z WHERE z.id = :id");

TABLE_SQL(area_list,
	"SELECT a.id, 0, a.country, a.postal_from, a.postal_to, a.position"
	" FROM delivery_area a WHERE a.zone = :id"
	" ORDER BY a.position, a.id");
TABLE_SQL(area_insert,
	"INSERT INTO delivery_area (zone, country, postal_from, postal_to,"
	" position) VALUES (:owner, :country, :postal_from, :postal_to,"
	" :position) RETURNING id");
TABLE_SQL(area_update,
	"UPDATE delivery_area SET country = :country,"
	" postal_from = :postal_from, postal_to = :postal_to,"
	" position = :position WHERE id = :id AND zone = :owner");
TABLE_SQL(area_remove,
	"DELETE FROM delivery_area WHERE id = :id AND zone = :owner");

static const struct table_parts area_parts = {
	.fields =
		(const struct table_field[]){
			{"country", TABLE_TEXT},
			{"postal_from", TABLE_TEXT},
			{"postal_to", TABLE_TEXT},
			{"position", TABLE_INT},
			{NULL, 0},
		},
	.words = table_no_words,
	.list = area_list,
	.insert = area_insert,
	.update = area_update,
	.remove = area_remove,
};

/* Columns of the list: name, place, areas, methods.  Ties: methods. */
const struct table delivery_zone_table = {
	.entity = "delivery_zone",
	.fields =
		(const struct table_field[]){
			{"name", TABLE_TEXT},
			{"position", TABLE_INT},
			{NULL, 0},
		},
	.parts = &area_parts,
	.sorts =
		(const struct table_sort[]){
			{"place", by_place, by_place_down},
			{"name", by_name, by_name_down},
			{NULL, NULL, NULL},
		},
	.columns = 4,
	.count = zone_count,
	.find = zone_find,
	.insert = zone_insert,
	.update = zone_update,
	.archive = zone_archive,
	.restore = zone_restore,
	.ties = (table_sql *const[]){zone_methods, NULL},
};
