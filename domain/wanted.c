/* What customers want, in numbers: for the owner who decides what to order. */
#include "domain/alert.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

#define WANTED_ROWS                                                     \
	"SELECT variant, 1 AS wished, 0 AS stock, 0 AS price FROM wish" \
	" WHERE removed_ms IS NULL UNION ALL SELECT variant, 0,"        \
	" CASE WHEN kind = 'stock' THEN 1 ELSE 0 END,"                  \
	" CASE WHEN kind = 'price' THEN 1 ELSE 0 END"                   \
	" FROM alert WHERE state = 'active'"

/* Two literals, because ORDER BY takes no bind. */
#define WANTED_LIST(first, then)                                         \
	"SELECT g.variant, g.wished, g.stock, g.price FROM"              \
	" (SELECT variant, CAST(sum(wished) AS BIGINT) AS wished,"       \
	"  CAST(sum(stock) AS BIGINT) AS stock,"                         \
	"  CAST(sum(price) AS BIGINT) AS price FROM (" WANTED_ROWS ") r" \
	"  GROUP BY variant) g ORDER BY g." first " DESC, g." then       \
	" DESC, g.price DESC, g.variant LIMIT :limit OFFSET :offset"

static int total_count(struct cx *cx, int64_t *total)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(DISTINCT r.variant) FROM (" WANTED_ROWS ") r");
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	return rc;
}

int wanted_list(struct cx *cx, bool waited, int64_t offset, int64_t limit,
	struct wanted **out, size_t *n, int64_t *total)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct wanted, (size_t)limit + 1);
	int rc = total_count(cx, total);
	if (rc < 0)
		return rc;
	struct db_stmt *q = waited ? DB_SQL(cx->db,
					     WANTED_LIST("stock", "wished"))
				   : DB_SQL(cx->db,
					     WANTED_LIST("wished", "stock"));
	db_bind_int(q, ":limit", limit);
	db_bind_int(q, ":offset", offset);
	while ((rc = db_step(q)) > 0) {
		struct wanted *w = &(*out)[(*n)++];
		w->item = (struct cart_line){
			.variant = db_next_int(q), .qty = 1};
		w->wished = db_next_int(q);
		w->stock = db_next_int(q);
		w->price = db_next_int(q);
	}
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < *n; i++)
		rc = cart_line_now(cx, &(*out)[i].item);
	return rc < 0 ? rc : OK;
}

int wanted_get(struct cx *cx, int64_t variant, struct wanted *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT (SELECT count(*) FROM wish"
		"  WHERE variant = :variant AND removed_ms IS NULL),"
		" (SELECT count(*) FROM alert WHERE variant = :variant"
		"  AND state = 'active' AND kind = 'stock'),"
		" (SELECT count(*) FROM alert WHERE variant = :variant"
		"  AND state = 'active' AND kind = 'price')");
	*out = (struct wanted){.item.variant = variant};
	db_bind_int(q, ":variant", variant);
	int rc = db_one(q);
	if (rc == OK) {
		out->wished = db_next_int(q);
		out->stock = db_next_int(q);
		out->price = db_next_int(q);
	}
	db_done(q);
	return rc;
}
