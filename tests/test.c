#include "tests/test.h"

#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "domain/listing.h"
#include "domain/search_doc.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/migrate.h"

int test_failed;

static const struct secret test_secret = {"a key that only the tests know!"};

void test_check_str(const char *file, int line, const char *what,
	const char *got, const char *want)
{
	if (got && want ? !strcmp(got, want) : got == want)
		return;
	test_failed = 1;
	printf("# %s:%d: %s is \"%s\", want \"%s\"\n", file, line, what,
		got ? got : "(NULL)", want ? want : "(NULL)");
}

static void run_one(const struct test *t)
{
	struct cx cx = {
		.db = db_open(":memory:"),
		.arena = arena_new(),
		.now = TEST_NOW,
		.locale = "en",
		.root = "en",
		.request_id = "",
		.secret = &test_secret,
	};
	if (!cx.db || migrate_up(cx.db, PUOTI_SRCDIR "/migrations") != OK)
		abort();
	test_failed = 0;
	search_forget();
	t->fn(&cx);
	if (db_is_busy(cx.db)) {
		test_failed = 1;
		printf("# a statement or a transaction was left open\n");
	}
	arena_free(cx.arena);
	db_close(cx.db);
}

int test_run(const struct test *tests)
{
	int n = 0, failures = 0;
	setvbuf(stdout, NULL, _IOLBF, 0);
#ifdef __SANITIZE_ADDRESS__
	setenv("PUOTI_ARENA_MALLOC", "1", 1);
#endif
	clock_zone("Europe/Helsinki");
	for (const struct test *t = tests; t->fn; t++) {
		run_one(t);
		failures += test_failed;
		printf("%sok %d - %s\n", test_failed ? "not " : "", ++n,
			t->name);
	}
	printf("1..%d\n", n);
	return failures != 0;
}

const char *test_src(struct cx *cx, const char *path)
{
	return arena_printf(cx->arena, "%s/%s", PUOTI_SRCDIR, path);
}

static int remove_one(
	const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

static void dir_remove(void *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *test_dir(struct cx *cx)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = arena_printf(
		cx->arena, "%s/puoti-test-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(dir))
		abort();
	arena_defer(cx->arena, dir_remove, dir);
	return dir;
}

static int64_t must_insert(struct db_stmt *q)
{
	int64_t id = 0;
	if (db_insert(q, &id) != OK)
		abort();
	return id;
}

static void must_exec(struct db_stmt *q)
{
	if (db_exec(q, NULL) != OK)
		abort();
}

static void price_set(struct cx *cx, int64_t variant, int64_t minor)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO price (variant, kind, amount_minor, from_ms)"
		" VALUES (:variant, 'regular', :minor, :from)");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":minor", minor);
	db_bind_int(q, ":from", cx->now - MS_DAY);
	must_exec(q);
	q = DB_SQL(cx->db,
		"INSERT INTO price_log (variant, from_ms, amount_minor)"
		" VALUES (:variant, :from, :minor)");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":minor", minor);
	db_bind_int(q, ":from", cx->now - MS_DAY);
	must_exec(q);
}

static void stock_set(struct cx *cx, int64_t variant, int64_t on_hand)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO stock (variant, location, on_hand)"
		" VALUES (:variant, 1, :n)");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":n", on_hand);
	must_exec(q);
	if (on_hand == 0)
		return;
	q = DB_SQL(cx->db,
		"INSERT INTO stock_move (variant, location, delta, reason,"
		"  ref_kind, ref_id, at_ms)"
		" VALUES (:variant, 1, :n, 'initial', 'test', :ref, :now)");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":n", on_hand);
	db_bind_int(q, ":ref", variant);
	db_bind_int(q, ":now", cx->now - MS_DAY);
	must_exec(q);
}

int64_t test_variant(struct cx *cx, int64_t product, struct test_product p)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO variant (product, sku, option_key, position,"
		"  tracked, backorder)"
		" SELECT CAST(:product AS BIGINT), :sku,"
		"  CASE count(*) WHEN 0 THEN '' ELSE CAST(:sku AS TEXT) END,"
		"  count(*) + 1, CAST(:tracked AS BIGINT),"
		"  CAST(:backorder AS BIGINT)"
		" FROM variant WHERE product = :product"
		" RETURNING id");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":sku", p.sku ? p.sku : "MUG-2");
	db_bind_int(q, ":tracked", !p.untracked);
	db_bind_int(q, ":backorder", p.backorder);
	int64_t id = must_insert(q);
	price_set(cx, id, p.price_minor ? p.price_minor : 1000);
	if (!p.untracked)
		stock_set(cx, id, p.on_hand);
	if (listing_mark(cx, product) != OK)
		abort();
	return id;
}

int64_t test_product(struct cx *cx, struct test_product p)
{
	if (!p.slug)
		p.slug = "mug";
	if (!p.name)
		p.name = p.slug;
	if (!p.sku)
		p.sku = p.slug;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO product (status, tax_class, created_ms,"
		"  updated_ms)"
		" VALUES (:status, :class, :now, :now)"
		" RETURNING id");
	db_bind_text(q, ":status", p.draft ? "draft" : "active");
	db_bind_text(q, ":class", p.tax_class ? p.tax_class : "general");
	db_bind_int(q, ":now", cx->now - MS_DAY);
	int64_t product = must_insert(q);

	q = DB_SQL(cx->db,
		"INSERT INTO product_text (product, locale, name, name_sort)"
		" VALUES (:product, 'en', :name, :name)");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":name", p.name);
	must_exec(q);
	q = DB_SQL(cx->db, "INSERT INTO slug (kind, locale, slug, target)"
			   " VALUES ('product', 'en', :slug, :product)");
	db_bind_text(q, ":slug", p.slug);
	db_bind_int(q, ":product", product);
	must_exec(q);
	if (p.product)
		*p.product = product;
	return test_variant(cx, product, p);
}
