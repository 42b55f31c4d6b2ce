#ifndef DOMAIN_CATEGORY_DESK_H
#define DOMAIN_CATEGORY_DESK_H

#include "domain/category.h"
#include "lib/cx.h"

/* Words of one language as they were written: nothing falls back. */
int category_words(struct cx *cx, int64_t id, const char *locale,
	struct category_text *out);

int category_position(struct cx *cx, int64_t id, int64_t *out);

#endif
