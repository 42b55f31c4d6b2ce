#ifndef DOMAIN_CONSENT_H
#define DOMAIN_CONSENT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * What somebody allowed, by which words, and when: append-only, the newest
 * row of a subject and purpose counts.  Purposes: "browsing" (a profile of
 * what is looked at; nothing of it before a yes), "history" (own orders for
 * suggestions; on until it is objected to), "newsletter", "alert".
 */
enum consent_kind { CONSENT_VISITOR, CONSENT_CUSTOMER, CONSENT_EMAIL };

struct consent_subject {
	enum consent_kind kind;
	const char *id; /* visitor: the id of the consent cookie, as it is;
			   customer: its number; email: email_norm */
};

/* What consent.subject holds of them: SHA-256 of the cookie's id, the
 * customer's number, HMAC of the address. */
const char *consent_key(struct cx *cx, const struct consent_subject *who);

/* The version of words: 16 hex digits, other words have another. */
struct arena;
const char *consent_version(
	struct arena *a, const char *purpose, const char *words);

/* The question of the purpose "browsing", word by word; not translated. */
extern const char consent_question[];

/* Write one down (a no to "browsing" or "history" takes what was made of it
 * away in the same transaction), with the words that were shown (kept once per
 * version). In the caller's transaction, or its own.  channel: "web", "mail",
 * "staff". */
int consent_set(struct cx *cx, const struct consent_subject *who,
	const char *purpose, bool granted, const char *words,
	const char *channel);

/* The newest answer.  ERR_NOT_FOUND: never asked. */
struct consent_row {
	const char *purpose, *version, *words, *channel;
	bool granted;
	int64_t at_ms;
};
int consent_get(struct cx *cx, const struct consent_subject *who,
	const char *purpose, struct consent_row *out);

/* Every answer, the newest first. */
int consent_list(struct cx *cx, const struct consent_subject *who,
	struct consent_row **out, size_t *n);

#endif
