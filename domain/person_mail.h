#ifndef DOMAIN_PERSON_MAIL_H
#define DOMAIN_PERSON_MAIL_H

#include <jansson.h>

#include "domain/person_in.h"

/* Waiting mails to a person, or about their orders, go; in the caller's
 * transaction, while the orders are still theirs. */
int person_mails_drop(struct cx *cx, const struct person *who,
	const struct person_keys *keys);
/* The jobs that would make a picture; paths of their files join uploads. */
int person_picture_jobs_drop(struct cx *cx, int64_t media, json_t *uploads);

#endif
