#ifndef HANDLERS_INTERESTS_H
#define HANDLERS_INTERESTS_H

#include "handlers/live.h"
#include "lib/http.h"
#include "lib/tpl.h"

/*
 * The next question about interests (domain/interest.h), to a subject who has
 * not answered or passed them all; to nobody else.  Answers go to
 * /account/profile.
 */

/* In a live place of a kept page. */
int interests_place(struct req *r, const char *place, struct lives *l);

/* As include name of t. */
int interests_show(struct req *r, struct tpl *t, const char *name);

#endif
