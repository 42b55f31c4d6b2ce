/* Withdrawal from contract in two steps (Directive 2011/83/EU, Art. 11a):
 * who and which order, then the statement and its own button.  Never refused.
 */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/exemption.h"
#include "domain/order.h"
#include "domain/staff.h"
#include "domain/withdrawal.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/tr.h"

enum {
	WITHDRAW_MAX = 20, /* per network address and hour, with limits on */
	LOOK_MAX = 10,     /* wrong pairs of number and address, as /track */
	LOOK_WINDOW_MS = 15 * 60 * 1000,
};

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

/* What is withdrawn from: the form, and what it is of. */
struct asking {
	struct withdraw_form form;
	const char *at; /* token of the order's page it began on, or "" */
	int64_t order;  /* 0: not known, or not to be told */
	struct withdrawal_line *lines;
	struct return_want *wants;
	size_t n;
	int64_t chosen;
	bool picked;                  /* quantities were posted */
	const char *statement, *said; /* said: what stands for it in forms */
};

/* From an order's page: its buyer need not type what we know. */
static int prefill(struct req *r, struct withdraw_form *f, const char **at)
{
	const char *token = req_query_param(r, "order");
	struct order o;
	int rc = token ? order_by_token(&r->cx, token, &o) : ERR_NOT_FOUND;
	if (rc == OK) {
		f->name = o.name;
		f->order = arena_printf(r->cx.arena, "%" PRId64, o.number);
		f->email = o.email;
		*at = o.token;
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* GET /withdraw */
int withdraw_show(struct req *r)
{
	struct withdraw_form f = {"", "", ""};
	const char *at = "";
	int rc = prefill(r, &f, &at);
	if (rc < 0)
		return rc;
	struct tpl *t = withdraw_tpl(r, "shop/withdraw.tpl");
	page_csrf(r, t);
	tpl_text(t, "AT", at);
	form_show_values(t, &r->cx, fields, &f);
	return withdraw_send(r, t, 200);
}

/* The order of the secret link, if its number is still what is typed. */
static int order_linked(struct req *r, const struct asking *a, int64_t *id)
{
	struct order o, same;
	int rc = order_by_token(&r->cx, a->at, &o);
	if (rc == OK)
		rc = order_by_number_email(
			&r->cx, a->form.order, o.email, &same);
	if (rc == OK)
		*id = same.id == o.id ? o.id : 0;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* By number and address, as /track tells them: who tries too often is not
 * told any more, but may withdraw all the same. */
static int order_named(struct req *r, const struct asking *a, int64_t *id)
{
	int rc = OK;
	struct order o;
	if (r->conf->limits)
		rc = attempt_check(
			&r->cx, "track", r->remote, LOOK_MAX, LOOK_WINDOW_MS);
	if (rc == ERR_TOO_MANY)
		return OK;
	if (rc == OK)
		rc = order_by_number_email(
			&r->cx, a->form.order, a->form.email, &o);
	if (rc == OK)
		*id = o.id;
	if (rc == ERR_NOT_FOUND)
		rc = r->conf->limits ? attempt_add(&r->cx, "track", r->remote,
					       LOOK_WINDOW_MS)
				     : OK;
	return rc;
}

static int64_t qty_typed(struct req *r, size_t i, bool *given)
{
	const char *text = req_form_param(
		r, arena_printf(r->cx.arena, "qty%zu", i));
	*given = text != NULL;
	if (!text || strlen(text) > 6 ||
		strspn(text, "0123456789") != strlen(text))
		return 0;
	return strtoll(text, NULL, 10);
}

/* The quantities of the form, else all that is left. */
static void choose(struct req *r, struct asking *a)
{
	a->wants = ARENA_ARRAY(r->cx.arena, struct return_want, a->n + 1);
	for (size_t i = 0; i < a->n; i++) {
		bool given;
		int64_t qty = qty_typed(r, i, &given);
		if (!given || qty > a->lines[i].left)
			qty = a->lines[i].left;
		a->wants[i] = (struct return_want){a->lines[i].line, qty};
		a->picked = a->picked || given;
		a->chosen += qty;
	}
}

static struct withdrawal_ask ask_of(const struct asking *a, const char *key)
{
	return (struct withdrawal_ask){.name = a->form.name,
		.order_text = a->form.order,
		.email = a->form.email,
		.attempt_key = key,
		.order = a->order,
		.wants = a->wants,
		.n = a->n};
}

static int asking_read(struct req *r, struct asking *a)
{
	const char *at = req_form_param(r, "at");
	a->at = at ? at : "";
	int rc = *a->at ? order_linked(r, a, &a->order) : OK;
	if (rc == OK && a->order == 0)
		rc = order_named(r, a, &a->order);
	if (rc == OK && a->order)
		rc = withdrawal_lines(&r->cx, a->order, &a->lines, &a->n);
	if (rc < 0)
		return rc;
	choose(r, a);
	const struct withdrawal_ask ask = ask_of(a, "");
	rc = withdrawal_say(&r->cx, &ask, &a->statement);
	a->said = crypt_sha256_str(r->cx.arena, a->statement);
	return rc;
}

static void lines_show(struct req *r, struct tpl *t, const struct asking *a)
{
	int64_t units = 0;
	for (size_t i = 0; i < a->n; i++)
		units += a->lines[i].left;
	if (units == 0)
		return;
	struct tpl *list = tpl_section(t, "GOODS");
	tpl_show_if(list, "SOME", units > 1);
	for (size_t i = 0; i < a->n; i++) {
		const struct withdrawal_line *l = &a->lines[i];
		const char *why = exemption_words(l->exemption);
		struct tpl *s = tpl_section(list, "LINE");
		tpl_text(s, "NAME", l->name);
		if (*l->options)
			tpl_text(tpl_section(s, "OPTIONS"), "TEXT", l->options);
		if (*why)
			tpl_text(tpl_section(s, "EXEMPT"), "TEXT", why);
		struct tpl *q = tpl_section(s, units > 1 ? "PICK" : "ONE");
		tpl_text(q, "LEFT",
			arena_printf(r->cx.arena, "%" PRId64, l->left));
		if (units == 1)
			continue;
		tpl_text(q, "WHAT",
			*l->options ? arena_printf(r->cx.arena, "%s, %s",
					      l->name, l->options)
				    : l->name);
		tpl_text(q, "N", arena_printf(r->cx.arena, "%zu", i));
		tpl_text(q, "QTY",
			arena_printf(r->cx.arena, "%" PRId64, a->wants[i].qty));
	}
}

/* Step 2: the exact statement and the button that confirms it. */
static int ask(struct req *r, const struct asking *a, bool changed)
{
	struct tpl *t = withdraw_tpl(r, "shop/withdraw_confirm.tpl");
	page_csrf(r, t);
	tpl_text(t, "STATEMENT", a->statement);
	tpl_text(t, "SAID", a->said);
	tpl_text(t, "NAME", a->form.name);
	tpl_text(t, "ORDER", a->form.order);
	tpl_text(t, "EMAIL", a->form.email);
	tpl_text(t, "AT", a->at);
	tpl_text(t, "ONCE", crypt_token(r->cx.arena));
	bool none = a->picked && a->chosen == 0;
	tpl_show_if(t, "NONE", none);
	tpl_show_if(t, "CHANGED", changed && !none);
	tpl_show_if(t, "ALL_GONE", a->order && a->n == 0);
	lines_show(r, t, a);
	return withdraw_send(r, t, none ? 422 : 200);
}

static int receipt(struct req *r, const struct withdrawal *w)
{
	struct return_case c;
	int rc = return_get(&r->cx, w->id, &c);
	if (rc < 0)
		return rc;
	struct tpl *t = withdraw_tpl(r, "shop/withdraw_receipt.tpl");
	tpl_text(t, "STATEMENT", w->statement);
	tpl_text(t, "EMAIL", w->email);
	tpl_text(t, "CASE", c.code);
	tpl_time(t, "AT", CLOCK_DATETIME, w->at_ms);
	tpl_time(t, "ISO", CLOCK_ISO, w->at_ms);
	tpl_time(t, "REFUND_BY", CLOCK_DATE, w->refund_due_ms);
	tpl_show_if(t, "UNMATCHED", w->order == 0);
	return withdraw_send(r, t, 200);
}

static int confirm(struct req *r, const struct asking *a, const char *key)
{
	int rc = OK;
	if (r->conf->limits)
		rc = attempt_check(
			&r->cx, "withdraw", r->remote, WITHDRAW_MAX, MS_HOUR);
	if (rc == OK && r->conf->limits)
		rc = attempt_add(&r->cx, "withdraw", r->remote, MS_HOUR);
	if (rc < 0)
		return rc;
	struct withdrawal w;
	const struct withdrawal_ask ask = ask_of(a, key);
	rc = withdrawal_make(&r->cx, &ask, &w);
	return rc == OK ? receipt(r, &w) : rc;
}

/* The form's own attempt; NULL: the statement has not been shown yet. */
static const char *attempt_of(struct req *r)
{
	const char *once = req_form_param(r, "once");
	if (!once || !*once || strlen(once) > 64)
		return NULL;
	return crypt_sha256_str(r->cx.arena,
		arena_printf(r->cx.arena, "%s/%s", r->visitor->id_hash, once));
}

/* POST /withdraw.  Only the statement that was shown is confirmed: with other
 * quantities than it says, it is shown again. */
int withdraw_step(struct req *r)
{
	struct asking a = {.at = ""};
	struct form_errors errors;
	if (form_read(r, fields, &a.form, &errors) < 0) {
		const char *at = req_form_param(r, "at");
		struct tpl *t = withdraw_tpl(r, "shop/withdraw.tpl");
		page_csrf(r, t);
		tpl_text(t, "AT", at ? at : "");
		form_show(t, r, fields, &errors);
		return withdraw_send(r, t, 422);
	}
	const char *key = attempt_of(r);
	struct withdrawal done;
	if (key && withdrawal_by_attempt(&r->cx, key, &done) == OK)
		return receipt(r, &done);
	int rc = asking_read(r, &a);
	if (rc < 0)
		return rc;
	const char *said = req_form_param(r, "said");
	const char *what = req_form_param(r, "do");
	bool none = a.picked && a.chosen == 0;
	bool same = said && strcmp(said, a.said) == 0 && !none;
	bool update = what && strcmp(what, "update") == 0;
	return key && same && !update ? confirm(r, &a, key)
				      : ask(r, &a, key && !same);
}
