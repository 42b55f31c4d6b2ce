/* Lists of products: which, and in which order. */
#include "domain/product.h"

#include "domain/product_sql.h"
#include "lib/db.h"
#include "lib/err.h"

/*
 * The products on sale of a category and below it (0: all).  One literal per
 * order, because ORDER BY takes no bind; the rest is shared.
 */
#define LIST_FROM                                                              \
	" FROM product p"                                                      \
	" LEFT JOIN product_text t ON t.product = p.id AND t.locale = :locale" \
	" LEFT JOIN product_text r ON r.product = p.id AND r.locale = :root"   \
	" WHERE" PRODUCT_ON_SALE                                               \
	" AND (CAST(:category AS BIGINT) = 0 OR p.id IN ("                     \
	"  SELECT pc.product FROM product_category pc"                         \
	"  WHERE pc.category IN (SELECT id FROM below)))"
#define LIST_BELOW                                                     \
	"WITH RECURSIVE below (id) AS ("                               \
	" SELECT CAST(:category AS BIGINT) UNION"                      \
	" SELECT c.id FROM category c JOIN below b ON c.parent = b.id" \
	" WHERE c.archived_ms IS NULL)"
#define LIST_CHEAPEST                                                     \
	" (SELECT min(l.amount_minor) FROM variant v"                     \
	"  JOIN price l ON l.variant = v.id AND l.price_group = ''"       \
	"  AND l.from_ms <= :now AND (l.to_ms IS NULL OR l.to_ms > :now)" \
	"  WHERE v.product = p.id AND v.archived_ms IS NULL)"
#define LIST_PAGE " LIMIT :limit OFFSET :offset"

static struct db_stmt *list_statement(struct db *db, enum product_sort sort)
{
	switch (sort) {
	case SORT_NEW:
		return DB_SQL(db, LIST_BELOW
			"SELECT p.id" LIST_FROM
			" ORDER BY p.created_ms DESC, p.id DESC" LIST_PAGE);
	case SORT_CHEAP:
		return DB_SQL(db, LIST_BELOW "SELECT p.id" LIST_FROM
					     " ORDER BY" LIST_CHEAPEST
					     ", p.id" LIST_PAGE);
	case SORT_DEAR:
		return DB_SQL(db, LIST_BELOW "SELECT p.id" LIST_FROM
					     " ORDER BY" LIST_CHEAPEST
					     " DESC, p.id" LIST_PAGE);
	case SORT_NAME:
		return DB_SQL(db,
			LIST_BELOW "SELECT p.id" LIST_FROM
				   " ORDER BY coalesce(nullif(t.name_sort, ''),"
				   " r.name_sort, ''), p.id" LIST_PAGE);
	case SORT_BEST:
		break;
	}
	return DB_SQL(db, LIST_BELOW
		"SELECT p.id" LIST_FROM
		" ORDER BY p.sold_qty DESC, p.created_ms DESC, p.id" LIST_PAGE);
}

static void bind_list(struct db_stmt *q, struct cx *cx, int64_t category)
{
	db_bind_int(q, ":category", category);
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
}

static int count_all(struct cx *cx, int64_t category, int64_t *total)
{
	struct db_stmt *q = DB_SQL(
		cx->db, LIST_BELOW "SELECT count(*)" LIST_FROM);
	bind_list(q, cx, category);
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	return rc;
}

int product_list(struct cx *cx, int64_t category, enum product_sort sort,
	int64_t offset, int64_t limit, int64_t **ids, size_t *n, int64_t *total)
{
	int rc = total ? count_all(cx, category, total) : OK;
	if (rc < 0)
		return rc;
	*n = 0;
	*ids = ARENA_ARRAY(cx->arena, int64_t, (size_t)limit + 1);
	struct db_stmt *q = list_statement(cx->db, sort);
	bind_list(q, cx, category);
	db_bind_int(q, ":limit", limit);
	db_bind_int(q, ":offset", offset);
	while ((int64_t)*n < limit && (rc = db_step(q)) > 0)
		(*ids)[(*n)++] = db_next_int(q);
	db_done(q);
	return rc < 0 ? rc : OK;
}
