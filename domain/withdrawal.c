/* Withdrawal from contract (CRD Art. 11a): recorded, never refused. */
#include "domain/withdrawal.h"

#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/order.h"
#include "domain/order_trace.h"
#include "domain/outbox.h"
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
	w->statement = withdrawal_statement(
		cx, w->name, w->order_text, w->email);
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

/* The whole order. */
static int insert_lines(struct cx *cx, const struct withdrawal *w)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO return_line (return_case, order_line, qty,"
		" exemption) SELECT CAST(:case AS BIGINT), l.id, l.qty,"
		" l.exemption FROM order_line l"
		" WHERE l.orders = :order AND l.kind = 'goods'");
	db_bind_int(q, ":case", w->id);
	db_bind_int(q, ":order", w->order);
	return db_exec(q, NULL);
}

static int add_mail(struct cx *cx, const char *mail, int64_t id, const char *to)
{
	return outbox_add(cx, "mail",
		arena_printf(cx->arena, "mail/%s/%" PRId64, mail, id),
		arena_printf(cx->arena,
			"{\"mail\":\"%s\",\"case\":%" PRId64 ",\"to\":\"%s\"}",
			mail, id, to),
		cx->now);
}

static int record(struct cx *cx, const struct order *o, const char *attempt_key,
	struct withdrawal *w)
{
	int rc = insert_case(cx, o, attempt_key, w);
	if (rc == OK && o->id)
		rc = insert_lines(cx, w);
	if (rc == OK && o->id)
		rc = order_event_add(cx, o->id, "withdrawn", "");
	if (rc == OK)
		rc = audit_add(cx, "withdrawal", w->id, "confirmed", NULL,
			audit_json(cx->arena, "state", w->state, "remark",
				w->remark, NULL));
	if (rc == OK)
		rc = add_mail(cx, "withdrawal_receipt", w->id, "customer");
	if (rc == OK)
		rc = add_mail(cx, "owner_withdrawal", w->id, "owner");
	return rc;
}

static int confirm(struct cx *cx, const char *attempt_key, struct withdrawal *w)
{
	struct withdrawal before;
	int rc = withdrawal_by_attempt(cx, attempt_key, &before);
	if (rc == OK)
		*w = before;
	if (rc != ERR_NOT_FOUND)
		return rc;
	struct order o;
	rc = order_by_number_email(cx, w->order_text, w->email, &o);
	if (rc == ERR_NOT_FOUND) /* kept for the owner all the same */
		o = (struct order){0};
	else if (rc < 0)
		return rc;
	w->order = o.id;
	w->number = o.number;
	return record(cx, &o, attempt_key, w);
}

int withdrawal_confirm(struct cx *cx, const char *name, const char *order_text,
	const char *email, const char *attempt_key, struct withdrawal *out)
{
	*out = (struct withdrawal){
		.name = name, .order_text = order_text, .email = email};
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = db_end(cx->db, confirm(cx, attempt_key, out));
	/* Two posts of one attempt at the same moment. */
	if (rc == ERR_CONFLICT)
		rc = withdrawal_by_attempt(cx, attempt_key, out);
	return rc;
}

/* accepted -> received -> settled; goods that never left the shop go to
 * settled at once. */
static bool may_become(const char *from, const char *to)
{
	static const char *const way[] = {
		"requested", "accepted", "received", "settled"};
	size_t a = 0, b = 0, n = sizeof(way) / sizeof(way[0]);
	while (a < n && strcmp(way[a], from) != 0)
		a++;
	while (b < n && strcmp(way[b], to) != 0)
		b++;
	return a < n && b < n && a <= b;
}

static int set(struct cx *cx, const struct withdrawal *w, const char *state,
	const char *remark)
{
	if (!may_become(w->state, state))
		return ERR_CONFLICT;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE return_case SET state = :state, remark = :remark,"
		" rev = rev + 1 WHERE id = :id AND state = :before");
	db_bind_text(q, ":state", state);
	db_bind_text(q, ":remark", remark ? remark : w->remark);
	db_bind_int(q, ":id", w->id);
	db_bind_text(q, ":before", w->state);
	int rc = db_exec_one(q);
	if (rc < 0)
		return rc;
	return audit_add(cx, "withdrawal", w->id, "set",
		audit_json(cx->arena, "state", w->state, "remark", w->remark,
			NULL),
		audit_json(cx->arena, "state", state, "remark",
			remark ? remark : w->remark, NULL));
}

int withdrawal_set(
	struct cx *cx, int64_t id, const char *state, const char *remark)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct withdrawal w;
	rc = withdrawal_get(cx, id, &w);
	if (rc == OK)
		rc = set(cx, &w, state, remark);
	return db_end(cx->db, rc);
}
