/* A product that somebody typed. */
#include "handlers/admin/product_typed.h"

#include <string.h>

#include "domain/product.h"
#include "domain/product_desk.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { FEW = 20 };

/* The one whose whole name it is: "Kide mug" beside "Kide mugs, set"; 0: none,
 * or several. */
static int64_t called(
	struct req *r, const char *typed, const int64_t *ids, size_t n)
{
	int64_t found = 0;
	for (size_t i = 0; i < n; i++) {
		struct product p;
		if (product_get_any(&r->cx, ids[i], &p) < 0 ||
			strcmp(p.name, typed) != 0)
			continue;
		if (found)
			return 0;
		found = ids[i];
	}
	return found;
}

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
	struct desk_filter look = {.status = "", .find = typed, .limit = FEW};
	rc = desk_list(&r->cx, &look, &ids, &n, &total);
	if (rc < 0)
		return rc;
	*product = n == 1 ? ids[0] : called(r, typed, ids, n);
	if (!*product)
		*problem = arena_printf(r->cx.arena,
			n ? tr("“%s” is the name of several products: "
			       "write the SKU.")
			  : tr("No product is called “%s”."),
			typed);
	return OK;
}
