#ifndef DOMAIN_MODEL_IN_H
#define DOMAIN_MODEL_IN_H

/* Between domain/model*.c and puoti recommend. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/model.h"
#include "lib/ease.h"

/* What was bought together. */
struct model_basket {
	int64_t at_ms;
	int64_t customer; /* 0: a guest */
	size_t start;     /* of its items */
	uint32_t n;
};
struct model_data {
	struct model_basket *basket;
	size_t n_baskets;
	uint32_t *item; /* slots of domain/recommend_in.h */
	size_t n_items;
};

/* Say that a product was in the basket at hand; a basket begins with
 * model_data_basket. */
void model_data_basket(
	struct cx *cx, struct model_data *d, int64_t at_ms, int64_t customer);
void model_data_item(struct cx *cx, struct model_data *d, int64_t product);

/* What the shop's orders allow. */
int model_read(struct cx *cx, struct model_data *out);

/* What is known after learning, by products in order of what sells most. */
struct model_known {
	uint32_t n;
	int64_t *product;
	struct trend *trend;
	struct ease_row *cart, *near;  /* items are indices of product */
	double cart_level, near_level; /* weights are to be multiplied by */
	int64_t customers;
	const char *method;
};
int model_learn(
	struct cx *cx, const struct model_data *d, struct model_known *out);

/* The trends alone, of items that are counted by what sells (ease order). */
void model_trends(
	struct cx *cx, const struct model_data *d, struct model_known *k);

/* Baskets of customers in order of customer and time; guests are left out. */
const struct model_basket **model_by_customer(
	struct cx *cx, const struct model_data *d, size_t *n);

/* A row of its own, state 'making'; then what is known; then it serves, and
 * what served before ends.  Outside of transactions. */
int model_begin(struct cx *cx, const char *why, int64_t *model);
int model_write(struct cx *cx, int64_t model, const struct model_known *k);
int model_serve(struct cx *cx, int64_t model, const struct model_data *d,
	const struct model_known *k, int64_t took_ms);

/* Delete what models hold that do not serve and are not this one (0: all),
 * a step at a time. */
int model_clean(struct cx *cx, int64_t but);

#endif
