#ifndef HANDLERS_HOME_SECTION_H
#define HANDLERS_HOME_SECTION_H

#include "handlers/live.h"
#include "lib/buf.h"
#include "lib/http.h"

/*
 * The owner's sections of the home page.  Each is a fragment under its number
 * and language and holds nothing of anybody; whose segments want which of
 * them is put together live.
 */

/* The hero and the other sections that these segments' members see; hero
 * stays empty when it is the shop's usual one. */
int home_sections_add(struct req *r, const int64_t *segments, size_t n,
	struct buf *hero, struct buf *rest);

/* When the clock changes what is shown, if before *until. */
int home_sections_until(struct req *r, int64_t *until);

/* The home page as a member of that segment (0: of none) sees it, for the
 * owner: what is personal is left out.  name: whose view it is called. */
int home_as(struct req *r, int64_t segment, const char *name);

/* The visitor's segments, when there are sections for some; n 0: none, or who
 * it is may not be known. */
int home_segments(struct req *r, int64_t **segments, size_t *n);

/* Live places "hero" and "sections" for who is in these segments. */
int home_sections_live(
	struct req *r, const int64_t *segments, size_t n, struct lives *l);

/* What stands on the rows that they see. */
int home_sections_products(struct req *r, const int64_t *segments, size_t n,
	int64_t **products, size_t *n_products);

#endif
