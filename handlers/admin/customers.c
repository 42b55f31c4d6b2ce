/* Those who have bought or have an account: the list, and one of them. */
#include "handlers/admin/admin.h"

#include <stdlib.h>

#include "domain/account_second.h"
#include "domain/address.h"
#include "domain/customer.h"
#include "domain/promotion_desk.h"
#include "domain/order.h"
#include "handlers/admin/consents.h"
#include "handlers/admin/order_words.h"
#include "handlers/admin/segments.h"
#include "lib/clock.h"
#include "lib/country.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static const char *customer_path(struct req *r, const struct customer_row *c)
{
	return c->order ? arena_printf(r->cx.arena, "/admin/customers/%lld",
				  (long long)c->order)
			: arena_printf(r->cx.arena, "/admin/accounts/%lld",
				  (long long)c->account);
}

static void row_show(
	struct req *r, struct tpl *list, const struct customer_row *c)
{
	struct tpl *t = tpl_section(list, "ROW");
	tpl_text(t, "PATH", customer_path(r, c));
	if (c->account)
		order_pill_show(t, "ACCOUNT",
			c->verified ? (struct order_pill){tr("Account"), "GOOD"}
				    : (struct order_pill){tr("Not proved yet"),
					      "PLAIN"},
			false);
	tpl_text(t, "NAME", *c->name ? c->name : c->email);
	tpl_text(t, "EMAIL", c->email);
	tpl_text(t, "CITY", c->city);
	tpl_int(t, "ORDERS", c->orders);
	tpl_text(t, "LAST",
		c->last_ms ? clock_format(r->cx.arena, r->cx.locale,
				     CLOCK_NUMERIC, c->last_ms)
			   : "");
	tpl_money(t, "SPENT", c->spent);
}

/* GET /admin/customers */
int admin_customers(struct req *r)
{
	const char *typed = req_query_param(r, "q");
	const char *find = typed ? text_trim(r->cx.arena, typed) : "";
	struct admin_slice slice = {.offset = admin_offset(r)};
	struct customer_row *rows;
	int rc = customer_list(&r->cx, find, slice.offset, ADMIN_PAGE, &rows,
		&slice.n, &slice.total);
	if (rc < 0)
		return rc;

	struct tpl *t = admin_tpl(r, "admin/customers.tpl");
	tpl_text(t, "FIND", find);
	if (slice.n) {
		struct tpl *list = tpl_section(t, "LIST");
		for (size_t i = 0; i < slice.n; i++)
			row_show(r, list, &rows[i]);
		admin_pager(list, r,
			arena_printf(r->cx.arena, "/admin/customers?q=%s",
				url_encode(r->cx.arena, find)),
			&slice);
	} else {
		struct tpl *e = tpl_section(t, "EMPTY");
		tpl_show(
			e, *find || slice.offset ? "NO_MATCH" : "NO_CUSTOMERS");
	}
	struct admin_page page = {.title = tr("Customers"), .nav = "customers"};
	return admin_send(r, &page, t, 200);
}

static int orders_show(struct tpl *t, struct req *r,
	const struct customer_row *c, struct admin_slice *slice)
{
	struct order_filter f = {.show = "",
		.find = "",
		.email_norm = c->email_norm,
		.customer = c->account,
		.offset = slice->offset,
		.limit = ADMIN_PAGE};
	struct order_row *rows;
	int rc = order_list(&r->cx, &f, &rows, &slice->n, &slice->total);
	for (size_t i = 0; rc == OK && i < slice->n; i++) {
		const struct order_row *o = &rows[i];
		struct tpl *s = tpl_section(t, "ROW");
		tpl_textf(s, "NUMBER", "%lld", (long long)o->number);
		tpl_time(s, "PLACED", CLOCK_NUMERIC, o->placed_ms);
		tpl_text(s, "WHAT", o->what);
		order_pill_show(s, "STATUS",
			order_pill_status(o->state, o->fulfilment), false);
		tpl_money(s, "SUM", o->total);
	}
	return rc;
}

/* Who has an account can be in a group. */
static int group_show(
	struct tpl *t, struct req *r, const struct customer_row *c)
{
	struct customer_group *groups = NULL;
	size_t n = 0;
	int64_t now = 0;
	int rc = customer_group_get(&r->cx, c->email_norm, &now);
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc == OK)
		rc = customer_groups(&r->cx, &groups, &n);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "GROUP");
	tpl_text(s, "PATH", customer_path(r, c));
	for (size_t i = 0; i < n; i++) {
		struct tpl *g = tpl_section(s, "CHOICE");
		tpl_int(g, "VALUE", groups[i].id);
		tpl_text(g, "LABEL", groups[i].name);
		tpl_show_if(g, "ON", groups[i].id == now);
	}
	return OK;
}

/* The customer that the path names: by any of their orders, or by their
 * account. */
static int by_order(struct req *r, struct customer_row *c)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : customer_by_order(&r->cx, id, c);
}

static int by_account(struct req *r, struct customer_row *c)
{
	int64_t id = admin_path_int(r, "id");
	return id < 1 ? ERR_NOT_FOUND : customer_by_account(&r->cx, id, c);
}

static int group_save(struct req *r, const struct customer_row *c)
{
	const char *group = req_form_param(r, "group");
	int rc = customer_group_set(
		&r->cx, c->email_norm, group ? strtoll(group, NULL, 10) : 0);
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(r, customer_path(r, c));
}

/* POST /admin/customers/:id/group */
int admin_customer_group(struct req *r)
{
	struct customer_row c;
	int rc = by_order(r, &c);
	return rc == OK ? group_save(r, &c) : rc;
}

/* POST /admin/accounts/:id/group */
int admin_account_group(struct req *r)
{
	struct customer_row c;
	int rc = by_account(r, &c);
	return rc == OK ? group_save(r, &c) : rc;
}

/* POST /admin/accounts/:id/codes: for who has lost the app and every recovery
 * code; whoever asks for it is somebody whom the owner knows. */
int admin_account_codes(struct req *r)
{
	struct customer_row c;
	int rc = by_account(r, &c);
	if (rc == OK)
		rc = second_clear(&r->cx, c.account);
	if (rc < 0)
		return rc;
	flash_set(r, tr("One-time codes are turned off."));
	return resp_redirect(r, customer_path(r, &c));
}

static void fact(struct tpl *t, const char *label, const char *value)
{
	if (!*value)
		return;
	struct tpl *s = tpl_section(t, "FACT");
	tpl_text(s, "LABEL", label);
	tpl_text(s, "VALUE", value);
}

static void fact_time(
	struct req *r, struct tpl *t, const char *label, int64_t ms)
{
	fact(t, label,
		ms ? clock_format(r->cx.arena, r->cx.locale, CLOCK_DATE, ms)
		   : tr("Not yet"));
}

static void addresses_show(
	struct req *r, struct tpl *t, const struct address *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		fact(t,
			list[i].usual ? tr("Usual address")
				      : tr("Another address"),
			arena_printf(r->cx.arena, "%s%s%s, %s, %s %s, %s",
				list[i].name, *list[i].company ? ", " : "",
				list[i].company, list[i].street, list[i].postal,
				list[i].city, country_name(list[i].country)));
}

/* What the account says of itself; nothing that opens it. */
static int account_show_facts(
	struct req *r, struct tpl *t, const struct customer_row *c)
{
	struct customer_facts f = {0};
	struct address *list = NULL;
	size_t n = 0;
	if (!c->account)
		return OK;
	int rc = customer_account_facts(&r->cx, c->account, &f);
	if (rc == OK)
		rc = address_list(&r->cx, c->account, &list, &n);
	if (rc < 0)
		return rc;
	struct second second = {0};
	rc = second_get(&r->cx, c->account, &second);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "ACCOUNT");
	if (second.on)
		tpl_textf(tpl_section(s, "CODES"), "PATH",
			"/admin/accounts/%lld/codes", (long long)c->account);
	fact_time(r, s, tr("Since"), f.since_ms);
	fact_time(r, s, tr("Address proved"), f.verified_ms);
	fact_time(r, s, tr("Last logged in"), f.seen_ms);
	fact(s, tr("Phone"), f.phone);
	int lang = tr_lang_index(f.locale);
	fact(s, tr("Letters in"), lang < 0 ? f.locale : tr_langs[lang].name);
	fact(s, tr("Company"), f.company);
	fact(s, tr("Business ID"), f.business_id);
	fact(s, tr("VAT number"), f.vat_id);
	fact(s, tr("Their reference"), f.buyer_ref);
	addresses_show(r, s, list, n);
	if (f.cards)
		fact(s, tr("Saved cards"),
			arena_printf(r->cx.arena, "%lld", (long long)f.cards));
	return OK;
}

static int customer_page(struct req *r, const struct customer_row *c)
{
	struct tpl *t = admin_tpl(r, "admin/customer.tpl");
	const char *name = *c->name ? c->name : c->email;
	struct admin_slice slice = {.offset = admin_offset(r)};
	tpl_text(t, "NAME", name);
	tpl_text(t, "EMAIL", c->email);
	if (*c->city)
		tpl_text(tpl_section(t, "CITY_KNOWN"), "CITY", c->city);
	tpl_int(t, "ORDERS", c->orders);
	tpl_money(t, "SPENT", c->spent);
	int rc = orders_show(t, r, c, &slice);
	if (rc == OK)
		rc = group_show(t, r, c);
	if (rc == OK)
		rc = account_show_facts(r, t, c);
	if (rc == OK)
		rc = admin_value_show(t, r, c->account);
	if (rc == OK)
		rc = admin_consents_show(r, t, c->email_norm);
	if (rc < 0)
		return rc;
	tpl_show_if(t, "NO_ORDERS", slice.total == 0);
	admin_pager(t, r, customer_path(r, c), &slice);
	struct admin_page page = {
		.title = name,
		.nav = "customers",
		.back = "/admin/customers",
		.back_text = tr("Customers"),
	};
	return admin_send(r, &page, t, 200);
}

/* GET /admin/customers/:id - the id of any of the customer's orders */
int admin_customer(struct req *r)
{
	struct customer_row c;
	int rc = by_order(r, &c);
	return rc == OK ? customer_page(r, &c) : rc;
}

/* GET /admin/accounts/:id - who has not ordered yet, too */
int admin_account(struct req *r)
{
	struct customer_row c;
	int rc = by_account(r, &c);
	return rc == OK ? customer_page(r, &c) : rc;
}
