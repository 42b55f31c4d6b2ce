/* Passkeys: questions for the script, answers from its forms. */
#include "handlers/account.h"

#include <stdlib.h>
#include <string.h>

#include "domain/account.h"
#include "domain/passkey.h"
#include "domain/setting.h"
#include "domain/staff.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/json.h"
#include "lib/tr.h"

#define HERE "/account/security"

enum {
	ASKS_MAX = 100, /* questions to one network in a quarter of an hour */
	ASK_TIMEOUT_MS = PASSKEY_MINUTES * 60 * 1000,
};
#define ASK_WINDOW_MS (15 * MS_MINUTE)

/* ---- questions ---- */

static int json_send(struct req *r, json_t *told)
{
	const char *text = json_text(r->cx.arena, told);
	return text ? resp_text(r, 200, "application/json; charset=utf-8", text)
		    : ERR_INTERNAL;
}

/* Nobody is asked for more than anybody would need. */
static int ask_limit(struct req *r)
{
	if (!r->conf->limits)
		return OK;
	int rc = attempt_check(
		&r->cx, "passkey-ask", r->remote, ASKS_MAX, ASK_WINDOW_MS);
	return rc == OK ? attempt_add(&r->cx, "passkey-ask", r->remote,
				  ASK_WINDOW_MS)
			: rc;
}

/* Their passkeys, for the browser: none of them twice. */
static int keys_of(struct req *r, int64_t customer, json_t *out)
{
	struct passkey *all = NULL;
	size_t n = 0;
	int rc = customer ? passkey_list(&r->cx, customer, &all, &n) : OK;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_string(all[i].key_id));
	return rc;
}

static json_t *question_json(const struct passkey_question *q, json_t *keys)
{
	return json_pack("{s:s, s:s, s:s, s:o, s:i}", "step", q->step,
		"challenge", q->challenge, "host", q->site.rp_id, "keys", keys,
		"timeout", (int)ASK_TIMEOUT_MS);
}

/* POST /account/passkey/ask: for a login, or to prove who they are. */
int passkey_ask_do(struct req *r)
{
	struct passkey_question q = {0};
	int64_t customer = r->visitor->customer;
	int rc = ask_limit(r);
	if (rc == OK)
		rc = passkey_ask(&r->cx, customer, &q);
	if (rc < 0)
		return rc;
	json_t *keys = json_array();
	rc = keys_of(r, customer, keys);
	json_t *told = question_json(&q, keys);
	if (rc < 0) {
		json_decref(told);
		return rc;
	}
	return json_send(r, told);
}

/* The browser goes where they prove who they are, and comes back. */
static int ask_confirm(struct req *r)
{
	return json_send(
		r, json_pack("{s:s}", "go",
			   req_link(r, "/account/confirm?next=" HERE)));
}

static int new_json(struct req *r, const struct passkey_question *q)
{
	struct account who = {0};
	json_t *keys = json_array();
	int rc = account_get(&r->cx, r->visitor->customer, &who);
	if (rc == OK)
		rc = keys_of(r, who.id, keys);
	json_t *told = question_json(q, keys);
	if (rc < 0) {
		json_decref(told);
		return rc;
	}
	json_t *more = json_pack("{s:s, s:s, s:s, s:s, s:[i,i,i]}", "user",
		q->user, "email", who.email, "name",
		*who.name ? who.name : who.email, "shop",
		setting_get(&r->cx, "shop.name"), "algs", WEBAUTHN_ES256,
		WEBAUTHN_EDDSA, WEBAUTHN_RS256);
	json_object_update(told, more);
	json_decref(more);
	return json_send(r, told);
}

/* POST /account/passkey/new */
int passkey_new_do(struct req *r)
{
	struct passkey_question q = {0};
	int64_t at = 0;
	int rc = account_proved(&r->cx, r->visitor->account, &at);
	if (rc < 0)
		return rc;
	if (at <= r->cx.now - ACCOUNT_STRONG_MINUTES * MS_MINUTE)
		return ask_confirm(r);
	rc = passkey_ask_new(&r->cx, r->visitor->customer, &q);
	return rc < 0 ? rc : new_json(r, &q);
}

/* ---- answers ---- */

static const char *posted(struct req *r, const char *name)
{
	const char *value = req_form_param(r, name);
	return value ? value : "";
}

static struct bytes posted_bytes(struct req *r, const char *name)
{
	return bytes_from_b64url(r->cx.arena, posted(r, name));
}

static struct passkey_answer answer_of(struct req *r)
{
	return (struct passkey_answer){
		.step = posted(r, "step"),
		.id = posted(r, "id"),
		.user = posted(r, "user"),
		.said =
			{
				.client = posted_bytes(r, "client"),
				.authdata = posted_bytes(r, "auth"),
				.signature = posted_bytes(r, "sig"),
			},
	};
}

/* Back to the page whose button it was, where the other ways are. */
static int again(struct req *r, const char *page, const char *said)
{
	flash_set(r, said);
	return resp_redirect(r, account_with_next(r, page, account_next(r)));
}

static bool refused(int rc)
{
	return rc == ERR_DENIED || rc == ERR_GONE || rc == ERR_NOT_FOUND;
}

/* POST /account/passkey: both factors at once. */
int passkey_login_do(struct req *r)
{
	struct passkey_answer answer = answer_of(r);
	int64_t customer = 0;
	int rc = passkey_check(&r->cx, &answer, &customer);
	if (refused(rc))
		return again(r, "/account/login",
			tr("That passkey opens no account here. Try again, or "
			   "choose another way."));
	return rc < 0 ? rc : account_let_in(r, customer, account_next(r));
}

/* POST /account/passkey/confirm */
int passkey_confirm_do(struct req *r)
{
	struct passkey_answer answer = answer_of(r);
	int64_t customer = r->visitor->customer;
	const char *next = account_next(r);
	int rc = passkey_check(&r->cx, &answer, &customer);
	if (refused(rc))
		return again(r, "/account/confirm",
			tr("That was not a passkey of yours. Try again, or "
			   "choose another way."));
	if (rc == OK)
		rc = account_prove(&r->cx, r->visitor->account);
	return rc < 0 ? rc : resp_redirect(r, *next ? next : "/account");
}

static const char *name_posted(struct req *r)
{
	const char *name = form_clean(r->cx.arena, posted(r, "name"), false);
	name = text_cut(r->cx.arena, name, PASSKEY_NAME_MAX);
	return *name ? name : tr("Passkey");
}

/* POST /account/passkey/add */
int passkey_add_do(struct req *r)
{
	struct passkey_answer answer = answer_of(r);
	bool ok = false;
	int rc = account_strong(r, HERE, &ok);
	if (rc < 0 || !ok)
		return rc;
	rc = passkey_add(&r->cx, r->visitor->customer, name_posted(r), &answer);
	if (rc == ERR_TOO_MANY)
		flash_set(r, tr("You have as many passkeys as an account can "
				"have. Remove one first."));
	else if (rc == ERR_CONFLICT || refused(rc))
		flash_set(r, tr("That did not work. Nothing was added."));
	else if (rc == OK)
		flash_set(r, tr("The passkey is added."));
	else
		return rc;
	return resp_redirect(r, HERE);
}

/* ---- another name, none ---- */

static struct tpl *change_page(struct req *r, const struct passkey *k,
	const char *section, struct tpl **part)
{
	struct tpl *t = account_page(r, "shop/account_passkey.tpl", HERE);
	struct tpl *s = tpl_section(t, section);
	page_csrf(r, s);
	tpl_text(s, "ACTION", req_link(r, "/account/passkey/change"));
	tpl_text(s, "BACK", req_link(r, HERE));
	tpl_text(s, "NAME", k->name);
	tpl_int(s, "ID", k->id);
	*part = s;
	return t;
}

static int rename_show(struct req *r, const struct passkey *k)
{
	struct tpl *s, *t = change_page(r, k, "RENAME", &s);
	tpl_text(t, "TITLE", tr("Rename a passkey"));
	return account_page_send(r, tr("Rename a passkey"), t, 200);
}

static int remove_show(struct req *r, const struct passkey *k)
{
	struct passkey *all = NULL;
	size_t n = 0;
	bool has = false;
	int64_t me = r->visitor->customer;
	int rc = passkey_list(&r->cx, me, &all, &n);
	if (rc == OK)
		rc = account_has_password(&r->cx, me, &has);
	if (rc < 0)
		return rc;
	struct tpl *s, *t = change_page(r, k, "REMOVE", &s);
	tpl_show_if(s, "LAST", n == 1 && !has);
	tpl_text(t, "TITLE", tr("Remove a passkey"));
	return account_page_send(r, tr("Remove a passkey"), t, 200);
}

static int removed(struct req *r, int64_t id)
{
	bool ok = false;
	int rc = account_strong(r, HERE, &ok);
	if (rc < 0 || !ok)
		return rc;
	rc = passkey_remove(&r->cx, r->visitor->customer, id);
	if (rc < 0 && rc != ERR_CONFLICT)
		return rc;
	flash_set(r, rc == OK ? tr("The passkey is removed.")
			      : tr("It is your only way in. Choose a password "
				   "first."));
	return resp_redirect(r, HERE);
}

/* POST /account/passkey/change: asks first, then does it. */
int passkey_change_do(struct req *r)
{
	struct passkey k = {0};
	const char *what = posted(r, "do");
	int64_t id = strtoll(posted(r, "key"), NULL, 10);
	int rc = passkey_get(&r->cx, r->visitor->customer, id, &k);
	if (rc < 0)
		return rc;
	if (strcmp(what, "name") == 0)
		return rename_show(r, &k);
	if (strcmp(what, "end") == 0)
		return remove_show(r, &k);
	if (strcmp(what, "remove") == 0)
		return removed(r, id);
	if (strcmp(what, "save") != 0)
		return ERR_BAD;
	rc = passkey_rename(&r->cx, r->visitor->customer, id, name_posted(r));
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(r, HERE);
}
