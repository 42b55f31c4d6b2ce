#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>

#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/cx.h"

/* What a sub-command starts with. */
struct cli {
	const char *data; /* --data: the shop's directory */
};

/*
 * One sub-command; argv[0] is its own name, so that getopt_long works.  The
 * result is the exit status: 0 done, 1 failed, 2 misused.
 */
struct command {
	const char *name;
	int (*fn)(const struct cli *cli, int argc, char **argv);
	const char *help; /* one line */
};

/* The shop a sub-command works on. */
struct cli_shop {
	struct conf conf;
	struct secret secret;
	struct cx cx; /* database, arena, time, the root language */
};

/*
 * Open configuration, key and database; the schema must be current.  False:
 * the reason was printed.  Closed by cli_close.
 */
bool cli_open(const struct cli *cli, struct cli_shop *shop);
void cli_close(struct cli_shop *shop);

/* After migrations: what is computed from the rest of the database. */
int cli_compute(struct db *db, const struct conf *conf);

/* Configuration alone. */
bool cli_conf(const struct cli *cli, struct conf *conf);

/* The address of the help or the complaint: usage on stdout (0) or stderr
 * (2); returns that status. */
int cli_usage(int status, const char *text);

/* "puoti NAME: words" on standard error; returns 1. */
int cli_fail(const char *name, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* SHARE/name, for ever allocated. */
const char *cli_share(const struct conf *conf, const char *name);

/* Sub-commands, one file each. */
int cli_backup(const struct cli *cli, int argc, char **argv);
int cli_restore(const struct cli *cli, int argc, char **argv);
int cli_serve(const struct cli *cli, int argc, char **argv);
int cli_export(const struct cli *cli, int argc, char **argv);
int cli_import(const struct cli *cli, int argc, char **argv);
int cli_demo(const struct cli *cli, int argc, char **argv);
int cli_init(const struct cli *cli, int argc, char **argv);
int cli_migrate(const struct cli *cli, int argc, char **argv);
int cli_user(const struct cli *cli, int argc, char **argv);
int cli_doctor(const struct cli *cli, int argc, char **argv);
int cli_worker(const struct cli *cli, int argc, char **argv);
int cli_recommend(const struct cli *cli, int argc, char **argv);
int cli_nginx(const struct cli *cli, int argc, char **argv);

/*
 * Make the shop in dir when it is not there yet: folders, key, configuration
 * and database with all migrations.  False: the reason was printed.  An
 * existing shop is left as it is; a folder with other things is refused.
 */
bool shop_create(const char *dir, const char *command);

/* Make the folders of a shop that are absent.  False: see errno. */
bool shop_folders(const struct conf *conf);

#endif
