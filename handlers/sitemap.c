/* The list of addresses for search engines. */
#include "handlers/handlers.h"

#include <string.h>

#include "domain/sitemap.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/tr.h"

/* Slugs hold only letters, digits and hyphens: nothing to escape. */
static int add_language(struct req *r, const char *locale, size_t limit)
{
	struct cx cx = r->cx;
	cx.locale = locale;
	struct sitemap_entry *e;
	size_t n;
	int rc = sitemap_list(&cx, limit, &e, &n);
	bool root = strcmp(locale, cx.root) == 0;
	for (size_t i = 0; rc == OK && i < n; i++) {
		bool front = strcmp(e[i].path, "/") == 0;
		buf_addf(r->out, "<url><loc>%s%s%s%s</loc>", r->conf->base_url,
			root ? "" : "/", root ? "" : locale,
			front && !root ? "" : e[i].path);
		if (e[i].changed_ms)
			buf_addf(r->out, "<lastmod>%s</lastmod>",
				clock_format(cx.arena, locale, CLOCK_DAY_ISO,
					e[i].changed_ms));
		buf_adds(r->out, "</url>\n");
	}
	return rc;
}

/* GET /sitemap.xml */
int sitemap_show(struct req *r)
{
	resp_text(r, 200, "application/xml; charset=utf-8",
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
		"\n");
	for (const struct tr_lang *l = tr_langs; l->code; l++) {
		int rc = add_language(r, l->code, SITEMAP_MAX / TR_LANGS);
		if (rc < 0)
			return rc;
	}
	buf_adds(r->out, "</urlset>\n");
	return OK;
}
