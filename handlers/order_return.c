/* A buyer asks for a return, or says that something is wrong. */
#include "handlers/order.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/return_case.h"
#include "domain/setting.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/tr.h"

struct return_form {
	const char *reason, *message;
};

/* clang-format off */
static const char *const return_choices[] = {
	"mind", "size", "unlike", "late", "other", NULL};
static const char *const claim_choices[] = {
	"broken", "fault", "wrong", "missing", "other", NULL};

static const struct field return_fields[] = {
	FIELD_CHOICE(return_form, reason, N_("Reason"), .required = true, .choices = return_choices),
	FIELD_LINES(return_form, message, N_("Message"), .max = 2000),
	FIELD_END,
};
static const struct field claim_fields[] = {
	FIELD_CHOICE(return_form, reason, N_("What is wrong?"), .required = true, .choices = claim_choices),
	FIELD_LINES(return_form, message, N_("Tell us more"), .required = true, .max = 2000),
	FIELD_END,
};
/* clang-format on */

struct returning {
	struct order order;
	bool claim;
	const struct field *fields;
	struct return_left *left;
	size_t n;
};

static const struct order_line *line_of(const struct order *o, int64_t id)
{
	for (size_t i = 0; i < o->n_lines; i++)
		if (o->lines[i].id == id)
			return &o->lines[i];
	return NULL;
}

/* What was delivered and has not come back, of goods alone. */
static int returning_read(struct req *r, bool claim, struct returning *a)
{
	*a = (struct returning){
		.claim = claim, .fields = claim ? claim_fields : return_fields};
	int rc = order_by_token(&r->cx, req_path_param(r, "token"), &a->order);
	if (rc == OK)
		rc = return_left(&r->cx, a->order.id, &a->left, &a->n);
	size_t n = 0;
	for (size_t i = 0; rc == OK && i < a->n; i++)
		if (a->left[i].qty > 0 && line_of(&a->order, a->left[i].line))
			a->left[n++] = a->left[i];
	a->n = n;
	return rc;
}

static bool may_return(struct req *r, const struct order *o)
{
	int64_t until = return_until(&r->cx, o->delivered_ms);
	return until == 0 || (until > 0 && r->cx.now < until);
}

static const char *qty_name(struct req *r, size_t i)
{
	return arena_printf(r->cx.arena, "qty%zu", i);
}

static void lines_show(struct req *r, struct tpl *t, const struct returning *a)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct order_line *l = line_of(
			&a->order, a->left[i].line);
		const char *typed = req_form_param(r, qty_name(r, i));
		bool one = a->n == 1 && a->left[i].qty == 1;
		struct tpl *s = tpl_section(t, "LINE");
		tpl_text(s, "NAME", l->name);
		if (*l->options)
			tpl_text(tpl_section(s, "OPTIONS"), "TEXT", l->options);
		tpl_text(s, "WHAT",
			*l->options ? arena_printf(r->cx.arena, "%s, %s",
					      l->name, l->options)
				    : l->name);
		tpl_text(s, "N", arena_printf(r->cx.arena, "%zu", i));
		tpl_text(s, "LEFT",
			arena_printf(r->cx.arena, "%" PRId64, a->left[i].qty));
		tpl_text(s, "QTY", typed ? typed : one ? "1" : "0");
	}
}

static void reasons_show(
	struct tpl *t, const struct returning *a, const char *chosen)
{
	for (const char *const *p = a->fields[0].choices; *p; p++) {
		struct tpl *s = tpl_section(t, "REASON_OF");
		tpl_text(s, "CODE", *p);
		tpl_text(s, "WORDS", return_reason_words(*p));
		tpl_show_if(s, "CHOSEN", chosen && strcmp(chosen, *p) == 0);
	}
}

static int form_page(struct req *r, const struct returning *a,
	const struct form_errors *errors, int status)
{
	struct arena *arena = r->cx.arena;
	struct tpl *t = tpl_new(&r->cx, "shop/return.tpl");
	page_csrf(r, t);
	tpl_text(t, "SELF", req_link(r, order_path(r, &a->order, "")));
	tpl_int(t, "NUMBER", a->order.number);
	tpl_text(t, "DO", a->claim ? "claim" : "return");
	tpl_text(t, "ONCE", crypt_token(arena));
	tpl_show(t, a->claim ? "CLAIM" : "RETURN");
	if (!a->claim)
		tpl_show(t,
			strcmp(setting_get(&r->cx, "returns.who"), "shop") == 0
				? "SHOP_PAYS"
				: "BUYER_PAYS");
	lines_show(r, t, a);
	reasons_show(t, a, req_form_param(r, "reason"));
	const char *said = errors ? req_form_param(r, "message") : NULL;
	tpl_text(t, "MESSAGE", said ? said : "");
	if (errors && errors->n)
		form_show_errors(t, r, a->fields, errors);
	struct page p = {
		.title = a->claim ? tr("Something is wrong")
				  : tr("Return things"),
		.description = "",
		.noindex = true,
	};
	return page_send(r, &p, t, status);
}

static int show(struct req *r, bool claim)
{
	struct returning a;
	int rc = returning_read(r, claim, &a);
	if (rc < 0)
		return rc;
	if (a.n == 0 || (!claim && !may_return(r, &a.order)))
		return resp_redirect(r, order_path(r, &a.order, ""));
	return form_page(r, &a, NULL, 200);
}

/* Quantities as typed; *some: any is more than none. */
static void wants_read(struct req *r, const struct returning *a,
	struct return_want *wants, struct form_errors *errors)
{
	int64_t some = 0;
	for (size_t i = 0; i < a->n; i++) {
		const char *name = qty_name(r, i);
		const char *text = req_form_param(r, name);
		bool fits = text && *text && strlen(text) < 7 &&
			    strspn(text, "0123456789") == strlen(text);
		int64_t qty = fits ? strtoll(text, NULL, 10) : 0;
		wants[i] = (struct return_want){a->left[i].line, qty};
		some += qty;
		if ((text && *text && !fits) || qty > a->left[i].qty)
			form_error(errors, name,
				arena_printf(r->cx.arena,
					tr("%s: %lld at most."),
					line_of(&a->order, a->left[i].line)
						->name,
					(long long)a->left[i].qty));
	}
	if (!some && errors->n == 0)
		form_error(errors, "qty0", tr("Choose at least one thing."));
}

static int request(struct req *r, struct returning *a,
	const struct return_form *f, const struct return_want *wants)
{
	const char *once = req_form_param(r, "once");
	if (!once || !*once || strlen(once) > 64)
		return ERR_BAD;
	struct return_case c;
	const struct return_ask ask = {.order = a->order.id,
		.kind = a->claim ? "claim" : "return",
		.reason = f->reason,
		.message = f->message,
		.attempt_key = crypt_sha256_str(
			r->cx.arena, arena_printf(r->cx.arena, "%s/%s",
					     r->visitor->id_hash, once)),
		.wants = wants,
		.n = a->n};
	int rc = return_request(&r->cx, &ask, &c);
	/* Asked for elsewhere, or too late, meanwhile: the page shows it. */
	if (rc == ERR_CONFLICT)
		rc = OK;
	else if (rc == OK)
		flash_set(r, tr("We have your request and write to you."));
	return rc == OK ? resp_redirect(r, order_path(r, &a->order, "")) : rc;
}

static int ask(struct req *r, bool claim)
{
	struct returning a;
	struct return_form f;
	struct form_errors errors;
	int rc = returning_read(r, claim, &a);
	if (rc < 0)
		return rc;
	if (a.n == 0)
		return resp_redirect(r, order_path(r, &a.order, ""));
	struct return_want *wants = ARENA_ARRAY(
		r->cx.arena, struct return_want, a.n + 1);
	form_read(r, a.fields, &f, &errors);
	wants_read(r, &a, wants, &errors);
	return errors.n ? form_page(r, &a, &errors, 422)
			: request(r, &a, &f, wants);
}

/* GET /order/:token/return */
int order_return_show(struct req *r)
{
	return show(r, false);
}

/* POST /order/:token/return */
int order_return_ask(struct req *r)
{
	return ask(r, false);
}

/* GET /order/:token/claim */
int order_claim_show(struct req *r)
{
	return show(r, true);
}

/* POST /order/:token/claim */
int order_claim_ask(struct req *r)
{
	return ask(r, true);
}

static const char *case_words(const struct return_case *c)
{
	static const struct {
		const char *kind, *state, *words;
	} all[] = {
		{NULL, "requested", N_("We look at it and write to you.")},
		{"withdrawal", "accepted",
			N_("Received. Send the things back within 14 days if "
			   "you have them.")},
		{NULL, "accepted", N_("Accepted. Send it back to us.")},
		{NULL, "received",
			N_("It has come back. We pay the money back.")},
		{NULL, "settled", N_("Settled.")},
		{NULL, "refused", N_("We cannot accept it.")},
		{NULL, "cancelled", N_("You called it off.")},
	};
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if ((!all[i].kind || strcmp(all[i].kind, c->kind) == 0) &&
			strcmp(all[i].state, c->state) == 0)
			return tr(all[i].words);
	return "";
}

static const char *kind_words(const char *kind)
{
	if (strcmp(kind, "withdrawal") == 0)
		return tr("Withdrawal from contract");
	return strcmp(kind, "return") == 0 ? tr("Return") : tr("Claim");
}

static void case_show(struct req *r, struct tpl *list, const struct order *o,
	const struct return_case *c)
{
	struct tpl *s = tpl_section(list, "CASE");
	tpl_text(s, "CODE", c->code);
	tpl_text(s, "KIND", kind_words(c->kind));
	tpl_time(s, "AT", CLOCK_DATE, c->at_ms);
	tpl_text(s, "STATE", case_words(c));
	for (size_t i = 0; i < c->n_lines; i++) {
		struct tpl *l = tpl_section(s, "THING");
		tpl_int(l, "QTY", c->lines[i].qty);
		tpl_text(l, "NAME", c->lines[i].name);
		if (*c->lines[i].options)
			tpl_text(tpl_section(l, "OPTIONS"), "TEXT",
				c->lines[i].options);
	}
	if (*c->answer)
		tpl_text(tpl_section(s, "ANSWER"), "SAID", c->answer);
	if (c->refund_due_ms && strcmp(c->state, "settled") != 0)
		tpl_time(tpl_section(s, "MONEY_BY"), "DAY", CLOCK_DATE,
			c->refund_due_ms);
	const char *path = req_link(r,
		order_path(r, o,
			arena_printf(r->cx.arena, "/case/%" PRId64, c->nth)));
	bool cancel = return_can(c, "cancel"), sent = return_can(c, "sent");
	struct tpl *d = cancel || sent ? tpl_section(s, "ACTS") : NULL;
	if (cancel)
		tpl_text(tpl_section(d, "CANCEL"), "PATH", path);
	if (sent)
		tpl_text(tpl_section(d, "SLIP"), "PATH", path);
}

int order_ways_of(struct req *r, const struct order *o, struct order_ways *out)
{
	struct return_left *left;
	size_t n = 0;
	int64_t units = 0, open = 0;
	int rc = return_left(&r->cx, o->id, &left, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		open += left[i].open;
		if (line_of(o, left[i].line))
			units += left[i].qty;
	}
	*out = (struct order_ways){
		.cancel = order_buyer_can_cancel(o),
		.withdraw = open > 0 && strcmp(o->state, "cancelled") != 0,
		.give_back = units > 0 && may_return(r, o),
		.claim = units > 0,
	};
	return rc;
}

int order_cases_show(struct req *r, struct tpl *t, const struct order *o)
{
	struct return_case *cases;
	struct order_ways ways = {0};
	size_t n = 0;
	int rc = return_of_order(&r->cx, o->id, &cases, &n);
	if (rc == OK)
		rc = order_ways_of(r, o, &ways);
	if (rc < 0)
		return rc;
	struct tpl *list = n ? tpl_section(t, "CASES") : NULL;
	for (size_t i = 0; i < n; i++)
		case_show(r, list, o, &cases[i]);
	if (ways.claim) {
		struct tpl *s = tpl_section(t, "BACK");
		tpl_show(s, "CAN_CLAIM");
		int64_t until = return_until(&r->cx, o->delivered_ms);
		if (ways.give_back) {
			struct tpl *c = tpl_section(s, "CAN_RETURN");
			if (until > 0)
				tpl_time(tpl_section(c, "UNTIL"), "DAY",
					CLOCK_DATE, until - 1);
		}
	}
	return OK;
}
