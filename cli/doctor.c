/* puoti doctor: one line a check, exit status 1 when one fails. */
#include "cli/cli.h"

#include <dirent.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "domain/event.h"
#include "domain/health.h"
#include "domain/model.h"
#include "domain/provider.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/migrate.h"
#include "lib/tpl.h"
#include "lib/tr.h"
#include "lib/words.h"

static const char text[] =
	"Usage: puoti --data DIR doctor\n\n"
	"Checks configuration, key, database, stock, disk, jobs, web server,\n"
	"templates, translations and search.  Exit status 1 when a check fails.\n";

enum { DISK_MIN_MB = 200 };

static int failures;

static void __attribute__((format(printf, 3, 4)))
report(const char *what, bool ok, const char *fmt, ...)
{
	va_list ap;
	printf("%-4s  %s: ", ok ? "ok" : "FAIL", what);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	failures += !ok;
}

static void check_key(const struct conf *conf)
{
	struct stat st;
	if (stat(conf_path(conf, "key"), &st) < 0)
		report("key", false, "not there");
	else if (st.st_mode & 077)
		report("key", false, "others may read it (mode %03o, want 600)",
			(unsigned)(st.st_mode & 0777));
	else
		report("key", st.st_size >= CRYPT_KEY, "%s",
			st.st_size >= CRYPT_KEY ? "private" : "too short");
}

static void check_count(const char *what, int64_t n, const char *bad)
{
	if (n < 0)
		report(what, false, "could not be checked");
	else if (n > 0)
		report(what, false, "%lld %s", (long long)n, bad);
	else
		report(what, true, "in order");
}

/* Suggestions without a model, or with one of last week, are still shown. */
static void check_model(struct cx *cx)
{
	enum { OLD_DAYS = 3 };
	struct model m;
	int rc = model_get(cx, &m);
	if (rc == ERR_NOT_FOUND) {
		report("model", true, "none yet: puoti worker makes one");
		return;
	}
	int64_t days = (cx->now - m.began_ms) / MS_DAY;
	report("model", rc == OK && days < OLD_DAYS,
		days < OLD_DAYS ? "made %lld days ago"
				: "made %lld days ago, though it is made anew "
				  "every night: see the worker's log",
		(long long)days);
}

static void check_database(struct cli_shop *shop)
{
	struct cx *cx = &shop->cx;
	const char *words = db_integrity(cx->db, cx->arena);
	bool ok = words && strcmp(words, "ok") == 0;
	report("database", ok, "%s",
		ok      ? "sound"
		: words ? words
			: "unreadable");
	bool schema = migrate_check(cx->db,
			      cli_share(&shop->conf, "migrations")) == OK;
	report("schema", schema, "%s",
		schema ? "of this version" : "run puoti migrate");
	if (!schema)
		return;
	check_count("stock", health_stock_sums(cx),
		"rows differ from the sum of their movements");
	check_count("holds", health_stock_holds(cx),
		"rows differ from the sum of their holds");
	check_count("places", health_stock_places(cx),
		"stock rows or holds lie where they must not");
	check_count("lists", health_listings(cx),
		"products differ from what lists know (the worker mends it)");
	check_count("orders", health_orders(cx),
		"sums or states of orders' money do not agree");
	check_count("gift cards", health_gift_cards(cx),
		"gift cards differ from the sum of their moves");
	check_count("promotions", health_promotions(cx),
		"counts of promotions or codes differ from their uses");
	check_count("reviews", health_reviews(cx),
		"stars or votes differ from the reviews themselves");
	check_count("documents", health_documents(cx),
		"numbers of invoices and credit notes are missing");
	check_count("worker", health_late_jobs(cx),
		"jobs have been due for a quarter of an hour: is puoti worker "
		"running?");
	check_model(cx);
	check_count("jobs", health_dead_letters(cx),
		"were given up (see the admin's front page)");
}

static void check_disk(const struct conf *conf)
{
	struct statvfs fs;
	if (statvfs(conf->dir, &fs) < 0) {
		report("disk", false, "cannot be asked");
		return;
	}
	unsigned long long mb = (unsigned long long)fs.f_bavail * fs.f_frsize /
				(1024 * 1024);
	report("disk", mb >= DISK_MIN_MB, "%llu MB free", mb);
}

static bool file_names(const char *path, const char *needle)
{
	char line[4096];
	bool found = false;
	FILE *f = fopen(path, "re");
	if (!f)
		return false;
	while (!found && fgets(line, sizeof(line), f))
		found = strstr(line, needle) != NULL;
	fclose(f);
	return found;
}

/* Does a configuration of the web server lead to our socket? */
static bool nginx_knows(const char *dir, const char *socket_path)
{
	DIR *d = opendir(dir);
	bool found = false;
	struct dirent *e;
	while (d && !found && (e = readdir(d))) {
		char path[512];
		int n = snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
		found = n > 0 && (size_t)n < sizeof(path) &&
			file_names(path, socket_path);
	}
	if (d)
		closedir(d);
	return found;
}

static void check_nginx(const struct conf *conf)
{
	const char *socket_path = conf_path(conf, "run/puoti.sock");
	bool ok = file_names(conf_path(conf, "run/nginx.conf"), socket_path) ||
		  nginx_knows("/etc/nginx/sites-enabled", socket_path) ||
		  nginx_knows("/etc/nginx/conf.d", socket_path);
	report("web server", ok, "%s",
		ok ? "nginx leads to this shop"
		   : "no nginx configuration leads to this shop: "
		     "puoti nginx prints one");
}

static void check_words(const struct conf *conf)
{
	bool all = true;
	for (const struct tr_lang *l = tr_langs; l->code; l++) {
		char path[512];
		if (strcmp(l->code, "en") == 0)
			continue;
		snprintf(path, sizeof(path), "%s/%s/LC_MESSAGES/puoti.mo",
			conf->locale_dir, l->code);
		all = all && access(path, R_OK) == 0;
	}
	report("translations", all, "%s", all ? "found" : "not installed");
	report("passwords", password_dictionary(), "%s",
		password_dictionary() ? "common ones are refused"
				      : "no dictionary of common ones: install "
					"cracklib-runtime");
	report("templates", tpl_init(cli_share(conf, "templates")) == 0, "%s",
		cli_share(conf, "templates"));
}

/* What people do waits in memory until the worker writes it. */
static void check_events(const struct conf *conf)
{
	const char *path = conf_path(conf, "run/events");
	if (access(path, F_OK) < 0 || event_open(path) != OK) {
		report("events", true, "none are noted");
		return;
	}
	int64_t left = event_left(), lost = event_lost(), room = event_room();
	event_close();
	/* a worker that has its turn leaves none for a second */
	if (left >= room / 4)
		report("events", false,
			"%lld wait to be written, %lld have room: is puoti "
			"worker running, or is there a long import?",
			(long long)left, (long long)room);
	else
		report("events", true,
			"%lld wait, %lld have room, %lld were lost so far",
			(long long)left, (long long)room, (long long)lost);
}

/* Less is found without it, but the shop works. */
static void check_search(void)
{
	if (words_finnish())
		report("search", true, "Finnish words are known in all forms");
	else
		report("search", true,
			"no Finnish dictionary (voikko-fi): many inflected"
			" words and parts of compounds are not found");
}

/* Ways to pay that are on and cannot be used, and what buyers would think. */
static void check_payments(struct cli_shop *shop)
{
	struct cx *cx = &shop->cx;
	const char *const *codes = pay_way_codes(cx);
	int on = 0;
	for (size_t i = 0; codes[i]; i++) {
		struct arena *a = cx->arena;
		const struct provider *p = provider_find(
			pay_way_provider(codes[i]));
		bool demo = strcmp(codes[i], "demo_card") == 0;
		if ((demo && !shop->conf.demo) ||
			!setting_bool(cx, arena_printf(a, "pay.%s", codes[i])))
			continue;
		on++;
		if (!p || demo)
			continue;
		bool live = setting_bool(
			cx, arena_printf(a, "pay.%s.live", codes[i]));
		report(codes[i], p->ready(cx), "%s",
			!p->ready(cx) ? "is on, but its keys are missing or do "
					"not open: buyers do not see it"
			: live        ? "live"
				      : "a test: orders are paid without "
					"money");
	}
	report("payments", on > 0, "%d ways to pay are on", on);
	if (*shop->conf.pay_standin)
		report("pay_standin", false, "payments go to a stand-in: %s",
			shop->conf.pay_standin);
}

int cli_doctor(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int c = getopt_long(argc, argv, "h", options, NULL);
	if (c != -1 || optind != argc)
		return cli_usage(c == 'h' ? 0 : 2, text);

	struct cli_shop shop = {0};
	struct conf *conf = &shop.conf;
	bool readable = conf_load(conf, cli->data) == OK;
	report("configuration", readable, "%s", conf_path(conf, "puoti.conf"));
	if (!readable)
		return 1;
	clock_zone(conf->zone);
	tr_init(conf->locale_dir);
	check_key(conf);
	shop.cx.arena = arena_new();
	shop.cx.now = clock_now();
	shop.cx.locale = shop.cx.root = conf->root_lang;
	bool there = access(conf_path(conf, "puoti.db"), R_OK | W_OK) == 0;
	shop.cx.db = there ? db_open(conf_path(conf, "puoti.db")) : NULL;
	shop.cx.conf = conf;
	shop.cx.request_id = "";
	shop.cx.secret = &shop.secret;
	if (shop.cx.db)
		check_database(&shop);
	else
		report("database", false, "cannot be opened");
	if (shop.cx.db &&
		secret_load(&shop.secret, conf_path(conf, "key"), false) == OK)
		check_payments(&shop);
	check_events(conf);
	check_disk(conf);
	check_nginx(conf);
	check_words(conf);
	check_search();
	cli_close(&shop);
	return failures ? 1 : 0;
}
