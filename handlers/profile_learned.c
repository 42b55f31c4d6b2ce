/* What the shop made of what somebody did: interests, colours, what they will
 * need, groups, and what they do not want to see. */
#include "handlers/profile_page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/product.h"
#include "domain/profile_interest.h"
#include "domain/recommend.h"
#include "domain/segment.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

enum {
	NEEDS = 6,
	NEED_AHEAD_DAYS = 90,  /* later ones are no news */
	NEED_BEHIND_DAYS = 45, /* they went without, or elsewhere */
	STRONG = 60,
	FAIR = 30,
};

/* ---- a list of things with a button each: part/known_form.tpl ---- */

struct profile_list profile_list_begin(struct profile_page *p, const char *id,
	const char *title, const char *field)
{
	struct profile_list l = {.p = p, .field = field};
	l.block = tpl_include(p->t, "LEARNED", "part/known_form.tpl");
	tpl_text(l.block, "ID", id);
	tpl_text(l.block, "TITLE", title);
	return l;
}

void profile_list_lead(struct profile_list *l, const char *words)
{
	tpl_text(tpl_section(l->block, "LEAD"), "TEXT", words);
}

struct tpl *profile_list_row(struct profile_list *l, const char *what,
	const char *more, const char *path, const char *value)
{
	struct req *r = l->p->r;
	if (!l->rows) {
		l->rows = tpl_section(l->block, "LIST");
		tpl_text(l->rows, "ACTION", req_link(r, PROFILE_PAGE));
		tpl_text(l->rows, "TOKEN", req_csrf(r));
	}
	struct tpl *s = tpl_section(l->rows, "ROW");
	tpl_text(s, "WHAT", what);
	tpl_text(s, "FIELD", l->field);
	tpl_text(s, "VALUE", value);
	if (path)
		tpl_text(tpl_section(s, "LINK"), "HREF", req_link(r, path));
	else
		tpl_show(s, "PLAIN");
	if (*more)
		tpl_text(tpl_section(s, "MORE"), "TEXT", more);
	tpl_show(s, strcmp(l->field, "show") == 0 ? "AGAIN" : "REMOVE");
	return s;
}

/* ---- interests ---- */

static const char *orders_words(struct req *r, int64_t n)
{
	return arena_printf(r->cx.arena,
		tr_n("%ld purchase", "%ld purchases", (long)n), (long)n);
}

static const char *views_words(struct req *r, int64_t n)
{
	return arena_printf(
		r->cx.arena, tr_n("%ld look", "%ld looks", (long)n), (long)n);
}

static const char *behind(struct req *r, const struct profile_interest *i)
{
	struct arena *a = r->cx.arena;
	if (i->orders && i->views)
		return arena_printf(a, tr("From %s and %s"),
			orders_words(r, i->orders), views_words(r, i->views));
	if (i->orders || i->views)
		return arena_printf(a, tr("From %s"),
			i->orders ? orders_words(r, i->orders)
				  : views_words(r, i->views));
	return tr("From what you put into the cart");
}

static const char *sure(struct req *r, const struct profile_interest *i)
{
	struct arena *a = r->cx.arena;
	if (i->strength >= STRONG)
		return arena_printf(a, tr("How sure: %s, strong"), i->name);
	if (i->strength >= FAIR)
		return arena_printf(a, tr("How sure: %s, fair"), i->name);
	return arena_printf(a, tr("How sure: %s, weak"), i->name);
}

int profile_interests_show(struct profile_page *p)
{
	struct profile_interest *all;
	size_t n;
	int rc = profile_interests(&p->r->cx, p->known, &all, &n);
	if (rc < 0)
		return rc;
	struct profile_list l = profile_list_begin(
		p, "interests", tr("Interests"), "interest");
	profile_list_lead(
		&l, n ? tr("What you ordered and looked at says so. What "
			   "you remove takes the things behind it along.")
		      : tr("None known yet. They come from what you order and "
			   "look at, and from what you tell below."));
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = profile_list_row(&l, all[i].name,
			behind(p->r, &all[i]), NULL, all[i].key);
		struct tpl *m = tpl_section(s, "METER");
		tpl_int(m, "SURE", all[i].strength);
		tpl_text(m, "SURE_WORDS", sure(p->r, &all[i]));
	}
	return OK;
}

int profile_colours_show(struct profile_page *p)
{
	struct profile_colour *all;
	size_t n;
	int rc = profile_colours(&p->r->cx, p->who, &all, &n);
	if (rc < 0 || !n)
		return rc;
	struct profile_list l = profile_list_begin(
		p, "colours", tr("Colours that you choose"), "colour");
	for (size_t i = 0; i < n; i++)
		profile_list_row(&l, all[i].name,
			arena_printf(p->r->cx.arena,
				tr_n("Ordered once", "Ordered %ld times",
					(long)all[i].units),
				(long)all[i].units),
			NULL, all[i].key);
	return OK;
}

/* ---- what they will need ---- */

static const char *interval_words(struct req *r, int64_t days)
{
	bool weeks = days >= 14;
	long n = (long)(weeks ? (days + 3) / 7 : days);
	return arena_printf(r->cx.arena,
		weeks ? tr_n("%ld week", "%ld weeks", n)
		      : tr_n("%ld day", "%ld days", n),
		n);
}

static const char *need_more(struct req *r, const struct profile_item *i,
	const struct recommend_pick *pick)
{
	struct arena *a = r->cx.arena;
	const char *last = clock_format(
		a, r->cx.locale, CLOCK_DAY_SHORT, i->ordered_ms);
	int64_t own = i->orders > 1 ? (i->ordered_ms - i->first_ms) /
					      (i->orders - 1) / MS_DAY
				    : 0;
	if (own > 0)
		return arena_printf(a, tr("You buy it every %s, last on %s"),
			interval_words(r, own), last);
	return arena_printf(a,
		tr("Bought again after %s as a rule; you did on %s"),
		interval_words(r, (pick->due_ms - i->ordered_ms) / MS_DAY),
		last);
}

static bool need_near(struct req *r, const struct recommend_pick *pick)
{
	return pick->due_ms > r->cx.now - NEED_BEHIND_DAYS * MS_DAY &&
	       pick->due_ms < r->cx.now + NEED_AHEAD_DAYS * MS_DAY;
}

static bool need_hidden(const struct profile *known, int64_t product)
{
	for (size_t i = 0; i < known->n_hidden; i++)
		if (known->hidden[i] == product)
			return true;
	return false;
}

static void need_row(struct profile_list *l, const struct profile_item *item,
	const struct recommend_pick *pick)
{
	struct req *r = l->p->r;
	struct arena *a = r->cx.arena;
	struct card c;
	if (product_card(&r->cx, item->product, &c) < 0)
		return;
	int64_t due = pick->due_ms;
	profile_list_row(l,
		due < r->cx.now ? arena_printf(a, tr("%s, about now"), c.name)
				: arena_printf(a, tr("%s, about %s"), c.name,
					  clock_format(a, r->cx.locale,
						  CLOCK_DAY_SHORT, due)),
		need_more(r, item, pick), c.path,
		arena_printf(a, "%" PRId64, item->product));
}

static int by_due(const void *a, const void *b)
{
	const struct recommend_pick *x = a, *y = b;
	return x->due_ms < y->due_ms ? -1 : x->due_ms > y->due_ms;
}

int profile_needs_show(struct profile_page *p)
{
	const struct profile *k = p->known;
	struct arena *a = p->r->cx.arena;
	struct recommend_seen *seen = ARENA_ARRAY(
		a, struct recommend_seen, k->n + 1);
	struct recommend_pick *picks = NULL;
	size_t n = 0, shown = 0;
	for (size_t i = 0; i < k->n; i++)
		seen[i] = (struct recommend_seen){
			.product = k->items[i].product,
			.orders = k->items[i].orders,
			.first_ms = k->items[i].first_ms,
			.ordered_ms = k->items[i].ordered_ms,
		};
	int rc = recommend_again(
		&p->r->cx, seen, k->n, RECOMMEND_TOP, &picks, &n);
	if (rc < 0 || !n)
		return rc;
	struct profile_list l = {0};
	qsort(picks, n, sizeof(*picks), by_due);
	for (size_t i = 0; i < n && shown < NEEDS; i++) {
		const struct profile_item *item = NULL;
		for (size_t j = 0; j < k->n; j++)
			if (k->items[j].product == picks[i].product)
				item = &k->items[j];
		if (!item || !picks[i].due_ms || !need_near(p->r, &picks[i]) ||
			need_hidden(k, item->product))
			continue;
		if (!shown++)
			l = profile_list_begin(p, "needs",
				tr("What we think you need next"), "need");
		need_row(&l, item, &picks[i]);
	}
	return OK;
}

/* ---- groups ---- */

int profile_groups_show(struct profile_page *p)
{
	const char **names = NULL;
	size_t n = 0;
	if (!p->who->customer)
		return OK;
	int rc = segment_names(&p->r->cx, p->who->customer, &names, &n);
	if (rc < 0)
		return rc;
	struct tpl *b = tpl_include(p->t, "LEARNED", "part/known_groups.tpl");
	tpl_show_if(b, "NONE", !n);
	if (!n)
		return OK;
	struct tpl *list = tpl_section(b, "SOME");
	for (size_t i = 0; i < n; i++)
		tpl_text(tpl_section(list, "GROUP"), "NAME", names[i]);
	return OK;
}

/* ---- what they do not want to see ---- */

static const char *rail_name(const char *code)
{
	static const struct {
		const char *code, *name;
	} names[] = {
		{"for-you", N_("The shelf “For you”")},
		{"again", N_("The shelf “Buy again”")},
		{"recent", N_("The shelf “Recently viewed”")},
		{"with", N_("The shelf “Goes with”")},
		{"similar", N_("The shelf “Similar”")},
		{"addto", N_("The shelf “Add to this order”")},
		{"next", N_("The shelf “Next”")},
		{"best", N_("The shelf of what sells")},
		{"new", N_("The shelf of what is new")},
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i].code, code) == 0)
			return tr(names[i].name);
	return code;
}

static const char *hidden_name(struct req *r, const struct profile_hidden *h)
{
	if (strcmp(h->kind, "rail") == 0)
		return rail_name(h->what);
	if (strcmp(h->kind, "colour") == 0)
		return arena_printf(r->cx.arena, tr("The colour %s"), h->what);
	return h->name;
}

int profile_hidden_show(struct profile_page *p)
{
	struct req *r = p->r;
	struct profile_hidden *all;
	size_t n = 0;
	int rc = profile_hidden_list(&r->cx, p->who->key, &all, &n);
	if (rc < 0 || !n)
		return rc;
	struct profile_list l = profile_list_begin(
		p, "hidden", tr("What you do not want to see"), "show");
	for (size_t i = 0; i < n; i++)
		profile_list_row(&l, hidden_name(r, &all[i]),
			arena_printf(r->cx.arena, tr("Since %s"),
				clock_format(r->cx.arena, r->cx.locale,
					CLOCK_DAY, all[i].at_ms)),
			NULL,
			arena_printf(r->cx.arena, "%s %s", all[i].kind,
				all[i].what));
	return OK;
}
