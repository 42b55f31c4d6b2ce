/* Letters of accounts: links, and what happened. */
#include "worker/mail.h"

#include <string.h>

#include "domain/account.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char *title(const char *name)
{
	static const struct {
		const char *name, *title;
	} titles[] = {
		{"account_verify", N_("Confirm your address")},
		{"account_exists", N_("You have an account already")},
		{"account_reset", N_("A new password for your account")},
		{"account_login", N_("Your link to log in")},
		{"account_email", N_("Confirm your new address")},
		{"account_taken", N_("This address has an account already")},
	};
	size_t i = 0;
	while (strcmp(titles[i].name, name) != 0)
		i++;
	return tr(titles[i].title);
}

/* Letters with a link that proves an address.  What the page did not tell,
 * the letter does: whether the address has an account already. */
int letter_account(struct letter *l)
{
	struct account_letter a = {0};
	int rc = account_link_letter(l->cx, l->link, &a);
	if (rc < 0)
		return rc;
	if (a.taken)
		l->name = strcmp(a.kind, "email") == 0 ? "account_taken"
						       : "account_exists";
	letter_language(l, a.locale);
	struct tpl *t = letter_open(l, title(l->name));
	if (a.taken) {
		tpl_text(t, "LOGIN", letter_link(l, "/account/login"));
		tpl_text(t, "FORGOT", letter_link(l, "/account/forgot"));
	} else
		tpl_text(t, "LINK",
			letter_link(l,
				arena_printf(l->cx->arena, "/account/%s/%s",
					strcmp(a.kind, "login") == 0 ? "link"
								     : a.kind,
					a.token)));
	l->mail->to = a.email;
	l->mail->to_name = *a.name ? a.name : NULL;
	return letter_close(l, t);
}

/* ---- what happened ---- */

static const struct event {
	const char *what, *title, *section;
} events[] = {
	{"password", N_("Your password was changed"), "PASSWORD"},
	{"password_removed", N_("The password of your account was removed"),
		"PASSWORD_GONE"},
	{"email_asked", N_("Somebody asks to change your address"),
		"EMAIL_ASKED"},
	{"email", N_("Your address was changed"), "EMAIL_NEW"},
	{"passkey_added", N_("A passkey was added to your account"),
		"PASSKEY_ADDED"},
	{"passkey_removed", N_("A passkey was removed from your account"),
		"PASSKEY_REMOVED"},
	{"totp_on", N_("Your account asks for one-time codes now"), "TOTP_ON"},
	{"totp_off", N_("Your account asks for no one-time codes any more"),
		"TOTP_OFF"},
	{"codes", N_("Your account has new recovery codes"), "CODES"},
	{"codes_wrong", N_("Many wrong codes at the login to your account"),
		"CODES_WRONG"},
	{"login", N_("A new login to your account"), "LOGIN"},
	{NULL, NULL, NULL},
};

/* Whom a notice goes to: of a change of address, where they were before. */
static int notice_to(struct letter *l, struct account *who)
{
	struct account_letter a = {0};
	int rc = account_get(l->cx, l->customer, who);
	if (rc == OK && l->link) {
		rc = account_link_letter(l->cx, l->link, &a);
		if (rc == OK)
			who->email = a.email;
	}
	return rc;
}

int letter_account_notice(struct letter *l)
{
	struct account who = {0};
	const struct event *e = events;
	while (e->what && strcmp(e->what, l->what) != 0)
		e++;
	if (!e->what)
		return ERR_INVALID;
	int rc = notice_to(l, &who);
	if (rc < 0) /* it was erased before this was sent */
		return rc == ERR_NOT_FOUND ? ERR_GONE : rc;
	letter_language(l, who.locale);
	struct tpl *t = letter_open(l, tr(e->title));
	struct tpl *s = tpl_section(t, e->section);
	if (strcmp(e->what, "login") == 0 && *l->agent)
		tpl_text(tpl_section(s, "AGENT"), "BROWSER", l->agent);
	/* who was moved out by another's hand cannot help themselves */
	if (strcmp(e->what, "email") == 0)
		tpl_show(t, "WRITE");
	else
		tpl_text(tpl_section(t, "NOT_YOU"), "FORGOT",
			letter_link(l, "/account/forgot"));
	l->mail->to = who.email;
	l->mail->to_name = *who.name ? who.name : NULL;
	return letter_close(l, t);
}
