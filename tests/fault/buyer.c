/*
 * Buys on a real file database, for tests that kill it or run many at once.
 *
 *   buyer FILE make UNITS SESSIONS  a shop with one product and full carts
 *   buyer FILE sets UNITS SESSIONS  the same, and every other cart holds a
 *                                   set of two of that product
 *   buyer FILE buy NTH              the NTH session orders; prints the number
 *   buyer FILE race SESSIONS        all of them at the same moment
 *   buyer FILE check                prints "orders N", or what is wrong
 *   buyer FILE left                 units that nobody holds
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "domain/bundle.h"
#include "domain/health.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/migrate.h"
#include "tests/orders.h"

static const struct secret secret = {"a key that only the tests know!"};

enum { SOLD_OUT = 2, FAILED = 3 };

static struct cx open_shop(const char *file)
{
	struct cx cx = {
		.db = db_open(file),
		.arena = arena_new(),
		.now = TEST_NOW,
		.locale = "en",
		.root = "en",
		.request_id = "",
		.secret = &secret,
	};
	if (!cx.db)
		exit(FAILED);
	return cx;
}

static void close_shop(struct cx *cx)
{
	arena_free(cx->arena);
	db_close(cx->db);
}

static const char *session_of(struct cx *cx, long nth)
{
	return arena_printf(cx->arena, "session-%ld", nth);
}

/* A set of two mugs; made of a product that was there before the mug. */
static void pair_of(struct cx *cx, int64_t pair, int64_t mug)
{
	const struct bundle_part part = {.part = mug, .qty = 2};
	if (bundle_set_parts(cx, pair, &part, 1) != OK)
		exit(FAILED);
}

static int make(const char *file, long units, long sessions, bool sets)
{
	struct cx cx = open_shop(file);
	if (migrate_up(cx.db, PUOTI_SRCDIR "/migrations") != OK)
		return FAILED;
	int64_t pair = sets ? test_product(&cx,
				      (struct test_product){.slug = "pair"})
			    : 0;
	int64_t mug = test_product(
		&cx, (struct test_product){.on_hand = units});
	if (sets)
		pair_of(&cx, pair, mug);
	for (long i = 1; i <= sessions; i++)
		test_cart(&cx, session_of(&cx, i),
			sets && i % 2 == 0 ? pair : mug, 1);
	close_shop(&cx);
	return 0;
}

/* The draft is made of fixed numbers, so that a bought-out cart can post the
 * same attempt again. */
static int buy(const char *file, long nth)
{
	struct cx cx = open_shop(file);
	struct order_draft d = {
		.session = session_of(&cx, nth),
		.attempt_key = session_of(&cx, nth),
		.email = "aino@posti.example",
		.phone = "",
		.name = "Aino Korhonen",
		.street = "Kaislapolku 7 B 12",
		.postal = "00890",
		.city = "Helsinki",
		.country = "FI",
		.delivery = "parcel",
		.payment = "transfer",
		.message = "",
		.terms_version = "1",
		.expected = {1490},
	};
	struct order_placed placed;
	const char *why = "";
	int rc = ERR_BUSY;
	for (int i = 0; rc == ERR_BUSY && i < 3; i++)
		rc = order_place(&cx, &d, &placed, &why);
	if (rc == OK)
		printf("%lld\n", (long long)placed.number);
	else
		printf("refused %d %s\n", rc, why);
	bool sold_out = rc == ERR_CONFLICT && strcmp(why, "sold_out") == 0;
	close_shop(&cx);
	return rc == OK ? 0 : sold_out ? SOLD_OUT : FAILED;
}

/* All wait for the same pipe to close, then buy. */
static int race(const char *file, long sessions)
{
	int gate[2], bought = 0, sold_out = 0, failed = 0, status;
	if (pipe(gate) < 0)
		return FAILED;
	for (long i = 1; i <= sessions; i++) {
		if (fork() != 0)
			continue;
		char c;
		close(gate[1]);
		if (read(gate[0], &c, 1) != 0)
			_exit(FAILED);
		_exit(buy(file, i));
	}
	close(gate[0]);
	close(gate[1]);
	while (wait(&status) > 0) {
		int code = WIFEXITED(status) ? WEXITSTATUS(status) : FAILED;
		bought += code == 0;
		sold_out += code == SOLD_OUT;
		failed += code == FAILED;
	}
	printf("bought %d sold_out %d failed %d\n", bought, sold_out, failed);
	return 0;
}

static int check(const char *file)
{
	struct cx cx = open_shop(file);
	test_failed = 0;
	CHECK_STR(db_integrity(cx.db, cx.arena), "ok");
	test_books_agree(&cx);
	int64_t orders = test_number(&cx, "SELECT count(*) FROM orders");
	CHECK_INT(test_number(&cx, "SELECT sum(held) FROM stock"),
		test_number(&cx, "SELECT coalesce(sum(l.qty * coalesce((SELECT"
				 "  sum(b.qty) FROM bundle_part b"
				 "  WHERE b.bundle = l.variant), 1)), 0)"
				 " FROM order_line l WHERE l.kind = 'goods'"));
	CHECK_INT(test_number(&cx, "SELECT count(*) FROM stock"
				   " WHERE held > on_hand"),
		0);
	CHECK_INT(
		test_number(&cx, "SELECT count(*) FROM order_address"), orders);
	CHECK_INT(test_number(&cx, "SELECT count(*) FROM order_event"), orders);
	CHECK_INT(test_number(&cx, "SELECT count(*) FROM payment"), orders);
	CHECK_INT(
		test_number(&cx, "SELECT sum(sold_qty) FROM product"), orders);
	CHECK_INT(test_number(&cx, "SELECT count(*) FROM outbox"), 2 * orders);
	CHECK_INT(test_number(&cx, "SELECT last - 10000 FROM counter"
				   " WHERE series = 'order'"),
		orders);
	CHECK_INT(test_number(&cx, "SELECT count(*) FROM cart c"
				   " WHERE NOT EXISTS (SELECT 1 FROM"
				   " cart_line l WHERE l.cart = c.id)"),
		orders);
	if (!test_failed)
		printf("orders %lld\n", (long long)orders);
	close_shop(&cx);
	return test_failed ? FAILED : 0;
}

/* Units that nobody holds. */
static int left(const char *file)
{
	struct cx cx = open_shop(file);
	printf("%lld\n", (long long)test_number(
				 &cx, "SELECT sum(on_hand - held) FROM stock"));
	close_shop(&cx);
	return 0;
}

int main(int argc, char **argv)
{
	clock_zone("Europe/Helsinki");
	const char *file = argc > 2 ? argv[1] : "";
	const char *what = argc > 2 ? argv[2] : "";
	bool sets = strcmp(what, "sets") == 0;
	if (argc == 5 && (sets || strcmp(what, "make") == 0))
		return make(file, strtol(argv[3], NULL, 10),
			strtol(argv[4], NULL, 10), sets);
	if (argc == 4 && strcmp(what, "buy") == 0)
		return buy(file, strtol(argv[3], NULL, 10));
	if (argc == 4 && strcmp(what, "race") == 0)
		return race(file, strtol(argv[3], NULL, 10));
	if (argc == 3 && strcmp(what, "check") == 0)
		return check(file);
	if (argc == 3 && strcmp(what, "left") == 0)
		return left(file);
	fprintf(stderr,
		"usage: buyer FILE make|sets|buy|race|check|left ...\n");
	return FAILED;
}
