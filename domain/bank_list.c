/* Entries of bank statements, read. */
#include "domain/bank_parts.h"
#include "lib/db.h"
#include "lib/err.h"

static void read_entry(struct cx *cx, struct db_stmt *q, struct bank_entry *e)
{
	struct arena *a = cx->arena;
	e->id = db_next_int(q);
	e->day = db_next_int(q);
	e->amount = money(db_next_int(q));
	e->currency = db_next_text(q, a);
	e->reference = db_next_text(q, a);
	e->payer = db_next_text(q, a);
	e->message = db_next_text(q, a);
	e->state = db_next_text(q, a);
	e->note = db_next_text(q, a);
	e->staff = db_next_int(q);
	e->order = db_next_int(q);
	e->number = db_next_int(q);
}

int bank_entry_get(struct cx *cx, int64_t id, struct bank_entry *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT e.id, e.day, e.amount_minor, e.currency, e.reference,"
		" e.payer, e.message, e.state, e.note, e.staff, e.orders,"
		" o.number FROM bank_entry e"
		" LEFT JOIN orders o ON o.id = e.orders WHERE e.id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		read_entry(cx, q, out);
	db_done(q);
	return rc;
}

static int count(struct cx *cx, const char *state, int64_t *total)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT count(*) FROM bank_entry WHERE state = :state");
	db_bind_text(q, ":state", state);
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	return rc;
}

int bank_entries(struct cx *cx, const char *state, int64_t offset,
	int64_t limit, struct bank_entry **out, size_t *n, int64_t *total)
{
	*out = NULL;
	*n = 0;
	*total = 0;
	int rc = count(cx, state, total);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT e.id, e.day, e.amount_minor, e.currency, e.reference,"
		" e.payer, e.message, e.state, e.note, e.staff, e.orders,"
		" o.number FROM bank_entry e"
		" LEFT JOIN orders o ON o.id = e.orders"
		" WHERE e.state = :state ORDER BY e.day DESC, e.id DESC"
		" LIMIT :limit OFFSET :offset");
	db_bind_text(q, ":state", state);
	db_bind_int(q, ":limit", limit);
	db_bind_int(q, ":offset", offset);
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		read_entry(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}
