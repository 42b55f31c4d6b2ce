/* Another way to pay an order that waits for its money. */
#include "domain/order.h"

#include <string.h>

#include "domain/order_trace.h"
#include "domain/payment.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

/* Its goods wait as long as that way takes, and never shorter than they did;
 * but not on and on: who changes to and fro would keep them for ever. */
static int64_t due_by(struct cx *cx, const struct order *o, bool transfer)
{
	int64_t days = setting_int(cx, "hold.transfer") * MS_DAY;
	int64_t card = setting_int(cx, "hold.card") * MS_HOUR;
	int64_t due = cx->now + (transfer ? days : card);
	int64_t most = o->placed_ms + days + card;
	if (due > most)
		due = most;
	return due > o->due_ms ? due : o->due_ms;
}

static int wait_on(
	struct cx *cx, const struct order *o, const char *way, int64_t due_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE orders SET payment = :way, due_ms = :due,"
		" rev = rev + 1 WHERE id = :id AND rev = :rev"
		" AND state = 'placed'");
	db_bind_text(q, ":way", way);
	db_bind_int(q, ":due", due_ms);
	db_bind_int(q, ":id", o->id);
	db_bind_int(q, ":rev", o->rev);
	int rc = db_exec_one(q);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"UPDATE stock_hold SET expires_ms = :due"
		" WHERE state = 'active' AND expires_ms IS NOT NULL"
		" AND order_line IN"
		" (SELECT l.id FROM order_line l WHERE l.orders = :id)");
	db_bind_int(q, ":due", due_ms);
	db_bind_int(q, ":id", o->id);
	return db_exec(q, NULL);
}

static int change(struct cx *cx, int64_t order, const char *way)
{
	struct order o;
	struct payment p;
	int rc = order_get(cx, order, &o);
	if (rc < 0)
		return rc;
	if (strcmp(o.state, "placed") != 0) /* it stands; only money is owed */
		return strcmp(o.state, "cancelled") == 0 ? ERR_CONFLICT : OK;
	bool transfer = strcmp(way, "transfer") == 0;
	rc = wait_on(cx, &o, way, due_by(cx, &o, transfer));
	if (rc == OK && transfer)
		rc = payment_open(cx, order, "transfer", &p);
	return rc == OK ? order_event_add(cx, order, "payment_changed", way)
			: rc;
}

int order_pay_by(struct cx *cx, int64_t id, const char *way)
{
	int rc = db_begin(cx->db);
	return rc < 0 ? rc : db_end(cx->db, change(cx, id, way));
}
