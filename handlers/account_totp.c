/* One-time codes: set up, turned off, recovery codes. */
#include "handlers/account.h"

#include <string.h>

#include "domain/account_second.h"
#include "domain/setting.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/code.h"
#include "lib/err.h"
#include "lib/totp.h"
#include "lib/tr.h"

#define HERE "/account/totp"
#define BACK "/account/security"

/* "ABCD EFGH": for typing. */
static const char *in_fours(struct arena *a, const char *s)
{
	struct buf b = {0};
	for (size_t i = 0; s[i]; i++) {
		if (i && i % 4 == 0)
			buf_addc(&b, ' ');
		buf_addc(&b, s[i]);
	}
	const char *out = arena_strndup(a, b.p ? b.p : "", b.len);
	buf_release(&b);
	return out;
}

static void uri_set(struct req *r, struct tpl *t, const char *uri)
{
	struct buf b = {0};
	html_escape(&b, uri);
	tpl_html(t, "URI", arena_strndup(r->cx.arena, b.p, b.len), b.len);
	buf_release(&b);
}

static int waiting_show(struct req *r, struct tpl *t, const struct second *s)
{
	struct account who = {0};
	struct code code;
	int rc = account_get(&r->cx, r->visitor->customer, &who);
	if (rc < 0)
		return rc;
	const char *shop = setting_get(&r->cx, "shop.name");
	const char *uri = totp_uri(r->cx.arena, s->secret, shop, who.email);
	rc = code_qr(r->cx.arena, uri, &code);
	if (rc < 0)
		return rc;
	uri_set(r, t, uri);
	tpl_text(t, "PATH", code.path);
	tpl_int(t, "WIDTH", code.width);
	tpl_int(t, "HEIGHT", code.height);
	tpl_text(t, "SECRET",
		in_fours(r->cx.arena, bytes_base32(r->cx.arena, s->secret)));
	tpl_text(t, "ON_ACTION", req_link(r, HERE "/on"));
	return OK;
}

static int totp_send(struct req *r, const char *problem, int status)
{
	struct second second = {0};
	int rc = second_get(&r->cx, r->visitor->customer, &second);
	if (rc < 0)
		return rc;
	struct tpl *t = account_page(r, "shop/account_totp.tpl", BACK);
	struct tpl *s = tpl_section(t, second.on        ? "ON"
				       : second.waiting ? "WAITING"
							: "OFF");
	page_csrf(r, s);
	tpl_text(t, "BACK", req_link(r, BACK));
	if (second.on) {
		tpl_text(s, "LEFT",
			account_recovery_left(r, second.recovery_left));
		tpl_text(s, "CHANGE_ACTION", req_link(r, HERE "/change"));
	} else {
		tpl_text(s, "ACTION", req_link(r, HERE));
	}
	if (second.waiting)
		rc = waiting_show(r, s, &second);
	if (rc < 0)
		return rc;
	if (problem) {
		struct tpl *e = tpl_section(t, "ERRORS");
		tpl_text(e, "FIELD", "code");
		tpl_text(e, "MSG", problem);
		if (second.on || second.waiting)
			tpl_text(tpl_section(s, "WRONG"), "WHY", problem);
	}
	return account_page_send(r, tr("One-time codes"), t, status);
}

/* GET /account/totp */
int totp_show(struct req *r)
{
	bool ok = false;
	int rc = account_strong(r, HERE, &ok);
	return rc < 0 || !ok ? rc : totp_send(r, NULL, 200);
}

/* POST /account/totp: a key for the app. */
int totp_begin_do(struct req *r)
{
	bool ok = false;
	int rc = account_strong(r, HERE, &ok);
	if (rc < 0 || !ok)
		return rc;
	rc = second_begin(&r->cx, r->visitor->customer);
	if (rc < 0 && rc != ERR_CONFLICT)
		return rc;
	return resp_redirect(r, HERE);
}

/* Shown now and never again. */
static int codes_send(struct req *r, const char *const *codes)
{
	struct tpl *t = account_page(r, "shop/account_recovery.tpl", BACK);
	page_csrf(r, t);
	tpl_text(t, "ACTION", req_link(r, HERE "/codes.txt"));
	tpl_text(t, "BACK", req_link(r, BACK));
	for (size_t i = 0; i < RECOVERY_CODES; i++) {
		struct tpl *s = tpl_section(t, "CODE");
		tpl_text(s, "DIGITS", in_fours(r->cx.arena, codes[i]));
		tpl_text(s, "PLAIN", codes[i]);
	}
	return account_page_send(r, tr("Your recovery codes"), t, 200);
}

static const char *code_posted(struct req *r)
{
	const char *code = req_form_param(r, "code");
	return code ? code : "";
}

/* What a code led to, on the page where it was given. */
static int code_answer(struct req *r, int rc)
{
	if (rc == ERR_NOT_FOUND) /* done already, in another window */
		return resp_redirect(r, HERE);
	if (rc != ERR_DENIED && rc != ERR_TOO_MANY)
		return rc;
	int64_t again_ms = r->cx.now;
	int found = rc == ERR_TOO_MANY
			    ? second_again(
				      &r->cx, r->visitor->customer, &again_ms)
			    : OK;
	if (found < 0)
		return found;
	return totp_send(r, account_code_problem(r, rc, again_ms),
		rc == ERR_DENIED ? 422 : 429);
}

/* POST /account/totp/on */
int totp_on_do(struct req *r)
{
	const char *codes[RECOVERY_CODES];
	bool ok = false;
	int rc = account_strong(r, HERE, &ok);
	if (rc < 0 || !ok)
		return rc;
	rc = second_turn_on(
		&r->cx, r->visitor->customer, code_posted(r), codes);
	return rc == OK ? codes_send(r, codes) : code_answer(r, rc);
}

/* POST /account/totp/change: off, or new recovery codes. */
int totp_change_do(struct req *r)
{
	const char *codes[RECOVERY_CODES], *what = req_form_param(r, "do");
	int64_t me = r->visitor->customer;
	bool ok = false;
	int rc = account_strong(r, HERE, &ok);
	if (rc < 0 || !ok)
		return rc;
	/* Enter presses the first button, the harmless one */
	if (!what || strcmp(what, "off") != 0) {
		rc = second_renew(&r->cx, me, code_posted(r), codes);
		return rc == OK ? codes_send(r, codes) : code_answer(r, rc);
	}
	rc = second_turn_off(&r->cx, me, code_posted(r));
	if (rc < 0)
		return code_answer(r, rc);
	flash_set(r, tr("One-time codes are turned off."));
	return resp_redirect(r, BACK);
}

/* POST /account/totp/codes.txt: what the page shows, as a file; the shop has
 * no other copy. */
int totp_codes_file(struct req *r)
{
	const char *codes[RECOVERY_CODES];
	struct account who = {0};
	size_t n = 0;
	bool own = false;
	while (n < RECOVERY_CODES && req_form_nth(r, "code", n)) {
		codes[n] = req_form_nth(r, "code", n);
		n++;
	}
	int rc = second_owns(&r->cx, r->visitor->customer, codes, n, &own);
	if (rc == OK && !own)
		rc = ERR_NOT_FOUND;
	if (rc == OK)
		rc = account_get(&r->cx, r->visitor->customer, &who);
	if (rc < 0)
		return rc;
	const char *text = arena_printf(r->cx.arena, "%s, %s\n%s\n\n",
		setting_get(&r->cx, "shop.name"), who.email,
		tr("Recovery codes: each opens your account once"));
	for (size_t i = 0; i < n; i++)
		text = arena_printf(r->cx.arena, "%s%s\n", text,
			in_fours(r->cx.arena, codes[i]));
	resp_header(r, "Content-Disposition",
		"attachment; filename=\"recovery-codes.txt\"");
	return resp_text(r, 200, "text/plain; charset=utf-8", text);
}
