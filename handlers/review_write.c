/* A buyer's own review: written, changed, taken back.  By the secret of the
 * order that it is of, for guests and customers alike. */
#include "handlers/review_write.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/setting.h"
#include "domain/slug.h"
#include "handlers/handlers.h"
#include "handlers/order.h"
#include "handlers/said.h"
#include "handlers/shop.h"
#include "handlers/upload.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { PICTURE_BYTES_MAX = 10 * 1024 * 1024 };

/* clang-format off */
const char *const review_stars[] = {"5", "4", "3", "2", "1", NULL};

const struct field review_fields[] = {
	FIELD_CHOICE(review_form, stars, N_("Stars"), .required = true, .choices = review_stars),
	FIELD_TEXT(review_form, title, N_("Heading"), .max = REVIEW_TITLE_MAX),
	FIELD_LINES(review_form, body, N_("Your review"), .required = true,
		.min = REVIEW_TEXT_MIN, .max = REVIEW_TEXT_MAX),
	FIELD_TEXT(review_form, name, N_("Shown name"), .max = REVIEW_NAME_MAX),
	FIELD_END,
};
/* clang-format on */

/* ERR_NOT_FOUND also where nothing of it has arrived, unless it was reviewed
 * while that was so. */
static int writing_read(struct req *r, struct review_writing *w)
{
	struct slug_hit hit = {0};
	struct review_thing *all = NULL;
	size_t n = 0;
	*w = (struct review_writing){0};
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
	for (size_t i = 0; i < n && w->n < REVIEW_VARIANTS_MAX; i++)
		if (all[i].product == w->product)
			w->things[w->n++] = all[i];
	rc = review_of_order(&r->cx, w->order.id, w->product, &w->own);
	if (rc == ERR_NOT_FOUND)
		return w->n ? OK : ERR_NOT_FOUND;
	return rc;
}

const char *review_own_path(struct req *r, const struct review_writing *w)
{
	return arena_printf(
		r->cx.arena, "/order/%s/review/%s", w->order.token, w->slug);
}

/* Where it leads back to: the account, or the order. */
const char *review_home_path(struct req *r, const struct review_writing *w)
{
	return r->visitor->customer ? "/account/reviews"
				    : order_path(r, &w->order, "");
}

const char *review_product_name(const struct review_writing *w)
{
	return w->n ? w->things[0].name : w->own.product_name;
}

/* GET /order/:token/review/:slug */
int review_write_show(struct req *r)
{
	struct review_writing w;
	int rc = writing_read(r, &w);
	return rc == OK ? review_form_page(r, &w, NULL, 200) : rc;
}

/* ---- what was sent ---- */

static bool is_sent(const struct upload *u)
{
	return strcmp(u->field, "picture") == 0 && u->size > 0;
}

static size_t kept_count(struct req *r, const struct review_writing *w)
{
	size_t n = 0;
	for (size_t i = 0; i < w->own.n_pictures; i++)
		n += !review_is_dropped(r, i);
	return n;
}

static void pictures_check(struct req *r, const struct review_writing *w,
	struct form_errors *errors)
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

static int pictures_take(struct req *r, const struct review_writing *w,
	int64_t *media, size_t *n)
{
	int rc = OK;
	*n = 0;
	for (size_t i = 0; i < w->own.n_pictures; i++)
		if (!review_is_dropped(r, i))
			media[(*n)++] = w->own.pictures[i].id;
	for (const struct upload *u = r->uploads; rc == OK && u && u->field;
		u++)
		if (is_sent(u) && *n < REVIEW_PICTURES_MAX)
			rc = upload_keep(r, u, &media[(*n)++]);
	return rc;
}

static int write(struct req *r, const struct review_writing *w,
	const struct review_form *f, int64_t rev)
{
	int64_t media[REVIEW_PICTURES_MAX], id = 0;
	size_t which = review_variant_chosen(r, w);
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
	struct review_writing w;
	int rc = writing_read(r, &w);
	return rc == OK ? review_form_page(r, &w, NULL, 409) : rc;
}

static int64_t rev_typed(const struct req *r)
{
	const char *rev = req_form_param(r, "rev");
	return rev ? strtoll(rev, NULL, 10) : 0;
}

/* POST /order/:token/review/:slug */
int review_write_do(struct req *r)
{
	struct review_writing w;
	struct review_form f;
	struct form_errors errors;
	int rc = writing_read(r, &w);
	if (rc < 0)
		return rc;
	rc = form_read(r, review_fields, &f, &errors);
	if (rc < 0 && rc != ERR_INVALID)
		return rc;
	pictures_check(r, &w, &errors);
	if (errors.n)
		return review_form_page(r, &w, &errors, 422);
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
	return resp_redirect(r, review_home_path(r, &w));
}

/* ---- taking it back ---- */

/* GET /order/:token/review/:slug/remove */
int review_remove_ask(struct req *r)
{
	struct review_writing w;
	int rc = writing_read(r, &w);
	if (rc < 0)
		return rc;
	if (!w.own.id)
		return resp_redirect(r, review_home_path(r, &w));
	struct tpl *t = tpl_new(&r->cx, "shop/review_remove.tpl");
	page_csrf(r, t);
	tpl_text(t, "PRODUCT", review_product_name(&w));
	tpl_text(t, "BACK", req_link(r, review_own_path(r, &w)));
	tpl_textf(t, "REV", "%" PRId64, w.own.rev);
	struct page p = {.title = tr("Remove your review"),
		.description = "",
		.noindex = true};
	return page_send(r, &p, t, 200);
}

/* POST /order/:token/review/:slug/remove */
int review_remove_do(struct req *r)
{
	struct review_writing w;
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
	return resp_redirect(r, review_home_path(r, &w));
}
