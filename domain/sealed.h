#ifndef DOMAIN_SEALED_H
#define DOMAIN_SEALED_H

#include <stdbool.h>

#include "lib/cx.h"

/*
 * Secrets that the owner enters and nobody reads again: providers' keys.
 * AES-256-GCM under a key derived from the key file, the code as additional
 * data; the audit says that one changed, never what.
 */
int sealed_set(struct cx *cx, const char *code, const char *value);
/* ERR_NOT_FOUND: none.  ERR_DENIED: it was not sealed by this key file. */
int sealed_get(struct cx *cx, const char *code, const char **value);
bool sealed_has(struct cx *cx, const char *code);
/* When it was set; 0: there is none. */
int64_t sealed_changed_ms(struct cx *cx, const char *code);
/* Forget it; none is OK. */
int sealed_remove(struct cx *cx, const char *code);

#endif
