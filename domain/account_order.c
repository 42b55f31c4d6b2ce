/* The orders of an account. */
#include "domain/account_order.h"

#include "domain/customer_value.h"
#include "domain/profile.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { ORDERS_MAX = 100 };

/* Whose they are. */
#define OWN                                        \
	"(o.customer = :id OR (o.customer IS NULL" \
	" AND :norm <> '' AND o.email_norm = :norm))"

#define WANTED                                                         \
	" FROM orders o WHERE " OWN " AND (:show = ''"                 \
	"  OR (:show = 'open' AND o.state IN ('placed', 'confirmed')"  \
	"   AND o.fulfilment NOT IN ('delivered', 'collected'))"       \
	"  OR (:show = 'done' AND (o.state = 'completed'"              \
	"   OR (o.state = 'confirmed'"                                 \
	"    AND o.fulfilment IN ('delivered', 'collected'))))"        \
	"  OR (:show = 'back' AND EXISTS (SELECT 1 FROM return_case c" \
	"   WHERE c.orders = o.id AND c.state NOT IN ('refused',"      \
	"   'cancelled')))"                                            \
	"  OR (:show = 'cancelled' AND o.state = 'cancelled'))"        \
	" AND (:year = 0 OR o.placed_day / 10000 = :year)"

static void bind_who(struct db_stmt *q, const struct account *who)
{
	db_bind_int(q, ":id", who->id);
	db_bind_text(q, ":norm", who->verified ? who->email_norm : "");
}

static void bind_history(struct db_stmt *q, const struct account *who,
	const struct account_history *f)
{
	bind_who(q, who);
	db_bind_text(q, ":show", f->show ? f->show : "");
	db_bind_int(q, ":year", f->year);
}

static int history_count(struct cx *cx, const struct account *who,
	const struct account_history *f, int64_t *total)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" WANTED);
	bind_history(q, who, f);
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	return rc;
}

static void row_read(struct cx *cx, struct db_stmt *q, struct account_order *o)
{
	struct arena *a = cx->arena;
	o->id = db_next_int(q);
	o->number = db_next_int(q);
	o->placed_ms = db_next_int(q);
	o->delivered_ms = db_next_int(q);
	o->state = db_next_text(q, a);
	o->payment_state = db_next_text(q, a);
	o->fulfilment = db_next_text(q, a);
	o->total = money(db_next_int(q));
	int64_t lines = db_next_int(q);
	o->what = db_next_text(q, a);
	o->came_back = db_next_int(q) != 0;
	if (lines > 1)
		o->what = arena_printf(a,
			tr_n("%s and %ld more", "%s and %ld more",
				(long)(lines - 1)),
			o->what, (long)(lines - 1));
}

int account_history(struct cx *cx, const struct account *who,
	const struct account_history *f, struct account_order **out, size_t *n,
	int64_t *total)
{
	*n = 0;
	*out = NULL;
	*total = 0;
	int rc = history_count(cx, who, f, total);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT o.id, o.number, o.placed_ms, o.delivered_ms, o.state,"
		" o.payment_state, o.fulfilment,"
		" o.total_minor + o.changed_minor,"
		" (SELECT count(*) FROM order_line l"
		"  WHERE l.orders = o.id AND l.kind IN ('goods', 'gift_card')),"
		" coalesce((SELECT l.name FROM order_line l"
		"  WHERE l.orders = o.id AND l.kind IN ('goods', 'gift_card')"
		"  ORDER BY l.position LIMIT 1), ''),"
		" (SELECT count(*) FROM return_case c WHERE c.orders = o.id"
		"  AND c.state IN ('received', 'settled'))" WANTED
		" ORDER BY o.placed_ms DESC, o.id DESC"
		" LIMIT :limit OFFSET :offset");
	bind_history(q, who, f);
	db_bind_int(q, ":limit", f->limit > 0 ? f->limit : ORDERS_MAX);
	db_bind_int(q, ":offset", f->offset);
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		row_read(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}

int account_orders(struct cx *cx, const struct account *who,
	struct account_order **out, size_t *n)
{
	struct account_history all = {.show = "", .limit = ORDERS_MAX};
	int64_t total;
	return account_history(cx, who, &all, out, n, &total);
}

int account_order_years(
	struct cx *cx, const struct account *who, int64_t **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT DISTINCT o.placed_day / 10000 FROM orders o"
		" WHERE " OWN " ORDER BY 1 DESC");
	bind_who(q, who);
	return db_ints(q, cx->arena, out, n);
}

int account_owns_order(struct cx *cx, const struct account *who, int64_t order)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT o.id FROM orders o WHERE o.id = :order AND " OWN);
	db_bind_int(q, ":order", order);
	bind_who(q, who);
	int rc = db_one(q);
	if (rc == OK)
		db_next_int(q);
	db_done(q);
	return rc;
}

int account_orders_join(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE orders SET customer = :id WHERE customer IS NULL"
		" AND email_norm = (SELECT email_norm FROM customer"
		"  WHERE id = :id AND verified_ms IS NOT NULL)");
	int64_t joined = 0;
	db_bind_int(q, ":id", customer);
	int rc = db_exec(q, &joined);
	if (rc == OK && joined > 0)
		rc = profile_ordered(cx, customer);
	return rc == OK ? customer_value_stale(cx, customer) : rc;
}
