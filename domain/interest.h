#ifndef DOMAIN_INTEREST_H
#define DOMAIN_INTEREST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/media.h"
#include "lib/cx.h"

/*
 * What the shop asks to get to know somebody: up to four questions, each with
 * up to eight choices, a choice being a category, a brand or the value of an
 * attribute.  The owner writes them (domain/desk_interest.c); until then there
 * is one question, the shop's top categories.
 */
enum { INTEREST_QUESTIONS = 4, INTEREST_CHOICES = 8 };

/*
 * Of a row i of interest: is it something that one would call an interest?
 * Categories and brands are; values of an attribute when the owner marked the
 * attribute so.  What is not is neither asked nor used nor shown.
 */
#define INTEREST_MEANT                                    \
	" (i.attribute_value IS NULL OR EXISTS (SELECT 1" \
	"  FROM attribute_value iv JOIN attribute ia"     \
	"   ON ia.id = iv.attribute AND ia.interest = 1"  \
	"   AND ia.archived_ms IS NULL WHERE iv.id = i.attribute_value))"

struct interest {
	int64_t id; /* 0: proposed, not the owner's */
	int64_t question;
	int64_t category, brand, value; /* one of them */
	const char *key;                /* of forms: "12", proposed "c12" */
	const char *name;               /* in cx->locale */
	int64_t media;                  /* own picture; 0: borrowed */
};

/* All that are asked now, question by question, in order. */
int interest_list(struct cx *cx, struct interest **out, size_t *n);

/* How many questions there are, and the number of the first after `done`; 0:
 * no more. */
int64_t interest_next(
	const struct interest *all, size_t n, int64_t done, int64_t *nth);

/* Its own picture, else that of what it stands for, else of the best seller
 * there; sha256 NULL: none. */
int interest_picture(
	struct cx *cx, const struct interest *i, struct picture *out);

/*
 * These are what they like, of that question (0: of all); what else of it they
 * had chosen is none any more.  keys that there are not are passed over; the
 * proposed ones become rows by the first answer.
 */
int interest_like(struct cx *cx, const char *subject, int64_t question,
	const char *const *keys, size_t n);

/* That one, or not any more; the others stay.  ERR_NOT_FOUND: no such one. */
int interest_like_one(
	struct cx *cx, const char *subject, int64_t interest, bool likes);

#endif
