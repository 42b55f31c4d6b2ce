#ifndef DOMAIN_PROFILE_TOLD_H
#define DOMAIN_PROFILE_TOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/cx.h"

/*
 * What somebody told the shop of themselves, and what they do not want to
 * see: the part of a profile that they write.  Subjects as in
 * domain/profile.h; each statement takes the subject with the id, so another
 * one's is never found.
 */
enum { PROFILE_NAME_MAX = 40 }; /* characters of how they are called */

struct profile_told {
	bool personal;                  /* suggestions are on */
	const char *list_order;         /* "" "shop" "you" */
	const char *call_name;          /* "": by the first name */
	const char *tone;               /* "" "formal" "warm" "none" */
	int64_t birth_month, birth_day; /* 0: not told */
	int64_t asked;                  /* questions about interests answered */
	int64_t asked_ms;               /* all answered or passed; 0: not yet */
};

/* Who has told nothing yet has the defaults. */
int profile_told_get(
	struct cx *cx, const char *subject, struct profile_told *out);

/* Writes all but asked.  ERR_INVALID: a list order, tone or day that there is
 * not, or too long a name. */
int profile_told_set(
	struct cx *cx, const char *subject, const struct profile_told *told);

/* Suggestions on or off, alone. */
int profile_personal_set(struct cx *cx, const char *subject, bool on);

/* They answered questions up to that one; done: they are not asked again. */
int profile_asked_set(
	struct cx *cx, const char *subject, int64_t asked, bool done);

/* The days of a month, 29 of February; 0: no such month. */
int profile_month_days(int64_t month);

/* A shelf, product or colour that they are not interested in. */
struct profile_hidden {
	const char *kind, *what; /* of profile_unhide */
	const char *name;        /* of a product, in cx->locale; else what */
	int64_t at_ms;
};
enum { PROFILE_HIDDEN_MAX = 200 };
/* The newest first. */
int profile_hidden_list(struct cx *cx, const char *subject,
	struct profile_hidden **out, size_t *n);

/*
 * What profile_forget takes away, as short text that profile_items_back takes
 * again: for "undo", kept in the visitor's own browser.  *out NULL: too much
 * of it.
 */
enum { PROFILE_UNDO_MAX = 1600 };
int profile_items_note(struct cx *cx, const char *subject,
	const int64_t *products, size_t n, const char **out);
/* ERR_BAD: no such text. */
int profile_items_back(struct cx *cx, const char *subject, const char *text);

#endif
