/* Who they are, once more, before what a thief of an open browser must not
 * do. */
#include "handlers/account.h"

#include "handlers/shop.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

int account_strong(struct req *r, const char *back, bool *ok)
{
	int64_t at = 0;
	int rc = account_proved(&r->cx, r->visitor->account, &at);
	*ok = rc == OK && at > r->cx.now - ACCOUNT_STRONG_MINUTES * MS_MINUTE;
	if (*ok || rc < 0)
		return rc;
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/account/confirm?next=%s",
			   url_encode(r->cx.arena, back)));
}

/* By the password, or without one by a link to the address that they have. */
static struct account_screen confirm_screen(bool password)
{
	struct account_screen s = {
		.title = tr("Is it you?"),
		.intro = tr("You are about to change something important. Give "
			    "your password once more."),
		.button = tr("Go on"),
		.action = "/account/confirm",
		.passkey = "/account/passkey/confirm",
		.password = true,
	};
	if (!password) {
		s.intro = tr("You are about to change something important. We "
			     "send you a link that logs you in once more.");
		s.button = tr("Send me a link");
		s.password = false;
	}
	return s;
}

/* GET /account/confirm */
int account_confirm_show(struct req *r)
{
	bool has = false;
	int rc = account_has_password(&r->cx, r->visitor->customer, &has);
	struct account_screen s = confirm_screen(has);
	return rc < 0 ? rc : account_screen_send(r, &s, 200);
}

static int confirm_by_password(
	struct req *r, struct account_screen *s, const struct account_try *t)
{
	int64_t customer = 0;
	int rc = account_login(&r->cx, t, &customer);
	if (rc == ERR_TOO_MANY)
		return account_too_many(r, s);
	if (rc == ERR_DENIED) {
		s->problem = tr("The password is wrong.");
		return account_screen_send(r, s, 422);
	}
	if (rc == OK)
		rc = account_prove(&r->cx, r->visitor->account);
	if (rc < 0)
		return rc;
	const char *next = account_next(r);
	return resp_redirect(r, *next ? next : "/account");
}

/* POST /account/confirm */
int account_confirm_do(struct req *r)
{
	struct account who = {0};
	bool has = false;
	int rc = account_get(&r->cx, r->visitor->customer, &who);
	if (rc == OK)
		rc = account_has_password(&r->cx, who.id, &has);
	if (rc < 0)
		return rc;
	struct account_screen s = confirm_screen(has);
	struct account_try t = account_try_of(r, &s);
	t.email = who.email;
	if (has)
		return confirm_by_password(r, &s, &t);
	rc = account_link_ask(&r->cx, &t);
	if (rc == ERR_TOO_MANY)
		return account_too_many(r, &s);
	return rc < 0 ? rc : account_look_for_mail(r, who.email);
}
