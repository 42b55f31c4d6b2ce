#ifndef TESTS_VALUE_H
#define TESTS_VALUE_H

/* Customers with a history, written straight into the tables. */
#include "tests/test.h"

/* An account whose address is proved; its id. */
int64_t value_customer(struct cx *cx, const char *name);

/* An order of that customer (0: a guest), placed that many days ago, of qty
 * units of a variant at so much each; its id.  variant 0: no line. */
struct value_order {
	int64_t customer, days_ago, variant, qty, unit_minor;
};
int64_t value_order(struct cx *cx, struct value_order o);

/* All values and segments, as the worker makes them at night. */
void value_night(struct cx *cx);

#endif
