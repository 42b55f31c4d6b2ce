/*
 * The bench of the model, and shops for it and for its faults:
 *   model DB fill ORDERS LINES SEED  made-up orders of the products that are
 *                                    there, by customers with tastes
 *   model DB serve                   microseconds of CPU of each question
 *   model - inverse N                seconds of CPU of one Cholesky inverse
 *                                    (potrf, potri) by LAPACK of N x N, single
 *                                    and double precision
 */
#include <inttypes.h>
#include <lapacke.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "domain/recommend.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/cx.h"
#include "lib/db.h"
#include "lib/err.h"

enum { TASTES = 40, STEP = 500, MONTHS = 12 };

static uint64_t state;

static double dice(void)
{
	state = state * UINT64_C(6364136223846793005) +
		UINT64_C(1442695040888963407);
	return (double)(state >> 11) / (double)(UINT64_C(1) << 53);
}

/* Few sell much, most sell little; each taste has its own end of the list. */
static size_t choose(size_t n, size_t taste)
{
	size_t rank = (size_t)((double)n * pow(dice(), 2.5));
	if (dice() < 0.3)
		return rank % n;
	return (rank + taste * n / TASTES) % n;
}

static int64_t put(struct db_stmt *q)
{
	int64_t id = 0;
	if (db_insert(q, &id) != OK)
		abort();
	return id;
}

static int64_t order_put(struct cx *cx, int64_t number, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO orders (number, attempt_key, email, email_norm,"
		" customer, locale, location, currency, state, payment,"
		" goods_minor, delivery_minor, total_minor, placed_ms,"
		" placed_day) VALUES (:number, :key, 'm@bench.example',"
		" 'm@bench.example', :customer, 'en', 1, 'EUR', 'completed',"
		" 'transfer', 0, 0, 0, :placed, 20260101) RETURNING id");
	db_bind_int(q, ":number", number);
	db_bind_text(
		q, ":key", arena_printf(cx->arena, "bench-%" PRId64, number));
	db_bind_or_null(q, ":customer", customer);
	db_bind_int(q, ":placed",
		cx->now - (int64_t)(dice() * MONTHS * 30 * (double)MS_DAY));
	return put(q);
}

static void line_put(struct cx *cx, int64_t order, int64_t at, int64_t variant)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO order_line (orders, position, kind, variant, name,"
		" qty, unit_minor)"
		" VALUES (:order, :at, 'goods', :variant, 'm', 1, 1)");
	db_bind_int(q, ":order", order);
	db_bind_int(q, ":at", at);
	db_bind_int(q, ":variant", variant);
	if (db_exec(q, NULL) != OK)
		abort();
}

static int64_t customer_put(struct cx *cx, int64_t number)
{
	const char *email = arena_printf(
		cx->arena, "m%" PRId64 "@bench.example", number);
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO customer (email, email_norm, locale, created_ms)"
		" VALUES (:email, :email, 'en', :now) RETURNING id");
	db_bind_text(q, ":email", email);
	db_bind_int(q, ":now", cx->now);
	return put(q);
}

static int fill(struct cx *cx, int64_t orders, int64_t lines)
{
	int64_t *variants, *customers, people = orders / 4 + 1;
	size_t n;
	if (db_ints(DB_SQL(cx->db, "SELECT min(id) FROM variant"
				   " GROUP BY product ORDER BY product"),
		    cx->arena, &variants, &n) != OK ||
		n == 0)
		return 1;
	customers = ARENA_ARRAY(cx->arena, int64_t, people);
	for (int64_t i = 0; i < orders; i++) {
		if (i % STEP == 0 && db_begin(cx->db) != OK)
			abort();
		size_t who = (size_t)(pow(dice(), 1.5) * (double)people);
		if (!customers[who])
			customers[who] = customer_put(
				cx, cx->now + (int64_t)who);
		int64_t order = order_put(
			cx, cx->now + i, dice() < 0.3 ? 0 : customers[who]);
		int64_t size = 1 + (int64_t)(-log(1 - dice()) *
					     (double)(lines - 1));
		for (int64_t k = 0; k < size && k < 200; k++)
			line_put(cx, order, k,
				variants[choose(n, who % TASTES)]);
		if ((i % STEP == STEP - 1 || i == orders - 1) &&
			db_end(cx->db, OK) != OK)
			abort();
	}
	return 0;
}

static double cpu(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

/* A matrix like the model's, but dense: LAPACK's time is the same. */
static double single(lapack_int n)
{
	float *a = calloc((size_t)n * (size_t)n, sizeof(*a));
	for (size_t i = 0; a && i < (size_t)n * (size_t)n; i++)
		a[i] = (float)dice();
	for (size_t i = 0; a && i < (size_t)n; i++)
		a[i * (size_t)n + i] = (float)n;
	double began = cpu();
	if (!a || LAPACKE_spotrf_work(LAPACK_COL_MAJOR, 'L', n, a, n) ||
		LAPACKE_spotri_work(LAPACK_COL_MAJOR, 'L', n, a, n))
		abort();
	free(a);
	return cpu() - began;
}

static double twice(lapack_int n)
{
	double *a = calloc((size_t)n * (size_t)n, sizeof(*a));
	for (size_t i = 0; a && i < (size_t)n * (size_t)n; i++)
		a[i] = dice();
	for (size_t i = 0; a && i < (size_t)n; i++)
		a[i * (size_t)n + i] = n;
	double began = cpu();
	if (!a || LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'L', n, a, n) ||
		LAPACKE_dpotri_work(LAPACK_COL_MAJOR, 'L', n, a, n))
		abort();
	free(a);
	return cpu() - began;
}

enum { ASKED = 4000, SEEN = 60, CART = 4 };

static double ask(struct cx *cx, const int64_t *products, size_t n, int what)
{
	struct recommend_seen seen[SEEN] = {{0}};
	struct recommend_pick *p;
	int64_t cart[SEEN];
	size_t got;
	if (db_read_begin(cx->db) != OK) /* as in a request */
		abort();
	double began = cpu();
	for (int i = 0; i < ASKED; i++) {
		for (size_t k = 0; k < SEEN; k++) {
			cart[k] = products[choose(n, (size_t)(i % TASTES))];
			seen[k] = (struct recommend_seen){.product = cart[k],
				.orders = 1,
				.ordered_ms = cx->now - (int64_t)k * MS_DAY};
		}
		int rc = what == 0
				 ? recommend_cart(cx, cart, CART, 24, &p, &got)
			 : what == 1
				 ? recommend_new(cx, seen, SEEN, 24, &p, &got)
			 : what == 2
				 ? recommend_again(cx, seen, SEEN, 24, &p, &got)
				 : recommend_near(cx, RECOMMEND_CART, cart[0],
					   24, &p, &got);
		if (rc != OK)
			abort();
		arena_clear(cx->arena);
	}
	double took = cpu() - began;
	db_read_end(cx->db);
	return took / ASKED * 1e6;
}

static int serve(struct cx *cx)
{
	static const char *const names[] = {
		"cart of 4", "new, 60 seen", "again, 60 seen", "near one"};
	int64_t *products, *kept;
	size_t n;
	if (db_ints(DB_SQL(cx->db, "SELECT id FROM product ORDER BY id"),
		    cx->arena, &products, &n) != OK ||
		n == 0)
		return 1;
	kept = calloc(n, sizeof(*kept));
	memcpy(kept, products, sizeof(*kept) * n);
	for (int what = 0; what < 4; what++) {
		ask(cx, kept, n, what); /* rows are read once */
		printf("%-16s %6.1f us\n", names[what], ask(cx, kept, n, what));
	}
	free(kept);
	return 0;
}

int main(int argc, char **argv)
{
	state = 1;
	if (argc == 4 && !strcmp(argv[2], "inverse")) {
		lapack_int n = (lapack_int)strtol(argv[3], NULL, 10);
		double one = single(n);
		printf("%.2f %.2f\n", one, twice(n));
		return 0;
	}
	bool is_fill = argc == 6 && !strcmp(argv[2], "fill");
	if (!is_fill && (argc != 3 || strcmp(argv[2], "serve") != 0))
		return 2;
	if (is_fill)
		state = strtoull(argv[5], NULL, 10);
	struct cx cx = {.db = db_open(argv[1]),
		.arena = arena_new(),
		.now = clock_now(),
		.locale = "en",
		.root = "en",
		.request_id = ""};
	int status = !cx.db    ? 1
		     : is_fill ? fill(&cx, strtol(argv[3], NULL, 10),
					 strtol(argv[4], NULL, 10))
			       : serve(&cx);
	arena_free(cx.arena);
	if (cx.db)
		db_close(cx.db);
	return status;
}
