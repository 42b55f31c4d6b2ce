#ifndef TESTS_ACCOUNT_H
#define TESTS_ACCOUNT_H

/* Customers for tests, made as people make them: by the mailed link. */
#include "domain/account.h"
#include "lib/http.h"
#include "tests/test.h"

#define TEST_PASSWORD "lumi on valkoista"

/* An account whose address is proved; its id. */
int64_t test_account(struct cx *cx, const char *email);

/* A login of it from a browser of that name ("" nobody knows); the cookie's
 * value. */
const char *test_login(struct cx *cx, int64_t customer, const char *agent);

/* The secret of the newest mailed link. */
const char *test_link(struct cx *cx);

/* A request by whoever is logged in with that token; NULL: a guest.  form and
 * path as admin_req. */
struct req test_customer_req(struct cx *cx, const char *token,
	const struct param *form, const struct param *path);

#endif
