/* E-mail addresses: do they look like one, are two the same? */
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unicase.h>

enum { EMAIL_MAX = 254 };

/* Kelvin and Ångström signs become letters when they are made small: with
 * them one could ask for another's address. */
static bool has_sign(const char *text)
{
	return strstr(text, "\xe2\x84\xaa") || strstr(text, "\xe2\x84\xab");
}

/* Something before the last @, dots inside the rest. */
bool email_is_plausible(const char *text)
{
	size_t n = strlen(text);
	const char *at = strrchr(text, '@');
	if (n > EMAIL_MAX || !at || at == text || at - text > 64 ||
		has_sign(text))
		return false;
	for (const char *p = text; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f ||
			strchr("<>,;:\"()[]\\", *p))
			return false;
	const char *host = at + 1;
	const char *dot = strrchr(host, '.');
	return memchr(text, '@', (size_t)(at - text)) == NULL && dot &&
	       dot != host && dot[1] && host[0] != '-' && !strstr(host, "..") &&
	       host[0] != '.';
}

const char *email_norm(struct arena *a, const char *text)
{
	const char *trimmed = text_trim(a, text);
	size_t n;
	uint8_t *low = u8_tolower((const uint8_t *)trimmed, strlen(trimmed),
		NULL, NULL, NULL, &n);
	if (!low)
		return trimmed; /* not UTF-8: compared as it is */
	const char *out = arena_strndup(a, (const char *)low, n);
	free(low);
	return out;
}
