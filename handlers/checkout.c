/* The checkout: one form, one post, one order. */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/account.h"
#include "domain/payment.h"
#include "domain/setting.h"
#include "domain/staff.h"
#include "domain/text_page.h"
#include "handlers/checkout.h"
#include "handlers/letters.h"
#include "handlers/order.h"
#include "handlers/pay.h"
#include "handlers/subject.h"
#include "handlers/sums.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/country.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum {
	BUSY_TRIES = 3,
};

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* GET /checkout */
int checkout_show(struct req *r)
{
	struct checkout c;
	int rc = checkout_fresh(r, &c);
	if (rc == OK)
		rc = checkout_load(r, &c, false);
	if (rc < 0)
		return rc;
	if (c.cart.n == 0 || c.cart.blocked)
		return resp_redirect(r, "/cart");
	return checkout_page(r, &c, &(struct checkout_news){.why = ""}, 200);
}

/* GET /checkout/quote: the address of a page that was posted. */
int checkout_quote_show(struct req *r)
{
	return resp_redirect(r, "/checkout");
}

/* ---- totals, without an order ---- */

/* Did the goods get dearer or cheaper while the page stood open? */
static bool goods_moved(
	struct req *r, const struct checkout *c, struct checkout_sums *before)
{
	return checkout_sums_read(r, c, before) &&
	       before->sum[SUM_GOODS].minor != c->quote.goods.minor;
}

/* What was typed so far is not judged, but for what is looked up with it. */
static void quote_errors(struct req *r, struct checkout *c)
{
	c->errors.n = 0;
	if (*c->f.postal && checkout_needs_postal(c) &&
		!postal_norm(r->cx.arena, c->f.country, c->f.postal))
		form_error(&c->errors, "postal",
			postal_words(r->cx.arena, c->f.country));
}

/* Take a code that was typed into the cart, or one out of it. */
static int codes_use(struct req *r, struct checkout *c)
{
	const char *act = req_form_param(r, "do");
	if (!req_form_param(r, "drop") && !(act && is(act, "code")))
		return OK;
	return codes_do(r, &c->code_problem);
}

/* POST /checkout/quote: the page with what was typed; orders nothing. */
int checkout_quote(struct req *r)
{
	struct checkout c;
	struct checkout_sums before;
	struct checkout_news news = {.why = ""};
	checkout_read(r, &c);
	const char *act = req_form_param(r, "do");
	int rc = codes_use(r, &c);
	if (rc == OK && act && is(act, "address"))
		rc = checkout_take_address(r, &c);
	if (rc == OK)
		rc = checkout_load(r, &c, true);
	if (rc < 0)
		return rc;
	if (c.cart.n == 0)
		news.why = "empty";
	else if (c.cart.blocked)
		news.why = "sold_out";
	else if (c.quote.no_tax_rate)
		news.why = "no_tax_rate";
	else if (goods_moved(r, &c, &before))
		news = (struct checkout_news){"price_changed", &before};
	if (!c.code_problem)
		quote_errors(r, &c);
	return checkout_page(r, &c, &news, c.code_problem ? 422 : 200);
}

/* The session is another: the browser forgot it, or somebody logged in.
 * What was typed stays. */
int checkout_stale(struct req *r)
{
	struct checkout c;
	checkout_read(r, &c);
	c.errors.n = 0;
	int rc = checkout_load(r, &c, false);
	struct checkout_news news = {.why = c.cart.n ? "stale" : "forgotten"};
	return rc < 0 ? rc : checkout_page(r, &c, &news, 403);
}

/* ---- the order ---- */

/* The key that makes one order of one form; bound to its visitor, so that it
 * opens nobody else's order. */
static const char *attempt_key(struct req *r, const struct checkout *c)
{
	return crypt_sha256_str(
		r->cx.arena, arena_printf(r->cx.arena, "%s/%s",
				     r->visitor->id_hash, c->once));
}

/* Where it goes: as much of the address as its way needs. */
static void draft_to(const struct checkout *c, struct order_draft *d)
{
	const struct checkout_form *f = &c->f;
	d->name = f->name;
	d->street = checkout_needs_street(c) ? f->street : "";
	d->city = checkout_needs_street(c) ? f->city : "";
	d->postal = checkout_needs_postal(c) ? f->postal : "";
	d->country = f->country;
}

static void draft_way(
	struct req *r, const struct checkout *c, struct order_draft *d)
{
	const struct checkout_form *f = &c->f;
	d->delivery = *c->kind ? c->kind : "none";
	d->method = c->quote.offer ? c->quote.offer->method : 0;
	if (is(c->kind, "pickup"))
		d->location = strtoll(f->location, NULL, 10);
	if (is(c->kind, "point")) {
		size_t n = strcspn(f->point, "/");
		d->point_carrier = arena_strndup(r->cx.arena, f->point, n);
		d->point = f->point[n] ? f->point + n + 1 : "";
	}
}

static void draft_company(const struct checkout *c, struct order_draft *d)
{
	const struct checkout_form *f = &c->f;
	d->company = f->company;
	d->business_id = f->business_id;
	d->vat_id = f->vat_id;
	d->buyer_ref = f->buyer_ref;
	if (f->billing)
		d->billing = (struct order_to){f->bill_name, f->bill_street,
			f->bill_postal, f->bill_city, f->bill_country};
}

static int place(struct req *r, const struct checkout *c,
	const struct checkout_sums *shown, struct order_placed *placed,
	const char **why)
{
	struct order_draft d = {
		.session = r->visitor->cart,
		.attempt_key = attempt_key(r, c),
		.email = c->f.email,
		.phone = c->f.phone,
		.payment = c->way ? c->way->code : c->f.payment,
		.message = c->f.message,
		.terms_version = text_page_now(&r->cx, "terms"),
		.customer = r->visitor->customer,
		.expected = shown->sum[SUM_TOTAL],
		.gift = shown->sum[SUM_GIFT],
	};
	draft_to(c, &d);
	draft_way(r, c, &d);
	draft_company(c, &d);
	int rc = ERR_BUSY;
	for (int i = 0; rc == ERR_BUSY && i < BUSY_TRIES; i++)
		rc = order_place(&r->cx, &d, placed, why);
	return rc;
}

/* Where the buyer goes from here.  The order stands whatever happens: its page
 * offers the payment again. */
static int go_on(struct req *r, const struct checkout *c,
	const struct order_placed *placed)
{
	struct order o;
	const char *page = arena_printf(
		r->cx.arena, "/order/%s", placed->token);
	const char *provider = c->way ? c->way->provider : "";
	if (!*provider || order_get(&r->cx, placed->id, &o) < 0)
		return resp_redirect(r, page);
	int rc;
	if (c->card && placed->again) /* charged once is enough */
		rc = ERR_CONFLICT;
	else if (c->card)
		rc = pay_go_card(r, &o, c->card->id);
	else if (c->keeps_cards && c->f.keep_card &&
		 is(c->way->code, "paytrail"))
		rc = pay_go_keep(r, &o);
	else
		rc = pay_go(r, &o, c->way->code);
	return rc < 0 ? resp_redirect(r, page) : OK;
}

/* The form again, as typed, with what has changed since. */
static int again(struct req *r, struct checkout *c, const char *why,
	const struct checkout_sums *shown)
{
	const char *once = c->once;
	checkout_read(r, c);
	c->once = once;
	c->errors.n = 0;
	int rc = checkout_load(r, c, true);
	struct checkout_news news = {.why = why, .before = shown};
	return rc < 0 ? rc : checkout_page(r, c, &news, 409);
}

static int too_many(struct req *r, struct checkout *c, const char *why)
{
	resp_header(r, "Retry-After", "3600");
	return checkout_page(r, c, &(struct checkout_news){.why = why}, 429);
}

/* Before anything is written or a provider called; *why: of what there were
 * too many. */
static int may_order(struct req *r, const struct checkout *c, const char **why)
{
	*why = "too_many";
	int rc = checkout_limit(r, c);
	if (rc < 0 || !c->way || !*c->way->provider)
		return rc;
	*why = "payments";
	return pay_limit(r, email_norm(r->cx.arena, c->f.email));
}

/* POST /checkout */
int checkout_order(struct req *r)
{
	const char *act = req_form_param(r, "do");
	if (req_form_param(r, "drop") || (act && *act && !is(act, "order")))
		return checkout_quote(r);
	struct checkout c;
	struct checkout_sums shown;
	const char *why = "";
	checkout_read(r, &c);
	int rc = checkout_load(r, &c, true);
	if (rc < 0)
		return rc;
	/* without a cart it may be the same form once more */
	if (c.cart.n) {
		checkout_check(r, &c);
		if (c.errors.n)
			return checkout_page(
				r, &c, &(struct checkout_news){.why = ""}, 422);
		if (checkout_is_odd(r))
			return checkout_page(r, &c,
				&(struct checkout_news){.why = "confirm"}, 422);
		rc = may_order(r, &c, &why);
		if (rc == ERR_TOO_MANY)
			return too_many(r, &c, why);
		if (rc < 0)
			return rc;
	}
	struct order_placed placed;
	bool known = checkout_sums_read(r, &c, &shown);
	rc = place(r, &c, &shown, &placed, &why);
	if (rc == ERR_CONFLICT)
		return again(r, &c, why, known ? &shown : NULL);
	if (rc < 0)
		return rc;
	if (!placed.again) { /* the order stands, whatever comes of these */
		checkout_count(r, &c);
		checkout_known_keep(r, &c);
		letters_ask_at_checkout(r, c.f.email);
		event_ordered(&r->cx, req_subject(r), placed.id);
	}
	return go_on(r, &c, &placed);
}
