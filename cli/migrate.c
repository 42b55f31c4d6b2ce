/* puoti migrate: bring the database up to this version. */
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>

#include "domain/brand.h"
#include "domain/listing.h"
#include "domain/search.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/fts.h"
#include "lib/image.h"
#include "lib/migrate.h"

enum { LISTING_STEP = 200 };

static const char text[] =
	"Usage: puoti --data DIR migrate [--print-postgresql]\n\n"
	"Applies the migrations that the database does not have yet, each in\n"
	"its own transaction, and makes the search index anew where it is\n"
	"out of date.\n\n"
	"  --print-postgresql  print all migrations for PostgreSQL instead\n";

static int print_postgresql(const struct conf *conf)
{
	struct buf out = {0};
	if (migrate_print_pg(cli_share(conf, "migrations"), &out) < 0)
		return cli_fail("migrate", "the migrations cannot be read");
	fwrite(out.p, 1, out.len, stdout);
	buf_release(&out);
	return 0;
}

/* What the clock has changed since the worker last looked. */
static int due_flush(struct cx *cx)
{
	int64_t n = LISTING_STEP;
	int rc = OK;
	while (rc == OK && n == LISTING_STEP)
		rc = listing_due(cx, LISTING_STEP, &n);
	return rc;
}

int cli_compute(struct db *db, const struct conf *conf)
{
	enum { STEP = 500 };
	bool left = true;
	struct cx cx = {.db = db,
		.arena = arena_new(),
		.now = clock_now(),
		.locale = conf->root_lang,
		.root = conf->root_lang,
		.request_id = ""};
	int rc = brand_adopt(&cx);
	if (rc == OK)
		rc = listing_flush(&cx);
	if (rc == OK)
		rc = due_flush(&cx);
	for (int n = 0; rc == OK && left; n++) {
		rc = search_refresh(&cx, STEP, &left);
		if (rc == OK && n && !left)
			rc = fts_tidy(db, true);
		arena_clear(cx.arena);
	}
	arena_free(cx.arena);
	return rc;
}

int cli_migrate(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{"print-postgresql", no_argument, NULL, 'p'},
		{NULL, 0, NULL, 0},
	};
	struct conf conf;
	bool print = false;
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c != 'p')
			return cli_usage(c == 'h' ? 0 : 2, text);
		print = true;
	}
	if (optind != argc)
		return cli_usage(2, text);
	if (!cli_conf(cli, &conf))
		return 1;
	if (print)
		return print_postgresql(&conf);
	struct db *db = db_open(conf_path(&conf, "puoti.db"));
	if (!db)
		return cli_fail("migrate", "no database in %s", conf.dir);
	int rc = migrate_up(db, cli_share(&conf, "migrations"));
	if (rc == OK)
		rc = cli_compute(db, &conf);
	db_close(db);
	if (rc < 0)
		return cli_fail("migrate", "the database was left as it was");
	image_rename_old(&conf);
	printf("The database is up to date.\n");
	return 0;
}
