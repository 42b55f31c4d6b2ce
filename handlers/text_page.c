/* The owner's pages: terms, privacy, delivery and others. */
#include "handlers/card.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <string.h>

#include "domain/slug.h"
#include "domain/text_page.h"
#include "lib/err.h"
#include "lib/md.h"

static const char *alternate(struct req *r, const char *locale, void *arg)
{
	struct cx cx = r->cx;
	cx.locale = locale;
	const char *slug = slug_of(&cx, "page", *(int64_t *)arg);
	return slug ? arena_printf(r->cx.arena, "/page/%s", slug) : NULL;
}

/* GET /page/:slug */
int text_page_show(struct req *r)
{
	const char *asked = req_path_param(r, "slug");
	const char *key = arena_printf(r->cx.arena, "/page/%s", asked);
	if (page_kept(r, key))
		return OK;
	struct slug_hit hit;
	int rc = slug_find(&r->cx, "page", asked, &hit);
	if (rc < 0)
		return rc;
	struct text_page page;
	rc = text_page_get(&r->cx, hit.target, &page);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? ERR_GONE : rc;
	if (strcmp(hit.current, asked) != 0)
		return resp_moved(r, page.path);

	struct tpl *t = tpl_new(&r->cx, "shop/text_page.tpl");
	const char *html = md_render(r->cx.arena, page.body);
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "TITLE", page.title);
	tpl_html(t, "HTML", html, strlen(html));
	if (strcmp(page.role, "privacy") == 0)
		tpl_text(tpl_section(t, "PRIVACY"), "P", r->lang_prefix);
	struct page p = {
		.title = page.title,
		.description = md_plain(r->cx.arena, page.body, 160),
		.canonical = page.path,
		.alternate = alternate,
		.alternate_arg = &hit.target,
	};
	struct buf *body = page_buf(r);
	rc = tpl_render(t, body);
	return rc == OK ? page_keep(r, &p, key, body, INT64_MAX) : rc;
}
