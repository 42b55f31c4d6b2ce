/* The shelves below a product: what goes with it, what is like it, what was
 * looked at (handlers/rails.h). */
#include "handlers/product_page.h"

#include "handlers/card.h"
#include "handlers/rails.h"
#include "lib/err.h"

static int usual_show(struct tpl *t, struct req *r, struct rails *rails,
	const char *name, enum rail_code code)
{
	struct buf *out = page_buf(r);
	int rc = rails_usual(rails, code, out);
	tpl_html(t, name, out->p ? out->p : "", out->len);
	return rc;
}

int product_shelves_show(struct tpl *t, struct req *r, const struct product *p)
{
	struct rails *rails;
	int rc = rails_usual_new(
		r, &(struct rails_of){.product = p->id}, &rails);
	if (rc == OK)
		rc = usual_show(t, r, rails, "WITH", RAIL_WITH);
	return rc == OK ? usual_show(t, r, rails, "SIMILAR", RAIL_SIMILAR) : rc;
}

int product_rails_put(struct rails *rails, int64_t product, struct lives *l)
{
	int rc = rails_begin(rails, &(struct rails_of){.product = product});
	if (rc == OK)
		rc = rails_place(rails, "with", RAIL_WITH, RAIL_WITH, l);
	if (rc == OK)
		rc = rails_place(
			rails, "similar", RAIL_SIMILAR, RAIL_SIMILAR, l);
	if (rc == OK)
		rc = rails_place(rails, "recent", RAIL_RECENT, RAIL_NONE, l);
	return rc;
}
