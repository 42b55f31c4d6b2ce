/* Parts of pages that show reviews and questions. */
#include "handlers/said.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/setting.h"
#include "domain/slug.h"
#include "domain/staff.h"
#include "handlers/card.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/image.h"
#include "lib/tr.h"

enum {
	STAR_STEP = 18, /* units of the stars' viewBox */
	NEIGHBOURS = 2, /* page links beside the present one */
};

const char *stars_words(struct req *r, int64_t tenths)
{
	return arena_printf(r->cx.arena, "%" PRId64 "%s%" PRId64, tenths / 10,
		strcmp(r->cx.locale, "en") == 0 ? "." : ",", tenths % 10);
}

void stars_show(struct tpl *t, const char *name, struct req *r, int64_t tenths)
{
	struct tpl *s = tpl_include(t, name, "part/stars.tpl");
	bool whole = tenths % 10 == 0;
	tpl_text(s, "LABEL",
		arena_printf(r->cx.arena, tr("%s out of 5"),
			whole ? arena_printf(
					r->cx.arena, "%" PRId64, tenths / 10)
			      : stars_words(r, tenths)));
	for (int64_t i = 0; i < REVIEW_STARS; i++) {
		struct tpl *one = tpl_section(s, "STAR");
		tpl_int(one, "X", i * STAR_STEP);
		tpl_show_if(one, "EMPTY", (tenths + 5) / 10 <= i);
	}
}

const char *reviews_words(struct req *r, int64_t n)
{
	return arena_printf(r->cx.arena,
		tr_n("%ld review", "%ld reviews", (long)n), (long)n);
}

void marks_show(struct tpl *t, const char *name, struct req *r,
	const struct review_rating *rating)
{
	struct tpl *m = tpl_include(t, name, "part/marks.tpl");
	int64_t average = review_average(rating);
	tpl_text(m, "AVERAGE", stars_words(r, average));
	tpl_text(m, "COUNT", reviews_words(r, rating->n));
	stars_show(m, "STARS", r, average);
	for (long i = REVIEW_STARS; i > 0; i--) {
		struct tpl *row = tpl_section(m, "ROW");
		tpl_textf(row, "N", "%ld", i);
		tpl_text(row, "WORD", tr_n("star", "stars", i));
		tpl_textf(row, "LABEL", tr_n("%ld star", "%ld stars", i), i);
		tpl_textf(row, "MAX", "%" PRId64, rating->n);
		tpl_textf(row, "VALUE", "%" PRId64, rating->of[i]);
	}
}

/* ---- one review ---- */

static const char *options_of(const struct review *v, const struct product *p)
{
	for (size_t i = 0; p && i < p->n_variants; i++)
		if (p->variants[i].id == v->variant)
			return p->variants[i].label;
	return v->options;
}

static void pictures_show(struct tpl *t, struct req *r, const struct review *v)
{
	struct tpl *list = NULL;
	for (size_t i = 0; i < v->n_pictures; i++) {
		struct picture p = v->pictures[i];
		if (!p.sha256)
			continue; /* not made yet */
		if (!list)
			list = tpl_section(t, "SHOTS");
		struct tpl *s = tpl_section(list, "SHOT");
		const char *last = strrchr(p.widths, ' ');
		p.alt = tr("Picture by the writer");
		tpl_text(s, "URL",
			image_url(r->cx.arena, p.sha256,
				strtoll(last ? last + 1 : p.widths, NULL, 10)));
		picture_show(s, "PICTURE", r, &p,
			&(struct picture_use){.widest = 320});
	}
}

void said_show(struct tpl *t, const char *name, struct req *r,
	const struct review *v, const struct product *p, bool voting,
	size_t nth)
{
	struct tpl *s = tpl_include(t, name, "part/said.tpl");
	const char *options = options_of(v, p);
	stars_show(s, "STARS", r, v->stars * 10);
	tpl_textf(s, "NTH", "%zu", nth);
	tpl_text(s, "BY", *v->name ? v->name : tr("A buyer"));
	tpl_time(s, "AT", CLOCK_DATE, v->created_ms);
	if (*options)
		tpl_text(tpl_section(s, "BOUGHT"), "OPTIONS", options);
	tpl_text(s, "LANG", v->locale);
	if (*v->title)
		tpl_text(tpl_section(s, "TITLED"), "TITLE", v->title);
	tpl_text(s, "BODY", v->body);
	pictures_show(s, r, v);
	if (*v->reply) {
		struct tpl *a = tpl_section(s, "REPLY");
		tpl_text(a, "SHOP", setting_get(&r->cx, "shop.name"));
		tpl_time(a, "REPLIED", CLOCK_DATE, v->reply_ms);
		tpl_text(a, "REPLY_TEXT", v->reply);
	}
	if (!voting)
		return;
	struct tpl *b = tpl_section(s, "VOTE");
	tpl_text(b, "P", r->lang_prefix);
	tpl_text(b, "SLUG", p->slug);
	tpl_textf(b, "ID", "%" PRId64, v->id);
	tpl_text(b, "VOTED", v->voted ? "true" : "false");
	tpl_show_if(b, "MINE", v->voted);
	if (v->helpful)
		tpl_int(tpl_section(b, "SOME"), "HELPFUL", v->helpful);
}

void asked_show(struct tpl *t, const char *name, struct req *r,
	const struct question *u)
{
	struct tpl *s = tpl_include(t, name, "part/asked.tpl");
	tpl_text(s, "LANG", u->locale);
	tpl_text(s, "BODY", u->body);
	tpl_text(s, "ANSWER", u->answer);
	tpl_text(s, "SHOP", setting_get(&r->cx, "shop.name"));
	tpl_time(s, "AT", CLOCK_DATE, u->answered_ms);
	if (*u->name)
		tpl_text(tpl_section(s, "BY"), "NAME", u->name);
}

/* ---- the product's page ---- */

static int reviews_fold(struct tpl *t, struct req *r, const struct product *p)
{
	struct review_rating rating;
	struct review *newest;
	size_t n;
	int64_t total;
	int rc = review_rating(&r->cx, p->id, &rating);
	if (rc < 0)
		return rc;
	struct tpl *f = tpl_include(t, "REVIEWS", "part/reviews_fold.tpl");
	if (rating.n <= 0) {
		tpl_show(f, "NONE");
		return OK;
	}
	struct tpl *rated = tpl_section(t, "RATED");
	int64_t average = review_average(&rating);
	stars_show(rated, "STARS", r, average);
	tpl_text(rated, "AVERAGE", stars_words(r, average));
	tpl_text(rated, "COUNT", reviews_words(r, rating.n));
	const struct review_view view = {.product = p->id,
		.sort = "own",
		.locale = "",
		.voter = "",
		.limit = REVIEW_NEWEST};
	rc = review_list(&r->cx, &view, &newest, &n, &total);
	if (rc < 0)
		return rc;
	struct tpl *some = tpl_section(f, "SOME");
	marks_show(some, "MARKS", r, &rating);
	for (size_t i = 0; i < n; i++)
		said_show(tpl_section(some, "ONE"), "SAID", r, &newest[i], p,
			false, i + 1);
	tpl_text(some, "HREF",
		req_link(r,
			arena_printf(r->cx.arena, "/p/%s/reviews", p->slug)));
	tpl_textf(some, "ALL",
		tr_n("All %ld review", "All %ld reviews", (long)rating.n),
		(long)rating.n);
	return OK;
}

static int questions_fold(struct tpl *t, struct req *r, const struct product *p)
{
	struct question *newest;
	size_t n;
	int64_t total;
	int rc = question_list(
		&r->cx, p->id, 0, REVIEW_NEWEST, &newest, &n, &total);
	if (rc < 0)
		return rc;
	struct tpl *f = tpl_include(t, "QUESTIONS", "part/questions_fold.tpl");
	if (total)
		tpl_textf(tpl_section(f, "COUNTED"), "N", "%" PRId64, total);
	tpl_show_if(f, "NONE", total == 0);
	for (size_t i = 0; i < n; i++)
		asked_show(tpl_section(f, "ONE"), "ASKED", r, &newest[i]);
	const char *href = req_link(
		r, arena_printf(r->cx.arena, "/p/%s/questions", p->slug));
	tpl_text(f, "HREF", href);
	if (total > REVIEW_NEWEST) {
		struct tpl *all = tpl_section(f, "MORE");
		tpl_text(all, "HREF", href);
		tpl_textf(all, "TEXT", tr("All %ld questions"), (long)total);
	}
	return OK;
}

int product_said_show(struct tpl *t, struct req *r, const struct product *p)
{
	int rc = reviews_fold(t, r, p);
	return rc == OK ? questions_fold(t, r, p) : rc;
}

/* ---- what their pages share ---- */

int said_product(struct req *r, const char *tail, struct product *p, bool *done)
{
	struct slug_hit hit;
	const char *asked = req_path_param(r, "slug");
	*done = false;
	int rc = slug_find(&r->cx, "product", asked, &hit);
	if (rc == OK)
		rc = product_get(&r->cx, hit.target, p);
	if (rc < 0 || strcmp(hit.current, asked) == 0)
		return rc;
	*done = true;
	return resp_moved(
		r, arena_printf(r->cx.arena, "/p/%s%s%s%s", hit.current, tail,
			   *r->query_raw ? "?" : "", r->query_raw));
}

const char *review_path(struct req *r, int64_t order, int64_t product)
{
	const char *slug = slug_of(&r->cx, "product", product);
	return slug ? arena_printf(r->cx.arena, "/order/%s/review/%s",
			      order_token(&r->cx, order), slug)
		    : NULL;
}

const char *review_voter(struct req *r)
{
	if (r->visitor->customer)
		return arena_printf(
			r->cx.arena, "c%" PRId64, r->visitor->customer);
	return crypt_mac(
		r->cx.arena, r->cx.secret, "review-vote", r->visitor->id_hash);
}

const char *review_state_words(const char *state)
{
	if (strcmp(state, "shown") == 0)
		return tr("Shown");
	return strcmp(state, "refused") == 0 ? tr("Not shown")
					     : tr("We read it first");
}

int said_limit(struct req *r, const char *kind, const char *setting)
{
	if (!r->conf->limits)
		return OK;
	int rc = attempt_check(
		&r->cx, kind, r->remote, setting_int(&r->cx, setting), MS_HOUR);
	return rc == OK ? attempt_add(&r->cx, kind, r->remote, MS_HOUR) : rc;
}

static bool page_shown(int64_t page, int64_t at, int64_t last)
{
	return page == 1 || page == last || llabs(page - at) <= NEIGHBOURS;
}

static void page_link(
	struct tpl *s, struct req *r, const char *base, int64_t page)
{
	const char *sep = strchr(base, '?') ? "&" : "?";
	tpl_text(s, "URL",
		page > 1 ? arena_printf(r->cx.arena, "%s%spage=%" PRId64, base,
				   sep, page)
			 : base);
}

void said_pages(struct tpl *t, const char *name, struct req *r,
	const char *base, int64_t page, int64_t last)
{
	if (last < 2)
		return;
	struct tpl *p = tpl_include(t, name, "part/pages.tpl");
	if (page > 1)
		page_link(tpl_section(p, "PREV"), r, base, page - 1);
	for (int64_t i = 1; i <= last; i++) {
		if (!page_shown(i, page, last))
			continue;
		struct tpl *s = tpl_section(p, "PAGE");
		page_link(s, r, base, i);
		tpl_int(s, "N", i);
		tpl_show_if(s, "ON", i == page);
	}
	if (page < last)
		page_link(tpl_section(p, "NEXT"), r, base, page + 1);
}
