#include "lib/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 32 * 1024 };

struct block {
	struct block *next;
	size_t used, size;
	alignas(max_align_t) char data[];
};

struct defer {
	struct defer *next;
	void (*fn)(void *);
	void *arg;
};

struct arena {
	struct block *blocks;
	struct defer *defers;
	int each; /* every allocation is its own block */
};

static void *alloc_or_die(size_t size)
{
	void *p = calloc(1, size);
	if (!p) {
		fputs("out of memory\n", stderr);
		abort();
	}
	return p;
}

struct arena *arena_new(void)
{
	struct arena *a = alloc_or_die(sizeof(*a));
	a->each = getenv("PUOTI_ARENA_MALLOC") != NULL;
	return a;
}

static struct block *block_add(struct arena *a, size_t size)
{
	struct block *b = alloc_or_die(sizeof(*b) + size);
	b->size = size;
	b->next = a->blocks;
	a->blocks = b;
	return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t mask = alignof(max_align_t) - 1;
	if (size > SIZE_MAX / 2)
		abort();
	if (a->each) {
		struct block *b = block_add(a, size);
		b->used = size;
		return b->data;
	}
	size = (size + mask) & ~mask;

	struct block *b = a->blocks;
	if (!b || b->size - b->used < size)
		b = block_add(a, size > BLOCK_SIZE ? size : BLOCK_SIZE);
	void *p = b->data + b->used;
	b->used += size;
	return p;
}

void *arena_grow(struct arena *a, void *items, size_t n, size_t size)
{
	if (n > 0 && (n < 8 || (n & (n - 1)) != 0))
		return items;
	void *p = arena_alloc(a, (n ? n * 2 : 8) * size);
	if (n > 0)
		memcpy(p, items, n * size);
	return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = arena_alloc(a, n + 1);
	memcpy(p, s, n);
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		abort();
	char *p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *p = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return p;
}

void arena_defer(struct arena *a, void (*fn)(void *), void *arg)
{
	struct defer *d = arena_alloc(a, sizeof(*d));
	*d = (struct defer){a->defers, fn, arg};
	a->defers = d;
}

/* Free all blocks but keep, which may be NULL. */
static void release(struct arena *a, struct block *keep)
{
	for (struct defer *d = a->defers; d; d = d->next)
		d->fn(d->arg);
	a->defers = NULL;
	for (struct block *b = a->blocks, *next; b; b = next) {
		next = b->next;
		if (b != keep)
			free(b);
	}
	a->blocks = keep;
}

void arena_clear(struct arena *a)
{
	struct block *keep = a->blocks;
	while (keep && keep->next)
		keep = keep->next; /* the first made: BLOCK_SIZE as a rule */
	if (keep && (a->each || keep->size > BLOCK_SIZE))
		keep = NULL;
	release(a, keep);
	if (keep) {
		memset(keep->data, 0, keep->used);
		keep->used = 0;
		keep->next = NULL;
	}
}

void arena_free(struct arena *a)
{
	release(a, NULL);
	free(a);
}
