/* Accounts: in, out, new, forgotten; and what an account shows. */
#include "handlers/account.h"

#include <inttypes.h>
#include <string.h>

#include "domain/account.h"
#include "domain/order.h"
#include "domain/wishlist.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "handlers/subject.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { ID_BYTES = 20 };

/* ---- the session ---- */

/* A new visitor, who keeps the guest's cart: whoever knew the old id knows
 * nothing. */
static int visitor_rotate(struct req *r)
{
	unsigned char raw[ID_BYTES];
	crypt_random(raw, sizeof(raw));
	const char *id = "";
	for (size_t i = 0; i < sizeof(raw); i++)
		id = arena_printf(r->cx.arena, "%s%02x", id, raw[i]);
	const char *hash = crypt_sha256_str(r->cx.arena, id);
	int rc = account_cart_move(&r->cx, r->visitor->id_hash, hash);
	if (rc == OK)
		rc = wishlist_session_move(&r->cx, r->visitor->id_hash, hash);
	if (rc < 0)
		return rc;
	r->visitor->id = id;
	r->visitor->id_hash = hash;
	r->visitor->cart = hash;
	r->visitor->is_new = true;
	return OK;
}

/* Their login and what the browser is known by, in cookies. */
static int session_give(struct req *r, int64_t customer)
{
	enum { KNOWN_DAYS = 365 };
	struct account who = {0};
	const char *token = "";
	int rc = account_get(&r->cx, customer, &who);
	if (rc == OK)
		rc = account_session_begin(&r->cx, customer,
			&(struct account_browser){
				.agent = account_agent(r->cx.arena, r->agent),
				.known = req_cookie(r, ACCOUNT_KNOWN_COOKIE),
			},
			&token);
	if (rc < 0)
		return rc;
	resp_cookie(r, ACCOUNT_COOKIE, token, ACCOUNT_SESSION_DAYS * 24 * 3600);
	resp_cookie(r, ACCOUNT_KNOWN_COOKIE,
		account_known(&r->cx, who.email_norm), KNOWN_DAYS * 24 * 3600);
	resp_cookie(r, ACCOUNT_STEP_COOKIE, "", -1);
	return OK;
}

/* What this browser saw becomes theirs; if they have objected in the account
 * it is nobody's from here on. */
static int seen_join(struct req *r, const char *seen, int64_t customer)
{
	bool browsing = false, history = false;
	int rc = profile_allowed(&r->cx, customer, &browsing, &history);
	if (rc < 0)
		return rc;
	return browsing ? profile_join(&r->cx, seen, customer)
			: profile_unbrowse(&r->cx, seen);
}

int account_let_in(struct req *r, int64_t customer, const char *next)
{
	const char *seen = req_subject(r)->customer ? NULL
						    : req_subject(r)->key;
	int rc = OK;
	if (r->visitor->account) /* one login a browser */
		rc = account_logout(&r->cx, r->visitor->account);
	if (rc == OK)
		rc = visitor_rotate(r);
	if (rc == OK)
		rc = session_give(r, customer);
	if (rc == OK)
		rc = account_language_take(r, customer);
	if (rc == OK)
		rc = account_cart_join(r, customer);
	if (rc == OK && seen)
		rc = seen_join(r, seen, customer);
	if (rc < 0)
		return rc;
	return resp_redirect(r, *next ? next : "/account");
}

int account_log_in(struct req *r, int64_t customer, const char *next)
{
	enum { STEP_S = 600 };
	bool second = false;
	const char *token = "";
	int rc = account_second(&r->cx, customer, &second);
	if (rc < 0)
		return rc;
	if (!second)
		return account_let_in(r, customer, next);
	rc = account_step_add(&r->cx, "second", customer, "", &token);
	if (rc < 0)
		return rc;
	resp_cookie(r, ACCOUNT_STEP_COOKIE, token, STEP_S);
	return resp_redirect(r, account_with_next(r, "/account/code", next));
}

/* ---- log in and out ---- */

static struct account_screen login_screen(void)
{
	return (struct account_screen){
		.title = tr("Log in"),
		.intro = "",
		.button = tr("Log in"),
		.action = "/account/login",
		.email = true,
		.password = true,
		.passkey = "/account/passkey",
		.ways = true,
		.demo = true,
	};
}

/* GET /account/login */
int account_login_show(struct req *r)
{
	struct account_screen s = login_screen();
	if (r->visitor->customer)
		return resp_redirect(r, "/account");
	return account_screen_send(r, &s, 200);
}

/* POST /account/login */
int account_login_do(struct req *r)
{
	struct account_screen s = login_screen();
	form_read(r, account_fields, &s.f, &s.errors);
	struct account_try t = account_try_of(r, &s);
	if (s.errors.n || !*s.f.email || !*t.password) {
		s.errors.n = 0;
		s.problem = tr("Fill in your e-mail address and password.");
		return account_screen_send(r, &s, 422);
	}
	int64_t customer = 0;
	int rc = account_login(&r->cx, &t, &customer);
	if (rc == ERR_TOO_MANY)
		return account_too_many(r, &s);
	if (rc == ERR_DENIED) {
		s.problem = tr("The address or the password is wrong.");
		return account_screen_send(r, &s, 422);
	}
	return rc < 0 ? rc : account_log_in(r, customer, account_next(r));
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
	resp_cookie(r, ACCOUNT_COOKIE, "", -1);
	flash_set(r, tr("You are logged out."));
	return resp_redirect(r, "/account/login");
}

/* ---- a new account ---- */

static struct account_screen register_screen(void)
{
	return (struct account_screen){
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
	struct account_screen s = register_screen();
	if (r->visitor->customer)
		return resp_redirect(r, "/account");
	return account_screen_send(r, &s, 200);
}

/* POST /account/register */
int account_register_do(struct req *r)
{
	struct account_screen s = register_screen();
	form_read(r, account_fields, &s.f, &s.errors);
	struct account_try t = account_try_of(r, &s);
	if (!*s.f.name)
		account_fill_in(r, &s, "name", N_("Name"));
	if (!*s.f.email)
		account_fill_in(r, &s, "email", N_("Email"));
	if (!account_password_ok(t.password, s.f.email))
		account_password_wrong(&s);
	if (s.errors.n)
		return account_screen_send(r, &s, 422);
	int rc = account_register(&r->cx, &t);
	if (rc == ERR_TOO_MANY)
		return account_too_many(r, &s);
	return rc < 0 ? rc : account_look_for_mail(r, s.f.email);
}

static struct account_screen offer_screen(const char *token, struct arena *a)
{
	return (struct account_screen){
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
	struct account_screen s = offer_screen(token, r->cx.arena);
	s.f = (struct account_form){.name = o.name, .email = o.email};
	struct account_try t = account_try_of(r, &s);
	if (!account_password_ok(t.password, o.email)) {
		account_password_wrong(&s);
		return account_screen_send(r, &s, 422);
	}
	rc = account_register(&r->cx, &t);
	if (rc == ERR_TOO_MANY)
		return account_too_many(r, &s);
	return rc < 0 ? rc : account_look_for_mail(r, o.email);
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
