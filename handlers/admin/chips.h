#ifndef HANDLERS_ADMIN_CHIPS_H
#define HANDLERS_ADMIN_CHIPS_H

#include <stdint.h>

#include "handlers/admin/admin.h"

/* The row of links above a list, each with how many it would show. */
struct admin_chip {
	const char *show, *name; /* ?show=, N_() words; {NULL} ends */
};

/* Which of them ?show= names; none or unknown: the first. */
const char *admin_chip(const struct req *r, const struct admin_chip *chips);

/* What a list takes for it: "all" is "". */
const char *admin_chip_filter(const char *show);

/* A section CHIP (HREF, NAME, COUNT, ON) each.  path: of the list; count: how
 * many there are of a filter. */
int admin_chips_show(struct tpl *t, struct req *r, const char *path,
	const struct admin_chip *chips, const char *show,
	int (*count)(struct req *r, const char *filter, int64_t *n));

#endif
