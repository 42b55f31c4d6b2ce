#ifndef DOMAIN_ALERT_IN_H
#define DOMAIN_ALERT_IN_H

#include "domain/alert.h"

/* What the parts of alerts share; only domain/alert*.c include it. */

/* Of the links in its mails: the same for as long as the row is there. */
const char *alert_token(struct cx *cx, int64_t id);

/* Write down that an address allows such mail, or does not any more. */
int alert_consent(struct cx *cx, int64_t customer, const char *norm,
	bool granted, const char *words, const char *channel);

#endif
