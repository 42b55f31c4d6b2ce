#ifndef DOMAIN_PROMOTION_TABLE_H
#define DOMAIN_PROMOTION_TABLE_H

#include "domain/category_rule.h"
#include "domain/promotion.h"

/*
 * The active promotions as the owner wrote them, kept by the process
 * (domain/kept.h).  How often each was used, by whom, and who is of a segment
 * is asked each time.
 */
struct promotion_words {
	const char *locale, *label;
	struct promotion_words *next;
};

/* A target that is filled by a rule. */
struct promotion_rule {
	int64_t parent;
	struct category_rule rule;
};

struct promotion_row {
	struct promotion p;            /* label: its name; no products */
	int64_t from_ms, to_ms, group; /* to_ms INT64_MAX: none; group 0: all */
	bool by_code;
	bool asks; /* it has limits or a segment */
	struct promotion_words *words;
	int64_t *products, *brands, *categories; /* ascending */
	size_t n_products, n_brands, n_categories;
	struct promotion_rule *rules;
	size_t n_rules;
	bool targeted; /* else of all goods */
};

struct promotion_table {
	struct promotion_row *rows; /* by position, id */
	size_t n;
};

int promotion_table(struct cx *cx, const struct promotion_table **out);

#endif
