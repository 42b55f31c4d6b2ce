/* How a customer logs in: password, address, where they are logged in. */
#include "handlers/account.h"

#include <string.h>

#include "domain/passkey.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

#define HERE "/account/security"

/* ---- the page ---- */

static int sessions_show(struct req *r, struct tpl *t)
{
	struct account_session_row *rows = NULL;
	size_t n = 0;
	int rc = account_sessions(
		&r->cx, r->visitor->customer, r->visitor->account, &rows, &n);
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(t, "SESSION");
		tpl_text(s, "AGENT",
			*rows[i].agent ? rows[i].agent : tr("A browser"));
		tpl_time(s, "SINCE", CLOCK_DATE, rows[i].created_ms);
		tpl_time(s, "SEEN", CLOCK_DATE, rows[i].seen_ms);
		if (rows[i].here) {
			tpl_show(s, "THIS");
			continue;
		}
		struct tpl *end = tpl_section(s, "END");
		tpl_text(end, "ACTION", req_link(r, HERE));
		tpl_text(end, "HANDLE", rows[i].handle);
		tpl_text(end, "WHICH",
			*rows[i].agent ? rows[i].agent : tr("A browser"));
		page_csrf(r, end);
	}
	if (n > 1) {
		struct tpl *all = tpl_section(t, "OTHERS");
		tpl_text(all, "ACTION", req_link(r, HERE));
		page_csrf(r, all);
	}
	return rc;
}

/* GET /account/security */
int account_security_show(struct req *r)
{
	struct account who = {0};
	bool has = false;
	int rc = account_get(&r->cx, r->visitor->customer, &who);
	if (rc == OK)
		rc = account_has_password(&r->cx, who.id, &has);
	if (rc < 0)
		return rc;
	struct tpl *t = account_page(r, "shop/account_security.tpl", HERE);
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "EMAIL", who.email);
	tpl_show(t, has ? "HAS_PASSWORD" : "NO_PASSWORD");
	rc = account_keys_show(r, t, "KEYS");
	if (rc == OK)
		rc = sessions_show(r, t);
	if (rc < 0)
		return rc;
	struct page p = {.title = tr("Logging in"),
		.description = "",
		.script = {"js/passkey.js"},
		.noindex = true};
	return page_send(r, &p, t, 200);
}

/* POST /account/security: ends one of the logins, or all others. */
int account_sessions_do(struct req *r)
{
	const char *handle = req_form_param(r, "session");
	int64_t me = r->visitor->customer;
	int rc;
	if (handle && *handle)
		rc = account_session_end(&r->cx, me, handle);
	else
		rc = account_others_end(&r->cx, me, r->visitor->account);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	/* one that is gone already is what they wanted */
	flash_set(r, handle && *handle ? tr("That login is ended.")
				       : tr("All other logins are ended."));
	return resp_redirect(r, HERE);
}

/* ---- another password ---- */

static struct account_screen password_screen(bool has)
{
	return (struct account_screen){
		.title = has ? tr("Change your password")
			     : tr("Choose a password"),
		.intro = tr("All your other logins end when you save it."),
		.button = tr("Save"),
		.action = HERE "/password",
		.old = has,
		.password = true,
		.fresh = true,
	};
}

/* Who has no password proves otherwise who they are. */
static int password_may(struct req *r, bool *has, bool *ok)
{
	*ok = true;
	int rc = account_has_password(&r->cx, r->visitor->customer, has);
	if (rc == OK && !*has)
		rc = account_strong(r, HERE "/password", ok);
	return rc;
}

/* GET /account/security/password */
int account_password_show(struct req *r)
{
	bool has = false, ok = false;
	int rc = password_may(r, &has, &ok);
	if (rc < 0 || !ok)
		return rc;
	struct account_screen s = password_screen(has);
	return account_screen_send(r, &s, 200);
}

/* Is the old one right? */
static int old_check(struct req *r, const struct account *who,
	const struct account_screen *s)
{
	const char *old = req_form_param(r, "old");
	struct account_try t = account_try_of(r, s);
	int64_t customer = 0;
	t.email = who->email;
	t.password = old ? old : "";
	return account_login(&r->cx, &t, &customer);
}

/* The rest of a change that ended every login: this browser goes on. */
static int go_on(struct req *r, const char *said)
{
	r->visitor->account = NULL; /* ended with the others */
	flash_set(r, said);
	return account_let_in(r, r->visitor->customer, HERE);
}

/* POST /account/security/password */
int account_password_do(struct req *r)
{
	struct account who = {0};
	bool has = false, ok = false;
	int rc = account_get(&r->cx, r->visitor->customer, &who);
	if (rc == OK)
		rc = password_may(r, &has, &ok);
	if (rc < 0 || !ok)
		return rc;
	struct account_screen s = password_screen(has);
	struct account_try t = account_try_of(r, &s);
	if (!account_password_ok(t.password, who.email)) {
		account_password_wrong(&s);
		return account_screen_send(r, &s, 422);
	}
	rc = has ? old_check(r, &who, &s) : OK;
	if (rc == ERR_TOO_MANY)
		return account_too_many(r, &s);
	if (rc == ERR_DENIED) {
		form_error(
			&s.errors, "old", tr("The current password is wrong."));
		return account_screen_send(r, &s, 422);
	}
	if (rc == OK)
		rc = account_password_set(&r->cx, who.id, t.password);
	return rc < 0 ? rc : go_on(r, tr("Your password is changed."));
}

/* ---- no password ---- */

/* What is left to log in with stands before the button. */
static int remove_screen_send(struct req *r, const struct account *who)
{
	struct passkey *keys = NULL;
	struct webauthn_site site;
	size_t n = 0;
	int rc = passkey_site(&r->cx, &site)
			 ? passkey_list(&r->cx, who->id, &keys, &n)
			 : OK;
	if (rc < 0)
		return rc;
	const char *intro = arena_printf(r->cx.arena,
		n ? tr("From then on you log in with your passkey, or by a "
		       "link that we mail to %s. All your other logins end. "
		       "You can choose a password again at any time.")
		  : tr("From then on you log in by a link that we mail to %s. "
		       "All your other logins end. You can choose a password "
		       "again at any time."),
		who->email);
	struct account_screen s = {
		.title = tr("Remove your password"),
		.intro = intro,
		.button = tr("Remove the password"),
		.action = HERE "/password/remove",
		.back = HERE,
		.keep = tr("Keep the password"),
	};
	return account_screen_send(r, &s, 200);
}

/* GET /account/security/password/remove */
int account_password_remove_show(struct req *r)
{
	struct account who = {0};
	bool ok = false, has = false;
	int rc = account_strong(r, HERE "/password/remove", &ok);
	if (rc < 0 || !ok)
		return rc;
	rc = account_get(&r->cx, r->visitor->customer, &who);
	if (rc == OK)
		rc = account_has_password(&r->cx, who.id, &has);
	if (rc < 0)
		return rc;
	return has ? remove_screen_send(r, &who) : resp_redirect(r, HERE);
}

/* POST /account/security/password/remove */
int account_password_remove_do(struct req *r)
{
	bool ok = false;
	int rc = account_strong(r, HERE "/password/remove", &ok);
	if (rc < 0 || !ok)
		return rc;
	rc = account_password_remove(&r->cx, r->visitor->customer);
	if (rc == ERR_CONFLICT)
		flash_set(r, tr("It is your only way in: the address of your "
				"account is not confirmed yet."));
	if (rc == ERR_CONFLICT || rc == ERR_NOT_FOUND)
		return resp_redirect(r, HERE);
	return rc < 0 ? rc : go_on(r, tr("Your password is removed."));
}

/* ---- another address ---- */

static struct account_screen email_screen(void)
{
	return (struct account_screen){
		.title = tr("Change your email address"),
		.intro = tr("We send a link to the new address. Until you "
			    "open it, nothing changes."),
		.button = tr("Send a link"),
		.action = HERE "/email",
		.email = true,
	};
}

/* GET /account/security/email */
int account_email_show(struct req *r)
{
	bool ok = false;
	int rc = account_strong(r, HERE "/email", &ok);
	struct account_screen s = email_screen();
	return rc < 0 || !ok ? rc : account_screen_send(r, &s, 200);
}

/* POST /account/security/email */
int account_email_do(struct req *r)
{
	bool ok = false;
	int rc = account_strong(r, HERE "/email", &ok);
	if (rc < 0 || !ok)
		return rc;
	struct account_screen s = email_screen();
	form_read(r, account_fields, &s.f, &s.errors);
	if (!*s.f.email)
		account_fill_in(r, &s, "email", N_("Email"));
	if (s.errors.n)
		return account_screen_send(r, &s, 422);
	struct account_try t = account_try_of(r, &s);
	rc = account_email_ask(&r->cx, r->visitor->customer, &t);
	if (rc == ERR_TOO_MANY)
		return account_too_many(r, &s);
	if (rc == ERR_INVALID) {
		form_error(&s.errors, "email",
			tr("Email: give another address than the one that "
			   "you have"));
		return account_screen_send(r, &s, 422);
	}
	return rc < 0 ? rc : account_look_for_mail(r, s.f.email);
}

/* Another's link, or nobody is logged in: the link itself stays good. */
static int email_log_in_first(struct req *r)
{
	struct account_screen s = {
		.title = tr("Log in first"),
		.intro = tr("Log in to the account whose address you are "
			    "changing, in this browser. Then follow the link "
			    "in our mail once more."),
		.ways = true,
	};
	return account_screen_send(r, &s, 403);
}

/* GET /account/email/:token */
int account_email_link_show(struct req *r)
{
	int rc = account_link_ok(&r->cx, "email", req_path_param(r, "token"));
	if (rc == ERR_GONE)
		return account_link_over(r);
	if (rc == OK && !r->visitor->customer)
		return email_log_in_first(r);
	struct account_screen s = {
		.title = tr("Change your email address"),
		.intro = tr("From now on you log in with the new address, and "
			    "our mails go there."),
		.button = tr("Use the new address"),
		.action = arena_printf(r->cx.arena, "/account/email/%s",
			req_path_param(r, "token")),
	};
	return rc < 0 ? rc : account_screen_send(r, &s, 200);
}

/* POST /account/email/:token */
int account_email_link_do(struct req *r)
{
	int rc = account_email_change(
		&r->cx, req_path_param(r, "token"), r->visitor->customer);
	if (rc == ERR_GONE)
		return account_link_over(r);
	if (rc == ERR_DENIED)
		return email_log_in_first(r);
	return rc < 0 ? rc : go_on(r, tr("Your address is changed."));
}
