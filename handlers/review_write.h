#ifndef HANDLERS_REVIEW_WRITE_H
#define HANDLERS_REVIEW_WRITE_H

/* Between handlers/review_write.c and review_form.c. */
#include <stdbool.h>

#include "domain/order.h"
#include "domain/review.h"
#include "lib/form.h"
#include "lib/http.h"

enum { REVIEW_VARIANTS_MAX = 50 };

struct review_form {
	const char *stars, *title, *body, *name;
};
extern const struct field review_fields[];
extern const char *const review_stars[]; /* "5" first; {NULL} ended */

/* The order, the product, and what was said of it before. */
struct review_writing {
	struct order order;
	int64_t product;
	const char *slug; /* as it is now */
	struct review_thing things[REVIEW_VARIANTS_MAX];
	size_t n;          /* variants of it that came with the order */
	struct review own; /* id 0: none yet */
};

/* "/order/TOKEN/review/SLUG"; where it leads back to. */
const char *review_own_path(struct req *r, const struct review_writing *w);
const char *review_home_path(struct req *r, const struct review_writing *w);
const char *review_product_name(const struct review_writing *w);

/* Which of the things was chosen; which of the own pictures goes. */
size_t review_variant_chosen(struct req *r, const struct review_writing *w);
bool review_is_dropped(struct req *r, size_t nth);

/* The page of the form; errors: of the form that was posted, or NULL. */
int review_form_page(struct req *r, const struct review_writing *w,
	const struct form_errors *errors, int status);

#endif
