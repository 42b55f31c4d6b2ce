/* puoti recommend: the model of what goes with what. */
#include "cli/recommend.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "domain/model.h"
#include "domain/outbox.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/json.h"
#include "lib/log.h"

static const char text[] =
	"Usage: puoti --data DIR recommend make [--asked]\n"
	"       puoti --data DIR recommend show\n"
	"       puoti recommend rank --orders CSV --cases CSV [--top N]\n\n"
	"make learns from the shop's orders what goes with what, and lets it\n"
	"serve; show says what serves and since when.\n"
	"  --asked  only if somebody asked for it, or the night has passed: as\n"
	"           puoti worker does\n\n"
	"rank learns from the orders in a file (time,basket,customer,item) and\n"
	"ranks items for the cases in another (case,kind,customer,context; kind\n"
	"cart, new or next): \"case,items\" on standard output, by the very code\n"
	"that serves a shop.  It needs no shop.\n"
	"  --top N  how many for each case at most, 1 to 1000 (20)\n";

static const char *why_of(struct cx *cx, const struct job *job)
{
	static const char *const known[] = {"night", "import", "asked"};
	json_t *payload = json_loads(job->payload, 0, NULL);
	const char *why = json_string_value(json_object_get(payload, "why"));
	const char *found = "asked";
	for (size_t i = 0; why && i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(known[i], why))
			found = known[i];
	json_decref(payload);
	(void)cx;
	return found;
}

static int make(struct cx *cx, const char *why)
{
	cx->now = clock_now();
	int rc = model_make(cx, why);
	if (rc == ERR_BUSY)
		return cli_fail("recommend", "the shop is busy, or another "
					     "model is being made: try later");
	if (rc < 0)
		return cli_fail("recommend", "it could not be made: the log "
					     "says why");
	return 0;
}

/* All that wait are answered by one. */
static int make_asked(struct cx *cx)
{
	enum { LEASE_MS = 45 * 60 * 1000 };
	struct job job;
	bool due = false;
	const char *why = "";
	setpriority(PRIO_PROCESS, 0, 10); /* customers come first */
	int rc = outbox_take_kind(cx, "model", LEASE_MS, &job);
	if (rc == OK) {
		int status = make(cx, why_of(cx, &job));
		cx->now = clock_now();
		rc = status == 0 ? outbox_done(cx, job.id)
				 : outbox_failed(cx, job.id,
					   "it could not be made", false);
		return rc == OK ? status : 1;
	}
	if (rc == ERR_NOT_FOUND)
		rc = model_due(cx, &due, &why);
	if (rc < 0)
		return 1;
	return due ? make(cx, why) : 0;
}

static void show_one(struct cx *cx, const struct model *m)
{
	printf("%s since %s: %" PRId64 " orders, %" PRId64
	       " customers, %" PRId64 " products, %s, made in %.1f s (%s)\n",
		m->state,
		clock_format(cx->arena, cx->root, CLOCK_DATETIME,
			m->served_ms ? m->served_ms : m->began_ms),
		m->orders, m->customers, m->products, m->method,
		(double)m->took_ms / 1000, m->why);
}

static int show(struct cx *cx)
{
	enum { SHOWN = 5 };
	struct model *all;
	size_t n;
	if (model_list(cx, SHOWN, &all, &n) < 0)
		return cli_fail("recommend", "it cannot be read");
	for (size_t i = 0; i < n; i++)
		show_one(cx, &all[i]);
	if (n == 0)
		printf("no model yet\n");
	return 0;
}

static int with_shop(const struct cli *cli, int (*fn)(struct cx *cx))
{
	struct cli_shop shop;
	if (!cli_open(cli, &shop))
		return 1;
	int status = fn(&shop.cx);
	cli_close(&shop);
	return status;
}

static int make_now(struct cx *cx)
{
	return make(cx, "asked");
}

static const struct option options[] = {
	{"help", no_argument, NULL, 'h'},
	{"asked", no_argument, NULL, 'a'},
	{"orders", required_argument, NULL, 'o'},
	{"cases", required_argument, NULL, 'c'},
	{"top", required_argument, NULL, 't'},
	{NULL, 0, NULL, 0},
};

int cli_recommend(const struct cli *cli, int argc, char **argv)
{
	struct rank_wish wish = {.top = 20};
	bool asked = false;
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'o')
			wish.orders = optarg;
		else if (c == 'c')
			wish.cases = optarg;
		else if (c == 't')
			wish.top = rank_top(optarg);
		else if (c == 'a')
			asked = true;
		else
			return cli_usage(c == 'h' ? 0 : 2, text);
	}
	const char *verb = optind + 1 == argc ? argv[optind] : "";
	bool files = wish.orders || wish.cases;
	if (!strcmp(verb, "make") && !files)
		return with_shop(cli, asked ? make_asked : make_now);
	if (!strcmp(verb, "show") && !files && !asked)
		return with_shop(cli, show);
	if (!strcmp(verb, "rank") && wish.orders && wish.cases && wish.top &&
		!asked)
		return rank_run(&wish);
	return cli_usage(2, text);
}
