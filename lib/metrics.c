#include "lib/metrics.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>

struct counters {
	atomic_llong requests[6]; /* by the first digit of the status */
	atomic_llong us, bytes;
	struct {
		atomic_llong busy_since_ms, fragment_bytes;
	} worker[METRICS_WORKERS_MAX];
};

static struct counters own;
static struct counters *counters = &own;
static size_t own_slot;

void metrics_share(void)
{
	void *p = mmap(NULL, sizeof(struct counters), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (p != MAP_FAILED)
		counters = p;
}

void metrics_worker(size_t slot)
{
	own_slot = slot % METRICS_WORKERS_MAX;
}

void metrics_request(int status, int64_t us, size_t bytes)
{
	int kind = status / 100;
	atomic_fetch_add(&counters->requests[kind > 5 ? 5 : kind], 1);
	atomic_fetch_add(&counters->us, us);
	atomic_fetch_add(&counters->bytes, (long long)bytes);
}

void metrics_fragments(size_t bytes)
{
	atomic_store(
		&counters->worker[own_slot].fragment_bytes, (long long)bytes);
}

void metrics_busy(int64_t since_ms)
{
	atomic_store(&counters->worker[own_slot].busy_since_ms, since_ms);
}

int64_t metrics_busy_since(size_t slot)
{
	return atomic_load(
		&counters->worker[slot % METRICS_WORKERS_MAX].busy_since_ms);
}

void metrics_slot_clear(size_t slot)
{
	slot %= METRICS_WORKERS_MAX;
	atomic_store(&counters->worker[slot].busy_since_ms, 0);
	atomic_store(&counters->worker[slot].fragment_bytes, 0);
}

static void print_head(
	struct buf *out, const char *name, const char *type, const char *help)
{
	buf_addf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void metrics_print(struct buf *out)
{
	print_head(out, "puoti_requests_total", "counter",
		"Requests answered, by class of status.");
	for (int i = 1; i < 6; i++)
		buf_addf(out, "puoti_requests_total{class=\"%dxx\"} %lld\n", i,
			(long long)atomic_load(&counters->requests[i]));
	print_head(out, "puoti_errors_total", "counter",
		"Requests that failed for a reason of ours (5xx).");
	buf_addf(out, "puoti_errors_total %lld\n",
		(long long)atomic_load(&counters->requests[5]));
	print_head(out, "puoti_request_seconds_total", "counter",
		"Time spent on requests.");
	buf_addf(out, "puoti_request_seconds_total %.6f\n",
		(double)atomic_load(&counters->us) / 1e6);
	print_head(out, "puoti_response_bytes_total", "counter",
		"Bytes of response bodies.");
	buf_addf(out, "puoti_response_bytes_total %lld\n",
		(long long)atomic_load(&counters->bytes));
	long long fragments = 0;
	for (size_t i = 0; i < METRICS_WORKERS_MAX; i++)
		fragments += atomic_load(&counters->worker[i].fragment_bytes);
	print_head(out, "puoti_fragment_bytes", "gauge",
		"Bytes of cached page parts, all workers.");
	buf_addf(out, "puoti_fragment_bytes %lld\n", fragments);
}

void metrics_events(struct buf *out, int64_t waiting, int64_t lost)
{
	print_head(out, "puoti_events_waiting", "gauge",
		"What visitors did, not written yet.");
	buf_addf(out, "puoti_events_waiting %lld\n", (long long)waiting);
	print_head(out, "puoti_events_lost_total", "counter",
		"What visitors did, lost because too much waited.");
	buf_addf(out, "puoti_events_lost_total %lld\n", (long long)lost);
}
