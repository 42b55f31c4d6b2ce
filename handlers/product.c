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
	struct lives l = {0};
	struct rails *rails;
	int rc = rails_new(r, &rails);
	if (rc == OK)
		rc = product_own_load(r, p->id, &own);
	if (rc == OK)
		rc = product_rails_put(rails, p->id, &l);
	if (rc == OK)
		product_own_put(r, p, key, &own, &l);
	return rc == OK ? page_of(r, p, key, problem, &l, status) : rc;
}

/* Does the address choose options? */
static bool is_chosen(const struct req *r)
{
	for (const struct param *q = r->query; q && q->name; q++)
		if (strncmp(q->name, "o-", 2) == 0)
			return true;
	return false;
}

/* The page as it opens, which is the one that most people see. */
static int send(struct req *r, struct product *p, const char *kept,
	const struct lives *l)
{
	struct page page;
	struct buf *body = page_buf(r);
	int64_t until;
	int rc = chrome_of(r, p, &page);
	if (rc == OK)
		rc = product_body(r, p, product_default(p)->option_key, "1",
			body, &until);
	return rc == OK ? page_keep_live(r, &page, kept, body, until, l) : rc;
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
	if (!chosen && !plain && !own.any && page_kept_live(r, kept, &l))
		return OK;
	struct product p;
	rc = product_get(&r->cx, hit.target, &p);
	if (rc < 0)
		return rc;
	if (strcmp(hit.current, asked) != 0)
		return resp_moved(
			r, arena_printf(r->cx.arena, "/p/%s%s%s", hit.current,
				   *r->query_raw ? "?" : "", r->query_raw));
	if (!chosen && !own.any)
		return send(r, &p, kept, &l);
	const char *key = chosen ? product_chosen_key(r, &p, req_query_param)
				 : product_own_key(r, &p, &own);
	product_own_put(r, &p, key, &own, &l);
	return page_of(r, &p, key, NULL, &l, 200);
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
