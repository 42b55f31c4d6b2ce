/* Pages that say one thing: the form is stale, the login is over, the shop is
 * closed. */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <string.h>

#include "lib/conf.h"
#include "lib/err.h"
#include "lib/tr.h"

/* The page that the form stood on, as a path of this shop, or NULL. */
static const char *page_before(const struct req *r)
{
	size_t n = strlen(r->conf->base_url);
	if (strncmp(r->referer, r->conf->base_url, n) != 0)
		return NULL;
	const char *path = r->referer + n;
	if (path[0] != '/' || path[1] == '/' || strchr(path, '\\'))
		return NULL;
	return path;
}

int page_lapsed(struct req *r, const char *next)
{
	struct tpl *t = tpl_new(&r->cx, "shop/lapsed.tpl");
	tpl_text(t, "LOGIN",
		req_link(r, arena_printf(r->cx.arena, "/account/login?next=%s",
				    url_encode(r->cx.arena, next))));
	struct page p = {
		.title = tr("You are not logged in any more"),
		.description = "",
		.noindex = true,
		.plain = true,
	};
	return page_send(r, &p, t, 403);
}

int page_stale(struct req *r)
{
	/* what was typed there is too much to type twice */
	if (strncmp(r->path, "/checkout", 9) == 0 && r->form)
		return checkout_stale(r);
	struct tpl *t = tpl_new(&r->cx, "shop/stale.tpl");
	const char *back = page_before(r);
	tpl_text(t, "BACK", back ? back : req_link(r, "/"));
	tpl_show(t, back ? "RELOAD" : "HOME");
	struct page p = {
		.title = tr("This page was open too long"),
		.description = "",
		.noindex = true,
		.plain = true,
	};
	return page_send(r, &p, t, 403);
}

int page_closed(struct req *r)
{
	struct tpl *t = tpl_new(&r->cx, "shop/closed.tpl");
	struct page p = {
		.title = tr("Closed for a moment"),
		.description = "",
		.noindex = true,
		.plain = true,
	};
	resp_header(r, "Retry-After", "600");
	return page_send(r, &p, t, 503);
}
