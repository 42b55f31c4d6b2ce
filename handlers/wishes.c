/* The list of wishes: what its buttons do. */
#include "handlers/wishes.h"

#include <string.h>

#include "domain/alert.h"
#include "domain/product.h"
#include "domain/product_edit.h"
#include "domain/slug.h"
#include "handlers/handlers.h"
#include "handlers/product_page.h"
#include "handlers/shop.h"
#include "handlers/subject.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/json.h"
#include "lib/tr.h"

struct wisher wishes_who(struct req *r)
{
	return (struct wisher){
		.session = r->visitor->id_hash,
		.cart = r->visitor->cart,
		.customer = r->visitor->customer,
	};
}

const char *wish_name(struct arena *a, const struct cart_line *l)
{
	return *l->options ? arena_printf(a, "%s (%s)", l->name, l->options)
			   : l->name;
}

/* "Kide mug (Sea) is on your list." */
static const char *words_of(struct req *r, int64_t variant, const char *format)
{
	struct cart_line l = {.variant = variant, .qty = 1};
	const char *name = cart_line_now(&r->cx, &l) < 0
				   ? ""
				   : wish_name(r->cx.arena, &l);
	const char *s = strstr(format, "%s");
	return arena_printf(r->cx.arena, "%.*s%s%s", (int)(s ? s - format : 0),
		format, s ? name : "", s ? s + 2 : format);
}

static const char *full_words(struct req *r)
{
	return arena_printf(r->cx.arena,
		tr("The list is full: it holds %d things. Take something "
		   "off it first."),
		WISHLIST_MAX);
}

/* Why nothing was done, or NULL when rc is not of that kind. */
static const char *refusal(struct req *r, int rc)
{
	switch (rc) {
	case ERR_NOT_FOUND:
		return tr("That is not sold any more.");
	case ERR_TOO_LARGE:
		return full_words(r);
	default:
		return NULL;
	}
}

/* Back to the list, with a word. */
static int to_list(struct req *r, const char *words)
{
	if (words)
		flash_set(r, words);
	return resp_redirect(r, "/list");
}

static int done_or(struct req *r, int rc, const char *words)
{
	const char *why = refusal(r, rc);
	if (why)
		return wishes_page(r, why, 409);
	return rc < 0 ? rc : to_list(r, words);
}

/* Whose the button is; 0: none of ours. */
static int64_t variant_of(struct req *r, const char *sku)
{
	int64_t variant = 0, product = 0;
	if (!sku || variant_by_sku(&r->cx, sku, &variant, &product) < 0)
		return 0;
	return variant;
}

/* ---- the button of a product's page ---- */

/* What js/shop.js shows. */
static int answer_json(struct req *r, int status, bool saved, const char *sku,
	const char *message)
{
	const char *body = json_text(
		r->cx.arena, json_pack("{s:b, s:s, s:s}", "saved", saved, "sku",
				     sku, "message", message));
	return body ? resp_text(r, status, "application/json", body)
		    : ERR_INTERNAL;
}

static int save_product(struct req *r, struct product *p, const char *key)
{
	const char *act = req_form_param(r, "list");
	bool off = strcmp(act ? act : "", "remove") == 0, added = false;
	const struct variant *v = product_variant(p, key);
	struct wisher who = wishes_who(r);
	struct product_problem no = {
		.words = tr("That combination is not made. Choose another.")};
	if (!v)
		return r->json ? answer_json(r, 409, false, "", no.words)
			       : product_page(r, p, key, &no, 422);
	int rc = off ? wish_remove(&r->cx, &who, v->id)
		     : wish_add(&r->cx, &who, v->id, &added);
	no.words = refusal(r, rc);
	if (no.words)
		return r->json ? answer_json(r, 409, false, v->sku, no.words)
			       : product_page(r, p, key, &no, 409);
	if (rc < 0)
		return rc;
	if (added)
		req_event(r, &(struct event){.kind = EVENT_WISH,
				     .product = p->id,
				     .variant = v->id});
	const char *words = words_of(r, v->id,
		off     ? tr("%s is off your list.")
		: added ? tr("%s is on your list.")
			: tr("%s is on your list already."));
	if (r->json)
		return answer_json(r, 200, !off, v->sku, words);
	flash_set(r, words);
	return resp_redirect(r, product_chosen_path(r, p));
}

static int save(struct req *r, const char *slug)
{
	struct slug_hit hit;
	struct product p = {0};
	int rc = slug_find(&r->cx, "product", slug, &hit);
	if (rc == OK)
		rc = product_get(&r->cx, hit.target, &p);
	if (rc < 0)
		return rc;
	return save_product(r, &p, product_chosen_key(r, &p, req_form_param));
}

/* The same without scripts: what the page says is on the list goes off it. */
static int drop(struct req *r, const char *sku)
{
	int64_t variant = variant_of(r, sku);
	const char *to = req_form_param(r, "back");
	struct wisher who = wishes_who(r);
	if (!variant)
		return ERR_NOT_FOUND;
	int rc = wish_remove(&r->cx, &who, variant);
	if (rc < 0)
		return rc;
	flash_set(r, words_of(r, variant, tr("%s is off your list.")));
	if (!to || strncmp(to, "/p/", 3) != 0)
		to = "/list";
	return resp_redirect(r, to);
}

/* ---- the buttons of the list ---- */

static int do_remove(struct req *r, int64_t variant)
{
	struct wisher who = wishes_who(r);
	int rc = wish_remove(&r->cx, &who, variant);
	if (rc < 0)
		return rc;
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/list?removed=%s",
			   url_encode(r->cx.arena, req_form_param(r, "sku"))));
}

static int do_undo(struct req *r, int64_t variant)
{
	struct wisher who = wishes_who(r);
	return done_or(r, wish_undo(&r->cx, &who, variant), NULL);
}

static int do_note(struct req *r, int64_t variant)
{
	struct wisher who = wishes_who(r);
	const char *typed = req_form_param(r, "note");
	const char *note = form_clean(r->cx.arena, typed ? typed : "", true);
	int rc = wish_note(&r->cx, &who, variant, note);
	if (rc == ERR_INVALID)
		return wishes_page(r,
			arena_printf(r->cx.arena,
				tr("A note has at most %d characters."),
				WISH_NOTE_MAX),
			422);
	return done_or(r, rc, tr("The note is saved."));
}

static int do_move(struct req *r, int64_t variant)
{
	struct wisher who = wishes_who(r);
	int rc = wish_to_cart(&r->cx, &who, variant, NULL);
	if (rc == ERR_CONFLICT)
		return wishes_page(r,
			tr("There is no more of it than is in your cart."),
			409);
	if (rc == ERR_TOO_LARGE)
		return wishes_page(r, tr("The cart is full."), 409);
	return done_or(r, rc, words_of(r, variant, tr("%s is in the cart.")));
}

static int do_end(struct req *r, int64_t variant)
{
	const char *kind = alert_kind(req_form_param(r, "kind"));
	if (!kind || !r->visitor->customer)
		return ERR_BAD;
	int rc = alert_end_own(
		&r->cx, r->visitor->customer, kind, variant, alert_words(kind));
	return rc < 0 ? rc
		      : to_list(r, tr("We will not write to you about it."));
}

static int do_all(struct req *r, int64_t variant)
{
	struct wisher who = wishes_who(r);
	int64_t n = 0;
	(void)variant;
	int rc = wishlist_to_cart(&r->cx, &who, &n);
	if (rc < 0)
		return rc;
	return to_list(r,
		n ? arena_printf(r->cx.arena,
			    tr_n("%ld thing is in the cart now.",
				    "%ld things are in the cart now.", (long)n),
			    (long)n)
		  : tr("All that can be bought is in the cart already."));
}

static int do_title(struct req *r, int64_t variant)
{
	struct wisher who = wishes_who(r);
	const char *typed = req_form_param(r, "title");
	(void)variant;
	int rc = wishlist_title(&r->cx, &who,
		form_clean(r->cx.arena, typed ? typed : "", false));
	if (rc == ERR_INVALID)
		return wishes_page(r,
			arena_printf(r->cx.arena,
				tr("A title has at most %d characters."),
				WISHLIST_TITLE_MAX),
			422);
	return rc < 0 ? rc : to_list(r, tr("The title is saved."));
}

static int do_share(struct req *r, int64_t variant)
{
	struct wisher who = wishes_who(r);
	(void)variant;
	int rc = wishlist_share(&r->cx, &who, true);
	return rc < 0 ? rc : resp_redirect(r, "/list#share");
}

static int do_unshare(struct req *r, int64_t variant)
{
	struct wisher who = wishes_who(r);
	(void)variant;
	int rc = wishlist_share(&r->cx, &who, false);
	return rc < 0 ? rc : to_list(r, tr("The link does not work any more."));
}

static const struct {
	const char *name;
	int (*fn)(struct req *r, int64_t variant);
	bool thing; /* speaks of one */
} acts[] = {
	{"remove", do_remove, true},
	{"undo", do_undo, true},
	{"note", do_note, true},
	{"move", do_move, true},
	{"end", do_end, true},
	{"all", do_all, false},
	{"title", do_title, false},
	{"share", do_share, false},
	{"unshare", do_unshare, false},
};

/* POST /list */
int wishes_post(struct req *r)
{
	const char *act = req_form_param(r, "do");
	const char *product = req_form_param(r, "product");
	const char *off = req_form_param(r, "remove");
	if (off)
		return drop(r, off);
	if (product && req_form_param(r, "list"))
		return save(r, product);
	for (size_t i = 0; act && i < sizeof(acts) / sizeof(*acts); i++) {
		if (strcmp(acts[i].name, act) != 0)
			continue;
		int64_t variant = variant_of(r, req_form_param(r, "sku"));
		return acts[i].thing && !variant ? ERR_NOT_FOUND
						 : acts[i].fn(r, variant);
	}
	return ERR_BAD;
}
