/* Where buyers find what they can review: the account, the order's page. */
#include "handlers/said.h"

#include <string.h>

#include "domain/setting.h"
#include "handlers/account.h"
#include "handlers/card.h"
#include "handlers/shop.h"
#include "lib/err.h"
#include "lib/tr.h"

/* Of several variants of one product the first speaks for all. */
static bool is_again(const struct review_thing *things, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (things[k].order == things[i].order &&
			things[k].product == things[i].product)
			return true;
	return false;
}

/* What is bought again is asked for once, and not when it has a review. */
static bool is_asked(const struct review_thing *things, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		if (things[k].product == things[i].product &&
			(k < i || things[k].review))
			return true;
	return false;
}

int order_reviews_show(struct req *r, struct tpl *t, const struct order *o)
{
	struct review_thing *things;
	size_t n;
	struct tpl *list = NULL;
	int rc = review_things(&r->cx, o->id, &things, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		const char *path = review_path(r, o->id, things[i].product);
		if (!path || is_again(things, i))
			continue;
		if (!list)
			list = tpl_section(t, "REVIEWS");
		struct tpl *s = tpl_section(list, "TO_REVIEW");
		struct tpl *l = tpl_section(
			s, things[i].review ? "DONE" : "OPEN");
		tpl_text(l, "REVIEW_HREF", req_link(r, path));
		tpl_text(l, "REVIEW_NAME", things[i].name);
	}
	return rc;
}

static int thing_show(
	struct tpl *list, struct req *r, const struct review_thing *g)
{
	struct picture p = {0};
	const char *path = review_path(r, g->order, g->product);
	if (!path)
		return OK;
	int rc = *g->picture ? media_by_sha256(&r->cx, g->picture, &p)
			     : ERR_NOT_FOUND;
	struct tpl *s = tpl_section(list, "THING");
	tpl_text(s, "HREF", req_link(r, path));
	tpl_text(s, "NAME", g->name);
	if (*g->options)
		tpl_text(tpl_section(s, "BOUGHT"), "OPTIONS", g->options);
	picture_show(s, "PICTURE", r, &p,
		&(struct picture_use){.widest = 320, .decorative = true});
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int things_show(struct tpl *t, struct req *r)
{
	struct review_thing *things;
	size_t n;
	struct tpl *list = NULL;
	int rc = review_things_of(&r->cx, r->visitor->customer, &things, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (is_asked(things, n, i))
			continue;
		if (!list)
			list = tpl_section(t, "THINGS");
		rc = thing_show(list, r, &things[i]);
	}
	tpl_show_if(t, "NO_THINGS", !list);
	return rc;
}

static void own_show(struct tpl *list, struct req *r, const struct review *v)
{
	const char *path = v->order ? review_path(r, v->order, v->product)
				    : NULL;
	struct tpl *s = tpl_section(list, "OWN");
	tpl_text(s, "NAME", v->product_name);
	tpl_time(s, "AT", CLOCK_DATE, v->created_ms);
	stars_show(s, "STARS", r, v->stars * 10);
	tpl_text(s, "STATE", review_state_words(v->state));
	tpl_show_if(s, "IS_SHOWN", strcmp(v->state, "shown") == 0);
	tpl_show_if(s, "IS_REFUSED", strcmp(v->state, "refused") == 0);
	tpl_text(s, "LANG", v->locale);
	if (*v->title)
		tpl_text(tpl_section(s, "TITLED"), "TITLE", v->title);
	tpl_text(s, "BODY", v->body);
	if (*v->refused_for) {
		struct tpl *why = tpl_section(s, "REFUSED");
		tpl_text(why, "RULE", review_rule_words(v->refused_for));
		if (*v->reason)
			tpl_text(tpl_section(why, "REASON"), "REASON_TEXT",
				v->reason);
	}
	if (*v->reply) {
		struct tpl *a = tpl_section(s, "REPLY");
		tpl_text(a, "SHOP", setting_get(&r->cx, "shop.name"));
		tpl_text(a, "REPLY_TEXT", v->reply);
	}
	if (path)
		tpl_text(tpl_section(s, "EDIT"), "HREF", req_link(r, path));
}

/* GET /account/reviews */
int account_reviews_show(struct req *r)
{
	struct review *own;
	size_t n;
	int rc = review_of_customer(&r->cx, r->visitor->customer, &own, &n);
	if (rc < 0)
		return rc;
	struct tpl *t = account_page(
		r, "shop/account_reviews.tpl", "/account/reviews");
	rc = things_show(t, r);
	if (rc < 0)
		return rc;
	struct tpl *list = n ? tpl_section(t, "OWNS") : NULL;
	for (size_t i = 0; i < n; i++)
		own_show(list, r, &own[i]);
	return account_page_send(r, tr("My reviews"), t, 200);
}
