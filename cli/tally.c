#include "cli/tally.h"

#include <string.h>

/* FNV-1a; at most half of the buckets are taken. */
static size_t bucket_of(const struct tally *s, const char *text)
{
	uint64_t h = UINT64_C(14695981039346656037);
	for (const char *p = text; *p; p++)
		h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
	size_t at = (size_t)(h >> 16) & s->mask;
	while (s->bucket[at] && strcmp(s->text[s->bucket[at] - 1], text) != 0)
		at = (at + 1) & s->mask;
	return at;
}

static void grow(struct arena *a, struct tally *s)
{
	size_t buckets = s->bucket ? (s->mask + 1) * 2 : 1024;
	s->bucket = ARENA_ARRAY(a, uint32_t, buckets);
	s->mask = buckets - 1;
	for (size_t i = 0; i < s->n; i++)
		s->bucket[bucket_of(s, s->text[i])] = (uint32_t)i + 1;
}

uint32_t tally_put(struct arena *a, struct tally *s, const char *text)
{
	if (!s->bucket || s->n * 2 > s->mask)
		grow(a, s);
	size_t at = bucket_of(s, text);
	if (!s->bucket[at]) {
		s->text = arena_grow(a, s->text, s->n, sizeof(*s->text));
		s->text[s->n++] = arena_strdup(a, text);
		s->bucket[at] = (uint32_t)s->n;
	}
	return s->bucket[at] - 1;
}

int64_t tally_find(const struct tally *s, const char *text)
{
	if (!s->bucket)
		return -1;
	return (int64_t)s->bucket[bucket_of(s, text)] - 1;
}
