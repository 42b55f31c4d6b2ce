/* The machine of a refund: asked for, sent, done or failed. */
#include "domain/refund_parts.h"

#include <inttypes.h>
#include <string.h>

#include "domain/gift_card.h"
#include "domain/order_trace.h"
#include "domain/outbox.h"
#include "lib/arena.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

int refund_job_add(struct cx *cx, int64_t id)
{
	struct arena *a = cx->arena;
	return outbox_add(cx, "refund",
		arena_printf(a, "refund/%" PRId64 "/%" PRId64, id, cx->now),
		arena_printf(a, "{\"refund\":%" PRId64 "}", id), cx->now);
}

/* Everything else is refused. */
static const struct {
	const char *from, *to;
} moves[] = {
	{"requested", "sent"},
	{"sent", "done"},
	{"sent", "failed"},
	{"failed", "requested"},
};

static bool may_move(const char *from, const char *to)
{
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++)
		if (is(moves[i].from, from) && is(moves[i].to, to))
			return true;
	return false;
}

/* Guarded by where it stands. */
static int swap(struct cx *cx, const struct refund *r, const char *to,
	const char *provider_ref, const char *problem)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE refund SET state = :to, problem = :problem,"
		" provider_ref = CASE WHEN CAST(:ref AS TEXT) = ''"
		"  THEN provider_ref ELSE :ref END,"
		" next_check_ms = CASE WHEN :to IN ('done', 'failed')"
		"  THEN NULL ELSE next_check_ms END,"
		" updated_ms = :now WHERE id = :id AND state = :from");
	db_bind_text(q, ":to", to);
	db_bind_text(q, ":problem", problem ? problem : "");
	db_bind_text(q, ":ref", provider_ref ? provider_ref : "");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", r->id);
	db_bind_text(q, ":from", r->state);
	return db_exec_one(q);
}

static int card_paid(struct cx *cx, const struct refund *r, bool *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM gift_card_move WHERE gift_card = :card"
		" AND orders = :order AND kind = 'redeemed'");
	db_bind_int(q, ":card", r->gift_card);
	db_bind_int(q, ":order", r->order);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q) > 0;
	db_done(q);
	return rc;
}

static int done(struct cx *cx, const struct refund *r)
{
	const char *ref = arena_printf(cx->arena, "refund/r%" PRId64, r->id);
	if (!r->gift_card)
		return order_money_out(cx, r->order, r->amount, ref);
	bool took = false;
	int rc = card_paid(cx, r, &took);
	if (rc < 0)
		return rc;
	if (!took) /* a card that was made for it */
		return order_money_out(cx, r->order, r->amount, ref);
	/* The card's ledger and the order's in one. */
	rc = gift_card_return(cx, r->gift_card, r->order, r->amount, ref);
	return rc == OK ? order_money_gone(cx, r->order, r->amount) : rc;
}

/* The provider said no to the old one, and would say so again. */
static int stamp_anew(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE refund SET stamp = :stamp WHERE id = :id");
	db_bind_text(q, ":stamp", crypt_token(cx->arena));
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

/* What failed may be tried again while the money is still with the shop. */
static int again(struct cx *cx, const struct refund *r)
{
	struct money most = {0};
	int rc = refund_most(cx, r->order, &most);
	if (rc == OK && most.minor < 0)
		rc = ERR_CONFLICT;
	if (rc == OK)
		rc = stamp_anew(cx, r->id);
	return rc == OK && r->payment ? refund_job_add(cx, r->id) : rc;
}

/* The order's rev is the lock that all its refunds take. */
static int lock_order(struct cx *cx, int64_t order)
{
	struct order o;
	int rc = order_get(cx, order, &o);
	return rc == OK ? order_step(cx, &o, "stay") : rc;
}

static int move(struct cx *cx, int64_t id, const char *to,
	const char *provider_ref, const char *problem)
{
	struct refund r;
	int rc = refund_get(cx, id, &r);
	if (rc == OK && !may_move(r.state, to))
		rc = ERR_CONFLICT;
	if (rc == OK && is(to, "requested"))
		rc = lock_order(cx, r.order);
	if (rc == OK)
		rc = swap(cx, &r, to, provider_ref, problem);
	if (rc == OK && is(to, "done"))
		rc = done(cx, &r);
	if (rc == OK && is(to, "requested"))
		rc = again(cx, &r);
	if (rc == OK && is(to, "failed"))
		rc = order_event_add(
			cx, r.order, "refund_failed", problem ? problem : "");
	return rc;
}

int refund_move(struct cx *cx, int64_t id, const char *to,
	const char *provider_ref, const char *problem)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, move(cx, id, to, provider_ref, problem));
}

int refund_finish(struct cx *cx, int64_t id)
{
	int rc = refund_move(cx, id, "sent", "", "");
	return rc == OK ? refund_move(cx, id, "done", "", "") : rc;
}

static int to_hand(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE refund SET payment = NULL, state = 'requested',"
		" staff = :staff, updated_ms = :now WHERE id = :id"
		" AND (state = 'failed' OR (state = 'requested'"
		"  AND payment IS NULL AND gift_card IS NULL))");
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

static int by_hand(struct cx *cx, int64_t id)
{
	struct refund r;
	int rc = refund_get(cx, id, &r);
	if (rc == OK)
		rc = lock_order(cx, r.order);
	if (rc == OK)
		rc = to_hand(cx, id);
	r.payment = 0;
	if (rc == OK && is(r.state, "failed"))
		rc = again(cx, &r);
	return rc == OK ? refund_finish(cx, id) : rc;
}

int refund_by_hand(struct cx *cx, int64_t id)
{
	int rc = db_begin(cx->db);
	return rc < 0 ? rc : db_end(cx->db, by_hand(cx, id));
}
