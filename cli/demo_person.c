/* The accounts of the demo's made-up customers, and what the prepared ones
 * did and said. */
#include <inttypes.h>
#include <string.h>

#include "cli/demo.h"
#include "domain/account.h"
#include "domain/consent.h"
#include "domain/event.h"
#include "domain/origin.h"
#include "domain/setting.h"
#include "domain/slug.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/tr.h"

static int64_t number(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

static bool is_prepared(const json_t *who)
{
	return *demo_str(who, "key") != '\0';
}

/* The login page finds them by this (handlers/account_demo.c). */
static const char *key_of(struct cx *cx, const json_t *who)
{
	return arena_printf(cx->arena, "person/%s", demo_str(who, "key"));
}

/* ---- accounts ---- */

/* They were asked in their own language, and said yes. */
static int consent_make(struct cx *cx, const json_t *who, int64_t id)
{
	const struct consent_subject subject = {
		CONSENT_CUSTOMER, arena_printf(cx->arena, "%" PRId64, id)};
	const char *before = cx->locale;
	tr_use(demo_str(who, "locale"));
	int rc = consent_set(
		cx, &subject, "browsing", true, tr(consent_question), "web");
	tr_use(before);
	return rc;
}

static int account_make(
	struct cx *cx, const struct demo *d, const json_t *who, int64_t *id)
{
	cx->now = d->today_ms - number(who, "since") * MS_DAY + 9 * MS_HOUR;
	int rc = account_add(cx, demo_str(who, "email"), demo_str(who, "name"),
		demo_str(who, "locale"), id);
	if (rc == OK && is_prepared(who))
		rc = origin_keep(
			cx, "demo", key_of(cx, who), "customer", *id, "");
	if (rc == OK && is_prepared(who))
		rc = consent_make(cx, who, *id);
	if (rc < 0)
		cli_fail("demo", "%s has no account: %d",
			demo_str(who, "email"), rc);
	return rc;
}

/* The next that is prepared, or is not; *at goes on behind it. */
static const json_t *next(const struct demo *d, bool is, size_t *at)
{
	const json_t *who = NULL;
	while (*at < json_array_size(d->people)) {
		who = json_array_get(d->people, (*at)++);
		if (is_prepared(who) == is)
			return who;
	}
	return NULL;
}

/* Who stands for what the shop can do is not of those who see nothing of it:
 * they come as soon as the number that is next is not of the hold-out. */
int demo_people_accounts(struct demo *d)
{
	struct cx cx = *d->cx;
	int64_t held = setting_int(&cx, "personal.holdout"), id = 0;
	size_t at = 0, at_prepared = 0;
	const json_t *who = next(d, true, &at_prepared);
	int rc = OK;
	while (rc == OK && who) {
		bool now = id &&
			   !profile_held(&cx, profile_key(&cx, id + 1), held);
		const json_t *one = now ? who : next(d, false, &at);
		if (!one)
			return ERR_INVALID;
		rc = account_make(&cx, d, one, &id);
		if (now)
			who = next(d, true, &at_prepared);
	}
	while (rc == OK && (who = next(d, false, &at)))
		rc = account_make(&cx, d, who, &id);
	return rc;
}

/* ---- what they did ---- */

/* [days ago, minute, "view" or "search", slug or words] */
static int did(struct cx *cx, const struct demo *d, const struct subject *who,
	const json_t *what)
{
	const char *text = json_string_value(json_array_get(what, 3));
	bool view = !strcmp(json_string_value(json_array_get(what, 2)), "view");
	struct slug_hit hit = {0};
	int rc = OK;
	if (view)
		rc = slug_find(cx, "product", text, &hit);
	cx->now = d->today_ms -
		  json_integer_value(json_array_get(what, 0)) * MS_DAY +
		  json_integer_value(json_array_get(what, 1)) * MS_MINUTE;
	if (rc == OK)
		event_note(cx, who,
			&(struct event){
				.kind = view ? EVENT_VIEW : EVENT_SEARCH,
				.product = hit.target,
				.words = view ? NULL : text,
			});
	else
		cli_fail("demo", "there is no product %s", text);
	return rc;
}

static int person_did(struct demo *d, const json_t *who)
{
	struct cx cx = *d->cx;
	const char *digest;
	int64_t id = 0, n;
	size_t i;
	json_t *what;
	int rc = origin_find(&cx, "demo", key_of(&cx, who), &id, &digest);
	struct subject subject = {.key = profile_key(&cx, id),
		.customer = id,
		.browsing = true,
		.history = true,
		.personal = true};
	cx.locale = cx.root;
	json_array_foreach(json_object_get(who, "did"), i, what)
	{
		if (rc == OK)
			rc = did(&cx, d, &subject, what);
	}
	if (rc == OK)
		rc = event_drain(&cx, &n);
	return rc == OK ? demo_answers(
				  d, json_object_get(who, "likes"), subject.key)
			: rc;
}

int demo_people_did(struct demo *d)
{
	size_t i;
	json_t *who;
	int rc = event_open(conf_path(d->conf, "run/events"));
	json_array_foreach(d->people, i, who)
	{
		if (rc == OK && is_prepared(who))
			rc = person_did(d, who);
	}
	event_close();
	return rc;
}
