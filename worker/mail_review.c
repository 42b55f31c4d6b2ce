/* Letters about what buyers say and what visitors ask.  ERR_GONE: it was taken
 * back, or decided otherwise, before the letter left. */
#include <string.h>

#include "domain/order.h"
#include "domain/question.h"
#include "domain/review.h"
#include "domain/slug.h"
#include "lib/err.h"
#include "lib/tr.h"
#include "worker/mail.h"

static void add_text(
	struct arena *a, struct tpl *t, const char *section, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		tpl_text(tpl_section(t, section), "TEXT",
			arena_strndup(a, text, n));
		text += n + (text[n] == '\n');
	}
}

static const char *admin_link(struct letter *l, const char *what, int64_t id)
{
	return arena_printf(l->cx->arena, "%s/admin/%s/%lld", l->conf->base_url,
		what, (long long)id);
}

static const char *product_link(
	struct letter *l, int64_t product, const char *tail)
{
	const char *slug = slug_of(l->cx, "product", product);
	return slug ? letter_link(l,
			      arena_printf(l->cx->arena, "/p/%s%s", slug, tail))
		    : letter_link(l, "/");
}

static void said(struct letter *l, struct tpl *t, const struct review *v)
{
	tpl_text(t, "PRODUCT", v->product_name);
	tpl_int(t, "STARS", v->stars);
	if (*v->title)
		tpl_text(tpl_section(t, "TITLED"), "TEXT", v->title);
	add_text(l->cx->arena, t, "SAID", v->body);
}

/* The writer is whoever made the order. */
static int to_writer(struct letter *l, const struct review *v)
{
	struct order o;
	int rc = v->order ? order_get(l->cx, v->order, &o) : ERR_NOT_FOUND;
	if (rc == OK) {
		letter_language(l, o.locale);
		l->mail->to = o.email;
		l->mail->to_name = o.name;
	}
	return rc;
}

int letter_review(struct letter *l)
{
	struct review v;
	int rc = review_get(l->cx, l->review, &v);
	if (rc == OK && !l->to_owner)
		rc = to_writer(l, &v);
	if (rc == OK) /* its product in the letter's language */
		rc = review_get(l->cx, l->review, &v);
	if (rc == ERR_NOT_FOUND)
		return ERR_GONE;
	if (rc < 0)
		return rc;
	if (!l->to_owner && strcmp(v.state, "refused") != 0)
		return ERR_GONE; /* decided anew meanwhile */
	struct tpl *t = letter_open(
		l, l->to_owner ? tr("A new review")
			       : tr("Your review is not shown"));
	said(l, t, &v);
	if (l->to_owner) {
		tpl_show_if(t, "WAITS", strcmp(v.state, "waiting") == 0);
		tpl_text(t, "LINK", admin_link(l, "reviews", v.id));
		return letter_close(l, t);
	}
	const char *slug = slug_of(l->cx, "product", v.product);
	tpl_text(t, "RULE", review_rule_words(v.refused_for));
	add_text(l->cx->arena, t, "REASON", v.reason);
	tpl_text(t, "LINK",
		letter_link(l, arena_printf(l->cx->arena, "/order/%s/review/%s",
				       order_token(l->cx, v.order),
				       slug ? slug : "")));
	return letter_close(l, t);
}

int letter_question(struct letter *l)
{
	struct question u;
	int rc = question_get(l->cx, l->question, &u);
	if (rc == ERR_NOT_FOUND)
		return ERR_GONE;
	if (rc < 0)
		return rc;
	if (!l->to_owner) {
		if (!*u.email || strcmp(u.state, "refused") == 0)
			return ERR_GONE;
		letter_language(l, u.locale);
		l->mail->to = u.email;
		l->mail->to_name = *u.name ? u.name : NULL;
		rc = question_get(l->cx, l->question, &u);
		if (rc < 0)
			return rc;
	}
	struct tpl *t = letter_open(l, l->to_owner ? tr("A new question")
						   : tr("Our answer to your "
							"question"));
	tpl_text(t, "PRODUCT", u.product_name);
	add_text(l->cx->arena, t, "ASKED", u.body);
	tpl_text(t, "LINK",
		l->to_owner ? admin_link(l, "questions", u.id)
			    : product_link(l, u.product, ""));
	if (l->to_owner)
		tpl_show_if(t, "BY_MAIL", *u.email != '\0');
	else
		add_text(l->cx->arena, t, "ANSWER", u.answer);
	return letter_close(l, t);
}
