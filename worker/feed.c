/* Product feeds for shopping sites: made anew when the catalogue changed, or
 * the clock has begun or ended a sale. */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "domain/catalogue.h"
#include "domain/feed.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/tr.h"
#include "worker/worker.h"

/* Prices at Google may not be older than this for long. */
enum { FEED_PAUSE_MS = 15 * MS_MINUTE };

static int feed_one(struct worker *w, const char *dir, const char *locale)
{
	struct cx cx = w->cx;
	struct arena *a = cx.arena;
	cx.locale = locale;
	tr_use(locale);
	const char *prefix = strcmp(locale, cx.root) == 0
				     ? ""
				     : arena_printf(a, "/%s", locale);
	return feed_google(&cx, w->conf->base_url, prefix,
		arena_printf(a, "%s/google-%s.xml", dir, locale));
}

int worker_feeds(struct worker *w)
{
	int64_t version, until = INT64_MAX;
	int rc = catalogue_version(&w->cx, &version);
	bool same = version == w->feed_version && w->cx.now < w->feed_until;
	if (rc < 0 || same || w->cx.now < w->feed_ms)
		return rc;
	/* before they are read: what comes meanwhile is for the next ones */
	rc = catalogue_until(&w->cx, &until);
	const char *dir = arena_printf(w->cx.arena, "%s/feed", w->conf->dir);
	if (mkdir(dir, 0750) < 0 && errno != EEXIST) {
		log_error("event=feed cannot make dir: %s", strerror(errno));
		return ERR_INTERNAL;
	}
	for (size_t i = 0; rc == OK && tr_langs[i].code; i++)
		rc = feed_one(w, dir, tr_langs[i].code);
	tr_use(w->conf->root_lang);
	w->feed_ms = w->cx.now + FEED_PAUSE_MS;
	if (rc == OK) {
		w->feed_version = version;
		w->feed_until = until;
	}
	return rc;
}
