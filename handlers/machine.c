/* Pages for machines: is the shop alive, how is it, where may robots go. */
#include "handlers/handlers.h"

#include "domain/event.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/metrics.h"
#include "lib/tr.h"

/* GET /healthz */
int healthz_show(struct req *r)
{
	struct db_stmt *q = DB_SQL(r->cx.db,
		"SELECT count(*) FROM catalogue_version"
		" WHERE scope = 'shop'");
	int rc = db_one(q);
	if (rc < 0)
		return rc;
	int64_t n = db_next_int(q);
	db_done(q);
	if (n != 1)
		return ERR_INTERNAL;
	return resp_text(r, 200, "text/plain; charset=utf-8", "ok\n");
}

/* GET /metrics */
int metrics_show(struct req *r)
{
	metrics_fragments(frag_bytes());
	resp_text(r, 200, "text/plain; version=0.0.4; charset=utf-8", "");
	metrics_print(r->out);
	metrics_events(r->out, event_left(), event_lost());
	return OK;
}

/* GET /robots.txt */
int robots_show(struct req *r)
{
	static const char *const closed[] = {"/cart", "/checkout", "/order/",
		"/track", "/account", "/search", "/withdraw", NULL};
	resp_text(r, 200, "text/plain; charset=utf-8",
		"User-agent: *\nDisallow: /admin\n");
	for (const char *const *path = closed; *path; path++) {
		buf_addf(r->out, "Disallow: %s\n", *path);
		for (const struct tr_lang *l = tr_langs; l->code; l++)
			buf_addf(r->out, "Disallow: /%s%s\n", l->code, *path);
	}
	buf_addf(r->out, "\nSitemap: %s/sitemap.xml\n", r->conf->base_url);
	return OK;
}
