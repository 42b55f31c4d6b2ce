/* Who has not paid by bank transfer yet is reminded once, before it is too
 * late. */
#include "domain/order.h"

#include <string.h>

#include "domain/order_trace.h"
#include "domain/refund.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

/* Not in the first half of the time: a mail right after the order would be
 * none to remember by.  Nor while something of it comes back. */
static int list_due(struct cx *cx, int64_t days, int64_t **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM orders WHERE state IN ('placed', 'confirmed')"
		" AND payment IN ('transfer', 'invoice')"
		" AND payment_state IN ('unpaid', 'pending', 'failed', 'part')"
		" AND email <> '' AND due_ms > :now AND due_ms <= :before"
		" AND :now - placed_ms >= due_ms - :now"
		" AND NOT EXISTS (SELECT 1 FROM order_event e"
		"  WHERE e.orders = orders.id AND e.kind = 'reminded')"
		" AND NOT EXISTS (SELECT 1 FROM return_case c"
		"  WHERE c.orders = orders.id AND c.state IN"
		"  ('requested', 'accepted', 'received')) ORDER BY id");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":before", cx->now + days * MS_DAY);
	return db_ints(q, cx->arena, out, n);
}

int order_is_owed(struct cx *cx, const struct order *o, bool *yes)
{
	struct money owed = money(0);
	*yes = false;
	if (strcmp(o->state, "placed") != 0 &&
		strcmp(o->state, "confirmed") != 0)
		return OK;
	int rc = refund_balance(cx, o->id, &owed);
	*yes = rc == OK && owed.minor > 0 &&
	       strcmp(o->payment_state, "paid") != 0;
	return rc;
}

static int remind(struct cx *cx, int64_t id, int64_t *n)
{
	struct order o;
	bool owed = false;
	int rc = order_get(cx, id, &o);
	if (rc == OK)
		rc = order_is_owed(cx, &o, &owed);
	if (rc < 0 || !owed)
		return rc;
	rc = order_event_add(cx, id, "reminded", "");
	if (rc == OK)
		rc = order_mail(cx, "order_reminder", id, "customer", 0);
	*n += rc == OK;
	return rc;
}

int order_remind(struct cx *cx, int64_t *n)
{
	int64_t *ids, days = setting_int(cx, "pay.reminder");
	size_t count = 0;
	*n = 0;
	int rc = days > 0 ? list_due(cx, days, &ids, &count) : OK;
	for (size_t i = 0; rc == OK && i < count; i++) {
		rc = db_begin(cx->db);
		if (rc == OK)
			rc = db_end(cx->db, remind(cx, ids[i], n));
	}
	return rc;
}
