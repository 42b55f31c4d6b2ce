#include "domain/rail_stat.h"

#include <string.h>

#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

enum { OPEN_DAYS = RAIL_BUYS_DAYS + 1, WHOLE_DAYS = 45 };

/* A row of rail_day to be written. */
struct row {
	int64_t day;
	const char *rail, *arm;
	int64_t subjects, shown, clicked, bought, revenue;
	int64_t buyers, spent, spent_sq;
};

struct rows {
	struct row *at;
	size_t n;
};

int64_t rail_stat_before(int64_t day, int64_t n)
{
	enum { NOON = 12 * 60 };
	/* From noon to noon no change of the clock reaches another day. */
	return clock_day(clock_moment(day, NOON) - n * MS_DAY);
}

static struct row *row_of(struct cx *cx, struct rows *all, int64_t day,
	const char *rail, const char *arm)
{
	for (size_t i = all->n; i > 0 && all->at[i - 1].day == day; i--)
		if (!strcmp(all->at[i - 1].rail, rail) &&
			!strcmp(all->at[i - 1].arm, arm))
			return &all->at[i - 1];
	all->at = arena_grow(cx->arena, all->at, all->n, sizeof(*all->at));
	struct row *r = &all->at[all->n++];
	*r = (struct row){.day = day, .rail = rail, .arm = arm};
	return r;
}

/* A day's first moment, and that of the next. */
static void bind_day(struct db_stmt *q, int64_t day)
{
	db_bind_int(q, ":from", clock_moment(day, 0));
	db_bind_int(q, ":to", clock_day_end(day));
}

/* The arm of a click c: of those who are held out no page is noted as shown. */
#define CLICK_ARM                                                     \
	" CASE WHEN EXISTS (SELECT 1 FROM event s"                    \
	"  WHERE s.subject = c.subject AND s.kind = 'held'"           \
	"  AND s.at_ms <= c.at_ms AND s.at_ms >= c.at_ms - 86400000)" \
	"  THEN 'held' ELSE 'shown' END "

static int count_pages(struct cx *cx, struct rows *all, int64_t day)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT rail, kind, count(DISTINCT subject), count(*)"
		" FROM event WHERE at_ms >= :from AND at_ms < :to"
		" AND kind IN ('shown', 'held') AND rail <> ''"
		" GROUP BY rail, kind ORDER BY rail, kind");
	bind_day(q, day);
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *rail = db_next_text(q, cx->arena);
		const char *arm = db_next_text(q, cx->arena);
		struct row *r = row_of(cx, all, day, rail, arm);
		r->subjects = db_next_int(q);
		r->shown = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int count_clicks(struct cx *cx, struct rows *all, int64_t day)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT h.rail, h.arm, count(*) FROM"
		" (SELECT c.rail," CLICK_ARM "AS arm FROM event c"
		"  WHERE c.at_ms >= :from AND c.at_ms < :to"
		"  AND c.kind = 'click' AND c.rail <> '') h"
		" GROUP BY h.rail, h.arm ORDER BY h.rail, h.arm");
	bind_day(q, day);
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *rail = db_next_text(q, cx->arena);
		const char *arm = db_next_text(q, cx->arena);
		row_of(cx, all, day, rail, arm)->clicked = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* What a line l of an order brought, and how many units of it are left. */
#define LINE_VALUE                                                         \
	" (CASE WHEN l.added_ms IS NULL THEN l.qty * l.unit_minor ELSE 0 " \
	"END"                                                              \
	"  + (SELECT CAST(coalesce(sum(a.amount_minor), 0) AS BIGINT)"     \
	"   FROM adjustment a WHERE a.order_line = l.id)"                  \
	"  + (SELECT CAST(coalesce(sum(d.amount_minor), 0) AS BIGINT)"     \
	"   FROM line_change d WHERE d.order_line = l.id)"                 \
	"  - (SELECT CAST(coalesce(sum(k.gross_minor), 0) AS BIGINT)"      \
	"   FROM credit_line k WHERE k.order_line = l.id)) "
#define LINE_QTY                                                \
	" (CASE WHEN l.added_ms IS NULL THEN l.qty ELSE 0 END"  \
	"  + (SELECT CAST(coalesce(sum(d.delta), 0) AS BIGINT)" \
	"   FROM line_change d WHERE d.order_line = l.id)) "
/* The account of an event's subject, and the orders o of somebody w in the
 * days from then on. */
#define CUSTOMER_OF_C                              \
	" CASE WHEN substr(c.subject, 1, 1) = 'c'" \
	"  THEN CAST(substr(c.subject, 2) AS BIGINT) END "
#define IN_TIME_OF_W                                                  \
	" o.placed_ms >= w.at_ms AND o.placed_ms < w.at_ms + :window" \
	" AND o.state <> 'cancelled' "

static void bind_window(struct db_stmt *q)
{
	db_bind_int(q, ":window", RAIL_BUYS_DAYS * MS_DAY);
}

/* The newest click before an order has its line. */
static int count_bought(struct cx *cx, struct rows *all, int64_t day)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"WITH hit AS ("
		" SELECT c.id, c.rail, c.subject, c.product, c.at_ms,"
		" " CLICK_ARM "AS arm," CUSTOMER_OF_C "AS customer"
		" FROM event c WHERE c.at_ms >= :from AND c.at_ms < :to"
		" AND c.kind = 'click' AND c.rail <> ''"
		" AND c.product IS NOT NULL),"
		" own AS (SELECT w.id AS hit, o.id AS orders FROM hit w"
		" JOIN orders o ON o.customer = w.customer"
		" WHERE" IN_TIME_OF_W "UNION SELECT w.id, o.id FROM hit w"
		" JOIN event e ON e.subject = w.subject AND e.kind = 'order'"
		" JOIN orders o ON o.id = +e.orders" /* by subject */
		" WHERE" IN_TIME_OF_W ")"
		" SELECT h.rail, h.arm, count(*),"
		" CAST(coalesce(sum(" LINE_VALUE "), 0) AS BIGINT)"
		" FROM own w JOIN hit h ON h.id = w.hit"
		" JOIN orders o ON o.id = w.orders"
		" JOIN order_line l ON l.orders = o.id"
		" JOIN variant v ON v.id = l.variant"
		"  AND v.product = h.product"
		" WHERE l.kind IN ('goods', 'gift_card') AND" LINE_QTY "> 0"
		" AND NOT EXISTS (SELECT 1 FROM event k"
		"  WHERE k.subject = h.subject AND k.kind = 'click'"
		"  AND k.rail <> '' AND k.product = h.product"
		"  AND k.at_ms <= o.placed_ms AND (k.at_ms > h.at_ms"
		"   OR (k.at_ms = h.at_ms AND k.id > h.id)))"
		" GROUP BY h.rail, h.arm ORDER BY h.rail, h.arm");
	bind_day(q, day);
	bind_window(q);
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *rail = db_next_text(q, cx->arena);
		const char *arm = db_next_text(q, cx->arena);
		struct row *r = row_of(cx, all, day, rail, arm);
		r->bought = db_next_int(q);
		r->revenue = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* Their sum stays below what 64 bits hold, whatever somebody spends. */
static int64_t squares_add(int64_t sum, int64_t minor)
{
	enum { UNIT = 100 };
	int64_t exact = 0;
	if (!__builtin_mul_overflow(minor, minor, &exact) &&
		exact <= INT64_MAX - UNIT * UNIT / 2)
		exact = (exact + UNIT * UNIT / 2) / (UNIT * UNIT);
	else if (__builtin_mul_overflow(minor / UNIT, minor / UNIT, &exact))
		exact = INT64_MAX;
	return rail_stat_sum(sum, exact);
}

static void person_add(struct row *r, int64_t minor, bool bought)
{
	r->subjects++;
	r->buyers += bought;
	r->spent += minor;
	r->spent_sq = squares_add(r->spent_sq, minor);
}

/* People by the arm of the first such shelf of their month. */
static int count_people(struct cx *cx, struct rows *all, int64_t day)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"WITH seen AS (SELECT c.subject, min(c.at_ms) AS at_ms,"
		" max(CASE WHEN c.kind = 'held' THEN 1 ELSE 0 END) AS held,"
		" " CUSTOMER_OF_C "AS customer"
		" FROM event c WHERE c.at_ms >= :from AND c.at_ms < :to"
		" AND c.kind IN ('shown', 'held')"
		" AND c.rail IN " RAIL_PERSONAL_SQL
		" AND NOT EXISTS (SELECT 1 FROM event b"
		"  WHERE b.subject = c.subject AND b.at_ms >= :month"
		"  AND b.at_ms < :from AND b.kind IN ('shown', 'held')"
		"  AND b.rail IN " RAIL_PERSONAL_SQL ")"
		" GROUP BY c.subject),"
		" own AS (SELECT w.subject, o.id AS orders FROM seen w"
		" JOIN orders o ON o.customer = w.customer"
		" WHERE" IN_TIME_OF_W "UNION SELECT w.subject, o.id FROM seen w"
		" JOIN event e ON e.subject = w.subject AND e.kind = 'order'"
		" JOIN orders o ON o.id = +e.orders" /* by subject */
		" WHERE" IN_TIME_OF_W "),"
		" paid AS (SELECT w.subject,"
		" CAST(sum(" LINE_VALUE ") AS BIGINT) AS minor"
		" FROM own w JOIN order_line l ON l.orders = w.orders"
		" WHERE l.kind IN ('goods', 'gift_card') GROUP BY w.subject)"
		" SELECT s.held, p.minor FROM seen s"
		" LEFT JOIN paid p ON p.subject = s.subject");
	bind_day(q, day);
	bind_window(q);
	db_bind_int(q, ":month", clock_moment(day / 100 * 100 + 1, 0));
	/* Every day that was counted has a row, if only to say so. */
	(void)row_of(cx, all, day, "", "shown");
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *arm = db_next_int(q) ? "held" : "shown";
		bool bought = !db_next_is_null(q);
		person_add(
			row_of(cx, all, day, "", arm), db_next_int(q), bought);
	}
	db_done(q);
	return rc;
}

static int count_day(struct cx *cx, struct rows *all, int64_t day)
{
	int rc = count_pages(cx, all, day);
	if (rc == OK)
		rc = count_clicks(cx, all, day);
	if (rc == OK)
		rc = count_bought(cx, all, day);
	return rc == OK ? count_people(cx, all, day) : rc;
}

static int row_write(struct cx *cx, const struct row *r)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO rail_day (day, rail, arm, subjects, shown,"
		" clicked, bought, revenue_minor, buyers, spent_minor,"
		" spent_sq) VALUES (:day, :rail, :arm, :subjects, :shown,"
		" :clicked, :bought, :revenue, :buyers, :spent, :spent_sq)");
	db_bind_int(q, ":day", r->day);
	db_bind_text(q, ":rail", r->rail);
	db_bind_text(q, ":arm", r->arm);
	db_bind_int(q, ":subjects", r->subjects);
	db_bind_int(q, ":shown", r->shown);
	db_bind_int(q, ":clicked", r->clicked);
	db_bind_int(q, ":bought", r->bought);
	db_bind_int(q, ":revenue", r->revenue);
	db_bind_int(q, ":buyers", r->buyers);
	db_bind_int(q, ":spent", r->spent);
	db_bind_int(q, ":spent_sq", r->spent_sq);
	return db_exec(q, NULL);
}

/* In one short transaction: counting took its time before it. */
static int rows_write(struct cx *cx, int64_t from, const struct rows *all)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM rail_day WHERE day >= :from");
	db_bind_int(q, ":from", from);
	rc = db_exec(q, NULL);
	for (size_t i = 0; rc == OK && i < all->n; i++)
		rc = row_write(cx, &all->at[i]);
	return db_end(cx->db, rc);
}

/* The day of the oldest event and the newest that was counted; 0: none. */
static int known(struct cx *cx, int64_t *oldest, int64_t *newest)
{
	*oldest = *newest = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce((SELECT min(at_ms) FROM event), 0),"
		" coalesce((SELECT max(day) FROM rail_day), 0)");
	int rc = db_one(q);
	if (rc == OK) {
		int64_t ms = db_next_int(q);
		*newest = db_next_int(q);
		*oldest = ms > 0 ? clock_day(ms) : 0;
	}
	db_done(q);
	return rc;
}

/* The first day to be counted anew: none whose events have gone, and of the
 * day of the oldest event a part may be gone when it is long past. */
static int64_t first_day(
	int64_t today, int64_t oldest, int64_t newest, bool whole)
{
	if (!newest)
		return oldest;
	int64_t open = rail_stat_before(
		newest < today ? newest : today, OPEN_DAYS);
	int64_t from = rail_stat_before(today, whole ? WHOLE_DAYS : OPEN_DAYS);
	if (from <= oldest)
		from = rail_stat_before(oldest, -1);
	from = from < open ? from : open;
	return from > oldest ? from : oldest;
}

int rail_stat_roll(struct cx *cx, bool whole, int64_t *days)
{
	struct rows all = {NULL, 0};
	int64_t oldest, newest, today = clock_day(cx->now);
	*days = 0;
	int rc = known(cx, &oldest, &newest);
	if (rc < 0 || !oldest)
		return rc;
	int64_t from = first_day(today, oldest, newest, whole);
	for (int64_t d = from; rc == OK && d <= today;
		d = rail_stat_before(d, -1), (*days)++)
		rc = count_day(cx, &all, d);
	return rc == OK ? rows_write(cx, from, &all) : rc;
}
