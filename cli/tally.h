#ifndef CLI_TALLY_H
#define CLI_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"

/* Texts counted as they are met: zero-initialised is empty. */
struct tally {
	const char **text;
	size_t n;
	uint32_t *bucket; /* number + 1; 0: free */
	size_t mask;
};

uint32_t tally_put(struct arena *a, struct tally *s, const char *text);
/* -1: not met. */
int64_t tally_find(const struct tally *s, const char *text);

#endif
