/* A brand: who makes it, and what there is of it. */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <inttypes.h>
#include <string.h>

#include "domain/brand.h"
#include "domain/catalogue.h"
#include "domain/product.h"
#include "domain/slug.h"
#include "handlers/card.h"
#include "handlers/ld.h"
#include "handlers/list.h"
#include "lib/err.h"
#include "lib/md.h"
#include "lib/tr.h"

static const char PICTURE_SIZES[] = "(min-width: 48rem) 20rem, 100vw";

struct view {
	struct brand brand;
	enum product_sort sort;
	const char *sort_code;
	int64_t page;
};

static int list(
	struct req *r, const struct view *v, struct buf *out, const char **ld)
{
	struct list_view l = {
		.page = v->page, .path = v->brand.path, .query = ""};
	int64_t *ids;
	int rc = product_list_brand(&r->cx, v->brand.id, v->sort,
		(v->page - 1) * PRODUCT_PAGE, PRODUCT_PAGE, &ids, &l.n,
		&l.total);
	if (rc < 0)
		return rc;
	if (l.n == 0 && v->page > 1)
		return ERR_NOT_FOUND;
	l.ids = ids;
	l.sort = v->sort_code;
	l.ranked = v->sort == SORT_BEST
			   ? tr("Ordered by what customers have bought most.")
			   : NULL;
	*ld = ld_list(r, ids, l.n);
	return list_add(r, &l, out);
}

static int body_add(
	struct req *r, const struct view *v, struct buf *out, const char **ld)
{
	struct tpl *t = tpl_new(&r->cx, "shop/brand.tpl");
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "NAME", v->brand.name);
	if (*v->brand.description) {
		const char *html = md_render(r->cx.arena, v->brand.description);
		tpl_html(tpl_section(t, "ABOUT"), "HTML", html, strlen(html));
	}
	if (v->brand.picture.sha256)
		picture_show(tpl_section(t, "PIC"), "PICTURE", r,
			&v->brand.picture,
			&(struct picture_use){
				.sizes = PICTURE_SIZES, .first = true});
	struct buf *grid = page_buf(r);
	int rc = list(r, v, grid, ld);
	if (rc < 0)
		return rc;
	tpl_html(t, "LIST", grid->p, grid->len);
	return tpl_render(t, out);
}

static const char *alternate(struct req *r, const char *locale, void *arg)
{
	const struct view *v = arg;
	struct cx cx = r->cx;
	cx.locale = locale;
	const char *slug = slug_of(&cx, "brand", v->brand.id);
	return slug ? arena_printf(r->cx.arena, "/b/%s", slug) : NULL;
}

static int send(struct req *r, struct view *v, const char *key)
{
	struct page p = {
		.title = v->page > 1
				 ? arena_printf(r->cx.arena, tr("%s, page %ld"),
					   v->brand.name, (long)v->page)
				 : v->brand.name,
		.description = md_plain(r->cx.arena, v->brand.description, 160),
		.canonical = v->page > 1 ? arena_printf(r->cx.arena,
						   "%s?page=%" PRId64,
						   v->brand.path, v->page)
					 : v->brand.path,
		.picture = &v->brand.picture,
		.alternate = alternate,
		.alternate_arg = v,
	};
	struct buf *body = page_buf(r);
	int64_t until;
	int rc = body_add(r, v, body, &p.ld[0]);
	if (rc == OK)
		rc = catalogue_until(&r->cx, &until);
	return rc == OK ? page_keep(r, &p, key, body, until) : rc;
}

/* GET /b/:slug */
int brand_show(struct req *r)
{
	const char *asked = req_path_param(r, "slug");
	struct view v = {.page = list_page(r)};
	v.sort = list_sort(req_query_param(r, "sort"), &v.sort_code);
	const char *key = arena_printf(
		r->cx.arena, "/b/%s %s %" PRId64, asked, v.sort_code, v.page);
	if (page_kept(r, key))
		return OK;
	struct slug_hit hit;
	int rc = slug_find(&r->cx, "brand", asked, &hit);
	if (rc == OK)
		rc = brand_get(&r->cx, hit.target, &v.brand);
	if (rc < 0)
		return rc;
	if (v.brand.archived_ms || !v.brand.path)
		return ERR_GONE;
	if (strcmp(hit.current, asked) != 0)
		return resp_moved(
			r, arena_printf(r->cx.arena, "%s%s%s", v.brand.path,
				   *r->query_raw ? "?" : "", r->query_raw));
	return send(r, &v, key);
}
