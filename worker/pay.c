/* Payments that nobody told us the end of, refunds to send and to ask for. */
#include "worker/worker.h"

#include <string.h>

#include "domain/provider.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/json.h"
#include "lib/log.h"

/* {"refund":12} */
int job_refund(struct worker *w, const struct job *job, const char **problem)
{
	json_t *j = json_loads(job->payload, 0, NULL);
	int64_t id = json_integer_value(json_object_get(j, "refund"));
	json_decref(j);
	int rc = refund_send(&w->cx, id);
	if (rc == ERR_NOT_FOUND) {
		*problem = "there is no such refund";
		return ERR_INVALID;
	}
	if (rc < 0)
		*problem = "the refund could not be written";
	return rc;
}

/* A call may take seconds: each sees its own time. */
static int each(struct worker *w,
	int (*list)(struct cx *cx, int64_t **ids, size_t *n),
	int (*fn)(struct cx *cx, int64_t id), const char *what)
{
	int64_t *ids;
	size_t n, done = 0;
	int rc = list(&w->cx, &ids, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		w->cx.now = clock_now();
		int one = fn(&w->cx, ids[i]);
		if (one < 0)
			log_warn("event=%s id=%lld rc=%d", what,
				(long long)ids[i], one);
		else
			done++;
	}
	if (rc < 0 || n > 0)
		log_info("event=%s asked=%zu of=%zu rc=%d", what, done, n, rc);
	return rc;
}

static int ask_payment(struct cx *cx, int64_t id)
{
	struct payment p;
	int rc = payment_get(cx, id, &p);
	return rc == OK ? payment_ask(cx, &p) : rc;
}

void worker_payments(struct worker *w)
{
	each(w, payment_due, ask_payment, "payment_asked");
	each(w, refund_due, refund_send, "refund_asked");
}
