#ifndef DOMAIN_QUESTION_H
#define DOMAIN_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * What visitors ask of a product and the shop answers: waiting -> shown (on
 * the product's page), private (by mail alone) or refused.  Whoever left an
 * address gets the first answer by mail, in the language that they asked in.
 */
enum {
	QUESTION_MIN = 10, /* characters */
	QUESTION_MAX = 1000,
	QUESTION_NAME_MAX = 50,
	QUESTION_ANSWER_MAX = 4000,
	QUESTION_PAGE = 20,
};

struct question {
	int64_t id, rev, product;
	int64_t customer;  /* 0: a guest */
	const char *name;  /* "": nobody's */
	const char *email; /* "": an answer goes nowhere */
	const char *locale, *body, *answer, *state;
	int64_t created_ms, answered_ms; /* 0: not */
	const char *product_name;        /* in cx->locale */
};

struct question_draft {
	int64_t product, customer;
	const char *name, *email, *body;
};

/* The same words of the same asker within an hour: OK, nothing new.
 * ERR_NOT_FOUND: no such product. */
int question_ask(struct cx *cx, const struct question_draft *d);

/* Those shown of a product: in the reader's language first, then the newest.
 * *total (may be NULL) counts all. */
int question_list(struct cx *cx, int64_t product, int64_t offset, int64_t limit,
	struct question **out, size_t *n, int64_t *total);

/* ---- the owner ---- */

struct question_desk {
	const char *show; /* "waiting" "shown" "private" "refused"; "" all */
	int64_t offset, limit;
};
int question_desk_list(struct cx *cx, const struct question_desk *view,
	struct question **out, size_t *n, int64_t *total);
int question_get(struct cx *cx, int64_t id, struct question *out);

/*
 * Answer, or put the answer in other words.  shown: on the product's page,
 * else by mail alone: ERR_INVALID when there is no address.  Guarded by rev,
 * audited.  ERR_CONFLICT: somebody was faster.
 */
int question_answer(
	struct cx *cx, int64_t id, int64_t rev, const char *answer, bool shown);

/* Off the product's page, unanswered or not. */
int question_refuse(struct cx *cx, int64_t id, int64_t rev);

#endif
