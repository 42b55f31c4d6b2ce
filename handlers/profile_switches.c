/* What somebody switches on and off: whether things are chosen for them, and
 * from what.  One form, one button, each switch with what it changes. */
#include "handlers/profile_page.h"

#include <inttypes.h>
#include <string.h>

#include "domain/consent.h"
#include "handlers/consent.h"
#include "lib/err.h"
#include "lib/tr.h"

/* They are written down with the answer, as they are shown. */
static const char history_label[] = N_("Use what I have ordered");
static const char history_hint[] = N_(
	"For “Buy again”, for suggestions and for the group you are in. It "
	"stays in this shop and never changes a price. Off: your orders stay "
	"in your account, and nothing is made of them.");

static const struct profile_choice orders[] = {
	{"", N_("As the shop has it")},
	{"you", N_("For me")},
	{"shop", N_("Always the shop’s order")},
	{NULL, NULL},
};

/* ---- orders ---- */

static int history_on(struct req *r, bool *on)
{
	struct consent_row row;
	struct consent_subject who = {CONSENT_CUSTOMER,
		arena_printf(r->cx.arena, "%" PRId64, r->visitor->customer)};
	int rc = consent_get(&r->cx, &who, "history", &row);
	*on = rc == ERR_NOT_FOUND || (rc == OK && row.granted);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* A row for each change, none for a form that was saved as it stood. */
static int history_set(struct req *r, bool on)
{
	bool was = true;
	struct consent_subject who = {CONSENT_CUSTOMER,
		arena_printf(r->cx.arena, "%" PRId64, r->visitor->customer)};
	int rc = history_on(r, &was);
	if (rc < 0 || was == on)
		return rc;
	return consent_set(&r->cx, &who, "history", on,
		arena_printf(r->cx.arena, "%s. %s", tr(history_label),
			tr(history_hint)),
		"web");
}

/* ---- the form ---- */

static void browsing_show(struct req *r, struct tpl *t)
{
	if (consent_choice(r)->signal) {
		tpl_show(t, "SIGNAL");
		return;
	}
	struct tpl *s = tpl_section(t, "BROWSING");
	tpl_text(s, "WORDS", consent_words());
	tpl_show_if(s, "ON", consent_browsing(r));
}

int profile_switches_show(struct profile_page *p)
{
	struct req *r = p->r;
	bool on = true;
	int rc = p->who->customer ? history_on(r, &on) : OK;
	struct tpl *t = tpl_include(
		p->t, "SWITCHES", "part/known_switches.tpl");
	tpl_text(t, "ACTION", req_link(r, PROFILE_PAGE));
	tpl_text(t, "TOKEN", req_csrf(r));
	tpl_show_if(t, "PERSONAL", p->told.personal);
	if (p->who->customer) {
		struct tpl *s = tpl_section(t, "HISTORY");
		tpl_text(s, "LABEL", tr(history_label));
		tpl_text(s, "WORDS", tr(history_hint));
		tpl_show_if(s, "ON", on);
	}
	browsing_show(r, t);
	profile_choices_show(t, "ORDER", orders, p->told.list_order);
	return rc;
}

static bool is_on(struct req *r, const char *field)
{
	const char *value = req_form_param(r, field);
	return value && strcmp(value, "1") == 0;
}

int profile_switches_save(struct req *r, const struct subject *who)
{
	struct profile_told told;
	int rc = profile_told_get(&r->cx, who->key, &told);
	if (rc < 0)
		return rc;
	told.personal = is_on(r, "personal");
	profile_choice_read(r, "list_order", orders, &told.list_order);
	rc = profile_told_set(&r->cx, who->key, &told);
	if (rc == OK && who->customer)
		rc = history_set(r, is_on(r, "history"));
	/* last: a browser's no takes all of it along */
	if (rc == OK && !consent_choice(r)->signal &&
		is_on(r, "browsing") != consent_browsing(r))
		rc = consent_take(r, is_on(r, "browsing"));
	return rc;
}
