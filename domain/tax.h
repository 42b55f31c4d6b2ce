#ifndef DOMAIN_TAX_H
#define DOMAIN_TAX_H

#include <stdbool.h>

#include "domain/buyer.h"
#include "lib/cx.h"

enum { RATE_OUTSIDE = -1 };

/*
 * Whose VAT an order bears.  home: the shop's country's.  oss: the buyer's
 * country's, of consumers elsewhere in the EU when the setting tax.oss is on
 * (Dir. 2006/112/EC art. 33, 59c).  reverse: none, of a business elsewhere in
 * the EU whose VAT number the owner has checked (art. 138).  export: none, of
 * goods that leave the EU's VAT area (art. 146).  Where no VAT is due the
 * shop's VAT is taken off the prices.
 */
struct tax_rule {
	const char *reason;  /* "home" "oss" "reverse" "export" */
	const char *country; /* whose rates */
};
int tax_rule_of(struct cx *cx, const struct buyer *buyer, struct tax_rule *out);

/*
 * The EU's VAT area: its member states without the territories of Dir.
 * 2006/112/EC art. 6 (Aland, the Canary Islands...), with those of art. 7
 * (Monaco).  The list stands in tax_area.c.
 */
bool place_in_eu_vat(const char *country, const char *postal);
bool country_in_eu_vat(const char *country); /* all of it but territories */
/* The same state for VAT: the shop's, and what counts as its territory. */
const char *vat_country(const char *country); /* "MC" -> "FR", "EL" -> "GR" */

/* VAT rate of a class on a day; RATE_OUTSIDE, which the class "outside" is
 * everywhere.  ERR_NOT_FOUND: none entered; it is never guessed. */
int tax_rate_on(struct cx *cx, const char *tax_class, const char *country,
	int64_t day, int64_t *rate_bp);

/* A typed VAT number: its country's prefix ("EL" for Greece), then what VIES
 * takes, no blanks; NULL: not one. */
const char *vat_id_norm(struct arena *a, const char *typed);
/* A typed Y-tunnus as "1234567-1", whose check digit is right; NULL: not one.
 */
const char *business_id_norm(struct arena *a, const char *typed);
/* Has the owner checked it for this buyer's address, and have they proved that
 * it is theirs: are they logged in to its account?  Else whoever knows both
 * would buy in a stranger's name. */
int vat_id_is_valid(struct cx *cx, const struct buyer *buyer, bool *valid);
/* Ask the owner to; once per number and address. */
int vat_id_ask(struct cx *cx, const char *vat_id, const char *email_norm,
	const char *company);

#endif
