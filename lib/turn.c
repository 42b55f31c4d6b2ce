#include "lib/turn.h"

#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "lib/err.h"

int turn_take(const struct turnstile *t, int *turn)
{
	char path[PATH_MAX];
	*turn = TURN_FREE;
	for (int64_t i = 0; i < t->most; i++) {
		int n = snprintf(path, sizeof(path), "%s-%" PRId64, t->stem, i);
		if (n < 0 || (size_t)n >= sizeof(path))
			return ERR_INTERNAL;
		int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0)
			return ERR_INTERNAL;
		if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
			*turn = fd;
			return OK;
		}
		close(fd);
	}
	return t->most ? ERR_BUSY : OK;
}

void turn_give(int turn)
{
	if (turn != TURN_FREE)
		close(turn); /* which unlocks it */
}
