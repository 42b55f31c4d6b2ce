/* The owner's list of orders. */
#include <string.h>

#include "domain/order.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

/* What the order still costs against what is with the shop and stays there:
 * refund_balance in SQL. */
#define BALANCE                                                     \
	" (CASE o.state WHEN 'cancelled' THEN 0 ELSE"               \
	"  o.total_minor + o.changed_minor -"                       \
	"  (SELECT CAST(coalesce(sum(k.gross_minor), 0) AS BIGINT)" \
	"   FROM credit c JOIN credit_line k ON k.credit = c.id"    \
	"   WHERE c.orders = o.id) END -"                           \
	" (SELECT CAST(coalesce(sum(m.amount_minor), 0) AS BIGINT)" \
	"  FROM money_move m WHERE m.orders = o.id) +"              \
	" (SELECT CAST(coalesce(sum(r.amount_minor), 0) AS BIGINT)" \
	"  FROM refund r WHERE r.orders = o.id"                     \
	"  AND r.state IN ('requested', 'sent')))"

/*
 * One condition for both queries; every part is switched by a bind.  What was
 * typed is found inside a name or an address by what replace() takes away: no
 * pattern characters, and the same in both engines.
 */
#define WANTED                                                                  \
	" FROM orders o"                                                        \
	" LEFT JOIN order_address d ON d.orders = o.id AND d.kind = 'delivery'" \
	" WHERE (:show = ''"                                                    \
	"  OR (:show = 'topack' AND o.state = 'confirmed'"                      \
	"   AND o.delivery <> 'none'"                                           \
	"   AND o.fulfilment IN ('none', 'picking', 'part'))"                   \
	"  OR (:show = 'late' AND o.state = 'confirmed'"                        \
	"   AND o.fulfilment IN ('none', 'picking', 'part')"                    \
	"   AND o.promised_day < :today)"                                       \
	"  OR (:show = 'part' AND o.fulfilment = 'part')"                       \
	"  OR (:show = 'unpaid' AND (o.state = 'placed'"                        \
	"   OR (o.state IN ('confirmed', 'completed') AND o.payment_state"      \
	"    IN ('unpaid', 'pending', 'failed', 'part'))))"                     \
	"  OR (:show = 'overdue' AND o.payment = 'invoice'"                     \
	"   AND o.state IN ('confirmed', 'completed')"                          \
	"   AND o.payment_state IN ('unpaid', 'pending', 'failed', 'part')"     \
	"   AND o.due_ms < :now)"                                               \
	"  OR (:show = 'ready' AND o.fulfilment = 'ready')"                     \
	"  OR (:show = 'shipped' AND o.fulfilment = 'shipped')"                 \
	"  OR (:show = 'withdrawn' AND EXISTS (SELECT 1 FROM return_case c"     \
	"   WHERE c.orders = o.id"                                              \
	"   AND c.state IN ('requested', 'accepted', 'received')))"             \
	"  OR (:show = 'payback' AND (" BALANCE " < 0"                          \
	"   OR EXISTS (SELECT 1 FROM refund f WHERE f.orders = o.id"            \
	"    AND (f.state = 'failed' OR (f.state = 'requested'"                 \
	"     AND f.payment IS NULL AND f.gift_card IS NULL)))))"               \
	"  OR (:show = 'cancelled' AND o.state = 'cancelled'))"                 \
	" AND (CAST(:email AS TEXT) IS NULL OR o.email_norm = :email"           \
	"  OR (:customer > 0 AND o.customer = :customer))"                      \
	" AND (:find = '' OR CAST(o.number AS TEXT) = :digits"                  \
	"  OR o.reference = :digits"                                            \
	"  OR replace(o.email_norm, :find, '') <> o.email_norm"                 \
	"  OR replace(lower(coalesce(d.name, '')), :find, '')"                  \
	"   <> lower(coalesce(d.name, '')))"

/* Digits of what was typed: "10 4281" is a reference; no digits: "-". */
static const char *digits_of(struct arena *a, const char *typed)
{
	char *out = arena_alloc(a, strlen(typed) + 2);
	size_t n = 0;
	for (; *typed; typed++)
		if (*typed >= '0' && *typed <= '9')
			out[n++] = *typed;
	if (n == 0)
		out[0] = '-';
	return out;
}

static void bind_filter(
	struct cx *cx, struct db_stmt *q, const struct order_filter *f)
{
	const char *find = f->find ? email_norm(cx->arena, f->find) : "";
	db_bind_text(q, ":show", f->show ? f->show : "");
	db_bind_text(q, ":email", f->email_norm);
	db_bind_int(q, ":customer", f->customer);
	db_bind_int(q, ":today", clock_day(cx->now));
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":find", find);
	db_bind_text(q, ":digits", digits_of(cx->arena, find));
}

static int count(struct cx *cx, const struct order_filter *f, int64_t *total)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" WANTED);
	bind_filter(cx, q, f);
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	return rc;
}

static void read_row(struct cx *cx, struct db_stmt *q, struct order_row *row)
{
	struct arena *a = cx->arena;
	row->id = db_next_int(q);
	row->number = db_next_int(q);
	row->placed_ms = db_next_int(q);
	row->name = db_next_text(q, a);
	row->city = db_next_text(q, a);
	row->email = db_next_text(q, a);
	row->state = db_next_text(q, a);
	row->payment_state = db_next_text(q, a);
	row->fulfilment = db_next_text(q, a);
	row->delivery = db_next_text(q, a);
	row->total = money(db_next_int(q));
	row->units = db_next_int(q);
	int64_t lines = db_next_int(q);
	row->what = db_next_text(q, a);
	row->withdrawn = db_next_int(q) != 0;
	if (lines > 1)
		row->what = arena_printf(a,
			tr_n("%s and %ld more", "%s and %ld more",
				(long)(lines - 1)),
			row->what, (long)(lines - 1));
}

int order_list(struct cx *cx, const struct order_filter *f,
	struct order_row **out, size_t *n, int64_t *total)
{
	*out = NULL;
	*n = 0;
	*total = 0;
	int rc = count(cx, f, total);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT o.id, o.number, o.placed_ms, coalesce(d.name, ''),"
		" coalesce(d.city, ''), o.email, o.state, o.payment_state,"
		" o.fulfilment, o.delivery, o.total_minor + o.changed_minor,"
		" (SELECT CAST(coalesce(sum(l.qty), 0) AS BIGINT)"
		"  FROM order_line l"
		"  WHERE l.orders = o.id AND l.kind IN ('goods', 'gift_card')),"
		" (SELECT count(*) FROM order_line l"
		"  WHERE l.orders = o.id AND l.kind IN ('goods', 'gift_card')),"
		" coalesce((SELECT l.name FROM order_line l"
		"  WHERE l.orders = o.id AND l.kind IN ('goods', 'gift_card')"
		"  ORDER BY l.position LIMIT 1), ''),"
		" (SELECT count(*) FROM return_case c"
		"  WHERE c.orders = o.id AND c.kind = 'withdrawal'"
		"  AND c.state IN ('requested', 'accepted', 'received'))" WANTED
		" ORDER BY o.placed_ms DESC, o.id DESC"
		" LIMIT :limit OFFSET :offset");
	bind_filter(cx, q, f);
	db_bind_int(q, ":limit", f->limit > 0 ? f->limit : 50);
	db_bind_int(q, ":offset", f->offset);
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		read_row(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}
