#include "domain/report.h"

#include "lib/db.h"
#include "lib/err.h"

int report_sales(
	struct cx *cx, int64_t from_ms, int64_t to_ms, struct sales *out)
{
	*out = (struct sales){0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*),"
		" CAST(coalesce(sum(total_minor), 0) AS BIGINT) FROM orders"
		" WHERE placed_ms >= :from AND placed_ms < :to"
		" AND state <> 'cancelled'");
	db_bind_int(q, ":from", from_ms);
	db_bind_int(q, ":to", to_ms);
	int rc = db_one(q);
	if (rc == OK) {
		out->orders = db_next_int(q);
		out->total = money(db_next_int(q));
	}
	db_done(q);
	return rc;
}
