#ifndef DOMAIN_SEGMENT_H
#define DOMAIN_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"
#include "lib/tr.h"

/*
 * Groups of customers by rules over what domain/customer_value.h knows, what
 * they chose and what they allowed: all rules must hold.  Who is in one is
 * kept in segment_member, made anew each night, after a change of the rules
 * and after a customer's own order.  Members have a proved account and have
 * not objected to the use of their history.  Segments choose banners, home
 * sections, coupons and mails; never prices.
 */
enum { SEGMENTS_MAX = 200, SEGMENT_RULES_MAX = 12 };

/* The segments of a customer, ascending; objectors and guests (0) have none.
 * One indexed statement. */
int segment_of(struct cx *cx, int64_t customer, int64_t **ids, size_t *n);

/* Guests (0) are in none. */
int segment_is_member(
	struct cx *cx, int64_t segment, int64_t customer, bool *is);

/* Their names as customers read them, in cx->locale, in the order of the
 * shop's segments: for the customer's own page. */
int segment_names(
	struct cx *cx, int64_t customer, const char ***names, size_t *n);

/* What a rule can ask: a field is a row of segment_fields. */
enum segment_ask {
	SEGMENT_COUNT,    /* least, most, is */
	SEGMENT_DAYS,     /* least, most */
	SEGMENT_MONEY,    /* in cents: least, most */
	SEGMENT_PERCENT,  /* in basis points: least, most */
	SEGMENT_FIFTH,    /* 1 to 5: least, most, is */
	SEGMENT_CATEGORY, /* is, not: it or below it */
	SEGMENT_INTEREST, /* is, not: one they chose */
	SEGMENT_GROUP,    /* is, not; 0 none */
	SEGMENT_LANGUAGE, /* is, not: segment_language */
	SEGMENT_YES,      /* is, not: value 1 */
};
enum segment_code {
	SEGMENT_F_RECENCY,
	SEGMENT_F_FREQUENCY,
	SEGMENT_F_MONEY,
	SEGMENT_F_SPENT,
	SEGMENT_F_AVERAGE,
	SEGMENT_F_ORDERS,
	SEGMENT_F_FIRST,
	SEGMENT_F_DAYS,
	SEGMENT_F_PRICE_LEVEL,
	SEGMENT_F_DISCOUNT,
	SEGMENT_F_CATEGORY,
	SEGMENT_F_INTEREST,
	SEGMENT_F_NEWSLETTER,
	SEGMENT_F_LANGUAGE,
	SEGMENT_F_GROUP,
	SEGMENT_F_SINCE,
	SEGMENT_FIELDS,
};
struct segment_field {
	const char *code;
	enum segment_ask ask;
	const char *label, *hint; /* N_() marked; hint may be NULL */
};
extern const struct segment_field segment_fields[SEGMENT_FIELDS];
/* -1: no such field. */
int segment_field_find(const char *code);
/* May a rule of that field compare so?  "is" "not" "least" "most" */
bool segment_field_takes(const struct segment_field *f, const char *op);
/* A language as a rule's value: 'f' * 256 + 'i'. */
int64_t segment_language(const char *code);

struct segment_rule {
	int field; /* enum segment_code */
	const char *op;
	int64_t value;
};

/* What rules ask of one customer.  SEGMENT_UNKNOWN: there is no answer, and no
 * rule about it holds. */
#define SEGMENT_UNKNOWN INT64_MIN
struct segment_facts {
	int64_t customer;
	int64_t value[SEGMENT_FIELDS]; /* CATEGORY: the favourite; INTEREST:
					  how many they chose */
	int64_t category2;             /* 0: none */
	const int64_t *interests;
	size_t n_interests;
};

struct segment {
	int64_t id, rev;
	const char *name; /* the owner's */
	bool active;
	const char *texts[TR_LANGS]; /* as customers see it; in tr_langs' order
				      */
	struct segment_rule rules[SEGMENT_RULES_MAX];
	size_t n_rules;
};

/* What members come to. */
struct segment_size {
	int64_t customers, orders;
	struct money spent;
};

/* By id.  ERR_NOT_FOUND. */
int segment_get(struct cx *cx, int64_t id, struct segment *out);
/* All, oldest first, rules included. */
int segment_list(struct cx *cx, struct segment **out, size_t *n);
/* sizes[i] of segments[i]; turnover: of the whole shop, cancelled orders and
 * credits left out. */
int segment_sizes(struct cx *cx, const struct segment *segments, size_t n,
	struct segment_size *sizes, struct money *turnover);
/* Those that could be chosen for a promotion or a section: active ones. */
int segment_active(struct cx *cx, struct segment **out, size_t *n);

/* id 0 makes a new one and sets it.  Audited; members follow by
 * segment_refresh.  ERR_CONFLICT: another revision; ERR_INVALID: no name, no
 * rules, or a rule that cannot be. */
int segment_save(struct cx *cx, struct segment *s);
/* Members, rules and names go too.  ERR_CONFLICT: a promotion or a section of
 * the home page is for it. */
int segment_delete(struct cx *cx, int64_t id);

/* Segments that most shops want, to add with one press; i from 0.  NULL: no
 * such one.  In the program's words of cx->locale. */
struct segment_proposal {
	const char *code, *name, *told, *text; /* text: as customers see it */
	struct segment_rule rules[3];
	size_t n_rules;
};
const struct segment_proposal *segment_proposal(size_t i);

/* How many rules would take in now, without writing.  The whole table is
 * read: for a person who waits, not for a page. */
int segment_count(struct cx *cx, const struct segment_rule *rules, size_t n,
	int64_t *customers);

/* Members of one segment, or of all (0), made anew: the next step customers
 * above *after, in one transaction; *after 0: that was all. */
int segment_step(struct cx *cx, int64_t segment, int64_t *after, int64_t step);
/* The same to its end, for one segment, in steps. */
int segment_refresh(struct cx *cx, int64_t segment);
/* One customer, in all segments. */
int segment_refresh_customer(struct cx *cx, int64_t customer);

/* Why somebody is in, or not: each rule with what they have. */
struct segment_why {
	struct segment_rule rule;
	int64_t has; /* SEGMENT_UNKNOWN: nothing; CATEGORY, INTEREST: that of
			the rule when they have it */
	bool holds;
};
/* ERR_NOT_FOUND: they cannot be in any (no account, not proved, objected). */
int segment_why(struct cx *cx, const struct segment *s, int64_t customer,
	struct segment_why out[SEGMENT_RULES_MAX], bool *all);

#endif
