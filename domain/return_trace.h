#ifndef DOMAIN_RETURN_TRACE_H
#define DOMAIN_RETURN_TRACE_H

#include "domain/return_case.h"

/* What the parts of a case's machine share; only domain/ includes it. */

/* Move a case, and *c with it, along the table of return_moves.c; event,
 * audit row and mail included.  ERR_CONFLICT: no such move from here, or
 * somebody was faster.  ERR_DENIED: not this one's move. */
int return_step(struct cx *cx, struct return_case *c, const char *name);

/* Run fn in one transaction over the case as it is now, if rev is its. */
int return_moving(struct cx *cx, int64_t id, int64_t rev,
	int (*fn)(struct cx *cx, struct return_case *c, const void *arg),
	const void *arg);

/* A row of the order's timeline and one of the audit. */
int return_tell(struct cx *cx, const struct return_case *c, const char *event,
	const char *before);

/* A mail about a case to "customer" or "owner"; once. */
int return_mail(struct cx *cx, const char *mail, int64_t id, const char *to);

/* Two who ask for the same units wait for each other here. */
int return_lock(struct cx *cx, int64_t order);

/* Lines of a case; exemptions as the order has them. */
int return_lines_add(
	struct cx *cx, int64_t id, const struct return_want *wants, size_t n);

#endif
