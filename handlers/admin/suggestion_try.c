/* What would be suggested beside a product, or to a customer, and why. */
#include <stdlib.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/customer.h"
#include "domain/order.h"
#include "domain/product.h"
#include "domain/rail.h"
#include "domain/setting.h"
#include "handlers/admin/product_typed.h"
#include "handlers/admin/suggestions.h"
#include "handlers/rails_in.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

/* What was typed, and what was wrong with it. */
struct typed {
	const char *product, *customer;
	const char *product_problem, *customer_problem;
};

static int reasons_show(struct tpl *s, struct req *r, const struct rail *rail)
{
	for (size_t i = 0; i < rail->n_why; i++) {
		const char *name = "";
		int rc = rail_name(&r->cx, &rail->why[i], &name);
		if (rc == ERR_NOT_FOUND)
			continue;
		if (rc < 0)
			return rc;
		tpl_text(tpl_section(s, "WHY"), "WHY_TEXT",
			rail_reason_words(r, rail->why[i].reason, name));
	}
	return OK;
}

static int shelf_show(
	struct tpl *t, struct req *r, const struct rail *rail, const char *code)
{
	struct tpl *s = tpl_section(t, "SHELF");
	const struct rail_hand *hand;
	int rc = rail_hand_use(&r->cx, -1, code, &hand);
	tpl_text(s, "SHELF_NAME", shelf_name(code));
	tpl_text(s, "SHELF_CODE", code);
	if (rc < 0)
		return rc;
	if (!rail->n) {
		tpl_show(s, hand->active ? "NOTHING" : "IS_OFF");
		return OK;
	}
	struct tpl *list = tpl_section(s, "LIST");
	tpl_text(list, "SENTENCE", rail_sentence(r, rail, true));
	for (size_t i = 0; i < rail->n; i++) {
		struct product p = {0};
		struct tpl *row = tpl_section(list, "ROW");
		tpl_int(row, "ID", rail->id[i]);
		tpl_text(row, "NAME",
			product_get_any(&r->cx, rail->id[i], &p) == OK ? p.name
								       : "");
		tpl_show_if(row, "PICKED", i < rail->n_picked);
	}
	return reasons_show(list, r, rail);
}

/* A shelf of a page; what stands on it does not come again there. */
static int shelf_try(struct tpl *t, struct req *r, struct rail_page *page,
	enum rail_code code)
{
	struct rail rail = {.code = code};
	int rc = rail_choose(&r->cx, page, code, &rail);
	if (rc < 0)
		return rc;
	rail_take(page, &rail);
	return shelf_show(t, r, &rail, rail_codes[code]);
}

/* Its page, an order of it, a cart with it. */
static int beside_show(struct tpl *t, struct req *r, int64_t product)
{
	struct rail_page page = {.version = r->version, .product = product};
	struct rail_page cart = {
		.version = r->version, .cart = &product, .n_cart = 1};
	struct rail_page order = {
		.version = r->version, .ordered = &product, .n_ordered = 1};
	struct product p;
	int rc = product_get_any(&r->cx, product, &p);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "FOUND");
	tpl_text(s, "OF", p.name);
	rc = rail_begin(&r->cx, &page);
	if (rc == OK)
		rc = shelf_try(s, r, &page, RAIL_WITH);
	if (rc == OK)
		rc = shelf_try(s, r, &page, RAIL_SIMILAR);
	if (rc == OK)
		rc = rail_begin(&r->cx, &cart);
	if (rc == OK)
		rc = shelf_try(s, r, &cart, RAIL_ADDTO);
	if (rc == OK)
		rc = rail_begin(&r->cx, &order);
	return rc == OK ? shelf_try(s, r, &order, RAIL_NEXT) : rc;
}

/* Why a shelf may be empty, whoever it is for. */
static void notes_show(struct tpl *s, const struct profile *p)
{
	tpl_show_if(s, "IS_HELD", p->who.held);
	tpl_show_if(s, "NOT_PERSONAL", !p->who.personal);
	tpl_show_if(s, "NO_HISTORY", !p->who.history);
	tpl_show_if(s, "NO_BROWSING", !p->who.browsing);
}

static int customer_show(struct tpl *t, struct req *r, int64_t customer)
{
	struct subject who = {.key = profile_key(&r->cx, customer),
		.customer = customer,
		.personal = true};
	struct rail_page page = {.version = r->version};
	struct profile profile = {0};
	struct customer_row row = {.name = "", .email = ""};
	int rc = profile_allowed(&r->cx, customer, &who.browsing, &who.history);
	who.held = profile_held(
		&r->cx, who.key, setting_int(&r->cx, "personal.holdout"));
	if (rc == OK)
		rc = customer_by_account(&r->cx, customer, &row);
	if (rc == OK)
		rc = profile_load(&r->cx, &who, &profile);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "FOUND");
	tpl_text(s, "OF", *row.name ? row.name : row.email);
	notes_show(s, &profile);
	page.profile = &profile;
	rc = rail_begin(&r->cx, &page);
	for (enum rail_code c = RAIL_FOR_YOU; rc == OK && c <= RAIL_RECENT; c++)
		rc = shelf_try(s, r, &page, c);
	return rc;
}

static int try_page(struct req *r, const struct typed *typed, int64_t product,
	int64_t customer)
{
	struct tpl *t = admin_tpl(r, "admin/suggestion_try.tpl");
	suggestions_tabs(t, 2);
	tpl_text(t, "PRODUCT", typed->product);
	tpl_text(t, "CUSTOMER", typed->customer);
	if (typed->product_problem)
		tpl_text(tpl_section(t, "PRODUCT_ERR"), "PRODUCT_MSG",
			typed->product_problem);
	if (typed->customer_problem)
		tpl_text(tpl_section(t, "CUSTOMER_ERR"), "CUSTOMER_MSG",
			typed->customer_problem);
	int rc = OK;
	if (product)
		rc = beside_show(t, r, product);
	if (rc == OK && customer)
		rc = customer_show(t, r, customer);
	if (rc < 0)
		return rc;
	struct admin_page page = {
		.title = tr("Suggestions"), .nav = "suggestions"};
	bool wrong = typed->product_problem || typed->customer_problem;
	return admin_send(r, &page, t, wrong ? 422 : 200);
}

/* GET /admin/suggestions/try?product=MUG-1 */
int admin_suggestions_try(struct req *r)
{
	const char *text = req_query_param(r, "product");
	struct typed in = {
		text ? text_trim(r->cx.arena, text) : "", "", NULL, NULL};
	int64_t product = 0;
	int rc = OK;
	if (*in.product)
		rc = product_typed(
			r, in.product, &product, &in.product_problem);
	return rc < 0 ? rc : try_page(r, &in, product, 0);
}

/* By the address of the account, or the number of an order of it. */
static int customer_typed(
	struct req *r, const char *typed, int64_t *id, const char **problem)
{
	int rc = OK;
	*id = 0;
	if (*typed && strspn(typed, "0123456789") == strlen(typed)) {
		struct order o;
		rc = order_by_number(&r->cx, strtoll(typed, NULL, 10), &o);
		if (rc == OK)
			*id = o.customer;
		if (rc == ERR_NOT_FOUND)
			rc = OK;
	} else if (*typed) {
		rc = customer_account(
			&r->cx, email_norm(r->cx.arena, typed), id);
	}
	if (rc == OK && !*id)
		*problem = tr("No account has this address or this order.");
	return rc;
}

/* POST /admin/suggestions/try: of a customer.  It is a look into what is known
 * of a person, so it is written down. */
int admin_suggestions_look(struct req *r)
{
	const char *text = req_form_param(r, "customer");
	struct typed in = {
		"", text ? text_trim(r->cx.arena, text) : "", NULL, NULL};
	int64_t id = 0;
	int rc = customer_typed(r, in.customer, &id, &in.customer_problem);
	if (rc == OK && id)
		rc = audit_add(&r->cx, "customer", id, "look", NULL,
			audit_json(r->cx.arena, "what", "suggestions", NULL));
	return rc < 0 ? rc : try_page(r, &in, 0, id);
}
