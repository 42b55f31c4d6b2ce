#include "handlers/rails_in.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "domain/catalogue.h"
#include "handlers/card.h"
#include "handlers/subject.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/tpl.h"

enum { KEY_MAX = 120 };

#define MARK(name) "<!-- live " name " --><!-- /live -->"

struct rails {
	struct req *r;
	struct rail_page page; /* what this visitor sees */
	struct rail_page all;  /* what all see */
	bool mine;             /* somebody is known */
	int n;
	struct rail_shown *put[RAILS_MAX];
	size_t n_put;
};

/* ---- one shelf ---- */

/* "Last bought 2 May", and the end of the card. */
static int hint_add(struct req *r, int64_t at_ms)
{
	char key[KEY_MAX];
	int64_t day = clock_day(at_ms);
	snprintf(key, sizeof(key), "hint/%s/%" PRId64, r->cx.locale, day);
	if (frag_emit(r->out, key, r->version, r->cx.now))
		return OK;
	bool lately = day / 10000 == clock_day(r->cx.now) / 10000;
	size_t at = r->out->len;
	struct tpl *t = tpl_new(&r->cx, "part/hint.tpl");
	tpl_time(t, "DAY", lately ? CLOCK_DAY_SHORT : CLOCK_DAY, at_ms);
	int rc = tpl_render(t, r->out);
	if (rc < 0)
		return rc;
	buf_adds(r->out, "</li>\n");
	/* until the year is over */
	int64_t until = clock_day_end(
		clock_day(r->cx.now) / 10000 * 10000 + 1231);
	frag_keep(key, r->version, until, r->out->p + at, r->out->len - at);
	return OK;
}

static int stand_send(struct req *r, void *arg)
{
	const struct rail_shown *s = arg;
	bool again = s->rail.code == RAIL_AGAIN;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < s->rail.n; i++) {
		if (!again) {
			rc = card_send(r, s->rail.id[i], s->from);
			continue;
		}
		const struct card_of of = {s->rail.id[i], s->rail.variant[i],
			s->rail.variant[i] ? s->rail.qty[i] : 0};
		rc = card_send_open(r, &of, s->from);
		if (rc == OK)
			rc = hint_add(r, s->rail.last_ms[i]);
		else if (rc == ERR_NOT_FOUND)
			rc = OK;
	}
	return rc;
}

static int reasons_send(struct req *r, void *arg)
{
	const struct rail_shown *s = arg;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < s->rail.n_why; i++)
		rc = rail_why_send(r, &s->rail.why[i], s->mine);
	return rc;
}

static int nots_send(struct req *r, void *arg)
{
	const struct rail_shown *s = arg;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < s->rail.n; i++)
		rc = rail_not_send(r, s->rail.id[i]);
	return rc;
}

/* What of it is not the cards'. */
struct rail_parts {
	const char *cards, *nots;
	size_t n_cards, n_nots;
};

static int frame_make(struct req *r, const struct rail_shown *s,
	const struct rail_parts *p, struct buf *out)
{
	static const char reasons[] = MARK("reasons");
	struct tpl *t = tpl_new(&r->cx, "part/rail.tpl");
	/* an order's page has something else that is next */
	tpl_text(t, "ID",
		s->rail.code == RAIL_NEXT ? "next-up"
					  : rail_codes[s->rail.code]);
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "HEADING", rail_heading(&s->rail));
	tpl_text(t, "WHY", rail_sentence(r, &s->rail, s->usual));
	tpl_html(t, "CARDS", p->cards, p->n_cards);
	if (s->rail.n_why)
		tpl_html(tpl_section(t, "REASONS"), "LINES", reasons,
			sizeof(reasons) - 1);
	if (s->mine) {
		struct tpl *mine = tpl_section(t, "MINE");
		tpl_text(mine, "CODE", rail_codes[s->rail.code]);
		tpl_html(mine, "LINES", p->nots, p->n_nots);
	}
	return tpl_render(t, out);
}

/* As all see it, and what they can say to it who are known: one fragment. */
static int whole_send(struct req *r, struct rail_shown *s)
{
	char key[KEY_MAX];
	int64_t until;
	int n = snprintf(key, sizeof(key), "suggest/%s/%s/%x", r->cx.locale,
		rail_codes[s->rail.code], rail_face(&s->rail));
	for (size_t i = 0; i < s->rail.n; i++)
		n += snprintf(key + n, sizeof(key) - (size_t)n, "/%" PRId64,
			s->rail.id[i]);
	if (resp_frag(r, key))
		return OK;
	struct buf *cards = page_buf(r), *nots = page_buf(r);
	struct buf *out = page_buf(r);
	int rc = cards_add_from(r, s->rail.id, s->rail.n, s->from, cards);
	for (size_t i = 0; rc == OK && i < s->rail.n; i++)
		rc = rail_not_add(r, s->rail.id[i], nots);
	const struct rail_parts p = {cards->p, nots->p, cards->len, nots->len};
	if (rc == OK)
		rc = frame_make(r, s, &p, out);
	if (rc == OK)
		rc = catalogue_until(&r->cx, &until);
	if (rc == OK)
		resp_keep(r, key, until, out->p, out->len);
	return rc;
}

static int rail_send(struct req *r, void *arg)
{
	static const char cards[] = MARK("cards"), nots[] = MARK("nots");
	struct rail_shown *s = arg;
	char key[KEY_MAX];
	struct lives l = {0};
	if (!s->rail.n)
		return OK;
	if (s->usual && s->mine)
		return whole_send(r, s);
	snprintf(key, sizeof(key), "suggest/%s/%s/%x%s%s", r->cx.locale,
		rail_codes[s->rail.code], rail_face(&s->rail),
		s->mine ? "/mine" : "", s->usual ? "/usual" : "");
	live_put(&l, "cards", stand_send, s);
	live_put(&l, "reasons", reasons_send, s);
	live_put(&l, "nots", nots_send, s);
	struct live_body *kept = live_hold(r, key, &l);
	if (kept)
		return live_send(r, kept);
	struct buf *out = page_buf(r);
	const struct rail_parts p = {
		cards, nots, sizeof(cards) - 1, sizeof(nots) - 1};
	int rc = frame_make(r, s, &p, out);
	return rc == OK ? live_keep(r, key, INT64_MAX, out, &l) : rc;
}

/* ---- a page of them ---- */

static int begin(struct rails *rs, const struct rails_of *of)
{
	struct cx *cx = &rs->r->cx;
	struct rail_page *page = &rs->page;
	page->version = rs->r->version;
	page->product = of->product;
	page->ordered = of->ordered;
	page->n_ordered = of->n_ordered;
	page->missing_minor = of->missing_minor;
	int rc = rail_begin(cx, page);
	if (rc == OK && page->product)
		rc = rail_tied(cx, page);
	rs->all = *page;
	rs->all.profile = NULL;
	rs->all.n_cart = rs->all.n_ordered = 0;
	return rc;
}

int rails_new(struct req *r, struct rails **out)
{
	struct rails *rs = *out = ARENA_NEW(r->cx.arena, struct rails);
	int64_t *cart = NULL;
	int rc = OK;
	rs->r = r;
	const struct profile *p = rs->page.profile = req_profile(r);
	/* who switched suggestions off sees what all see */
	rs->mine = p->who.key &&
		   (p->who.personal || p->n_hidden || *p->hidden_rails);
	if (r->visitor && !r->visitor->is_new)
		rc = rail_cart(
			&r->cx, r->visitor->cart, &cart, &rs->page.n_cart);
	rs->page.cart = cart;
	return rc;
}

int rails_begin(struct rails *rs, const struct rails_of *of)
{
	rs->page.n_ordered = of->n_ordered;
	return rails_plain(rs) ? OK : begin(rs, of);
}

void rails_beside(struct rails *rs, const int64_t *mine, size_t n_mine,
	const int64_t *all, size_t n_all)
{
	rail_take_ids(&rs->page, mine, n_mine);
	rail_take_ids(&rs->all, all, n_all);
}

bool rails_plain(const struct rails *rs)
{
	return !rs->mine && !rs->page.n_cart && !rs->page.n_ordered;
}

static void note(struct rails *rs, enum event_kind kind, enum rail_code code)
{
	const struct event e = {.kind = kind, .rail = rail_codes[code]};
	if (rs->mine)
		req_event(rs->r, &e);
}

/* What is to stand there; n 0: nothing. */
static int choose(struct rails *rs, enum rail_code own, enum rail_code usual,
	struct rail_shown *s)
{
	struct cx *cx = &rs->r->cx;
	const bool held = rs->page.profile && rs->page.profile->who.held;
	int rc = rail_choose(cx, &rs->page, own, &s->rail);
	s->from = rail_codes[own];
	if (rc < 0 || !s->rail.n || (held && own != usual)) {
		bool had = rc == OK && s->rail.n;
		if (had)
			note(rs, EVENT_HELD, own);
		if (rc == OK)
			rc = rail_choose(cx, &rs->page, usual, &s->rail);
		/* what they click instead is compared with it */
		if (usual < RAIL_NONE && !(had && own != RAIL_AGAIN))
			s->from = rail_codes[usual];
	} else if (held) {
		note(rs, EVENT_HELD, own);
	}
	if (rc == OK && s->rail.n && !held)
		note(rs, EVENT_SHOWN, s->rail.code);
	return rc;
}

static bool is_same(const struct rail *a, const struct rail *b)
{
	return a->code == b->code && a->n == b->n &&
	       memcmp(a->id, b->id, a->n * sizeof(*a->id)) == 0;
}

static int shown_make(struct rails *rs, enum rail_code own,
	enum rail_code usual, struct rail_shown **out)
{
	struct rail all;
	struct rail_shown *s = *out = ARENA_NEW(
		rs->r->cx.arena, struct rail_shown);
	s->mine = rs->mine;
	int rc = rail_choose(&rs->r->cx, &rs->all, usual, &all);
	rail_take(&rs->all, &all);
	if (rc == OK && rs->n < RAILS_MAX)
		rc = choose(rs, own, usual, s);
	rs->n += s->rail.n > 0;
	rail_take(&rs->page, &s->rail);
	if (!all.n || !s->rail.n)
		s->usual = all.n == s->rail.n;
	else
		s->usual = is_same(&s->rail, &all) &&
			   s->from == rail_codes[all.code];
	return rc;
}

int rails_place(struct rails *rs, const char *place, enum rail_code own,
	enum rail_code usual, struct lives *l)
{
	struct rail_shown *s;
	if (rails_plain(rs))
		return OK;
	int rc = shown_make(rs, own, usual, &s);
	if (rc == OK && (!s->usual || (s->mine && s->rail.n)))
		live_put(l, place, rail_send, s);
	return rc;
}

int rails_put(struct rails *rs, enum rail_code own, enum rail_code usual)
{
	struct rail_shown *s;
	int rc = OK;
	if (!rs->page.shelf) /* whoever it is, the page is made for them */
		rc = begin(rs, &(struct rails_of){0});
	if (rc == OK)
		rc = shown_make(rs, own, usual, &s);
	if (rc == OK && s->rail.n)
		rs->put[rs->n_put++] = s;
	return rc;
}

int rails_send(struct req *r, void *rails)
{
	struct rails *rs = rails;
	int rc = OK;
	if (!rs->n_put)
		return OK;
	buf_adds(r->out, "<div class=\"wrap\">\n");
	for (size_t i = 0; rc == OK && i < rs->n_put; i++)
		rc = rail_send(r, rs->put[i]);
	buf_adds(r->out, "</div>\n");
	return rc;
}

/* ---- what all see ---- */

int rails_usual_new(
	struct req *r, const struct rails_of *of, struct rails **out)
{
	*out = ARENA_NEW(r->cx.arena, struct rails);
	(*out)->r = r;
	return begin(*out, of);
}

int rails_usual(struct rails *rs, enum rail_code code, struct buf *out)
{
	struct req *r = rs->r;
	struct rail_shown s = {.usual = true,
		.from = code < RAIL_NONE ? rail_codes[code] : ""};
	int rc = rail_choose(&r->cx, &rs->all, code, &s.rail);
	if (rc < 0 || !s.rail.n)
		return rc;
	rail_take(&rs->all, &s.rail);
	struct buf *cards = page_buf(r);
	rc = cards_add_from(r, s.rail.id, s.rail.n, s.from, cards);
	const struct rail_parts p = {.cards = cards->p, .n_cards = cards->len};
	return rc == OK ? frame_make(r, &s, &p, out) : rc;
}
