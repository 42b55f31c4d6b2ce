#ifndef LIB_REMOTE_H
#define LIB_REMOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/loopback.h"
#include "lib/turn.h"

/*
 * One call of another company's service.  TLS with its certificate and host
 * name checked; no redirects, no proxy, no cookies; an answer of at most
 * REMOTE_ANSWER_MAX.  Plain http goes to this machine alone (127.0.0.1, [::1]):
 * stand-ins of tests.  Never inside a transaction.
 */
enum {
	REMOTE_ANSWER_MAX = 1024 * 1024,
	REMOTE_HEADERS_MAX = 64,
	REMOTE_TIMEOUT_MS = 20 * 1000, /* of it all, unless asked otherwise */
};

struct remote_header {
	const char *name, *value;
};

struct remote_ask {
	const char *method;                  /* "GET", "POST" */
	const char *url;                     /* https */
	const struct remote_header *headers; /* {NULL} terminated, or NULL */
	const char *body;                    /* NULL: none */
	size_t body_len;
	int64_t timeout_ms; /* 0: REMOTE_TIMEOUT_MS */
};

struct remote_answer {
	int status;
	const struct remote_header *headers; /* names in lower case; {NULL} */
	const char *body;                    /* raw, NUL after it */
	size_t body_len;
	const char *problem; /* when there is no answer: why */
};

/*
 * OK: there was a whole answer, whatever its status.  ERR_BUSY: no answer, or
 * half of one: what was asked for may have happened.  ERR_DENIED: not an
 * address that may be called.  ERR_TOO_LARGE.
 */
int remote_call(struct arena *a, const struct remote_ask *ask,
	struct remote_answer *out);

/* From now on this process calls only past a turnstile, else remote_call is
 * ERR_BUSY: of the workers that answer pages some stay free for pages while a
 * service is slow.  t lives as long as the process. */
void remote_turns(const struct turnstile *t);

/* A header of an answer by its name in lower case, or NULL. */
const char *remote_header(const struct remote_answer *answer, const char *name);

#endif
