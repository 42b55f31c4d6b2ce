#include "handlers/list.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "handlers/card.h"
#include "handlers/facets.h"
#include "handlers/list_order.h"
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
	{"reduction", SORT_REDUCTION, N_("Largest reduction")},
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

bool list_usual(const char *code)
{
	return strcmp(code, sorts[0].code) == 0;
}

int64_t list_page(struct req *r)
{
	const char *s = req_query_param(r, "page");
	char *end;
	long n = s ? strtol(s, &end, 10) : 1;
	return s && (*end || n < 1 || n > LIST_PAGE_MAX) ? 1 : n;
}

static const char *joined(struct arena *a, const char *query, const char *more)
{
	return arena_printf(
		a, "%s%s%s", query, *query && *more ? "&" : "", more);
}

const char *list_url(struct req *r, const struct list_view *v,
	const char *filters, const char *sort, int64_t page)
{
	struct arena *a = r->cx.arena;
	const char *query = joined(a, v->query, filters);
	if (sort && !list_usual(sort))
		query = joined(a, query, arena_printf(a, "sort=%s", sort));
	if (page > 1)
		query = joined(
			a, query, arena_printf(a, "page=%" PRId64, page));
	return arena_printf(a, "%s%s%s%s", r->lang_prefix, v->path,
		*query ? "?" : "", query);
}

static const char *filters_of(struct req *r, const struct list_view *v)
{
	return facets_query(r, v->facets, NULL, NULL);
}

static void sort_show(struct tpl *m, struct req *r, const struct list_view *v,
	const char *code, const char *label)
{
	struct tpl *s = tpl_section(m, "SORT");
	bool on = strcmp(code, v->sort) == 0;
	tpl_text(s, "URL", list_url(r, v, filters_of(r, v), code, 1));
	tpl_text(s, "LABEL", label);
	tpl_show_if(s, "ON", on);
	if (on)
		tpl_text(m, "NOW", label);
}

/* Who has an order of their own names both in every address, so that pages
 * that follow each other are of one order. */
static void sort_menu(struct tpl *t, struct req *r, const struct list_view *v)
{
	bool known = v->order && v->order->known;
	struct tpl *m = tpl_section(t, "SORTS");
	if (known)
		sort_show(m, r, v, LIST_YOU, tr("For you"));
	for (size_t i = 0; i < SORTS; i++) {
		bool usual = list_usual(sorts[i].code);
		sort_show(m, r, v, usual && known ? LIST_SHOP : sorts[i].code,
			usual && v->best ? v->best : tr(sorts[i].label));
	}
}

/* In whose order it stands, and the way to the other. */
static void order_line(struct tpl *t, struct req *r, const struct list_view *v)
{
	const struct list_order *o = v->order;
	if (!o || !o->known || v->total < 2 || !(o->you || o->shop))
		return;
	/* What they chose for good is said by the menu alone. */
	if (o->shop && !o->you_usual)
		return;
	struct tpl *s = tpl_section(t, o->you ? "YOURS" : "OURS");
	tpl_text(s, "P", r->lang_prefix);
	tpl_text(s, "OTHER",
		list_url(r, v, filters_of(r, v), o->you ? LIST_SHOP : LIST_YOU,
			1));
	if (o->you != o->you_usual) {
		struct tpl *k = tpl_section(s, "KEEP");
		tpl_text(k, "P", r->lang_prefix);
	}
}

static const char *page_url(
	struct req *r, const struct list_view *v, int64_t page)
{
	return list_url(r, v, filters_of(r, v), v->sort, page);
}

static bool is_filtered(const struct list_view *v)
{
	return v->facets && v->facets->active > 0;
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
	const char *how = is_filtered(v) ? "nofollow " : "";
	if (v->page > 1) {
		struct tpl *s = tpl_section(p, "PREV");
		tpl_text(s, "URL", page_url(r, v, v->page - 1));
		tpl_text(s, "HOW", how);
	}
	for (int64_t i = 1; i <= last; i++) {
		if (!page_shown(i, v->page, last))
			continue;
		struct tpl *s = tpl_section(p, "PAGE");
		tpl_text(s, "URL", page_url(r, v, i));
		tpl_int(s, "N", i);
		tpl_show_if(s, "ON", i == v->page);
		tpl_show_if(s, "FILTERED", is_filtered(v));
	}
	if (v->page < last) {
		struct tpl *s = tpl_section(p, "NEXT");
		tpl_text(s, "URL", page_url(r, v, v->page + 1));
		tpl_text(s, "HOW", how);
	}
}

/* Filters beside the list, and what is chosen above it. */
static int facets_show(struct tpl *t, struct req *r, const struct list_view *v)
{
	struct buf *form = page_buf(r), *chips = page_buf(r);
	if (!v->facets || v->facets->n_facets == 0)
		return OK;
	int rc = facets_form(r, v, form);
	if (rc == OK && is_filtered(v))
		rc = facets_chips(r, v, chips);
	if (rc < 0)
		return rc;
	tpl_html(tpl_section(t, "ASIDE"), "FACETS", form->p, form->len);
	tpl_show(t, "END");
	if (is_filtered(v))
		tpl_html(tpl_section(t, "CHOSEN"), "CHIPS", chips->p,
			chips->len);
	return OK;
}

int list_add(struct req *r, const struct list_view *v, struct buf *out)
{
	struct tpl *t = tpl_new(&r->cx, "shop/list.tpl");
	struct buf *cards = page_buf(r);
	/* In an order of their own they are put in when it is sent. */
	int rc = v->window ? OK : cards_add(r, v->ids, v->n, cards);
	if (rc < 0)
		return rc;
	tpl_html(t, "CARDS", cards->p ? cards->p : "", cards->len);
	order_line(t, r, v);
	tpl_textf(t, "COUNT",
		tr_n("%ld product", "%ld products", (long)v->total),
		(long)v->total);
	tpl_show_if(t, "NONE", v->n == 0 && !is_filtered(v));
	tpl_show_if(t, "NO_MATCH", v->n == 0 && is_filtered(v));
	rc = facets_show(t, r, v);
	if (rc < 0)
		return rc;
	if (v->sort && v->total > 1)
		sort_menu(t, r, v);
	pager(t, r, v);
	if (v->ranked && v->n)
		tpl_text(tpl_section(t, "RANKED"), "TEXT", v->ranked);
	return tpl_render(t, out);
}
