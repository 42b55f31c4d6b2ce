/* Payment attempts, in one file because every move goes by the table below and
 * what follows a move stands beside it. */
#include "domain/payment.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "domain/order.h"
#include "domain/order_trace.h"
#include "domain/refund.h"
#include "domain/staff.h"
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

#define PAYMENT_SQL                                                      \
	"SELECT p.id, p.orders, o.number, p.provider, p.stamp, p.state," \
	" p.amount_minor, coalesce(p.provider_ref, ''), p.href,"         \
	" p.currency, p.problem, o.locale, p.checks, p.next_check_ms,"   \
	" p.created_ms FROM payment p JOIN orders o ON o.id = p.orders"

static void read_payment(struct cx *cx, struct db_stmt *q, struct payment *p)
{
	p->id = db_next_int(q);
	p->order = db_next_int(q);
	p->number = db_next_int(q);
	p->provider = db_next_text(q, cx->arena);
	p->stamp = db_next_text(q, cx->arena);
	p->state = db_next_text(q, cx->arena);
	p->amount = money(db_next_int(q));
	p->provider_ref = db_next_text(q, cx->arena);
	p->href = db_next_text(q, cx->arena);
	p->currency = db_next_text(q, cx->arena);
	p->problem = db_next_text(q, cx->arena);
	p->locale = db_next_text(q, cx->arena);
	p->checks = db_next_int(q);
	p->next_check_ms = db_next_int(q);
	p->created_ms = db_next_int(q);
	p->order_token = order_token(cx, p->order);
}

static int read_one(struct cx *cx, struct db_stmt *q, struct payment *out)
{
	int rc = db_one(q);
	if (rc == OK)
		read_payment(cx, q, out);
	db_done(q);
	return rc;
}

int payment_by_stamp(struct cx *cx, const char *stamp, struct payment *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, PAYMENT_SQL " WHERE p.stamp = :stamp");
	db_bind_text(q, ":stamp", stamp);
	return read_one(cx, q, out);
}

int payment_get(struct cx *cx, int64_t id, struct payment *out)
{
	struct db_stmt *q = DB_SQL(cx->db, PAYMENT_SQL " WHERE p.id = :id");
	db_bind_int(q, ":id", id);
	return read_one(cx, q, out);
}

int payment_list(struct cx *cx, int64_t order, struct payment **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(
		cx->db, PAYMENT_SQL " WHERE p.orders = :order ORDER BY p.id");
	db_bind_int(q, ":order", order);
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		read_payment(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}

/* The newest attempt of an order with a provider that waits in a state. */
static int find_in_state(struct cx *cx, int64_t order, const char *provider,
	const char *state, struct payment *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		PAYMENT_SQL " WHERE p.orders = :order"
			    " AND p.provider = :provider"
			    " AND p.state = :state ORDER BY p.id DESC LIMIT 1");
	db_bind_int(q, ":order", order);
	db_bind_text(q, ":provider", provider);
	db_bind_text(q, ":state", state);
	return read_one(cx, q, out);
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
		.provider_ref = "",
		.href = "",
		.currency = o->currency,
		.problem = "",
		.locale = o->locale,
		.created_ms = cx->now,
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
	struct money owed;
	if (rc == OK)
		rc = refund_balance(cx, order, &owed);
	if (rc == OK && (strcmp(o.state, "cancelled") == 0 || owed.minor <= 0))
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

/* Is the page where the buyer pays still there, over what is owed now? */
static bool is_usable(struct cx *cx, const struct payment *p, struct money owed)
{
	enum { PAGE_MS = 20 * 60 * 1000 };
	return p->amount.minor == owed.minor &&
	       cx->now - p->created_ms < PAGE_MS;
}

int payment_open(
	struct cx *cx, int64_t order, const char *provider, struct payment *out)
{
	struct money owed;
	int rc = refund_balance(cx, order, &owed);
	if (rc < 0)
		return rc;
	rc = find_in_state(cx, order, provider, "created", out);
	if (rc == ERR_NOT_FOUND || (rc == OK && !is_usable(cx, out, owed)))
		rc = find_in_state(cx, order, provider, "pending", out);
	if (rc == OK && is_usable(cx, out, owed) &&
		(*out->href || strcmp(out->state, "created") == 0))
		return OK;
	return rc == OK || rc == ERR_NOT_FOUND
		       ? payment_create(cx, order, provider, out)
		       : rc;
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

/* Who began it is of no use any more. */
static int payment_settle(struct cx *cx, const struct payment *p)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE payment SET next_check_ms = NULL, problem = '',"
		" cart_key = '', address_key = '' WHERE id = :id");
	db_bind_int(q, ":id", p->id);
	return db_exec(q, NULL);
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
static int record_event(
	struct cx *cx, const struct payment *p, const struct payment_news *news)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO payment_event"
		" (payment, provider, event_key, outcome, at_ms)"
		" VALUES (:payment, :provider, :key, :outcome, :now)"
		" ON CONFLICT (provider, event_key) DO NOTHING");
	db_bind_int(q, ":payment", p->id);
	db_bind_text(q, ":provider", p->provider);
	db_bind_text(q, ":key", news->event_key);
	db_bind_text(q, ":outcome", news->outcome);
	db_bind_int(q, ":now", cx->now);
	return db_exec_one(q);
}

/* The provider's own number of a payment whose start was never answered. */
static int adopt_ref(
	struct cx *cx, struct payment *p, const struct payment_news *news)
{
	if (!*news->provider_ref || *p->provider_ref)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE payment SET provider_ref = :ref WHERE id = :id"
		" AND provider_ref IS NULL AND NOT EXISTS (SELECT 1"
		" FROM payment x WHERE x.provider = :provider"
		" AND x.provider_ref = :ref)");
	db_bind_text(q, ":ref", news->provider_ref);
	db_bind_text(q, ":provider", p->provider);
	db_bind_int(q, ":id", p->id);
	int rc = db_exec_one(q);
	if (rc == OK)
		p->provider_ref = news->provider_ref;
	return rc;
}

static int notice_paid(struct cx *cx, struct payment *p)
{
	if (strcmp(p->state, "paid") == 0)
		return OK;
	int rc = payment_pay(cx, p);
	if (rc == OK)
		rc = payment_settle(cx, p);
	if (rc < 0)
		return rc;
	return order_money_in(cx, p->order, p->amount,
		arena_printf(cx->arena, "payment/%" PRId64, p->id));
}

/* Ten of them, and no more are begun: handlers/pay.c asks. */
static int count_failure(struct cx *cx, const struct payment *p)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.cart_key, p.address_key, o.email_norm"
		" FROM payment p JOIN orders o ON o.id = p.orders"
		" WHERE p.id = :id");
	db_bind_int(q, ":id", p->id);
	int rc = db_one(q);
	const char *who[3] = {"", "", ""};
	for (size_t i = 0; rc == OK && i < 3; i++)
		who[i] = db_next_text(q, cx->arena);
	db_done(q);
	for (size_t i = 0; rc == OK && i < 3; i++)
		if (who[i] && *who[i])
			rc = attempt_add(
				cx, PAYMENT_FAILED, who[i], PAYMENT_FAILED_MS);
	return rc;
}

static int notice_failed(struct cx *cx, struct payment *p)
{
	if (!may_move(p->state, "failed"))
		return OK; /* over already: a failure that comes late is moot */
	int rc = payment_move(cx, p, "failed");
	if (rc == OK)
		rc = count_failure(cx, p);
	return rc == OK ? order_payment_failed(cx, p->order) : rc;
}

/* The bank thinks: the order is kept until it has thought. */
static int notice_pending(struct cx *cx, struct payment *p)
{
	int rc = OK;
	if (strcmp(p->state, "created") == 0)
		rc = payment_move(cx, p, "pending");
	if (rc < 0 || strcmp(p->state, "pending") != 0)
		return rc;
	return order_payment_pending(cx, p->order);
}

static int notice_authorised(struct cx *cx, struct payment *p)
{
	int rc = OK;
	if (strcmp(p->state, "created") == 0)
		rc = payment_move(cx, p, "pending");
	if (rc == OK && strcmp(p->state, "pending") == 0)
		rc = payment_move(cx, p, "authorised");
	return rc;
}

static const struct {
	const char *outcome;
	int (*fn)(struct cx *cx, struct payment *p);
} outcomes[] = {
	{"paid", notice_paid},
	{"failed", notice_failed},
	{"pending", notice_pending},
	{"authorised", notice_authorised},
};

static int notice_apply(
	struct cx *cx, struct payment *p, const struct payment_news *news)
{
	int rc = record_event(cx, p, news);
	if (rc == ERR_CONFLICT)
		return OK; /* the same notice again */
	if (rc == OK)
		rc = adopt_ref(cx, p, news);
	for (size_t i = 0; rc == OK && i < sizeof(outcomes) / sizeof(*outcomes);
		i++)
		if (strcmp(outcomes[i].outcome, news->outcome) == 0)
			return outcomes[i].fn(cx, p);
	return rc;
}

/* What of it is not as we know it, or NULL. */
static const char *difference(
	const struct payment *p, const struct payment_news *news)
{
	if (strcmp(p->provider, news->provider) != 0)
		return "provider";
	if (p->amount.minor != news->amount.minor)
		return "amount";
	if (*news->currency && strcasecmp(p->currency, news->currency) != 0)
		return "currency";
	if (*news->provider_ref && *p->provider_ref &&
		strcmp(p->provider_ref, news->provider_ref) != 0)
		return "reference";
	return NULL;
}

static bool outcome_known(const char *outcome)
{
	for (size_t i = 0; i < sizeof(outcomes) / sizeof(*outcomes); i++)
		if (strcmp(outcomes[i].outcome, outcome) == 0)
			return true;
	return false;
}

int payment_take(struct cx *cx, const struct payment_news *news)
{
	if (!outcome_known(news->outcome))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct payment p;
	rc = payment_by_stamp(cx, news->stamp, &p);
	const char *differs = rc == OK ? difference(&p, news) : NULL;
	if (differs) {
		log_warn("event=payment_refused payment=%" PRId64 " reason=%s",
			p.id, differs);
		rc = ERR_INVALID;
	}
	if (rc == OK)
		rc = notice_apply(cx, &p, news);
	return db_end(cx->db, rc);
}

int payment_notice(struct cx *cx, const char *provider, const char *stamp,
	const char *event_key, const char *outcome, struct money amount)
{
	struct payment_news news = {.provider = provider,
		.stamp = stamp,
		.event_key = event_key,
		.outcome = outcome,
		.provider_ref = "",
		.currency = "",
		.amount = amount};
	int rc = payment_take(cx, &news);
	struct payment p;
	/* another provider's payment is none of this one's */
	if (rc == ERR_INVALID && payment_by_stamp(cx, stamp, &p) == OK &&
		strcmp(p.provider, provider) != 0)
		rc = ERR_NOT_FOUND;
	return rc;
}
