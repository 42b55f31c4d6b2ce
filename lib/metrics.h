#ifndef LIB_METRICS_H
#define LIB_METRICS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"

enum { METRICS_WORKERS_MAX = 256 };

/* Share the counters with processes forked later.  Before it they count for
 * this process alone. */
void metrics_share(void);

/* Which of the workers this process is: 0 .. METRICS_WORKERS_MAX - 1. */
void metrics_worker(size_t slot);

/* One answered request.  us: microseconds from its head to its last byte. */
void metrics_request(int status, int64_t us, size_t bytes);

/* The fragment cache of this worker. */
void metrics_fragments(size_t bytes);

/* When the running request of a worker began (CLOCK_MONOTONIC, ms); 0: idle.
 * The parent ends a worker that is stuck. */
void metrics_busy(int64_t since_ms);
int64_t metrics_busy_since(size_t slot);

/* A worker slot is taken by a new process. */
void metrics_slot_clear(size_t slot);

/* Events that wait to be written, and those that were lost. */
void metrics_events(struct buf *out, int64_t waiting, int64_t lost);

/* All counters as Prometheus text, format 0.0.4. */
void metrics_print(struct buf *out);

#endif
