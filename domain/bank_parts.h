#ifndef DOMAIN_BANK_PARTS_H
#define DOMAIN_BANK_PARTS_H

#include "domain/bank.h"

/* Between the files of bank*.c. */
int bank_entry_get(struct cx *cx, int64_t id, struct bank_entry *out);

#endif
