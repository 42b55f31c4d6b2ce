/* Letters of who has an account. */
#include "handlers/letters.h"

#include <string.h>

#include "handlers/account.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
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
	letters_topics_show(t, on ? s.topics : "");
	languages_show(t, on ? s.locale : r->cx.locale);
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

/* POST /account/letters */
int account_letters_do(struct req *r)
{
	const char *what = req_form_param(r, "do");
	const char *topics = letters_topics(r);
	bool waits = false;
	int rc;
	if (what && strcmp(what, "object") == 0) {
		rc = subscriber_object(
			&r->cx, r->visitor->customer, object_words());
		flash_set(r, tr("We send you nothing but mails about your "
				"orders and your account."));
		return rc < 0 ? rc : resp_redirect(r, "/account/letters");
	}
	struct subscriber_wish wish = {.customer = r->visitor->customer,
		.on = *topics != '\0',
		.topics = topics,
		.locale = language(r),
		.words = *topics ? letters_words() : letters_end_words(),
		.remote = r->conf->limits ? r->remote : NULL};
	rc = subscriber_wish(&r->cx, &wish, &waits);
	if (rc < 0)
		return rc;
	if (waits)
		return page(r, true, 200);
	flash_set(r, tr("Saved."));
	return resp_redirect(r, "/account/letters");
}
