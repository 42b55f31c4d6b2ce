#ifndef DOMAIN_REVIEW_H
#define DOMAIN_REVIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/media.h"
#include "lib/cx.h"

/*
 * What buyers say of what they bought.  One of each product in an order, by
 * whoever holds the order's link, once it has arrived: delivered or collected,
 * or, where nobody tells, sent reviews.after_days ago.  Good and bad go the
 * same way: waiting -> shown or refused, by one of the rules below that the
 * writer is told (Directive 2005/29/EC Art. 7(6) and annex I 23b, 23c).
 * product_rating is kept equal to what is shown in the same transaction.
 */
enum {
	REVIEW_TITLE_MAX = 100,
	REVIEW_TEXT_MIN = 10,
	REVIEW_TEXT_MAX = 4000,
	REVIEW_NAME_MAX = 50,
	REVIEW_REPLY_MAX = 2000,
	REVIEW_PICTURES_MAX = 4,
	REVIEW_NEWEST = 3, /* on the product's page */
	REVIEW_PAGE = 10,
	REVIEW_STARS = 5,
};

struct review {
	int64_t id, rev, product, variant;
	int64_t order;    /* 0: erased */
	int64_t customer; /* 0: a guest */
	const char *name; /* "": a buyer */
	const char *locale, *title, *body, *options;
	const char *state; /* waiting, shown, refused */
	const char *refused_for, *reason, *reply;
	int64_t stars, helpful;
	int64_t created_ms, edited_ms, decided_ms, reply_ms; /* 0: not */
	int64_t number;           /* of the order; 0 erased */
	const char *product_name; /* in cx->locale */
	bool voted;               /* by the voter that was asked for */
	struct picture *pictures; /* sha256 NULL: not made yet */
	size_t n_pictures;
	int64_t spoilt; /* pictures that could not be used */
};

/* ---- who may ---- */

/* A product that has arrived with an order; of one bought in several variants
 * each is a row. */
struct review_thing {
	int64_t order, product, variant;
	int64_t review;             /* that speaks of the product; 0: none */
	const char *name, *options; /* as they were bought */
	const char *picture;        /* sha256 or "" */
};
int review_things(
	struct cx *cx, int64_t order, struct review_thing **out, size_t *n);

/* The same of all orders of an account, the newest first: its own, and once
 * its address is proved those with that address. */
int review_things_of(
	struct cx *cx, int64_t customer, struct review_thing **out, size_t *n);

/* ---- writing ---- */

struct review_draft {
	int64_t order, product, variant;
	int64_t customer; /* 0: a guest */
	const char *name, *title, *body;
	int64_t stars;
	const int64_t *pictures; /* media, in their order */
	size_t n_pictures;
};

/* ERR_CONFLICT: not bought, not arrived, or there is one already. */
int review_add(struct cx *cx, const struct review_draft *d, int64_t *id);

/* Change the own one: it waits again where reviews wait.  ERR_CONFLICT: it is
 * another than the one that was shown (rev). */
int review_edit(
	struct cx *cx, int64_t id, int64_t rev, const struct review_draft *d);

/* Take the own one back: gone with its votes and pictures. */
int review_remove(struct cx *cx, int64_t id, int64_t rev);

int review_of_order(
	struct cx *cx, int64_t order, int64_t product, struct review *out);
/* Of an account: written in it, or of its orders. */
int review_of_customer(
	struct cx *cx, int64_t customer, struct review **out, size_t *n);

/* ---- the shop ---- */

struct review_rating {
	int64_t n, stars;             /* stars: their sum */
	int64_t of[REVIEW_STARS + 1]; /* of[5]: how many gave five */
};
/* All 0: none is shown. */
int review_rating(struct cx *cx, int64_t product, struct review_rating *out);
/* Tenths: 47 is 4.7; half up. */
int64_t review_average(const struct review_rating *r);

struct review_view {
	int64_t product;
	const char *sort;   /* "newest" "helpful" "highest" "lowest";
			       "own": own language first, then newest */
	int64_t stars;      /* 0 any */
	int64_t variant;    /* 0 any */
	const char *locale; /* "" any */
	const char *voter;  /* whose votes are marked; "" nobody's */
	int64_t offset, limit;
};
int review_list(struct cx *cx, const struct review_view *view,
	struct review **out, size_t *n, int64_t *total);

/* What shown reviews of a product can be filtered by. */
int review_variants(struct cx *cx, int64_t product, int64_t **out, size_t *n);
int review_locales(
	struct cx *cx, int64_t product, const char ***out, size_t *n);

/*
 * "This helped me", or not any more.  voter: who it is, "c12" or a keyed hash
 * of the browser.  ERR_NOT_FOUND: no such review is shown.  ERR_DENIED: one's
 * own.
 */
int review_vote(struct cx *cx, int64_t product, int64_t review,
	const char *voter, bool *helped);

/* ---- the owner ---- */

/* The rules, {NULL} ended; words N_() marked, in the owner's place. */
struct review_rule {
	const char *code, *words;
};
extern const struct review_rule review_rules[];
/* For the writer; "" when it is none. */
const char *review_rule_words(const char *code);

struct review_desk {
	const char *show; /* "waiting" "shown" "refused" "low" "silent" ""
			     all; low: 1 or 2 stars; silent: low, shown and
			     without a reply */
	int64_t offset, limit;
};
int review_desk_list(struct cx *cx, const struct review_desk *view,
	struct review **out, size_t *n, int64_t *total);
int review_get(struct cx *cx, int64_t id, struct review *out);

/* Guarded by rev, audited.  ERR_CONFLICT: somebody was faster, or it is there
 * already. */
int review_show(struct cx *cx, int64_t id, int64_t rev);
/* ERR_INVALID: none of the rules.  The writer gets a mail. */
int review_refuse(struct cx *cx, int64_t id, int64_t rev, const char *code,
	const char *reason);
/* "" takes it away. */
int review_reply(struct cx *cx, int64_t id, int64_t rev, const char *reply);

#endif
