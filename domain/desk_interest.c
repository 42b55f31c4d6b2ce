#include "domain/desk.h"

/* What a choice is called when the owner gave it no name of its own. */
#define INTEREST_LABEL                                                       \
	"coalesce((SELECT nullif(t.name, '') FROM interest_text t"           \
	"  WHERE t.interest = i.id AND t.locale = :root),"                   \
	" (SELECT t.name FROM category_text t WHERE t.category = i.category" \
	"  AND t.locale = :root),"                                           \
	" (SELECT b.name FROM brand b WHERE b.id = i.brand),"                \
	" (SELECT t.name FROM attribute_value_text t"                        \
	"  WHERE t.attribute_value = i.attribute_value"                      \
	"  AND t.locale = :root), '')"
#define INTEREST_LIKES \
	"(SELECT count(*) FROM profile_like l WHERE l.interest = i.id)"
#define INTEREST_MATCHES                                                    \
	" FROM interest i WHERE ((:show = '' AND i.active = 1)"             \
	"  OR (:show = 'archived' AND i.active = 0))"                       \
	" AND (:find = '' OR replace(lower(" INTEREST_LABEL "), :find, '')" \
	"  <> lower(" INTEREST_LABEL ")"                                    \
	"  OR replace(" INTEREST_LABEL ", :typed, '') <> " INTEREST_LABEL ")"
#define INTEREST_ROWS                                             \
	"SELECT i.id, 1 - i.active, " INTEREST_LABEL " AS label," \
	" i.question, i.position, " INTEREST_LIKES                \
	" AS likes" INTEREST_MATCHES
#define INTEREST_SLICE ", i.id LIMIT :limit OFFSET :offset"

TABLE_SQL(interest_count, "SELECT count(*)" INTEREST_MATCHES);
TABLE_SQL(by_place,
	INTEREST_ROWS " ORDER BY i.question, i.position" INTEREST_SLICE);
TABLE_SQL(by_place_down, INTEREST_ROWS
	" ORDER BY i.question DESC, i.position DESC" INTEREST_SLICE);
TABLE_SQL(by_name, INTEREST_ROWS " ORDER BY label" INTEREST_SLICE);
TABLE_SQL(by_name_down, INTEREST_ROWS " ORDER BY label DESC" INTEREST_SLICE);
TABLE_SQL(by_likes, INTEREST_ROWS " ORDER BY likes" INTEREST_SLICE);
TABLE_SQL(by_likes_down, INTEREST_ROWS " ORDER BY likes DESC" INTEREST_SLICE);

TABLE_SQL(interest_find,
	"SELECT i.id, i.rev, 1 - i.active, 0, " INTEREST_LABEL ", i.question,"
	" i.position, i.category, i.brand, i.attribute_value, i.media"
	" FROM interest i WHERE i.id = :id");
TABLE_SQL(interest_clash, "SELECT count(*) FROM interest WHERE id <> :id"
			  " AND (category = :category OR brand = :brand"
			  "  OR attribute_value = :attribute_value)");
TABLE_SQL(interest_insert,
	"INSERT INTO interest (question, position, category, brand,"
	" attribute_value, media) VALUES (:question, :position, :category,"
	" :brand, :attribute_value, :media) RETURNING id");
TABLE_SQL(interest_update,
	"UPDATE interest SET question = :question, position = :position,"
	" category = :category, brand = :brand,"
	" attribute_value = :attribute_value, media = :media, rev = rev + 1"
	" WHERE id = :id AND rev = :rev AND active = 1");
TABLE_SQL(interest_archive, "UPDATE interest SET active = 0, rev = rev + 1"
			    " WHERE id = :id AND active = 1");
TABLE_SQL(interest_restore, "UPDATE interest SET active = 1, rev = rev + 1"
			    " WHERE id = :id AND active = 0");
TABLE_SQL(interest_words, "SELECT name FROM interest_text"
			  " WHERE interest = :id AND locale = :locale");
TABLE_SQL(interest_words_put,
	"INSERT INTO interest_text (interest, locale, name)"
	" VALUES (:id, :locale, :name) ON CONFLICT (interest, locale)"
	" DO UPDATE SET name = excluded.name");
TABLE_SQL(interest_likes,
	"SELECT " INTEREST_LIKES " FROM interest i WHERE i.id = :id");

/* Columns of the list: name, question, place, likes.  Ties: likes. */
const struct table interest_table = {
	.entity = "interest",
	.clash_field = "category",
	.fields =
		(const struct table_field[]){
			{"label", TABLE_SHOWN},
			{"question", TABLE_INT},
			{"position", TABLE_INT},
			{"category", TABLE_INT_OR_NULL},
			{"brand", TABLE_INT_OR_NULL},
			{"attribute_value", TABLE_INT_OR_NULL},
			{"media", TABLE_INT_OR_NULL},
			{NULL, 0},
		},
	.words =
		(const struct table_field[]){
			{"name", TABLE_TEXT},
			{NULL, 0},
		},
	.sorts =
		(const struct table_sort[]){
			{"place", by_place, by_place_down},
			{"name", by_name, by_name_down},
			{"likes", by_likes, by_likes_down},
			{NULL, NULL, NULL},
		},
	.columns = 4,
	.count = interest_count,
	.find = interest_find,
	.insert = interest_insert,
	.update = interest_update,
	.clash = interest_clash,
	.archive = interest_archive,
	.restore = interest_restore,
	.words_get = interest_words,
	.words_put = interest_words_put,
	.ties = (table_sql *const[]){interest_likes, NULL},
};
