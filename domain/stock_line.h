#ifndef DOMAIN_STOCK_LINE_H
#define DOMAIN_STOCK_LINE_H

#include "lib/cx.h"

/*
 * Hold more units for an order's line, where it is served from; of a bundle
 * its parts as they were bought.  What is not counted passes.  ERR_CONFLICT:
 * not that many to be had.  Only domain/ includes it.
 */
int stock_line_more(struct cx *cx, int64_t line, int64_t units);

#endif
