#ifndef HANDLERS_SUBJECT_H
#define HANDLERS_SUBJECT_H

#include "domain/event.h"
#include "domain/profile.h"
#include "lib/http.h"

/*
 * Who this request is about, for what is personal: an account, else a browser
 * whose owner accepted, else nobody (key NULL).  Asked for once a request;
 * never NULL.  Nothing of it may get into a fragment.
 */
const struct subject *req_subject(struct req *r);

/* Whose profile their own page shows: the same, but that who accepted and now
 * sends a signal against it (Sec-GPC, DNT) has what was noted before, as far as
 * there is any.  To look at, take along and erase, not to note more. */
const struct subject *req_subject_kept(struct req *r);

/* Their profile, read once a request; empty for nobody, and when it cannot be
 * read.  Never NULL. */
const struct profile *req_profile(struct req *r);

/* Note an event of this request: not of a prefetch (Sec-Purpose), not of the
 * hold-out group's other arm, nothing without consent. */
void req_event(struct req *r, const struct event *e);

/* They see a product's page, maybe come from a shelf. */
void req_viewed(struct req *r, int64_t product);

/* The shelf that a link or a button of this request stood on: "?from=CODE".
 * NULL: none, or no shelf has that code. */
const char *req_from(struct req *r);

#endif
