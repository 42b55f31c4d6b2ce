/* The product feeds: made by the worker, handed over by the web server. */
#include "handlers/handlers.h"

#include <unistd.h>

#include "domain/setting.h"
#include "lib/conf.h"
#include "lib/err.h"

/* GET /feed/google.xml */
int feed_google_show(struct req *r)
{
	if (setting_bool(&r->cx, "shop.closed"))
		return ERR_BUSY;
	const char *name = arena_printf(
		r->cx.arena, "feed/google-%s.xml", r->cx.locale);
	const char *path = arena_printf(
		r->cx.arena, "%s/%s", r->conf->dir, name);
	if (access(path, R_OK) != 0)
		return ERR_BUSY; /* a new shop: the worker is at it */
	resp_header(r, "X-Accel-Redirect",
		arena_printf(r->cx.arena, "/-/%s", name));
	return resp_text(r, 200, "application/xml; charset=utf-8", "");
}
