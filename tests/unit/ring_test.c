/* Records that wait in a shared file: whoever is killed, none is lost that was
 * put, none is taken twice, nobody waits.  In one file because they share the
 * rows. */
#include "lib/ring.h"

#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/arena.h"
#include "tests/test.h"

struct row {
	uint64_t writer, n, sum;
	char text[40];
};

enum { HOLE_MS = 200 };
static const struct ring_shape small = {1, sizeof(struct row), 64, HOLE_MS};

static const char *path_new(struct cx *cx)
{
	return arena_printf(cx->arena, "%s/events", test_dir(cx));
}

static struct row row_of(uint64_t writer, uint64_t n)
{
	struct row it = {.writer = writer, .n = n, .sum = writer * 31 + n};
	memset(it.text, 'a' + (int)(n % 26), sizeof(it.text));
	return it;
}

static bool is_whole(const struct row *it)
{
	struct row want = row_of(it->writer, it->n);
	return memcmp(it, &want, sizeof(want)) == 0;
}

static bool put(struct ring *r, uint64_t writer, uint64_t n)
{
	struct row it = row_of(writer, n);
	return ring_put(r, writer, &it);
}

/* Take all that is ready. */
static size_t take(struct ring *r, struct row *out, size_t most)
{
	int64_t at = 0;
	size_t n = ring_peek(r, &at, out, most);
	ring_free(r, at);
	return n;
}

static void what_was_put_is_taken_in_its_order(struct cx *cx)
{
	struct row rows[8];
	struct ring *r = ring_open(path_new(cx), &small);
	CHECK(put(r, 1, 0) && put(r, 2, 0) && put(r, 1, 1));
	CHECK_INT(ring_waiting(r), 3);
	CHECK_INT(take(r, rows, 8), 3);
	CHECK_INT(rows[0].writer, 1);
	CHECK_INT(rows[1].writer, 2);
	CHECK_INT(rows[2].n, 1);
	CHECK_INT(take(r, rows, 8), 0);
	ring_close(r);
}

static void a_full_ring_loses_the_newest_and_counts_it(struct cx *cx)
{
	struct row rows[64];
	struct ring *r = ring_open(path_new(cx), &small);
	for (uint64_t i = 0; i < 64; i++)
		CHECK(put(r, 1, i));
	CHECK(!put(r, 1, 64));
	CHECK_INT(ring_lost(r), 1);
	CHECK_INT(take(r, rows, 64), 64);
	CHECK_INT(rows[63].n, 63);
	CHECK(put(r, 1, 65));
	ring_close(r);
}

static void what_is_taken_and_not_freed_comes_again(struct cx *cx)
{
	struct row rows[8];
	const char *path = path_new(cx);
	struct ring *r = ring_open(path, &small);
	int64_t at = 0, id = ring_id(r);
	CHECK(put(r, 1, 0) && put(r, 1, 1));
	CHECK_INT(ring_peek(r, &at, rows, 1), 1);
	ring_close(r);
	r = ring_open(path, &small);
	CHECK_INT(ring_id(r), id);
	/* who remembers how far they came goes on from there, */
	CHECK_INT(ring_peek(r, &at, rows, 8), 1);
	CHECK_INT(rows[0].n, 1);
	/* who does not begins again */
	at = 0;
	CHECK_INT(ring_peek(r, &at, rows, 8), 2);
	ring_free(r, at);
	CHECK_INT(ring_waiting(r), 0);
	ring_close(r);
}

static void count_one(void *arg, const void *record)
{
	const struct row *it = record;
	uint64_t *sum = arg;
	CHECK(is_whole(it));
	*sum = *sum * 10 + it->n;
}

static uint64_t seen(struct ring *r, uint64_t key)
{
	uint64_t sum = 0;
	ring_scan(r, 0, key, count_one, &sum);
	return sum;
}

static void a_reader_sees_what_is_theirs(struct cx *cx)
{
	struct row rows[1];
	struct ring *r = ring_open(path_new(cx), &small);
	CHECK(put(r, 1, 1) && put(r, 2, 9) && put(r, 1, 2) && put(r, 1, 3));
	CHECK_INT(seen(r, 1), 123);
	CHECK_INT(seen(r, 2), 9);
	CHECK_INT(seen(r, 3), 0);
	CHECK_INT(ring_count(r, 1, 64), 3);
	CHECK_INT(ring_count(r, 1, 3), 2);
	CHECK_INT(ring_count(r, 3, 64), 0);
	CHECK_INT(take(r, rows, 1), 1);
	CHECK_INT(seen(r, 1), 23);
	ring_close(r);
}

static bool to_five(void *arg, void *record)
{
	struct row *it = record;
	(void)arg;
	if (it->n == 2)
		return false;
	*it = row_of(5, it->n);
	return true;
}

static void what_waits_can_change_hands(struct cx *cx)
{
	struct row rows[8];
	struct ring *r = ring_open(path_new(cx), &small);
	CHECK(put(r, 1, 1) && put(r, 2, 9) && put(r, 1, 2) && put(r, 1, 3));
	ring_change(r, 1, 5, to_five, NULL);
	CHECK_INT(seen(r, 5), 13);
	CHECK_INT(seen(r, 1), 2);
	CHECK_INT(take(r, rows, 8), 4);
	CHECK_INT(rows[3].writer, 5);
	ring_close(r);
}

static bool file_has(const char *path, const char *text, size_t n)
{
	static char bytes[64 * 1024];
	FILE *f = fopen(path, "rb");
	size_t len = f ? fread(bytes, 1, sizeof(bytes), f) : 0;
	if (f)
		fclose(f);
	return memmem(bytes, len, text, n) != NULL;
}

static void the_file_forgets_what_was_taken(struct cx *cx)
{
	const char *path = path_new(cx);
	struct ring *r = ring_open(path, &small);
	struct row rows[8];
	CHECK(put(r, 1, 3) && put(r, 1, 4));
	CHECK(file_has(path, "dddddddd", 8));
	CHECK_INT(take(r, rows, 1), 1);
	CHECK(!file_has(path, "dddddddd", 8));
	CHECK(file_has(path, "eeeeeeee", 8));
	CHECK_INT(take(r, rows, 1), 1);
	CHECK(!file_has(path, "eeeeeeee", 8));
	ring_close(r);
}

static void another_layout_is_made_anew_for_its_owner_alone(struct cx *cx)
{
	const char *path = path_new(cx);
	struct stat st;
	struct ring *r = ring_open(path, &small);
	CHECK(put(r, 1, 1));
	struct ring_shape next = small;
	next.layout = 2;
	struct ring *s = ring_open(path, &next);
	CHECK_INT(ring_waiting(s), 0);
	CHECK(ring_id(s) != ring_id(r));
	CHECK(ring_is_at(s, path));
	CHECK(!ring_is_at(r, path));
	CHECK(put(r, 1, 2)); /* the old one's processes go on until they end */
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_mode & 0777, 0600);
	ring_close(r);
	ring_close(s);
	CHECK_INT(truncate(path, 100), 0);
	r = ring_open(path, &small);
	CHECK(put(r, 1, 1));
	ring_close(r);
	CHECK(!ring_open("/nowhere/at/all/events", &small));
}

/* Whoever touched what is gone would be ended by SIGBUS. */
static void a_file_that_was_cut_short_ends_nobody(struct cx *cx)
{
	const char *path = path_new(cx);
	struct ring *r = ring_open(path, &small);
	uint64_t out[32];
	int64_t from = 0, id = ring_id(r);
	CHECK(put(r, 1, 1));
	CHECK_INT(truncate(path, 0), 0);
	CHECK(!put(r, 1, 2));
	CHECK_INT((int64_t)ring_count(r, 1, 9), 0);
	ring_scan(r, 0, 1, count_one, NULL);
	ring_change(r, 1, 2, NULL, NULL);
	CHECK_INT((int64_t)ring_peek(r, &from, out, 1), 0);
	ring_free(r, 1);
	CHECK_INT(ring_waiting(r) + ring_lost(r), 0);
	CHECK(ring_id(r) == id);
	CHECK(!ring_is_at(r, path)); /* it is opened again, and made anew */
	ring_close(r);
	r = ring_open(path, &small);
	CHECK(put(r, 1, 1));
	ring_close(r);
}

/* As after a restart of the machine. */
static void boot_again(struct cx *cx, const char *path)
{
	char boot[37] = "", *all = arena_alloc(cx->arena, 4096);
	FILE *f = fopen("/proc/sys/kernel/random/boot_id", "re");
	CHECK(f && fread(boot, 1, 36, f) == 36);
	if (f)
		fclose(f);
	f = fopen(path, "r+e");
	CHECK(f && fread(all, 1, 4096, f) == 4096);
	const char *at = memmem(all, 4096, boot, 36);
	CHECK(at && fseek(f, at - all, SEEK_SET) == 0);
	CHECK(fputc('x', f) == 'x');
	fclose(f);
}

static void a_ring_grows_when_nothing_waits_in_it(struct cx *cx)
{
	const char *path = path_new(cx);
	struct ring_shape more = small;
	struct row rows[2];
	more.slots = 128;
	struct ring *r = ring_open(path, &small);
	CHECK(put(r, 1, 1));
	struct ring *s = ring_open(path, &more);
	CHECK_INT(ring_slots(s), 64);
	CHECK_INT(ring_id(s), ring_id(r));
	CHECK_INT(ring_waiting(s), 1);
	ring_close(r);
	ring_close(s);
	boot_again(cx, path);
	r = ring_open(path, &more);
	CHECK_INT(ring_slots(r), 64);
	CHECK_INT(take(r, rows, 2), 1);
	ring_close(r);
	boot_again(cx, path);
	r = ring_open(path, &more);
	CHECK_INT(ring_slots(r), 128);
	ring_close(r);
}

/* ---- several processes ---- */

enum { WRITERS = 4, EACH = 4000 };

struct shared {
	atomic_uint_least64_t begun[WRITERS], put[WRITERS];
};

static struct shared *shared_new(void)
{
	return mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

/* Put on and on; what is said to be put has been. */
static _Noreturn void write_on(
	const char *path, struct shared *sh, int me, uint64_t to)
{
	struct ring *r = ring_open(path, &small);
	for (uint64_t n = atomic_load(&sh->begun[me]); n < to; n++) {
		atomic_store(&sh->begun[me], n + 1);
		while (!put(r, (uint64_t)me, n))
			sched_yield();
		atomic_store(&sh->put[me], n + 1);
	}
	_exit(0);
}

static pid_t writer(const char *path, struct shared *sh, int me, uint64_t to)
{
	pid_t pid = fork();
	if (pid == 0)
		write_on(path, sh, me, to);
	return pid;
}

static void nothing_is_lost_or_doubled_between_processes(struct cx *cx)
{
	const char *path = path_new(cx);
	struct shared *sh = shared_new();
	struct ring *r = ring_open(path, &small);
	pid_t pids[WRITERS];
	uint64_t next[WRITERS] = {0}, all = 0;
	struct row rows[16];
	for (int i = 0; i < WRITERS; i++)
		pids[i] = writer(path, sh, i, EACH);
	while (all < (uint64_t)WRITERS * EACH) {
		size_t n = take(r, rows, 16);
		for (size_t i = 0; i < n; i++) {
			CHECK(is_whole(&rows[i]));
			CHECK_INT(rows[i].n, next[rows[i].writer]);
			next[rows[i].writer] = rows[i].n + 1;
		}
		all += n;
		if (!n)
			sched_yield();
		if (test_failed)
			break;
	}
	for (int i = 0; i < WRITERS; i++) {
		kill(pids[i], SIGKILL);
		waitpid(pids[i], NULL, 0);
	}
	CHECK_INT(take(r, rows, 16), 0);
	ring_close(r);
}

/* Killed at any moment: what they said was put is there once, a record that
 * was under way is there whole or not at all. */
static void killed_writers_do_no_harm(struct cx *cx)
{
	enum { KILLS = 24 };
	const char *path = path_new(cx);
	struct shared *sh = shared_new();
	struct ring *r = ring_open(path, &small);
	uint64_t next[WRITERS] = {0};
	struct row rows[16];
	pid_t pids[WRITERS];
	for (int i = 0; i < WRITERS; i++)
		pids[i] = writer(path, sh, i, UINT64_MAX);
	for (int k = 0; k < KILLS && !test_failed; k++) {
		int me = k % WRITERS;
		for (int turn = 0; turn < 200 + k * 7; turn++) {
			size_t n = take(r, rows, 16);
			for (size_t i = 0; i < n; i++) {
				uint64_t w = rows[i].writer;
				CHECK(is_whole(&rows[i]));
				/* one that was under way may be missing */
				CHECK(rows[i].n >= next[w] &&
					rows[i].n <= next[w] + 1 + (uint64_t)k);
				next[w] = rows[i].n + 1;
			}
		}
		kill(pids[me], SIGKILL);
		waitpid(pids[me], NULL, 0);
		pids[me] = writer(path, sh, me, UINT64_MAX);
	}
	for (int i = 0; i < WRITERS; i++) {
		kill(pids[i], SIGKILL);
		waitpid(pids[i], NULL, 0);
	}
	/* a hole is passed after a while; then all has come */
	for (int s = 0; s < 5 * WRITERS && ring_waiting(r) > 0; s++) {
		size_t n = take(r, rows, 16);
		for (size_t i = 0; i < n; i++)
			next[rows[i].writer] = rows[i].n + 1;
		if (!n)
			usleep(HOLE_MS / 2 * 1000);
	}
	CHECK_INT(ring_waiting(r), 0);
	for (int i = 0; i < WRITERS; i++)
		CHECK(next[i] >= atomic_load(&sh->put[i]));
	ring_close(r);
}

static bool die(void *arg, void *record)
{
	(void)arg;
	(void)record;
	raise(SIGKILL);
	return true;
}

static void a_half_written_record_blocks_nobody_and_is_not_read(struct cx *cx)
{
	const char *path = path_new(cx);
	struct ring *r = ring_open(path, &small);
	struct row rows[80];
	CHECK(put(r, 1, 1) && put(r, 2, 2) && put(r, 1, 3));
	pid_t pid = fork();
	if (pid == 0) {
		ring_change(r, 2, 2, die, NULL);
		_exit(1);
	}
	waitpid(pid, NULL, 0);
	CHECK_INT(take(r, rows, 8), 1);
	CHECK_INT(seen(r, 2), 0);
	CHECK_INT(take(r, rows, 8), 0);
	CHECK(put(r, 1, 4)); /* writers go on */
	usleep((HOLE_MS + 50) * 1000);
	CHECK_INT(take(r, rows, 8), 2);
	CHECK_INT(rows[0].n, 3);
	CHECK_INT(rows[1].n, 4);
	/* round and round past the slot that is dead */
	for (uint64_t i = 0; i < 1000; i++) {
		CHECK(put(r, 1, i));
		CHECK_INT(take(r, rows, 8), 1);
		CHECK_INT(rows[0].n, i);
	}
	uint64_t n = 0;
	while (put(r, 1, n))
		n++;
	CHECK_INT(n, 63);
	CHECK_INT(take(r, rows, 80), 63);
	ring_close(r);
}

static void one_process_takes(struct cx *cx)
{
	const char *path = path_new(cx);
	struct ring *r = ring_open(path, &small);
	CHECK(ring_own(r));
	CHECK(ring_own(r));
	int status = 0;
	pid_t pid = fork();
	if (pid == 0) {
		struct ring *other = ring_open(path, &small);
		_exit(ring_own(other) ? 1 : 0);
	}
	waitpid(pid, &status, 0);
	CHECK_INT(status, 0);
	ring_close(r);
	r = ring_open(path, &small);
	CHECK(ring_own(r));
	ring_close(r);
}

static const struct test tests[] = {
	{"what was put is taken in its order",
		what_was_put_is_taken_in_its_order},
	{"a full ring loses the newest and counts it",
		a_full_ring_loses_the_newest_and_counts_it},
	{"what is taken and not freed comes again",
		what_is_taken_and_not_freed_comes_again},
	{"a reader sees what is theirs", a_reader_sees_what_is_theirs},
	{"what waits can change hands", what_waits_can_change_hands},
	{"the file forgets what was taken", the_file_forgets_what_was_taken},
	{"another layout is made anew, for its owner alone",
		another_layout_is_made_anew_for_its_owner_alone},
	{"a file that was cut short ends nobody",
		a_file_that_was_cut_short_ends_nobody},
	{"a ring grows when nothing waits in it",
		a_ring_grows_when_nothing_waits_in_it},
	{"nothing is lost or doubled between processes",
		nothing_is_lost_or_doubled_between_processes},
	{"killed writers do no harm", killed_writers_do_no_harm},
	{"a half-written record blocks nobody and is not read",
		a_half_written_record_blocks_nobody_and_is_not_read},
	{"one process takes", one_process_takes},
	{NULL, NULL},
};

int main(void)
{
	return test_run(tests);
}
