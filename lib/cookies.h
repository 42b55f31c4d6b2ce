#ifndef LIB_COOKIES_H
#define LIB_COOKIES_H

#include <stdbool.h>

/*
 * Every cookie that the shop sets, and there is no other: resp_cookie refuses
 * one that is not here (debug builds end there), and the page that tells
 * visitors of cookies is made of this table.  All are necessary: without a
 * consent nothing else may lie in a browser (Act 917/2014 s. 205).
 */
struct cookie {
	const char *name;    /* as resp_cookie is told */
	const char *purpose; /* N_(): what for, so that its need is seen */
	const char *lasts;   /* N_(): how long */
	bool staff;          /* of the owner's pages alone */
};
extern const struct cookie cookies[]; /* {NULL} ended */

bool cookie_known(const char *name);

#endif
