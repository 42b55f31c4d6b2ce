/* Asking for a return, making a claim. */
#include <string.h>

#include "domain/order.h"
#include "domain/return_trace.h"
#include "domain/profile.h"
#include "lib/db.h"
#include "lib/err.h"

int return_lock(struct cx *cx, int64_t order)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE orders SET rev = rev + 1 WHERE id = :id");
	db_bind_int(q, ":id", order);
	return db_exec_one(q);
}

int return_lines_add(
	struct cx *cx, int64_t id, const struct return_want *wants, size_t n)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (wants[i].qty <= 0)
			continue;
		struct db_stmt *q = DB_SQL(cx->db,
			"INSERT INTO return_line (return_case, order_line,"
			" qty, exemption) SELECT CAST(:case AS BIGINT), l.id,"
			" CAST(:qty AS BIGINT), l.exemption"
			" FROM order_line l WHERE l.id = :line");
		db_bind_int(q, ":case", id);
		db_bind_int(q, ":qty", wants[i].qty);
		db_bind_int(q, ":line", wants[i].line);
		rc = db_exec_one(q);
	}
	return rc;
}

static bool reason_known(const struct return_ask *ask)
{
	const char *const *list = return_reasons(ask->kind);
	while (*list && strcmp(*list, ask->reason) != 0)
		list++;
	return *list != NULL;
}

/* Some line, each once, none with more units than have been sent. */
static int check_wants(struct cx *cx, const struct return_ask *ask)
{
	struct return_left *left;
	size_t n;
	int rc = return_left(cx, ask->order, &left, &n);
	bool some = false;
	for (size_t i = 0; rc == OK && i < ask->n; i++) {
		const struct return_want *w = &ask->wants[i];
		if (w->qty == 0)
			continue;
		some = true;
		size_t k = 0;
		while (k < n && left[k].line != w->line)
			k++;
		if (k == n || w->qty < 0)
			rc = ERR_INVALID;
		else if (w->qty > left[k].qty)
			rc = ERR_CONFLICT;
		else
			left[k].qty = -1; /* the same line again is too many */
	}
	if (rc == OK && !some)
		rc = ERR_INVALID;
	return rc;
}

static int insert_case(struct cx *cx, const struct return_ask *ask,
	const struct order *o, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO return_case (kind, orders, state, name,"
		" order_text, email, statement, locale, attempt_key, at_ms,"
		" reason, message)"
		" VALUES (:kind, :order, 'requested', :name, '', :email, '',"
		" :locale, :key, :now, :reason, :message) RETURNING id");
	db_bind_text(q, ":kind", ask->kind);
	db_bind_int(q, ":order", o->id);
	db_bind_text(q, ":name", o->name);
	db_bind_text(q, ":email", o->email);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":key", ask->attempt_key);
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":reason", ask->reason);
	db_bind_text(q, ":message", ask->message);
	return db_insert(q, id);
}

static int by_attempt(struct cx *cx, const char *key, struct return_case *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id FROM return_case WHERE attempt_key = :key");
	db_bind_text(q, ":key", key);
	int64_t id = 0;
	int rc = db_one(q);
	if (rc == OK)
		id = db_next_int(q);
	db_done(q);
	return rc == OK ? return_get(cx, id, out) : rc;
}

static int request(
	struct cx *cx, const struct return_ask *ask, struct return_case *out)
{
	int rc = by_attempt(cx, ask->attempt_key, out);
	if (rc != ERR_NOT_FOUND)
		return rc;
	struct order o = {0};
	rc = return_lock(cx, ask->order);
	if (rc == OK)
		rc = order_get(cx, ask->order, &o);
	if (rc < 0)
		return rc;
	bool claim = strcmp(ask->kind, "claim") == 0;
	int64_t until = return_until(cx, o.delivered_ms);
	if (!claim && (until < 0 || (until > 0 && cx->now >= until)))
		return ERR_CONFLICT;
	rc = check_wants(cx, ask);
	int64_t id = 0;
	if (rc == OK)
		rc = insert_case(cx, ask, &o, &id);
	if (rc == OK)
		rc = return_lines_add(cx, id, ask->wants, ask->n);
	if (rc == OK)
		rc = profile_ordered_order(cx, ask->order);
	if (rc == OK)
		rc = return_get(cx, id, out);
	if (rc == OK)
		rc = return_tell(
			cx, out, claim ? "claimed" : "return_requested", NULL);
	if (rc == OK)
		rc = return_mail(cx, "return_requested", id, "customer");
	return rc == OK ? return_mail(cx, "owner_return", id, "owner") : rc;
}

int return_request(
	struct cx *cx, const struct return_ask *ask, struct return_case *out)
{
	if (!reason_known(ask))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = db_end(cx->db, request(cx, ask, out));
	/* Two posts of one attempt at the same moment. */
	if (rc == ERR_CONFLICT && by_attempt(cx, ask->attempt_key, out) == OK)
		rc = OK;
	return rc;
}
