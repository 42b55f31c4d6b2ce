/* What is written around the calls of a provider, so that a process that dies
 * at any moment leaves a payment that somebody asks for later. */
#include "domain/payment.h"

#include <inttypes.h>
#include <string.h>

#include "lib/db.h"
#include "lib/err.h"

int payment_calling(struct cx *cx, struct payment *p,
	const struct payment_payer *payer, int64_t check_ms, bool once)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE payment SET cart_key = :cart, address_key = :address,"
		" next_check_ms = :check, updated_ms = :now"
		" WHERE id = :id AND state = 'created'"
		" AND (:once = 0 OR coalesce(next_check_ms, 0) = 0)");
	db_bind_int(q, ":once", once);
	db_bind_text(q, ":cart", payer->cart);
	db_bind_text(q, ":address", payer->address);
	db_bind_int(q, ":check", check_ms);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", p->id);
	int rc = db_exec_one(q);
	if (rc == OK)
		p->next_check_ms = check_ms;
	return rc;
}

int payment_started(struct cx *cx, struct payment *p, const char *provider_ref,
	const char *href)
{
	/* a notice may have been faster: the state is then its own */
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE payment SET href = :href, updated_ms = :now,"
		" provider_ref = coalesce(provider_ref,"
		" CAST(:ref AS TEXT)), state = CASE WHEN state = 'created'"
		" THEN 'pending' ELSE state END WHERE id = :id");
	db_bind_text(q, ":href", href);
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":ref", *provider_ref ? provider_ref : NULL);
	db_bind_int(q, ":id", p->id);
	int rc = db_exec_one(q);
	if (rc == OK) {
		p->href = href;
		p->provider_ref = provider_ref;
		if (strcmp(p->state, "created") == 0)
			p->state = "pending";
	}
	return rc;
}

int payment_not_started(struct cx *cx, struct payment *p, const char *state,
	const char *problem)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE payment SET state = :state, problem = :problem,"
		" updated_ms = :now WHERE id = :id AND state = 'created'");
	db_bind_text(q, ":state", state);
	db_bind_text(q, ":problem", problem);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", p->id);
	int rc = db_exec(q, NULL);
	if (rc == OK)
		p->state = state;
	return rc;
}

int payment_voided(struct cx *cx, struct payment *p)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE payment SET state = 'voided', next_check_ms = NULL,"
		" updated_ms = :now WHERE id = :id AND state = 'authorised'");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", p->id);
	int rc = db_exec_one(q);
	if (rc == OK)
		p->state = "voided";
	return rc;
}

int payment_due(struct cx *cx, int64_t **ids, size_t *n)
{
	*ids = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM payment WHERE next_check_ms IS NOT NULL"
		" AND next_check_ms <= :now AND state <> 'paid'"
		" ORDER BY next_check_ms, id LIMIT 50");
	db_bind_int(q, ":now", cx->now);
	return db_ints(q, cx->arena, ids, n);
}

int payment_checked(struct cx *cx, const struct payment *p, int64_t next_ms,
	const char *problem)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE payment SET next_check_ms = :next,"
		" checks = checks + 1, problem = CASE WHEN :problem = ''"
		" THEN problem ELSE :problem END,"
		" cart_key = CASE WHEN CAST(:next AS BIGINT) IS NULL THEN '' ELSE cart_key END,"
		" address_key = CASE WHEN CAST(:next AS BIGINT) IS NULL THEN ''"
		" ELSE address_key END"
		" WHERE id = :id AND state <> 'paid'");
	db_bind_or_null(q, ":next", next_ms);
	db_bind_text(q, ":problem", problem);
	db_bind_int(q, ":id", p->id);
	return db_exec(q, NULL);
}
