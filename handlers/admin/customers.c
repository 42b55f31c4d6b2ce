/* Those who have bought: the list, and one of them. */
#include "handlers/admin/admin.h"

#include <stdlib.h>

#include "domain/customer.h"
#include "domain/promotion_desk.h"
#include "domain/order.h"
#include "handlers/admin/consents.h"
#include "handlers/admin/order_words.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static void row_show(struct tpl *list, const struct customer_row *c)
{
	struct tpl *t = tpl_section(list, "ROW");
	tpl_textf(t, "ID", "%lld", (long long)c->order);
	tpl_text(t, "NAME", *c->name ? c->name : c->email);
	tpl_text(t, "EMAIL", c->email);
	tpl_text(t, "CITY", c->city);
	tpl_int(t, "ORDERS", c->orders);
	tpl_time(t, "LAST", CLOCK_NUMERIC, c->last_ms);
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
			row_show(list, &rows[i]);
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

/* GET /admin/customers/:id - the id of any of the customer's orders */
/* Who has an account can be in a group. */
static int group_show(
	struct tpl *t, struct req *r, int64_t order, const char *email_norm)
{
	struct customer_group *groups = NULL;
	size_t n = 0;
	int64_t now = 0;
	int rc = customer_group_get(&r->cx, email_norm, &now);
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc == OK)
		rc = customer_groups(&r->cx, &groups, &n);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "GROUP");
	tpl_int(s, "ID", order);
	for (size_t i = 0; i < n; i++) {
		struct tpl *g = tpl_section(s, "CHOICE");
		tpl_int(g, "VALUE", groups[i].id);
		tpl_text(g, "LABEL", groups[i].name);
		tpl_show_if(g, "ON", groups[i].id == now);
	}
	return OK;
}

/* POST /admin/customers/:id/group */
int admin_customer_group(struct req *r)
{
	struct customer_row c;
	const char *group = req_form_param(r, "group");
	int64_t id = admin_path_int(r, "id");
	int rc = id < 0 ? ERR_NOT_FOUND : customer_by_order(&r->cx, id, &c);
	if (rc == OK)
		rc = customer_group_set(&r->cx, c.email_norm,
			group ? strtoll(group, NULL, 10) : 0);
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/admin/customers/%lld",
			   (long long)id));
}

int admin_customer(struct req *r)
{
	struct customer_row c;
	int64_t id = admin_path_int(r, "id");
	int rc = id < 0 ? ERR_NOT_FOUND : customer_by_order(&r->cx, id, &c);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/customer.tpl");
	const char *name = *c.name ? c.name : c.email;
	tpl_text(t, "NAME", name);
	tpl_text(t, "EMAIL", c.email);
	tpl_text(t, "CITY", c.city);
	tpl_int(t, "ORDERS", c.orders);
	tpl_money(t, "SPENT", c.spent);
	struct admin_slice slice = {.offset = admin_offset(r)};
	rc = orders_show(t, r, &c, &slice);
	if (rc < 0)
		return rc;
	rc = group_show(t, r, id, c.email_norm);
	if (rc == OK)
		rc = admin_consents_show(r, t, c.email_norm);
	if (rc < 0)
		return rc;
	admin_pager(t, r,
		arena_printf(
			r->cx.arena, "/admin/customers/%lld", (long long)id),
		&slice);
	struct admin_page page = {
		.title = name,
		.nav = "customers",
		.back = "/admin/customers",
		.back_text = tr("Customers"),
	};
	return admin_send(r, &page, t, 200);
}
