/* The owner's way in and out. */
#include "handlers/admin/admin.h"

#include <string.h>

#include "domain/setting.h"
#include "domain/staff.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/tr.h"

#define COOKIE "puoti-admin"

struct login_form {
	const char *email;
};

/* The password is not trimmed or shown again: read apart. */
static const struct field login_fields[] = {
	FIELD_TEXT(
		login_form, email, N_("Email"), .max = 254, .required = true),
	FIELD_END,
};

/* Only pages of the admin: no other host, no trick with slashes. */
static const char *next_safe(const char *next)
{
	static const char home[] = "/admin";
	size_t n = sizeof(home) - 1;
	if (!next || strncmp(next, home, n) != 0)
		return home;
	if (next[n] && next[n] != '/' && next[n] != '?')
		return home;
	if (strncmp(next, "/admin/login", 12) == 0)
		return home;
	for (const char *p = next; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == '\\' || *p == 0x7f ||
			(p[0] == '/' && (p[1] == '/' || p[1] == '.')))
			return home;
	return next;
}

static int login_page(struct req *r, const char *next, const char *email,
	const char *problem, int status)
{
	struct tpl *t = admin_tpl(r, "admin/login.tpl");
	tpl_text(t, "LANG", r->cx.locale);
	tpl_text(t, "SHOP", setting_get(&r->cx, "shop.name"));
	tpl_text(t, "NEXT", next);
	tpl_text(t, "EMAIL", email);
	tpl_show(t, *email ? "AGAIN" : "FRESH");
	const char *flash = flash_take(r);
	if (flash) {
		struct tpl *f = tpl_section(t, "FLASH");
		tpl_text(f, "FLASH_TEXT", flash);
	}
	if (problem) {
		struct tpl *p = tpl_section(t, "PROBLEM");
		tpl_text(p, "MESSAGE", problem);
	}
	int rc = tpl_render(t, r->out);
	return rc < 0 ? rc : resp_html(r, status);
}

/* GET /admin/login */
int admin_login_show(struct req *r)
{
	const char *next = next_safe(req_query_param(r, "next"));
	if (r->staff)
		return resp_redirect(r, next);
	return login_page(r, next, "", NULL, 200);
}

/* POST /admin/login */
int admin_login(struct req *r)
{
	struct login_form f;
	struct form_errors errors;
	const char *next = next_safe(req_form_param(r, "next"));
	const char *password = req_form_param(r, "password");
	int bad = form_read(r, login_fields, &f, &errors);
	if (bad < 0 || !password || !*password)
		return login_page(r, next, f.email,
			tr("Fill in your e-mail address and password."), 422);

	const char *token;
	int rc = staff_login(
		&r->cx, f.email, password, r->remote, r->conf->limits, &token);
	if (rc == ERR_DENIED)
		return login_page(r, next, f.email,
			tr("The address or the password is wrong."), 422);
	if (rc == ERR_TOO_MANY) {
		resp_header(r, "Retry-After", "900");
		return login_page(r, next, f.email,
			tr("Too many attempts. Try again in a quarter of an "
			   "hour."),
			429);
	}
	if (rc < 0)
		return rc;

	/* A session that this browser had before ends with the new one. */
	const char *old = req_cookie(r, COOKIE);
	if (old && *old && (rc = staff_logout(&r->cx, old)) < 0)
		return rc;
	resp_cookie(r, COOKIE, token, 0);
	return resp_redirect(r, next);
}

/* POST /admin/logout */
int admin_logout(struct req *r)
{
	const char *token = req_cookie(r, COOKIE);
	if (token && *token) {
		int rc = staff_logout(&r->cx, token);
		if (rc < 0)
			return rc;
	}
	resp_cookie(r, COOKIE, "", -1);
	r->staff = NULL; /* the notice is for whom the next page knows */
	flash_set(r, tr("You are logged out."));
	return resp_redirect(r, "/admin/login");
}
