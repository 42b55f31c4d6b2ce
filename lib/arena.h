#ifndef LIB_ARENA_H
#define LIB_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Memory that lives as long as one request and is released in one call.
 * There is no per-object free.  Running out of memory aborts the worker.
 * With PUOTI_ARENA_MALLOC in the environment every allocation is its own
 * malloc, so that the address sanitizer sees each object's end.
 */
struct arena;

struct arena *arena_new(void);
void *arena_alloc(struct arena *a, size_t size);    /* zeroed, max aligned */
char *arena_strdup(struct arena *a, const char *s); /* NULL stays NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

/*
 * Room for one more item of an array that holds n so far and grew through
 * this alone: returns items, or a copy twice as long.
 */
void *arena_grow(struct arena *a, void *items, size_t n, size_t size);

/* Run fn(arg) when the arena is cleared or freed; newest first. */
void arena_defer(struct arena *a, void (*fn)(void *), void *arg);

/* Release what was allocated, keep one block for the next request. */
void arena_clear(struct arena *a);
void arena_free(struct arena *a);

#define ARENA_NEW(a, type)      ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (n)))

#endif
