#include "domain/desk.h"

#define GROUP_MEMBERS                                                    \
	"(SELECT count(*) FROM customer c WHERE c.customer_group = g.id" \
	" AND c.archived_ms IS NULL)"
#define GROUP_MATCHES                                           \
	" FROM customer_group g WHERE ((:show = 'archived'"     \
	"   AND g.archived_ms IS NOT NULL)"                     \
	"  OR (:show <> 'archived' AND g.archived_ms IS NULL))" \
	" AND (:find = '' OR replace(lower(g.name), :find, '')" \
	"   <> lower(g.name) OR replace(g.name, :typed, '') <> g.name)"
#define GROUP_ROWS                                         \
	"SELECT g.id, coalesce(g.archived_ms, 0), g.name," \
	" " GROUP_MEMBERS " AS members" GROUP_MATCHES
#define GROUP_SLICE ", g.id LIMIT :limit OFFSET :offset"

TABLE_SQL(group_count, "SELECT count(*)" GROUP_MATCHES);
TABLE_SQL(by_name, GROUP_ROWS " ORDER BY g.name" GROUP_SLICE);
TABLE_SQL(by_name_down, GROUP_ROWS " ORDER BY g.name DESC" GROUP_SLICE);
TABLE_SQL(by_members, GROUP_ROWS " ORDER BY members" GROUP_SLICE);
TABLE_SQL(by_members_down, GROUP_ROWS " ORDER BY members DESC" GROUP_SLICE);

TABLE_SQL(group_find, "SELECT id, rev, coalesce(archived_ms, 0), 0, name"
		      " FROM customer_group WHERE id = :id");
TABLE_SQL(group_clash, "SELECT count(*) FROM customer_group"
		       " WHERE name = :name AND id <> :id");
TABLE_SQL(group_insert,
	"INSERT INTO customer_group (name) VALUES (:name) RETURNING id");
TABLE_SQL(group_update,
	"UPDATE customer_group SET name = :name, rev = rev + 1"
	" WHERE id = :id AND rev = :rev AND archived_ms IS NULL");
TABLE_SQL(group_away, "UPDATE customer_group SET archived_ms = :now,"
		      " rev = rev + 1"
		      " WHERE id = :id AND archived_ms IS NULL");
TABLE_SQL(group_back, "UPDATE customer_group SET archived_ms = NULL,"
		      " rev = rev + 1"
		      " WHERE id = :id AND archived_ms IS NOT NULL");
TABLE_SQL(group_members, "SELECT count(*) FROM customer"
			 " WHERE customer_group = :id AND archived_ms IS NULL");
TABLE_SQL(group_promotions,
	"SELECT count(*) FROM promotion"
	" WHERE customer_group = :id AND archived_ms IS NULL");

/* Columns of the list: name, members.  Ties: members, promotions. */
const struct table customer_group_table = {
	.entity = "customer_group",
	.clash_field = "name",
	.fields =
		(const struct table_field[]){
			{"name", TABLE_TEXT},
			{NULL, 0},
		},
	.sorts =
		(const struct table_sort[]){
			{"name", by_name, by_name_down},
			{"members", by_members, by_members_down},
			{NULL, NULL, NULL},
		},
	.columns = 2,
	.count = group_count,
	.find = group_find,
	.insert = group_insert,
	.update = group_update,
	.clash = group_clash,
	.archive = group_away,
	.restore = group_back,
	.ties = (table_sql *const[]){group_members, group_promotions, NULL},
};
