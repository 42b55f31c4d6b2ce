#ifndef DOMAIN_EXEMPTION_H
#define DOMAIN_EXEMPTION_H

#include <stdbool.h>

/*
 * Why goods have no right of withdrawal (directive 2011/83/EU, Art. 16;
 * kuluttajansuojalaki 6:16): codes of product.exemption and of order lines.
 */
extern const char *const exemptions[];  /* "sealed"...; NULL ends */
bool exemption_known(const char *code); /* or "" */

/* In the language of tr_use; "" of "" and of what we do not know. */
const char *exemption_words(const char *code);

#endif
