#ifndef DOMAIN_DELIVERY_H
#define DOMAIN_DELIVERY_H

#include "lib/cx.h"

/*
 * The day a parcel ordered now is promised for: orders before 14:00 of a
 * weekday leave the same day, others the next weekday; then the setting
 * delivery.days of weekdays.  *until: when the promise changes, for parts of
 * pages that are kept.
 */
int64_t delivery_promise(struct cx *cx, int64_t *until);

#endif
