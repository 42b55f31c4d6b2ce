/* The program: picks a sub-command, as the owner of the shop's directory. */
#include "cli/cli.h"

#include <errno.h>
#include <getopt.h>
#include <grp.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/migrate.h"
#include "lib/tr.h"
#include "www/serve.h"

static const char DEFAULT_DATA[] = "/var/lib/puoti";

/* clang-format off */
static const struct command commands[] = {
	{"backup",  cli_backup,  "put the whole shop into one file"},
	{"demo",    cli_demo,    "make the demo shop"},
	{"doctor",  cli_doctor,  "check that everything is in order"},
	{"export",  cli_export,  "write the products to a file"},
	{"import",  cli_import,  "take over another shop's products"},
	{"init",    cli_init,    "make a new, empty shop"},
	{"migrate", cli_migrate, "bring the database up to this version"},
	{"nginx",   cli_nginx,   "print the web server's configuration"},
	{"recommend", cli_recommend, "learn what goes with what"},
	{"restore", cli_restore, "make the shop again from such a file"},
	{"serve",   cli_serve,   "answer the web server"},
	{"user",    cli_user,    "add people who run the shop"},
	{"worker",  cli_worker,  "run the background jobs"},
	{NULL, NULL, NULL},
};
/* clang-format on */

static int usage(FILE *out)
{
	fprintf(out,
		"Usage: puoti [--data DIR] COMMAND [OPTION...]\n\n"
		"  --data DIR  the shop's directory (default: $PUOTI_DATA, "
		"else %s)\n"
		"  --help      this text\n"
		"  --version   the program's version\n\nCommands:\n",
		DEFAULT_DATA);
	for (const struct command *c = commands; c->name; c++)
		fprintf(out, "  %-10s  %s\n", c->name, c->help);
	fprintf(out, "\npuoti COMMAND --help tells more.\n");
	return out == stdout ? 0 : 2;
}

int cli_usage(int status, const char *text)
{
	fputs(text, status ? stderr : stdout);
	return status;
}

int cli_fail(const char *name, const char *fmt, ...)
{
	va_list ap;
	fprintf(stderr, "puoti %s: ", name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return 1;
}

const char *cli_share(const struct conf *conf, const char *name)
{
	return conf_share(conf, name);
}

bool cli_conf(const struct cli *cli, struct conf *conf)
{
	if (conf_load(conf, cli->data) == OK)
		return true;
	fprintf(stderr, "puoti: the configuration is not right (%s)\n",
		conf_path(conf, "puoti.conf"));
	return false;
}

static bool open_parts(struct cli_shop *shop)
{
	const struct conf *conf = &shop->conf;
	if (secret_load(&shop->secret, conf_path(conf, "key"), false) < 0) {
		fprintf(stderr, "puoti: no key in %s: is it a shop?\n",
			conf->dir);
		return false;
	}
	shop->cx.db = db_open(conf_path(conf, "puoti.db"));
	if (!shop->cx.db) {
		fprintf(stderr, "puoti: cannot open the database in %s\n",
			conf->dir);
		return false;
	}
	if (migrate_check(shop->cx.db, cli_share(conf, "migrations")) < 0) {
		fprintf(stderr, "puoti: the database is of another version: "
				"run puoti migrate\n");
		return false;
	}
	return true;
}

bool cli_open(const struct cli *cli, struct cli_shop *shop)
{
	*shop = (struct cli_shop){0};
	if (!cli_conf(cli, &shop->conf))
		return false;
	clock_zone(shop->conf.zone);
	tr_init(shop->conf.locale_dir);
	tr_use(shop->conf.root_lang);
	shop->cx = (struct cx){
		.arena = arena_new(),
		.now = clock_now(),
		.locale = shop->conf.root_lang,
		.root = shop->conf.root_lang,
		.request_id = "",
		.secret = &shop->secret,
		.conf = &shop->conf,
	};
	if (open_parts(shop))
		return true;
	cli_close(shop);
	return false;
}

void cli_close(struct cli_shop *shop)
{
	if (shop->cx.db)
		db_close(shop->cx.db);
	if (shop->cx.arena)
		arena_free(shop->cx.arena);
	shop->cx.db = NULL;
	shop->cx.arena = NULL;
}

/* Started as root on another's shop: become its owner before any file in it
 * is opened, so that nothing in it ever belongs to root. */
static bool owner_become(const char *data)
{
	struct stat st;
	if (geteuid() != 0 || stat(data, &st) < 0 || st.st_uid == 0)
		return true;
	const struct passwd *pw = getpwuid(st.st_uid);
	int rc = pw ? initgroups(pw->pw_name, st.st_gid)
		    : setgroups(1, &st.st_gid);
	if (rc < 0 || setgid(st.st_gid) < 0 || setuid(st.st_uid) < 0 ||
		setuid(0) == 0) {
		fprintf(stderr, "puoti: cannot become the owner of %s\n", data);
		return false;
	}
	return true;
}

static const struct command *command_find(const char *name)
{
	for (const struct command *c = commands; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

static const char *data_default(void)
{
	const char *data = getenv("PUOTI_DATA");
	return data && *data ? data : DEFAULT_DATA;
}

static bool is_cgi(void)
{
	struct stat st;
	return getenv("GATEWAY_INTERFACE") &&
	       !(fstat(STDIN_FILENO, &st) == 0 && S_ISSOCK(st.st_mode));
}

/* Arguments are ignored: a web server may pass on what a visitor wrote. */
static int run_cgi(void)
{
	struct cli cli = {data_default()};
	struct conf conf;
	if (!owner_become(cli.data) || !cli_conf(&cli, &conf))
		return 1;
	return cgi_run(&conf);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{"data", required_argument, NULL, 'd'},
		{"help", no_argument, NULL, 'h'},
		{"version", no_argument, NULL, 'v'},
		{NULL, 0, NULL, 0},
	};
	umask(0027);
	if (is_cgi())
		return run_cgi();

	struct cli cli = {data_default()};
	int c;
	while ((c = getopt_long(argc, argv, "+hv", options, NULL)) != -1) {
		if (c == 'v') {
			printf("puoti %s\n", PUOTI_VERSION);
			return 0;
		}
		if (c == 'd')
			cli.data = optarg;
		else
			return usage(c == 'h' ? stdout : stderr);
	}
	if (optind == argc)
		return usage(stderr);
	const struct command *command = command_find(argv[optind]);
	if (!command) {
		fprintf(stderr, "puoti: no such command: %s\n\n", argv[optind]);
		return usage(stderr);
	}
	if (!owner_become(cli.data))
		return 1;
	argc -= optind;
	argv += optind;
	optind = 0; /* glibc: start afresh */
	return command->fn(&cli, argc, argv);
}
