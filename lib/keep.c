#include "lib/keep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *must(void *p)
{
	if (!p) {
		fputs("out of memory\n", stderr);
		abort();
	}
	return p;
}

void *keep_alloc(size_t n)
{
	return must(malloc(n ? n : 1));
}

void *keep_grow(void *p, size_t n)
{
	return must(realloc(p, n ? n : 1));
}

char *keep_dup(const char *text)
{
	return must(strdup(text));
}

void keep_free(void *p)
{
	free(p);
}
