#ifndef TESTS_TEST_H
#define TESTS_TEST_H

/*
 * A test is a function in a table.  Each runs on a fresh database with all
 * migrations applied, at a fixed time, and prints one TAP line.
 */
#include <stdint.h>
#include <stdio.h>

#include "lib/cx.h"
#include "lib/err.h"

/* Monday 23 November 2026, 10:40 in Helsinki. */
#define TEST_NOW INT64_C(1795423200000)

struct test {
	const char *name;
	void (*fn)(struct cx *cx);
};

extern int test_failed;

#define CHECK_INT(got, want)                                                 \
	do {                                                                 \
		long long g_ = (got), w_ = (want);                           \
		if (g_ != w_) {                                              \
			test_failed = 1;                                     \
			printf("# %s:%d: %s is %lld, want %lld\n", __FILE__, \
				__LINE__, #got, g_, w_);                     \
		}                                                            \
	} while (0)
#define CHECK_OK(got) CHECK_INT(got, OK)
#define CHECK(cond)   CHECK_INT(!!(cond), 1)
#define CHECK_STR(got, want) \
	test_check_str(__FILE__, __LINE__, #got, (got), (want))

/* NULL equals NULL only. */
void test_check_str(const char *file, int line, const char *what,
	const char *got, const char *want);

int test_run(const struct test *tests);

/* A path in the source tree, such as "tests/unit/x.csv". */
const char *test_src(struct cx *cx, const char *path);

/* A new folder, removed with all it holds when the test ends. */
const char *test_dir(struct cx *cx);

/*
 * A product with one variant that can be bought: texts in English, price and
 * price log since yesterday, stock at location 1.  Returns the variant; ids
 * abort when the database refuses.
 */
struct test_product {
	const char *slug, *name, *sku; /* made of each other when NULL */
	const char *tax_class;         /* "general" */
	int64_t price_minor;           /* 0: 1000 */
	int64_t on_hand;
	int64_t draft, untracked, backorder;
	int64_t *product; /* gets the product's id; may be NULL */
};
int64_t test_product(struct cx *cx, struct test_product p);

/* Another variant of the same product, with its price and stock. */
int64_t test_variant(struct cx *cx, int64_t product, struct test_product p);

#endif
