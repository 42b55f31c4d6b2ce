#include "tests/orders.h"

#include "domain/outbox.h"
#include "lib/clock.h"

static struct job take(struct cx *cx)
{
	struct job job = {0};
	CHECK_OK(outbox_take(cx, MS_MINUTE, &job));
	return job;
}

static void check_none(struct cx *cx)
{
	struct job job;
	CHECK_INT(outbox_take(cx, MS_MINUTE, &job), ERR_NOT_FOUND);
}

static void same_key_is_one_job(struct cx *cx)
{
	CHECK_OK(outbox_add(cx, "mail", "k", "{}", cx->now));
	CHECK_OK(outbox_add(cx, "mail", "k", "{\"other\":1}", cx->now));
	struct job job = take(cx);
	CHECK_STR(job.kind, "mail");
	CHECK_STR(job.key, "k");
	CHECK_STR(job.payload, "{}");
	CHECK_INT(job.attempts, 1);
	check_none(cx);
	CHECK_OK(outbox_done(cx, job.id));
	/* Done once is done for ever. */
	CHECK_OK(outbox_add(cx, "mail", "k", "{}", cx->now));
	check_none(cx);
}

static void jobs_wait_for_their_time_and_turn(struct cx *cx)
{
	CHECK_OK(outbox_add(cx, "mail", "later", "{}", cx->now + 2000));
	CHECK_OK(outbox_add(cx, "mail", "sooner", "{}", cx->now + 1000));
	check_none(cx);
	cx->now += 2000;
	CHECK_STR(take(cx).key, "sooner");
	CHECK_STR(take(cx).key, "later");
}

static void lease_that_runs_out_is_taken_again(struct cx *cx)
{
	CHECK_OK(outbox_add(cx, "mail", "k", "{}", cx->now));
	take(cx);
	cx->now += MS_MINUTE - 1;
	check_none(cx);
	cx->now += 1;
	CHECK_INT(take(cx).attempts, 2);
}

static void failures_back_off_and_end(struct cx *cx)
{
	static const int64_t waits[] = {1, 5, 30, 120, 480, 1440};
	CHECK_OK(outbox_add(cx, "mail", "k", "{}", cx->now));
	struct job job = {0};
	for (size_t i = 0; i < 6; i++) {
		job = take(cx);
		CHECK_OK(outbox_failed(cx, job.id, "no answer", false));
		cx->now += waits[i] * MS_MINUTE - 1;
		check_none(cx);
		cx->now += 1;
	}
	job = take(cx);
	CHECK_INT(job.attempts, 7);
	CHECK_OK(outbox_failed(cx, job.id, "no answer", false));
	cx->now += 30 * MS_DAY;
	check_none(cx);

	struct dead_job *dead;
	size_t n;
	CHECK_OK(outbox_dead(cx, &dead, &n));
	CHECK_INT(n, 1);
	CHECK_STR(dead[0].problem, "no answer");
	CHECK_OK(outbox_retry(cx, dead[0].id));
	CHECK_INT(take(cx).attempts, 1);
	CHECK_INT(outbox_retry(cx, dead[0].id), ERR_CONFLICT);
}

static void final_failure_is_not_tried_again(struct cx *cx)
{
	CHECK_OK(outbox_add(cx, "mail", "k", "{}", cx->now));
	struct job job = take(cx);
	CHECK_OK(outbox_failed(cx, job.id, "refused", true));
	cx->now += 30 * MS_DAY;
	check_none(cx);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE state = 'dead'"),
		1);
}

static void job_that_kills_its_worker_is_buried(struct cx *cx)
{
	CHECK_OK(outbox_add(cx, "picture", "k", "{}", cx->now));
	for (int i = 0; i < 7; i++) {
		take(cx);
		cx->now += MS_MINUTE;
	}
	check_none(cx);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE state = 'dead'"),
		1);
}

static void job_given_up_cannot_be_finished(struct cx *cx)
{
	CHECK_OK(outbox_add(cx, "mail", "k", "{}", cx->now));
	struct job job = take(cx);
	CHECK_OK(outbox_done(cx, job.id));
	CHECK_INT(outbox_done(cx, job.id), ERR_CONFLICT);
	CHECK(outbox_failed(cx, job.id, "x", false) < 0);
	check_none(cx);
}

int main(void)
{
	return test_run((struct test[]){
		{"same key is one job", same_key_is_one_job},
		{"jobs wait for their time and turn",
			jobs_wait_for_their_time_and_turn},
		{"lease that runs out is taken again",
			lease_that_runs_out_is_taken_again},
		{"failures back off and end", failures_back_off_and_end},
		{"final failure is not tried again",
			final_failure_is_not_tried_again},
		{"job that kills its worker is buried",
			job_that_kills_its_worker_is_buried},
		{"job given up cannot be finished",
			job_given_up_cannot_be_finished},
		{NULL, NULL},
	});
}
