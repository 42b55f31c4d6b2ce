#include "handlers/home_section.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/category.h"
#include "domain/home_section.h"
#include "domain/media.h"
#include "domain/product.h"
#include "domain/segment.h"
#include "handlers/card.h"
#include "handlers/handlers.h"
#include "handlers/subject.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/md.h"
#include "lib/tr.h"

enum { ROW_CARDS = 4, KEY_MAX = 64 };

static const char HERO_SIZES[] = "100vw";
static const char BANNER_SIZES[] = "(min-width: 64rem) 38rem, 100vw";

static void button_show(
	struct tpl *t, struct req *r, const struct home_section *s)
{
	if (s->link[0] != '/')
		return;
	struct tpl *b = tpl_section(t, "BUTTON");
	tpl_text(b, "P", r->lang_prefix);
	tpl_text(b, "LINK", s->link);
	tpl_text(b, "LABEL",
		*s->words.button ? s->words.button : tr("Have a look"));
}

static void words_show(
	struct tpl *t, struct req *r, const struct home_section *s)
{
	tpl_text(t, "TITLE", s->words.title);
	if (*s->words.body)
		tpl_text(tpl_section(t, "BODY"), "WORDS", s->words.body);
	button_show(t, r, s);
}

static void picture_add(struct tpl *t, struct req *r,
	const struct home_section *s, const char *sizes, bool first)
{
	struct picture pic = {0};
	if (s->media && media_find(&r->cx, s->media, &pic) == OK && pic.sha256)
		picture_show(t, "PICTURE", r, &pic,
			&(struct picture_use){.sizes = sizes, .first = first});
	else
		tpl_show(t, "BARE");
}

/* What stands on a row of products: numbers, and none of anybody. */
struct row {
	int64_t id[ROW_CARDS];
	size_t n;
};

static int row_show(struct tpl *t, struct req *r, const struct home_section *s,
	const struct row *picks)
{
	struct category c;
	struct buf *cards = page_buf(r);
	int rc = category_get(&r->cx, s->category, &c);
	if (rc == OK)
		rc = cards_add(r, picks->id, picks->n, cards);
	if (rc < 0) /* the category is gone from the shop: so is its row */
		return rc == ERR_NOT_FOUND ? OK : rc;
	if (!cards->len)
		return OK;
	struct tpl *row = tpl_section(t, "ROW");
	tpl_int(row, "ID", s->id);
	tpl_text(row, "TITLE", *s->words.title ? s->words.title : c.name);
	tpl_text(row, "P", r->lang_prefix);
	tpl_text(row, "PATH", c.path);
	tpl_text(row, "NAME", c.name);
	if (*s->words.body)
		tpl_text(tpl_section(row, "BODY"), "WORDS", s->words.body);
	tpl_html(row, "CARDS", cards->p, cards->len);
	return OK;
}

static int section_render(
	struct req *r, int64_t id, const struct row *picks, struct buf *out)
{
	struct home_section s;
	struct tpl *t = tpl_new(&r->cx, "shop/home_section.tpl"), *one;
	int rc = home_section_get(&r->cx, id, &s);
	if (rc < 0)
		return rc;
	if (strcmp(s.kind, "hero") == 0) {
		one = tpl_section(t, "HERO");
		picture_add(one, r, &s, HERO_SIZES, true);
		words_show(one, r, &s);
	} else if (strcmp(s.kind, "banner") == 0) {
		one = tpl_section(t, "BANNER");
		tpl_int(one, "ID", s.id);
		picture_add(one, r, &s, BANNER_SIZES, false);
		words_show(one, r, &s);
	} else if (strcmp(s.kind, "text") == 0) {
		const char *html = md_render(r->cx.arena, s.words.body);
		one = tpl_section(t, "TEXT");
		tpl_int(one, "ID", s.id);
		tpl_text(one, "TITLE", s.words.title);
		tpl_html(one, "MARKDOWN", html, strlen(html));
		button_show(one, r, &s);
	} else {
		rc = row_show(t, r, &s, picks);
	}
	return rc == OK ? tpl_render(t, out) : rc;
}

/* A row's fragment goes by what it shows: another row of the page may have
 * what it would have had. */
static const char *section_key(
	struct req *r, const struct home_slot *s, const struct row *picks)
{
	const char *key = arena_printf(
		r->cx.arena, "section/%s/%" PRId64, r->cx.locale, s->id);
	for (size_t i = 0; i < picks->n; i++)
		key = arena_printf(
			r->cx.arena, "%s/%" PRId64, key, picks->id[i]);
	return key;
}

/* Its bytes, made if they are not kept. */
static int section_made(struct req *r, const struct home_slot *s,
	const struct row *picks, struct buf **out, int64_t *until)
{
	*out = page_buf(r);
	int rc = section_render(r, s->id, picks, *out);
	if (rc == OK)
		rc = catalogue_until(&r->cx, until);
	if (rc == OK && s->ends_ms && s->ends_ms < *until)
		*until = s->ends_ms;
	return rc;
}

static int section_add(struct req *r, const struct home_slot *s,
	const struct row *picks, struct buf *out)
{
	const char *key = section_key(r, s, picks);
	struct buf *made;
	int64_t until = 0;
	if (frag_emit(out, key, r->version, r->cx.now))
		return OK;
	int rc = section_made(r, s, picks, &made, &until);
	if (rc < 0)
		return rc;
	frag_keep(key, r->version, until, made->p ? made->p : "", made->len);
	buf_add(out, made->p ? made->p : "", made->len);
	return OK;
}

/* The same into the answer, from where it lies. */
static int section_send(
	struct req *r, const struct home_slot *s, const struct row *picks)
{
	const char *key = section_key(r, s, picks);
	struct buf *made;
	int64_t until = 0;
	if (resp_frag(r, key))
		return OK;
	int rc = section_made(r, s, picks, &made, &until);
	if (rc == OK)
		resp_keep(r, key, until, made->p ? made->p : "", made->len);
	return rc;
}

/* ---- what stands on the rows ---- */

/* The first of a category that can be bought. */
static int pool_make(
	struct req *r, const struct home_section *s, int64_t *pool, size_t *k)
{
	int64_t *ids;
	size_t n;
	int rc = product_list(&r->cx, s->category, SORT_BEST, 0, PRODUCT_PAGE,
		&ids, &n, NULL);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct card c;
		if (product_card(&r->cx, ids[i], &c) == OK && !c.sold_out)
			pool[(*k)++] = ids[i];
	}
	return rc;
}

/* The same, kept: in each language other things may stand in the shop. */
static int slot_pool(struct req *r, const struct home_slot *slot,
	int64_t pool[PRODUCT_PAGE], size_t *k)
{
	struct home_section s;
	int64_t until;
	size_t bytes;
	const char *key = arena_printf(r->cx.arena,
		"section/%s/%" PRId64 "/products", r->cx.locale, slot->id);
	const char *kept = frag_find(key, r->version, r->cx.now, &bytes);
	*k = kept ? bytes / sizeof(*pool) : 0;
	if (kept) {
		memcpy(pool, kept, bytes);
		return OK;
	}
	int rc = home_section_get(&r->cx, slot->id, &s);
	if (rc == OK && strcmp(s.kind, "category") == 0)
		rc = pool_make(r, &s, pool, k);
	if (rc == OK)
		rc = catalogue_until(&r->cx, &until);
	if (rc == OK)
		frag_keep(key, r->version, until, (const char *)pool,
			*k * sizeof(*pool));
	return rc;
}

/* The sections below the hero that these segments see, each with what stands
 * on it: a product on the first row of the page that could show it. */
struct plan {
	const struct home_slot **slot;
	struct row *row;
	size_t n;
	int64_t *products;
	size_t n_products;
};

static void plan_row(struct req *r, struct plan *p, const int64_t *pool,
	size_t n, struct row *row)
{
	for (size_t i = 0; i < n && row->n < ROW_CARDS; i++) {
		size_t k = 0;
		while (k < p->n_products && p->products[k] != pool[i])
			k++;
		if (k < p->n_products)
			continue;
		row->id[row->n++] = pool[i];
		p->products = arena_grow(r->cx.arena, p->products,
			p->n_products, sizeof(*p->products));
		p->products[p->n_products++] = pool[i];
	}
}

static int plan_make(
	struct req *r, const int64_t *segments, size_t n, struct plan *p)
{
	const struct home_slot *slots;
	int64_t pool[PRODUCT_PAGE];
	size_t count, k;
	*p = (struct plan){0};
	int rc = home_slots(&r->cx, r->version, &slots, &count);
	if (rc < 0)
		return rc;
	p->slot = ARENA_ARRAY(r->cx.arena, const struct home_slot *, count + 1);
	p->row = ARENA_ARRAY(r->cx.arena, struct row, count + 1);
	for (size_t i = 0; rc == OK && i < count; i++) {
		if (slots[i].hero ||
			!home_slot_shows(&slots[i], r->cx.now, segments, n))
			continue;
		rc = slot_pool(r, &slots[i], pool, &k);
		p->slot[p->n] = &slots[i];
		if (rc == OK)
			plan_row(r, p, pool, k, &p->row[p->n++]);
	}
	return rc;
}

int home_sections_add(struct req *r, const int64_t *segments, size_t n,
	struct buf *hero, struct buf *rest)
{
	const struct row none = {.n = 0};
	const struct home_slot *slots;
	struct plan p;
	size_t count;
	int rc = home_slots(&r->cx, r->version, &slots, &count);
	if (rc < 0)
		return rc;
	const struct home_slot *top = home_slot_hero(
		slots, count, r->cx.now, segments, n);
	if (top)
		rc = section_add(r, top, &none, hero);
	if (rc == OK)
		rc = plan_make(r, segments, n, &p);
	for (size_t i = 0; rc == OK && i < p.n; i++)
		rc = section_add(r, p.slot[i], &p.row[i], rest);
	return rc;
}

int home_sections_products(struct req *r, const int64_t *segments, size_t n,
	int64_t **products, size_t *n_products)
{
	struct plan p;
	int rc = plan_make(r, segments, n, &p);
	*products = p.products;
	*n_products = p.n_products;
	return rc;
}

int home_sections_until(struct req *r, int64_t *until)
{
	const struct home_slot *slots;
	size_t n;
	int rc = home_slots(&r->cx, r->version, &slots, &n);
	int64_t at = home_slots_until(slots, n, r->cx.now);
	if (at < *until)
		*until = at;
	return rc;
}

struct mine {
	const struct home_slot *slots;
	size_t n;
	const int64_t *segments;
	size_t n_segments;
};

static int hero_live(struct req *r, void *arg)
{
	const struct row none = {.n = 0};
	const struct mine *m = arg;
	const struct home_slot *s = home_slot_hero(
		m->slots, m->n, r->cx.now, m->segments, m->n_segments);
	return s ? section_send(r, s, &none) : OK;
}

static int rest_live(struct req *r, void *arg)
{
	const struct mine *m = arg;
	struct plan p;
	int rc = plan_make(r, m->segments, m->n_segments, &p);
	for (size_t i = 0; rc == OK && i < p.n; i++)
		rc = section_send(r, p.slot[i], &p.row[i]);
	return rc;
}

/* Who may be known by their orders, and wants to be. */
static bool is_known(struct req *r)
{
	const struct subject *who = req_subject(r);
	return who->customer && who->history && req_profile(r)->who.personal;
}

int home_segments(struct req *r, int64_t **segments, size_t *n)
{
	const struct home_slot *slots;
	size_t count;
	bool any = false;
	*segments = NULL;
	*n = 0;
	int rc = home_slots(&r->cx, r->version, &slots, &count);
	for (size_t i = 0; rc == OK && i < count; i++)
		any = any || slots[i].segment;
	if (rc < 0 || !any || !r->visitor->customer || !is_known(r))
		return rc;
	return segment_of(&r->cx, r->visitor->customer, segments, n);
}

int home_sections_live(
	struct req *r, const int64_t *segments, size_t n, struct lives *l)
{
	struct mine *m = ARENA_NEW(r->cx.arena, struct mine);
	bool hero = false, rest = false;
	m->segments = segments;
	m->n_segments = n;
	int rc = home_slots(&r->cx, r->version, &m->slots, &m->n);
	for (size_t i = 0; rc == OK && i < m->n; i++) {
		const struct home_slot *s = &m->slots[i];
		if (!s->segment || !home_slot_shows(s, r->cx.now, segments, n))
			continue;
		hero = hero || s->hero;
		rest = rest || !s->hero;
	}
	if (hero)
		live_put(l, "hero", hero_live, m);
	if (rest)
		live_put(l, "sections", rest_live, m);
	return rc;
}
