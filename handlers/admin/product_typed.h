#ifndef HANDLERS_ADMIN_PRODUCT_TYPED_H
#define HANDLERS_ADMIN_PRODUCT_TYPED_H

#include "lib/http.h"

/* By its SKU, or a name that only one product has.  *product 0: *problem says
 * what is wrong, in the owner's language. */
int product_typed(struct req *r, const char *typed, int64_t *product,
	const char **problem);

#endif
