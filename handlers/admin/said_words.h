#ifndef HANDLERS_ADMIN_SAID_WORDS_H
#define HANDLERS_ADMIN_SAID_WORDS_H

#include "handlers/admin/order_words.h"
#include "lib/http.h"

/* States of reviews and questions as pills; what their audit says. */
struct order_pill said_pill(const char *state);
const char *said_log_words(struct req *r, const void *arg, const char *json);

#endif
