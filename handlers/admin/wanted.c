/* What customers want: on how many lists it is, how many wait for it. */
#include "handlers/admin/admin.h"

#include <inttypes.h>
#include <string.h>

#include "domain/alert.h"
#include "lib/err.h"
#include "lib/tr.h"

static void stock_show(struct tpl *t, const struct cart_line *l)
{
	if (!l->on_sale)
		tpl_show(t, "OFF_SALE");
	else if (!l->stock.tracked)
		tpl_show(t, "UNCOUNTED");
	else if (l->stock.sellable <= 0)
		tpl_show(t, "OUT");
	else
		tpl_int(tpl_section(t, "STOCK"), "N", l->stock.sellable);
}

static void row_show(struct tpl *list, const struct wanted *w)
{
	struct tpl *t = tpl_section(list, "ROW");
	tpl_text(t, "NAME", w->item.name);
	tpl_textf(t, "HREF", "/admin/products/%" PRId64, w->item.product);
	if (*w->item.options)
		tpl_text(tpl_section(t, "OPTIONS"), "TEXT", w->item.options);
	tpl_text(t, "SKU", w->item.sku);
	tpl_int(t, "WAIT", w->stock);
	tpl_int(t, "CHEAPER", w->price);
	tpl_int(t, "LISTS", w->wished);
	stock_show(t, &w->item);
}

/* GET /admin/wanted?show=wished */
int admin_wanted(struct req *r)
{
	const char *show = req_query_param(r, "show");
	bool wished = show && strcmp(show, "wished") == 0;
	struct admin_slice slice = {.offset = admin_offset(r)};
	struct wanted *rows;
	int rc = wanted_list(&r->cx, !wished, slice.offset, ADMIN_PAGE, &rows,
		&slice.n, &slice.total);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/wanted.tpl");
	tpl_show(t, wished ? "AT_WISHED" : "AT_AWAITED");
	if (slice.n) {
		struct tpl *list = tpl_section(t, "LIST");
		for (size_t i = 0; i < slice.n; i++)
			row_show(list, &rows[i]);
		admin_pager(list, r,
			wished ? "/admin/wanted?show=wished" : "/admin/wanted",
			&slice);
	} else {
		tpl_show(t, "EMPTY");
	}
	struct admin_page page = {.title = tr("Wanted"), .nav = "wanted"};
	return admin_send(r, &page, t, 200);
}
