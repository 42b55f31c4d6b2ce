#ifndef CLI_DEMO_PEOPLE_H
#define CLI_DEMO_PEOPLE_H

/* The demo's made-up customers: what its files share. */
#include "cli/demo.h"

enum {
	PEOPLE = 330,      /* besides the prepared ones */
	PEOPLE_DAYS = 365, /* since when they have been ordering */
	TASTES_MAX = 12,
};

/* The same number each time: who the people are and what they buy follows
 * from the seed, the catalogue and today's season. */
struct dice {
	uint64_t at;
};
double dice_unit(struct dice *d);              /* [0, 1) */
int64_t dice_below(struct dice *d, int64_t n); /* 0 .. n - 1 */
bool dice_odds(struct dice *d, int64_t of_hundred);

/* A product as they see it. */
struct thing {
	const char *slug;
	const json_t *o;
	double loved;     /* by everybody: 0.3 to 3 */
	int64_t new_days; /* on sale since so many days; a large number */
	int64_t more;     /* so many are bought at once, at most */
	bool again;       /* bought again and again */
	const char *season;
	double weight[TASTES_MAX];
};

struct people {
	struct demo *d;
	json_t *words; /* demo/people.json */
	struct thing *things;
	size_t n_things, n_tastes;
};

struct one {
	struct dice dice;
	size_t taste, other;    /* mostly this, at times that */
	double size;            /* 0 the smallest, 1 the largest */
	const char *colours[2]; /* liked best */
	bool thrifty;           /* waits for sales */
	unsigned char *has;     /* by thing: bought before */
};

int people_things(struct people *p, const json_t *catalogue);
/* By slug; -1: none. */
int64_t people_thing(const struct people *p, const char *slug);

/* Something that somebody would take that many days ago; -1: nothing. */
int64_t taste_pick(struct people *p, struct one *one, int64_t days_ago);
/* Something that goes with it; -1: nothing, or not this time. */
int64_t taste_with(
	struct people *p, struct one *one, int64_t thing, int64_t days_ago);
/* Which of its variants, and how many. */
const char *taste_sku(struct people *p, struct one *one, int64_t thing);
int64_t taste_qty(struct people *p, struct one *one, int64_t thing);

#endif
