#include "worker/worker.h"

#include <string.h>

#include "domain/account.h"
#include "domain/alert.h"
#include "domain/clean.h"
#include "domain/event.h"
#include "domain/listing.h"
#include "domain/order.h"
#include "domain/price.h"
#include "domain/rail_stat.h"
#include "domain/sensitive.h"
#include "domain/search.h"
#include "domain/search_log.h"
#include "domain/subscriber.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"

enum { LEASE_MS = 5 * 60 * 1000 };

static const struct {
	const char *kind;
	int (*fn)(
		struct worker *w, const struct job *job, const char **problem);
} kinds[] = {
	{"erase", job_erase},
	{"forget_picture", job_forget_picture},
	{"import", job_import},
	{"mail", job_mail},
	{"picture", job_picture},
	{"refund", job_refund},
};

static int job_run(
	struct worker *w, const struct job *job, const char **problem)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(kinds[i].kind, job->kind))
			return kinds[i].fn(w, job, problem);
	*problem = "this version does not know such jobs";
	return ERR_INVALID;
}

/* The result is kept even while the shop is busy: else a mail would go out
 * twice.  The lease runs out if this fails too. */
static void job_finish(
	struct worker *w, const struct job *job, int rc, const char *problem)
{
	enum { TRIES = 5 };
	int kept = ERR_BUSY;
	w->cx.now = clock_now();
	for (int i = 0; i < TRIES && kept == ERR_BUSY; i++)
		kept = rc == OK ? outbox_done(&w->cx, job->id)
				: outbox_failed(&w->cx, job->id, problem,
					  rc == ERR_INVALID);
	if (rc == OK)
		log_info("event=job job=%lld kind=%s attempt=%lld",
			(long long)job->id, job->kind,
			(long long)job->attempts);
	else
		log_warn("event=job_failed job=%lld kind=%s attempt=%lld "
			 "final=%d problem=\"%s\"",
			(long long)job->id, job->kind, (long long)job->attempts,
			rc == ERR_INVALID, problem);
	if (kept != OK)
		log_error("event=job_not_kept job=%lld", (long long)job->id);
}

int worker_step(struct worker *w)
{
	struct job job;
	const char *problem = "";
	w->cx.now = clock_now();
	w->cx.locale = w->conf->root_lang;
	int rc = outbox_take(&w->cx, LEASE_MS, &job);
	if (rc == OK) {
		rc = job_run(w, &job, &problem);
		w->cx.locale = w->conf->root_lang;
		job_finish(w, &job, rc, problem);
		rc = OK;
	}
	arena_clear(w->cx.arena);
	return rc;
}

static void expire(struct worker *w)
{
	int64_t n = 0;
	int rc = order_expire(&w->cx, &n);
	if (rc < 0 || n > 0)
		log_info("event=expire orders=%lld rc=%d", (long long)n, rc);
	rc = order_remind(&w->cx, &n);
	if (rc < 0 || n > 0)
		log_info("event=remind orders=%lld rc=%d", (long long)n, rc);
}

static void clean(struct worker *w)
{
	int64_t carts = 0, sessions = 0, alerts = 0, letters = 0;
	int64_t logins = 0;
	int rc = clean_carts(&w->cx, &carts);
	if (rc == OK)
		rc = alert_clean(&w->cx, &alerts);
	if (rc == OK)
		rc = clean_sessions(&w->cx, &sessions);
	if (rc == OK)
		rc = account_sweep(&w->cx, &logins);
	if (rc == OK)
		rc = clean_attempts(&w->cx);
	if (rc == OK)
		rc = subscriber_expire(&w->cx, &letters);
	log_info("event=clean carts=%lld sessions=%lld rc=%d", (long long)carts,
		(long long)sessions + (long long)logins, rc);
}

/* Lists and facets: what the clock changed, or a migration left. */
static void listings(struct worker *w)
{
	enum { STEP = 200 };
	int64_t n = STEP;
	while (n == STEP && listing_due(&w->cx, STEP, &n) == OK)
		;
	int rc = listing_pending(&w->cx, &n);
	if (rc == OK && n > 0)
		rc = listing_flush(&w->cx);
	if (rc < 0)
		log_warn("event=listing rc=%d", rc);
}

/* None should ever be wrong; if one is, it is for the log to tell. */
static void listings_mend(struct worker *w)
{
	enum { STEP = 100 };
	int64_t after = 0, wrong = 0;
	int rc;
	do {
		rc = listing_verify(&w->cx, &after, STEP, true, &wrong);
		arena_clear(w->cx.arena);
	} while (rc == OK && after > 0);
	if (rc < 0 || wrong > 0)
		log_warn("event=listing_mend rows=%lld rc=%d", (long long)wrong,
			rc);
}

/* A step at a time: others write in between. */
static void index_words(struct worker *w)
{
	enum { STEP = 40 };
	bool left = false;
	int rc = search_refresh(&w->cx, STEP, &left);
	if (rc < 0)
		log_warn("event=search_refresh rc=%d", rc);
}

static void daily(struct worker *w)
{
	int64_t files = worker_sweep(w), docs = 0;
	int rc = search_reorder(&w->cx, &docs);
	if (rc == OK)
		rc = search_log_sweep(&w->cx);
	db_optimize(w->cx.db);
	log_info("event=daily files=%lld documents=%lld rc=%d",
		(long long)files, (long long)docs, rc);
}

/* What was asked, at its own time, however late this is. */
static void prices(struct worker *w)
{
	int64_t n = 0;
	int rc = price_sweep(&w->cx, &n);
	if (rc < 0)
		log_warn("event=price_sweep variants=%lld rc=%d", (long long)n,
			rc);
}

/* What people wait for: back in stock, cheaper. */
static void alerts(struct worker *w)
{
	int64_t n = 0;
	bool due;
	int rc = alert_look(&w->cx, &w->looked, &due);
	if (rc == OK && due)
		rc = alert_sweep(&w->cx, &n);
	if (rc < 0)
		w->looked = (struct alert_look){0};
	if (rc < 0 || n > 0)
		log_info("event=alerts mails=%lld rc=%d", (long long)n, rc);
}

/* What suggestions bring: the oftener, the less there is to count, and soon
 * after somebody did something. */
static void rails(struct worker *w, bool whole)
{
	enum { REST = 100 }; /* parts of the time, to one of work */
	int64_t days = 0, began = clock_now();
	int rc = rail_stat_roll(&w->cx, whole, &days);
	int64_t took = clock_now() - began, rest = took * REST;
	w->rail_rest_ms = w->cx.now +
			  (rest < 5 * MS_SECOND ? 5 * MS_SECOND : rest);
	w->rail_ms = w->cx.now + (rest < 5 * MS_MINUTE ? 5 * MS_MINUTE : rest);
	if (rc < 0 || whole)
		log_info("event=rails days=%lld ms=%lld rc=%d", (long long)days,
			(long long)took, rc);
}

/* What visitors did, from the ring into the tables. */
static void events(struct worker *w)
{
	int64_t n = 0;
	bool left = false;
	int rc = event_open(
		arena_printf(w->cx.arena, "%s/run/events", w->conf->dir));
	if (rc == OK) /* nothing of such goods is written */
		rc = sensitive_follow(&w->cx);
	if (rc == OK)
		rc = event_drain(&w->cx, &n);
	if (n > 0 && w->rail_ms > w->rail_rest_ms)
		w->rail_ms = w->rail_rest_ms;
	/* it looks at every customer: until all are done, then seldom */
	if (rc == OK && w->cx.now >= w->known_ms) {
		rc = profile_backfill(&w->cx, 200, &left);
		w->known_ms = left ? 0 : w->cx.now + 10 * MS_MINUTE;
	}
	if (rc < 0)
		log_warn("event=events rc=%d", rc);
}

/* The clock was put back: nothing waits until it is that late again. */
static void clock_check(struct worker *w, int64_t now)
{
	if (now < w->seen_ms - MS_MINUTE) {
		w->expire_ms = w->clean_ms = w->optimize_ms = 0;
		w->feed_ms = w->pay_ms = w->event_ms = w->alert_ms = 0;
		w->rail_ms = w->rail_rest_ms = w->value_ms = w->model_ms =
			w->known_ms = 0;
		w->looked = (struct alert_look){0};
	}
	w->seen_ms = now;
}

void worker_tick(struct worker *w)
{
	int64_t now = w->cx.now = clock_now();
	w->cx.locale = w->conf->root_lang;
	clock_check(w, now);
	listings(w);
	index_words(w);
	prices(w);
	if (now >= w->expire_ms) {
		w->expire_ms = now + 10 * MS_MINUTE;
		expire(w);
	}
	if (now >= w->pay_ms) {
		w->pay_ms = now + 15 * MS_SECOND;
		worker_payments(w);
	}
	if (now >= w->event_ms) {
		w->event_ms = now + MS_SECOND;
		events(w);
	}
	if (now >= w->alert_ms) {
		w->alert_ms = now + 5 * MS_SECOND;
		alerts(w);
	}
	if (now >= w->rail_ms)
		rails(w, false);
	worker_values(w);
	worker_model(w);
	int rc = worker_feeds(w);
	if (rc < 0)
		log_error("event=feed rc=%d", rc);
	if (now >= w->clean_ms) {
		w->clean_ms = now + MS_HOUR;
		clean(w);
	}
	if (now >= w->optimize_ms) {
		w->optimize_ms = now + MS_DAY;
		listings_mend(w);
		daily(w);
		rails(w, true); /* before events are deleted by age */
		worker_retain(w);
	}
	arena_clear(w->cx.arena);
}
