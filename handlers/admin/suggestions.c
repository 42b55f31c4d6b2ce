/* What suggestions bring: by shelf, by day, and against people who get none. */
#include "handlers/admin/suggestions.h"

#include <math.h>
#include <string.h>

#include "domain/rail.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { HUNDRED = 100, BARS_MAX = 45 };

static const struct period {
	const char *code, *name;
	int64_t days; /* with today; 0: all */
} periods[] = {
	{"28", N_("28 days"), 28},
	{"7", N_("7 days"), 7},
	{"90", N_("90 days"), 90},
	{"all", N_("All"), 0},
};
enum { PERIODS = sizeof(periods) / sizeof(*periods) };

/* The first is the usual one. */
static const struct period *period_of(const struct req *r)
{
	const char *code = req_query_param(r, "days");
	for (int i = 0; code && i < PERIODS; i++)
		if (!strcmp(periods[i].code, code))
			return &periods[i];
	return &periods[0];
}

static int64_t first_of(const struct req *r, const struct period *p)
{
	return p->days ? rail_stat_before(clock_day(r->cx.now), p->days - 1)
		       : 0;
}

static void periods_show(struct tpl *t, const struct period *at)
{
	static const int order[PERIODS] = {1, 0, 2, 3};
	for (int i = 0; i < PERIODS; i++) {
		const struct period *p = &periods[order[i]];
		struct tpl *s = tpl_section(t, "PERIOD");
		tpl_textf(s, "PERIOD_HREF", "/admin/suggestions?days=%s",
			p->code);
		tpl_text(s, "PERIOD_NAME", tr(p->name));
		tpl_show_if(s, "PERIOD_ON", p == at);
	}
}

/* ---- the two groups ---- */

static void arm_show(struct tpl *t, struct req *r, const char *name,
	const struct rail_arm *arm, double top)
{
	struct tpl *s = tpl_section(t, "ARM");
	struct stats_range w = stats_wilson(arm->buyers, arm->people);
	double rate = arm->people ? (double)arm->buyers / (double)arm->people
				  : 0;
	tpl_text(s, "ARM_NAME", name);
	tpl_int(s, "PEOPLE", arm->people);
	tpl_int(s, "BUYERS", arm->buyers);
	tpl_text(s, "RATE", arm->people ? tenth(r, rate * HUNDRED) : "");
	tpl_text(s, "EACH",
		arm->people ? cents(r, (double)arm->spent.minor /
					       (double)arm->people)
			    : "");
	if (!arm->people)
		return;
	range_fill(tpl_section(s, "RANGE"), &w, rate, 0, top);
	tpl_text(s, "FROM", tenth(r, w.lo * HUNDRED));
	tpl_text(s, "TO", tenth(r, w.hi * HUNDRED));
}

static void nobody_held(struct tpl *t, struct req *r)
{
	int64_t percent = setting_int(&r->cx, "personal.holdout");
	tpl_show(tpl_section(t, "ALONE"), percent ? "NONE_CAME" : "NONE_HELD");
}

/* The difference of buyers around nought. */
static void diff_show(
	struct tpl *v, struct req *r, const struct rail_report *rep)
{
	const struct rail_arm *a = &rep->shown, *b = &rep->held;
	struct stats_range d = stats_newcombe(
		a->buyers, a->people, b->buyers, b->people);
	double m = fmax(fabs(d.lo), fabs(d.hi));
	double at = (double)a->buyers / (double)a->people -
		    (double)b->buyers / (double)b->people;
	struct tpl *s = tpl_section(v, "DIFF");
	range_fill(s, &d, at, -m, m);
	tpl_text(s, "LEFT", signed_tenth(r, -m * HUNDRED));
	tpl_text(s, "RIGHT", signed_tenth(r, m * HUNDRED));
}

static void arms_show(
	struct tpl *t, struct req *r, const struct rail_report *rep)
{
	struct tpl *s = tpl_section(t, "ARMS");
	const struct rail_arm *a = &rep->shown, *b = &rep->held;
	double top = 0;
	if (a->people)
		top = stats_wilson(a->buyers, a->people).hi;
	if (b->people)
		top = fmax(top, stats_wilson(b->buyers, b->people).hi);
	if (a->people && b->people) {
		struct tpl *v = tpl_section(s, "VERDICT");
		tpl_text(v, "BUYERS_WORDS", verdict_buyers(r, rep));
		tpl_text(v, "SPENT_WORDS", verdict_spent(r, rep));
		diff_show(v, r, rep);
	} else {
		nobody_held(s, r);
	}
	arm_show(s, r, tr("With suggestions"), a, top);
	arm_show(s, r, tr("Held out"), b, top);
}

/* ---- shelves ---- */

/* Somebody may click twice on what was shown once. */
static int64_t clicked_once(const struct rail_total *row)
{
	return row->clicked < row->shown ? row->clicked : row->shown;
}

static bool is_personal(const char *code)
{
	for (int i = 0; rail_codes[i]; i++)
		if (!strcmp(rail_codes[i], code))
			return rail_is_personal((enum rail_code)i);
	return false;
}

/* On what stood there instead. */
static void held_show(
	struct tpl *s, struct req *r, const struct rail_total *row)
{
	if (!row->held || !is_personal(row->rail))
		return;
	int64_t once = row->held_clicked < row->held ? row->held_clicked
						     : row->held;
	struct stats_range w = stats_wilson(once, row->held);
	struct tpl *h = tpl_section(s, "HELD");
	tpl_text(h, "HELD_RATE",
		tenth(r, (double)once / (double)row->held * HUNDRED));
	tpl_text(h, "HELD_FROM", tenth(r, w.lo * HUNDRED));
	tpl_text(h, "HELD_TO", tenth(r, w.hi * HUNDRED));
}

static void shelf_show(
	struct tpl *t, struct req *r, const struct rail_total *row, double top)
{
	struct tpl *s = tpl_section(t, "ROW");
	struct stats_range w = stats_wilson(clicked_once(row), row->shown);
	double rate = row->shown
			      ? (double)clicked_once(row) / (double)row->shown
			      : 0;
	tpl_text(s, "SHELF", shelf_name(row->rail));
	tpl_int(s, "SHOWN", row->shown);
	tpl_int(s, "CLICKED", row->clicked);
	tpl_text(s, "RATE", row->shown ? tenth(r, rate * HUNDRED) : "");
	tpl_int(s, "BOUGHT", row->bought);
	tpl_money(s, "REVENUE", row->revenue);
	held_show(s, r, row);
	if (!row->shown)
		return;
	range_fill(tpl_section(s, "RANGE"), &w, rate, 0, top);
	tpl_text(s, "FROM", tenth(r, w.lo * HUNDRED));
	tpl_text(s, "TO", tenth(r, w.hi * HUNDRED));
}

static bool has_numbers(const struct rail_total *row)
{
	return row->shown || row->clicked || row->bought;
}

static void shelves_show(
	struct tpl *t, struct req *r, const struct rail_report *rep)
{
	struct tpl *list = tpl_section(t, "SHELVES");
	double top = 0;
	for (size_t i = 0; i < rep->n_rails; i++) {
		const struct rail_total *row = &rep->rails[i];
		if (row->shown)
			top = fmax(top,
				stats_wilson(clicked_once(row), row->shown).hi);
	}
	for (size_t i = 0; i < rep->n_rails; i++)
		if (has_numbers(&rep->rails[i]))
			shelf_show(list, r, &rep->rails[i], top);
	tpl_int(list, "ALL_SHOWN", rep->all.shown);
	tpl_int(list, "ALL_CLICKED", rep->all.clicked);
	tpl_int(list, "ALL_BOUGHT", rep->all.bought);
	tpl_money(list, "ALL_REVENUE", rep->all.revenue);
}

/* ---- days ---- */

static const char *day_words(struct req *r, int64_t day)
{
	enum { NOON = 12 * 60 };
	return clock_format(r->cx.arena, r->cx.locale, CLOCK_DAY_SHORT,
		clock_moment(day, NOON));
}

/* Bars of a day each, or of several where there are many. */
static size_t bars_of(const struct rail_report *rep, struct rail_moment *bars)
{
	size_t each = (rep->n_days + BARS_MAX - 1) / BARS_MAX, n = 0;
	for (size_t i = 0; i < rep->n_days; i++) {
		const struct rail_moment *d = &rep->days[i];
		if (i % each == 0)
			bars[n++] = (struct rail_moment){.day = d->day};
		bars[n - 1].shown += d->shown;
		bars[n - 1].clicked += d->clicked;
	}
	return n;
}

static void bars_show(
	struct tpl *t, const struct rail_moment *bars, size_t n, int64_t most)
{
	enum { HIGH = 100, WIDE = 1000 };
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(t, "BAR");
		int64_t high = bars[i].clicked * HIGH / most;
		if (bars[i].clicked && !high)
			high = 1;
		tpl_int(s, "X", (int64_t)(i * WIDE / n));
		tpl_int(s, "Y", HIGH - high);
		tpl_int(s, "HIGH", high);
		tpl_int(s, "THICK", (int64_t)(WIDE / n * 3 / 4));
	}
}

static void days_show(
	struct tpl *t, struct req *r, const struct rail_report *rep)
{
	struct rail_moment bars[BARS_MAX];
	size_t n = bars_of(rep, bars);
	const struct rail_moment *most = bars;
	for (size_t i = 1; i < n; i++)
		if (bars[i].clicked > most->clicked)
			most = &bars[i];
	if (n < 2 || most->clicked == 0)
		return;
	struct tpl *s = tpl_section(t, "DAYS");
	bars_show(s, bars, n, most->clicked);
	tpl_text(s, "DAY_FIRST", day_words(r, rep->days[0].day));
	tpl_text(s, "DAY_LAST", day_words(r, rep->days[rep->n_days - 1].day));
	tpl_text(s, "DAY_MOST", day_words(r, most->day));
	tpl_int(s, "MOST", most->clicked);
	for (size_t i = 0; i < n; i++) {
		struct tpl *row = tpl_section(s, "DAY_ROW");
		tpl_text(row, "DAY", day_words(r, bars[i].day));
		tpl_int(row, "DAY_SHOWN", bars[i].shown);
		tpl_int(row, "DAY_CLICKED", bars[i].clicked);
	}
}

/* ---- the page ---- */

static bool is_empty(const struct rail_report *rep)
{
	return !has_numbers(&rep->all) && !rep->shown.people &&
	       !rep->held.people;
}

static int empty_show(struct tpl *t, struct req *r)
{
	struct rail_report ever;
	int rc = rail_stat_read(&r->cx, 0, clock_day(r->cx.now), &ever);
	if (rc == OK)
		tpl_show(tpl_section(t, "EMPTY"),
			is_empty(&ever) ? "NEVER" : "NOT_NOW");
	return rc;
}

/* GET /admin/suggestions?days=28 */
int admin_suggestions(struct req *r)
{
	const struct period *p = period_of(r);
	struct rail_report rep;
	int rc = rail_stat_read(
		&r->cx, first_of(r, p), clock_day(r->cx.now), &rep);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/suggestions.tpl");
	suggestions_tabs(t, 0);
	periods_show(t, p);
	tpl_text(t, "CODE", p->code);
	if (is_empty(&rep)) {
		rc = empty_show(t, r);
	} else {
		tpl_show_if(t, "DEMO", r->conf->demo);
		arms_show(t, r, &rep);
		shelves_show(t, r, &rep);
		days_show(t, r, &rep);
	}
	tpl_int(t, "HOLDOUT", setting_int(&r->cx, "personal.holdout"));
	tpl_show_if(t, "IN_A_DEMO", r->conf->demo);
	tpl_int(t, "BUYS_DAYS", RAIL_BUYS_DAYS);
	struct admin_page page = {
		.title = tr("Suggestions"), .nav = "suggestions"};
	return rc < 0 ? rc : admin_send(r, &page, t, 200);
}

/* GET /admin/suggestions/suggestions.csv?days=28 */
int admin_suggestions_file(struct req *r)
{
	const struct period *p = period_of(r);
	int64_t today = clock_day(r->cx.now);
	int rc = rail_stat_csv(&r->cx, first_of(r, p), today, r->out);
	if (rc < 0) {
		resp_clear(r);
		return rc;
	}
	resp_header(r, "Content-Disposition",
		arena_printf(r->cx.arena,
			"attachment; filename=\"suggestions-%lld.csv\"",
			(long long)today));
	r->status = 200;
	r->content_type = "text/csv; charset=utf-8";
	return OK;
}
