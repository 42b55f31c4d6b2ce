/* Letters about what the shop keeps: the receipt of an erasure, the notice
 * before an account ends. */
#include "worker/mail.h"

#include <jansson.h>
#include <string.h>

#include "domain/account.h"
#include "domain/person_old.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

static void kept_show(struct letter *l, struct tpl *t, json_t *kept)
{
	size_t i;
	json_t *row;
	json_array_foreach(kept, i, row)
	{
		struct tpl *s = tpl_section(t, "KEPT");
		const char *what = json_string_value(
			json_object_get(row, "what"));
		const char *why = json_string_value(
			json_object_get(row, "why"));
		int64_t day = json_integer_value(json_object_get(row, "until"));
		tpl_text(s, "WHAT", what ? what : "");
		tpl_text(s, "WHY", why ? why : "");
		if (day)
			tpl_text(tpl_section(s, "UNTIL"), "DAY",
				clock_format(l->cx->arena, l->cx->locale,
					CLOCK_DATE,
					clock_day_end(day) - MS_HOUR));
	}
}

/* The address is nowhere but in the job, which is emptied when it is done. */
int letter_person_erased(struct letter *l)
{
	json_t *j = json_loads(l->payload, 0, NULL);
	const char *to = json_string_value(json_object_get(j, "address"));
	const char *locale = json_string_value(json_object_get(j, "locale"));
	int rc = ERR_INVALID;
	if (to && locale) {
		letter_language(l, arena_strdup(l->cx->arena, locale));
		struct tpl *t = letter_open(l, tr("Your data is erased"));
		kept_show(l, t, json_object_get(j, "kept"));
		l->mail->to = arena_strdup(l->cx->arena, to);
		l->mail->to_name = NULL;
		rc = letter_close(l, t);
	}
	json_decref(j);
	return rc;
}

int letter_account_ends(struct letter *l)
{
	struct account who = {0};
	int rc = account_get(l->cx, l->customer, &who);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? ERR_GONE : rc;
	letter_language(l, who.locale);
	struct tpl *t = letter_open(l, tr("Your account is about to end"));
	tpl_time(
		t, "DAY", CLOCK_DATE, l->cx->now + PERSON_NOTICE_DAYS * MS_DAY);
	tpl_text(t, "LOGIN", letter_link(l, "/account/login"));
	l->mail->to = who.email;
	l->mail->to_name = *who.name ? who.name : NULL;
	return letter_close(l, t);
}
