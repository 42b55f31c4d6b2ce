#ifndef HANDLERS_GREETING_H
#define HANDLERS_GREETING_H

#include "lib/http.h"

/* What the head says to who is logged in, in their language: never in a
 * fragment, and no browser keeps the page.  NULL: nothing. */
const char *greeting_for(struct req *r);

#endif
