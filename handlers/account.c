/* Accounts: in, out, new, forgotten; and what an account shows. */
#include "handlers/account.h"

#include <inttypes.h>
#include <string.h>

#include "domain/account.h"
#include "domain/order.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/text.h"
#include "lib/tr.h"

#define COOKIE ACCOUNT_COOKIE

enum { ID_BYTES = 20 };

struct account_form {
	const char *name, *email;
};

/* Passwords are not trimmed or shown again: read apart. */
/* clang-format off */
static const struct field fields[] = {
	FIELD_TEXT(account_form, name, N_("Name"), .max = 100),
	FIELD_EMAIL(account_form, email, N_("Email"), .max = 254),
	FIELD_END,
};
/* clang-format on */

/* One of the small forms: shop/account_form.tpl. */
struct screen {
	const char *title, *intro, *button;
	const char *action; /* path of the form */
	bool name, email, password;
	bool fresh; /* the password is a new one */
	bool ways;  /* links to the other forms */
	struct account_form f;
	struct form_errors errors;
	const char *problem; /* of the whole; NULL: none */
};

static void wrong_show(struct tpl *t, const struct form_errors *errors,
	const char *field, const char *section)
{
	for (size_t i = 0; i < errors->n; i++)
		if (strcmp(errors->item[i].field, field) == 0) {
			tpl_text(tpl_section(t, section), "WRONG",
				errors->item[i].message);
			return;
		}
}

static void errors_show(struct req *r, struct tpl *t, const struct screen *s)
{
	if (!s->errors.n && !s->problem)
		return;
	struct tpl *all = tpl_section(t, "ERRORS");
	tpl_text(all, "ERRORS_TITLE",
		s->problem ? s->problem
			   : arena_printf(r->cx.arena,
				     tr_n("%lu thing to put right",
					     "%lu things to put right",
					     (long)s->errors.n),
				     (unsigned long)s->errors.n));
	for (size_t i = 0; i < s->errors.n; i++) {
		struct tpl *one = tpl_section(all, "ERROR");
		tpl_text(one, "FIELD", s->errors.item[i].field);
		tpl_text(one, "MSG", s->errors.item[i].message);
	}
}

static const char *next_read(struct req *r)
{
	const char *next = r->method == METHOD_GET ? req_query_param(r, "next")
						   : req_form_param(r, "next");
	return next && strcmp(next, "checkout") == 0 ? "checkout" : "";
}

static int screen_send(struct req *r, const struct screen *s, int status)
{
	struct tpl *t = tpl_new(&r->cx, "shop/account_form.tpl");
	page_csrf(r, t);
	tpl_text(t, "TITLE", s->title);
	tpl_text(t, "ACTION", req_link(r, s->action));
	tpl_text(t, "BUTTON", s->button);
	tpl_text(t, "NEXT", next_read(r));
	if (*s->intro)
		tpl_text(tpl_section(t, "INTRO"), "TEXT", s->intro);
	if (s->name) {
		struct tpl *f = tpl_section(t, "NAME_FIELD");
		tpl_text(f, "NAME", s->f.name ? s->f.name : "");
		wrong_show(f, &s->errors, "name", "NAME_ERR");
	}
	if (s->email) {
		struct tpl *f = tpl_section(t, "EMAIL_FIELD");
		tpl_text(f, "EMAIL", s->f.email ? s->f.email : "");
		wrong_show(f, &s->errors, "email", "EMAIL_ERR");
	}
	if (s->password) {
		struct tpl *f = tpl_section(
			t, s->fresh ? "NEW_PASSWORD" : "PASSWORD");
		wrong_show(f, &s->errors, "password", "PASSWORD_ERR");
	}
	if (s->ways)
		tpl_text(tpl_section(t, "WAYS"), "P", r->lang_prefix);
	errors_show(r, t, s);
	struct page p = {.title = s->title, .description = "", .noindex = true};
	return page_send(r, &p, t, status);
}

static int too_many(struct req *r, struct screen *s)
{
	resp_header(r, "Retry-After", "900");
	s->problem = tr("Too many attempts. Try again in a quarter of an "
			"hour.");
	return screen_send(r, s, 429);
}

static struct account_try try_of(struct req *r, const struct screen *s)
{
	const char *password = req_form_param(r, "password");
	return (struct account_try){
		.email = s->f.email,
		.name = s->f.name,
		.password = password ? password : "",
		.remote = r->remote,
		.limits = r->conf->limits,
	};
}

static void password_wrong(struct screen *s)
{
	form_error(&s->errors, "password",
		tr("Password: 8 to 128 characters, and not one that people "
		   "guess first"));
}

/* ---- the session ---- */

/* A new visitor, who keeps the cart: whoever knew the old id knows nothing. */
static int visitor_rotate(struct req *r)
{
	unsigned char raw[ID_BYTES];
	crypt_random(raw, sizeof(raw));
	const char *id = "";
	for (size_t i = 0; i < sizeof(raw); i++)
		id = arena_printf(r->cx.arena, "%s%02x", id, raw[i]);
	const char *hash = crypt_sha256_str(r->cx.arena, id);
	int rc = account_cart_move(&r->cx, r->visitor->id_hash, hash);
	if (rc < 0)
		return rc;
	r->visitor->id = id;
	r->visitor->id_hash = hash;
	r->visitor->is_new = true;
	return OK;
}

static int log_in(struct req *r, const char *token)
{
	int rc = OK;
	if (r->visitor->account) /* one login a browser */
		rc = account_logout(&r->cx, r->visitor->account);
	if (rc == OK)
		rc = visitor_rotate(r);
	if (rc < 0)
		return rc;
	resp_cookie(r, COOKIE, token, ACCOUNT_SESSION_DAYS * 24 * 3600);
	return resp_redirect(r, *next_read(r) ? "/checkout" : "/account");
}

/* ---- log in and out ---- */

static struct screen login_screen(void)
{
	return (struct screen){
		.title = tr("Log in"),
		.intro = "",
		.button = tr("Log in"),
		.action = "/account/login",
		.email = true,
		.password = true,
		.ways = true,
	};
}

/* GET /account/login */
int account_login_show(struct req *r)
{
	struct screen s = login_screen();
	if (r->visitor->customer)
		return resp_redirect(r, "/account");
	return screen_send(r, &s, 200);
}

/* POST /account/login */
int account_login_do(struct req *r)
{
	struct screen s = login_screen();
	form_read(r, fields, &s.f, &s.errors);
	struct account_try t = try_of(r, &s);
	if (s.errors.n || !*s.f.email || !*t.password) {
		s.errors.n = 0;
		s.problem = tr("Fill in your e-mail address and password.");
		return screen_send(r, &s, 422);
	}
	const char *token = "";
	int rc = account_login(&r->cx, &t, &token);
	if (rc == ERR_TOO_MANY)
		return too_many(r, &s);
	if (rc == ERR_DENIED) {
		s.problem = tr("The address or the password is wrong.");
		return screen_send(r, &s, 422);
	}
	return rc < 0 ? rc : log_in(r, token);
}

/* POST /account/logout */
int account_logout_do(struct req *r)
{
	int rc = OK;
	if (r->visitor->account)
		rc = account_logout(&r->cx, r->visitor->account);
	if (rc == OK)
		rc = visitor_rotate(r);
	if (rc < 0)
		return rc;
	resp_cookie(r, COOKIE, "", -1);
	flash_set(r, tr("You are logged out."));
	return resp_redirect(r, "/account/login");
}

/* ---- a new account ---- */

/* The same words whether the address had an account or not. */
static int look_for_mail(struct req *r, const char *email)
{
	struct tpl *t = tpl_new(&r->cx, "shop/account_mailed.tpl");
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "EMAIL", email);
	struct page p = {.title = tr("Look for our mail"),
		.description = "",
		.noindex = true};
	return page_send(r, &p, t, 200);
}

static struct screen register_screen(void)
{
	return (struct screen){
		.title = tr("Create an account"),
		.intro = tr("Your orders in one place, and less to type next "
			    "time. You can always order without one."),
		.button = tr("Create account"),
		.action = "/account/register",
		.name = true,
		.email = true,
		.password = true,
		.fresh = true,
	};
}

/* GET /account/register */
int account_register_show(struct req *r)
{
	struct screen s = register_screen();
	if (r->visitor->customer)
		return resp_redirect(r, "/account");
	return screen_send(r, &s, 200);
}

static void fill_in(
	struct req *r, struct screen *s, const char *field, const char *label)
{
	form_error(&s->errors, field,
		arena_printf(
			r->cx.arena, "%s: %s", tr(label), tr("fill this in")));
}

/* POST /account/register */
int account_register_do(struct req *r)
{
	struct screen s = register_screen();
	form_read(r, fields, &s.f, &s.errors);
	struct account_try t = try_of(r, &s);
	if (!*s.f.name)
		fill_in(r, &s, "name", N_("Name"));
	if (!*s.f.email)
		fill_in(r, &s, "email", N_("Email"));
	if (!account_password_ok(t.password, s.f.email))
		password_wrong(&s);
	if (s.errors.n)
		return screen_send(r, &s, 422);
	int rc = account_register(&r->cx, &t);
	if (rc == ERR_TOO_MANY)
		return too_many(r, &s);
	return rc < 0 ? rc : look_for_mail(r, s.f.email);
}

static struct screen offer_screen(const char *token, struct arena *a)
{
	return (struct screen){
		.title = tr("Create an account"),
		.intro = tr("One field, and your orders are in one place."),
		.button = tr("Create account"),
		.action = arena_printf(a, "/order/%s/account", token),
		.password = true,
		.fresh = true,
	};
}

/* POST /order/:token/account: a guest chooses a password. */
int account_offer_do(struct req *r)
{
	struct order o;
	const char *token = req_path_param(r, "token");
	int rc = order_by_token(&r->cx, token, &o);
	if (rc < 0)
		return rc;
	struct screen s = offer_screen(token, r->cx.arena);
	s.f = (struct account_form){.name = o.name, .email = o.email};
	struct account_try t = try_of(r, &s);
	if (!account_password_ok(t.password, o.email)) {
		password_wrong(&s);
		return screen_send(r, &s, 422);
	}
	rc = account_register(&r->cx, &t);
	if (rc == ERR_TOO_MANY)
		return too_many(r, &s);
	return rc < 0 ? rc : look_for_mail(r, o.email);
}

void account_offer_show(
	struct req *r, struct tpl *t, const char *name, const struct order *o)
{
	if (r->visitor->customer || strcmp(o->state, "cancelled") == 0)
		return;
	struct tpl *i = tpl_include(t, name, "part/account_offer.tpl");
	tpl_text(i, "TOKEN", req_csrf(r));
	tpl_text(i, "ACTION",
		req_link(r, arena_printf(r->cx.arena, "/order/%s/account",
				    o->token)));
}

/* ---- mailed links ---- */

/* 410: the link was used, is too old, or none of ours. */
static int link_over(struct req *r)
{
	struct screen s = {
		.title = tr("This link does not work any more"),
		.intro = tr("It has been used or is too old. Give your address "
			    "and we send a new one."),
		.button = tr("Send a link"),
		.action = "/account/forgot",
		.email = true,
	};
	return screen_send(r, &s, 410);
}

static struct screen verify_screen(struct req *r)
{
	return (struct screen){
		.title = tr("Confirm your address"),
		.intro = tr("Your address is right. Give the password that you "
			    "chose, and your account is ready."),
		.button = tr("Log in"),
		.action = arena_printf(r->cx.arena, "/account/verify/%s",
			req_path_param(r, "token")),
		.password = true,
		.ways = true,
	};
}

/* GET /account/verify/:token */
int account_verify_show(struct req *r)
{
	int rc = account_link_ok(&r->cx, "verify", req_path_param(r, "token"));
	if (rc == ERR_GONE)
		return link_over(r);
	struct screen s = verify_screen(r);
	return rc < 0 ? rc : screen_send(r, &s, 200);
}

/* POST /account/verify/:token */
int account_verify_do(struct req *r)
{
	struct screen s = verify_screen(r);
	struct account_try t = try_of(r, &s);
	const char *token = "";
	int rc = account_verify(&r->cx, req_path_param(r, "token"), &t, &token);
	if (rc == ERR_GONE)
		return link_over(r);
	if (rc == ERR_TOO_MANY)
		return too_many(r, &s);
	if (rc == ERR_DENIED) {
		s.problem = tr("The password is wrong.");
		return screen_send(r, &s, 422);
	}
	if (rc < 0)
		return rc;
	flash_set(r, tr("Your account is ready."));
	return log_in(r, token);
}

static struct screen forgot_screen(void)
{
	return (struct screen){
		.title = tr("Choose a new password"),
		.intro = tr("Give your address and we send you a link."),
		.button = tr("Send a link"),
		.action = "/account/forgot",
		.email = true,
	};
}

/* GET /account/forgot */
int account_forgot_show(struct req *r)
{
	struct screen s = forgot_screen();
	return screen_send(r, &s, 200);
}

/* POST /account/forgot */
int account_forgot_do(struct req *r)
{
	struct screen s = forgot_screen();
	form_read(r, fields, &s.f, &s.errors);
	if (!*s.f.email)
		fill_in(r, &s, "email", N_("Email"));
	if (s.errors.n)
		return screen_send(r, &s, 422);
	struct account_try t = try_of(r, &s);
	int rc = account_forgot(&r->cx, &t);
	if (rc == ERR_TOO_MANY)
		return too_many(r, &s);
	return rc < 0 ? rc : look_for_mail(r, s.f.email);
}

static struct screen reset_screen(struct req *r)
{
	return (struct screen){
		.title = tr("Choose a new password"),
		.intro = tr("All your other logins end when you save it."),
		.button = tr("Save"),
		.action = arena_printf(r->cx.arena, "/account/reset/%s",
			req_path_param(r, "token")),
		.password = true,
		.fresh = true,
	};
}

/* GET /account/reset/:token */
int account_reset_show(struct req *r)
{
	int rc = account_link_ok(&r->cx, "reset", req_path_param(r, "token"));
	if (rc == ERR_GONE)
		return link_over(r);
	struct screen s = reset_screen(r);
	return rc < 0 ? rc : screen_send(r, &s, 200);
}

/* POST /account/reset/:token */
int account_reset_do(struct req *r)
{
	struct screen s = reset_screen(r);
	struct account_try t = try_of(r, &s);
	int rc = account_reset(&r->cx, req_path_param(r, "token"), t.password);
	if (rc == ERR_GONE)
		return link_over(r);
	if (rc == ERR_INVALID) {
		password_wrong(&s);
		return screen_send(r, &s, 422);
	}
	if (rc < 0)
		return rc;
	flash_set(r, tr("Your password is changed. Log in with it."));
	return resp_redirect(r, "/account/login");
}

/* ---- the account ---- */

/* clang-format off */
static const struct {
	const char *state, *fulfilment, *words;
} states[] = {
	{"cancelled", NULL, N_("Cancelled")},
	{NULL, "delivered", N_("Delivered")},
	{NULL, "collected", N_("Picked up")},
	{NULL, "shipped", N_("Shipped")},
	{NULL, "part", N_("Partly shipped")},
	{NULL, "ready", N_("Ready for pickup")},
	{"placed", NULL, N_("Waiting for payment")},
	{NULL, NULL, N_("We are packing it")},
};
/* clang-format on */

static const char *state_words(const struct account_order *o)
{
	size_t i = 0;
	while ((states[i].state && strcmp(states[i].state, o->state) != 0) ||
		(states[i].fulfilment &&
			strcmp(states[i].fulfilment, o->fulfilment) != 0))
		i++;
	return tr(states[i].words);
}

/* GET /account, /account/orders */
int account_show(struct req *r)
{
	struct account who;
	struct account_order *orders;
	size_t n;
	if (!r->visitor->customer)
		return resp_redirect(r, "/account/login");
	int rc = account_get(&r->cx, r->visitor->customer, &who);
	if (rc == OK)
		rc = account_orders(&r->cx, &who, &orders, &n);
	if (rc < 0)
		return rc;
	struct tpl *t = tpl_new(&r->cx, "shop/account.tpl");
	page_csrf(r, t);
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "NAME", *who.name ? who.name : who.email);
	tpl_text(t, "EMAIL", who.email);
	tpl_show_if(t, "UNPROVED", !who.verified);
	tpl_show(t, n ? "ORDERS" : "NO_ORDERS");
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(t, "ORDER");
		tpl_int(s, "NUMBER", orders[i].number);
		tpl_text(s, "HREF",
			req_link(
				r, arena_printf(r->cx.arena, "/order/%s",
					   order_token(&r->cx, orders[i].id))));
		tpl_time(s, "PLACED", CLOCK_DATE, orders[i].placed_ms);
		tpl_text(s, "STATE", state_words(&orders[i]));
		tpl_money(s, "TOTAL", orders[i].total);
	}
	struct page p = {
		.title = tr("Account"), .description = "", .noindex = true};
	return page_send(r, &p, t, 200);
}
