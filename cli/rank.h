#ifndef CLI_RANK_H
#define CLI_RANK_H

/* Between cli/rank.c, which reads, and cli/rank_answer.c. */
#include "cli/tally.h"

struct rank_line {
	uint32_t lot, item;
};
struct rank_lot { /* a basket */
	int64_t at_ms;
	int64_t customer; /* 0: not known */
};
struct rank_case {
	const char *name, *kind, *customer, *context;
};

struct rank {
	struct arena *arena;
	size_t top;
	struct tally items, baskets, customers;
	struct rank_line *lines;
	struct rank_lot *lots;
	struct rank_case *cases;
	size_t n_lines, n_lots, n_cases;
};

/* Learn, rank, print; the exit status. */
int rank_answer(struct rank *r);

#endif
