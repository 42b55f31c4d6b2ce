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

/* The categories that are here, for import_category. */
int import_categories_load(struct import_run *run);

/* Find or make a category: one name alone is found wherever it stands. */
int import_category(
	struct import_run *run, const struct import_path *path, int64_t *id);

/* Properties; after the product is there. */
int import_attributes_apply(struct import_run *run,
	const struct import_product *p, int64_t product);

/* What speaks of other products, once all are there. */
int import_relations_apply(
	struct import_run *run, const struct import_product *p);

/* Rows of table redirect: of a product, and the plan's own. */
int import_address_apply(struct import_run *run, const struct import_product *p,
	int64_t product);
int import_addresses_apply(struct import_run *run);

/* The product of a handle; 0: none. */
int import_product_find(
	struct import_run *run, const char *handle, int64_t *product);

/* What is asked, now and later; digest: of the import before, whose sale ends
 * when the file has it no more. */
int import_price_apply(struct import_run *run, const struct import_variant *v,
	int64_t variant, const char *digest);

#endif
