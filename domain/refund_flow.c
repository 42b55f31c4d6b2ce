/* Refunds and providers: sending one, asking what became of it. */
#include "domain/provider.h"

#include <inttypes.h>
#include <string.h>

#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"

enum { SURE_AFTER = 12 }; /* questions until the owner has to look */

/* Before the call: whoever dies in it leaves a refund that is asked for. */
static int refund_calling(struct cx *cx, const struct refund *r, int64_t ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE refund SET next_check_ms = :next, checks = checks + 1,"
		" updated_ms = :now WHERE id = :id"
		" AND state IN ('requested', 'sent')");
	db_bind_or_null(q, ":next", ms);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", r->id);
	return db_exec_one(q);
}

static int refund_noted(struct cx *cx, const struct refund *r,
	const char *provider_ref, const char *problem)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE refund SET problem = :problem, provider_ref ="
		" CASE WHEN CAST(:ref AS TEXT) = '' THEN provider_ref"
		" ELSE :ref END WHERE id = :id AND state = 'sent'");
	db_bind_text(q, ":problem", problem);
	db_bind_text(q, ":ref", provider_ref);
	db_bind_int(q, ":id", r->id);
	return db_exec(q, NULL);
}

static int refund_checks(struct cx *cx, int64_t id, int64_t *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT checks FROM refund WHERE id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc;
}

/* 1 min, 2, 4, ... a day. */
static int64_t pause_of(int64_t checks)
{
	int64_t ms = MS_MINUTE << (checks < 10 ? checks : 10);
	if (checks >= SURE_AFTER + 30)
		return 0;
	return ms < MS_DAY ? ms : MS_DAY;
}

static int apply(struct cx *cx, const struct refund *r, int said, bool first,
	const struct provider_answer *a)
{
	if (said == OK && strcmp(a->state, "sent") != 0)
		return refund_move(
			cx, r->id, a->state, a->provider_ref, a->problem);
	/* Refused at the first try: nothing has happened there.  Later a
	 * refusal may mean that the first one got through. */
	if (said == ERR_INVALID && first)
		return refund_move(cx, r->id, "failed", "", a->problem);
	return refund_noted(cx, r, said == OK ? a->provider_ref : "",
		said == OK ? "" : a->problem);
}

int refund_send(struct cx *cx, int64_t id)
{
	struct refund r;
	struct payment p;
	int64_t checks = 0;
	struct provider_answer a = {
		.state = "sent", .provider_ref = "", .problem = ""};
	int rc = refund_get(cx, id, &r);
	if (rc == OK)
		rc = payment_get(cx, r.payment, &p);
	if (rc == OK)
		rc = refund_checks(cx, id, &checks);
	const struct provider *provider = rc == OK ? provider_find(p.provider)
						   : NULL;
	if (rc < 0 || !provider)
		return rc < 0 ? rc : ERR_NOT_FOUND;
	bool first = strcmp(r.state, "requested") == 0;
	if (!first && strcmp(r.state, "sent") != 0)
		return OK; /* over */
	int64_t pause = pause_of(checks);
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = refund_calling(cx, &r, pause ? cx->now + pause : 0);
	if (rc == OK && first)
		rc = refund_move(cx, id, "sent", "", "");
	rc = db_end(cx->db, rc);
	if (rc < 0)
		return rc == ERR_CONFLICT ? OK : rc; /* another has it */
	/* The stamp makes it one refund, however often it is sent. */
	int said = *r.provider_ref ? provider->refund_status(cx, &p, &r, &a)
				   : provider->refund(cx, &p, &r, &a);
	if (said < 0)
		log_warn("event=refund_not_known refund=%" PRId64
			 " provider=%s rc=%d problem=\"%s\"",
			id, provider->code, said, a.problem);
	rc = apply(cx, &r, said, first, &a);
	return rc == ERR_CONFLICT ? OK : rc; /* a notice was faster */
}

int refund_due(struct cx *cx, int64_t **ids, size_t *n)
{
	*ids = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM refund WHERE next_check_ms IS NOT NULL"
		" AND next_check_ms <= :now AND state IN ('requested', 'sent')"
		" ORDER BY next_check_ms, id LIMIT 50");
	db_bind_int(q, ":now", cx->now);
	return db_ints(q, cx->arena, ids, n);
}

int refund_by_stamp(struct cx *cx, const char *stamp, int64_t *id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id FROM refund WHERE stamp = :stamp");
	db_bind_text(q, ":stamp", stamp);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

int refund_by_ref(
	struct cx *cx, const char *provider, const char *ref, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT r.id FROM refund r JOIN payment p ON p.id = r.payment"
		" WHERE p.provider = :provider AND r.provider_ref = :ref"
		" AND r.provider_ref <> '' ORDER BY r.id LIMIT 1");
	db_bind_text(q, ":provider", provider);
	db_bind_text(q, ":ref", ref);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

int refund_hear(struct cx *cx, int64_t id, const struct provider_answer *a)
{
	struct refund r;
	int rc = refund_get(cx, id, &r);
	if (rc < 0)
		return rc;
	if (r.amount.minor != a->amount.minor) {
		log_warn("event=refund_refused refund=%" PRId64
			 " reason=amount",
			id);
		return ERR_INVALID;
	}
	if (strcmp(r.state, "sent") != 0 || strcmp(a->state, "sent") == 0)
		return OK; /* over already, or nothing new */
	rc = refund_move(cx, id, a->state, a->provider_ref, a->problem);
	return rc == ERR_CONFLICT ? OK : rc;
}
