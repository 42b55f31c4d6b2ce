/* Mails about letters: the link that confirms them, and the first of those
 * that end by one click. */
#include "worker/mail.h"

#include <string.h>

#include "domain/subscriber.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char *title(const char *name)
{
	if (strcmp(name, "letters_confirm") == 0)
		return tr("Shall we send you letters?");
	if (strcmp(name, "letters_known") == 0)
		return tr("You get our letters already");
	return tr("You get our letters");
}

int letter_letters(struct letter *l)
{
	struct subscriber s;
	int rc = subscriber_get(l->cx, l->subscriber, &s);
	if (rc < 0) /* forgotten meanwhile */
		return rc == ERR_NOT_FOUND ? ERR_GONE : rc;
	if (strcmp(s.state, "ended") == 0) /* meanwhile: that holds at once */
		return ERR_GONE;
	letter_language(l, s.locale);
	struct tpl *t = letter_open(l, title(l->name));
	const char *end = letter_link(l, subscriber_end_path(l->cx, s.id));
	if (strcmp(l->name, "letters_confirm") == 0) {
		tpl_text(t, "LINK",
			letter_link(l, subscriber_confirm_path(l->cx, &s)));
	} else {
		tpl_text(t, "END", end);
		l->mail->unsubscribe = end;
	}
	l->mail->to = s.email;
	return letter_close(l, t);
}
