/* What somebody tells of themselves: interests, how they want to be greeted,
 * their birthday. */
#include "handlers/profile_page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/interest.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { MONTHS = 12, DAYS = 31, KEY_MAX = 20, NAME_BYTES = 400 };

/* ---- the form ---- */

static const struct profile_choice tones[] = {
	{"", N_("As you know me")},
	{"formal", N_("Formally")},
	{"warm", N_("Warmly")},
	{"none", N_("Not at all")},
	{NULL, NULL},
};

void profile_choices_show(struct tpl *t, const char *section,
	const struct profile_choice *all, const char *chosen)
{
	for (; all->code; all++) {
		struct tpl *s = tpl_section(t, section);
		tpl_text(s, "CODE", all->code);
		tpl_text(s, "NAME", tr(all->name));
		tpl_show_if(s, "ON", strcmp(all->code, chosen) == 0);
	}
}

static void birthday_show(struct tpl *t, const struct profile_told *told)
{
	static const char *const months[MONTHS] = {N_("January"),
		N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
		N_("July"), N_("August"), N_("September"), N_("October"),
		N_("November"), N_("December")};
	for (int d = 1; d <= DAYS; d++) {
		struct tpl *s = tpl_section(t, "DAY");
		tpl_int(s, "N", d);
		tpl_show_if(s, "ON", told->birth_day == d);
	}
	for (int m = 1; m <= MONTHS; m++) {
		struct tpl *s = tpl_section(t, "MONTH");
		tpl_int(s, "N", m);
		tpl_text(s, "NAME", tr(months[m - 1]));
		tpl_show_if(s, "ON", told->birth_month == m);
	}
}

static bool likes(const struct profile *known, int64_t interest)
{
	for (size_t i = 0; interest && i < known->n_likes; i++)
		if (known->likes[i] == interest)
			return true;
	return false;
}

static int chips_show(struct profile_page *p, struct tpl *t)
{
	struct interest *all;
	size_t n = 0;
	int rc = interest_list(&p->r->cx, &all, &n);
	struct tpl *box = rc == OK && n ? tpl_section(t, "LIKES") : NULL;
	for (size_t i = 0; box && i < n; i++) {
		struct tpl *s = tpl_section(box, "LIKE");
		tpl_text(s, "KEY", all[i].key);
		tpl_text(s, "NAME", all[i].name);
		tpl_show_if(s, "ON", likes(p->known, all[i].id));
	}
	return rc;
}

int profile_likes_show(struct profile_page *p)
{
	struct interest *all;
	struct profile_list l;
	size_t n = 0, shown = 0;
	int rc = interest_list(&p->r->cx, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (!likes(p->known, all[i].id))
			continue;
		if (!shown++)
			l = profile_list_begin(p, "likes",
				tr("What you like, by your own words"),
				"unlike");
		profile_list_row(&l, all[i].name, "", NULL,
			arena_printf(p->r->cx.arena, "%" PRId64, all[i].id));
	}
	return rc;
}

int profile_tell_show(struct profile_page *p)
{
	struct req *r = p->r;
	struct tpl *t = tpl_include(p->t, "LEARNED", "part/known_tell.tpl");
	tpl_text(t, "ACTION", req_link(r, PROFILE_PAGE));
	tpl_text(t, "TOKEN", req_csrf(r));
	if (p->problem)
		tpl_text(tpl_section(t, "PROBLEM"), "TEXT", p->problem);
	if (p->who->customer) {
		struct tpl *a = tpl_section(t, "ACCOUNT");
		tpl_text(a, "CALL_NAME", p->told.call_name);
		profile_choices_show(a, "TONE", tones, p->told.tone);
		birthday_show(a, &p->told);
	}
	return chips_show(p, t);
}

/* ---- what was posted ---- */

void profile_choice_read(struct req *r, const char *field,
	const struct profile_choice *all, const char **to)
{
	const char *typed = req_form_param(r, field);
	for (; typed && all->code; all++)
		if (strcmp(typed, all->code) == 0)
			*to = all->code;
}

/* 0 to max, -1: no such number. */
static int64_t number_read(struct req *r, const char *field, int64_t max)
{
	const char *typed = req_form_param(r, field);
	char *end = NULL;
	if (!typed || !*typed)
		return 0;
	int64_t v = strtoll(typed, &end, 10);
	return *end || v < 0 || v > max ? -1 : v;
}

static void birthday_read(
	struct req *r, struct profile_told *told, const char **problem)
{
	int64_t day = number_read(r, "birth_day", DAYS);
	int64_t month = number_read(r, "birth_month", MONTHS);
	told->birth_day = day > 0 ? day : 0;
	told->birth_month = month > 0 ? month : 0;
	if (day < 0 || month < 0 || !day != !month ||
		(month > 0 && day > profile_month_days(month)))
		*problem = tr("Birthday: choose a day and a month that there "
			      "are, or neither");
}

void profile_told_read(struct req *r, const struct subject *who,
	struct profile_told *told, const char **problem)
{
	const char *name = req_form_param(r, "call_name");
	if (!who->customer)
		return;
	profile_choice_read(r, "tone", tones, &told->tone);
	birthday_read(r, told, problem);
	if (!name)
		return;
	told->call_name = form_clean(r->cx.arena,
		arena_strndup(r->cx.arena, name, strnlen(name, NAME_BYTES)),
		false);
	if (utf8_length(told->call_name) > PROFILE_NAME_MAX)
		*problem = tr("What we call you: 40 characters at most");
}

size_t profile_likes_read(struct req *r, const char **keys, size_t max)
{
	size_t n = 0;
	const char *key;
	for (size_t i = 0; n < max && (key = req_form_nth(r, "like", i)); i++)
		if (strlen(key) <= KEY_MAX)
			keys[n++] = key;
	return n;
}
