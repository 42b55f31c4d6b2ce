#ifndef DOMAIN_RELATION_H
#define DOMAIN_RELATION_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/* How the owner ties products together.  kind: "goes_with", "similar",
 * "accessory", "spare_part". */
extern const char *const relation_kinds[]; /* NULL terminated */

/* All of a kind anew, in this order; itself and doubles are left out.  Joins
 * the caller's transaction, touches the catalogue. */
int relation_set(struct cx *cx, int64_t product, const char *kind,
	const int64_t *targets, size_t n);

/* In order; on_sale leaves out what cannot be shown now. */
int relation_list(struct cx *cx, int64_t product, const char *kind,
	bool on_sale, int64_t **targets, size_t *n);

/* All that a product's page shows: of every kind, on sale, in order. */
struct relation {
	const char *kind;
	int64_t target;
};
int relation_shown(
	struct cx *cx, int64_t product, struct relation **out, size_t *n);

#endif
