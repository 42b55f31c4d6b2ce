#include "tests/check.h"

#include "lib/frag.h"

enum { NOW = 1000 };

static void keep(const char *key, int64_t version, const char *text)
{
	frag_keep(key, version, INT64_MAX, text, strlen(text));
}

/* The fragment's text, "" when it is not there. */
static const char *emit(
	struct arena *a, const char *key, int64_t version, int64_t now)
{
	struct buf b = {NULL, 0, 0};
	bool there = frag_emit(&b, key, version, now);
	const char *text = arena_strdup(a, there ? b.p : "");
	buf_release(&b);
	return text;
}

static void kept_fragment_is_appended(struct arena *a)
{
	(void)a;
	struct buf b = {NULL, 0, 0};
	frag_drop_all();
	keep("card/1", 1, "<li>");
	buf_adds(&b, "<ul>");
	CHECK(frag_emit(&b, "card/1", 1, NOW));
	CHECK_STR(b.p, "<ul><li>");
	CHECK(!frag_emit(&b, "card/2", 1, NOW));
	CHECK_STR(b.p, "<ul><li>");
	buf_release(&b);
}

static void new_version_ends_it(struct arena *a)
{
	frag_drop_all();
	keep("card/1", 1, "old");
	CHECK_STR(emit(a, "card/1", 2, NOW), "");
	CHECK_INT(frag_bytes(), 0);
}

static void it_ends_at_its_time(struct arena *a)
{
	frag_drop_all();
	frag_keep("sale", 1, NOW + 1, "-20 %", 5);
	CHECK_STR(emit(a, "sale", 1, NOW), "-20 %");
	CHECK_STR(emit(a, "sale", 1, NOW + 1), "");
}

static void keeping_again_replaces(struct arena *a)
{
	frag_drop_all();
	keep("foot", 1, "first");
	size_t once = frag_bytes();
	keep("foot", 1, "other");
	CHECK_STR(emit(a, "foot", 1, NOW), "other");
	CHECK_INT(frag_bytes(), once);
}

enum { CHUNK = 64 * 1024 };

static void keep_chunk(int i)
{
	static char chunk[CHUNK];
	char key[32];
	snprintf(key, sizeof(key), "chunk/%d", i);
	frag_keep(key, 1, INT64_MAX, chunk, sizeof(chunk));
}

static void least_recently_used_leaves_first(struct arena *a)
{
	int full = FRAG_BYTES_MAX / CHUNK + 10;
	frag_drop_all();
	keep("first", 1, "first");
	keep("second", 1, "second");
	for (int i = 0; i < full; i++) {
		keep_chunk(i);
		CHECK_STR(emit(a, "first", 1, NOW), "first");
		CHECK(frag_bytes() <= FRAG_BYTES_MAX);
	}
	CHECK_STR(emit(a, "second", 1, NOW), "");
	CHECK(frag_bytes() > FRAG_BYTES_MAX - 2 * CHUNK);
}

static void fragment_larger_than_the_store_is_not_kept(struct arena *a)
{
	char *big = arena_alloc(a, FRAG_BYTES_MAX + 1);
	frag_drop_all();
	keep("small", 1, "small");
	frag_keep("big", 1, INT64_MAX, big, FRAG_BYTES_MAX);
	CHECK_STR(emit(a, "small", 1, NOW), "small");
	struct buf b = {NULL, 0, 0};
	CHECK(!frag_emit(&b, "big", 1, NOW));
}

static void count(void *arg, const char *key, const char *p, size_t n,
	const struct packed *z)
{
	(void)z;
	int *seen = arg;
	CHECK_INT(strlen(p), n);
	CHECK_INT(strncmp(key, "k/", 2), 0);
	(*seen)++;
}

static void every_fragment_can_be_looked_at(struct arena *a)
{
	(void)a;
	int seen = 0;
	char key[32];
	frag_drop_all();
	for (int i = 0; i < 20000; i++) { /* more than there are buckets */
		snprintf(key, sizeof(key), "k/%d", i);
		keep(key, 1, "x");
	}
	frag_each(count, &seen);
	CHECK_INT(seen, 20000);
	frag_drop_all();
	CHECK_INT(frag_bytes(), 0);
}

int main(void)
{
	return check_run((struct check[]){
		{"kept fragment is appended", kept_fragment_is_appended},
		{"new version ends it", new_version_ends_it},
		{"it ends at its time", it_ends_at_its_time},
		{"keeping again replaces", keeping_again_replaces},
		{"least recently used leaves first",
			least_recently_used_leaves_first},
		{"fragment larger than the store is not kept",
			fragment_larger_than_the_store_is_not_kept},
		{"every fragment can be looked at",
			every_fragment_can_be_looked_at},
		{NULL, NULL},
	});
}
