#ifndef CLI_RECOMMEND_H
#define CLI_RECOMMEND_H

#include "cli/cli.h"

/* puoti recommend rank: cli/rank.c, which reads, and cli/recommend.c. */
struct rank_wish {
	const char *orders, *cases; /* files */
	size_t top;
};

/* "20"; 0: not from 1 to RANK_TOP_MAX. */
enum { RANK_TOP_MAX = 1000 };
size_t rank_top(const char *text);

/* The exit status; the ranking is on standard output, the complaint on
 * standard error. */
int rank_run(const struct rank_wish *wish);

#endif
