#ifndef HANDLERS_CHECKOUT_ODD_H
#define HANDLERS_CHECKOUT_ODD_H

#include <stdbool.h>

#include "lib/http.h"

/* Forms with a field "website" that people do not see, and "once", a random
 * text of the form. */

/* Was a field filled in that people do not see, and has nobody confirmed the
 * order since?  Then it is asked for once more; nothing is refused. */
bool checkout_is_odd(struct req *r);
/* Proves that this form was seen after it had looked odd; "" before. */
const char *checkout_confirm(struct req *r, const char *once);

#endif
