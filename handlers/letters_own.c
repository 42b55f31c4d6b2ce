/* Letters of who has an account. */
#include "handlers/letters.h"

#include <string.h>

#include "domain/alert.h"
#include "domain/product_edit.h"
#include "handlers/account.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "handlers/wishes.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/tr.h"

static void languages_show(struct tpl *t, const char *chosen)
{
	for (const struct tr_lang *l = tr_langs; l->code; l++) {
		struct tpl *s = tpl_section(t, "LANGUAGE");
		tpl_text(s, "CODE", l->code);
		tpl_text(s, "NAME", l->name);
		tpl_show_if(s, "ON", strcmp(l->code, chosen) == 0);
	}
}

static const char *object_words(void)
{
	return tr("I object to all marketing: no letters, no mails about "
		  "prices or things that are back.");
}

/* What they wait to be told of. */
static int alerts_show(struct req *r, struct tpl *t)
{
	struct alert *alerts;
	size_t n = 0;
	int rc = alert_list(&r->cx, r->visitor->customer, &alerts, &n);
	if (rc < 0 || n == 0)
		return rc;
	struct tpl *box = tpl_section(t, "ALERTS");
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(box, "ALERT");
		page_csrf(r, s);
		tpl_text(s, "P", r->lang_prefix);
		tpl_text(s, "NAME", wish_name(r->cx.arena, &alerts[i].item));
		tpl_text(s, "SKU", alerts[i].item.sku);
		tpl_text(s, "KIND", alerts[i].kind);
		if (strcmp(alerts[i].kind, "stock") == 0)
			tpl_show(s, "STOCK");
		else
			tpl_money(tpl_section(s, "CHEAPER"), "BELOW",
				alerts[i].price);
	}
	return OK;
}

static int page(struct req *r, bool asked, int status)
{
	struct account who = {0};
	struct subscriber s;
	int rc = account_get(&r->cx, r->visitor->customer, &who);
	if (rc < 0)
		return rc;
	rc = subscriber_of(&r->cx, who.id, &s);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	bool on = rc == OK && strcmp(s.state, "active") == 0;
	struct tpl *t = account_page(
		r, "shop/account_letters.tpl", "/account/letters");
	page_csrf(r, t);
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "EMAIL", who.email);
	tpl_text(t, "WORDS", letters_words());
	tpl_text(t, "OBJECT_WORDS", object_words());
	tpl_show(t, asked ? "ASKED" : on ? "GETS" : "NONE");
	letters_topics_show(t, on ? s.topics : "", NULL);
	languages_show(t, on ? s.locale : r->cx.locale);
	rc = alerts_show(r, t);
	if (rc < 0)
		return rc;
	return account_page_send(r, tr("Letters from us"), t, status);
}

/* GET /account/letters */
int account_letters_show(struct req *r)
{
	return page(r, false, 200);
}

static const char *language(struct req *r)
{
	const char *code = req_form_param(r, "language");
	return code && tr_lang_index(code) >= 0 ? code : r->cx.locale;
}

static int done(struct req *r, int rc, const char *words)
{
	if (rc < 0)
		return rc;
	flash_set(r, words);
	return resp_redirect(r, "/account/letters");
}

/* One alert less. */
static int alert_stop(struct req *r)
{
	const char *kind = alert_kind(req_form_param(r, "kind"));
	const char *sku = req_form_param(r, "sku");
	int64_t variant = 0, product = 0;
	int rc = kind && sku ? variant_by_sku(&r->cx, sku, &variant, &product)
			     : ERR_BAD;
	if (rc == OK)
		rc = alert_end_own(&r->cx, r->visitor->customer, kind, variant,
			alert_words(kind));
	return done(r, rc, tr("We will not write to you about it."));
}

/* POST /account/letters */
int account_letters_do(struct req *r)
{
	const char *what = req_form_param(r, "do");
	const char *topics = letters_topics(r);
	bool waits = false;
	int rc;
	if (what && strcmp(what, "alert") == 0)
		return alert_stop(r);
	if (what && strcmp(what, "object") == 0) {
		rc = subscriber_object(
			&r->cx, r->visitor->customer, object_words());
		return done(r, rc,
			tr("We send you nothing but mails about your orders "
			   "and your account."));
	}
	struct subscriber_wish wish = {.customer = r->visitor->customer,
		.on = *topics != '\0',
		.topics = topics,
		.locale = language(r),
		.words = *topics ? letters_words() : letters_end_words(),
		.remote = r->conf->limits ? r->remote : NULL};
	rc = subscriber_wish(&r->cx, &wish, &waits);
	if (rc == OK && waits)
		return page(r, true, 200);
	return done(r, rc, tr("Saved."));
}
