#include "domain/order_trace.h"

#include <inttypes.h>

#include "domain/customer_value.h"
#include "domain/listing.h"
#include "domain/outbox.h"
#include "lib/db.h"
#include "lib/err.h"

int order_event_add(
	struct cx *cx, int64_t order, const char *kind, const char *note)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO order_event (orders, kind, note, staff, at_ms)"
		" VALUES (:order, :kind, :note, :staff, :now)");
	db_bind_int(q, ":order", order);
	db_bind_text(q, ":kind", kind);
	db_bind_text(q, ":note", note ? note : "");
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":now", cx->now);
	int rc = db_exec(q, NULL);
	return rc == OK ? customer_value_stale_order(cx, order) : rc;
}

int order_mail(struct cx *cx, const char *mail, int64_t order, const char *to,
	int64_t nth)
{
	const char *key = arena_printf(
		cx->arena, "mail/%s/%" PRId64 "/%" PRId64, mail, order, nth);
	const char *payload = arena_printf(cx->arena,
		"{\"mail\":\"%s\",\"order\":%" PRId64 ",\"to\":\"%s\"}", mail,
		order, to);
	return outbox_add(cx, "mail", key, payload, cx->now);
}

int order_count_sold(struct cx *cx, int64_t order, int64_t sign)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE product SET sold_qty = sold_qty + :sign *"
		" (SELECT CAST(sum(l.qty) AS BIGINT) FROM order_line l"
		"  JOIN variant v ON v.id = l.variant"
		"  WHERE l.orders = :order AND v.product = product.id)"
		" WHERE id IN (SELECT v.product FROM order_line l"
		"  JOIN variant v ON v.id = l.variant"
		"  WHERE l.orders = :order)");
	db_bind_int(q, ":sign", sign);
	db_bind_int(q, ":order", order);
	int rc = db_exec(q, NULL);
	return rc == OK ? listing_mark_order(cx, order) : rc;
}
