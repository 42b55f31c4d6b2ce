#ifndef TESTS_ADMIN_H
#define TESTS_ADMIN_H

/* Calling the owner's handlers as the dispatcher would, without a socket. */
#include "lib/http.h"
#include "tests/test.h"

/* A request of the owner who is logged in.  form and path: {NULL} ended, may
 * be NULL; a form makes it a POST. */
struct req admin_req(
	struct cx *cx, const struct param *form, const struct param *path);

/* The page that was answered. */
const char *admin_body(struct req *r);
bool admin_shows(struct req *r, const char *text);

#endif
