#ifndef HANDLERS_LETTERS_H
#define HANDLERS_LETTERS_H

#include "domain/subscriber.h"
#include "lib/http.h"
#include "lib/tpl.h"

/* What somebody agrees to who asks for letters, word by word: said beside
 * every button that does it, and kept with the answer. */
const char *letters_words(void);
const char *letters_end_words(void);

/* The topics that were ticked: "news offers", "" none. */
const char *letters_topics(struct req *r);
/* Their boxes, as include TOPICS of t; chosen: those that are ticked; wrong:
 * what is wrong with them, or NULL. */
void letters_topics_show(struct tpl *t, const char *chosen, const char *wrong);

/* A box in the checkout was ticked: the order stands, so nothing here can
 * fail it. */
void letters_ask_at_checkout(struct req *r, const char *email);

#endif
