#ifndef LIB_KEEP_H
#define LIB_KEEP_H

#include <stddef.h>

/*
 * Memory that outlives requests: what a worker keeps of the catalogue from
 * one to the next, row by row, which an arena could only gather.  Out of
 * memory ends the process, as everywhere.
 */
void *keep_alloc(size_t n);
void *keep_grow(void *p, size_t n); /* p may be NULL */
char *keep_dup(const char *text);
void keep_free(void *p); /* NULL: nothing */

#endif
