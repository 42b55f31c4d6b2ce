/* Money and what orders say of it: counted where it does not agree. */
#include "domain/health.h"

#include "lib/db.h"
#include "lib/err.h"

/* Adds to *sum what a query counts. */
static int add(struct db_stmt *q, int64_t *sum)
{
	int rc = db_one(q);
	if (rc == OK)
		*sum += db_next_int(q);
	db_done(q);
	return rc;
}

/* A line's sum: as placed, with what was taken off it and what was changed. */
#define LINE_SUM                                                        \
	"CASE WHEN l.added_ms IS NULL THEN l.qty * l.unit_minor"        \
	" ELSE 0 END + coalesce((SELECT CAST(sum(a.amount_minor)"       \
	"  AS BIGINT) FROM adjustment a WHERE a.order_line = l.id), 0)" \
	" + coalesce((SELECT CAST(sum(c.amount_minor) AS BIGINT)"       \
	"  FROM line_change c WHERE c.order_line = l.id), 0)"

/* Total, lines and taxes of an order. */
static int totals(struct cx *cx, int64_t *sum)
{
	int rc = add(DB_SQL(cx->db, "SELECT count(*) FROM orders o WHERE"
				    " o.total_minor <> o.goods_minor +"
				    "  o.discount_minor + o.delivery_minor"
				    " OR o.total_minor + o.changed_minor <>"
				    " coalesce((SELECT CAST(sum(" LINE_SUM
				    ") AS BIGINT) FROM order_line l"
				    " WHERE l.orders = o.id), 0)"
				    " OR o.total_minor + o.changed_minor <>"
				    " coalesce((SELECT CAST(sum(t.gross_minor)"
				    " AS BIGINT) FROM order_tax t"
				    " WHERE t.orders = o.id), 0)"),
		sum);
	if (rc == OK)
		rc = add(DB_SQL(cx->db,
				 "SELECT count(*) FROM order_line l"
				 " WHERE " LINE_SUM " <"
				 " coalesce((SELECT CAST(sum(k.gross_minor)"
				 "  AS BIGINT) FROM credit_line k"
				 "  WHERE k.order_line = l.id), 0)"),
			sum);
	/* half up: 2 * vat * (1 + rate) is within 1 + rate of 2 * gross * rate
	 */
	if (rc == OK)
		rc = add(DB_SQL(cx->db,
				 "SELECT count(*) FROM order_tax t"
				 " WHERE t.rate_bp > 0 AND NOT"
				 " (2 * t.vat_minor * (10000 + t.rate_bp)"
				 "   - 2 * t.gross_minor * t.rate_bp"
				 "   <= 10000 + t.rate_bp"
				 "  AND 2 * t.gross_minor * t.rate_bp"
				 "   - 2 * t.vat_minor * (10000 + t.rate_bp)"
				 "   < 10000 + t.rate_bp)"),
			sum);
	return rc;
}

/* What came and went against payments, refunds and gift cards. */
static int ledgers(struct cx *cx, int64_t *sum)
{
	int rc = add(DB_SQL(cx->db,
			     "SELECT count(*) FROM orders o WHERE"
			     " coalesce((SELECT CAST(sum(p.amount_minor)"
			     "  AS BIGINT) FROM payment p WHERE p.orders = o.id"
			     "  AND p.state = 'paid'), 0) <>"
			     " coalesce((SELECT CAST(sum(m.amount_minor)"
			     "  AS BIGINT) FROM money_move m"
			     "  WHERE m.orders = o.id"
			     "  AND m.kind = 'capture'), 0)"),
		sum);
	if (rc == OK)
		rc = add(DB_SQL(cx->db,
				 "SELECT count(*) FROM refund r WHERE"
				 " (r.state = 'done') <> EXISTS"
				 " (SELECT 1 FROM money_move m"
				 "  WHERE m.orders = r.orders"
				 "  AND m.ref = 'refund/r' ||"
				 "   CAST(r.id AS TEXT)"
				 "  AND m.amount_minor = -r.amount_minor)"),
			sum);
	if (rc == OK)
		rc = add(DB_SQL(cx->db,
				 "SELECT count(*) FROM orders o WHERE"
				 " coalesce((SELECT CAST(sum(m.amount_minor)"
				 "  AS BIGINT) FROM money_move m"
				 "  WHERE m.orders = o.id), 0) <"
				 " coalesce((SELECT CAST(sum(r.amount_minor)"
				 "  AS BIGINT) FROM refund r"
				 "  WHERE r.orders = o.id"
				 "  AND r.state IN ('requested', 'sent')), 0)"),
			sum);
	if (rc == OK)
		rc = add(DB_SQL(cx->db,
				 "SELECT count(*) FROM orders o WHERE"
				 " coalesce((SELECT CAST(sum(m.amount_minor)"
				 "  AS BIGINT) FROM money_move m"
				 "  WHERE m.orders = o.id"
				 "  AND m.kind = 'gift_card'), 0) <>"
				 " -coalesce((SELECT CAST(sum(g.amount_minor)"
				 "  AS BIGINT) FROM gift_card_move g"
				 "  WHERE g.orders = o.id AND g.kind IN"
				 "  ('redeemed', 'returned')), 0)"),
			sum);
	return rc;
}

/* What an order says of its money, by its rows; away: on its way back. */
static int states(struct cx *cx, int64_t *sum)
{
	return add(DB_SQL(cx->db,
			   "SELECT count(*) FROM (SELECT o.payment_state AS s,"
			   " CASE o.state WHEN 'cancelled' THEN 0 ELSE"
			   "  o.total_minor + o.changed_minor -"
			   "  coalesce((SELECT CAST(sum(k.gross_minor)"
			   "   AS BIGINT) FROM credit c JOIN credit_line k"
			   "   ON k.credit = c.id WHERE c.orders = o.id), 0)"
			   "  END AS due, coalesce((SELECT"
			   "  CAST(sum(m.amount_minor) AS BIGINT)"
			   "  FROM money_move m WHERE m.orders = o.id), 0)"
			   "  AS has, coalesce((SELECT"
			   "  CAST(sum(r.amount_minor) AS BIGINT)"
			   "  FROM refund r WHERE r.orders = o.id"
			   "  AND r.state IN ('requested', 'sent')), 0)"
			   "  AS away FROM orders o) x"
			   " WHERE (x.s IN ('paid', 'part_refunded')"
			   "  AND x.has < x.due)"
			   " OR (x.s IN ('unpaid', 'pending', 'failed',"
			   "  'refunded') AND x.has <> 0)"
			   " OR (x.s IN ('part', 'part_refunded', 'refund_due')"
			   "  AND x.has <= 0)"
			   " OR (x.s = 'part' AND x.has - x.away >= x.due"
			   "  AND x.due > 0)"
			   " OR (x.s = 'refund_due' AND x.has <= x.due)"),
		sum);
}

int64_t health_orders(struct cx *cx)
{
	int64_t sum = 0;
	int rc = totals(cx, &sum);
	if (rc == OK)
		rc = ledgers(cx, &sum);
	if (rc == OK)
		rc = states(cx, &sum);
	return rc < 0 ? rc : sum;
}

int64_t health_gift_cards(struct cx *cx)
{
	int64_t sum = 0;
	int rc = add(DB_SQL(cx->db, "SELECT count(*) FROM gift_card g WHERE"
				    " g.balance_minor <> coalesce((SELECT"
				    "  CAST(sum(m.amount_minor) AS BIGINT)"
				    "  FROM gift_card_move m"
				    "  WHERE m.gift_card = g.id), 0)"),
		&sum);
	/* worth something though the order that sold it is cancelled */
	if (rc == OK)
		rc = add(DB_SQL(cx->db,
				 "SELECT count(*) FROM gift_card g"
				 " JOIN order_line l ON l.id = g.order_line"
				 " JOIN orders o ON o.id = l.orders"
				 " WHERE o.state = 'cancelled'"
				 " AND g.state = 'active'"
				 " AND g.balance_minor > 0"),
			&sum);
	return rc < 0 ? rc : sum;
}

int64_t health_promotions(struct cx *cx)
{
	int64_t sum = 0;
	int rc = add(DB_SQL(cx->db,
			     "SELECT count(*) FROM promotion p WHERE p.used <>"
			     " (SELECT count(*) FROM promotion_use u"
			     "  WHERE u.promotion = p.id"
			     "  AND u.released_ms IS NULL)"),
		&sum);
	if (rc == OK)
		rc = add(DB_SQL(cx->db,
				 "SELECT count(*) FROM coupon k WHERE k.used <>"
				 " (SELECT count(*) FROM promotion_use u"
				 "  WHERE u.coupon = k.id"
				 "  AND u.released_ms IS NULL)"),
			&sum);
	/* taken off by it, or off the delivery, and counted as that much */
	if (rc == OK)
		rc = add(DB_SQL(cx->db,
				 "SELECT count(*) FROM promotion_use u WHERE"
				 " u.amount_minor <> -coalesce((SELECT"
				 "  CAST(sum(a.amount_minor) AS BIGINT)"
				 "  FROM order_line l JOIN adjustment a"
				 "  ON a.order_line = l.id"
				 "  WHERE l.orders = u.orders"
				 "  AND a.promotion = u.promotion), 0)"),
			&sum);
	return rc < 0 ? rc : sum;
}
