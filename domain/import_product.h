#ifndef DOMAIN_IMPORT_PRODUCT_H
#define DOMAIN_IMPORT_PRODUCT_H

#include "domain/import.h"

/* One running import: between import.c and import_product.c. */
struct import_run {
	struct cx *cx;
	const struct import_plan *plan;
	struct import_report *report;
	struct buf categories;
	int64_t number; /* of this import: stock movements refer to it */
};

int import_product_apply(
	struct import_run *run, const struct import_product *p);
int import_variants_apply(struct import_run *run,
	const struct import_product *p, int64_t product, bool *changed);

/* Find or make the category of that name. */
int import_category(struct import_run *run, const char *name, int64_t *id);

#endif
