#ifndef DOMAIN_GREETING_H
#define DOMAIN_GREETING_H

#include <stddef.h>

#include "domain/profile.h"
#include "lib/cx.h"

/*
 * What the head of each page says to a customer, warmer with each order; the
 * owner writes the words per language (settings greeting.*), the customer
 * chooses how they are called and in which tone, or not at all.
 */
enum greeting {
	GREETING_NEW,      /* an account, no order yet */
	GREETING_FORMAL,   /* one order */
	GREETING_WARM,     /* more */
	GREETING_FRIEND,   /* GREETING_FRIEND_ORDERS or more */
	GREETING_BIRTHDAY, /* today, in the shop's zone */
};
enum { GREETING_FRIEND_ORDERS = 5, GREETINGS = GREETING_BIRTHDAY + 1 };

/* The words of one with "{name}" in them as the owner wrote them; "": they
 * did not, the program's own then stand. */
const char *greeting_setting(enum greeting g); /* its code */

/* Which one, and the name in it.  *name NULL: none is to be said.  One indexed
 * statement; none for guests. */
int greeting_find(struct cx *cx, const struct subject *who, enum greeting *g,
	const char **name);

/* words with the name in them; name "": without the place for it, and the
 * comma before. */
const char *greeting_words(struct cx *cx, const char *words, const char *name);

#endif
