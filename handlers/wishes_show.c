/* The list of wishes as a page: one's own, and one that somebody shared. */
#include "handlers/wishes.h"

#include <inttypes.h>
#include <string.h>

#include "domain/account.h"
#include "domain/alert.h"
#include "domain/product_edit.h"
#include "domain/setting.h"
#include "handlers/account.h"
#include "handlers/card.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char LINE_SIZES[] = "6rem";

void wish_line_show(struct req *r, struct tpl *t, const struct cart_line *l)
{
	const char *path = l->on_sale ? cart_line_path(&r->cx, l) : NULL;
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "NAME", l->name);
	if (path)
		tpl_text(tpl_section(t, "LINK"), "PATH", path);
	else
		tpl_show(t, "NOLINK");
	picture_show(t, "PICTURE", r, &l->picture,
		&(struct picture_use){.sizes = LINE_SIZES, .decorative = true});
	if (*l->options)
		tpl_text(tpl_section(t, "OPTIONS"), "TEXT", l->options);
	if (!l->on_sale)
		return;
	tpl_money(tpl_section(t, "COST"), "PRICE", l->price.amount);
	if (!l->price.reduced)
		return;
	struct tpl *red = tpl_section(t, "REDUCED");
	tpl_show_if(red, "DOT", *l->options);
	if (l->price.percent_off > 0)
		tpl_textf(tpl_section(red, "OFF"), "PERCENT", "−%" PRId64 " %%",
			l->price.percent_off);
	tpl_money(red, "PRIOR", l->price.prior);
}

void wish_stock_show(struct req *r, struct tpl *t, const struct cart_line *l)
{
	const struct stock_now *s = &l->stock;
	long n = (long)s->sellable;
	if (!l->on_sale)
		tpl_show(t, "GONE");
	else if (s->most <= 0)
		tpl_show(t, "OUT");
	else if (s->tracked && n <= 0)
		tpl_show(t, "ORDERED");
	else if (s->tracked && n <= STOCK_FEW)
		tpl_text(tpl_section(t, "FEW"), "TEXT",
			arena_printf(r->cx.arena,
				tr_n("Only %ld left", "Only %ld left", n), n));
	else
		tpl_show(t, "IN");
}

/* "€5 less than when you saved it" */
static void change_show(struct tpl *t, const struct wish *w)
{
	int64_t now = w->item.price.amount.minor, then = w->then.minor;
	if (!w->item.on_sale || now == then)
		return;
	tpl_money(tpl_section(t, now < then ? "LESS" : "MORE"), "CHANGE",
		money(now < then ? then - now : now - then));
}

static void tell_show(struct tpl *t, const struct wish *w)
{
	if (!w->item.on_sale || strcmp(w->item.kind, "gift_card") == 0)
		return;
	tpl_show(t, wish_can_buy(w) ? "TELL_PRICE" : "TELL_STOCK");
}

static void wish_show(
	struct tpl *list, struct req *r, const struct wish *w, size_t i)
{
	struct tpl *t = tpl_section(list, "WISH");
	tpl_int(t, "N", (int64_t)i + 1);
	tpl_text(t, "TOKEN", req_csrf(r));
	wish_line_show(r, t, &w->item);
	tpl_text(t, "SKU", w->item.sku);
	wish_stock_show(r, t, &w->item);
	change_show(t, w);
	if (*w->note)
		tpl_text(tpl_section(t, "NOTED"), "TEXT", w->note);
	tpl_text(t, "NOTE", w->note);
	tpl_show_if(t, "BUY", wish_can_buy(w));
	tell_show(t, w);
}

/* "X is off your list. Undo": what ?removed= names, once. */
static void undo_show(struct tpl *t, struct req *r)
{
	const char *sku = req_query_param(r, "removed");
	struct cart_line l = {.qty = 1};
	int64_t product;
	if (!sku || variant_by_sku(&r->cx, sku, &l.variant, &product) < 0 ||
		cart_line_now(&r->cx, &l) < 0)
		return;
	struct tpl *u = tpl_section(t, "UNDO");
	tpl_text(u, "NAME", wish_name(r->cx.arena, &l));
	tpl_text(u, "SKU", sku);
}

/* Percent-encoded, for a mailto: address. */
static void encoded(
	struct tpl *t, struct req *r, const char *name, const char *text)
{
	const char *safe = url_encode(r->cx.arena, text);
	tpl_html(t, name, safe, strlen(safe));
}

static const char *heading(const struct wishlist *list)
{
	return *list->title ? list->title : tr("A list of wishes");
}

static void share_show(
	struct tpl *page, struct req *r, const struct wishlist *list)
{
	struct tpl *t = tpl_section(page, "SHARE");
	tpl_text(t, "TITLE", list->title);
	tpl_int(t, "TITLE_MAX", WISHLIST_TITLE_MAX);
	if (!list->token) {
		tpl_show(t, "CLOSED");
		return;
	}
	const char *url = arena_printf(r->cx.arena, "%s%s/list/%s",
		r->conf->base_url, r->lang_prefix, list->token);
	struct tpl *s = tpl_section(t, "OPEN");
	tpl_text(s, "URL", url);
	encoded(s, r, "SUBJECT", heading(list));
	encoded(s, r, "BODY", url);
}

/* What the customer is waiting for. */
static int waiting_show(struct tpl *page, struct req *r)
{
	struct alert *alerts;
	size_t n = 0;
	int rc = alert_list(&r->cx, r->visitor->customer, &alerts, &n);
	if (rc < 0 || !n)
		return rc;
	struct tpl *list = tpl_section(page, "WAITING");
	for (size_t i = 0; i < n; i++) {
		const struct alert *a = &alerts[i];
		struct tpl *t = tpl_section(list, "ALERT");
		bool stock = strcmp(a->kind, "stock") == 0;
		tpl_text(t, "TOKEN", req_csrf(r));
		tpl_text(t, "P", r->lang_prefix);
		tpl_text(t, "NAME", wish_name(r->cx.arena, &a->item));
		tpl_text(t, "SKU", a->item.sku);
		tpl_text(t, "KIND", a->kind);
		if (stock)
			tpl_show(t, "STOCK");
		else
			tpl_money(tpl_section(t, "CHEAPER"), "BELOW", a->price);
	}
	return OK;
}

static bool any_to_buy(const struct wishlist *list)
{
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++)
		n += wish_can_buy(&list->wishes[i]);
	return n > 1;
}

static void list_show_in(
	struct tpl *t, struct req *r, const struct wishlist *list)
{
	undo_show(t, r);
	if (!list->n) {
		tpl_show(t, "EMPTY");
		return;
	}
	struct tpl *s = tpl_section(t, "LIST");
	for (size_t i = 0; i < list->n; i++)
		wish_show(s, r, &list->wishes[i], i);
	tpl_show_if(s, "ALL", any_to_buy(list));
	share_show(t, r, list);
}

int wishes_page(struct req *r, const char *problem, int status)
{
	struct wisher who = wishes_who(r);
	struct wishlist list;
	int rc = wishlist_load(&r->cx, &who, &list);
	if (rc < 0)
		return rc;
	struct tpl *t = who.customer
				? account_page(r, "shop/wishes.tpl", "/list")
				: tpl_new(&r->cx, "shop/wishes.tpl");
	tpl_text(t, "P", r->lang_prefix);
	page_csrf(r, t);
	tpl_show(t, who.customer ? "MINE" : "GUEST");
	if (problem)
		tpl_text(tpl_section(t, "PROBLEM"), "TEXT", problem);
	list_show_in(t, r, &list);
	if (who.customer)
		rc = waiting_show(t, r);
	struct page p = {.title = tr("My list"),
		.description = "",
		.script = {"js/list.js"},
		.noindex = true};
	return rc < 0 ? rc : page_send(r, &p, t, status);
}

/* GET /list */
int wishes_show(struct req *r)
{
	return wishes_page(r, NULL, 200);
}

/* GET /list/:token: nothing of whoever made it but the title. */
int wishes_shared(struct req *r)
{
	struct wishlist list;
	int rc = wishlist_by_token(&r->cx, req_path_param(r, "token"), &list);
	if (rc < 0)
		return rc;
	struct tpl *t = tpl_new(&r->cx, "shop/wishes_shared.tpl");
	tpl_text(t, "TITLE", heading(&list));
	tpl_text(t, "P", r->lang_prefix);
	tpl_show(t, list.n ? "LIST" : "EMPTY");
	for (size_t i = 0; i < list.n; i++) {
		const struct cart_line *l = &list.wishes[i].item;
		struct tpl *s = tpl_section(t, "WISH");
		tpl_int(s, "N", (int64_t)i + 1);
		wish_line_show(r, s, l);
		tpl_text(s, "SKU", l->sku);
		wish_stock_show(r, s, l);
		tpl_show_if(s, "BUY", wish_can_buy(&list.wishes[i]));
	}
	struct page p = {
		.title = heading(&list), .description = "", .noindex = true};
	return page_send(r, &p, t, 200);
}
