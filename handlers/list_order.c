#include "handlers/list_order.h"

#include <string.h>

#include "domain/setting.h"
#include "domain/taste.h"
#include "handlers/card.h"
#include "handlers/handlers.h"
#include "handlers/list.h"
#include "handlers/subject.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/tr.h"

enum { WINDOW_MAX = PRODUCT_PAGE + 2 * TASTE_PLACES };

/* Plain numbers: kept as they are. */
struct list_window {
	uint32_t n, first, shown; /* of the ids, shown from first on */
	uint16_t bands[WINDOW_MAX];
	int64_t ids[WINDOW_MAX];
};

bool list_order_code(const char *code)
{
	return code &&
	       (strcmp(code, LIST_YOU) == 0 || strcmp(code, LIST_SHOP) == 0);
}

static bool you_usual(struct req *r, const struct profile *p)
{
	if (*p->list_order)
		return strcmp(p->list_order, LIST_YOU) == 0;
	return setting_bool(&r->cx, "personal.lists");
}

void list_order_of(struct req *r, struct list_order *out)
{
	const char *wish = req_query_param(r, "sort");
	*out = (struct list_order){0};
	out->sort = list_sort(wish, &out->code);
	out->key = out->code;
	const struct subject *who = req_subject(r);
	if (!who->key || !who->personal || who->held)
		return;
	const struct profile *p = req_profile(r);
	if (!taste_known(p))
		return;
	out->known = true;
	out->you_usual = you_usual(r, p);
	if (list_usual(out->code)) {
		bool named = list_order_code(wish);
		out->you = named ? strcmp(wish, LIST_YOU) == 0 : out->you_usual;
		out->shop = !out->you;
		out->code = out->you ? LIST_YOU : LIST_SHOP;
	}
	out->key = arena_printf(
		r->cx.arena, "%s+%d", out->code, out->you_usual);
}

const char *list_order_words(const struct list_order *o)
{
	if (o->sort != SORT_BEST)
		return NULL;
	return o->you ? tr("Ordered by what customers have bought most, and a "
			   "little by what you have looked at and bought.")
		      : tr("Ordered by what customers have bought most.");
}

/* ---- the part of the shop's order that a page is made of ---- */

void list_window_of(int64_t page, int64_t *from, int64_t *n)
{
	int64_t first = (page - 1) * PRODUCT_PAGE;
	*from = first > TASTE_PLACES ? first - TASTE_PLACES : 0;
	*n = first - *from + PRODUCT_PAGE + TASTE_PLACES;
}

const struct list_window *list_window_make(
	struct req *r, const struct list_view *v, const uint16_t *bands)
{
	struct list_window *w = ARENA_NEW(r->cx.arena, struct list_window);
	int64_t from, n;
	list_window_of(v->page, &from, &n);
	w->n = (uint32_t)(v->n < WINDOW_MAX ? v->n : WINDOW_MAX);
	w->first = (uint32_t)((v->page - 1) * PRODUCT_PAGE - from);
	w->shown = w->n > w->first ? w->n - w->first : 0;
	if (w->shown > PRODUCT_PAGE)
		w->shown = PRODUCT_PAGE;
	memcpy(w->ids, v->ids, w->n * sizeof(*w->ids));
	memcpy(w->bands, bands, w->n * sizeof(*w->bands));
	return w;
}

static int cards_put(struct req *r, void *arg)
{
	const struct list_window *w = arg;
	int64_t ids[WINDOW_MAX];
	memcpy(ids, w->ids, sizeof(ids));
	int rc = taste_order(&r->cx, req_profile(r), ids, w->bands, w->n);
	return rc == OK ? cards_send(r, ids + w->first, w->shown) : rc;
}

static const char *window_key(struct req *r, const char *key)
{
	return arena_printf(r->cx.arena, "window/%s/%s", r->cx.locale, key);
}

void list_window_put(struct req *r, const struct list_window *w,
	const char *key, int64_t until, struct lives *l)
{
	if (key)
		frag_keep(window_key(r, key), r->version, until,
			(const char *)w, sizeof(*w));
	live_put(l, "cards", cards_put, (void *)w);
}

bool list_window_hold(struct req *r, const char *key,
	const struct list_order *o, struct lives *l)
{
	size_t n;
	if (!o->you)
		return true;
	const char *kept = frag_find(
		window_key(r, key), r->version, r->cx.now, &n);
	if (!kept || n != sizeof(struct list_window))
		return false;
	struct list_window *w = ARENA_NEW(r->cx.arena, struct list_window);
	memcpy(w, kept, n);
	live_put(l, "cards", cards_put, w);
	return true;
}

bool list_kept(struct req *r, const char *key, const struct list_order *o)
{
	struct lives l = {0};
	return list_window_hold(r, key, o, &l) && page_kept_live(r, key, &l);
}
