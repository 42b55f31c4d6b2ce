/* The cart: put in, change, take out, undo. */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/cart.h"
#include "domain/cart_gift.h"
#include "domain/delivery.h"
#include "domain/product.h"
#include "domain/product_edit.h"
#include "domain/provider.h"
#include "domain/quote.h"
#include "domain/setting.h"
#include "domain/slug.h"
#include "handlers/card.h"
#include "handlers/cart_page.h"
#include "handlers/product_page.h"
#include "handlers/subject.h"
#include "handlers/sums.h"
#include "handlers/wishes.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/json.h"
#include "lib/text.h"
#include "lib/tr.h"

/* GET /cart */
int cart_show(struct req *r)
{
	return cart_page(r, NULL, 200);
}

static const char *left_words(struct req *r, int64_t left)
{
	if (left <= 0)
		return tr("That is sold out just now.");
	return arena_printf(r->cx.arena,
		tr_n("There is only %ld of it, counting what is in your cart.",
			"There are only %ld of it, counting what is in your"
			" cart.",
			(long)left),
		(long)left);
}

static int bad_qty(struct req *r)
{
	return cart_page(r,
		arena_printf(r->cx.arena,
			tr("A quantity is a whole number from 0 to %d."),
			CART_QTY_MAX),
		422);
}

/* What js/shop.js shows after a card's button. */
static int answer_json(struct req *r, int status, const char *message)
{
	int64_t n = 0;
	int rc = cart_count(&r->cx, r->visitor->cart, &n);
	const char *body = json_text(r->cx.arena,
		json_pack("{s:I, s:s, s:s}", "count", (json_int_t)n, "items",
			tr_n("item", "items", (long)n), "message", message));
	if (rc < 0 || !body)
		return rc < 0 ? rc : ERR_INTERNAL;
	return resp_text(r, status, "application/json", body);
}

/* "Kide mug (Sea, 3.5 dl) is in the cart." */
static const char *added_words(
	struct req *r, const struct product *p, int64_t variant)
{
	const char *name = p->name;
	for (size_t i = 0; i < p->n_variants; i++)
		if (p->variants[i].id == variant && *p->variants[i].label)
			name = arena_printf(r->cx.arena, "%s (%s)", p->name,
				p->variants[i].label);
	return arena_printf(r->cx.arena, tr("%s is in the cart."), name);
}

/* Back to where the button was pressed, when that is a page of the shop. */
static int back(struct req *r, const char *words)
{
	const char *to = req_form_param(r, "back");
	if (r->json)
		return answer_json(r, 200, words);
	if (!to || to[0] != '/' || to[1] == '/' || to[1] == '\\')
		return resp_redirect(r, "/cart");
	flash_set(r, words);
	return resp_redirect(r, to);
}

/* Why something cannot be put in, or NULL when rc is not of that kind. */
static const char *refusal(struct req *r, int rc, int64_t left)
{
	switch (rc) {
	case ERR_CONFLICT:
		return left_words(r, left);
	case ERR_NOT_FOUND:
		return tr("That is not sold any more.");
	case ERR_TOO_LARGE:
		return arena_printf(r->cx.arena,
			tr("The cart is full: it holds %d different things."
			   " Order these first, or take something out."),
			CART_LINES_MAX);
	default:
		return NULL;
	}
}

static int refused(struct req *r, const char *words)
{
	return r->json ? answer_json(r, 409, words) : cart_page(r, words, 409);
}

/* Something came into the cart, maybe from a shelf. */
static void added(struct req *r, int64_t product, int64_t variant)
{
	req_event(r, &(struct event){.kind = EVENT_CART,
			     .product = product,
			     .variant = variant,
			     .rail = req_from(r)});
}

/* A card's button: units of a SKU. */
static int add_sku(struct req *r, const char *sku, int64_t qty, bool stay)
{
	int64_t variant = 0, product = 0, left = 0;
	int rc = variant_by_sku(&r->cx, sku, &variant, &product);
	if (rc < 0)
		return rc;
	rc = cart_add(&r->cx, r->visitor->cart, variant, qty, &left);
	const char *why = refusal(r, rc, left);
	if (why)
		return refused(r, why);
	if (rc < 0)
		return rc;
	if (stay) /* else it was there a moment ago */
		added(r, product, variant);
	struct product p;
	if (!stay || product_get(&r->cx, product, &p) < 0)
		return resp_redirect(r, "/cart");
	return back(r, added_words(r, &p, variant));
}

static const char *gift_text(
	struct req *r, const char *name, bool lines, size_t max)
{
	const char *typed = req_form_param(r, name);
	return text_cut(r->cx.arena,
		form_clean(r->cx.arena, typed ? typed : "", lines), max);
}

/* Who gets the gift card.  False: *no says what is wrong. */
static bool gift_read(
	struct req *r, struct cart_gift *gift, struct product_problem *no)
{
	gift->email = gift_text(r, "gift_email", false, 254);
	gift->recipient = gift_text(r, "gift_name", false, GIFT_NAME_MAX);
	gift->message = gift_text(r, "gift_message", true, GIFT_MESSAGE_MAX);
	if (!*gift->email || email_is_plausible(gift->email))
		return true;
	no->field = "gift_email";
	no->words = tr("Their e-mail is not an address: write it like "
		       "name@example.com.");
	return false;
}

/* The product page's form: a product, its options and a quantity. */
static int add_product(struct req *r, const char *slug)
{
	struct slug_hit hit;
	struct product p = {0};
	int rc = slug_find(&r->cx, "product", slug, &hit);
	if (rc == OK)
		rc = product_get(&r->cx, hit.target, &p);
	if (rc < 0)
		return rc;
	const char *act = req_form_param(r, "do");
	if (act && strcmp(act, "show") == 0)
		return resp_redirect(r, product_chosen_path(r, &p));
	const char *key = product_chosen_key(r, &p, req_form_param);
	const struct variant *v = product_variant(&p, key);
	const char *typed = req_form_param(r, "qty");
	struct product_problem no = {.qty = typed ? typed : "1"};
	int64_t qty = cart_qty_read(typed, 1), left = 0;
	if (!v) {
		no.words = tr("That combination is not made. Choose another.");
		return product_page(r, &p, key, &no, 422);
	}
	no.field = "qty";
	if (qty < 1) {
		no.words = arena_printf(r->cx.arena,
			tr("A quantity is a whole number from 1 to %d."),
			CART_QTY_MAX);
		return product_page(r, &p, key, &no, 422);
	}
	struct cart_gift gift;
	bool is_gift = product_is_gift_card(&p);
	if (is_gift && !gift_read(r, &gift, &no))
		return product_page(r, &p, key, &no, 422);
	rc = cart_add(&r->cx, r->visitor->cart, v->id, qty, &left);
	no.words = refusal(r, rc, left);
	if (no.words)
		return product_page(r, &p, key, &no, 409);
	if (rc == OK && is_gift)
		rc = cart_gift_set(&r->cx, r->visitor->cart, v->id, &gift);
	if (rc == OK)
		added(r, p.id, v->id);
	return rc < 0 ? rc : resp_redirect(r, "/cart");
}

/* "Save for later": from the cart to the list. */
static int save_line(struct req *r, const char *sku)
{
	int64_t variant = 0, product = 0;
	int64_t qty = cart_qty_read(req_form_param(r, "qty"), 1);
	struct wisher who = wishes_who(r);
	bool added = false;
	int rc = variant_by_sku(&r->cx, sku, &variant, &product);
	if (rc < 0)
		return rc;
	rc = wish_from_cart(&r->cx, &who, variant, &added);
	if (rc == ERR_NOT_FOUND)
		return cart_page(r, tr("That is not sold any more."), 409);
	if (rc == ERR_TOO_LARGE)
		return cart_page(r,
			arena_printf(r->cx.arena,
				tr("The list is full: it holds %d things. "
				   "Take something off it first."),
				WISHLIST_MAX),
			409);
	if (rc < 0)
		return rc;
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/cart?saved=%s&qty=%" PRId64 "%s",
			   url_encode(r->cx.arena, sku), qty > 0 ? qty : 1,
			   added ? "&new=1" : ""));
}

/* Back into the cart; off the list if it came there just now. */
static int undo_line(struct req *r, const char *sku)
{
	int64_t variant = 0, product = 0;
	int64_t qty = cart_qty_read(req_form_param(r, "qty"), 1);
	struct wisher who = wishes_who(r);
	if (qty < 1)
		return bad_qty(r);
	int rc = OK;
	if (req_form_param(r, "later") &&
		variant_by_sku(&r->cx, sku, &variant, &product) == OK)
		rc = wish_remove(&r->cx, &who, variant);
	return rc < 0 ? rc : add_sku(r, sku, qty, false);
}

/* A line of the cart page: update or remove. */
static int change_line(struct req *r, const char *sku)
{
	const char *act = req_form_param(r, "do");
	if (act && strcmp(act, "later") == 0)
		return save_line(r, sku);
	bool take_out = act && strcmp(act, "remove") == 0;
	int64_t qty = take_out ? 0
			       : cart_qty_read(req_form_param(r, "qty"), -1);
	int64_t variant = 0, product = 0, left = 0;
	if (qty < 0)
		return bad_qty(r);
	int rc = variant_by_sku(&r->cx, sku, &variant, &product);
	if (rc < 0)
		return rc;
	rc = cart_set(&r->cx, r->visitor->cart, variant, qty, &left);
	const char *why = refusal(r, rc, left);
	if (why)
		return cart_page(r, why, 409);
	if (rc < 0)
		return rc;
	if (qty > 0)
		return resp_redirect(r, "/cart");
	const char *was = req_form_param(r, "qty");
	int64_t before = cart_qty_read(was, 1);
	return resp_redirect(r,
		arena_printf(r->cx.arena, "/cart?removed=%s&qty=%" PRId64,
			url_encode(r->cx.arena, sku), before > 0 ? before : 1));
}

/* POST /cart */
int cart_post(struct req *r)
{
	const char *undo = req_form_param(r, "undo");
	const char *line = req_form_param(r, "line");
	const char *sku = req_form_param(r, "sku");
	const char *product = req_form_param(r, "product");
	if (line)
		return change_line(r, line);
	if (undo)
		return undo_line(r, undo);
	if (product)
		return add_product(r, product);
	if (!sku)
		return ERR_BAD;
	/* a shelf's button says how many */
	int64_t qty = cart_qty_read(req_query_param(r, "qty"), 1);
	return qty < 1 ? bad_qty(r) : add_sku(r, sku, qty, true);
}

/* POST /cart/code: put a code in, or take one out */
int cart_code_post(struct req *r)
{
	struct code_said said = {.typed = req_form_param(r, "code")};
	int rc = codes_do(r, &said.problem);
	if (rc < 0)
		return rc;
	if (said.problem)
		return cart_page_with(r, NULL, &said, 422);
	return resp_redirect(r, "/cart");
}
