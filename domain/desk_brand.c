#include "domain/desk.h"

#include "domain/search.h"

#define BRAND_USES                                             \
	"(SELECT count(*) FROM product p WHERE p.brand = b.id" \
	" AND p.status <> 'archived')"
#define BRAND_MATCHES                                                      \
	" FROM brand b WHERE ((:show = 'archived'"                         \
	"   AND b.archived_ms IS NOT NULL)"                                \
	"  OR (:show <> 'archived' AND b.archived_ms IS NULL"              \
	"   AND (:show = '' OR (b.maker_address = ''"                      \
	"    AND b.responsible_address = ''))))"                           \
	" AND (:find = '' OR replace(b.name_key, :find, '') <> b.name_key" \
	"  OR replace(b.maker_name, :typed, '') <> b.maker_name)"
#define BRAND_ROWS                                         \
	"SELECT b.id, coalesce(b.archived_ms, 0), b.name," \
	" b.maker_name, " BRAND_USES " AS products" BRAND_MATCHES
#define BRAND_SLICE ", b.id LIMIT :limit OFFSET :offset"

TABLE_SQL(brand_count, "SELECT count(*)" BRAND_MATCHES);
TABLE_SQL(by_name, BRAND_ROWS " ORDER BY b.name_key" BRAND_SLICE);
TABLE_SQL(by_name_down, BRAND_ROWS " ORDER BY b.name_key DESC" BRAND_SLICE);
TABLE_SQL(by_maker, BRAND_ROWS " ORDER BY b.maker_name" BRAND_SLICE);
TABLE_SQL(by_maker_down, BRAND_ROWS " ORDER BY b.maker_name DESC" BRAND_SLICE);
TABLE_SQL(by_uses, BRAND_ROWS " ORDER BY products" BRAND_SLICE);
TABLE_SQL(by_uses_down, BRAND_ROWS " ORDER BY products DESC" BRAND_SLICE);

TABLE_SQL(brand_find,
	"SELECT b.id, b.rev, coalesce(b.archived_ms, 0), 0, b.name, b.name_key,"
	" coalesce((SELECT s.slug FROM slug s WHERE s.kind = 'brand'"
	"  AND s.locale = :root AND s.target = b.id AND s.current = 1), ''),"
	" b.media, b.maker_name, b.maker_address, b.maker_email,"
	" b.responsible_name, b.responsible_address, b.responsible_email"
	" FROM brand b WHERE b.id = :id");
TABLE_SQL(brand_clash,
	"SELECT count(*) FROM brand WHERE name_key = :name_key AND id <> :id");
TABLE_SQL(brand_insert,
	"INSERT INTO brand (name, name_key, media, maker_name, maker_address,"
	" maker_email, responsible_name, responsible_address,"
	" responsible_email) VALUES (:name, :name_key, :media, :maker_name,"
	" :maker_address, :maker_email, :responsible_name,"
	" :responsible_address, :responsible_email) RETURNING id");
TABLE_SQL(brand_update,
	"UPDATE brand SET name = :name, name_key = :name_key, media = :media,"
	" maker_name = :maker_name, maker_address = :maker_address,"
	" maker_email = :maker_email, responsible_name = :responsible_name,"
	" responsible_address = :responsible_address,"
	" responsible_email = :responsible_email, rev = rev + 1"
	" WHERE id = :id AND rev = :rev AND archived_ms IS NULL");
TABLE_SQL(brand_archive, "UPDATE brand SET archived_ms = :now, rev = rev + 1"
			 " WHERE id = :id AND archived_ms IS NULL");
TABLE_SQL(brand_restore, "UPDATE brand SET archived_ms = NULL, rev = rev + 1"
			 " WHERE id = :id AND archived_ms IS NOT NULL");
TABLE_SQL(brand_words, "SELECT description FROM brand_text"
		       " WHERE brand = :id AND locale = :locale");
TABLE_SQL(brand_words_put, "INSERT INTO brand_text (brand, locale, description)"
			   " VALUES (:id, :locale, :description)"
			   " ON CONFLICT (brand, locale)"
			   " DO UPDATE SET description = excluded.description");
TABLE_SQL(brand_uses, "SELECT " BRAND_USES " FROM brand b WHERE b.id = :id");

/* Columns of the list: name, maker, products.  Ties: products. */
const struct table brand_table = {
	.entity = "brand",
	.slug_kind = "brand",
	.slug_from = "name",
	.clash_field = "name",
	.fields =
		(const struct table_field[]){
			{"name", TABLE_TEXT},
			{"name_key", TABLE_KEY},
			{"slug", TABLE_SLUG},
			{"media", TABLE_INT_OR_NULL},
			{"maker_name", TABLE_TEXT},
			{"maker_address", TABLE_TEXT},
			{"maker_email", TABLE_TEXT},
			{"responsible_name", TABLE_TEXT},
			{"responsible_address", TABLE_TEXT},
			{"responsible_email", TABLE_TEXT},
			{NULL, 0},
		},
	.words =
		(const struct table_field[]){
			{"description", TABLE_TEXT},
			{NULL, 0},
		},
	.sorts =
		(const struct table_sort[]){
			{"name", by_name, by_name_down},
			{"maker", by_maker, by_maker_down},
			{"products", by_uses, by_uses_down},
			{NULL, NULL, NULL},
		},
	.columns = 3,
	.count = brand_count,
	.find = brand_find,
	.insert = brand_insert,
	.update = brand_update,
	.clash = brand_clash,
	.archive = brand_archive,
	.restore = brand_restore,
	.words_get = brand_words,
	.words_put = brand_words_put,
	.ties = (table_sql *const[]){brand_uses, NULL},
	.after = search_index_brand,
};
