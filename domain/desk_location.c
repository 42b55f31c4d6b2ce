#include "domain/desk.h"

#include "domain/catalogue.h"
#include "domain/listing.h"
#include "lib/db.h"
#include "lib/err.h"

#define LOCATION_UNITS                                                     \
	"(SELECT coalesce(CAST(sum(s.on_hand) AS BIGINT), 0) FROM stock s" \
	" WHERE s.location = l.id)"
#define LOCATION_MATCHES                                        \
	" FROM location l WHERE ((:show = 'archived'"           \
	"   AND l.archived_ms IS NOT NULL)"                     \
	"  OR (:show = '' AND l.archived_ms IS NULL))"          \
	" AND (:find = '' OR replace(lower(l.name), :find, '')" \
	"   <> lower(l.name)"                                   \
	"  OR replace(l.name, :typed, '') <> l.name"            \
	"  OR replace(lower(l.city), :find, '') <> lower(l.city))"
#define LOCATION_ROWS                                            \
	"SELECT l.id, coalesce(l.archived_ms, 0),"               \
	" coalesce(nullif(l.name, ''), l.code) AS name, l.city," \
	" l.ships, l.pickup, " LOCATION_UNITS " AS units" LOCATION_MATCHES
#define LOCATION_SLICE ", l.id LIMIT :limit OFFSET :offset"

TABLE_SQL(location_count, "SELECT count(*)" LOCATION_MATCHES);
TABLE_SQL(by_place, LOCATION_ROWS " ORDER BY l.position" LOCATION_SLICE);
TABLE_SQL(by_place_down,
	LOCATION_ROWS " ORDER BY l.position DESC" LOCATION_SLICE);
TABLE_SQL(by_name, LOCATION_ROWS " ORDER BY name" LOCATION_SLICE);
TABLE_SQL(by_name_down, LOCATION_ROWS " ORDER BY name DESC" LOCATION_SLICE);
TABLE_SQL(by_units, LOCATION_ROWS " ORDER BY units" LOCATION_SLICE);
TABLE_SQL(by_units_down, LOCATION_ROWS " ORDER BY units DESC" LOCATION_SLICE);

TABLE_SQL(location_find,
	"SELECT id, rev, coalesce(archived_ms, 0), 0, code, name, street,"
	" postal, city, hours, ships, pickup, position FROM location"
	" WHERE id = :id");
TABLE_SQL(location_clash,
	"SELECT count(*) FROM location WHERE code = :code AND id <> :id");
TABLE_SQL(location_insert,
	"INSERT INTO location (code, name, street, postal, city, hours, ships,"
	" pickup, position) VALUES (:code, :name, :street, :postal, :city,"
	" :hours, :ships, :pickup, :position) RETURNING id");
TABLE_SQL(location_update,
	"UPDATE location SET code = :code, name = :name, street = :street,"
	" postal = :postal, city = :city, hours = :hours, ships = :ships,"
	" pickup = :pickup, position = :position, rev = rev + 1"
	" WHERE id = :id AND rev = :rev AND archived_ms IS NULL");
/* Not the main one, nor one with goods, or where an order is to be fetched. */
TABLE_SQL(location_archive,
	"UPDATE location SET archived_ms = :now, rev = rev + 1"
	" WHERE id = :id AND id <> 1 AND archived_ms IS NULL"
	" AND NOT EXISTS (SELECT 1 FROM stock s WHERE s.location = :id"
	"  AND s.on_hand > 0)"
	" AND NOT EXISTS (SELECT 1 FROM stock_hold h WHERE h.location = :id"
	"  AND h.state = 'active')"
	" AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.location = :id"
	"  AND o.delivery = 'pickup' AND o.state IN ('placed', 'confirmed'))");
TABLE_SQL(location_restore,
	"UPDATE location SET archived_ms = NULL, rev = rev + 1"
	" WHERE id = :id AND archived_ms IS NOT NULL");
TABLE_SQL(location_units,
	"SELECT " LOCATION_UNITS " FROM location l WHERE l.id = :id");
TABLE_SQL(location_orders,
	"SELECT count(*) FROM orders o WHERE o.location = :id"
	" AND o.delivery = 'pickup' AND o.state IN ('placed', 'confirmed')");

/* What can be sold may be another number for all that lies there. */
static int sell_anew(struct cx *cx, int64_t id)
{
	int64_t *variants = NULL;
	size_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT variant FROM stock WHERE location = :id"
		" AND on_hand > 0");
	db_bind_int(q, ":id", id);
	int rc = db_ints(q, cx->arena, &variants, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = listing_mark_variant(cx, variants[i]);
	return rc;
}

/* Columns of the list: name, city, ships, pickup, units.  Ties: units there,
 * orders to be fetched there. */
const struct table location_table = {
	.entity = "location",
	.clash_field = "code",
	.fields =
		(const struct table_field[]){
			{"code", TABLE_TEXT},
			{"name", TABLE_TEXT},
			{"street", TABLE_TEXT},
			{"postal", TABLE_TEXT},
			{"city", TABLE_TEXT},
			{"hours", TABLE_TEXT},
			{"ships", TABLE_INT},
			{"pickup", TABLE_INT},
			{"position", TABLE_INT},
			{NULL, 0},
		},
	.sorts =
		(const struct table_sort[]){
			{"place", by_place, by_place_down},
			{"name", by_name, by_name_down},
			{"units", by_units, by_units_down},
			{NULL, NULL, NULL},
		},
	.columns = 5,
	.count = location_count,
	.find = location_find,
	.insert = location_insert,
	.update = location_update,
	.clash = location_clash,
	.archive = location_archive,
	.restore = location_restore,
	.ties = (table_sql *const[]){location_units, location_orders, NULL},
	.after = sell_anew,
};
