#ifndef DOMAIN_SUBSCRIBER_H
#define DOMAIN_SUBSCRIBER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * Letters (direct marketing by mail): only to addresses that asked for them
 * and proved it by a click in a mail (Act 917/2014 s. 200; GDPR art. 7).
 * asked: waits for that click, for SUBSCRIBER_DAYS; active; ended.
 */
enum { SUBSCRIBER_DAYS = 7 };

/* {NULL} ended: codes of topics, in the order of subscriber.topics. */
extern const struct subscriber_topic {
	const char *code, *name; /* N_() */
} subscriber_topics[];

struct subscriber {
	int64_t id, customer; /* 0: no account */
	const char *email, *locale, *topics, *state, *source;
	int64_t created_ms, confirmed_ms, ended_ms;
};

/* Known codes alone, in their order, once each; "" when none is left. */
const char *subscriber_topics_clean(struct arena *a, const char *topics);
bool subscriber_has_topic(const struct subscriber *s, const char *code);

/*
 * Somebody typed an address.  A mail goes there, and nothing is told here:
 * OK whether it was new, waits, or gets letters already.  source "footer",
 * "checkout" (who gets letters already is not written to), "account", "staff"
 * (ERR_CONFLICT: they get them already, or ended them themselves).
 * ERR_INVALID: no address, or no topic.  With limits, ERR_TOO_MANY for a
 * network, and silence for an address that was just written to.
 */
struct subscriber_ask {
	const char *email, *topics, *source;
	const char *locale; /* NULL: the request's */
	const char *remote; /* NULL: not counted */
};
int subscriber_ask(struct cx *cx, const struct subscriber_ask *ask);

/* By the link of the mail that confirms.  ERR_GONE: too old, or another one
 * was asked for since. */
int subscriber_by_confirm(
	struct cx *cx, const char *token, struct subscriber *out);
/* words: of the button's page.  Twice is OK. */
int subscriber_confirm(struct cx *cx, const char *token, const char *words,
	struct subscriber *out);

/* By the link that every letter has.  ERR_NOT_FOUND. */
int subscriber_by_end(struct cx *cx, const char *token, struct subscriber *out);
/* channel: "web" a button, "mail" the mail program's (RFC 8058).  Twice is
 * OK. */
int subscriber_end(struct cx *cx, const char *token, const char *words,
	const char *channel);
/* Of who gets letters, another choice; words: of its form. */
int subscriber_choose(struct cx *cx, int64_t id, const char *topics,
	const char *locale, const char *words);

/* Paths of the links, without the language: for mails and exports. */
const char *subscriber_end_path(struct cx *cx, int64_t id);
const char *subscriber_confirm_path(struct cx *cx, const struct subscriber *s);

/* ---- of an account ---- */

/* ERR_NOT_FOUND: they never asked. */
int subscriber_of(struct cx *cx, int64_t customer, struct subscriber *out);

/*
 * What they chose on their own page.  on: at once when their address is
 * proved, else by a mail as anybody; *waits tells which.
 */
struct subscriber_wish {
	int64_t customer;
	bool on;
	const char *topics, *locale, *words;
	const char *remote;
};
int subscriber_wish(
	struct cx *cx, const struct subscriber_wish *wish, bool *waits);

/* They object to all direct marketing (GDPR art. 21(2)): letters end, and
 * those that wait to be sent for "tell me when". */
int subscriber_object(struct cx *cx, int64_t customer, const char *words);

/* In the caller's transaction: the address of an account is another one (its
 * row follows), or a person is erased (their row and their answers go). */
int subscriber_move(struct cx *cx, int64_t customer, const char *old_norm,
	const char *email);
int subscriber_forget(struct cx *cx, int64_t customer, const char *email_norm);

/* Those who never clicked, after their days; who had ended before is ended
 * again. */
int subscriber_expire(struct cx *cx, int64_t *n);

int subscriber_get(struct cx *cx, int64_t id, struct subscriber *out);

/* ---- the owner's ---- */

struct subscriber_view {
	const char *state, *locale, *topic; /* "" any */
	const char *find;                   /* in the address; "" any */
	int64_t offset, limit;
};
int subscriber_list(struct cx *cx, const struct subscriber_view *view,
	struct subscriber **out, size_t *n, int64_t *total);

struct subscriber_count {
	const char *state, *locale, *topics;
	int64_t n;
};
int subscriber_counts(struct cx *cx, struct subscriber_count **out, size_t *n);

/* By somebody who told the shop in another way; audited. */
int subscriber_end_by_staff(struct cx *cx, int64_t id, const char *words);

#endif
