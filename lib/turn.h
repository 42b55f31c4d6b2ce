#ifndef LIB_TURN_H
#define LIB_TURN_H

#include <stdint.h>

/*
 * A turnstile between processes: at most so many are past it at a time.  The
 * marks are locked files in a folder, so that a process that dies gives its
 * turn back.
 */
struct turnstile {
	const char
		*stem; /* "DIR/run/remote": the marks are stem-0, stem-1... */
	int64_t most;  /* 0: any number */
};

enum { TURN_FREE = -1 }; /* a turn of a turnstile that lets all through */

/* ERR_BUSY: all turns are taken; ERR_INTERNAL: the folder cannot be used. */
int turn_take(const struct turnstile *t, int *turn);
void turn_give(int turn);

#endif
