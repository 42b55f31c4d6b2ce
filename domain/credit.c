/* What was charged and is taken back. */
#include "domain/credit.h"
#include "domain/customer_value.h"

#include <string.h>

#include "domain/price_engine.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

struct money credit_slice(struct money value, int64_t units, int64_t k)
{
	if (units <= 0 || k <= 0)
		return money(0);
	int64_t each = value.minor / units, rest = value.minor % units;
	return money(each * k + (k < rest ? k : rest));
}

static void read_left(struct cx *cx, struct db_stmt *q, struct credit_left *l)
{
	l->line = db_next_int(q);
	l->kind = db_next_text(q, cx->arena);
	l->rate_bp = db_next_int(q);
	l->qty = db_next_int(q);
	l->value = money(db_next_int(q));
	l->credited_qty = db_next_int(q);
	l->credited = money(db_next_int(q));
	l->qty -= l->credited_qty;
	l->value.minor -= l->credited.minor;
}

/* Lines that the owner added count by their changes alone. */
int credit_left(
	struct cx *cx, int64_t order, struct credit_left **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.id, l.kind, coalesce(l.rate_bp, -1),"
		" CASE WHEN l.added_ms IS NULL THEN l.qty ELSE 0 END"
		"  + (SELECT CAST(coalesce(sum(c.delta), 0) AS BIGINT)"
		"   FROM line_change c WHERE c.order_line = l.id),"
		" CASE WHEN l.added_ms IS NULL THEN l.qty * l.unit_minor"
		"  ELSE 0 END"
		"  + (SELECT CAST(coalesce(sum(a.amount_minor), 0) AS BIGINT)"
		"   FROM adjustment a WHERE a.order_line = l.id)"
		"  + (SELECT CAST(coalesce(sum(c.amount_minor), 0) AS BIGINT)"
		"   FROM line_change c WHERE c.order_line = l.id),"
		" (SELECT CAST(coalesce(sum(k.qty), 0) AS BIGINT)"
		"  FROM credit_line k WHERE k.order_line = l.id),"
		" (SELECT CAST(coalesce(sum(k.gross_minor), 0) AS BIGINT)"
		"  FROM credit_line k WHERE k.order_line = l.id)"
		" FROM order_line l WHERE l.orders = :order"
		" ORDER BY l.position");
	db_bind_int(q, ":order", order);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		read_left(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}

/* What was credited of an order at a rate. */
static int credited_at(
	struct cx *cx, int64_t order, int64_t rate_bp, struct money *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CAST(coalesce(sum(k.gross_minor), 0) AS BIGINT)"
		" FROM order_line l JOIN credit_line k ON k.order_line = l.id"
		" WHERE l.orders = :order AND coalesce(l.rate_bp, -1) = :rate");
	db_bind_int(q, ":order", order);
	db_bind_int(q, ":rate", rate_bp);
	int rc = db_one(q);
	if (rc == OK)
		*out = money(db_next_int(q));
	db_done(q);
	return rc;
}

/* The VAT of a rate is rounded once, then shared among its lines. */
static int share_vat(struct cx *cx, int64_t order,
	const struct credit_part *parts, size_t n, size_t first,
	struct money *vat)
{
	int64_t rate = parts[first].left->rate_bp;
	int64_t *gross = ARENA_ARRAY(cx->arena, int64_t, n);
	struct money before = {0}, sum = {0};
	for (size_t i = 0; i < n; i++) {
		bool same = parts[i].left->rate_bp == rate;
		gross[i] = same ? parts[i].gross.minor : 0;
		sum.minor += gross[i];
	}
	int rc = credited_at(cx, order, rate, &before);
	if (rc < 0)
		return rc;
	struct money *shares = ARENA_ARRAY(cx->arena, struct money, n);
	if (sum.minor > 0)
		money_split(credit_vat(before, sum, rate), gross, n, shares);
	for (size_t i = 0; i < n; i++)
		if (parts[i].left->rate_bp == rate)
			vat[i] = shares[i];
	return OK;
}

static int vat_of_parts(struct cx *cx, int64_t order,
	const struct credit_part *parts, size_t n, struct money *vat)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++) {
		bool seen = false;
		for (size_t k = 0; k < i; k++)
			seen |= parts[k].left->rate_bp ==
				parts[i].left->rate_bp;
		if (!seen)
			rc = share_vat(cx, order, parts, n, i, vat);
	}
	return rc;
}

static int line_add(struct cx *cx, int64_t credit,
	const struct credit_part *part, struct money vat)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO credit_line (credit, order_line, qty, gross_minor,"
		" vat_minor) VALUES (:credit, :line, :qty, :gross, :vat)");
	db_bind_int(q, ":credit", credit);
	db_bind_int(q, ":line", part->left->line);
	db_bind_int(q, ":qty", part->qty);
	db_bind_int(q, ":gross", part->gross.minor);
	db_bind_int(q, ":vat", vat.minor);
	return db_exec(q, NULL);
}

int credit_add(struct cx *cx, int64_t order, const char *reason,
	const struct credit_part *parts, size_t n, int64_t *id)
{
	struct money *vat = ARENA_ARRAY(cx->arena, struct money, n);
	int rc = vat_of_parts(cx, order, parts, n, vat);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO credit (orders, reason, staff, at_ms)"
		" VALUES (:order, :reason, :staff, :now) RETURNING id");
	db_bind_int(q, ":order", order);
	db_bind_text(q, ":reason", reason);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":now", cx->now);
	rc = db_insert(q, id);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = line_add(cx, *id, &parts[i], vat[i]);
	return rc == OK ? customer_value_stale_order(cx, order) : rc;
}

int credit_list(
	struct cx *cx, int64_t order, struct credit_row **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.id, c.orders, c.at_ms, c.staff, c.reason,"
		" (SELECT CAST(coalesce(sum(k.gross_minor), 0) AS BIGINT)"
		"  FROM credit_line k WHERE k.credit = c.id)"
		" FROM credit c WHERE c.orders = :order ORDER BY c.id");
	db_bind_int(q, ":order", order);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct credit_row *row = &(*out)[(*n)++];
		row->id = db_next_int(q);
		row->order = db_next_int(q);
		row->at_ms = db_next_int(q);
		row->staff = db_next_int(q);
		row->reason = db_next_text(q, cx->arena);
		row->gross = money(db_next_int(q));
	}
	db_done(q);
	return rc;
}

int credit_lines(
	struct cx *cx, int64_t credit, struct credit_line **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT k.order_line, k.qty, l.kind, l.name, l.options,"
		" k.gross_minor, k.vat_minor FROM credit_line k"
		" JOIN order_line l ON l.id = k.order_line"
		" WHERE k.credit = :credit ORDER BY l.position");
	db_bind_int(q, ":credit", credit);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct credit_line *l = &(*out)[(*n)++];
		l->line = db_next_int(q);
		l->qty = db_next_int(q);
		l->kind = db_next_text(q, cx->arena);
		l->name = db_next_text(q, cx->arena);
		l->options = db_next_text(q, cx->arena);
		l->gross = money(db_next_int(q));
		l->vat = money(db_next_int(q));
	}
	db_done(q);
	return rc;
}
