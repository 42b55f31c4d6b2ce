/* puoti worker: the background jobs, until it is told to stop. */
#include <curl/curl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>

#include "cli/cli.h"
#include "domain/setting.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/tpl.h"
#include "worker/worker.h"

static const char text[] =
	"Usage: puoti --data DIR worker [--once]\n\n"
	"Sends mail, makes pictures, lets unpaid orders go, cleans up.  TERM\n"
	"ends it after the job at hand.\n\n"
	"  --once  do all that is due now, then end\n";

enum { IDLE_S = 1, BUSY_S = 5 };

/* Signals wait while a job runs; true when one came to end us. */
static bool told_to_stop(const sigset_t *stop, time_t seconds)
{
	struct timespec wait = {.tv_sec = seconds};
	return sigtimedwait(stop, NULL, &wait) > 0;
}

static int run(struct worker *w, bool once)
{
	sigset_t stop;
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	signal(SIGPIPE, SIG_IGN);
	log_info("event=worker_start");
	for (;;) {
		worker_tick(w);
		int rc = worker_step(w);
		if (once && rc != OK)
			return rc == ERR_NOT_FOUND ? 0 : 1;
		time_t pause = rc == OK              ? 0
			       : rc == ERR_NOT_FOUND ? IDLE_S
						     : BUSY_S;
		if (told_to_stop(&stop, pause))
			break;
	}
	log_info("event=worker_end");
	return 0;
}

int cli_worker(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{"once", no_argument, NULL, 'o'},
		{NULL, 0, NULL, 0},
	};
	bool once = false;
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c != 'o')
			return cli_usage(c == 'h' ? 0 : 2, text);
		once = true;
	}
	if (optind != argc)
		return cli_usage(2, text);
	struct cli_shop shop;
	if (!cli_open(cli, &shop))
		return 1;
	curl_global_init(CURL_GLOBAL_DEFAULT);
	if (tpl_init(cli_share(&shop.conf, "templates")) < 0) {
		cli_close(&shop);
		return cli_fail("worker", "the templates cannot be read");
	}
	struct worker w = {.cx = shop.cx, .conf = &shop.conf};
	int status = run(&w, once);
	worker_model_stop(&w, once);
	curl_global_cleanup();
	cli_close(&shop);
	return status;
}
