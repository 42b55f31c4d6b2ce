#ifndef HANDLERS_ERASE_H
#define HANDLERS_ERASE_H

#include <stdbool.h>

#include "domain/person.h"
#include "lib/http.h"
#include "lib/tpl.h"

/*
 * What an erasure takes and what it leaves, in the sections OPEN, GIFT, GOES
 * and STAYS of t.  is_open: an order is in the way.  words: something of
 * theirs can stay without a name.
 */
int erase_list_fill(struct req *r, struct tpl *t, const struct person *who,
	bool *is_open, bool *words);

/* The zip, as a download. */
int person_export_send(struct req *r, const struct person *who);

#endif
