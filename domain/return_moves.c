/* The machine of a case.  The table says every move there is. */
#include "domain/return_trace.h"

#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/order.h"
#include "domain/order_trace.h"
#include "domain/outbox.h"
#include "domain/setting.h"
#include "domain/profile.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"

enum { REFUND_DAYS = 14 };

enum who { BUYER, OWNER };

static const struct move {
	const char *name;
	const char *kind; /* NULL: all */
	const char *from, *to;
	enum who who;
	const char *event; /* of the order, and the mail's name */
} moves[] = {
	{"accept", "return", "requested", "accepted", OWNER, "return_accepted"},
	{"accept", "claim", "requested", "accepted", OWNER, "return_accepted"},
	{"refuse", "return", "requested", "refused", OWNER, "return_refused"},
	{"refuse", "claim", "requested", "refused", OWNER, "return_refused"},
	{"cancel", "return", "requested", "cancelled", BUYER,
		"return_cancelled"},
	{"cancel", "claim", "requested", "cancelled", BUYER,
		"return_cancelled"},
	{"receive", NULL, "accepted", "received", OWNER, "return_received"},
	{"settle", NULL, "received", "settled", OWNER, "return_settled"},
	/* Goods that never left, or that need not come back. */
	{"settle", "withdrawal", "accepted", "settled", OWNER,
		"return_settled"},
	{"settle", "claim", "accepted", "settled", OWNER, "return_settled"},
};

static const struct move *move_find(
	const struct return_case *c, const char *name)
{
	for (size_t i = 0; i < sizeof(moves) / sizeof(*moves); i++) {
		const struct move *m = &moves[i];
		if (strcmp(m->name, name) == 0 &&
			(!m->kind || strcmp(m->kind, c->kind) == 0) &&
			strcmp(m->from, c->state) == 0)
			return m;
	}
	return NULL;
}

bool return_can(const struct return_case *c, const char *move)
{
	if (strcmp(move, "sent") == 0)
		return strcmp(c->state, "accepted") == 0;
	return move_find(c, move) != NULL;
}

/* Guarded by rev and state: whoever moved it first wins. */
static int swap(
	struct cx *cx, const struct return_case *c, const struct move *m)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE return_case SET state = :to, rev = rev + 1,"
		" label = :label, answer = :answer,"
		" staff = coalesce(:staff, staff),"
		" refund_due_ms = CASE WHEN :to = 'received'"
		"  AND refund_due_ms IS NULL THEN CAST(:due AS BIGINT)"
		"  ELSE refund_due_ms END,"
		" received_ms = CASE WHEN :to = 'received'"
		"  THEN CAST(:now AS BIGINT) ELSE received_ms END,"
		" settled_ms = CASE WHEN :to = 'settled'"
		"  THEN CAST(:now AS BIGINT) ELSE settled_ms END"
		" WHERE id = :id AND rev = :rev AND state = :from");
	db_bind_text(q, ":to", m->to);
	db_bind_text(q, ":label", c->label);
	db_bind_text(q, ":answer", c->answer);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":due", cx->now + REFUND_DAYS * MS_DAY);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", c->id);
	db_bind_int(q, ":rev", c->rev);
	db_bind_text(q, ":from", m->from);
	return db_exec_one(q);
}

int return_mail(struct cx *cx, const char *mail, int64_t id, const char *to)
{
	return outbox_add(cx, "mail",
		arena_printf(cx->arena, "mail/%s/%" PRId64, mail, id),
		arena_printf(cx->arena,
			"{\"mail\":\"%s\",\"case\":%" PRId64 ",\"to\":\"%s\"}",
			mail, id, to),
		cx->now);
}

int return_tell(struct cx *cx, const struct return_case *c, const char *event,
	const char *before)
{
	struct arena *a = cx->arena;
	const char *was = before ? audit_json(a, "state", before, NULL) : NULL;
	const char *now = *c->answer ? audit_json(a, "state", c->state,
					       "answer", c->answer, NULL)
				     : audit_json(a, "state", c->state, NULL);
	int rc = c->order ? order_event_add(cx, c->order, event, c->code) : OK;
	return rc == OK ? audit_add(cx, "case", c->id, event, was, now) : rc;
}

int return_step(struct cx *cx, struct return_case *c, const char *name)
{
	const struct move *m = move_find(c, name);
	if (!m)
		return ERR_CONFLICT;
	if ((m->who == OWNER) != (cx->staff != 0))
		return ERR_DENIED;
	const char *before = c->state;
	int rc = swap(cx, c, m);
	if (rc < 0)
		return rc;
	c->state = m->to;
	c->rev++;
	rc = return_tell(cx, c, m->event, before);
	if (rc == OK && c->order)
		rc = profile_ordered_order(cx, c->order);
	if (rc == OK)
		rc = return_mail(cx, m->event, c->id,
			m->who == OWNER ? "customer" : "owner");
	return rc;
}

int return_moving(struct cx *cx, int64_t id, int64_t rev,
	int (*fn)(struct cx *cx, struct return_case *c, const void *arg),
	const void *arg)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct return_case c;
	rc = return_get(cx, id, &c);
	if (rc == OK)
		rc = c.rev == rev ? fn(cx, &c, arg) : ERR_CONFLICT;
	return db_end(cx->db, rc);
}

static int do_accept(struct cx *cx, struct return_case *c, const void *arg)
{
	const char *label = arg;
	c->label = *label ? label : setting_get(cx, "returns.code");
	return return_step(cx, c, "accept");
}

int return_accept(struct cx *cx, int64_t id, int64_t rev, const char *label)
{
	return return_moving(cx, id, rev, do_accept, label);
}

static int do_refuse(struct cx *cx, struct return_case *c, const void *arg)
{
	c->answer = arg;
	return return_step(cx, c, "refuse");
}

int return_refuse(struct cx *cx, int64_t id, int64_t rev, const char *answer)
{
	if (!answer || !*answer)
		return ERR_INVALID;
	return return_moving(cx, id, rev, do_refuse, answer);
}

static int do_cancel(struct cx *cx, struct return_case *c, const void *arg)
{
	(void)arg;
	return return_step(cx, c, "cancel");
}

int return_cancel(struct cx *cx, int64_t id, int64_t rev)
{
	return return_moving(cx, id, rev, do_cancel, NULL);
}

static int do_sent(struct cx *cx, struct return_case *c, const void *arg)
{
	if (!return_can(c, "sent"))
		return ERR_CONFLICT;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE return_case SET sent_ms = coalesce(sent_ms, :now),"
		" tracking = CASE WHEN CAST(:code AS TEXT) = '' THEN tracking"
		"  ELSE CAST(:code AS TEXT) END, rev = rev + 1"
		" WHERE id = :id AND rev = :rev AND state = 'accepted'");
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":code", arg);
	db_bind_int(q, ":id", c->id);
	db_bind_int(q, ":rev", c->rev);
	int rc = db_exec_one(q);
	return rc == OK ? return_tell(cx, c, "return_sent", NULL) : rc;
}

int return_sent(struct cx *cx, int64_t id, int64_t rev, const char *tracking)
{
	return return_moving(cx, id, rev, do_sent, tracking);
}

static int do_remark(struct cx *cx, struct return_case *c, const void *arg)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE return_case SET remark = :remark, rev = rev + 1"
		" WHERE id = :id AND rev = :rev");
	db_bind_text(q, ":remark", arg);
	db_bind_int(q, ":id", c->id);
	db_bind_int(q, ":rev", c->rev);
	int rc = db_exec_one(q);
	return rc == OK ? audit_add(cx, "case", c->id, "remark",
				  audit_json(
					  cx->arena, "remark", c->remark, NULL),
				  audit_json(cx->arena, "remark", arg, NULL))
			: rc;
}

int return_remark(struct cx *cx, int64_t id, int64_t rev, const char *remark)
{
	return return_moving(cx, id, rev, do_remark, remark);
}
