/* Numbers of suggestions in words that need no course in statistics. */
#include "handlers/admin/suggestions.h"

#include <math.h>
#include <string.h>

#include "domain/setting.h"
#include "lib/money.h"
#include "lib/tr.h"

enum { HUNDRED = 100 };

static const struct {
	const char *code, *name, *place;
} shelves[] = {
	{"for-you", N_("For you"), N_("Home page")},
	{"again", N_("Buy again"), N_("Home page, account")},
	{"recent", N_("Recently viewed"), N_("Home page, product")},
	{"with", N_("Goes with"), N_("Product")},
	{"similar", N_("Similar"), N_("Product")},
	{"addto", N_("Add to this order"), N_("Cart")},
	{"next", N_("Next"), N_("Order page, mails")},
	{"best", N_("What sells"), N_("Home page")},
	{"new", N_("What is new"), N_("Home page")},
};

const char *shelf_name(const char *rail)
{
	for (size_t i = 0; i < sizeof(shelves) / sizeof(*shelves); i++)
		if (!strcmp(shelves[i].code, rail))
			return tr(shelves[i].name);
	return *rail ? rail : tr("All shelves");
}

const char *shelf_place(const char *rail)
{
	for (size_t i = 0; i < sizeof(shelves) / sizeof(*shelves); i++)
		if (!strcmp(shelves[i].code, rail))
			return tr(shelves[i].place);
	return "";
}

void suggestions_tabs(struct tpl *t, int at)
{
	static const struct {
		const char *href, *name;
	} tabs[] = {
		{"/admin/suggestions", N_("What they bring")},
		{"/admin/suggestions/shelves", N_("Shelves and model")},
		{"/admin/suggestions/try", N_("Try them")},
	};
	for (int i = 0; i < (int)(sizeof(tabs) / sizeof(*tabs)); i++) {
		struct tpl *s = tpl_section(t, "TAB");
		tpl_text(s, "HREF", tabs[i].href);
		tpl_text(s, "NAME", tr(tabs[i].name));
		tpl_show_if(s, "ON", i == at);
	}
}

const char *tenth(struct req *r, double x)
{
	enum { TEN = 10 };
	long long n = llround(fabs(x) * TEN);
	return arena_printf(r->cx.arena, "%s%lld%s%lld",
		x < 0 && n ? "\xe2\x88\x92" : "", n / TEN,
		strcmp(r->cx.locale, "en") == 0 ? "." : ",", n % TEN);
}

const char *signed_tenth(struct req *r, double x)
{
	return arena_printf(r->cx.arena, "%s%s", llround(x * 10) > 0 ? "+" : "",
		tenth(r, x));
}

const char *cents(struct req *r, double minor)
{
	int64_t n = llround(fabs(minor));
	return arena_printf(r->cx.arena, "%s%s",
		minor < 0 && n ? "\xe2\x88\x92" : "",
		money_format(r->cx.arena, r->cx.locale,
			setting_get(&r->cx, "shop.currency"), money(n)));
}

const char *verdict_buyers(struct req *r, const struct rail_report *rep)
{
	const double little = 0.01; /* one of a hundred */
	const struct rail_arm *s = &rep->shown, *h = &rep->held;
	int64_t people = s->people + h->people;
	struct arena *a = r->cx.arena;
	struct stats_range d = stats_newcombe(
		s->buyers, s->people, h->buyers, h->people);
	const char *lo = signed_tenth(r, d.lo * HUNDRED);
	const char *hi = signed_tenth(r, d.hi * HUNDRED);
	double diff = (double)s->buyers / (double)s->people -
		      (double)h->buyers / (double)h->people;
	const char *more = tenth(r, fabs(diff) * HUNDRED);
	if (d.lo > 0)
		return arena_printf(a,
			tr("Suggestions bring buyers: of 100 people %s more "
			   "buy. It could also be anything between %s and %s, "
			   "but hardly nothing."),
			more, lo, hi);
	if (d.hi < 0)
		return arena_printf(a,
			tr("Suggestions cost you buyers: of 100 people %s "
			   "fewer buy. The difference could be anything "
			   "between %s and %s."),
			more, lo, hi);
	if (d.hi - d.lo < little)
		return arena_printf(a,
			tr("It makes little difference to how many buy: of 100 "
			   "people between %s and %s more."),
			lo, hi);
	return arena_printf(a,
		tr("It is too early to tell: with %lld people the difference "
		   "could be anything between %s and %s buyers of 100 people."),
		(long long)people, lo, hi);
}

static struct stats_sample sample_of(const struct rail_arm *arm)
{
	/* Squares are kept in whole units of currency. */
	return (struct stats_sample){.n = arm->people,
		.sum = (double)arm->spent.minor,
		.squares = (double)arm->spent_sq * HUNDRED * HUNDRED};
}

const char *verdict_spent(struct req *r, const struct rail_report *rep)
{
	struct stats_sample s = sample_of(&rep->shown);
	struct stats_sample h = sample_of(&rep->held);
	struct stats_range d = stats_welch(&s, &h);
	struct arena *a = r->cx.arena;
	if (!isfinite(d.lo))
		return tr("What people spend can be compared once two have "
			  "been in each group.");
	double diff = stats_mean(&s) - stats_mean(&h);
	const char *lo = cents(r, d.lo), *hi = cents(r, d.hi);
	const char *much = cents(r, fabs(diff));
	if (d.lo > 0)
		return arena_printf(a,
			tr("A person spends %s more with suggestions; it could "
			   "also be anything between %s and %s."),
			much, lo, hi);
	if (d.hi < 0)
		return arena_printf(a,
			tr("A person spends %s less with suggestions; the "
			   "difference could be anything between %s and %s."),
			much, lo, hi);
	return arena_printf(a,
		tr("What a person spends differs by anything between %s and "
		   "%s: too early to tell."),
		lo, hi);
}

static double scaled(double x, double from, double to)
{
	double at = to > from ? (x - from) / (to - from) * HUNDRED : 0;
	return at < 0 ? 0 : at > HUNDRED ? HUNDRED : at;
}

/* With a point: markup, not words. */
static void place(struct tpl *t, const char *name, double at)
{
	enum { TEN = 10 };
	long long n = llround(at * TEN);
	tpl_textf(t, name, "%lld.%lld", n / TEN, n % TEN);
}

void range_fill(struct tpl *s, const struct stats_range *of, double at,
	double from, double to)
{
	double lo = scaled(of->lo, from, to), hi = scaled(of->hi, from, to);
	place(s, "LO", lo);
	place(s, "WIDE", hi - lo < 1 ? 1 : hi - lo);
	place(s, "AT", scaled(at, from, to));
	if (from < 0 && to > 0)
		place(tpl_section(s, "NOUGHT"), "ZERO", scaled(0, from, to));
}
