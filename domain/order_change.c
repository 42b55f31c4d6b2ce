/* The owner changes an order. */
#include "domain/order_change.h"

#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/cart.h"
#include "domain/credit.h"
#include "domain/document.h"
#include "domain/order_changing.h"
#include "domain/order_trace.h"
#include "domain/payment.h"
#include "domain/profile.h"
#include "domain/refund_parts.h"
#include "domain/shipment.h"
#include "domain/stock.h"
#include "domain/stock_line.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

int change_refuse(struct changing *c, const char *why)
{
	*c->why = why;
	return ERR_CONFLICT;
}

int change_row(struct cx *cx, struct changing *c, int64_t line, int64_t delta,
	int64_t amount_minor)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO line_change (order_line, delta, amount_minor,"
		" reason, staff, at_ms)"
		" VALUES (:line, :delta, :amount, :reason, :staff, :now)");
	db_bind_int(q, ":line", line);
	db_bind_int(q, ":delta", delta);
	db_bind_int(q, ":amount", amount_minor);
	db_bind_text(q, ":reason", c->ask->reason ? c->ask->reason : "");
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":now", cx->now);
	c->sum_minor += amount_minor;
	c->rows++;
	return db_exec(q, NULL);
}

/* ---- units ---- */

static const struct credit_left *left_of(const struct changing *c, int64_t line)
{
	for (size_t i = 0; i < c->n_left; i++)
		if (c->left[i].line == line)
			return &c->left[i];
	return NULL;
}

static const struct order_line *line_of(const struct order *o, int64_t line)
{
	for (size_t i = 0; i < o->n_lines; i++)
		if (o->lines[i].id == line)
			return &o->lines[i];
	return NULL;
}

static int64_t unpacked_of(const struct changing *c, int64_t line)
{
	for (size_t i = 0; i < c->n_unpacked; i++)
		if (c->unpacked[i].line == line)
			return c->unpacked[i].qty;
	return 0;
}

static int take_off(struct cx *cx, struct changing *c,
	const struct order_line *l, int64_t n)
{
	const struct credit_left *left = left_of(c, l->id);
	if (!left || n > left->qty || n > unpacked_of(c, l->id))
		return change_refuse(c, "left");
	int rc = stock_release_some(cx, l->id, n);
	if (rc == ERR_CONFLICT)
		return change_refuse(c, "left");
	return rc == OK
		       ? change_row(cx, c, l->id, -n,
				 -credit_slice(left->value, left->qty, n).minor)
		       : rc;
}

/* One more costs what one of the line did when it was bought. */
static int put_on(struct cx *cx, struct changing *c, const struct order_line *l,
	int64_t n)
{
	struct money price;
	struct money all = money(l->sum.minor + l->off.minor);
	if (!money_ratio(all, n, l->qty, &price) || n > CART_QTY_MAX)
		return ERR_INVALID;
	int rc = stock_line_more(cx, l->id, n);
	if (rc == ERR_CONFLICT)
		return change_refuse(c, "sold_out");
	return rc == OK ? change_row(cx, c, l->id, n, price.minor) : rc;
}

static int change_qtys(struct cx *cx, struct changing *c)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < c->ask->n_qtys; i++) {
		const struct change_qty *want = &c->ask->qtys[i];
		const struct order_line *l = line_of(&c->before, want->line);
		if (!l || want->qty < 0 || want->qty > CART_QTY_MAX)
			return ERR_INVALID;
		int64_t delta = want->qty - order_line_now(l);
		if (delta < 0)
			rc = take_off(cx, c, l, -delta);
		else if (delta > 0)
			rc = is(l->kind, "goods") ? put_on(cx, c, l, delta)
						  : ERR_INVALID;
	}
	return rc;
}

/* ---- what the delivery costs ---- */

static int drop_costs(struct cx *cx, struct changing *c)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < c->n_left; i++) {
		const struct credit_left *l = &c->left[i];
		if (is(l->kind, "delivery") && l->qty > 0)
			rc = change_row(
				cx, c, l->line, -l->qty, -l->value.minor);
	}
	return rc;
}

/* As the goods' rates by what is left of them, like the first time. */
static int add_costs(struct cx *cx, struct changing *c, struct money cost)
{
	enum { RATES = 16 };
	int64_t rates[RATES], weights[RATES];
	struct money parts[RATES];
	size_t n = 0;
	for (size_t i = 0; i < c->n_left; i++) {
		const struct credit_left *l = &c->left[i];
		size_t k = 0;
		if (!is(l->kind, "goods"))
			continue;
		while (k < n && rates[k] != l->rate_bp)
			k++;
		if (k == RATES)
			return ERR_INVALID;
		if (k == n) {
			rates[n] = l->rate_bp;
			weights[n++] = 0;
		}
		weights[k] += l->value.minor;
	}
	if (n == 0 || cost.minor == 0)
		return OK;
	money_split(cost, weights, n, parts);
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++)
		if (parts[i].minor > 0)
			rc = change_add_cost(cx, c, rates[i], parts[i]);
	return rc;
}

static int change_delivery(struct cx *cx, struct changing *c)
{
	struct money now = money(0);
	for (size_t i = 0; i < c->n_left; i++)
		if (is(c->left[i].kind, "delivery"))
			now.minor += c->left[i].value.minor;
	if (!c->ask->set_delivery || c->ask->delivery.minor == now.minor)
		return OK;
	int rc = drop_costs(cx, c);
	if (rc == OK)
		rc = credit_left(cx, c->before.id, &c->left, &c->n_left);
	return rc == OK ? add_costs(cx, c, c->ask->delivery) : rc;
}

/* ---- sums ---- */

static int set_changed(struct cx *cx, const struct changing *c)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE orders SET changed_minor = changed_minor + :sum"
		" WHERE id = :id AND total_minor + changed_minor + :sum >= 0");
	db_bind_int(q, ":sum", c->sum_minor);
	db_bind_int(q, ":id", c->before.id);
	return db_exec_one(q);
}

static int tax_put(struct cx *cx, int64_t order, int64_t rate, int64_t gross)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO order_tax (orders, rate_bp, gross_minor,"
		" vat_minor) VALUES (:order, :rate, :gross, :vat)"
		" ON CONFLICT (orders, rate_bp) DO UPDATE"
		" SET gross_minor = excluded.gross_minor,"
		" vat_minor = excluded.vat_minor");
	db_bind_int(q, ":order", order);
	db_bind_int(q, ":rate", rate);
	db_bind_int(q, ":gross", gross);
	db_bind_int(
		q, ":vat", rate > 0 ? money_vat(money(gross), rate).minor : 0);
	return db_exec(q, NULL);
}

/* VAT once per rate of what the lines say now. */
static int tax_again(struct cx *cx, const struct order *o)
{
	const struct order_line *lists[] = {o->lines, o->costs};
	const size_t counts[] = {o->n_lines, o->n_costs};
	int64_t *rates = ARENA_ARRAY(
		cx->arena, int64_t, o->n_lines + o->n_costs + 1);
	int64_t *gross = ARENA_ARRAY(
		cx->arena, int64_t, o->n_lines + o->n_costs + 1);
	size_t n = 0;
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < counts[i]; k++) {
			size_t at = 0;
			while (at < n && rates[at] != lists[i][k].rate_bp)
				at++;
			if (at == n)
				rates[n++] = lists[i][k].rate_bp;
			gross[at] += order_line_due(&lists[i][k]).minor;
		}
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = tax_put(cx, o->id, rates[i], gross[i]);
	return rc;
}

static int64_t units_of(const struct order *o)
{
	int64_t units = 0;
	for (size_t i = 0; i < o->n_lines; i++)
		units += order_line_now(&o->lines[i]);
	return units;
}

/* ---- money ---- */

/* A new attempt over what is asked for now, where one waits for a transfer. */
static int pay_anew(struct cx *cx, const struct order *o)
{
	struct payment payment;
	int rc = payment_expire(cx, o->id);
	if (rc == OK && is(o->payment, "transfer"))
		rc = payment_create(cx, o->id, "transfer", &payment);
	return rc;
}

static int give_back(struct cx *cx, struct changing *c, const struct order *o)
{
	struct refund_pay pay = {
		.reason = "changed",
		.note = c->ask->reason,
		.amount = money(-c->out->balance.minor),
		.sent = c->ask->sent,
	};
	return refund_pay(cx, o->id, &pay);
}

/* How far the order is with its money, when it costs something else. */
static int settle(struct cx *cx, struct changing *c, struct order *o)
{
	int64_t balance = c->out->balance.minor;
	int rc = OK;
	if (balance > 0) {
		const char *step = o->paid.minor > 0 ? "owe" : "owe_all";
		if (order_can(o, step))
			rc = order_step(cx, o, step);
		return rc == OK ? pay_anew(cx, o) : rc;
	}
	/* What was paid in part is enough now. */
	if (o->paid.minor > 0 && order_can(o, "pay"))
		rc = order_paid_up(cx, o);
	if (rc == OK && c->n_unpacked_after == 0 && order_can(o, "all_left"))
		rc = order_step(cx, o, "all_left");
	if (rc < 0 || balance >= 0)
		return rc;
	if (c->ask->give_back)
		return give_back(cx, c, o);
	return order_can(o, "pay_back") ? order_step(cx, o, "pay_back") : OK;
}

/* ---- the whole ---- */

static int tell(struct cx *cx, struct changing *c)
{
	struct arena *a = cx->arena;
	int64_t id = c->before.id;
	int rc = order_get(cx, id, &c->out->after);
	if (rc == OK)
		rc = order_event_add(cx, id, "changed", c->ask->reason);
	if (rc == OK)
		rc = audit_add(cx, "order", id, "changed",
			audit_json(a, "total", money_plain(a, c->before.total),
				NULL),
			audit_json(a, "total",
				money_plain(a, c->out->after.total), "reason",
				c->ask->reason ? c->ask->reason : "", NULL));
	return rc == OK ? order_mail(cx, "order_changed", id, "customer",
				  c->out->after.rev)
			: rc;
}

static int read(struct cx *cx, struct changing *c)
{
	int64_t id = c->ask->order;
	int rc = order_get(cx, id, &c->before);
	if (rc == OK && (c->before.rev != c->ask->rev ||
				!order_can(&c->before, "change")))
		return change_refuse(c, "moved");
	if (rc == OK)
		rc = credit_left(cx, id, &c->left, &c->n_left);
	if (rc == OK)
		rc = shipment_left(cx, id, &c->unpacked, &c->n_unpacked);
	c->out->before = c->before;
	return rc;
}

/* Shelves before the order, as everywhere; its rev says whether somebody
 * else was faster. */
static int apply(struct cx *cx, struct changing *c)
{
	int rc = read(cx, c);
	if (rc == OK)
		rc = change_qtys(cx, c);
	if (rc == OK)
		rc = change_adds(cx, c);
	if (rc == OK)
		rc = change_delivery(cx, c);
	if (rc == OK && c->rows == 0)
		return change_refuse(c, "nothing");
	if (rc == OK)
		rc = set_changed(cx, c);
	if (rc == OK)
		rc = order_step(cx, &c->before, "change");
	struct order *o = &c->out->after;
	struct shipment_line *rest;
	if (rc == OK)
		rc = order_get(cx, c->before.id, o);
	if (rc == OK && units_of(o) <= 0)
		return change_refuse(c, "empty");
	if (rc == OK)
		rc = tax_again(cx, o);
	if (rc == OK)
		rc = document_after_change(cx, o->id);
	if (rc == OK)
		rc = profile_ordered_order(cx, o->id);
	if (rc == OK)
		rc = refund_balance(cx, o->id, &c->out->balance);
	if (rc == OK)
		rc = shipment_left(cx, o->id, &rest, &c->n_unpacked_after);
	if (rc == OK && c->out->balance.minor < 0)
		rc = refund_preview(cx, o->id, money(-c->out->balance.minor),
			false, &c->out->ways, &c->out->n_ways);
	if (rc == OK)
		rc = settle(cx, c, o);
	return rc == OK ? tell(cx, c) : rc;
}

int order_change(struct cx *cx, const struct order_change *change, bool dry,
	struct order_changed *out, const char **why)
{
	*why = "";
	*out = (struct order_changed){0};
	struct changing c = {.ask = change, .out = out, .why = why};
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = apply(cx, &c);
	if (!dry || rc < 0)
		return db_end(cx->db, rc);
	/* It was only tried: all of it is undone. */
	(void)db_end(cx->db, ERR_CONFLICT);
	return OK;
}
