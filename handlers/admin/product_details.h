#ifndef HANDLERS_ADMIN_PRODUCT_DETAILS_H
#define HANDLERS_ADMIN_PRODUCT_DETAILS_H

/*
 * The page of a product's properties, shared by the files that show it
 * (product_details_show.c) and read and write it (product_details.c).
 */
#include "domain/attribute.h"
#include "domain/product.h"
#include "handlers/admin/fields.h"
#include "lib/tr.h"

extern const struct ask details_asks[]; /* in the order of DETAIL_ */
enum {
	DETAIL_GUARANTEE,
	DETAIL_REPAIR_SCORE,
	DETAIL_SPARE_YEARS,
	DETAIL_UPDATES,
	DETAIL_RESPONSIBLE,
	DETAIL_RESPONSIBLE_ADDRESS,
	DETAIL_RESPONSIBLE_EMAIL,
	DETAIL_EXEMPTION,
	DETAILS_N
};
extern const struct ask details_repair_ask;
extern const struct ask details_content_ask, details_deposit_ask,
	details_restock_ask;

/* The field of an attribute of a number or yes/no, and of new values. */
struct ask details_plain_ask(struct req *r, const struct attribute *a);
struct ask details_new_ask(struct req *r, const struct attribute *a);

/* "value_12": the checkboxes of an attribute's values. */
const char *details_values_name(struct arena *a, int64_t attribute);

/* status 200, 409 or 422. */
int product_details_show(
	struct fields *f, const struct product *was, int status);

#endif
