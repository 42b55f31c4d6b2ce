#ifndef HANDLERS_CART_PAGE_H
#define HANDLERS_CART_PAGE_H

#include <stdint.h>

#include "lib/http.h"

/* What was wrong with a code that was typed. */
struct code_said {
	const char *typed, *problem;
};

/* The cart as a page, with a problem above it (NULL: none), and what is wrong
 * with a code beside its field. */
int cart_page(struct req *r, const char *problem, int status);
int cart_page_with(struct req *r, const char *problem,
	const struct code_said *said, int status);

/* What was typed as a quantity, fallback when nothing was; -1: not one. */
int64_t cart_qty_read(const char *text, int64_t fallback);

#endif
