#ifndef DOMAIN_RAIL_STAT_H
#define DOMAIN_RAIL_STAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/cx.h"
#include "lib/money.h"

/*
 * What shelves of suggestions bring, by day of the shop's zone, of those who
 * accepted to be remembered: nobody else is noted.  It is counted from events
 * (domain/event.h) into rail_day, which holds nobody and stays when events go.
 *
 * A line of an order belongs to the newest click of the same person on the
 * same product in the RAIL_BUYS_DAYS before the order, and counts on the day
 * and the shelf of that click.  Orders are those of the account, or those that
 * the browser's events name.  Money is what goods cost with VAT, discounts and
 * what was credited taken off, delivery left out; cancelled orders are none.
 *
 * Who is held out sees on the place of such a shelf what all see, and clicks
 * there are noted under its name: a click is the arm's that its person was
 * in during the day before it.
 *
 * The two arms are compared by people: each counts once a calendar month, on
 * the day on which a shelf made for them alone (rail_is_personal) first stood
 * on a page of theirs, or would have but for the hold-out; what they order in
 * the RAIL_BUYS_DAYS from that moment is theirs.  So the people of different
 * days of a month are different people.
 */
enum { RAIL_BUYS_DAYS = 7 };

/* Those that are rail_is_personal (domain/rail.h). */
#define RAIL_PERSONAL_SQL "('for-you', 'again', 'recent')"

/* Count today and the days before it anew: those of which a line can still be
 * bought, and with whole those of which goods can come back (45 days).  Days
 * that were missed are caught up.  *days: how many were counted. */
int rail_stat_roll(struct cx *cx, bool whole, int64_t *days);

struct rail_total {
	const char *rail;
	int64_t shown; /* pages that it stood on */
	int64_t clicked, bought;
	struct money revenue;
	/* the hold-out: pages that it would have stood on, clicks on what
	 * stood there instead */
	int64_t held, held_clicked;
};
struct rail_arm {
	int64_t people, buyers;
	struct money spent;
	/* sum of squares, in whole units of currency; what is above 64 bits
	 * stays at their largest number */
	int64_t spent_sq;
};
struct rail_moment {
	int64_t day, shown, clicked;
};
struct rail_report {
	struct rail_total *rails; /* in the order of rail_codes */
	size_t n_rails;
	struct rail_total all;
	struct rail_arm shown, held;
	struct rail_moment *days; /* upwards; not every day has one */
	size_t n_days;
};
/* Days from and to (YYYYMMDD), both counted. */
int rail_stat_read(
	struct cx *cx, int64_t from, int64_t to, struct rail_report *out);

/* rail_day as CSV (UTF-8, comma, amounts as 12.90), with a head line. */
int rail_stat_csv(struct cx *cx, int64_t from, int64_t to, struct buf *out);

/* a + b of numbers not below 0, at most INT64_MAX. */
int64_t rail_stat_sum(int64_t a, int64_t b);

/* The day n days before or, below 0, after it. */
int64_t rail_stat_before(int64_t day, int64_t n);

#endif
