/* Where carriers tell how far a parcel is. */
#include <string.h>
#include <strings.h>

#include "domain/order.h"

/* The code comes last in each address. */
static const struct {
	const char *name; /* what its name begins with */
	const char *address;
} carriers[] = {
	{"posti", "https://www.posti.fi/fi/seuranta#/lahetys/"},
	{"matkahuolto",
		"https://www.matkahuolto.fi/seuranta/tilanne/?package_code="},
	{"dhl", "https://www.dhl.com/fi-en/home/tracking.html?tracking-id="},
	{"postnord", "https://tracking.postnord.com/fi/?id="},
};

/* Tracking codes are letters, digits and dashes: all else is left out. */
static const char *code_clean(struct arena *a, const char *code)
{
	char *out = arena_strdup(a, code), *to = out;
	for (const char *c = code; *c; c++)
		if ((*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') ||
			(*c >= 'a' && *c <= 'z') || *c == '-')
			*to++ = *c;
	*to = '\0';
	return out;
}

const char *tracking_url(
	struct arena *a, const char *carrier, const char *tracking)
{
	const char *code = code_clean(a, tracking);
	size_t n = sizeof(carriers) / sizeof(carriers[0]);
	for (size_t i = 0; *code && i < n; i++)
		if (strncasecmp(carrier, carriers[i].name,
			    strlen(carriers[i].name)) == 0)
			return arena_printf(
				a, "%s%s", carriers[i].address, code);
	return NULL;
}
