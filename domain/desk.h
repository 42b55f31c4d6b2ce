#ifndef DOMAIN_DESK_H
#define DOMAIN_DESK_H

#include "domain/table.h"

/*
 * The tables of simple things on the owner's desk: domain/desk_*.c.  What
 * their lists' columns and their ties are stands beside their statements.
 */
extern const struct table brand_table;
extern const struct table attribute_table;
extern const struct table size_guide_table;
extern const struct table redirect_table;
extern const struct table synonym_table;
extern const struct table tax_rate_table;
extern const struct table vat_number_table;
extern const struct table customer_group_table;
extern const struct table location_table;
extern const struct table delivery_zone_table;
extern const struct table delivery_method_table;
extern const struct table closed_day_table;
extern const struct table interest_table;

/* What a redirect can lead to: code "product:12", "category:3", "page:4". */
struct desk_target {
	const char *code, *name, *kind;
};
enum { DESK_TARGETS_MAX = 30 };
/* Those whose name, or of products a SKU or GTIN, holds the words; by name. */
int desk_targets(
	struct cx *cx, const char *words, struct desk_target **out, size_t *n);
/* ERR_NOT_FOUND: no such code, or what it named is archived. */
int desk_target(struct cx *cx, const char *code, struct desk_target *out);

#endif
