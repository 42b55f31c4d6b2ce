#ifndef DOMAIN_CATEGORY_RULE_H
#define DOMAIN_CATEGORY_RULE_H

#include "lib/arena.h"

#include <stdint.h>

/*
 * What stands in a category by itself: category.rule, JSON such as
 * {"kind":"new","days":60}.  A rule-made category shows what it says of the
 * products of the category that it stands below, at the top of all products.
 */
enum category_rule_kind {
	RULE_NONE, /* an ordinary one: products are put into it */
	RULE_NEW,  /* came during the last days */
	RULE_SALE,
	RULE_IN_STOCK,
};
enum { RULE_DAYS_MAX = 730, RULE_DAYS = 60 };

struct category_rule {
	enum category_rule_kind kind;
	int64_t days; /* of RULE_NEW: 1 to RULE_DAYS_MAX */
};

/* What cannot be read is RULE_NONE. */
struct category_rule category_rule_read(const char *json);

/* "" of RULE_NONE. */
const char *category_rule_write(struct arena *a, struct category_rule rule);

/* "new", "sale", "in_stock", "" none. */
const char *category_rule_code(enum category_rule_kind kind);
enum category_rule_kind category_rule_of(const char *code);

#endif
