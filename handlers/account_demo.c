/*
 * The demo's made-up customers (puoti demo): in a demo shop a visitor may log
 * in as one of them.  They have no password, and nobody else is let in here.
 */
#include "handlers/account.h"

#include <string.h>

#include "domain/origin.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "handlers/subject.h"
#include "lib/arena.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/tr.h"

static const struct {
	const char *key, *text;
} people[] = {
	{"aino", N_("who often buys stoneware and candles")},
	{"otto", N_("who likes lamps and bargains")},
	{"maria", N_("who has only looked around, in Swedish")},
};
enum { PEOPLE = sizeof(people) / sizeof(*people) };

/* ERR_NOT_FOUND: this is no demo, or they have been erased. */
static int person_find(struct req *r, const char *key, struct account *out)
{
	const char *digest;
	int64_t id = 0;
	if (!r->conf->demo)
		return ERR_NOT_FOUND;
	int rc = origin_find(&r->cx, "demo",
		arena_printf(r->cx.arena, "person/%s", key), &id, &digest);
	if (rc == OK)
		rc = id ? account_get(&r->cx, id, out) : ERR_NOT_FOUND;
	return rc;
}

static const char *first_name(struct req *r, const struct account *who)
{
	return arena_strndup(r->cx.arena, who->name, strcspn(who->name, " "));
}

void account_demo_show(struct req *r, struct tpl *t, const char *name)
{
	struct account who = {.name = ""};
	struct tpl *all = NULL;
	for (size_t i = 0; i < PEOPLE; i++) {
		if (person_find(r, people[i].key, &who) < 0)
			continue;
		if (!all) {
			all = tpl_include(t, name, "part/account_demo.tpl");
			page_csrf(r, all);
			tpl_text(all, "ACTION", req_link(r, "/account/demo"));
		}
		struct tpl *one = tpl_section(all, "PERSON");
		tpl_text(one, "KEY", people[i].key);
		tpl_text(one, "NAME", first_name(r, &who));
		tpl_text(one, "TEXT", tr(people[i].text));
	}
}

/* POST /account/demo */
int account_demo_do(struct req *r)
{
	const char *key = req_form_param(r, "who");
	struct account who = {0};
	for (size_t i = 0; key && i < PEOPLE; i++) {
		if (strcmp(people[i].key, key) != 0)
			continue;
		int rc = person_find(r, key, &who);
		/* what this browser saw stays its own: anybody may log in so
		 * and look at the profile */
		r->subject = ARENA_NEW(r->cx.arena, struct subject);
		return rc < 0 ? rc : account_log_in(r, who.id, "/");
	}
	return ERR_NOT_FOUND;
}
