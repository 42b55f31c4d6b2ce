/* Payment attempts: one row each, moved by the table below alone. */
#include "domain/payment.h"

#include <inttypes.h>
#include <string.h>

#include "domain/order.h"
#include "domain/order_trace.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"

/* Everything else is refused.  A late truth wins: "paid" after a failure or
 * an end; "paid" itself is final. */
static const struct {
	const char *from, *to;
} moves[] = {
	{"created", "pending"},
	{"created", "failed"},
	{"created", "expired"},
	{"pending", "paid"},
	{"pending", "authorised"},
	{"pending", "failed"},
	{"pending", "expired"},
	{"authorised", "paid"},
	{"authorised", "voided"},
	{"failed", "paid"},
	{"expired", "paid"},
};

static bool may_move(const char *from, const char *to)
{
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++)
		if (strcmp(moves[i].from, from) == 0 &&
			strcmp(moves[i].to, to) == 0)
			return true;
	return false;
}

/* Guarded by where it stands: somebody else's move is ERR_CONFLICT. */
static int payment_move(struct cx *cx, struct payment *p, const char *to)
{
	if (!may_move(p->state, to))
		return ERR_CONFLICT;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE payment SET state = :to, updated_ms = :now"
		" WHERE id = :id AND state = :from");
	db_bind_text(q, ":to", to);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", p->id);
	db_bind_text(q, ":from", p->state);
	int rc = db_exec_one(q);
	if (rc == OK)
		p->state = to;
	return rc;
}

static void read_payment(struct cx *cx, struct db_stmt *q, struct payment *p)
{
	p->id = db_next_int(q);
	p->order = db_next_int(q);
	p->number = db_next_int(q);
	p->provider = db_next_text(q, cx->arena);
	p->stamp = db_next_text(q, cx->arena);
	p->state = db_next_text(q, cx->arena);
	p->amount = money(db_next_int(q));
	p->order_token = order_token(cx, p->order);
}

int payment_by_stamp(struct cx *cx, const char *stamp, struct payment *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.id, p.orders, o.number, p.provider, p.stamp,"
		" p.state, p.amount_minor FROM payment p"
		" JOIN orders o ON o.id = p.orders WHERE p.stamp = :stamp");
	db_bind_text(q, ":stamp", stamp);
	int rc = db_one(q);
	if (rc == OK)
		read_payment(cx, q, out);
	db_done(q);
	return rc;
}

/* The newest attempt of an order with a provider that waits in a state. */
static int find_in_state(struct cx *cx, int64_t order, const char *provider,
	const char *state, struct payment *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.id, p.orders, o.number, p.provider, p.stamp,"
		" p.state, p.amount_minor FROM payment p"
		" JOIN orders o ON o.id = p.orders"
		" WHERE p.orders = :order AND p.provider = :provider"
		" AND p.state = :state ORDER BY p.id DESC LIMIT 1");
	db_bind_int(q, ":order", order);
	db_bind_text(q, ":provider", provider);
	db_bind_text(q, ":state", state);
	int rc = db_one(q);
	if (rc == OK)
		read_payment(cx, q, out);
	db_done(q);
	return rc;
}

static int insert(struct cx *cx, const struct order *o, const char *provider,
	const char *state, struct money amount, struct payment *out)
{
	*out = (struct payment){
		.order = o->id,
		.number = o->number,
		.provider = provider,
		.stamp = crypt_token(cx->arena),
		.state = state,
		.order_token = o->token,
		.amount = amount,
	};
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO payment (orders, provider, stamp, state,"
		" amount_minor, currency, created_ms, updated_ms)"
		" VALUES (:order, :provider, :stamp, :state, :amount,"
		" :currency, :now, :now) RETURNING id");
	db_bind_int(q, ":order", o->id);
	db_bind_text(q, ":provider", provider);
	db_bind_text(q, ":stamp", out->stamp);
	db_bind_text(q, ":state", state);
	db_bind_int(q, ":amount", out->amount.minor);
	db_bind_text(q, ":currency", o->currency);
	db_bind_int(q, ":now", cx->now);
	return db_insert(q, &out->id);
}

/* A new attempt: what failed before is behind us. */
static int order_waits_again(struct cx *cx, int64_t order)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE orders SET payment_state = 'unpaid', rev = rev + 1"
		" WHERE id = :id AND payment_state = 'failed'");
	db_bind_int(q, ":id", order);
	return db_exec(q, NULL);
}

int payment_create(
	struct cx *cx, int64_t order, const char *provider, struct payment *out)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct order o;
	rc = order_get(cx, order, &o);
	struct money owed = money(o.total.minor - o.paid.minor);
	if (rc == OK && (strcmp(o.state, "placed") != 0 || owed.minor <= 0))
		rc = ERR_CONFLICT;
	/* A transfer is on its way from the start: there is no page to
	 * visit first. */
	if (rc == OK)
		rc = insert(cx, &o, provider,
			strcmp(provider, "transfer") == 0 ? "pending"
							  : "created",
			owed, out);
	if (rc == OK)
		rc = order_waits_again(cx, order);
	return db_end(cx->db, rc);
}

int payment_open(
	struct cx *cx, int64_t order, const char *provider, struct payment *out)
{
	int rc = find_in_state(cx, order, provider, "created", out);
	if (rc == ERR_NOT_FOUND)
		rc = payment_create(cx, order, provider, out);
	return rc;
}

int payment_expire(struct cx *cx, int64_t order)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE payment SET state = 'expired', updated_ms = :now"
		" WHERE orders = :order AND state IN ('created', 'pending')");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":order", order);
	return db_exec(q, NULL);
}

/* The way to "paid" from where an attempt stands. */
static int payment_pay(struct cx *cx, struct payment *p)
{
	int rc = OK;
	if (strcmp(p->state, "created") == 0)
		rc = payment_move(cx, p, "pending");
	return rc == OK ? payment_move(cx, p, "paid") : rc;
}

int payment_by_hand(
	struct cx *cx, int64_t order, struct money amount, struct payment *out)
{
	int rc = find_in_state(cx, order, "transfer", "pending", out);
	if (rc == ERR_NOT_FOUND)
		rc = find_in_state(cx, order, "transfer", "expired", out);
	if (rc == OK && out->amount.minor == amount.minor)
		return payment_pay(cx, out);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	struct order o;
	rc = order_get(cx, order, &o);
	return rc == OK ? insert(cx, &o, "manual", "paid", amount, out) : rc;
}

/* OK, or ERR_CONFLICT when this notice was here before. */
static int record_event(struct cx *cx, const struct payment *p,
	const char *event_key, const char *outcome)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO payment_event"
		" (payment, provider, event_key, outcome, at_ms)"
		" VALUES (:payment, :provider, :key, :outcome, :now)"
		" ON CONFLICT (provider, event_key) DO NOTHING");
	db_bind_int(q, ":payment", p->id);
	db_bind_text(q, ":provider", p->provider);
	db_bind_text(q, ":key", event_key);
	db_bind_text(q, ":outcome", outcome);
	db_bind_int(q, ":now", cx->now);
	return db_exec_one(q);
}

static int notice_paid(struct cx *cx, struct payment *p)
{
	if (strcmp(p->state, "paid") == 0)
		return OK;
	int rc = payment_pay(cx, p);
	if (rc < 0)
		return rc;
	return order_money_in(cx, p->order, p->amount,
		arena_printf(cx->arena, "payment/%" PRId64, p->id));
}

static int notice_failed(struct cx *cx, struct payment *p)
{
	if (!may_move(p->state, "failed"))
		return OK; /* over already: a failure that comes late is moot */
	int rc = payment_move(cx, p, "failed");
	return rc == OK ? order_payment_failed(cx, p->order) : rc;
}

static int notice_apply(struct cx *cx, struct payment *p, const char *event_key,
	const char *outcome)
{
	int rc = record_event(cx, p, event_key, outcome);
	if (rc == ERR_CONFLICT)
		return OK; /* the same notice again */
	if (rc < 0)
		return rc;
	return strcmp(outcome, "paid") == 0 ? notice_paid(cx, p)
					    : notice_failed(cx, p);
}

int payment_notice(struct cx *cx, const char *provider, const char *stamp,
	const char *event_key, const char *outcome, struct money amount)
{
	if (strcmp(outcome, "paid") != 0 && strcmp(outcome, "failed") != 0)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct payment p;
	rc = payment_by_stamp(cx, stamp, &p);
	if (rc == OK && strcmp(p.provider, provider) != 0)
		rc = ERR_NOT_FOUND;
	if (rc == OK && p.amount.minor != amount.minor) {
		log_warn("event=payment_refused payment=%" PRId64
			 " reason=amount",
			p.id);
		rc = ERR_INVALID;
	}
	if (rc == OK)
		rc = notice_apply(cx, &p, event_key, outcome);
	return db_end(cx->db, rc);
}
