/* Money and orders: what comes in, what goes back. */
#include <inttypes.h>
#include <string.h>

#include "domain/gift_card.h"
#include "domain/order.h"
#include "domain/order_trace.h"
#include "domain/payment.h"
#include "domain/promotion.h"
#include "domain/refund.h"
#include "domain/stock.h"
#include "lib/db.h"
#include "lib/err.h"

static int ledger_add(struct cx *cx, int64_t order, const char *kind,
	int64_t amount_minor, const char *ref)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO money_move (orders, kind, amount_minor, ref,"
		" staff, at_ms)"
		" VALUES (:order, :kind, :amount, :ref, :staff, :now)");
	db_bind_int(q, ":order", order);
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":amount", amount_minor);
	db_bind_text(q, ":ref", ref);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

/* Paid goods are kept for as long as it takes. */
static int hold_for_good(struct cx *cx, int64_t order)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE stock_hold SET expires_ms = NULL"
		" WHERE state = 'active' AND order_line IN"
		" (SELECT l.id FROM order_line l WHERE l.orders = :order)");
	db_bind_int(q, ":order", order);
	return db_exec(q, NULL);
}

static int credited(struct cx *cx, int64_t order, struct money *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CAST(coalesce(sum(k.gross_minor), 0) AS BIGINT)"
		" FROM credit c JOIN credit_line k ON k.credit = c.id"
		" WHERE c.orders = :order");
	db_bind_int(q, ":order", order);
	int rc = db_one(q);
	if (rc == OK)
		*out = money(db_next_int(q));
	db_done(q);
	return rc;
}

/* More than it costs: the rest has to go back, and the owner is told. */
static int too_much(struct cx *cx, struct order *o)
{
	struct money balance = {0};
	int rc = refund_balance(cx, o->id, &balance);
	if (rc == OK)
		rc = order_step(cx, o,
			balance.minor < 0 && order_can(o, "pay_back")
				? "pay_back"
				: "stay");
	if (rc == OK)
		rc = order_mail(cx, "owner_order", o->id, "owner", o->rev);
	return rc == OK ? order_tell(cx, o, "paid_again", "", NULL) : rc;
}

/* A step that may be the last one: nothing has to be sent. */
static int step_paid(struct cx *cx, struct order *o)
{
	int rc = order_step(cx, o, "pay");
	if (rc == OK && order_can(o, "done"))
		rc = order_step(cx, o, "done");
	if (rc == OK)
		rc = gift_cards_issue(cx, o->id);
	return rc == OK ? order_tell(cx, o, "paid", "", "order_paid") : rc;
}

/* Late money for a cancelled order.  What was credited meanwhile is not sold
 * again. */
static int come_back(struct cx *cx, struct order *o)
{
	struct money off = {0};
	int rc = credited(cx, o->id, &off);
	if (rc < 0)
		return rc;
	bool enough = order_can(o, "pay") && off.minor == 0 &&
		      o->paid.minor >= o->total.minor;
	rc = enough ? promotion_again(cx, o->id) : ERR_CONFLICT;
	if (rc == OK)
		rc = stock_hold_again(cx, o->id);
	if (rc == ERR_CONFLICT) {
		rc = promotion_release(cx, o->id);
		if (rc == OK)
			rc = order_step(cx, o, "pay_back");
		if (rc == OK)
			rc = order_tell(cx, o, "paid_late", "", NULL);
		if (rc == OK)
			rc = order_mail(
				cx, "owner_order", o->id, "owner", o->rev);
		return rc;
	}
	if (rc == OK)
		rc = order_count_sold(cx, o->id, 1);
	if (rc == OK)
		rc = step_paid(cx, o);
	return rc == OK && o->paid.minor > o->total.minor ? too_much(cx, o)
							  : rc;
}

int order_paid_up(struct cx *cx, struct order *o)
{
	int rc = hold_for_good(cx, o->id);
	if (rc == OK) /* other attempts are not waited for any more */
		rc = payment_expire(cx, o->id);
	return rc == OK ? step_paid(cx, o) : rc;
}

int order_money_in(
	struct cx *cx, int64_t order, struct money amount, const char *ref)
{
	struct order o;
	int rc = ledger_add(cx, order, "capture", amount.minor, ref);
	if (rc == OK)
		rc = order_get(cx, order, &o);
	if (rc != OK)
		return rc;
	if (strcmp(o.state, "cancelled") == 0)
		return come_back(cx, &o);
	if (!order_can(&o, "pay"))
		return too_much(cx, &o);
	/* What was credited meanwhile is not asked for. */
	struct money balance = {0};
	rc = refund_balance(cx, order, &balance);
	if (rc != OK)
		return rc;
	if (balance.minor > 0) {
		/* a step either way: of two parts at once neither may miss
		 * that the other made it enough */
		rc = order_step(cx, &o,
			order_can(&o, "pay_part") ? "pay_part" : "stay");
		return rc == OK ? order_tell(cx, &o, "paid_in_part", "", NULL)
				: rc;
	}
	rc = order_paid_up(cx, &o);
	return rc == OK && balance.minor < 0 ? too_much(cx, &o) : rc;
}

int order_payment_failed(struct cx *cx, int64_t order)
{
	struct order o;
	int rc = order_get(cx, order, &o);
	if (rc < 0)
		return rc;
	if (!order_can(&o, "fail"))
		return OK; /* paid in another way, or cancelled, meanwhile */
	rc = order_step(cx, &o, "fail");
	return rc == OK ? order_tell(cx, &o, "payment_failed", "", NULL) : rc;
}

int order_payment_pending(struct cx *cx, int64_t order)
{
	struct order o;
	int rc = order_get(cx, order, &o);
	if (rc < 0)
		return rc;
	return order_can(&o, "wait") ? order_step(cx, &o, "wait") : OK;
}

static int do_pay(struct cx *cx, struct order *o, const void *arg)
{
	(void)arg;
	struct payment payment = {0};
	struct money owed = money(o->total.minor - o->paid.minor);
	bool late = strcmp(o->state, "cancelled") == 0;
	int rc = late ? OK : refund_balance(cx, o->id, &owed);
	if (rc == OK)
		rc = payment_by_hand(cx, o->id, owed, &payment);
	if (rc < 0)
		return rc;
	return order_money_in(cx, o->id, owed,
		arena_printf(cx->arena, "payment/%" PRId64, payment.id));
}

int order_mark_paid(struct cx *cx, int64_t id)
{
	return order_moving(cx, id, "pay", do_pay, NULL);
}

int order_money_gone(struct cx *cx, int64_t order, struct money amount)
{
	struct order o;
	struct money off = {0}, balance = {0};
	int rc = order_get(cx, order, &o);
	if (rc == OK)
		rc = credited(cx, order, &off);
	if (rc == OK)
		rc = refund_balance(cx, order, &balance);
	if (rc != OK)
		return rc;
	const char *step = "refund_part";
	bool whole = off.minor == 0 && o.paid.minor >= o.total.minor;
	bool due = strcmp(o.payment_state, "refund_due") == 0;
	if (o.paid.minor <= 0)
		step = "refund";
	else if (due && balance.minor < 0) /* not all of it yet */
		step = "stay";
	else if (strcmp(o.state, "cancelled") != 0 && whole)
		/* it was too much: the order is paid as ever */
		step = o.paid.minor == o.total.minor &&
				       order_can(&o, "pay_enough")
			       ? "pay_enough"
			       : "stay";
	rc = order_step(cx, &o, step);
	return rc == OK ? order_tell(cx, &o, "refunded",
				  money_plain(cx->arena, amount), NULL)
			: rc;
}

int order_money_out(
	struct cx *cx, int64_t order, struct money amount, const char *ref)
{
	int rc = ledger_add(cx, order, "refund", -amount.minor, ref);
	return rc == OK ? order_money_gone(cx, order, amount) : rc;
}
