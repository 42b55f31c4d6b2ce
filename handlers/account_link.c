/* Mailed links: asked for, and where they lead. */
#include "handlers/account.h"

#include "handlers/shop.h"
#include "lib/err.h"
#include "lib/tr.h"

int account_link_over(struct req *r)
{
	struct account_screen s = {
		.title = tr("This link does not work any more"),
		.intro = tr("It has been used or is too old. Give your address "
			    "and we send one that logs you in."),
		.button = tr("Send a link"),
		.action = "/account/link",
		.email = true,
	};
	return account_screen_send(r, &s, 410);
}

static struct account_screen verify_screen(struct req *r)
{
	return (struct account_screen){
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
		return account_link_over(r);
	struct account_screen s = verify_screen(r);
	return rc < 0 ? rc : account_screen_send(r, &s, 200);
}

/* POST /account/verify/:token */
int account_verify_do(struct req *r)
{
	struct account_screen s = verify_screen(r);
	struct account_try t = account_try_of(r, &s);
	const char *token = req_path_param(r, "token"), *next = "";
	int64_t customer = 0;
	int rc = account_link_next(&r->cx, "verify", token, &next);
	if (rc == OK)
		rc = account_verify(&r->cx, token, &t, &customer);
	if (rc == ERR_GONE)
		return account_link_over(r);
	if (rc == ERR_TOO_MANY)
		return account_too_many(r, &s);
	if (rc == ERR_DENIED) {
		s.problem = tr("The password is wrong.");
		return account_screen_send(r, &s, 422);
	}
	if (rc < 0)
		return rc;
	flash_set(r, tr("Your account is ready."));
	return account_log_in(r, customer, next);
}

/* Both of them ask for an address, and say the same of any. */
static int link_ask(struct req *r, struct account_screen *s,
	int (*ask)(struct cx *cx, const struct account_try *t))
{
	form_read(r, account_fields, &s->f, &s->errors);
	if (!*s->f.email)
		account_fill_in(r, s, "email", N_("Email"));
	if (s->errors.n)
		return account_screen_send(r, s, 422);
	struct account_try t = account_try_of(r, s);
	int rc = ask(&r->cx, &t);
	if (rc == ERR_TOO_MANY)
		return account_too_many(r, s);
	return rc < 0 ? rc : account_look_for_mail(r, s->f.email);
}

static struct account_screen forgot_screen(void)
{
	return (struct account_screen){
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
	struct account_screen s = forgot_screen();
	return account_screen_send(r, &s, 200);
}

/* POST /account/forgot */
int account_forgot_do(struct req *r)
{
	struct account_screen s = forgot_screen();
	return link_ask(r, &s, account_forgot);
}

static struct account_screen reset_screen(struct req *r)
{
	return (struct account_screen){
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
		return account_link_over(r);
	struct account_screen s = reset_screen(r);
	return rc < 0 ? rc : account_screen_send(r, &s, 200);
}

/* POST /account/reset/:token */
int account_reset_do(struct req *r)
{
	struct account_screen s = reset_screen(r);
	struct account_try t = account_try_of(r, &s);
	const char *token = req_path_param(r, "token"), *next = "";
	int rc = account_link_next(&r->cx, "reset", token, &next);
	if (rc == OK)
		rc = account_reset(&r->cx, token, t.password);
	if (rc == ERR_GONE)
		return account_link_over(r);
	if (rc == ERR_INVALID) {
		account_password_wrong(&s);
		return account_screen_send(r, &s, 422);
	}
	if (rc < 0)
		return rc;
	flash_set(r, tr("Your password is changed. Log in with it."));
	return resp_redirect(r, account_with_next(r, "/account/login", next));
}

/* ---- logging in by a link ---- */

static struct account_screen link_screen(void)
{
	return (struct account_screen){
		.title = tr("Log in without a password"),
		.intro = tr("Give your address and we send you a link that "
			    "logs you in."),
		.button = tr("Send me a link"),
		.action = "/account/link",
		.email = true,
	};
}

/* GET /account/link */
int account_link_show(struct req *r)
{
	struct account_screen s = link_screen();
	return account_screen_send(r, &s, 200);
}

/* POST /account/link */
int account_link_do(struct req *r)
{
	struct account_screen s = link_screen();
	return link_ask(r, &s, account_link_ask);
}

/* GET /account/link/:token: programs that look through mails open links, so
 * this one logs nobody in. */
int account_link_open_show(struct req *r)
{
	const char *email = "";
	int rc = account_link_whose(
		&r->cx, "login", req_path_param(r, "token"), &email);
	if (rc < 0)
		return rc == ERR_GONE ? account_link_over(r) : rc;
	/* whose account it is: a link may have been sent by somebody else */
	struct account_screen s = {
		.title = tr("Log in"),
		.intro = arena_printf(r->cx.arena, "%s %s",
			arena_printf(
				r->cx.arena, tr("You log in as %s."), email),
			tr("One press, and you are in.")),
		.button = tr("Log in"),
		.action = arena_printf(r->cx.arena, "/account/link/%s",
			req_path_param(r, "token")),
	};
	return account_screen_send(r, &s, 200);
}

/* POST /account/link/:token */
int account_link_open_do(struct req *r)
{
	int64_t customer = 0;
	const char *next = "";
	int rc = account_link_open(
		&r->cx, req_path_param(r, "token"), &customer, &next);
	if (rc == ERR_GONE)
		return account_link_over(r);
	return rc < 0 ? rc : account_log_in(r, customer, next);
}
