#ifndef DOMAIN_CUSTOMER_VALUE_IN_H
#define DOMAIN_CUSTOMER_VALUE_IN_H

#include "domain/customer_value.h"
#include "lib/cx.h"

/* Between domain/customer_value*.c and segment*.c. */

/* Of customer c: there is an account, and its history may be used. */
#define CUSTOMER_MAY_SQL                                         \
	" c.email_norm IS NOT NULL AND c.archived_ms IS NULL"    \
	" AND NOT EXISTS (SELECT 1 FROM consent n"               \
	"  WHERE n.subject_kind = 'customer'"                    \
	"  AND n.subject = CAST(c.id AS TEXT)"                   \
	"  AND n.purpose = 'history' AND n.granted = 0"          \
	"  AND NOT EXISTS (SELECT 1 FROM consent w"              \
	"   WHERE w.subject_kind = n.subject_kind"               \
	"   AND w.subject = n.subject AND w.purpose = n.purpose" \
	"   AND w.id > n.id))"

/* 1 to 5 of one among n of whom so many are worse and so many its equals,
 * itself among them. */
int64_t value_quintile(int64_t worse, int64_t equal, int64_t n);
/* Those with from <= customer <= to that have a value, by customer, counted
 * anew; quintiles are not. */
int customer_value_count(struct cx *cx, int64_t from, int64_t to,
	struct customer_value **out, size_t *n);
/* Its quintiles alone, if they differ from what is written. */
int customer_value_rank_write(struct cx *cx, const struct customer_value *v);

/* The tree of categories, read once for many questions. */
struct branch {
	int64_t id, parent;
	int64_t depth; /* 0 at the top */
	bool quiet;    /* archived, filled by a rule, or sensitive, or below
			  a sensitive one: nobody's favourite */
	bool secret;   /* sensitive, or below such a one */
};
struct branches {
	struct branch *all; /* by id */
	size_t n;
};
int branches_load(struct cx *cx, struct branches *out);
/* NULL: there is none. */
const struct branch *branch_find(const struct branches *b, int64_t id);
/* Is it that one, or below it? */
bool branch_below(const struct branches *b, int64_t id, int64_t above);

#endif
