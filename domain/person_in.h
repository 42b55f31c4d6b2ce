#ifndef DOMAIN_PERSON_IN_H
#define DOMAIN_PERSON_IN_H

/* The register of what is held of people: between domain/person*.c. */
#include "domain/person.h"
#include "domain/table.h"

/*
 * Statements take the binds below; a missing one is NULL, which equals
 * nothing.  So orders of nobody are nobody's.
 */
#define THEIRS " (customer = :customer OR email_norm = :email)"
/* A question as well: what was asked in an account is that account's. */
#define OWN_QUESTION              \
	" (customer = :customer " \
	"OR (customer IS NULL AND email_norm = :email))"
/* An order of an account is that account's, whoever's address was typed. */
#define OWN_ORDER                  \
	" (o.customer = :customer" \
	" OR (o.customer IS NULL AND o.email_norm = :email))"
#define THEIR_ORDERS " (SELECT o.id FROM orders o WHERE" OWN_ORDER ")"
#define THEIR_LINES                                                        \
	" (SELECT l.id FROM order_line l JOIN orders o ON o.id = l.orders" \
	" WHERE" OWN_ORDER ")"
#define THEIR_LISTS \
	" (SELECT w.id FROM wishlist w WHERE w.customer = :customer)"
#define THEIR_CARTS " (SELECT c.id FROM cart c WHERE c.customer = :customer)"
#define THEIR_CASES                                                      \
	" (SELECT r.id FROM return_case r WHERE lower(r.email) = :email" \
	" OR r.orders IN" THEIR_ORDERS ")"
#define THEIR_REVIEWS                                              \
	" (SELECT v.id FROM review v WHERE v.customer = :customer" \
	" OR v.orders IN" THEIR_ORDERS ")"
#define THEIR_CARDS                                                    \
	" (SELECT g.id FROM gift_card g WHERE lower(g.email) = :email" \
	" OR g.order_line IN" THEIR_LINES ")"

/* Of the table gift_card: for them, bought by somebody else. */
#define CARD_FROM_OTHERS                                                \
	" (lower(gift_card.email) = :email AND gift_card.order_line IS" \
	" NOT NULL AND gift_card.order_line NOT IN" THEIR_LINES ")"

/* Browsers, not logged in, from which one of their orders was placed. */
#define THEIR_BROWSERS                                           \
	" (SELECT e.subject FROM event e WHERE e.kind = 'order'" \
	" AND substr(e.subject, 1, 1) = 'v' AND e.orders IN" THEIR_ORDERS ")"
/* Whose profile is told of and erased with theirs. */
#define THEIR_PROFILE(subject) \
	" (" subject " = :key_subject OR " subject " IN" THEIR_BROWSERS ")"

struct person_keys {
	const char *customer; /* '12' */
	const char *buyer;    /* 'c12': promotions and votes */
	const char *subject;  /* 'c12': domain/profile.h */
	const char *buyer_email, *consent_email; /* HMACs of the address */
	const char *attempt_email;
	const char *name; /* as searches are noted: small letters */
};

typedef struct db_stmt *person_sql(struct db *db);

/* Bind what the statement takes of: customer email now, and person_keys. */
void person_bind(struct cx *cx, struct db_stmt *q, const struct person *who,
	const struct person_keys *keys);
int person_keys(
	struct cx *cx, const struct person *who, struct person_keys *out);
/* Run all, in their order, in the caller's transaction. */
int person_run(struct cx *cx, const struct person *who,
	const struct person_keys *keys, person_sql *const *list);

/* What an export has: a file of rows. */
struct person_table {
	const char *file, *title;
	/* "number:i placed:t total:m": names and how they are written: text,
	 * :i number, :m money, :t time, :d day, :b yes or no, :j JSON */
	const char *columns;
	person_sql *read;
	bool stays; /* an erasure leaves it */
};
extern const struct person_table person_tables[]; /* {NULL} terminated */

/* Every text column of the database is one of these. */
struct person_place {
	const char *table;
	const char *gone;  /* columns that an erasure empties or deletes */
	const char *stays; /* personal, kept by law, and named on the page */
	const char *plain; /* states, codes, our own words */
};
extern const struct person_place person_places[]; /* {NULL} terminated */
extern const char *const person_impersonal[];     /* tables; NULL at the end */

/* What erases, in this order. */
extern person_sql *const person_erase_account[],
	*const person_erase_words[],
		*const person_keep_words[],
			*const person_erase_orders[],
				*const person_erase_traces[];

/* The subject under which an erasure is noted: HMAC of the address, or of
 * the account when no address is proved. */
const char *person_subject(struct cx *cx, const struct person *who);

/* The rows of an erasure, whatever is under way; in the caller's
 * transaction. */
int person_erase_rows(
	struct cx *cx, const struct person *who, const char *by, bool receipt);
/*
 * Marks in DIR/erasures, of PERSON_MARK digits: of the shop, which is its key
 * and goes with each backup, and of an account, which is its number and when
 * it began.  Neither tells anything to who has no key.
 */
enum { PERSON_MARK = 32 };
const char *person_shop_mark(struct cx *cx);
const char *person_account_mark(
	struct cx *cx, int64_t customer, int64_t created_ms);

/* All of DIR/erasures. */
int person_file_read(int fd, struct buf *out);
int person_erasure_note(struct cx *cx, const char *subject, int64_t customer,
	const char *by, int64_t at_ms);

#endif
