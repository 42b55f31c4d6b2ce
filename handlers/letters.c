/* Letters: asked for, confirmed and ended by whoever has the mail. */
#include "handlers/letters.h"

#include <string.h>

#include "domain/text_page.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/log.h"
#include "lib/tr.h"

struct letters_form {
	const char *email;
};

/* clang-format off */
static const struct field fields[] = {
	FIELD_EMAIL(letters_form, email, N_("Email"), .required = true, .max = 254),
	FIELD_END,
};
/* clang-format on */

const char *letters_words(void)
{
	return tr("Send me letters about what I have ticked. Each of them has "
		  "a link that ends them, at once and for good.");
}

const char *letters_end_words(void)
{
	return tr("Send me no more letters.");
}

const char *letters_topics(struct req *r)
{
	const char *all = "", *one;
	for (size_t i = 0; (one = req_form_nth(r, "topic", i)); i++)
		all = arena_printf(r->cx.arena, "%s %s", all, one);
	return subscriber_topics_clean(r->cx.arena, all);
}

void letters_topics_show(struct tpl *t, const char *chosen, const char *wrong)
{
	struct subscriber now = {.topics = chosen};
	struct tpl *box = tpl_include(t, "TOPICS", "part/topics.tpl");
	if (wrong)
		tpl_text(tpl_section(box, "WRONG"), "MSG", wrong);
	for (const struct subscriber_topic *s = subscriber_topics; s->code;
		s++) {
		struct tpl *one = tpl_section(box, "TOPIC");
		tpl_text(one, "CODE", s->code);
		tpl_text(one, "NAME", tr(s->name));
		tpl_show_if(one, "ON", subscriber_has_topic(&now, s->code));
	}
}

/* ---- asking ---- */

static const char *untopical(void)
{
	return tr("Tick what we may write of");
}

static int ask_page(struct req *r, const struct form_errors *errors)
{
	struct tpl *t = tpl_new(&r->cx, "shop/letters.tpl");
	struct text_page privacy;
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "WORDS", letters_words());
	page_csrf(r, t);
	const char *ticked = letters_topics(r);
	letters_topics_show(t, ticked, errors && !*ticked ? untopical() : NULL);
	if (errors)
		form_show(t, r, fields, errors);
	if (text_page_by_role(&r->cx, "privacy", &privacy) == OK &&
		privacy.path) {
		struct tpl *s = tpl_section(t, "PRIVACY");
		tpl_text(s, "HREF", req_link(r, privacy.path));
		tpl_text(s, "TITLE", privacy.title);
	}
	struct page p = {.title = tr("Letters from us"),
		.description = "",
		.canonical = "/letters"};
	return page_send(r, &p, t, errors ? 422 : 200);
}

/* A few words, and where to go on. */
static int said(struct req *r, const char *title, const char *text,
	const char *path, const char *link, int status)
{
	struct tpl *t = tpl_new(&r->cx, "shop/letters_said.tpl");
	tpl_text(t, "TITLE", title);
	tpl_text(t, "TEXT", text);
	tpl_text(t, "HREF", req_link(r, path));
	tpl_text(t, "LINK", link);
	struct page p = {.title = title, .description = "", .noindex = true};
	return page_send(r, &p, t, status);
}

/* GET /letters */
int letters_show(struct req *r)
{
	if (r->visitor->customer)
		return resp_redirect(r, "/account/letters");
	return ask_page(r, NULL);
}

/* POST /letters: the same words whether the address was known or not. */
int letters_ask(struct req *r)
{
	struct letters_form f;
	struct form_errors errors;
	int rc = form_read(r, fields, &f, &errors);
	if (!*letters_topics(r))
		form_error(&errors, "topic", untopical());
	if (rc < 0 || errors.n)
		return ask_page(r, &errors);
	rc = subscriber_ask(
		&r->cx, &(struct subscriber_ask){.email = f.email,
				.topics = letters_topics(r),
				.source = "footer",
				.remote = r->conf->limits ? r->remote : NULL});
	if (rc < 0)
		return rc;
	return said(r, tr("Look for our mail"),
		arena_printf(r->cx.arena,
			tr("We have written to %s. Letters come once you have "
			   "pressed the link in that mail, within a week."),
			f.email),
		"/", tr("To the shop"), 200);
}

void letters_ask_at_checkout(struct req *r, const char *email)
{
	const char *ticked = req_form_param(r, "letters");
	if (!ticked || strcmp(ticked, "1") != 0)
		return;
	int rc = subscriber_ask(
		&r->cx, &(struct subscriber_ask){.email = email,
				.topics = "news offers",
				.source = "checkout",
				.remote = r->conf->limits ? r->remote : NULL});
	if (rc < 0)
		log_warn("event=letters_not_asked rc=%d", rc);
}

/* ---- confirming ---- */

static int confirmed(struct req *r, const struct subscriber *s)
{
	return said(r, tr("You get our letters"),
		tr("Thank you. Each letter has a link that ends them."),
		subscriber_end_path(&r->cx, s->id),
		tr("Choose what they are about, or end them"), 200);
}

static int too_old(struct req *r)
{
	return said(r, tr("This link does not work any more"),
		tr("It is too old, or you have asked for another one since. "
		   "Nothing is sent to you."),
		"/letters", tr("Ask for letters"), 410);
}

/* GET /letters/:token: only a button does it, since programs that look for
 * viruses follow every link. */
int letters_confirm_show(struct req *r)
{
	struct subscriber s;
	int rc = subscriber_by_confirm(&r->cx, req_path_param(r, "token"), &s);
	if (rc == ERR_GONE)
		return too_old(r);
	if (rc < 0)
		return rc;
	if (strcmp(s.state, "active") == 0)
		return confirmed(r, &s);
	struct tpl *t = tpl_new(&r->cx, "shop/letters_confirm.tpl");
	page_csrf(r, t);
	tpl_text(t, "EMAIL", s.email);
	tpl_text(t, "WORDS", letters_words());
	for (const struct subscriber_topic *k = subscriber_topics; k->code; k++)
		if (subscriber_has_topic(&s, k->code))
			tpl_text(tpl_section(t, "TOPIC"), "NAME", tr(k->name));
	struct page p = {.title = tr("Letters from us"),
		.description = "",
		.noindex = true};
	return page_send(r, &p, t, 200);
}

/* POST /letters/:token */
int letters_confirm(struct req *r)
{
	struct subscriber s;
	int rc = subscriber_confirm(
		&r->cx, req_path_param(r, "token"), letters_words(), &s);
	if (rc == ERR_GONE)
		return too_old(r);
	return rc < 0 ? rc : confirmed(r, &s);
}

/* ---- ending ---- */

static int ended(struct req *r)
{
	return said(r, tr("You get no more letters"),
		tr("This holds from now on. Mails about your orders still "
		   "come."),
		"/letters", tr("Ask for letters"), 200);
}

static int end_page(struct req *r, const struct subscriber *s)
{
	struct tpl *t = tpl_new(&r->cx, "shop/letters_end.tpl");
	tpl_text(t, "EMAIL", s->email);
	tpl_text(t, "END_WORDS", letters_end_words());
	if (strcmp(s->state, "active") == 0) {
		struct tpl *fewer = tpl_section(t, "FEWER");
		tpl_text(fewer, "WORDS", letters_words());
		letters_topics_show(fewer, s->topics, NULL);
	}
	struct page p = {.title = tr("End our letters"),
		.description = "",
		.noindex = true};
	return page_send(r, &p, t, 200);
}

/* GET /letters/end/:token */
int letters_end_show(struct req *r)
{
	struct subscriber s;
	int rc = subscriber_by_end(&r->cx, req_path_param(r, "token"), &s);
	if (rc < 0)
		return rc;
	return strcmp(s.state, "ended") == 0 ? ended(r) : end_page(r, &s);
}

static int fewer(struct req *r, const char *token)
{
	struct subscriber s;
	int rc = subscriber_by_end(&r->cx, token, &s);
	if (rc == OK)
		rc = subscriber_choose(&r->cx, s.id, letters_topics(r),
			s.locale, letters_words());
	if (rc < 0)
		return rc;
	return said(r, tr("Saved."), tr("Your next letter is as you chose."),
		"/", tr("To the shop"), 200);
}

/*
 * POST /letters/end/:token.  Without a CSRF token: mail programs press it
 * themselves (RFC 8058), and the address is the proof.
 */
int letters_end(struct req *r)
{
	const char *token = req_path_param(r, "token");
	const char *what = req_form_param(r, "do");
	bool program = req_form_param(r, "List-Unsubscribe") != NULL;
	/* nothing ticked is the end of them */
	if (!program && what && strcmp(what, "topics") == 0 &&
		*letters_topics(r))
		return fewer(r, token);
	int rc = subscriber_end(
		&r->cx, token, letters_end_words(), program ? "mail" : "web");
	return rc < 0 ? rc : ended(r);
}
