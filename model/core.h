#ifndef MODEL_CORE_H
#define MODEL_CORE_H

/* The numbers of puoti-model: apart from main.c, so that they can be tested. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/ease.h"

/*
 * The counts of the first m items, weighted as asked, with what is added to
 * the diagonal: column-major, the lower triangle (row >= column) and the
 * diagonal; the rest is left as it is.
 */
void gram_fill(
	float *g, uint32_t m, const struct ease *e, const struct ease_ask *ask);

/*
 * The inverse of a symmetric positive definite matrix, whose lower triangle
 * is given, in its place, both triangles.  False: it is not, by LAPACK.
 */
bool matrix_invert(float *g, uint32_t m);

/* Of the inverse's column i: the keep weights that are largest by absolute
 * value, those first.  divisor: P_jj^power.  Returns how many. */
uint32_t row_keep(const float *column, const float *divisor, uint32_t m,
	uint32_t i, uint32_t keep, struct ease_near *out);

/* For the items beyond the matrix. */
struct cosine;
struct cosine *cosine_new(const struct ease *e);
uint32_t cosine_row(struct cosine *c, const struct ease *e,
	const struct ease_ask *ask, uint32_t item, uint32_t keep,
	struct ease_near *out);
void cosine_ask(
	struct cosine *c, const struct ease *e, const struct ease_ask *ask);
void cosine_free(struct cosine *c);

/* The best seen so far, by absolute weight, without order until heap_end. */
struct heap {
	struct ease_near *near;
	uint32_t n, max;
};
void heap_offer(struct heap *h, uint32_t item, float weight);
uint32_t heap_end(struct heap *h);

/* Zeroed; out of memory ends the program. */
void *core_alloc(size_t n, size_t size);

#endif
