#ifndef DOMAIN_AUDIT_H
#define DOMAIN_AUDIT_H

#include <stddef.h>

#include "lib/arena.h"
#include "lib/cx.h"

/* Who changed what: in the same transaction as the change.  before and after
 * are JSON or NULL; never a secret. */
int audit_add(struct cx *cx, const char *entity, int64_t id, const char *action,
	const char *before, const char *after);

/* {"key":"value",...} of pairs of strings, NULL terminated. */
const char *audit_json(struct arena *a, ...) __attribute__((sentinel));

struct audit_row {
	int64_t at_ms;
	const char *who; /* name; "" the program */
	const char *action, *before, *after;
};
int audit_of(struct cx *cx, const char *entity, int64_t id, int64_t limit,
	struct audit_row **out, size_t *n);

/* The newest of an entity, whichever its id. */
int audit_newest(struct cx *cx, const char *entity, int64_t limit,
	struct audit_row **out, size_t *n);

/* What the newest row of that action says of before; ERR_NOT_FOUND. */
int audit_before(struct cx *cx, const char *entity, int64_t id,
	const char *action, const char **before);
/* A text within such JSON; "" when it has none of that name. */
const char *audit_value(struct arena *a, const char *json, const char *name);

#endif
