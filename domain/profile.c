/* What is known of somebody: written, taken back, joined. */
#include "domain/profile.h"

#include <inttypes.h>
#include <stdlib.h>

#include "domain/customer_value.h"
#include "domain/event_in.h"
#include "domain/profile_in.h"
#include "domain/profile_told.h"
#include "domain/table.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

int64_t profile_customer(const char *subject)
{
	return *subject == 'c' ? strtoll(subject + 1, NULL, 10) : 0;
}

int profile_touch(struct cx *cx, const char *subject)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO profile (subject, customer, created_ms,"
		" updated_ms) VALUES (:subject, :customer, :now, :now)"
		" ON CONFLICT (subject) DO UPDATE SET"
		" updated_ms = excluded.updated_ms, rev = profile.rev + 1"
		" RETURNING rev");
	int64_t customer = profile_customer(subject), rev = 0;
	db_bind_text(q, ":subject", subject);
	db_bind_or_null(q, ":customer", customer);
	db_bind_int(q, ":now", cx->now);
	int rc = db_insert(q, &rev);
	/* the first thing that is known of them: so are their orders */
	return rc == OK && rev == 1 ? profile_ordered(cx, customer) : rc;
}

/* One statement with these binds, if it takes them. */
struct binds {
	const char *subject, *from;
	int64_t product;
	const char *kind, *what;
};

static int run(struct cx *cx, table_sql *sql, const struct binds *b)
{
	struct db_stmt *q = sql(cx->db);
	db_bind_text(q, ":subject", b->subject);
	if (db_takes(q, ":from"))
		db_bind_text(q, ":from", b->from);
	if (db_takes(q, ":product"))
		db_bind_int(q, ":product", b->product);
	if (db_takes(q, ":kind"))
		db_bind_text(q, ":kind", b->kind);
	if (db_takes(q, ":what"))
		db_bind_text(q, ":what", b->what);
	if (db_takes(q, ":now"))
		db_bind_int(q, ":now", cx->now);
	if (db_takes(q, ":most"))
		db_bind_int(q, ":most", PROFILE_HIDDEN_MAX);
	return db_exec(q, NULL);
}

/* All of them, {NULL} ended, in the caller's transaction. */
static int run_all(struct cx *cx, table_sql *const *list, const struct binds *b)
{
	int rc = OK;
	for (; rc == OK && *list; list++)
		rc = run(cx, *list, b);
	return rc;
}

TABLE_SQL(items_touched,
	"UPDATE profile_item SET touched_ms ="
	" CASE WHEN ordered_ms >= viewed_ms AND ordered_ms >= carted_ms"
	"  THEN ordered_ms WHEN viewed_ms >= carted_ms THEN viewed_ms"
	"  ELSE carted_ms END WHERE subject = :subject");
TABLE_SQL(items_empty,
	"DELETE FROM profile_item WHERE subject = :subject AND views = 0"
	" AND carts = 0 AND orders = 0 AND returned = 0 AND removed_ms = 0");

int profile_items_tidy(struct cx *cx, const char *subject)
{
	static table_sql *const list[] = {items_touched, items_empty, NULL};
	return run_all(cx, list, &(struct binds){.subject = subject});
}

/* ---- one product, one shelf ---- */

TABLE_SQL(item_remove,
	"INSERT INTO profile_item (subject, product, touched_ms, removed_ms)"
	" VALUES (:subject, :product, 0, :now)"
	" ON CONFLICT (subject, product) DO UPDATE SET views = 0,"
	" viewed_ms = 0, carts = 0, carted_ms = 0, orders = 0, units = 0,"
	" first_ms = 0, ordered_ms = 0, touched_ms = 0, variant = 0,"
	" last_units = 0, returned = 0, removed_ms = excluded.removed_ms");
TABLE_SQL(item_events, "DELETE FROM event"
		       " WHERE subject = :subject AND product = :product");

int profile_forget(struct cx *cx, const char *subject, int64_t product)
{
	static table_sql *const list[] = {item_remove, item_events, NULL};
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	event_wipe(subject, product);
	rc = run_all(cx, list,
		&(struct binds){.subject = subject, .product = product});
	if (rc == OK)
		rc = profile_touch(cx, subject);
	return db_end(cx->db, rc);
}

TABLE_SQL(hide_add, "INSERT INTO profile_hide (subject, kind, what, at_ms)"
		    " VALUES (:subject, :kind, :what, :now)"
		    " ON CONFLICT (subject, kind, what) DO NOTHING");
/* So many are kept, and stand on their page: the oldest goes, of the shelves
 * none. */
TABLE_SQL(hide_oldest,
	"DELETE FROM profile_hide WHERE subject = :subject AND kind <> 'rail'"
	" AND (SELECT count(*) FROM profile_hide n"
	"  WHERE n.subject = :subject) > :most"
	" AND (kind, what) IN (SELECT o.kind, o.what FROM profile_hide o"
	"  WHERE o.subject = :subject AND o.kind <> 'rail'"
	"  ORDER BY o.at_ms, o.kind, o.what LIMIT 1)");
TABLE_SQL(hide_drop, "DELETE FROM profile_hide WHERE subject = :subject"
		     " AND kind = :kind AND what = :what");

static int hide(struct cx *cx, table_sql *sql, const char *subject,
	const char *kind, const char *what)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = run(cx, sql,
		&(struct binds){
			.subject = subject, .kind = kind, .what = what});
	if (rc == OK)
		rc = run(cx, hide_oldest, &(struct binds){.subject = subject});
	if (rc == OK)
		rc = profile_touch(cx, subject);
	return db_end(cx->db, rc);
}

int profile_hide(
	struct cx *cx, const char *subject, const char *kind, const char *what)
{
	return hide(cx, hide_add, subject, kind, what);
}

int profile_unhide(
	struct cx *cx, const char *subject, const char *kind, const char *what)
{
	return hide(cx, hide_drop, subject, kind, what);
}

/* ---- all of it ---- */

TABLE_SQL(events_drop, "DELETE FROM event WHERE subject = :subject");
TABLE_SQL(items_drop, "DELETE FROM profile_item WHERE subject = :subject");
TABLE_SQL(hides_drop, "DELETE FROM profile_hide WHERE subject = :subject");
TABLE_SQL(likes_drop, "DELETE FROM profile_like WHERE subject = :subject");
TABLE_SQL(profile_row_drop, "DELETE FROM profile WHERE subject = :subject");
/* What was bought until now counts no more, in the model neither. */
TABLE_SQL(orders_remove,
	"INSERT INTO profile_item (subject, product, touched_ms, removed_ms)"
	" SELECT DISTINCT CAST(:subject AS TEXT), v.product, 0,"
	" CAST(:now AS BIGINT) FROM orders o"
	" JOIN order_line l ON l.orders = o.id"
	" JOIN variant v ON v.id = l.variant"
	" JOIN profile p ON p.customer = o.customer"
	" WHERE p.subject = :subject"
	" ON CONFLICT (subject, product) DO UPDATE SET"
	" removed_ms = excluded.removed_ms");

/* Their marks are older than what is known from here on: they keep orders from
 * counting, and say nothing against the products (profile_read.c). */
TABLE_SQL(profile_begins,
	"UPDATE profile SET created_ms = CAST(:now AS BIGINT) + 1 WHERE subject = :subject");

static table_sql *const all_of_it[] = {
	events_drop, items_drop, hides_drop, likes_drop, NULL};

/* What was removed does not come back with the orders that are counted anew. */
TABLE_SQL(items_blank,
	"UPDATE profile_item SET views = 0, viewed_ms = 0, carts = 0,"
	" carted_ms = 0, orders = 0, units = 0, first_ms = 0, ordered_ms = 0,"
	" variant = 0, last_units = 0, returned = 0, touched_ms = 0"
	" WHERE subject = :subject");
static table_sql *const all_but_removed[] = {
	events_drop, items_blank, items_empty, hides_drop, likes_drop, NULL};

static int drop_of_customer(
	struct cx *cx, const char *subject, int64_t customer, bool orders)
{
	const struct binds b = {.subject = subject};
	int rc = profile_touch(cx, subject);
	if (rc == OK && orders)
		rc = run(cx, orders_remove, &b);
	if (rc == OK)
		rc = run(cx, profile_begins, &b);
	return rc == OK ? profile_ordered(cx, customer) : rc;
}

/* Who switched suggestions off has not switched them on by it. */
static int drop(struct cx *cx, const char *subject, bool orders)
{
	const struct binds b = {.subject = subject};
	int64_t customer = profile_customer(subject);
	struct profile_told told;
	event_wipe(subject, 0);
	int rc = profile_told_get(cx, subject, &told);
	if (rc == OK)
		rc = run_all(cx,
			customer && !orders ? all_but_removed : all_of_it, &b);
	if (rc == OK)
		rc = run(cx, profile_row_drop, &b);
	if (rc == OK && customer)
		rc = drop_of_customer(cx, subject, customer, orders);
	if (rc == OK && !told.personal)
		rc = profile_personal_set(cx, subject, false);
	/* interests that they told have gone: segments may ask for them */
	return rc == OK ? customer_value_stale(cx, customer) : rc;
}

int profile_drop(struct cx *cx, const char *subject, bool orders)
{
	int rc = db_begin(cx->db);
	return rc < 0 ? rc : db_end(cx->db, drop(cx, subject, orders));
}

TABLE_SQL(looks_drop, "DELETE FROM event WHERE subject = :subject");
TABLE_SQL(looks_blank,
	"UPDATE profile_item SET views = 0, viewed_ms = 0, carts = 0,"
	" carted_ms = 0 WHERE subject = :subject");

int profile_unbrowse(struct cx *cx, const char *subject)
{
	static table_sql *const list[] = {looks_drop, looks_blank, NULL};
	const struct binds b = {.subject = subject};
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	event_wipe(subject, 0);
	if (!profile_customer(subject)) {
		rc = run_all(cx, all_of_it, &b);
		if (rc == OK)
			rc = run(cx, profile_row_drop, &b);
		return db_end(cx->db, rc);
	}
	rc = run_all(cx, list, &b);
	if (rc == OK)
		rc = profile_items_tidy(cx, subject);
	return db_end(cx->db, rc);
}

/* ---- a browser becomes an account ---- */

TABLE_SQL(join_profile,
	"UPDATE profile SET personal = CASE WHEN EXISTS (SELECT 1"
	"  FROM profile v WHERE v.subject = :from AND v.personal = 0)"
	"  THEN 0 ELSE personal END,"
	" list_order = CASE WHEN list_order <> '' THEN list_order ELSE"
	"  coalesce((SELECT v.list_order FROM profile v"
	"   WHERE v.subject = :from), '') END,"
	" asked_ms = coalesce(asked_ms, (SELECT v.asked_ms FROM profile v"
	"  WHERE v.subject = :from)) WHERE subject = :subject");
TABLE_SQL(join_events,
	"UPDATE event SET subject = :subject WHERE subject = :from");
TABLE_SQL(join_items,
	"INSERT INTO profile_item (subject, product, views, viewed_ms, carts,"
	" carted_ms, touched_ms) SELECT CAST(:subject AS TEXT), v.product,"
	" v.views, v.viewed_ms, v.carts, v.carted_ms, v.touched_ms"
	" FROM profile_item v WHERE v.subject = :from AND v.touched_ms > 0"
	" ON CONFLICT (subject, product) DO UPDATE SET"
	" views = profile_item.views + excluded.views,"
	" viewed_ms = CASE WHEN excluded.viewed_ms > profile_item.viewed_ms"
	"  THEN excluded.viewed_ms ELSE profile_item.viewed_ms END,"
	" carts = profile_item.carts + excluded.carts,"
	" carted_ms = CASE WHEN excluded.carted_ms > profile_item.carted_ms"
	"  THEN excluded.carted_ms ELSE profile_item.carted_ms END");
/* What they did not want there they do not want here. */
TABLE_SQL(join_removed,
	"INSERT INTO profile_item (subject, product, touched_ms, removed_ms)"
	" SELECT CAST(:subject AS TEXT), v.product, 0, CAST(:now AS BIGINT)"
	" FROM profile_item v WHERE v.subject = :from AND v.touched_ms = 0"
	" AND v.removed_ms > 0"
	" ON CONFLICT (subject, product) DO UPDATE SET"
	" removed_ms = excluded.removed_ms"
	" WHERE profile_item.touched_ms = 0 AND profile_item.returned = 0");
TABLE_SQL(join_hides, "INSERT INTO profile_hide (subject, kind, what, at_ms)"
		      " SELECT CAST(:subject AS TEXT), v.kind, v.what, v.at_ms"
		      " FROM profile_hide v WHERE v.subject = :from"
		      " ON CONFLICT (subject, kind, what) DO NOTHING");
TABLE_SQL(join_likes, "INSERT INTO profile_like (subject, interest, at_ms)"
		      " SELECT CAST(:subject AS TEXT), v.interest, v.at_ms"
		      " FROM profile_like v WHERE v.subject = :from"
		      " ON CONFLICT (subject, interest) DO NOTHING");

static int join(struct cx *cx, const char *from, const char *subject)
{
	static table_sql *const list[] = {join_profile, join_events, join_items,
		join_removed, join_hides, join_likes, items_touched, NULL};
	const struct binds b = {.subject = subject, .from = from};
	const struct binds old = {.subject = from};
	event_rename(from, subject);
	int rc = run_all(cx, list, &b);
	if (rc == OK)
		rc = run_all(cx, all_of_it, &old);
	if (rc == OK) /* what they like is theirs now */
		rc = customer_value_stale(cx, profile_customer(subject));
	return rc == OK ? run(cx, profile_row_drop, &old) : rc;
}

int profile_exists(struct cx *cx, const char *subject, bool *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT 1 FROM profile WHERE subject = :subject");
	db_bind_text(q, ":subject", subject);
	int rc = db_one(q);
	if (rc == OK)
		db_next_int(q);
	db_done(q);
	*out = rc == OK;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int profile_join(struct cx *cx, const char *visitor, int64_t customer)
{
	const char *subject = profile_key(cx, customer);
	bool any = false;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = profile_exists(cx, visitor, &any);
	if (rc == OK && any)
		rc = profile_touch(cx, subject);
	if (rc == OK && any)
		rc = join(cx, visitor, subject);
	else if (rc == OK)
		event_rename(visitor, subject);
	return db_end(cx->db, rc);
}
