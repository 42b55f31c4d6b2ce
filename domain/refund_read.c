/* Reading refunds and what an order still owes. */
#include "domain/refund.h"

#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

static void read_refund(struct cx *cx, struct db_stmt *q, struct refund *r)
{
	struct arena *a = cx->arena;
	*r = (struct refund){.id = db_next_int(q)};
	r->order = db_next_int(q);
	r->payment = db_next_int(q);
	r->gift_card = db_next_int(q);
	r->credit = db_next_int(q);
	r->return_case = db_next_int(q);
	r->stamp = db_next_text(q, a);
	r->provider_ref = db_next_text(q, a);
	r->state = db_next_text(q, a);
	r->reason = db_next_text(q, a);
	r->note = db_next_text(q, a);
	r->problem = db_next_text(q, a);
	r->amount = money(db_next_int(q));
	r->created_ms = db_next_int(q);
	r->updated_ms = db_next_int(q);
	r->provider = db_next_text(q, a);
}

int refund_list(struct cx *cx, int64_t order, struct refund **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT r.id, r.orders, r.payment, r.gift_card, r.credit,"
		" r.return_case, r.stamp, r.provider_ref, r.state, r.reason,"
		" r.note, r.problem, r.amount_minor, r.created_ms,"
		" r.updated_ms, CASE WHEN r.gift_card IS NOT NULL"
		"  THEN 'gift_card' ELSE coalesce(p.provider, 'hand') END"
		" FROM refund r LEFT JOIN payment p ON p.id = r.payment"
		" WHERE r.orders = :order ORDER BY r.id");
	db_bind_int(q, ":order", order);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		read_refund(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}

int refund_get(struct cx *cx, int64_t id, struct refund *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT r.id, r.orders, r.payment, r.gift_card, r.credit,"
		" r.return_case, r.stamp, r.provider_ref, r.state, r.reason,"
		" r.note, r.problem, r.amount_minor, r.created_ms,"
		" r.updated_ms, CASE WHEN r.gift_card IS NOT NULL"
		"  THEN 'gift_card' ELSE coalesce(p.provider, 'hand') END"
		" FROM refund r LEFT JOIN payment p ON p.id = r.payment"
		" WHERE r.id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		read_refund(cx, q, out);
	db_done(q);
	return rc;
}

int refund_balance(struct cx *cx, int64_t order, struct money *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE o.state WHEN 'cancelled' THEN 0 ELSE"
		"  o.total_minor + o.changed_minor -"
		"  (SELECT CAST(coalesce(sum(k.gross_minor), 0) AS BIGINT)"
		"   FROM credit c JOIN credit_line k ON k.credit = c.id"
		"   WHERE c.orders = o.id) END -"
		" (SELECT CAST(coalesce(sum(m.amount_minor), 0) AS BIGINT)"
		"  FROM money_move m WHERE m.orders = o.id) +"
		" (SELECT CAST(coalesce(sum(r.amount_minor), 0) AS BIGINT)"
		"  FROM refund r WHERE r.orders = o.id"
		"  AND r.state IN ('requested', 'sent'))"
		" FROM orders o WHERE o.id = :order");
	db_bind_int(q, ":order", order);
	int rc = db_one(q);
	if (rc == OK)
		*out = money(db_next_int(q));
	db_done(q);
	return rc;
}

int refund_most(struct cx *cx, int64_t order, struct money *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT (SELECT CAST(coalesce(sum(m.amount_minor), 0)"
		"  AS BIGINT) FROM money_move m WHERE m.orders = :order) -"
		" (SELECT CAST(coalesce(sum(r.amount_minor), 0) AS BIGINT)"
		"  FROM refund r WHERE r.orders = :order"
		"  AND r.state IN ('requested', 'sent'))");
	db_bind_int(q, ":order", order);
	int rc = db_one(q);
	if (rc == OK)
		*out = money(db_next_int(q));
	db_done(q);
	return rc;
}
