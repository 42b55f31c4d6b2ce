/* All reviews of a product, and the votes on them. */
#include "handlers/said.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/slug.h"
#include "handlers/handlers.h"
#include "handlers/list.h"
#include "handlers/shop.h"
#include "lib/err.h"
#include "lib/tr.h"

static const struct sort {
	const char *code, *label;
} sorts[] = {
	{"newest", N_("Newest")},
	{"helpful", N_("Most helpful")},
	{"highest", N_("Most stars")},
	{"lowest", N_("Fewest stars")},
};
enum { SORTS = sizeof(sorts) / sizeof(sorts[0]) };

/* What was asked for in the address. */
struct asked {
	struct review_view view;
	const char *sku; /* of the variant; "" any */
	int64_t page;
};

static const char *query(const struct req *r, const char *name)
{
	const char *value = req_query_param(r, name);
	return value ? value : "";
}

static struct asked asked_read(struct req *r, const struct product *p)
{
	struct asked a = {
		.view = {.product = p->id,
			.sort = sorts[0].code,
			.locale = "",
			.voter = r->visitor->is_new ? "" : review_voter(r),
			.limit = REVIEW_PAGE},
		.sku = "",
		.page = list_page(r)};
	const char *sort = query(r, "sort"), *stars = query(r, "stars");
	const char *sku = query(r, "variant");
	int lang = tr_lang_index(query(r, "lang"));
	for (size_t i = 0; i < SORTS; i++)
		if (strcmp(sorts[i].code, sort) == 0)
			a.view.sort = sorts[i].code;
	if (stars[0] >= '1' && stars[0] <= '5' && !stars[1])
		a.view.stars = stars[0] - '0';
	if (lang >= 0)
		a.view.locale = tr_langs[lang].code;
	for (size_t i = 0; i < p->n_variants; i++)
		if (*sku && strcmp(p->variants[i].sku, sku) == 0) {
			a.view.variant = p->variants[i].id;
			a.sku = p->variants[i].sku;
		}
	a.view.offset = (a.page - 1) * REVIEW_PAGE;
	return a;
}

static bool is_filtered(const struct asked *a)
{
	return a->view.stars || a->view.variant || *a->view.locale;
}

/* Its own address, without the page. */
static const char *base_url(
	struct req *r, const struct product *p, const struct asked *a)
{
	struct arena *m = r->cx.arena;
	const char *q = "";
	if (strcmp(a->view.sort, sorts[0].code) != 0)
		q = arena_printf(m, "%s&sort=%s", q, a->view.sort);
	if (a->view.stars)
		q = arena_printf(m, "%s&stars=%" PRId64, q, a->view.stars);
	if (*a->sku)
		q = arena_printf(m, "%s&variant=%s", q, url_encode(m, a->sku));
	if (*a->view.locale)
		q = arena_printf(m, "%s&lang=%s", q, a->view.locale);
	return req_link(r, arena_printf(m, "/p/%s/reviews%s%s", p->slug,
				   *q ? "?" : "", *q ? q + 1 : ""));
}

static void choice(struct tpl *t, const char *section, const char *value,
	const char *label, bool on)
{
	struct tpl *s = tpl_section(t, section);
	tpl_text(s, "VALUE", value);
	tpl_text(s, "LABEL", label);
	tpl_show_if(s, "ON", on);
}

static int variants_show(struct tpl *t, struct req *r, const struct product *p,
	const struct asked *a)
{
	int64_t *ids;
	size_t n;
	int rc = review_variants(&r->cx, p->id, &ids, &n);
	if (rc < 0 || p->n_variants < 2 || n < 2)
		return rc;
	struct tpl *s = tpl_section(t, "VARIANTS");
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < p->n_variants; k++)
			if (p->variants[k].id == ids[i])
				choice(s, "VARIANT", p->variants[k].sku,
					p->variants[k].label,
					a->view.variant == ids[i]);
	return OK;
}

static int languages_show(struct tpl *t, struct req *r, const struct product *p,
	const struct asked *a)
{
	const char **codes;
	size_t n;
	int rc = review_locales(&r->cx, p->id, &codes, &n);
	if (rc < 0 || n < 2)
		return rc;
	struct tpl *s = tpl_section(t, "LANGUAGES");
	for (size_t i = 0; i < n; i++) {
		int lang = tr_lang_index(codes[i]);
		if (lang >= 0)
			choice(s, "LANGUAGE", codes[i], tr_langs[lang].name,
				strcmp(a->view.locale, codes[i]) == 0);
	}
	return OK;
}

static int sift_show(struct tpl *t, struct req *r, const struct product *p,
	const struct asked *a)
{
	tpl_text(t, "ACTION",
		req_link(r,
			arena_printf(r->cx.arena, "/p/%s/reviews", p->slug)));
	for (size_t i = 0; i < SORTS; i++)
		choice(t, "SORT", sorts[i].code, tr(sorts[i].label),
			strcmp(sorts[i].code, a->view.sort) == 0);
	for (long i = REVIEW_STARS; i > 0; i--)
		choice(t, "STARS_OF", arena_printf(r->cx.arena, "%ld", i),
			arena_printf(r->cx.arena,
				tr_n("%ld star", "%ld stars", i), i),
			a->view.stars == i);
	int rc = variants_show(t, r, p, a);
	return rc == OK ? languages_show(t, r, p, a) : rc;
}

static int list_show(struct tpl *t, struct req *r, const struct product *p,
	const struct asked *a)
{
	struct review *rows;
	size_t n;
	int64_t total;
	int rc = review_list(&r->cx, &a->view, &rows, &n, &total);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		said_show(tpl_section(t, "ONE"), "SAID", r, &rows[i], p, true,
			i + 1);
	if (is_filtered(a))
		tpl_text(tpl_section(t, "FOUND"), "TEXT",
			reviews_words(r, total));
	tpl_show_if(t, "NO_MATCH", n == 0);
	said_pages(t, "PAGES", r, base_url(r, p, a), a->page,
		(total + REVIEW_PAGE - 1) / REVIEW_PAGE);
	return OK;
}

static const char *alternate(struct req *r, const char *locale, void *arg)
{
	struct cx cx = r->cx;
	cx.locale = locale;
	const char *slug = slug_of(&cx, "product", *(int64_t *)arg);
	return slug ? arena_printf(r->cx.arena, "/p/%s/reviews", slug) : NULL;
}

/* GET /p/:slug/reviews */
int reviews_show(struct req *r)
{
	struct product p;
	struct review_rating rating;
	bool moved;
	int rc = said_product(r, "/reviews", &p, &moved);
	if (rc < 0 || moved)
		return rc;
	rc = review_rating(&r->cx, p.id, &rating);
	if (rc < 0)
		return rc;
	struct asked a = asked_read(r, &p);
	struct tpl *t = tpl_new(&r->cx, "shop/reviews.tpl");
	tpl_text(t, "NAME", p.name);
	tpl_text(t, "BACK",
		req_link(r, arena_printf(r->cx.arena, "/p/%s", p.slug)));
	tpl_show_if(t, "NONE", rating.n <= 0);
	if (rating.n > 0) {
		struct tpl *s = tpl_section(t, "SOME");
		marks_show(s, "MARKS", r, &rating);
		rc = sift_show(s, r, &p, &a);
		if (rc == OK)
			rc = list_show(s, r, &p, &a);
	}
	if (rc < 0)
		return rc;
	struct page page = {
		.title = arena_printf(r->cx.arena, tr("Reviews: %s"), p.name),
		.description = "",
		.canonical = arena_printf(r->cx.arena, "/p/%s/reviews", p.slug),
		.noindex = is_filtered(&a) || rating.n <= 0,
		.alternate = alternate,
		.alternate_arg = &p.id,
	};
	return page_send(r, &page, t, 200);
}

/* ---- votes ---- */

/* "12-3": the review, and its place in the page. */
static bool vote_read(const char *typed, int64_t *review, const char **nth)
{
	char *end;
	if (!typed || strlen(typed) > 40 || *typed < '0' || *typed > '9')
		return false;
	*review = strtoll(typed, &end, 10);
	*nth = *end == '-' ? end + 1 : end;
	return strspn(*nth, "0123456789") == strlen(*nth);
}

/* Where the button stood: another page of these reviews, or the first. */
static const char *vote_back(
	struct req *r, const struct product *p, const char *nth)
{
	const char *own = arena_printf(r->cx.arena, "/p/%s/reviews", p->slug);
	const char *back = req_form_param(r, "back");
	size_t n = strlen(own);
	bool fits = back && strncmp(back, own, n) == 0 &&
		    (!back[n] || back[n] == '?') && strlen(back) < 400 &&
		    !strpbrk(back, "\r\n#\\");
	return arena_printf(r->cx.arena, "%s%s%s", fits ? back : own,
		*nth ? "#said-" : "", nth);
}

/* POST /p/:slug/reviews/vote */
int review_vote_do(struct req *r)
{
	struct product p;
	int64_t review = 0;
	const char *nth = "";
	bool moved, helped;
	int rc = said_product(r, "/reviews", &p, &moved);
	if (rc < 0 || moved)
		return rc;
	if (!vote_read(req_form_param(r, "review"), &review, &nth))
		return ERR_BAD;
	rc = said_limit(r, "vote", "limit.votes");
	if (rc == OK)
		rc = review_vote(
			&r->cx, p.id, review, review_voter(r), &helped);
	if (rc == ERR_DENIED)
		flash_set(r, tr("This one is your own."));
	else if (rc == ERR_TOO_MANY)
		flash_set(r, tr("That was a lot at once. Try again in an "
				"hour."));
	else if (rc < 0)
		return rc;
	return resp_redirect(r, vote_back(r, &p, rc < 0 ? "" : nth));
}
