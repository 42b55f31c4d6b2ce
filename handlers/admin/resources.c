/* Every simple thing of the admin, in the order of the navigation. */
#include "handlers/admin/crud.h"

const struct resource *const resources[] = {
	&brand_resource,
	&attribute_resource,
	&size_guide_resource,
	&synonym_resource,
	&redirect_resource,
	&tax_rate_resource,
	&vat_number_resource,
	&customer_group_resource,
	&location_resource,
	&delivery_zone_resource,
	&delivery_method_resource,
	&closed_day_resource,
	&interest_resource,
	NULL,
};
