/* What the shop knows of somebody, block by block, each thing with the button
 * that takes it away: of an account, or of a browser whose owner accepted. */
#include "handlers/profile_page.h"

#include "domain/setting.h"
#include "handlers/account.h"
#include "handlers/consent.h"
#include "handlers/shop.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char *page_title(void)
{
	return tr("What the shop knows of you");
}

static int saved_show(struct profile_page *p)
{
	return account_saved_show(p->r, p->t, "SAVED");
}

/* Take it along, erase it, close the account. */
static int take_show(struct profile_page *p)
{
	struct tpl *b = tpl_include(p->t, "TAKE", "part/known_take.tpl");
	struct tpl *s = tpl_section(b, p->who->customer ? "ACCOUNT" : "GUEST");
	tpl_text(s, "P", p->r->lang_prefix);
	tpl_text(s, "TOKEN", req_csrf(p->r));
	return OK;
}

typedef int block_fn(struct profile_page *p);

static block_fn *const of_all[] = {profile_switches_show,
	profile_interests_show, profile_colours_show, profile_needs_show,
	profile_seen_show, profile_groups_show, profile_tell_show,
	profile_hidden_show, NULL};
static block_fn *const of_accounts[] = {profile_you_show, profile_things_show,
	saved_show, profile_consents_show, NULL};

static block_fn *const of_kept[] = {profile_interests_show, profile_likes_show,
	profile_seen_show, profile_hidden_show, NULL};

bool profile_only_less(struct req *r, const struct subject *who)
{
	return !who->customer && consent_choice(r)->signal;
}

static int account_load(struct profile_page *p)
{
	struct req *r = p->r;
	int rc = account_get(&r->cx, p->who->customer, &p->account);
	if (rc == OK)
		rc = person_of_account(&r->cx, p->who->customer, &p->person);
	if (rc == OK)
		rc = person_held(&r->cx, &p->person, &p->held, &p->n_held);
	return rc;
}

static int blocks_show(struct profile_page *p, block_fn *const *blocks)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && blocks[i]; i++)
		rc = blocks[i](p);
	return rc;
}

static void page_begin(struct profile_page *p)
{
	struct req *r = p->r;
	if (p->who->customer) {
		p->t = account_page(r, "shop/profile.tpl", PROFILE_PAGE);
		tpl_show(p->t, "SPLIT");
	} else {
		p->t = tpl_new(&r->cx, "shop/profile.tpl");
		tpl_show(p->t, "BROWSER");
	}
	tpl_text(p->t, "P", r->lang_prefix);
	bool less = profile_only_less(r, p->who);
	tpl_show_if(p->t, "KEPT", less);
	tpl_show_if(p->t, "OFF", !p->told.personal && !less);
	tpl_show_if(p->t, "UNPROVED", p->who->customer && !p->account.verified);
}

int profile_page_send(struct req *r, const struct profile_told *typed,
	const char *problem, int status)
{
	struct profile known;
	struct profile_page p = {.r = r,
		.who = req_subject_kept(r),
		.known = &known,
		.problem = problem};
	int rc = profile_known(&r->cx, p.who, &known);
	if (rc == OK)
		rc = profile_told_get(&r->cx, p.who->key, &p.told);
	if (rc == OK && typed)
		p.told = *typed;
	if (rc == OK && p.who->customer)
		rc = account_load(&p);
	if (rc < 0)
		return rc;
	page_begin(&p);
	rc = blocks_show(&p, profile_only_less(r, p.who) ? of_kept : of_all);
	if (rc == OK && p.who->customer)
		rc = blocks_show(&p, of_accounts);
	if (rc == OK)
		rc = take_show(&p);
	return rc < 0 ? rc : account_page_send(r, page_title(), p.t, status);
}

int profile_nobody(struct req *r, int status)
{
	const struct consent_choice *c = consent_choice(r);
	struct tpl *t = tpl_new(&r->cx, "shop/profile_none.tpl");
	tpl_text(t, "P", r->lang_prefix);
	tpl_show_if(t, "REFUSED_THIS", status != 200);
	if (c->signal)
		tpl_show(t, "SIGNAL");
	else if (c->made)
		tpl_show(t, "REFUSED");
	else
		tpl_show(t, "NONE");
	return account_page_send(r, page_title(), t, status);
}

/* GET /account/profile */
int profile_show(struct req *r)
{
	if (!req_subject_kept(r)->key)
		return profile_nobody(r, 200);
	return profile_page_send(r, NULL, NULL, 200);
}
