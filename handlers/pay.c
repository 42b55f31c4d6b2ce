/* Paying an order: on to the provider, and the choices of the order's page. */
#include "handlers/pay.h"

#include <inttypes.h>
#include <string.h>

#include "domain/pay_card.h"
#include "domain/provider.h"
#include "domain/refund.h"
#include "domain/staff.h"
#include "handlers/handlers.h"
#include "handlers/order.h"
#include "handlers/shop.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/remote.h"
#include "lib/text.h"
#include "lib/tr.h"

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* Keyed, so that a payment's row tells nobody who it was. */
static struct payment_payer payer_of(struct req *r)
{
	struct arena *a = r->cx.arena;
	return (struct payment_payer){
		.cart = crypt_mac(a, r->cx.secret, "payment-cart",
			r->visitor ? r->visitor->id_hash : ""),
		.address = crypt_mac(a, r->cx.secret, "payment-address",
			attempt_network(a, r->remote)),
	};
}

int payment_limit(struct req *r, bool count)
{
	enum { MAX = 30 }; /* payments begun or failed per address and hour */
	if (!r->conf->limits)
		return OK;
	return count ? attempt_add(&r->cx, "payment", r->remote, MS_HOUR)
		     : attempt_check(
			       &r->cx, "payment", r->remote, MAX, MS_HOUR);
}

int pay_limit(struct req *r, const char *email_norm)
{
	struct payment_payer payer = payer_of(r);
	const char *who[] = {payer.cart, payer.address, email_norm};
	int rc = payment_limit(r, false);
	for (size_t i = 0; r->conf->limits && rc == OK && i < 3; i++)
		if (*who[i])
			rc = attempt_check(&r->cx, PAYMENT_FAILED, who[i],
				PAYMENT_FAILED_MAX, PAYMENT_FAILED_MS);
	return rc;
}

static const char *page_of(struct req *r, const struct order *o)
{
	return arena_printf(r->cx.arena, "/order/%s", o->token);
}

/* The order stands: what went wrong, in a line on its page. */
static int not_begun(struct req *r, const struct order *o)
{
	flash_set(r, tr("The payment service did not answer. Your order is "
			"safe: try again, or pay in another way."));
	return resp_redirect(r, page_of(r, o));
}

/* The service's page, by way of ours. */
static int go_there(struct req *r, const struct payment *p)
{
	if (p->href[0] == '/')
		return resp_redirect(r, p->href);
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/pay/go/%s", p->stamp));
}

int pay_go(struct req *r, const struct order *o, const char *way)
{
	struct payment p = {.href = "", .state = ""};
	const struct provider *provider = provider_find(pay_way_provider(way));
	if (!provider || !provider->ready(&r->cx))
		return resp_redirect(r, page_of(r, o));
	int rc = pay_limit(r, email_norm(r->cx.arena, o->email));
	if (rc < 0)
		return rc;
	struct payment_payer payer = payer_of(r);
	rc = payment_begin(&r->cx, o->id, provider, &payer, &p);
	if (rc == ERR_CONFLICT) /* nothing to pay any more */
		return resp_redirect(r, page_of(r, o));
	int counted = payment_limit(r, true);
	if (rc == ERR_INVALID || rc == ERR_BUSY)
		return not_begun(r, o);
	if (rc < 0 || counted < 0)
		return rc < 0 ? rc : counted;
	return go_there(r, &p);
}

/* Before an attempt of one's own kind; *p: the attempt. */
static int attempt_make(struct req *r, const struct order *o, struct payment *p)
{
	int rc = pay_limit(r, email_norm(r->cx.arena, o->email));
	if (rc == OK) /* the one that came with the order, if it is new */
		rc = payment_open(&r->cx, o->id, provider_paytrail.code, p);
	if (rc == OK && !is(p->state, "created"))
		rc = payment_create(&r->cx, o->id, provider_paytrail.code, p);
	if (rc == OK)
		rc = payment_limit(r, true);
	return rc;
}

static int said_no(struct req *r, const struct order *o)
{
	flash_set(r, tr("The card was declined and nothing was charged. Your "
			"order is safe: pay in another way."));
	return resp_redirect(r, page_of(r, o));
}

/* Charged or not, nobody has said: paying at once again may pay twice. */
static int not_known(struct req *r, const struct order *o)
{
	flash_set(r, tr("The payment service did not answer, so we do not "
			"know yet whether the card was charged. Wait a moment "
			"before you pay again."));
	return resp_redirect(r, page_of(r, o));
}

int pay_go_card(struct req *r, const struct order *o, int64_t card)
{
	struct payment p = {.href = "", .state = ""};
	const char *problem = "";
	struct payment_payer payer = payer_of(r);
	struct card_charge charge = {
		.card = card, .payer = &payer, .present = true};
	int rc = attempt_make(r, o, &p);
	if (rc == ERR_CONFLICT)
		return resp_redirect(r, page_of(r, o));
	if (rc == OK)
		rc = card_pay(&r->cx, &p, &charge, &problem);
	if (*problem)
		log_warn("event=card_not_charged payment=%" PRId64
			 " problem=\"%s\"",
			p.id, problem);
	if (rc == ERR_INVALID || rc == ERR_NOT_FOUND)
		return said_no(r, o);
	if (rc == ERR_BUSY || rc == ERR_CONFLICT)
		return not_known(r, o);
	if (rc < 0)
		return rc;
	return is(p.state, "pending") && *p.href
		       ? go_there(r, &p)
		       : resp_redirect(r, page_of(r, o));
}

int pay_go_keep(struct req *r, const struct order *o)
{
	struct payment p = {.href = "", .state = ""};
	const char *problem = "";
	struct payment_payer payer = payer_of(r);
	int rc = attempt_make(r, o, &p);
	if (rc == ERR_CONFLICT)
		return resp_redirect(r, page_of(r, o));
	if (rc == OK)
		rc = card_pay_and_add(&r->cx, &p, &payer, &problem);
	if (rc == ERR_INVALID || rc == ERR_BUSY) {
		log_warn("event=payment_not_started payment=%" PRId64
			 " provider=paytrail problem=\"%s\"",
			p.id, problem);
		return not_begun(r, o);
	}
	if (rc == ERR_CONFLICT) /* pressed twice: the first is on its way */
		return resp_redirect(r, page_of(r, o));
	return rc < 0 ? rc : go_there(r, &p);
}

/* A page of a provider, and nothing that could end a header. */
static bool href_ok(struct req *r, const char *href)
{
	for (const char *c = href; *c; c++)
		if ((unsigned char)*c <= ' ' || strchr("\"'<>\\", *c))
			return false;
	return strncmp(href, "https://", 8) == 0 ||
	       (*r->conf->pay_standin && remote_is_loopback(href));
}

/*
 * GET /pay/go/:token: a page between, because the policy of our forms lets
 * none of them end at another host, not even by a redirect.
 */
int pay_go_show(struct req *r)
{
	struct payment p;
	int rc = payment_by_stamp(&r->cx, req_path_param(r, "token"), &p);
	if (rc < 0)
		return rc;
	if (!is(p.state, "pending") || !href_ok(r, p.href))
		return resp_redirect(r,
			arena_printf(r->cx.arena, "/order/%s", p.order_token));
	struct tpl *t = tpl_new(&r->cx, "shop/pay_go.tpl");
	tpl_int(t, "NUMBER", p.number);
	tpl_money(t, "AMOUNT", p.amount);
	tpl_text(t, "HREF", p.href);
	tpl_text(t, "ORDER",
		req_link(r,
			arena_printf(r->cx.arena, "/order/%s", p.order_token)));
	resp_header(
		r, "Refresh", arena_printf(r->cx.arena, "0; url=%s", p.href));
	struct page page = {
		.title = tr("On to the payment"),
		.description = "",
		.noindex = true,
		.plain = true,
	};
	return page_send(r, &page, t, 200);
}

/* The newest attempt that a provider may still decide. */
static const struct payment *waiting(struct req *r, const struct order *o)
{
	struct payment *list;
	size_t n;
	if (payment_list(&r->cx, o->id, &list, &n) < 0)
		return NULL;
	while (n-- > 0)
		if (is(list[n].state, "pending") && *list[n].provider_ref)
			return &list[n];
	return NULL;
}

static void show_waiting(struct req *r, struct tpl *t, const struct order *o)
{
	const struct payment *p = waiting(r, o);
	if (!p)
		return;
	struct tpl *s = tpl_section(t, "WAITING");
	tpl_text(s, "LOOK",
		req_link(r, arena_printf(r->cx.arena, "/pay/%s/return/%s",
				    p->provider, p->stamp)));
}

/* What a buyer may change to once the order is placed: an invoice, or paying
 * at pickup, is a promise that was or was not given then. */
static bool is_choice(const struct order *o, const struct pay_way *way)
{
	return *way->provider ||
	       (is(way->code, "transfer") && is(o->state, "placed"));
}

static void show_way(struct req *r, struct tpl *t, const struct order *o,
	const struct pay_way *way, bool chosen)
{
	bool again = chosen && is(o->payment_state, "failed");
	struct tpl *s = tpl_section(t, "WAY");
	tpl_text(s, "CODE", way->code);
	tpl_text(s, "CLASS", chosen ? "btn" : "btn ghost");
	tpl_text(s, "LABEL",
		arena_printf(r->cx.arena,
			again    ? tr("Try again: %s")
			: chosen ? tr("Pay now: %s")
				 : tr("Pay in another way: %s"),
			way->label));
}

/* The way that was chosen, then the others; the details of a transfer stand
 * above. */
static void show_ways(struct req *r, struct tpl *t, const struct order *o,
	const struct pay_way *ways, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is(ways[i].code, o->payment) && *ways[i].provider) {
			tpl_show(t, "UNFINISHED");
			show_way(r, t, o, &ways[i], true);
		}
	for (size_t i = 0; i < n; i++)
		if (is(ways[i].code, provider_paytrail.code))
			pay_cards_show(r, t, o);
	for (size_t i = 0; i < n; i++)
		if (is_choice(o, &ways[i]) && !is(ways[i].code, o->payment))
			show_way(r, t, o, &ways[i], false);
}

void pay_show(struct req *r, struct tpl *t, const struct order *o)
{
	struct money owed;
	struct pay_way *ways;
	size_t n, choices = 0;
	if (refund_balance(&r->cx, o->id, &owed) < 0 || owed.minor <= 0 ||
		is(o->state, "cancelled"))
		return;
	struct pay_ask ask = {
		.delivery = o->delivery,
		.country = o->country,
		.due = owed,
		.business = *o->company,
	};
	if (pay_ways(&r->cx, &ask, &ways, &n) < 0)
		return;
	for (size_t i = 0; i < n; i++)
		choices += is_choice(o, &ways[i]) &&
			   (*ways[i].provider || !is(ways[i].code, o->payment));
	if (!choices)
		return;
	struct tpl *s = tpl_section(t, "PAY");
	tpl_money(s, "OWED", owed);
	show_waiting(r, s, o);
	show_ways(r, s, o, ways, n);
}

/* Does the buyer have this choice now? */
static bool is_offered(struct req *r, const struct order *o, const char *way)
{
	struct money owed;
	struct pay_way *ways;
	size_t n = 0;
	if (refund_balance(&r->cx, o->id, &owed) < 0 || owed.minor <= 0)
		return false;
	struct pay_ask ask = {
		.delivery = o->delivery,
		.country = o->country,
		.due = owed,
		.business = *o->company,
	};
	if (pay_ways(&r->cx, &ask, &ways, &n) < 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if (is(ways[i].code, way))
			return is_choice(o, &ways[i]);
	return false;
}

/* POST /order/:token/pay: another try, or another way. */
int order_pay(struct req *r)
{
	struct order o;
	int rc = order_by_token(&r->cx, req_path_param(r, "token"), &o);
	if (rc < 0)
		return rc;
	const char *way = req_form_param(r, "way");
	if (!way || !*way)
		way = o.payment;
	int64_t card = 0;
	if (pay_card_named(way)) {
		if (!pay_card_of(r, &o, way, &card))
			return resp_redirect(r, page_of(r, &o));
		way = provider_paytrail.code;
	}
	if (!is_offered(r, &o, way))
		return resp_redirect(r, page_of(r, &o));
	if (!is(way, o.payment))
		rc = order_pay_by(&r->cx, o.id, way);
	if (rc == ERR_CONFLICT) /* paid meanwhile, or it cannot change */
		return resp_redirect(r, page_of(r, &o));
	if (rc < 0)
		return rc;
	return card ? pay_go_card(r, &o, card) : pay_go(r, &o, way);
}
