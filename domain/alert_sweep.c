/* What people wait for has come true: they are told. */
#include "domain/alert_in.h"

#include <inttypes.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/outbox.h"
#include "domain/price.h"
#include "domain/stock.h"
#include "domain/table.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

enum { BATCH = 100 }; /* mails in one transaction: others write in between */

/* What somebody waits for. */
struct awaited {
	const char *kind;
	int64_t variant;
};

/* On sale by now's clock: never a draft, something archived or to come. */
static int awaited_list(struct cx *cx, struct awaited **out, size_t *n)
{
	struct awaited *rows = NULL;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT a.kind, a.variant FROM (SELECT DISTINCT kind, variant"
		"  FROM alert WHERE state = 'active') a"
		" JOIN variant v ON v.id = a.variant AND v.archived_ms IS NULL"
		" JOIN product p ON p.id = v.product AND p.status = 'active'"
		"  AND coalesce(p.publish_from_ms, 0) <= :now"
		"  AND (p.publish_to_ms IS NULL OR p.publish_to_ms > :now)");
	db_bind_int(q, ":now", cx->now);
	int rc;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		rows = arena_grow(cx->arena, rows, *n, sizeof(*rows));
		rows[*n].kind = alert_kind(db_next_text(q, cx->arena));
		rows[(*n)++].variant = db_next_int(q);
	}
	db_done(q);
	*out = rows;
	return rc;
}

/* What it costs, if it can be bought; else *price -1: nobody is told. */
static int price_find(struct cx *cx, int64_t variant, int64_t *price)
{
	struct price_now now;
	struct stock_now stock;
	*price = -1;
	int rc = price_now(cx, variant, &now);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? OK : rc;
	rc = stock_now(cx, variant, &stock);
	if (rc == OK && stock.most > 0)
		*price = now.amount.minor;
	return rc;
}

struct due {
	int64_t id, confirmed_ms;
};

/* Whoever has asked first is first. */
static int due_list(struct cx *cx, const struct awaited *a, int64_t price,
	struct due *out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, coalesce(confirmed_ms, 0) FROM alert"
		" WHERE state = 'active' AND kind = :kind"
		" AND variant = :variant"
		" AND (kind = 'stock' OR price_minor > :price)"
		" ORDER BY confirmed_ms, id LIMIT :most");
	db_bind_text(q, ":kind", a->kind);
	db_bind_int(q, ":variant", a->variant);
	db_bind_int(q, ":price", price);
	db_bind_int(q, ":most", BATCH);
	int rc;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		out[*n].id = db_next_int(q);
		out[(*n)++].confirmed_ms = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* Once: whoever comes second, or after the end of it, changes no row. */
static int tell(struct cx *cx, const struct due *d)
{
	int64_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE alert SET state = 'sent', sent_ms = :now"
		" WHERE id = :id AND state = 'active'");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", d->id);
	int rc = db_exec(q, &n);
	if (rc < 0 || !n)
		return rc;
	return outbox_add(cx, "mail",
		arena_printf(cx->arena, "alert/%" PRId64 "/%" PRId64, d->id,
			d->confirmed_ms),
		arena_printf(cx->arena,
			"{\"mail\":\"alert_told\",\"alert\":%" PRId64 "}",
			d->id),
		cx->now);
}

static int batch_tell(struct cx *cx, const struct due *due, size_t n)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = tell(cx, &due[i]);
	return db_end(cx->db, rc);
}

static int awaited_tell(struct cx *cx, const struct awaited *a, int64_t *told)
{
	struct due due[BATCH];
	int64_t price;
	size_t n = 0;
	int rc = price_find(cx, a->variant, &price);
	if (rc < 0 || price < 0)
		return rc;
	do {
		rc = due_list(cx, a, price, due, &n);
		if (rc == OK && n)
			rc = batch_tell(cx, due, n);
		if (rc == OK)
			*told += (int64_t)n;
	} while (rc == OK && n == BATCH);
	return rc;
}

int alert_sweep(struct cx *cx, int64_t *n)
{
	struct awaited *rows;
	size_t some;
	*n = 0;
	int rc = awaited_list(cx, &rows, &some);
	for (size_t i = 0; rc == OK && i < some; i++)
		rc = awaited_tell(cx, &rows[i], n);
	return rc;
}

/* How many wait, and a sum that tells others from these. */
static int waiting_count(struct cx *cx, struct alert_look *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*), CAST(coalesce(sum(id), 0) AS BIGINT)"
		" FROM alert WHERE state = 'active'");
	int rc = db_one(q);
	if (rc == OK) {
		out->waiting = db_next_int(q);
		out->ids = db_next_int(q);
	}
	db_done(q);
	return rc;
}

int alert_look(struct cx *cx, struct alert_look *last, bool *due)
{
	struct alert_look now = {.until_ms = last->until_ms};
	*due = false;
	int rc = waiting_count(cx, &now);
	if (rc < 0 || !now.waiting)
		return rc;
	rc = catalogue_version(cx, &now.version);
	*due = now.version != last->version || now.ids != last->ids ||
	       now.waiting != last->waiting || cx->now >= last->until_ms;
	if (rc == OK && *due)
		rc = catalogue_clock(cx, &now.until_ms);
	if (rc == OK)
		*last = now;
	return rc;
}

/* ---- what will never come true ---- */

TABLE_SQL(over_gone,
	"SELECT a.id, a.created_ms, CASE WHEN a.state = 'active'"
	" THEN 1 ELSE 0 END FROM alert a"
	" JOIN variant v ON v.id = a.variant"
	" JOIN product p ON p.id = v.product"
	" WHERE a.state IN ('asked', 'active')"
	" AND (v.archived_ms <= :before"
	"  OR (p.status = 'archived' AND p.archived_ms <= :before))"
	" ORDER BY a.id LIMIT :most");

TABLE_SQL(over_old, "SELECT id, created_ms, CASE WHEN state = 'active'"
		    " THEN 1 ELSE 0 END FROM alert"
		    " WHERE state IN ('asked', 'active')"
		    " AND coalesce(confirmed_ms, created_ms) < :before"
		    " ORDER BY id LIMIT :most");

struct over {
	int64_t id, created_ms;
	bool tell; /* the address is proved */
};

static int over_list(struct cx *cx, table_sql *sql, int64_t before_ms,
	struct over *out, size_t *n)
{
	struct db_stmt *q = sql(cx->db);
	db_bind_int(q, ":before", before_ms);
	db_bind_int(q, ":most", BATCH);
	int rc;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		out[*n].id = db_next_int(q);
		out[*n].created_ms = db_next_int(q);
		out[(*n)++].tell = db_next_int(q) != 0;
	}
	db_done(q);
	return rc;
}

/* sent_ms: its row is there for the letter, and as long as others are. */
static int over_end(struct cx *cx, const struct over *o, const char *why)
{
	int64_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE alert SET state = 'ended', sent_ms = :now"
		" WHERE id = :id AND state IN ('asked', 'active')");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", o->id);
	int rc = db_exec(q, &n);
	if (rc < 0 || !n || !o->tell)
		return rc;
	return outbox_add(cx, "mail",
		arena_printf(cx->arena, "alert_over/%" PRId64 "/%" PRId64,
			o->id, o->created_ms),
		arena_printf(cx->arena,
			"{\"mail\":\"alert_over\",\"alert\":%" PRId64
			",\"what\":\"%s\"}",
			o->id, why),
		cx->now);
}

static int over_batch(
	struct cx *cx, const struct over *list, size_t n, const char *why)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = over_end(cx, &list[i], why);
	return db_end(cx->db, rc);
}

static int over_all(struct cx *cx, table_sql *sql, int64_t before_ms,
	const char *why, int64_t *total)
{
	struct over list[BATCH];
	size_t n = 0;
	int rc;
	do {
		rc = over_list(cx, sql, before_ms, list, &n);
		if (rc == OK && n)
			rc = over_batch(cx, list, n, why);
		if (rc == OK)
			*total += (int64_t)n;
	} while (rc == OK && n == BATCH);
	return rc;
}

int alert_end_old(struct cx *cx, int64_t before_ms, int64_t *n)
{
	return over_all(cx, over_old, before_ms, "old", n);
}

int alert_clean(struct cx *cx, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM alert WHERE state = 'asked'"
		" AND created_ms <= :before");
	db_bind_int(q, ":before", cx->now - ALERT_ASKED_DAYS * MS_DAY);
	int rc = db_exec(q, n);
	return rc < 0 ? rc
		      : over_all(cx, over_gone,
				cx->now - ALERT_GONE_DAYS * MS_DAY, "gone", n);
}
