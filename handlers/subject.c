/* Who a request is about, for what is personal. */
#include "handlers/subject.h"

#include <string.h>

#include "domain/rail_hand.h"
#include "domain/setting.h"
#include "handlers/consent.h"
#include "lib/arena.h"
#include "lib/err.h"

static void of_account(struct req *r, struct subject *who, bool accepted)
{
	bool browsing = false, history = false;
	who->customer = r->visitor->customer;
	who->key = profile_key(&r->cx, who->customer);
	profile_allowed(&r->cx, who->customer, &browsing, &history);
	who->browsing = accepted && browsing;
	who->history = history;
}

const struct subject *req_subject(struct req *r)
{
	if (r->subject)
		return r->subject;
	struct subject *who = ARENA_NEW(r->cx.arena, struct subject);
	r->subject = who;
	if (!r->visitor)
		return who;
	const struct consent_choice *c = consent_choice(r);
	bool accepted = c->made && c->accepted && !c->signal;
	if (r->visitor->customer) {
		of_account(r, who, accepted);
	} else if (accepted) {
		who->key = profile_key_visitor(&r->cx, c->id);
		who->browsing = true;
	}
	who->personal = who->key;
	if (who->key)
		who->held = profile_held(&r->cx, who->key,
			setting_int(&r->cx, "personal.holdout"));
	return who;
}

const struct subject *req_subject_kept(struct req *r)
{
	const struct consent_choice *c = consent_choice(r);
	const struct subject *now = req_subject(r);
	bool any = false;
	if (!r->visitor || !c->signal || !c->made || !c->accepted)
		return now;
	struct subject *who = ARENA_NEW(r->cx.arena, struct subject);
	*who = *now;
	if (who->customer) {
		of_account(r, who, true);
		return who;
	}
	who->key = profile_key_visitor(&r->cx, c->id);
	if (profile_exists(&r->cx, who->key, &any) < 0 || !any)
		return now;
	who->browsing = true;
	return who;
}

const struct profile *req_profile(struct req *r)
{
	if (r->profile)
		return r->profile;
	struct subject *who = (struct subject *)req_subject(r);
	r->profile = ARENA_NEW(r->cx.arena, struct profile);
	if (profile_load(&r->cx, who, r->profile) < 0)
		*r->profile = (struct profile){
			.who = *who, .hidden_rails = "", .list_order = ""};
	return r->profile;
}

void req_event(struct req *r, const struct event *e)
{
	const struct subject *who;
	if (r->prefetch || r->head || r->staff ||
		!(who = req_subject(r))->browsing ||
		(e->kind == EVENT_SHOWN && who->held) ||
		(e->kind == EVENT_HELD && !who->held))
		return;
	struct event it = *e;
	const char *via = req_query_param(r, "via");
	if (!it.channel && via && strcmp(via, "mail") == 0)
		it.channel = "mail";
	event_note(&r->cx, who, &it);
}

const char *req_from(struct req *r)
{
	const char *from = req_query_param(r, "from");
	return rail_known(from) ? from : NULL;
}

void req_viewed(struct req *r, int64_t product)
{
	const char *from = req_from(r);
	req_event(r, &(struct event){.kind = EVENT_VIEW, .product = product});
	if (from)
		req_event(r, &(struct event){.kind = EVENT_CLICK,
				     .product = product,
				     .rail = from});
}
