/* Withdrawal from contract (CRD Art. 11a): recorded, never refused. */
#include "domain/withdrawal.h"

#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/order.h"
#include "domain/order_trace.h"
#include "domain/return_trace.h"
#include "domain/profile.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { WITHDRAWAL_DAYS = 14, REFUND_DAYS = 14 };

const char *withdrawal_statement(struct cx *cx, const char *name,
	const char *order_text, const char *email)
{
	return arena_printf(cx->arena,
		tr("I hereby give notice that I withdraw from my contract of "
		   "sale of the goods of order %s.\n"
		   "Name: %s\n"
		   "Reply address: %s"),
		order_text, name, email);
}

static void read_row(struct cx *cx, struct db_stmt *q, struct withdrawal *w)
{
	struct arena *a = cx->arena;
	w->id = db_next_int(q);
	w->order = db_next_int(q);
	w->number = db_next_int(q);
	w->state = db_next_text(q, a);
	w->name = db_next_text(q, a);
	w->order_text = db_next_text(q, a);
	w->email = db_next_text(q, a);
	w->statement = db_next_text(q, a);
	w->remark = db_next_text(q, a);
	w->locale = db_next_text(q, a);
	w->at_ms = db_next_int(q);
	w->refund_due_ms = db_next_int(q);
}

#define COLUMNS                                                               \
	"SELECT c.id, c.orders, o.number, c.state, c.name, c.order_text,"     \
	" c.email, c.statement, c.remark, c.locale, c.at_ms, c.refund_due_ms" \
	" FROM return_case c LEFT JOIN orders o ON o.id = c.orders"           \
	" WHERE c.kind = 'withdrawal'"

static int read_only(struct cx *cx, struct db_stmt *q, struct withdrawal *out)
{
	int rc = db_one(q);
	if (rc == OK)
		read_row(cx, q, out);
	db_done(q);
	return rc;
}

int withdrawal_get(struct cx *cx, int64_t id, struct withdrawal *out)
{
	struct db_stmt *q = DB_SQL(cx->db, COLUMNS " AND c.id = :id");
	db_bind_int(q, ":id", id);
	return read_only(cx, q, out);
}

int withdrawal_by_attempt(
	struct cx *cx, const char *attempt_key, struct withdrawal *out)
{
	struct db_stmt *q = DB_SQL(cx->db, COLUMNS " AND c.attempt_key = :key");
	db_bind_text(q, ":key", attempt_key);
	return read_only(cx, q, out);
}

int withdrawal_of_order(struct cx *cx, int64_t order, struct withdrawal *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		COLUMNS " AND c.orders = :order ORDER BY c.id DESC LIMIT 1");
	db_bind_int(q, ":order", order);
	return read_only(cx, q, out);
}

int withdrawal_list(
	struct cx *cx, bool open_only, struct withdrawal **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		COLUMNS " AND (:open = 0 OR c.state IN"
			" ('requested', 'accepted', 'received'))"
			" ORDER BY c.at_ms DESC, c.id DESC LIMIT 500");
	db_bind_int(q, ":open", open_only);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		read_row(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}

/* Units of each line that are withdrawn from; true: all that is left. */
static bool choose(const struct withdrawal_ask *ask,
	const struct withdrawal_line *lines, size_t n, struct return_want *out)
{
	int64_t chosen = 0, left = 0;
	for (size_t i = 0; i < n; i++) {
		int64_t qty = 0;
		for (size_t k = 0; k < ask->n; k++)
			if (ask->wants[k].line == lines[i].line)
				qty = ask->wants[k].qty;
		if (qty > lines[i].left)
			qty = lines[i].left;
		if (qty < 0)
			qty = 0;
		out[i] = (struct return_want){lines[i].line, qty};
		chosen += qty;
		left += lines[i].left;
	}
	bool whole = chosen == 0 || chosen == left;
	for (size_t i = 0; whole && i < n; i++)
		out[i].qty = lines[i].left;
	return whole;
}

int withdrawal_lines(
	struct cx *cx, int64_t order, struct withdrawal_line **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct return_left *left;
	size_t n_left;
	int rc = return_left(cx, order, &left, &n_left);
	for (size_t i = 0; rc == OK && i < n_left; i++) {
		if (left[i].open == 0)
			continue;
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT name, options FROM order_line"
			" WHERE id = :id");
		db_bind_int(q, ":id", left[i].line);
		rc = db_one(q);
		if (rc == OK) {
			*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
			(*out)[*n] = (struct withdrawal_line){
				.line = left[i].line,
				.left = left[i].open,
				.exemption = left[i].exemption};
			(*out)[*n].name = db_next_text(q, cx->arena);
			(*out)[(*n)++].options = db_next_text(q, cx->arena);
		}
		db_done(q);
	}
	return rc;
}

/* "2 × Mug, Sea", a line each. */
static const char *list_goods(struct cx *cx,
	const struct withdrawal_line *lines, const struct return_want *wants,
	size_t n)
{
	const char *list = "";
	for (size_t i = 0; i < n; i++)
		if (wants[i].qty > 0)
			list = arena_printf(cx->arena,
				"%s\n%" PRId64 " × %s%s%s", list, wants[i].qty,
				lines[i].name, *lines[i].options ? ", " : "",
				lines[i].options);
	return list;
}

/* What is withdrawn from, and in which words. */
struct saying {
	struct return_want *wants;
	size_t n;
	const char *text;
};

static int say(
	struct cx *cx, const struct withdrawal_ask *ask, struct saying *out)
{
	struct withdrawal_line *lines = NULL;
	size_t n = 0;
	int rc = ask->order ? withdrawal_lines(cx, ask->order, &lines, &n) : OK;
	if (rc < 0)
		return rc;
	out->wants = ARENA_ARRAY(cx->arena, struct return_want, n + 1);
	out->n = n;
	if (choose(ask, lines, n, out->wants)) {
		out->text = withdrawal_statement(
			cx, ask->name, ask->order_text, ask->email);
		return OK;
	}
	out->text = arena_printf(cx->arena,
		tr("I hereby give notice that I withdraw from my contract of "
		   "sale of the following goods of order %s:%s\n"
		   "Name: %s\n"
		   "Reply address: %s"),
		ask->order_text, list_goods(cx, lines, out->wants, n),
		ask->name, ask->email);
	return OK;
}

/* Counted from the day after receipt; the last day counts in full.  Where
 * receipt is not known the period has not begun to run out. */
static bool is_late(const struct cx *cx, const struct order *o)
{
	if (o->delivered_ms == 0)
		return false;
	return cx->now >=
	       clock_next_midnight(o->delivered_ms + WITHDRAWAL_DAYS * MS_DAY);
}

static int insert_case(struct cx *cx, const struct order *o,
	const char *attempt_key, struct withdrawal *w)
{
	w->state = "accepted";
	w->remark = o->id && is_late(cx, o) ? "late" : "";
	w->at_ms = cx->now;
	w->refund_due_ms = cx->now + REFUND_DAYS * MS_DAY;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO return_case (kind, orders, state, name,"
		" order_text, email, statement, locale, remark, attempt_key,"
		" at_ms, refund_due_ms)"
		" VALUES ('withdrawal', :order, 'accepted', :name,"
		" :order_text, :email, :statement, :locale, :remark, :key,"
		" :now, :due) RETURNING id");
	db_bind_or_null(q, ":order", o->id);
	db_bind_text(q, ":name", w->name);
	db_bind_text(q, ":order_text", w->order_text);
	db_bind_text(q, ":email", w->email);
	db_bind_text(q, ":statement", w->statement);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":remark", w->remark);
	db_bind_text(q, ":key", attempt_key);
	db_bind_int(q, ":now", w->at_ms);
	db_bind_int(q, ":due", w->refund_due_ms);
	return db_insert(q, &w->id);
}

static int record(struct cx *cx, const struct order *o,
	const struct withdrawal_ask *ask, struct withdrawal *w)
{
	struct saying said = {0};
	int rc = o->id ? return_lock(cx, o->id) : OK;
	if (rc == OK)
		rc = say(cx, ask, &said);
	if (rc < 0)
		return rc;
	w->statement = said.text;
	rc = insert_case(cx, o, ask->attempt_key, w);
	if (rc == OK)
		rc = return_lines_add(cx, w->id, said.wants, said.n);
	if (rc == OK && o->id)
		rc = order_event_add(cx, o->id, "withdrawn", "");
	if (rc == OK && o->id)
		rc = profile_ordered_order(cx, o->id);
	if (rc == OK)
		rc = audit_add(cx, "case", w->id, "confirmed", NULL,
			audit_json(cx->arena, "state", w->state, "remark",
				w->remark, NULL));
	if (rc == OK)
		rc = return_mail(cx, "withdrawal_receipt", w->id, "customer");
	if (rc == OK)
		rc = return_mail(cx, "owner_withdrawal", w->id, "owner");
	return rc;
}

/* By its secret link, else by number and e-mail; none is fine: it is kept for
 * the owner all the same. */
static int order_of(
	struct cx *cx, const struct withdrawal_ask *ask, struct order *o)
{
	int rc = ask->order ? order_get(cx, ask->order, o)
			    : order_by_number_email(
				      cx, ask->order_text, ask->email, o);
	if (rc == ERR_NOT_FOUND) {
		*o = (struct order){0};
		rc = OK;
	}
	return rc;
}

static int confirm(
	struct cx *cx, const struct withdrawal_ask *ask, struct withdrawal *w)
{
	struct withdrawal before;
	int rc = withdrawal_by_attempt(cx, ask->attempt_key, &before);
	if (rc == OK)
		*w = before;
	if (rc != ERR_NOT_FOUND)
		return rc;
	struct order o;
	rc = order_of(cx, ask, &o);
	if (rc < 0)
		return rc;
	struct withdrawal_ask of = *ask;
	w->order = of.order = o.id;
	w->number = o.number;
	return record(cx, &o, &of, w);
}

int withdrawal_make(
	struct cx *cx, const struct withdrawal_ask *ask, struct withdrawal *out)
{
	*out = (struct withdrawal){.name = ask->name,
		.order_text = ask->order_text,
		.email = ask->email,
		.locale = cx->locale};
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = db_end(cx->db, confirm(cx, ask, out));
	/* Two posts of one attempt at the same moment. */
	if (rc == ERR_CONFLICT)
		rc = withdrawal_by_attempt(cx, ask->attempt_key, out);
	return rc;
}

int withdrawal_confirm(struct cx *cx, const char *name, const char *order_text,
	const char *email, const char *attempt_key, struct withdrawal *out)
{
	const struct withdrawal_ask ask = {.name = name,
		.order_text = order_text,
		.email = email,
		.attempt_key = attempt_key};
	return withdrawal_make(cx, &ask, out);
}

int withdrawal_say(
	struct cx *cx, const struct withdrawal_ask *ask, const char **out)
{
	struct saying said;
	int rc = say(cx, ask, &said);
	*out = rc == OK ? said.text : "";
	return rc;
}
