#include "lib/frag.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/gzip.h"

enum { BUCKETS = 8192 };

/* One kept fragment: in a bucket's chain and in the list of use. */
struct frag {
	struct frag *chain;
	struct frag *newer, *older;
	uint64_t hash;
	int64_t version, valid_until_ms;
	char *p;
	size_t n;
	size_t cost; /* bytes counted against the bound */
	struct packed packed;
	int64_t note;
	unsigned held; /* by answers that are being made */
	bool asked;    /* for its deflated form, once */
	bool is_gone;  /* not in the store any more */
	char key[];
};

static struct frag *buckets[BUCKETS];
static struct frag *newest, *oldest;
static size_t bytes;

/* FNV-1a: keys are short, and made by us. */
static uint64_t hash_of(const char *key)
{
	uint64_t h = UINT64_C(14695981039346656037);
	for (; *key; key++)
		h = (h ^ (unsigned char)*key) * UINT64_C(1099511628211);
	return h;
}

static struct frag *find(const char *key, uint64_t hash)
{
	struct frag *f = buckets[hash % BUCKETS];
	while (f && (f->hash != hash || strcmp(f->key, key) != 0))
		f = f->chain;
	return f;
}

static void use_unlink(struct frag *f)
{
	if (f->newer)
		f->newer->older = f->older;
	else
		newest = f->older;
	if (f->older)
		f->older->newer = f->newer;
	else
		oldest = f->newer;
}

static void use_link(struct frag *f)
{
	f->newer = NULL;
	f->older = newest;
	if (newest)
		newest->newer = f;
	else
		oldest = f;
	newest = f;
}

static void destroy(struct frag *f)
{
	packed_release(&f->packed);
	free(f->p);
	free(f);
}

static void drop(struct frag *f)
{
	struct frag **at = &buckets[f->hash % BUCKETS];
	while (*at != f)
		at = &(*at)->chain;
	*at = f->chain;
	use_unlink(f);
	bytes -= f->cost;
	f->is_gone = true;
	if (!f->held)
		destroy(f);
}

/* Let the least recently used leave until n more bytes have room. */
static void make_room(size_t n, const struct frag *but)
{
	while (oldest && oldest != but && bytes + n > FRAG_BYTES_MAX)
		drop(oldest);
}

/* The fragment, if it still is true, as the most recently used. */
static struct frag *use(const char *key, int64_t version, int64_t now)
{
	struct frag *f = find(key, hash_of(key));
	if (!f)
		return NULL;
	if (f->version != version || now >= f->valid_until_ms) {
		drop(f);
		return NULL;
	}
	if (f != newest) {
		use_unlink(f);
		use_link(f);
	}
	return f;
}

const char *frag_find(const char *key, int64_t version, int64_t now, size_t *n)
{
	struct frag *f = use(key, version, now);
	if (!f)
		return NULL;
	*n = f->n;
	return f->p;
}

struct frag *frag_hold(const char *key, int64_t version, int64_t now)
{
	struct frag *f = use(key, version, now);
	if (f)
		f->held++;
	return f;
}

void frag_release(void *frag)
{
	struct frag *f = frag;
	assert(f->held > 0);
	if (--f->held == 0 && f->is_gone)
		destroy(f);
}

const char *frag_text(const struct frag *f, size_t *n)
{
	*n = f->n;
	return f->p;
}

const struct packed *frag_packed(struct frag *f)
{
	if (!f->asked) {
		f->asked = true;
		return NULL;
	}
	if (!f->packed.p) {
		packed_make(&f->packed, f->p, f->n);
		if (!f->is_gone) {
			make_room(f->packed.n, f);
			f->cost += f->packed.n;
			bytes += f->packed.n;
		}
	}
	return &f->packed;
}

void frag_note(struct frag *f, int64_t note)
{
	f->note = note;
}

int64_t frag_noted(const struct frag *f)
{
	return f->note;
}

bool frag_emit(struct buf *out, const char *key, int64_t version, int64_t now)
{
	size_t n;
	const char *p = frag_find(key, version, now, &n);
	if (p)
		buf_add(out, p, n);
	return p != NULL;
}

static void *alloc_or_die(size_t n)
{
	void *p = malloc(n);
	if (!p) {
		fputs("out of memory\n", stderr);
		abort();
	}
	return p;
}

void frag_keep(const char *key, int64_t version, int64_t valid_until_ms,
	const char *p, size_t n)
{
	uint64_t hash = hash_of(key);
	struct frag *f = find(key, hash);
	if (f)
		drop(f);

	size_t key_size = strlen(key) + 1;
	size_t cost = sizeof(*f) + key_size + n;
	if (n > FRAG_BYTES_MAX || cost > FRAG_BYTES_MAX)
		return;
	make_room(cost, NULL);

	f = alloc_or_die(sizeof(*f) + key_size);
	*f = (struct frag){
		.chain = buckets[hash % BUCKETS],
		.hash = hash,
		.version = version,
		.valid_until_ms = valid_until_ms,
		.p = alloc_or_die(n + 1),
		.n = n,
		.cost = cost,
	};
	memcpy(f->key, key, key_size);
	if (n)
		memcpy(f->p, p, n);
	f->p[n] = '\0';
	buckets[hash % BUCKETS] = f;
	use_link(f);
	bytes += cost;
}

size_t frag_bytes(void)
{
	return bytes;
}

void frag_drop_all(void)
{
	for (struct frag *f = newest, *older; f; f = older) {
		older = f->older;
		assert(!f->held);
		destroy(f);
	}
	memset(buckets, 0, sizeof(buckets));
	newest = oldest = NULL;
	bytes = 0;
}

void frag_each(void (*fn)(void *arg, const char *key, const char *p, size_t n,
		       const struct packed *z),
	void *arg)
{
	for (const struct frag *f = newest; f; f = f->older)
		fn(arg, f->key, f->p, f->n, f->packed.p ? &f->packed : NULL);
}
