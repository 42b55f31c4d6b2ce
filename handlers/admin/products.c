/* The list of products. */
#include "handlers/admin/admin.h"

#include <string.h>

#include "domain/product.h"
#include "domain/ready.h"
#include "handlers/admin/order_words.h"
#include "handlers/admin/products.h"
#include "lib/err.h"
#include "lib/tr.h"

static struct order_pill state_pill(const char *status)
{
	if (strcmp(status, "active") == 0)
		return (struct order_pill){tr("For sale"), "GOOD"};
	if (strcmp(status, "archived") == 0)
		return (struct order_pill){tr("Archived"), "PLAIN"};
	return (struct order_pill){tr("Hidden"), "WARM"};
}

static void stock_show(struct tpl *t, const struct product *p)
{
	int64_t left = 0;
	bool counted = false, few = false;
	for (size_t i = 0; i < p->n_variants; i++) {
		const struct stock_now *s = &p->variants[i].stock;
		if (!s->tracked)
			continue;
		counted = true;
		left += s->sellable;
		few = few || (s->sellable <= STOCK_FEW && !s->backorder);
	}
	struct tpl *c = tpl_section(t, counted ? "COUNTED" : "UNCOUNTED");
	if (!counted)
		return;
	struct tpl *s = tpl_section(c, few ? "FEW" : "MANY");
	tpl_int(s, "STOCK", left);
}

static void price_show(struct tpl *t, const struct product *p)
{
	int64_t low = -1, high = -1;
	for (size_t i = 0; i < p->n_variants; i++) {
		int64_t m = p->variants[i].price.amount.minor;
		if (m < 0)
			continue;
		low = low < 0 || m < low ? m : low;
		high = m > high ? m : high;
	}
	struct tpl *s = tpl_section(t, low < 0 ? "UNPRICED" : "PRICED");
	if (low < 0)
		return;
	tpl_money(s, "PRICE", money(low));
	if (high > low) {
		struct tpl *u = tpl_section(s, "UP_TO");
		tpl_money(u, "HIGH", money(high));
	}
}

/* The badge of what lacks something it must have. */
static int ready_show(struct tpl *t, struct req *r, const struct product *p)
{
	struct ready_finding *found;
	size_t n;
	if (strcmp(ready_mode(&r->cx), "off") == 0 ||
		strcmp(p->status, "archived") == 0)
		return OK;
	int rc = ready_check(&r->cx, p->id, &found, &n);
	if (rc == OK && ready_musts(found, n) > 0)
		tpl_show(t, "NOT_READY");
	return rc;
}

static int row_show(struct tpl *list, struct req *r, int64_t id)
{
	struct product p;
	int rc = product_get_any(&r->cx, id, &p);
	if (rc < 0)
		return rc;
	struct tpl *t = tpl_section(list, "ROW");
	tpl_textf(t, "ID", "%lld", (long long)id);
	tpl_text(t, "NAME", *p.name ? p.name : tr("Product without a name"));
	tpl_text(t, "SKU", p.n_variants ? p.variants[0].sku : "");
	bool pictured = p.n_pictures && p.pictures[0].sha256;
	struct tpl *s = tpl_section(t, pictured ? "PICTURE" : "NO_PICTURE");
	if (pictured)
		tpl_text(s, "SRC",
			admin_image(
				r, p.pictures[0].sha256, p.pictures[0].widths));
	order_pill_show(t, "STATE", state_pill(p.status), false);
	order_pill_show(t, "NARROW_STATE", state_pill(p.status), true);
	rc = ready_show(t, r, &p);
	if (rc < 0)
		return rc;
	tpl_int(t, "VARIANTS", (int64_t)p.n_variants);
	stock_show(t, &p);
	price_show(t, &p);
	return OK;
}

/* GET /admin/products */
int admin_products(struct req *r)
{
	struct products_view v = products_view_of(r, false);
	struct desk_filter f = products_filter(&v);
	f.offset = admin_offset(r);
	f.limit = ADMIN_PAGE;
	int64_t *ids;
	struct admin_slice slice = {.offset = f.offset};
	struct tpl *t = admin_tpl(r, "admin/products.tpl");
	int rc = desk_list(&r->cx, &f, &ids, &slice.n, &slice.total);
	if (rc == OK)
		rc = products_chips_show(t, r, &v);
	if (rc == OK)
		rc = products_find_show(t, r, &v);
	if (rc == OK)
		rc = products_undo_show(t, r);
	if (rc < 0)
		return rc;

	struct tpl *list = slice.n ? tpl_section(t, "LIST")
				   : tpl_section(t, "EMPTY");
	for (size_t i = 0; rc == OK && i < slice.n; i++)
		rc = row_show(list, r, ids[i]);
	if (rc < 0)
		return rc;
	bool narrowed = *v.show || *v.find || v.category || v.brand;
	if (slice.n) {
		products_heads_show(list, r, &v);
		admin_pager(list, r, products_href(r, &v), &slice);
	} else {
		tpl_show(list,
			!narrowed && !f.offset ? "NO_PRODUCTS" : "NO_MATCH");
	}
	struct admin_page page = {.title = tr("Products"), .nav = "products"};
	return admin_send(r, &page, t, 200);
}
