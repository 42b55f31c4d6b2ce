#ifndef PAPER_PAGE_H
#define PAPER_PAGE_H

#include "paper/draw.h"

enum { PAGES_MAX = 500 };

/* Lay one paper out from the top of a page; s->page says how many pages it
 * took. */
void paper_lay(struct sheet *s);

#endif
