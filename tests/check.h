#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

/*
 * Tests of lib/ that need no database: a table of functions, each with an
 * arena of its own, one TAP line each.
 */
#include <stdio.h>
#include <string.h>

#include "lib/arena.h"

struct check {
	const char *name;
	void (*fn)(struct arena *a);
};

extern int check_failed;

#define CHECK_INT(got, want)                                                 \
	do {                                                                 \
		long long g_ = (long long)(got), w_ = (long long)(want);     \
		if (g_ != w_) {                                              \
			check_failed = 1;                                    \
			printf("# %s:%d: %s is %lld, want %lld\n", __FILE__, \
				__LINE__, #got, g_, w_);                     \
		}                                                            \
	} while (0)
#define CHECK_STR(got, want)                                                  \
	do {                                                                  \
		const char *g_ = (got), *w_ = (want);                         \
		if (!g_ || strcmp(g_, w_) != 0) {                             \
			check_failed = 1;                                     \
			printf("# %s:%d: %s is\n# %s\n# want\n# %s\n",        \
				__FILE__, __LINE__, #got, g_ ? g_ : "(null)", \
				w_);                                          \
		}                                                             \
	} while (0)
#define CHECK(cond) CHECK_INT(!!(cond), 1)

/* A directory of this test's own, removed when it ends. */
const char *check_dir(void);

/* Write check_dir()/name; directories in name are made. */
void check_file(const char *name, const void *p, size_t n);

/*
 * Write a compiled catalogue as check_dir()/LANG/LC_MESSAGES/puoti.mo.
 * Sorted by msgid, {NULL} terminated; plural texts have their length, since
 * they hold NULs ("one\0many").
 */
struct check_msg {
	const char *msgid, *text;
	size_t msgid_len, text_len; /* 0: up to the NUL */
};
void check_catalogue(const char *lang, const struct check_msg *msgs);

/* 0 when all passed: main's return value. */
int check_run(const struct check *checks);

#endif
