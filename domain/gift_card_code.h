#ifndef DOMAIN_GIFT_CARD_CODE_H
#define DOMAIN_GIFT_CARD_CODE_H

#include "lib/cx.h"

struct arena;

/* 16 characters of what was typed; "" when it cannot be a code. */
const char *gift_card_code_norm(struct arena *a, const char *typed);

/* What gift_card.code_hash holds of it. */
const char *gift_card_code_hash(struct cx *cx, const char *norm);

#endif
