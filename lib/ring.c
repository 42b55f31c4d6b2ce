/* In one file because all of it rests on the states of a slot. */
#include "lib/ring.h"

#include <assert.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/crypt.h"
#include "lib/log.h"

/* A slot's state: what it is, how often it was changed, its position. */
enum { FREE, BUSY, READY, DEAD };
enum { PHASE_BITS = 2, CHANGE = 1 << PHASE_BITS, POSITION_BITS = 8 };

#define STATE(position, phase) ((uint64_t)(position) << POSITION_BITS | (phase))

enum { BOOT = 40, TRIES = 4096, WORDS_MAX = 128 };
#define MAGIC UINT64_C(0x31474e4952495550) /* PUIRING1 */

struct head {
	/* what is written often on cache lines of their own */
	_Alignas(64) atomic_uint_least64_t next; /* position to be written */
	uint64_t magic;
	struct ring_shape shape;
	int64_t id;
	atomic_uint_least64_t lost;
	char boot[BOOT]; /* of the system when it was looked through */
	_Alignas(64) atomic_uint_least64_t first; /* not freed yet */
};

typedef atomic_uint_least64_t word;

struct ring {
	struct head *head;
	word *keys;  /* one a slot: a reader looks at these alone */
	word *slots; /* a state and the record's words each */
	size_t bytes, n, words;
	int fd;
	dev_t dev;
	ino_t ino;
	int64_t id;
	uint64_t hole; /* the state that taking stopped at, since when */
	int64_t hole_ms;
};

static unsigned phase_of(uint64_t state)
{
	return state & (CHANGE - 1);
}

static uint64_t position_of(uint64_t state)
{
	return state >> POSITION_BITS;
}

static size_t bytes_of(const struct ring_shape *s)
{
	return sizeof(struct head) +
	       (size_t)s->slots * (sizeof(word) * 2 + s->size);
}

static word *slot_of(const struct ring *r, uint64_t position)
{
	return r->slots + (position & (r->n - 1)) * (1 + r->words);
}

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the file ---- */

static void boot_read(char out[BOOT])
{
	memset(out, 0, BOOT);
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (read(fd, out, BOOT - 1) < 0)
		out[0] = '\0';
	close(fd);
}

/* One process at a time makes or looks through the file. */
static int folder_lock(const char *path)
{
	char copy[PATH_MAX];
	int n = snprintf(copy, sizeof(copy), "%s", path);
	if (n < 0 || (size_t)n >= sizeof(copy))
		return -1;
	int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0 && flock(fd, LOCK_EX) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static struct ring *map(int fd, const struct ring_shape *shape)
{
	struct stat st;
	size_t bytes = bytes_of(shape);
	if (fstat(fd, &st) < 0 || (size_t)st.st_size != bytes)
		return NULL;
	void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (p == MAP_FAILED)
		return NULL;
	struct ring *r = calloc(1, sizeof(*r));
	if (!r)
		abort();
	r->head = p;
	r->n = shape->slots;
	r->words = shape->size / sizeof(word);
	r->keys = (word *)(r->head + 1);
	r->slots = r->keys + r->n;
	r->bytes = bytes;
	r->fd = fd;
	r->dev = st.st_dev;
	r->ino = st.st_ino;
	return r;
}

static void unmap(struct ring *r)
{
	munmap(r->head, r->bytes);
	free(r);
}

static struct ring *file_make(
	const char *path, const struct ring_shape *shape, int *fd)
{
	char made[PATH_MAX];
	int n = snprintf(made, sizeof(made), "%s.new", path);
	if (n < 0 || (size_t)n >= sizeof(made))
		return NULL;
	unlink(made);
	*fd = open(made, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	/* a page that the disk has no room for would end whoever writes it */
	if (*fd < 0 || posix_fallocate(*fd, 0, (off_t)bytes_of(shape)) != 0)
		return NULL;
	struct ring *r = map(*fd, shape);
	if (!r)
		return NULL;
	r->head->magic = MAGIC;
	r->head->shape = *shape;
	crypt_random(&r->head->id, sizeof(r->head->id));
	r->head->id &= INT64_MAX;
	boot_read(r->head->boot);
	for (size_t i = 0; i < r->n; i++)
		atomic_store(slot_of(r, i), STATE(i, FREE));
	if (rename(made, path) == 0)
		return r;
	unmap(r);
	return NULL;
}

/* ---- after the system has started anew ---- */

/* Nobody who wrote lives any more, and of what they wrote only some pages may
 * have come to the disk.  False: it makes no sense. */
static bool slot_mend(struct ring *r, uint64_t at, uint64_t next)
{
	word *slot = slot_of(r, at);
	uint64_t s = atomic_load(slot);
	if (phase_of(s) != DEAD && position_of(s) != at)
		return false;
	if (at >= next) {
		atomic_store(slot, STATE(at, FREE));
		return phase_of(s) != READY;
	}
	if (phase_of(s) == FREE)
		return false;
	if (phase_of(s) != READY) {
		memset(slot + 1, 0, r->words * sizeof(word));
		atomic_store(slot, STATE(at, READY));
	}
	return true;
}

static bool mend(struct ring *r)
{
	uint64_t first = atomic_load(&r->head->first);
	uint64_t next = atomic_load(&r->head->next);
	char boot[BOOT];
	boot_read(boot);
	if (memcmp(boot, r->head->boot, BOOT) == 0)
		return true;
	if (next < first || next - first > r->n)
		return false;
	for (uint64_t at = first; at < first + r->n; at++)
		if (!slot_mend(r, at, next))
			return false;
	memcpy(r->head->boot, boot, BOOT);
	return true;
}

/* As it says itself; false: it is none of that layout. */
static bool shape_read(int fd, struct ring_shape *shape)
{
	struct head h;
	struct ring_shape own = *shape;
	if (pread(fd, &h, sizeof(h), 0) != (ssize_t)sizeof(h) ||
		h.magic != MAGIC)
		return false;
	own.slots = h.shape.slots;
	*shape = own;
	return own.slots && !(own.slots & (own.slots - 1)) &&
	       memcmp(&h.shape, &own, sizeof(own)) == 0;
}

/* Nobody else has it open, and it is better made anew in the size wished. */
static bool is_outgrown(const struct ring *r, const struct ring_shape *wished)
{
	char boot[BOOT];
	boot_read(boot);
	return r->n != wished->slots && !ring_waiting(r) &&
	       memcmp(boot, r->head->boot, BOOT) != 0;
}

static struct ring *file_use(
	const char *path, const struct ring_shape *wished, int *fd)
{
	struct ring_shape shape = *wished;
	*fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	struct ring *r = *fd < 0 || !shape_read(*fd, &shape) ? NULL
							     : map(*fd, &shape);
	if (!r)
		return NULL;
	if (!is_outgrown(r, wished) && mend(r))
		return r;
	unmap(r);
	return NULL;
}

struct ring *ring_open(const char *path, const struct ring_shape *shape)
{
	int fd = -1, lock = folder_lock(path);
	assert(shape->size % sizeof(word) == 0 &&
		shape->size <= WORDS_MAX * sizeof(word));
	if (lock < 0)
		return NULL;
	struct ring *r = file_use(path, shape, &fd);
	if (!r) {
		if (fd >= 0)
			close(fd);
		r = file_make(path, shape, &fd);
	}
	if (!r && fd >= 0)
		close(fd);
	close(lock);
	if (r)
		r->id = r->head->id;
	else
		log_error("event=ring problem=\"cannot be made\"");
	return r;
}

void ring_close(struct ring *r)
{
	if (!r)
		return;
	close(r->fd);
	unmap(r);
}

bool ring_is_at(const struct ring *r, const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && st.st_dev == r->dev &&
	       st.st_ino == r->ino && (size_t)st.st_size == r->bytes;
}

/* Somebody cut the file short: to touch what is gone would end the process
 * (SIGBUS).  Asked before each use; costs a fraction of a microsecond. */
static bool is_cut(const struct ring *r)
{
	struct stat st;
	return fstat(r->fd, &st) < 0 || (size_t)st.st_size < r->bytes;
}

int64_t ring_id(const struct ring *r)
{
	return r->id;
}

/* ---- words: a reader may look while a writer writes ---- */

static void words_write(word *to, const void *from, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t w;
		memcpy(&w, (const char *)from + i * sizeof(w), sizeof(w));
		atomic_store_explicit(to + i, w, memory_order_relaxed);
	}
}

static void words_read(void *to, const word *from, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t w = atomic_load_explicit(
			from + i, memory_order_relaxed);
		memcpy((char *)to + i * sizeof(w), &w, sizeof(w));
	}
}

static void words_blank(const struct ring *r, word *slot)
{
	for (size_t i = 1; i <= r->words; i++)
		atomic_store_explicit(slot + i, 0, memory_order_relaxed);
}

/* A whole record that is ready at that position, or false. */
static bool record_read(
	const struct ring *r, word *slot, uint64_t position, void *out)
{
	uint64_t s = atomic_load_explicit(slot, memory_order_acquire);
	if (phase_of(s) != READY || position_of(s) != position)
		return false;
	words_read(out, slot + 1, r->words);
	atomic_thread_fence(memory_order_acquire);
	return atomic_load_explicit(slot, memory_order_relaxed) == s;
}

/* ---- writing ---- */

static bool lose(struct ring *r)
{
	atomic_fetch_add(&r->head->lost, 1);
	return false;
}

/* Make a slot busy; NULL: none is free. */
static word *claim(struct ring *r, uint64_t *position)
{
	for (int i = 0; i < TRIES; i++) {
		uint64_t at = atomic_load(&r->head->next);
		word *slot = slot_of(r, at);
		uint64_t s = atomic_load(slot), own = at;
		if (s == STATE(at, FREE)) {
			if (!atomic_compare_exchange_strong(
				    slot, &s, STATE(at, BUSY)))
				continue;
			atomic_compare_exchange_strong(
				&r->head->next, &own, at + 1);
			*position = at;
			return slot;
		}
		if (phase_of(s) != DEAD && position_of(s) < at)
			return NULL; /* not taken out yet */
		if (phase_of(s) == DEAD || position_of(s) == at)
			atomic_compare_exchange_strong(
				&r->head->next, &own, at + 1);
	}
	return NULL;
}

bool ring_put(struct ring *r, uint64_t key, const void *record)
{
	uint64_t at = 0;
	if (is_cut(r))
		return false;
	word *slot = claim(r, &at);
	if (!slot)
		return lose(r);
	uint64_t busy = STATE(at, BUSY);
	atomic_thread_fence(memory_order_release);
	atomic_store_explicit(
		&r->keys[at & (r->n - 1)], key, memory_order_relaxed);
	words_write(slot + 1, record, r->words);
	/* given up meanwhile: we were stopped for long */
	return atomic_compare_exchange_strong(slot, &busy, STATE(at, READY)) ||
	       lose(r);
}

/* ---- looking ---- */

static bool has_key(const struct ring *r, uint64_t position, uint64_t key)
{
	return atomic_load_explicit(&r->keys[position & (r->n - 1)],
		       memory_order_relaxed) == key;
}

void ring_scan(struct ring *r, int64_t from, uint64_t key,
	void (*fn)(void *arg, const void *record), void *arg)
{
	uint64_t record[WORDS_MAX];
	if (is_cut(r))
		return;
	uint64_t at = atomic_load(&r->head->first);
	uint64_t end = atomic_load(&r->head->next);
	if (from > (int64_t)at)
		at = (uint64_t)from;
	for (; at < end; at++)
		if (has_key(r, at, key) &&
			record_read(r, slot_of(r, at), at, record))
			fn(arg, record);
}

size_t ring_count(const struct ring *r, uint64_t key, size_t newest)
{
	if (is_cut(r))
		return 0;
	uint64_t at = atomic_load(&r->head->first);
	uint64_t end = atomic_load(&r->head->next);
	size_t n = 0;
	if (end > at && end - at > newest)
		at = end - newest;
	for (; at < end; at++)
		n += has_key(r, at, key);
	return n;
}

static void change(struct ring *r, uint64_t at, uint64_t to,
	bool (*fn)(void *arg, void *record), void *arg)
{
	uint64_t record[WORDS_MAX];
	word *slot = slot_of(r, at);
	uint64_t s = atomic_load(slot);
	if (phase_of(s) != READY || position_of(s) != at)
		return;
	uint64_t busy = s - READY + BUSY;
	if (!atomic_compare_exchange_strong(slot, &s, busy))
		return;
	words_read(record, slot + 1, r->words);
	if (fn(arg, record)) {
		atomic_thread_fence(memory_order_release);
		atomic_store_explicit(
			&r->keys[at & (r->n - 1)], to, memory_order_relaxed);
		words_write(slot + 1, record, r->words);
	}
	uint64_t changes = (s + CHANGE) & ((1 << POSITION_BITS) - CHANGE);
	atomic_compare_exchange_strong(slot, &busy, STATE(at, READY) | changes);
}

void ring_change(struct ring *r, uint64_t key, uint64_t to,
	bool (*fn)(void *arg, void *record), void *arg)
{
	if (is_cut(r))
		return;
	uint64_t at = atomic_load(&r->head->first);
	uint64_t end = atomic_load(&r->head->next);
	for (; at < end; at++)
		if (has_key(r, at, key))
			change(r, at, to, fn, arg);
}

/* ---- taking ---- */

bool ring_own(struct ring *r)
{
	return flock(r->fd, LOCK_EX | LOCK_NB) == 0;
}

/* Somebody writes there, or was killed while they did. */
static bool is_hole(struct ring *r, word *slot, uint64_t state)
{
	int64_t now = now_ms();
	if (r->hole != state) {
		r->hole = state;
		r->hole_ms = now;
	}
	if (now - r->hole_ms < r->head->shape.hole_ms ||
		!atomic_compare_exchange_strong(
			slot, &state, STATE(position_of(state), DEAD)))
		return false;
	words_blank(r, slot);
	return true;
}

size_t ring_peek(struct ring *r, int64_t *from, void *out, size_t most)
{
	if (is_cut(r))
		return 0;
	uint64_t at = atomic_load(&r->head->first);
	uint64_t end = atomic_load(&r->head->next);
	size_t k = 0;
	if (*from > (int64_t)at && *from <= (int64_t)end)
		at = (uint64_t)*from;
	for (; at < end && k < most; at++) {
		word *slot = slot_of(r, at);
		char *to = (char *)out + k * r->words * sizeof(word);
		if (record_read(r, slot, at, to)) {
			k++;
			continue;
		}
		uint64_t s = atomic_load(slot);
		bool dead = phase_of(s) == DEAD || position_of(s) > at;
		if (!dead && (phase_of(s) == READY || !is_hole(r, slot, s)))
			break;
	}
	*from = (int64_t)at;
	return k;
}

/* Without what stood there: the file must not remember it.  Busy: whoever
 * freed it before was killed. */
static void slot_free(struct ring *r, word *slot, uint64_t at)
{
	uint64_t s = atomic_load(slot), busy = STATE(at, BUSY);
	if (position_of(s) != at || phase_of(s) == DEAD ||
		(s != busy && !atomic_compare_exchange_strong(slot, &s, busy)))
		return;
	atomic_thread_fence(memory_order_release);
	words_blank(r, slot);
	atomic_store_explicit(
		&r->keys[at & (r->n - 1)], 0, memory_order_relaxed);
	atomic_store(slot, STATE(at + r->n, FREE));
}

void ring_free(struct ring *r, int64_t to)
{
	if (is_cut(r))
		return;
	uint64_t at = atomic_load(&r->head->first);
	uint64_t end = atomic_load(&r->head->next);
	for (; at < end && at < (uint64_t)to; at++) {
		slot_free(r, slot_of(r, at), at);
		atomic_store(&r->head->first, at + 1);
	}
}

/* ---- counted ---- */

int64_t ring_waiting(const struct ring *r)
{
	if (is_cut(r))
		return 0;
	return (int64_t)(atomic_load(&r->head->next) -
			 atomic_load(&r->head->first));
}

int64_t ring_slots(const struct ring *r)
{
	return (int64_t)r->n;
}

int64_t ring_lost(const struct ring *r)
{
	return is_cut(r) ? 0 : (int64_t)atomic_load(&r->head->lost);
}
