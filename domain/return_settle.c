/* What is due when goods have come back, and paying it. */
#include <string.h>

#include "domain/credit.h"
#include "domain/delivery.h"
#include "domain/order.h"
#include "domain/refund.h"
#include "domain/return_trace.h"
#include "lib/db.h"
#include "lib/err.h"

/* What the case is worth, line by line. */
struct worth {
	struct credit_want *wants;
	struct money *values; /* of each want */
	size_t n;
	struct money worth; /* due.total is what goes back of it */
	struct return_due due;
};

static void want_add(struct cx *cx, struct worth *w, struct credit_want want,
	struct money value)
{
	size_t n = w->n;
	w->wants = arena_grow(cx->arena, w->wants, n, sizeof(*w->wants));
	w->values = arena_grow(cx->arena, w->values, n, sizeof(*w->values));
	w->wants[n] = want;
	w->values[n] = value;
	w->n++;
}

/* Units that came; of goods that need not come, all of the case. */
static int goods_worth(
	struct cx *cx, const struct return_case *c, struct worth *w)
{
	bool came = strcmp(c->state, "received") == 0;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < c->n_lines; i++) {
		const struct return_line *l = &c->lines[i];
		struct credit_want want = {
			.line = l->line, .qty = came ? l->received : l->qty};
		if (want.qty == 0)
			continue;
		struct refund_ask ask = {.order = c->order,
			.return_case = c->id,
			.reason = c->kind,
			.note = "",
			.wants = &want,
			.n = 1};
		struct money value = {0};
		rc = credit_value(cx, &ask, &value);
		if (rc == ERR_CONFLICT) { /* paid back in another way */
			rc = OK;
			continue;
		}
		if (rc == OK)
			want_add(cx, w, want, value);
		w->due.goods.minor += value.minor;
	}
	return rc;
}

/* Are all units of the order withdrawn, in one case or several? */
static int all_withdrawn(struct cx *cx, int64_t order, bool *all)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM order_line l WHERE l.orders = :order"
		" AND l.kind IN ('goods', 'gift_card')"
		" AND CASE WHEN l.added_ms IS NULL THEN l.qty ELSE 0 END"
		" + coalesce((SELECT CAST(sum(c.delta) AS BIGINT)"
		"  FROM line_change c WHERE c.order_line = l.id), 0) >"
		" coalesce((SELECT CAST(sum(r.qty) AS BIGINT)"
		"  FROM return_line r JOIN return_case k"
		"  ON k.id = r.return_case WHERE r.order_line = l.id"
		"  AND k.kind = 'withdrawal'), 0)");
	db_bind_int(q, ":order", order);
	int rc = db_one(q);
	if (rc == OK)
		*all = db_next_int(q) == 0;
	db_done(q);
	return rc;
}

/* The delivery's lines, one a VAT rate, and what is left of each. */
static int delivery_left(struct cx *cx, int64_t order, struct worth *w)
{
	struct credit_left *left;
	size_t n;
	int rc = credit_left(cx, order, &left, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (strcmp(left[i].kind, "delivery") == 0 &&
			left[i].value.minor > 0)
			want_add(cx, w,
				(struct credit_want){.line = left[i].line},
				left[i].value);
	return rc;
}

/* The cheapest standard delivery to the buyer; what was paid when none is
 * offered any more. */
static int64_t standard_cost(struct cx *cx, const struct order *o)
{
	struct buyer buyer = {.country = o->country, .postal = o->postal};
	struct delivery_load load = {.goods = o->goods};
	struct delivery_offer *offers;
	size_t n;
	int64_t least = o->delivery_cost.minor;
	for (size_t i = 0; i < o->n_lines; i++)
		load.units += o->lines[i].qty;
	if (delivery_offers(cx, &buyer, &load, &offers, &n) < 0)
		return least;
	for (size_t i = 0; i < n; i++)
		if (strcmp(offers[i].kind, "pickup") != 0 &&
			offers[i].cost.minor < least)
			least = offers[i].cost.minor;
	return least;
}

static int delivery_worth(struct cx *cx, const struct return_case *c,
	const struct order *o, struct worth *w)
{
	if (strcmp(c->kind, "withdrawal") != 0)
		return OK;
	int rc = all_withdrawn(cx, c->order, &w->due.all);
	if (rc < 0 || !w->due.all)
		return rc;
	struct worth ways = {0};
	rc = delivery_left(cx, c->order, &ways);
	int64_t left = 0,
		*weights = ARENA_ARRAY(cx->arena, int64_t, ways.n + 1);
	struct money *parts = ARENA_ARRAY(cx->arena, struct money, ways.n + 1);
	for (size_t i = 0; i < ways.n; i++)
		left += weights[i] = ways.values[i].minor;
	int64_t back = standard_cost(cx, o);
	if (back > left)
		back = left;
	if (rc < 0 || back <= 0)
		return rc;
	money_split(money(back), weights, ways.n, parts);
	for (size_t i = 0; i < ways.n; i++) {
		struct credit_want want = {
			.line = ways.wants[i].line, .gross = parts[i]};
		if (parts[i].minor > 0)
			want_add(cx, w, want, parts[i]);
	}
	w->due.delivery = money(back);
	return OK;
}

static int worth_of(struct cx *cx, const struct return_case *c, struct worth *w)
{
	*w = (struct worth){0};
	if (!c->order)
		return OK;
	struct order o;
	int rc = order_get(cx, c->order, &o);
	if (rc == OK)
		rc = goods_worth(cx, c, w);
	if (rc == OK)
		rc = delivery_worth(cx, c, &o, w);
	struct money most = {0}, balance = {0};
	if (rc == OK)
		rc = refund_most(cx, c->order, &most);
	if (rc == OK)
		rc = refund_balance(cx, c->order, &balance);
	w->worth = money(w->due.goods.minor + w->due.delivery.minor);
	int64_t back = w->worth.minor;
	if (balance.minor > 0) /* what is not paid yet is not asked for */
		back -= balance.minor < back ? balance.minor : back;
	w->due.total = money(back < most.minor ? back : most.minor);
	return rc;
}

int return_due(
	struct cx *cx, const struct return_case *c, struct return_due *out)
{
	struct worth w;
	int rc = worth_of(cx, c, &w);
	*out = w.due;
	return rc;
}

/* Less than the units are worth: amounts off their lines. */
static void cut(struct cx *cx, struct worth *w, struct money amount)
{
	int64_t *weights = ARENA_ARRAY(cx->arena, int64_t, w->n + 1);
	struct money *parts = ARENA_ARRAY(cx->arena, struct money, w->n + 1);
	for (size_t i = 0; i < w->n; i++)
		weights[i] = w->values[i].minor;
	money_split(amount, weights, w->n, parts);
	size_t n = 0;
	for (size_t i = 0; i < w->n; i++)
		if (parts[i].minor > 0)
			w->wants[n++] = (struct credit_want){
				.line = w->wants[i].line, .gross = parts[i]};
	w->n = n;
}

static int pay_back(struct cx *cx, const struct return_case *c,
	const struct return_pay *pay)
{
	struct worth w;
	int rc = worth_of(cx, c, &w);
	if (rc < 0)
		return rc;
	if (pay->amount.minor > w.due.total.minor)
		return ERR_CONFLICT;
	/* Nothing was paid: the goods are not asked for any more. */
	bool nothing = pay->amount.minor == 0;
	if (nothing && (w.due.total.minor > 0 || w.worth.minor == 0))
		return OK;
	if (pay->amount.minor < w.due.total.minor)
		cut(cx, &w, pay->amount);
	struct refund_ask ask = {.order = c->order,
		.return_case = c->id,
		.reason = c->kind,
		.note = c->code,
		.wants = w.wants,
		.n = w.n,
		.to_gift_card = pay->to_gift_card};
	int64_t credit;
	return refund_make(cx, &ask, &credit);
}

static int do_settle(struct cx *cx, struct return_case *c, const void *arg)
{
	const struct return_pay *pay = arg;
	if (!return_can(c, "settle"))
		return ERR_CONFLICT;
	c->answer = pay->answer;
	int rc = pay_back(cx, c, pay);
	return rc == OK ? return_step(cx, c, "settle") : rc;
}

int return_settle(
	struct cx *cx, int64_t id, int64_t rev, const struct return_pay *pay)
{
	if (pay->amount.minor < 0)
		return ERR_INVALID;
	return return_moving(cx, id, rev, do_settle, pay);
}
