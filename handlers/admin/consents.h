#ifndef HANDLERS_ADMIN_CONSENTS_H
#define HANDLERS_ADMIN_CONSENTS_H

#include "lib/http.h"
#include "lib/tpl.h"

/* The answers of an address and of the account that has it, the newest first
 * of each: include {{>CONSENTS}} of t. */
int admin_consents_show(struct req *r, struct tpl *t, const char *email_norm);

#endif
