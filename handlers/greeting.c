/* The greeting in the head. */
#include "handlers/greeting.h"

#include <string.h>

#include "domain/greeting.h"
#include "domain/setting.h"
#include "handlers/subject.h"
#include "lib/err.h"
#include "lib/tr.h"

const char *greeting_for(struct req *r)
{
	static const char *const own[GREETINGS] = {
		[GREETING_NEW] = N_("Welcome, {name}"),
		[GREETING_FORMAL] = N_("Welcome back, {name}"),
		[GREETING_WARM] = N_("Good to see you again, {name}"),
		[GREETING_FRIEND] = N_("Lovely to have you here, {name}"),
		[GREETING_BIRTHDAY] = N_("Happy birthday, {name}"),
	};
	enum greeting g;
	const char *name = NULL;
	if (!r->visitor || !r->visitor->customer ||
		strncmp(r->path, "/admin", 6) == 0 ||
		!setting_bool(&r->cx, "greeting.on"))
		return NULL;
	/* a page without it is better than none */
	if (greeting_find(&r->cx, req_subject(r), &g, &name) < 0 || !name)
		return NULL;
	const char *words = setting_get_in(
		&r->cx, greeting_setting(g), r->cx.locale);
	words = greeting_words(&r->cx, *words ? words : tr(own[g]), name);
	if (!*words)
		return NULL;
	return words;
}
