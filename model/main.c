/*
 * puoti-model: what goes with what.  Reads groups of items on standard input
 * and writes each item's neighbours to standard output (lib/ease.h).  It runs
 * in a process of its own: LAPACK, its threads and a matrix of hundreds of
 * megabytes stay out of the workers, and all of it is given back at the end.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "model/core.h"

enum { STEP = 1 << 20 };

static int refuse(const char *why)
{
	fprintf(stderr, "puoti-model: %s\n", why);
	return 1;
}

/* All of it, or NULL. */
static char *input_read(size_t *n)
{
	size_t cap = STEP;
	char *p = malloc(cap);
	*n = 0;
	while (p) {
		ssize_t got = read(0, p + *n, cap - *n);
		if (got == 0)
			return p;
		if (got < 0 && errno != EINTR)
			break;
		*n += got > 0 ? (size_t)got : 0;
		if (*n < cap)
			continue;
		char *more = realloc(p, cap *= 2);
		if (!more)
			break;
		p = more;
	}
	free(p);
	return NULL;
}

static bool is_ascending(const uint32_t *item, uint32_t n, uint32_t items)
{
	for (uint32_t k = 0; k < n; k++)
		if (item[k] >= items || (k > 0 && item[k] <= item[k - 1]))
			return false;
	return true;
}

static bool groups_read(
	const char *p, size_t n, struct ease *e, struct ease_group *group)
{
	enum { HEAD = 3 * sizeof(uint32_t) };
	size_t at = sizeof(struct ease_head);
	for (size_t i = 0; i < e->groups; i++) {
		struct ease_group *g = &group[i];
		uint32_t kind;
		if (n - at < HEAD)
			return false;
		memcpy(&kind, p + at, sizeof(kind));
		memcpy(&g->weight, p + at + 4, sizeof(g->weight));
		memcpy(&g->n, p + at + 8, sizeof(g->n));
		at += HEAD;
		if (kind >= EASE_KINDS || (n - at) / sizeof(uint32_t) < g->n)
			return false;
		g->kind = (enum ease_kind)kind;
		g->item = (const uint32_t *)(const void *)(p + at);
		at += sizeof(uint32_t) * g->n;
		if (!is_ascending(g->item, g->n, e->items))
			return false;
	}
	return at == n;
}

static bool problem_read(const char *p, size_t n, struct ease *e)
{
	struct ease_head head;
	if (n < sizeof(head))
		return false;
	memcpy(&head, p, sizeof(head));
	if (memcmp(head.magic, EASE_MAGIC, sizeof(head.magic)) != 0 ||
		head.asks > EASE_ASKS_MAX || head.keep > EASE_KEEP_MAX ||
		head.groups > n)
		return false;
	*e = (struct ease){.items = head.items,
		.matrix = head.matrix < head.items ? head.matrix : head.items,
		.keep = head.keep,
		.asks = head.asks,
		.groups = head.groups};
	memcpy(e->ask, head.ask, sizeof(e->ask));
	struct ease_group *group = core_alloc(
		e->groups, sizeof(struct ease_group));
	e->group = group;
	return groups_read(p, n, e, group);
}

static void row_write(const struct ease_near *row, uint32_t n)
{
	fwrite(&n, sizeof(n), 1, stdout);
	fwrite(row, sizeof(*row), n, stdout);
}

static bool matrix_rows(
	const struct ease *e, const struct ease_ask *ask, float *g)
{
	struct ease_near row[EASE_KEEP_MAX];
	uint32_t m = e->matrix;
	float *divisor = core_alloc(m, sizeof(*divisor));
	gram_fill(g, m, e, ask);
	bool ok = matrix_invert(g, m);
	for (uint32_t i = 0; i < m; i++)
		divisor[i] = powf(g[(size_t)i * m + i], ask->power);
	for (uint32_t i = 0; ok && i < m; i++)
		row_write(row, row_keep(g + (size_t)i * m, divisor, m, i,
				       e->keep, row));
	free(divisor);
	return ok;
}

static void cosine_rows(
	const struct ease *e, const struct ease_ask *ask, struct cosine *c)
{
	struct ease_near row[EASE_KEEP_MAX];
	cosine_ask(c, e, ask);
	for (uint32_t i = e->matrix; i < e->items; i++)
		row_write(row, cosine_row(c, e, ask, i, e->keep, row));
}

static bool all_rows(const struct ease *e)
{
	size_t m = e->matrix;
	bool ok = true;
	float *g = core_alloc(m * m, sizeof(*g));
	struct cosine *c = cosine_new(e);
	for (uint32_t k = 0; ok && k < e->asks; k++) {
		ok = matrix_rows(e, &e->ask[k], g);
		if (ok)
			cosine_rows(e, &e->ask[k], c);
	}
	cosine_free(c);
	free(g);
	return ok && fflush(stdout) == 0;
}

int main(void)
{
	size_t n;
	struct ease e;
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	setpriority(PRIO_PROCESS, 0, 10); /* customers come first */
	char *p = input_read(&n);
	if (!p || !problem_read(p, n, &e))
		return refuse("the problem cannot be read");
	if (!all_rows(&e))
		return refuse("there is no inverse");
	return 0;
}
