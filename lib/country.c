#include "lib/country.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "lib/text.h"
#include "lib/tr.h"

/* Postal codes by the Universal Postal Union's guides: 9 a digit, A a letter,
 * other characters as they stand; NULL: no rule. */
static const struct country {
	const char *code, *name, *postal, *example;
} countries[] = {
	{"AT", N_("Austria"), "9999", "1010"},
	{"AX", N_("Åland"), "99999", "22100"},
	{"BE", N_("Belgium"), "9999", "1000"},
	{"BG", N_("Bulgaria"), "9999", "1000"},
	{"CA", N_("Canada"), "A9A9A9", "K1A 0B1"},
	{"CH", N_("Switzerland"), "9999", "8001"},
	{"CY", N_("Cyprus"), "9999", "1010"},
	{"CZ", N_("Czechia"), "99999", "110 00"},
	{"DE", N_("Germany"), "99999", "10115"},
	{"DK", N_("Denmark"), "9999", "2100"},
	{"EE", N_("Estonia"), "99999", "10111"},
	{"ES", N_("Spain"), "99999", "28001"},
	{"FI", N_("Finland"), "99999", "00100"},
	{"FO", N_("Faroe Islands"), "999", "100"},
	{"FR", N_("France"), "99999", "75001"},
	{"GB", N_("United Kingdom"), NULL, NULL},
	{"GR", N_("Greece"), "99999", "104 31"},
	{"HR", N_("Croatia"), "99999", "10000"},
	{"HU", N_("Hungary"), "9999", "1011"},
	{"IE", N_("Ireland"), NULL, NULL},
	{"IS", N_("Iceland"), "999", "101"},
	{"IT", N_("Italy"), "99999", "00118"},
	{"LI", N_("Liechtenstein"), "9999", "9490"},
	{"LT", N_("Lithuania"), "99999", "01100"},
	{"LU", N_("Luxembourg"), "9999", "1111"},
	{"LV", N_("Latvia"), "9999", "1010"},
	{"MT", N_("Malta"), "AAA9999", "VLT 1117"},
	{"NL", N_("Netherlands"), "9999AA", "1011 AB"},
	{"NO", N_("Norway"), "9999", "0150"},
	{"PL", N_("Poland"), "99-999", "00-001"},
	{"PT", N_("Portugal"), "9999-999", "1000-001"},
	{"RO", N_("Romania"), "999999", "010011"},
	{"SE", N_("Sweden"), "99999", "111 22"},
	{"SI", N_("Slovenia"), "9999", "1000"},
	{"SK", N_("Slovakia"), "99999", "811 01"},
	{"US", N_("United States"), NULL, NULL},
};

static const struct country *country_find(const char *code)
{
	for (size_t i = 0; i < sizeof(countries) / sizeof(countries[0]); i++)
		if (strcmp(countries[i].code, code) == 0)
			return &countries[i];
	return NULL;
}

const char *country_name(const char *code)
{
	const struct country *c = country_find(code);
	return c ? tr(c->name) : code;
}

bool country_known(const char *code)
{
	return country_find(code) != NULL;
}

const char *const *country_codes(void)
{
	static const char *codes[sizeof(countries) / sizeof(countries[0]) + 1];
	for (size_t i = 0; i < sizeof(countries) / sizeof(countries[0]); i++)
		codes[i] = countries[i].code;
	return codes;
}

static bool fits(char pattern, char c)
{
	if (pattern == '9')
		return c >= '0' && c <= '9';
	if (pattern == 'A')
		return c >= 'A' && c <= 'Z';
	return c == pattern;
}

/* "sv-se 123 45": what stands behind the country's own letters. */
static const char *without_country(const char *country, const char *text)
{
	size_t n = strlen(country);
	if (n != 2 || strncmp(text, country, n) != 0)
		return text;
	text += n;
	return *text == '-' ? text + 1 : text;
}

const char *postal_norm(struct arena *a, const char *country, const char *typed)
{
	const struct country *c = country_find(country);
	if (!c || !c->postal)
		return text_trim(a, text_upper(a, typed));
	char *plain = arena_strdup(a, typed), *to = plain;
	for (const char *p = typed; *p; p++)
		if (*p != ' ')
			*to++ = (char)toupper((unsigned char)*p);
	*to = '\0';
	const char *at = isdigit((unsigned char)c->postal[0])
				 ? without_country(country, plain)
				 : plain;
	char *out = arena_alloc(a, strlen(c->postal) + 1);
	size_t n = 0;
	for (const char *p = c->postal; *p; p++) {
		if (*p == '-' && *at != '-') { /* it may be left out */
			out[n++] = *p;
			continue;
		}
		if (!*at || !fits(*p, *at))
			return NULL;
		out[n++] = *at++;
	}
	out[n] = '\0';
	return *at ? NULL : out;
}

const char *postal_words(struct arena *a, const char *country)
{
	static const struct {
		const char *code, *words;
	} words[] = {
		{"FI", N_("Postal code has five digits in Finland")},
		{"SE", N_("Postal code has five digits in Sweden")},
		{"EE", N_("Postal code has five digits in Estonia")},
		{"DK", N_("Postal code has four digits in Denmark")},
		{"NO", N_("Postal code has four digits in Norway")},
		{"DE", N_("Postal code has five digits in Germany")},
	};
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].code, country) == 0)
			return tr(words[i].words);
	const struct country *c = country_find(country);
	return arena_printf(a, tr("Postal code: write it as %s"),
		c && c->example ? c->example : "00100");
}

bool postal_is_digits(const char *country)
{
	const struct country *c = country_find(country);
	return c && c->postal && strspn(c->postal, "9") == strlen(c->postal);
}
