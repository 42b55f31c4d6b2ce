#ifndef DOMAIN_SEGMENT_IN_H
#define DOMAIN_SEGMENT_IN_H

#include "domain/customer_value_in.h"
#include "domain/segment.h"

/* Between domain/segment*.c. */

/* Facts of the customers with from <= id <= to that can be members, by id. */
int segment_facts_load(struct cx *cx, int64_t from, int64_t to,
	struct segment_facts **out, size_t *n);

bool segment_rule_holds(const struct branches *tree,
	const struct segment_rule *rule, const struct segment_facts *f);
/* All of them; a segment without rules has nobody. */
bool segment_rules_hold(const struct branches *tree,
	const struct segment_rule *rules, size_t n,
	const struct segment_facts *f);

/* The end of the next step customers; 0: there are none. */
int segment_range(struct cx *cx, int64_t after, int64_t step, int64_t *to);

#endif
