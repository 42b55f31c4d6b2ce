#ifndef WWW_REQUEST_H
#define WWW_REQUEST_H

#include "www/dispatch.h"
#include "www/routes.h"

/* One request on its way through the dispatcher. */
struct call {
	struct worker *worker;
	const struct gateway *gateway;
	const struct route *route; /* NULL until found */
	struct req r;
	bool reading;     /* a read transaction is open */
	int64_t began_us; /* CLOCK_MONOTONIC */
};

/*
 * Take over what the gateway says of the request, but its body.  Sets the
 * language from the path.  ERR_BAD: malformed; ERR_TOO_LARGE: the query.
 */
int request_read(struct call *c);

/* Read and decode the body as the route allows.  ERR_BAD, ERR_TOO_LARGE. */
int request_read_body(struct call *c);

#endif
