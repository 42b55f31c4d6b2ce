#ifndef DOMAIN_REFERENCE_H
#define DOMAIN_REFERENCE_H

#include "domain/order.h"

/* More of references and accounts; the rest is in domain/order.h. */

/* pankkiviivakoodi version 5, 54 digits, of an RF reference with digits alone;
 * NULL: the IBAN is not Finnish, or the reference has letters. */
const char *bank_barcode_rf(struct arena *a, const char *iban, struct money sum,
	const char *rf, int64_t due_day);

/* "RF20 1000 10" is right (ISO 11649 mod 97; blanks allowed). */
bool reference_rf_ok(const char *rf);

/* The Finnish IBAN of an account's 14 digits; "" of anything else. */
const char *iban_of_bban(struct arena *a, const char *bban);

#endif
