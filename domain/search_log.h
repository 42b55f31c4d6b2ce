#ifndef DOMAIN_SEARCH_LOG_H
#define DOMAIN_SEARCH_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * What customers look for, per day, for the owner: the words, how often and
 * how many products they found.  Never who, and nothing that looks like a
 * person's: no address of mail, no number of a person, telephone or card.
 * Bounded: of a day's different searches only the first are kept.
 */
enum { SEARCH_LOG_DAYS = 90, SEARCH_LOG_DAY_MAX = 2000 };

/* Count one search, in this process' memory: a page view writes nothing. */
void search_log_note(struct cx *cx, const char *typed, size_t results);

/* Does it look like a person's: mail addresses, identity, telephone, card and
 * account numbers?  Small letters. */
bool search_log_private(const char *query);

/* Is anything counted that is not written; is it time to: a minute has
 * passed, there is no more room, or now? */
bool search_log_any(void);
bool search_log_due(bool now);

/* Write it.  Outside transactions; what cannot be written waits. */
int search_log_flush(struct cx *cx);

/* Forget days that are too old. */
int search_log_sweep(struct cx *cx);

struct search_row {
	const char *locale, *query;
	int64_t times, missed, results; /* results: of the last time */
	int64_t day;                    /* the last */
};

/* Of the last 30 days: what found nothing, or all; most often first. */
int search_log_list(struct cx *cx, bool missed, int64_t offset, int64_t limit,
	struct search_row **out, size_t *n, int64_t *total);

#endif
