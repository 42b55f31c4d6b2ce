/* Searching the shop. */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <inttypes.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/category.h"
#include "domain/search.h"
#include "domain/search_log.h"
#include "domain/setting.h"
#include "handlers/card.h"
#include "handlers/facets.h"
#include "handlers/list.h"
#include "handlers/list_order.h"
#include "handlers/live.h"
#include "handlers/subject.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/text.h"
#include "lib/tr.h"

enum {
	SEEN = 512, /* a power of two */
	KEPT_QUERY_MAX = 80,
	BEST = 8,
};

struct asked {
	const char *typed;
	struct facets_ask ask;
	struct list_order order;
	const struct list_window *window;
	bool exact;
	int64_t page;
	size_t found;
	bool keep; /* only words of the shop: nothing personal */
};

static int categories_add(struct tpl *t, struct req *r)
{
	struct tpl *look = tpl_section(t, "LOOK");
	struct category *cats;
	size_t n;
	int rc = category_list(&r->cx, 0, &cats, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (!cats[i].products)
			continue;
		struct tpl *c = tpl_section(look, "CAT");
		tpl_text(c, "P", r->lang_prefix);
		tpl_text(c, "PATH", cats[i].path);
		tpl_text(c, "NAME", cats[i].name);
		tpl_int(c, "N", cats[i].products);
	}
	return rc;
}

static int best_add(struct tpl *t, struct req *r)
{
	int64_t *ids;
	size_t n;
	struct buf *cards = page_buf(r);
	int rc = product_list(&r->cx, 0, SORT_BEST, 0, BEST, &ids, &n, NULL);
	if (rc == OK && n)
		rc = cards_add(r, ids, n, cards);
	if (rc < 0 || !n)
		return rc;
	tpl_html(tpl_section(t, "BEST"), "CARDS", cards->p, cards->len);
	return OK;
}

static void contact_add(struct tpl *t, struct req *r)
{
	const char *phone = setting_get(&r->cx, "shop.phone");
	const char *email = setting_get(&r->cx, "shop.email");
	if (!*phone && !*email)
		return;
	struct tpl *talk = tpl_section(t, "TALK");
	if (*phone) {
		struct tpl *p = tpl_section(talk, "PHONE");
		tpl_text(p, "TEL", phone_dial(r->cx.arena, phone));
		tpl_text(p, "NUMBER", phone);
	}
	if (*email)
		tpl_text(tpl_section(talk, "MAIL"), "ADDRESS", email);
}

/* Nothing was asked, or nothing found: ways on. */
static int ways_on(struct tpl *t, struct req *r, const struct asked *a)
{
	if (*a->typed)
		contact_add(tpl_section(t, "NOTHING"), r);
	int rc = categories_add(t, r);
	return rc == OK ? best_add(t, r) : rc;
}

static void say_how(struct tpl *t, struct req *r, const struct asked *a,
	const struct search_found *f)
{
	if (f->corrected) {
		struct tpl *m = tpl_section(t, "MENDED");
		tpl_text(m, "P", r->lang_prefix);
		tpl_text(m, "WORDS", f->corrected);
		tpl_text(m, "TYPED", a->typed);
	}
	tpl_show_if(t, "SOME", f->how == SEARCH_SOME);
	struct tpl *how = tpl_section(t, "HOW");
	tpl_text(how, "P", r->lang_prefix);
	tpl_show_if(how, "CUT", f->more);
}

static int results(struct tpl *t, struct req *r, struct asked *a)
{
	struct search_ask ask = {.typed = a->typed, .as_typed = a->exact};
	struct search_found f;
	int rc = search_run(&r->cx, &ask, &f);
	a->found = f.n;
	a->keep = f.n && f.how == SEARCH_ALL;
	if (rc < 0)
		return rc;
	if (!f.n)
		return ways_on(t, r, a);
	struct list_view v = {.page = a->page,
		.path = "/search",
		.query = arena_printf(r->cx.arena, "q=%s%s",
			url_encode(r->cx.arena, a->typed),
			a->exact ? "&exact=1" : ""),
		.typed = a->typed,
		.sort = a->order.code,
		.order = &a->order,
		.best = tr("Best match")};
	const struct facet_scope scope = {
		.ids = f.ids, .bands = f.bands, .n_ids = f.n};
	rc = facets_list(r, &scope, &a->ask, a->order.sort, &v);
	if (rc < 0)
		return rc;
	a->window = v.window;
	a->keep = a->keep && v.facets->active == a->ask.n;
	say_how(t, r, a, &f);
	struct buf *list = page_buf(r);
	rc = list_add(r, &v, list);
	tpl_html(t, "LIST", list->p ? list->p : "", list->len);
	return rc;
}

static int body_add(struct req *r, struct asked *a, struct buf *out)
{
	struct tpl *t = tpl_new(&r->cx, "shop/search.tpl");
	int rc;
	if (*a->typed) {
		tpl_text(tpl_section(t, "ASKED"), "QUERY", a->typed);
		rc = results(t, r, a);
	} else {
		tpl_show(t, "EMPTY");
		rc = ways_on(t, r, a);
	}
	return rc == OK ? tpl_render(t, out) : rc;
}

/* ---- results that are kept ---- */

/*
 * True from the second time on: what one visitor alone asks for would push
 * out what all look at.
 */
static bool asked_before(const char *key)
{
	static uint32_t seen[SEEN];
	uint32_t h = 2166136261u;
	for (; *key; key++)
		h = (h ^ (unsigned char)*key) * 16777619u;
	bool before = seen[h % SEEN] == h;
	seen[h % SEEN] = h;
	return before;
}

/* The results' key, or NULL when they are not worth keeping. */
static const char *key_of(struct req *r, const struct asked *a)
{
	const char *filters = facets_key(r, &a->ask);
	if (!filters || utf8_length(a->typed) > KEPT_QUERY_MAX)
		return NULL;
	return arena_printf(r->cx.arena, "search/%s/%d/%s/%" PRId64 "/%s/%s",
		r->cx.locale, a->exact, a->order.key, a->page, filters,
		a->typed);
}

/* How many were found, beside the results. */
static const char *found_key(struct req *r, const char *key)
{
	return arena_printf(r->cx.arena, "found/%s", key);
}

static struct live_body *kept(
	struct req *r, const char *key, struct asked *a, struct lives *l)
{
	size_t n;
	const char *found = frag_find(
		found_key(r, key), r->version, r->cx.now, &n);
	if (!found || n != sizeof(a->found) ||
		!list_window_hold(r, key, &a->order, l))
		return NULL;
	memcpy(&a->found, found, sizeof(a->found));
	return live_hold(r, key, l);
}

/* Keep the results, when there is a key, and send them. */
static int made_send(struct req *r, const char *key, const struct buf *body,
	const struct asked *a, struct lives *l)
{
	int64_t until = 0;
	int rc = key ? catalogue_until(&r->cx, &until) : OK;
	if (rc < 0)
		return rc;
	if (a->window)
		list_window_put(r, a->window, key, until, l);
	if (key)
		frag_keep(found_key(r, key), r->version, until,
			(const char *)&a->found, sizeof(a->found));
	return live_keep(r, key, until, body, l);
}

/* The results, from memory or made: between head and foot. */
static int results_send(struct req *r, const struct page *p, struct asked *a)
{
	const char *key = key_of(r, a);
	struct buf *body = page_buf(r);
	struct lives l = {0};
	struct live_body *here = key ? kept(r, key, a, &l) : NULL;
	int rc = here ? OK : body_add(r, a, body);
	if (rc == OK)
		rc = page_head(r, p);
	if (rc < 0)
		return rc;
	if (here)
		rc = live_send(r, here);
	else
		rc = made_send(r,
			key && a->keep && asked_before(key) ? key : NULL, body,
			a, &l);
	return rc == OK ? page_foot(r, p) : rc;
}

/* GET /search?q= */
int search_show(struct req *r)
{
	const char *q = req_query_param(r, "q");
	struct asked a = {
		.typed = text_trim(r->cx.arena,
			text_cut(r->cx.arena, q ? q : "", SEARCH_ASKED_MAX)),
		.exact = req_query_param(r, "exact") != NULL,
		.page = list_page(r),
	};
	list_order_of(r, &a.order);
	int rc = facets_read(r, &a.ask);
	if (rc < 0)
		return rc;
	if (a.ask.form)
		return facets_redirect(r, "/search", &a.ask);
	struct page p = {
		.title = *a.typed ? arena_printf(r->cx.arena, "%s: %s",
					    tr("Search"), a.typed)
				  : tr("Search"),
		.search = a.typed,
		.noindex = true,
	};
	rc = results_send(r, &p, &a);
	if (rc < 0)
		return rc;
	bool first = a.page == 1 && !a.ask.n && a.order.sort == SORT_BEST;
	if (first && !r->head && !r->prefetch)
		search_log_note(&r->cx, a.typed, a.found);
	if (first)
		req_event(r, &(struct event){
				     .kind = EVENT_SEARCH, .words = a.typed});
	return resp_html(r, 200);
}

/* GET /search/how */
int search_how_show(struct req *r)
{
	struct page p = {.title = tr("How results are ordered"),
		.canonical = "/search/how"};
	struct tpl *t = tpl_new(&r->cx, "shop/search_how.tpl");
	tpl_text(t, "P", r->lang_prefix);
	return page_send(r, &p, t, 200);
}
