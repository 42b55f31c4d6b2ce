/* What the shop knows of a customer, block by block, each with the place where
 * it is changed; and the ways to take it along or have it erased. */
#include "handlers/account.h"
#include "handlers/erase.h"

#include <inttypes.h>
#include <string.h>

#include "domain/address.h"
#include "domain/consent.h"
#include "domain/person.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/err.h"
#include "lib/tr.h"

#define HERE "/account/profile"

/* The words that are written down with the answer. */
static const char history_words[] = N_(
	"Show me things chosen for me by what I have ordered. It stays in this "
	"shop and never changes a price.");

struct profile {
	struct req *r;
	struct tpl *t;
	struct account who;
	struct person person;
	struct person_held *held;
	size_t n_held;
};

/* ---- blocks: part/known.tpl, one include each ---- */

static struct tpl *block(struct profile *p, const char *id, const char *title)
{
	struct tpl *b = tpl_include(p->t, "KNOWN", "part/known.tpl");
	tpl_text(b, "ID", id);
	tpl_text(b, "TITLE", title);
	return b;
}

static void row(struct profile *p, struct tpl *b, const char *what,
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

static int64_t held(const struct profile *p, const char *file)
{
	for (size_t i = 0; i < p->n_held; i++)
		if (strcmp(p->held[i].file, file) == 0)
			return p->held[i].n;
	return 0;
}

static const char *entries(struct profile *p, int64_t n)
{
	return arena_printf(p->r->cx.arena,
		tr_n("%lu entry", "%lu entries", (long)n), (unsigned long)n);
}

static int you_show(struct profile *p)
{
	struct customer_details d = {0};
	int lang = tr_lang_index(p->who.locale);
	int rc = customer_details_get(&p->r->cx, p->who.id, &d);
	if (rc < 0)
		return rc;
	struct tpl *b = block(p, "you", tr("Who you are"));
	row(p, b, tr("Name"), p->who.name, "/account/details");
	row(p, b, tr("E-mail address"), p->who.email,
		"/account/security/email");
	if (*p->who.phone)
		row(p, b, tr("Phone"), p->who.phone, "/account/details");
	if (*d.company)
		row(p, b, tr("Company"), d.company, "/account/details");
	if (lang >= 0)
		row(p, b, tr("Letters and receipts in"), tr_langs[lang].name,
			"/account/details");
	row(p, b, tr("Saved addresses"), entries(p, held(p, "addresses")),
		"/account/details");
	return OK;
}

/* What is kept beside that, and where it is put right. */
static int things_show(struct profile *p)
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
	struct tpl *b = block(p, "things", tr("What you did here"));
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int64_t n = held(p, rows[i].file);
		if (n)
			row(p, b, tr(rows[i].what), entries(p, n),
				rows[i].path);
	}
	return OK;
}

/* Sizes and the store, changed here. */
static int saved_show(struct profile *p)
{
	return account_saved_show(p->r, p->t, "SAVED");
}

/* ---- what they allowed ---- */

static const struct {
	const char *purpose, *words, *path;
} purposes[] = {
	{"browsing", N_("Remember what I look at"), "/privacy/cookies"},
	{"history", N_("Show me things by what I ordered"), HERE "#history"},
	{"newsletter", N_("Letters from us"), "/account/letters"},
	{"alert", N_("Tell me when"), "/list"},
};

static void consent_row_show(
	struct profile *p, struct tpl *b, const struct consent_row *c)
{
	struct arena *a = p->r->cx.arena;
	for (size_t i = 0; i < sizeof(purposes) / sizeof(*purposes); i++)
		if (strcmp(purposes[i].purpose, c->purpose) == 0)
			row(p, b, tr(purposes[i].words),
				arena_printf(a,
					c->granted ? tr("You said yes on %s.")
						   : tr("You said no on %s."),
					clock_format(a, p->r->cx.locale,
						CLOCK_DATE, c->at_ms)),
				purposes[i].path);
}

/* The newest answer of each purpose. */
static int consents_of(
	struct profile *p, struct tpl **b, const struct consent_subject *who)
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
			*b = block(p, "choices", tr("What you allowed"));
		consent_row_show(p, *b, &rows[i]);
	}
	return rc;
}

static int consents_show(struct profile *p)
{
	struct tpl *b = NULL;
	struct consent_subject who = {CONSENT_CUSTOMER,
		arena_printf(p->r->cx.arena, "%" PRId64, p->who.id)};
	int rc = consents_of(p, &b, &who);
	who = (struct consent_subject){CONSENT_EMAIL, p->person.email_norm};
	if (rc == OK && *who.id)
		rc = consents_of(p, &b, &who);
	return rc;
}

static int history_on(struct req *r, bool *on)
{
	struct consent_row row;
	struct consent_subject who = {CONSENT_CUSTOMER,
		arena_printf(r->cx.arena, "%" PRId64, r->visitor->customer)};
	int rc = consent_get(&r->cx, &who, "history", &row);
	*on = rc == ERR_NOT_FOUND || (rc == OK && row.granted);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int history_show(struct profile *p)
{
	bool on = true;
	int rc = history_on(p->r, &on);
	struct tpl *b = tpl_include(p->t, "HISTORY", "part/known_history.tpl");
	tpl_text(b, "ACTION", req_link(p->r, HERE));
	tpl_text(b, "TOKEN", req_csrf(p->r));
	tpl_text(b, "WORDS", tr(history_words));
	tpl_show_if(b, "ON", on);
	return rc;
}

static int take_show(struct profile *p)
{
	struct tpl *b = tpl_include(p->t, "TAKE", "part/known_take.tpl");
	tpl_text(b, "P", p->r->lang_prefix);
	tpl_text(b, "TOKEN", req_csrf(p->r));
	return OK;
}

/* GET /account/profile */
int profile_show(struct req *r)
{
	static int (*const blocks[])(struct profile * p) = {you_show,
		things_show, saved_show, consents_show, history_show,
		take_show};
	struct profile p = {.r = r};
	int rc = account_get(&r->cx, r->visitor->customer, &p.who);
	if (rc == OK)
		rc = person_of_account(&r->cx, r->visitor->customer, &p.person);
	if (rc == OK)
		rc = person_held(&r->cx, &p.person, &p.held, &p.n_held);
	if (rc < 0)
		return rc;
	p.t = account_page(r, "shop/profile.tpl", HERE);
	tpl_text(p.t, "P", r->lang_prefix);
	tpl_show_if(p.t, "UNPROVED", !p.who.verified);
	for (size_t i = 0; rc == OK && i < sizeof(blocks) / sizeof(*blocks);
		i++)
		rc = blocks[i](&p);
	return rc < 0 ? rc
		      : account_page_send(
				r, tr("What the shop knows of you"), p.t, 200);
}

/* POST /account/profile: objecting to suggestions by the own orders. */
int profile_save(struct req *r)
{
	const char *on = req_form_param(r, "history");
	struct consent_subject who = {CONSENT_CUSTOMER,
		arena_printf(r->cx.arena, "%" PRId64, r->visitor->customer)};
	int rc = consent_set(&r->cx, &who, "history",
		on && strcmp(on, "1") == 0, tr(history_words), "web");
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(r, HERE);
}

/* POST /account/export */
int profile_export(struct req *r)
{
	struct person who;
	bool ok = false;
	int rc = account_strong(r, HERE, &ok);
	if (!ok)
		return rc;
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
