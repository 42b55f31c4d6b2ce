/* A brand's products: which, and in which order. */
#include "domain/product.h"

#include "domain/product_sql.h"
#include "lib/db.h"
#include "lib/err.h"

/* One literal per order, because ORDER BY takes no bind. */
#define BRAND_FROM                                                             \
	" FROM product p"                                                      \
	" LEFT JOIN product_text t ON t.product = p.id AND t.locale = :locale" \
	" LEFT JOIN product_text r ON r.product = p.id AND r.locale = :root"   \
	" WHERE p.brand = :brand AND" PRODUCT_ON_SALE
#define BRAND_CHEAPEST                                                    \
	" (SELECT min(l.amount_minor) FROM variant v"                     \
	"  JOIN price l ON l.variant = v.id AND l.price_group = ''"       \
	"  AND l.from_ms <= :now AND (l.to_ms IS NULL OR l.to_ms > :now)" \
	"  WHERE v.product = p.id AND v.archived_ms IS NULL)"
#define BRAND_PAGE " LIMIT :limit OFFSET :offset"

static struct db_stmt *statement(struct db *db, enum product_sort sort)
{
	switch (sort) {
	case SORT_NEW:
		return DB_SQL(db,
			"SELECT p.id" BRAND_FROM
			" ORDER BY p.created_ms DESC, p.id DESC" BRAND_PAGE);
	case SORT_CHEAP:
		return DB_SQL(db,
			"SELECT p.id" BRAND_FROM " ORDER BY" BRAND_CHEAPEST
			", p.id" BRAND_PAGE);
	case SORT_DEAR:
		return DB_SQL(db,
			"SELECT p.id" BRAND_FROM " ORDER BY" BRAND_CHEAPEST
			" DESC, p.id" BRAND_PAGE);
	case SORT_NAME:
		return DB_SQL(db, "SELECT p.id" BRAND_FROM
				  " ORDER BY coalesce(nullif(t.name_sort, ''),"
				  " r.name_sort, ''), p.id" BRAND_PAGE);
	case SORT_BEST:
		break;
	}
	return DB_SQL(db,
		"SELECT p.id" BRAND_FROM
		" ORDER BY p.sold_qty DESC, p.created_ms DESC, p.id" BRAND_PAGE);
}

static void bind(struct db_stmt *q, struct cx *cx, int64_t brand)
{
	db_bind_int(q, ":brand", brand);
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
}

static int count(struct cx *cx, int64_t brand, int64_t *total)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" BRAND_FROM);
	bind(q, cx, brand);
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	return rc;
}

int product_list_brand(struct cx *cx, int64_t brand, enum product_sort sort,
	int64_t offset, int64_t limit, int64_t **ids, size_t *n, int64_t *total)
{
	*n = 0;
	*ids = ARENA_ARRAY(cx->arena, int64_t, (size_t)limit + 1);
	int rc = count(cx, brand, total);
	if (rc < 0)
		return rc;
	struct db_stmt *q = statement(cx->db, sort);
	bind(q, cx, brand);
	db_bind_int(q, ":limit", limit);
	db_bind_int(q, ":offset", offset);
	while ((int64_t)*n < limit && (rc = db_step(q)) > 0)
		(*ids)[(*n)++] = db_next_int(q);
	db_done(q);
	return rc < 0 ? rc : OK;
}
