/* What was counted, for the owner. */
#include <inttypes.h>
#include <string.h>

#include "domain/rail_hand.h"
#include "domain/rail_stat.h"
#include "lib/arena.h"
#include "lib/csv.h"
#include "lib/db.h"
#include "lib/err.h"

static void bind_days(struct db_stmt *q, int64_t from, int64_t to)
{
	db_bind_int(q, ":from", from);
	db_bind_int(q, ":to", to);
}

/* NULL: a code that is no shelf any more. */
static struct rail_total *total_of(struct rail_report *out, const char *rail)
{
	for (size_t i = 0; i < out->n_rails; i++)
		if (!strcmp(out->rails[i].rail, rail))
			return &out->rails[i];
	return NULL;
}

static void total_add(struct rail_total *t, const struct rail_total *row)
{
	t->shown += row->shown;
	t->held += row->held;
	t->held_clicked += row->held_clicked;
	t->clicked += row->clicked;
	t->bought += row->bought;
	t->revenue.minor += row->revenue.minor;
}

static int read_rails(
	struct cx *cx, int64_t from, int64_t to, struct rail_report *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT rail, arm, CAST(sum(shown) AS BIGINT),"
		" CAST(sum(clicked) AS BIGINT), CAST(sum(bought) AS BIGINT),"
		" CAST(sum(revenue_minor) AS BIGINT)"
		" FROM rail_day WHERE day >= :from AND day <= :to"
		" AND rail <> '' GROUP BY rail, arm ORDER BY rail, arm");
	bind_days(q, from, to);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct rail_total row = {.rail = db_next_text(q, cx->arena)};
		bool held = !strcmp(db_next_text(q, cx->arena), "held");
		int64_t pages = db_next_int(q), clicks = db_next_int(q);
		int64_t bought = db_next_int(q), minor = db_next_int(q);
		if (held) {
			row.held = pages;
			row.held_clicked = clicks;
		} else {
			row.shown = pages;
			row.clicked = clicks;
			row.bought = bought;
			row.revenue = money(minor);
		}
		struct rail_total *t = total_of(out, row.rail);
		if (t)
			total_add(t, &row);
		total_add(&out->all, &row);
	}
	db_done(q);
	return rc;
}

int64_t rail_stat_sum(int64_t a, int64_t b)
{
	return a > INT64_MAX - b ? INT64_MAX : a + b;
}

/* Added up here, because a sum of SQL ends in an error above 64 bits. */
static int read_arms(
	struct cx *cx, int64_t from, int64_t to, struct rail_report *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT arm, subjects, buyers, spent_minor, spent_sq"
		" FROM rail_day WHERE day >= :from AND day <= :to"
		" AND rail = ''");
	bind_days(q, from, to);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct rail_arm *arm = strcmp(db_next_text(q, cx->arena),
					       "held") == 0
					       ? &out->held
					       : &out->shown;
		arm->people += db_next_int(q);
		arm->buyers += db_next_int(q);
		arm->spent.minor += db_next_int(q);
		arm->spent_sq = rail_stat_sum(arm->spent_sq, db_next_int(q));
	}
	db_done(q);
	return rc;
}

static int read_days(
	struct cx *cx, int64_t from, int64_t to, struct rail_report *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT day, CAST(sum(shown) AS BIGINT),"
		" CAST(sum(clicked) AS BIGINT)"
		" FROM rail_day WHERE day >= :from AND day <= :to"
		" AND arm = 'shown' GROUP BY day ORDER BY day");
	bind_days(q, from, to);
	int rc;
	while ((rc = db_step(q)) > 0) {
		out->days = arena_grow(
			cx->arena, out->days, out->n_days, sizeof(*out->days));
		struct rail_moment *m = &out->days[out->n_days++];
		m->day = db_next_int(q);
		m->shown = db_next_int(q);
		m->clicked = db_next_int(q);
	}
	db_done(q);
	return rc;
}

int rail_stat_read(
	struct cx *cx, int64_t from, int64_t to, struct rail_report *out)
{
	*out = (struct rail_report){.all = {.rail = ""}};
	while (rail_codes[out->n_rails])
		out->n_rails++;
	out->rails = arena_alloc(cx->arena, out->n_rails * sizeof(*out->rails));
	for (size_t i = 0; i < out->n_rails; i++)
		out->rails[i] = (struct rail_total){.rail = rail_codes[i]};
	int rc = read_rails(cx, from, to, out);
	if (rc == OK)
		rc = read_arms(cx, from, to, out);
	return rc == OK ? read_days(cx, from, to, out) : rc;
}

static void cell_int(struct buf *out, struct arena *a, int64_t n)
{
	csv_cell(out, 0, arena_printf(a, "%" PRId64, n));
}

static void cell_money(struct buf *out, struct arena *a, int64_t minor)
{
	const char *plain = money_plain(a, money(minor < 0 ? -minor : minor));
	csv_cell(out, 0, minor < 0 ? arena_printf(a, "-%s", plain) : plain);
}

/* A row of the statement below; ends its reading of it. */
static void row_csv(struct cx *cx, struct db_stmt *q, struct buf *out)
{
	enum { COUNTS = 4 };
	int64_t day = db_next_int(q);
	csv_cell(out, 1,
		arena_printf(cx->arena,
			"%04" PRId64 "-%02" PRId64 "-%02" PRId64, day / 10000,
			day / 100 % 100, day % 100));
	const char *rail = db_next_text(q, cx->arena);
	csv_cell(out, 0, *rail ? rail : "all");
	csv_cell(out, 0, db_next_text(q, cx->arena));
	for (int i = 0; i < COUNTS; i++)
		cell_int(out, cx->arena, db_next_int(q));
	cell_money(out, cx->arena, db_next_int(q));
	cell_int(out, cx->arena, db_next_int(q));
	cell_money(out, cx->arena, db_next_int(q));
	cell_int(out, cx->arena, db_next_int(q));
	buf_adds(out, "\r\n");
}

int rail_stat_csv(struct cx *cx, int64_t from, int64_t to, struct buf *out)
{
	buf_adds(out, "day,shelf,group,people,shown,clicked,bought,revenue,"
		      "buyers,spent,spent_squares\r\n");
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT day, rail, arm, subjects, shown, clicked, bought,"
		" revenue_minor, buyers, spent_minor, spent_sq FROM rail_day"
		" WHERE day >= :from AND day <= :to"
		" ORDER BY day, rail, arm");
	bind_days(q, from, to);
	int rc;
	while ((rc = db_step(q)) > 0)
		row_csv(cx, q, out);
	db_done(q);
	return rc;
}
