/* Searching the shop. */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <string.h>

#include "domain/category.h"
#include "domain/search.h"
#include "handlers/card.h"
#include "handlers/list.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { QUERY_MAX = 200 };

static int suggest_shelves(struct tpl *t, struct req *r)
{
	struct tpl *none = tpl_section(t, "NOTHING");
	struct category *cats;
	size_t n;
	int rc = category_list(&r->cx, 0, &cats, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (!cats[i].products)
			continue;
		struct tpl *c = tpl_section(none, "CAT");
		tpl_text(c, "P", r->lang_prefix);
		tpl_text(c, "PATH", cats[i].path);
		tpl_text(c, "NAME", cats[i].name);
		tpl_int(c, "N", cats[i].products);
	}
	return rc;
}

static int results(struct tpl *t, struct req *r, const char *typed)
{
	struct list_view v = {.page = list_page(r), .path = "/search"};
	int64_t *ids;
	int rc = search_find(&r->cx, typed, (v.page - 1) * PRODUCT_PAGE,
		PRODUCT_PAGE, &ids, &v.n, &v.total);
	if (rc < 0)
		return rc;
	if (v.total == 0)
		return suggest_shelves(t, r);
	v.ids = ids;
	v.query = arena_printf(
		r->cx.arena, "q=%s", url_encode(r->cx.arena, typed));
	v.ranked = tr("Ordered by how well the words match: product number,"
		      " name, then text.");
	struct buf *list = page_buf(r);
	rc = list_add(r, &v, list);
	tpl_html(t, "LIST", list->p, list->len);
	return rc;
}

/* GET /search?q= */
int search_show(struct req *r)
{
	const char *q = req_query_param(r, "q");
	const char *typed = text_trim(r->cx.arena, q ? q : "");
	typed = text_cut(r->cx.arena, typed, QUERY_MAX);
	struct tpl *t = tpl_new(&r->cx, "shop/search.tpl");
	int rc = OK;
	if (*typed) {
		tpl_text(tpl_section(t, "ASKED"), "QUERY", typed);
		rc = results(t, r, typed);
	} else {
		tpl_show(t, "EMPTY");
	}
	if (rc < 0)
		return rc;
	struct page p = {
		.title = *typed ? arena_printf(r->cx.arena, "%s: %s",
					  tr("Search"), typed)
				: tr("Search"),
		.search = typed,
		.noindex = true,
	};
	return page_send(r, &p, t, 200);
}
