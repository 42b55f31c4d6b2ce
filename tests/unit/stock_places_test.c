/* Stock at several places: who is served from where.  In one file because the
 * random steps and the single ones share places, lines and checks. */
#include "domain/stock.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "domain/catalogue.h"
#include "domain/delivery.h"
#include "domain/health.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/migrate.h"
#include "tests/orders.h"

enum { MAIN = 1, DEPOT, SHOP, PLACES = 3 }; /* SHOP: fetched only */

static void places(struct cx *cx)
{
	CHECK_OK(db_run_script(cx->db,
		"UPDATE location SET name = 'Helsinki' WHERE id = 1;"
		"INSERT INTO location (id, code, name, pickup, ships, position)"
		" VALUES (2, 'depot', 'Depot', 0, 1, 1),"
		" (3, 'espoo', 'Espoo', 1, 0, 2)"));
}

/* An order with one line of it, nothing held yet; the line. */
static int64_t line_of(
	struct cx *cx, int64_t variant, int64_t qty, int64_t store)
{
	static int64_t n = 100000;
	n++;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO orders (number, attempt_key, email, email_norm,"
		" locale, location, currency, state, payment_state, fulfilment,"
		" delivery, payment, goods_minor, delivery_minor, total_minor,"
		" placed_ms, placed_day) VALUES (:n, CAST(:key AS TEXT), 'a@b',"
		" 'a@b', 'en', :location, 'EUR', 'placed', 'unpaid', 'none',"
		" :delivery, 'transfer', 0, 0, 0, 1, 20261123) RETURNING id");
	int64_t order = 0, line = 0;
	db_bind_int(q, ":n", n);
	db_bind_text(q, ":key", arena_printf(cx->arena, "k%lld", (long long)n));
	db_bind_int(q, ":location", store ? store : MAIN);
	db_bind_text(q, ":delivery", store ? "pickup" : "parcel");
	CHECK_OK(db_insert(q, &order));
	q = DB_SQL(cx->db,
		"INSERT INTO order_line (orders, position, kind, variant, name,"
		" qty, unit_minor) VALUES (:order, 1, 'goods', :variant, 'x',"
		" :qty, 0) RETURNING id");
	db_bind_int(q, ":order", order);
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":qty", qty);
	CHECK_OK(db_insert(q, &line));
	return line;
}

static int64_t order_id(struct cx *cx, int64_t line)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT orders FROM order_line WHERE id = :line");
	db_bind_int(q, ":line", line);
	CHECK_OK(db_one(q));
	int64_t id = db_next_int(q);
	db_done(q);
	return id;
}

static int hold(struct cx *cx, int64_t line, int64_t variant, int64_t qty)
{
	int rc = db_begin(cx->db);
	return rc < 0 ? rc
		      : db_end(cx->db, stock_hold(cx, line, variant, qty, 0));
}

static void put(struct cx *cx, int64_t variant, int64_t place, int64_t qty)
{
	CHECK_OK(stock_count(cx, variant, place, qty, "recount", ""));
}

static int64_t held(struct cx *cx, int64_t variant, int64_t place)
{
	struct stock_shelf s;
	CHECK_OK(stock_at(cx, variant, place, &s));
	return s.held;
}

static int64_t there(struct cx *cx, int64_t variant, int64_t place)
{
	struct stock_shelf s;
	CHECK_OK(stock_at(cx, variant, place, &s));
	return s.on_hand;
}

static struct stock_now now(struct cx *cx, int64_t variant)
{
	struct stock_now s;
	CHECK_OK(stock_now(cx, variant, &s));
	return s;
}

/* Main, depot, store. */
static int64_t goods(struct cx *cx, int64_t a, int64_t b, int64_t c)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = a});
	put(cx, v, DEPOT, b);
	put(cx, v, SHOP, c);
	return v;
}

static void books_agree(struct cx *cx)
{
	CHECK_INT(health_stock_sums(cx), 0);
	CHECK_INT(health_stock_holds(cx), 0);
	CHECK_INT(health_stock_places(cx), 0);
}

static void what_is_sent_comes_from_where_parcels_leave(struct cx *cx)
{
	places(cx);
	int64_t v = goods(cx, 2, 3, 9);
	CHECK_INT(now(cx, v).on_hand, 14);
	CHECK_INT(now(cx, v).sent, 5);
	CHECK_INT(now(cx, v).sellable, 9); /* the store alone has more */
	int64_t line = line_of(cx, v, 6, 0);
	CHECK_INT(hold(cx, line, v, 6), ERR_CONFLICT);
	CHECK_OK(hold(cx, line, v, 5));
	CHECK_INT(held(cx, v, MAIN), 2);
	CHECK_INT(held(cx, v, DEPOT), 3);
	CHECK_INT(held(cx, v, SHOP), 0);
	CHECK_OK(stock_take(cx, order_id(cx, line), 77));
	CHECK_INT(there(cx, v, MAIN), 0);
	CHECK_INT(there(cx, v, DEPOT), 0);
	CHECK_INT(there(cx, v, SHOP), 9);
	books_agree(cx);
}

static void one_place_that_has_all_is_better_than_two(struct cx *cx)
{
	places(cx);
	int64_t v = goods(cx, 2, 3, 0);
	CHECK_OK(hold(cx, line_of(cx, v, 3, 0), v, 3));
	CHECK_INT(held(cx, v, MAIN), 0);
	CHECK_INT(held(cx, v, DEPOT), 3);
	CHECK_OK(hold(cx, line_of(cx, v, 1, 0), v, 1));
	CHECK_INT(held(cx, v, MAIN), 1);
	books_agree(cx);
}

static void pickup_is_served_by_its_store_alone(struct cx *cx)
{
	places(cx);
	int64_t v = goods(cx, 2, 3, 4);
	int64_t line = line_of(cx, v, 5, SHOP);
	CHECK_INT(hold(cx, line, v, 5), ERR_CONFLICT);
	CHECK_OK(hold(cx, line, v, 4));
	CHECK_INT(held(cx, v, SHOP), 4);
	CHECK_INT(held(cx, v, MAIN) + held(cx, v, DEPOT), 0);
	CHECK_OK(stock_release(cx, order_id(cx, line)));
	CHECK_INT(held(cx, v, SHOP), 0);
	books_agree(cx);
}

static void bundles_are_counted_place_by_place(struct cx *cx)
{
	struct stock_shelf *s;
	size_t n;
	places(cx);
	int64_t cup = goods(cx, 4, 0, 1);
	int64_t v = test_product(cx, (struct test_product){.slug = "set"});
	int64_t tray = test_product(
		cx, (struct test_product){.slug = "tray", .on_hand = 1});
	put(cx, tray, SHOP, 5);
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO bundle_part (bundle, part, qty, position)"
		" VALUES (:bundle, :part, :qty, :part)");
	db_bind_int(q, ":bundle", v);
	db_bind_int(q, ":part", cup);
	db_bind_int(q, ":qty", 2);
	CHECK_OK(db_exec(q, NULL));
	q = DB_SQL(cx->db,
		"INSERT INTO bundle_part (bundle, part, qty, position)"
		" VALUES (:bundle, :part, :qty, :part)");
	db_bind_int(q, ":bundle", v);
	db_bind_int(q, ":part", tray);
	db_bind_int(q, ":qty", 1);
	CHECK_OK(db_exec(q, NULL));
	CHECK_OK(stock_shelves(cx, v, &s, &n));
	CHECK_INT(n, PLACES);
	CHECK_INT(s[0].free, 1);
	CHECK_INT(s[1].free, 0);
	CHECK_INT(s[2].free, 0);
	CHECK_INT(now(cx, v).sent, 1);
}

static void carrying_is_two_movements_or_none(struct cx *cx)
{
	places(cx);
	int64_t v = goods(cx, 5, 0, 0);
	CHECK_OK(hold(cx, line_of(cx, v, 2, 0), v, 2));
	int64_t moves = test_number(cx, "SELECT count(*) FROM stock_move");
	CHECK_INT(stock_carry(cx, v, MAIN, SHOP, 4, ""), ERR_CONFLICT);
	CHECK_INT(stock_carry(cx, v, SHOP, MAIN, 1, ""), ERR_CONFLICT);
	CHECK_INT(stock_carry(cx, v, MAIN, MAIN, 1, ""), ERR_INVALID);
	CHECK_INT(stock_carry(cx, v, MAIN, SHOP, 0, ""), ERR_INVALID);
	CHECK_INT(stock_carry(cx, v, MAIN, SHOP, -1, ""), ERR_INVALID);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM stock_move"), moves);
	CHECK_OK(stock_carry(cx, v, MAIN, SHOP, 3, "van"));
	CHECK_INT(there(cx, v, MAIN), 2);
	CHECK_INT(there(cx, v, SHOP), 3);
	CHECK_INT(
		test_number(cx, "SELECT count(*) FROM stock_move"), moves + 2);
	books_agree(cx);
}

static void counting_below_the_holds_takes_from_another_place(struct cx *cx)
{
	places(cx);
	int64_t v = goods(cx, 4, 3, 5);
	int64_t line = line_of(cx, v, 4, 0);
	CHECK_OK(hold(cx, line, v, 4));
	put(cx, v, MAIN, 2);
	CHECK_INT(held(cx, v, MAIN), 2);
	CHECK_INT(held(cx, v, DEPOT), 2);
	put(cx, v, DEPOT, 1);
	CHECK_INT(test_number(cx, "SELECT sum(short) FROM stock_hold"), 1);
	CHECK_INT(stock_take(cx, order_id(cx, line), 5), ERR_CONFLICT);
	/* what comes to the store is of no use to it */
	CHECK_OK(stock_move_at(cx, v, SHOP, 3, "received", "t", 1, ""));
	CHECK_INT(test_number(cx, "SELECT sum(short) FROM stock_hold"), 1);
	CHECK_OK(stock_carry(cx, v, SHOP, DEPOT, 1, ""));
	CHECK_INT(test_number(cx, "SELECT sum(short) FROM stock_hold"), 0);
	CHECK_OK(stock_take(cx, order_id(cx, line), 5));
	books_agree(cx);
}

static void order_that_comes_back_is_held_wherever_it_can(struct cx *cx)
{
	places(cx);
	int64_t v = goods(cx, 3, 3, 0);
	int64_t line = line_of(cx, v, 3, 0);
	CHECK_OK(hold(cx, line, v, 3));
	CHECK_INT(held(cx, v, MAIN), 3);
	CHECK_OK(stock_release(cx, order_id(cx, line)));
	put(cx, v, MAIN, 1);
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(db_end(cx->db, stock_hold_again(cx, order_id(cx, line))));
	CHECK_INT(held(cx, v, DEPOT), 3);
	CHECK_OK(stock_release(cx, order_id(cx, line)));
	put(cx, v, DEPOT, 1);
	CHECK_OK(db_begin(cx->db));
	CHECK_INT(stock_hold_again(cx, order_id(cx, line)), ERR_CONFLICT);
	CHECK_OK(db_end(cx->db, OK)); /* nothing has changed */
	CHECK_INT(held(cx, v, MAIN) + held(cx, v, DEPOT), 0);
	CHECK_INT(test_number(cx, "SELECT sum(qty) FROM stock_hold"), 3);
	books_agree(cx);
}

static void some_units_leave_and_some_are_let_go(struct cx *cx)
{
	places(cx);
	int64_t v = goods(cx, 2, 3, 0);
	int64_t line = line_of(cx, v, 5, 0);
	CHECK_OK(hold(cx, line, v, 5));
	struct stock_want want = {line, v, 3};
	CHECK_OK(stock_take_some(cx, &want, 1, 1));
	CHECK_INT(there(cx, v, MAIN), 0);
	CHECK_INT(there(cx, v, DEPOT), 2);
	want.qty = 3;
	CHECK_INT(stock_take_some(cx, &want, 1, 2), ERR_CONFLICT);
	CHECK_INT(there(cx, v, DEPOT), 2);
	CHECK_OK(stock_release_some(cx, line, 1));
	CHECK_INT(held(cx, v, DEPOT), 1);
	CHECK_INT(stock_release_some(cx, line, 2), ERR_CONFLICT);
	want.qty = 1;
	CHECK_OK(stock_take_some(cx, &want, 1, 2));
	CHECK_INT(there(cx, v, DEPOT), 1);
	CHECK_INT(held(cx, v, DEPOT), 0);
	books_agree(cx);
}

/* ---- many steps ---- */

static uint64_t dice;

static int64_t any(int64_t most)
{
	dice = dice * 6364136223846793005U + 1442695040888963407U;
	return (int64_t)((dice >> 33) % (uint64_t)(most + 1));
}

enum { LINES = 400 };
struct world {
	int64_t v[2];
	int64_t line[LINES], variant[LINES], left[LINES];
	int n;
	int64_t gone; /* units that were sent */
};

static void step_buy(struct cx *cx, struct world *w)
{
	int64_t v = w->v[any(1)], qty = 1 + any(5);
	int64_t store = any(2) == 0 ? (any(1) ? MAIN : SHOP) : 0;
	if (w->n == LINES)
		return;
	int64_t line = line_of(cx, v, qty, store);
	int rc = hold(cx, line, v, qty);
	CHECK(rc == OK || rc == ERR_CONFLICT);
	if (rc < 0)
		return;
	w->line[w->n] = line;
	w->variant[w->n] = v;
	w->left[w->n++] = qty;
}

static void step_end(struct cx *cx, struct world *w, int64_t step)
{
	int64_t i = any(w->n - 1), n;
	struct stock_want want = {w->line[i], w->variant[i], 0};
	if (w->left[i] == 0)
		return;
	n = want.qty = 1 + any(w->left[i] - 1);
	int rc;
	if (any(1)) {
		rc = stock_take_some(cx, &want, 1, 1000 + step);
		w->gone += rc == OK ? n : 0;
	} else {
		rc = stock_release_some(cx, w->line[i], n);
	}
	CHECK(rc == OK || rc == ERR_CONFLICT);
	if (rc == OK)
		w->left[i] -= n;
}

static void step_shelf(struct cx *cx, const struct world *w, int64_t step)
{
	int64_t v = w->v[any(1)], a = 1 + any(2), b = 1 + any(2);
	int rc = OK;
	switch (any(2)) {
	case 0:
		rc = stock_count(cx, v, a, any(15), "recount", "");
		break;
	case 1:
		rc = stock_move_at(
			cx, v, a, any(12) - 4, "received", "t", step, "");
		break;
	default:
		rc = stock_carry(cx, v, a, b, any(6), "");
	}
	CHECK(rc == OK || rc == ERR_CONFLICT || rc == ERR_INVALID);
}

/* Each line holds or lacks exactly what it has left. */
static void lines_add_up(struct cx *cx, const struct world *w)
{
	for (int i = 0; i < w->n; i++) {
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT CAST(coalesce(sum(qty + short), 0) AS BIGINT)"
			" FROM stock_hold WHERE order_line = :line"
			" AND state = 'active'");
		db_bind_int(q, ":line", w->line[i]);
		CHECK_OK(db_one(q));
		CHECK_INT(db_next_int(q), w->left[i]);
		db_done(q);
	}
}

static void random_steps_keep_the_books(struct cx *cx)
{
	const char *env = getenv("PUOTI_LONG");
	int64_t steps = env && *env ? 4000 : 400;
	unsigned seed = 20261124;
	struct world w = {.n = 0};
	places(cx);
	w.v[0] = goods(cx, 20, 10, 8);
	w.v[1] = test_product(
		cx, (struct test_product){
			    .slug = "late", .on_hand = 6, .backorder = 1});
	dice = seed;
	printf("# seed %u, %lld steps\n", seed, (long long)steps);
	for (int64_t i = 0; i < steps && !test_failed; i++) {
		int64_t what = any(3);
		if (what == 0 || w.n == 0)
			step_buy(cx, &w);
		else if (what < 3)
			step_end(cx, &w, i);
		else
			step_shelf(cx, &w, i);
		books_agree(cx);
		if (i % 20 == 0)
			lines_add_up(cx, &w);
	}
	lines_add_up(cx, &w);
	CHECK_INT(test_number(cx, "SELECT CAST(-sum(delta) AS BIGINT)"
				  " FROM stock_move WHERE reason = 'shipped'"),
		w.gone);
}

/* ---- at the same time ---- */

static int buyer(struct cx *cx, const char *path, int64_t v, int64_t line)
{
	struct cx own = *cx;
	own.db = db_open(path);
	int64_t sold = 0;
	for (int64_t i = 0; own.db && i < 10; i++)
		sold += hold(&own, line + i, v, 1) == OK;
	return (int)sold;
}

static void parallel_holds_sell_each_unit_once(struct cx *cx)
{
	enum { BUYERS = 6, EACH = 10, UNITS = 20 };
	const char *path = arena_printf(cx->arena, "%s/x.db", test_dir(cx));
	struct cx own = *cx;
	own.db = db_open(path);
	CHECK(own.db != NULL);
	CHECK_OK(migrate_up(own.db, test_src(cx, "migrations")));
	places(&own);
	int64_t v = goods(&own, 7, 13, 50), line[BUYERS];
	for (int b = 0; b < BUYERS; b++)
		for (int i = 0; i < EACH; i++) {
			int64_t id = line_of(&own, v, 1, 0);
			if (i == 0)
				line[b] = id;
		}
	for (int b = 0; b < BUYERS; b++)
		if (fork() == 0)
			_exit(buyer(cx, path, v, line[b]));
	int sold = 0;
	for (int b = 0; b < BUYERS; b++) {
		int status = 0;
		wait(&status);
		sold += WEXITSTATUS(status);
	}
	CHECK_INT(sold, UNITS);
	CHECK_INT(held(&own, v, MAIN), 7);
	CHECK_INT(held(&own, v, DEPOT), 13);
	CHECK_INT(held(&own, v, SHOP), 0);
	books_agree(&own);
	db_close(own.db);
}

static void pages_change_with_a_stores_band(struct cx *cx)
{
	int64_t before, after;
	places(cx);
	int64_t v = goods(cx, 50, 50, 50);
	CHECK_OK(catalogue_version(cx, &before));
	CHECK_OK(stock_move_at(cx, v, SHOP, -5, "lost", "t", 1, ""));
	CHECK_OK(catalogue_version(cx, &after));
	CHECK_INT(after, before);
	CHECK_OK(stock_move_at(cx, v, SHOP, -43, "lost", "t", 2, ""));
	CHECK_OK(catalogue_version(cx, &after));
	CHECK_INT(after, before + 1);
}

int main(void)
{
	return test_run((struct test[]){
		{"what is sent comes from where parcels leave",
			what_is_sent_comes_from_where_parcels_leave},
		{"one place that has all is better than two",
			one_place_that_has_all_is_better_than_two},
		{"pickup is served by its store alone",
			pickup_is_served_by_its_store_alone},
		{"bundles are counted place by place",
			bundles_are_counted_place_by_place},
		{"carrying is two movements or none",
			carrying_is_two_movements_or_none},
		{"counting below the holds takes from another place",
			counting_below_the_holds_takes_from_another_place},
		{"order that comes back is held wherever it can",
			order_that_comes_back_is_held_wherever_it_can},
		{"some units leave and some are let go",
			some_units_leave_and_some_are_let_go},
		{"random steps keep the books", random_steps_keep_the_books},
		{"parallel holds sell each unit once",
			parallel_holds_sell_each_unit_once},
		{"pages change with a store's band",
			pages_change_with_a_stores_band},
		{NULL, NULL},
	});
}
