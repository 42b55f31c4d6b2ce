#ifndef LIB_CHILD_H
#define LIB_CHILD_H

#include <stddef.h>

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

#endif
