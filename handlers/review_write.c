/* A buyer's own review: written, changed, taken back.  By the secret of the
 * order that it is of, for guests and customers alike. */
#include "handlers/order.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/media_forget.h"
#include "domain/setting.h"
#include "domain/slug.h"
#include "handlers/card.h"
#include "handlers/handlers.h"
#include "handlers/said.h"
#include "handlers/shop.h"
#include "handlers/upload.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/tr.h"

enum { PICTURE_BYTES_MAX = 10 * 1024 * 1024, VARIANTS_MAX = 50 };

struct review_form {
	const char *stars, *title, *body, *name;
};

/* clang-format off */
static const char *const stars_choices[] = {"5", "4", "3", "2", "1", NULL};

static const struct field fields[] = {
	FIELD_CHOICE(review_form, stars, N_("Stars"), .required = true, .choices = stars_choices),
	FIELD_TEXT(review_form, title, N_("Heading"), .max = REVIEW_TITLE_MAX),
	FIELD_LINES(review_form, body, N_("Your review"), .required = true,
		.min = REVIEW_TEXT_MIN, .max = REVIEW_TEXT_MAX),
	FIELD_TEXT(review_form, name, N_("Shown name"), .max = REVIEW_NAME_MAX),
	FIELD_END,
};
/* clang-format on */

/* The order, the product, and what was said of it before. */
struct writing {
	struct order order;
	int64_t product;
	const char *slug; /* as it is now */
	struct review_thing things[VARIANTS_MAX];
	size_t n;          /* variants of it that came with the order */
	struct review own; /* id 0: none yet */
};

/* ERR_NOT_FOUND also where nothing of it has arrived, unless it was reviewed
 * while that was so. */
static int writing_read(struct req *r, struct writing *w)
{
	struct slug_hit hit;
	struct review_thing *all;
	size_t n;
	*w = (struct writing){0};
	int rc = order_by_token(&r->cx, req_path_param(r, "token"), &w->order);
	if (rc == OK)
		rc = slug_find(
			&r->cx, "product", req_path_param(r, "slug"), &hit);
	if (rc == OK)
		rc = review_things(&r->cx, w->order.id, &all, &n);
	if (rc < 0)
		return rc;
	w->product = hit.target;
	w->slug = hit.current;
	for (size_t i = 0; i < n && w->n < VARIANTS_MAX; i++)
		if (all[i].product == w->product)
			w->things[w->n++] = all[i];
	rc = review_of_order(&r->cx, w->order.id, w->product, &w->own);
	if (rc == ERR_NOT_FOUND)
		return w->n ? OK : ERR_NOT_FOUND;
	return rc;
}

static const char *own_path(struct req *r, const struct writing *w)
{
	return arena_printf(
		r->cx.arena, "/order/%s/review/%s", w->order.token, w->slug);
}

/* Where it leads back to: the account, or the order. */
static const char *home_path(struct req *r, const struct writing *w)
{
	return r->visitor->customer ? "/account/reviews"
				    : order_path(r, &w->order, "");
}

static const char *product_name(const struct writing *w)
{
	return w->n ? w->things[0].name : w->own.product_name;
}

/* "Aino" of "Aino Korhonen". */
static const char *first_name(struct req *r, const struct order *o)
{
	return arena_strndup(r->cx.arena, o->name, strcspn(o->name, " "));
}

/* ---- the form ---- */

static void stars_choose(struct tpl *t, struct req *r, const char *chosen)
{
	static const char *const words[] = {N_("Very good"), N_("Good"),
		N_("All right"), N_("Poor"), N_("Very poor")};
	for (size_t i = 0; stars_choices[i]; i++) {
		long n = strtol(stars_choices[i], NULL, 10);
		struct tpl *s = tpl_section(t, "CHOICE");
		tpl_text(s, "VALUE", stars_choices[i]);
		tpl_show_if(s, "ON", strcmp(stars_choices[i], chosen) == 0);
		tpl_text(s, "LABEL",
			arena_printf(r->cx.arena,
				tr_n("%ld star", "%ld stars", n), n));
		tpl_text(s, "WORDS", tr(words[i]));
	}
}

/* "2": the place of the chosen one among what came. */
static size_t variant_chosen(struct req *r, const struct writing *w)
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

static void variants_show(struct tpl *t, struct req *r, const struct writing *w)
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
		tpl_show_if(s, "ON", i == variant_chosen(r, w));
	}
}

static bool is_dropped(struct req *r, size_t nth)
{
	const char *typed, *own = arena_printf(r->cx.arena, "%zu", nth);
	for (size_t i = 0; (typed = req_form_nth(r, "drop", i)); i++)
		if (strcmp(typed, own) == 0)
			return true;
	return false;
}

static void pictures_show(struct tpl *t, struct req *r, const struct writing *w)
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
		tpl_show_if(s, "DROPPED", is_dropped(r, i));
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

static void values_show(struct tpl *t, struct req *r, const struct writing *w,
	const struct form_errors *errors)
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
		form_show(t, r, fields, errors);
		for (size_t i = 0; i < errors->n; i++)
			if (strcmp(errors->item[i].field, "picture") == 0)
				tpl_text(tpl_section(t, "PICTURE_ERR"),
					"PICTURE_MSG", errors->item[i].message);
	} else {
		form_show_values(t, &r->cx, fields, &f);
	}
}

static int form_page(struct req *r, const struct writing *w,
	const struct form_errors *errors, int status)
{
	struct tpl *t = tpl_new(&r->cx, "shop/review_write.tpl");
	page_csrf(r, t);
	tpl_text(t, "PRODUCT", product_name(w));
	tpl_text(t, "ACTION", req_link(r, own_path(r, w)));
	tpl_text(t, "BACK", req_link(r, home_path(r, w)));
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
					    own_path(r, w))));
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

/* GET /order/:token/review/:slug */
int review_write_show(struct req *r)
{
	struct writing w;
	int rc = writing_read(r, &w);
	return rc == OK ? form_page(r, &w, NULL, 200) : rc;
}

/* ---- what was sent ---- */

static bool is_sent(const struct upload *u)
{
	return strcmp(u->field, "picture") == 0 && u->size > 0;
}

static size_t kept_count(struct req *r, const struct writing *w)
{
	size_t n = 0;
	for (size_t i = 0; i < w->own.n_pictures; i++)
		n += !is_dropped(r, i);
	return n;
}

static void pictures_check(
	struct req *r, const struct writing *w, struct form_errors *errors)
{
	size_t n = kept_count(r, w), sent = 0;
	struct arena *a = r->cx.arena;
	for (const struct upload *u = r->uploads; u && u->field; u++) {
		if (!is_sent(u))
			continue;
		sent++;
		if (u->size > PICTURE_BYTES_MAX)
			form_error(errors, "picture",
				arena_printf(a,
					tr("%s is too large: 10 MB at most."),
					u->filename));
		else if (!upload_is_picture(u))
			form_error(errors, "picture",
				arena_printf(a,
					tr("%s is not a picture that we can "
					   "show: JPEG, PNG or WebP."),
					u->filename));
	}
	if (n + sent > REVIEW_PICTURES_MAX)
		form_error(errors, "picture",
			arena_printf(a, tr("%d pictures at most."),
				REVIEW_PICTURES_MAX));
	else if (errors->n && sent)
		form_error(errors, "picture",
			tr("Choose the pictures once more, please: your "
			   "browser does not keep them."));
}

static int pictures_take(
	struct req *r, const struct writing *w, int64_t *media, size_t *n)
{
	int rc = OK;
	*n = 0;
	for (size_t i = 0; i < w->own.n_pictures; i++)
		if (!is_dropped(r, i))
			media[(*n)++] = w->own.pictures[i].id;
	for (const struct upload *u = r->uploads; rc == OK && u && u->field;
		u++)
		if (is_sent(u) && *n < REVIEW_PICTURES_MAX)
			rc = upload_keep(r, u, &media[(*n)++]);
	return rc;
}

static int write(struct req *r, const struct writing *w,
	const struct review_form *f, int64_t rev)
{
	int64_t media[REVIEW_PICTURES_MAX], id = 0;
	size_t which = variant_chosen(r, w);
	struct review_draft d = {.order = w->order.id,
		.product = w->product,
		.variant = w->n ? w->things[which].variant : w->own.variant,
		.customer = w->order.customer,
		.name = f->name,
		.title = f->title,
		.body = f->body,
		.stars = strtoll(f->stars, NULL, 10),
		.pictures = media};
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	rc = pictures_take(r, w, media, &d.n_pictures);
	if (rc == OK)
		rc = w->own.id ? review_edit(&r->cx, w->own.id, rev, &d)
			       : review_add(&r->cx, &d, &id);
	return db_end(r->cx.db, rc);
}

/* Somebody was faster, perhaps the same person in another window. */
static int changed_page(struct req *r)
{
	struct writing w;
	int rc = writing_read(r, &w);
	return rc == OK ? form_page(r, &w, NULL, 409) : rc;
}

static int64_t rev_typed(const struct req *r)
{
	const char *rev = req_form_param(r, "rev");
	return rev ? strtoll(rev, NULL, 10) : 0;
}

/* POST /order/:token/review/:slug */
int review_write_do(struct req *r)
{
	struct writing w;
	struct review_form f;
	struct form_errors errors;
	int rc = writing_read(r, &w);
	if (rc < 0)
		return rc;
	rc = form_read(r, fields, &f, &errors);
	if (rc < 0 && rc != ERR_INVALID)
		return rc;
	pictures_check(r, &w, &errors);
	if (errors.n)
		return form_page(r, &w, &errors, 422);
	if (rev_typed(r) != w.own.rev)
		return changed_page(r);
	rc = said_limit(r, "review", "limit.reviews");
	if (rc == OK)
		rc = write(r, &w, &f, w.own.rev);
	if (rc == ERR_CONFLICT)
		return changed_page(r);
	if (rc < 0)
		return rc;
	flash_set(r, setting_bool(&r->cx, "reviews.moderate")
			     ? tr("Thank you. We read your review, and then it "
				  "is shown.")
			     : tr("Thank you. Your review is shown now."));
	return resp_redirect(r, home_path(r, &w));
}

/* ---- taking it back ---- */

/* GET /order/:token/review/:slug/remove */
int review_remove_ask(struct req *r)
{
	struct writing w;
	int rc = writing_read(r, &w);
	if (rc < 0)
		return rc;
	if (!w.own.id)
		return resp_redirect(r, home_path(r, &w));
	struct tpl *t = tpl_new(&r->cx, "shop/review_remove.tpl");
	page_csrf(r, t);
	tpl_text(t, "PRODUCT", product_name(&w));
	tpl_text(t, "BACK", req_link(r, own_path(r, &w)));
	tpl_textf(t, "REV", "%" PRId64, w.own.rev);
	struct page p = {.title = tr("Remove your review"),
		.description = "",
		.noindex = true};
	return page_send(r, &p, t, 200);
}

/* POST /order/:token/review/:slug/remove */
int review_remove_do(struct req *r)
{
	struct writing w;
	int rc = writing_read(r, &w);
	if (rc < 0)
		return rc;
	if (w.own.id)
		rc = review_remove(&r->cx, w.own.id, rev_typed(r));
	if (rc == ERR_CONFLICT)
		return changed_page(r);
	if (rc < 0)
		return rc;
	flash_set(r, tr("Your review is removed."));
	return resp_redirect(r, home_path(r, &w));
}
