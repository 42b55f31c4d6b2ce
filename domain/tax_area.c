/* The EU's VAT area, Directive 2006/112/EC art. 5-7. */
#include <stddef.h>
#include <string.h>

#include "domain/tax.h"

/* Member states, and what art. 7 and the Windsor Framework count as one. */
static const struct {
	const char *country, *as;
} members[] = {
	{"AT", NULL}, {"BE", NULL}, {"BG", NULL}, {"CY", NULL}, {"CZ", NULL},
	{"DE", NULL}, {"DK", NULL}, {"EE", NULL},
	{"EL", "GR"}, /* Greece's prefix of VAT numbers */
	{"ES", NULL}, {"FI", NULL}, {"FR", NULL}, {"GR", NULL}, {"HR", NULL},
	{"HU", NULL}, {"IE", NULL}, {"IT", NULL}, {"LT", NULL}, {"LU", NULL},
	{"LV", NULL}, {"MC", "FR"}, /* Monaco, art. 7 */
	{"MT", NULL}, {"NL", NULL}, {"PL", NULL}, {"PT", NULL}, {"RO", NULL},
	{"SE", NULL}, {"SI", NULL}, {"SK", NULL},
	{"XI", NULL}, /* Northern Ireland, goods alone: its VAT prefix */
};

/* Territories of art. 6 by the beginning of their postal codes.  Those with a
 * country code of their own (AX, GP, GF, MQ, RE, YT, MF, GL, FO) are no
 * members above. */
static const struct {
	const char *country, *postal;
} apart[] = {
	{"FI", "22"},    /* Aland: art. 6(1)(d) */
	{"ES", "35"},    /* Canary Islands, Las Palmas: art. 6(1)(b) */
	{"ES", "38"},    /* Canary Islands, Santa Cruz de Tenerife */
	{"ES", "51"},    /* Ceuta: art. 6(2)(c) */
	{"ES", "52"},    /* Melilla: art. 6(2)(d) */
	{"FR", "97"},    /* the overseas departments: art. 6(1)(c) */
	{"FR", "98"},    /* overseas territories; Monaco is told below */
	{"GR", "63086"}, /* Mount Athos: art. 6(1)(a) */
	{"DE", "27498"}, /* Heligoland: art. 6(2)(a) */
	{"DE", "78266"}, /* Buesingen: art. 6(2)(b) */
	{"IT", "23041"}, /* Livigno: art. 6(2)(e) */
	{"IT", "22061"}, /* Campione d'Italia: art. 6(1)(f) */
};

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

bool country_in_eu_vat(const char *country)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (strcmp(members[i].country, country) == 0)
			return true;
	return false;
}

bool place_in_eu_vat(const char *country, const char *postal)
{
	/* Northern Ireland is in for goods: Windsor Framework, art. 8 */
	if (strcmp(country, "GB") == 0)
		return starts(postal, "BT") || starts(postal, "bt");
	if (strcmp(country, "FR") == 0 && starts(postal, "98000"))
		return true; /* Monaco */
	for (size_t i = 0; i < sizeof(apart) / sizeof(apart[0]); i++)
		if (strcmp(apart[i].country, country) == 0 &&
			starts(postal, apart[i].postal))
			return false;
	return country_in_eu_vat(country);
}

const char *vat_country(const char *country)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (strcmp(members[i].country, country) == 0 && members[i].as)
			return members[i].as;
	return country;
}
