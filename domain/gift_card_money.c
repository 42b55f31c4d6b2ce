/* Money on gift cards.  Each function is one guarded change of the balance
 * with its row of the ledger. */
#include <inttypes.h>

#include "domain/audit.h"
#include "domain/gift_card.h"
#include "domain/refund.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

int gift_card_move_add(struct cx *cx, const struct gift_card_move *m)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO gift_card_move (gift_card, kind, amount_minor,"
		" orders, ref, staff, note, at_ms)"
		" VALUES (:card, :kind, :amount, :order, :ref, :staff, :note,"
		" :now)");
	db_bind_int(q, ":card", m->card);
	db_bind_text(q, ":kind", m->kind);
	db_bind_int(q, ":amount", m->amount.minor);
	db_bind_or_null(q, ":order", m->order);
	db_bind_text(q, ":ref", m->ref);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_text(q, ":note", m->note ? m->note : "");
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

/* The order's side of it. */
static int order_ledger(
	struct cx *cx, int64_t order, int64_t amount_minor, const char *ref)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO money_move (orders, kind, amount_minor, ref,"
		" staff, at_ms)"
		" VALUES (:order, 'gift_card', :amount, :ref, :staff, :now)");
	db_bind_int(q, ":order", order);
	db_bind_int(q, ":amount", amount_minor);
	db_bind_text(q, ":ref", ref);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

static int take(struct cx *cx, int64_t card, struct money amount)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE gift_card SET balance_minor = balance_minor - :amount,"
		" rev = rev + 1 WHERE id = :card AND state = 'active'"
		" AND (expires_ms IS NULL OR expires_ms > :now)"
		" AND balance_minor >= :amount");
	db_bind_int(q, ":amount", amount.minor);
	db_bind_int(q, ":card", card);
	db_bind_int(q, ":now", cx->now);
	return db_exec_one(q);
}

int gift_card_redeem(
	struct cx *cx, int64_t card, int64_t order, struct money amount)
{
	if (amount.minor <= 0)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	const char *ref = arena_printf(cx->arena,
		"gift_card/%" PRId64 "/%" PRId64 "/redeemed", order, card);
	rc = take(cx, card, amount);
	if (rc == OK)
		rc = gift_card_move_add(
			cx, &(struct gift_card_move){.card = card,
				    .kind = "redeemed",
				    .amount = money(-amount.minor),
				    .order = order,
				    .ref = ref});
	if (rc == OK)
		rc = order_ledger(cx, order, amount.minor, ref);
	return db_end(cx->db, rc);
}

static int ref_is_known(struct cx *cx, const char *ref, int64_t *known)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT count(*) FROM gift_card_move WHERE ref = :ref");
	db_bind_text(q, ":ref", ref);
	int rc = db_one(q);
	if (rc == OK)
		*known = db_next_int(q);
	db_done(q);
	return rc;
}

enum { RETURNED_DAYS = 365 };

/* Never more than the order has taken from this card.  Money that comes back
 * can be spent for a year at least, also when the card had ended. */
static int give_back(
	struct cx *cx, int64_t card, int64_t order, struct money amount)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE gift_card SET balance_minor = balance_minor + :amount,"
		" expires_ms = CASE WHEN expires_ms < :least THEN :least"
		"  ELSE expires_ms END, rev = rev + 1 WHERE id = :card"
		" AND (SELECT coalesce(-sum(m.amount_minor), 0)"
		"  FROM gift_card_move m WHERE m.gift_card = gift_card.id"
		"  AND m.orders = :order"
		"  AND m.kind IN ('redeemed', 'returned')) >= :amount");
	db_bind_int(q, ":amount", amount.minor);
	db_bind_int(q, ":least",
		clock_next_midnight(cx->now + RETURNED_DAYS * MS_DAY) - 1);
	db_bind_int(q, ":card", card);
	db_bind_int(q, ":order", order);
	return db_exec_one(q);
}

static int do_return(struct cx *cx, int64_t card, int64_t order,
	struct money amount, const char *ref)
{
	int64_t known = 0;
	int rc = ref_is_known(cx, ref, &known);
	if (rc < 0 || known)
		return rc;
	rc = give_back(cx, card, order, amount);
	if (rc == OK)
		rc = gift_card_move_add(
			cx, &(struct gift_card_move){.card = card,
				    .kind = "returned",
				    .amount = amount,
				    .order = order,
				    .ref = ref});
	return rc == OK ? order_ledger(cx, order, -amount.minor, ref) : rc;
}

int gift_card_return(struct cx *cx, int64_t card, int64_t order,
	struct money amount, const char *ref)
{
	if (amount.minor <= 0)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, do_return(cx, card, order, amount, ref));
}

enum { PAID_MAX = 20 };

int gift_cards_paid(
	struct cx *cx, int64_t order, struct gift_card_paid **out, size_t *n)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct gift_card_paid, PAID_MAX);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT g.id, g.tail, CAST(-sum(m.amount_minor) AS BIGINT),"
		" max(m.id) FROM gift_card_move m"
		" JOIN gift_card g ON g.id = m.gift_card"
		" WHERE m.orders = :order"
		" AND m.kind IN ('redeemed', 'returned')"
		" GROUP BY g.id, g.tail HAVING sum(m.amount_minor) < 0"
		" ORDER BY g.id");
	db_bind_int(q, ":order", order);
	int rc = OK;
	while (*n < PAID_MAX && (rc = db_step(q)) > 0) {
		struct gift_card_paid *p = &(*out)[(*n)++];
		p->card = db_next_int(q);
		p->tail = db_next_text(q, cx->arena);
		p->amount = money(db_next_int(q));
		p->last_move = db_next_int(q);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

int gift_cards_return(struct cx *cx, int64_t order, struct money *all)
{
	struct gift_card_paid *paid;
	struct money most;
	size_t n = 0;
	*all = money(0);
	int rc = gift_cards_paid(cx, order, &paid, &n);
	if (rc == OK)
		rc = refund_most(cx, order, &most);
	for (size_t i = 0; rc == OK && i < n; i++) {
		/* some of it may have gone back another way */
		int64_t left = most.minor - all->minor;
		if (paid[i].amount.minor > left)
			paid[i].amount = money(left);
		if (left <= 0)
			break;
		/* the last row names what is returned: once */
		rc = gift_card_return(cx, paid[i].card, order, paid[i].amount,
			arena_printf(cx->arena,
				"gift_card/%" PRId64 "/%" PRId64
				"/returned/%" PRId64,
				order, paid[i].card, paid[i].last_move));
		all->minor += paid[i].amount.minor;
	}
	return rc;
}

static int audit(struct cx *cx, int64_t card, const char *action,
	struct money amount, const char *note)
{
	return audit_add(cx, "gift_card", card, action, NULL,
		audit_json(cx->arena, "amount", money_plain(cx->arena, amount),
			"note", note, NULL));
}

static int do_correct(struct cx *cx, int64_t card, int64_t rev,
	struct money balance, const char *note)
{
	struct gift_card was;
	int rc = gift_card_get(cx, card, &was);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE gift_card SET balance_minor = :balance, rev = rev + 1"
		" WHERE id = :card AND rev = :rev AND state <> 'waiting'");
	db_bind_int(q, ":balance", balance.minor);
	db_bind_int(q, ":card", card);
	db_bind_int(q, ":rev", rev);
	rc = db_exec_one(q);
	struct money by = money(balance.minor - was.balance.minor);
	if (rc == OK)
		rc = gift_card_move_add(cx,
			&(struct gift_card_move){.card = card,
				.kind = "corrected",
				.amount = by,
				.ref = arena_printf(cx->arena,
					"gift_card/%" PRId64 "/rev/%" PRId64,
					card, rev),
				.note = note});
	return rc == OK ? audit(cx, card, "balance", balance, note) : rc;
}

int gift_card_correct(struct cx *cx, int64_t card, int64_t rev,
	struct money balance, const char *note)
{
	if (balance.minor < 0 || balance.minor > MONEY_MAX)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, do_correct(cx, card, rev, balance, note));
}

int gift_card_set_blocked(
	struct cx *cx, int64_t card, int64_t rev, bool blocked)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE gift_card SET state = :to, rev = rev + 1"
		" WHERE id = :card AND rev = :rev AND state = :from");
	db_bind_text(q, ":to", blocked ? "blocked" : "active");
	db_bind_text(q, ":from", blocked ? "active" : "blocked");
	db_bind_int(q, ":card", card);
	db_bind_int(q, ":rev", rev);
	rc = db_exec_one(q);
	if (rc == OK)
		rc = audit_add(cx, "gift_card", card,
			blocked ? "block" : "unblock", NULL, NULL);
	return db_end(cx->db, rc);
}

int gift_card_moves(
	struct cx *cx, int64_t card, struct gift_card_move **out, size_t *n)
{
	enum { MOVES_MAX = 500 };
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct gift_card_move, MOVES_MAX);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT m.kind, m.amount_minor, coalesce(m.orders, 0),"
		" coalesce(o.number, 0), m.ref, m.note, m.at_ms,"
		" coalesce(s.name, '')"
		" FROM gift_card_move m LEFT JOIN orders o ON o.id = m.orders"
		" LEFT JOIN staff s ON s.id = m.staff"
		" WHERE m.gift_card = :card ORDER BY m.id DESC");
	db_bind_int(q, ":card", card);
	int rc = OK;
	while (*n < MOVES_MAX && (rc = db_step(q)) > 0) {
		struct gift_card_move *m = &(*out)[(*n)++];
		m->card = card;
		m->kind = db_next_text(q, cx->arena);
		m->amount = money(db_next_int(q));
		m->order = db_next_int(q);
		m->number = db_next_int(q);
		m->ref = db_next_text(q, cx->arena);
		m->note = db_next_text(q, cx->arena);
		m->at_ms = db_next_int(q);
		m->who = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}
