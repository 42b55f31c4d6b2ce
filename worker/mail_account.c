/* Letters with a link that proves an address. */
#include "worker/mail.h"

#include <string.h>

#include "domain/account.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char *title(const char *name)
{
	if (strcmp(name, "account_verify") == 0)
		return tr("Confirm your address");
	if (strcmp(name, "account_exists") == 0)
		return tr("You have an account already");
	return tr("A new password for your account");
}

int letter_account(struct letter *l)
{
	struct account_letter a;
	int rc = account_link_letter(l->cx, l->link, &a);
	if (rc < 0)
		return rc;
	letter_language(l, a.who.locale);
	struct tpl *t = letter_open(l, title(l->name));
	tpl_text(t, "LINK",
		letter_link(l, arena_printf(l->cx->arena, "/account/%s/%s",
				       a.kind, a.token)));
	if (strcmp(l->name, "account_exists") == 0)
		tpl_text(t, "LOGIN", letter_link(l, "/account/login"));
	l->mail->to = a.who.email;
	l->mail->to_name = *a.who.name ? a.who.name : NULL;
	return letter_close(l, t);
}
