/* Money that goes back: credits, and refunds by the ways it came.  In one file
 * because a credit and its refunds are one step. */
#include "domain/refund_parts.h"

#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/credit.h"
#include "domain/document_parts.h"
#include "domain/gift_card.h"
#include "domain/order_trace.h"
#include "domain/outbox.h"
#include "domain/shipment.h"
#include "domain/stock.h"
#include "lib/arena.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* ---- what is credited ---- */

/* One part per line, whatever the asker names twice. */
static struct credit_part *part_of(struct cx *cx, struct credit_part **parts,
	size_t *n, const struct credit_left *left)
{
	for (size_t i = 0; i < *n; i++)
		if ((*parts)[i].left == left)
			return &(*parts)[i];
	*parts = arena_grow(cx->arena, *parts, *n, sizeof(**parts));
	(*parts)[*n] = (struct credit_part){.left = left};
	return &(*parts)[(*n)++];
}

static const struct credit_left *left_of(
	const struct credit_left *left, size_t n, int64_t line)
{
	for (size_t i = 0; i < n; i++)
		if (left[i].line == line)
			return &left[i];
	return NULL;
}

static bool is_delivery(const struct credit_left *left)
{
	return is(left->kind, "delivery") || is(left->kind, "fee");
}

/* All that is left of a line. */
static void take_all(struct cx *cx, struct credit_part **parts, size_t *n,
	const struct credit_left *left)
{
	if (left->qty <= 0 && left->value.minor <= 0)
		return;
	struct credit_part *p = part_of(cx, parts, n, left);
	p->qty = left->qty > 0 ? left->qty : 0;
	p->gross = left->value;
}

static int take_want(struct cx *cx, struct credit_part **parts, size_t *n,
	const struct credit_left *left, const struct credit_want *want)
{
	if (!left)
		return ERR_NOT_FOUND;
	if (want->qty < 0 || want->gross.minor < 0)
		return ERR_INVALID;
	struct credit_part *p = part_of(cx, parts, n, left);
	int64_t units = left->qty - p->qty;
	int64_t value = left->value.minor - p->gross.minor;
	if (want->qty > units || (want->qty == 0 && want->gross.minor > value))
		return ERR_CONFLICT;
	/* a card goes back whole, or it would buy what was paid back */
	if (want->qty == 0 && want->gross.minor > 0 &&
		is(left->kind, "gift_card"))
		return ERR_INVALID;
	p->gross.minor += want->qty
				  ? credit_slice(money(value), units, want->qty)
					    .minor
				  : want->gross.minor;
	p->qty += want->qty;
	return OK;
}

struct plan {
	struct credit_part *parts;
	size_t n;
	struct money gross;
};

static int plan_make(
	struct cx *cx, const struct refund_ask *ask, struct plan *plan)
{
	struct credit_left *left;
	size_t n;
	*plan = (struct plan){0};
	int rc = credit_left(cx, ask->order, &left, &n);
	for (size_t i = 0; rc == OK && i < ask->n; i++)
		rc = take_want(cx, &plan->parts, &plan->n,
			left_of(left, n, ask->wants[i].line), &ask->wants[i]);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (is_delivery(&left[i]) ? ask->delivery : ask->n == 0)
			take_all(cx, &plan->parts, &plan->n, &left[i]);
	for (size_t i = 0; i < plan->n; i++)
		plan->gross.minor += plan->parts[i].gross.minor;
	return rc;
}

int credit_value(struct cx *cx, const struct refund_ask *ask, struct money *out)
{
	struct plan plan;
	int rc = plan_make(cx, ask, &plan);
	if (rc == OK)
		*out = plan.gross;
	return rc;
}

int refund_spread(struct cx *cx, int64_t order, struct money amount,
	struct credit_want **out, size_t *n)
{
	struct credit_left *left;
	size_t count;
	int rc = credit_left(cx, order, &left, &count);
	if (rc < 0)
		return rc;
	int64_t *weights = ARENA_ARRAY(cx->arena, int64_t, count + 1);
	struct money *parts = ARENA_ARRAY(cx->arena, struct money, count + 1);
	int64_t sum = 0;
	for (size_t i = 0; i < count; i++) {
		bool card = is(left[i].kind, "gift_card");
		weights[i] = card ? 0 : left[i].value.minor;
		sum += weights[i];
	}
	if (amount.minor > sum)
		return ERR_CONFLICT;
	*out = ARENA_ARRAY(cx->arena, struct credit_want, count + 1);
	*n = 0;
	if (sum == 0)
		return OK;
	money_split(amount, weights, count, parts);
	for (size_t i = 0; i < count; i++)
		if (parts[i].minor > 0)
			(*out)[(*n)++] = (struct credit_want){
				.line = left[i].line, .gross = parts[i]};
	return OK;
}

/* ---- money ---- */

/* Only what is with the shop and not on its way back already: guarded by the
 * ledger in the statement itself. */
static int refund_insert(struct cx *cx, int64_t order,
	const struct refund_way *way, const struct refund_pay *pay, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO refund (orders, payment, gift_card, return_case,"
		" credit, stamp, state, amount_minor, reason, note, staff,"
		" created_ms, updated_ms)"
		" SELECT o.id, CAST(:payment AS BIGINT), CAST(:card AS BIGINT),"
		" CAST(:case AS BIGINT), CAST(:credit AS BIGINT),"
		" CAST(:stamp AS TEXT), 'requested', CAST(:amount AS BIGINT),"
		" CAST(:reason AS TEXT), CAST(:note AS TEXT),"
		" CAST(:staff AS BIGINT), CAST(:now AS BIGINT),"
		" CAST(:now AS BIGINT) FROM orders o WHERE o.id = :order"
		" AND CAST(:amount AS BIGINT) <="
		"  (SELECT coalesce(sum(m.amount_minor), 0) FROM money_move m"
		"   WHERE m.orders = o.id) -"
		"  (SELECT coalesce(sum(r.amount_minor), 0) FROM refund r"
		"   WHERE r.orders = o.id AND r.state IN ('requested', 'sent'))"
		" RETURNING id");
	db_bind_or_null(q, ":payment", way->payment);
	db_bind_or_null(q, ":card", way->gift_card);
	db_bind_or_null(q, ":case", pay->return_case);
	db_bind_or_null(q, ":credit", pay->credit);
	db_bind_text(q, ":stamp", crypt_token(cx->arena));
	db_bind_int(q, ":amount", way->amount.minor);
	db_bind_text(q, ":reason", pay->reason ? pay->reason : "");
	db_bind_text(q, ":note", pay->note ? pay->note : "");
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":order", order);
	int rc = db_insert(q, id);
	return rc == ERR_NOT_FOUND ? ERR_CONFLICT : rc;
}

/* A new card for what no card paid. */
static int card_give(struct cx *cx, int64_t order, struct refund_way *way)
{
	struct order o;
	int rc = order_get(cx, order, &o);
	if (rc < 0)
		return rc;
	struct gift_card_gift gift = {
		.value = way->amount,
		.email = o.email,
		.recipient = o.name,
		.message = "",
		.locale = o.locale,
		.note = "",
		.order = order,
	};
	return gift_card_give(cx, &gift, &way->gift_card);
}

int refund_pay(struct cx *cx, int64_t order, const struct refund_pay *pay)
{
	struct refund_way *ways;
	size_t n;
	int rc = refund_ways(
		cx, order, pay->amount, pay->to_gift_card, &ways, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		int64_t id = 0;
		if (pay->to_gift_card && !ways[i].gift_card)
			rc = card_give(cx, order, &ways[i]);
		if (rc == OK)
			rc = refund_insert(cx, order, &ways[i], pay, &id);
		if (rc < 0)
			break;
		if (ways[i].payment)
			rc = refund_job_add(cx, id);
		else if (ways[i].gift_card || pay->sent)
			rc = refund_finish(cx, id);
	}
	return rc;
}

/* Locks are taken in one order: the cards that may get money back come before
 * the order. */
static int lock_cards(struct cx *cx, int64_t order)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE gift_card SET rev = rev WHERE id IN"
		" (SELECT m.gift_card FROM gift_card_move m"
		"  WHERE m.orders = :order)");
	db_bind_int(q, ":order", order);
	return db_exec(q, NULL);
}

/* At most what the credit is worth, and nothing of what was never paid. */
static struct money back_of(struct money balance, struct money gross)
{
	int64_t back = -balance.minor;
	if (back < 0)
		back = 0;
	return money(back < gross.minor ? back : gross.minor);
}

/* Of gift cards that go back none can be spent. */
static int cards_block(struct cx *cx, int64_t order, const struct plan *plan)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < plan->n; i++) {
		const struct credit_part *p = &plan->parts[i];
		if (is(p->left->kind, "gift_card"))
			rc = gift_cards_block_line(
				cx, order, p->left->line, p->qty);
	}
	return rc;
}

static int credit_plan(struct cx *cx, const struct refund_ask *ask,
	const struct plan *plan, int64_t *credit)
{
	int rc = credit_add(cx, ask->order, ask->reason ? ask->reason : "",
		plan->parts, plan->n, credit);
	if (rc == OK)
		rc = cards_block(cx, ask->order, plan);
	return rc == OK ? document_credit_note(cx, *credit, NULL) : rc;
}

int credit_rest(struct cx *cx, int64_t order, const char *reason)
{
	struct refund_ask ask = {
		.order = order, .reason = reason, .delivery = true};
	struct document invoice;
	struct plan plan;
	int64_t credit = 0;
	int rc = document_first(cx, order, &invoice);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? OK : rc;
	rc = plan_make(cx, &ask, &plan);
	return rc == OK && plan.n ? credit_plan(cx, &ask, &plan, &credit) : rc;
}

/* What was paid in part may be enough for what is left of it. */
static int enough_now(struct cx *cx, int64_t order)
{
	struct order o;
	struct credit_left *left;
	size_t n;
	int64_t rest = 0;
	int rc = order_get(cx, order, &o);
	if (rc == OK)
		rc = credit_left(cx, order, &left, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		rest += left[i].value.minor;
	bool pays = rc == OK && rest > 0 && o.paid.minor >= rest &&
		    !is(o.state, "cancelled") && order_can(&o, "pay");
	return pays ? order_paid_up(cx, &o) : rc;
}

/* ---- what is not sent any more ---- */

static int unsend(struct cx *cx, int64_t credit, int64_t line, int64_t units)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE credit_line SET unsent = :units"
		" WHERE credit = :credit AND order_line = :line");
	db_bind_int(q, ":units", units);
	db_bind_int(q, ":credit", credit);
	db_bind_int(q, ":line", line);
	int rc = db_exec_one(q);
	return rc == OK ? stock_release_some(cx, line, units) : rc;
}

/* Units that are credited and in no parcel stay where they are; with them the
 * last of the order may have left. */
static int stay_here(struct cx *cx, const struct refund_ask *ask,
	const struct plan *plan, int64_t credit)
{
	struct shipment_line *unpacked;
	struct order o;
	size_t n;
	int rc = shipment_left(cx, ask->order, &unpacked, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		int64_t units = 0;
		for (size_t k = 0; k < plan->n; k++)
			if (plan->parts[k].left->line == unpacked[i].line)
				units = plan->parts[k].qty;
		if (units > unpacked[i].qty)
			units = unpacked[i].qty;
		if (units > 0)
			rc = unsend(cx, credit, unpacked[i].line, units);
	}
	if (rc == OK)
		rc = shipment_left(cx, ask->order, &unpacked, &n);
	if (rc == OK)
		rc = order_get(cx, ask->order, &o);
	return rc == OK && n == 0 && order_can(&o, "all_left")
		       ? order_step(cx, &o, "all_left")
		       : rc;
}

static int make(struct cx *cx, const struct refund_ask *ask,
	const struct plan *plan, int64_t *credit)
{
	struct money balance = {0}, back;
	int rc = OK;
	if (plan->n)
		rc = credit_plan(cx, ask, plan, credit);
	if (rc == OK && plan->n && !ask->return_case)
		rc = stay_here(cx, ask, plan, *credit);
	if (rc == OK && plan->n)
		rc = enough_now(cx, ask->order);
	if (rc == OK)
		rc = refund_balance(cx, ask->order, &balance);
	if (rc < 0)
		return rc;
	back = plan->n ? back_of(balance, plan->gross)
		       : money(balance.minor < 0 ? -balance.minor : 0);
	if (!plan->n && back.minor == 0)
		return ERR_CONFLICT;
	struct refund_pay pay = {
		.credit = *credit,
		.return_case = ask->return_case,
		.reason = ask->reason,
		.note = ask->note,
		.amount = back,
		.to_gift_card = ask->to_gift_card,
		.sent = ask->sent,
	};
	return refund_pay(cx, ask->order, &pay);
}

/* The customer reads for what, how much and how: once per credit. */
static int mail(struct cx *cx, const struct order *o, int64_t credit)
{
	struct arena *a = cx->arena;
	return outbox_add(cx, "mail",
		arena_printf(a, "mail/order_refunded/%" PRId64 "/%" PRId64,
			o->id, o->rev),
		arena_printf(a,
			"{\"mail\":\"order_refunded\",\"order\":%" PRId64
			",\"to\":\"customer\",\"credit\":%" PRId64 "}",
			o->id, credit),
		cx->now);
}

static int tell(struct cx *cx, const struct refund_ask *ask, struct money gross,
	int64_t credit)
{
	struct order o;
	int rc = order_get(cx, ask->order, &o);
	if (rc == OK)
		rc = order_event_add(
			cx, o.id, "refund_made", ask->note ? ask->note : "");
	if (rc == OK)
		rc = audit_add(cx, "order", o.id, "refund", NULL,
			audit_json(cx->arena, "sum",
				money_plain(cx->arena, gross), "reason",
				ask->reason ? ask->reason : "", "credit",
				arena_printf(cx->arena, "%" PRId64, credit),
				NULL));
	return rc == OK ? mail(cx, &o, credit) : rc;
}

static int make_locked(
	struct cx *cx, const struct refund_ask *ask, int64_t *credit)
{
	struct order o;
	struct plan plan = {0};
	bool too_much = ask->reason && is(ask->reason, "too_much");
	int rc = lock_cards(cx, ask->order);
	if (rc == OK)
		rc = order_get(cx, ask->order, &o);
	if (rc == OK && ask->rev && ask->rev != o.rev)
		rc = ERR_CONFLICT;
	/* The swap comes first: it lets one refund through at a time. */
	if (rc == OK)
		rc = order_step(cx, &o, "stay");
	if (rc == OK && !too_much)
		rc = plan_make(cx, ask, &plan);
	if (rc == OK && !too_much && ask->n && plan.gross.minor == 0)
		rc = ERR_INVALID;
	if (rc == OK)
		rc = make(cx, ask, &plan, credit);
	return rc == OK ? tell(cx, ask, plan.gross, *credit) : rc;
}

int refund_make(struct cx *cx, const struct refund_ask *ask, int64_t *credit)
{
	int64_t made = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = db_end(cx->db, make_locked(cx, ask, &made));
	if (rc == OK && credit)
		*credit = made;
	return rc;
}

/* Of an order's money what is no part of its price. */
static int surplus(struct cx *cx, const struct order *o, struct money *out)
{
	struct credit_left *left = NULL;
	size_t n = 0;
	int rc = refund_balance(cx, o->id, out);
	if (rc == OK)
		rc = credit_left(cx, o->id, &left, &n);
	if (rc < 0)
		return rc;
	int64_t over = -out->minor;
	/* Nothing is asked for a cancelled order, yet it is its price that
	 * goes back. */
	for (size_t i = 0; i < n && is(o->state, "cancelled"); i++)
		over -= left[i].value.minor;
	*out = money(over > 0 ? over : 0);
	return OK;
}

static int amount_parts(struct cx *cx, const struct refund_ask *ask,
	const struct order *o, struct money amount, int64_t *credit)
{
	struct money over = {0};
	int rc = surplus(cx, o, &over);
	if (rc == OK && over.minor > amount.minor)
		over = amount;
	struct refund_pay pay = {
		.return_case = ask->return_case,
		.reason = "too_much",
		.note = ask->note,
		.amount = over,
		.to_gift_card = ask->to_gift_card,
		.sent = ask->sent,
	};
	if (rc == OK && over.minor > 0)
		rc = refund_pay(cx, o->id, &pay);
	if (rc == OK && over.minor > 0)
		rc = tell(cx, ask, over, 0);
	struct refund_ask rest = *ask;
	struct credit_want *wants = NULL;
	rest.delivery = false;
	rest.rev = 0;
	if (rc == OK)
		rc = refund_spread(cx, o->id, money(amount.minor - over.minor),
			&wants, &rest.n);
	rest.wants = wants;
	return rc == OK && rest.n ? refund_make(cx, &rest, credit) : rc;
}

static int amount_locked(struct cx *cx, const struct refund_ask *ask,
	struct money amount, int64_t *credit)
{
	struct order o;
	struct money most = {0};
	int rc = lock_cards(cx, ask->order);
	if (rc == OK)
		rc = order_get(cx, ask->order, &o);
	if (rc == OK && ask->rev && ask->rev != o.rev)
		rc = ERR_CONFLICT;
	if (rc == OK)
		rc = order_step(cx, &o, "stay");
	if (rc == OK)
		rc = refund_most(cx, o.id, &most);
	if (rc == OK && amount.minor > most.minor)
		rc = ERR_CONFLICT;
	return rc == OK ? amount_parts(cx, ask, &o, amount, credit) : rc;
}

int refund_amount(struct cx *cx, const struct refund_ask *ask,
	struct money amount, int64_t *credit)
{
	int64_t made = 0;
	if (amount.minor <= 0)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = db_end(cx->db, amount_locked(cx, ask, amount, &made));
	if (rc == OK && credit)
		*credit = made;
	return rc;
}
