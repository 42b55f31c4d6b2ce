#ifndef TESTS_TRIALS_H
#define TESTS_TRIALS_H

/*
 * How each route that takes an id, a token or a form is tried by people whose
 * things they are not: tests/unit/owners_test.c, which fails when a route has
 * no row here.  {names} are a person's values of tests/world.h.
 */
enum {
	TRIAL_KEY = 1, /* the first {name} is the key: whoever has it may */
	TRIAL_OWN,     /* the login is the key: others' ids are worth nothing */
	TRIAL_OPEN,    /* of nobody; why says what it is */
};
enum {
	TRIAL_SHOWS = 1,   /* the owner sees their own name there */
	TRIAL_CHANGES = 2, /* the owner's post changes what is theirs */
	TRIAL_GUEST = 8,   /* others get a page, with nothing of the owner's */
	TRIAL_OVER = 4,    /* by then the owner has none any more, either */
};

struct trial {
	const char *method, *route; /* as in www/routes.c */
	int kind, flags;
	const char *path; /* with a person's values; NULL: the route */
	const char *form; /* of a POST */
	const char *why;
};

/* {0} ended; each is tried by others first, then all by their owner. */
extern const struct trial trials[];

#endif
