/* Lists of products: which, and in which order. */
#include "domain/product.h"

#include "domain/facet.h"
#include "lib/err.h"

static int list(struct cx *cx, const struct facet_scope *scope,
	enum product_sort sort, int64_t offset, int64_t limit, int64_t **ids,
	size_t *n, int64_t *total)
{
	struct facet_page page;
	int rc = facet_list(cx, scope, sort, offset, limit, &page);
	if (rc < 0)
		return rc;
	*ids = page.ids;
	*n = page.n;
	if (total)
		*total = page.total;
	return OK;
}

int product_list(struct cx *cx, int64_t category, enum product_sort sort,
	int64_t offset, int64_t limit, int64_t **ids, size_t *n, int64_t *total)
{
	const struct facet_scope scope = {.category = category};
	return list(cx, &scope, sort, offset, limit, ids, n, total);
}

int product_list_brand(struct cx *cx, int64_t brand, enum product_sort sort,
	int64_t offset, int64_t limit, int64_t **ids, size_t *n, int64_t *total)
{
	const struct facet_scope scope = {.brand = brand};
	return list(cx, &scope, sort, offset, limit, ids, n, total);
}
