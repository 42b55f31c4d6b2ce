/* Withdrawal from contract in two steps (Directive 2011/83/EU, Art. 11a):
 * who and which order, then the statement and its own button.  Never refused.
 */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <inttypes.h>
#include <string.h>

#include "domain/order.h"
#include "domain/staff.h"
#include "domain/withdrawal.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/tr.h"

enum { WITHDRAW_MAX = 20 }; /* per network address and hour, with limits on */

struct withdraw_form {
	const char *name, *order, *email;
};

/* clang-format off */
static const struct field fields[] = {
	FIELD_TEXT(withdraw_form, name, N_("Name"), .required = true, .max = 100),
	FIELD_TEXT(withdraw_form, order, N_("Order number"), .required = true, .max = 200),
	FIELD_EMAIL(withdraw_form, email, N_("Email"), .required = true, .max = 254),
	FIELD_END,
};
/* clang-format on */

static struct tpl *withdraw_tpl(struct req *r, const char *file)
{
	struct tpl *t = tpl_new(&r->cx, file);
	tpl_text(t, "P", r->lang_prefix);
	return t;
}

static int withdraw_send(struct req *r, struct tpl *t, int status)
{
	struct page p = {
		.title = tr("Withdraw from contract"),
		.description = "",
		.canonical = "/withdraw",
	};
	return page_send(r, &p, t, status);
}

/* From an order's page: its buyer need not type what we know. */
static int prefill(struct req *r, struct withdraw_form *f)
{
	const char *token = req_query_param(r, "order");
	struct order o;
	int rc = token ? order_by_token(&r->cx, token, &o) : ERR_NOT_FOUND;
	if (rc == OK) {
		f->name = o.name;
		f->order = arena_printf(r->cx.arena, "%" PRId64, o.number);
		f->email = o.email;
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* GET /withdraw */
int withdraw_show(struct req *r)
{
	struct withdraw_form f = {"", "", ""};
	int rc = prefill(r, &f);
	if (rc < 0)
		return rc;
	struct tpl *t = withdraw_tpl(r, "shop/withdraw.tpl");
	page_csrf(r, t);
	form_show_values(t, &r->cx, fields, &f);
	return withdraw_send(r, t, 200);
}

/* Step 2: the exact statement and the button that confirms it. */
static int ask(struct req *r, const struct withdraw_form *f)
{
	struct tpl *t = withdraw_tpl(r, "shop/withdraw_confirm.tpl");
	page_csrf(r, t);
	tpl_text(t, "STATEMENT",
		withdrawal_statement(&r->cx, f->name, f->order, f->email));
	tpl_text(t, "NAME", f->name);
	tpl_text(t, "ORDER", f->order);
	tpl_text(t, "EMAIL", f->email);
	tpl_text(t, "ONCE", crypt_token(r->cx.arena));
	return withdraw_send(r, t, 200);
}

static int receipt(struct req *r, const struct withdrawal *w)
{
	struct tpl *t = withdraw_tpl(r, "shop/withdraw_receipt.tpl");
	tpl_text(t, "STATEMENT", w->statement);
	tpl_text(t, "EMAIL", w->email);
	tpl_int(t, "CASE", w->id);
	tpl_time(t, "AT", CLOCK_DATETIME, w->at_ms);
	tpl_time(t, "ISO", CLOCK_ISO, w->at_ms);
	tpl_time(t, "REFUND_BY", CLOCK_DATE, w->refund_due_ms);
	tpl_show_if(t, "UNMATCHED", w->order == 0);
	return withdraw_send(r, t, 200);
}

static int confirm(
	struct req *r, const struct withdraw_form *f, const char *once)
{
	int rc = OK;
	if (r->conf->limits)
		rc = attempt_check(
			&r->cx, "withdraw", r->remote, WITHDRAW_MAX, MS_HOUR);
	if (rc == OK && r->conf->limits)
		rc = attempt_add(&r->cx, "withdraw", r->remote, MS_HOUR);
	if (rc < 0)
		return rc;
	const char *key = crypt_sha256_str(r->cx.arena,
		arena_printf(r->cx.arena, "%s/%s", r->visitor->id_hash, once));
	struct withdrawal w;
	rc = withdrawal_confirm(&r->cx, f->name, f->order, f->email, key, &w);
	return rc == OK ? receipt(r, &w) : rc;
}

/* POST /withdraw */
int withdraw_step(struct req *r)
{
	struct withdraw_form f;
	struct form_errors errors;
	if (form_read(r, fields, &f, &errors) < 0) {
		struct tpl *t = withdraw_tpl(r, "shop/withdraw.tpl");
		page_csrf(r, t);
		form_show(t, r, fields, &errors);
		return withdraw_send(r, t, 422);
	}
	const char *once = req_form_param(r, "once");
	if (!once || !*once || strlen(once) > 64)
		return ask(r, &f);
	return confirm(r, &f, once);
}
