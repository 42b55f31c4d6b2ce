#ifndef DOMAIN_REVIEW_IN_H
#define DOMAIN_REVIEW_IN_H

#include "domain/review.h"
#include "lib/db.h"

/* What the parts of reviews share; only domain/ includes it. */

/* Columns and reader stay together.  Binds :voter, :locale, :root. */
#define REVIEW_COLUMNS                                                     \
	"r.id, r.rev, r.product, r.variant, coalesce(r.orders, 0),"        \
	" coalesce(r.customer, 0), r.name, r.locale, r.stars, r.title,"    \
	" r.body, r.options, r.state, r.refused_for, r.reason, r.reply,"   \
	" coalesce(r.reply_ms, 0), r.helpful, r.created_ms,"               \
	" coalesce(r.edited_ms, 0), coalesce(r.decided_ms, 0),"            \
	" coalesce((SELECT o.number FROM orders o WHERE o.id = r.orders)," \
	"  0),"                                                            \
	" coalesce((SELECT t.name FROM product_text t"                     \
	"   WHERE t.product = r.product AND t.locale = :locale"            \
	"   AND t.name <> ''),"                                            \
	"  (SELECT t.name FROM product_text t"                             \
	"   WHERE t.product = r.product AND t.locale = :root), ''),"       \
	" (SELECT count(*) FROM review_vote w WHERE w.review = r.id"       \
	"  AND w.voter_key = :voter)"

void review_bind(struct cx *cx, struct db_stmt *q, const char *voter);

/* All rows of a query of REVIEW_COLUMNS, with their pictures. */
int review_rows(
	struct cx *cx, struct db_stmt *q, struct review **out, size_t *n);
/* The only one.  ERR_NOT_FOUND. */
int review_row(struct cx *cx, struct db_stmt *q, struct review *out);

/* A shown review of so many stars comes (1) or goes (-1). */
int review_rate(struct cx *cx, int64_t product, int64_t stars, int sign);

/* Tell the owner or the writer, once for each rev. */
int review_mail(
	struct cx *cx, const char *mail, int64_t id, int64_t rev, bool owner);

bool review_is(const struct review *r, const char *state);

#endif
