#include "handlers/list.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/card.h"
#include "lib/err.h"
#include "lib/tpl.h"
#include "lib/tr.h"

enum { LIST_PAGE_MAX = 100000 };

static const struct sort_row {
	const char *code;
	enum product_sort sort;
	const char *label;
} sorts[] = {
	{"best", SORT_BEST, N_("Most bought")},
	{"new", SORT_NEW, N_("Newest")},
	{"price", SORT_CHEAP, N_("Price, low to high")},
	{"price-desc", SORT_DEAR, N_("Price, high to low")},
	{"name", SORT_NAME, N_("Name")},
};
enum { SORTS = sizeof(sorts) / sizeof(sorts[0]) };

enum product_sort list_sort(const char *wish, const char **code)
{
	for (size_t i = 0; wish && i < SORTS; i++)
		if (strcmp(sorts[i].code, wish) == 0) {
			*code = sorts[i].code;
			return sorts[i].sort;
		}
	*code = sorts[0].code;
	return sorts[0].sort;
}

int64_t list_page(struct req *r)
{
	const char *s = req_query_param(r, "page");
	char *end;
	long n = s ? strtol(s, &end, 10) : 1;
	return s && (*end || n < 1 || n > LIST_PAGE_MAX) ? 1 : n;
}

static void sort_menu(struct tpl *t, struct req *r, const struct list_view *v)
{
	struct tpl *m = tpl_section(t, "SORTS");
	for (size_t i = 0; i < SORTS; i++) {
		struct tpl *s = tpl_section(m, "SORT");
		bool on = strcmp(sorts[i].code, v->sort) == 0;
		tpl_text(s, "P", r->lang_prefix);
		tpl_text(s, "PATH", v->path);
		tpl_text(s, "CODE", sorts[i].code);
		tpl_text(s, "LABEL", tr(sorts[i].label));
		tpl_show_if(s, "ON", on);
		if (on)
			tpl_text(m, "NOW", tr(sorts[i].label));
	}
}

static const char *page_url(
	struct req *r, const struct list_view *v, int64_t page)
{
	const char *sort = v->sort && strcmp(v->sort, "best") != 0
				   ? arena_printf(
					     r->cx.arena, "&sort=%s", v->sort)
				   : "";
	return arena_printf(r->cx.arena, "%s%s?%s%spage=%" PRId64 "%s",
		r->lang_prefix, v->path, v->query, *v->query ? "&" : "", page,
		sort);
}

/* First, last and the neighbours of the present page. */
static bool page_shown(int64_t page, int64_t at, int64_t last)
{
	return page == 1 || page == last || llabs(page - at) <= 2;
}

static void pager(struct tpl *t, struct req *r, const struct list_view *v)
{
	int64_t last = (v->total + PRODUCT_PAGE - 1) / PRODUCT_PAGE;
	if (last < 2)
		return;
	struct tpl *p = tpl_section(t, "PAGER");
	if (v->page > 1)
		tpl_text(tpl_section(p, "PREV"), "URL",
			page_url(r, v, v->page - 1));
	for (int64_t i = 1; i <= last; i++) {
		if (!page_shown(i, v->page, last))
			continue;
		struct tpl *s = tpl_section(p, "PAGE");
		tpl_text(s, "URL", page_url(r, v, i));
		tpl_int(s, "N", i);
		tpl_show_if(s, "ON", i == v->page);
	}
	if (v->page < last)
		tpl_text(tpl_section(p, "NEXT"), "URL",
			page_url(r, v, v->page + 1));
}

int list_add(struct req *r, const struct list_view *v, struct buf *out)
{
	struct tpl *t = tpl_new(&r->cx, "shop/list.tpl");
	struct buf *cards = page_buf(r);
	int rc = cards_add(r, v->ids, v->n, cards);
	if (rc < 0)
		return rc;
	tpl_html(t, "CARDS", cards->p, cards->len);
	tpl_textf(t, "COUNT",
		tr_n("%ld product", "%ld products", (long)v->total),
		(long)v->total);
	tpl_show_if(t, "NONE", v->n == 0);
	if (v->sort && v->total > 1)
		sort_menu(t, r, v);
	pager(t, r, v);
	if (v->ranked && v->n)
		tpl_text(tpl_section(t, "RANKED"), "TEXT", v->ranked);
	return tpl_render(t, out);
}
