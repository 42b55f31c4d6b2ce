#ifndef CLI_DEMO_MANY_H
#define CLI_DEMO_MANY_H

/* A large made-up catalogue: what its products share. */
#include "cli/demo.h"

enum { MANY_THINGS = 64, MANY_PICTURES = 8, MANY_VALUES = 16 };

struct many {
	struct demo *d;
	struct cx cx; /* of one product: its own time and memory */
	json_t *words;
	/* by place in the word list */
	int64_t shelf[MANY_THINGS];
	int64_t picture[MANY_THINGS][MANY_PICTURES];
	size_t n_pictures[MANY_THINGS];
	int64_t material, material_value[MANY_VALUES];
	int64_t colour, colour_value[MANY_VALUES];
	int64_t width, handmade;
	uint64_t dice;
};

/* The member of the word list's table of that name. */
const json_t *many_word(const struct many *m, const char *table, size_t i);
size_t many_count(const struct many *m, const char *table);

/* Product of that number, from 0: the same one each time. */
int many_product(struct many *m, int64_t number);

#endif
