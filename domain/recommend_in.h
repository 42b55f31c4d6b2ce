#ifndef DOMAIN_RECOMMEND_IN_H
#define DOMAIN_RECOMMEND_IN_H

/* Between domain/recommend*.c. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/recommend.h"

/* A product that something is near to.  In this process products are counted
 * as they are met: sums then run over arrays. */
struct near {
	uint32_t slot;
	float weight;
};

/* What the model knows of one product; domain/model.h writes it. */
struct trend {
	int64_t popular; /* thousandths of an order, half-life 15 days */
	int64_t steady;  /* the same, half-life 45 days; 0: not known */
	int64_t repeat_days, repeats;
	int64_t again_bp; /* of its buyers, who bought it again; 0: not known */
	double pull; /* what both make of an order of it: recommend_again */
};

uint32_t recommend_slot(int64_t product);
int64_t recommend_product(uint32_t slot);
uint32_t recommend_slots(void); /* how many there are */

/* The model that serves; 0: none. */
int recommend_model(struct cx *cx, int64_t *model);

/* Its rows, read once a process: they stay until the next of these calls. A
 * product without neighbours of a kind has those of the next weaker kind, at
 * less weight. */
int recommend_row(struct cx *cx, int64_t model, enum recommend_kind kind,
	int64_t product, const struct near **out, size_t *n);
/* How often one of them has been read: until the next they all stay. */
uint32_t recommend_reads(void);
/* The most popular first; the weight is how popular, in orders. */
int recommend_top_row(
	struct cx *cx, int64_t model, const struct near **out, size_t *n);
int recommend_trend(
	struct cx *cx, int64_t model, int64_t product, struct trend *out);
double recommend_pull(const struct trend *t);
/* How much better it sells now than before: less the older its sales. */
double recommend_rise(const struct trend *t);

/* What is given, and how much it counts; 0: only left out of the answer. */
struct recommend_given {
	int64_t product;
	double weight;
	bool is_out; /* not to be suggested itself */
};
int recommend_sum(struct cx *cx, enum recommend_kind kind,
	const struct recommend_given *given, size_t n, size_t top,
	struct recommend_pick **out, size_t *n_out);

/* Order picks, the best first, ties by product; at most top stay. */
void recommend_sort(struct recommend_pick *picks, size_t *n, size_t top);

#endif
