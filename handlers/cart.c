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
#include "handlers/product_page.h"
#include "handlers/sums.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/json.h"
#include "lib/text.h"
#include "lib/tr.h"

static const char LINE_SIZES[] = "6rem";

static void line_price(struct tpl *s, const struct cart_line *l)
{
	tpl_money(s, "SUM", l->gone ? money(0) : l->sum);
	if (*l->options)
		tpl_text(tpl_section(s, "OPTIONS"), "TEXT", l->options);
	bool told = *l->options;
	if (l->qty > 1 && !l->gone) {
		struct tpl *each = tpl_section(s, "EACH");
		tpl_show_if(each, "DOT", told);
		tpl_money(each, "UNIT", l->price.amount);
		told = true;
	}
	if (!l->price.reduced)
		return;
	struct tpl *red = tpl_section(s, "REDUCED");
	tpl_show_if(red, "DOT", told);
	if (l->price.percent_off > 0)
		tpl_textf(tpl_section(red, "OFF"), "PERCENT", "−%" PRId64 " %%",
			l->price.percent_off);
	tpl_money(red, "PRIOR", l->price.prior);
}

/* Where its code goes. */
static void gift_line(
	struct tpl *s, struct req *r, int64_t cart, const struct cart_line *l)
{
	struct cart_gift g;
	bool told = cart_gift_get(&r->cx, cart, l->variant, &g) == OK;
	if (!told || !*g.email) {
		tpl_show(s, "TO_YOU");
		return;
	}
	struct tpl *to = tpl_section(s, "TO");
	tpl_text(to, "WHO",
		*g.recipient ? arena_printf(r->cx.arena, "%s, %s", g.recipient,
				       g.email)
			     : g.email);
}

static void line_state(
	struct tpl *s, struct req *r, int64_t cart, const struct cart_line *l)
{
	int64_t until;
	if (l->gone) {
		tpl_show(s, "GONE");
		return;
	}
	if (strcmp(l->kind, "gift_card") == 0) {
		gift_line(tpl_section(s, "GIFT"), r, cart, l);
	} else if (l->short_) {
		long n = (long)l->stock.sellable;
		tpl_text(tpl_section(s, "SHORT"), "TEXT",
			arena_printf(r->cx.arena,
				tr_n("Only %ld left: change the quantity.",
					"Only %ld left: change the quantity.",
					n),
				n));
	} else if (!cart_line_is_here(l)) {
		tpl_show(s, "ORDERED");
	} else {
		tpl_text(tpl_section(s, "OK"), "DAY",
			delivery_promise_words(&r->cx, &until));
	}
	struct tpl *c = tpl_section(s, "CHANGE");
	tpl_int(c, "MAX",
		l->stock.most > CART_QTY_MAX ? CART_QTY_MAX : l->stock.most);
}

static void line_show(struct tpl *t, struct req *r, int64_t cart,
	const struct cart_line *l, size_t i)
{
	struct tpl *s = tpl_section(t, "LINE");
	tpl_int(s, "N", (int64_t)i + 1);
	tpl_int(s, "QTY", l->qty);
	tpl_text(s, "NAME", l->name);
	tpl_text(s, "SKU", l->sku);
	tpl_text(s, "P", r->lang_prefix);
	tpl_text(s, "TOKEN", req_csrf(r));
	if (l->path && !l->gone)
		tpl_text(tpl_section(s, "LINK"), "PATH", l->path);
	else
		tpl_show(s, "NOLINK");
	picture_show(s, "PICTURE", r, &l->picture,
		&(struct picture_use){.sizes = LINE_SIZES, .decorative = true});
	line_price(s, l);
	line_state(s, r, cart, l);
}

/* "Bank transfer, Card": the ways to pay for a parcel like this. */
static void ways_show(struct tpl *t, struct req *r, const struct quote *q)
{
	struct pay_way *ways;
	size_t n = 0;
	const char *names = "";
	struct pay_ask ask = {
		.delivery = "parcel",
		.country = setting_get(&r->cx, "shop.country"),
		.due = q->due,
	};
	if (pay_ways(&r->cx, &ask, &ways, &n) < 0 || !n || !q->due.minor)
		return;
	for (size_t i = 0; i < n; i++)
		names = arena_printf(r->cx.arena, "%s%s%s", names,
			i ? " · " : "", ways[i].label);
	tpl_text(tpl_section(t, "PAY"), "WAYS", names);
}

static void summary_show(struct tpl *t, struct req *r, const struct cart *c,
	const struct quote *q)
{
	int64_t until;
	sums_show(r, t, "SUMS",
		&(struct sums){.quote = q,
			.units = c->units,
			.delivery_name = tr("Delivery")});
	if (!q->n_offers && !q->undelivered) /* nothing is sent */
		tpl_show(t, "MAILED");
	else if (cart_is_here(c))
		tpl_text(tpl_section(t, "PROMISED"), "DAY",
			delivery_promise_words(&r->cx, &until));
	else
		tpl_show(t, "LATER");
	ways_show(t, r, q);
	const char *place = setting_get(&r->cx, "shop.pickup");
	if (*place)
		tpl_text(tpl_section(t, "PICKUP"), "PLACE", place);
	if (q->to_free.minor > 0) {
		struct tpl *f = tpl_section(t, "TO_FREE");
		tpl_money(f, "MISSING", q->to_free);
		tpl_int(f, "LIMIT_MINOR", q->free_limit.minor);
		tpl_int(f, "GOODS_MINOR",
			q->free_limit.minor - q->to_free.minor);
	} else if (q->free_limit.minor > 0) {
		tpl_show(t, "IS_FREE");
	}
	tpl_show(t, c->blocked || !c->units ? "BLOCKED" : "GO");
}

/* What was typed as a quantity; -1: not one. */
static int64_t qty_read(const char *text, int64_t fallback)
{
	if (!text || !*text)
		return fallback;
	char *end;
	long long n = strtoll(text, &end, 10);
	return *end || n < 0 || n > CART_QTY_MAX ? -1 : n;
}

/* "X removed. Undo": what ?removed= names, once. */
static void undo_show(struct tpl *t, struct req *r)
{
	const char *sku = req_query_param(r, "removed");
	int64_t qty = qty_read(req_query_param(r, "qty"), 1);
	int64_t variant, product;
	struct product p;
	if (!sku || qty < 1 ||
		variant_by_sku(&r->cx, sku, &variant, &product) < 0 ||
		product_get(&r->cx, product, &p) < 0)
		return;
	struct tpl *u = tpl_section(t, "UNDO");
	tpl_text(u, "P", r->lang_prefix);
	tpl_text(u, "TOKEN", req_csrf(r));
	tpl_text(u, "NAME", p.name);
	tpl_text(u, "SKU", sku);
	tpl_int(u, "QTY", qty);
}

/* What was wrong with a code that was typed. */
struct code_said {
	const char *typed, *problem;
};

static int cart_page_with(struct req *r, const char *problem,
	const struct code_said *said, int status)
{
	struct cart cart;
	struct quote quote = {0};
	struct quote_ask ask = {
		.cart = &cart,
		.buyer = {.country = "",
			.postal = "",
			.email_norm = "",
			.vat_id = "",
			.customer = r->visitor->customer,
			.group = r->visitor->group},
		.kind = "parcel",
	};
	int rc = cart_load(&r->cx, r->visitor->id_hash, &cart);
	if (rc == OK)
		rc = quote_make(&r->cx, &ask, &quote);
	if (rc < 0)
		return rc;
	struct tpl *t = tpl_new(&r->cx, "shop/cart.tpl");
	struct tpl *s = tpl_section(t, cart.n ? "FULL" : "EMPTY");
	tpl_text(s, "P", r->lang_prefix);
	undo_show(s, r);
	if (problem)
		tpl_text(tpl_section(s, "PROBLEM"), "TEXT", problem);
	for (size_t i = 0; i < cart.n; i++)
		line_show(s, r, cart.id, &cart.lines[i], i);
	if (cart.n) {
		summary_show(s, r, &cart, &quote);
		tpl_text(s, "TOKEN", req_csrf(r));
		rc = codes_show(r, s, "CODES",
			&(struct codes){.cart = cart.id,
				.quote = &quote,
				.typed = said->typed,
				.problem = said->problem});
	}
	if (rc < 0)
		return rc;
	struct page p = {.title = tr("Cart"), .noindex = true};
	return page_send(r, &p, t, status);
}

static int cart_page(struct req *r, const char *problem, int status)
{
	return cart_page_with(r, problem, &(struct code_said){0}, status);
}

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
	int rc = cart_count(&r->cx, r->visitor->id_hash, &n);
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

/* A card's button: one unit of a SKU. */
static int add_sku(struct req *r, const char *sku, int64_t qty, bool stay)
{
	int64_t variant = 0, product = 0, left = 0;
	int rc = variant_by_sku(&r->cx, sku, &variant, &product);
	if (rc < 0)
		return rc;
	rc = cart_add(&r->cx, r->visitor->id_hash, variant, qty, &left);
	const char *why = refusal(r, rc, left);
	if (why)
		return refused(r, why);
	if (rc < 0)
		return rc;
	struct product p;
	if (!stay || product_get(&r->cx, product, &p) < 0)
		return resp_redirect(r, "/cart");
	return back(r, added_words(r, &p, variant));
}

/* "/p/mug?o-colour=sea" */
static const char *chosen_path(struct req *r, const struct product *p)
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
		return resp_redirect(r, chosen_path(r, &p));
	const char *key = product_chosen_key(r, &p, req_form_param);
	const struct variant *v = product_variant(&p, key);
	const char *typed = req_form_param(r, "qty");
	struct product_problem no = {.qty = typed ? typed : "1"};
	int64_t qty = qty_read(typed, 1), left = 0;
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
	rc = cart_add(&r->cx, r->visitor->id_hash, v->id, qty, &left);
	no.words = refusal(r, rc, left);
	if (no.words)
		return product_page(r, &p, key, &no, 409);
	if (rc == OK && is_gift)
		rc = cart_gift_set(&r->cx, r->visitor->id_hash, v->id, &gift);
	return rc < 0 ? rc : resp_redirect(r, "/cart");
}

/* A line of the cart page: update or remove. */
static int change_line(struct req *r, const char *sku)
{
	const char *act = req_form_param(r, "do");
	bool take_out = act && strcmp(act, "remove") == 0;
	int64_t qty = take_out ? 0 : qty_read(req_form_param(r, "qty"), -1);
	int64_t variant = 0, product = 0, left = 0;
	if (qty < 0)
		return bad_qty(r);
	int rc = variant_by_sku(&r->cx, sku, &variant, &product);
	if (rc < 0)
		return rc;
	rc = cart_set(&r->cx, r->visitor->id_hash, variant, qty, &left);
	const char *why = refusal(r, rc, left);
	if (why)
		return cart_page(r, why, 409);
	if (rc < 0)
		return rc;
	if (qty > 0)
		return resp_redirect(r, "/cart");
	const char *was = req_form_param(r, "qty");
	int64_t before = qty_read(was, 1);
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
	if (undo) {
		int64_t qty = qty_read(req_form_param(r, "qty"), 1);
		return qty < 1 ? bad_qty(r) : add_sku(r, undo, qty, false);
	}
	if (product)
		return add_product(r, product);
	return sku ? add_sku(r, sku, 1, true) : ERR_BAD;
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
