#ifndef HANDLERS_RAILS_IN_H
#define HANDLERS_RAILS_IN_H

/* Between handlers/rails.c, rails_why.c and the owner's preview. */
#include "handlers/rails.h"

/* A shelf as it is shown. */
struct rail_shown {
	struct rail rail;
	const char *from; /* the code that links carry */
	bool mine;        /* they can hide it, and things on it */
	bool usual;       /* all others see these same products there */
};

const char *rail_heading(const struct rail *rail);

/* Why it is shown, in a sentence; face tells the sentences apart, but for
 * usual: all others see these same ones. */
const char *rail_sentence(struct req *r, const struct rail *rail, bool usual);
unsigned rail_face(const struct rail *rail);

/* "Viewed: Kide mug". */
const char *rail_reason_words(
	struct req *r, enum rail_reason kind, const char *name);

/* "Viewed: Kide mug", with "Remove"; "Kide mug", with "Not interested".  A
 * line each; what is not there any more has none. */
int rail_why_send(struct req *r, const struct rail_why *why, bool mine);
int rail_not_send(struct req *r, int64_t product);
int rail_not_add(struct req *r, int64_t product, struct buf *out);

#endif
