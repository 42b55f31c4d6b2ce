/* What the shop keeps of an account, each with the place where it is changed,
 * and the way to take it along. */
#include "handlers/erase.h"
#include "handlers/profile_page.h"

#include <inttypes.h>
#include <string.h>

#include "domain/address.h"
#include "domain/consent.h"
#include "domain/event.h"
#include "handlers/account.h"
#include "handlers/shop.h"
#include "lib/err.h"
#include "lib/tr.h"

/* ---- blocks: part/known.tpl, one include each ---- */

struct tpl *profile_block(
	struct profile_page *p, const char *id, const char *title)
{
	struct tpl *b = tpl_include(p->t, "KNOWN", "part/known.tpl");
	tpl_text(b, "ID", id);
	tpl_text(b, "TITLE", title);
	return b;
}

void profile_row(struct profile_page *p, struct tpl *b, const char *what,
	const char *more, const char *path)
{
	struct tpl *s = tpl_section(b, "ROW");
	tpl_text(s, "WHAT", what);
	if (*more)
		tpl_text(tpl_section(s, "MORE"), "TEXT", more);
	if (path) {
		struct tpl *link = tpl_section(s, "CHANGE");
		tpl_text(link, "HREF", req_link(p->r, path));
		tpl_text(link, "WHICH", what);
	}
}

static int64_t held(const struct profile_page *p, const char *file)
{
	for (size_t i = 0; i < p->n_held; i++)
		if (strcmp(p->held[i].file, file) == 0)
			return p->held[i].n;
	return 0;
}

static const char *entries(struct profile_page *p, int64_t n)
{
	return arena_printf(p->r->cx.arena,
		tr_n("%lu entry", "%lu entries", (long)n), (unsigned long)n);
}

int profile_you_show(struct profile_page *p)
{
	struct customer_details d = {0};
	int lang = tr_lang_index(p->account.locale);
	int rc = customer_details_get(&p->r->cx, p->account.id, &d);
	if (rc < 0)
		return rc;
	struct tpl *b = profile_block(p, "you", tr("Who you are"));
	profile_row(p, b, tr("Name"), p->account.name, "/account/details");
	profile_row(p, b, tr("E-mail address"), p->account.email,
		"/account/security/email");
	if (*p->account.phone)
		profile_row(p, b, tr("Phone"), p->account.phone,
			"/account/details");
	if (*d.company)
		profile_row(p, b, tr("Company"), d.company, "/account/details");
	if (lang >= 0)
		profile_row(p, b, tr("Letters and receipts in"),
			tr_langs[lang].name, "/account/details");
	profile_row(p, b, tr("Saved addresses"),
		entries(p, held(p, "addresses")), "/account/details");
	return OK;
}

/* What is kept beside that, and where it is put right. */
int profile_things_show(struct profile_page *p)
{
	static const struct {
		const char *file, *what, *path;
	} rows[] = {
		{"orders", N_("Orders"), "/account/orders"},
		{"returns", N_("Returns, withdrawals and claims"),
			"/account/orders"},
		{"gift_cards", N_("Gift cards that you bought or were sent"),
			"/account/orders"},
		{"cards", N_("Saved cards"), "/account/details"},
		{"list", N_("Your list"), "/list"},
		{"alerts", N_("What you wanted to be told of"), "/list"},
		{"cart", N_("Things in the cart"), "/cart"},
		{"reviews", N_("Reviews"), "/account/reviews"},
		{"questions", N_("Questions about products"),
			"/account/reviews"},
		{"letters", N_("Letters from us"), "/account/letters"},
		{"sessions", N_("Where you are logged in"),
			"/account/security"},
	};
	struct tpl *b = profile_block(p, "things", tr("What you did here"));
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int64_t n = held(p, rows[i].file);
		if (n)
			profile_row(p, b, tr(rows[i].what), entries(p, n),
				rows[i].path);
	}
	return OK;
}

/* ---- what they allowed ---- */

static const struct {
	const char *purpose, *words, *path;
} purposes[] = {
	{"browsing", N_("Remember what I look at"), PROFILE_PAGE "#switches"},
	{"history", N_("Use what I have ordered"), PROFILE_PAGE "#switches"},
	{"newsletter", N_("Letters from us"), "/account/letters"},
	{"alert", N_("Tell me when"), "/list"},
};

static void consent_row_show(
	struct profile_page *p, struct tpl *b, const struct consent_row *c)
{
	struct arena *a = p->r->cx.arena;
	for (size_t i = 0; i < sizeof(purposes) / sizeof(*purposes); i++)
		if (strcmp(purposes[i].purpose, c->purpose) == 0)
			profile_row(p, b, tr(purposes[i].words),
				arena_printf(a,
					c->granted ? tr("You said yes on %s.")
						   : tr("You said no on %s."),
					clock_format(a, p->r->cx.locale,
						CLOCK_DATE, c->at_ms)),
				purposes[i].path);
}

/* The newest answer of each purpose. */
static int consents_of(struct profile_page *p, struct tpl **b,
	const struct consent_subject *who)
{
	struct consent_row *rows = NULL;
	size_t n = 0;
	int rc = consent_list(&p->r->cx, who, &rows, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		size_t newer = 0;
		while (newer < i &&
			strcmp(rows[newer].purpose, rows[i].purpose) != 0)
			newer++;
		if (newer < i)
			continue;
		if (!*b)
			*b = profile_block(
				p, "choices", tr("What you allowed"));
		consent_row_show(p, *b, &rows[i]);
	}
	return rc;
}

int profile_consents_show(struct profile_page *p)
{
	struct tpl *b = NULL;
	struct consent_subject who = {CONSENT_CUSTOMER,
		arena_printf(p->r->cx.arena, "%" PRId64, p->account.id)};
	int rc = consents_of(p, &b, &who);
	who = (struct consent_subject){CONSENT_EMAIL, p->person.email_norm};
	if (rc == OK && *who.id)
		rc = consents_of(p, &b, &who);
	return rc;
}

/* POST /account/export */
int profile_export(struct req *r)
{
	struct person who;
	bool ok = false;
	int rc = account_strong(r, PROFILE_PAGE, &ok);
	if (!ok)
		return rc;
	rc = event_flush(&r->cx, profile_key(&r->cx, r->visitor->customer));
	if (rc == OK)
		rc = person_of_account(&r->cx, r->visitor->customer, &who);
	if (rc == OK)
		rc = person_noted(&r->cx, &who, "export", "customer");
	return rc < 0 ? rc : person_export_send(r, &who);
}

int person_export_send(struct req *r, const struct person *who)
{
	int rc = person_export(&r->cx, who, r->out);
	if (rc < 0) {
		resp_clear(r);
		return rc;
	}
	resp_header(r, "Content-Disposition",
		arena_printf(r->cx.arena,
			"attachment; filename=\"my-data-%s.zip\"",
			clock_format(
				r->cx.arena, "en", CLOCK_DAY_ISO, r->cx.now)));
	r->status = 200;
	r->content_type = "application/zip";
	return OK;
}
