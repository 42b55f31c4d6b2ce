#ifndef HANDLERS_ADMIN_SUGGESTIONS_H
#define HANDLERS_ADMIN_SUGGESTIONS_H

/* What the owner's pages of suggestions share. */
#include "domain/rail_stat.h"
#include "handlers/admin/admin.h"
#include "lib/stats.h"

/* What a shelf is called in the admin, and where it stands. */
const char *shelf_name(const char *rail);
const char *shelf_place(const char *rail);

/* The links between the pages: section TAB (HREF, NAME, ON).  at: 0 the
 * report, 1 shelves, 2 trying. */
void suggestions_tabs(struct tpl *t, int at);

/* "4.2", "4,2", "−0.5": one decimal, as the language writes it. */
const char *tenth(struct req *r, double x);
const char *signed_tenth(struct req *r, double x); /* with "+" */
/* The same of minor units of money: "€4.20", with a minus below 0. */
const char *cents(struct req *r, double minor);

/* The two arms in words, sentences each: who buys, and how much. */
const char *verdict_buyers(struct req *r, const struct rail_report *rep);
const char *verdict_spent(struct req *r, const struct rail_report *rep);

/* An interval as a picture 100 wide: LO, WIDE, AT and, when nought lies
 * within the scale, NOUGHT with ZERO.  from, to: the ends of the scale. */
void range_fill(struct tpl *s, const struct stats_range *of, double at,
	double from, double to);

#endif
