#ifndef LIB_RING_H
#define LIB_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Records of one size that wait in a mapped file: put there by any number of
 * processes, taken out by one.  Nobody ever waits for another, and any of them
 * may be killed at any moment.
 *
 * A position counts up for ever; its slot is position modulo slots.  A slot's
 * state says for which position it is, and whether it is free, being written
 * (busy), or ready.  A writer first makes a slot busy, then moves the head:
 * whoever finds a busy slot at the head moves the head in its place.  A slot
 * that stays busy, because its writer was killed just then, is given up (dead)
 * by the one who takes: a writer that was only slow finds that out when it is
 * done, and no later record can be mixed with it.  Dead slots come back when
 * the machine has started anew.
 */
struct ring;

struct ring_shape {
	uint32_t layout;  /* another number: the file is made anew */
	uint32_t size;    /* of a record, bytes; a multiple of 8 */
	uint32_t slots;   /* a power of two; of a file that is there, its own */
	uint32_t hole_ms; /* a slot that is busy for so long is dead */
};

/* The ring in that file, which is made (0600, all its space taken) when it is
 * not there or of another shape.  One that only has another number of slots is
 * used as it is, and made anew with the first opening after the machine has
 * started, if nothing waits in it.  NULL: it cannot be made. */
struct ring *ring_open(const char *path, const struct ring_shape *shape);
void ring_close(struct ring *r); /* NULL: nothing */

/* Is it still the one under that path, and whole?  One whose file was cut short
 * takes nothing and has nothing: it is made anew when it is opened again. */
bool ring_is_at(const struct ring *r, const char *path);

/* A number that no other ring has had. */
int64_t ring_id(const struct ring *r);

/* False: there is no room; it is counted.  key: by which it is found. */
bool ring_put(struct ring *r, uint64_t key, const void *record);

/* Look through the records of a key from a position on, the oldest first. */
void ring_scan(struct ring *r, int64_t from, uint64_t key,
	void (*fn)(void *arg, const void *record), void *arg);

/* How many of the newest so many that wait are of a key. */
size_t ring_count(const struct ring *r, uint64_t key, size_t newest);

/*
 * Change the records of a key where they are: fn gets a copy to change, and
 * false leaves it as it was.  to: the key they have from then on.  What the
 * one who takes has copied already stays as it was there: a lock of the
 * callers' own has to keep the two apart.
 */
void ring_change(struct ring *r, uint64_t key, uint64_t to,
	bool (*fn)(void *arg, void *record), void *arg);

/* ---- the one who takes ---- */

/* False: another process takes.  Until ring_close. */
bool ring_own(struct ring *r);

/* Copy what is ready from position *from on (moved behind what was copied, and
 * never before what was freed), at most most records.  How many. */
size_t ring_peek(struct ring *r, int64_t *from, void *out, size_t most);

/* What stands before this position has been dealt with: it is overwritten. */
void ring_free(struct ring *r, int64_t to);

/* ---- counted ---- */

int64_t ring_waiting(const struct ring *r);
int64_t ring_slots(const struct ring *r);
int64_t ring_lost(const struct ring *r); /* for want of room */

#endif
