/* Passkeys and one-time codes on the page about logging in, and the button
 * that logs in with a passkey. */
#include "handlers/account.h"

#include "domain/account_second.h"
#include "domain/passkey.h"
#include "handlers/handlers.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/tr.h"

void passkey_offer(
	struct req *r, struct tpl *t, const char *name, const char *action)
{
	struct webauthn_site site;
	if (!passkey_site(&r->cx, &site))
		return;
	struct tpl *i = tpl_include(t, name, "part/passkey.tpl");
	page_csrf(r, i);
	tpl_text(i, "NEXT", account_next(r));
	tpl_text(i, "ACTION", req_link(r, action));
	tpl_text(i, "ASK", req_link(r, "/account/passkey/ask"));
	tpl_text(i, "HOST", site.rp_id);
}

const char *account_recovery_left(struct req *r, int64_t n)
{
	return arena_printf(r->cx.arena,
		tr_n("%ld recovery code left", "%ld recovery codes left",
			(long)n),
		(long)n);
}

static void key_show(struct req *r, struct tpl *list, const struct passkey *k)
{
	struct tpl *s = tpl_section(list, "KEY");
	page_csrf(r, s);
	tpl_text(s, "ACTION", req_link(r, "/account/passkey/change"));
	tpl_text(s, "NAME", k->name);
	tpl_int(s, "ID", k->id);
	tpl_time(s, "ADDED", CLOCK_DATE, k->created_ms);
	if (k->used_ms)
		tpl_time(tpl_section(s, "USED"), "AT", CLOCK_DATE, k->used_ms);
}

static int passkeys_show(
	struct req *r, struct tpl *t, const struct webauthn_site *site)
{
	struct passkey *all = NULL;
	size_t n = 0;
	int rc = passkey_list(&r->cx, r->visitor->customer, &all, &n);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "PASSKEYS");
	page_csrf(r, s);
	tpl_text(s, "ADD", req_link(r, "/account/passkey/add"));
	tpl_text(s, "ASK", req_link(r, "/account/passkey/new"));
	tpl_text(s, "HOST", site->rp_id);
	tpl_text(s, "ORIGIN", site->origin);
	struct tpl *list = n ? tpl_section(s, "KEYS") : NULL;
	for (size_t i = 0; i < n; i++)
		key_show(r, list, &all[i]);
	return OK;
}

int account_keys_show(struct req *r, struct tpl *t, const char *name)
{
	struct webauthn_site site;
	struct second second = {0};
	struct tpl *i = tpl_include(t, name, "part/account_keys.tpl");
	int rc = OK;
	if (passkey_site(&r->cx, &site))
		rc = passkeys_show(r, i, &site);
	if (rc == OK)
		rc = second_get(&r->cx, r->visitor->customer, &second);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(i, second.on ? "ON" : "OFF");
	tpl_text(s, "HREF", req_link(r, "/account/totp"));
	if (second.on) {
		tpl_time(s, "SINCE", CLOCK_DATE, second.since_ms);
		tpl_text(s, "LEFT",
			account_recovery_left(r, second.recovery_left));
	}
	return OK;
}
