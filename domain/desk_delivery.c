#include "domain/desk.h"

#define METHOD_MATCHES                                                     \
	" FROM delivery_method m JOIN delivery_zone z ON z.id = m.zone"    \
	" WHERE ((:show = 'archived' AND m.archived_ms IS NOT NULL)"       \
	"  OR (:show = '' AND m.archived_ms IS NULL)"                      \
	"  OR (:show = 'off' AND m.archived_ms IS NULL AND m.active = 0))" \
	" AND (:find = '' OR replace(lower(m.name), :find, '')"            \
	"   <> lower(m.name)"                                              \
	"  OR replace(m.name, :typed, '') <> m.name"                       \
	"  OR replace(lower(m.carrier), :find, '') <> lower(m.carrier))"
#define METHOD_PRICE                                                \
	"coalesce((SELECT min(r.amount_minor) FROM delivery_rate r" \
	"  WHERE r.method = m.id), -1)"
#define METHOD_ROWS                                                        \
	"SELECT m.id, coalesce(m.archived_ms, 0), m.name, z.name AS zone," \
	" m.kind, " METHOD_PRICE " AS price, m.active" METHOD_MATCHES
#define METHOD_SLICE ", m.id LIMIT :limit OFFSET :offset"

TABLE_SQL(method_count, "SELECT count(*)" METHOD_MATCHES);
TABLE_SQL(by_place,
	METHOD_ROWS " ORDER BY z.position, z.id, m.position" METHOD_SLICE);
TABLE_SQL(by_place_down, METHOD_ROWS
	" ORDER BY z.position DESC, z.id DESC, m.position DESC" METHOD_SLICE);
TABLE_SQL(by_name, METHOD_ROWS " ORDER BY m.name" METHOD_SLICE);
TABLE_SQL(by_name_down, METHOD_ROWS " ORDER BY m.name DESC" METHOD_SLICE);

TABLE_SQL(method_find,
	"SELECT id, rev, coalesce(archived_ms, 0), 0, name, zone, kind,"
	" carrier, service, price_by, coalesce(free_from_minor, 0),"
	" coalesce(parcel_g, 0), coalesce(parcel_units, 0),"
	" coalesce(most_g, 0), days_min, days_max, coalesce(location, 0),"
	" position, active FROM delivery_method WHERE id = :id");
TABLE_SQL(method_insert,
	"INSERT INTO delivery_method (name, zone, kind, carrier, service,"
	" price_by, free_from_minor, parcel_g, parcel_units, most_g, days_min,"
	" days_max, location, position, active) VALUES (:name, :zone, :kind,"
	" :carrier, :service, :price_by,"
	" nullif(CAST(:free_from_minor AS BIGINT), 0),"
	" nullif(CAST(:parcel_g AS BIGINT), 0),"
	" nullif(CAST(:parcel_units AS BIGINT), 0),"
	" nullif(CAST(:most_g AS BIGINT), 0), :days_min, :days_max,"
	" nullif(CAST(:location AS BIGINT), 0), :position, :active)"
	" RETURNING id");
TABLE_SQL(method_update,
	"UPDATE delivery_method SET name = :name, zone = :zone, kind = :kind,"
	" carrier = :carrier, service = :service, price_by = :price_by,"
	" free_from_minor = nullif(CAST(:free_from_minor AS BIGINT), 0),"
	" parcel_g = nullif(CAST(:parcel_g AS BIGINT), 0),"
	" parcel_units = nullif(CAST(:parcel_units AS BIGINT), 0),"
	" most_g = nullif(CAST(:most_g AS BIGINT), 0),"
	" days_min = :days_min, days_max = :days_max,"
	" location = nullif(CAST(:location AS BIGINT), 0),"
	" position = :position, active = :active, rev = rev + 1"
	" WHERE id = :id AND rev = :rev AND archived_ms IS NULL");
TABLE_SQL(method_archive,
	"UPDATE delivery_method SET archived_ms = :now, rev = rev + 1"
	" WHERE id = :id AND archived_ms IS NULL");
TABLE_SQL(method_restore,
	"UPDATE delivery_method SET archived_ms = NULL, rev = rev + 1"
	" WHERE id = :id AND archived_ms IS NOT NULL");
TABLE_SQL(method_words, "SELECT label, help FROM delivery_method_text"
			" WHERE method = :id AND locale = :locale");
TABLE_SQL(method_words_put,
	"INSERT INTO delivery_method_text (method, locale, label, help)"
	" VALUES (:id, :locale, :label, :help)"
	" ON CONFLICT (method, locale)"
	" DO UPDATE SET label = excluded.label, help = excluded.help");
TABLE_SQL(method_orders, "SELECT count(*) FROM orders o"
			 " WHERE o.delivery_method = :id");

TABLE_SQL(rate_list, "SELECT id, 0, upto, amount_minor FROM delivery_rate"
		     " WHERE method = :id ORDER BY upto");
TABLE_SQL(rate_insert, "INSERT INTO delivery_rate (method, upto, amount_minor)"
		       " VALUES (:owner, :upto, :amount_minor) RETURNING id");
TABLE_SQL(rate_update,
	"UPDATE delivery_rate SET upto = :upto, amount_minor = :amount_minor"
	" WHERE id = :id AND method = :owner");
TABLE_SQL(rate_remove,
	"DELETE FROM delivery_rate WHERE id = :id AND method = :owner");

static const struct table_parts rate_parts = {
	.fields =
		(const struct table_field[]){
			{"upto", TABLE_INT},
			{"amount_minor", TABLE_INT},
			{NULL, 0},
		},
	.words = table_no_words,
	.list = rate_list,
	.insert = rate_insert,
	.update = rate_update,
	.remove = rate_remove,
};

/* Columns of the list: name, zone, kind, lowest price, in use.  Ties:
 * orders. */
const struct table delivery_method_table = {
	.entity = "delivery_method",
	.fields =
		(const struct table_field[]){
			{"name", TABLE_TEXT},
			{"zone", TABLE_INT},
			{"kind", TABLE_TEXT},
			{"carrier", TABLE_TEXT},
			{"service", TABLE_TEXT},
			{"price_by", TABLE_TEXT},
			{"free_from_minor", TABLE_INT},
			{"parcel_g", TABLE_INT},
			{"parcel_units", TABLE_INT},
			{"most_g", TABLE_INT},
			{"days_min", TABLE_INT},
			{"days_max", TABLE_INT},
			{"location", TABLE_INT},
			{"position", TABLE_INT},
			{"active", TABLE_INT},
			{NULL, 0},
		},
	.words =
		(const struct table_field[]){
			{"label", TABLE_TEXT},
			{"help", TABLE_TEXT},
			{NULL, 0},
		},
	.parts = &rate_parts,
	.sorts =
		(const struct table_sort[]){
			{"place", by_place, by_place_down},
			{"name", by_name, by_name_down},
			{NULL, NULL, NULL},
		},
	.columns = 5,
	.count = method_count,
	.find = method_find,
	.insert = method_insert,
	.update = method_update,
	.archive = method_archive,
	.restore = method_restore,
	.words_get = method_words,
	.words_put = method_words_put,
	.ties = (table_sql *const[]){method_orders, NULL},
};
