#ifndef WORKER_WORKER_H
#define WORKER_WORKER_H

#include <sys/types.h>

#include "domain/alert.h"
#include "domain/outbox.h"
#include "lib/conf.h"
#include "lib/cx.h"

/* The background: one job at a time, so that a restart repeats at most one. */
struct worker {
	struct cx cx; /* arena and now are of the job at hand */
	const struct conf *conf;
	int64_t expire_ms, clean_ms, optimize_ms, feed_ms; /* when next */
	int64_t pay_ms, event_ms, alert_ms, rail_ms, rail_rest_ms, value_ms,
		known_ms;
	struct alert_look looked;
	int64_t seen_ms;      /* the clock at the last turn */
	int64_t feed_version; /* of the catalogue that the feeds show */
	int64_t feed_until;   /* when the clock changes what they say */
	int64_t model_ms;     /* when to look next */
	pid_t model;          /* a program that makes one; 0: none */
};

/*
 * Jobs, by kind.  OK: done.  ERR_INVALID: will never work; any other error:
 * try later.  *problem is for the owner and holds no personal data.
 */
int job_erase(struct worker *w, const struct job *job, const char **problem);
int job_import(struct worker *w, const struct job *job, const char **problem);
int job_mail(struct worker *w, const struct job *job, const char **problem);
int job_refund(struct worker *w, const struct job *job, const char **problem);
int job_forget_picture(
	struct worker *w, const struct job *job, const char **problem);
int job_picture(struct worker *w, const struct job *job, const char **problem);

/* Take the next job that is due and do it.  ERR_NOT_FOUND: there is none. */
int worker_step(struct worker *w);

/* What the clock brings: unpaid orders, old carts and sessions, statistics. */
void worker_tick(struct worker *w);

/* What has come to its end by the settings retention.*; daily. */
void worker_retain(struct worker *w);

/* Ask providers what became of payments and refunds that are open. */
void worker_payments(struct worker *w);

/* Write DIR/feed/google-LL.xml anew when the catalogue has changed, at most
 * four times an hour. */
int worker_feeds(struct worker *w);

/* Values and segments of customers: of those that ordered at once, of all each
 * night. */
void worker_values(struct worker *w);

/*
 * Have the model made anew by a program of its own, since that may take
 * minutes: at night, and when somebody asked (jobs of kind "model").  stop:
 * wait for it, or end it.
 */
void worker_model(struct worker *w);
void worker_model_stop(struct worker *w, bool wait);

/* Remove half files that lie there for a day: of uploads, fetches and
 * renditions that were cut short.  How many. */
int64_t worker_sweep(struct worker *w);

/* Write the mail of a job as it would be sent; for worker/mail.c and tests.
 * ERR_NOT_FOUND: what it speaks of is not there. */
struct mail;
int mail_render(struct worker *w, const struct job *job, struct mail *out,
	const char **problem);

#endif
