/* The public product page: look at a product, choose a variant. */
#include "handlers/product_page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/category.h"
#include "domain/slug.h"
#include "handlers/card.h"
#include "handlers/handlers.h"
#include "handlers/ld.h"
#include "handlers/live.h"
#include "handlers/rails.h"
#include "handlers/shop.h"
#include "handlers/subject.h"
#include "lib/err.h"
#include "lib/md.h"

/* "12.17" with the value of option i replaced by id. */
const char *product_key_with(struct req *r, const struct product *p,
	const char *key, size_t i, int64_t id)
{
	const char *out = "";
	for (size_t k = 0; k < p->n_options; k++) {
		char *end;
		int64_t v = strtoll(key, &end, 10);
		out = arena_printf(r->cx.arena, "%s%s%" PRId64, out,
			k ? "." : "", k == i ? id : v);
		key = *end == '.' ? end + 1 : end;
	}
	return out;
}

const char *product_chosen_key(struct req *r, const struct product *p,
	const char *(*param)(const struct req *r, const char *name))
{
	const struct variant *first = product_default(p);
	const char *key = first->option_key;
	for (size_t i = 0; i < p->n_options; i++) {
		const struct option *o = &p->options[i];
		const char *code = param(
			r, arena_printf(r->cx.arena, "o-%s", o->code));
		for (size_t k = 0; code && k < o->n; k++)
			if (strcmp(o->values[k].code, code) == 0)
				key = product_key_with(
					r, p, key, i, o->values[k].id);
	}
	return key;
}

const char *product_chosen_path(struct req *r, const struct product *p)
{
	const char *path = arena_printf(r->cx.arena, "/p/%s", p->slug);
	const char *mark = "?";
	for (size_t i = 0; i < p->n_options; i++) {
		const char *name = arena_printf(
			r->cx.arena, "o-%s", p->options[i].code);
		const char *value = req_form_param(r, name);
		if (!value)
			continue;
		path = arena_printf(r->cx.arena, "%s%s%s=%s", path, mark,
			url_encode(r->cx.arena, name),
			url_encode(r->cx.arena, value));
		mark = "&";
	}
	return path;
}

static const char *choice_key(
	struct req *r, const struct product *p, const char *key)
{
	return arena_printf(r->cx.arena, "product/%s/%" PRId64 "/%s",
		r->cx.locale, p->id, key);
}

/* The content, kept per choice. */
static int choice_add(struct req *r, const struct product *p, const char *key,
	const struct lives *l)
{
	const char *kept = choice_key(r, p, key);
	struct live_body *here = live_hold(r, kept, l);
	if (here)
		return live_send(r, here);
	int64_t until;
	struct buf *body = page_buf(r);
	int rc = product_body(r, p, key, "1", body, &until);
	return rc == OK ? live_keep(r, kept, until, body, l) : rc;
}

static const char *alternate(struct req *r, const char *locale, void *arg)
{
	struct cx cx = r->cx;
	cx.locale = locale;
	const char *slug = slug_of(&cx, "product", *(int64_t *)arg);
	return slug ? arena_printf(r->cx.arena, "/p/%s", slug) : NULL;
}

static int chrome_of(struct req *r, struct product *p, struct page *page)
{
	struct category *chain;
	size_t n;
	*page = (struct page){
		.title = p->name,
		.seo_title = p->seo_title,
		.description = *p->seo_text  ? p->seo_text
			       : *p->summary ? p->summary
					     : md_plain(r->cx.arena,
						       p->description, 160),
		.kind = "product",
		.picture = p->n_pictures ? &p->pictures[0] : NULL,
		.ld = {ld_product(r, p)},
		.canonical = arena_printf(r->cx.arena, "/p/%s", p->slug),
		.script = {"js/gallery.js",
			p->n_variants > 1 ? "js/product.js" : NULL},
		.buy = true,
		.alternate = alternate,
		.alternate_arg = &p->id,
	};
	if (!p->category)
		return OK;
	int rc = category_chain(&r->cx, p->category, &chain, &n);
	if (rc == OK && n)
		page->category = chain[0].id;
	if (rc == OK)
		page->ld[1] = ld_crumbs(r, chain, n, p->name);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int problem_add(struct req *r, const struct product_problem *problem)
{
	struct tpl *t = tpl_new(&r->cx, "part/problem.tpl");
	struct tpl *s = tpl_section(t, problem->field ? "LINK" : "PLAIN");
	tpl_text(s, "TEXT", problem->words);
	if (problem->field)
		tpl_text(s, "FIELD", problem->field);
	return tpl_render(t, r->out);
}

/* With the quantity as it was typed: for nobody else. */
static int typed_add(struct req *r, const struct product *p, const char *key,
	const char *qty, const struct lives *l)
{
	int64_t until;
	struct buf *body = page_buf(r);
	int rc = product_body(r, p, key, qty, body, &until);
	return rc == OK ? live_keep(r, NULL, 0, body, l) : rc;
}

static int page_of(struct req *r, struct product *p, const char *key,
	const struct product_problem *problem, const struct lives *l,
	int status)
{
	struct page page;
	int rc = chrome_of(r, p, &page);
	if (rc == OK)
		rc = page_head(r, &page);
	if (rc == OK && problem)
		rc = problem_add(r, problem);
	if (rc == OK)
		rc = problem && problem->qty
			     ? typed_add(r, p, key, problem->qty, l)
			     : choice_add(r, p, key, l);
	if (rc == OK)
		rc = page_foot(r, &page);
	return rc == OK ? resp_html(r, status) : rc;
}

int product_page(struct req *r, struct product *p, const char *key,
	const struct product_problem *problem, int status)
{
	struct product_own own;
	struct product_open open;
	struct lives l = {0};
	struct rails *rails;
	int rc = rails_new(r, &rails);
	if (rc == OK)
		rc = product_own_load(r, p->id, &own);
	if (rc == OK)
		rc = product_rails_put(rails, p->id, &l);
	if (rc < 0)
		return rc;
	product_own_chosen(r, p, key, &own, &open);
	product_own_put(r, &own, &open, &l);
	return page_of(r, p, key, problem, &l, status);
}

/* Does the address choose options? */
static bool is_chosen(const struct req *r)
{
	for (const struct param *q = r->query; q && q->name; q++)
		if (strncmp(q->name, "o-", 2) == 0)
			return true;
	return false;
}

/* Under which the page is kept as it opens.  Not what an address can be. */
static const char *opens_key(
	struct req *r, const char *kept, const struct product_open *open)
{
	return open->usual
		       ? kept
		       : arena_printf(r->cx.arena, "@%s%s", open->key, kept);
}

/* The page as it opens: for most people as everybody's does. */
static int send(struct req *r, struct product *p, const char *kept,
	const struct product_open *open, const struct lives *l)
{
	struct page page;
	struct buf *body = page_buf(r);
	int64_t until;
	int rc = chrome_of(r, p, &page);
	if (rc == OK)
		rc = product_body(r, p, open->key, "1", body, &until);
	return rc == OK ? page_keep_live(r, &page, opens_key(r, kept, open),
				  body, until, l)
			: rc;
}

/* As it opens, without the product being read. */
static bool is_sent(struct req *r, int64_t product, const char *kept,
	const struct product_own *own, struct lives *l)
{
	struct product_open open = {.usual = true};
	if (own->any && !product_own_open(r, product, own, &open))
		return false;
	product_own_put(r, own, &open, l);
	return page_kept_live(r, opens_key(r, kept, &open), l);
}

static int read_and_send(struct req *r, const struct slug_hit *hit,
	const char *kept, const struct product_own *own, struct lives *l)
{
	struct product p;
	struct product_open open;
	bool chosen = is_chosen(r);
	int rc = product_get(&r->cx, hit->target, &p);
	if (rc < 0)
		return rc;
	if (strcmp(hit->current, req_path_param(r, "slug")) != 0)
		return resp_moved(
			r, arena_printf(r->cx.arena, "/p/%s%s%s", hit->current,
				   *r->query_raw ? "?" : "", r->query_raw));
	if (chosen)
		product_own_chosen(r, &p,
			product_chosen_key(r, &p, req_query_param), own, &open);
	else
		rc = product_own_find(r, &p, own, &open);
	if (rc < 0)
		return rc;
	product_own_put(r, own, &open, l);
	return chosen ? page_of(r, &p, open.key, NULL, l, 200)
		      : send(r, &p, kept, &open, l);
}

static int show(struct req *r, int64_t *product)
{
	const char *asked = req_path_param(r, "slug");
	const char *kept = arena_printf(r->cx.arena, "/p/%s", asked);
	bool chosen = is_chosen(r);
	struct lives l = {0};
	struct rails *rails;
	int rc = rails_new(r, &rails);
	if (rc < 0)
		return rc;
	bool plain = rails_plain(rails) && !r->visitor->customer;
	if (!chosen && plain && page_kept(r, kept))
		return OK;
	struct slug_hit hit;
	rc = slug_find(&r->cx, "product", asked, &hit);
	if (rc < 0)
		return rc;
	*product = hit.target;
	struct product_own own;
	rc = product_own_load(r, hit.target, &own);
	if (rc == OK)
		rc = product_rails_put(rails, hit.target, &l);
	if (rc < 0)
		return rc;
	if (!chosen && !plain && is_sent(r, hit.target, kept, &own, &l))
		return OK;
	return read_and_send(r, &hit, kept, &own, &l);
}

/* GET /p/:slug */
int product_show(struct req *r)
{
	int64_t product = 0;
	int rc = show(r, &product);
	if (rc == OK && r->status == 200 && product)
		req_viewed(r, product);
	return rc;
}
