#ifndef HANDLERS_CONSENT_H
#define HANDLERS_CONSENT_H

#include <stdbool.h>
#include <stdint.h>

#include "handlers/handlers.h"

/* The cookie of the choice.  "ID.a.VERSION.DAY.MAC": the id is random, and
 * consent's rows hold its SHA-256; "a" accepted, "r" refused. */
#define CONSENT_COOKIE "puoti-consent"

/* What this browser's owner has chosen. */
struct consent_choice {
	bool made;      /* by the words that are asked now, not a year ago */
	bool accepted;  /* as the button said */
	bool signal;    /* Sec-GPC or DNT: a refusal, whatever was chosen */
	int64_t day;    /* YYYYMMDD of the shop's zone; 0: not made */
	const char *id; /* of the cookie; NULL: none */
};
const struct consent_choice *consent_choice(struct req *r);

/*
 * May what they look at be remembered?  Only who accepted, sends no signal
 * against it, and has not objected in their account.
 */
bool consent_browsing(struct req *r);

/*
 * Their answer, after they were shown consent_words: taken down, and the
 * cookie goes with the response.  A no takes along what was noted.
 * ERR_TOO_MANY: of a yes alone.
 */
int consent_take(struct req *r, bool accepted);

/* Is the question on this page?  Its bytes are the same for everybody
 * (chrome_close), only whether they are sent is not. */
bool consent_asks(struct req *r, const struct page *p);

/* The question, word by word, in the request's language. */
const char *consent_words(void);

#endif
