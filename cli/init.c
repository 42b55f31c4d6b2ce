/* puoti init: make a new, empty shop. */
#include "cli/cli.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/db.h"
#include "lib/err.h"
#include "lib/migrate.h"

static const char text[] =
	"Usage: puoti --data DIR init [--user NAME] [--base-url URL]\n"
	"                             [--language CODE]\n\n"
	"Makes a new shop in DIR: a key, puoti.conf, the database, folders.\n"
	"DIR must be absent or empty.\n\n"
	"  --user NAME      who shall own it (only root may say)\n"
	"  --base-url URL   its address, such as https://shop.example\n"
	"  --language CODE  the language at the root: en, fi or sv\n";

static const char conf_text[] =
	"# What the operator sets.  Each may be overridden by PUOTI_KEY in\n"
	"# the environment.  After a change: systemctl reload puoti\n"
	"base_url = %s\n"
	"root_lang = %s\n"
	"# zone = Europe/Helsinki\n"
	"# workers = 4\n"
	"# Where mail goes: smtp://host:port, smtps://host:port, or file: for\n"
	"# DIR/mail\n"
	"# mail_url = smtp://localhost:25\n"
	"# mail_user =\n"
	"# mail_password =\n"
	"%s";

static const char conf_demo_text[] =
	"# A demo: pays with a card that is none, and sets nobody limits.\n"
	"demo = yes\n"
	"limits = no\n";

static const struct {
	const char *name;
	mode_t mode;
} folders[] = {
	{"media", 0750}, /* the web server reads it */
	{"file", 0750},  /* and this */
	{"run", 0750},
	{"upload", 0700},
	{"mail", 0700},
};

enum dir_state { DIR_ABSENT, DIR_EMPTY, DIR_SHOP, DIR_FOREIGN };

static enum dir_state dir_look(const char *dir)
{
	DIR *d = opendir(dir);
	if (!d)
		return errno == ENOENT ? DIR_ABSENT : DIR_FOREIGN;
	enum dir_state state = DIR_EMPTY;
	struct dirent *e;
	while ((e = readdir(d))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (strcmp(e->d_name, "key") == 0)
			state = DIR_SHOP;
		else if (state == DIR_EMPTY)
			state = DIR_FOREIGN;
	}
	closedir(d);
	return state;
}

/* Write DIR/name when it is absent; the mode holds from the first moment. */
static bool file_make(
	const struct conf *conf, const char *name, const char *content)
{
	int fd = open(conf_path(conf, name),
		O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno == EEXIST;
	size_t n = strlen(content);
	bool ok = write(fd, content, n) == (ssize_t)n && fsync(fd) == 0;
	return close(fd) == 0 && ok;
}

bool shop_folders(const struct conf *conf)
{
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (mkdir(conf_path(conf, folders[i].name), folders[i].mode) <
				0 &&
			errno != EEXIST)
			return false;
	return true;
}

static bool database_make(const struct conf *conf)
{
	/* made here, because SQLite would take its mode from the umask */
	if (!file_make(conf, "puoti.db", ""))
		return false;
	struct db *db = db_open(conf_path(conf, "puoti.db"));
	if (!db)
		return false;
	int rc = migrate_up(db, cli_share(conf, "migrations"));
	if (rc == OK) /* of nothing yet: so that nothing is made twice */
		rc = cli_compute(db, conf);
	db_close(db);
	return rc == OK;
}

/* The configuration before there is a file: defaults and environment. */
static bool conf_first(struct conf *conf, const char *dir)
{
	return conf_load(conf, dir) == OK;
}

bool shop_create(const char *dir, const char *command)
{
	struct conf conf;
	struct secret secret;
	enum dir_state state = dir_look(dir);
	if (state == DIR_FOREIGN) {
		cli_fail(command, "%s holds other things than a shop", dir);
		return false;
	}
	if (state == DIR_ABSENT && mkdir(dir, 0750) < 0) {
		cli_fail(command, "cannot make %s: %s", dir, strerror(errno));
		return false;
	}
	if (!conf_first(&conf, dir))
		return cli_fail(command, "the settings are not right") == 0;
	char content[2048];
	snprintf(content, sizeof(content), conf_text, conf.base_url,
		conf.root_lang, conf.demo ? conf_demo_text : "");
	/* the key comes first: from now on the folder is known as a shop, and
	 * a start that was cut short can be repeated */
	if (secret_load(&secret, conf_path(&conf, "key"), true) < 0 ||
		!shop_folders(&conf) ||
		!file_make(&conf, "puoti.conf", content) ||
		!database_make(&conf))
		return cli_fail(command, "cannot make the shop in %s", dir) ==
		       0;
	return true;
}

/* Root makes the folder for another and then becomes that other. */
static bool user_become(const char *dir, const char *name)
{
	const struct passwd *pw = getpwnam(name);
	if (!pw)
		return cli_fail("init", "no such user: %s", name) == 0;
	if (dir_look(dir) == DIR_ABSENT && mkdir(dir, 0750) < 0)
		return cli_fail("init", "cannot make %s: %s", dir,
			       strerror(errno)) == 0;
	if (dir_look(dir) != DIR_EMPTY)
		return cli_fail("init", "%s is not empty", dir) == 0;
	if (chown(dir, pw->pw_uid, pw->pw_gid) < 0 || chmod(dir, 0750) < 0 ||
		initgroups(pw->pw_name, pw->pw_gid) < 0 ||
		setgid(pw->pw_gid) < 0 || setuid(pw->pw_uid) < 0)
		return cli_fail("init", "cannot become %s", name) == 0;
	return true;
}

int cli_init(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{"user", required_argument, NULL, 'u'},
		{"base-url", required_argument, NULL, 'b'},
		{"language", required_argument, NULL, 'l'},
		{NULL, 0, NULL, 0},
	};
	const char *user = NULL;
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'u')
			user = optarg;
		else if (c == 'b')
			setenv("PUOTI_BASE_URL", optarg, 1);
		else if (c == 'l')
			setenv("PUOTI_ROOT_LANG", optarg, 1);
		else
			return cli_usage(c == 'h' ? 0 : 2, text);
	}
	if (optind != argc)
		return cli_usage(2, text);
	if (user && !user_become(cli->data, user))
		return 1;
	enum dir_state state = dir_look(cli->data);
	if (state == DIR_SHOP)
		return cli_fail("init", "%s is a shop already", cli->data);
	if (!shop_create(cli->data, "init"))
		return 1;
	printf("A new shop is in %s.  Next: puoti --data %s user add EMAIL\n",
		cli->data, cli->data);
	return 0;
}
