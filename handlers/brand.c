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
#include "handlers/facets.h"
#include "handlers/ld.h"
#include "handlers/list.h"
#include "handlers/list_order.h"
#include "lib/err.h"
#include "lib/md.h"
#include "lib/tr.h"

static const char PICTURE_SIZES[] = "(min-width: 48rem) 20rem, 100vw";

struct view {
	struct brand brand;
	struct list_order order;
	int64_t page;
	struct facets_ask ask;
	const struct list_window *window;
	size_t active; /* filters that mean something here */
};

static int list(struct req *r, struct view *v, struct buf *out, const char **ld)
{
	struct list_view l = {.page = v->page,
		.path = v->brand.path,
		.query = "",
		.sort = v->order.code,
		.order = &v->order};
	const struct facet_scope scope = {.brand = v->brand.id};
	int rc = facets_list(r, &scope, &v->ask, v->order.sort, &l);
	if (rc < 0)
		return rc;
	v->active = l.facets->active;
	v->window = l.window;
	if (!l.window)
		*ld = ld_list(r, l.ids, l.n);
	l.ranked = list_order_words(&v->order);
	return list_add(r, &l, out);
}

static int body_add(
	struct req *r, struct view *v, struct buf *out, const char **ld)
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
	int rc = body_add(r, v, body, &p.ld[0]);
	if (rc < 0)
		return rc;
	p.noindex = v->active > 1;
	if (v->active)
		p.canonical = v->brand.path;
	return facets_send(
		r, &p, v->ask.n && !v->active ? NULL : key, body, v->window);
}

/* GET /b/:slug */
int brand_show(struct req *r)
{
	const char *asked = req_path_param(r, "slug");
	struct view v = {.page = list_page(r)};
	list_order_of(r, &v.order);
	int rc = *r->query_raw ? facets_read(r, &v.ask) : OK;
	if (rc < 0)
		return rc;
	const char *key = facets_key(r, &v.ask);
	if (key)
		key = arena_printf(r->cx.arena, "/b/%s %s %" PRId64 "%s", asked,
			v.order.key, v.page, key);
	if (key && !v.ask.form && list_kept(r, key, &v.order))
		return OK;
	struct slug_hit hit;
	rc = slug_find(&r->cx, "brand", asked, &hit);
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
	if (v.ask.form)
		return facets_redirect(r, v.brand.path, &v.ask);
	return send(r, &v, key);
}
