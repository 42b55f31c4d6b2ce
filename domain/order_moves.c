/* The machine of an order.  The table says every move there is. */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/document.h"
#include "domain/gift_card.h"
#include "domain/order.h"
#include "domain/order_trace.h"
#include "domain/payment.h"
#include "domain/profile.h"
#include "domain/promotion.h"
#include "domain/refund_parts.h"
#include "domain/stock.h"
#include "lib/db.h"
#include "lib/err.h"

struct states {
	const char *order, *payment, *fulfilment;
};

/* "*": any; "a|b": one of them; NULL in "to": as it was. */
struct move {
	const char *name;
	const char *delivery;
	struct states from, to;
};

#define UNPAID "unpaid|pending|failed"
#define OWED   UNPAID "|part"
#define PAID   "paid|part_refunded|refund_due"

/* clang-format off */
static const struct move moves[] = {
	/* Money that comes. */
	{"pay", "*",
		{"placed", OWED, "none"}, {"confirmed", "paid", NULL}},
	{"pay", "*",
		{"confirmed", OWED, "delivered|collected"}, {"completed", "paid", NULL}},
	{"pay", "*",
		{"confirmed|completed", OWED, "*"}, {NULL, "paid", NULL}},
	{"pay_part", "*",
		{"placed|confirmed", UNPAID, "*"}, {NULL, "part", NULL}},
	/* Late money: the order comes back if its goods are still there, */
	{"pay", "*",
		{"cancelled", UNPAID, "cancelled"}, {"confirmed", "paid", "none"}},
	/* else the money has to go back. */
	{"pay_back", "*",
		{"cancelled", "*", "cancelled"}, {NULL, "refund_due", NULL}},
	/* Paid twice: the goods leave all the same, what is too much goes back. */
	{"pay_back", "*",
		{"placed|confirmed|completed", PAID "|refunded", "*"},
		{NULL, "refund_due", NULL}},
	{"pay_enough", "*",
		{"confirmed|completed", "refund_due", "*"}, {NULL, "paid", NULL}},
	{"fail", "*",
		{"placed", "unpaid|pending", "none"}, {NULL, "failed", NULL}},
	{"wait", "*",
		{"placed", "unpaid|failed", "none"}, {NULL, "pending", NULL}},
	/* A way to pay that delivers first. */
	{"confirm", "*",
		{"placed", OWED, "none"}, {"confirmed", NULL, NULL}},
	/* Lines change: there is more to pay, less, or just enough. */
	{"change", "*",
		{"placed|confirmed", "*", "none|picking|part"}, {NULL, NULL, NULL}},
	{"owe", "*",
		{"placed|confirmed", PAID "|refunded", "*"}, {NULL, "part", NULL}},
	{"owe_all", "*",
		{"placed|confirmed", PAID "|refunded", "*"}, {NULL, "unpaid", NULL}},
	{"all_left", "parcel|point",
		{"confirmed", "*", "part"}, {NULL, NULL, "shipped"}},
	/* Goods that leave. */
	{"pick", "*",
		{"confirmed", OWED "|" PAID, "none|picking"}, {NULL, NULL, "picking"}},
	{"pick", "parcel|point",
		{"confirmed", OWED "|" PAID, "part"}, {NULL, NULL, NULL}},
	{"unpick", "*",
		{"confirmed", "*", "picking|ready"}, {NULL, NULL, "none"}},
	{"send_again", "parcel|point",
		{"confirmed", "*", "shipped|part"}, {NULL, NULL, "part"}},
	{"ship", "parcel|point",
		{"confirmed", OWED "|" PAID, "none|picking|part"}, {NULL, NULL, "shipped"}},
	{"ship_part", "parcel|point",
		{"confirmed", OWED "|" PAID, "none|picking|part"}, {NULL, NULL, "part"}},
	{"ready", "pickup",
		{"confirmed", OWED "|" PAID, "none|picking"}, {NULL, NULL, "ready"}},
	{"deliver", "parcel|point",
		{"confirmed", PAID "|refunded", "shipped"}, {"completed", NULL, "delivered"}},
	{"deliver", "parcel|point",
		{"confirmed", "*", "shipped"}, {NULL, NULL, "delivered"}},
	{"deliver", "pickup",
		{"confirmed", PAID "|refunded", "ready"}, {"completed", NULL, "collected"}},
	{"deliver", "pickup",
		{"confirmed", "*", "ready"}, {NULL, NULL, "collected"}},
	/* Nothing has to go anywhere. */
	{"done", "none",
		{"confirmed", PAID, "none"}, {"completed", NULL, NULL}},
	{"cancel", "*",
		{"placed|confirmed", UNPAID "|refunded", "none|picking|ready"},
		{"cancelled", NULL, "cancelled"}},
	{"cancel", "*",
		{"placed|confirmed", "part|refund_due|" PAID, "none|picking|ready"},
		{"cancelled", "refund_due", "cancelled"}},
	/* Money that goes back. */
	{"refund", "*",
		{"*", "part|" PAID, "*"}, {NULL, "refunded", NULL}},
	{"refund_part", "*",
		{"cancelled", "refund_due", "*"}, {NULL, NULL, NULL}},
	{"refund_part", "*",
		{"*", "part|" PAID, "*"}, {NULL, "part_refunded", NULL}},
};
/* clang-format on */

static bool fits(const char *pattern, const char *state)
{
	if (strcmp(pattern, "*") == 0)
		return true;
	size_t n = strlen(state);
	while (*pattern) {
		size_t len = strcspn(pattern, "|");
		if (len == n && strncmp(pattern, state, n) == 0)
			return true;
		pattern += len + (pattern[len] == '|');
	}
	return false;
}

static const struct move *move_find(const struct order *o, const char *name)
{
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
		const struct move *m = &moves[i];
		if (strcmp(m->name, name) == 0 &&
			fits(m->delivery, o->delivery) &&
			fits(m->from.order, o->state) &&
			fits(m->from.payment, o->payment_state) &&
			fits(m->from.fulfilment, o->fulfilment))
			return m;
	}
	return NULL;
}

bool order_can(const struct order *o, const char *move)
{
	if (strcmp(move, "refund") == 0 && o->paid.minor <= 0)
		return false;
	return strcmp(move, "stay") == 0 || move_find(o, move) != NULL;
}

/* Guarded by rev: whoever moved it first wins, the other is ERR_CONFLICT. */
static int swap(struct cx *cx, struct order *o, const struct move *m)
{
	const char *state = m->to.order ? m->to.order : o->state;
	const char *payment = m->to.payment ? m->to.payment : o->payment_state;
	const char *fulfilment = m->to.fulfilment ? m->to.fulfilment
						  : o->fulfilment;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE orders SET state = :state, payment_state = :payment,"
		" fulfilment = :fulfilment, rev = rev + 1,"
		" paid_ms = CASE WHEN payment_state <> 'paid'"
		"  AND :payment = 'paid' THEN :now ELSE paid_ms END,"
		" shipped_ms = CASE WHEN fulfilment <> 'shipped'"
		"  AND :fulfilment = 'shipped' THEN :now ELSE shipped_ms END,"
		" delivered_ms = CASE WHEN delivered_ms IS NULL"
		"  AND :fulfilment IN ('delivered', 'collected') THEN :now"
		"  ELSE delivered_ms END,"
		" cancelled_ms = CASE WHEN :state <> 'cancelled' THEN NULL"
		"  WHEN state <> 'cancelled' THEN :now"
		"  ELSE cancelled_ms END"
		" WHERE id = :id AND rev = :rev");
	db_bind_text(q, ":state", state);
	db_bind_text(q, ":payment", payment);
	db_bind_text(q, ":fulfilment", fulfilment);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", o->id);
	db_bind_int(q, ":rev", o->rev);
	int rc = db_exec_one(q);
	if (rc < 0)
		return rc;
	o->state = state;
	o->payment_state = payment;
	o->fulfilment = fulfilment;
	o->rev++;
	return OK;
}

int order_step(struct cx *cx, struct order *o, const char *name)
{
	/* Money that does not change how far an order is. */
	static const struct move stay = {.name = "stay"};
	const struct move *m = strcmp(name, "stay") == 0 ? &stay
							 : move_find(o, name);
	bool was = strcmp(o->state, "cancelled") == 0;
	int rc = m ? swap(cx, o, m) : ERR_CONFLICT;
	if (rc == OK && was != (strcmp(o->state, "cancelled") == 0))
		rc = profile_ordered_order(cx, o->id);
	return rc == OK ? document_confirmed(cx, o->id) : rc;
}

int order_tell(struct cx *cx, const struct order *o, const char *event,
	const char *note, const char *mail)
{
	int rc = order_event_add(cx, o->id, event, note);
	if (rc == OK)
		rc = audit_add(cx, "order", o->id, event, NULL,
			audit_json(cx->arena, "state", o->state, "payment",
				o->payment_state, "fulfilment", o->fulfilment,
				"note", note ? note : "", NULL));
	if (rc == OK && mail)
		rc = order_mail(cx, mail, o->id, "customer", o->rev);
	return rc;
}

int order_moving(struct cx *cx, int64_t id, const char *name,
	int (*fn)(struct cx *cx, struct order *o, const void *arg),
	const void *arg)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct order o;
	rc = order_get(cx, id, &o);
	if (rc == OK)
		rc = order_can(&o, name) ? fn(cx, &o, arg) : ERR_CONFLICT;
	return db_end(cx->db, rc);
}

/* Parcels that have not left stay. */
static int unpack(struct cx *cx, int64_t order)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE shipment SET state = 'cancelled'"
		" WHERE orders = :order AND state IN ('picking', 'ready')");
	db_bind_int(q, ":order", order);
	return db_exec(q, NULL);
}

/* Uses of promotions are free again; what gift cards paid is on them again,
 * and those that it sold buy nothing. */
static int let_go(struct cx *cx, struct order *o)
{
	struct money back = money(0);
	int rc = promotion_release(cx, o->id);
	if (rc == OK)
		rc = gift_cards_block(cx, o->id);
	if (rc == OK)
		rc = gift_cards_return(cx, o->id, &back);
	o->paid.minor -= back.minor;
	return rc;
}

int order_undo(struct cx *cx, struct order *o, const char *reason)
{
	int rc = stock_release(cx, o->id);
	if (rc == OK)
		rc = order_count_sold(cx, o->id, -1);
	if (rc == OK)
		rc = let_go(cx, o);
	if (rc == OK)
		rc = payment_expire(cx, o->id);
	if (rc == OK)
		rc = unpack(cx, o->id);
	if (rc == OK)
		rc = order_step(cx, o, "cancel");
	/* Nothing of it is left to go back. */
	if (rc == OK && strcmp(o->payment_state, "refund_due") == 0 &&
		o->paid.minor == 0)
		rc = order_step(cx, o, "refund");
	/* Where money goes back it is credited with that. */
	struct money most;
	if (rc == OK)
		rc = refund_most(cx, o->id, &most);
	if (rc == OK && most.minor == 0)
		rc = credit_rest(cx, o->id, "cancelled");
	return rc == OK ? order_tell(
				  cx, o, "cancelled", reason, "order_cancelled")
			: rc;
}

static int do_cancel(struct cx *cx, struct order *o, const void *arg)
{
	/* The program lets go only of what is not paid; an
	 * invoice is a promise that the goods come first. */
	bool waits = strcmp(o->state, "placed") == 0 ||
		     (strcmp(o->payment, "on_pickup") == 0 &&
			     o->paid.minor - o->gift.minor <= 0);
	if (!cx->staff && !waits)
		return ERR_CONFLICT;
	return order_undo(cx, o, arg);
}

int order_cancel(struct cx *cx, int64_t id, const char *reason)
{
	return order_moving(cx, id, "cancel", do_cancel, reason ? reason : "");
}

static int list_overdue(struct cx *cx, int64_t **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM orders WHERE due_ms <= :now AND (state = 'placed'"
		" OR (state = 'confirmed' AND payment = 'on_pickup'))"
		" AND payment_state IN ('unpaid', 'pending', 'failed', 'part',"
		"  'refunded') AND fulfilment IN ('none', 'picking', 'ready') ORDER BY id");
	db_bind_int(q, ":now", cx->now);
	return db_ints(q, cx->arena, out, n);
}

int order_expire(struct cx *cx, int64_t *n)
{
	*n = 0;
	int64_t *ids;
	size_t count;
	int rc = list_overdue(cx, &ids, &count);
	if (rc < 0)
		return rc;
	/* one that fails does not keep the others */
	for (size_t i = 0; i < count; i++) {
		int one = order_cancel(cx, ids[i], "unpaid");
		if (one == OK)
			(*n)++;
		else if (one != ERR_CONFLICT) /* paid or gone meanwhile */
			rc = one;
	}
	return rc;
}
