#ifndef WWW_DISPATCH_H
#define WWW_DISPATCH_H

#include <sys/uio.h>

#include <stdbool.h>

#include "lib/buf.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/db.h"

/* What a worker owns for its whole life. */
struct worker {
	const struct conf *conf;
	struct secret secret;
	struct db *db;
	struct arena *arena;
	struct buf body, headers, response, deflated;
};

/* A request as the gateway (FastCGI or CGI) hands it over. */
struct gateway {
	void *arg;
	const char *(*param)(void *arg, const char *name); /* or NULL */
	/* Up to n bytes of the body; 0 at its end, negative when it broke. */
	long (*read)(void *arg, void *p, size_t n);
	/* The whole answer, in n pieces; once. */
	int (*write)(void *arg, const struct iovec *v, size_t n);
};

int worker_init(struct worker *w, const struct conf *conf);
void worker_release(struct worker *w);

/* Between requests: write what was counted, when it is time for it. */
void worker_idle(struct worker *w, bool at_once);

/* Answer one request, whatever it is.  Never fails: at worst it is 500. */
void dispatch(struct worker *w, const struct gateway *g);

#endif
