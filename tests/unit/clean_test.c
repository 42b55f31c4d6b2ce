#include "domain/clean.h"

#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"
#include "tests/test.h"

static void carts_of_sixty_days_go_younger_ones_stay(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	int64_t n = -1;
	for (int i = 0; i < 500; i++)
		test_cart(cx, arena_printf(cx->arena, "s%d", i), mug, 1);
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE cart SET updated_ms = :now"
		" - CASE WHEN id <= 450 THEN 61 ELSE 59 END * :day");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":day", MS_DAY);
	CHECK_OK(db_exec(q, NULL));
	CHECK_OK(clean_carts(cx, &n));
	CHECK_INT(n, 450);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM cart"), 50);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM cart_line"), 50);
	CHECK_OK(clean_carts(cx, &n));
	CHECK_INT(n, 0);
}

static void ended_sessions_and_old_attempts_go(struct cx *cx)
{
	int64_t n = -1;
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO session (token_sha256, kind, subject,"
		" created_ms, seen_ms, expires_ms) VALUES"
		" ('a', 'staff', 1, 0, 0, 1), ('b', 'staff', 1, 0, 0,"
		" 9000000000000);"
		"INSERT INTO attempt VALUES ('login', 'x', 1, 3),"
		" ('login', 'x', 9000000000000, 3)"));
	CHECK_OK(clean_sessions(cx, &n));
	CHECK_INT(n, 1);
	CHECK_OK(clean_attempts(cx));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM session"), 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM attempt"), 1);
}

int main(void)
{
	return test_run((struct test[]){
		{"carts of sixty days go, younger ones stay",
			carts_of_sixty_days_go_younger_ones_stay},
		{"ended sessions and old attempts go",
			ended_sessions_and_old_attempts_go},
		{NULL, NULL},
	});
}
