#include "domain/desk.h"

#include "domain/search.h"
#include "lib/err.h"

#define ATTRIBUTE_NAME                                                   \
	"coalesce((SELECT t.name FROM attribute_text t"                  \
	"  WHERE t.attribute = a.id AND t.locale = :locale"              \
	"  AND t.name <> ''),"                                           \
	" (SELECT t.name FROM attribute_text t WHERE t.attribute = a.id" \
	"  AND t.locale = :root AND t.name <> ''), a.code)"
#define ATTRIBUTE_USES                                                    \
	"(SELECT count(DISTINCT pa.product) FROM product_attribute pa"    \
	" JOIN product p ON p.id = pa.product AND p.status <> 'archived'" \
	" WHERE pa.attribute = a.id)"
#define ATTRIBUTE_VALUES \
	"(SELECT count(*) FROM attribute_value v WHERE v.attribute = a.id)"
#define ATTRIBUTE_MATCHES                                            \
	" FROM attribute a WHERE ((:show = 'archived'"               \
	"   AND a.archived_ms IS NOT NULL)"                          \
	"  OR (:show <> 'archived' AND a.archived_ms IS NULL"        \
	"   AND (:show = '' OR a.facet = 1)))"                       \
	" AND (:find = '' OR replace(a.code, :find, '') <> a.code"   \
	"  OR EXISTS (SELECT 1 FROM attribute_text t"                \
	"   WHERE t.attribute = a.id"                                \
	"   AND (replace(lower(t.name), :find, '') <> lower(t.name)" \
	"    OR replace(t.name, :typed, '') <> t.name)))"
#define ATTRIBUTE_ROWS                                                 \
	"SELECT a.id, coalesce(a.archived_ms, 0), " ATTRIBUTE_NAME     \
	" AS name, a.code, a.kind, a.unit, a.facet, " ATTRIBUTE_VALUES \
	" AS n_values, " ATTRIBUTE_USES " AS products" ATTRIBUTE_MATCHES
#define ATTRIBUTE_SLICE " LIMIT :limit OFFSET :offset"

TABLE_SQL(attribute_count, "SELECT count(*)" ATTRIBUTE_MATCHES);
TABLE_SQL(
	by_place, ATTRIBUTE_ROWS " ORDER BY a.position, a.id" ATTRIBUTE_SLICE);
TABLE_SQL(by_place_down,
	ATTRIBUTE_ROWS " ORDER BY a.position DESC, a.id DESC" ATTRIBUTE_SLICE);
TABLE_SQL(by_name, ATTRIBUTE_ROWS " ORDER BY name, a.id" ATTRIBUTE_SLICE);
TABLE_SQL(by_name_down,
	ATTRIBUTE_ROWS " ORDER BY name DESC, a.id" ATTRIBUTE_SLICE);
TABLE_SQL(by_uses, ATTRIBUTE_ROWS " ORDER BY products, a.id" ATTRIBUTE_SLICE);
TABLE_SQL(by_uses_down,
	ATTRIBUTE_ROWS " ORDER BY products DESC, a.id" ATTRIBUTE_SLICE);

TABLE_SQL(attribute_find,
	"SELECT id, rev, coalesce(archived_ms, 0), 0, code, kind, unit, facet,"
	" interest, position FROM attribute WHERE id = :id");
TABLE_SQL(attribute_clash,
	"SELECT count(*) FROM attribute WHERE code = :code AND id <> :id");
TABLE_SQL(attribute_insert,
	"INSERT INTO attribute (code, kind, unit, facet, interest, position)"
	" VALUES (:code, :kind, :unit, :facet, :interest, :position)"
	" RETURNING id");
TABLE_SQL(attribute_update,
	"UPDATE attribute SET code = :code, kind = :kind, unit = :unit,"
	" facet = :facet, interest = :interest, position = :position,"
	" rev = rev + 1"
	" WHERE id = :id AND rev = :rev AND archived_ms IS NULL");
TABLE_SQL(attribute_archive,
	"UPDATE attribute SET archived_ms = :now, rev = rev + 1"
	" WHERE id = :id AND archived_ms IS NULL");
TABLE_SQL(attribute_restore,
	"UPDATE attribute SET archived_ms = NULL, rev = rev + 1"
	" WHERE id = :id AND archived_ms IS NOT NULL");
TABLE_SQL(facet_on, "UPDATE attribute SET facet = 1, rev = rev + 1"
		    " WHERE id = :id AND facet = 0 AND archived_ms IS NULL");
TABLE_SQL(facet_off, "UPDATE attribute SET facet = 0, rev = rev + 1"
		     " WHERE id = :id AND facet = 1 AND archived_ms IS NULL");
TABLE_SQL(attribute_words, "SELECT name FROM attribute_text"
			   " WHERE attribute = :id AND locale = :locale");
TABLE_SQL(attribute_words_put,
	"INSERT INTO attribute_text (attribute, locale, name)"
	" VALUES (:id, :locale, :name) ON CONFLICT (attribute, locale)"
	" DO UPDATE SET name = excluded.name");
TABLE_SQL(attribute_uses,
	"SELECT " ATTRIBUTE_USES " FROM attribute a WHERE a.id = :id");

TABLE_SQL(value_list, "SELECT v.id, (SELECT count(*) FROM product_attribute pa"
		      "  WHERE pa.value = v.id), v.code, v.position, v.swatch"
		      " FROM attribute_value v WHERE v.attribute = :id"
		      " ORDER BY v.position, v.id");
TABLE_SQL(value_insert,
	"INSERT INTO attribute_value (attribute, code, position, swatch)"
	" VALUES (:owner, :code, :position, :swatch) RETURNING id");
TABLE_SQL(value_update,
	"UPDATE attribute_value SET code = :code, position = :position,"
	" swatch = :swatch WHERE id = :id AND attribute = :owner");
TABLE_SQL(value_remove,
	"DELETE FROM attribute_value WHERE id = :id AND attribute = :owner"
	" AND NOT EXISTS (SELECT 1 FROM product_attribute pa"
	"  WHERE pa.value = :id)");
TABLE_SQL(value_words, "SELECT name FROM attribute_value_text"
		       " WHERE attribute_value = :id AND locale = :locale");
TABLE_SQL(value_words_put,
	"INSERT INTO attribute_value_text (attribute_value, locale, name)"
	" VALUES (:id, :locale, :name) ON CONFLICT (attribute_value, locale)"
	" DO UPDATE SET name = excluded.name");
TABLE_SQL(value_words_remove,
	"DELETE FROM attribute_value_text WHERE attribute_value = :id");

static const struct table_field name_words[] = {
	{"name", TABLE_TEXT},
	{NULL, 0},
};

static const struct table_parts attribute_values_parts = {
	.fields =
		(const struct table_field[]){
			{"code", TABLE_TEXT},
			{"position", TABLE_INT},
			{"swatch", TABLE_TEXT},
			{NULL, 0},
		},
	.words = name_words,
	.list = value_list,
	.insert = value_insert,
	.update = value_update,
	.remove = value_remove,
	.words_get = value_words,
	.words_put = value_words_put,
	.words_remove = value_words_remove,
};

/* Products are found by what their attributes say: there may be many, so the
 * worker writes them anew. */
static int index_anew(struct cx *cx, int64_t id)
{
	int64_t *products = NULL;
	size_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT DISTINCT product FROM product_attribute"
		" WHERE attribute = :id");
	db_bind_int(q, ":id", id);
	int rc = db_ints(q, cx->arena, &products, &n);
	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = search_stale(cx, products[i]);
	return rc < 0 ? rc : OK;
}

/* Columns of the list: name, code, kind, unit, filter or not, values,
 * products.  Ties: products. */
const struct table attribute_table = {
	.entity = "attribute",
	.clash_field = "code",
	.fields =
		(const struct table_field[]){
			{"code", TABLE_TEXT},
			{"kind", TABLE_TEXT},
			{"unit", TABLE_TEXT},
			{"facet", TABLE_INT},
			{"interest", TABLE_INT},
			{"position", TABLE_INT},
			{NULL, 0},
		},
	.words = name_words,
	.parts = &attribute_values_parts,
	.sorts =
		(const struct table_sort[]){
			{"place", by_place, by_place_down},
			{"name", by_name, by_name_down},
			{"products", by_uses, by_uses_down},
			{NULL, NULL, NULL},
		},
	.columns = 7,
	.count = attribute_count,
	.find = attribute_find,
	.insert = attribute_insert,
	.update = attribute_update,
	.clash = attribute_clash,
	.archive = attribute_archive,
	.restore = attribute_restore,
	.words_get = attribute_words,
	.words_put = attribute_words_put,
	.acts =
		(const struct table_act[]){
			{"facet", facet_on},
			{"unfacet", facet_off},
			{NULL, NULL},
		},
	.ties = (table_sql *const[]){attribute_uses, NULL},
	.after = index_anew,
};
