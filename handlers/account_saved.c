/* What a customer has the shop remember: sizes, and the store where they
 * fetch their orders. */
#include "handlers/account.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "domain/cart.h"
#include "domain/delivery.h"
#include "domain/product.h"
#include "domain/saved.h"
#include "domain/slug.h"
#include "handlers/handlers.h"
#include "handlers/product_page.h"
#include "handlers/shop.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char details[] = "/account/details",
		  profile[] = "/account/profile";

/* One of the two pages that have these forms. */
static int back(struct req *r)
{
	const char *to = req_form_param(r, "back");
	return resp_redirect(
		r, to && strcmp(to, profile) == 0 ? profile : details);
}

/* ---- beside the sizes of a product ---- */

static int values_keep(struct req *r, const struct product *p, const char *key,
	const char **kept)
{
	struct saved_value *v;
	size_t n;
	int64_t me = r->visitor->customer;
	int rc = saved_values(&r->cx, me, p->id, &v, &n);
	for (size_t k = 0; rc == OK && k < n; k++)
		for (size_t i = 0; rc == OK && i < p->n_options; i++) {
			if (p->options[i].id != v[k].option ||
				strcmp(product_key_with(
					       r, p, key, i, v[k].value),
					key) != 0)
				continue;
			rc = saved_size_keep(&r->cx, me, &v[k]);
			*kept = *kept ? arena_printf(r->cx.arena, "%s, %s",
						*kept, v[k].label)
				      : v[k].label;
		}
	return rc;
}

/* The product's form, whatever is chosen in it now. */
static int size_keep(struct req *r, const char *slug)
{
	struct slug_hit hit;
	struct product p = {0};
	const char *kept = NULL;
	int rc = slug_find(&r->cx, "product", slug, &hit);
	if (rc == OK)
		rc = product_get(&r->cx, hit.target, &p);
	if (rc < 0)
		return rc;
	const char *key = product_chosen_key(r, &p, req_form_param);
	rc = values_keep(r, &p, key, &kept);
	if (rc < 0)
		return rc;
	if (kept)
		flash_set(r, arena_printf(r->cx.arena,
				     tr("We will remember: %s."), kept));
	return resp_redirect(r, product_chosen_path(r, &p));
}

/* POST /account/sizes */
int account_sizes_do(struct req *r)
{
	const char *slug = req_form_param(r, "product");
	const char *option = req_form_param(r, "option");
	const char *value = req_form_param(r, "value");
	if (slug)
		return size_keep(r, slug);
	if (!option || !value)
		return ERR_BAD;
	int rc = saved_size_remove(&r->cx, r->visitor->customer, option, value);
	return rc < 0 ? rc : back(r);
}

/* POST /account/store */
int account_store_do(struct req *r)
{
	const char *typed = req_form_param(r, "location");
	char *end = "";
	int64_t id = typed ? strtoll(typed, &end, 10) : 0;
	if (!typed || *end || id < 0)
		return ERR_BAD;
	int rc = saved_store_set(&r->cx, r->visitor->customer, id);
	if (rc == OK)
		flash_set(r, tr("Saved."));
	return rc < 0 ? rc : back(r);
}

/* ---- language ---- */

int account_language_take(struct req *r, int64_t customer)
{
	struct account who = {0};
	int rc = account_get(&r->cx, customer, &who);
	if (rc < 0 || *r->lang_prefix || tr_lang_index(who.locale) < 0 ||
		strcmp(who.locale, r->cx.root) == 0)
		return rc;
	r->lang_prefix = arena_printf(r->cx.arena, "/%s", who.locale);
	r->cx.locale = who.locale;
	tr_use(who.locale);
	return OK;
}

/* ---- on the page of the details, and that of all the shop knows ---- */

static int stores_show(struct req *r, struct tpl *t, const char *here)
{
	struct cart none = {0};
	struct delivery_store *stores;
	size_t n = 0;
	int64_t mine = 0;
	int rc = delivery_stores(&r->cx, &none, 0, &stores, &n);
	if (rc == OK)
		rc = saved_store(&r->cx, r->visitor->customer, &mine);
	if (rc < 0 || n < 2) /* of one there is nothing to choose */
		return rc;
	struct tpl *all = tpl_section(t, "STORES");
	tpl_text(all, "P", r->lang_prefix);
	tpl_text(all, "TOKEN", req_csrf(r));
	tpl_text(all, "BACK", here);
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(all, "STORE");
		tpl_int(s, "ID", stores[i].location);
		tpl_text(s, "NAME", stores[i].name);
		tpl_show_if(s, "ON", stores[i].location == mine);
	}
	return OK;
}

int account_saved_show(struct req *r, struct tpl *t, const char *name)
{
	struct saved_size *sizes;
	size_t n;
	const char *here = strcmp(r->path, profile) == 0 ? profile : details;
	int rc = saved_sizes(&r->cx, r->visitor->customer, &sizes, &n);
	if (rc < 0)
		return rc;
	struct tpl *in = tpl_include(t, name, "part/account_saved.tpl");
	struct tpl *list = tpl_section(in, n ? "SIZES" : "NO_SIZES");
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(list, "SIZE");
		tpl_text(s, "P", r->lang_prefix);
		tpl_text(s, "TOKEN", req_csrf(r));
		tpl_text(s, "BACK", here);
		tpl_text(s, "LABEL", sizes[i].label);
		tpl_text(s, "OPTION", sizes[i].option);
		tpl_text(s, "VALUE", sizes[i].value);
	}
	return stores_show(r, in, here);
}
