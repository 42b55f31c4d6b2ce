/* puoti import: products from another shop's export. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "domain/import_run.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char text[] =
	"Usage: puoti --data DIR import --format puoti|shopify|woocommerce\n"
	"           [--dry-run] [--locale CODE] [--map \"THEIRS=OURS\"]...\n"
	"           [--pictures ZIP] FILE\n\n"
	"Reads products from another shop's export, all or nothing, and prints\n"
	"what came of it.  The same file again changes nothing.\n\n"
	"  --format FORMAT  whose product CSV it is\n"
	"  --dry-run        do everything, report it, keep nothing\n"
	"  --locale CODE    the language of the texts (default: the shop's)\n"
	"  --map \"THEIRS=OURS\"  the column THEIRS of a WooCommerce file is the\n"
	"                   one that is called OURS in English\n"
	"  --pictures ZIP   the pictures, by file name or by SKU\n";

enum { MAPS_MAX = 60 };

struct maps {
	struct import_map map[MAPS_MAX + 1];
	size_t n;
};

static bool map_add(struct maps *m, char *arg)
{
	char *sign = strrchr(arg, '=');
	if (!sign || m->n == MAPS_MAX)
		return false;
	*sign = '\0';
	m->map[m->n++] = (struct import_map){arg, sign + 1};
	return true;
}

static int run(struct cx *cx, const char *path, struct import_wish *w)
{
	struct buf file = {0};
	struct import_report report = {0};
	if (!import_file_read(path, &file)) {
		buf_release(&file);
		return cli_fail("import", "%s cannot be read", path);
	}
	int rc = import_run(cx, file.p ? file.p : "", file.len, w, &report);
	fputs(import_report_text(cx, &report, rc, w->dry_run), stdout);
	import_report_release(&report);
	buf_release(&file);
	return rc == OK ? 0 : 1;
}

int cli_import(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{"format", required_argument, NULL, 'f'},
		{"dry-run", no_argument, NULL, 'n'},
		{"locale", required_argument, NULL, 'l'},
		{"map", required_argument, NULL, 'm'},
		{"pictures", required_argument, NULL, 'p'},
		{NULL, 0, NULL, 0},
	};
	struct maps maps = {.n = 0};
	struct import_wish w = {.format = "", .maps = maps.map};
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'f')
			w.format = optarg;
		else if (c == 'l')
			w.locale = optarg;
		else if (c == 'p')
			w.zip = optarg;
		else if (c == 'n')
			w.dry_run = true;
		else if (c == 'm' && map_add(&maps, optarg))
			continue;
		else
			return cli_usage(c == 'h' ? 0 : 2, text);
	}
	if (optind + 1 != argc || !import_format_known(w.format) ||
		(w.locale && tr_lang_index(w.locale) < 0))
		return cli_usage(2, text);
	struct cli_shop shop;
	if (!cli_open(cli, &shop))
		return 1;
	w.dir = shop.conf.dir;
	int status = run(&shop.cx, argv[optind], &w);
	cli_close(&shop);
	return status;
}
