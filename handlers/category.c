/* A category: what stands on its shelf, sorted, page by page. */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <inttypes.h>
#include <string.h>

#include "domain/category.h"
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

enum { TILE_WIDEST = 320 };
static const char TILE_SIZES[] = "9rem";
static const char PICTURE_SIZES[] = "(min-width: 48rem) 16rem, 100vw";

struct view {
	struct category cat;
	struct list_order order;
	int64_t page, top; /* top: the category at the root of the path */
	struct facets_ask ask;
	const struct list_window *window;
	size_t active; /* filters that mean something here */
	/* for search engines: the products, the path to them */
	const char *ld, *path_ld;
};

static int crumbs(struct tpl *t, struct req *r, struct view *v)
{
	struct category *chain;
	size_t n;
	int rc = category_chain(&r->cx, v->cat.parent, &chain, &n);
	if (rc == OK)
		v->path_ld = ld_crumbs(r, chain, n, v->cat.name);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct tpl *c = tpl_section(t, "CRUMB");
		tpl_text(c, "P", r->lang_prefix);
		tpl_text(c, "PATH", chain[i].path);
		tpl_text(c, "NAME", chain[i].name);
	}
	return rc;
}

static void sub_show(struct tpl *t, struct req *r, const struct category *c)
{
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "PATH", c->path);
	tpl_text(t, "NAME", c->name);
	tpl_int(t, "N", c->products);
}

/* Tiles as soon as one has a picture: two kinds of links side by side would
 * look like two kinds of things. */
static int subs(struct tpl *t, struct req *r, int64_t id, bool *tiles)
{
	struct category *all;
	size_t n, k = 0;
	int rc = category_list(&r->cx, id, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (!all[i].products)
			continue;
		all[i].picture = category_picture(r, &all[i]);
		*tiles |= all[i].picture.sha256 != NULL;
		all[k++] = all[i];
	}
	if (rc < 0 || k == 0)
		return rc;
	struct tpl *box = tpl_section(t, *tiles ? "TILES" : "SUBS");
	for (size_t i = 0; i < k; i++) {
		struct tpl *s = tpl_section(box, *tiles ? "TILE" : "SUB");
		if (*tiles)
			picture_show(s, "PICTURE", r, &all[i].picture,
				&(struct picture_use){.sizes = TILE_SIZES,
					.widest = TILE_WIDEST,
					.decorative = true});
		sub_show(s, r, &all[i]);
	}
	return OK;
}

static int list(struct req *r, struct view *v, struct buf *out)
{
	struct list_view l = {.page = v->page,
		.path = v->cat.path,
		.query = "",
		.sort = v->order.code,
		.order = &v->order};
	const struct facet_scope scope = {.category = v->cat.id};
	int rc = facets_list(r, &scope, &v->ask, v->order.sort, &l);
	if (rc < 0)
		return rc;
	v->active = l.facets->active;
	v->window = l.window;
	if (!l.window)
		v->ld = ld_list(r, l.ids, l.n);
	l.ranked = list_order_words(&v->order);
	return list_add(r, &l, out);
}

static int body_add(struct req *r, struct view *v, struct buf *out)
{
	struct tpl *t = tpl_new(&r->cx, "shop/category.tpl");
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "NAME", v->cat.name);
	if (*v->cat.description)
		tpl_text(tpl_section(t, "ABOUT"), "TEXT", v->cat.description);
	struct buf *grid = page_buf(r);
	bool tiles = false;
	int rc = crumbs(t, r, v);
	if (rc == OK)
		rc = subs(t, r, v->cat.id, &tiles);
	/* One picture tells what is here; tiles tell it better. */
	if (rc == OK && v->cat.picture.sha256 && !tiles)
		picture_show(tpl_section(t, "PIC"), "PICTURE", r,
			&v->cat.picture,
			&(struct picture_use){
				.sizes = PICTURE_SIZES, .first = true});
	if (rc == OK)
		rc = list(r, v, grid);
	if (rc < 0)
		return rc;
	tpl_html(t, "LIST", grid->p, grid->len);
	return tpl_render(t, out);
}

/* The category's path in another language. */
static const char *alternate(struct req *r, const char *locale, void *arg)
{
	const struct view *v = arg;
	struct cx cx = r->cx;
	struct category c;
	cx.locale = locale;
	return category_get(&cx, v->cat.id, &c) == OK ? c.path : NULL;
}

/* The last segment of "table/mugs" decides. */
static const char *last_segment(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static int look_up(struct req *r, const char *asked, struct view *v)
{
	struct slug_hit hit;
	int rc = slug_find(&r->cx, "category", last_segment(asked), &hit);
	if (rc < 0)
		return rc;
	rc = category_get(&r->cx, hit.target, &v->cat);
	if (rc == ERR_NOT_FOUND)
		return ERR_GONE;
	struct category *chain;
	size_t n;
	if (rc == OK)
		rc = category_chain(&r->cx, v->cat.id, &chain, &n);
	if (rc == OK)
		v->top = n ? chain[0].id : v->cat.id;
	return rc;
}

static const char *address(struct req *r, const struct view *v)
{
	/* Filters show a part of what the category's own pages show. */
	if (v->page < 2 || v->active)
		return v->cat.path;
	return arena_printf(
		r->cx.arena, "%s?page=%" PRId64, v->cat.path, v->page);
}

static int send(struct req *r, struct view *v, const char *key)
{
	struct arena *a = r->cx.arena;
	struct buf *body = page_buf(r);
	int rc = body_add(r, v, body);
	if (rc < 0)
		return rc;
	struct page p = {
		.title = v->page > 1 ? arena_printf(a, tr("%s, page %ld"),
					       v->cat.name, (long)v->page)
				     : v->cat.name,
		.seo_title = *v->cat.seo_title ? v->cat.seo_title : NULL,
		.description = *v->cat.seo_text
				       ? v->cat.seo_text
				       : md_plain(a, v->cat.description, 160),
		.canonical = address(r, v),
		.category = v->top,
		.noindex = v->active > 1,
		.picture = &v->cat.picture,
		.alternate = alternate,
		.alternate_arg = v,
		.ld = {v->path_ld, v->ld},
	};
	return facets_send(
		r, &p, v->ask.n && !v->active ? NULL : key, body, v->window);
}

/* GET /c/...slug */
int category_show(struct req *r)
{
	const char *asked = req_path_param(r, "path"), *key;
	struct view v = {.page = list_page(r)};
	list_order_of(r, &v.order);
	int rc = *r->query_raw ? facets_read(r, &v.ask) : OK;
	if (rc < 0)
		return rc;
	/* Kept only under the right path, so a hit needs no look-up. */
	key = facets_key(r, &v.ask);
	if (key)
		key = arena_printf(r->cx.arena, "/c/%s %s %" PRId64 "%s", asked,
			v.order.key, v.page, key);
	if (key && !v.ask.form && list_kept(r, key, &v.order))
		return OK;
	rc = look_up(r, asked, &v);
	if (rc < 0)
		return rc;
	if (strcmp(v.cat.path + strlen("/c/"), asked) != 0)
		return resp_moved(
			r, arena_printf(r->cx.arena, "%s%s%s", v.cat.path,
				   *r->query_raw ? "?" : "", r->query_raw));
	if (v.ask.form)
		return facets_redirect(r, v.cat.path, &v.ask);
	return send(r, &v, key);
}
