#ifndef DOMAIN_SUBSCRIBER_IN_H
#define DOMAIN_SUBSCRIBER_IN_H

#include "domain/subscriber.h"
#include "lib/db.h"

/* What the parts of letters share; only domain/ includes it. */

/* Column list and reader stay together. */
#define SUBSCRIBER_COLUMNS                                                  \
	"s.id, s.customer, s.email, s.locale, s.topics, s.state, s.source," \
	" s.created_ms, s.confirmed_ms, s.ended_ms"
void subscriber_read(struct cx *cx, struct db_stmt *q, struct subscriber *out);

/* By email_norm.  ERR_NOT_FOUND. */
int subscriber_find(struct cx *cx, const char *norm, struct subscriber *out);

/* All of these inside the caller's transaction. */
int subscriber_insert(
	struct cx *cx, const struct subscriber_ask *ask, int64_t *id);
int subscriber_mail(struct cx *cx, const char *mail, int64_t id);
int subscriber_answer(struct cx *cx, const char *email, bool granted,
	const char *words, const char *channel);
/* ERR_GONE: it did not wait, or was asked before since_ms. */
int subscriber_activate(struct cx *cx, int64_t id, int64_t since_ms,
	const char *words, const char *channel);
int subscriber_stop(struct cx *cx, const struct subscriber *s,
	const char *words, const char *channel);

#endif
