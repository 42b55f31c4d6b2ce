#ifndef TESTS_ORDERS_H
#define TESTS_ORDERS_H

/* Fixtures for tests that buy something. */
#include "domain/order.h"
#include "tests/test.h"

/* Put qty of a variant in the cart of a session; aborts when refused. */
void test_cart(
	struct cx *cx, const char *session, int64_t variant, int64_t qty);

/* A draft of that session's cart, with the total that it costs now. */
struct order_draft test_draft(
	struct cx *cx, const char *session, const char *attempt);

/* One unit of a new product with 5 in stock, ordered; its id. */
int64_t test_order(struct cx *cx);

/* The same, with these. */
int64_t test_order_of(struct cx *cx, const char *session, int64_t variant,
	int64_t qty, const char *delivery, const char *payment);

/* Note as paid back by hand. */
int test_refund(struct cx *cx, int64_t id, struct money amount);

/* The only number that a query gives. */
int64_t test_number(struct cx *cx, const char *sql);

/* Stock sums and holds agree, the ledger agrees with the states. */
void test_books_agree(struct cx *cx);

#endif
