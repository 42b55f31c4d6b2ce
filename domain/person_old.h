#ifndef DOMAIN_PERSON_OLD_H
#define DOMAIN_PERSON_OLD_H

#include <stdint.h>

#include "lib/cx.h"

/* Rules of person_retain.c that are more than a statement; *n grows by the
 * rows that went. */
enum { PERSON_NOTICE_DAYS = 30 };

int person_end_unconfirmed(struct cx *cx, int64_t before_ms, int64_t *n);
/* First they are told, then they go. */
int person_end_inactive(struct cx *cx, int64_t before_ms, int64_t *n);
int person_end_unpaid(struct cx *cx, int64_t before_ms, int64_t *n);
/* By the calendar: before_ms is not looked at. */
int person_end_books(struct cx *cx, int64_t before_ms, int64_t *n);

#endif
