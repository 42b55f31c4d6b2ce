#include "lib/cookies.h"

#include <string.h>

#include "lib/tr.h"

/* clang-format off */
const struct cookie cookies[] = {
	{"puoti", N_("Holds your cart together and keeps others from sending forms in your name. It is a random number."), N_("Until you close the browser"), false},
	{"puoti-account", N_("You stay logged in. Only when you log in."), N_("90 days, or until you log out"), false},
	{"puoti-step", N_("Holds the place while you log in in two steps. Only when you do."), N_("10 minutes at most"), false},
	{"puoti-known", N_("Tells your account that this browser is yours, so that we write to you about any other, and that strangers who guess your password do not keep you out. Only once you have logged in."), N_("12 months"), false},
	{"puoti-flash", N_("Carries a word such as “Saved” to the next page."), N_("2 minutes at most"), false},
	{"puoti-consent", N_("Remembers what you chose here, so that we do not ask on every page. Only once you have chosen."), N_("12 months"), false},
	{"puoti-admin", N_("The people who work in the shop stay logged in."), N_("Until they close the browser"), true},
	{NULL, NULL, NULL, false},
};
/* clang-format on */

bool cookie_known(const char *name)
{
	for (const struct cookie *c = cookies; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return true;
	return false;
}
