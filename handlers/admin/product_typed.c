/* A product that somebody typed. */
#include "handlers/admin/product_typed.h"

#include "domain/product.h"
#include "domain/product_desk.h"
#include "lib/err.h"
#include "lib/tr.h"

int product_typed(struct req *r, const char *typed, int64_t *product,
	const char **problem)
{
	int64_t variant, *ids, total;
	size_t n;
	*product = 0;
	*problem = NULL;
	int rc = variant_by_sku(&r->cx, typed, &variant, product);
	if (rc != ERR_NOT_FOUND)
		return rc;
	struct desk_filter look = {.status = "", .find = typed, .limit = 2};
	rc = desk_list(&r->cx, &look, &ids, &n, &total);
	if (rc < 0)
		return rc;
	if (n == 1)
		*product = ids[0];
	else
		*problem = arena_printf(r->cx.arena,
			n ? tr("“%s” is the name of several products: "
			       "write the SKU.")
			  : tr("No product is called “%s”."),
			typed);
	return OK;
}
