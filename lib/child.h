#ifndef LIB_CHILD_H
#define LIB_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "lib/arena.h"
#include "lib/buf.h"

/* Programs of ours that do what is too dear or too dangerous for this process:
 * puoti-image, puoti-model, puoti-paper. */

/* Where one is: beside this program, as in the build folder; else where it was
 * installed. */
const char *child_program(struct arena *a, const char *name);

/*
 * Run it with n bytes on its standard input and its output appended to out:
 * no shell, no inherited files but the three standard ones, an environment of
 * our own.  Killed after ms, or when it writes more than max bytes.
 * ERR_INTERNAL, after logging: not started, killed, or it ended non-zero; out
 * is then as it was.
 */
int child_run(const char *program, const void *in, size_t n, struct buf *out,
	size_t max, int ms);

/*
 * Start a program of ours that takes its time, and go on: nothing to read,
 * its log is ours.  argv[0] is its path; ended by NULL.  -1, after logging:
 * not started.
 */
pid_t child_start(const char *const *argv);
/* Has it ended?  wait: not before it has.  *ok: with status zero. */
bool child_ended(pid_t pid, bool wait, bool *ok);

#endif
