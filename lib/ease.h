#ifndef LIB_EASE_H
#define LIB_EASE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"

/*
 * What goes with what, from groups of items that belong together (baskets,
 * customers), by the program puoti-model: LAPACK, its memory and its threads
 * stay out of this process.
 *
 * EASE (H. Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW
 * 2019): with G the weighted counts of items that meet in a group, and P the
 * inverse of G + D, D_jj = lambda + drop G_jj, the weight of item j beside item
 * i is -P_ij / P_jj^power.  drop is that of H. Steck, "Autoencoders that don't
 * overfit towards the Identity" (NeurIPS 2020): what many groups hold is
 * trusted less.  power 1 is EASE; below, what sells most is suggested less.
 * Of each item the weights that are largest by absolute value are kept.
 * Items from the matrix's reach on have cosine neighbours instead: g_ij /
 * (sqrt(g_ii g_jj) + shrink).
 */
struct ease_near {
	uint32_t item;
	float weight;
};

enum ease_kind { EASE_BASKET, EASE_CUSTOMER, EASE_KINDS };

struct ease_group {
	enum ease_kind kind;
	float weight;
	uint32_t n;
	const uint32_t *item; /* ascending, none twice */
};

struct ease_ask {
	float weight[EASE_KINDS]; /* of groups of that kind; 0: not counted */
	float lambda, drop, power, shrink;
};

struct ease_row {
	uint32_t n;
	const struct ease_near *near; /* the strongest first */
};

enum { EASE_ASKS_MAX = 4, EASE_KEEP_MAX = 100 };

struct ease {
	uint32_t items;  /* counted so that the first sell most */
	uint32_t matrix; /* how many of them the matrix holds */
	uint32_t keep;   /* neighbours of each */
	uint32_t asks;
	struct ease_ask ask[EASE_ASKS_MAX];
	size_t groups;
	const struct ease_group *group;
};

/* rows[ask][item], in the arena.  ERR_INTERNAL, logged: it could not be
 * computed, or not within ms. */
int ease_make(struct arena *a, const struct ease *e, int ms,
	struct ease_row *rows[EASE_ASKS_MAX]);

/* What the program reads: this, then each group as three numbers of 32 bits
 * (kind, weight, n) and its items.  What it writes: for each ask and item the
 * count and so many struct ease_near.  One build, one machine: as in memory. */
struct ease_head {
	char magic[8];
	uint32_t items, matrix, keep, asks;
	struct ease_ask ask[EASE_ASKS_MAX];
	uint64_t groups;
};
#define EASE_MAGIC "puotiE2"

#endif
