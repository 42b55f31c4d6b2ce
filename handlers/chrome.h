#ifndef HANDLERS_CHROME_H
#define HANDLERS_CHROME_H

#include "handlers/handlers.h"

/* The header and footer, without anything personal: each is a fragment per
 * language (and category that the menu marks). */

/* From the icons to the cart's count; chrome_bar_end follows the count.
 * hello: what is said to this visitor alone, live; NULL: nothing. */
int chrome_bar(struct req *r, const struct page *p, const char *hello);
int chrome_bar_end(struct req *r, const struct page *p);

/* The whole slim header of the checkout. */
int chrome_bar_plain(struct req *r);

/* From the end of the content to the language links. */
int chrome_foot(struct req *r, bool plain);

/* The end of the page; with the question about cookies, whose form borrows
 * its token from part/forms.tpl. */
int chrome_close(struct req *r, bool ask);

#endif
