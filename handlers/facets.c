/*
 * Filters beside a list.
 * In one file because reading, addresses and forms share the names of the
 * fields.
 */
#include "handlers/facets.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/catalogue.h"
#include "handlers/handlers.h"
#include "handlers/list_order.h"
#include "handlers/live.h"
#include "lib/err.h"
#include "lib/tpl.h"
#include "lib/tr.h"

enum {
	OPEN = 2,      /* facets with values that start unfolded */
	SHOWN = 6,     /* values of a facet; the rest is folded away */
	SHOWN_MORE = 2 /* unless it is hardly any */
};

static const struct {
	const char *suffix;
	bool from;
} ends[] = {{"_from", true}, {"_to", false}};

/* "price_from" -> "price"; NULL: no such ending. */
static const char *range_name(struct arena *a, const char *name, bool *from)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < 2; i++) {
		size_t k = strlen(ends[i].suffix);
		if (n > k && strcmp(name + n - k, ends[i].suffix) == 0) {
			*from = ends[i].from;
			return arena_strndup(a, name, n - k);
		}
	}
	return NULL;
}

/* A form's two fields become one parameter: "10-50". */
static int read_range(struct req *r, struct facets_ask *out, const char *name,
	const char *value, bool from)
{
	struct arena *a = r->cx.arena;
	if (strlen(value) > FACET_VALUE_MAX / 4 || strchr(value, '-'))
		return OK;
	for (size_t i = 0; i < out->n; i++) {
		struct facet_param *p = &out->params[i];
		if (strcmp(p->name, name) != 0)
			continue;
		p->value = from ? arena_printf(a, "%s%s", value, p->value)
				: arena_printf(a, "%s%s", p->value, value);
		return OK;
	}
	if (*value && out->n < FACET_PARAMS_MAX)
		out->params[out->n++] = (struct facet_param){
			name, arena_printf(a, from ? "%s-" : "-%s", value)};
	return OK;
}

int facets_read(struct req *r, struct facets_ask *out)
{
	*out = (struct facets_ask){.n = 0};
	for (const struct param *p = r->query; p && p->name; p++) {
		bool is_from = false, is_facet = false;
		const char *base = range_name(r->cx.arena, p->name, &is_from);
		int rc = facet_is(&r->cx, base ? base : p->name, &is_facet);
		if (rc < 0)
			return rc;
		if (!is_facet)
			continue;
		out->form |= base != NULL;
		if (base)
			read_range(r, out, base, p->value, is_from);
		else if (*p->value && out->n < FACET_PARAMS_MAX)
			out->params[out->n++] = (struct facet_param){
				p->name, p->value};
	}
	return OK;
}

int facets_list(struct req *r, const struct facet_scope *scope,
	const struct facets_ask *ask, enum product_sort sort,
	struct list_view *v)
{
	struct facet_page *page = ARENA_NEW(r->cx.arena, struct facet_page);
	int64_t from = (v->page - 1) * PRODUCT_PAGE, n = PRODUCT_PAGE;
	if (v->order && v->order->you)
		list_window_of(v->page, &from, &n);
	int rc = facet_find(
		&r->cx, scope, ask->params, ask->n, sort, from, n, page);
	if (rc < 0)
		return rc;
	v->ids = page->ids;
	v->n = page->n;
	v->total = page->total;
	v->facets = page;
	if (v->page > 1 && (v->page - 1) * PRODUCT_PAGE >= v->total)
		return ERR_NOT_FOUND;
	if (v->order && v->order->you)
		v->window = list_window_make(r, v, page->bands);
	return OK;
}

static const char *query_add(
	struct arena *a, const char *query, const char *name, const char *value)
{
	return arena_printf(a, "%s%s%s=%s", query, *query ? "&" : "",
		url_encode(a, name), url_encode(a, value));
}

int facets_redirect(
	struct req *r, const char *path, const struct facets_ask *ask)
{
	struct arena *a = r->cx.arena;
	const char *query = "", *code;
	const char *q = req_query_param(r, "q");
	if (q)
		query = query_add(a, query, "q", q);
	for (size_t i = 0; i < ask->n; i++)
		if (strcmp(ask->params[i].value, "-") != 0)
			query = query_add(a, query, ask->params[i].name,
				ask->params[i].value);
	const char *sort = req_query_param(r, "sort");
	if (list_order_code(sort) || list_sort(sort, &code) != SORT_BEST)
		query = query_add(a, query, "sort", sort);
	return resp_redirect(
		r, *query ? arena_printf(a, "%s?%s", path, query) : path);
}

const char *facets_key(struct req *r, const struct facets_ask *ask)
{
	if (ask->n == 0)
		return "";
	int64_t from, to;
	const char *value = ask->params[0].value;
	/* Pages that nobody asks for twice would push the others out. */
	if (ask->n > 1 || strlen(value) > FACET_VALUE_MAX ||
		facet_range(value, 1, &from, &to))
		return NULL;
	return arena_printf(r->cx.arena, " %s=%s", ask->params[0].name, value);
}

int facets_send(struct req *r, const struct page *p, const char *key,
	const struct buf *body, const struct list_window *w)
{
	int64_t until;
	struct lives l = {0};
	int rc = catalogue_until(&r->cx, &until);
	if (w)
		list_window_put(r, w, key, until, &l);
	if (rc == OK && key)
		return page_keep_live(r, p, key, body, until, &l);
	if (rc == OK)
		rc = page_head(r, p);
	if (rc == OK)
		rc = live_keep(r, NULL, 0, body, &l);
	if (rc == OK)
		rc = page_foot(r, p);
	return rc == OK ? resp_html(r, 200) : rc;
}

/* "12.5" of 1250 and scale 100; "" of an open end. */
static const char *number(struct arena *a, int64_t n, int64_t scale)
{
	if (n == INT64_MIN || n == INT64_MAX)
		return "";
	char *s = arena_printf(a, "%" PRId64 ".%0*" PRId64, n / scale,
		scale == 100 ? 2 : 3, n % scale);
	size_t len = strlen(s);
	while (s[len - 1] == '0')
		s[--len] = '\0';
	if (s[len - 1] == '.')
		s[--len] = '\0';
	return s;
}

static int64_t scale_of(const struct facet *f)
{
	return strcmp(f->code, "price") == 0 ? 100 : 1000;
}

static const char *range_value(struct arena *a, const struct facet *f)
{
	return arena_printf(a, "%s-%s", number(a, f->from, scale_of(f)),
		number(a, f->to, scale_of(f)));
}

const char *facets_query(struct req *r, const struct facet_page *page,
	const struct facet *without, const struct facet_value *value)
{
	struct arena *a = r->cx.arena;
	const char *query = "";
	for (size_t i = 0; page && i < page->n_facets; i++) {
		const struct facet *f = &page->facets[i];
		if (!f->active || (f == without && !value))
			continue;
		if (f->kind == FACET_RANGE)
			query = query_add(a, query, f->code, range_value(a, f));
		for (size_t k = 0; k < f->n; k++)
			if (f->values[k].on && &f->values[k] != value)
				query = query_add(
					a, query, f->code, f->values[k].code);
	}
	return query;
}

static const char *facet_name(const struct facet *f)
{
	if (f->name)
		return f->name;
	if (strcmp(f->code, "price") == 0)
		return tr("Price");
	return f->kind == FACET_FLAG ? tr("Availability") : tr("Brand");
}

static const char *value_name(
	const struct facet *f, const struct facet_value *v)
{
	if (v->name)
		return v->name;
	if (strcmp(f->code, "in_stock") == 0)
		return tr("In stock now");
	if (strcmp(f->code, "on_sale") == 0)
		return tr("On sale");
	return strcmp(v->code, "yes") == 0 ? tr("Yes") : tr("No");
}

/* ---- chips ---- */

/* "Price: 10-50", "Capacity: from 3 dl" */
static const char *range_label(struct req *r, const struct facet *f)
{
	struct arena *a = r->cx.arena;
	bool is_price = scale_of(f) == 100;
	const char *from = number(a, f->from, scale_of(f));
	const char *to = number(a, f->to, scale_of(f));
	const char *unit = is_price ? "€" : f->unit;
	const char *sign = !*from ? "≤ " : !*to ? "≥ " : "–";
	return arena_printf(a, "%s %s%s%s%s%s", facet_name(f),
		*from && *to ? from : "", sign, *to ? to : from,
		*unit ? " " : "", unit);
}

static void chip(struct tpl *t, struct req *r, const struct list_view *v,
	const struct facet *f, const struct facet_value *value,
	const char *label)
{
	struct tpl *c = tpl_section(t, "CHIP");
	tpl_text(c, "URL",
		list_url(r, v, facets_query(r, v->facets, f, value), v->sort,
			1));
	tpl_text(c, "LABEL", label);
}

int facets_chips(struct req *r, const struct list_view *v, struct buf *out)
{
	struct tpl *t = tpl_new(&r->cx, "part/chips.tpl");
	for (size_t i = 0; i < v->facets->n_facets; i++) {
		const struct facet *f = &v->facets->facets[i];
		if (f->active && f->kind == FACET_RANGE)
			chip(t, r, v, f, NULL, range_label(r, f));
		for (size_t k = 0; k < f->n; k++)
			if (f->values[k].on)
				chip(t, r, v, f, &f->values[k],
					f->values[k].name ||
							f->kind == FACET_FLAG
						? value_name(f, &f->values[k])
						: arena_printf(r->cx.arena,
							  "%s: %s",
							  facet_name(f),
							  value_name(f,
								  &f->values
									   [k])));
	}
	tpl_text(t, "CLEAR", list_url(r, v, "", v->sort, 1));
	return tpl_render(t, out);
}

/* ---- form ---- */

static void value_show(struct tpl *t, const char *section,
	const struct facet *f, const struct facet_value *v)
{
	struct tpl *s = tpl_section(t, section);
	tpl_text(s, "CODE", f->code);
	tpl_text(s, "VALUE", v->code);
	tpl_show_if(s, "ON", v->on);
	if (*v->swatch)
		tpl_text(tpl_section(s, "DOT"), "COLOUR", v->swatch);
	tpl_text(s, "LABEL", value_name(f, v));
	tpl_int(s, "N", v->count);
}

static bool is_shown(const struct facet_value *v)
{
	return v->count > 0 || v->on;
}

static size_t count_shown(const struct facet *f)
{
	size_t n = 0;
	for (size_t i = 0; i < f->n; i++)
		n += is_shown(&f->values[i]);
	return n;
}

static struct tpl *fieldset(struct tpl *t, const struct facet *f, bool open)
{
	struct tpl *s = tpl_section(t, "FACET");
	tpl_text(s, "NAME", facet_name(f));
	tpl_show_if(s, "OPEN", open || f->active);
	return s;
}

/* One value that all of them have leaves nothing to choose. */
static bool is_idle(const struct facet *f, int64_t total)
{
	size_t n = count_shown(f);
	for (size_t i = 0; n == 1 && i < f->n; i++)
		if (is_shown(&f->values[i]))
			return !f->values[i].on && f->values[i].count >= total;
	return n == 0;
}

static void choice_show(struct tpl *t, const struct facet *f, bool open)
{
	size_t n = count_shown(f), shown = 0;
	size_t limit = n <= SHOWN + SHOWN_MORE ? n : SHOWN;
	struct tpl *s = fieldset(t, f, open), *more = NULL;
	for (size_t i = 0; i < f->n; i++) {
		const struct facet_value *v = &f->values[i];
		if (!is_shown(v))
			continue;
		/* What is chosen is never folded away. */
		if (shown < limit || v->on) {
			value_show(s, "V", f, v);
			shown++;
			continue;
		}
		if (!more)
			more = tpl_section(s, "MORE");
		value_show(more, "V", f, v);
	}
}

static void range_show(struct tpl *t, struct req *r, const struct facet *f)
{
	struct arena *a = r->cx.arena;
	int64_t scale = scale_of(f), step = scale == 100 ? 100 : 1;
	struct tpl *s = fieldset(t, f, scale == 100);
	const char *unit = scale == 100 ? "€" : f->unit;
	if (*unit)
		tpl_text(tpl_section(s, "OF"), "UNIT", unit);
	struct tpl *two = tpl_section(s, "TWO");
	tpl_text(two, "CODE", f->code);
	tpl_text(two, "FROM", number(a, f->from, scale));
	tpl_text(two, "TO", number(a, f->to, scale));
	/* Whole euros around what there is. */
	tpl_text(two, "MIN", number(a, f->min / step * step, scale));
	tpl_text(two, "MAX",
		number(a, (f->max + step - 1) / step * step, scale));
}

/* Availability and sale share a fieldset. */
static void flags_show(struct tpl *t, const struct facet_page *page)
{
	struct tpl *s = NULL;
	for (size_t i = 0; i < page->n_facets; i++) {
		const struct facet *f = &page->facets[i];
		if (f->kind != FACET_FLAG)
			continue;
		if (!s)
			s = fieldset(t, f, true);
		value_show(s, "V", f, f->values);
	}
}

static void kept_params(struct tpl *t, const struct list_view *v)
{
	if (v->typed) {
		struct tpl *h = tpl_section(t, "KEEP");
		tpl_text(h, "CODE", "q");
		tpl_text(h, "VALUE", v->typed);
	}
	if (v->sort && !list_usual(v->sort)) {
		struct tpl *h = tpl_section(t, "KEEP");
		tpl_text(h, "CODE", "sort");
		tpl_text(h, "VALUE", v->sort);
	}
}

int facets_form(struct req *r, const struct list_view *v, struct buf *out)
{
	const struct facet_page *page = v->facets;
	struct tpl *t = tpl_new(&r->cx, "part/facets.tpl");
	size_t choices = 0;
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "PATH", v->path);
	if (page->active)
		tpl_int(tpl_section(t, "CHOSEN"), "N", (int64_t)page->active);
	kept_params(t, v);
	flags_show(t, page);
	for (size_t i = 0; i < page->n_facets; i++) {
		const struct facet *f = &page->facets[i];
		if (f->kind == FACET_RANGE)
			range_show(t, r, f);
		else if (f->kind == FACET_CHOICE && !is_idle(f, page->total))
			choice_show(t, f, choices++ < OPEN);
	}
	return tpl_render(t, out);
}
