#ifndef DOMAIN_POINTS_H
#define DOMAIN_POINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/* A problem of a file: the line, and what to do about it (of cx->locale). */
struct points_problem {
	int64_t line;
	const char *text;
};

enum { POINTS_PROBLEMS_MAX = 50 };

struct points_report {
	int64_t rows, added, changed, same, archived;
	struct points_problem problems[POINTS_PROBLEMS_MAX];
	size_t n_problems;
};

/*
 * Carriers' pickup points from a CSV: the columns carrier, code, name, street,
 * postal, city, country and hours, in any order, with commas or semicolons.
 * All or nothing: with a problem nothing changes and the call is still OK.
 * Points of the file's carriers that are not in it are archived; the same file
 * again changes nothing.
 */
int points_import(
	struct cx *cx, const char *text, size_t n, struct points_report *out);

/* How many points of each carrier are in use. */
struct points_carrier {
	const char *name;
	int64_t n, updated_ms;
};
int points_carriers(struct cx *cx, struct points_carrier **out, size_t *n);

struct delivery_point;
/* Keep one that a carrier told of; *new, *changed may be NULL. */
int points_keep(struct cx *cx, const struct delivery_point *p, bool *is_new,
	bool *changed);

#endif
