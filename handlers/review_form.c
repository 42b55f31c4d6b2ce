/* The form of a buyer's review. */
#include "handlers/review_write.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/setting.h"
#include "handlers/card.h"
#include "handlers/handlers.h"
#include "handlers/said.h"
#include "lib/err.h"
#include "lib/tr.h"

/* "Aino" of "Aino Korhonen". */
static const char *first_name(struct req *r, const struct order *o)
{
	return arena_strndup(r->cx.arena, o->name, strcspn(o->name, " "));
}

static void stars_choose(struct tpl *t, struct req *r, const char *chosen)
{
	static const char *const words[] = {N_("Very good"), N_("Good"),
		N_("All right"), N_("Poor"), N_("Very poor")};
	for (size_t i = 0; review_stars[i]; i++) {
		long n = strtol(review_stars[i], NULL, 10);
		struct tpl *s = tpl_section(t, "CHOICE");
		tpl_text(s, "VALUE", review_stars[i]);
		tpl_show_if(s, "ON", strcmp(review_stars[i], chosen) == 0);
		tpl_text(s, "LABEL",
			arena_printf(r->cx.arena,
				tr_n("%ld star", "%ld stars", n), n));
		tpl_text(s, "WORDS", tr(words[i]));
	}
}

/* "2": the place of the chosen one among what came. */
size_t review_variant_chosen(struct req *r, const struct review_writing *w)
{
	const char *typed = req_form_param(r, "which");
	size_t k = typed && *typed >= '0' && *typed <= '9'
			   ? (size_t)strtoul(typed, NULL, 10)
			   : w->n;
	if (k < w->n)
		return k;
	for (size_t i = 0; i < w->n; i++)
		if (w->things[i].variant == w->own.variant)
			return i;
	return 0;
}

static void variants_show(
	struct tpl *t, struct req *r, const struct review_writing *w)
{
	if (w->n == 1 && *w->things[0].options)
		tpl_text(tpl_section(t, "BOUGHT"), "OPTIONS",
			w->things[0].options);
	if (w->n < 2)
		return;
	struct tpl *list = tpl_section(t, "VARIANTS");
	for (size_t i = 0; i < w->n; i++) {
		struct tpl *s = tpl_section(list, "VARIANT");
		tpl_textf(s, "VALUE", "%zu", i);
		tpl_text(s, "LABEL",
			*w->things[i].options ? w->things[i].options
					      : w->things[i].name);
		tpl_show_if(s, "ON", i == review_variant_chosen(r, w));
	}
}

bool review_is_dropped(struct req *r, size_t nth)
{
	const char *typed, *own = arena_printf(r->cx.arena, "%zu", nth);
	for (size_t i = 0; (typed = req_form_nth(r, "drop", i)); i++)
		if (strcmp(typed, own) == 0)
			return true;
	return false;
}

static void pictures_show(
	struct tpl *t, struct req *r, const struct review_writing *w)
{
	const struct review *v = &w->own;
	struct tpl *list = v->n_pictures ? tpl_section(t, "OWN_PICTURES")
					 : NULL;
	for (size_t i = 0; i < v->n_pictures; i++) {
		struct picture p = v->pictures[i];
		struct tpl *s = tpl_section(list, "OWN_PICTURE");
		p.alt = arena_printf(
			r->cx.arena, tr("Your picture %zu"), i + 1);
		picture_show(s, "PICTURE", r, &p,
			&(struct picture_use){.widest = 320});
		tpl_textf(s, "VALUE", "%zu", i);
		tpl_textf(s, "NTH", "%zu", i + 1);
		tpl_show_if(s, "WAITS", !p.sha256);
		tpl_show_if(s, "DROPPED", review_is_dropped(r, i));
	}
	tpl_show_if(t, "SPOILT", v->spoilt > 0);
}

static void state_show(struct tpl *t, struct req *r, const struct review *v)
{
	struct tpl *s = tpl_section(t, "STATE");
	tpl_text(s, "STATE_WORDS", review_state_words(v->state));
	tpl_time(s, "AT", CLOCK_DATE,
		v->edited_ms ? v->edited_ms : v->created_ms);
	if (strcmp(v->state, "refused") == 0) {
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
}

static void values_show(struct tpl *t, struct req *r,
	const struct review_writing *w, const struct form_errors *errors)
{
	const struct review *v = &w->own;
	struct review_form f = {"", "", "", first_name(r, &w->order)};
	if (v->id)
		f = (struct review_form){
			arena_printf(r->cx.arena, "%" PRId64, v->stars),
			v->title, v->body, v->name};
	const char *typed = req_form_param(r, "stars");
	stars_choose(t, r, errors ? (typed ? typed : "") : f.stars);
	if (errors) {
		form_show(t, r, review_fields, errors);
		for (size_t i = 0; i < errors->n; i++)
			if (strcmp(errors->item[i].field, "picture") == 0)
				tpl_text(tpl_section(t, "PICTURE_ERR"),
					"PICTURE_MSG", errors->item[i].message);
	} else {
		form_show_values(t, &r->cx, review_fields, &f);
	}
}

int review_form_page(struct req *r, const struct review_writing *w,
	const struct form_errors *errors, int status)
{
	struct tpl *t = tpl_new(&r->cx, "shop/review_write.tpl");
	page_csrf(r, t);
	tpl_text(t, "PRODUCT", review_product_name(w));
	tpl_text(t, "ACTION", req_link(r, review_own_path(r, w)));
	tpl_text(t, "BACK", req_link(r, review_home_path(r, w)));
	tpl_textf(t, "REV", "%" PRId64, w->own.rev);
	tpl_textf(t, "MOST", "%d", REVIEW_PICTURES_MAX);
	tpl_show(t, w->own.id ? "OLD" : "NEW");
	tpl_show_if(t, "MODERATED", setting_bool(&r->cx, "reviews.moderate"));
	tpl_show_if(t, "CHANGED", status == 409);
	if (w->own.id)
		state_show(t, r, &w->own);
	if (w->own.id)
		tpl_text(tpl_section(t, "REMOVE"), "HREF",
			req_link(r, arena_printf(r->cx.arena, "%s/remove",
					    review_own_path(r, w))));
	variants_show(t, r, w);
	pictures_show(t, r, w);
	values_show(t, r, w, errors);
	struct page p = {
		.title = w->own.id ? tr("Your review") : tr("Write a review"),
		.description = "",
		.noindex = true,
	};
	return page_send(r, &p, t, status);
}
