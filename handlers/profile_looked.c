/* What somebody looked at, one by one, a page at a time. */
#include "handlers/profile_page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/consent.h"
#include "domain/profile_seen.h"
#include "domain/setting.h"
#include "handlers/consent.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { SEEN_PAGE = 20, SEEN_PAGES_MAX = 1000 };

/* "20 Nov 10:40, viewed" */
static const char *seen_more(struct req *r, const struct profile_seen *e)
{
	static const struct {
		const char *kind, *words;
	} kinds[] = {
		{"view", N_("viewed")},
		{"search", N_("searched")},
		{"cart", N_("put into the cart")},
		{"wish", N_("put on your list")},
		{"order", N_("ordered")},
		{"click", N_("opened from a suggestion")},
	};
	const char *when = clock_format(
		r->cx.arena, r->cx.locale, CLOCK_NUMERIC, e->at_ms);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i].kind, e->kind) == 0)
			return arena_printf(r->cx.arena,
				e->store ? tr("%s, %s in our store") : "%s, %s",
				when, tr(kinds[i].words));
	return when;
}

/* What its button says: a number, or what is known of one that waits. */
static const char *seen_value(struct req *r, const struct profile_seen *e)
{
	if (e->id)
		return arena_printf(r->cx.arena, "%" PRId64, e->id);
	return arena_printf(r->cx.arena, "%" PRId64 ".%" PRId64 ".%s", e->at_ms,
		e->product, e->kind);
}

static const char *seen_what(struct req *r, const struct profile_seen *e)
{
	if (*e->words)
		return arena_printf(r->cx.arena, tr("Search: “%s”"), e->words);
	return *e->name ? e->name : tr("Something that is gone");
}

/* When they said yes: in the account, or in this browser. */
static int64_t accepted_ms(struct profile_page *p)
{
	struct req *r = p->r;
	struct consent_row row;
	struct consent_subject who = {CONSENT_CUSTOMER,
		arena_printf(r->cx.arena, "%" PRId64, p->who->customer)};
	if (p->who->customer &&
		consent_get(&r->cx, &who, "browsing", &row) == OK)
		return row.granted ? row.at_ms : 0;
	const struct consent_choice *c = consent_choice(r);
	return c->made && c->accepted ? clock_moment(c->day, 12 * 60) : 0;
}

static const char *seen_lead(struct profile_page *p, int64_t total)
{
	struct req *r = p->r;
	struct arena *a = r->cx.arena;
	int64_t since = accepted_ms(p);
	long days = (long)setting_int(&r->cx, "retention.events");
	if (!p->who->browsing || consent_choice(r)->signal)
		return total ? tr("In this browser nothing more is noted: you "
				  "have not accepted it here, or said no.")
			     : tr("Nothing is noted: you have not accepted "
				  "it.");
	if (!since)
		return arena_printf(a,
			tr_n("Kept for %ld day.", "Kept for %ld days.", days),
			days);
	return arena_printf(a,
		tr_n("Kept for %ld day, because you accepted it on %s.",
			"Kept for %ld days, because you accepted it on %s.",
			days),
		days, clock_format(a, r->cx.locale, CLOCK_DAY, since));
}

static int64_t seen_page(struct req *r, int64_t total)
{
	const char *asked = req_query_param(r, "seen");
	int64_t page = asked ? strtoll(asked, NULL, 10) : 1;
	int64_t last = (total + SEEN_PAGE - 1) / SEEN_PAGE;
	if (page > last)
		page = last;
	if (page > SEEN_PAGES_MAX)
		page = SEEN_PAGES_MAX;
	return page < 1 ? 1 : page;
}

static void seen_link(
	struct req *r, struct tpl *pager, const char *section, int64_t page)
{
	tpl_text(tpl_section(pager, section), "URL",
		req_link(r,
			arena_printf(r->cx.arena,
				PROFILE_PAGE "?seen=%" PRId64 "#seen", page)));
}

static void seen_end(
	struct profile_list *l, int64_t total, int64_t shelves, int64_t page)
{
	struct req *r = l->p->r;
	struct arena *a = r->cx.arena;
	if (shelves)
		tpl_text(tpl_section(l->block, "BESIDES"), "TEXT",
			arena_printf(a,
				tr_n("Besides: a shelf on a page, %ld time.",
					"Besides: shelves on pages, %ld times.",
					(long)shelves),
				(long)shelves));
	if (l->rows)
		tpl_text(tpl_section(l->rows, "ALL"), "TEXT",
			arena_printf(a,
				tr_n("Remove it all", "Remove all %ld",
					(long)total),
				(long)total));
	if (total <= SEEN_PAGE)
		return;
	struct tpl *pager = tpl_section(l->block, "PAGER");
	if (page > 1)
		seen_link(r, pager, "PREV", page - 1);
	if (page * SEEN_PAGE < total)
		seen_link(r, pager, "NEXT", page + 1);
}

int profile_seen_show(struct profile_page *p)
{
	struct req *r = p->r;
	struct profile_seen *all;
	size_t n = 0;
	int64_t total, shelves;
	int rc = profile_seen_count(&r->cx, p->who->key, &total, &shelves);
	if (rc < 0)
		return rc;
	int64_t page = seen_page(r, total);
	rc = profile_seen_list(&r->cx, p->who->key, (page - 1) * SEEN_PAGE,
		SEEN_PAGE, &all, &n);
	if (rc < 0)
		return rc;
	struct profile_list l = profile_list_begin(
		p, "seen", tr("What you looked at"), "event");
	const char *lead = seen_lead(p, total);
	if (!total && p->who->browsing)
		lead = arena_printf(p->r->cx.arena, "%s %s",
			tr("Nothing yet: products you look at and searches "
			   "appear here."),
			lead);
	profile_list_lead(&l, lead);
	for (size_t i = 0; i < n; i++)
		profile_list_row(&l, seen_what(r, &all[i]),
			seen_more(r, &all[i]), all[i].path,
			seen_value(r, &all[i]));
	seen_end(&l, total, shelves, page);
	return OK;
}
