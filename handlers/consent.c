/* The choice about cookies: read, asked, taken down, changed. */
#include "handlers/consent.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/consent.h"
#include "domain/profile.h"
#include "domain/staff.h"
#include "domain/text_page.h"
#include "handlers/shop.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/cookies.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/json.h"
#include "lib/tr.h"

enum {
	MAC_HEX = 32,
	VERSION_HEX = 8,
	DAYS = 365,       /* then the question comes again */
	CHOICES_MAX = 60, /* of one network in an hour */
	VALUE_MAX = 200,
};

static const char purpose[] = "browsing";

const char *consent_words(void)
{
	return tr(consent_question);
}

/* The same in every language: who changes that is not asked again. */
static const char *version_now(struct req *r)
{
	return arena_strndup(r->cx.arena,
		consent_version(r->cx.arena, purpose, consent_question),
		VERSION_HEX);
}

/* ---- the cookie ---- */

static const char *cookie_mac(struct req *r, const char *text)
{
	const char *mac = crypt_mac(
		r->cx.arena, r->cx.secret, "consent-cookie", text);
	return arena_strndup(r->cx.arena, mac, MAC_HEX);
}

static void cookie_set(struct req *r, const char *id, bool accepted)
{
	const char *text = arena_printf(r->cx.arena, "%s.%c.%s.%" PRId64, id,
		accepted ? 'a' : 'r', version_now(r), clock_day(r->cx.now));
	resp_cookie(r, CONSENT_COOKIE,
		arena_printf(r->cx.arena, "%s.%s", text, cookie_mac(r, text)),
		(int64_t)DAYS * 24 * 3600);
}

/* What stands before the MAC, when the MAC is ours. */
static char *cookie_text(struct req *r)
{
	const char *value = req_cookie(r, CONSENT_COOKIE);
	if (!value || strlen(value) > VALUE_MAX)
		return NULL;
	char *text = arena_strdup(r->cx.arena, value);
	char *dot = strrchr(text, '.');
	if (!dot)
		return NULL;
	*dot = '\0';
	return crypt_equal(dot + 1, cookie_mac(r, text)) ? text : NULL;
}

static void cookie_read(struct req *r, struct consent_choice *out)
{
	char *at = cookie_text(r), *part[4] = {0};
	for (size_t i = 0; at && i < 4; i++)
		part[i] = strsep(&at, ".");
	if (!part[3])
		return;
	out->id = part[0];
	int64_t day = strtoll(part[3], NULL, 10);
	if (strcmp(part[2], version_now(r)) != 0 ||
		clock_moment(day, 0) + DAYS * MS_DAY < r->cx.now)
		return;
	out->made = true;
	out->accepted = strcmp(part[1], "a") == 0;
	out->day = day;
}

const struct consent_choice *consent_choice(struct req *r)
{
	if (!r->consent) {
		r->consent = ARENA_NEW(r->cx.arena, struct consent_choice);
		r->consent->signal = r->untracked;
		cookie_read(r, r->consent);
	}
	return r->consent;
}

/* ---- what it means ---- */

/* In the account, on whatever device: the newest answer there. */
static bool objected(struct req *r)
{
	struct consent_row row;
	if (!r->visitor || !r->visitor->customer)
		return false;
	struct consent_subject who = {CONSENT_CUSTOMER,
		arena_printf(r->cx.arena, "%" PRId64, r->visitor->customer)};
	int rc = consent_get(&r->cx, &who, purpose, &row);
	return rc == OK ? !row.granted : rc != ERR_NOT_FOUND;
}

bool consent_browsing(struct req *r)
{
	const struct consent_choice *c = consent_choice(r);
	return c->made && c->accepted && !c->signal && !objected(r);
}

bool consent_asks(struct req *r, const struct page *p)
{
	if (p->plain || p->unasked || r->method != METHOD_GET || !r->visitor ||
		r->staff)
		return false;
	const struct consent_choice *c = consent_choice(r);
	return !c->made && !c->signal;
}

/* ---- taking it down ---- */

static int write_down(struct req *r, const char *id, bool accepted)
{
	struct consent_subject visitor = {CONSENT_VISITOR, id};
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	if (r->conf->limits)
		rc = attempt_add(&r->cx, "consent", r->remote, MS_HOUR);
	if (rc == OK)
		rc = consent_set(&r->cx, &visitor, purpose, accepted,
			consent_words(), "web");
	if (rc == OK && r->visitor->customer) {
		struct consent_subject customer = {
			CONSENT_CUSTOMER, arena_printf(r->cx.arena, "%" PRId64,
						  r->visitor->customer)};
		rc = consent_set(&r->cx, &customer, purpose, accepted,
			consent_words(), "web");
	}
	return db_end(r->cx.db, rc);
}

/* Beyond the limit: nothing that a flood could fill, but what was noted goes,
 * and an account has its own answer. */
static int no_holds(struct req *r, const char *id)
{
	int rc = profile_unbrowse(&r->cx, profile_key_visitor(&r->cx, id));
	if (rc < 0 || !r->visitor->customer || objected(r))
		return rc;
	struct consent_subject customer = {CONSENT_CUSTOMER,
		arena_printf(r->cx.arena, "%" PRId64, r->visitor->customer)};
	return consent_set(
		&r->cx, &customer, purpose, false, consent_words(), "web");
}

/* A path that the page gave itself, without the language. */
static const char *back_of(struct req *r)
{
	const char *to = req_form_param(r, "back");
	return to && *to == '/' ? to : "/";
}

static int answer(struct req *r)
{
	const char *words = tr("Saved. You can change it at any time under "
			       "“Cookie choices” at the end of every page.");
	if (r->json)
		return resp_text(r, 200, "application/json; charset=utf-8",
			json_text(r->cx.arena,
				json_pack("{s:s}", "message", words)));
	if (strcmp(back_of(r), "/privacy/cookies") == 0)
		flash_set(r, tr("Saved."));
	int rc = resp_redirect(r, back_of(r));
	return rc == ERR_BAD ? resp_redirect(r, "/") : rc;
}

int consent_take(struct req *r, bool accepted)
{
	const char *id = consent_choice(r)->id;
	if (!id)
		id = crypt_token(r->cx.arena);
	int rc = r->conf->limits ? attempt_check(&r->cx, "consent", r->remote,
					   CHOICES_MAX, MS_HOUR)
				 : OK;
	/* a no always holds; only a yes has to be proved by a row */
	if (rc == OK)
		rc = write_down(r, id, accepted);
	else if (rc == ERR_TOO_MANY && !accepted)
		rc = no_holds(r, id);
	if (rc == OK)
		cookie_set(r, id, accepted);
	return rc;
}

/* POST /consent */
int consent_choose(struct req *r)
{
	const char *choice = req_form_param(r, "choice");
	bool accepted = choice && strcmp(choice, "accept") == 0;
	if (!accepted && (!choice || strcmp(choice, "refuse") != 0))
		return ERR_BAD;
	int rc = consent_take(r, accepted);
	return rc < 0 ? rc : answer(r);
}

/* ---- the page ---- */

static void choice_show(struct req *r, struct tpl *t)
{
	const struct consent_choice *c = consent_choice(r);
	if (c->signal) {
		struct tpl *s = tpl_section(t, "SIGNAL");
		if (c->made && c->accepted)
			tpl_text(
				tpl_section(s, "EARLIER"), "P", r->lang_prefix);
		return;
	}
	if (!c->made)
		tpl_show(t, "NONE");
	else if (!c->accepted)
		tpl_time(tpl_section(t, "REFUSED"), "DAY", CLOCK_DATE,
			clock_moment(c->day, 12 * 60));
	else if (consent_browsing(r))
		tpl_time(tpl_section(t, "ACCEPTED"), "DAY", CLOCK_DATE,
			clock_moment(c->day, 12 * 60));
	else
		tpl_show(t, "OBJECTED");
	struct tpl *form = tpl_section(t, "CHOOSE");
	page_csrf(r, form);
	tpl_text(form, "P", r->lang_prefix);
	tpl_text(form, "WORDS", consent_words());
}

static void cookies_show(struct req *r, struct tpl *t)
{
	for (const struct cookie *c = cookies; c->name; c++) {
		if (c->staff)
			continue;
		struct tpl *row = tpl_section(t, "COOKIE");
		tpl_text(row, "NAME", resp_cookie_name(r, c->name));
		tpl_text(row, "PURPOSE", tr(c->purpose));
		tpl_text(row, "LASTS", tr(c->lasts));
	}
}

/* GET /privacy/cookies */
int consent_show(struct req *r)
{
	struct tpl *t = tpl_new(&r->cx, "shop/cookies.tpl");
	struct text_page privacy;
	tpl_text(t, "P", r->lang_prefix);
	choice_show(r, t);
	cookies_show(r, t);
	if (text_page_by_role(&r->cx, "privacy", &privacy) == OK &&
		privacy.path) {
		struct tpl *more = tpl_section(t, "MORE");
		tpl_text(more, "HREF", req_link(r, privacy.path));
		tpl_text(more, "TITLE", privacy.title);
	}
	struct page p = {.title = tr("Cookies and your choice"),
		.description = "",
		.canonical = "/privacy/cookies",
		.unasked = true};
	return page_send(r, &p, t, 200);
}
