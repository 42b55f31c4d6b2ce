/* "Tell me when": ask, confirm by the mailed link, end. */
#include <string.h>

#include "domain/account.h"
#include "domain/alert.h"
#include "domain/product_edit.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "handlers/wishes.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/tr.h"

const char *alert_words(const char *kind)
{
	return strcmp(kind, "stock") == 0
		       ? tr("We write to you once, when it can be had again. "
			    "You can stop that by the link in each mail.")
		       : tr("We write to you once, when it costs less than "
			    "now. You can stop that by the link in each "
			    "mail.");
}

static const char *question(const char *kind)
{
	return strcmp(kind, "stock") == 0 ? tr("Tell me when it is back")
					  : tr("Tell me when it is cheaper");
}

/* ---- to ask ---- */

struct asked {
	const char *kind, *email;
	struct cart_line item;
};

/* clang-format off */
static const struct field fields[] = {
	FIELD_EMAIL(asked, email, N_("Email"), .required = true, .max = 254),
	FIELD_END,
};
/* clang-format on */

/* Of which thing, and what: both from the address or the form. */
static int asked_read(struct req *r, struct asked *a,
	const char *(*param)(const struct req *r, const char *name))
{
	int64_t product;
	const char *sku = param(r, "sku");
	*a = (struct asked){.kind = alert_kind(param(r, "kind")),
		.email = "",
		.item.qty = 1};
	if (!a->kind || !sku)
		return ERR_NOT_FOUND;
	int rc = variant_by_sku(&r->cx, sku, &a->item.variant, &product);
	if (rc == OK)
		rc = cart_line_now(&r->cx, &a->item);
	if (rc < 0)
		return rc;
	bool gift = strcmp(a->item.kind, "gift_card") == 0;
	return a->item.on_sale && !gift ? OK : ERR_NOT_FOUND;
}

/* Who is logged in with a proved address need not type it. */
static int known(struct req *r, struct account *who)
{
	*who = (struct account){.email = ""};
	if (!r->visitor->customer)
		return OK;
	return account_get(&r->cx, r->visitor->customer, who);
}

static void email_show(struct tpl *t, struct req *r, const struct account *who,
	const struct form_errors *errors)
{
	tpl_show(t, "ASK_EMAIL");
	if (errors)
		form_show(t, r, fields, errors);
	else
		form_show_values(t, &r->cx, fields,
			&(struct asked){.email = who->email});
}

static int ask_page(struct req *r, const struct asked *a,
	const struct form_errors *errors, const char *problem, int status)
{
	struct account who;
	int rc = known(r, &who);
	if (rc < 0)
		return rc;
	struct tpl *t = tpl_new(&r->cx, "shop/alert_new.tpl");
	const char *path = cart_line_path(&r->cx, &a->item);
	tpl_text(t, "TITLE", question(a->kind));
	wish_line_show(r, t, &a->item);
	wish_stock_show(r, t, &a->item);
	tpl_text(t, "BACK", req_link(r, path ? path : "/"));
	if (problem)
		tpl_text(tpl_section(t, "PROBLEM"), "TEXT", problem);
	if (strcmp(a->kind, "stock") == 0 && a->item.stock.most > 0) {
		tpl_show(t, "HAD");
	} else {
		struct tpl *f = tpl_section(t, "FORM");
		page_csrf(r, f);
		tpl_text(f, "SKU", a->item.sku);
		tpl_text(f, "KIND", a->kind);
		tpl_text(f, "WORDS", alert_words(a->kind));
		if (who.verified)
			tpl_text(tpl_section(f, "TO"), "EMAIL", who.email);
		else
			email_show(t, r, &who, errors);
	}
	struct page p = {
		.title = question(a->kind), .description = "", .noindex = true};
	return page_send(r, &p, t, status);
}

/* GET /alert/new?sku=KIDE-1&kind=stock */
int alert_new(struct req *r)
{
	struct asked a;
	int rc = asked_read(r, &a, req_query_param);
	return rc < 0 ? rc : ask_page(r, &a, NULL, NULL, 200);
}

/* The same words whether the address asked before or not. */
static int look_for_mail(struct req *r, const struct asked *a)
{
	struct tpl *t = tpl_new(&r->cx, "shop/alert_mailed.tpl");
	const char *path = cart_line_path(&r->cx, &a->item);
	tpl_text(t, "EMAIL", a->email);
	tpl_text(t, "NAME", wish_name(r->cx.arena, &a->item));
	tpl_text(t, "HREF", req_link(r, path ? path : "/"));
	struct page p = {.title = tr("Look for our mail"),
		.description = "",
		.noindex = true};
	return page_send(r, &p, t, 200);
}

static int ask_answer(struct req *r, const struct asked *a, int rc, bool active)
{
	const char *path = cart_line_path(&r->cx, &a->item);
	switch (rc) {
	case OK:
		break;
	case ERR_TOO_LARGE:
		return ask_page(r, a, NULL,
			arena_printf(r->cx.arena,
				tr("You wait for %d things already. Stop "
				   "waiting for one of them on your list."),
				ALERT_OPEN_MAX),
			409);
	case ERR_TOO_MANY:
		resp_header(r, "Retry-After", "3600");
		return ask_page(r, a, NULL,
			tr("Too many questions from here. Try again in an "
			   "hour."),
			429);
	case ERR_CONFLICT: /* it came back meanwhile */
		return ask_page(r, a, NULL, NULL, 409);
	default:
		return rc;
	}
	if (!active)
		return look_for_mail(r, a);
	flash_set(r, strcmp(a->kind, "stock") == 0
			     ? tr("We write to you when it is back.")
			     : tr("We write to you when it is cheaper."));
	return resp_redirect(r, path ? path : "/list");
}

/* POST /alert */
int alert_post(struct req *r)
{
	struct asked a, typed = {.email = ""};
	struct form_errors errors = {0};
	struct account who;
	bool active = false;
	int rc = asked_read(r, &a, req_form_param);
	if (rc == OK)
		rc = known(r, &who);
	if (rc < 0)
		return rc;
	if (!who.verified && form_read(r, fields, &typed, &errors) < 0)
		return ask_page(r, &a, &errors, NULL, 422);
	a.email = typed.email;
	rc = alert_ask(&r->cx,
		&(struct alert_ask){
			.kind = a.kind,
			.variant = a.item.variant,
			.customer = who.verified ? who.id : 0,
			.email = typed.email,
			.words = alert_words(a.kind),
			.remote = r->remote,
			.limits = r->conf->limits,
		},
		&active);
	return ask_answer(r, &a, rc, active);
}

/* ---- the mailed link ---- */

static int link_page(struct req *r, const struct alert *a, int status)
{
	static const struct {
		const char *state, *title;
	} titles[] = {
		{"asked", N_("Shall we tell you?")},
		{"active", N_("We tell you")},
		{"sent", N_("We have told you")},
		{"ended", N_("We do not write to you about it")},
	};
	struct tpl *t = tpl_new(&r->cx, "shop/alert.tpl");
	const char *path = cart_line_path(&r->cx, &a->item);
	const char *title = "";
	bool sold = path && a->item.on_sale;
	bool late = status == 410; /* the click came after its week */
	for (size_t i = 0; i < 4; i++)
		if (strcmp(titles[i].state, a->state) == 0)
			title = tr(titles[i].title);
	if (late)
		title = tr("This link does not work any more");
	tpl_text(t, "TITLE", title);
	wish_line_show(r, t, &a->item);
	wish_stock_show(r, t, &a->item);
	if (sold)
		tpl_text(tpl_section(t, "PRODUCT"), "BACK", req_link(r, path));
	bool asked = strcmp(a->state, "asked") == 0;
	bool active = strcmp(a->state, "active") == 0;
	if (asked && !late)
		tpl_text(
			tpl_section(t, "ASKED"), "WORDS", alert_words(a->kind));
	if (active)
		tpl_text(tpl_section(t, "ACTIVE"), "WORDS",
			alert_words(a->kind));
	tpl_show_if(t, "AGAIN", sold && (late || (!asked && !active)));
	page_csrf(r, t);
	tpl_text(t, "ACTION",
		req_link(r, arena_printf(r->cx.arena, "/alert/%s", a->token)));
	tpl_show_if(t, "CONFIRM", asked && !late);
	tpl_show_if(t, "END", active);
	struct page p = {.title = title, .description = "", .noindex = true};
	return page_send(r, &p, t, status);
}

/* GET /alert/:token: looking changes nothing; mail readers look ahead. */
int alert_show(struct req *r)
{
	struct alert a;
	int rc = alert_by_token(&r->cx, req_path_param(r, "token"), &a);
	return rc < 0 ? rc : link_page(r, &a, 200);
}

/* POST /alert/:token */
int alert_do(struct req *r)
{
	struct alert a;
	const char *token = req_path_param(r, "token");
	const char *act = req_form_param(r, "do");
	int rc = alert_by_token(&r->cx, token, &a);
	if (rc < 0)
		return rc;
	if (act && strcmp(act, "confirm") == 0)
		rc = alert_confirm(&r->cx, token, alert_words(a.kind));
	else if (act && (strcmp(act, "end") == 0 || strcmp(act, "all") == 0))
		rc = alert_end(
			&r->cx, token, act[0] == 'a', alert_words(a.kind));
	else
		return ERR_BAD;
	if (rc == ERR_GONE)
		return link_page(r, &a, 410);
	if (rc < 0)
		return rc;
	return resp_redirect(r, arena_printf(r->cx.arena, "/alert/%s", token));
}

/* POST /alert/:token/end: the mail reader's own button, without a visit and
 * so without a token of ours (RFC 8058).  It ends all that the address asked
 * for; the link itself is what proves the right to. */
int alert_one_click(struct req *r)
{
	struct alert a;
	const char *token = req_path_param(r, "token");
	int rc = alert_by_token(&r->cx, token, &a);
	if (rc == OK)
		rc = alert_end(&r->cx, token, true, alert_words(a.kind));
	if (rc < 0)
		return rc;
	return resp_text(r, 200, "text/plain",
		tr("We do not write to you about what you waited for."));
}
