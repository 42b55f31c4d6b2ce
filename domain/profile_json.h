#ifndef DOMAIN_PROFILE_JSON_H
#define DOMAIN_PROFILE_JSON_H

#include "lib/cx.h"

/*
 * Everything that is kept of a subject (domain/profile.h), as JSON to take
 * along: for browsers, which have no account's file.  ERR_INTERNAL: not
 * UTF-8.
 */
int profile_json(struct cx *cx, const char *subject, const char **out);

#endif
