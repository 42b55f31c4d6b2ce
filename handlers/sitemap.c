/*
 * The list of addresses for search engines: one file while it is small, else
 * an index of files of a language each (sitemaps.org).
 */
#include "handlers/handlers.h"

#include <stdlib.h>
#include <string.h>

#include "domain/sitemap.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/tr.h"

#define SITEMAP_XMLNS "http://www.sitemaps.org/schemas/sitemap/0.9"
static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/* Slugs hold only letters, digits and hyphens: nothing to escape. */
static int add_language(
	struct req *r, const char *locale, size_t offset, size_t limit)
{
	struct cx cx = r->cx;
	cx.locale = locale;
	struct sitemap_entry *e;
	size_t n;
	int rc = sitemap_list(&cx, offset, limit, &e, &n);
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
	if (rc == OK && n == 0)
		return ERR_NOT_FOUND;
	return rc;
}

static void xml_begin(struct req *r, const char *element)
{
	resp_text(r, 200, "application/xml; charset=utf-8", head);
	buf_addf(r->out, "<%s xmlns=\"" SITEMAP_XMLNS "\">\n", element);
}

static int index_show(struct req *r, const size_t *n)
{
	xml_begin(r, "sitemapindex");
	for (int i = 0; i < TR_LANGS; i++)
		for (size_t at = 0; at < n[i]; at += SITEMAP_MAX)
			buf_addf(r->out,
				"<sitemap><loc>%s/sitemap/%s-%zu.xml</loc>"
				"</sitemap>\n",
				r->conf->base_url, tr_langs[i].code,
				at / SITEMAP_MAX + 1);
	buf_adds(r->out, "</sitemapindex>\n");
	return OK;
}

/* GET /sitemap.xml */
int sitemap_show(struct req *r)
{
	size_t n[TR_LANGS], all = 0;
	for (int i = 0; i < TR_LANGS; i++) {
		struct cx cx = r->cx;
		cx.locale = tr_langs[i].code;
		int rc = sitemap_count(&cx, &n[i]);
		if (rc < 0)
			return rc;
		all += n[i];
	}
	if (all > SITEMAP_MAX)
		return index_show(r, n);
	xml_begin(r, "urlset");
	for (int i = 0; i < TR_LANGS; i++) {
		int rc = add_language(r, tr_langs[i].code, 0, n[i]);
		if (rc < 0)
			return rc;
	}
	buf_adds(r->out, "</urlset>\n");
	return OK;
}

/* GET /sitemap/fi-2.xml */
int sitemap_part(struct req *r)
{
	enum { PART_MAX = 10000 };
	const char *part = req_path_param(r, "part");
	char *end;
	size_t n = strcspn(part, "-");
	int lang = tr_lang_index(arena_strndup(r->cx.arena, part, n));
	if (lang < 0 || part[n] != '-')
		return ERR_NOT_FOUND;
	long number = strtol(part + n + 1, &end, 10);
	if (number < 1 || number > PART_MAX || strcmp(end, ".xml") != 0)
		return ERR_NOT_FOUND;
	xml_begin(r, "urlset");
	int rc = add_language(r, tr_langs[lang].code,
		(size_t)(number - 1) * SITEMAP_MAX, SITEMAP_MAX);
	if (rc == OK)
		buf_adds(r->out, "</urlset>\n");
	return rc;
}
