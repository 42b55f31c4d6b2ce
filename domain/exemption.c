#include "domain/exemption.h"

#include <stddef.h>
#include <string.h>

#include "lib/tr.h"

const char *const exemptions[] = {"sealed", "custom", "perishable", "media",
	"digital", "press", "dated", NULL};

static const char *const words[] = {
	N_("Sealed for health or hygiene: no withdrawal once it is opened"),
	N_("Made to your order"),
	N_("Spoils or goes out of date quickly"),
	N_("A sealed recording or program: no withdrawal once it is opened"),
	N_("Digital content that was delivered with your consent"),
	N_("A newspaper or magazine"),
	N_("For a certain day or time"),
};

const char *exemption_words(const char *code)
{
	for (size_t i = 0; exemptions[i]; i++)
		if (strcmp(exemptions[i], code) == 0)
			return tr(words[i]);
	return "";
}

bool exemption_known(const char *code)
{
	size_t i = 0;
	while (exemptions[i] && strcmp(exemptions[i], code) != 0)
		i++;
	return !*code || exemptions[i];
}
